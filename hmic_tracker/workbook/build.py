"""Making new workbooks with XlsxWriter: lists as Excel tables with drop-downs, notes and print set-up.

It knows no nouns: what the lists are is said in the values given to it. Staff's own workbooks are never made or
written here; see :mod:`hmic_tracker.workbook.splice`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

#: How far down formats, drop-downs and colours reach, so that rows typed below a table's end have them too.
LAST_FORMATTED_ROW = 2000
_CREATED = datetime(2022, 1, 1)
FONT = "Arial"
INK = "#1F2933"
RULE = "#C5CCD3"
BAND = "#1D3557"
GREY_HEAD = "#6B7280"
PALE = "#F3F5F7"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list. `look` is text, wrapped, date, number or centred; `choices` a defined name or words."""

    heading: str
    width: int = 14
    look: str = "text"
    note: str = ""
    note_title: str = ""
    choices: str = ""
    strict: bool = False
    is_calculated: bool = False
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One sheet with one list: a title, lines of introduction, and an Excel table.

    `coloured` are the headings whose words are coloured by `Build.colours`; `frozen` is how many columns stay in view.
    """

    name: str
    table: str
    title: str
    intro: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Any, ...], ...] = ()
    tab: str = BAND
    coloured: tuple[str, ...] = ()
    frozen: int = 1
    filter_row_height: int = 32

    @property
    def header_row(self) -> int:
        """The worksheet row of the headings, counted from 1."""
        return 2 + len(self.intro) + 1


@dataclass(frozen=True, slots=True)
class Colour:
    """How a word is coloured: the fill, and the ink on it (contrast of 4.5:1 or more)."""

    fill: str
    ink: str


class Build:
    """A workbook in the making. Give it sheets in their order, then `close` it.

    The same calls give the same bytes: no clock is read.
    """

    def __init__(self, path: Path, *, title: str, marking: str, colours: Mapping[str, Colour]) -> None:
        import xlsxwriter

        path.parent.mkdir(parents=True, exist_ok=True)
        self.book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
        self.book.set_properties({"title": title, "created": _CREATED, "author": "hmic-tracker"})
        self.book.set_size(2400, 1400)
        self.marking = marking
        self.colours = colours
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.book.formats[0].set_font_name(FONT)
        self.book.formats[0].set_font_size(10)

    def format(self, **looks: Any) -> Any:
        """A cell format, made once for the same looks."""
        key = tuple(sorted({"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", **looks}.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(key))
        return self._formats[key]

    def define(self, name: str, formula: str) -> None:
        """A defined name."""
        self.book.define_name(name, formula)

    def add_sheet(self, name: str, *, tab: str) -> Any:
        """An empty sheet set up for printing: landscape A4, as wide as the page, marking above, page x of y below."""
        sheet = self.book.add_worksheet(name)
        sheet.set_tab_color(tab)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&C&9{self.marking}")
        sheet.set_footer(f"&L&9{name}&C&9{self.marking}&R&9Page &P of &N")
        return sheet

    def add_list(self, declared: ListSheet) -> Any:
        """A sheet with one list; returns the sheet for whatever else stands on it."""
        sheet = self.add_sheet(declared.name, tab=declared.tab)
        sheet.set_row(0, 26)
        sheet.write_string(
            0, 0, declared.title, self.format(font_size=15, bold=True, font_color=BAND, valign="vcenter")
        )
        for number, line in enumerate(declared.intro, start=1):
            sheet.write_string(number, 0, line, self.format(font_color="#4B5563"))
        head = declared.header_row - 1
        last_data = head + max(1, len(declared.rows))
        last_column = len(declared.columns) - 1
        sheet.set_row(head, declared.filter_row_height)
        for at, column in enumerate(declared.columns):
            options: dict[str, Any] = {"level": 1, "hidden": True} if column.is_folded else {}
            sheet.set_column(at, at, column.width, self.format(**_LOOKS[column.look]), options)
        if any(column.is_folded for column in declared.columns):
            folded = max(at for at, column in enumerate(declared.columns) if column.is_folded)
            sheet.set_column(folded + 1, folded + 1, 3, None, {"collapsed": True})
        sheet.add_table(
            head, 0, last_data, last_column,
            {
                "name": declared.table,
                "style": "Table Style Light 1",
                "banded_rows": True,
                "columns": [
                    {
                        "header": column.heading,
                        "header_format": self._head(column),
                        "format": self.format(**_LOOKS[column.look]),
                    }
                    for column in declared.columns
                ],
            },
        )  # fmt: skip
        self._write_rows(sheet, declared, head)
        for at, column in enumerate(declared.columns):
            self._add_guidance(sheet, column, head, at)
        self._colour(sheet, declared, head)
        sheet.freeze_panes(head + 1, declared.frozen)
        sheet.repeat_rows(head)
        sheet.print_area(0, 0, last_data, last_column)
        return sheet

    def _head(self, column: ListColumn) -> Any:
        fill = GREY_HEAD if column.is_calculated else BAND
        return self.format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=fill,
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color=RULE,
        )

    def _write_rows(self, sheet: Any, declared: ListSheet, head: int) -> None:
        for down, row in enumerate(declared.rows, start=head + 1):
            for across, value in enumerate(row):
                write_value(sheet, down, across, value, self.format(**_LOOKS[declared.columns[across].look]))

    def _add_guidance(self, sheet: Any, column: ListColumn, head: int, at: int) -> None:
        if column.note:
            sheet.write_comment(
                head, at, column.note,
                {"x_scale": 2.2, "y_scale": max(0.9, len(column.note) / 130), "font_size": 9, "author": "hmic-tracker"},
            )  # fmt: skip
        rule = self._validation(column)
        if rule:
            sheet.data_validation(head + 1, at, LAST_FORMATTED_ROW, at, rule)

    def _validation(self, column: ListColumn) -> dict[str, Any] | None:
        stop = "stop" if column.strict else "information"
        if column.choices:
            return {
                "validate": "list",
                "source": f"={column.choices}",
                "error_type": stop,
                "error_title": column.heading[:32],
                "error_message": "Please choose one of the words in the list, or add it to its sheet first.",
            }
        if column.look == "date" and not column.is_calculated:
            return {
                "validate": "date",
                "criteria": ">=",
                "value": date(1990, 1, 1),
                "error_type": "information",
                "error_title": "A date?",
                "error_message": "Please type a date as 31/03/2022. Words such as TBC or May 2022 are kept.",
            }
        return None

    def _colour(self, sheet: Any, declared: ListSheet, head: int) -> None:
        for at, column in enumerate(declared.columns):
            if column.heading not in declared.coloured:
                continue
            for word, colour in self.colours.items():
                sheet.conditional_format(
                    head + 1, at, LAST_FORMATTED_ROW, at,
                    {
                        "type": "cell", "criteria": "==", "value": f'"{word}"',
                        "format": self.book.add_format(
                            {"bg_color": colour.fill, "font_color": colour.ink, "bold": True}
                        ),
                    },
                )  # fmt: skip

    def close(self) -> None:
        """Write the file."""
        self.book.close()


_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "text": {"num_format": "@"},
    "wrapped": {"text_wrap": True, "num_format": "@"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
    "number": {"num_format": "0", "align": "right"},
    "centred": {"num_format": "@", "align": "center"},
}


def write_value(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    """One value into one cell: text always as text, so that `=1+1` stays what it is."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "Yes" if value else "No", look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, str(value), look)


def column_letters(number: int) -> str:
    """`A` for 0, `AB` for 27."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(number))


def words_of(sheet: str, columns: tuple[str, str], first_row: int, key: str) -> str:
    """The formula of a defined name: the words of one list in a sheet that holds many, as far as they go.

    The rows of a list stand together; what staff add below the last of them, in the same list, is found too.
    """
    keys = f"'{sheet}'!${columns[0]}${first_row}:${columns[0]}${LAST_FORMATTED_ROW}"
    words = f"'{sheet}'!${columns[1]}${first_row}:${columns[1]}${LAST_FORMATTED_ROW}"
    start = f'MATCH("{key}",{keys},0)'
    return f'=INDEX({words},{start}):INDEX({words},{start}+COUNTIF({keys},"{key}")-1)'


def filled_cells(sheet: str, column: str, first_row: int) -> str:
    """The formula of a defined name: the cells of a column from `first_row` as far as they are filled."""
    cells = f"'{sheet}'!${column}${first_row}:${column}${LAST_FORMATTED_ROW}"
    return f"=INDEX({cells},1):INDEX({cells},MAX(1,COUNTA({cells})))"


def known_rows(rows: Sequence[Mapping[str, Any]], headings: Sequence[str]) -> tuple[tuple[Any, ...], ...]:
    """Rows given by heading as rows in the order of the headings; a heading that is not there is a fault."""
    unknown = {heading for row in rows for heading in row} - set(headings)
    if unknown:
        raise ValueError(f"no such heading: {', '.join(sorted(unknown))}")
    return tuple(tuple(row.get(heading) for heading in headings) for row in rows)

"""Making new workbooks with XlsxWriter: lists as Excel tables with drop-downs, notes and print set-up.

It knows no nouns: what the lists are is said in the values given to it. Staff's own workbooks are never made or
written here; see :mod:`hmic_tracker.workbook.splice`.
"""

import math
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
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
LINE = "#E1E5EA"
QUIET = "#4B5563"
ALARM = "#B3261E"

# What fits on a landscape A4 page and can still be read, in characters of column width.
_PAGE_WIDTH = 205
_LINE_HEIGHT, _LEAST_HEIGHT, _MOST_HEIGHT = 12.75, 16.5, 400.0
# Excel opens comments and row heights as given; these are what Arial at 10 points needs.
_LETTERS_TO_WIDTH, _BOLD_LETTERS_TO_WIDTH = 1.15, 1.0
_ARROW_WIDTH, _INDENT = 4, 1


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list.

    `look` is one of `LOOKS`; `choices` words or the defined name of the cells that hold them, the only ones taken where
    `strict`; `note` stands on the heading; `is_folded` puts the column into a collapsed group.
    """

    heading: str
    width: int = 14
    look: str = "text"
    note: str = ""
    choices: str | tuple[str, ...] = ""
    strict: bool = False
    is_calculated: bool = False
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One sheet with one list: a title, lines of introduction, and an Excel table.

    `coloured` are the headings whose words are coloured by `Build.colours`, `alarming` those whose numbers below nought
    stand out; `frozen` is how many columns stay in view. Blank rows of `least_lines` lines fill the table to
    `least_rows`. Printed are the leftmost columns that fit a page.
    """

    name: str
    table: str
    title: str
    intro: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Any, ...], ...] = ()
    tab: str = BAND
    coloured: tuple[str, ...] = ()
    alarming: tuple[str, ...] = ()
    frozen: int = 1
    least_rows: int = 1
    least_lines: int = 1

    @property
    def header_row(self) -> int:
        """The worksheet row of the headings, counted from 1."""
        return 2 + len(self.intro) + 1

    @property
    def printed_columns(self) -> int:
        """How many columns, from the left, fit a page; at least one."""
        total = 0
        for number, column in enumerate(self.columns):
            total += 0 if column.is_folded else column.width
            if number and total > _PAGE_WIDTH:
                return number
        return len(self.columns)


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
        _let_rows_grow(sheet)
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
            sheet.write_string(number, 0, line, self.format(font_color=QUIET))
        head = declared.header_row - 1
        last_data = head + max(declared.least_rows, len(declared.rows))
        last_column = len(declared.columns) - 1
        sheet.set_row(head, max(_heading_height(column) for column in declared.columns))
        for at, column in enumerate(declared.columns):
            options: dict[str, Any] = {"level": 1, "hidden": True} if column.is_folded else {}
            sheet.set_column(at, at, column.width, self.format(**LOOKS[column.look]), options)
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
                        "format": self.format(**LOOKS[column.look]),
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
        # Whole columns, so that rows added below are printed too.
        sheet.print_area(0, 0, _LAST_ROW, declared.printed_columns - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letters(last_column)}{LAST_FORMATTED_ROW}"})
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
            **({"align": "center"} if column.look in ("number", "centred") else {"indent": 1}),
        )

    def _write_rows(self, sheet: Any, declared: ListSheet, head: int) -> None:
        missing = max(0, declared.least_rows - len(declared.rows))
        blanks = ((None,) * len(declared.columns),) * missing
        for down, row in enumerate((*declared.rows, *blanks), start=head + 1):
            height = max(_LEAST_HEIGHT, declared.least_lines * _LINE_HEIGHT + 3.75)
            # A blank row has no line, which would be printed.
            line = {} if not any(row) else {"bottom": 1, "bottom_color": LINE}
            for across, value in enumerate(row):
                column = declared.columns[across]
                look = "date" if isinstance(value, date) and column.look == "words" else column.look
                write_value(sheet, down, across, value, self.format(**LOOKS[look], **line))
                if not column.is_folded:
                    height = max(height, _height(value, column.width))
            sheet.set_row(down, height)

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
                "source": f"={column.choices}" if isinstance(column.choices, str) else list(column.choices),
                "error_type": stop,
                "error_title": column.heading[:32] or "Another word?",
                "error_message": "Please choose one of the words in the list."
                if column.strict
                else "This word is not in the list. Keep it if you mean it, and add it to its sheet.",
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

    def add_choices(self, sheet: str, row: int, column: int, choices: str) -> None:
        """A drop-down on one cell (row and column counted from 0); other words are taken too, with a question."""
        rule = self._validation(ListColumn("", choices=choices))
        self.book.get_worksheet_by_name(sheet).data_validation(row, column, row, column, rule)

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

        for heading in declared.alarming:
            at = [column.heading for column in declared.columns].index(heading)
            sheet.conditional_format(
                head + 1, at, LAST_FORMATTED_ROW, at,
                {
                    "type": "cell", "criteria": "<", "value": 0,
                    "format": self.book.add_format({"font_color": ALARM, "bold": True}),
                },
            )  # fmt: skip

    def close(self) -> None:
        """Write the file."""
        self.book.close()


_LEFT = {"text_wrap": True, "align": "left", "indent": 1}
#: How the cells of a column look. Text is kept as it is typed, so that 0417 keeps its nought and "May 2022" its words.
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "name": {**_LEFT, "num_format": "@", "bold": True},
    "text": {**_LEFT, "num_format": "@"},
    "prose": _LEFT,
    "words": {**_LEFT, "num_format": "@"},
    "date": {**_LEFT, "num_format": "dd/mm/yyyy"},
    "number": {"num_format": "0", "align": "center"},
    "centred": {"num_format": "@", "align": "center", "text_wrap": True},
}
_LAST_ROW = 1_048_575


def _let_rows_grow(sheet: Any) -> None:
    """Heights as first guesses: without the mark that somebody set them, Excel fits a row again when it is edited.

    XlsxWriter marks every height as set by hand (customHeight, ECMA-376 Part 1, 18.3.1.73).
    """

    def unfixed(write: Callable[[str, Iterable[tuple[str, Any]]], None]) -> Callable[..., None]:
        def write_tag(tag: str, attributes: Iterable[tuple[str, Any]] = ()) -> None:
            write(tag, [one for one in attributes if tag != "row" or one[0] != "customHeight"])

        return write_tag

    sheet._xml_start_tag_unencoded = unfixed(sheet._xml_start_tag_unencoded)
    sheet._xml_empty_tag_unencoded = unfixed(sheet._xml_empty_tag_unencoded)


def row_height(text: str, width: float, *, line: float = _LINE_HEIGHT) -> float:
    """The height in points that a text needs in a column of this width, so that nothing is cut off."""
    letters = max(1, int((width - _INDENT) * _LETTERS_TO_WIDTH))
    lines = sum(max(1, len(textwrap.wrap(one, letters))) for one in text.split("\n"))
    return min(_MOST_HEIGHT, lines * line + 3.75)


def _height(value: Any, width: int) -> float:
    return row_height(value, width) if isinstance(value, str) and value else 0.0


def _heading_height(column: ListColumn) -> float:
    letters = max(4, int((column.width - _ARROW_WIDTH) * _BOLD_LETTERS_TO_WIDTH))
    return max(24.0, math.ceil(len(textwrap.wrap(column.heading, letters))) * 13.5 + 6)


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

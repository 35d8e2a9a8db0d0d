"""Where a cell is written: its new bytes as they go into the sheet, or the reason why it is left alone.

ECMA-376 Part 1, 18.3.1.4 (c), 18.3.1.40 (f). The element itself is made in cell_xml.py.
"""

import re
from datetime import date, datetime, time

from hmic_tracker.errors import CellRefused
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cell_xml import cell_markup, recached, style_and_rest
from hmic_tracker.workbook.cells import (
    Cached,
    CellValue,
    Formula,
    address,
    as_plain,
    column_letters,
    escape,
    markup_text,
    require_writable,
    unsigned,
)
from hmic_tracker.workbook.refusals import Guard, RefusedCell
from hmic_tracker.workbook.sheet_edit import SheetSplice
from hmic_tracker.workbook.spans import CellSpan, RowSpan, Sheet
from hmic_tracker.workbook.styles import StyleBook

_ROW_STYLE = re.compile(rb"""\ss\s*=\s*["']([0-9]+)["']""")
_ROW_IS_STYLED = re.compile(rb"""\scustomFormat\s*=\s*["'](?:1|true)["']""")


class CellEdits:
    """The cells of one sheet that are to be written, by row and column, and how each is.

    What is refused, what is written and what the proof has to find are put into `result`.
    """

    def __init__(
        self,
        sheet: Sheet,
        styles: StyleBook | None,
        result: SheetSplice,
        *,
        since_1904: bool,
        own_columns: frozenset[int],
    ) -> None:
        """Cells of `sheet`; `own_columns` may be written although the sheet is protected."""
        self.sheet = sheet
        self.styles = styles
        self.result = result
        self.since_1904 = since_1904
        self.own_columns = own_columns
        self.prefix = markup.prefix_of(sheet.xml, sheet.frame.rows.start)
        self.values: dict[int, dict[int, CellValue]] = {}
        self.fresh: dict[tuple[int, int], int | None] = {}
        self.column_styles = _column_styles(sheet.frame.root)

    def take(self, column: int, row: int, value: CellValue) -> None:
        """Remember a value for a cell; one that no cell can hold is refused here."""
        value = as_plain(value)
        try:
            require_writable(value, "", since_1904=self.since_1904)
        except CellRefused as error:
            self.refuse(address(column, row), error.message.removeprefix(": ").rstrip("."), error.advice)
            return
        self.values.setdefault(row, {})[column] = value

    def take_fresh(self, column: int, row: int, value: CellValue, style: int | None) -> None:
        """Remember a value for a cell of an appended row or column, which looks like its neighbour."""
        self.take(column, row, value)
        self.fresh[column, row] = style

    def refuse(self, where: str, reason: str, advice: str) -> None:
        """Leave a cell as it is, and say so."""
        self.result.refused.append(RefusedCell(self.result.part.name, where, reason, advice))

    def written(
        self, column: int, row: int, cell: CellSpan | None, watch: Guard, within: RowSpan | None
    ) -> bytes | None:
        """The cell's new bytes; None where it is refused, empty where there is nothing to write.

        `cell` is where it stands now (None: it is missing), `within` the row it stands in or is put into
        (None: the row is missing as well).
        """
        value = self.values[row][column]
        tag = self.sheet.xml[cell.start : cell.inside] if cell is not None else b""
        where = address(column, row)
        fresh = (column, row) in self.fresh
        reason = None if fresh else watch.reason(column, row, cell, value)
        if cell is not None:
            style, rest = style_and_rest(tag)
            prefix = markup.prefix_of(tag, 0) if self.prefix or tag[1:2] != b"c" else b""
        else:
            style, rest, prefix = self._style_for_new(column, row, within), b"", self.prefix
        if reason is None and watch.is_protected and column not in self.own_columns and not fresh:
            reason = self._lock_reason(style)
        if reason is None and _is_date(value):
            style, reason = self._dated(style, value)
        if reason is not None:
            self.refuse(where, *reason)
            return None
        self.result.written.append((self.result.part.name, where, value))
        if cell is None and style is None and (value is None or value == ""):
            self.result.expected.setdefault(row, []).append((column, b""))
            return b""
        text = self._markup(column, row, cell, value, style, rest, prefix)
        self.result.expected.setdefault(row, []).append((column, text))
        if cell is not None and cell.formula is not None and not isinstance(value, Formula | Cached):
            self.result.lost_formulas.add(where)
        return text

    def _markup(
        self,
        column: int,
        row: int,
        cell: CellSpan | None,
        value: CellValue,
        style: int | None,
        rest: bytes,
        prefix: bytes,
    ) -> bytes:
        styled = b"" if style is None else b' s="%d"' % style
        head = b'<%bc r="%b%d"%b%b' % (prefix, column_letters(column).encode(), row, styled, rest)
        xml = self.sheet.xml
        after = xml[cell.extra[0] : cell.extra[1]] if cell is not None else b""
        if isinstance(value, Cached) and cell is not None and cell.formula is not None:
            formula = xml[cell.formula.start : cell.formula.end]
            return recached(head, formula, value.value, prefix=prefix, since_1904=self.since_1904, after=after)
        if isinstance(value, Formula) and (column, row) in self.fresh and self._is_array(column):
            text = markup_text(escape(value.text))
            ref = address(column, row).encode()
            return b'%b><%bf t="array" ref="%b">%b</%bf></%bc>' % (head, prefix, ref, text, prefix, prefix)
        return cell_markup(head, value, prefix=prefix, since_1904=self.since_1904, after=after)

    def _is_array(self, column: int) -> bool:
        growth = self.result.growth
        formula = growth.calculated.get(column - growth.covered.left) if growth else None
        return formula is not None and formula.is_array

    def _style_for_new(self, column: int, row: int, within: RowSpan | None) -> int | None:
        """A new cell looks as it would if a person typed there (18.3.1.73 customFormat, 18.3.1.13 style)."""
        model = self.fresh.get((column, row))
        if model is not None:
            return model
        tag = self.sheet.xml[within.start : within.inside] if within is not None else b""
        style = _ROW_STYLE.search(tag)
        if style and _ROW_IS_STYLED.search(tag):
            return unsigned(style[1].decode())
        return next((style for low, high, style in self.column_styles if low <= column <= high), None)

    def _lock_reason(self, style: int | None) -> tuple[str, str] | None:
        if self.styles is not None and not self.styles.is_locked(style or 0):
            return None
        return "the sheet is protected and the cell is locked", "Unprotect the sheet in Excel, or unlock the cell."

    def _dated(self, style: int | None, value: CellValue) -> tuple[int | None, tuple[str, str] | None]:
        inner = value.value if isinstance(value, Cached) else value.cached if isinstance(value, Formula) else value
        with_time = isinstance(inner, datetime) and inner.time() != time(0)
        dated = self.styles.dated(style or 0, with_time=with_time) if self.styles is not None else None
        if dated is not None:
            return dated, None
        return style, (
            "the workbook has no list of styles, so a date would be shown as a number",
            "Save the workbook once in Excel, or write the date as text.",
        )


def _is_date(value: CellValue) -> bool:
    if isinstance(value, Formula):
        return isinstance(value.cached, date)
    if isinstance(value, Cached):
        return isinstance(value.value, date)
    return isinstance(value, date)


def _column_styles(root: markup.Span) -> list[tuple[int, int, int]]:
    found = []
    for columns in root.children:
        if columns.name != "cols":
            continue
        for each in columns.children:
            low, high, style = (unsigned(each.attributes.get(name, "")) for name in ("min", "max", "style"))
            if low is not None and high is not None and style:
                found.append((low, high, style))
    return found

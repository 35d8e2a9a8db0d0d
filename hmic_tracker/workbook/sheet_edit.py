"""The edits of one sheet as replacements of byte spans: the heart of the splice.

Each cell that is written becomes one replacement; all bytes between replacements go over as they are.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import repeat

from hmic_tracker.errors import CellRefused
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.append import Growth, find_table, plan_growth
from hmic_tracker.workbook.bulk import WORTH_IT, Bulk, write_in_bulk
from hmic_tracker.workbook.cell_xml import cell_markup, recached, style_and_rest
from hmic_tracker.workbook.cells import (
    Area,
    Cached,
    CellValue,
    Formula,
    address,
    column_letters,
    escape,
    markup_text,
    require_writable,
    split_address,
)
from hmic_tracker.workbook.growth import Replacement, grown_dimension, grown_rules
from hmic_tracker.workbook.package import Package, SheetPart
from hmic_tracker.workbook.refusals import Guard, RefusedCell, guard, is_protected, merged_areas
from hmic_tracker.workbook.sheet_xml import (
    NOWHERE,
    CellSpan,
    Located,
    ParsedSheet,
    PlainSheet,
    RowSpan,
    Sheet,
    Unusual,
)
from hmic_tracker.workbook.styles import StyleBook

_SPANS = re.compile(rb"""\sspans\s*=\s*(["'])([^"']*)\1""")
_ROW_STYLE = re.compile(rb"""\ss\s*=\s*["']([0-9]+)["']""")
_ROW_IS_STYLED = re.compile(rb"""\scustomFormat\s*=\s*["'](?:1|true)["']""")


@dataclass(frozen=True)
class SheetEdit:
    """What to change on one sheet.

    `cells` are values by address; None makes a cell blank and leaves its style. `append` are rows to add,
    each a value by column number (A is 1), below the table named `table`, or below the last used row where
    that is empty. `new_columns` are headings for new columns at that table's right end. `own_columns` are
    column numbers that may be written although the sheet is protected, because they are the library's.
    """

    cells: Mapping[str, CellValue] = field(default_factory=dict)
    append: tuple[Mapping[int, CellValue], ...] = ()
    table: str = ""
    new_columns: tuple[str, ...] = ()
    own_columns: frozenset[int] = frozenset()


@dataclass
class SheetSplice:
    """What came of one sheet's edits: replacements over `xml`, and what the proof has to find.

    `expected` holds, row by row, the bytes of each cell that was written (empty: the cell is blank or gone),
    `in_bulk` the bytes of those that `xml` holds already, in order. `has_formulas` is about before and after.
    """

    part: SheetPart
    xml: bytes
    replacements: list[Replacement] = field(default_factory=list)
    expected: dict[int, list[tuple[int, bytes]]] = field(default_factory=dict)
    written: list[tuple[str, str, CellValue]] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    lost_formulas: set[str] = field(default_factory=set)
    in_bulk: list[bytes] = field(default_factory=list)
    has_formulas: bool = False
    growth: Growth | None = None

    @property
    def has_changed(self) -> bool:
        """Whether a byte of the sheet is another than before."""
        return bool(self.replacements or self.in_bulk)

    def content(self) -> bytes:
        """The new part: the replacements, and between them the bytes of the old one."""
        if not self.replacements:
            return self.xml
        view, at = memoryview(self.xml), 0
        pieces: list[bytes | memoryview] = []
        for start, end, text in sorted(self.replacements, key=_start):
            pieces += (view[at:start], text)
            at = end
        return b"".join((*pieces, view[at:]))


def _start(replacement: Replacement) -> int:
    return replacement[0]


def splice_sheet(package: Package, part: SheetPart, edit: SheetEdit, styles: StyleBook | None) -> SheetSplice:
    """The replacements for one sheet; nothing is written. Refusals for the whole file are raised from here."""
    try:
        return _spliced_plainly(package, part, edit, styles)
    except Unusual:
        # Rows below the last used one are known only afterwards, so then every cell is remembered.
        sheet = ParsedSheet(markup.as_utf8(package.read(part.part), part.part), part.part)
        return _Splicing(package, part, edit, styles, sheet).run()


def _spliced_plainly(package: Package, part: SheetPart, edit: SheetEdit, styles: StyleBook | None) -> SheetSplice:
    sheet = PlainSheet(markup.as_utf8(package.read(part.part), part.part), part.part)
    bulk = _bulk(package, part, edit, sheet)
    if bulk is None:
        return _Splicing(package, part, edit, styles, sheet).run()
    # The old sheet is let go of before the new one is joined: a long one is held twice at most.
    del sheet
    xml = b"".join(bulk.pieces)
    bulk.pieces.clear()
    sheet = PlainSheet.again(xml, part.part)
    rest: dict[str, CellValue] = {}
    if len(bulk.written) < len(edit.cells):
        written = frozenset(bulk.written)
        rest = {where: value for where, value in edit.cells.items() if where not in written}
    result = _Splicing(package, part, replace(edit, cells=rest), styles, sheet).run()
    result.in_bulk = bulk.texts
    result.written[:0] = zip(repeat(part.name), bulk.written, map(edit.cells.__getitem__, bulk.written), strict=False)
    return result


def _bulk(package: Package, part: SheetPart, edit: SheetEdit, sheet: PlainSheet) -> Bulk | None:
    """The plain cells written in one pass; None where that is not worth it or not safe."""
    root = sheet.frame.root
    if len(edit.cells) < WORTH_IT or is_protected(root):
        return None
    apart = [*merged_areas(root), *sheet.arrays, *table_edges(package, part)]
    bulk = write_in_bulk(sheet, edit.cells, apart_from=apart)
    return bulk if bulk.written else None


def table_edges(package: Package, part: SheetPart) -> Iterator[Area]:
    """The headings and totals of the sheet's tables."""
    for table in package.tables(part.name):
        area = Area.read(table.ref)
        if area is None:
            continue
        if table.heading_rows:
            yield Area(area.left, area.top, area.right, area.top + table.heading_rows - 1)
        if table.totals_rows:
            yield Area(area.left, area.bottom - table.totals_rows + 1, area.right, area.bottom)


class _Splicing:
    """The state of one sheet's splice while its replacements are collected."""

    def __init__(
        self, package: Package, part: SheetPart, edit: SheetEdit, styles: StyleBook | None, sheet: Sheet
    ) -> None:
        self.package = package
        self.edit = edit
        self.styles = styles
        self.sheet = sheet
        self.since_1904 = package.date_1904
        self.prefix = markup.prefix_of(sheet.xml, sheet.frame.rows.start)
        self.result = SheetSplice(part, sheet.xml)
        self.values: dict[int, dict[int, CellValue]] = {}
        self.model_styles: dict[int, int | None] = {}
        self.fresh: dict[tuple[int, int], int | None] = {}
        self.column_styles = _column_styles(sheet.frame.root)

    def run(self) -> SheetSplice:
        self._take_cells()
        self._take_growth()
        wanted = sorted(self.values)
        found = self.sheet.locate(wanted) if wanted else NOWHERE
        watch = guard(
            self.sheet, self.result.part.name, wanted, table_edges(self.package, self.result.part), found.twice
        )
        for number in wanted:
            row = found.rows.get(number)
            if row is None:
                self._new_row(number, found, watch)
            else:
                self._old_row(row, watch)
        self._around_rows()
        added = any(isinstance(value, Formula) for _, _, value in self.result.written)
        self.result.has_formulas = added or self.sheet.has_formulas
        return self.result

    # What is wanted

    def _take_cells(self) -> None:
        for where, value in self.edit.cells.items():
            place = split_address(where) if isinstance(where, str) else None
            if place is None:
                self._refuse(str(where), "no sheet has a cell of that name", "Give an address such as B2.")
                continue
            self._take(place[0], place[1], value)

    def _take(self, column: int, row: int, value: CellValue) -> None:
        try:
            require_writable(value, "", since_1904=self.since_1904)
        except CellRefused as error:
            self._refuse(address(column, row), error.message.removeprefix(": ").rstrip("."), error.advice)
            return
        self.values.setdefault(row, {})[column] = value

    def _take_growth(self) -> None:
        edit, sheet = self.edit, self.sheet
        if not edit.append and not edit.new_columns:
            return
        name = self.result.part.name
        table = find_table(self.package, name, edit.table) if edit.table else None
        columns = {column for row in edit.append for column in row}
        growth = plan_growth(
            self.package,
            sheet,
            table,
            len(edit.append),
            edit.new_columns,
            is_ours=columns <= edit.own_columns and not edit.new_columns,
        )
        self.result.growth = growth
        rows = sheet.locate(sorted({growth.covered.top, growth.model_row} - {0})).rows
        if growth.model_row in rows:
            self.model_styles = self._styles_of(rows[growth.model_row])
        for number, given in enumerate(edit.append, growth.first):
            self._take_appended(number, given, growth)
        heading_styles = self._styles_of(rows[growth.covered.top]) if growth.covered.top in rows else {}
        for column, heading in enumerate(growth.new_columns, growth.covered.right + 1):
            self._take(column, growth.covered.top, heading)
            self.fresh[column, growth.covered.top] = heading_styles.get(growth.covered.right)

    def _take_appended(self, number: int, given: Mapping[int, CellValue], growth: Growth) -> None:
        values = dict(given)
        for place, formula in growth.calculated.items():
            column = growth.covered.left + place
            if column not in values:
                values[column] = Formula(formula.text)
        if growth.table is not None:
            for column in range(growth.covered.left, growth.covered.right + 1):
                if self.model_styles.get(column):
                    values.setdefault(column, None)
        for column in sorted(values):
            self._take(column, number, values[column])
            self.fresh[column, number] = self.model_styles.get(column)

    def _styles_of(self, row: RowSpan) -> dict[int, int | None]:
        xml = self.sheet.xml
        return {cell.column: style_and_rest(xml[cell.start : cell.inside])[0] for cell in self.sheet.cells(row)}

    # Rows

    def _new_row(self, number: int, found: Located, watch: Guard) -> None:
        written = []
        for column in sorted(self.values[number]):
            text = self._cell(column, number, None, b"", watch, {})
            if text:
                written.append(text)
        if written:
            prefix, at = self.prefix, found.gaps[number]
            row = b'<%brow r="%d">%b</%brow>' % (prefix, number, b"".join(written), prefix)
            self.result.replacements.append((at, at, row))

    def _old_row(self, row: RowSpan, watch: Guard) -> None:
        sheet, replacements = self.sheet, self.result.replacements
        added: list[tuple[int, int, bytes]] = []
        for column in sorted(self.values[row.number]):
            cell = sheet.cell(row, column)
            if cell is not None:
                tag = sheet.xml[cell.start : cell.inside]
                text = self._cell(column, row.number, cell, tag, watch, {})
                if text is not None:
                    replacements.append((cell.start, cell.end, text))
                continue
            text = self._cell(column, row.number, None, b"", watch, self._row_style(row))
            if text:
                at = sheet.place_for(row, column)
                replacements.append((at, at, text))
                added.append((column, at, text))
        if added:
            self._open_row(row, [column for column, _, _ in added])

    def _open_row(self, row: RowSpan, columns: list[int]) -> None:
        """Fit the row's own tag to the cells put in: its `spans`, and a closing tag where it had none."""
        tag = old = self.sheet.xml[row.start : row.inside]
        spans = _SPANS.search(tag)
        if spans:
            tag = tag[: spans.start()] + _wider(spans[2], columns) + tag[spans.end() :]
        if row.inside == row.end:
            tag = tag[:-2].rstrip() + b">"
            name = markup.prefix_of(old, 0) + b"row"
            self.result.replacements.append((row.inside, row.inside, b"</" + name + b">"))
        if tag != old:
            self.result.replacements.append((row.start, row.inside, tag))

    def _row_style(self, row: RowSpan) -> dict[str, int]:
        tag = self.sheet.xml[row.start : row.inside]
        style = _ROW_STYLE.search(tag)
        return {"row": int(style[1])} if style and _ROW_IS_STYLED.search(tag) else {}

    # Cells

    def _cell(
        self,
        column: int,
        row: int,
        cell: CellSpan | None,
        tag: bytes,
        watch: Guard,
        row_style: Mapping[str, int],
    ) -> bytes | None:
        """The cell's new bytes; None where it is refused, empty where there is nothing to write."""
        value = self.values[row][column]
        where = address(column, row)
        fresh = (column, row) in self.fresh
        reason = None if fresh else watch.reason(column, row, cell, value)
        if cell is not None:
            style, rest = style_and_rest(tag)
            prefix = markup.prefix_of(tag, 0) if self.prefix or tag[1:2] != b"c" else b""
        else:
            style, rest, prefix = self._style_for_new(column, row, row_style), b"", self.prefix
        if reason is None and watch.is_protected and column not in self.edit.own_columns and not fresh:
            reason = self._lock_reason(style)
        if reason is None and _is_date(value):
            style, reason = self._dated(style, value)
        if reason is not None:
            self._refuse(where, *reason)
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

    def _style_for_new(self, column: int, row: int, row_style: Mapping[str, int]) -> int | None:
        """A new cell looks as it would if a person typed there (18.3.1.73 customFormat, 18.3.1.13 style)."""
        model = self.fresh.get((column, row))
        if model is not None:
            return model
        if "row" in row_style:
            return row_style["row"]
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

    def _refuse(self, where: str, reason: str, advice: str) -> None:
        self.result.refused.append(RefusedCell(self.result.part.name, where, reason, advice))

    # Around the rows

    def _around_rows(self) -> None:
        result, xml, frame = self.result, self.sheet.xml, self.sheet.frame
        if frame.rows.is_empty_tag and result.replacements:
            tag = xml[frame.rows.start : frame.rows.inside][:-2].rstrip() + b">"
            closing = b"</%bsheetData>" % self.prefix
            result.replacements.append((frame.rows.start, frame.rows.inside, tag))
            result.replacements.append((frame.rows.inside, frame.rows.inside, closing))
        filled = [(column, row) for row, cells in result.expected.items() for column, text in cells if text]
        if filled:
            columns, rows = [each[0] for each in filled], [each[1] for each in filled]
            area = Area(min(columns), min(rows), max(columns), max(rows))
            dimension = grown_dimension(xml, frame.root, area)
            if dimension:
                result.replacements.append(dimension)
        growth = result.growth
        if growth and growth.last > growth.covered.bottom:
            result.replacements += grown_rules(xml, frame.root, growth.covered, growth.last)


def _is_date(value: CellValue) -> bool:
    if isinstance(value, Formula):
        return isinstance(value.cached, date)
    if isinstance(value, Cached):
        return isinstance(value.value, date)
    return isinstance(value, date)


def _wider(spans: bytes, columns: list[int]) -> bytes:
    """The row's `spans` (18.3.1.73, an aid to readers) with the new columns; gone where it lists several."""
    first, _, last = spans.partition(b":")
    if not (first.isdigit() and last.isdigit()):
        return b""
    return b' spans="%d:%d"' % (min(int(first), *columns), max(int(last), *columns))


def _column_styles(root: markup.Span) -> list[tuple[int, int, int]]:
    found = []
    for columns in root.children:
        if columns.name != "cols":
            continue
        for each in columns.children:
            limits = [each.attributes.get(name, "") for name in ("min", "max", "style")]
            if all(limit.isdigit() for limit in limits):
                low, high, style = map(int, limits)
                if style:
                    found.append((low, high, style))
    return found

"""The edits of one sheet as replacements of byte spans: the heart of the splice.

Each cell that is written becomes one replacement (cell_edit.py); all bytes between replacements go over as they
are. ECMA-376 Part 1, 18.3.1.73 (row), 18.3.1.80 (sheetData).
"""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat

from hmic_tracker.workbook import markup
from hmic_tracker.workbook.append import Growth, find_table, plan_growth
from hmic_tracker.workbook.bulk import WORTH_IT, Bulk, usual_cells, write_in_bulk
from hmic_tracker.workbook.cell_edit import CellEdits
from hmic_tracker.workbook.cell_xml import style_and_rest
from hmic_tracker.workbook.cells import Area, CellValue, Formula, split_address, unsigned
from hmic_tracker.workbook.growth import grown_dimension, grown_rules
from hmic_tracker.workbook.package import Package, SheetPart
from hmic_tracker.workbook.parsed_sheet import ParsedSheet
from hmic_tracker.workbook.plain_sheet import PlainSheet
from hmic_tracker.workbook.refusals import Guard, guard, is_protected, merged_areas, table_edges
from hmic_tracker.workbook.relative import filled_down
from hmic_tracker.workbook.sheet_edit import SheetEdit, SheetSplice
from hmic_tracker.workbook.sheet_packing import LONG, SheetPacking, frame_of
from hmic_tracker.workbook.spans import NOWHERE, Located, RowSpan, Sheet, Unusual
from hmic_tracker.workbook.styles import StyleBook

_SPANS = re.compile(rb"""\sspans\s*=\s*(["'])([^"']*)\1""")


def splice_sheet(package: Package, part: SheetPart, edit: SheetEdit, styles: StyleBook | None) -> SheetSplice:
    """The replacements for one sheet; nothing is written. Refusals for the whole file are raised from here."""
    try:
        return _spliced_plainly(package, part, edit, styles)
    except Unusual:
        # Rows below the last used one are known only afterwards, so then every cell is remembered.
        grows = edit.append or edit.new_columns
        wanted = None if grows else {row for _, row in filter(None, map(split_address, map(str, edit.cells)))}
        sheet = ParsedSheet(markup.as_utf8(package.read(part.part), part.part), part.part, wanted)
        return _Splicing(package, part, edit, styles, sheet).run()


def _spliced_plainly(package: Package, part: SheetPart, edit: SheetEdit, styles: StyleBook | None) -> SheetSplice:
    if len(edit.cells) < WORTH_IT:
        sheet = PlainSheet(markup.as_utf8(package.read(part.part), part.part), part.part)
        return _Splicing(package, part, edit, styles, sheet).run()
    with ThreadPoolExecutor(2) as aside:
        reading = aside.submit(package.read, part.part)
        wanted = usual_cells(edit.cells)
        sheet = PlainSheet(markup.as_utf8(reading.result(), part.part), part.part)
        del reading
        if is_protected(sheet.frame.root):
            return _Splicing(package, part, edit, styles, sheet).run()
        is_all = len(wanted) == len(edit.cells) and not edit.append and not edit.new_columns
        is_long = len(sheet.xml) >= LONG
        packing = SheetPacking(part.part, frame_of(sheet.xml), aside) if is_all and is_long else None
        apart = [*merged_areas(sheet.frame.root), *sheet.arrays, *table_edges(package, part)]
        bulk = write_in_bulk(sheet, wanted, apart_from=apart, packing=packing)
        if packing is not None and len(bulk.written) == len(edit.cells):
            result = SheetSplice(part, b"", has_formulas=sheet.has_formulas)
            del sheet
            _add_bulk(result, edit, bulk)
            result.packed = packing.packed()
            return result
    if not bulk.written:
        return _Splicing(package, part, edit, styles, sheet).run()
    # The old sheet is let go of before the new one is joined: a long one is held twice at most.
    del sheet, packing
    xml = b"".join(bulk.pieces)
    bulk.pieces.clear()
    written = frozenset(bulk.written)
    rest = {where: value for where, value in edit.cells.items() if where not in written}
    sheet = PlainSheet.again(xml, part.part)
    result = _Splicing(package, part, replace(edit, cells=rest), styles, sheet).run()
    _add_bulk(result, edit, bulk)
    return result


def _add_bulk(result: SheetSplice, edit: SheetEdit, bulk: Bulk) -> None:
    result.in_bulk = bulk.texts
    result.written[:0] = zip(
        repeat(result.part.name), bulk.written, map(edit.cells.__getitem__, bulk.written), strict=False
    )


class _Splicing:
    """The state of one sheet's splice while its replacements are collected."""

    def __init__(
        self, package: Package, part: SheetPart, edit: SheetEdit, styles: StyleBook | None, sheet: Sheet
    ) -> None:
        self.package = package
        self.edit = edit
        self.sheet = sheet
        self.result = SheetSplice(part, sheet.xml)
        self.cells = CellEdits(sheet, styles, self.result, since_1904=package.date_1904, own_columns=edit.own_columns)
        self.prefix = self.cells.prefix
        self.model_styles: dict[int, int | None] = {}

    def run(self) -> SheetSplice:
        self._take_cells()
        self._take_growth()
        wanted = sorted(self.cells.values)
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
                self.cells.refuse(str(where), "no sheet has a cell of that name", "Give an address such as B2.")
                continue
            self.cells.take(place[0], place[1], value)

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
            self.cells.take_fresh(column, growth.covered.top, heading, heading_styles.get(growth.covered.right))

    def _take_appended(self, number: int, given: Mapping[int, CellValue], growth: Growth) -> None:
        values = dict(given)
        for place, formula in growth.calculated.items():
            column = growth.covered.left + place
            if column not in values:
                values[column] = Formula(filled_down(formula.text, number - growth.first_of_data))
        if growth.table is not None:
            for column in range(growth.covered.left, growth.covered.right + 1):
                if self.model_styles.get(column):
                    values.setdefault(column, None)
        for column in sorted(values):
            self.cells.take_fresh(column, number, values[column], self.model_styles.get(column))

    def _styles_of(self, row: RowSpan) -> dict[int, int | None]:
        xml = self.sheet.xml
        return {cell.column: style_and_rest(xml[cell.start : cell.inside])[0] for cell in self.sheet.cells(row)}

    # Rows

    def _new_row(self, number: int, found: Located, watch: Guard) -> None:
        written = []
        for column in sorted(self.cells.values[number]):
            text = self.cells.written(column, number, None, watch, None)
            if text:
                written.append(text)
        if written:
            prefix, at = self.prefix, found.gaps[number]
            row = b'<%brow r="%d">%b</%brow>' % (prefix, number, b"".join(written), prefix)
            self.result.replacements.append((at, at, row))

    def _old_row(self, row: RowSpan, watch: Guard) -> None:
        sheet, replacements = self.sheet, self.result.replacements
        added: list[tuple[int, int, bytes]] = []
        for column in sorted(self.cells.values[row.number]):
            cell = sheet.cell(row, column)
            text = self.cells.written(column, row.number, cell, watch, row)
            if cell is not None and text is not None:
                replacements.append((cell.start, cell.end, text))
            elif cell is None and text:
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


def _wider(spans: bytes, columns: list[int]) -> bytes:
    """The row's `spans` (18.3.1.73, an aid to readers) with the new columns; gone where it lists several."""
    first, _, last = (unsigned(each) for each in spans.decode("ascii", "replace").partition(":"))
    if first is None or last is None:
        return b""
    return b' spans="%d:%d"' % (min(first, *columns), max(last, *columns))

"""A sheet written the way Excel writes it, read by compiled patterns over its bytes.

ECMA-376 Part 1, 18.3.1.80 (sheetData), 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.40 (f). The first sign of anything
else (comments, CDATA, prefixes, other quotes, missing references) raises `Unusual`; parsed_sheet.py reads that.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import Area, column_letters, column_number, split_address
from hmic_tracker.workbook.spans import (
    CellSpan,
    FormulaSpan,
    Frame,
    Located,
    RowSpan,
    Unusual,
    located,
    shifted,
    worksheet,
)

_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\s[^<>]*\?>\s*)?<worksheet[\s>]")
_ROW = re.compile(rb'\s*(<row r="([1-9][0-9]{0,6})"(?:\s+[\w:.\-]+="[^"<>]*")*+\s*(/?)>)')
_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]+"(?:\s+[\w:.\-]+="[^"<>]*")*+\s*(/?)>')
_CELL_REFS = re.compile(rb'<c r="([^"]*)"')
_FORMULA = re.compile(rb'<f(?:\s+[\w:.\-]+="[^"<>]*")*+\s*(/?)>')
_FORMULA_TYPE = re.compile(rb'\st="([^"]*)"')
_FORMULA_REF = re.compile(rb'\sref="([^"]*)"')
_ARRAYS = re.compile(rb'(<c [^<>]*>)(<f(?=[^<>]*\st="(?:array|dataTable)")[^<>]*>)')
# A formula that spills (Excel 365) is written as an array formula with cell metadata. Whoever types where it
# would spill keeps what was typed; in an old array formula the next calculation would overwrite it.
_SPILLS = re.compile(rb"\scm=")
_CONTENT = re.compile(rb"<(?:\w+:)?(?:v|f|is)[\s/>]")
_SPACE = b" \t\r\n"
_MARKER = b"<sheetData/>"


class PlainSheet:
    """A sheet as Excel writes it, read by compiled patterns over its bytes."""

    _to_look_through = 50_000_000

    def __init__(self, xml: bytes, place: str) -> None:
        """Look at the outside; raises Unusual where patterns would not be safe."""
        self.xml = xml
        self.place = place
        # The declaration's own mark is at the very start, and its other question mark near it.
        instructed = xml.find(b"<?", 6, 200) >= 0 or _has(xml, b"?", b"<?", 200)
        if not _ROOT.match(xml) or instructed or _has(xml, b"!", b"<!", 0):
            raise Unusual
        self._find_rows()
        # An extension list in a cell may hold elements named c or row of somebody else's.
        if _has(xml, b"L", b"<extLst", self._rows_at, self._rows_end):
            raise Unusual

    @classmethod
    def again(cls, xml: bytes, place: str) -> "PlainSheet":
        """The sheet after cells in it were written anew: known to be plain, so not looked through again."""
        sheet = cls.__new__(cls)
        sheet.xml, sheet.place = xml, place
        sheet._find_rows()
        return sheet

    def _find_rows(self) -> None:
        xml = self.xml
        self._data = xml.find(b"<sheetData")
        if self._data < 0:
            raise Unusual
        self._rows_at = markup.start_tag_end(xml, self._data)
        if xml[self._rows_at - 2 : self._rows_at] == b"/>":
            self._rows_end = self._data_end = self._rows_at
        else:
            self._rows_end = xml.rfind(b"</sheetData>", self._rows_at)
            self._data_end = self._rows_end + len(b"</sheetData>")
            if self._rows_end < 0:
                raise Unusual

    @cached_property
    def frame(self) -> Frame:
        """The elements around the rows, read from a copy of the sheet without them."""
        head, tail = self.xml[: self._data], self.xml[self._data_end :]
        root = markup.outline(head + _MARKER + tail, self.place)
        after, shift = len(head) + len(_MARKER), self._data_end - len(head) - len(_MARKER)
        shifted(root, after, shift)
        rows = root.child("sheetData")
        if rows is None:
            raise Unusual
        rows.inside, rows.tail, rows.end = self._rows_at, self._rows_end, self._data_end
        return Frame(worksheet(root, self.place), rows)

    @cached_property
    def has_formulas(self) -> bool:
        """Whether a cell holds a formula."""
        return _has(self.xml, b"f", b"<f", self._rows_at, self._rows_end)

    @property
    def holds_all_cells(self) -> bool:
        """Whether nothing after the rows looks like a cell."""
        return self.xml.find(b'<c r="', self._rows_end) < 0

    @cached_property
    def arrays(self) -> tuple[Area, ...]:
        """The ranges of array formulas and data tables, of which no cell can be changed alone."""
        found: list[Area] = []
        if not self.has_formulas:
            return ()
        for each in _ARRAYS.finditer(self.xml, self._rows_at, self._rows_end):
            ref = _FORMULA_REF.search(each[2])
            area = Area.read(ref[1].decode()) if ref and not _SPILLS.search(each[1]) else None
            if area:
                found.append(area)
        return tuple(found)

    def _every_row(self) -> Iterator[RowSpan]:
        """The rows one after the other, nothing but space between them; raises Unusual otherwise."""
        xml, at, end = self.xml, self._rows_at, self._rows_end
        find, match = xml.find, _ROW.match
        while found := match(xml, at, end):
            inside = found.end()
            if found[3]:
                tail = at = inside
            else:
                tail = find(b"</row>", inside, end)
                if tail < 0:
                    raise Unusual
                at = tail + 6
            yield RowSpan(int(found[2]), found.start(1), inside, tail, at)
        if xml[at:end].strip(_SPACE):
            raise Unusual

    def locate(self, wanted: Sequence[int]) -> Located:
        """Where the rows with these numbers (ascending) stand or belong."""
        return located(self._every_row, wanted, self._rows_end)

    def cell(self, row: RowSpan, column: int) -> CellSpan | None:
        """The cell of that column in the row, or None. Raises Unusual where it cannot be told."""
        xml, tail = self.xml, row.tail
        opening = b'<c r="%s%d"' % (column_letters(column).encode(), row.number)
        at = xml.find(opening, row.inside, tail)
        if self._claimed_elsewhere(opening, row):
            raise Unusual
        if at < 0 and self._is_without(row):
            return None
        if at < 0 or xml.find(opening, at + 6, tail) >= 0:
            raise Unusual
        return self._span(column, at, tail)

    def _claimed_elsewhere(self, opening: bytes, row: RowSpan) -> bool:
        """Whether another row holds a cell of that address: looked for as long as that costs next to nothing."""
        xml = self.xml
        self._to_look_through -= len(xml)
        if self._to_look_through < 0:
            return False
        return xml.find(opening, self._rows_at, row.start) >= 0 or xml.find(opening, row.tail, self._rows_end) >= 0

    def _is_without(self, row: RowSpan) -> bool:
        """Whether the row's cells are all named in the usual way, so that one not found is not there."""
        xml = self.xml
        return xml.count(b"<c", row.inside, row.tail) == xml.count(b'<c r="', row.inside, row.tail)

    def _span(self, column: int, at: int, tail: int) -> CellSpan:
        xml = self.xml
        tag = _CELL.match(xml, at, tail)
        if not tag:
            raise Unusual
        inside = tag.end()
        if tag[1]:
            return CellSpan(column, at, inside, inside, inside, None)
        close = xml.find(b"</c>", inside, tail)
        if close < 0 or xml.find(b"<c", inside, close) >= 0:
            raise Unusual
        formula = self._formula(inside, close) if xml.startswith(b"<f", inside) else None
        if formula is None and xml.find(b"<f", inside, close) >= 0:
            raise Unusual
        return CellSpan(column, at, inside, close, close + 4, formula)

    def _formula(self, at: int, tail: int) -> FormulaSpan:
        tag = _FORMULA.match(self.xml, at, tail)
        if not tag:
            raise Unusual
        end = tag.end() if tag[1] else self.xml.find(b"</f>", tag.end(), tail) + 4
        if end < tag.end():
            raise Unusual
        kind, ref = _FORMULA_TYPE.search(tag[0]), _FORMULA_REF.search(tag[0])
        return FormulaSpan(at, end, kind[1].decode() if kind else "normal", ref[1].decode() if ref else "")

    def cells(self, row: RowSpan) -> list[CellSpan]:
        """Every cell of the row in order."""
        if not self._is_without(row):
            raise Unusual
        found = []
        for each in _CELL_REFS.finditer(self.xml, row.inside, row.tail):
            where = split_address(each[1].decode("ascii", "replace"))
            if where is None or where[1] != row.number:
                raise Unusual
            found.append(self._span(where[0], each.start(), row.tail))
        return found

    def place_for(self, row: RowSpan, column: int) -> int:
        """The offset where a new cell of that column belongs among the cells of the row."""
        xml = self.xml
        last_at = xml.rfind(b'<c r="', row.inside, row.tail)
        if last_at < 0:
            return row.tail
        suffix = b"%d" % row.number
        last = _letters(xml, last_at, suffix)
        if last is None:
            raise Unusual
        if column_number(last) < column:
            return row.tail
        before = 0
        found_at = -1
        for each in _CELL_REFS.finditer(xml, row.inside, row.tail):
            letters = _letters(xml, each.start(), suffix)
            if letters is None or column_number(letters) <= before:
                raise Unusual
            before = column_number(letters)
            if before > column and found_at < 0:
                found_at = each.start()
        return found_at

    def last_used_row(self) -> int:
        """The number of the last row with a cell that holds something; 0 where there is none."""
        last = 0
        for row in self._every_row():
            if row.number > last and _CONTENT.search(self.xml, row.inside, row.tail):
                last = row.number
        return last


def _has(xml: bytes, letter: bytes, word: bytes, start: int, end: int | None = None) -> bool:
    """Whether `word` is there. A single rare letter of it is found ten times faster, so it is asked first."""
    return xml.find(letter, start, end) >= 0 and xml.find(word, start, end) >= 0


def _letters(xml: bytes, at: int, suffix: bytes) -> str | None:
    found = _CELL_LETTERS.match(xml, at)
    return found[1].decode() if found and found[2] == suffix else None


_CELL_LETTERS = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')

"""Where things stand in a sheet part: rows, cells and the elements around them, as byte offsets.

ECMA-376 Part 1, 18.3.1.99 (worksheet), 18.3.1.80 (sheetData), 18.3.1.73 (row), 18.3.1.4 (c).
Nearly all sheets are written the way Excel writes them; `PlainSheet` finds its way in those by pattern, ten
times faster than a parser. The first sign of anything else (comments, CDATA, prefixes, other quotes, missing
references) raises `Unusual`, and `ParsedSheet` reads the same spans with expat.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, Protocol
from xml.parsers import expat

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import Area, column_letters, column_number, split_address


class Unusual(Exception):  # a turn in the road, not an error
    """The sheet is not written as Excel writes it, and has to be read by a parser."""


class RowSpan(NamedTuple):
    """A row in the bytes: `<` of its start tag, after that tag, `<` of its end tag, after that.

    A self-closing row has `inside == tail == end`.
    """

    number: int
    start: int
    inside: int
    tail: int
    end: int


class FormulaSpan(NamedTuple):
    """A cell's `f` element: its bytes, its type (18.18.6), and the range it rules, if it names one."""

    start: int
    end: int
    kind: str
    ref: str


class CellSpan(NamedTuple):
    """A cell in the bytes, as `RowSpan`; `extra` is the span of an extension list inside it, or (0, 0)."""

    column: int
    start: int
    inside: int
    tail: int
    end: int
    formula: FormulaSpan | None
    extra: tuple[int, int] = (0, 0)


class Located(NamedTuple):
    """The rows that were asked for: those there are, and for the others the offset where each belongs.

    `twice` are numbers that two rows of the sheet claim, so that nobody can say which is meant.
    """

    rows: dict[int, RowSpan]
    gaps: dict[int, int]
    twice: frozenset[int]


NOWHERE = Located({}, {}, frozenset())


@dataclass(frozen=True)
class Frame:
    """All of a sheet but its rows: the tree of the elements around them, with true offsets."""

    root: markup.Span
    rows: markup.Span


class Sheet(Protocol):
    """What both ways of reading a sheet offer."""

    xml: bytes
    place: str

    @property
    def frame(self) -> Frame:
        """The elements around the rows."""
        ...

    @property
    def has_formulas(self) -> bool:
        """Whether a cell holds a formula."""
        ...

    @property
    def arrays(self) -> tuple[Area, ...]:
        """The ranges of array formulas and data tables, of which no cell can be changed alone."""
        ...

    def locate(self, wanted: Sequence[int]) -> Located:
        """Where the rows with these numbers (ascending) stand or belong."""
        ...

    def cell(self, row: RowSpan, column: int) -> CellSpan | None:
        """The cell of that column in the row, or None."""
        ...

    def cells(self, row: RowSpan) -> list[CellSpan]:
        """Every cell of the row in order."""
        ...

    def place_for(self, row: RowSpan, column: int) -> int:
        """The offset where a new cell of that column belongs among the cells of the row."""
        ...

    def last_used_row(self) -> int:
        """The number of the last row with a cell that holds something; 0 where there is none."""
        ...


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
        _shifted(root, after, shift)
        rows = root.child("sheetData")
        if rows is None:
            raise Unusual
        rows.inside, rows.tail, rows.end = self._rows_at, self._rows_end, self._data_end
        return Frame(_spreadsheet(root, self.place), rows)

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
        if at < 0 and self._is_without(row):
            return None
        if at < 0 or xml.find(opening, at + 6, tail) >= 0:
            raise Unusual
        return self._span(column, at, tail)

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


class ParsedSheet:
    """A sheet written in any other way that XML allows, read with expat; the rows wanted are remembered."""

    def __init__(self, xml: bytes, place: str, wanted: Iterable[int] | None = None) -> None:
        """Parse all of it; `wanted` are the rows whose cells will be asked for, None for all."""
        self.xml = xml
        self.place = place
        self._wanted = None if wanted is None else frozenset(wanted)
        self._rows: list[RowSpan] = []
        self._cells: dict[int, list[CellSpan]] = {}
        self._arrays: list[Area] = []
        self._last_used = 0
        self._has_formulas = False
        _SheetReader(self).read()

    @cached_property
    def frame(self) -> Frame:
        """The elements around the rows; the rows themselves are taken out before they are outlined."""
        start, inside, tail, end = self._data
        head, rest = self.xml[:start], self.xml[end:]
        prefix = markup.prefix_of(self.xml, start)
        marker = b"<" + prefix + b"sheetData/>"
        root = markup.outline(head + marker + rest, self.place)
        _shifted(root, start + len(marker), end - start - len(marker))
        rows = root.child("sheetData")
        if rows is None:
            raise _no_rows(self.place)
        rows.inside, rows.tail, rows.end = inside, tail, end
        return Frame(_spreadsheet(root, self.place), rows)

    @property
    def has_formulas(self) -> bool:
        """Whether a cell holds a formula."""
        return self._has_formulas

    @property
    def arrays(self) -> tuple[Area, ...]:
        """The ranges of array formulas and data tables."""
        return tuple(self._arrays)

    def locate(self, wanted: Sequence[int]) -> Located:
        """Where the rows with these numbers (ascending) stand or belong."""
        return located(lambda: iter(self._rows), wanted, self._data[2])

    def cells(self, row: RowSpan) -> list[CellSpan]:
        """Every cell of the row in order."""
        return self._cells.get(row.start, [])

    def cell(self, row: RowSpan, column: int) -> CellSpan | None:
        """The cell of that column in the row, the first where two claim it; None where there is none."""
        return next((each for each in self.cells(row) if each.column == column), None)

    def place_for(self, row: RowSpan, column: int) -> int:
        """The offset where a new cell of that column belongs among the cells of the row."""
        return next((each.start for each in self.cells(row) if each.column > column), row.tail)

    def last_used_row(self) -> int:
        """The number of the last row with a cell that holds something; 0 where there is none."""
        return self._last_used

    def keep(self, data: tuple[int, int, int, int]) -> None:
        """Remember where the rows as a whole stand."""
        self._data = data


class _SheetReader:
    """Fills a `ParsedSheet` from one pass of expat."""

    def __init__(self, sheet: ParsedSheet) -> None:
        self.sheet = sheet
        self.parser = markup.parser(sheet.place, namespaces=True)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.depth = 0
        self.path: list[str] = []
        self.data_start = self.data_inside = -1
        self.data_tail = self.data_end = -1
        self.row = self.column = 0
        self.row_start = self.cell_start = self.formula_start = self.extra_start = -1
        self.formula: dict[str, str] = {}
        self.formula_span: FormulaSpan | None = None
        self.extra = (0, 0)
        self.spills = False

    def read(self) -> None:
        try:
            self.parser.Parse(self.sheet.xml, True)
        except expat.ExpatError as error:
            raise markup.damaged(self.sheet.place, f"its XML is broken ({error})") from error
        if self.data_start < 0:
            raise _no_rows(self.sheet.place)
        self.sheet.keep((self.data_start, self.data_inside, self.data_tail, self.data_end))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        uri, _, short = name.rpartition(" ")
        if uri not in markup.SPREADSHEET:
            short = f"?{short}"
        self.path.append(short)
        depth = len(self.path)
        at = self.parser.CurrentByteIndex
        if depth == 2 and short == "sheetData" and self.data_start < 0:
            self.data_start, self.data_inside = at, markup.start_tag_end(self.sheet.xml, at)
        elif depth == 2 or self.path[1:2] != ["sheetData"]:
            return
        elif depth == 3:
            self._start_row(short, attributes, at)
        elif depth == 4 and short == "c":
            where = split_address(attributes.get("r", ""))
            self.column = where[0] if where else self.column + 1
            self.cell_start, self.formula_span, self.extra = at, None, (0, 0)
            self.spills = "cm" in attributes
        elif depth == 4 and short == "?AlternateContent":
            raise self._alternatives()
        elif depth == 5 and short == "f":
            self.formula, self.formula_start = attributes, at
            self.sheet._has_formulas = True
        elif depth == 5 and short == "extLst":
            self.extra_start = at
        if depth == 5 and short in ("v", "f", "is"):
            self.sheet._last_used = max(self.sheet._last_used, self.row)

    def _start_row(self, short: str, attributes: dict[str, str], at: int) -> None:
        if short == "?AlternateContent":
            raise self._alternatives()
        number = attributes.get("r", "").strip()
        self.row = int(number) if number.isdigit() else self.row + 1
        self.column, self.row_start = 0, at

    def _alternatives(self) -> WorkbookUnusable:
        return WorkbookUnusable(
            f"{self.sheet.place} holds its rows twice, for different programs (AlternateContent).",
            advice="Open it in Excel and save it again.",
            place=self.sheet.place,
        )

    def _ends(self, start: int) -> tuple[int, int, int]:
        """After the start tag at `start`, and the bounds of the end tag that expat has just reported."""
        xml = self.sheet.xml
        inside = markup.start_tag_end(xml, start)
        if xml[inside - 2 : inside] == b"/>":
            return inside, inside, inside
        tail = self.parser.CurrentByteIndex
        return inside, tail, xml.index(b">", tail) + 1

    def end(self, _: str) -> None:
        short, depth = self.path.pop(), len(self.path) + 1
        if self.path[1:2] != ["sheetData"] and not (depth == 2 and short == "sheetData"):
            return
        if depth == 2 and self.data_end < 0:
            self.data_tail, self.data_end = self._ends(self.data_start)[1:]
        elif depth == 3 and short == "row":
            self.sheet._rows.append(RowSpan(self.row, self.row_start, *self._ends(self.row_start)))
        elif depth == 4 and short == "c":
            self._end_cell()
        elif depth == 5 and short == "f":
            self._end_formula()
        elif depth == 5 and short == "extLst":
            self.extra = (self.extra_start, self._ends(self.extra_start)[2])

    def _end_cell(self) -> None:
        wanted = self.sheet._wanted
        if wanted is None or self.row in wanted:
            span = CellSpan(
                self.column,
                self.cell_start,
                *self._ends(self.cell_start),
                self.formula_span,
                self.extra,
            )
            self.sheet._cells.setdefault(self.row_start, []).append(span)

    def _end_formula(self) -> None:
        kind, ref = self.formula.get("t", "normal"), self.formula.get("ref", "")
        end = self._ends(self.formula_start)[2]
        self.formula_span = FormulaSpan(self.formula_start, end, kind, ref)
        rules_others = kind in ("array", "dataTable") and not self.spills
        area = Area.read(ref) if rules_others else None
        if area:
            self.sheet._arrays.append(area)


def located(rows: Callable[[], Iterator[RowSpan]], wanted: Sequence[int], end: int) -> Located:
    """Walk the rows once beside the ascending numbers that are wanted; twice where they are out of order."""
    found: dict[int, RowSpan] = {}
    gaps: dict[int, int] = {}
    position, last = 0, 0
    for row in rows():
        if row.number <= last:
            return _located_out_of_order(list(rows()), wanted, end)
        last = row.number
        while position < len(wanted) and wanted[position] < last:
            gaps[wanted[position]] = row.start
            position += 1
        if position < len(wanted) and wanted[position] == last:
            found[last] = row
            position += 1
    for number in wanted[position:]:
        gaps[number] = end
    return Located(found, gaps, frozenset())


def _located_out_of_order(rows: list[RowSpan], wanted: Sequence[int], end: int) -> Located:
    numbers = sorted(row.number for row in rows)
    twice = frozenset(one for one, two in pairwise(numbers) if one == two)
    by_number = {row.number: row for row in rows}
    found = {number: by_number[number] for number in wanted if number in by_number}
    gaps = {
        number: next((row.start for row in rows if row.number > number), end)
        for number in wanted
        if number not in found
    }
    return Located(found, gaps, twice)


def _shifted(span: markup.Span, after: int, shift: int) -> None:
    for edge in ("start", "inside", "tail", "end"):
        if getattr(span, edge) >= after:
            setattr(span, edge, getattr(span, edge) + shift)
    for child in span.children:
        _shifted(child, after, shift)


def _spreadsheet(root: markup.Span, place: str) -> markup.Span:
    if root.uri not in markup.SPREADSHEET or root.name != "worksheet":
        raise WorkbookUnusable(
            f"{place} is not a sheet as Excel 2007 and later write it.",
            advice="Open the workbook in Excel and save it as .xlsx.",
            place=place,
        )
    return root


def _no_rows(place: str) -> WorkbookUnusable:
    return markup.damaged(place, "there is no place for rows (sheetData)")

"""A sheet written in any way that XML allows, read with expat into the same spans as a plain one.

ECMA-376 Part 1, 18.3.1.80 (sheetData), 18.3.1.73 (row), 18.3.1.4 (c): `r` may be left out of rows and cells, which
then follow on the one before. AlternateContent (Part 3) around rows is refused, because it holds them twice.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from xml.parsers import expat

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import MOST_COLUMNS, Area, split_address, unsigned
from hmic_tracker.workbook.spans import (
    CellSpan,
    FormulaSpan,
    Frame,
    Located,
    RowSpan,
    located,
    no_rows,
    shifted,
    worksheet,
)


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
        self._doubtful: set[int] = set()
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
        shifted(root, start + len(marker), end - start - len(marker))
        rows = root.child("sheetData")
        if rows is None:
            raise no_rows(self.place)
        rows.inside, rows.tail, rows.end = inside, tail, end
        return Frame(worksheet(root, self.place), rows)

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
        found = located(lambda: iter(self._rows), wanted, self._data[2])
        return found._replace(twice=found.twice | self._doubtful) if self._doubtful else found

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
        self.seen: set[int] = set()
        self.is_row_unnamed = False

    def read(self) -> None:
        try:
            self.parser.Parse(self.sheet.xml, True)
        except expat.ExpatError as error:
            raise markup.damaged(self.sheet.place, f"its XML is broken ({error})") from error
        if self.data_start < 0:
            raise no_rows(self.sheet.place)
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
        elif depth == 3 and short in ("row", "?AlternateContent"):
            self._start_row(short, attributes, at)
        elif depth == 4 and short == "c":
            self._start_cell(attributes.get("r", ""))
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
        number = unsigned(attributes.get("r", ""))
        self.row = self.row + 1 if number is None else number
        self.column, self.row_start = 0, at
        self.is_row_unnamed = number is None
        self.seen.clear()

    def _start_cell(self, stated: str) -> None:
        """The cell's column; where it says that it lies in another row, or nowhere, nobody can say which is meant."""
        where = split_address(stated)
        if where:
            self.column = where[0]
            if self.is_row_unnamed and not self.seen:
                self.row = where[1]  # a row without a number lies where its cells say
            elif where[1] != self.row:
                self.sheet._doubtful.update((self.row, where[1]))
        else:
            self.column = MOST_COLUMNS + 1 if stated.strip() else self.column + 1
        if self.column in self.seen:
            self.sheet._doubtful.add(self.row)
        self.seen.add(self.column)

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

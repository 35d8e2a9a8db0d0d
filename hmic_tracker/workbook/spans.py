"""Where things stand in a sheet part: rows, cells and the elements around them, as byte offsets.

ECMA-376 Part 1, 18.3.1.99 (worksheet), 18.3.1.80 (sheetData), 18.3.1.73 (row), 18.3.1.4 (c).
Two readers fill these: plain_sheet.py finds its way by pattern in a sheet written as Excel writes it, ten times
faster than a parser; parsed_sheet.py reads any other with expat.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import Area


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


def shifted(span: markup.Span, after: int, shift: int) -> None:
    """Move every edge of the element, and of those in it, that lies at or after `after`."""
    for edge in ("start", "inside", "tail", "end"):
        if getattr(span, edge) >= after:
            setattr(span, edge, getattr(span, edge) + shift)
    for child in span.children:
        shifted(child, after, shift)


def worksheet(root: markup.Span, place: str) -> markup.Span:
    """The root where it is a worksheet's (18.3.1.99); WorkbookUnusable where it is another element."""
    if root.uri not in markup.SPREADSHEET or root.name != "worksheet":
        raise WorkbookUnusable(
            f"{place} is not a sheet as Excel 2007 and later write it.",
            advice="Open the workbook in Excel and save it as .xlsx.",
            place=place,
        )
    return root


def no_rows(place: str) -> WorkbookUnusable:
    """The error for a sheet without the element that holds its rows (18.3.1.80), which no sheet may lack."""
    return markup.damaged(place, "there is no place for rows (sheetData)")

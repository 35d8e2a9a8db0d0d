"""The rows of a list as nouns: a cell that cannot be understood is a problem, and its row's other cells still count."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.problems import Problem
from hmic_tracker.register.cell_values import (
    Reading,
    Spellings,
    as_text,
    is_blank,
    read_column,
    spellings_of,
    spellings_of_people,
)
from hmic_tracker.register.declare import Column, FilledBy, Kind, Sheet
from hmic_tracker.register.locating import Located
from hmic_tracker.register.sheets import PEOPLE
from hmic_tracker.register.table import Row, Table
from hmic_tracker.register.words import Vocabularies, bare, tidy
from hmic_tracker.workbook.grid import Value

# What makes a row of Recommendations a recommendation; a row with notes alone is a leftover.
_CONTENT = frozenset({"Ref", "Inspection ref", "Number", "Recommendation", "Status", "Kind"})
# What people fill down in advance; it says nothing by itself.
_SAYS_NOTHING = frozenset({"Order", "Style", "Publishable", "Marking", "Notes"})
_TOTALS = frozenset({"total", "totals", "grandtotal", "subtotal"})
# A list this wide has no row of one cell; below a gap such a cell is a note about the list.
_WIDE = 6
_LONGEST_TOTAL = 20
_COUNTED_FROM = "Notified on"


@dataclass(frozen=True)
class ReadTable:
    """One list that was read, and what could not be understood in it, by worksheet row (0: its headings)."""

    table: Table[Any]
    found: tuple[tuple[int, Problem], ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems without their rows."""
        return tuple(problem for _, problem in self.found)


def read_table(
    sheet: Sheet,
    place: Located,
    make: Callable[..., Any],
    vocabularies: Vocabularies,
    *,
    spellings: Mapping[str, Spellings] | None = None,
) -> ReadTable:
    """The rows of the list at `place` as nouns that `make` makes of their fields by name.

    Blank rows are skipped wherever they stand. Rows below the Excel table's end count, with a note. `spellings` are
    those of the keys of other lists, by the name of the list.
    """
    return _TableReader(sheet, place, make, vocabularies, spellings or {}).read()


def keys_of(sheet: Sheet, place: Located) -> dict[str, str]:
    """How the keys of a list (its Refs, its people) are spelt, as :func:`spellings_of` gives them."""
    at = place.columns.get(sheet.identified_by)
    if at is None:
        return {}
    spell = spellings_of_people if sheet is PEOPLE else spellings_of
    return spell(place.grid.value(number, at) for number in place.row_numbers())


def absent(sheet: Sheet) -> Table[Any]:
    """The empty table of a list that is not in the workbook."""
    return Table(sheet.name, sheet.name)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the sheet that is a row of the list."""

    number: int
    cells: tuple[Value, ...]


class _TableReader:
    def __init__(
        self,
        sheet: Sheet,
        place: Located,
        make: Callable[..., Any],
        vocabularies: Vocabularies,
        spellings: Mapping[str, Spellings],
    ) -> None:
        self.sheet = sheet
        self.place = place
        self.make = make
        self.vocabularies = vocabularies
        self.spellings = spellings
        self.found: list[tuple[int, Problem]] = []
        first = place.grid.first_column
        columns = [(sheet.column(heading), number - first) for heading, number in place.columns.items()]
        self.staff = [(column, at) for column, at in columns if column.filled_by is FilledBy.STAFF]
        self.ours = [(column.heading, at) for column, at in columns if column.filled_by is FilledBy.LIBRARY]
        self.columns = {at: column for column, at in self.staff}
        says = _CONTENT if make is Recommendation else {column.heading for column, _ in self.staff} - _SAYS_NOTHING
        self.content = {at for column, at in self.staff if column.heading in says}
        self.extra = [(heading, number - first) for heading, number in place.extra.items()]
        names = {one.name for one in fields(make)} if isinstance(make, type) else set()
        self.takes_extra = "extra" in names
        self.takes_conditions = "conditions" in names

    def read(self) -> ReadTable:
        self._check_headings()
        lines = list(self._lines())
        rows = self._rows(lines)
        self._note_rows_below(lines)
        table = Table(
            self.sheet.name,
            self.place.grid.name,
            present=True,
            rows=tuple(rows),
            columns=self.place.columns,
            extra=self.place.extra,
            header_row=self.place.header_row,
            excel_table=self.place.table.name if self.place.table else "",
        )
        return ReadTable(table, tuple(sorted(self.found, key=lambda one: one[0])))

    # Which rows of the sheet are rows of the list.

    def _lines(self) -> Iterator[_Line]:
        grid = self.place.grid
        width = grid.last_column - grid.first_column + 1
        looked_at = sorted(self.columns) or [at for _, at in self.ours]
        if self.takes_conditions:
            looked_at += [at for _, at in self.extra]
        looked_at = [at for at in looked_at if at < width]
        before, end = grid.first_row, self.place.table_end
        follows_blank = False
        for number in self.place.row_numbers():
            cells = grid.rows[number - before] if before <= number <= grid.last_row else ()
            first = next((at for at in looked_at if not is_blank(cells[at])), None) if cells else None
            if first is not None and self._is_row(number, cells, looked_at, apart=number > end and follows_blank):
                yield _Line(number, cells)
            follows_blank = first is None

    def _is_row(self, number: int, cells: Sequence[Value], looked_at: Sequence[int], *, apart: bool) -> bool:
        """Whether a row with something in it states something; a note says where one of Recommendations does not."""
        if not self.staff or self.takes_conditions:
            return True
        filled = (at for at in looked_at if not is_blank(cells[at]))
        first = next(filled)
        column = self.columns[first]
        is_alone = apart and len(self.staff) >= _WIDE and not any(True for _ in filled)
        if is_alone and not (column.required and column.kind is Kind.LONG_TEXT):
            # Beyond a gap below the list: a remark about it, unless the text of a recommendation itself.
            is_content = False
        else:
            is_content = any(at in self.content and not is_blank(cells[at]) for at in looked_at)
        if self.make is Recommendation and not is_content:
            self._add("row-without-content", number, column.heading, row=number, heading=column.heading)
        return is_content and not self._is_total(cells, first, looked_at)

    def _is_total(self, cells: Sequence[Value], first: int, looked_at: Sequence[int]) -> bool:
        """A line of totals that is none of an Excel table's: the word, and numbers alone."""
        word = cells[first]
        if not isinstance(word, str) or len(word) > _LONGEST_TOTAL or bare(word) not in _TOTALS:
            return False
        return all(at == first or is_blank(cells[at]) or isinstance(cells[at], int | float) for at in looked_at)

    # What the cells of those rows say.

    def _rows(self, lines: Sequence[_Line]) -> list[Row[Any]]:
        readings = self._readings(lines)
        unread: dict[int, set[str]] = {}
        refs = readings.get("Ref") if self.sheet.identified_by in ("", "Ref") else None
        for_whom = readings.get("For this force")
        for column, _ in self.staff:
            for at, reading in enumerate(readings[column.heading]):
                if reading.code:
                    unread.setdefault(at, set()).add(column.heading)
                    ref = refs[at].value if refs and isinstance(refs[at].value, str) else ""
                    code = reading.code
                    if code == "status-unknown" and for_whom and for_whom[at].value == "No":
                        # How far another body has got is no figure of ours: nothing is left out for it.
                        code = "word-unknown"
                    self._add(code, lines[at].number, column.heading, ref=ref, **reading.facts)
        names = [column.field for column, _ in self.staff]
        values = zip(*([one.value for one in readings[column.heading]] for column, _ in self.staff), strict=True)
        told = values if self.staff else (() for _ in lines)
        without = self._left_out(names)
        rows = []
        for at, (line, stated) in enumerate(zip(lines, told, strict=True)):
            cells = line.cells
            written = {heading: cells[where] for heading, where in self.ours if where < len(cells)}
            if not self.staff:
                rows.append(Row(None, line.number, written=written))
                continue
            given = dict(zip(names, stated, strict=True), **without)
            if self.extra and self.takes_extra:
                given["extra"] = {
                    heading: cells[where]
                    for heading, where in self.extra
                    if where < len(cells) and not is_blank(cells[where])
                }
            elif self.takes_conditions:
                given["conditions"] = tuple(
                    (heading, _condition_text(cells[where] if where < len(cells) else None))
                    for heading, where in self.extra
                )
            rows.append(Row(self.make(**given), line.number, frozenset(unread.get(at, ())), written))
        return rows

    def _readings(self, lines: Sequence[_Line]) -> dict[str, list[Reading]]:
        found: dict[str, list[Reading]] = {}
        starts: list[date | None] | None = None
        # Notified on comes first: a year that other dates of the row leave out is counted from it.
        for column, at in sorted(self.staff, key=lambda pair: pair[0].heading != _COUNTED_FROM):
            cells = [line.cells[at] if at < len(line.cells) else None for line in lines]
            dated = starts if column.kind in (Kind.DATE, Kind.WHEN) else None
            spellings = self._spellings(column)
            found[column.heading] = read_column(column, cells, self.vocabularies, spellings=spellings, starts=dated)
            if column.kind is Kind.LINK:
                found[column.heading] = self._linked(found[column.heading], lines, at)
            if column.heading == _COUNTED_FROM:
                starts = [one.value.earliest if one.value else None for one in found[column.heading]]
        return found

    def _spellings(self, column: Column) -> Spellings | None:
        return self.spellings.get(column.refers_to) if column.refers_to else None

    def _linked(self, readings: list[Reading], lines: Sequence[_Line], at: int) -> list[Reading]:
        """Where a cell is a link, what it leads to: the words on it are for the eye."""
        grid = self.place.grid
        if not grid.links:
            return readings
        column = grid.first_column + at
        linked = []
        for reading, line in zip(readings, lines, strict=True):
            target = grid.links.get(grid.address(line.number, column)) if reading.value else None
            linked.append(Reading(target) if target else reading)
        return linked

    def _left_out(self, names: Iterable[str]) -> dict[str, str]:
        """Blank for each field that the noun needs and the sheet has no heading for."""
        if not isinstance(self.make, type):
            return {}
        needed = {one.name for one in fields(self.make) if one.default is MISSING and one.default_factory is MISSING}
        return dict.fromkeys(needed - set(names), "")

    # Problems.

    def _add(self, code: str, number: int, at_heading: str, /, *, ref: str = "", **facts: object) -> None:
        at = self.place.columns.get(at_heading) or min(self.place.columns.values())
        cell = self.place.grid.address(number, at)
        self.found.append((number, make_problem(code, sheet=self.place.grid.name, cell=cell, ref=ref, **facts)))

    def _check_headings(self) -> None:
        """Headings that stand twice, and those without which the list says too little."""
        place, grid = self.place, self.place.grid
        header = max(place.header_row, 1)
        for heading, first, second in place.twice:
            problem = make_problem(
                "heading-twice",
                sheet=grid.name,
                cell=grid.address(header, second),
                heading=heading,
                first=grid.address(header, first),
            )
            self.found.append((0, problem))
        cell = grid.address(header, min(place.columns.values()))
        for column in self.sheet.columns:
            matters = column.required or column.wanted or column.heading == self.sheet.identified_by
            if matters and column.heading not in place.columns:
                problem = make_problem(
                    "heading-missing", sheet=grid.name, cell=cell, heading=column.heading, name=grid.name
                )
                self.found.append((0, problem))

    def _note_rows_below(self, lines: Sequence[_Line]) -> None:
        """One note for all rows that stand below the Excel table's end."""
        end = self.place.table_end
        below = [line for line in lines if end and line.number > end]
        if below and self.staff:
            count = f"{len(below)} row{' stands' if len(below) == 1 else 's stand'}"
            cell = self.place.grid.address(below[0].number, min(self.place.columns.values()))
            sheet = self.place.grid.name
            problem = make_problem("row-below-table", sheet=sheet, cell=cell, count=count, name=self.sheet.name)
            self.found.append((below[0].number, problem))


def _condition_text(value: Value) -> str:
    """A condition as staff see it in the cell: a number without its nought, a date as day, month and year."""
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return tidy(as_text(value))

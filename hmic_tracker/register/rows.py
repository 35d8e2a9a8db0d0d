"""The rows of a list as nouns: a cell that cannot be understood is a problem, and its row's other cells still count."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.when import When
from hmic_tracker.problems import Problem
from hmic_tracker.register.cell_values import as_text, is_blank, read_cell
from hmic_tracker.register.declare import FilledBy, Kind, Sheet
from hmic_tracker.register.locating import Located
from hmic_tracker.register.table import Row, Table
from hmic_tracker.register.words import Vocabularies, tidy
from hmic_tracker.workbook.grid import Value

Noun = TypeVar("Noun")

# What makes a row of Recommendations a recommendation; a row with notes alone is a leftover.
_CONTENT = ("Ref", "Inspection ref", "Number", "Recommendation", "Status", "Kind")


@dataclass(frozen=True)
class ReadTable:
    """One list that was read, and what could not be understood in it."""

    table: Table[Any]
    problems: tuple[Problem, ...]


def read_table(sheet: Sheet, place: Located, make: Callable[..., Any], vocabularies: Vocabularies) -> ReadTable:
    """The rows of the list at `place` as nouns that `make` makes of their fields by name.

    Blank rows are skipped wherever they stand. Rows below the Excel table's end count, with a note.
    """
    reader = _TableReader(sheet, place, make, vocabularies)
    rows = tuple(reader.rows())
    table = Table(
        sheet.name,
        place.grid.name,
        present=True,
        rows=rows,
        columns=place.columns,
        extra=place.extra,
        header_row=place.header_row,
        excel_table=place.table.name if place.table else "",
    )
    return ReadTable(table, (*reader.heading_problems(), *reader.problems, *reader.rows_below(rows)))


def absent(sheet: Sheet) -> Table[Any]:
    """The empty table of a list that is not in the workbook."""
    return Table(sheet.name, sheet.name)


class _TableReader:
    def __init__(self, sheet: Sheet, place: Located, make: Callable[..., Any], vocabularies: Vocabularies) -> None:
        self.sheet = sheet
        self.place = place
        self.make = make
        self.vocabularies = vocabularies
        self.problems: list[Problem] = []
        columns = [(sheet.column(heading), number) for heading, number in place.columns.items()]
        self.staff = [(column, number) for column, number in columns if column.filled_by is FilledBy.STAFF]
        self.ours = [(column, number) for column, number in columns if column.filled_by is FilledBy.LIBRARY]
        names = {one.name for one in fields(make)} if isinstance(make, type) else set()
        self.takes_extra = "extra" in names
        self.takes_conditions = "conditions" in names
        self.key = sheet.column(sheet.identified_by) if sheet.identified_by else None

    def rows(self) -> Iterator[Row[Any]]:
        for number in range(self.place.header_row + 1, self.place.last_row + 1):
            row = self._row(number)
            if row is not None:
                yield row

    def _row(self, number: int) -> Row[Any] | None:
        grid = self.place.grid
        raw = {column.heading: grid.value(number, at) for column, at in self.staff}
        filled = [heading for heading, value in raw.items() if not is_blank(value)]
        written = {column.heading: grid.value(number, at) for column, at in self.ours}
        extra = {heading: grid.value(number, at) for heading, at in self.place.extra.items()}
        if not self.staff:
            return Row(None, number, written=written) if any(not is_blank(v) for v in written.values()) else None
        if not filled and not (self.takes_conditions and any(not is_blank(value) for value in extra.values())):
            return None
        if self.make is Recommendation and not any(heading in _CONTENT for heading in filled):
            self._add("row-without-content", number, filled[0], row=number, heading=filled[0])
            return None
        values, unread = self._values(number, raw)
        if self.takes_extra:
            values["extra"] = {heading: value for heading, value in extra.items() if not is_blank(value)}
        if self.takes_conditions:
            values["conditions"] = tuple((heading, _condition_text(value)) for heading, value in extra.items())
        return Row(self.make(**values), number, frozenset(unread), written)

    def _values(self, number: int, raw: Mapping[str, Value]) -> tuple[dict[str, Any], list[str]]:
        values: dict[str, Any] = {}
        unread: list[str] = []
        start: date | None = None
        ref = self._ref(raw)
        # Notified on comes first: a year that other dates of the row leave out is counted from it.
        order = sorted(self.staff, key=lambda pair: pair[0].heading != "Notified on")
        for column, _ in order:
            reading = read_cell(column, raw[column.heading], self.vocabularies, on_or_after=start)
            values[column.field] = reading.value
            if column.heading == "Notified on" and isinstance(reading.value, When):
                start = reading.value.earliest
            if reading.code:
                unread.append(column.heading)
                self._add(reading.code, number, column.heading, ref=ref, **reading.facts)
        if self.key is not None:
            values.setdefault(self.key.field, "")
        elif "ref" in {column.field for column in self.sheet.columns}:
            values.setdefault("ref", "")
        elif "inspection_ref" in {column.field for column in self.sheet.columns}:
            values.setdefault("inspection_ref", "")
        return values, unread

    def _ref(self, raw: Mapping[str, Value]) -> str:
        """The recommendation that the row is about, for the problem's sake; empty on other sheets."""
        if any(column.heading == "Ref" and column.kind is Kind.REF for column in self.sheet.columns):
            return tidy(as_text(raw.get("Ref")))
        return ""

    def _add(self, code: str, number: int, heading: str, /, *, ref: str = "", **facts: object) -> None:
        at = self.place.columns.get(heading) or min(self.place.columns.values())
        cell = self.place.grid.address(number, at)
        # `heading` is both where the problem stands and a fact that its sentence may name.
        facts.setdefault("heading", heading)
        self.problems.append(make_problem(code, sheet=self.place.grid.name, cell=cell, ref=ref, **facts))

    def heading_problems(self) -> Iterator[Problem]:
        """Headings that stand twice, and those without which the list says too little."""
        place, grid = self.place, self.place.grid
        for heading, first, second in place.twice:
            yield make_problem(
                "heading-twice",
                sheet=grid.name,
                cell=grid.address(place.header_row, second),
                heading=heading,
                first=grid.address(place.header_row, first),
            )
        for column in self.sheet.columns:
            if (column.required or column.wanted) and column.heading not in place.columns:
                first_cell = grid.address(place.header_row, min(place.columns.values()))
                yield make_problem(
                    "heading-missing", sheet=grid.name, cell=first_cell, heading=column.heading, name=self.sheet.name
                )

    def rows_below(self, rows: tuple[Row[Any], ...]) -> Iterator[Problem]:
        """One note for all rows that stand below the Excel table's end."""
        end = self.place.table_end
        below = [row for row in rows if end and row.number > end]
        if below and self.staff:
            count = f"{len(below)} row{' stands' if len(below) == 1 else 's stand'}"
            cell = self.place.grid.address(below[0].number, min(self.place.columns.values()))
            yield make_problem(
                "row-below-table", sheet=self.place.grid.name, cell=cell, count=count, name=self.sheet.name
            )


def _condition_text(value: Value) -> str:
    """A condition as staff see it in the cell: a number without its nought, a date as day, month and year."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return tidy(as_text(value))

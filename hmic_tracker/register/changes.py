"""What the library would write into the register: a change set, and nothing is written yet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from hmic_tracker.model.rating import FactValue, Movement, MovementKind, Rating, Ratings
from hmic_tracker.model.when import When, say_date
from hmic_tracker.problems import Problem
from hmic_tracker.register.columns import RECOMMENDATIONS
from hmic_tracker.register.declare import FilledBy
from hmic_tracker.register.sheets import RESPONSES
from hmic_tracker.register.table import Row, Table

if TYPE_CHECKING:
    from hmic_tracker.model.recommendation import Recommendation
    from hmic_tracker.register.register import Register

# What follows the calendar changes in nearly every row every day: told in one line, not in hundreds.
_FOLLOWS_CALENDAR = ("Days to due", "Rated on")
_TOLD_ONE_BY_ONE = ("Ref", "RAG", "Movement")

RowKey = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell: what it held, what it is to hold, and why.

    `sheet` and `cell` say where it stood when the register was read; `table` and `key` name its row whatever row that
    is by the time of writing.
    """

    sheet: str
    cell: str
    ref: str
    column: str
    was: Any
    now: Any
    because: str
    table: str = ""
    key: RowKey = ()

    def __str__(self) -> str:
        """`AD14  Amber -> Red: 12 days past 19 March 2022`."""
        return f"{self.cell}  {_say(self.was)} -> {_say(self.now)}: {self.because.rstrip('.')}"


@dataclass(frozen=True)
class Looked:
    """Rows and columns of a list that a rating looked at, whether or not it found something to change there."""

    table: str
    keys: frozenset[RowKey]
    columns: frozenset[str]

    def at(self, change: Change) -> bool:
        """Whether it looked at the cell of this change."""
        known = change.key in self.keys or ("ref", change.ref) in self.keys
        return change.table == self.table and change.column in self.columns and known


@dataclass(frozen=True)
class ChangeSet:
    """Every change of one rating, and the problems for the Checks sheet (None: the sheet is left alone).

    `looked` tells which cells the rating decided: what an older change set would write there is out of date.
    """

    as_at: date
    changes: tuple[Change, ...] = ()
    checks: tuple[Problem, ...] | None = None
    looked: tuple[Looked, ...] = ()

    def supersedes(self, older: Change) -> bool:
        """Whether this change set writes the cell of an older change, or has looked at it and left it."""
        where = (older.table, older.key, older.column)
        return where in self._cells or any(looked.at(older) for looked in self.looked)

    @cached_property
    def _cells(self) -> frozenset[tuple[str, RowKey, str]]:
        return frozenset((change.table, change.key, change.column) for change in self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __str__(self) -> str:
        """A line for each new Ref, colour and movement; a line a column for the rest."""
        lines = [str(change) for change in self.changes if _is_told(change)]
        others = Counter(change.column for change in self.changes if not _is_told(change))
        lines += [f"{column}: {count} cell{'' if count == 1 else 's'}" for column, count in others.items()]
        return "\n".join(lines)


def _is_told(change: Change) -> bool:
    """A new Ref, another colour, a movement: what a person wants to see line by line."""
    return change.column in _TOLD_ONE_BY_ONE and change.now != MovementKind.NO_CHANGE


def propose_changes(
    register: "Register",
    ratings: Ratings,
    movements: Iterable[Movement] = (),
    *,
    problems: Iterable[Problem] | None = None,
) -> ChangeSet:
    """Every cell of the library's columns that says something else than the ratings.

    A column that the sheet lacks is not added. A Ref that stands twice is left alone, since no row can be told by it.
    Without movements the Movement columns stay as they are. With `problems` the Checks sheet is refreshed too, without
    those that the change set itself settles.
    """
    moved = {movement.ref: movement for movement in movements}
    by_row = _ratings_by_row(register.recommendations, ratings)
    changes: list[Change] = []
    for row, rating in by_row:
        changes += _row_changes(register.recommendations, row, rating, moved.get(rating.ref))
    changes += _response_changes(register, ratings)
    looked = tuple(_looked(register, ratings, by_row, has_movements=bool(moved)))
    return ChangeSet(ratings.as_at, tuple(changes), _still_there(problems, changes), looked)


def _still_there(problems: Iterable[Problem] | None, changes: list[Change]) -> tuple[Problem, ...] | None:
    """The problems that outlast the changes: a Ref that is written with them is no longer missing.

    Told all the same, the Checks sheet would have to be written once more by the next run of the same day.
    """
    if problems is None:
        return None
    given = {(change.sheet, change.cell) for change in changes if change.column == "Ref"}
    return tuple(one for one in problems if one.code != "ref-missing" or (one.sheet, one.cell) not in given)


def row_key(table: Table[Any], row: Row[Any]) -> RowKey | None:
    """What names this row wherever it stands; None where nothing does.

    A row that has no Ref yet is known by what it says: its Ref is only ours until it is written.
    """
    noun = row.noun
    if table.name == RECOMMENDATIONS.name:
        return key_without_ref(noun) if row.ref_is_new else ("ref", noun.ref)
    if table.name == RESPONSES.name:
        return ("response", noun.inspection_ref, noun.kind, noun.sent_to)
    return None


def key_without_ref(said: "Recommendation") -> RowKey:
    """What names a recommendation that has no Ref yet."""
    return ("new", said.inspection_ref, said.kind, said.parent_ref, said.number, said.recommendation)


def rows_by_key(table: Table[Any]) -> dict[RowKey, Row[Any]]:
    """The rows that a key names, and no other row has the same."""
    keyed = [(key, row) for row in table.rows if (key := row_key(table, row)) is not None]
    counts = Counter(key for key, _ in keyed)
    return {key: row for key, row in keyed if counts[key] == 1}


def _ratings_by_row(table: Table[Any], ratings: Ratings) -> list[tuple[Row[Any], Rating]]:
    unique = rows_by_key(table)
    found = []
    for row in table.rows:
        key = row_key(table, row)
        rating = ratings.of(row.noun.ref)
        if key in unique and rating is not None:
            found.append((row, rating))
    return found


def _looked(
    register: "Register", ratings: Ratings, rated: list[tuple[Row[Any], Rating]], *, has_movements: bool
) -> Iterator[Looked]:
    table = register.recommendations
    keys = frozenset(key for row, _ in rated if (key := row_key(table, row)))
    columns = {"Ref"}.union(*(rating.calculated for _, rating in rated))
    yield Looked(table.name, keys, frozenset(columns | {"Movement", "Movement cause"} if has_movements else columns))
    responses = register.responses
    due = (row for row in responses.rows if row.number in ratings.response_dues)
    yield Looked(
        responses.name, frozenset(key for row in due if (key := row_key(responses, row))), frozenset({"Derived due"})
    )


def _row_changes(table: Table[Any], row: Row[Any], rating: Rating, moved: Movement | None) -> Iterator[Change]:
    key = row_key(table, row)
    assert key is not None
    if row.ref_is_new and "Ref" in table.columns:
        yield Change(
            table.sheet, table.cell(row, "Ref"), rating.ref, "Ref", None, rating.ref, "The next free number",
            table.name, key,
        )  # fmt: skip
    wanted: dict[str, FactValue] = dict(rating.calculated)
    if moved is not None:
        wanted |= {"Movement": str(moved.kind), "Movement cause": moved.cause}
    for column in RECOMMENDATIONS.columns:
        heading = column.heading
        if column.filled_by is not FilledBy.LIBRARY or heading not in wanted or heading not in table.columns:
            continue
        was, now = row.written.get(heading), _cell_value(wanted[heading])
        if not _is_same(was, now):
            because = _because(heading, rating, moved)
            yield Change(table.sheet, table.cell(row, heading), rating.ref, heading, was, now, because, table.name, key)


def _response_changes(register: "Register", ratings: Ratings) -> Iterator[Change]:
    table = register.responses
    heading = "Derived due"
    if heading not in table.columns:
        return
    unique = rows_by_key(table)
    for row in table.rows:
        key = row_key(table, row)
        if key is None or key not in unique or row.number not in ratings.response_dues:
            continue
        was, now = row.written.get(heading), ratings.response_dues[row.number]
        if not _is_same(was, now):
            because = "Publication of the report and 55 days"
            yield Change(table.sheet, table.cell(row, heading), "", heading, was, now, because, table.name, key)


def _because(heading: str, rating: Rating, moved: Movement | None) -> str:
    if heading in ("RAG", "RAG reason"):
        return rating.reason
    if heading == "RAG rule":
        return f"The rule that fits first is {rating.rule}" if rating.rule else rating.reason
    if heading.startswith("Movement"):
        return f"Since the last issued paper, {moved.was or 'not in it'}" if moved else ""
    if heading in ("Derived due date", "Deadline basis"):
        return str(rating.calculated.get("Deadline basis") or "The words hold no deadline")
    if heading in ("Risk score", "Risk RAG"):
        return f"Risk {rating.risk_ref}" if rating.risk_ref else "Its own likelihood and impact"
    if heading == "Last update":
        return "The newest row on the Updates sheet"
    if heading == "Times extended":
        return "The rows on the Date changes sheet"
    return f"As at {say_date(date.fromisoformat(str(rating.calculated['Rated on'])))}"


def _cell_value(value: FactValue | When) -> Any:
    if isinstance(value, When):
        return value.day or str(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return None if value == "" else value


def _is_same(was: Any, now: Any) -> bool:
    """The cell says what it should: 12 and 12.0 are the same, and so are a blank cell and an empty text."""
    if isinstance(was, datetime) and was == datetime(was.year, was.month, was.day):
        was = was.date()
    if was in (None, "") or now in (None, ""):
        return was in (None, "") and now in (None, "")
    if isinstance(was, (int, float)) and isinstance(now, (int, float)):
        return float(was) == float(now)
    return (type(was) is type(now) and bool(was == now)) or (isinstance(was, str) and was == str(now) == now)


def _say(value: Any) -> str:
    if value in (None, ""):
        return "blank"
    if isinstance(value, (date, datetime)):
        return say_date(value if not isinstance(value, datetime) else value.date())
    return str(value)

"""The views that analysts read with Power BI, pandas or any program that can ask a database.

Their names and columns are a contract: docs/analysts.md lists them. A yes is 1 and a no is 0.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    case,
    extract,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from hmic_tracker.history import schema
from hmic_tracker.history.reading import DAY_MARKS

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect

Asked = Select[Any]


class days_between(FunctionElement[int]):  # noqa: N801 - it is written like a function of SQL
    """The days from one date to another."""

    type = Integer()
    inherit_cache = True


@compiles(days_between)
def _plain_days(element: Any, compiler: Any, **options: Any) -> str:
    first, last = (compiler.process(one, **options) for one in element.clauses)
    return f"({last} - {first})"


@compiles(days_between, "sqlite")
def _sqlite_days(element: Any, compiler: Any, **options: Any) -> str:
    first, last = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


@compiles(days_between, "mssql")
def _mssql_days(element: Any, compiler: Any, **options: Any) -> str:
    first, last = (compiler.process(one, **options) for one in element.clauses)
    return f"DATEDIFF(day, {first}, {last})"


def _covers(table: Table | FromClause, number: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(table.c.first <= number, or_(table.c.until.is_(None), table.c.until > number))


def _yes(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return case((holds, 1), else_=0)


def _recommendation(as_at: ColumnElement[date]) -> list[ColumnElement[Any]]:
    """The columns of one recommendation as at a snapshot's day."""
    span, state, text = schema.span, schema.state, schema.text
    is_due = and_(state.c.is_open == 1, state.c.effective_due_date.is_not(None))
    return [
        span.c.ref,
        state.c.inspection_ref,
        state.c.parent_ref,
        state.c.number,
        state.c.kind,
        text.c.content.label("recommendation"),
        state.c.for_this_force,
        state.c.portfolio,
        state.c.owner,
        state.c.status,
        state.c.is_open,
        state.c.published_on,
        state.c.opened_on,
        case((state.c.is_open == 1, days_between(state.c.opened_on, as_at))).label("days_open"),
        state.c.hmicfrs_due_date,
        state.c.force_target_date,
        state.c.effective_due_date,
        case((is_due, days_between(as_at, state.c.effective_due_date))).label("days_to_due"),
        _is_overdue(as_at).label("is_overdue"),
        state.c.closed_on,
        state.c.last_update,
        state.c.rag,
        state.c.calculated_rag,
        state.c.rag_rule,
        state.c.risk_ref,
        state.c.risk_rag,
        state.c.risk_score,
        state.c.overridden,
        state.c.excluded,
    ]


def _is_overdue(as_at: ColumnElement[date]) -> ColumnElement[int]:
    """Open, ours to deliver, in the figures and past its effective due date."""
    state = schema.state
    ours = or_(state.c.for_this_force.is_(None), state.c.for_this_force != "No")
    counted = state.c.excluded.is_(None)
    return _yes(and_(state.c.is_open == 1, ours, counted, state.c.effective_due_date < as_at))


def _rows_of(snapshot: FromClause, number: ColumnElement[int]) -> FromClause:
    """A snapshot's rows, beside whatever else stands in `snapshot`."""
    span, state, text = schema.span, schema.state, schema.text
    return (
        snapshot.join(span, _covers(span, number))
        .join(state, state.c.id == span.c.state_id)
        .outerjoin(text, text.c.digest == state.c.text_digest)
    )


def _current() -> Asked:
    taken = schema.snapshot
    newest = select(func.max(taken.c.number)).scalar_subquery()
    columns = [taken.c.number.label("snapshot"), taken.c.as_at, *_recommendation(taken.c.as_at)]
    return select(*columns).select_from(_rows_of(taken, taken.c.number)).where(taken.c.number == newest)


def _last_papers() -> ColumnElement[bool]:
    """Of the papers for one meeting the last one made counts."""
    other = schema.paper.alias("other")
    later = select(func.max(other.c.id)).where(
        other.c.committee == schema.paper.c.committee, other.c.meeting == schema.paper.c.meeting
    )
    return schema.paper.c.id == later.correlate(schema.paper).scalar_subquery()


def _by_paper() -> Asked:
    paper, taken = schema.paper, schema.snapshot
    both = paper.join(taken, taken.c.number == paper.c.snapshot)
    columns = [
        paper.c.committee,
        paper.c.meeting,
        paper.c.document,
        taken.c.number.label("snapshot"),
        taken.c.as_at,
        *_recommendation(taken.c.as_at),
    ]
    return select(*columns).select_from(_rows_of(both, taken.c.number)).where(_last_papers())


def _movements() -> Asked:
    paper, moved, taken, state, span = schema.paper, schema.moved, schema.snapshot, schema.state, schema.span
    since = schema.snapshot.alias("since")
    source = (
        moved.join(paper, paper.c.id == moved.c.paper_id)
        .join(taken, taken.c.number == paper.c.snapshot)
        .outerjoin(since, since.c.number == paper.c.since)
        .outerjoin(span, and_(span.c.ref == moved.c.ref, span.c.nth == 1, _covers(span, taken.c.number)))
        .outerjoin(state, state.c.id == span.c.state_id)
    )
    return select(
        paper.c.committee,
        paper.c.meeting,
        taken.c.as_at,
        since.c.as_at.label("since"),
        moved.c.ref,
        moved.c.movement,
        moved.c.cause,
        moved.c.was,
        moved.c.now,
        moved.c.extended,
        moved.c.owner_was,
        moved.c.owner_now,
        moved.c.ref_was,
        state.c.portfolio,
    ).select_from(source)


def _problems() -> Asked:
    held = schema.problem_span
    first, last = schema.snapshot.alias("began"), schema.snapshot.alias("ended")
    newest = select(func.max(schema.snapshot.c.number)).scalar_subquery()
    until = select(func.max(schema.snapshot.c.number)).where(
        or_(held.c.until.is_(None), schema.snapshot.c.number < held.c.until)
    )
    since = select(func.min(schema.snapshot.c.number)).where(schema.snapshot.c.number >= held.c.first)
    source = held.join(first, first.c.number == since.correlate(held).scalar_subquery()).join(
        last, last.c.number == until.correlate(held).scalar_subquery()
    )
    return select(
        held.c.code,
        held.c.severity,
        held.c.sheet,
        held.c.cell,
        held.c.ref,
        _without_marks(held.c.found).label("found"),
        held.c.advice,
        first.c.as_at.label("first_seen"),
        last.c.as_at.label("last_seen"),
        _yes(last.c.number == newest).label("is_current"),
    ).select_from(source)


def _without_marks(words: ColumnElement[str]) -> ColumnElement[str]:
    for mark in DAY_MARKS:
        words = func.replace(words, mark, "the as-at date")
    return words


def _trend() -> Asked:
    """The last snapshot of each month, counted by portfolio and colour."""
    taken = schema.snapshot
    month = (extract("year", taken.c.as_at), extract("month", taken.c.as_at))
    latest = func.row_number().over(partition_by=month, order_by=(taken.c.as_at.desc(), taken.c.number.desc()))
    ranked = select(
        taken.c.number, taken.c.as_at, month[0].label("year"), month[1].label("month"), latest.label("rank_in_month")
    ).subquery("months")
    state = schema.state
    keys = (ranked.c.year, ranked.c.month, ranked.c.as_at, state.c.portfolio, state.c.rag)
    return (
        select(
            *keys,
            func.count().label("recommendations"),
            func.sum(_yes(state.c.is_open == 1)).label("still_open"),
            func.sum(_is_overdue(ranked.c.as_at)).label("overdue"),
        )
        .select_from(_rows_of(ranked, ranked.c.number))
        .where(ranked.c.rank_in_month == literal(1), state.c.excluded.is_(None))
        .group_by(*keys)
    )


@lru_cache(maxsize=1)
def view_queries() -> Mapping[str, Asked]:
    """What each view asks, by its short name; in the database it is called `hmic_` and that name."""
    return {
        "current": _current(),
        "by_paper": _by_paper(),
        "movements": _movements(),
        "problems": _problems(),
        "trend": _trend(),
    }


def view_statements(dialect: "Dialect") -> list[str]:
    """The statements that make the views anew in a database of this kind."""
    statements = []
    for name, asked in view_queries().items():
        query = asked.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        statements += [f"DROP VIEW IF EXISTS hmic_{name}", f"CREATE VIEW hmic_{name} AS {query}"]
    return statements


def make_views(connection: "Connection") -> None:
    """Make the views anew."""
    for statement in view_statements(connection.dialect):
        connection.exec_driver_sql(statement)


DATE_COLUMNS = frozenset(
    column.name for table in schema.metadata.tables.values() for column in table.c if isinstance(column.type, Date)
) | {"since", "first_seen", "last_seen"}

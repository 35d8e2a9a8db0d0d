"""The life of one recommendation in the record: what changed, and by which run it was first seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from hmic_tracker.history import schema
from hmic_tracker.history.reading import read_heads, read_states
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow
from hmic_tracker.register.columns import RECOMMENDATIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection

CAME, WENT, CAME_BACK = "first recorded", "no longer in the register", "came back"
# What is told of a row besides what staff state, with the words for it.
_RATED = {"rag": "RAG", "rule": "RAG rule", "effective_due_date": "Effective due date", "risk_score": "Risk score",
          "risk_rag": "Risk RAG", "overridden": "Overridden", "excluded": "Left out"}  # fmt: skip

_HEADINGS = {
    column.field: column.heading
    for column in RECOMMENDATIONS.columns
    if column.field in Recommendation.__dataclass_fields__
}


@dataclass(frozen=True, slots=True)
class Event:
    """What one snapshot shows that the one before did not: `what` came, went, came back, or which column changed."""

    number: int
    as_at: date
    what: str
    was: object = None
    now: object = None

    def __str__(self) -> str:
        """`31/03/2022  Status: In progress -> Closed`."""
        day = f"{self.as_at:%d/%m/%Y}  {self.what}"
        if self.what in (WENT, CAME, CAME_BACK):
            return f"{day}: {self.now}" if self.now else day
        return f"{day}: {_say(self.was)} -> {_say(self.now)}"


def _say(value: object) -> str:
    if value is None or value in ("", ()):
        return "blank"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def read_timeline(connection: "Connection", ref: str) -> tuple[Event, ...]:
    """Everything that was recorded of this Ref, oldest first; the first row of it where it stood twice."""
    heads = {head.number: head for head in read_heads(connection)}
    span, state = schema.span, schema.state
    wanted = (
        select(span.c.ref, span.c.nth, span.c.first, span.c.until, state)
        .join(state, span.c.state_id == state.c.id)
        .where(span.c.ref == ref, span.c.nth == 1)
        .order_by(span.c.first)
    )
    events: list[Event] = []
    before: SnapshotRow | None = None
    ended: int | None = None
    for found in connection.execute(wanted).mappings().all():
        values = {**found, "place": None}
        first, until = values.pop("first"), values.pop("until")
        shown = _shown_by(heads, first, until)
        if shown is None:
            continue
        (row,) = read_states(connection, [values], (shown.as_at, shown.next_meeting))
        if ended is not None and ended < first and (left := _shown_by(heads, ended, first)):
            events.append(Event(left.number, left.as_at, WENT))
            before, events = (
                None,
                [*events, Event(shown.number, shown.as_at, CAME_BACK, now=f"{row.rag}, {row.status}")],
            )
        elif before is None:
            events.append(Event(shown.number, shown.as_at, CAME, now=f"{row.rag}, {row.status}"))
        else:
            events += _changes(before, row, shown)
        before, ended = row, until
    if ended is not None and (left := _shown_by(heads, ended, None)):
        events.append(Event(left.number, left.as_at, WENT))
    return tuple(events)


def _shown_by(heads: dict[int, Snapshot], first: int, until: int | None) -> Snapshot | None:
    """The first snapshot that is still kept in which a span stood."""
    numbers = [number for number in heads if number >= first and (until is None or number < until)]
    return heads[min(numbers)] if numbers else None


def _changes(was: SnapshotRow, now: SnapshotRow, shown: Snapshot) -> Iterator[Event]:
    for heading, old, new in _pairs(was, now):
        if old != new:
            yield Event(shown.number, shown.as_at, heading, old, new)


def _pairs(was: SnapshotRow, now: SnapshotRow) -> Iterator[tuple[str, Any, Any]]:
    for name, heading in _RATED.items():
        yield heading, getattr(was, name), getattr(now, name)
    if was.said is not None and now.said is not None:
        for name, heading in _HEADINGS.items():
            yield heading, getattr(was.said, name), getattr(now.said, name)
        # Staff's own columns, in the order in which the newer row has them.
        for heading in {**now.said.extra, **was.said.extra}:
            yield heading, was.said.extra.get(heading), now.said.extra.get(heading)
    else:
        for name in ("status", "portfolio", "owner", "recommendation"):
            yield _HEADINGS[name], getattr(was, name), getattr(now, name)
    yield "Last update", was.last_update, now.last_update

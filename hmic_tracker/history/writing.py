"""Adding to the record within one transaction: only what differs from the newest snapshot is stored."""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, delete, func, insert, select, update

from hmic_tracker.history import schema
from hmic_tracker.history.content import (
    LONGEST,
    State,
    checksum_of,
    digest_of_problem,
    digest_of_text,
    key_of_ref,
    state_of,
    without_nul,
    write_layout,
    write_place,
    write_rules,
)
from hmic_tracker.history.forgetting import with_roles
from hmic_tracker.history.reading import Spoilt, in_parts, newest_number, without_day
from hmic_tracker.model.rating import Movement, MovementKind
from hmic_tracker.model.snapshot import Paper, Snapshot

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add_snapshot(connection: "Connection", taken: Snapshot) -> int:
    """Store a snapshot and return its number; the newest one's where that says the same for the same day."""
    taken = with_roles(connection, taken)
    number = newest_number(connection) + 1
    places = [(key, {"content": write_place(row.place)}) for key, row in _numbered(taken)]
    states = [(key, state_of(row)) for key, row in _numbered(taken)]
    problems = _problems(taken)
    spans = _Spans(connection, number)
    spans.compare(schema.span, _current_states(connection), {key: state.digest for key, state in states})
    spans.compare(schema.place, _current_places(connection), {key: place["content"] for key, place in places})
    spans.compare(schema.problem_span, _current_problems(connection), {key: key for key in problems})
    head = _head(taken)
    if number > 1 and not spans.differ and _is_same(connection, number - 1, head):
        return number - 1
    _add_texts(connection, _texts(taken))
    where = [(ref, nth, place["content"]) for (ref, nth), place in places]
    checksum = checksum_of(head, number, where, len(problems))
    connection.execute(insert(schema.snapshot).values(number=number, checksum=checksum, **head))
    spans.end()
    known = _add_states(connection, [state for key, state in states if key in spans.new[schema.span]])
    spans.begin(
        schema.span,
        {key: {"ref": key[0], "nth": key[1], "state_id": known.get(state.digest)} for key, state in states},
    )
    spans.begin(schema.place, {key: {"ref": key[0], "nth": key[1], **place} for key, place in places})
    spans.begin(schema.problem_span, problems)
    return number


def _numbered(taken: Snapshot) -> Iterable[tuple[tuple[str, int], Any]]:
    """Each row with its Ref and which of that Ref's rows it is."""
    seen: Counter[str] = Counter()
    for row in taken.rows:
        ref = key_of_ref(row.ref)
        seen[ref] += 1
        yield (ref, seen[ref]), row


class _Spans:
    """What ends and what begins with a new snapshot, table by table."""

    def __init__(self, connection: "Connection", number: int) -> None:
        self.connection = connection
        self.number = number
        self.gone: dict[Table, list[int]] = {}
        self.new: dict[Table, set[Hashable]] = {}

    def compare(
        self, table: Table, current: Iterable[tuple[int, Hashable, Hashable]], wanted: Mapping[Any, Hashable]
    ) -> None:
        """`current` are the open spans by id, key and content; what stands as it was is left alone."""
        stays: set[Hashable] = set()
        gone = self.gone[table] = []
        for span_id, key, content in current:
            if wanted.get(key) == content and key not in stays:
                stays.add(key)
            else:
                gone.append(span_id)
        self.new[table] = set(wanted) - stays

    @property
    def differ(self) -> bool:
        return any(self.gone.values()) or any(self.new.values())

    def end(self) -> None:
        for table, gone in self.gone.items():
            for part in in_parts(gone):
                self.connection.execute(update(table).where(table.c.id.in_(part)).values(until=self.number))

    def begin(self, table: Table, values: Mapping[Any, Mapping[str, Any]]) -> None:
        """Begin a span for each new key."""
        first_id = next_id(self.connection, table)
        new = [held for key, held in values.items() if key in self.new[table]]
        if new:
            self.connection.execute(
                insert(table),
                [{"id": first_id + at, "first": self.number, "until": None, **held} for at, held in enumerate(new)],
            )


def next_id(connection: "Connection", table: Table) -> int:
    """One above the highest id of a table."""
    return (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1


def _current_states(connection: "Connection") -> list[tuple[int, Hashable, Hashable]]:
    span, state = schema.span, schema.state
    wanted = (
        select(span.c.id, span.c.ref, span.c.nth, state.c.digest)
        .join(state, span.c.state_id == state.c.id)
        .where(span.c.until.is_(None))
    )
    return [(span_id, (ref, nth), digest) for span_id, ref, nth, digest in connection.execute(wanted)]


def _current_places(connection: "Connection") -> list[tuple[int, Hashable, Hashable]]:
    held = schema.place
    wanted = select(held.c.id, held.c.ref, held.c.nth, held.c.content).where(held.c.until.is_(None))
    return [(place_id, (ref, nth), content) for place_id, ref, nth, content in connection.execute(wanted)]


def _current_problems(connection: "Connection") -> list[tuple[int, Hashable, Hashable]]:
    held = schema.problem_span
    wanted = select(held.c.id, held.c.digest, held.c.nth).where(held.c.until.is_(None))
    return [(one_id, (digest, nth), (digest, nth)) for one_id, digest, nth in connection.execute(wanted)]


def _problems(taken: Snapshot) -> dict[tuple[str, int], dict[str, Any]]:
    """The problems by digest and which of those that say the same; the as-at date is taken out of their words."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for one in taken.problems:
        held = {
            "code": one.code,
            "severity": str(one.severity),
            "sheet": without_nul(one.sheet)[:LONGEST],
            "cell": one.cell,
            "ref": key_of_ref(one.ref),
            "found": without_nul(without_day(one.found, taken.as_at)),
            "advice": without_nul(without_day(one.advice, taken.as_at)),
        }
        digest = digest_of_problem(held)
        seen[digest] += 1
        found[digest, seen[digest]] = {**held, "digest": digest, "nth": seen[digest]}
    return found


def _texts(taken: Snapshot) -> dict[str, str]:
    """The rules and the sheets of the run."""
    said = (write_rules(taken.rules), write_layout(taken.layout)) if taken.rules else ()
    return {digest_of_text(content): content for content in said}


def _add_texts(connection: "Connection", texts: Mapping[str, str]) -> None:
    known: set[str] = set()
    for part in in_parts(texts):
        known.update(connection.execute(select(schema.text.c.digest).where(schema.text.c.digest.in_(part))).scalars())
    new = [{"digest": digest, "content": content} for digest, content in texts.items() if digest not in known]
    if new:
        connection.execute(insert(schema.text), new)


def _add_states(connection: "Connection", states: list[State]) -> dict[str, int]:
    """The id of each of these states, which are stored where they were not yet."""
    by_digest = {state.digest: state for state in states}
    held = schema.state
    known: dict[str, int] = {}
    for part in in_parts(by_digest):
        known.update(
            {
                row.digest: row.id
                for row in connection.execute(select(held.c.digest, held.c.id).where(held.c.digest.in_(part)))
            }
        )
    new = [state for digest, state in by_digest.items() if digest not in known]
    if new:
        _add_texts(connection, {digest: text for state in new for digest, text in state.texts.items()})
        first_id = next_id(connection, held)
        known.update({state.digest: first_id + at for at, state in enumerate(new)})
        connection.execute(
            insert(held), [{"id": known[state.digest], "digest": state.digest, **state.columns} for state in new]
        )
    return known


def _head(taken: Snapshot) -> dict[str, Any]:
    return {
        "as_at": taken.as_at,
        "rules_version": taken.rules_version,
        "register_sha256": taken.register_sha256,
        "risk_register_sha256": taken.risk_register_sha256,
        "library_version": taken.library_version,
        "problem_counts": json.dumps(dict(sorted(taken.problem_counts.items()))),
        "next_meeting": taken.next_meeting,
        "rules_digest": digest_of_text(write_rules(taken.rules)) if taken.rules else None,
        "layout_digest": digest_of_text(write_layout(taken.layout)) if taken.rules else None,
    }


def _is_same(connection: "Connection", number: int, head: Mapping[str, Any]) -> bool:
    try:
        held = connection.execute(select(schema.snapshot).where(schema.snapshot.c.number == number)).mappings().one()
    except ValueError as error:
        raise Spoilt(str(error)) from error
    return all(held[name] == value for name, value in head.items())


def add_paper(connection: "Connection", paper: Paper, movements: Iterable[Movement]) -> None:
    """Remember a paper and how each recommendation moved in it, in place of what an earlier one for its meeting said.

    Nothing is written where it is the last one made for its meeting already.
    """
    held, moved = schema.paper, schema.moved
    values = {
        "snapshot": paper.snapshot,
        "committee": without_nul(paper.committee)[:LONGEST],
        "meeting": paper.meeting,
        "document": without_nul(paper.document)[:LONGEST],
        "sha256": paper.sha256,
        "since": paper.since,
    }
    for_meeting = (held.c.committee == values["committee"], held.c.meeting == paper.meeting)
    last = select(func.max(held.c.id)).where(*for_meeting).scalar_subquery()
    same = [held.c[name].is_(None) if value is None else held.c[name] == value for name, value in values.items()]
    if connection.execute(select(held.c.id).where(held.c.id == last, *same)).scalar() is not None:
        return
    connection.execute(delete(moved).where(moved.c.paper_id.in_(select(held.c.id).where(*for_meeting))))
    identity = next_id(connection, held)
    connection.execute(insert(held).values(id=identity, **values))
    told = {one.ref[:LONGEST]: one for one in movements if one.kind is not MovementKind.NO_CHANGE or one.says_more}
    if told:
        connection.execute(insert(moved), [_moved(identity, one) for one in told.values()])


def _moved(paper_id: int, one: Movement) -> dict[str, Any]:
    return {
        "paper_id": paper_id,
        "ref": one.ref[:LONGEST],
        "movement": str(one.kind),
        "cause": one.cause,
        "was": one.was,
        "now": one.now,
        "extended": 1 if one.extended else 0,
        "owner_was": one.owner_was[:LONGEST],
        "owner_now": one.owner_now[:LONGEST],
        "ref_was": one.ref_was[:LONGEST],
    }

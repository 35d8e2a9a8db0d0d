"""Taking a person's name out of the record, leaving the role; and keeping snapshots no longer than they are wanted."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, Unicode, UnicodeText, and_, delete, exists, func, insert, select, update

from hmic_tracker.history import schema
from hmic_tracker.history.content import (
    LONGEST,
    as_json,
    checksum_of,
    digest_of_columns,
    digest_of_problem,
    digest_of_text,
)
from hmic_tracker.history.reading import find_rows, in_parts, stands_at
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

Say = Callable[[str], str]
# How a row's content names a long text, found without taking the JSON of every row apart.
_TEXT_NAMED = re.compile(r'\{"text":"([0-9a-f]{32})"\}')


def digest_of_name(name: str) -> str:
    """What a forgotten name is known by: its case and spaces don't count."""
    return hashlib.sha256(" ".join(name.casefold().split()).encode("utf-8", "surrogatepass")).hexdigest()


def forget_person(connection: "Connection", name: str, patterns: Iterable[re.Pattern[str]], role: str) -> int:
    """Put the role wherever a pattern finds the person, and remember to do so with what is added later.

    Returns how many rows of the record were changed.
    """
    listed = tuple(patterns)

    def say(words: str) -> str:
        for pattern in listed:
            words = pattern.sub(lambda _: role, words)
        return words

    became = _texts(connection, say)
    changed = len(became) + _states(connection, say, became)
    changed += (
        _problems(connection, say) + _plainly(connection, schema.moved, say) + _plainly(connection, schema.paper, say)
    )
    _heads(connection, became)
    for part in in_parts(became):
        connection.execute(delete(schema.text).where(schema.text.c.digest.in_(part)))
    if not changed:
        return 0
    known, held = digest_of_name(name), schema.forgotten
    connection.execute(delete(held).where(held.c.digest == known))
    connection.execute(insert(held).values(digest=known, role=role[:LONGEST]))
    return changed


def _texts(connection: "Connection", say: Say) -> dict[str, str]:
    """Say the long texts anew; by the digest of each that changed, the one that it has now."""
    held = schema.text
    became = {}
    new = {}
    there = set()
    for digest, content in connection.execute(select(held.c.digest, held.c.content)):
        there.add(digest)
        said = say(content)
        if said != content:
            became[digest] = digest_of_text(said)
            new[became[digest]] = said
    rows = [{"digest": digest, "content": content} for digest, content in new.items() if digest not in there]
    if rows:
        connection.execute(insert(held), rows)
    return became


def _states(connection: "Connection", say: Say, became: dict[str, str]) -> int:
    state, span = schema.state, schema.span
    first_refs = select(span.c.state_id, func.min(span.c.ref)).group_by(span.c.state_id)
    refs = {state_id: ref for state_id, ref in connection.execute(first_refs)}  # noqa: C416
    by_digest = {row.digest: row.id for row in connection.execute(select(state.c.digest, state.c.id))}
    changed = 0
    for row in connection.execute(select(state)).mappings().all():
        columns = {name: _fit(say(value)) if isinstance(value, str) else value for name, value in row.items()}
        columns["content"] = _content(row["content"], say, became)
        columns["text_digest"] = became.get(row["text_digest"], row["text_digest"])
        if all(columns[name] == row[name] for name in columns if name != "digest"):
            continue
        changed += 1
        digest = digest_of_columns(refs.get(row["id"], ""), columns)
        same = by_digest.get(digest)
        if same is None:
            by_digest[digest] = row["id"]
            connection.execute(update(state).where(state.c.id == row["id"]).values(**{**columns, "digest": digest}))
        elif same != row["id"]:
            # Without the name it says what another row says already.
            connection.execute(update(span).where(span.c.state_id == row["id"]).values(state_id=same))
            connection.execute(delete(state).where(state.c.id == row["id"]))
    return changed


def _fit(words: str) -> str:
    return words[:LONGEST]


def _content(content: str, say: Say, became: dict[str, str]) -> str:
    def anew(value: Any) -> Any:
        if isinstance(value, str):
            return say(value)
        if isinstance(value, list):
            return [anew(one) for one in value]
        if isinstance(value, dict):
            if set(value) == {"text"}:
                return {"text": became.get(value["text"], value["text"])}
            return {name: anew(one) for name, one in value.items()}
        return value

    return as_json(anew(json.loads(content)))


def _problems(connection: "Connection", say: Say) -> int:
    held = schema.problem_span
    changed = 0
    for row in connection.execute(select(held)).mappings().all():
        said = {name: say(row[name]) for name in ("found", "advice")}
        if all(said[name] == row[name] for name in said):
            continue
        changed += 1
        digest = digest_of_problem({**row, **said})
        # What is told twice now was two problems before: each keeps a number of its own.
        nth = (connection.execute(select(func.max(held.c.nth)).where(held.c.digest == digest)).scalar() or 0) + 1
        connection.execute(update(held).where(held.c.id == row["id"]).values(digest=digest, nth=nth, **said))
    return changed


def _plainly(connection: "Connection", table: Table, say: Say) -> int:
    """Every column of words of a table."""
    keys = list(table.primary_key)
    words = [c.name for c in table.c if isinstance(c.type, Unicode | UnicodeText) and not c.primary_key]
    changed = 0
    for row in connection.execute(select(table)).mappings().all():
        said = {name: _fit(say(row[name])) for name in words if row[name]}
        if any(said[name] != row[name] for name in said):
            changed += 1
            this = and_(*(column == row[column.name] for column in keys))
            connection.execute(update(table).where(this).values(**said))
    return changed


def _heads(connection: "Connection", became: dict[str, str]) -> None:
    """Where the rules or the sheets of a run named the person, its checksum is taken anew."""
    held = schema.snapshot
    for row in connection.execute(select(held)).mappings().all():
        names = ("rules_digest", "layout_digest")
        values = {name: became[row[name]] for name in names if row[name] in became}
        if not values:
            continue
        number = row["number"]
        told = {name: value for name, value in {**row, **values}.items() if name not in ("number", "checksum")}
        rows = [(one["ref"], one["nth"], one["place"]) for one in find_rows(connection, number)]
        count = connection.execute(
            select(func.count()).select_from(schema.problem_span).where(stands_at(schema.problem_span, number))
        ).scalar()
        checksum = checksum_of(told, number, rows, count or 0) if row["checksum"] else None
        connection.execute(update(held).where(held.c.number == number).values(checksum=checksum, **values))


def with_roles(connection: "Connection", taken: Snapshot) -> Snapshot:
    """The snapshot with the roles of those who were forgotten in place of their names."""
    held = schema.forgotten
    roles = {digest: role for digest, role in connection.execute(select(held.c.digest, held.c.role))}  # noqa: C416
    if not roles:
        return taken
    known: dict[str, str] = {}

    def say(name: str) -> str:
        if name not in known:
            known[name] = roles.get(digest_of_name(name), name)
        return known[name]

    return replace(taken, rows=tuple(_with_roles(row, say) for row in taken.rows))


def _with_roles(row: SnapshotRow, say: Say) -> SnapshotRow:
    said, override = row.said, row.override
    if said is not None:
        said = replace(said, owner=say(said.owner), force_sign_off_by=say(said.force_sign_off_by))
    if override is not None:
        override = replace(override, by=say(override.by))
    return replace(row, owner=say(row.owner), said=said, override=override)


def prune(connection: "Connection", before: date) -> int:
    """Remove the snapshots as at a day before this one; returns how many.

    The newest stays, and so does every one that the last paper for a meeting was made from, or measured from.
    """
    taken, paper = schema.snapshot, schema.paper
    newest = select(func.max(taken.c.number)).scalar_subquery()
    last = select(func.max(paper.c.id)).group_by(paper.c.committee, paper.c.meeting)
    issued = paper.c.id.in_(last)
    kept = set(connection.execute(select(paper.c.snapshot).where(issued)).scalars())
    kept |= set(connection.execute(select(paper.c.since).where(issued, paper.c.since.is_not(None))).scalars())
    old = connection.execute(select(taken.c.number).where(taken.c.as_at < before, taken.c.number != newest)).scalars()
    gone = set(old) - kept
    if not gone:
        return 0
    for part in in_parts(gone):
        papers = select(paper.c.id).where(paper.c.snapshot.in_(part))
        connection.execute(delete(schema.moved).where(schema.moved.c.paper_id.in_(papers)))
        connection.execute(delete(paper).where(paper.c.snapshot.in_(part)))
        connection.execute(delete(taken).where(taken.c.number.in_(part)))
    for table in (schema.span, schema.place, schema.problem_span):
        stands = exists().where(taken.c.number >= table.c.first, taken.c.number < table.c.until)
        connection.execute(delete(table).where(table.c.until.is_not(None), ~stands))
    _remove_what_nothing_names(connection)
    return len(gone)


def _remove_what_nothing_names(connection: "Connection") -> None:
    state, span, text, taken = schema.state, schema.span, schema.text, schema.snapshot
    connection.execute(delete(state).where(~exists().where(span.c.state_id == state.c.id)))
    named: set[str] = set()
    for digest, content in connection.execute(select(state.c.text_digest, state.c.content)):
        named.update(_TEXT_NAMED.findall(content))
        named.add(digest)
    for pair in connection.execute(select(taken.c.rules_digest, taken.c.layout_digest)):
        named.update(pair)
    there = set(connection.execute(select(text.c.digest)).scalars())
    for part in in_parts(there - named):
        connection.execute(delete(text).where(text.c.digest.in_(part)))

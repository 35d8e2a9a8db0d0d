"""Reading the record within one transaction."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select

from hmic_tracker.history import schema
from hmic_tracker.history.content import (
    checksum_of,
    digest_of_columns,
    digest_of_problem,
    digest_of_text,
    read_layout,
    read_place,
    read_rules,
    row_of,
    texts_named,
)
from hmic_tracker.model.places import Layout, RowPlace
from hmic_tracker.model.snapshot import Paper, Snapshot, SnapshotRow
from hmic_tracker.model.when import say_date
from hmic_tracker.problems import Problem, Severity

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Databases bound the number of parameters of one statement; SQL Server's bound is the lowest.
_AT_ONCE = 500


class Spoilt(ValueError):
    """What was read is not what was written."""


def stands_at(table: Table, number: int) -> ColumnElement[bool]:
    """Whether a span covers this snapshot."""
    return and_(table.c.first <= number, or_(table.c.until.is_(None), table.c.until > number))


def in_parts(wanted: Iterable[Any]) -> Iterator[list[Any]]:
    """A few hundred at a time, in order."""
    listed = sorted(wanted)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


def read_papers(connection: "Connection") -> list[Paper]:
    """Every paper that was made, oldest first."""
    found = connection.execute(select(schema.paper).order_by(schema.paper.c.id)).mappings()
    return [Paper(p["snapshot"], p["committee"], p["meeting"], p["document"], p["sha256"], p["since"]) for p in found]


def read_heads(connection: "Connection", *, number: int | None = None) -> list[Snapshot]:
    """Every snapshot without its rows, or the one with this number, oldest first."""
    wanted = select(schema.snapshot).order_by(schema.snapshot.c.number)
    asked = select(schema.paper).order_by(schema.paper.c.id)
    if number is not None:
        wanted = wanted.where(schema.snapshot.c.number == number)
        asked = asked.where(schema.paper.c.snapshot == number)
    papers = {paper["snapshot"]: paper for paper in connection.execute(asked).mappings()}
    return [_head(values, papers.get(values["number"])) for values in connection.execute(wanted).mappings()]


def _head(values: Any, paper: Any) -> Snapshot:
    return Snapshot(
        as_at=values["as_at"],
        rows=(),
        rules_version=values["rules_version"],
        register_sha256=values["register_sha256"],
        risk_register_sha256=values["risk_register_sha256"],
        library_version=values["library_version"],
        problem_counts=json.loads(values["problem_counts"]),
        meeting=paper["meeting"] if paper else None,
        committee=paper["committee"] if paper else "",
        number=values["number"],
        next_meeting=values["next_meeting"],
    )


def number_at(connection: "Connection", day: date) -> int | None:
    """The number of the last snapshot as at `day` or the nearest day before it."""
    taken = schema.snapshot.c
    wanted = select(taken.number).where(taken.as_at <= day).order_by(taken.as_at.desc(), taken.number.desc()).limit(1)
    return connection.execute(wanted).scalar()


def read_snapshot(connection: "Connection", number: int) -> Snapshot | None:
    """The snapshot with this number, whole; None where there is none. Raises Spoilt where it was changed since."""
    heads = read_heads(connection, number=number)
    if not heads:
        return None
    head = heads[0]
    held = connection.execute(select(schema.snapshot).where(schema.snapshot.c.number == number)).mappings().one()
    found = find_rows(connection, number)
    problems = _read_problems(connection, number, head.as_at)
    where = [(row["ref"], row["nth"], row["place"]) for row in found]
    told = {name: value for name, value in held.items() if name not in ("number", "checksum")}
    if held["checksum"] is not None and held["checksum"] != checksum_of(told, number, where, len(problems)):
        raise Spoilt(f"snapshot {number} is not as it was taken")
    texts = read_texts(connection, (held[name] for name in ("rules_digest", "layout_digest") if held[name]))
    return replace(
        head,
        rows=read_states(connection, found, (head.as_at, head.next_meeting)),
        problems=problems,
        rules=read_rules(texts[held["rules_digest"]]) if held["rules_digest"] else (),
        layout=read_layout(texts[held["layout_digest"]]) if held["layout_digest"] else Layout(),
        known_refs=known_refs(connection, number),
    )


def known_refs(connection: "Connection", number: int | None = None) -> frozenset[str]:
    """Every Ref that was recorded, up to a snapshot where one is given."""
    wanted = select(schema.span.c.ref).distinct()
    if number is not None:
        wanted = wanted.where(schema.span.c.first <= number)
    return frozenset(connection.execute(wanted).scalars())


def current_refs(connection: "Connection") -> frozenset[str]:
    """The Refs in the newest snapshot."""
    held = schema.span
    return frozenset(connection.execute(select(held.c.ref).where(held.c.until.is_(None))).scalars())


def read_texts(connection: "Connection", digests: Iterable[str]) -> dict[str, str]:
    """The long texts of these digests. Raises Spoilt where one is not there or not as it was."""
    wanted = set(digests)
    found: dict[str, str] = {}
    for part in in_parts(wanted):
        rows = connection.execute(select(schema.text).where(schema.text.c.digest.in_(part)))
        found.update({row.digest: row.content for row in rows})
    spoilt = [digest for digest in wanted if digest_of_text(found.get(digest, "")) != digest]
    if spoilt:
        raise Spoilt("a text in it is not as it was written")
    return found


def rows_at(number: int) -> Select[Any]:
    """The rows of a snapshot: their Ref, which of it they are, and their state."""
    span, state = schema.span, schema.state
    return (
        select(span.c.ref, span.c.nth, state)
        .join(state, span.c.state_id == state.c.id)
        .where(stands_at(span, number))
        .order_by(span.c.ref, span.c.nth)
    )


def find_rows(connection: "Connection", number: int) -> list[dict[Any, Any]]:
    """The rows of a snapshot, each with where it stood in the workbooks.

    The two are put together here: no database has an index for the span of one over that of the other.
    """
    held = schema.place
    asked = select(held.c.ref, held.c.nth, held.c.content).where(stands_at(held, number))
    places = {(ref, nth): content for ref, nth, content in connection.execute(asked)}
    found = connection.execute(rows_at(number)).mappings()
    return [{**row, "place": places.get((row["ref"], row["nth"]))} for row in found]


def read_states(
    connection: "Connection", found: Iterable[Mapping[Any, Any]], calendar: tuple[date, date | None]
) -> tuple[SnapshotRow, ...]:
    """The rows that a query of states with their `ref` and `place` found. Raises Spoilt where one was changed."""
    held = [dict(values) for values in found]
    for values in held:
        beside = {name: values.pop(name) for name in ("ref", "nth", "place")}
        if digest_of_columns(beside["ref"], values) != values["digest"]:
            raise Spoilt(f"what it holds of {beside['ref']} is not as it was written")
        values["beside"] = beside
    named = (texts_named(values["content"]) | {values["text_digest"]} for values in held)
    texts = read_texts(connection, (digest for digests in named for digest in digests if digest))
    return tuple(
        row_of(values["beside"]["ref"], values, texts, _place(values["beside"]["place"]), calendar) for values in held
    )


def _place(content: str | None) -> RowPlace:
    try:
        return read_place(content) if content else RowPlace()
    except TypeError as error:
        raise Spoilt("a place in it is not as it was written") from error


def _read_problems(connection: "Connection", number: int, as_at: date) -> tuple[Problem, ...]:
    held = schema.problem_span
    wanted = select(held).where(stands_at(held, number)).order_by(held.c.sheet, held.c.id)
    found = connection.execute(wanted).mappings().all()
    if any(digest_of_problem(dict(one)) != one["digest"] for one in found):
        raise Spoilt("a problem in it is not as it was written")
    return tuple(
        Problem(
            one["code"],
            Severity(one["severity"]),
            one["sheet"],
            one["cell"],
            one["ref"],
            with_day(one["found"], as_at),
            with_day(one["advice"], as_at),
        )
        for one in found
    )


# Stand for the as-at date in a problem's words, which would otherwise be new every day: as `31 March 2022`, as
# `31/03/2022`, and as ISO has it.
DAY_MARKS = tuple(f"\N{SYMBOL FOR DATA LINK ESCAPE}{number}" for number in (1, 2, 3))


def without_day(words: str, as_at: date) -> str:
    """A problem's words with the as-at date taken out, however it is written."""
    for written, mark in zip(_writings(as_at), DAY_MARKS, strict=True):
        words = words.replace(written, mark)
    return words


def with_day(words: str, as_at: date) -> str:
    """The same with the date back in its place."""
    if DAY_MARKS[0][0] in words:
        for written, mark in zip(_writings(as_at), DAY_MARKS, strict=True):
            words = words.replace(mark, written)
    return words


def _writings(as_at: date) -> tuple[str, str, str]:
    return say_date(as_at), f"{as_at:%d/%m/%Y}", as_at.isoformat()


def newest_number(connection: "Connection") -> int:
    """The number of the newest snapshot; 0 where there is none."""
    return connection.execute(select(func.max(schema.snapshot.c.number))).scalar() or 0

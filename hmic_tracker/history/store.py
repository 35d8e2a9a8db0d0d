"""The record of past runs: a SQLite file by default, a database by URL."""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import HistoryUnusable
from hmic_tracker.history.rows import digest_of, read_row, write_row
from hmic_tracker.model.snapshot import Snapshot

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


@dataclass(frozen=True, slots=True)
class Paper:
    """A committee's paper and the snapshot that it was made from."""

    snapshot: int
    committee: str
    meeting: date
    document: str
    sha256: str


def open_history(where: Path | str) -> "History":
    """The record at a path (a SQLite file, made on the first write) or a database URL.

    Raises HistoryUnusable where it is damaged, made by a newer version, or out of reach.
    """
    from sqlalchemy import create_engine

    text = str(where)
    if "://" in text:
        engine, place = create_engine(text), text.split("@")[-1]
    else:
        path = Path(where)
        if path.is_dir():
            raise HistoryUnusable(
                f"{path} is a folder, not the record of past runs.", advice="Name a file in hmic-tracker.toml."
            )
        engine, place = create_engine(f"sqlite:///{path}"), str(path)
    return History(engine, place)


class History:
    """Snapshots in the order in which they were taken, and the papers made from them."""

    def __init__(self, engine: "Engine", place: str) -> None:
        self._engine = engine
        self.place = place
        self._is_ready = False

    @contextmanager
    def _connection(self) -> "Iterator[Connection]":
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self._engine.begin() as connection:
                self._prepare(connection)
                yield connection
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise HistoryUnusable(
                f"The record of past runs, {self.place}, cannot be used: {reason}.",
                advice="Move it aside to begin a new one, or put back a copy; the register is not touched.",
                place=self.place,
            ) from error

    def _prepare(self, connection: "Connection") -> None:
        from sqlalchemy import insert, select

        from hmic_tracker.history import schema

        if self._is_ready:
            return
        schema.metadata.create_all(connection)
        version = connection.execute(
            select(schema.record.c.value).where(schema.record.c.name == "schema version")
        ).scalar()
        if version is None:
            connection.execute(insert(schema.record).values(name="schema version", value=str(schema.SCHEMA_VERSION)))
        elif int(version) > schema.SCHEMA_VERSION:
            raise HistoryUnusable(
                f"The record {self.place} was written by a newer hmic-tracker.",
                advice="Install the newer version here.",
            )
        self._is_ready = True

    @property
    def _exists(self) -> bool:
        """A record that nobody has written yet is empty; reading it makes no file."""
        database = self._engine.url.database
        return self._engine.dialect.name != "sqlite" or (database is not None and Path(database).exists())

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every snapshot, oldest first, without their rows; `at_number` gives one with its rows."""
        if not self._exists:
            return ()
        from sqlalchemy import select

        from hmic_tracker.history import schema

        with self._connection() as connection:
            papers = {paper.snapshot: paper for paper in self._papers(connection)}
            found = connection.execute(select(schema.snapshot).order_by(schema.snapshot.c.number)).mappings().all()
        return tuple(_read_snapshot(values, papers.get(values["number"])) for values in found)

    def _papers(self, connection: "Connection") -> list[Paper]:
        from sqlalchemy import select

        from hmic_tracker.history import schema

        found = connection.execute(select(schema.paper).order_by(schema.paper.c.id)).mappings()
        return [Paper(p["snapshot"], p["committee"], p["meeting"], p["document"], p["sha256"]) for p in found]

    def papers(self) -> tuple[Paper, ...]:
        """Every paper that was made, oldest first."""
        if not self._exists:
            return ()
        with self._connection() as connection:
            return tuple(self._papers(connection))

    def at_number(self, number: int) -> Snapshot | None:
        """The snapshot with this number and its rows, in order of Ref."""
        head = next((one for one in self.snapshots() if one.number == number), None)
        if head is None:
            return None
        from sqlalchemy import or_, select

        from hmic_tracker.history import schema

        span, state = schema.span, schema.state
        wanted = (
            select(state.c.content)
            .join(span, span.c.state_id == state.c.id)
            .where(span.c.first <= number, or_(span.c.until.is_(None), span.c.until > number))
            .order_by(span.c.ref, span.c.id)
        )
        with self._connection() as connection:
            rows = tuple(read_row(content) for content in connection.execute(wanted).scalars())
        return replace(head, rows=rows)

    def at(self, day: date) -> Snapshot | None:
        """The last snapshot as at `day` or the nearest day before it; None where there is none."""
        candidates = [one for one in self.snapshots() if one.as_at <= day]
        if not candidates:
            return None
        return self.at_number(max(candidates, key=lambda one: (one.as_at, one.number)).number)

    def at_last_paper(
        self, on: date, *, committee: str | None = None, cancelled: Collection[date] = ()
    ) -> Snapshot | None:
        """The snapshot that the last paper for a meeting before `on` was made from, or None.

        With `committee` only its papers count. A meeting in `cancelled` never took place, so its paper was not issued.
        Where a paper was made more than once, the last one made counts.
        """
        papers = [
            paper
            for paper in self.papers()
            if paper.meeting < on and paper.meeting not in cancelled and committee in (None, paper.committee)
        ]
        if not papers:
            return None
        meeting = max(paper.meeting for paper in papers)
        last = [paper for paper in papers if paper.meeting == meeting][-1]
        found = self.at_number(last.snapshot)
        return replace(found, meeting=last.meeting, committee=last.committee) if found else None

    def refs_used(self) -> frozenset[str]:
        """Every Ref that was ever recorded, so that none is given twice."""
        if not self._exists:
            return frozenset()
        from sqlalchemy import select

        from hmic_tracker.history import schema

        with self._connection() as connection:
            return frozenset(connection.execute(select(schema.span.c.ref).distinct()).scalars())

    def add(self, taken: Snapshot) -> Snapshot:
        """Store a snapshot and return it with its number.

        Where the newest one says the same for the same day, that one is returned and nothing is written.
        """
        if self._engine.dialect.name == "sqlite" and self._engine.url.database:
            Path(self._engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        from sqlalchemy import func, insert, select, update

        from hmic_tracker.history import schema

        contents = [(row.ref, write_row(row)) for row in taken.rows]
        with self._connection() as connection:
            newest = connection.execute(select(func.max(schema.snapshot.c.number))).scalar() or 0
            gone, new = self._compare(connection, contents)
            if newest and not gone and not new and self._is_same(connection, newest, taken):
                return replace(taken, number=newest)
            number = newest + 1
            connection.execute(insert(schema.snapshot).values(number=number, **_head(taken)))
            if gone:
                connection.execute(update(schema.span).where(schema.span.c.id.in_(gone)).values(until=number))
            self._add_spans(connection, new, number)
        return replace(taken, number=number)

    def _compare(
        self, connection: "Connection", contents: list[tuple[str, str]]
    ) -> tuple[list[int], list[tuple[str, str]]]:
        """The spans that end, and the rows that begin; what stands as it was is in neither."""
        from sqlalchemy import select

        from hmic_tracker.history import schema

        span, state = schema.span, schema.state
        current = connection.execute(
            select(span.c.id, span.c.ref, state.c.digest)
            .join(state, span.c.state_id == state.c.id)
            .where(span.c.until.is_(None))
        ).all()
        wanted = Counter((ref, digest_of(content)) for ref, content in contents)
        gone = []
        for span_id, ref, digest in current:
            if wanted[ref, digest] > 0:
                wanted[ref, digest] -= 1
            else:
                gone.append(span_id)
        new = []
        for ref, content in contents:
            key = ref, digest_of(content)
            if wanted[key] > 0:
                wanted[key] -= 1
                new.append((ref, content))
        return gone, new

    def _add_spans(self, connection: "Connection", new: list[tuple[str, str]], number: int) -> None:
        from sqlalchemy import func, insert, select

        from hmic_tracker.history import schema

        if not new:
            return
        next_state = (connection.execute(select(func.max(schema.state.c.id))).scalar() or 0) + 1
        next_span = (connection.execute(select(func.max(schema.span.c.id))).scalar() or 0) + 1
        digests = {digest_of(content): content for _, content in new}
        known: dict[str, int] = {}
        wanted = sorted(digests)
        # Databases bound the number of parameters of one statement; SQL Server's bound is the lowest.
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            found = connection.execute(
                select(schema.state.c.digest, schema.state.c.id).where(schema.state.c.digest.in_(part))
            )
            known.update({row.digest: row.id for row in found})
        states: list[dict[str, Any]] = []
        for digest, content in digests.items():
            if digest not in known:
                known[digest] = next_state + len(states)
                states.append({"id": known[digest], "digest": digest, "content": content})
        if states:
            connection.execute(insert(schema.state), states)
        spans = [
            {"id": next_span + at, "ref": ref, "state_id": known[digest_of(content)], "first": number, "until": None}
            for at, (ref, content) in enumerate(new)
        ]
        connection.execute(insert(schema.span), spans)

    def _is_same(self, connection: "Connection", number: int, taken: Snapshot) -> bool:
        from sqlalchemy import select

        from hmic_tracker.history import schema

        found = connection.execute(select(schema.snapshot).where(schema.snapshot.c.number == number)).mappings().one()
        return all(found[name] == value for name, value in _head(taken).items())

    def add_paper(self, paper: Paper) -> None:
        """Remember that a paper was made from a snapshot; the same paper made again is not stored twice."""
        from sqlalchemy import func, insert, select

        from hmic_tracker.history import schema

        with self._connection() as connection:
            if paper in self._papers(connection)[-20:]:
                return
            identity = (connection.execute(select(func.max(schema.paper.c.id))).scalar() or 0) + 1
            connection.execute(
                insert(schema.paper).values(
                    id=identity,
                    snapshot=paper.snapshot,
                    committee=paper.committee,
                    meeting=paper.meeting,
                    document=paper.document,
                    sha256=paper.sha256,
                )
            )

    def close(self) -> None:
        """Let go of the file or the connection."""
        self._engine.dispose()


def _head(taken: Snapshot) -> dict[str, Any]:
    return {
        "as_at": taken.as_at,
        "rules_version": taken.rules_version,
        "register_sha256": taken.register_sha256,
        "risk_register_sha256": taken.risk_register_sha256,
        "library_version": taken.library_version,
        "problem_counts": json.dumps(dict(sorted(taken.problem_counts.items()))),
    }


def _read_snapshot(values: Any, paper: Paper | None) -> Snapshot:
    return Snapshot(
        as_at=values["as_at"],
        rows=(),
        rules_version=values["rules_version"],
        register_sha256=values["register_sha256"],
        risk_register_sha256=values["risk_register_sha256"],
        library_version=values["library_version"],
        problem_counts=json.loads(values["problem_counts"]),
        meeting=paper.meeting if paper else None,
        committee=paper.committee if paper else "",
        number=values["number"],
    )

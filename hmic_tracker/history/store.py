"""The record of past runs: a SQLite file by default, a database by URL."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.history.database import WAIT_SECONDS, Database, open_database
from hmic_tracker.model.committee import committee_key
from hmic_tracker.model.rating import Movement
from hmic_tracker.model.snapshot import Paper as Paper
from hmic_tracker.model.snapshot import Snapshot

if TYPE_CHECKING:
    import re

    import pandas
    from sqlalchemy import Connection

    from hmic_tracker.history.timeline import Event


def open_history(where: Path | str, *, wait: float = WAIT_SECONDS) -> "History":
    """The record at a path (a SQLite file, made on the first write) or a database URL.

    `wait` is how many seconds another program's hold on the file is waited for. Nothing is read yet: what is damaged,
    made by a newer version or out of reach raises HistoryUnusable where it is first used. Raises it at once for a
    folder, and for a URL that names no database.
    """
    return History(open_database(where, wait=wait))


class History:
    """Snapshots in the order in which they were taken, and the papers made from them.

    Every method raises HistoryUnusable where the record cannot be used: HistoryBusy where another program holds it,
    HistoryDamaged where it is no record any more.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place = database.place
        self._is_ready = False

    @contextmanager
    def _reading(self) -> "Iterator[Connection | None]":
        """A connection to read with; None where nothing was ever recorded.

        What cannot be read back as it was written is damage, wherever in the reading it shows.
        """
        from hmic_tracker.history.migrations import is_ready

        try:
            if not self._is_ready:
                self._is_ready = is_ready(self.database)
            if not self._is_ready or not self.database.exists:
                yield None
                return
            with self.database.reading() as connection:
                yield connection
        except (ValueError, KeyError, OverflowError) as error:
            raise self.database.damaged(str(error) or type(error).__name__) from error

    @contextmanager
    def _writing(self) -> "Iterator[Connection]":
        from hmic_tracker.history.migrations import make_ready
        from hmic_tracker.history.reading import Spoilt

        try:
            if not self._is_ready or not self.database.exists:
                make_ready(self.database)
                self._is_ready = True
            with self.database.writing() as connection:
                yield connection
        except Spoilt as error:
            raise self.database.damaged(str(error)) from error

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every snapshot, oldest first, without their rows; `at_number` gives one with its rows."""
        from hmic_tracker.history.reading import read_heads

        with self._reading() as connection:
            return tuple(read_heads(connection)) if connection else ()

    def papers(self) -> tuple[Paper, ...]:
        """Every paper that was made, oldest first."""
        from hmic_tracker.history.reading import read_papers

        with self._reading() as connection:
            return tuple(read_papers(connection)) if connection else ()

    def at_number(self, number: int) -> Snapshot | None:
        """The snapshot with this number, whole, its rows in order of Ref; None where there is none."""
        from hmic_tracker.history.reading import read_snapshot

        with self._reading() as connection:
            return read_snapshot(connection, number) if connection else None

    def at(self, day: date) -> Snapshot | None:
        """The last snapshot as at `day` or the nearest day before it; None where there is none."""
        from hmic_tracker.history.reading import number_at, read_snapshot

        with self._reading() as connection:
            number = number_at(connection, day) if connection else None
            return read_snapshot(connection, number) if connection and number is not None else None

    def newest(self) -> Snapshot | None:
        """The newest snapshot without its rows; None where there is none."""
        from hmic_tracker.history.reading import newest_number, read_heads

        with self._reading() as connection:
            heads = read_heads(connection, number=newest_number(connection)) if connection else []
            return heads[0] if heads else None

    def at_last_paper(
        self, on: date, *, committee: str | None = None, cancelled: Collection[date] = ()
    ) -> Snapshot | None:
        """The snapshot that the last paper for a meeting before `on` was made from, or None.

        With `committee` only its papers count, however its name was spelled then. A meeting in `cancelled` never took
        place, so its paper was not issued. Where a paper was made more than once, the last one made counts.
        """
        papers = [
            paper
            for paper in self.papers()
            if paper.meeting < on
            and paper.meeting not in cancelled
            and (committee is None or committee_key(paper.committee) == committee_key(committee))
        ]
        if not papers:
            return None
        meeting = max(paper.meeting for paper in papers)
        last = [paper for paper in papers if paper.meeting == meeting][-1]
        found = self.at_number(last.snapshot)
        return replace(found, meeting=last.meeting, committee=last.committee) if found else None

    def refs_used(self) -> frozenset[str]:
        """Every Ref that was ever recorded, so that none is given twice."""
        from hmic_tracker.history.reading import known_refs

        with self._reading() as connection:
            return known_refs(connection) if connection else frozenset()

    def current_refs(self) -> frozenset[str]:
        """The Refs in the newest snapshot."""
        from hmic_tracker.history.reading import current_refs

        with self._reading() as connection:
            return current_refs(connection) if connection else frozenset()

    def add(self, taken: Snapshot) -> Snapshot:
        """Store a snapshot and return it with its number.

        Where the newest one says the same for the same day, that one is returned and nothing is written.
        """
        from hmic_tracker.history.writing import add_snapshot

        with self._writing() as connection:
            return replace(taken, number=add_snapshot(connection, taken))

    def add_paper(self, paper: Paper, movements: Iterable[Movement] = ()) -> None:
        """Remember that a paper was made from a snapshot; the same paper made again is not stored twice.

        `movements` are those that the paper tells; they stand in place of what an earlier paper for its meeting told.
        """
        from hmic_tracker.history.writing import add_paper

        with self._writing() as connection:
            add_paper(connection, paper, movements)

    def timeline(self, ref: str) -> "tuple[Event, ...]":
        """The life of one recommendation, oldest first: when it came, each column that changed, when it went."""
        from hmic_tracker.history.timeline import read_timeline

        with self._reading() as connection:
            return read_timeline(connection, ref) if connection else ()

    def to_frame(self, view: str = "current") -> "pandas.DataFrame":
        """One of the analysts' views as a pandas frame: current, by_paper, movements, problems or trend.

        The columns are those of the view in the database, dates as pandas has them; an unwritten record gives no rows.
        Raises NotFound for another name.
        """
        from hmic_tracker.history.frames import frame_of

        with self._reading() as connection:
            return frame_of(connection, view)

    def forget(self, name: str, patterns: "Iterable[re.Pattern[str]]", role: str) -> int:
        """Put the role wherever a pattern finds the person; returns how many rows of the record were changed.

        What is added later says the role too where a whole cell is `name`. A SQLite file is then packed anew, so that
        the name does not stand in what it has thrown away; copies of the file, and of a server, are not reached.
        """
        from hmic_tracker.history.forgetting import forget_person

        with self._writing() as connection:
            changed = forget_person(connection, name, patterns, role)
        self.database.pack()
        return changed

    def prune(self, before: date) -> int:
        """Remove the snapshots as at a day before this one; returns how many.

        The newest stays, and so does every one that the last paper for a meeting was made from or measured from.
        """
        from hmic_tracker.history.forgetting import prune

        if not self.database.exists:
            return 0
        with self._writing() as connection:
            return prune(connection, before)

    def set_aside(self, name: str) -> Path:
        """Move a damaged file out of the way, and return where it is kept: `history damaged 2022-03-31 063000.sqlite`.

        Nothing is deleted, and the next snapshot begins a new record. Raises HistoryUnusable where it cannot be moved.
        """
        self.close()
        self._is_ready = False
        return self.database.set_aside(name)

    def close(self) -> None:
        """Let go of the file or the connection."""
        self.database.engine.dispose()

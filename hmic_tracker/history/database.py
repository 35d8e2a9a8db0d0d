"""The database behind the record: opening it, transactions, and what its errors mean."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import HistoryBusy, HistoryDamaged, HistoryUnusable

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.exc import SQLAlchemyError

# How long another program's hold on the file is waited for.
WAIT_SECONDS = 5.0
# SQLite's result codes, https://www.sqlite.org/rescode.html
_BUSY, _READ_ONLY, _FULL, _CANNOT_OPEN = {5, 6}, {8}, {13}, {14}
_DAMAGED = {11, 26}


@dataclass(frozen=True)
class Database:
    """Where the record is kept. `path` is the file of a SQLite database, None where a server keeps it."""

    engine: "Engine"
    place: str
    path: Path | None

    @property
    def exists(self) -> bool:
        """A record that nobody has written yet is empty; reading it makes no file."""
        return self.path is None or self.path.exists()

    @contextmanager
    def reading(self) -> "Iterator[Connection]":
        """One transaction in which nothing is written.

        Raises HistoryBusy, HistoryDamaged or HistoryUnusable, whatever the database itself raised.
        """
        with self._translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> "Iterator[Connection]":
        """One transaction that is written whole or not at all. Raises as `reading` does."""
        if self.path is not None:
            _make_folder(self.path.parent)
        with self._translated(), self.engine.connect() as bare:
            connection = bare.execution_options(hmic_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from sqlalchemy.exc import SQLAlchemyError

        self._look_at_file()
        try:
            yield
        except SQLAlchemyError as error:
            raise self._refusal(error) from error

    def _look_at_file(self) -> None:
        """A record is never empty: it is written whole at its first use. What is of no length has lost its content."""
        if self.path is not None and self.path.is_file() and self.path.stat().st_size == 0:
            raise self.damaged("it is empty")

    def pack(self) -> None:
        """Write a SQLite file anew without what was deleted from it; a server does so by itself.

        Where there is no room for that the file stays as it is: what was deleted has been overwritten in it already.
        """
        if self.path is None:
            return
        with suppress(sqlite3.Error), closing(self.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")

    def damaged(self, why: str) -> HistoryDamaged:
        """What is said of a record that cannot be read any more."""
        return HistoryDamaged(
            f"The record of past runs, {self.place}, is damaged: {why}.",
            advice="A run sets it aside under another name and begins a new one. If you have a copy, put it back "
            "first; the register is not touched.",
            place=self.place,
        )

    def set_aside(self, name: str) -> Path:
        """Rename the file, with what SQLite keeps beside it; returns where it is now. Raises HistoryUnusable."""
        if self.path is None:
            raise self.damaged("a server's record is for its administrator to restore")
        kept = _free_name(self.path.with_name(f"{self.path.stem} damaged {name}{self.path.suffix}"))
        try:
            for ending in ("-journal", "-wal", "-shm"):
                beside = self.path.with_name(self.path.name + ending)
                if beside.exists():
                    beside.replace(kept.with_name(kept.name + ending))
            self.path.replace(kept)
        except OSError as error:
            raise HistoryUnusable(
                f"The damaged record {self.place} cannot be set aside: {error.strerror}.",
                advice="Move it out of the way; the next run begins a new one.",
                place=self.place,
            ) from error
        return kept

    def _refusal(self, error: "SQLAlchemyError") -> HistoryUnusable:
        original: Any = getattr(error, "orig", None) or error
        reason = (str(original).splitlines() or [type(original).__name__])[0]
        code = (getattr(original, "sqlite_errorcode", None) or 0) & 0xFF
        begin = f"The record of past runs, {self.place},"
        if code in _BUSY:
            return HistoryBusy(
                f"{begin} is in use by another program.",
                advice="Nothing of it was changed. Close what has it open; the next run carries on.",
                place=self.place,
            )
        if code in _FULL:
            return HistoryUnusable(
                f"{begin} cannot be written: there is no room left on the disk.",
                advice="Make room. Nothing of it was changed; the next run carries on.",
                place=self.place,
            )
        if code in _READ_ONLY | _CANNOT_OPEN:
            return HistoryUnusable(
                f"{begin} cannot be {'opened' if code in _CANNOT_OPEN else 'written'}: {reason}.",
                advice="Let the person who runs hmic-tracker write that file and its folder.",
                place=self.place,
            )
        if self.path is not None and (code in _DAMAGED or _speaks_of_damage(reason)):
            return self.damaged(reason)
        where = "the file" if self.path is not None else "the server and [history] in hmic-tracker.toml"
        return HistoryUnusable(
            f"{begin} cannot be used: {reason}.",
            advice=f"Check {where}; the register is not touched.",
            place=self.place,
        )


def _free_name(path: Path) -> Path:
    """The path, or the same with a number where that name is taken: what was kept is never replaced."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} {number}{path.suffix}")
    return found


def _speaks_of_damage(reason: str) -> bool:
    """A file whose own list of tables is spoilt answers that a table or column is not there, or that text is none."""
    signs = ("malformed", "no such table", "no such column", "Could not decode", "UNIQUE constraint", "not a database")
    return any(sign in reason for sign in signs)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HistoryUnusable(
            f"The folder {folder} for the record of past runs cannot be made: {error.strerror}.",
            advice="Let the person who runs hmic-tracker write there, or name another in hmic-tracker.toml.",
            place=str(folder),
        ) from error


def open_database(where: Path | str, *, wait: float = WAIT_SECONDS) -> Database:
    """The database at a path or a URL; nothing is read or made yet.

    Raises HistoryUnusable for a folder, and for a URL that names no database that can be reached from here.
    """
    from sqlalchemy import URL, NullPool, create_engine, event
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    text = str(where)
    path = Path(where)
    try:
        if "://" in text:
            url = make_url(text)
            if url.get_backend_name() != "sqlite":
                return Database(create_engine(url, pool_pre_ping=True), _without_secret(text), None)
            path = Path(url.database or "history.sqlite")
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise HistoryUnusable(
            f"{_without_secret(text)} names no database that can be reached from here: {error}.",
            advice="For PostgreSQL: pip install hmic-tracker[postgres], and postgresql+pg8000://user@server/database.",
            place="hmic-tracker.toml",
        ) from error
    if path.is_dir():
        raise HistoryUnusable(
            f"{path} is a folder, not the record of past runs.", advice="Name a file in hmic-tracker.toml."
        )
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool, connect_args={"timeout": wait})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, str(path), path)


def _without_secret(text: str) -> str:
    """The URL without the user and password that may stand in it."""
    scheme, _, rest = text.partition("://")
    return f"{scheme}://{rest.split('@')[-1]}" if rest else text


def _set_up_sqlite(connection: Any, _: object) -> None:
    # Transactions are begun by us: the driver would let the making of tables out of them.
    connection.isolation_level = None
    # What is deleted is overwritten, so that a name that was taken out is not left in the file.
    connection.execute("PRAGMA secure_delete = ON")


def _begin_sqlite(connection: "Connection") -> None:
    writes = connection.get_execution_options().get("hmic_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

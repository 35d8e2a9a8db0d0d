"""Making the record, and making an older one into today's.

All steps to a version are one transaction, its number with them: a record is the old one or the new one and nothing
between, and a program that is killed on the way begins again at the next run. Before that a copy of a SQLite file is
kept beside it.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Table, insert, inspect, select, update

from hmic_tracker.errors import HistoryUnusable
from hmic_tracker.history import schema, views
from hmic_tracker.history.content import state_of
from hmic_tracker.history.database import Database
from hmic_tracker.history.reading import Spoilt
from hmic_tracker.model.snapshot import SnapshotRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_VERSION = "schema version"


@dataclass(frozen=True, slots=True)
class Migration:
    """How a record becomes one of the version `to`: named steps, in order."""

    to: int
    steps: tuple[tuple[str, Callable[["Connection"], None]], ...]


def version_of(connection: "Connection") -> int | None:
    """The version of the record; None where there is none yet."""
    if not inspect(connection).has_table(schema.record.name):
        return None
    held = schema.record
    found = connection.execute(select(held.c.value).where(held.c.name == _VERSION)).scalar()
    if found is not None and not found.isdecimal():
        raise Spoilt(f"its schema version is {found}")
    return int(found) if found is not None else None


def is_ready(database: Database) -> bool:
    """Whether there is a record to read; an older one is migrated first.

    Raises HistoryUnusable where it was written by a newer hmic-tracker.
    """
    if not database.exists:
        return False
    with database.reading() as connection:
        version = version_of(connection)
    if version is not None and version < schema.SCHEMA_VERSION:
        migrate(database, version)
    return version is not None and _is_known(database, version)


def _is_known(database: Database, version: int) -> bool:
    if version > schema.SCHEMA_VERSION:
        raise HistoryUnusable(
            f"The record {database.place} was written by a newer hmic-tracker.",
            advice="Install the newer version here.",
            place=database.place,
        )
    return True


def make_ready(database: Database) -> None:
    """Make the record where there is none, and today's out of an older one."""
    if is_ready(database):
        return
    with database.writing() as connection:
        if version_of(connection) is None:
            schema.metadata.create_all(connection)
            views.make_views(connection)
            connection.execute(insert(schema.record).values(name=_VERSION, value=str(schema.SCHEMA_VERSION)))


def migrate(database: Database, version: int) -> None:
    """Make today's record out of one of an older version; a copy of a SQLite file is kept first."""
    if database.path is not None:
        keep_copy(database, version)
    with database.writing() as connection:
        for migration in MIGRATIONS:
            # Read again: another run may have been first.
            if (version_of(connection) or 0) >= migration.to:
                continue
            for _, step in migration.steps:
                step(connection)
            held = schema.record
            connection.execute(update(held).where(held.c.name == _VERSION).values(value=str(migration.to)))
        views.make_views(connection)


def copy_name(path: Path, version: int) -> Path:
    """Where the copy of a file of this version is kept: `history of version 1.sqlite`."""
    return path.with_name(f"{path.stem} of version {version}{path.suffix}")


def keep_copy(database: Database, version: int) -> None:
    """Keep a copy of the file as it is, beside it; a whole one that is there already stays.

    Raises HistoryUnusable where there is no room for it: nothing was changed.
    """
    assert database.path is not None
    copy = copy_name(database.path, version)
    if copy.exists():
        return
    part = copy.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(database.path)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        part.replace(copy)
    except (OSError, sqlite3.Error) as error:
        raise HistoryUnusable(
            f"The record {database.place} is of an earlier version, and no copy of it could be kept: {error}.",
            advice="Nothing of it was changed. Make room beside it, and run again.",
            place=database.place,
        ) from error


def _add_columns(connection: "Connection", table: Table, *names: str) -> None:
    for name in names:
        column: Column[Any] = table.c[name]
        kind = column.type.compile(connection.dialect)
        rest = " DEFAULT 1 NOT NULL" if column.server_default is not None else ""
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD {name} {kind}{rest}")


def _add_new_tables(connection: "Connection") -> None:
    schema.metadata.create_all(connection)


def _add_new_columns(connection: "Connection") -> None:
    _add_columns(connection, schema.snapshot, "next_meeting", "rules_digest", "layout_digest", "checksum")
    old = {"id", "digest", "content"}
    _add_columns(connection, schema.state, *(column.name for column in schema.state.c if column.name not in old))
    _add_columns(connection, schema.span, "nth")
    _add_columns(connection, schema.paper, "since")
    for index in schema.span.indexes:
        index.create(connection, checkfirst=True)


def _number_repeated_refs(connection: "Connection") -> None:
    """Where a Ref stood twice at once, say which row is which."""
    held = schema.span
    found = connection.execute(select(held.c.id, held.c.ref, held.c.first, held.c.until).order_by(held.c.id)).all()
    taken: dict[str, list[tuple[int, int, int | None]]] = defaultdict(list)
    for span_id, ref, first, until in found:
        beside = {
            nth
            for nth, other_first, other_until in taken[ref]
            if (other_until is None or other_until > first) and (until is None or until > other_first)
        }
        nth = next(number for number in range(1, len(beside) + 2) if number not in beside)
        taken[ref].append((nth, first, until))
        if nth != 1:
            connection.execute(update(held).where(held.c.id == span_id).values(nth=nth))


def _spread_contents(connection: "Connection") -> None:
    """What version 1 kept as one JSON text becomes columns, and the recommendation's words a text of their own."""
    held = schema.state
    texts: dict[str, str] = {}
    for identity, content in connection.execute(select(held.c.id, held.c.content).order_by(held.c.id)).all():
        new = state_of(_row_of_version_1(content))
        texts |= new.texts
        connection.execute(update(held).where(held.c.id == identity).values(digest=new.digest, **new.columns))
    if texts:
        rows = [{"digest": digest, "content": text} for digest, text in texts.items()]
        connection.execute(insert(schema.text), rows)


_DAYS_OF_VERSION_1 = ("hmicfrs_due_date", "force_target_date", "effective_due_date", "last_update")


def _row_of_version_1(content: str) -> SnapshotRow:
    known = {declared.name for declared in fields(SnapshotRow)}
    values = {name: value for name, value in json.loads(content).items() if name in known}
    for name in _DAYS_OF_VERSION_1:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    return SnapshotRow(**values)


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        2,
        (
            ("add the new columns", _add_new_columns),
            ("add the new tables", _add_new_tables),
            ("number the rows of a Ref that stands twice", _number_repeated_refs),
            ("spread the contents over the columns", _spread_contents),
        ),
    ),
)

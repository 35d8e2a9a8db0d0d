"""A record of an earlier version becomes today's, whole or not at all."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from records import DATABASES, record_at

from hmic_tracker.errors import HistoryUnusable
from hmic_tracker.history import migrations
from hmic_tracker.history.movement import difference
from hmic_tracker.history.store import open_history

# As version 1 made it.
VERSION_1 = (
    "CREATE TABLE hmic_record (name VARCHAR(40) NOT NULL PRIMARY KEY, value VARCHAR(200) NOT NULL)",
    """CREATE TABLE hmic_snapshot (number INTEGER NOT NULL PRIMARY KEY, as_at DATE NOT NULL,
       rules_version VARCHAR(12) NOT NULL, register_sha256 VARCHAR(64) NOT NULL,
       risk_register_sha256 VARCHAR(64) NOT NULL, library_version VARCHAR(40) NOT NULL, problem_counts TEXT NOT NULL)""",
    """CREATE TABLE hmic_state (id INTEGER NOT NULL PRIMARY KEY, digest VARCHAR(64) NOT NULL UNIQUE,
       content TEXT NOT NULL)""",
    """CREATE TABLE hmic_span (id INTEGER NOT NULL PRIMARY KEY, ref VARCHAR(255) NOT NULL,
       state_id INTEGER NOT NULL REFERENCES hmic_state (id), first INTEGER NOT NULL, until INTEGER)""",
    "CREATE INDEX hmic_span_by_snapshot ON hmic_span (first, until)",
    """CREATE TABLE hmic_paper (id INTEGER NOT NULL PRIMARY KEY,
       snapshot INTEGER NOT NULL REFERENCES hmic_snapshot (number), committee VARCHAR(255) NOT NULL,
       meeting DATE NOT NULL, document VARCHAR(255) NOT NULL, sha256 VARCHAR(64) NOT NULL)""",
    "INSERT INTO hmic_record VALUES ('schema version', '1')",
    """INSERT INTO hmic_snapshot VALUES (1, '2022-03-30', 'r1', 'a', 'b', '0.0.9', '{"Note": 2}'),
       (2, '2022-03-31', 'r1', 'c', 'b', '0.0.9', '{}')""",
    """INSERT INTO hmic_state VALUES
       (1, 'x1', '{"calculated_rag":"Amber","effective_due_date":"2022-05-01","owner":"Mary","rag":"Amber",
                   "recommendation":"Review it","ref":"WMP-0001","rule":"Due soon","status":"In progress"}'),
       (2, 'x2', '{"rag":"Red","ref":"WMP-0001","status":"In progress","effective_due_date":"2022-05-01"}'),
       (3, 'x3', '{"rag":"Blue","ref":"WMP-0002","status":"Closed"}'),
       (4, 'x4', '{"rag":"Green","ref":"WMP-0002","status":"In progress"}')""",
    "INSERT INTO hmic_span VALUES (1, 'WMP-0001', 1, 1, 2), (2, 'WMP-0001', 2, 2, NULL), (3, 'WMP-0002', 3, 1, NULL), "
    "(4, 'WMP-0002', 4, 1, NULL)",
    "INSERT INTO hmic_paper VALUES (1, 1, 'JAC', '2022-03-31', 'paper.docx', 'f')",
)
THEN, NOW = date(2022, 3, 30), date(2022, 3, 31)


def make_version_1(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as database:
        for statement in VERSION_1:
            database.execute(statement)
        database.commit()
    return path


def says_the_same(where: Path | str) -> None:
    history = open_history(where)
    then, now = history.at(THEN), history.at(NOW)
    assert then is not None and now is not None
    assert [(row.ref, row.rag, row.owner, row.recommendation) for row in then.rows] == [
        ("WMP-0001", "Amber", "Mary", "Review it"), ("WMP-0002", "Blue", "", ""), ("WMP-0002", "Green", "", ""),
    ]  # fmt: skip
    assert [row.rag for row in now.rows] == ["Red", "Blue", "Green"]
    assert then.rows[0].effective_due_date == date(2022, 5, 1) and then.problem_counts == {"Note": 2}
    assert (then.committee, then.meeting) == ("JAC", NOW)
    assert difference(then, now)[0].cause == "date"
    assert set(history.to_frame("current")["ref"]) == {"WMP-0001", "WMP-0002"}
    history.close()


def test_a_record_of_version_1_says_what_it_said_and_a_copy_of_it_is_kept(tmp_path: Path) -> None:
    path = make_version_1(tmp_path / "history.sqlite")
    before = path.read_bytes()
    says_the_same(path)
    copy = tmp_path / "history of version 1.sqlite"
    with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(":memory:")) as was:
        was.deserialize(before)
        assert list(kept.iterdump()) == list(was.iterdump())
    says_the_same(path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["history of version 1.sqlite", "history.sqlite"]


def test_a_record_of_version_1_on_a_server_becomes_todays_too(tmp_path: Path) -> None:
    from sqlalchemy import create_engine

    where = record_at("postgresql", tmp_path)
    engine = create_engine(where)
    with engine.begin() as connection:
        for statement in VERSION_1:
            connection.exec_driver_sql(statement)
    engine.dispose()
    says_the_same(where)


def test_the_migrated_record_has_the_tables_columns_and_views_of_a_new_one(tmp_path: Path) -> None:
    from sqlalchemy import inspect

    says_the_same(make_version_1(tmp_path / "old.sqlite"))
    new = open_history(tmp_path / "new.sqlite")
    migrations.make_ready(new.database)

    def shape(path: Path) -> dict[str, set[str]]:
        look = inspect(open_history(path).database.engine)
        names = [*look.get_table_names(), *look.get_view_names()]
        return {
            name: {column["name"] for column in look.get_columns(name)}
            | {str(i["name"]) for i in look.get_indexes(name)}
            for name in names
        }

    assert shape(tmp_path / "old.sqlite") == shape(tmp_path / "new.sqlite")


# Runs in a program of its own that is gone, like a machine without power, at the statement whose number it is given.
KILLED = """
import os, sys
from sqlalchemy import event
from hmic_tracker.history.store import open_history
history, left = open_history(sys.argv[1]), [int(sys.argv[2])]
def count(*rest):
    left[0] -= 1
    if left[0] == 0:
        os._exit(9)
event.listen(history.database.engine, "before_cursor_execute", count)
history.snapshots()
print("whole")
"""


@pytest.mark.parametrize("statement", [4, 9, 16, 30, 44, 52, 58, 62])
def test_killed_during_the_migration_the_record_is_the_old_one_and_the_next_run_migrates_it(
    tmp_path: Path, statement: int
) -> None:
    path = make_version_1(tmp_path / "history.sqlite")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(statement)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 9, f"it has fewer statements: {done.stdout}{done.stderr}"
    # What SQLite had begun to write is undone when the file is opened next.
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("select value from hmic_record").fetchall() == [("1",)]
        assert database.execute("select count(*) from sqlite_master where name = 'hmic_text'").fetchone() == (0,)
        assert len(database.execute("select * from hmic_state").description) == 3
    says_the_same(path)


def test_without_room_for_the_copy_nothing_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_version_1(tmp_path / "history.sqlite")
    before = path.read_bytes()
    (tmp_path / "history of version 1.sqlite.part").mkdir()
    with pytest.raises(HistoryUnusable, match=r"no copy of it could be kept.*Nothing of it was changed"):
        open_history(path).snapshots()
    assert path.read_bytes() == before


@pytest.mark.parametrize("database", DATABASES)
def test_a_record_of_a_newer_version_is_left_alone(database: str, tmp_path: Path) -> None:
    where = record_at(database, tmp_path)
    history = open_history(where)
    migrations.make_ready(history.database)
    with history.database.writing() as connection:
        connection.exec_driver_sql("UPDATE hmic_record SET value = '99'")
    history.close()
    with pytest.raises(HistoryUnusable, match=r"written by a newer hmic-tracker. Install the newer version here"):
        open_history(where).snapshots()

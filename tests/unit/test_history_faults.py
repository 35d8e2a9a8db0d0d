"""Whatever happens to the file of the record: nothing of it is lost, and the next run carries on."""

import random
import sqlite3
import threading
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import call, make_workspace

from hmic_tracker.errors import HistoryBusy, HistoryDamaged, HistoryUnusable
from hmic_tracker.history.store import open_history
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow
from hmic_tracker.problems import Problem, Severity

MARCH = date(2022, 3, 31)


def picture(day: date, count: int = 30, owner: str = "Mary") -> Snapshot:
    rows = tuple(
        SnapshotRow(f"WMP-{number:04d}", recommendation=f"Review {number} " * 30, owner=owner, status="In progress",
                    rag="Amber", calculated_rag="Amber")
        for number in range(count)
    )  # fmt: skip
    problems = tuple(Problem("a", Severity.NOTE, "Recommendations", f"A{n}", "", "Found.", "Do.") for n in range(20))
    return Snapshot(day, rows, problems=problems)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record of a few days."""
    path = tmp_path / "history.sqlite"
    history = open_history(path)
    for days in range(4):
        history.add(picture(MARCH + timedelta(days=days), owner=f"Owner {days}"))
    history.close()
    return path


def everything(path: Path) -> list[Any]:
    history = open_history(path)
    return [history.at_number(one.number) for one in history.snapshots()]


def test_while_another_program_holds_it_it_is_busy_and_not_damaged(path: Path) -> None:
    before = everything(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for use in (lambda h: h.add(picture(date(2022, 5, 1))), lambda h: h.snapshots()):
            with pytest.raises(HistoryBusy, match=r"in use by another program.*the next run carries on"):
                use(open_history(path, wait=0.05))
        other.execute("ROLLBACK")
    assert everything(path) == before
    assert open_history(path).add(picture(date(2022, 5, 1))).number == 5


def test_a_hold_that_ends_in_time_is_waited_for(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.3, lambda: (other.execute("ROLLBACK"), other.close()))
    release.start()
    assert open_history(path, wait=20).add(picture(date(2022, 5, 1))).number == 5
    release.join()


def test_on_a_full_disk_nothing_is_lost_and_the_next_run_carries_on(path: Path) -> None:
    from sqlalchemy import event

    before, size = everything(path), path.stat().st_size
    history = open_history(path)

    def fill(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {size // 4096}")

    event.listen(history.database.engine, "connect", fill)
    with pytest.raises(HistoryUnusable, match=r"no room left on the disk. Make room"):
        history.add(picture(date(2022, 5, 1), count=400))
    assert everything(path) == before
    assert open_history(path).add(picture(date(2022, 5, 1), count=400)).number == 5


def use(path: Path) -> None:
    """As a run uses it: read all, then add."""
    everything(path)
    history = open_history(path)
    history.refs_used()
    history.add(picture(date(2022, 5, 1)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:50],
        lambda content: b"not a database, only words. " * 400,
        lambda content: content[:4096] + b"\0" * (len(content) - 4096),
        lambda content: b"\0" * len(content),
        lambda content: content.replace(b"CREATE TABLE", b"CREATE TABEL"),
    ],
    ids=["empty", "half", "a beginning", "words", "one page", "noughts", "its list of tables"],
)  # fmt: skip
def test_a_damaged_file_is_told_apart_and_set_aside_whole(path: Path, spoil: Any) -> None:
    spoilt = spoil(path.read_bytes())
    path.write_bytes(spoilt)
    with pytest.raises(HistoryDamaged, match=r"is damaged: .*\. A run sets it aside under another name"):
        use(path)
    history = open_history(path)
    kept = history.set_aside("2022-05-01 063000")
    assert kept.name == "history damaged 2022-05-01 063000.sqlite"
    assert kept.read_bytes() == spoilt and not path.exists()
    assert history.add(picture(date(2022, 5, 1))).number == 1
    path.write_bytes(b"")
    assert history.set_aside("2022-05-01 063000").name == "history damaged 2022-05-01 063000 2.sqlite"


def test_a_flipped_byte_anywhere_is_noticed_or_changes_nothing_that_is_read(path: Path) -> None:
    whole, before = path.read_bytes(), everything(path)
    drawn = random.Random(7)
    noticed = 0
    for _ in range(150):
        at = drawn.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << drawn.randrange(8))]) + whole[at + 1 :])
        try:
            found = everything(path)
            open_history(path).refs_used()
        except HistoryDamaged:
            noticed += 1
            continue
        assert found == before
    assert noticed > 30


def test_a_folder_in_its_place_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite").mkdir()
    with pytest.raises(HistoryUnusable, match="is a folder"):
        open_history(tmp_path / "history.sqlite")


def test_a_url_that_names_nothing_reachable_is_said_without_its_password() -> None:
    for url in ("oracle9://me:secret@host/x", "postgresql+nothing://me:secret@host/x"):
        with pytest.raises(HistoryUnusable) as refused:
            open_history(url)
        assert "secret" not in str(refused.value) and "hmic-tracker[postgres]" in str(refused.value)
    unreachable = open_history("postgresql+pg8000://me:secret@127.0.0.1:9/x")
    with pytest.raises(HistoryUnusable) as refused:
        unreachable.snapshots()
    assert "secret" not in str(refused.value) and "the server and [history]" in str(refused.value)


def test_with_a_damaged_record_the_register_is_rated_and_a_run_begins_a_new_one(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    words = ("--workspace", workspace, "--as-at", "2022-03-31")
    assert call("run", *words).code == 0
    record = workspace / ".hmic" / "history.sqlite"
    spoilt = record.read_bytes()[:5000]
    record.write_bytes(spoilt)
    rated = call("rate", *words, "--json")
    assert rated.code == 0 and len(rated.json["ratings"]) == 46
    assert record.read_bytes() == spoilt, "who only looks moves nothing"
    again = call("run", *words)
    assert again.code == 0, again.err
    assert "is damaged" in again.err and "It is kept as history damaged" in again.err
    kept = [path for path in record.parent.iterdir() if path.name.startswith("history damaged ")]
    assert [path.read_bytes() for path in kept] == [spoilt]
    assert call("history", "--workspace", workspace).err == "1 snapshot.\n"

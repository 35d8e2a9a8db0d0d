"""What could not be written waits, and the next save writes what still holds."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sheets import make_workbook
from small_register import ON, SHEET, rate_all, values

from hmic_tracker.errors import FileRefused, WorkbookBusy
from hmic_tracker.register.changes import ChangeSet
from hmic_tracker.register.outbox import put_in_outbox, waiting
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.register import Register

NOTHING = ChangeSet(ON)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return open_register(make_workbook(tmp_path / "register.xlsx", {"Recommendations": SHEET}))


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


def edit(path: Path, **cells: Any) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Recommendations"][cell] = value
    book.save(path)


def test_a_change_set_comes_back_from_the_outbox_as_it_went_in(register: Register, outbox: Path) -> None:
    changes = register.propose(rate_all(register))
    file = put_in_outbox(changes, outbox)
    assert file.name == "changes 2022-03-31.json"
    (found,) = waiting(outbox)
    assert (found.as_at, found.changes) == (changes.as_at, changes.changes)
    assert waiting(outbox / "nowhere") == ()


def test_what_waits_is_written_with_the_next_save_and_is_then_gone(register: Register, outbox: Path) -> None:
    put_in_outbox(register.propose(rate_all(register)), outbox)
    receipt = register.save(NOTHING, outbox=outbox)
    assert not receipt.not_applied
    assert [row[6] for row in values(register.path)[1:]] == ["Red", "Red", "Red"]
    assert values(register.path)[3][0] == "WMP-0003"
    assert list(outbox.iterdir()) == []
    assert str(open_register(register.path).save(NOTHING, outbox=outbox)) == "Nothing to write."


def test_what_waits_goes_to_its_ref_and_not_over_what_somebody_wrote_since(register: Register, outbox: Path) -> None:
    put_in_outbox(register.propose(rate_all(register)), outbox)
    book = openpyxl.load_workbook(register.path)
    sheet = book["Recommendations"]
    sheet.insert_rows(2, 3)
    sheet["G6"] = "Blue"
    book.save(register.path)
    receipt = open_register(register.path).save(NOTHING, outbox=outbox)
    rows = {row[0]: row for row in values(register.path)}
    assert (rows["WMP-0001"][6], rows["WMP-0002"][6]) == ("Red", "Blue")
    assert [(one.change.ref, one.change.column) for one in receipt.not_applied] == [("WMP-0002", "RAG")]
    assert "somebody changed the cell meanwhile" in str(receipt)
    assert list(outbox.iterdir()) == []


def test_a_new_rating_supersedes_what_waits_also_where_it_changes_nothing(register: Register, outbox: Path) -> None:
    put_in_outbox(register.propose(rate_all(register, "Red")), outbox)
    amber = register.propose(rate_all(register, "Amber"))
    assert not [change for change in amber if (change.ref, change.column) == ("WMP-0001", "RAG")]
    receipt = register.save(amber, outbox=outbox)
    assert [row[6] for row in values(register.path)[1:]] == ["Amber"] * 3
    assert not receipt.not_applied
    assert list(outbox.iterdir()) == []


def test_of_two_ratings_that_could_not_be_written_the_later_one_waits(register: Register, outbox: Path) -> None:
    put_in_outbox(register.propose(rate_all(register, "Red")), outbox)
    later = register.propose(rate_all(register, "Amber"))
    put_in_outbox(ChangeSet(date(2022, 4, 1), later.changes, None, later.looked), outbox)
    assert [file.name for file in outbox.iterdir()] == ["changes 2022-04-01.json"]
    register.save(NOTHING, outbox=outbox)
    assert [row[6] for row in values(register.path)[1:]] == ["Amber"] * 3


def test_what_another_change_set_of_the_day_does_not_touch_goes_on_waiting(register: Register, outbox: Path) -> None:
    one, other, *_ = register.propose(rate_all(register))
    put_in_outbox(ChangeSet(ON, (one,)), outbox)
    put_in_outbox(ChangeSet(ON, (other,)), outbox)
    assert [changes.changes for changes in waiting(outbox)] == [(one, other)]


def test_a_busy_register_leaves_the_outbox_as_it_is(register: Register, outbox: Path) -> None:
    file = put_in_outbox(register.propose(rate_all(register)), outbox)
    kept = file.read_bytes()
    register.path.with_name("~$" + register.path.name).write_bytes(b"\x05Alice".ljust(165))
    with pytest.raises(WorkbookBusy, match="Alice"):
        register.save(register.propose(rate_all(register)), outbox=outbox)
    assert file.read_bytes() == kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"as_at": "2022-03-31", "changes": [{"table": "Recommendations"}]}',
        b'{"as_at": "soon", "changes": []}',
        b"[" * 100_000,
    ],
    ids=["empty", "half", "not text", "a list", "no key", "no day", "deep"],
)
def test_a_damaged_file_is_set_aside_with_a_word(register: Register, outbox: Path, content: bytes) -> None:
    outbox.mkdir()
    (outbox / "changes 2022-03-31.json").write_bytes(content)
    assert waiting(outbox) == ()
    receipt = register.save(NOTHING, outbox=outbox)
    assert [file.name for file in receipt.damaged] == ["changes 2022-03-31.json.damaged"]
    assert "cannot be read and was set aside" in str(receipt)
    assert receipt.damaged[0].read_bytes() == content
    assert register.save(NOTHING, outbox=outbox).damaged == ()


@pytest.mark.parametrize(("column", "key"), [("Status", ["ref", "WMP-0001"]), ("Ref", ["ref", "WMP-0001"])])
def test_nobody_gets_staff_s_own_columns_written_through_the_outbox(
    register: Register, outbox: Path, column: str, key: list[str]
) -> None:
    file = put_in_outbox(register.propose(rate_all(register)), outbox)
    said = json.loads(file.read_text())
    said["changes"] = [{**said["changes"][0], "key": key, "column": column, "was": "In progress", "now": "Completed"}]
    file.write_text(json.dumps(said))
    before = register.path.read_bytes()
    assert register.save(NOTHING, outbox=outbox).damaged
    assert register.path.read_bytes() == before


def test_a_file_where_the_outbox_should_be_is_named(register: Register, outbox: Path) -> None:
    outbox.write_text("a note")
    for attempt in (lambda: waiting(outbox), lambda: put_in_outbox(register.propose(rate_all(register)), outbox)):
        with pytest.raises(FileRefused, match="outbox is not a folder"):
            attempt()
    assert outbox.read_text() == "a note"

"""What a save does when something or somebody is in its way."""

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Protection
from sheets import make_workbook
from small_register import ON, SHEET, rate_all, values

from hmic_tracker.errors import FileRefused, WorkbookBusy
from hmic_tracker.files import System, acting_through
from hmic_tracker.problems import Problem, Severity
from hmic_tracker.register.changes import ChangeSet
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.register import Register
from hmic_tracker.register.trail import read_trail

CHECKS = """
| Severity | Place | Ref | Found | What to do |
| Note | Recommendations F9 | WMP-0009 | Old | Old |
"""
NEVER_FAIL = {"is_windows", "sleep", "pid", "host", "is_alive"}


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return open_register(make_workbook(tmp_path / "register.xlsx", {"Recommendations": SHEET, "Checks": CHECKS}))


def before_each_call(act: Callable[[str, int], None], **other: Any) -> System:
    """The real system, with `act(name, number)` before every call."""
    real, number = System(), 0

    def wrap(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any) -> Any:
            nonlocal number
            number += 1
            act(name, number)
            return call(*arguments)

        return wrapped

    names = [field.name for field in dataclasses.fields(System) if field.name not in NEVER_FAIL]
    wrapped = {name: wrap(name, getattr(real, name)) for name in names}
    return System(**{**wrapped, "sleep": lambda _: None, **other})


def change_by_a_colleague(path: Path, **cells: Any) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Recommendations"][cell] = value
    other = path.with_name("the other program's temporary file")
    book.save(other)
    other.replace(path)


@pytest.mark.parametrize("call", ["exchange", "copy_attributes", "fsync", "name_as_new"])
def test_a_colleague_s_save_in_the_middle_of_ours_stays_and_ours_is_made_again(register: Register, call: str) -> None:
    done = []

    def colleague(name: str, _: int) -> None:
        if name == call and not done:
            done.append(name)
            change_by_a_colleague(register.path, F2="Completed", L4="by hand")

    with acting_through(before_each_call(colleague)):
        receipt = register.save(register.propose(rate_all(register), problems=[]))
    found = values(register.path)
    assert (found[1][5], found[3][11]) == ("Completed", "by hand")
    assert [row[6] for row in found[1:]] == ["Red", "Red", "Red"]
    assert "the Checks sheet is left to the next run" in str(receipt).replace("The", "the")
    assert receipt.kept is not None and values(receipt.kept)[1][5] == "Completed"


def test_a_colleague_who_never_stops_saving_makes_it_busy_and_keeps_all_theirs(register: Register) -> None:
    saves = exchanges = 0

    def colleague(name: str, _: int) -> None:
        nonlocal saves, exchanges
        exchanges += name == "exchange"
        if name == "exchange" and exchanges % 2:  # every other one puts theirs back
            saves += 1
            change_by_a_colleague(register.path, L4=f"save {saves}")

    changes = register.propose(rate_all(register))
    with acting_through(before_each_call(colleague)), pytest.raises(WorkbookBusy, match="Somebody saved"):
        register.save(changes)
    assert values(register.path)[3][11] == f"save {saves}"
    assert not read_trail(register.path.parent / ".hmic").lines


def test_a_workbook_that_is_just_being_saved_is_waited_for(register: Register) -> None:
    changes = register.propose(rate_all(register))
    change_by_a_colleague(register.path, L4="by hand")
    whole, slept = register.path.read_bytes(), []
    register.path.write_bytes(whole[:2_000])

    def wait(seconds: float) -> None:
        slept.append(seconds)
        register.path.write_bytes(whole)

    with acting_through(System(sleep=wait)):
        assert not register.save(changes).not_applied
    assert slept and values(register.path)[3][11] == "by hand"


def test_somebody_who_opens_it_in_spite_of_our_mark_is_not_written_over(register: Register) -> None:
    def colleague(name: str, _: int) -> None:
        mark = register.path.with_name(f".~lock.{register.path.name}#")
        if name == "fsync" and mark.exists():
            mark.write_text("Mary Oduya,mo,PC-7,31.03.2022 09:30,file:///profile;")

    before = register.path.read_bytes()
    with acting_through(before_each_call(colleague)), pytest.raises(WorkbookBusy, match="Mary Oduya"):
        register.save(register.propose(rate_all(register)))
    assert register.path.read_bytes() == before


def test_a_protected_sheet_takes_our_columns(register: Register) -> None:
    book = openpyxl.load_workbook(register.path)
    for name in ("Recommendations", "Checks"):
        book[name].protection.sheet = True
    book["Recommendations"]["L2"].protection = Protection(locked=False)
    book.save(register.path)
    locked = open_register(register.path)
    problem = Problem("x", Severity.NOTE, "Recommendations", "F3", "WMP-0002", "Found.", "Do it.")
    receipt = locked.save(locked.propose(rate_all(locked), problems=[problem]))
    assert not receipt.refused
    assert [row[6] for row in values(register.path)[1:]] == ["Red", "Red", "Red"]
    assert values(register.path, "Checks")[1][3] == "Found."


def test_a_cell_that_cannot_be_written_is_left_and_named_and_the_rest_is_written(register: Register) -> None:
    book = openpyxl.load_workbook(register.path)
    book["Recommendations"].merge_cells("G2:G3")
    book.save(register.path)
    merged = open_register(register.path)
    receipt = merged.save(merged.propose(rate_all(merged)))
    assert [(cell.sheet, cell.cell) for cell in receipt.refused] == [("Recommendations", "G3")]
    assert "Recommendations G3 was left as it is: it is covered by the merged cell G2:G3" in str(receipt)
    assert ("WMP-0002", "RAG") not in {(change.ref, change.column) for change in receipt.written}
    assert values(register.path)[1][6] == "Red"


def test_text_longer_than_a_cell_holds_is_refused_and_not_cut(register: Register) -> None:
    changes = register.propose(rate_all(register))
    long = [dataclasses.replace(one, now="x" * 32_768) if one.cell == "I2" else one for one in changes]
    problem = Problem("x", Severity.NOTE, "Recommendations", "F3", "", "y" * 40_000, "Do it.")
    receipt = register.save(ChangeSet(ON, tuple(long), (problem,)))
    assert {(cell.sheet, cell.cell) for cell in receipt.refused} == {("Recommendations", "I2"), ("Checks", "D2")}
    assert "32,767" in str(receipt) or "32767" in str(receipt)
    found = values(register.path)
    assert (found[1][6], found[1][8]) == ("Red", "Due soon")


def test_where_every_cell_is_refused_the_file_stays_as_it_is(register: Register) -> None:
    (one, *_) = register.propose(rate_all(register))
    before = register.path.read_bytes()
    receipt = register.save(ChangeSet(ON, (dataclasses.replace(one, now="\x00"),)))
    assert receipt.refused and receipt.fingerprint is None and receipt.kept is None
    assert register.path.read_bytes() == before
    assert sorted(each.name for each in register.path.parent.iterdir()) == ["register.xlsx"]


def test_a_ref_that_we_gave_ourselves_meanwhile_is_no_obstacle(register: Register) -> None:
    changes = register.propose(rate_all(register))
    register.save(ChangeSet(ON, tuple(one for one in changes if one.column == "Ref")))
    receipt = register.save(changes)
    assert not receipt.not_applied
    assert "Ref" not in {one.column for one in receipt.written}
    assert (values(register.path)[3][0], values(register.path)[3][6]) == ("WMP-0003", "Red")


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_read_only_register_is_refused_in_a_sentence(register: Register) -> None:
    register.path.chmod(0o444)
    before = register.path.read_bytes()
    with pytest.raises(FileRefused, match=r"register\.xlsx is read-only"):
        register.save(register.propose(rate_all(register)))
    register.path.chmod(0o644)
    assert register.path.read_bytes() == before


def test_a_folder_that_has_gone_away_is_named(register: Register, tmp_path: Path) -> None:
    changes = register.propose(rate_all(register))
    away = tmp_path.rename(tmp_path.with_name("away"))
    try:
        with acting_through(System(sleep=lambda _: None)), pytest.raises(FileRefused, match="There is no register"):
            register.save(changes)
        assert not tmp_path.exists()
    finally:
        away.rename(tmp_path)

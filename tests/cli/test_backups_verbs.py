"""What was written, the previous copies, one put back; and what becomes of a rating while somebody has it open."""

import json
from pathlib import Path

import openpyxl
import pytest
from command_line import REGISTER, call, make_workspace, unchanged

from hmic_tracker.files import workspace_lock

LATER = "2022-04-20"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "workspace")


@pytest.fixture
def rated(workspace: Path) -> Path:
    assert call("rate", "--write", "--as-at", LATER, "--workspace", workspace).code == 0
    return workspace


def opened_by_alice(workspace: Path) -> Path:
    mark = (workspace / REGISTER).with_name("~$recommendation_register.xlsx")
    mark.write_bytes(b"\x05Alice".ljust(165))
    return mark


def test_every_change_is_listed_with_its_cell_and_its_reason(rated: Path) -> None:
    said = call("changes", "--workspace", rated)
    assert said.code == 0
    line = next(line for line in said.out.splitlines() if "  RAG: " in line)
    assert "Recommendations " in line and "WMP-" in line and " -> " in line
    assert "Days to due: " in said.out and "follows the calendar" in said.out
    assert said.err.endswith(" changes.\n")


def test_the_changes_of_one_recommendation_whatever_the_spelling(rated: Path) -> None:
    every = call("changes", "--workspace", rated, "--json").json["changes"]
    ref = next(change["ref"] for change in every if change["column"] == "RAG")
    one = call("changes", "--ref", ref.lower().replace("-", "–"), "--workspace", rated, "--json").json["changes"]
    assert one == [change for change in every if change["ref"] == ref] != []
    assert {"sheet", "cell", "ref", "column", "was", "now", "because", "when", "as_at"} <= set(one[0])
    assert one[0]["as_at"] == LATER


def test_changes_since_a_day_are_those_of_the_runs_since(rated: Path) -> None:
    today = call("changes", "--workspace", rated, "--json").json["changes"][0]["when"][:10]
    assert call("changes", "--since", today, "--workspace", rated).out == call("changes", "--workspace", rated).out
    none = call("changes", "--since", "2999-01-01", "--workspace", rated)
    assert (none.code, none.out, none.err) == (0, "", "No changes.\n")


def test_half_a_line_at_the_end_of_the_record_is_passed_over(rated: Path) -> None:
    every = call("changes", "--workspace", rated).out
    with (rated / ".hmic" / "changes.jsonl").open("a", encoding="utf-8") as record:
        record.write('{"when": "2022-0')
    said = call("changes", "--workspace", rated)
    assert said.out == every
    assert "1 line of the record cannot be read" in said.err
    assert call("changes", "--workspace", rated, "--json").json["unreadable"] == 1


def test_a_workspace_in_which_nothing_was_written_has_no_changes_and_no_backups(workspace: Path) -> None:
    assert call("changes", "--workspace", workspace).err == "No changes.\n"
    assert call("backups", "--workspace", workspace).err == f"No copies in {workspace / 'backups'}.\n"
    said = call("restore", "latest", "--workspace", workspace)
    assert said.code == 3
    assert "There are no previous copies of recommendation_register.xlsx" in said.err


def test_the_latest_copy_is_put_back_and_what_it_replaces_is_kept(workspace: Path) -> None:
    register = workspace / REGISTER
    before = register.read_bytes()
    call("rate", "--write", "--as-at", LATER, "--workspace", workspace)
    after = register.read_bytes()
    assert before != after
    (copy,) = call("backups", "--workspace", workspace, "--json").json["backups"]
    assert copy["name"].startswith("recommendation_register 20")
    said = call("restore", "latest", "--workspace", workspace)
    assert said.code == 0 and copy["name"] in said.err
    assert register.read_bytes() == before
    listed = call("backups", "--workspace", workspace).out.splitlines()
    assert len(listed) == 2 and listed[1] == copy["name"]
    assert (workspace / "backups" / listed[0]).read_bytes() == after
    assert f"restored from {copy['name']}" in call("changes", "--workspace", workspace).out.splitlines()[-1]
    call("restore", "latest", "--workspace", workspace)
    assert register.read_bytes() == after


def test_a_copy_is_named_by_its_name_or_a_part_of_it_that_no_other_has(workspace: Path) -> None:
    folder, register = workspace / "backups", workspace / REGISTER
    for day in ("2022-04-19", LATER):
        call("rate", "--write", "--as-at", day, "--workspace", workspace)
    names = call("backups", "--workspace", workspace).out.splitlines()
    assert len(names) == 2
    content, digest = (folder / names[1]).read_bytes(), names[1].rpartition(" ")[2].removesuffix(".xlsx")
    several = call("restore", "recommendation", "--workspace", workspace)
    assert several.code == 3 and "Several copies have" in several.err and names[0].removesuffix(".xlsx") in several.err
    none = call("restore", "../../etc/passwd", "--workspace", workspace)
    assert none.code == 3 and "No copy is called" in none.err
    assert call("restore", digest, "--workspace", workspace).code == 0
    assert register.read_bytes() == content
    assert call("restore", names[0], "--workspace", workspace).code == 0


def test_nothing_is_put_back_while_somebody_has_the_register_open(rated: Path) -> None:
    mark = opened_by_alice(rated)
    with unchanged(rated / REGISTER, mark):
        said = call("restore", "latest", "--workspace", rated)
    assert said.code == 4
    assert "is open: Alice" in said.err
    assert len(call("backups", "--workspace", rated).out.splitlines()) == 1
    assert call("restore", "latest", "--ignore-lock", "--workspace", rated).code == 0
    assert mark.exists()


def test_a_damaged_copy_is_not_put_back(rated: Path) -> None:
    (copy,) = (rated / "backups").iterdir()
    copy.write_bytes(copy.read_bytes()[:-1])
    with unchanged(rated / REGISTER):
        said = call("restore", "latest", "--workspace", rated)
    assert said.code == 3 and "is damaged" in said.err


@pytest.mark.parametrize(
    "words", [("rate", "--write", "--as-at", LATER), ("run", "--as-at", LATER), ("restore", "latest")]
)
def test_while_another_run_is_at_work_it_ends_with_4(rated: Path, words: tuple[str, ...]) -> None:
    with workspace_lock(rated), unchanged(rated / REGISTER):
        said = call(*words, "--workspace", rated)
    assert said.code == 4
    assert "Another run of hmic-tracker is at work" in said.err


def test_a_rating_waits_while_somebody_has_the_register_open_and_the_next_run_writes_it(workspace: Path) -> None:
    mark, register = opened_by_alice(workspace), workspace / REGISTER
    with unchanged(register, mark):
        said = call("rate", "--write", "--as-at", LATER, "--workspace", workspace)
    assert said.code == 4
    waits = workspace / "outbox" / f"changes {LATER}.json"
    assert str(waits) in said.err and "Alice" in said.err
    with unchanged(register, mark):
        assert call("run", "--as-at", LATER, "--workspace", workspace).code == 5
    assert waits.exists()
    mark.unlink()
    said = call("run", "--as-at", LATER, "--workspace", workspace)
    assert said.code == 0 and "Wrote " in said.err
    assert list((workspace / "outbox").iterdir()) == []
    assert call("rate", "--as-at", LATER, "--workspace", workspace).out == ""


@pytest.mark.filterwarnings("ignore:Print area")
def test_what_waits_and_no_longer_holds_is_reported(workspace: Path) -> None:
    mark, register = opened_by_alice(workspace), workspace / REGISTER
    call("rate", "--write", "--as-at", LATER, "--workspace", workspace)
    waits = json.loads((workspace / "outbox" / f"changes {LATER}.json").read_text(encoding="utf-8"))
    ref = next(change["ref"] for change in waits["changes"] if change["column"] == "RAG")
    book = openpyxl.load_workbook(register)
    sheet = book["Recommendations"]
    row = next(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value == ref)
    sheet.delete_rows(row)
    book.save(register)
    mark.unlink()
    said = call("rate", "--write", "--as-at", LATER, "--workspace", workspace)
    assert f"{ref} is no longer where one row can be told by it" in said.err
    assert list((workspace / "outbox").iterdir()) == []

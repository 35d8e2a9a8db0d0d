"""`explain` for a past day: the record answers in the words of that day, though the register says otherwise now."""

from pathlib import Path

import openpyxl
import pytest
from command_line import REGISTER, call, make_workspace

from hmic_tracker.register.reading import open_register

MARCH, JUNE = "2022-03-31", "2022-06-01"
REF = "WMP-0008"
# The print areas are whole columns, which openpyxl does not keep; nothing here is printed.
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run in March; then a colleague closes the recommendation; run in June."""
    workspace = make_workspace(tmp_path_factory.mktemp("explain") / "w")
    assert call("run", "--workspace", workspace, "--as-at", MARCH).code == 0
    path = workspace / REGISTER
    table = open_register(path).recommendations
    row = table.find(REF)
    assert row is not None
    book = openpyxl.load_workbook(path)
    book[table.sheet][table.cell(row, "Status")] = "Superseded"
    book[table.sheet][table.cell(row, "Superseded by")] = "WMP-0009"
    book.save(path)
    run = call("run", "--workspace", workspace, "--as-at", JUNE)
    assert "snapshot: Snapshot 2 as at 01/06/2022." in run.err
    return workspace


def words(workspace: Path, *more: str) -> str:
    said = call("explain", REF, "--workspace", workspace, *more)
    assert said.code == 0, said.err
    return said.out.splitlines()[0]


def test_a_past_day_is_answered_from_the_record(workspace: Path) -> None:
    said = call("explain", REF, "--workspace", workspace, "--as-at", MARCH)
    assert said.out.startswith(f"{REF} is Red as at 31 March 2022: ")
    assert said.err == "From the record: snapshot 1, as at 31 March 2022.\n"
    as_json = call("explain", REF, "--workspace", workspace, "--as-at", MARCH, "--json").json
    assert as_json["ratings"][0]["rag"] == "Red" and as_json["explanation"]["from"].startswith("From the record")


def test_a_day_between_two_runs_is_answered_by_the_run_before_it(workspace: Path) -> None:
    assert words(workspace, "--as-at", "2022-05-15") == words(workspace, "--as-at", MARCH)


def test_the_register_as_it_is_now_answers_for_the_newest_day_and_where_it_is_asked(workspace: Path) -> None:
    assert words(workspace, "--as-at", JUNE).startswith(f"{REF} is Blue as at 1 June 2022")
    assert words(workspace, "--as-at", MARCH, "--from", "register").startswith(f"{REF} is Blue as at 31 March 2022")


def test_the_record_can_be_asked_for_and_says_where_it_has_nothing(workspace: Path) -> None:
    assert words(workspace, "--as-at", "2030-01-01", "--from", "record").startswith(f"{REF} is Blue as at 1 June 2022")
    said = call("explain", REF, "--workspace", workspace, "--as-at", "2022-01-01", "--from", "record")
    assert said.code == 3 and said.err.startswith("There is no snapshot on or before 01/01/2022.")


def test_before_the_first_snapshot_the_register_answers(workspace: Path) -> None:
    assert words(workspace, "--as-at", "2022-01-01").startswith(f"{REF} is Blue as at 1 January 2022")


def test_where_the_record_is_damaged_the_register_answers_and_says_so(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    (workspace / ".hmic").mkdir()
    (workspace / ".hmic" / "history.sqlite").write_bytes(b"no database" * 500)
    said = call("explain", REF, "--workspace", workspace, "--as-at", MARCH)
    assert said.code == 0 and said.out.startswith(f"{REF} is ")
    assert "is damaged" in said.err and "This is from the register as it is now." in said.err

"""A committee cycle, told in order: the first run for a meeting, colleagues at work, the same day again, a month later."""

import json
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from command_line import REGISTER, Said, call
from programs import convert, validator_errors
from python_calamine import CalamineWorkbook

from hmic_tracker.register.reading import open_register
from hmic_tracker.workbook import open_package

MEETING_DAY, A_MONTH_LATER = "2022-03-31", "2022-04-30"
# Whose parts a save may change: the edited sheets, and what Excel must be told for them.
OUR_SHEETS = ("Recommendations", "Responses", "Checks", "Summary")
TOLD = {"xl/workbook.xml", "xl/styles.xml", "xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
FOLLOWS_CALENDAR = {"Days to due", "Rated on"}
FOLLOWS_RATING = {"RAG", "RAG reason", "RAG rule", "Risk RAG", "Risk score", "Movement", "Movement cause"}
# The print areas are whole columns, which openpyxl does not keep; nothing here is printed.
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")


@dataclass(frozen=True)
class Cycle:
    """What each step said, and the register's bytes after it."""

    workspace: Path
    started: bytes
    checked: Said
    first: Said
    after_first: bytes
    again: Said
    after_again: bytes
    edited: bytes
    after_edits: Said
    month_later: Said


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    workspace = tmp_path_factory.mktemp("cycle") / "hmic"
    register = workspace / REGISTER
    assert call("init", workspace, "--example").code == 0
    started = register.read_bytes()

    def say(*words: str, as_at: str = MEETING_DAY) -> Said:
        return call(*words, "--workspace", workspace, "--as-at", as_at, "--json")

    checked = say("check")
    first, after_first = say("run"), register.read_bytes()
    again, after_again = say("run"), register.read_bytes()
    colleagues_work(register)
    edited = register.read_bytes()
    after_edits = say("run")
    month_later = say("rate", as_at=A_MONTH_LATER)
    return Cycle(
        workspace, started, checked, first, after_first, again, after_again, edited, after_edits, month_later
    )  # fmt: skip


def colleagues_work(path: Path) -> None:
    """Mary closes WMP-0023, and Priya types a new recommendation below the list."""
    register = open_register(path)
    table = register.recommendations
    row = table.find("WMP-0023")
    assert row is not None
    book = openpyxl.load_workbook(path)
    sheet = book[table.sheet]
    for heading, value in {
        "Status": "Closed", "Force sign-off by": "ACC Ruth Anstey", "Force sign-off on": date(2022, 3, 30),
        "HMICFRS closed on": date(2022, 3, 31),
    }.items():  # fmt: skip
        sheet[table.cell(row, heading)] = value
    below = max(each.number for each in table.rows) + 1
    for heading, value in {
        "Number": "3", "Inspection ref": "2021-PEEL", "Kind": "Recommendation", "Status": "Awaiting allocation",
        "Recommendation": "Within six months, the force should say how it will keep its promises.",
        "Portfolio": "Local policing", "Risk ref": "R-05",
    }.items():  # fmt: skip
        sheet[table.cell(below, heading)] = value
    book.save(path)


def members(content: bytes, folder: Path) -> dict[str, bytes]:
    """What each member of the zip holds, in their order."""
    path = folder / "members.xlsx"
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_before_the_first_run_nothing_must_be_fixed(cycle: Cycle) -> None:
    assert cycle.checked.code == 0
    assert all(problem["severity"] == "Note" for problem in cycle.checked.json["problems"])


def test_the_first_run_writes_records_and_makes_the_papers(cycle: Cycle) -> None:
    assert cycle.first.code == 0
    assert {step["outcome"] for step in cycle.first.json["steps"]} == {"done"}
    assert cycle.first.json["changes"] and cycle.first.json["snapshot"] == 1
    names = [Path(path).name for path in cycle.first.json["files"]]
    assert names[:3] == [
        "jac_report 2022-03-31.docx", "jac_report 2022-03-31 public.docx", "jac_report 2022-03-31 public.eml",
    ]  # fmt: skip
    assert names[3:] and all(name.startswith("digest 2022-03-31 ") for name in names[3:])
    assert cycle.after_first != cycle.started


def test_the_previous_copy_is_kept_as_it_was(cycle: Cycle) -> None:
    assert cycle.started in [path.read_bytes() for path in (cycle.workspace / "backups").iterdir()]


def test_every_member_that_is_not_ours_to_change_is_the_same_to_the_byte(cycle: Cycle, tmp_path: Path) -> None:
    before, after = members(cycle.started, tmp_path), members(cycle.after_first, tmp_path)
    package = open_package(tmp_path / "members.xlsx")
    allowed = {part.lstrip("/") for part in (package.sheet(name).part for name in OUR_SHEETS)} | TOLD
    allowed |= {table.part.lstrip("/") for table in package.tables("Checks")}
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} <= allowed
    settings = re.compile(rb"<calcPr[^>]*/>")
    assert settings.sub(b"", before["xl/workbook.xml"]) == settings.sub(b"", after["xl/workbook.xml"])


def test_no_cell_of_staff_is_changed(cycle: Cycle, tmp_path: Path) -> None:
    (tmp_path / "before.xlsx").write_bytes(cycle.started)
    (tmp_path / "after.xlsx").write_bytes(cycle.after_first)
    before = openpyxl.load_workbook(tmp_path / "before.xlsx")
    after = openpyxl.load_workbook(tmp_path / "after.xlsx")
    ours = {(change["sheet"], change["cell"]) for change in cycle.first.json["changes"]}
    different = {
        (sheet.title, cell.coordinate)
        for sheet in after if sheet.title != "Checks"
        for row in sheet.iter_rows() for cell in row
        if cell.value != before[sheet.title][cell.coordinate].value
    }  # fmt: skip
    assert different and different <= ours
    assert len(different) >= len(ours) * 0.9


def test_the_trail_names_every_colour_written(cycle: Cycle) -> None:
    lines = (cycle.workspace / ".hmic" / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    written = {(line["cell"], line["now"]) for line in map(json.loads, lines) if line.get("column") == "RAG"}
    proposed = {(one["cell"], one["now"]) for one in cycle.first.json["changes"] if one["column"] == "RAG"}
    assert proposed and proposed <= written


def proposed(cycle: Cycle) -> dict[str, object]:
    """What the first run said each cell of Recommendations now holds."""
    return {one["cell"]: one["now"] for one in cycle.first.json["changes"] if one["sheet"] == "Recommendations"}


def as_said(value: object) -> object:
    """A cell's value as JSON says it."""
    return value.isoformat()[:10] if isinstance(value, date) else None if value == "" else value


def test_other_programs_read_the_new_values(cycle: Cycle, tmp_path: Path) -> None:
    path = tmp_path / "written.xlsx"
    path.write_bytes(cycle.after_first)
    by_openpyxl = openpyxl.load_workbook(path, data_only=True)["Recommendations"]
    by_calamine = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Recommendations")
    rows = by_calamine.to_python(skip_empty_area=False)
    for cell, now in proposed(cycle).items():
        there = by_openpyxl[cell]
        assert as_said(there.value) == now, cell
        assert as_said(rows[there.row - 1][there.column - 1]) == now, cell


def test_the_written_register_is_as_excel_would_have_it(cycle: Cycle, tmp_path: Path) -> None:
    path = tmp_path / "written.xlsx"
    path.write_bytes(cycle.after_first)
    assert validator_errors(path) == []


def test_libreoffice_reads_the_new_values(cycle: Cycle, tmp_path: Path) -> None:
    path = tmp_path / "written.xlsx"
    path.write_bytes(cycle.after_first)
    (tmp_path / "converted").mkdir()
    sheet = openpyxl.load_workbook(convert(path, "xlsx", tmp_path / "converted"), data_only=True)["Recommendations"]
    for cell, now in proposed(cycle).items():
        assert as_said(sheet[cell].value) == now, cell


def test_the_second_run_of_the_day_proposes_and_writes_nothing(cycle: Cycle) -> None:
    assert cycle.again.code == 0
    assert cycle.again.json["changes"] == []
    assert cycle.after_again == cycle.after_first
    assert cycle.again.json["ratings"] == cycle.first.json["ratings"]


def test_after_colleagues_worked_only_their_rows_are_proposed(cycle: Cycle) -> None:
    changes = cycle.after_edits.json["changes"]
    assert cycle.after_edits.code == 0
    assert {change["ref"] for change in changes} == {"WMP-0023", "WMP-0047"}
    assert {"column": "RAG", "was": "Green", "now": "Blue"}.items() <= of(changes, "WMP-0023", "RAG").items()
    assert of(changes, "WMP-0047", "Ref")["now"] == "WMP-0047"
    assert of(changes, "WMP-0047", "RAG")["now"] == "Amber"


def of(changes: list[dict[str, object]], ref: str, column: str) -> dict[str, object]:
    """The one change of this cell."""
    (found,) = [change for change in changes if (change["ref"], change["column"]) == (ref, column)]
    return found


def test_what_colleagues_typed_is_still_there(cycle: Cycle) -> None:
    register = open_register(cycle.workspace / REGISTER)
    closed, added = register.recommendations.get("WMP-0023"), register.recommendations.get("WMP-0047")
    assert closed is not None and added is not None
    assert (closed.status, str(closed.hmicfrs_closed_on)) == ("Closed", "31 March 2022")
    assert added.recommendation == "Within six months, the force should say how it will keep its promises."
    assert added.ref == "WMP-0047"


def test_a_month_later_only_what_the_month_changed_is_proposed(cycle: Cycle) -> None:
    changes = cycle.month_later.json["changes"]
    assert cycle.month_later.code == 0
    assert {change["column"] for change in changes} <= FOLLOWS_CALENDAR | FOLLOWS_RATING
    days = [change for change in changes if change["column"] == "Days to due"]
    assert days and all(change["was"] - change["now"] == 30 for change in days)
    assert {change["now"] for change in changes if change["column"] == "Rated on"} == {A_MONTH_LATER}
    assert all(change["was"] != change["now"] for change in changes)


def test_a_month_later_a_colour_changes_only_where_its_rule_does(cycle: Cycle) -> None:
    changes = cycle.month_later.json["changes"]
    now = {rating["ref"]: rating for rating in cycle.month_later.json["ratings"]}
    then = {rating["ref"]: rating for rating in cycle.after_edits.json["ratings"]}
    coloured = {change["ref"] for change in changes if change["column"] == "RAG"}
    assert coloured == {ref for ref in now if now[ref]["rag"] != then[ref]["rag"]}
    assert coloured
    for ref in coloured:
        assert now[ref]["rule"] != then[ref]["rule"]
        assert now[ref]["facts"]["Days since published"] != then[ref]["facts"]["Days since published"] or (
            now[ref]["facts"]["Days to due"] != then[ref]["facts"]["Days to due"]
        )


def test_a_month_later_movement_is_against_the_paper_that_was_issued(cycle: Cycle) -> None:
    changes = cycle.month_later.json["changes"]
    moved = {change["ref"]: change["now"] for change in changes if change["column"] == "Movement"}
    worse = {change["ref"] for change in changes if (change["column"], change["now"]) == ("RAG", "Red")}
    assert worse and {moved[ref] for ref in worse} == {"Worsened"}
    assert moved["WMP-0001"] == "No change"

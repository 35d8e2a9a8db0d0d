"""Each verb against a copy of the example: its exit code, its words, its JSON."""

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from command_line import MEETING_DAY, REGISTER, RISK_REGISTER, call, make_workspace, start, unchanged

from hmic_tracker.outputs.markup import words_of
from hmic_tracker.outputs.package import open_word, parse_xml

HEAD = ["schema", "verb", "as_at", "exit", "problems"]
PROBLEM = {"code", "severity", "sheet", "cell", "ref", "found", "advice"}
CHANGE = {"sheet", "cell", "ref", "column", "was", "now", "because"}
RATING = {"ref", "rag", "rule", "reason", "risk_rag", "facts"}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "workspace")


def test_check_lists_every_problem_and_writes_nothing(workspace: Path) -> None:
    with unchanged(workspace / REGISTER, workspace / RISK_REGISTER):
        said = call("check", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 0
    assert re.search(r"^Note  Overrides F\d+ \(WMP-\d+\): The override ended on \d", said.out, re.MULTILINE)
    count = len(re.findall(r"^(?:Must fix|Should fix|Note)  ", said.out, re.MULTILINE))
    assert said.err == f"{count} problems.\n"


def test_check_ends_with_1_where_something_must_be_fixed(tmp_path: Path) -> None:
    said = call(
        "check", "--workspace", make_workspace(tmp_path / "w", example="example_problems"), "--as-at", MEETING_DAY
    )
    assert said.code == 1
    assert re.search(
        r"^Must fix  Recommendations A\d+ \(WMP-0023\): The Ref WMP-0023 stands in rows \d", said.out, re.MULTILINE
    )
    assert "Clear the Ref of the newer row" in said.out


def test_check_as_json_is_one_object_with_the_documented_keys(workspace: Path) -> None:
    said = call("check", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    assert list(said.json) == HEAD
    assert (said.json["schema"], said.json["verb"]) == ("hmic-tracker/1", "check")
    assert (said.json["as_at"], said.json["exit"]) == (MEETING_DAY, said.code)
    assert {frozenset(problem) for problem in said.json["problems"]} == {frozenset(PROBLEM)}
    assert {problem["severity"] for problem in said.json["problems"]} <= {"Must fix", "Should fix", "Note"}
    assert said.err == ""


def test_check_write_refreshes_the_checks_sheet_once(workspace: Path) -> None:
    first = call("check", "--workspace", workspace, "--as-at", MEETING_DAY, "--write")
    assert (first.code, "Wrote" in first.err) == (0, True)
    with unchanged(workspace / REGISTER):
        again = call("check", "--workspace", workspace, "--as-at", MEETING_DAY, "--write")
    assert (again.code, "Nothing to write." in again.err) == (0, True)


def test_rate_shows_the_changes_and_writes_nothing(workspace: Path) -> None:
    with unchanged(workspace / REGISTER):
        said = call("rate", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 0
    assert re.search(r"^[A-Z]+\d+  \w+ -> \w+: \w", said.out, re.MULTILINE)
    assert re.search(r"^Rated on: \d+ cells$", said.out, re.MULTILINE)
    assert re.fullmatch(r"\d+ changes\.\n", said.err)


def test_rate_as_json_gives_changes_and_ratings_with_the_documented_keys(workspace: Path) -> None:
    said = call("rate", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    assert list(said.json) == [*HEAD, "changes", "ratings", "escalations", "since_last_paper"]
    assert {frozenset(change) for change in said.json["changes"]} == {frozenset(CHANGE)}
    assert {frozenset(rating) for rating in said.json["ratings"]} == {frozenset(RATING)}
    assert len(said.json["ratings"]) == 46
    assert all(change["because"] for change in said.json["changes"])
    dated = [change["now"] for change in said.json["changes"] if change["column"] == "Rated on"]
    assert set(dated) == {MEETING_DAY}


def test_rate_write_writes_and_the_second_time_there_is_nothing_to_write(workspace: Path) -> None:
    first = call("rate", "--workspace", workspace, "--as-at", MEETING_DAY, "--write", "--json")
    assert list(first.json) == [*HEAD, "changes", "ratings", "escalations", "since_last_paper", "files"]
    assert first.json["files"] == [str(workspace / REGISTER)]
    assert len(list((workspace / "backups").iterdir())) == 1
    with unchanged(workspace / REGISTER):
        again = call("rate", "--workspace", workspace, "--as-at", MEETING_DAY, "--write")
    assert again.err == "No changes.\nNothing to write.\n"


def plain_register(path: Path) -> None:
    """A register made by somebody else: documented headings, none of the grey ones."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Recommendations"
    sheet.append(["Ref", "Inspection ref", "Number", "Kind", "Recommendation", "Status", "HMICFRS due date"])
    sheet.append(["WMP-0001", "A", "1", "Recommendation", "Act.", "In progress", date(2022, 3, 1)])
    sheet.append(["WMP-0002", "A", "2", "Recommendation", "Act again.", "Closed", date(2022, 3, 1)])
    meetings = book.create_sheet("Meetings")
    meetings.append(["Meeting date", "Committee", "Status"])
    meetings.append([date(2022, 3, 31), "Audit Committee", "Planned"])
    book.save(path)


def test_a_register_without_the_grey_headings_is_rated_and_told_where_the_colours_are(workspace: Path) -> None:
    plain_register(workspace / REGISTER)
    said = call("rate", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 0
    assert said.out == "WMP-0001  Red: 30 days past 1 March 2022.\nWMP-0002  Blue: Closed on a date not recorded.\n"
    told = (
        "The sheet Recommendations has no heading RAG, so the colours stand in the paper alone. To have them in the "
        "register too, copy the grey headings of the starter workbook beside the others."
    )
    assert said.err == f"No changes.\n{told}\n"
    assert (
        f"rate: 2 recommendations, no cells to be changed. {told}\n"
        in call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--dry-run").err
    )


def test_the_first_paper_of_a_plain_register_speaks_of_none_before_it(workspace: Path) -> None:
    plain_register(workspace / REGISTER)
    call("report", "--workspace", workspace, "--as-at", MEETING_DAY)
    package = open_word(workspace / "out" / f"jac_report {MEETING_DAY}.docx")
    words = words_of(parse_xml(package.parts[package.document]))
    assert "The register shows no RAG; this paper rates afresh." in words
    assert "No contact officer is named." in words
    assert "since the last" not in words and "since its last" not in words


def test_the_first_packs_of_a_plain_register_speak_of_no_paper_before_them(workspace: Path) -> None:
    plain_register(workspace / REGISTER)
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", "board_pack")
    assert said.code == 0 and said.out
    for path in said.out.splitlines():
        package = open_word(Path(path))
        words = words_of(parse_xml(package.parts[package.document]))
        assert "\nClosed\n" in words and "since the last" not in words


def test_explain_says_the_colour_the_rule_and_the_cells(workspace: Path) -> None:
    said = call("explain", "WMP-0008", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 0
    assert re.match(r"WMP-0008 is \w+ as at 31 March 2022: \w", said.out)
    assert re.search(r"^Rule: .+ \(RAG rules A\d+\)", said.out, re.MULTILINE)
    assert re.search(r"\(from Recommendations [A-Z]+\d+", said.out)


def test_explain_as_json_has_the_rating_and_the_explanation(workspace: Path) -> None:
    said = call("explain", "WMP-0008", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    assert list(said.json) == [*HEAD, "ratings", "explanation"]
    (rating,) = said.json["ratings"]
    assert set(rating) == RATING
    assert rating["ref"] == said.json["explanation"]["ref"] == "WMP-0008"
    assert rating["rag"] == said.json["explanation"]["rag"] in ("Red", "Amber", "Green")
    assert isinstance(rating["facts"]["Days to due"], int)


def test_explain_of_a_ref_that_is_not_there_suggests_the_nearest(workspace: Path) -> None:
    said = call("explain", "WMP-008", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert (said.code, said.out) == (3, "")
    assert "WMP-008" in said.err and "WMP-0008" in said.err


def test_history_is_empty_before_the_first_run(workspace: Path) -> None:
    said = call("history", "--workspace", workspace, "--json")
    assert (said.code, list(said.json), said.json["snapshots"]) == (0, [*HEAD, "snapshots"], [])
    assert not (workspace / ".hmic").exists()


def test_diff_without_snapshots_says_where_to_look(workspace: Path) -> None:
    said = call("diff", "--from", "2022-02-28", "--to", MEETING_DAY, "--workspace", workspace)
    assert (said.code, said.out) == (3, "")
    assert said.err == (
        "There is no snapshot on or before 28/02/2022.\nSee which there are with: hmic-tracker history\n"
    )


@pytest.mark.parametrize("subject", ["columns", "facts", "settings", "problems", "template", "toml"])
def test_describe_prints_the_reference(subject: str) -> None:
    said = call("describe", subject)
    as_json = call("describe", subject, "--json").json
    assert said.code == 0
    name = "problem_kinds" if subject == "problems" else subject
    assert list(as_json) == [*HEAD, name]
    assert as_json["problems"] == []
    assert len(as_json[name]) > 10
    for entry in as_json[name]:
        assert str(next(iter(entry.values()))) in said.out


def test_describe_of_something_else_is_a_wrong_command_line() -> None:
    said = call("describe", "everything")
    assert (said.code, said.out) == (2, "")
    assert "columns" in said.err


def test_deadline_finds_the_days_in_a_text() -> None:
    words = ("deadline", "Within three months, and by May 2022", "--published", "2022-01-20")
    assert call(*words).out.startswith("20 April 2022: “Within three months” (")
    said = call(*words, "--json")
    assert (said.code, list(said.json)) == (0, [*HEAD, "deadlines"])
    assert [one["due"] for one in said.json["deadlines"]] == ["2022-04-20", "2022-05-31"]


def test_doctor_finds_nothing_amiss_in_a_whole_workspace(workspace: Path) -> None:
    said = call("doctor", "--workspace", workspace)
    assert said.code == 0, said.out
    assert "AMISS" not in said.out
    found = call("doctor", "--workspace", workspace, "--json").json
    assert list(found) == [*HEAD, "findings"]
    assert {"Python", "libraries", "register", "risk register", "template"} <= {
        one["subject"] for one in found["findings"]
    }


def test_doctor_names_what_is_amiss(workspace: Path) -> None:
    (workspace / REGISTER).unlink()
    (workspace / RISK_REGISTER).write_bytes(b"not a workbook")
    said = call("doctor", "--workspace", workspace)
    assert said.code == 3
    amiss = [line for line in said.out.splitlines() if line.startswith("AMISS")]
    assert [line.split(":")[0] for line in amiss] == ["AMISS  register", "AMISS  risk register"]


def test_init_makes_a_workspace_that_check_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    said = call("init", folder, "--example", "--json")
    assert (said.code, list(said.json)) == (0, [*HEAD, "files"])
    made = {Path(path).relative_to(folder).as_posix() for path in said.json["files"]}
    assert {REGISTER, RISK_REGISTER, "templates/jac_report.docx", "hmic-tracker.toml"} <= made
    assert call("check", "--workspace", folder, "--as-at", MEETING_DAY).code == 0


def test_init_without_example_makes_blank_workbooks(tmp_path: Path) -> None:
    assert call("init", tmp_path / "new").code == 0
    said = call("rate", "--workspace", tmp_path / "new", "--as-at", MEETING_DAY, "--json")
    assert (said.code, said.json["ratings"]) == (0, [])


def test_init_never_replaces_a_register(workspace: Path) -> None:
    with unchanged(workspace / REGISTER, workspace / RISK_REGISTER, workspace / "hmic-tracker.toml"):
        said = call("init", workspace)
    assert (said.code, said.out) == (3, "")
    assert "is there already." in said.err and "nothing was changed" in said.err


def test_without_as_at_it_is_today(workspace: Path) -> None:
    assert call("check", "--workspace", workspace, "--json").json["as_at"] == date.today().isoformat()


def test_as_a_process_it_does_the_same(workspace: Path) -> None:
    said = start("check", "--as-at", MEETING_DAY, "--json", cwd=workspace)
    assert (said.code, said.err) == (0, "")
    assert said.json == call("check", "--workspace", workspace, "--as-at", MEETING_DAY, "--json").json


def test_meetings_of_another_committee_are_named_where_none_is_found(workspace: Path) -> None:
    plain_register(workspace / REGISTER)
    book = openpyxl.load_workbook(workspace / REGISTER)
    book.create_sheet("Settings").append(["Setting", "Value"])
    book["Settings"].append(["Committee", "Ethics Panel"])
    book.save(workspace / REGISTER)
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 3
    assert "Those to come are of Audit Committee, and Settings name Ethics Panel: write it alike in both." in said.err
    assert "and Settings name Ethics Panel" in call("check", "--workspace", workspace, "--as-at", MEETING_DAY).out

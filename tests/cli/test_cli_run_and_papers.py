"""The verbs that make papers: run, report, draft, figures; and what history and diff then say."""

import email
import email.policy
import zipfile
from pathlib import Path

import pytest
from command_line import MEETING_DAY, REGISTER, RISK_REGISTER, call, make_workspace, start, unchanged

HEAD = ["schema", "verb", "as_at", "exit", "problems"]
PAPER, PUBLIC = "jac_report 2022-03-31.docx", "jac_report 2022-03-31 public.docx"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "workspace")


def test_run_as_json_gives_changes_ratings_movements_steps_and_files(workspace: Path) -> None:
    said = call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    assert (said.code, said.err) == (0, "")
    assert set(said.json) == {*HEAD, "changes", "ratings", "movements", "steps", "files", "snapshot", "errors"}
    assert list(said.json)[: len(HEAD)] == HEAD
    assert [step["step"] for step in said.json["steps"]] == ["check", "rate", "write", "snapshot", "report", "draft"]
    assert set(said.json["changes"][0]) == {"sheet", "cell", "ref", "column", "was", "now", "because"}
    assert set(said.json["ratings"][0]) == {"ref", "rag", "rule", "reason", "risk_rag", "facts"}
    assert said.json["errors"] == []


def test_run_says_each_step_to_people_and_the_files_to_programs(workspace: Path) -> None:
    said = call("run", "--workspace", workspace, "--as-at", MEETING_DAY)
    names = [Path(line).name for line in said.out.splitlines()]
    assert names[:3] == [PAPER, PUBLIC, PUBLIC.replace(".docx", ".eml")]
    assert len(names) > 3 and all(name.startswith(f"digest {MEETING_DAY} ") for name in names[3:])
    lines = said.err.splitlines()
    steps = ["check", "rate", "write", "snapshot", "report", "draft"]
    assert [line.split(":")[0] for line in lines[1:-1]] == steps
    assert (lines[0], lines[-1]) == ("As at 31/03/2022:", "Done.")


def test_run_ends_with_1_where_something_must_be_fixed_and_makes_the_paper(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w", example="example_problems")
    said = call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--meeting", MEETING_DAY)
    assert said.code == 1, said.err
    assert zipfile.is_zipfile(workspace / "out" / PAPER)


def test_a_dry_run_shows_all_and_writes_nothing(workspace: Path) -> None:
    before = sorted(path for path in workspace.rglob("*"))
    with unchanged(workspace / REGISTER):
        said = call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--dry-run")
    assert said.code == 0
    assert "->" in said.out
    assert sorted(path for path in workspace.rglob("*")) == before


def test_run_as_a_process_does_the_lot_twice(workspace: Path) -> None:
    assert start("run", "--as-at", MEETING_DAY, cwd=workspace).code == 0
    with unchanged(workspace / REGISTER):
        said = start("run", "--as-at", MEETING_DAY, "--quiet", cwd=workspace)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[:3] == [
        str(Path("out") / PAPER), str(Path("out") / PUBLIC), str(Path("out/drafts") / PUBLIC.replace(".docx", ".eml")),
    ]  # fmt: skip


def test_report_says_that_its_meeting_is_not_on_the_sheet(workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--meeting", "2022-04-05", "--json")
    (found,) = [one for one in said.json["problems"] if one["code"] == "meeting-not-listed"]
    assert found["found"] == "The paper is for a meeting on 5 April 2022, which is not on the Meetings sheet."
    told = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--meeting", "2022-04-05")
    assert "which is not on the Meetings sheet" in told.err


def test_report_makes_one_paper_and_leaves_the_register(workspace: Path) -> None:
    with unchanged(workspace / REGISTER, workspace / RISK_REGISTER):
        said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert (said.code, said.out) == (0, f"{workspace / 'out' / PAPER}\n")
    assert "31/03/2022" in said.err
    public = call("report", "--version", "public", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert public.out == f"{workspace / 'out' / PUBLIC}\n"
    assert zipfile.is_zipfile(workspace / "out" / PAPER) and zipfile.is_zipfile(workspace / "out" / PUBLIC)


def test_report_as_json_gives_the_figures_and_the_file(workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    assert {"files", "figures"} <= set(said.json)
    assert said.json["files"] == [str(workspace / "out" / PAPER)]
    figures = said.json["figures"]
    assert figures == call("figures", "--workspace", workspace, "--as-at", MEETING_DAY, "--json").json["figures"]
    assert all(set(one) == {"value", "refs"} for one in figures.values())
    assert "WMP-0008" in figures["recommendations.total"]["refs"]


def test_report_for_another_meeting_is_named_after_it(workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--meeting", "2022-06-29")
    assert Path(said.out.strip()).name == "jac_report 2022-06-29.docx"


def test_report_with_a_template_that_is_not_there_says_so(workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", "other_report")
    assert (said.code, said.out) == (3, "")
    assert "other_report" in said.err and "Traceback" not in said.err


def test_draft_is_an_unsent_email_with_the_public_paper_attached(workspace: Path) -> None:
    said = call("draft", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 0 and "Nothing was sent." in said.err
    path = Path(said.out.splitlines()[0])
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (message["X-Unsent"], message["To"]) == ("1", "committee@westmarch.example")
    assert [part.get_filename() for part in message.iter_attachments()] == [PUBLIC]


def test_figures_name_the_refs_behind_every_count(workspace: Path) -> None:
    said = call("figures", "--workspace", workspace, "--as-at", MEETING_DAY)
    (line,) = [line for line in said.out.splitlines() if line.startswith("recommendations.total: ")]
    assert said.code == 0 and "WMP-0008" in line


def test_history_and_diff_tell_what_runs_recorded_and_what_moved(workspace: Path) -> None:
    assert call("run", "--workspace", workspace, "--as-at", MEETING_DAY).code == 0
    assert call("run", "--workspace", workspace, "--as-at", "2022-04-30", "--meeting", "2022-06-29").code == 0
    history = call("history", "--workspace", workspace)
    assert history.err == "2 snapshots.\n"
    assert "paper for Joint Audit Committee, 31/03/2022" in history.out
    diff = call("diff", "--from", MEETING_DAY, "--to", "2022-04-30", "--workspace", workspace)
    assert diff.code == 0 and "-> Red" in diff.out
    as_json = call("diff", "--from", MEETING_DAY, "--to", "2022-04-30", "--workspace", workspace, "--json").json
    assert list(as_json) == [*HEAD, "from", "to", "movements", "gone", "risks", "rules"]
    assert (as_json["from"]["as_at"], as_json["to"]["as_at"]) == (MEETING_DAY, "2022-04-30")
    assert set(as_json["movements"][0]) == {
        "ref", "movement", "cause", "was", "now", "extended", "owner_was", "owner_now", "ref_was",
    }  # fmt: skip


def test_inspect_finds_no_fault_in_the_paper_and_names_what_is_no_document(workspace: Path) -> None:
    assert call("report", "--workspace", workspace, "--as-at", MEETING_DAY).code == 0
    said = call("inspect", workspace / "out" / PAPER)
    assert (said.code, said.out, said.err) == (0, "", f"{PAPER}: no faults.\n")
    assert list(call("inspect", workspace / "out" / PAPER, "--json").json) == [*HEAD, "faults"]
    refused = call("inspect", workspace / REGISTER)
    assert refused.code == 3 and "is not a Word document." in refused.err


def test_template_check_passes_the_template_and_refuses_what_is_none(workspace: Path) -> None:
    template = workspace / "templates" / "jac_report.docx"
    said = call("template", "check", template)
    assert (said.code, said.out) == (0, "")
    template.write_bytes(b"no document")
    refused = call("template", "check", template)
    assert (refused.code, refused.out) == (3, "")
    assert "jac_report.docx is damaged or is no Word document." in refused.err


def test_what_a_person_has_changed_in_the_paper_or_its_long_appendix_is_kept_beside_the_new_ones(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hmic_tracker.figures import appendix

    monkeypatch.setattr(appendix, "MOST_ROWS", 3)
    made = [
        Path(line) for line in call("report", "--workspace", workspace, "--as-at", MEETING_DAY).out.split("\n") if line
    ]
    assert [path.suffix for path in made] == [".docx", ".xlsx"]
    sound = [path.read_bytes() for path in made]
    for path in made:
        path.write_bytes(b"typed into " + path.suffix.encode())
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert [path.read_bytes() for path in made] == sound
    kept = [next(path.parent.glob(f"{path.stem} changed *{path.suffix}")) for path in made]
    assert [path.read_bytes() for path in kept] == [b"typed into .docx", b"typed into .xlsx"]
    assert f"Those that a person had changed are kept as {kept[0].name} and {kept[1].name}." in said.err


def test_report_lists_the_workbook_of_a_long_appendix_among_its_files(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hmic_tracker.figures import appendix

    monkeypatch.setattr(appendix, "MOST_ROWS", 3)
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    beside = PAPER.replace(".docx", " appendix.xlsx")
    assert [Path(one).name for one in said.json["files"]] == [PAPER, beside]
    assert zipfile.is_zipfile(workspace / "out" / beside)


def test_report_pdf_without_libreoffice_makes_the_paper_and_says_what_is_missing(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hmic_tracker.outputs import pdf

    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    said = call("report", "--pdf", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 5
    assert said.out == f"{workspace / 'out' / PAPER}\n"
    assert "There is no LibreOffice on this machine, so no PDF was made." in said.err

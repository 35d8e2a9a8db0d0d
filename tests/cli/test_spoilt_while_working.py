"""What happens around the workbooks while a verb works: open elsewhere, no permission, nowhere to put things."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import MEETING_DAY, REGISTER, call, make_workspace, unchanged

from hmic_tracker.files import acting_through, system
from hmic_tracker.runs import workspace as workspaces

EXCEL_MARK = bytes([10]) + b"Mary Oduya".ljust(54) + b"\x0a\0" + "Mary Oduya".ljust(54).encode("utf-16-le")
LIBREOFFICE_MARK = b"Alun Prys,aprys,WMP-0042-PC,20.03.2022 09:14,file:///home/aprys;"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "workspace")


@contextmanager
def refusing(path: Path, *, flags: int, code: int) -> Iterator[None]:
    """Within the block the system refuses to open `path`: to read (flags 0) or in any way that has these flags."""
    real = system()

    def open_or_refuse(name: Path, wanted: int, mode: int = 0o777) -> int:
        if Path(name).name == path.name and wanted & flags == flags:
            raise OSError(code, os.strerror(code), str(name))
        return real.open(name, wanted, mode)

    with acting_through(replace(real, open=open_or_refuse)):
        yield


OPEN_ELSEWHERE = {
    "Excel": ("~$recommendation_register.xlsx", EXCEL_MARK, "Mary Oduya (Excel)"),
    "LibreOffice": (".~lock.recommendation_register.xlsx#", LIBREOFFICE_MARK, "Alun Prys on WMP-0042-PC (LibreOffice)"),
}


@pytest.mark.parametrize("program", OPEN_ELSEWHERE)
@pytest.mark.parametrize("words", [("rate", "--write"), ("check", "--write")])
def test_a_register_that_somebody_has_open_is_not_written(
    workspace: Path, program: str, words: tuple[str, ...]
) -> None:
    name, content, who = OPEN_ELSEWHERE[program]
    mark = workspace / "workbooks" / name
    mark.write_bytes(content)
    with unchanged(workspace / REGISTER, mark):
        said = call(*words, "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 4
    assert f"recommendation_register.xlsx is open: {who}." in said.err
    assert "Ask for it to be closed, then try again." in said.err
    assert name in said.err and "--ignore-lock" in said.err


def test_a_mark_that_a_crash_left_is_ignored_when_told_so(workspace: Path) -> None:
    mark = workspace / "workbooks" / OPEN_ELSEWHERE["Excel"][0]
    mark.write_bytes(EXCEL_MARK)
    before = (workspace / REGISTER).read_bytes()
    said = call("rate", "--write", "--ignore-lock", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 0
    assert (workspace / REGISTER).read_bytes() != before
    assert mark.read_bytes() == EXCEL_MARK


def test_a_run_while_the_register_is_open_makes_the_paper_and_ends_with_5(workspace: Path) -> None:
    (workspace / "workbooks" / OPEN_ELSEWHERE["Excel"][0]).write_bytes(EXCEL_MARK)
    with unchanged(workspace / REGISTER):
        said = call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    assert said.code == said.json["exit"] == 5
    outcomes = {step["step"]: step["outcome"] for step in said.json["steps"]}
    assert outcomes == {
        "check": "done", "rate": "done", "write": "failed", "snapshot": "done", "report": "done", "draft": "done",
    }  # fmt: skip
    assert [Path(path).parent.name for path in said.json["files"][:3]] == ["out", "out", "drafts"]
    assert all(Path(path).is_file() for path in said.json["files"])
    assert len(list((workspace / "outbox").iterdir())) == 1
    assert "Mary Oduya (Excel)" in said.json["errors"][0]["message"]


def test_even_a_quiet_run_says_what_failed(workspace: Path) -> None:
    (workspace / "workbooks" / OPEN_ELSEWHERE["LibreOffice"][0]).write_bytes(LIBREOFFICE_MARK)
    said = call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--quiet")
    assert said.code == 5
    assert said.err.startswith("write: recommendation_register.xlsx is open: Alun Prys on WMP-0042-PC (LibreOffice).")
    assert len(said.err.splitlines()) == 1


def test_reading_goes_on_while_somebody_has_the_register_open(workspace: Path) -> None:
    (workspace / "workbooks" / OPEN_ELSEWHERE["Excel"][0]).write_bytes(EXCEL_MARK)
    assert call("check", "--workspace", workspace, "--as-at", MEETING_DAY).code == 0
    assert call("rate", "--workspace", workspace, "--as-at", MEETING_DAY).code == 0


def test_a_register_that_may_not_be_read(workspace: Path) -> None:
    with unchanged(workspace / REGISTER), refusing(workspace / REGISTER, flags=0, code=errno.EACCES):
        said = call("check", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert (said.code, said.out) == (3, "")
    assert "recommendation_register.xlsx cannot be read" in said.err and "permission" in said.err.lower()
    assert str(workspace / REGISTER) in said.err and "Traceback" not in said.err


def test_a_register_that_another_program_holds_shut(workspace: Path) -> None:
    with unchanged(workspace / REGISTER), refusing(workspace / REGISTER, flags=0, code=errno.EBUSY):
        said = call("check", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert (said.code, said.out) == (4, "")
    assert "another program has it open" in said.err


def test_a_folder_that_may_not_be_written_leaves_the_register_as_it_is(workspace: Path) -> None:
    real = system()

    def open_or_refuse(name: Path, wanted: int, mode: int = 0o777) -> int:
        if wanted & os.O_CREAT and Path(name).parent.name == "workbooks":
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(name))
        return real.open(name, wanted, mode)

    with unchanged(workspace / REGISTER), acting_through(replace(real, open=open_or_refuse)):
        said = call("rate", "--write", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 3
    assert "cannot be written" in said.err and "Traceback" not in said.err


def test_a_place_that_nobody_foresaw_to_be_shut_is_no_fault_of_the_program(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))

    monkeypatch.setattr(workspaces, "open_workspace", refuse)
    said = call("check", "--workspace", workspace, "--json")
    assert said.code == said.json["exit"] == 3
    assert "permission" in json.dumps(said.json["error"]).lower()


def test_a_file_where_papers_should_go_fails_the_report_alone(workspace: Path) -> None:
    (workspace / "out").write_bytes(b"")
    said = call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    assert said.code == 5
    outcomes = {step["step"]: step["outcome"] for step in said.json["steps"]}
    assert outcomes == {
        "check": "done", "rate": "done", "write": "done", "snapshot": "done", "report": "failed", "draft": "failed",
    }  # fmt: skip
    assert "out is not a folder" in said.json["errors"][0]["message"]


def test_a_damaged_template_fails_the_report_alone_and_says_so(workspace: Path) -> None:
    (workspace / "templates" / "jac_report.docx").write_bytes(b"no document")
    said = call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--quiet")
    assert said.code == 3
    assert said.err.startswith("report: jac_report.docx is damaged or is no Word document. Take a copy")


def test_a_damaged_record_of_past_runs_is_told_and_set_aside_by_the_next_run(workspace: Path) -> None:
    record = workspace / ".hmic" / "history.sqlite"
    record.parent.mkdir()
    words = b"this is no database at all, only some words in its place"
    record.write_bytes(words)
    with unchanged(record):
        said = call("history", "--workspace", workspace)
        assert (said.code, said.out) == (3, "")
        assert "history.sqlite" in said.err and "Traceback" not in said.err
        assert call("run", "--workspace", workspace, "--as-at", MEETING_DAY, "--dry-run").code == 5
    run = call("run", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert run.code == 0
    assert "a new record is begun" in run.err and (workspace / "out").is_dir()
    (kept,) = record.parent.glob("history damaged *.sqlite")
    assert kept.read_bytes() == words
    assert call("history", "--workspace", workspace).err == "1 snapshot.\n"


@pytest.mark.parametrize("verb", ["report", "draft", "run"])
def test_without_a_meeting_to_come_there_is_no_paper(workspace: Path, verb: str) -> None:
    said = call(verb, "--workspace", workspace, "--as-at", "2031-01-01", "--quiet")
    assert said.code == 3
    assert "No meeting on or after 01/01/2031 stands on the Meetings sheet." in said.err
    assert "Add the meeting there, or give its date with --meeting." in said.err
    assert not list(workspace.glob("out/*.docx"))

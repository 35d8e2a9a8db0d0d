"""A run whose steps fail, one that is killed between any two of them, and one that is only a rehearsal."""

import errno
import hashlib
import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from command_line import MEETING_DAY, REGISTER, call, make_workspace

from hmic_tracker.errors import HistoryUnusable, SheetMissing, TemplateUnusable
from hmic_tracker.files import acting_through, system
from hmic_tracker.history import store
from hmic_tracker.outputs import drafts, paper
from hmic_tracker.register import register as registers
from hmic_tracker.rules import checks, ratings
from hmic_tracker.runs.cycle import Order, RunResult, run, take_steps
from hmic_tracker.runs.record import read_runs
from hmic_tracker.runs.timetable import STEPS
from hmic_tracker.runs.workspace import open_workspace

ON = date.fromisoformat(MEETING_DAY)
BEGAN = datetime(2022, 3, 31, 5, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "workspace")


def outcomes(result: RunResult) -> dict[str, str]:
    return {step.name: step.outcome for step in result.steps}


def failing_with(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


# Where each step does its work, and which of the others can go on without it.
PLACES: dict[str, tuple[Any, str, dict[str, str]]] = {
    "check": (checks, "check", {"report": "skipped", "draft": "skipped"}),
    "rate": (ratings, "rate", {"snapshot": "skipped", "report": "skipped", "draft": "skipped"}),
    "write": (registers.Register, "save", {}),
    "snapshot": (store.History, "add", {}),
    "report": (paper, "write_document", {}),
    "draft": (drafts, "covering_email", {}),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_fault_of_the_program_in_one_step_stops_only_those_that_need_it(
    folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, name, others = PLACES[step]
    monkeypatch.setattr(place, name, failing_with(ZeroDivisionError("a fault made for the test")))
    result = run(open_workspace(folder), as_at=ON, began=BEGAN)
    assert outcomes(result) == {**dict.fromkeys(STEPS, "done"), **others, step: "failed"}
    assert result.exit_code == 9
    (line,) = read_runs(folder / ".hmic")
    assert (line.exit_code, [one.name for one in line.failed]) == (9, [step])
    assert "ZeroDivisionError: a fault made for the test" in line.failed[0].says
    logged = [json.loads(text) for text in (folder / ".hmic/logs/hmic-tracker.jsonl").read_text().splitlines()]
    assert any("Traceback" in one.get("traceback", "") for one in logged)


@pytest.mark.parametrize(
    ("step", "error", "code"),
    [
        ("report", OSError(errno.ENOSPC, "No space left on device"), 5),
        ("draft", PermissionError(errno.EACCES, "Permission denied", "out/drafts"), 5),
        ("snapshot", HistoryUnusable("The record is locked.", advice="Try again."), 5),
        ("report", TemplateUnusable("The template is damaged.", advice="Take a copy."), 3),
        ("rate", SheetMissing("There is no such sheet.", advice="Put it back."), 3),
    ],
)
def test_a_step_that_cannot_be_done_is_named_in_the_record_and_the_others_are_done(
    folder: Path, step: str, error: Exception, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, name, others = PLACES[step]
    monkeypatch.setattr(place, name, failing_with(error))
    said = call("run", "--workspace", folder, "--as-at", MEETING_DAY)
    assert said.code == code
    assert f"\n{step}: " in f"\n{said.err}" and "Traceback" not in said.err
    assert said.err.splitlines()[-2] == f"Partly done: {step} failed."
    (line,) = read_runs(folder / ".hmic")
    assert {one.name: one.outcome for one in line.steps} == {**dict.fromkeys(STEPS, "done"), **others, step: "failed"}
    assert line.exit_code == code


def test_where_nothing_could_be_rated_the_checks_sheet_is_written_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ratings, "rate", failing_with(RuntimeError("no rating")))
    result = run(open_workspace(folder), as_at=ON)
    assert result.receipt is not None and result.receipt.checks > 0
    assert result.receipt.written == ()


def test_one_check_that_fails_leaves_the_checks_sheet_and_lets_the_rating_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = failing_with(RuntimeError("one check"))
    monkeypatch.setattr(checks, "CHECKS", (*checks.CHECKS[:3], broken, *checks.CHECKS[4:]))
    result = run(open_workspace(folder), as_at=ON)
    assert outcomes(result)["rate"] == outcomes(result)["write"] == "done"
    assert result.receipt is not None and (result.receipt.checks, len(result.receipt.written) > 50) == (0, True)


def test_where_no_paper_can_be_made_owners_are_asked_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "write_document", failing_with(TemplateUnusable("Damaged.", advice="Take a copy.")))
    result = run(open_workspace(folder), as_at=ON, began=BEGAN)
    assert [path.name.split()[0] for path in result.files] == ["digest"] * 9
    assert result.steps[-1].says == (
        "9 digests for owners and chief officers, unsent. There is no paper to attach to a covering email."
    )


def test_a_paper_that_a_person_has_changed_is_kept_beside_the_new_one(folder: Path) -> None:
    assert run(open_workspace(folder), as_at=ON, began=BEGAN).exit_code == 0
    made = folder / "out/jac_report 2022-03-31.docx"
    made.write_bytes(made.read_bytes() + b"typed by hand")
    typed = made.read_bytes()
    result = run(open_workspace(folder), as_at=ON, began=BEGAN)
    (kept,) = folder.glob("out/jac_report 2022-03-31 changed *.docx")
    assert kept.read_bytes() == typed
    assert f"One that a person had changed is kept as {kept.name}." in result.steps[4].says


def test_a_register_that_cannot_be_read_is_in_the_record_too(folder: Path) -> None:
    (folder / REGISTER).write_bytes(b"no workbook")
    said = call("run", "--workspace", folder, "--as-at", MEETING_DAY)
    assert said.code == 3
    (line,) = read_runs(folder / ".hmic")
    assert (line.exit_code, [(one.name, one.outcome) for one in line.steps]) == (3, [("check", "failed")])
    assert not (folder / ".hmic/running.json").exists()


def test_a_run_record_that_cannot_be_written_stops_no_step_and_is_told(folder: Path) -> None:
    real = system()

    def open_or_refuse(name: Path, wanted: int, mode: int = 0o777) -> int:
        if Path(name).name == "runs.jsonl":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(name))
        return real.open(name, wanted, mode)

    with acting_through(replace(real, open=open_or_refuse)):
        result = run(open_workspace(folder), as_at=ON, began=BEGAN)
    assert outcomes(result) == {**dict.fromkeys(STEPS, "done"), "record": "failed"}
    assert (result.exit_code, result.steps[-1].says) == (
        5, "runs.jsonl cannot be written: the disk or your share of it is full. Make room, then try again; nothing was changed.",
    )  # fmt: skip


def test_asked_to_stop_a_run_finishes_the_step_at_work_and_begins_no_other(folder: Path) -> None:
    asked: list[str] = []
    order = Order(
        ON,
        when=BEGAN.isoformat(),
        after_step=lambda step: asked.append(step.name),
        is_stopping=lambda: "write" in asked,
    )
    result = take_steps(open_workspace(folder), order)
    assert list(outcomes(result).values()) == ["done", "done", "done", "skipped", "skipped", "skipped"]
    assert (result.exit_code, read_runs(folder / ".hmic")[0].exit_code) == (5, None)


def everything(folder: Path) -> dict[str, str]:
    """Every file with the digest of its bytes and its time."""
    return {
        str(path.relative_to(folder)): f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mtime_ns}"
        if path.is_file()
        else "a folder"
        for path in sorted(folder.rglob("*"))
    }


def test_a_rehearsal_says_what_would_be_written_made_and_drafted_and_what_is_due_and_touches_nothing(
    folder: Path,
) -> None:
    assert run(open_workspace(folder), as_at=date(2022, 2, 1), began=BEGAN).exit_code == 0
    before = everything(folder)
    said = call("run", "--workspace", folder, "--as-at", MEETING_DAY, "--dry-run")
    assert everything(folder) == before
    assert said.code == 0 and "->" in said.out
    for words in (
        "write: It would write ", "report: It would make ", "jac_report 2022-03-31.docx and ",
        "draft: It would draft ", "jac_report 2022-03-31 public.eml and 9 digests.", "Due now: the rating, since ", "Next: the rating, ",
        "Nothing was written: this was a dry run.",
    ):  # fmt: skip
        assert words in said.err
    as_json = call("run", "--workspace", folder, "--as-at", MEETING_DAY, "--dry-run", "--json").json
    assert everything(folder) == before
    assert (as_json["files"], sorted(one["round"] for one in as_json["due"])) == ([], ["digest", "rating"])
    assert {one["outcome"] for one in as_json["steps"][2:]} == {"skipped"}


def test_a_rehearsal_in_a_workspace_without_records_makes_none(folder: Path) -> None:
    before = everything(folder)
    assert call("run", "--workspace", folder, "--as-at", MEETING_DAY, "--dry-run").code == 0
    assert call("run", "--workspace", folder, "--due", "--dry-run").code == 0
    assert everything(folder) == before


def test_a_rehearsal_fails_as_the_run_would(folder: Path) -> None:
    said = call("run", "--workspace", folder, "--as-at", "2031-01-01", "--dry-run")
    assert said.code == 3
    assert "report: No meeting on or after 01/01/2031 stands on the Meetings sheet." in said.err


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A workspace after a run that nobody disturbed, and after a second one: its paper names the register as rated."""
    once = make_workspace(tmp_path_factory.mktemp("undisturbed") / "once")
    assert run(open_workspace(once), as_at=ON, began=BEGAN, stamp="first").exit_code == 0
    twice = once.with_name("twice")
    shutil.copytree(once, twice)
    assert run(open_workspace(twice), as_at=ON, began=BEGAN, stamp="second").exit_code == 0
    return once, twice


def cells_told(folder: Path) -> Counter[tuple[str, str, str]]:
    lines = (folder / ".hmic/changes.jsonl").read_text(encoding="utf-8").splitlines()
    return Counter(
        (said.get("sheet", ""), said.get("cell", ""), said.get("column", "")) for said in map(json.loads, lines)
    )


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork")
@pytest.mark.parametrize("last", [None, *STEPS])
def test_killed_between_any_two_steps_nothing_is_lost_and_the_next_run_carries_on(
    folder: Path, undisturbed: tuple[Path, Path], last: str | None
) -> None:
    def die(after: str | None) -> None:
        if after == last:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            if last is None:  # while the first step is at work
                checks.check = lambda *_, **__: die(None)  # type: ignore[assignment, return-value]
            order = Order(ON, when=BEGAN.isoformat(), stamp="first", after_step=lambda step: die(step.name))
            take_steps(open_workspace(folder), order)
        finally:
            os._exit(0)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    done = STEPS[: STEPS.index(last) + 1] if last else ()
    result = run(open_workspace(folder), as_at=ON, began=BEGAN, stamp="second")
    assert (result.exit_code, outcomes(result)) == (0, dict.fromkeys(STEPS, "done"))
    killed, whole = read_runs(folder / ".hmic")
    assert [one.name for one in killed.steps] == [*done, "run"] and killed.exit_code is None
    assert killed.steps[-1].outcome == "cut short" and whole.exit_code == 0
    assert not (folder / ".hmic/running.json").exists()
    # As if nobody had killed it: the same register, the same papers and draft, each cell told once.
    as_wanted = undisturbed["write" in done]
    made = [str(file.relative_to(as_wanted)) for file in as_wanted.glob("out/**/*.*") if file.is_file()]
    assert len(made) > 3
    for path in (REGISTER, *made):
        assert (folder / path).read_bytes() == (as_wanted / path).read_bytes(), path
    assert cells_told(folder) == cells_told(as_wanted)
    assert len(store.open_history(folder / ".hmic/history.sqlite").snapshots()) == 1
    assert {one.meeting for one in store.open_history(folder / ".hmic/history.sqlite").papers()} == {ON}


def test_the_record_names_the_round_its_steps_and_the_files_and_half_a_line_is_passed_over(folder: Path) -> None:
    assert call("run", "--workspace", folder, "--as-at", MEETING_DAY, "--json").code == 0
    path = folder / ".hmic/runs.jsonl"
    said = json.loads(path.read_text(encoding="utf-8"))
    assert list(said) == ["when", "as_at", "round", "moment", "meeting", "exit", "steps", "files", "library"]
    assert (said["as_at"], said["round"], said["exit"]) == (MEETING_DAY, "run", 0)
    assert [one["step"] for one in said["steps"]] == list(STEPS)
    assert [Path(one).name for one in said["files"][:3]] == [
        "jac_report 2022-03-31.docx", "jac_report 2022-03-31 public.docx", "jac_report 2022-03-31 public.eml",
    ]  # fmt: skip
    with path.open("a", encoding="utf-8") as file:
        file.write('{"when": "2022-04-01T06')
    shutil.copy(path, folder / "kept")
    assert len(read_runs(folder / ".hmic")) == 1
    assert call("run", "--workspace", folder, "--as-at", MEETING_DAY, "--quiet").code == 0
    assert len(read_runs(folder / ".hmic")) == 2

"""What every verb has in common: where its options stand, which stream its words go to, how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import MEETING_DAY, PROJECT, REGISTER, call, make_workspace, start

import hmic_tracker
from hmic_tracker.runs import inputs

HEAVY = ("pandas", "sqlalchemy", "docx", "docxtpl", "openpyxl", "lxml", "jinja2", "holidays", "rapidfuzz", "xlsxwriter")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "workspace")


def test_the_workspace_may_stand_before_or_after_the_verb_and_the_later_one_counts(
    workspace: Path, tmp_path: Path
) -> None:
    before = call("--workspace", workspace, "check", "--as-at", MEETING_DAY)
    after = call("check", "--workspace", workspace, "--as-at", MEETING_DAY)
    both = call("--workspace", tmp_path / "nowhere", "check", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert before == after == both
    assert before.code == 0 and "WMP-" in before.out


def test_the_workspace_is_this_folder_by_default(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)
    assert call("check", "--as-at", MEETING_DAY) == call("check", "--workspace", workspace, "--as-at", MEETING_DAY)


def test_json_and_quiet_may_stand_before_the_verb_and_last_for_one_call(workspace: Path) -> None:
    assert call("--json", "--workspace", workspace, "history").json["verb"] == "history"
    assert call("--workspace", workspace, "--quiet", "history").err == ""
    assert call("--workspace", workspace, "history").err == "No snapshots.\n"


def test_quiet_keeps_results_and_errors(workspace: Path) -> None:
    loud = call("check", "--workspace", workspace, "--as-at", MEETING_DAY)
    quiet = call("check", "--workspace", workspace, "--as-at", MEETING_DAY, "--quiet")
    assert (quiet.out, quiet.err) == (loud.out, "")
    assert "no recommendation XX" in call("explain", "XX", "--workspace", workspace, "--quiet").err


@pytest.mark.parametrize("day", ["2022-03-31", "31/03/2022", "31 March 2022"])
def test_a_day_may_be_written_as_people_write_it(workspace: Path, day: str) -> None:
    assert call("history", "--workspace", workspace).code == 0
    assert call("check", "--workspace", workspace, "--as-at", day, "--json").json["as_at"] == "2022-03-31"


@pytest.mark.parametrize("day", ["31/02/2022", "soon", "Q3 2022/23", ""])
def test_what_is_no_day_is_a_wrong_command_line(workspace: Path, day: str) -> None:
    said = call("check", "--workspace", workspace, "--as-at", day)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"“{day}” for --as-at is not a date.\nWrite it as 2022-03-31.\n"


@pytest.mark.parametrize("words", [("fly",), ("check", "--fast"), ("explain",), ("diff", "--from", "2022-01-01")])
def test_a_wrong_command_line_ends_with_2_and_says_what_is_wrong(words: tuple[str, ...]) -> None:
    said = call(*words)
    assert (said.code, said.out) == (2, "")
    assert "Error" in said.err and "Traceback" not in said.err


def test_an_error_as_json_is_one_object_on_standard_output(workspace: Path) -> None:
    (workspace / REGISTER).unlink()
    said = call("check", "--workspace", workspace, "--as-at", MEETING_DAY, "--json")
    assert (said.code, said.err) == (3, "")
    assert list(said.json) == ["schema", "verb", "as_at", "exit", "problems", "error"]
    assert (said.json["verb"], said.json["as_at"], said.json["exit"]) == ("check", MEETING_DAY, 3)
    assert "not there" in said.json["error"]["message"] and said.json["error"]["advice"]


def test_an_error_as_json_names_the_verb_whatever_stands_before_it(workspace: Path) -> None:
    (workspace / REGISTER).unlink()
    assert call("--workspace", workspace, "--json", "rate").json["verb"] == "rate"


def test_a_fault_of_the_program_ends_with_9_and_without_a_traceback(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault made for the test")

    monkeypatch.setattr(inputs, "judge", fail)
    said = call("check", "--workspace", workspace)
    assert (said.code, said.out) == (9, "")
    assert said.err.startswith("hmic-tracker itself has failed (ZeroDivisionError: a fault made for the test).\n")
    assert "--debug" in said.err and "Traceback" not in said.err
    with pytest.raises(ZeroDivisionError):
        call("--debug", "check", "--workspace", workspace)


def test_version_is_that_of_the_package() -> None:
    assert call("--version").out == f"hmic-tracker {hmic_tracker.__version__}\n"


def test_help_names_every_verb_with_a_sentence() -> None:
    said = call("--help")
    assert said.code == 0
    for verb in ("init", "check", "rate", "explain", "report", "draft", "history", "diff", "run", "describe", "doctor"):
        (line,) = [line for line in said.out.splitlines() if line.split()[:1] == [verb]]
        assert len(line.split()) > 3, line


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["run", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys, json\n"
        f"sys.argv = ['hmic-tracker', *{words!r}]\n"
        "from hmic_tracker.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=True
    )
    assert "Usage" in done.stdout
    loaded = {name.split(".")[0] for name in json.loads(done.stderr)}
    assert loaded.isdisjoint(HEAVY), sorted(loaded & set(HEAVY))


def test_results_and_words_for_people_go_to_streams_of_their_own(workspace: Path) -> None:
    said = start("rate", "--as-at", MEETING_DAY, cwd=workspace)
    assert said.code == 0
    assert "->" in said.out and "changes." not in said.out
    assert said.err.endswith("changes.\n") and "->" not in said.err


def test_a_console_that_knows_few_characters_still_gets_its_answer(workspace: Path) -> None:
    few = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    said = start("describe", "problems", cwd=workspace, env=few)
    assert (said.code, "Traceback" in said.err) == (0, False)
    assert "“" in said.out or "?" in said.out


def test_without_a_verb_it_shows_the_help() -> None:
    said = call()
    assert said.code in (0, 2)
    assert "Usage" in said.everything and "Traceback" not in said.everything

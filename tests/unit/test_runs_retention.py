"""How long things are kept: previous copies, the outbox, the logs and the run record."""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from command_line import MEETING_DAY, make_workspace

from hmic_tracker.runs import provenance
from hmic_tracker.runs.cycle import run
from hmic_tracker.runs.log import Log
from hmic_tracker.runs.record import read_runs
from hmic_tracker.runs.retention import clear_out
from hmic_tracker.runs.workspace import Workspace, open_workspace

TODAY = date(2022, 3, 31)


def workspace(folder: Path, settings: str) -> Workspace:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hmic-tracker.toml").write_text(f"[retention]\n{settings}\n", encoding="utf-8")
    return open_workspace(folder)


def put(path: Path, day: str, words: str = "kept") -> Path:
    """A file last changed on a day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    then = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    os.utime(path, (then, then))
    return path


def copies(folder: Path, *stamps: str) -> None:
    for number, stamp in enumerate(stamps):
        put(folder / "backups" / f"recommendation_register {stamp} {number:08x}.xlsx", stamp[:10])


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_previous_copies_are_kept_for_so_many_days_and_the_newest_for_ever(tmp_path: Path) -> None:
    copies(tmp_path, "2022-03-30 063000", "2022-03-01 063000", "2022-02-28 063000", "2021-01-01")
    said = clear_out(workspace(tmp_path, "backups_days = 30"), TODAY)
    assert left(tmp_path / "backups") == [
        "recommendation_register 2022-03-01 063000 00000001.xlsx",
        "recommendation_register 2022-03-30 063000 00000000.xlsx",
    ]
    assert said[0].startswith("2 previous copies older than they are kept: recommendation_register 2022-02-28 063000")
    assert clear_out(workspace(tmp_path, "backups_days = 1"), date(2030, 1, 1))
    assert left(tmp_path / "backups") == ["recommendation_register 2022-03-30 063000 00000000.xlsx"]


def test_what_is_no_copy_of_the_register_is_not_touched(tmp_path: Path) -> None:
    copies(tmp_path, "2022-03-30 063000", "2001-01-01")
    for name in ("our own.xlsx", "recommendation_register.xlsx", "minutes 2001-01-01.docx"):
        put(tmp_path / "backups" / name, "2001-01-01")
    clear_out(workspace(tmp_path, "backups_days = 30"), TODAY)
    assert {"our own.xlsx", "recommendation_register.xlsx", "minutes 2001-01-01.docx"} < set(left(tmp_path / "backups"))


def test_changes_that_waited_too_long_are_given_up(tmp_path: Path) -> None:
    for name, day in {
        "changes 2022-03-30.json": "2022-03-30", "changes 2021-12-01.json": "2021-12-01",
        "changes 2021-11-01.json.damaged": "2021-11-01", "notes.txt": "2001-01-01",
    }.items():  # fmt: skip
        put(tmp_path / "outbox" / name, day)
    said = clear_out(workspace(tmp_path, "outbox_days = 60"), TODAY)
    assert left(tmp_path / "outbox") == ["changes 2022-03-30.json", "notes.txt"]
    assert said == (
        "2 files of the outbox given up: too long ago: changes 2021-11-01.json.damaged, changes 2021-12-01.json.",
    )


def test_logs_are_shortened_to_their_days(tmp_path: Path) -> None:
    logs = tmp_path / ".hmic/logs"
    put(logs / "hmic-tracker.log.2", "2020-06-01")
    put(logs / "hmic-tracker.log.1", "2022-03-01")
    put(logs / "hmic-tracker.log", "2022-03-30", "2021-01-01 06:30:00  run: old\n2022-03-30 06:30:00  run: new\n")
    lines = [json.dumps({"when": f"{day}T06:30:00+00:00", "says": "x"}) for day in ("2021-01-01", "2022-03-30")]
    put(logs / "hmic-tracker.jsonl", "2022-03-30", "\n".join(lines) + "\n")
    assert clear_out(workspace(tmp_path, "logs_days = 100"), TODAY)
    assert left(logs) == ["hmic-tracker.jsonl", "hmic-tracker.log", "hmic-tracker.log.1"]
    assert (logs / "hmic-tracker.log").read_text() == "2022-03-30 06:30:00  run: new\n"
    assert (logs / "hmic-tracker.jsonl").read_text() == lines[1] + "\n"


def test_full_logs_are_turned_over_and_so_many_kept(tmp_path: Path) -> None:
    log = Log(workspace(tmp_path, "log_kilobytes = 1\nlog_files = 2"))
    for number in range(200):
        log.say("2022-03-31T06:30:00+01:00", f"line {number} of a log that is long")
    logs = tmp_path / ".hmic/logs"
    assert left(logs) == [f"hmic-tracker.{kind}{end}" for kind in ("jsonl", "log") for end in ("", ".1", ".2")]
    assert all(path.stat().st_size <= 1024 for path in logs.iterdir())
    assert "line 199 " in (logs / "hmic-tracker.log").read_text()


def test_the_run_record_is_shortened_to_its_days(tmp_path: Path) -> None:
    def line(day: str) -> str:
        said = {"when": f"{day}T06:30:00+00:00", "as_at": day, "round": "run", "moment": None, "meeting": None}
        return json.dumps({**said, "exit": 0, "steps": [], "files": [], "library": "0"})

    path = put(tmp_path / ".hmic/runs.jsonl", "2022-03-30", "\n".join(map(line, ("2018-01-01", "2022-03-30"))) + "\n")
    clear_out(workspace(tmp_path, "runs_days = 1100"), TODAY)
    assert [one.as_at for one in read_runs(path.parent)] == [date(2022, 3, 30)]


@pytest.mark.parametrize("settings", ["", "backups_days = 0\noutbox_days = 0\nlogs_days = 0\nruns_days = 0"])
def test_where_nothing_is_old_or_all_is_kept_for_ever_nothing_is_removed(tmp_path: Path, settings: str) -> None:
    day = "2022-03-30" if not settings else "1999-01-01"
    copies(tmp_path, f"{day} 063000")
    put(tmp_path / "outbox/changes 2022-03-30.json", day)
    put(tmp_path / ".hmic/logs/hmic-tracker.log.1", day)
    put(tmp_path / ".hmic/runs.jsonl", day, f'{{"when": "{day}"}}\n')
    before = sorted(tmp_path.rglob("*"))
    found = workspace(tmp_path, settings)
    before = sorted({*before, tmp_path / "hmic-tracker.toml"})
    assert clear_out(found, TODAY) == ()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_run_clears_out_by_the_day_it_ran_and_says_so_whatever_day_it_judges_by(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "w")
    put(folder / "outbox/changes 2021-12-01.json", "2021-12-01")
    began = datetime(2022, 1, 5, 6, 30, tzinfo=UTC)
    on = date.fromisoformat(MEETING_DAY)
    assert "retention" not in [step.name for step in run(open_workspace(folder), as_at=on, began=began).steps]
    put(folder / "outbox/changes 2021-10-01.json", "2021-10-01", "no change set")
    (*_, last) = run(open_workspace(folder), as_at=on, began=began).steps
    assert (last.name, last.outcome) == ("retention", "done")
    assert "changes 2021-10-01.json" in last.says


def test_of_many_notes_the_last_of_each_document_that_is_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provenance, "_MANY_NOTES", 3)
    place = workspace(tmp_path, "")
    paper, draft = put(place.out / "paper.docx", "2022-03-30"), put(place.drafts / "digest.eml", "2022-03-30")
    gone = put(place.out / "gone.docx", "2022-03-30")
    provenance.remember(place, (paper, draft, gone), {"as_at": "2022-03-29"})
    clear_out(place, TODAY)
    notes = place.records / "documents.jsonl"
    assert len(notes.read_text(encoding="utf-8").splitlines()) == 3
    provenance.remember(place, (paper, draft), {"as_at": "2022-03-30"})
    gone.unlink()
    clear_out(place, TODAY)
    assert len(notes.read_text(encoding="utf-8").splitlines()) == 2
    assert provenance.standing_of(place, paper, {"as_at": "2022-03-30"}) is provenance.Standing.HOLDS
    draft.write_text("by hand", encoding="utf-8")
    (kept,) = provenance.set_aside_changed(place, (draft,), place.drafts / "changed")
    assert kept.read_text(encoding="utf-8") == "by hand"

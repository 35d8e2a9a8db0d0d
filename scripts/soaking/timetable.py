"""The timetable kept for real, by a process of its own, while colleagues work and the process is killed."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl

from hmic_tracker.files import workspace_lock
from hmic_tracker.register.reading import open_register
from hmic_tracker.runs.keeping import SCHEDULE_LOCK, read_heartbeat
from hmic_tracker.runs.record import RunRecord, read_runs
from hmic_tracker.runs.starting import start_workspace

REGISTER = "workbooks/recommendation_register.xlsx"
_MARK = ".~lock.recommendation_register.xlsx#"
_MINUTE = timedelta(minutes=1)
_ZONE = "Europe/London"


def keep_for_real(folder: Path, minutes: float) -> str:
    """Keep a timetable for so many minutes, five at least, and say what came of it.

    In the first minute begins the rating, while a colleague has the register open; it is tried again when it is closed.
    In the second the emails, in the third the paper; a colleague edits the register, the process is killed and started
    again, and at last asked to stop.
    """
    workspace = folder / "hmic"
    start_workspace(workspace, example=True)
    begins = (datetime.now() + timedelta(seconds=40)).replace(second=0, microsecond=0) + _MINUTE
    _plan(workspace, begins)
    until = begins + timedelta(minutes=minutes) - _MINUTE
    ages: list[float] = []
    mark = workspace / "workbooks" / _MARK
    mark.write_text("Alun Prys,aprys,ANOTHER-PC,01.01.2022 09:00,file:///home/aprys;", encoding="utf-8")
    with _process(workspace) as first:
        _watch(workspace, begins + timedelta(seconds=50), ages)
        mark.unlink()
        _watch(workspace, begins + timedelta(seconds=140), ages)
        _edit(workspace / REGISTER, "WMP-0023", "edited by hand in the soak")
        _watch(workspace, begins + timedelta(seconds=180), ages)
        first.send_signal(signal.SIGKILL)
        first.wait(30)
    with _process(workspace) as second:
        _watch(workspace, until, ages)
        second.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        code = second.wait(60)
        took = time.monotonic() - asked
    assert code == 0, f"the schedule ended with {code}"
    return _came_of_it(workspace, ages, took)


def _plan(workspace: Path, begins: datetime) -> None:
    first, second, third = ((begins + on * _MINUTE).astimezone(ZoneInfo(_ZONE)) for on in range(3))
    (workspace / "hmic-tracker.toml").write_text(
        f'[timetable]\nzone = "{_ZONE}"\nrating_time = "{first:%H:%M}"\nrating_days = "every day"\n'
        f'digest_day = "{second:%A}"\ndigest_time = "{second:%H:%M}"\n'
        f'paper_time = "{third:%H:%M}"\npaper_working_days_before = 0\nretry_after_minutes = 1\n',
        encoding="utf-8",
    )
    book = openpyxl.load_workbook(workspace / REGISTER)
    sheet = book["Meetings"]
    rows = list(sheet.iter_rows())
    headings = {str(cell.value): cell.column for row in rows[:5] for cell in row if cell.value}
    below = max(number for number, row in enumerate(rows, 1) if any(cell.value for cell in row)) + 1
    meeting: dict[str, str | date] = {
        "Meeting date": begins.date() + timedelta(days=14),
        "Committee": "Joint Audit Committee",
        "Status": "Planned",
        "Papers due": begins.date(),
    }
    for heading, value in meeting.items():
        sheet.cell(below, headings[heading], value)
    book.save(workspace / REGISTER)


@contextmanager
def _process(workspace: Path) -> Iterator["subprocess.Popen[bytes]"]:
    words = [sys.executable, "-m", "hmic_tracker", "schedule", "--workspace", str(workspace), "--quiet"]
    with subprocess.Popen(words) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _watch(workspace: Path, until: datetime, ages: list[float]) -> None:
    """Wait, and look how old the heartbeat is."""
    while datetime.now() < until:
        time.sleep(1)
        beat = read_heartbeat(workspace / ".hmic")
        if beat is not None and beat.doing == "waiting":
            ages.append((datetime.now().astimezone() - beat.when).total_seconds())


def _edit(path: Path, ref: str, words: str) -> None:
    """A colleague writes a note and saves."""
    register = open_register(path)
    row = register.recommendations.find(ref)
    assert row is not None
    book = openpyxl.load_workbook(path)
    book[register.recommendations.sheet][register.recommendations.cell(row, "Notes")] = words
    book.save(path)


def _came_of_it(workspace: Path, ages: list[float], took: float) -> str:
    runs = [one for one in read_runs(workspace / ".hmic") if one.moment is not None]
    codes = {name: [one.exit_code for one in runs if one.round == name] for name in ("rating", "digest", "paper")}
    assert codes["rating"][0] == 5 and codes["rating"][-1] in (0, 1), codes
    assert _whole(runs) == {"rating": 1, "digest": 1, "paper": 1}, codes
    assert max(ages) < 75, f"the heartbeat was {max(ages):.0f} seconds old"
    register = open_register(workspace / REGISTER)
    (edited,) = (said for said in register.recommendations if said.ref == "WMP-0023")
    assert edited.notes == "edited by hand in the soak", edited.notes
    papers = sorted(path.name for path in (workspace / "out").glob("*.docx"))
    assert len(papers) == 2, papers
    assert not list(workspace.glob("outbox/*.json")), "changes still wait"
    logged = (workspace / ".hmic/logs/hmic-tracker.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["says"] for line in logged)
    with workspace_lock(workspace, name=SCHEDULE_LOCK):
        pass
    return (
        f"rating {codes['rating']} (the register was open at first), emails {codes['digest']}, paper {codes['paper']}; "
        f"killed once, nothing done twice; heartbeat at most {max(ages):.0f} s old; SIGTERM ended it in {took:.1f} s; "
        f"{len(logged)} lines logged"
    )


def _whole(runs: list[RunRecord]) -> dict[str, int]:
    return dict(Counter(one.round for one in runs if one.is_whole))

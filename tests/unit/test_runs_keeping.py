"""The timetable kept by a clock of its own, over a year and over accidents."""

import json
import subprocess
import sys
import time as real_time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from command_line import REGISTER, call, make_workspace, start
from sheets import make_register_file
from timetables import FakeClock, keep, utc

from hmic_tracker.errors import FileRefused, WorkbookBusy
from hmic_tracker.files import workspace_lock
from hmic_tracker.rules.working_days import is_working_day
from hmic_tracker.runs import cycle, keeping, waking
from hmic_tracker.runs.cycle import RunResult
from hmic_tracker.runs.inputs import read_inputs, unrated
from hmic_tracker.runs.keeping import keep_timetable, read_heartbeat
from hmic_tracker.runs.record import RunRecord, finish, read_runs
from hmic_tracker.runs.workspace import Workspace, open_workspace

SHEET = """
| Ref      | Inspection ref | Number | Kind           | Recommendation | Status      | HMICFRS due date |
| WMP-0001 | 2021-CUSTODY   | 1      | Recommendation | Review logs    | In progress | 2022-06-01       |
"""
MEETINGS = """
| Meeting date | Committee             | Status    | Papers due |
| 2022-03-31   | Joint Audit Committee | Planned   | 2022-03-22 |
| 2022-06-29   | Joint Audit Committee | Planned   |            |
| 2022-09-28   | Joint Audit Committee | Cancelled | 2022-09-20 |
| 2022-10-05   | Ethics Committee      | Planned   | 2022-09-27 |
| 2022-12-07   | Joint Audit Committee | Planned   | 2022-11-29 |
"""


def small_workspace(folder: Path, settings: str) -> Path:
    make_register_file(folder / REGISTER, SHEET, Meetings=MEETINGS)
    (folder / "hmic-tracker.toml").write_text(settings, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small workspace: rated at half past one every day, emails on Fridays, papers as the Meetings sheet says."""
    return small_workspace(
        tmp_path / "w",
        '[timetable]\nrating_time = "01:30"\nrating_days = "every day"\ndigest_day = "Friday"\ndigest_time = "16:00"\n',
    )


def runs_of(folder: Path, name: str) -> list[RunRecord]:
    return [one for one in read_runs(folder / ".hmic") if one.round == name]


def only_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rounds that do nothing but stand in the record: what they do is told elsewhere, and a year has hundreds."""

    made: list[RunResult] = []

    def take(workspace: Workspace, order: cycle.Order) -> RunResult:
        finish(workspace.records, cycle.replace(order.begun(), exit_code=0))
        if not made:
            made.append(RunResult(unrated(read_inputs(workspace, as_at=order.as_at), ()), ()))
        return made[0]

    monkeypatch.setattr(waking, "take_steps", take)


def test_over_a_year_with_both_clock_changes_nothing_is_lost_and_nothing_done_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_recording(monkeypatch)
    keep(folder, FakeClock(utc("2022-01-01 00:00"), until=utc("2023-01-01 00:00")))
    ratings = runs_of(folder, "rating")
    every_day = [date(2022, 1, 1) + timedelta(days=on) for on in range(365)]
    assert [one.as_at for one in ratings] == every_day
    by_the_clock = Counter(one.when[11:] for one in ratings)
    assert by_the_clock == {"01:30:00+00:00": 147, "01:30:00+01:00": 217, "02:30:00+01:00": 1}
    digests = runs_of(folder, "digest")
    assert [one.as_at for one in digests] == [day for day in every_day if day.weekday() == 4]
    assert {one.when[11:16] for one in digests} == {"16:00"}
    papers = [(one.meeting, one.when) for one in runs_of(folder, "paper")]
    assert papers == [
        (date(2022, 3, 31), "2022-03-17T07:30:00+00:00"),
        (date(2022, 6, 29), "2022-06-16T07:30:00+01:00"),
        (date(2022, 12, 7), "2022-11-24T07:30:00+00:00"),
    ]


def test_over_a_year_of_working_days_the_rating_is_done_on_each_at_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_recording(monkeypatch)
    folder = small_workspace(tmp_path / "w", '[timetable]\ndigest_day = ""\npaper_time = ""\n')
    keep(folder, FakeClock(utc("2022-01-01 00:00"), until=utc("2023-01-01 00:00")))
    days = [date(2022, 1, 1) + timedelta(days=on) for on in range(365)]
    assert [one.as_at for one in runs_of(folder, "rating")] == [day for day in days if is_working_day(day)]
    assert {one.when[11:16] for one in runs_of(folder, "rating")} == {"06:30"}


def test_a_machine_that_slept_for_a_week_catches_up_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_recording(monkeypatch)
    asleep = (utc("2022-03-24 12:00"), utc("2022-03-31 09:17"))
    keep(folder, FakeClock(utc("2022-03-22 00:00"), until=utc("2022-04-02 00:00"), sleeps=[asleep]))
    assert [one.when[:16] for one in runs_of(folder, "rating")] == [
        "2022-03-22T01:30", "2022-03-23T01:30", "2022-03-24T01:30", "2022-03-31T10:17", "2022-04-01T01:30",
    ]  # fmt: skip
    assert [one.when[:16] for one in runs_of(folder, "digest")] == ["2022-03-31T10:17", "2022-04-01T16:00"]


def test_started_again_each_hour_it_does_what_it_would_have_done_in_one_go(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_recording(monkeypatch)
    now = utc("2022-03-26 00:00")
    while now < utc("2022-03-29 00:00"):
        keep(folder, FakeClock(now, until=now + timedelta(minutes=50)))
        now += timedelta(hours=1)
    assert [one.when[:16] for one in runs_of(folder, "rating")] == [
        "2022-03-26T01:30", "2022-03-27T02:30", "2022-03-28T01:30",
    ]  # fmt: skip


def test_a_round_that_always_fails_starves_no_other_and_is_tried_so_many_times(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = cycle.take_steps

    def fail_papers(workspace: Workspace, order: cycle.Order) -> RunResult:
        if order.round == "paper":
            finish(workspace.records, cycle.replace(order.begun(), exit_code=9))
            raise ZeroDivisionError("a fault made for the test")
        return real(workspace, order)

    monkeypatch.setattr(waking, "take_steps", fail_papers)
    told = keep(folder, FakeClock(utc("2022-03-16 12:00"), until=utc("2022-03-19 00:00")))
    assert [one.when[:16] for one in runs_of(folder, "rating")] == [
        "2022-03-16T12:00", "2022-03-17T01:30", "2022-03-18T01:30",
    ]  # fmt: skip
    assert [one.exit_code for one in runs_of(folder, "rating")] == [0, 0, 0]
    assert [one.when[11:16] for one in runs_of(folder, "paper")] == ["07:30", "08:00", "08:30", "09:00"]
    (digest,) = runs_of(folder, "digest")
    assert (digest.exit_code, [one.name for one in digest.steps]) == (0, ["check", "rate", "draft"])
    assert any("ZeroDivisionError: a fault made for the test" in words for words in told)


def test_a_round_that_a_full_disk_keeps_out_of_the_record_is_not_done_each_minute(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[datetime] = []
    clock = FakeClock(utc("2022-03-31 00:00"), until=utc("2022-03-31 05:00"))

    def refuse(workspace: Workspace, order: cycle.Order) -> RunResult:
        began.append(clock.now)
        raise FileRefused("The disk is full.", advice="Make room.")

    monkeypatch.setattr(waking, "take_steps", refuse)
    keep(folder, clock, beat=timedelta(minutes=1))
    assert [f"{moment:%H:%M}" for moment in began] == ["00:30", "01:00", "01:30", "02:00"]


def test_a_round_that_another_run_keeps_waiting_begins_when_that_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock(utc("2022-03-31 00:00"), until=utc("2022-03-31 03:00"))
    real = cycle.take_steps

    def wait_for_the_other(workspace: Workspace, order: cycle.Order) -> RunResult:
        if clock.now < utc("2022-03-31 00:35"):
            with workspace_lock(workspace.folder):
                return real(workspace, order)
        return real(workspace, order)

    monkeypatch.setattr(waking, "take_steps", wait_for_the_other)
    told = keep(folder, clock, beat=timedelta(minutes=1))
    (rating,) = runs_of(folder, "rating")
    assert (rating.when[:16], rating.exit_code) == ("2022-03-31T01:35", 0)
    assert any("Another run of hmic-tracker is at work" in words for words in told)


def test_what_staff_write_on_the_meetings_sheet_counts_from_the_next_look_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_recording(monkeypatch)
    clock = FakeClock(utc("2022-03-01 00:00"), until=utc("2022-03-20 00:00"))

    def wait(seconds: float) -> bool:
        if seconds and clock.now >= utc("2022-03-02 00:00") and not (folder / "moved").exists():
            (folder / "moved").touch()
            make_register_file(folder / REGISTER, SHEET, Meetings=MEETINGS.replace("2022-03-22", "2022-03-11"))
        return clock.wait(seconds)

    keep_timetable(open_workspace(folder), clock=clock, wait=wait, beat=timedelta(hours=6))
    assert [one.when[:16] for one in runs_of(folder, "paper")] == ["2022-03-08T07:30"]


def test_a_register_that_cannot_be_read_is_said_once_and_the_rounds_go_on(folder: Path) -> None:
    (folder / REGISTER).write_bytes(b"no workbook")
    clock = FakeClock(utc("2022-03-31 00:00"), until=utc("2022-03-31 03:00"))
    told = keep(folder, clock, beat=timedelta(minutes=1))
    assert len([words for words in told if "the meetings in the register cannot be read" in words]) == 1
    assert [one.exit_code for one in runs_of(folder, "rating")] == [3] * 4


def test_one_process_keeps_the_timetable_of_a_workspace_and_a_second_says_who(folder: Path) -> None:
    clock = FakeClock(utc("2022-03-31 00:00"), until=utc("2022-04-01 00:00"))

    def second(seconds: float) -> bool:
        with pytest.raises(WorkbookBusy, match=r"The timetable is kept already in .* \(process \d+ on .+\)\.") as busy:
            keep(folder, FakeClock(clock.now, until=clock.now))
        assert busy.value.advice == "One process is enough. To begin anew, stop that one first."
        return True

    keep_timetable(open_workspace(folder), clock=clock, wait=second)
    said = call("schedule", "--workspace", folder, "--cron")  # what only prints needs no lock
    assert said.code == 0


def test_asked_to_stop_within_a_round_the_step_at_work_is_finished_and_the_next_start_carries_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock(utc("2022-03-31 00:30"), until=utc("2023-01-01 00:00"))
    real = keeping.do_round

    def stop_after_rate(workspace: Workspace, occurrence: object, **how: object) -> object:
        running = workspace.records / "running.json"

        def is_stopping() -> bool:
            return running.exists() and any(
                step["step"] == "rate" for step in json.loads(running.read_text(encoding="utf-8"))["steps"]
            )

        done = real(workspace, occurrence, clock=clock, is_stopping=is_stopping)  # type: ignore[arg-type]
        clock.until = clock.now
        return done

    with monkeypatch.context() as within:
        within.setattr(keeping, "do_round", stop_after_rate)
        keep(folder, clock)
    (stopped,) = runs_of(folder, "rating")
    assert [one.outcome for one in stopped.steps] == ["done", "done", "skipped", "skipped"]
    keep(folder, FakeClock(utc("2022-03-31 00:31"), until=utc("2022-03-31 00:40")))
    assert [one.exit_code for one in runs_of(folder, "rating")] == [None, 0]


def test_the_heartbeat_tells_who_does_what_and_when_something_is_due_next(folder: Path) -> None:
    heard = []
    clock = FakeClock(utc("2022-03-31 00:29"), until=utc("2022-03-31 00:32"))

    def wait(seconds: float) -> bool:
        heard.append(read_heartbeat(folder / ".hmic"))
        return clock.wait(seconds)

    keep_timetable(open_workspace(folder), clock=clock, wait=wait)
    doing = [beat.doing for beat in heard if beat]
    assert list(dict.fromkeys(doing)) == ["waiting", "at work on the rating"]
    last = read_heartbeat(folder / ".hmic")
    assert last is not None
    assert (last.doing, last.when, last.next_moment) == ("ended", clock.now, utc("2022-04-01 00:30"))


def test_the_logs_tell_the_same_in_words_and_as_json(folder: Path) -> None:
    keep(folder, FakeClock(utc("2022-03-31 00:30"), until=utc("2022-03-31 00:40")))
    words = (folder / ".hmic/logs/hmic-tracker.log").read_text(encoding="utf-8").splitlines()
    lines = [
        json.loads(text) for text in (folder / ".hmic/logs/hmic-tracker.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert words[0] == "2022-03-31 01:30:00  schedule: the timetable is kept from now on"
    assert [text.split("  ", 1)[1] for text in words] == [one["says"] for one in lines]
    assert lines[0] == {
        "when": "2022-03-31T01:30:00+01:00", "level": "info", "says": "schedule: the timetable is kept from now on",
    }  # fmt: skip
    assert "schedule: the rating ended with exit code 0" in [one["says"] for one in lines]
    assert words[-1].endswith("schedule: the timetable is not kept any more")


def test_due_from_the_command_line_does_what_is_due_once(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "w")
    text = '[timetable]\nrating_time = "00:00"\nrating_days = "every day"\ndigest_day = ""\npaper_time = ""\n'
    (folder / "hmic-tracker.toml").write_text(text, encoding="utf-8")
    first = call("run", "--due", "--workspace", folder, "--json").json
    assert first["exit"] == 0
    assert [(one["round"], one["exit"]) for one in first["rounds"]] == [("rating", 0)]
    assert [one["step"] for one in first["rounds"][0]["steps"]] == ["check", "rate", "write", "snapshot"]
    again = call("run", "--due", "--workspace", folder, "--json").json
    assert (again["rounds"], again["exit"], again["files"]) == ([], 0, [])
    assert [one["round"] for one in again["next"]] == ["rating"]
    said = call("run", "--due", "--workspace", folder)
    assert said.err.splitlines()[0] == "Nothing is due." and said.err.splitlines()[1].startswith("Next: the rating, ")


def test_due_goes_by_the_clock_alone(tmp_path: Path) -> None:
    said = call("run", "--due", "--as-at", "2022-03-31", "--workspace", make_workspace(tmp_path / "w"))
    assert (said.code, said.err.splitlines()[0]) == (2, "--due goes by the clock and the timetable alone.")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_the_schedule_cleanly_in_the_middle_of_its_waiting(tmp_path: Path, name: str) -> None:
    import signal

    folder = make_workspace(tmp_path / "w")
    text = '[timetable]\nrating_time = ""\ndigest_day = ""\npaper_time = ""\n'
    (folder / "hmic-tracker.toml").write_text(text, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "hmic_tracker", "schedule"], cwd=folder, stderr=subprocess.PIPE, text=True
    ) as process:
        deadline = real_time.monotonic() + 60
        while real_time.monotonic() < deadline:
            beat = read_heartbeat(folder / ".hmic")
            if beat is not None and beat.doing == "waiting":
                break
            real_time.sleep(0.05)
        second = start("schedule", cwd=folder)
        process.send_signal(getattr(signal, name))
        _, err = process.communicate(timeout=30)
    assert (second.code, second.err.startswith("The timetable is kept already in this folder (process ")) == (4, True)
    assert process.returncode == 0
    assert err.splitlines()[-1].endswith("the timetable is not kept any more")
    ended = read_heartbeat(folder / ".hmic")
    assert ended is not None and ended.doing == "ended"
    # The lock is free again: otherwise this raises WorkbookBusy.
    with workspace_lock(folder, name=keeping.SCHEDULE_LOCK):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_in_the_middle_of_a_paper_finishes_the_step_and_fails_none(tmp_path: Path) -> None:
    import os
    import signal

    folder = tmp_path / "w"
    today = datetime.now(UTC).date()
    meeting = today + timedelta(days=14)
    meetings = f"""
        | Meeting date | Committee             | Status  | Papers due |
        | {meeting} | Joint Audit Committee | Planned | {today} |
    """
    make_register_file(folder / REGISTER, SHEET, Meetings=meetings)
    settings = 'rating_time = ""\ndigest_day = ""\npaper_time = "00:00"\npaper_working_days_before = 0\nzone = "UTC"\n'
    (folder / "hmic-tracker.toml").write_text(f"[timetable]\n{settings}", encoding="utf-8")
    words = [sys.executable, "-m", "hmic_tracker", "schedule", "--quiet"]
    environment = {**os.environ, "TZ": "UTC"}
    with subprocess.Popen(words, cwd=folder, start_new_session=True, env=environment) as process:
        deadline = real_time.monotonic() + 60
        while real_time.monotonic() < deadline and not list(folder.glob("out/*.docx")):
            real_time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 0
    (paper,) = runs_of(folder, "paper")
    assert paper.steps[4].outcome == "done", paper.steps
    assert {one.outcome for one in paper.steps} <= {"done", "skipped"}


def test_times_are_told_by_the_clock_of_the_zone(folder: Path) -> None:
    told = keep(folder, FakeClock(datetime(2022, 7, 1, 0, 30, tzinfo=UTC), until=utc("2022-07-01 00:31")))
    assert told[0] == "01/07/2022 01:30  the timetable is kept from now on"
    assert told[1] == "01/07/2022 01:30  the rating, due 01/07/2022 01:30, begins"

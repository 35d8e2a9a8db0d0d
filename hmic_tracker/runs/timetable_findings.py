"""What the doctor finds about the timetable: the last runs, what is due next, and whether somebody keeps it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hmic_tracker.errors import TrackerError
from hmic_tracker.runs.doctor import ABSENT, AMISS, GOOD, Finding
from hmic_tracker.runs.keeping import read_heartbeat
from hmic_tracker.runs.record import RunRecord, read_runs, running
from hmic_tracker.runs.timetable import ROUND
from hmic_tracker.runs.waking import look
from hmic_tracker.runs.workspace import Workspace

#: A heartbeat comes each minute, but for the time that a round takes.
_QUIET, _AT_WORK = timedelta(minutes=5), timedelta(hours=1)
_LATE = timedelta(hours=2)


def timetable_findings(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    """The findings as at `now`. Nothing is written."""
    try:
        runs = read_runs(workspace.records)
    except TrackerError as error:
        yield Finding("run record", AMISS, str(error))
        return
    yield from _last_runs(workspace, runs)
    yield from _next_due(workspace, runs, now)
    yield _kept(workspace, now)


def _last_runs(workspace: Workspace, runs: tuple[RunRecord, ...]) -> Iterator[Finding]:
    done = [one for one in runs if one.round == "run" or one.round in ROUND]
    if not done:
        yield Finding("last run", ABSENT, "none yet")
    for name in dict.fromkeys(one.round for one in done):
        last = [one for one in done if one.round == name][-1]
        subject = "last run" if name == "run" else f"last {name}"
        if last.exit_code is None:
            yield Finding(subject, AMISS, f"{_when(workspace, last)}, cut short; the next one carries on")
            continue
        failed = "; ".join(f"{step.name}: {step.says}" for step in last.failed)
        says = f"{_when(workspace, last)}, exit code {last.exit_code}" + (f"; {failed}" if failed else "")
        yield Finding(subject, GOOD if last.is_whole else AMISS, says)
    at_work = running(workspace.records)
    if at_work is not None:
        yield Finding("at work", ABSENT, f"a run that began {_when(workspace, at_work)}, or was cut short since")


def _when(workspace: Workspace, run: RunRecord) -> str:
    return f"{workspace.timetable.local(run.began):%d/%m/%Y %H:%M}" if run.began else run.when


def _next_due(workspace: Workspace, runs: tuple[RunRecord, ...], now: datetime) -> Iterator[Finding]:
    try:
        agenda, error = look(workspace, now)
    except TrackerError as refused:
        yield Finding("timetable", AMISS, str(refused))
        return
    if error is not None:
        # What is amiss with the register is told of the register itself.
        yield Finding("meetings", ABSENT, "the paper's day is not known while the register cannot be read")
    local = workspace.timetable.local
    in_use = any(one.round in ROUND for one in runs)
    for one in agenda.due:
        says = f"{one}, since {local(one.moment):%d/%m/%Y %H:%M}"
        is_late = in_use and now.astimezone(UTC) - one.moment > _LATE
        yield Finding("due", AMISS if is_late else ABSENT, f"{says}; nobody has woken the program" if is_late else says)
    for moment, one in agenda.again:
        yield Finding("tried again", ABSENT, f"{one}, {local(moment):%d/%m/%Y %H:%M}")
    for one in agenda.coming:
        yield Finding("next due", GOOD, f"{one}, {local(one.moment):%d/%m/%Y %H:%M}")
    if not agenda.coming:
        yield Finding("next due", ABSENT, "nothing by itself: [timetable] in hmic-tracker.toml names no time")


def _kept(workspace: Workspace, now: datetime) -> Finding:
    beat = read_heartbeat(workspace.records)
    if beat is None or beat.doing == "ended":
        return Finding("timetable", ABSENT, "not kept by hmic-tracker schedule; well where the system wakes run --due")
    age = now - beat.when
    who = f"process {beat.process} on {beat.host}"
    limit = _QUIET if beat.doing == "waiting" else _AT_WORK
    if age > limit:
        since = f"{workspace.timetable.local(beat.when):%d/%m/%Y %H:%M}"
        return Finding("timetable", AMISS, f"{who} has given no sign of life since {since}; start it again")
    seconds = max(int(age.total_seconds()), 0)
    return Finding("timetable", GOOD, f"kept by {who}, {beat.doing}; last sign of life {seconds} seconds ago")

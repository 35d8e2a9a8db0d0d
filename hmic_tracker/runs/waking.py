"""Doing what is due: `run --due`, for those who let the system wake the program, and the rounds of `schedule`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hmic_tracker.errors import TrackerError
from hmic_tracker.runs import record
from hmic_tracker.runs.cycle import DONE, FAULT, Order, RunResult, fault_of, take_steps
from hmic_tracker.runs.due import Agenda, agenda, read_calendar
from hmic_tracker.runs.record import RUNS, RunRecord, Step, finish, read_runs
from hmic_tracker.runs.timetable import Occurrence
from hmic_tracker.runs.workspace import Workspace

Clock = Callable[[], datetime]
#: Where several rounds were due, the exit code is the first of these that one of them ended with.
WORST_FIRST = (FAULT, 3, 5, 4, 1)


@dataclass(frozen=True, slots=True)
class RoundDone:
    """A round that was due, and what came of it: a result, or the error that kept it from beginning."""

    occurrence: Occurrence
    began: RunRecord
    result: RunResult | None = None
    error: TrackerError | None = None

    @property
    def exit_code(self) -> int:
        """As that of a run."""
        if self.error is not None:
            return self.error.exit_code
        return self.result.exit_code if self.result else DONE

    @property
    def steps(self) -> tuple[Step, ...]:
        """What became of each step."""
        return self.result.steps if self.result else ()

    @property
    def files(self) -> tuple[Path, ...]:
        """What was made."""
        return self.result.files if self.result else ()


@dataclass(frozen=True, slots=True)
class Woken:
    """What was due and done, what comes next, and what is wrong with the register where its meetings are not known."""

    rounds: tuple[RoundDone, ...]
    agenda: Agenda
    error: TrackerError | None = None

    @property
    def exit_code(self) -> int:
        """The worst of the rounds; 0 where nothing was due."""
        codes = {one.exit_code for one in self.rounds}
        return next((code for code in WORST_FIRST if code in codes), DONE)


def look(workspace: Workspace, now: datetime) -> tuple[Agenda, TrackerError | None]:
    """What is due, and what keeps the meetings from being known. Nothing is written."""
    calendar, error = read_calendar(workspace, now=now)
    return agenda(workspace.timetable, calendar, read_runs(workspace.records), now), error


def is_recorded(workspace: Workspace, began: RunRecord) -> bool:
    """Whether a run that began so stands in the record."""
    return any(
        (one.when, one.round, one.moment, one.meeting) == (began.when, began.round, began.moment, began.meeting)
        for one in read_runs(workspace.records)
    )


def run_due(workspace: Workspace, *, clock: Clock, is_stopping: Callable[[], bool] = lambda: False) -> Woken:
    """Do what is due at this moment, each round once and on its own; where nothing is, nothing is written.

    What a round raises is in the answer and stops none of the others. Raises FileRefused where the run record is there
    and cannot be read.
    """
    begin_record(workspace, clock())
    found, error = look(workspace, clock())
    rounds = tuple(
        do_round(workspace, occurrence, clock=clock, is_stopping=is_stopping)
        for occurrence in found.due
        if not is_stopping()
    )
    return Woken(rounds, look(workspace, clock())[0] if rounds else found, error)


def do_round(
    workspace: Workspace, occurrence: Occurrence, *, clock: Clock, is_stopping: Callable[[], bool] = lambda: False
) -> RoundDone:
    """Take the steps of one round. Raises nothing: what went wrong is in the answer, the record and the logs."""
    began = workspace.timetable.local(clock())
    order = Order(
        as_at=began.date(),
        meeting=occurrence.meeting,
        steps=occurrence.round.steps,
        round=occurrence.round.name,
        moment=occurrence.moment,
        when=began.isoformat(timespec="seconds"),
        stamp=f"{began:%Y-%m-%d %H%M%S}",
        is_stopping=is_stopping,
    )
    try:
        return RoundDone(occurrence, order.begun(), take_steps(workspace, order))
    except TrackerError as error:
        return RoundDone(occurrence, order.begun(), error=error)
    except Exception as error:
        # A round that fails must not keep the others from their time, whatever it fails by.
        return RoundDone(occurrence, order.begun(), error=fault_of(error))


def begin_record(workspace: Workspace, now: datetime) -> None:
    """Begin the run record of a workspace that has none: what fell due before that was never missed."""
    if (workspace.records / RUNS).exists():
        return
    local = workspace.timetable.local(now)
    begins = Step("timetable", record.DONE, "The timetable begins.")
    finish(
        workspace.records,
        RunRecord(local.isoformat(timespec="seconds"), local.date(), "timetable", steps=(begins,), exit_code=DONE),
    )

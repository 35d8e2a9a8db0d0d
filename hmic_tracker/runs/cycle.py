"""The cycle: check, rate, write, snapshot, report, draft. Repeat it as often as you like."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import FileRefused, HistoryUnusable, TrackerError
from hmic_tracker.interpreter import without_garbage_search
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.problems import must_fix
from hmic_tracker.runs import record
from hmic_tracker.runs.inputs import Judged
from hmic_tracker.runs.record import FAILED, RunRecord, Step
from hmic_tracker.runs.timetable import STEPS
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.figures.paper import Figures
    from hmic_tracker.register.writing import Receipt

DONE, MUST_FIX, UNUSABLE, BUSY, PARTLY, FAULT = 0, 1, 3, 4, 5, 9


@dataclass(frozen=True)
class Order:
    """What is asked of a run.

    `steps` are those to take; `round` and `moment` name the time of the timetable that it answers; `when` is when it
    began, ISO text with its offset, and `stamp` its name in the trail: empty, both are the as-at date. `after_step` is
    told what became of each step; once `is_stopping`, no further step is begun.
    """

    as_at: date
    meeting: date | None = None
    steps: tuple[str, ...] = STEPS
    round: str = "run"
    moment: datetime | None = None
    when: str = ""
    stamp: str = ""
    dry_run: bool = False
    ignore_lock: bool = False
    after_step: Callable[[Step], None] = lambda step: None
    is_stopping: Callable[[], bool] = lambda: False

    def begun(self) -> RunRecord:
        """Its line in the run record while nothing is done yet."""
        return RunRecord(self.when or self.as_at.isoformat(), self.as_at, self.round, self.moment, self.meeting)


@dataclass(frozen=True)
class RunResult:
    """What a run found, wrote and made; `steps` says what became of each step."""

    judged: Judged
    steps: tuple[Step, ...]
    receipt: "Receipt | None" = None
    snapshot: Snapshot | None = None
    files: tuple[Path, ...] = ()
    figures: "Figures | None" = None
    errors: tuple[TrackerError, ...] = ()
    was_stopped: bool = False

    @property
    def exit_code(self) -> int:
        """0, 1, 3, 5 or 9, as the command line documents them.

        9 where a step failed by a fault of the program, 3 where an input or a setting cannot be used or the figures
        don't reconcile; 5 where the register was open, the disk full, the record out of reach, or the run was stopped:
        the other steps are done, and the next run does what is left.
        """
        codes = {_code_of(error) for error in self.errors} | ({PARTLY} if self.was_stopped else set())
        for code in (FAULT, UNUSABLE, PARTLY):
            if code in codes:
                return code
        return MUST_FIX if must_fix(self.judged.problems) else DONE


def run(
    workspace: Workspace,
    *,
    as_at: date,
    meeting: date | None = None,
    dry_run: bool = False,
    ignore_lock: bool = False,
    stamp: str = "",
    began: datetime | None = None,
) -> RunResult:
    """The lot: check, rate, write, snapshot, report, draft.

    A step that fails does not stop those that can go on; its error is in the result. With `dry_run` all is worked out
    and nothing is written. `stamp` names the run in the trail; empty: the as-at date. `began` is the time, aware of its
    zone, for the run record and the logs; without it nothing is called too old to be kept. Raises a TrackerError only
    where the workbooks themselves cannot be read, and WorkbookBusy where another run is at work.
    """
    when = began.isoformat(timespec="seconds") if began else stamp
    return take_steps(
        workspace,
        Order(as_at, meeting, when=when, stamp=stamp, dry_run=dry_run, ignore_lock=ignore_lock),
    )


@without_garbage_search
def take_steps(workspace: Workspace, order: Order) -> RunResult:
    """Take the steps of an order, and put what became of them into the run record and the logs. Raises as `run`."""
    from hmic_tracker.files import workspace_lock
    from hmic_tracker.runs.steps import Work

    if order.dry_run:
        return Work(workspace, order).go()
    with ExitStack() as held:
        held.enter_context(workspace_lock(workspace.folder))
        diary = _Diary(workspace, order)
        diary.begin()
        try:
            work = Work(workspace, replace(order, after_step=diary.after_step))
            result = work.go()
        except TrackerError as error:
            # The workbooks cannot be read: there is nothing to go on with.
            diary.after_step(Step(order.steps[0], FAILED, str(error)))
            diary.end(error.exit_code)
            raise
        except Exception as error:
            diary.after_step(Step(order.steps[0], FAILED, str(fault_of(error))), error)
            diary.end(FAULT)
            raise
        for failed in result.errors:
            if failed.exit_code == FAULT:
                diary.tell_fault(failed)
        trouble = diary.end(result.exit_code, result)
        if trouble is None:
            return result
        steps = (*result.steps, Step("record", FAILED, str(trouble)))
        return replace(result, steps=steps, errors=(*result.errors, trouble))


def fault_of(error: Exception) -> TrackerError:
    """What nobody foresaw, as an error that says so and ends with exit code 9."""
    fault = TrackerError(
        f"hmic-tracker itself has failed ({type(error).__name__}: {error}).",
        advice="Run it again with --debug before the verb, and send the output to whoever looks after it.",
    )
    fault.exit_code = FAULT
    fault.__cause__ = error
    return fault


def _code_of(error: TrackerError) -> int:
    if error.exit_code == BUSY or isinstance(error, (FileRefused, HistoryUnusable)):
        return PARTLY
    return error.exit_code


class _Diary:
    """Keeps the run record and the logs of one run; a full disk is told at the end and stops nothing before."""

    def __init__(self, workspace: Workspace, order: Order) -> None:
        from hmic_tracker.runs.log import Log

        self.order = order
        self.records = workspace.records
        self.entry = order.begun()
        self.log = Log(workspace)
        self.trouble: TrackerError | None = None

    def begin(self) -> None:
        try:
            killed = record.settle(self.records)
            record.note(self.records, self.entry)
        except TrackerError as error:
            self.trouble = error
            return
        if killed is not None:
            after = f"after {killed.steps[-1].name}" if killed.steps else "at its beginning"
            self._say(f"the run of {killed.when} was cut short {after}; this one carries on", is_wrong=True)

    def after_step(self, step: Step, error: BaseException | None = None) -> None:
        self.entry = replace(self.entry, steps=(*self.entry.steps, step))
        try:
            record.note(self.records, self.entry)
        except TrackerError as refused:
            self.trouble = refused
        self._say(f"{step.name} {step.outcome}: {step.says}", is_wrong=step.outcome == FAILED, error=error)
        self.order.after_step(step)

    def tell_fault(self, fault: TrackerError) -> None:
        self._say(fault.message, is_wrong=True, error=fault.__cause__)

    def end(self, exit_code: int, result: RunResult | None = None) -> TrackerError | None:
        files = tuple(str(path) for path in result.files) if result else ()
        steps = result.steps if result else self.entry.steps
        try:
            # A run that was asked to stop is carried on by the next one as one that was killed.
            said = None if result is not None and result.was_stopped else exit_code
            record.finish(self.records, replace(self.entry, exit_code=said, files=files, steps=steps))
        except TrackerError as error:
            self.trouble = error
        self._say(f"ended with exit code {exit_code}", is_wrong=exit_code not in (DONE, MUST_FIX))
        return self.trouble

    def _say(self, words: str, *, is_wrong: bool = False, error: BaseException | None = None) -> None:
        import logging
        import traceback

        facts: dict[str, object] = {"round": self.order.round, "as_at": self.order.as_at}
        if error is not None:
            facts["traceback"] = "".join(traceback.format_exception(error))
        level = logging.ERROR if is_wrong else logging.INFO
        with suppress(OSError):
            self.log.say(self.entry.when, f"{self.order.round}: {words}", level=level, facts=facts)

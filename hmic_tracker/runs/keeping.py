"""Keeping the timetable: `hmic-tracker schedule`, one process a workspace, for years.

The schedule library asks each of its jobs whether it should run and runs those that should, in the order in which they
fell due. Whether a round should is for the run record to say, and what time it is for the caller's clock; so nothing
is done twice after a restart, a missed round is caught up once, and a test may let a year go by in a second.
"""

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import schedule

from hmic_tracker.errors import TrackerError, WorkbookBusy
from hmic_tracker.files import read_bytes_whole, system, workspace_lock, write_text_whole
from hmic_tracker.runs.cycle import fault_of
from hmic_tracker.runs.due import Agenda, agenda, read_calendar
from hmic_tracker.runs.log import Log
from hmic_tracker.runs.record import FAILED, RUNS, RunRecord, read_runs
from hmic_tracker.runs.timetable import ROUNDS, Calendar, Occurrence, Round
from hmic_tracker.runs.waking import Clock, begin_record, do_round, is_recorded
from hmic_tracker.runs.workspace import Workspace

HEARTBEAT, SCHEDULE_LOCK = "heartbeat.json", "schedule.lock"
#: How often the heartbeat is written and the register looked at for other meetings.
BEAT = timedelta(seconds=60)

Wait = Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When the timetable was last kept, by whom, what it was doing, and when something is due next."""

    when: datetime
    process: int
    host: str
    doing: str
    next_moment: datetime | None = None


def read_heartbeat(records: Path) -> Heartbeat | None:
    """The last sign of life of `hmic-tracker schedule`; None where there never was one or it cannot be read."""
    path = records / HEARTBEAT
    try:
        said = json.loads(read_bytes_whole(path))
        upcoming = said["next"]
        return Heartbeat(
            when=datetime.fromisoformat(said["when"]),
            process=int(said["process"]),
            host=str(said["host"]),
            doing=str(said["doing"]),
            next_moment=datetime.fromisoformat(upcoming) if upcoming else None,
        )
    except (TrackerError, ValueError, KeyError, TypeError):
        return None


def keep_timetable(
    workspace: Workspace,
    *,
    clock: Clock,
    wait: Wait,
    tell: Callable[[str], None] = lambda words: None,
    beat: timedelta = BEAT,
) -> None:
    """Do each round at its time until `wait` says that it is enough.

    `clock` gives the time, aware of its zone; `wait` waits so many seconds and returns whether the program was asked to
    stop, at once where it was; asked for no seconds it only says so. A step at work is finished before the program
    stops. `tell` is told, a sentence each, what a person who watches wants to see. Raises WorkbookBusy where another
    process keeps the timetable of this workspace, and FileRefused where its folder cannot be written.
    """
    busy, advice = "The timetable is kept already in", "One process is enough. To begin anew, stop that one first."
    with workspace_lock(workspace.folder, name=SCHEDULE_LOCK, busy=busy, advice=advice):
        keeper = _Keeper(workspace, clock, wait, tell)
        keeper.begin()
        try:
            keeper.keep(beat)
        finally:
            keeper.end()


class _RoundJob(schedule.Job):
    """A job of the schedule library whose time the run record tells, by a clock that is given to it."""

    def __init__(self, keeper: "_Keeper", a_round: Round) -> None:
        super().__init__(1, keeper.scheduler)
        self.keeper = keeper
        self.round = a_round

    @property
    def should_run(self) -> bool:
        """Whether the round is due; sets the time that the library sorts by."""
        due = self.keeper.due_of(self.round)
        self.next_run = due[0].moment if due else None
        return bool(due)

    def run(self) -> None:
        """Do the round for each time that is due: of papers, one a meeting."""
        for occurrence in self.keeper.due_of(self.round):
            if not self.keeper.is_stopping():
                self.keeper.do(occurrence)


class _Keeper:
    """The process that keeps a timetable."""

    def __init__(self, workspace: Workspace, clock: Clock, wait: Wait, tell: Callable[[str], None]) -> None:
        self.workspace = workspace
        self.clock = clock
        self.wait = wait
        self.tell = tell
        self.log = Log(workspace)
        self.scheduler = schedule.Scheduler()
        self.scheduler.jobs += [_RoundJob(self, one) for one in ROUNDS]
        self.agenda = Agenda()
        # Rounds that a full disk kept out of the record: they must not be done again each minute.
        self.unrecorded: list[RunRecord] = []
        self._calendar: tuple[tuple[int, int], Calendar] | None = None
        self._runs: tuple[tuple[int, int], tuple[RunRecord, ...]] = ((0, 0), ())
        self._said: dict[str, str] = {}

    def begin(self) -> None:
        """Begin the record, and say so."""
        with suppress(TrackerError):
            begin_record(self.workspace, self.clock())
        self.say("the timetable is kept from now on")

    def keep(self, beat: timedelta) -> None:
        """Do what is due, and wait for the next time, until the program is asked to stop."""
        while not self.is_stopping():
            try:
                self._look()
                self.scheduler.run_pending()
                self._look()
            except Exception as error:
                # Whatever it is, tomorrow's rating must not suffer from it.
                self._say_once("fault", str(fault_of(error)), level=logging.ERROR)
            if self.is_stopping():
                return
            self._beat("waiting")
            if self.wait(self._pause(beat).total_seconds()):
                return

    def end(self) -> None:
        """Say that the timetable is not kept any more."""
        self._beat("ended")
        self.say("the timetable is not kept any more")

    def is_stopping(self) -> bool:
        """Whether the program was asked to stop."""
        return self.wait(0)

    def due_of(self, a_round: Round) -> tuple[Occurrence, ...]:
        """The times of a round that are due."""
        return tuple(one for one in self.agenda.due if one.round is a_round)

    def do(self, occurrence: Occurrence) -> None:
        """Do a round, and say what came of it."""
        self._beat(f"at work on {occurrence}")
        self.say(f"{occurrence}, due {self._words(occurrence.moment)}, begins")
        done = do_round(self.workspace, occurrence, clock=self.clock, is_stopping=self.is_stopping)
        failed = [f"{step.name}: {step.says}" for step in done.steps if step.outcome == FAILED]
        failed += [str(done.error)] if done.error else []
        words = f"{occurrence} ended with exit code {done.exit_code}"
        self.say(". ".join([words, *failed]), level=logging.ERROR if failed else logging.INFO)
        is_kept_from_beginning = isinstance(done.error, WorkbookBusy)  # it is tried again with the next heartbeat
        with suppress(TrackerError):
            if is_kept_from_beginning or is_recorded(self.workspace, done.began):
                return
        self.unrecorded.append(replace(done.began, exit_code=done.exit_code))

    def _look(self) -> None:
        """What is due now, as far as the register and the record can be read."""
        now = self.clock()
        calendar, words = self._known_calendar(now)
        self._say_once("register", words)
        runs = (*self._known_runs(), *self.unrecorded)
        self.agenda = agenda(self.workspace.timetable, calendar, runs, now)

    def _known_runs(self) -> tuple[RunRecord, ...]:
        """The run record, read again only where something has been added to it."""
        mark = _mark(self.workspace.records / RUNS)
        if mark != self._runs[0]:
            try:
                self._runs = (mark, read_runs(self.workspace.records))
            except TrackerError as error:
                self._say_once("record", str(error))
        return self._runs[1]

    def _known_calendar(self, now: datetime) -> tuple[Calendar, str]:
        """The meetings, read again only where the register has been saved since: a share is not read each minute."""
        mark = _mark(self.workspace.register)
        if self._calendar is not None and self._calendar[0] == mark:
            return self._calendar[1], ""
        calendar, error = read_calendar(self.workspace, now=now)
        if error is None:
            self._calendar = (mark, calendar)
            return calendar, ""
        known = self._calendar[1] if self._calendar else calendar
        return known, f"the meetings in the register cannot be read now: {error}"

    def _say_once(self, about: str, words: str, *, level: int = logging.WARNING) -> None:
        """Say what is wrong once, and not each minute."""
        if words and self._said.get(about) != words:
            self.say(words, level=level)
        self._said[about] = words

    def _pause(self, beat: timedelta) -> timedelta:
        """Until something is due, but no longer than to the next heartbeat."""
        upcoming = self.agenda.next_moment
        if upcoming is None:
            return beat
        # Never nothing: a round that cannot begin is not tried without a pause.
        return max(min(beat, upcoming - self.clock()), timedelta(seconds=1))

    def _beat(self, doing: str) -> None:
        upcoming = self.agenda.next_moment
        said = {
            "when": self._iso(self.clock()),
            "process": system().pid(),
            "host": system().host(),
            "doing": doing,
            "next": self._iso(upcoming) if upcoming else None,
        }
        with suppress(TrackerError):
            write_text_whole(self.workspace.records / HEARTBEAT, json.dumps(said))

    def say(self, words: str, *, level: int = logging.INFO) -> None:
        """Say a sentence to whoever watches, and to the logs."""
        self.tell(f"{self._words(self.clock())}  {words}")
        self.log.say(self._iso(self.clock()), f"schedule: {words}", level=level)

    def _iso(self, moment: datetime) -> str:
        return self.workspace.timetable.local(moment).isoformat(timespec="seconds")

    def _words(self, moment: datetime) -> str:
        return f"{self.workspace.timetable.local(moment):%d/%m/%Y %H:%M}"


def _mark(path: Path) -> tuple[int, int]:
    """What tells that a file has been written since."""
    try:
        found = system().stat(path)
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)

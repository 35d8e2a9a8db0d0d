"""What is due by the timetable, decided from the run record: so it does not matter who wakes the program, or when.

Of each round only the last time counts: a machine that was off for a week does the rating once, not five times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from hmic_tracker.errors import TrackerError
from hmic_tracker.runs.record import RunRecord
from hmic_tracker.runs.timetable import (
    Calendar,
    Occurrence,
    PlannedMeeting,
    Timetable,
    last_before,
    next_after,
)
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due now, in the order in which it fell due; what is to be tried again, and when; and what comes next."""

    due: tuple[Occurrence, ...] = ()
    again: tuple[tuple[datetime, Occurrence], ...] = ()
    coming: tuple[Occurrence, ...] = ()

    @property
    def next_moment(self) -> datetime | None:
        """When something is due or tried again the next time; None where nothing ever is."""
        moments = [*(moment for moment, _ in self.again), *(one.moment for one in self.coming)]
        return min(moments, default=None)


def agenda(timetable: Timetable, calendar: Calendar, runs: Iterable[RunRecord], now: datetime) -> Agenda:
    """What is due at `now` (aware of its zone), given every run that the record knows.

    A round that was not done wholly is tried again, some time later and so many times as the timetable says. One that
    was killed is carried on at once. What fell due before the record begins was never missed: a record that is empty
    begins with the day of `now`.
    """
    now = now.astimezone(UTC)
    # A clock that once ran ahead must not keep rounds from being due until it is really so late.
    known = [
        one for one in runs if (one.moment is None or one.moment <= now) and (one.began is None or one.began <= now)
    ]
    begins = _beginning(timetable, known, now)
    due, again = [], []
    for occurrence in last_before(timetable, calendar, now):
        tried = [one for one in known if _answers(one, occurrence)]
        if any(one.is_whole for one in tried):
            continue
        if not tried:
            if occurrence.moment >= begins:
                due.append(occurrence)
            continue
        if len(tried) >= timetable.tries:
            continue
        last = tried[-1]
        moment = last.began or now
        if last.exit_code is not None:
            moment += timedelta(minutes=timetable.retry_after_minutes)
        if moment <= now:
            due.append(occurrence)
        else:
            again.append((moment, occurrence))
    coming = next_after(timetable, calendar, now)
    return Agenda(tuple(sorted(due, key=lambda one: one.moment)), tuple(sorted(again, key=lambda one: one[0])), coming)


def _answers(run: RunRecord, occurrence: Occurrence) -> bool:
    """Whether a run was for this time of a round, or for a later one."""
    is_of_it = run.round == occurrence.round.name and run.meeting == occurrence.meeting
    return is_of_it and run.moment is not None and run.moment >= occurrence.moment


def _beginning(timetable: Timetable, known: Iterable[RunRecord], now: datetime) -> datetime:
    first = min((one.began for one in known if one.began), default=now)
    return timetable.moment(timetable.local(first).date(), time())


def calendar_of(register: "Register", *, now: datetime, timetable: Timetable) -> Calendar:
    """What the timetable needs to know of a register: whose bank holidays count, and the meetings to come."""
    meetings = tuple(
        PlannedMeeting(one.day, one.papers_due.latest if one.papers_due else None)
        for one in register.committee_meetings.since(timetable.local(now).date())
        if one.day
    )
    return Calendar(register.settings.working_day_division, meetings)


def read_calendar(workspace: Workspace, *, now: datetime) -> tuple[Calendar, TrackerError | None]:
    """The calendar, and what is wrong where the register cannot be read: ratings and digests are due without it."""
    from hmic_tracker.register.reading import open_register
    from hmic_tracker.rules.working_days import bank_holidays

    try:
        register = open_register(workspace.register, aliases=workspace.aliases)
        found = calendar_of(register, now=now, timetable=workspace.timetable)
        bank_holidays(now.year, found.division)
    except TrackerError as error:
        return Calendar(), error
    return found, None

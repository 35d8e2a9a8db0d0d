"""The timetable: which rounds there are, and at which moments each falls due.

Times are those of a clock on the wall, in the zone of the settings, with its changes in spring and autumn; a moment is
an aware datetime in UTC. A time that a clock change leaves out (01:30 on the last Sunday of March) stands for the
moment at which it would have been without the change, and of a time that comes twice the first counts: so a round is
neither lost nor done twice (PEP 495, fold 0).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hmic_tracker.runs.machine_settings import EVERY_DAY, WEEKDAYS, WORKING_DAYS

#: The steps of a run, in their order.
STEPS = ("check", "rate", "write", "snapshot", "report", "draft")


@dataclass(frozen=True, slots=True)
class Round:
    """What is done by itself: its name, the steps of a run that it takes, and what it is in words."""

    name: str
    steps: tuple[str, ...]
    says: str


RATING = Round("rating", ("check", "rate", "write", "snapshot"), "the rating")
DIGEST = Round("digest", ("check", "rate", "draft"), "the weekly emails to owners")
PAPER = Round("paper", STEPS, "the paper")
ROUNDS = (RATING, DIGEST, PAPER)
ROUND = {one.name: one for one in ROUNDS}


@dataclass(frozen=True, slots=True)
class Timetable:
    """The settings of `[timetable]` as values. A time that is None: the round is never done by itself."""

    rating_time: time | None = time(6, 30)
    rating_days: str = WORKING_DAYS
    digest_day: str = "Monday"
    digest_time: time | None = time(7, 0)
    paper_time: time | None = time(7, 30)
    paper_working_days_before: int = 3
    papers_due_working_days_before_meeting: int = 6
    zone: str = "Europe/London"
    wake_every_minutes: int = 15
    retry_after_minutes: int = 30
    tries: int = 4

    def moment(self, day: date, at: time) -> datetime:
        """When the wall clock shows `at` on that day, in UTC."""
        return datetime.combine(day, at, ZoneInfo(self.zone)).astimezone(UTC)

    def local(self, moment: datetime) -> datetime:
        """What the wall clock shows at a moment."""
        return moment.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting to come of the committee that the paper is for, and when its papers are due where that is known."""

    meeting: date
    papers_due: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which a round falls due; `meeting` is that of a paper."""

    round: Round
    moment: datetime
    meeting: date | None = None

    def __str__(self) -> str:
        """`the paper for 31/03/2022`."""
        return f"{self.round.says} for {self.meeting:%d/%m/%Y}" if self.meeting else self.round.says


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the timetable needs to know of the register: its working days and its meetings to come."""

    division: str = "England and Wales"
    meetings: tuple[PlannedMeeting, ...] = ()


def last_before(timetable: Timetable, calendar: Calendar, now: datetime) -> tuple[Occurrence, ...]:
    """Of each round the last time that it fell due, up to and including `now`; of papers, those of meetings to come."""
    today = timetable.local(now).date()
    found = []
    for a_round in (RATING, DIGEST):
        # A fortnight holds a working day, and more than one Monday.
        days = (today - timedelta(days=back) for back in range(15))
        found += list(_first(_regular(timetable, calendar, a_round, days), until=now))
    papers = (one for one in _papers(timetable, calendar) if one.meeting and one.meeting >= today)
    return (*found, *(one for one in papers if one.moment <= now))


def next_after(timetable: Timetable, calendar: Calendar, now: datetime) -> tuple[Occurrence, ...]:
    """Of each round the next time that it falls due after `now`, the earliest first."""
    today = timetable.local(now).date()
    found = []
    for a_round in (RATING, DIGEST):
        days = (today + timedelta(days=on) for on in range(15))
        found += list(_first(_regular(timetable, calendar, a_round, days), after=now))
    papers = sorted((one for one in _papers(timetable, calendar) if one.moment > now), key=lambda one: one.moment)
    return tuple(sorted([*found, *papers[:1]], key=lambda one: one.moment))


def papers_due(timetable: Timetable, calendar: Calendar, meeting: PlannedMeeting) -> date:
    """When the papers of a meeting are due: as the Meetings sheet says, else so many working days before it."""
    days = timetable.papers_due_working_days_before_meeting
    return meeting.papers_due or _working_days_before(meeting.meeting, days, calendar.division)


def _regular(timetable: Timetable, calendar: Calendar, a_round: Round, days: Iterable[date]) -> Iterator[Occurrence]:
    from hmic_tracker.rules.working_days import is_working_day

    at = timetable.rating_time if a_round is RATING else timetable.digest_time
    if at is None or (a_round is DIGEST and not timetable.digest_day):
        return
    for day in days:
        if a_round is DIGEST:
            wanted = WEEKDAYS[day.weekday()] == timetable.digest_day
        else:
            wanted = timetable.rating_days == EVERY_DAY or is_working_day(day, calendar.division)
        if wanted:
            yield Occurrence(a_round, timetable.moment(day, at))


def _papers(timetable: Timetable, calendar: Calendar) -> Iterator[Occurrence]:
    if timetable.paper_time is None:
        return
    for meeting in calendar.meetings:
        due = papers_due(timetable, calendar, meeting)
        day = _working_days_before(due, timetable.paper_working_days_before, calendar.division)
        yield Occurrence(PAPER, timetable.moment(day, timetable.paper_time), meeting.meeting)


def _first(
    occurrences: Iterable[Occurrence], *, until: datetime | None = None, after: datetime | None = None
) -> Iterator[Occurrence]:
    for one in occurrences:
        if (until is None or one.moment <= until) and (after is None or one.moment > after):
            yield one
            return


def _working_days_before(day: date, days: int, division: str) -> date:
    from hmic_tracker.rules.working_days import last_working_day_before

    for _ in range(days):
        day = last_working_day_before(day, division)
    return day

"""When each round falls due: working days, meetings, and the two days of the year on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from timetables import utc

from hmic_tracker.runs.due import agenda
from hmic_tracker.runs.record import RunRecord
from hmic_tracker.runs.timetable import (
    DIGEST,
    PAPER,
    RATING,
    Calendar,
    Occurrence,
    PlannedMeeting,
    Round,
    Timetable,
    last_before,
    next_after,
    papers_due,
)

EACH_DAY = Timetable(rating_time=time(1, 30), rating_days="every day", digest_day="", paper_time=None)
NO_MEETINGS = Calendar()


def done(
    a_round: Round,
    moment: datetime,
    *,
    code: int | None = 0,
    began: datetime | None = None,
    meeting: date | None = None,
) -> RunRecord:
    when = (began or moment).isoformat()
    return RunRecord(when, moment.date(), a_round.name, moment, meeting, exit_code=code)


def due_rounds(timetable: Timetable, runs: list[RunRecord], now: str, calendar: Calendar = NO_MEETINGS) -> list[str]:
    return [one.round.name for one in agenda(timetable, calendar, runs, utc(now)).due]


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2022, 3, 26), "2022-03-26 01:30"),
        (date(2022, 3, 27), "2022-03-27 01:30"),  # there is no 01:30: the clocks go from 01:00 to 02:00; it is 02:30
        (date(2022, 3, 28), "2022-03-28 00:30"),
        (date(2022, 10, 29), "2022-10-29 00:30"),
        (date(2022, 10, 30), "2022-10-30 00:30"),  # 01:30 comes twice: the first counts
        (date(2022, 10, 31), "2022-10-31 01:30"),
    ],
)
def test_half_past_one_in_london_is_one_moment_on_every_day(day: date, moment: str) -> None:
    assert EACH_DAY.moment(day, time(1, 30)) == utc(moment)


@pytest.mark.parametrize("at", [time(0, 59), time(1, 0), time(1, 30), time(1, 59), time(2, 0), time(6, 30)])
@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Dublin", "Pacific/Auckland", "UTC"])
def test_looked_at_every_twenty_minutes_of_a_year_each_day_is_due_once(at: time, zone: str) -> None:
    timetable = Timetable(rating_time=at, rating_days="every day", digest_day="", paper_time=None, zone=zone)
    now, found = utc("2022-01-10 00:00"), []
    while now < utc("2023-01-10 00:00"):
        (last,) = last_before(timetable, NO_MEETINGS, now)
        if not found or last.moment != found[-1]:
            found.append(last.moment)
        now += timedelta(minutes=20)
    days = [timetable.local(moment).date() for moment in found]
    assert days == [days[0] + timedelta(days=on) for on in range(len(days))]
    assert len(days) in (365, 366)


def test_working_days_leave_out_weekends_and_bank_holidays_of_the_division() -> None:
    def days(division: str) -> list[str]:
        now, found = utc("2022-12-22 12:00"), []
        while now < utc("2023-01-05 00:00"):
            coming = next_after(Timetable(digest_day="", paper_time=None), Calendar(division), now)
            now = coming[0].moment
            found.append(f"{now:%d/%m}")
        return found

    assert days("England and Wales") == ["23/12", "28/12", "29/12", "30/12", "03/01", "04/01", "05/01"]
    assert days("Scotland") == ["23/12", "28/12", "29/12", "30/12", "04/01", "05/01"]


def test_the_digest_is_due_on_its_day_of_the_week() -> None:
    coming = next_after(Timetable(rating_time=None, paper_time=None), NO_MEETINGS, utc("2022-03-28 06:00"))
    assert coming == (Occurrence(DIGEST, utc("2022-04-04 06:00")),)


@pytest.mark.parametrize(
    ("meeting", "says"),
    [
        # Papers due on Tuesday 22 March; three working days before it is Thursday 17 March.
        (PlannedMeeting(date(2022, 3, 31), date(2022, 3, 22)), "2022-03-17 07:30"),
        # Blank: six working days before Thursday 31 March is Wednesday 23 March.
        (PlannedMeeting(date(2022, 3, 31)), "2022-03-18 07:30"),
        # Over Easter, by a clock that has gone forward: due Tuesday 12 April; 7 April.
        (PlannedMeeting(date(2022, 4, 22)), "2022-04-07 06:30"),
    ],
)
def test_the_paper_is_due_so_many_working_days_before_papers_are(meeting: PlannedMeeting, says: str) -> None:
    calendar = Calendar(meetings=(meeting,))
    timetable = Timetable(rating_time=None, digest_time=None)
    (coming,) = next_after(timetable, calendar, utc("2022-02-01 00:00"))
    assert coming == Occurrence(PAPER, utc(says), meeting.meeting)
    assert last_before(timetable, calendar, utc(says)) == (coming,)
    assert last_before(timetable, calendar, utc(says) - timedelta(seconds=1)) == ()


def test_papers_are_due_as_the_meetings_sheet_says_else_before_the_meeting() -> None:
    assert papers_due(Timetable(), NO_MEETINGS, PlannedMeeting(date(2022, 3, 31))) == date(2022, 3, 23)
    assert papers_due(Timetable(), NO_MEETINGS, PlannedMeeting(date(2022, 3, 31), date(2022, 3, 1))) == date(2022, 3, 1)


def test_a_meeting_that_has_been_needs_no_paper_any_more() -> None:
    calendar = Calendar(meetings=(PlannedMeeting(date(2022, 3, 31)),))
    timetable = Timetable(rating_time=None, digest_time=None)
    assert last_before(timetable, calendar, utc("2022-03-31 20:00")) != ()
    assert last_before(timetable, calendar, utc("2022-04-01 00:00")) == ()


def test_a_round_that_is_never_wanted_is_never_due() -> None:
    never = Timetable(rating_time=None, digest_day="", paper_time=None)
    calendar = Calendar(meetings=(PlannedMeeting(date(2022, 3, 31)),))
    assert (
        last_before(never, calendar, utc("2022-03-31 12:00"))
        == next_after(never, calendar, utc("2022-01-01 12:00"))
        == ()
    )
    assert agenda(never, calendar, (), utc("2022-03-31 12:00")).next_moment is None


def test_what_was_done_is_due_again_at_its_next_time_and_not_before() -> None:
    runs = [done(RATING, utc("2022-03-30 00:30"))]
    assert due_rounds(EACH_DAY, runs, "2022-03-31 00:29") == []
    assert due_rounds(EACH_DAY, runs, "2022-03-31 00:30") == ["rating"]
    assert due_rounds(EACH_DAY, [*runs, done(RATING, utc("2022-03-31 00:30"))], "2022-03-31 23:59") == []


def test_a_week_of_missed_ratings_is_caught_up_once() -> None:
    runs = [done(RATING, utc("2022-03-20 01:30"))]
    found = agenda(EACH_DAY, NO_MEETINGS, runs, utc("2022-03-29 12:00")).due
    assert found == (Occurrence(RATING, utc("2022-03-29 00:30")),)
    runs.append(done(RATING, found[0].moment, began=utc("2022-03-29 12:00")))
    assert due_rounds(EACH_DAY, runs, "2022-03-29 12:01") == []


def test_a_record_that_begins_today_has_missed_nothing_before_today() -> None:
    timetable = Timetable()  # rating 06:30, digest on Monday 07:00
    assert due_rounds(timetable, [], "2022-03-30 05:00") == []  # Wednesday, before 06:30 in London
    assert due_rounds(timetable, [], "2022-03-30 12:00") == ["rating"]
    begun = [RunRecord("2022-03-30T13:00:00+01:00", date(2022, 3, 30), "timetable", exit_code=0)]
    assert due_rounds(timetable, begun, "2022-03-30 12:00") == ["rating"]
    assert due_rounds(timetable, begun, "2022-04-08 12:00") == ["digest", "rating"]


@pytest.mark.parametrize("code", [3, 4, 5, 9])
def test_a_round_that_was_not_done_wholly_is_tried_again_later_and_not_for_ever(code: int) -> None:
    moment = utc("2022-03-31 00:30")
    runs = [done(RATING, moment, code=code)]
    assert due_rounds(EACH_DAY, runs, "2022-03-31 00:59") == []
    assert agenda(EACH_DAY, NO_MEETINGS, runs, utc("2022-03-31 00:59")).next_moment == utc("2022-03-31 01:00")
    assert due_rounds(EACH_DAY, runs, "2022-03-31 01:00") == ["rating"]
    runs += [done(RATING, moment, code=code, began=utc(f"2022-03-31 0{hour}:00")) for hour in (1, 2, 3)]
    assert due_rounds(EACH_DAY, runs, "2022-03-31 20:00") == []
    assert due_rounds(EACH_DAY, runs, "2022-04-01 00:30") == ["rating"]


def test_a_round_that_was_killed_is_carried_on_at_once() -> None:
    runs = [done(RATING, utc("2022-03-31 00:30"), code=None)]
    assert due_rounds(EACH_DAY, runs, "2022-03-31 00:31") == ["rating"]


def test_something_to_be_fixed_in_the_data_does_not_make_a_round_due_again() -> None:
    assert due_rounds(EACH_DAY, [done(RATING, utc("2022-03-31 00:30"), code=1)], "2022-03-31 20:00") == []


def test_a_clock_that_once_ran_ahead_does_not_stop_the_rounds() -> None:
    runs = [done(RATING, utc("2022-03-29 00:30")), done(RATING, utc("2099-03-31 00:30"))]
    assert due_rounds(EACH_DAY, runs, "2022-03-31 00:31") == ["rating"]


def test_each_meeting_has_its_paper_once_and_again_where_its_papers_become_due_later() -> None:
    timetable = Timetable(rating_time=None, digest_time=None)
    first, second = date(2022, 3, 31), date(2022, 4, 7)
    calendar = Calendar(meetings=(PlannedMeeting(first, date(2022, 3, 22)), PlannedMeeting(second, date(2022, 3, 23))))
    begun = [RunRecord("2022-01-01T00:00:00+00:00", date(2022, 1, 1), "timetable", exit_code=0)]
    found = agenda(timetable, calendar, begun, utc("2022-03-21 12:00")).due
    assert [one.meeting for one in found] == [first, second]
    runs = [*begun, *(done(PAPER, one.moment, meeting=one.meeting) for one in found)]
    assert due_rounds(timetable, runs, "2022-03-21 12:01", calendar) == []
    moved = Calendar(meetings=(PlannedMeeting(first, date(2022, 3, 29)), PlannedMeeting(second, date(2022, 3, 18))))
    assert [one.meeting for one in agenda(timetable, moved, runs, utc("2022-03-25 12:00")).due] == [first]


def test_what_fell_due_first_is_done_first() -> None:
    begun = [RunRecord("2022-01-01T00:00:00+00:00", date(2022, 1, 1), "timetable", exit_code=0)]
    calendar = Calendar(meetings=(PlannedMeeting(date(2022, 3, 31), date(2022, 3, 22)),))
    assert due_rounds(Timetable(), begun, "2022-03-21 12:00", calendar) == ["paper", "rating", "digest"]


def test_the_moments_are_aware_of_their_zone() -> None:
    assert all(one.moment.tzinfo is UTC for one in next_after(Timetable(), NO_MEETINGS, utc("2022-03-21 12:00")))

"""The meetings of one committee: what is planned, what comes next, what was called off."""

from datetime import date

from hmic_tracker.model.committee import CommitteeMeetings
from hmic_tracker.model.dates import read_when
from hmic_tracker.model.force import Meeting

JAC = "Joint Audit Committee"


def meetings(text: str) -> CommitteeMeetings:
    """date | committee | status"""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return CommitteeMeetings.of((Meeting(read_when(day), committee, status) for day, committee, status in rows), JAC)


LISTED = meetings("""
    2022-06-29 | Joint Audit Committee   | Planned
    2022-03-31 |                         | Cancelled
    2022-04-27 | joint  audit  committee | Planned
    2022-04-12 | Ethics Committee        | Planned
    2022-05-18 | Ethics Committee        | Cancelled
    TBC        | Joint Audit Committee   | Planned
    July 2022  | Joint Audit Committee   | Planned
""")


def test_the_next_is_the_first_of_this_committee_that_is_not_called_off() -> None:
    assert [one.day for one in LISTED.planned] == [date(2022, 4, 27), date(2022, 6, 29), date(2022, 7, 31)]
    assert LISTED.since(date(2022, 4, 27))[0].day == date(2022, 4, 27)
    assert LISTED.after(date(2022, 4, 27)) == date(2022, 6, 29)
    assert LISTED.after(date(2022, 7, 31)) is None
    assert LISTED.since(date(2022, 8, 1)) == ()


def test_one_called_off_is_on_no_day_and_another_committees_day_is_not_ours() -> None:
    assert LISTED.on(date(2022, 3, 31)) is None
    assert LISTED.on(date(2022, 4, 12)) is None
    assert LISTED.cancelled_days == {date(2022, 3, 31)}


def test_a_day_called_off_and_listed_again_is_planned() -> None:
    again = meetings("2022-03-31 | | Cancelled\n2022-03-31 | | Planned\n2022-03-31 | | Held")
    assert again.cancelled_days == frozenset()
    found = again.on(date(2022, 3, 31))
    assert found is not None and found.status == "Planned"

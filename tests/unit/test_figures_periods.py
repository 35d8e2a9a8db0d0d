from dataclasses import replace
from datetime import date

import pytest

from hmic_tracker.figures.periods import Period, period_of, previous_paper
from hmic_tracker.model.committee import CommitteeMeetings
from hmic_tracker.model.dates import read_when
from hmic_tracker.model.force import Meeting
from hmic_tracker.model.snapshot import Snapshot

JAC = "Joint Audit Committee"


def meetings(text: str) -> tuple[Meeting, ...]:
    """date | committee | status | figures as at | paper issued"""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return tuple(
        Meeting(read_when(day), committee, status, figures_as_at=read_when(figures), paper_issued=read_when(issued))
        for day, committee, status, figures, issued in rows
    )


def period(text: str, *, meeting: date = date(2022, 3, 31), as_at: date = date(2022, 3, 31)) -> Period:
    return period_of(meetings(text), meeting, as_at=as_at, committee=JAC)


def test_the_period_runs_from_the_last_figures_to_these() -> None:
    found = period("""
        2021-12-15 | Joint Audit Committee | Held    | 2021-11-30 | 2021-12-07
        2022-03-31 | Joint Audit Committee | Planned | 2022-03-15 |
    """)
    assert found == Period(date(2021, 11, 30), date(2022, 3, 15))


def test_without_figures_as_at_the_paper_issued_and_then_the_meeting_begin_it() -> None:
    issued = "2021-12-15 | | Held | | 2021-12-07\n2022-03-31 | | Planned | |"
    held = "2021-12-15 | | Held | |\n2022-03-31 | | Planned | |"
    assert period(issued).after == date(2021, 12, 7)
    assert period(held).after == date(2021, 12, 15)


def test_without_figures_as_at_it_ends_with_the_as_at_date() -> None:
    assert period("2022-03-31 | | Planned | |", as_at=date(2022, 3, 20)).until == date(2022, 3, 20)


def test_it_never_ends_after_the_as_at_date() -> None:
    assert period("2022-03-31 | | Planned | 2022-03-15 |", as_at=date(2022, 3, 1)).until == date(2022, 3, 1)


def test_cancelled_meetings_other_committees_and_papers_never_issued_count_for_nothing() -> None:
    found = previous_paper(
        meetings("""
            2021-09-15 | Joint Audit Committee  | Held      | 2021-08-31 | 2021-09-07
            2021-12-15 | Joint Audit Committee  | Cancelled | 2021-11-30 | 2021-12-07
            2022-01-20 | Ethics Committee       | Held      | 2022-01-10 | 2022-01-12
            2022-02-10 | Joint Audit Committee  | Planned   | 2022-02-01 |
        """),
        date(2022, 3, 31),
        committee=JAC,
    )
    assert found is not None and found.meeting_date == read_when("2021-09-15")


def test_a_paper_on_record_was_issued_though_nobody_filled_in_the_sheet() -> None:
    listed = "2021-12-15 | | Held | 2021-11-30 |\n2022-02-10 | | Planned | {figures} |\n2022-03-31 | | Planned | |"
    made = Snapshot(as_at=date(2022, 2, 1), rows=(), meeting=date(2022, 2, 10), committee=JAC)

    def after(figures: str, before: Snapshot) -> date | None:
        found = meetings(listed.format(figures=figures))
        return period_of(found, date(2022, 3, 31), as_at=date(2022, 3, 31), committee=JAC, before=before).after

    assert after("2022-02-03", made) == date(2022, 2, 3)
    assert after("", made) == date(2022, 2, 1)
    assert after("", replace(made, meeting=date(2022, 1, 20))) == date(2022, 2, 1)
    assert after("", replace(made, meeting=date(2022, 1, 20), committee="Ethics Committee")) == date(2021, 11, 30)


def test_a_blank_committee_means_the_one_in_settings() -> None:
    listed = meetings("2021-12-15 | | Held | |\n2022-06-29 | joint  audit committee | Planned | |")
    assert previous_paper(listed, date(2022, 3, 31), committee=JAC) is listed[0]
    assert CommitteeMeetings.of(listed, JAC).after(date(2022, 3, 31)) == date(2022, 6, 29)


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("2021-11-30", False),
        ("2021-12-01", True),
        ("2022-03-15", True),
        ("2022-03-16", False),
        ("March 2022", False),
        ("February 2022", True),
        ("TBC", False),
        (None, False),
    ],
)
def test_a_period_holds_the_days_after_the_last_figures_up_to_these(written: object, holds: bool) -> None:
    assert Period(date(2021, 11, 30), date(2022, 3, 15)).holds(read_when(written)) is holds

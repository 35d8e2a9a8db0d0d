from datetime import date
from pathlib import Path

import pytest
from sheets import make_register, make_risk_register

from hmic_tracker.model.rating import Rag, Ratings
from hmic_tracker.register.columns import RECOMMENDATION_COLUMNS
from hmic_tracker.register.declare import FilledBy
from hmic_tracker.rules.checks import check
from hmic_tracker.rules.ratings import rate

MARCH = date(2022, 3, 31)
RECOMMENDATIONS = """
| Ref      | Number | Inspection ref | Kind           | Recommendation | Status      | HMICFRS due date | Force target date | Risk ref    | Force position   | HMICFRS closed on | Lead organisation | Superseded by | Submitted to HMICFRS on |
| WMP-0001 | 1      | 2021-CUSTODY   | Recommendation | Review it      | Closed      | 2021-01-01       |                   |             |                  | 2022-02-01        |                   |               |                         |
| WMP-0002 | 2      | 2021-CUSTODY   | Recommendation | Review it      | Superseded  |                  |                   |             |                  |                   |                   | WMP-0001      |                         |
| WMP-0003 | 3      | 2021-CUSTODY   | Recommendation | Review it      | Not accepted|                  |                   |             | Not for a force. |                   |                   |               |                         |
| WMP-0004 | 4      | 2021-CUSTODY   | Recommendation | Review it      | Dependent on others | 2022-01-01 |                |             |                  |                   | The College       |               |                         |
| WMP-0005 | 5      | 2021-CUSTODY   | Recommendation | Review it      | Awaiting HMICFRS sign-off | 2022-01-01 |          |             |                  |                   |                   |               | 2022-03-09              |
| WMP-0006 | 6      | 2021-CUSTODY   | Recommendation | Review it      | In progress | 2022-03-19       |                   |             |                  |                   |                   |               |                         |
| WMP-0007 | 7      | 2021-CUSTODY   | Recommendation | Immediately, the force should review it. | In progress | | |             |                  |                   |                   |               |                         |
| WMP-0008 | 8      | 2021-CUSTODY   | Recommendation | Review it      | In progress |                  |                   | R-01        |                  |                   |                   |               |                         |
| WMP-0009 | 9      | 2021-CUSTODY   | Recommendation | Review it      | In progress |                  | 2022-04-10        | R-02; R-01  |                  |                   |                   |               |                         |
| WMP-0010 | 10     | 2021-CUSTODY   | Recommendation | Review it      | In progress |                  | 2022-04-10        | R-02        |                  |                   |                   |               |                         |
| WMP-0011 | 11     | 2021-CUSTODY   | Recommendation | Review it      | Awaiting force sign-off |      | 2022-04-10        | R-02        |                  |                   |                   |               |                         |
| WMP-0012 | 12     | 2021-CUSTODY   | Recommendation | Review it      | In progress |                  | 2022-06-30        | R-01        |                  |                   |                   |               |                         |
| WMP-0013 | 13     | 2021-CUSTODY   | Recommendation | Review it      | In progress |                  | 2022-06-30        |             |                  |                   |                   |               |                         |
| WMP-0014 | 14     | 2021-CUSTODY   | Recommendation | Review it      | In progress |                  | 2022-06-30        |             |                  |                   |                   |               |                         |
| WMP-0015 | 15     | 2021-CUSTODY   | Recommendation | Review it      | Awaiting allocation |          | 2022-06-30        |             |                  |                   |                   |               |                         |
| WMP-0016 | 16     | 2021-CUSTODY   | Recommendation | Review it      | In progress | June 2022        |                   |             |                  |                   |                   |               |                         |
| WMP-0017 | 17     | 2021-CUSTODY   | Recommendation | Review it      | Closd       | June 2022        |                   |             |                  |                   |                   |               |                         |
"""
UPDATES = """
| Ref      | Date       | Update |
| WMP-0013 | 2021-12-30 | old    |
| WMP-0015 | 2022-03-01 | new    |
| WMP-0016 | 2022-03-01 | new    |
| WMP-0011 | 2022-03-01 | new    |
"""


@pytest.fixture
def ratings(tmp_path: Path) -> Ratings:
    register = make_register(tmp_path, RECOMMENDATIONS, Updates=UPDATES)
    return rate(register, make_risk_register(tmp_path), as_at=MARCH)


def test_each_row_has_the_colour_and_the_sentence_of_its_rule(ratings: Ratings) -> None:
    assert [f"{rating.rag}: {rating.rule}: {rating.reason}" for rating in ratings] == [
        "Blue: Closed: Closed on 1 February 2022.",
        "Blue: Superseded: Superseded by WMP-0001.",
        "White: Not accepted: Not accepted: Not for a force.",
        "White: Not ours to deliver: Waits on The College.",
        "Green: With the inspectorate: Submitted to HMICFRS on 9 March 2022.",
        "Red: Overdue: 12 days past 19 March 2022.",
        "Red: Immediate, long open: Was due immediately; published 120 days ago.",
        "Amber: No date: No due date is recorded.",
        "Red: Due soon, red risk: Due 10 April 2022; risk R-01 scores 16.",
        "Amber: Due soon: Due 10 April 2022.",
        "Green: On course: Due 10 April 2022.",
        "Amber: Red risk: Risk R-01 scores 16.",
        "Amber: Stale: Last update 91 days ago.",
        "Amber: Never updated: No update is recorded.",
        "Amber: Unallocated: Not yet allocated to an owner.",
        "Green: On course: Due 30 June 2022.",
        "Not rated: : Left out of the figures: “Closd” is not one of the words for Status. Did you mean “Closed”?",
    ]


def test_a_row_that_is_left_out_says_why_and_keeps_its_facts(ratings: Ratings) -> None:
    left_out = ratings.of("WMP-0017")
    assert left_out is not None
    assert left_out.excluded.startswith("“Closd” is not one of the words")
    assert (left_out.rag, left_out.calculated["RAG rule"], left_out.effective_due_date) == (
        Rag.NOT_RATED,
        None,
        date(2022, 6, 30),
    )


def test_every_column_of_the_library_but_the_movement_is_calculated(ratings: Ratings) -> None:
    ours = {column.heading for column in RECOMMENDATION_COLUMNS if column.filled_by is FilledBy.LIBRARY}
    for rating in ratings:
        assert set(rating.calculated) == ours - {"Movement", "Movement cause"}
        assert rating.calculated["Rated on"] == MARCH
        assert all(value != "" for value in rating.calculated.values())
    late = ratings.of("WMP-0006")
    assert late is not None
    assert (late.calculated["Days to due"], late.calculated["Times extended"], late.is_overdue) == (-12, 0, True)
    assert late.calculated["Derived due date"] is None


def test_the_risk_that_decided_is_named_with_its_cell(ratings: Ratings) -> None:
    rating = ratings.of("WMP-0009")
    assert rating is not None
    assert (rating.risk_ref, rating.risk_rag, rating.risk_score) == ("R-01", "Red", 16)
    assert rating.risk_cell == "Matrix E5"


def test_a_row_that_no_rule_fits_is_not_rated_and_says_so(tmp_path: Path) -> None:
    register = make_register(
        tmp_path, RECOMMENDATIONS, RAG_rules="| Rule | RAG | Reason | Status |\n| Done | Blue | Done. | Closed |"
    )
    rating = rate(register, make_risk_register(tmp_path), as_at=MARCH).of("WMP-0006")
    assert rating is not None
    assert (rating.rag, rating.rule, rating.reason, rating.excluded) == (Rag.NOT_RATED, "", "No rule fits", "")


def test_rules_may_ask_for_the_worst_child(tmp_path: Path) -> None:
    register = make_register(
        tmp_path,
        """
        | Ref      | Recommendation | Status      | Number | Kind             | Parent ref | Force target date |
        | WMP-0001 | Fix it         | In progress | 1      | Cause of concern |            |                   |
        | WMP-0002 | Review it      | In progress | 2      | Recommendation   | WMP-0001   | 2022-01-01        |
        | WMP-0003 | Review that    | In progress | 3      | Recommendation   | WMP-0001   | 2022-12-31        |
        """,
        RAG_rules="""
        | Rule   | RAG   | Reason                     | Worst child RAG | Days to due |
        | Parent | Red   | {Open children} open below | Red             |             |
        | Late   | Red   | Late                       |                 | < 0         |
        | Rest   | Green | Fine                       |                 |             |
        """,
    )
    ratings = rate(register, make_risk_register(tmp_path), as_at=MARCH)
    assert [rating.rule for rating in ratings] == ["Parent", "Late", "Rest"]
    assert ratings.ratings[0].reason == "2 open below"


def test_section_55_responses_are_due_55_days_after_publication(tmp_path: Path) -> None:
    register = make_register(
        tmp_path,
        RECOMMENDATIONS,
        Inspections="""
        | Inspection ref | Title | Published on | Section 55 applies |
        | 2022-A         | A     | 2022-11-02   | Yes                |
        | 2022-B         | B     | 2022-11-02   | No                 |
        | 2022-C         | C     | 2023-11-02   | Yes                |
        """,
        Responses="""
        | Inspection ref | Kind        |
        | 2022-A         | Section 55  |
        | 2022-A         | Action plan |
        | 2022-B         | Section 55  |
        | 2022-C         | Section 55  |
        """,
    )
    ratings = rate(register, make_risk_register(tmp_path), as_at=date(2022, 12, 31))
    assert dict(ratings.response_dues) == {2: date(2022, 12, 27), 3: None, 4: None, 5: None}


def test_problems_that_were_found_already_are_taken_as_given(tmp_path: Path) -> None:
    register, risks = make_register(tmp_path, RECOMMENDATIONS, Updates=UPDATES), make_risk_register(tmp_path)
    problems = check(register, risks, as_at=MARCH)
    assert rate(register, risks, as_at=MARCH, problems=problems) == rate(register, risks, as_at=MARCH)
    unchecked = rate(register, risks, as_at=MARCH, problems=())
    assert not any(rating.excluded for rating in unchecked)


def test_an_empty_register_has_no_ratings(tmp_path: Path) -> None:
    register = make_register(tmp_path, "| Ref | Recommendation | Status |")
    assert len(rate(register, make_risk_register(tmp_path), as_at=MARCH)) == 0


def test_what_is_not_ours_is_rated_but_not_counted_as_overdue(tmp_path: Path) -> None:
    register = make_register(
        tmp_path,
        """
        | Ref      | Recommendation | Status      | Number | For this force | HMICFRS due date |
        | WMP-0001 | Review it      | In progress | 1      | No             | 2022-03-01       |
        | WMP-0002 | Review that    | In progress | 2      | To be decided  | 2022-03-01       |
        """,
    )
    ratings = rate(register, make_risk_register(tmp_path), as_at=MARCH)
    assert [(rating.rule, rating.days_to_due, rating.is_overdue) for rating in ratings] == [
        ("Overdue", -30, False),
        ("Overdue", -30, True),
    ]

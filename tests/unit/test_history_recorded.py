"""A past run from the record, in the words of its day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from records import DATABASES, record_at
from sheets import make_register, make_risk_register

from hmic_tracker.errors import NotFound
from hmic_tracker.history.rows import snapshot_of
from hmic_tracker.history.store import History, open_history
from hmic_tracker.model.rating import Ratings
from hmic_tracker.problems import Problem
from hmic_tracker.rules.checks import check
from hmic_tracker.rules.explain import explain
from hmic_tracker.rules.ratings import rate
from hmic_tracker.rules.recorded import explain_recorded, recorded_ratings

MARCH = date(2022, 3, 31)
LONG = "The force should review “custody” logs; Gwent’s ŵyr 😀 & <b>{{ x }}</b>. " * 8
RECOMMENDATIONS = f"""
| Ref      | Recommendation | Status | HMICFRS due date | Force target date | Risk ref | Inspection ref | Likelihood | Impact | Owner | Parent ref | Our own | Deadline wording |
| WMP-0001 | Review it    | In progress | 2022-03-19 |           | R-03; R-01 | 2021-CUSTODY |   |   | Mary |          | 2022-01-02 |     |
| WMP-0002 | Within six months, the force should review that. | In progress | | | | 2021-CUSTODY | 4 | 4 |  | WMP-0001 | abc |   |
| WMP-0003 | Review those | Closd       |            |           |            | 2021-CUSTODY |   |   |      |          | 17  |       |
| WMP-0004 | {LONG}       | In progress |            | June 2022 |            | 2021-CUSTODY |   |   | {"x" * 300} | | | Immediately |
| WMP-0005 | Done         | Closed      | TBC        |           |            |              |   |   |      |          |     |       |
| WMP-0001 | Again        | In progress |            | 2022-04-30 | R-09      |              |   |   |      |          |     |       |
"""
RULES = """
| Rule    | RAG   | Reason                                         | Status | Days to due | Risk RAG | Days since update | Our own |
| Closed  | Blue  | Closed.                                        | Closed |             |          |                   |         |
| Own     | Green | It says {Our own}.                             |        |             |          |                   | abc     |
| Overdue | Red   | {Days overdue} days past {Effective due date}. |        | < 0         |          |                   |         |
| Risky   | Amber | Risk {Risk ref} scores {Risk score}.           |        |             | Red      |                   |         |
| Stale   | Amber | {Days since update} days; {Ageing band}.       |        |             |          | > 20              |         |
| Rest    | Green | Due {Effective due date}, {Next meeting due}.  |        |             |          |                   |         |
"""
OTHERS = {
    "RAG_rules": RULES,
    "Updates": "| Ref | By | Date | Update |\n| WMP-0004 | ACC | 2022-01-01 | a |\n| WMP-0004 | ACC | 2022-03-01 | b |",
    "Overrides": "| Ref | RAG | Reason | By | From | Until |\n| WMP-0004 | Red | Failed | ACC Hale | | 2022-04-30 |",
    "Date_changes": "| Ref | Which | To |\n| WMP-0004 | Force target date | 2022-06-30 |",
    "Escalation_rules": "| Rule | Who must see it | Reason | RAG | Our own |\n| Red | Committee | {RAG reason} | Red | |\n"
    "| Own | Owner | It says {Our own}. | | abc |",
}


@pytest.fixture(params=DATABASES)
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    opened = open_history(record_at(request.param, tmp_path))
    yield opened
    opened.close()


def rated(folder: Path, day: date, recommendations: str = RECOMMENDATIONS) -> tuple[Any, Any, Ratings, Any]:
    register, risks = make_register(folder, recommendations, **OTHERS), make_risk_register(folder)
    problems = check(register, risks, as_at=day)
    return register, risks, rate(register, risks, as_at=day, problems=problems), problems


def test_what_a_run_rated_comes_back_whole(history: History, tmp_path: Path) -> None:
    _, _, ratings, problems = rated(tmp_path, MARCH)
    history.add(snapshot_of(ratings, problems))
    found = history.at(MARCH)
    assert found is not None
    recorded = recorded_ratings(found)
    assert len(recorded) == len(ratings) == 6
    for rating, again in zip(ratings, recorded, strict=True):
        assert replace(again, calculated={}) == replace(rating, calculated={}), rating.ref
    assert (recorded.rules, recorded.layout, recorded.next_meeting) == (
        ratings.rules, ratings.layout, ratings.next_meeting,
    )  # fmt: skip
    assert sorted(map(str, found.problems)) == sorted(map(str, problems))


@pytest.mark.parametrize("ref", ["WMP-0001", "WMP-0002", "WMP-0003", "WMP-0004", "WMP-0005"])
def test_it_is_explained_in_the_words_of_its_day_though_the_register_has_changed_since(
    history: History, tmp_path: Path, ref: str
) -> None:
    register, risks, ratings, problems = rated(tmp_path, MARCH)
    said = explain(register, risks, ratings, ref)
    history.add(snapshot_of(ratings, problems))
    # Three rows are sorted to the top, a column comes in on the left, and everything is closed.
    lines = RECOMMENDATIONS.replace("In progress", "Closed").strip().splitlines()
    later = "\n".join(
        f"| {'New' if at == 0 else at} {line}" for at, line in enumerate([lines[0], *lines[4:], *lines[1:4]])
    )
    _, _, now, problems = rated(tmp_path, MARCH + timedelta(days=30), later)
    history.add(snapshot_of(now, problems))
    found = history.at(MARCH)
    assert found is not None
    assert str(explain_recorded(found, ref.lower())) == str(said)
    assert explain_recorded(found, ref).to_dict() == said.to_dict()


def test_days_go_by_without_a_row_being_stored_again(history: History, tmp_path: Path) -> None:
    register, risks = make_register(tmp_path, RECOMMENDATIONS, **OTHERS), make_risk_register(tmp_path)
    said = {}
    for days in range(12):
        day = MARCH + timedelta(days=days)
        ratings = rate(register, risks, as_at=day, problems=())
        said[day] = str(explain(register, risks, ratings, "WMP-0001"))
        history.add(snapshot_of(ratings, ()))
    with history.database.reading() as connection:
        spans = connection.exec_driver_sql("SELECT count(*) FROM hmic_span").scalar()
        texts = connection.exec_driver_sql("SELECT count(*) FROM hmic_text WHERE content LIKE '%custody%'").scalar()
    assert (spans, texts) == (6, 1), "no colour changed in these days"
    for day, words in said.items():
        found = history.at(day)
        assert found is not None and str(explain_recorded(found, "WMP-0001")) == words
    assert len(set(said.values())) == 12


def test_a_problem_that_names_the_day_is_one_problem_for_as_long_as_it_lasts(history: History) -> None:
    def told(day: str) -> Problem:
        return Problem("x", "Note", "Inspections", "G2", "", f"It is 1 May 2023, after {day}.", "Wait.")  # type: ignore[arg-type]

    for day in range(1, 6):
        as_at = date(2022, 4, day)
        history.add(snapshot_of(Ratings(as_at, ()), [told(f"{day} April 2022")]))
    with history.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM hmic_problem_span").scalar() == 1
    found = history.at(date(2022, 4, 3))
    assert found is not None and found.problems[0].found == "It is 1 May 2023, after 3 April 2022."


def test_a_ref_that_was_not_there_yet_is_told_with_the_nearest(history: History, tmp_path: Path) -> None:
    _, _, ratings, problems = rated(tmp_path, MARCH)
    history.add(snapshot_of(ratings, problems))
    found = history.at(MARCH)
    assert found is not None
    with pytest.raises(NotFound, match=r"WMP-0100 in the record as at 31/03/2022. Did you mean WMP-00"):
        explain_recorded(found, "WMP-0100")

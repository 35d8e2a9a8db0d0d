"""Who answers for a recommendation: never somebody who has left."""

from datetime import date
from pathlib import Path

import pytest
from figures_of import register_of

from hmic_tracker.rules.answerable import who_answers

PEOPLE = """
    | Person | Until      | Successor |
    | Ann    | 2022-01-31 | Bea       |
    | Bea    | 2022-02-28 | Cyd       |
    | Cyd    |            |           |
    | Dee    | 2022-01-31 | Eve       |
    | Eve    | 2022-02-28 | Dee       |
    | Chief  |            |           |
    | Old    | 2021-01-31 | Chief     |
    """
PORTFOLIOS = """
    | Portfolio | Chief officer |
    | Custody   | Chief         |
    | Roads     | Old           |
    | Crime     | Nobody        |
    """


@pytest.mark.parametrize(("owner", "portfolio", "answers", "why"), [
    ("Cyd", "Custody", "Cyd", ""),
    (" cyd ", "Custody", "Cyd", ""),
    ("Ann", "Custody", "Cyd", "Ann owns it in the register and left on 31 January 2022; it comes to you as the successor"),
    ("Dee", "Custody", "Chief", "Dee owns it in the register and left on 31 January 2022, and no successor is named who is "
     "still here; it comes to you as the chief officer for Custody"),
    ("", "Custody", "Chief", "no owner is named; it comes to you as the chief officer for Custody"),
    ("", "Roads", "Chief", "no owner is named; it comes to you as the chief officer for Roads"),
    ("", "Crime", "", "no owner is named"),
    ("Somebody else", "Custody", "Somebody else", ""),
])  # fmt: skip
def test_who_answers(tmp_path: Path, owner: str, portfolio: str, answers: str, why: str) -> None:
    rows = f"| Ref | Owner | Portfolio |\n| WMP-0001 | {owner} | {portfolio} |"
    register = register_of(tmp_path, rows, People=PEOPLE, Portfolios=PORTFOLIOS)
    (row,) = register.recommendations
    found = who_answers(register, row, date(2022, 3, 15))
    assert (found.name, found.why) == (answers, why)


def test_the_last_day_is_still_a_day_of_theirs(tmp_path: Path) -> None:
    register = register_of(tmp_path, "| Ref | Owner |\n| WMP-0001 | Ann |", People=PEOPLE)
    (row,) = register.recommendations
    assert who_answers(register, row, date(2022, 1, 31)).name == "Ann"
    assert who_answers(register, row, date(2022, 2, 1)).name == "Bea"

"""The example workbooks: one pair without anything that must be fixed, and one that shows every kind of problem."""

import sys
from datetime import date
from pathlib import Path

import pytest
from programs import validator_errors
from python_calamine import CalamineWorkbook

from hmic_tracker.catalogue import CATALOGUE
from hmic_tracker.history.rows import snapshot_of
from hmic_tracker.problems import Problem, Severity, must_fix
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.risks import open_risk_register
from hmic_tracker.rules.checks import check
from hmic_tracker.rules.deadlines import says_no_deadline
from hmic_tracker.rules.facts import Circumstances
from hmic_tracker.rules.inputs import FACTS
from hmic_tracker.rules.ratings import rate
from hmic_tracker.rules.shipped_rules import SHIPPED_RULES

PROJECT = Path(__file__).parents[2]
WORKBOOKS = PROJECT / "workbooks"
MEETING = date(2022, 3, 31)
# What an ordinary register says too, and nobody need worry about.
ORDINARY_NOTES = {
    "date-change-unapproved", "extension-limit", "override-expired", "publication-in-future", "response-late",
    "response-due-soon",
}  # fmt: skip

sys.path.insert(0, str(PROJECT / "scripts"))
from example import problems as example_problems  # noqa: E402


def problems_of(name: str) -> tuple[Problem, ...]:
    folder = WORKBOOKS / name
    register = open_register(folder / "recommendation_register.xlsx")
    risks = open_risk_register(folder / "force_risk_register.xlsx")
    return check(register, risks, as_at=MEETING)


@pytest.fixture(scope="module")
def spoilt() -> tuple[Problem, ...]:
    return problems_of("example_problems")


def test_the_example_has_nothing_that_must_be_fixed_and_nothing_that_should_be() -> None:
    found = problems_of("example")
    assert [str(problem) for problem in found if problem.severity is not Severity.NOTE] == []
    assert {problem.code for problem in found} == ORDINARY_NOTES


def test_the_example_shows_every_shape_of_deadline() -> None:
    register = open_register(WORKBOOKS / "example" / "recommendation_register.xlsx")
    known = Circumstances.of(register, open_risk_register(WORKBOOKS / "example" / "force_risk_register.xlsx"), MEETING)
    nouns = [row.noun for row in register.recommendations.rows]
    assert {deadline.rule for one in nouns for deadline in known.deadlines(one)} >= {
        "Immediately", "Within days", "Within working days", "Within weeks", "Within months", "Within years",
        "By day", "By month", "By quarter", "By season", "By year", "No later than", "Recurring",
    }  # fmt: skip
    assert any(says_no_deadline(one.deadline_wording) for one in nouns)


def test_the_blank_starter_has_nothing_wrong_with_it_but_what_is_still_to_be_filled_in() -> None:
    found = problems_of("")
    assert {problem.code for problem in found} == {"setting-missing", "meeting-missing"}


def test_the_spoilt_example_shows_every_kind_of_problem_but_the_exempt(spoilt: tuple[Problem, ...]) -> None:
    every = {kind.code for kind in CATALOGUE}
    assert example_problems.EXEMPT.keys() <= every
    assert {problem.code for problem in spoilt} == every - example_problems.EXEMPT.keys()


def test_each_spoiling_is_named_after_a_problem_that_it_shows(spoilt: tuple[Problem, ...]) -> None:
    shown = {problem.code for problem in spoilt}
    assert {one.code for one in example_problems.spoilings()} <= shown
    assert len(must_fix(spoilt)) >= len({one.code for one in must_fix(spoilt)}) >= 5


def test_the_example_shows_every_fact_every_rule_and_everybody_who_must_see_something() -> None:
    folder = WORKBOOKS / "example"
    register = open_register(folder / "recommendation_register.xlsx")
    risks = open_risk_register(folder / "force_risk_register.xlsx")
    before = snapshot_of(rate(register, risks, as_at=date(2021, 12, 31)), ())
    ratings = rate(register, risks, as_at=MEETING, before=before)
    for fact in FACTS:
        shown = {rating.facts[fact.heading] for rating in ratings}
        # Of Yes and No it is Yes that says something; of a number, one above nought.
        telling = {"Yes"} & shown if fact.words == "Yes or No" else shown - {None, 0}
        assert telling, fact.heading
    assert {rating.rule for rating in ratings} >= {rule.rule for rule in SHIPPED_RULES}
    assert {rating.escalation.who for rating in ratings if rating.escalation} == {"Owner", "Board", "Committee"}


@pytest.mark.parametrize("reason", example_problems.EXEMPT.values())
def test_each_exemption_says_why(reason: str) -> None:
    assert len(reason.split()) > 5


def test_every_problem_has_a_place_and_says_what_to_do(spoilt: tuple[Problem, ...]) -> None:
    without_cell = {"meeting-missing", "setting-missing", "marking-too-low"}
    for problem in spoilt:
        assert problem.sheet and problem.found and problem.advice, problem
        assert problem.cell or problem.code in without_cell, problem


@pytest.mark.parametrize("name", ["recommendation_register.xlsx", "force_risk_register.xlsx"])
@pytest.mark.parametrize("folder", ["", "example", "example_problems"])
def test_the_workbooks_are_as_excel_would_have_them(folder: str, name: str) -> None:
    assert validator_errors(WORKBOOKS / folder / name) == []


def test_the_workbooks_hold_what_their_script_writes(tmp_path: Path) -> None:
    import build_workbooks

    build_workbooks.main(tmp_path)
    for made in sorted(tmp_path.rglob("*.xlsx")):
        kept = WORKBOOKS / made.relative_to(tmp_path)
        assert cells_of(made) == cells_of(kept), f"{kept} is out of date: run scripts/build_workbooks.py"


def cells_of(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

"""What the verifier says excludes each other, against every way in which a recommendation's dates can lie."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from pathlib import Path

import pytest
from sheets import make_register, make_risk_register

from hmic_tracker.model.force import RuleRow
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.when import When
from hmic_tracker.register.table import Row
from hmic_tracker.register.vocabularies import VOCABULARY
from hmic_tracker.rules.conditions import points_of, read_condition
from hmic_tracker.rules.coverage import Coverage
from hmic_tracker.rules.decision_table import DecisionTable
from hmic_tracker.rules.inputs import known_inputs
from hmic_tracker.rules.ratings import input_value, rate

MARCH = date(2022, 3, 31)
ENDED = "Closed, Superseded, Not accepted"
CONDITIONS = (
    ("Status", ENDED),
    ("Status", f"not({ENDED})"),
    ("Status", "blank"),
    ("For this force", "No"),
    ("For this force", "not(No)"),
    ("For this force", "blank"),
    ("Days to due", "< -30"),
    ("Days to due", "< 0"),
    ("Days to due", "[-5..-1]"),
    ("Days to due", "0"),
    ("Days to due", "[1..3]"),
    ("Days to due", "> 0"),
    ("Days to due", "blank"),
    ("Days overdue", "blank"),
    ("Days overdue", "> 30"),
    ("Days overdue", "<= 5"),
    ("Effective due date", "blank"),
    ("Effective due date", "not(blank)"),
    ("Force target date", "blank"),
    ("Force target date", "not(blank)"),
    ("HMICFRS due date", "blank"),
    ("HMICFRS due date", "not(blank)"),
    ("Immediate", "Yes"),
    ("Immediate", "No"),
    ("Past HMICFRS date", "Yes"),
    ("Past HMICFRS date", "No"),
    ("Next meeting due", "Yes"),
    ("Next meeting due", "No"),
    ("Next meeting due", "blank"),
    ("Ageing band", "blank"),
    ("Ageing band", "not(blank)"),
)
# Only what another body is to deliver is rated without a status.
STATES = (
    ("In progress", ""),
    ("Awaiting HMICFRS sign-off", "Yes"),
    ("Closed", ""),
    ("Closed", "No"),
    ("Closed", "Yes"),
    ("In progress", "No"),
    ("", "No"),
)
DAYS = (None, *(When.on(MARCH + timedelta(days=days)) for days in (-40, -3, 0, 3, 40)))
WORDINGS = (
    "No deadline set",
    "Immediately",
    "By 19 February 2022",
    "By 28 March 2022",
    "By 31 March 2022",
    "By 3 April 2022",
    "By 10 May 2022",
)


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> set[frozenset[int]]:
    """Which of the conditions each recommendation meets: of every status, date and wording, with and without a meeting."""
    ways = product(STATES, DAYS, DAYS, ("A", ""), WORDINGS)
    rows = tuple(
        Row(Recommendation(ref=f"WMP-{number:04d}", inspection_ref=inspection, number=str(number),
                           kind="Recommendation", recommendation="Review it.", status=status,
                           for_this_force=whose,
                           force_target_date=target, hmicfrs_due_date=due, deadline_wording=wording), number + 2)
        for number, ((status, whose), target, due, inspection, wording) in enumerate(ways)
    )  # fmt: skip
    asked = [(known_inputs().find(heading), read_condition(text)) for heading, text in CONDITIONS]
    found = set()
    for meeting in ("", "2022-04-01", "2022-04-05"):
        folder: Path = tmp_path_factory.mktemp("register")
        sheets = {"Inspections": "| Inspection ref | Title | Published on |\n| A | A | 2021-12-01 |"}
        register = make_register(
            folder,
            "| Ref | Recommendation | Status | Kind |\n| WMP-0001 | Review it | In progress | Recommendation |",
            **sheets | ({"Meetings": f"| Meeting date | Status |\n| {meeting} | Planned |"} if meeting else {}),
        )
        register = replace(register, recommendations=replace(register.recommendations, rows=rows))
        for rating in rate(register, make_risk_register(folder), as_at=MARCH, problems=()):
            values = {one: input_value(one, rating.recommendation, rating.facts) for one, _ in asked if one}
            held = (n for n, (one, what) in enumerate(asked) if one and what.holds_for(points_of(values[one])))
            found.add(frozenset(held))
    return found


@pytest.mark.parametrize("number", [2, 3])
def test_conditions_exclude_each_other_exactly_where_nothing_meets_them(met: set[frozenset[int]], number: int) -> None:
    wrong = []
    for chosen in combinations(range(len(CONDITIONS)), number):
        conditions = tuple(CONDITIONS[one] for one in chosen)
        if len({heading for heading, _ in conditions}) < number:
            continue
        table = DecisionTable.of([(2, RuleRow("A", "Red", "", conditions), False)])
        said = Coverage(table, lambda asked: VOCABULARY.get(asked.heading, ("Yes", "No"))).contradiction(table.rules[0])
        if bool(said) == any(one.issuperset(chosen) for one in met):
            wrong.append((conditions, [one.heading for one in said]))
    assert wrong == []

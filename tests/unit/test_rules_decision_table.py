from datetime import date
from pathlib import Path

import pytest
from sheets import make_register

from hmic_tracker.model.force import RuleRow
from hmic_tracker.model.when import Precision, When
from hmic_tracker.rules.decision_table import DecisionTable, shipped_table
from hmic_tracker.rules.inputs import FACTS, known_inputs
from hmic_tracker.rules.reasons import read_reason, say_value
from hmic_tracker.rules.shipped_rules import SHIPPED_RULES

RECOMMENDATIONS = """
    | Ref      | Recommendation | Status      | Priority |
    | WMP-0001 | Review it      | In progress | 1        |
"""


def rules(text: str, tmp_path: Path, recommendations: str = RECOMMENDATIONS) -> DecisionTable:
    return DecisionTable.read(make_register(tmp_path, recommendations, RAG_rules=text))


def decide(table: DecisionTable, **values: object) -> str | None:
    named = {heading.replace("_", " "): value for heading, value in values.items()}
    rule = table.decide(lambda asked: named.get(asked.heading))
    return rule.name if rule else None


def test_the_first_rule_whose_every_condition_holds_decides(tmp_path: Path) -> None:
    table = rules(
        """
        | Rule  | RAG   | Reason | Status | Days to due |
        | Done  | Blue  |        | Closed | -           |
        | Late  | Red   |        |        | < 0         |
        | Soon  | Amber |        |        | [0..30]     |
        """,
        tmp_path,
    )
    assert decide(table, Status="Closed", Days_to_due=-3) == "Done"
    assert decide(table, Status="In progress", Days_to_due=-3) == "Late"
    assert decide(table, Status="In progress", Days_to_due=30) == "Soon"
    assert decide(table, Status="In progress", Days_to_due=31) is None
    assert decide(table, Status="In progress", Days_to_due=None) is None


def test_headings_are_known_however_they_are_typed_and_by_their_aliases(tmp_path: Path) -> None:
    table = rules(
        """
        | Rule | RAG | Reason | DAYS  to Due | Target date |
        | Late | Red |        | < 0          | blank       |
        """,
        tmp_path,
    )
    assert [asked.heading for asked in table.columns] == ["Days to due", "Force target date"]
    assert table.faults == ()


def test_staffs_own_column_can_be_asked_about_with_numbers_days_and_words(tmp_path: Path) -> None:
    table = rules(
        """
        | Rule  | RAG   | Reason | Priority              |
        | Top   | Red   |        | > 3, Urgent           |
        | Later | Green |        | >= 2022-04-01, '5/4/2022 |
        """,
        tmp_path,
    )
    assert decide(table, Priority=4) == "Top"
    assert decide(table, Priority="4") == "Top"
    assert decide(table, Priority=" urgent ") == "Top"
    assert decide(table, Priority="05/04/2022") == "Later"
    assert decide(table, Priority=date(2022, 4, 2)) == "Later"


def test_a_rule_that_cannot_be_read_is_ignored_and_so_is_an_unknown_column(tmp_path: Path) -> None:
    table = rules(
        """
        | Rule      | RAG   | Reason        | Days to due | Dayz overdue |
        | Unclosed  | Red   |               | [0..        |              |
        | No colour |       |               | < 0         |              |
        | Rest      | Green | {Staus} {Ref} | -           | > 5          |
        """,
        tmp_path,
    )
    assert [rule.name for rule in table.rules] == ["Rest"]
    assert decide(table, Days_to_due=-1) == "Rest"
    assert sorted((fault.code, fault.number, fault.heading) for fault in table.faults) == [
        ("rule-column-unknown", 0, "Dayz overdue"),
        ("rule-condition-unreadable", 2, "Days to due"),
        ("rule-rag-missing", 3, "RAG"),
        ("rule-reason-unknown", 4, "Reason"),
    ]


def test_a_register_without_rules_has_the_shipped_ones(tmp_path: Path) -> None:
    absent = DecisionTable.read(make_register(tmp_path, RECOMMENDATIONS))
    empty = rules("| Rule | RAG | Reason | Status |", tmp_path)
    assert absent.is_shipped and empty.is_shipped
    assert absent.version == empty.version == shipped_table().version
    assert [rule.name for rule in absent.rules] == [rule.rule for rule in SHIPPED_RULES]


def test_the_shipped_rules_have_no_fault() -> None:
    table = shipped_table()
    assert len(table.rules) == 16
    assert table.faults == ()
    assert table.rules[-1].fits_all


SHIPPED_CASES = [
    ("Closed", {"Status": "Closed", "Days to due": None}),
    ("Superseded", {"Status": "Superseded"}),
    ("Not accepted", {"Status": "Not accepted"}),
    ("Not ours to deliver", {"Status": "Dependent on others", "Days to due": -30}),
    ("With the inspectorate", {"Status": "Awaiting HMICFRS sign-off", "Days to due": -30}),
    ("Overdue", {"Status": "In progress", "Days to due": -1, "Immediate": "Yes"}),
    ("Immediate, long open", {"Immediate": "Yes", "Days since published": 91}),
    ("Immediate", {"Immediate": "Yes", "Days since published": 90}),
    ("No date", {"Immediate": "No", "Effective due date": None}),
    ("Due soon, red risk", {"Effective due date": 1, "Days to due": 30, "Risk RAG": "Red"}),
    ("Due soon", {"Effective due date": 1, "Days to due": 0, "Status": "In progress"}),
    ("Red risk", {"Effective due date": 1, "Days to due": 31, "Risk RAG": "Red"}),
    ("Stale", {"Effective due date": 1, "Days to due": 31, "Days since update": 91}),
    ("Never updated", {"Effective due date": 1, "Days to due": 31}),
    (
        "Unallocated",
        {"Effective due date": 1, "Days to due": 31, "Days since update": 3, "Status": "Awaiting allocation"},
    ),
    ("On course", {"Effective due date": 1, "Days to due": 31, "Days since update": 90, "Status": "In progress"}),
    (
        "On course",
        {"Effective due date": 1, "Days to due": 5, "Days since update": 90, "Status": "Awaiting force sign-off"},
    ),
]


@pytest.mark.parametrize(("rule", "values"), SHIPPED_CASES)
def test_each_shipped_rule_decides_where_it_should(rule: str, values: dict) -> None:
    found = shipped_table().decide(lambda asked: values.get(asked.heading))
    assert found is not None and found.name == rule


def test_the_version_is_the_same_for_what_means_the_same_and_differs_for_what_does_not() -> None:
    def version(*rows: RuleRow) -> str:
        return DecisionTable.of((n, row, False) for n, row in enumerate(rows)).version

    row = RuleRow("Late", "Red", "Late.", (("Days to due", "< 0"), ("Status", "Closed, Superseded")))
    same = RuleRow(
        "Late", "Red", "Late.", (("STATUS", "superseded,  “Closed”"), ("Immediate", "-"), ("days to due", "<0"))
    )
    assert version(row) == version(same)
    assert len(version(row)) == 12 and set(version(row)) <= set("0123456789abcdef")
    for other in (
        RuleRow("Late", "Red", "Late.", (("Days to due", "<= 0"), ("Status", "Closed, Superseded"))),
        RuleRow("Late", "Amber", "Late.", row.conditions),
        RuleRow("Late", "Red", "Too late.", row.conditions),
        RuleRow("Later", "Red", "Late.", row.conditions),
    ):
        assert version(row) != version(other)
    second = RuleRow("Rest", "Green", "")
    assert version(row, second) != version(second, row)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "not recorded"),
        ("", "not recorded"),
        ((), "not recorded"),
        (12.0, "12"),
        (12.5, "12.5"),
        (0, "0"),
        (True, "Yes"),
        (date(2022, 3, 31), "31 March 2022"),
        (When(date(2022, 5, 1), date(2022, 5, 31), Precision.MONTH, "May 2022"), "May 2022"),
        (("R-01",), "R-01"),
        (("R-01", "R-02", "R-03"), "R-01, R-02 and R-03"),
        ("one\n two", "one two"),
    ],
)
def test_a_fact_is_said_the_way_people_write_it(value: object, said: str) -> None:
    assert say_value(value) == said


def fill(template: str, **values: object) -> str:
    named = {heading.replace("_", " "): value for heading, value in values.items()}
    return read_reason(template, known_inputs()).fill(lambda asked: named.get(asked.heading))


def test_a_reason_says_its_facts_and_keeps_what_it_does_not_know() -> None:
    assert fill(
        "{Days overdue} days past {Effective due date}.", Days_overdue=12, Effective_due_date=date(2022, 3, 19)
    ) == ("12 days past 19 March 2022.")
    assert fill("{days  overdue} days, {Dayz}.", Days_overdue=1) == "1 day, {Dayz}."
    assert fill("Due {Effective due date}.") == "Due not recorded."
    assert fill("Closed on {Effective due date}.") == "Closed on a date not recorded."
    assert fill("{Force position}.", Force_position="Not for us.") == "Not for us."
    assert fill("Not accepted: {Force position}", Force_position="x" * 999).endswith("x…")


def test_every_fact_can_be_named_by_its_heading() -> None:
    inputs = known_inputs(["Priority", "Immediate"])
    assert all(inputs.find(fact.heading.upper()) is fact for fact in FACTS)
    assert inputs.find("Priority").heading == "Priority"
    assert inputs.find("RAG") is None
    assert inputs.find("Movement") is None
    assert inputs.suggest("Days too due") == " Did you mean Days to due?"


def test_values_that_are_equal_and_not_said_alike_are_each_said_their_own_way() -> None:
    own = known_inputs(["Priority"])
    reason = read_reason("{Priority} days.", own)
    assert [reason.fill(lambda asked, one=one: one) for one in (1, True, 1.0, "1", None, 2)] == [
        "1 day.", "Yes days.", "1 day.", "1 days.", "not recorded days.", "2 days.",
    ]  # fmt: skip
    assert reason.fill(lambda asked: True) == "Yes days."

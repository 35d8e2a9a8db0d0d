from datetime import date
from pathlib import Path

import pytest
from sheets import make_register, make_risk_register

from hmic_tracker.problems import Problem
from hmic_tracker.rules.checks_rules import check_all_rated, check_escalation, check_table, words_of
from hmic_tracker.rules.coverage import Coverage
from hmic_tracker.rules.decision_table import DecisionTable, shipped_table
from hmic_tracker.rules.inputs import known_inputs
from hmic_tracker.rules.shipped_rules import SHIPPED_CONDITIONS, shipped_rows

MARCH = date(2022, 3, 31)
RECOMMENDATIONS = """
    | Ref      | Recommendation | Status      | Number |
    | WMP-0001 | Review it      | In progress | 1      |
    | WMP-0002 | Review that    | Closed      | 2      |
"""


def told(tmp_path: Path, rules: str) -> list[Problem]:
    register = make_register(tmp_path, RECOMMENDATIONS, RAG_rules=rules)
    return list(check_table(register, make_risk_register(tmp_path), MARCH))


def sentences(tmp_path: Path, rules: str) -> list[str]:
    return [f"{problem.cell}: {problem.found}" for problem in told(tmp_path, rules)]


REST = "| Rest | Green | Fine. | - | - | - |"


def one_rule(row: str) -> str:
    return f"| Rule | RAG | Reason | Status | Days to due | Immediate |\n{row}\n{REST}"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "| A | Red | x | Closd | | |",
            "D2: “Closd” is not one of the words for Status. Did you mean “Closed”?",
        ),
        (
            "| A | Red | x | Closed, not there | | |",
            "D2: “not there” is not one of the words for Status.",
        ),
        ("| A | Red | x | | soon | |", "E2: “soon” is not one of the words for Days to due."),
        ("| A | Red | x | | [0.. | |", "E2: “[0..” is not a condition: the bracket is not closed."),
        ("| A | Red | x | | [30..0] | |", "E2: “[30..0]” under Days to due is never met: no value lies in it."),
        ("| A | Red | x | | (1..2) | |", "E2: “(1..2)” under Days to due is never met: no value lies in it."),
        ("| A | Red | x | < 5 | | |", "D2: “< 5” under Status is never met: Status holds words of a list."),
        (
            "| A | Red | x | | >= 31/03/2022 | |",
            "E2: “>= 31/03/2022” under Days to due is never met: Days to due holds whole numbers.",
        ),
        ("| A | Red | x | | | blank |", "F2: “blank” under Immediate is never met: Immediate is never blank."),
        ("| A | Red | {Dayz overdue} days | | < 0 | |",
         "C2: The reason names {Dayz overdue}, which is neither a column nor a fact. Did you mean Days overdue?"),
        ("| A | | x | | < 0 | |", "B2: The rule A has no RAG."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_said_at_its_cell(tmp_path: Path, row: str, sentence: str) -> None:
    assert sentences(tmp_path, one_rule(row)) == [sentence]


def test_a_colour_off_the_list_is_told_once_by_the_reader(tmp_path: Path) -> None:
    register = make_register(tmp_path, RECOMMENDATIONS, RAG_rules=one_rule("| A | Ambre | x | Closed | | |"))
    assert [problem.code for problem in register.problems if problem.sheet == "RAG rules"] == ["word-unknown"]
    assert list(check_table(register, make_risk_register(tmp_path), MARCH)) == []


def test_an_unknown_column_is_told_at_its_heading(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "| Rule | RAG | Reason | Days too due |\n| A | Red | x | < 0 |\n| B | Green | x | |")[
        :1
    ]
    assert (problem.code, problem.cell) == ("rule-column-unknown", "D1")
    assert problem.found == (
        "The condition column Days too due is neither a column of Recommendations nor a fact. Did you mean Days to due?"
    )


def test_a_rule_that_rows_above_cover_names_them(tmp_path: Path) -> None:
    found = sentences(
        tmp_path,
        """
        | Rule      | RAG   | Reason | Days to due | Status      |
        | Past      | Red   | x      | < 0         |             |
        | Today on  | Amber | x      | [0..5]      |             |
        | This week | Amber | x      | (-1..6)     | In progress |
        | Long past | Red   | x      | < -30       |             |
        | Rest      | Green | x      |             |             |
        | More      | Green | x      | blank       |             |
        """,
    )
    assert found == [
        "A4: The rule This week can never be reached: every row it fits is decided by Today on above it.",
        "A5: The rule Long past can never be reached: every row it fits is decided by Past above it.",
        "A7: The rule More can never be reached: every row it fits is decided by Rest above it.",
    ]


def test_several_rows_together_can_cover_one(tmp_path: Path) -> None:
    found = sentences(
        tmp_path,
        """
        | Rule     | RAG   | Reason | Days to due |
        | Past     | Red   | x      | < 0         |
        | Ahead    | Amber | x      | >= 0        |
        | Anything | Amber | x      | not(blank)  |
        | Rest     | Green | x      |             |
        """,
    )
    assert found == [
        "A4: The rule Anything can never be reached: every row it fits is decided by Past and Ahead above it."
    ]


def test_what_no_rule_covers_is_told_with_an_example_that_can_occur(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        """
        | Rule | RAG   | Reason | Status                            | Days to due |
        | Done | Blue  | x      | Closed, Superseded, Not accepted  |             |
        | Past | Red   | x      |                                   | < 0, blank  |
        | Soon | Amber | x      | not(Awaiting allocation)          | [0..30]     |
        | Far  | Green | x      |                                   | > 30        |
        """,
    )
    assert [(problem.code, problem.cell) for problem in found] == [("rule-catch-all-missing", "A5"), ("rule-gap", "A5")]
    assert found[1].found == "No rule fits, for example, Status Awaiting allocation with Days to due 0."


def test_combinations_that_cannot_occur_need_no_rule(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        """
        | Rule    | RAG   | Reason | Status                           | Days to due | Effective due date |
        | Done    | Blue  | x      | Closed, Superseded, Not accepted | blank       |                    |
        | No date | Amber | x      |                                  |             | blank              |
        | Past    | Red   | x      |                                  | < 0         |                    |
        | Rest    | Green | x      |                                  | >= 0        |                    |
        """,
    )
    assert [problem.code for problem in found] == ["rule-catch-all-missing"]


@pytest.mark.parametrize(
    ("conditions", "why"),
    [
        (
            {"Days overdue": "> 30", "Status": "Closed"},
            "Days overdue “> 30” and Status “Closed” exclude each other",
        ),
        (
            {"Risk RAG": "Red", "Days to due": "> 5", "Days overdue": "> 3"},
            "Days to due “> 5” and Days overdue “> 3” exclude each other",
        ),
        (
            {"Days to due": "> -10", "Days overdue": "[11..20]"},
            "Days to due “> -10” and Days overdue “[11..20]” exclude each other",
        ),
        (
            {"Effective due date": "blank", "Days to due": "0", "Immediate": "Yes"},
            "Effective due date “blank” and Days to due “0” exclude each other",
        ),
        (
            {"Past HMICFRS date": "Yes", "Status": "Closed, Superseded"},
            "Past HMICFRS date “Yes”; and Status “Closed, Superseded” exclude each other",
        ),
        (
            {"Force target date": "blank", "Past HMICFRS date": "Yes", "Days to due": "> 0"},
            "Force target date “blank”, Past HMICFRS date “Yes” and Days to due “> 0” exclude each other",
        ),
    ],
)
def test_a_rule_whose_conditions_exclude_each_other_names_them(
    tmp_path: Path, conditions: dict[str, str], why: str
) -> None:
    headings, cells = " | ".join(conditions), " | ".join(conditions.values())
    blanks = " | ".join("-" for _ in conditions)
    (problem,) = told(
        tmp_path, f"| Rule | RAG | Reason | {headings} |\n| A | Red | x | {cells} |\n| B | Green | x | {blanks} |"
    )
    assert (problem.code, problem.cell) == ("rule-contradiction", "A2")
    assert problem.found == f"The rule A can never hold: {why}."


@pytest.mark.parametrize(
    "conditions",
    [
        {"Days overdue": "> 30", "Status": "In progress"},
        {"Days overdue": "blank", "Status": "Closed"},
        {"Days to due": "> -10", "Days overdue": "[9..20]"},
        {"Days to due": "blank", "Effective due date": "not(blank)"},
    ],
)
def test_conditions_that_can_come_together_are_no_problem(tmp_path: Path, conditions: dict[str, str]) -> None:
    headings, cells = " | ".join(conditions), " | ".join(conditions.values())
    blanks = " | ".join("-" for _ in conditions)
    table = f"| Rule | RAG | Reason | {headings} |\n| A | Red | x | {cells} |\n| B | Green | x | {blanks} |"
    assert told(tmp_path, table) == []


def test_a_rule_is_unreachable_by_what_follows_from_the_facts_that_it_names(tmp_path: Path) -> None:
    found = sentences(
        tmp_path,
        """
        | Rule      | RAG   | Reason | Days to due | Days overdue | Status |
        | Overdue   | Red   | x      | < 0         |              |        |
        | Done      | Blue  | x      |             |              | Closed |
        | Very late | Red   | x      |             | > 30         |        |
        | No date   | White | x      | blank       |              | Closed |
        | Rest      | Green | x      |             |              |        |
        """,
    )
    assert found == [
        "A4: The rule Very late can never be reached: every row it fits is decided by Overdue above it.",
        "A5: The rule No date can never be reached: every row it fits is decided by Done above it.",
    ]


def test_a_rule_that_only_what_cannot_occur_would_reach_is_unreachable(tmp_path: Path) -> None:
    found = sentences(
        tmp_path,
        """
        | Rule    | RAG   | Reason | Status                           | Days to due | Effective due date |
        | Done    | Blue  | x      | Closed, Superseded, Not accepted |             |                    |
        | No date | Amber | x      |                                  |             | blank              |
        | Odd     | White | x      |                                  | blank       |                    |
        | Rest    | Green | x      |                                  |             |                    |
        """,
    )
    assert found == [
        "A4: The rule Odd can never be reached: every row it fits is decided by Done and No date above it."
    ]


def test_of_what_has_ended_the_escalation_rules_are_never_asked(tmp_path: Path) -> None:
    rules = """
        | Rule  | Who must see it | Reason | Status      | For this force | RAG |
        | Done  | Board           | x      | Closed      |                | Red |
        | Other | Board           | x      |             | No             |     |
        | Ours  | Board           | x      | In progress | Yes            | Red |
    """
    register = make_register(tmp_path, RECOMMENDATIONS, Escalation_rules=rules)
    assert [problem.found for problem in check_escalation(register, make_risk_register(tmp_path), MARCH)] == [
        "The rule Done can never hold: only what is open and for this force is escalated, and it asks for Status “Closed”.",
        "The rule Other can never hold: only what is open and for this force is escalated, and it asks for For this"
        " force “No”.",
    ]


@pytest.mark.parametrize(
    ("one", "other", "is_possible"),
    [
        ("Risk score: blank", "Risk RAG: Red", False),
        ("Risk score: blank", "Risk band: High", False),
        ("Risk score: blank", "Above target score: Yes", False),
        ("Target score: blank", "Above target score: No", False),
        ("Last update: blank", "Days since update: > 90", False),
        ("Last update: not(blank)", "Days since update: blank", False),
        ("Risk score: > 3", "Risk RAG: blank", True),
        ("Risk score: blank", "Target score: > 3", True),
        ("Last update: blank", "Days since update: blank", True),
    ],
)
def test_what_the_risk_register_and_the_updates_never_say_together_excludes_each_other(
    tmp_path: Path, one: str, other: str, is_possible: bool
) -> None:
    (first, asked), (second, beside) = one.split(": "), other.split(": ")
    rules = f"| Rule | RAG | Reason | {first} | {second} |\n| A | Red | x | {asked} | {beside} |\n| Rest | Green | x | - | - |"
    said = f"The rule A can never hold: {first} “{asked}” and {second} “{beside}” exclude each other."
    assert [problem.found for problem in told(tmp_path, rules)] == ([] if is_possible else [said])


def test_what_is_escalated_has_a_status(tmp_path: Path) -> None:
    rules = "| Rule | Who must see it | Reason | Status |\n| Blank | Board | x | blank |"
    register = make_register(tmp_path, RECOMMENDATIONS, Escalation_rules=rules)
    (problem,) = check_escalation(register, make_risk_register(tmp_path), MARCH)
    assert problem.found == (
        "The rule Blank can never hold: only what is open and for this force is escalated, and it asks for Status “blank”."
    )


def test_whole_days_leave_no_gap_between_two_of_them(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        "| Rule | RAG | Reason | Days to due |\n| A | Red | x | <= 0 |\n| B | Green | x | >= 1 |\n| C | Amber | x | blank |",
    )
    assert [problem.code for problem in found] == ["rule-catch-all-missing"]


def test_a_score_can_lie_between_two_whole_numbers(tmp_path: Path) -> None:
    found = sentences(
        tmp_path,
        "| Rule | RAG | Reason | Risk score |\n| A | Red | x | <= 4 |\n| B | Green | x | >= 5 |\n| C | Amber | x | blank |",
    )
    assert found[1:] == ["A4: No rule fits, for example, Risk score 4.5."]


def test_the_shipped_table_has_no_finding(tmp_path: Path) -> None:
    rows = ["| Rule | RAG | Reason | " + " | ".join(SHIPPED_CONDITIONS) + " |"]
    rows += [
        f"| {r.rule} | {r.rag} | {r.reason} | " + " | ".join(t for _, t in r.conditions) + " |" for r in shipped_rows()
    ]
    register = make_register(tmp_path, RECOMMENDATIONS, RAG_rules="\n".join(rows))
    assert list(check_table(register, make_risk_register(tmp_path), MARCH)) == []
    assert DecisionTable.read(register).version == shipped_table().version


def test_without_rules_of_its_own_a_register_is_told_so_once(tmp_path: Path) -> None:
    register = make_register(tmp_path, RECOMMENDATIONS)
    (problem,) = check_table(register, make_risk_register(tmp_path), MARCH)
    assert (problem.code, str(problem.severity)) == ("rules-missing", "Note")


def test_a_recommendation_that_no_rule_fits_is_told(tmp_path: Path) -> None:
    register = make_register(
        tmp_path, RECOMMENDATIONS, RAG_rules="| Rule | RAG | Reason | Status |\n| Done | Blue | x | Closed |"
    )
    (problem,) = check_all_rated(register, make_risk_register(tmp_path), MARCH)
    assert (problem.code, problem.ref, problem.cell) == ("not-rated", "WMP-0001", "A2")
    assert problem.found == "No rule fits, so it is not rated."


OTHERS_ROWS = """
    | Ref      | Recommendation | Status      | For this force |
    | WMP-0001 | Review it      | In progress | Yes            |
    | WMP-0002 | Legislate      |             | No             |
    | WMP-0003 | Say how far    |             | Yes            |
"""


def test_rules_may_ask_for_a_blank_status_since_what_others_deliver_needs_none(tmp_path: Path) -> None:
    rules = """
        | Rule    | RAG   | Reason | Status     | For this force |
        | Theirs  | White | x      | blank      | No             |
        | Ours    | Red   | x      | blank      | Yes            |
        | Rest    | Green | x      | not(blank) | -              |
    """
    register = make_register(tmp_path, OTHERS_ROWS, RAG_rules=rules)
    assert [problem.found for problem in check_table(register, make_risk_register(tmp_path), MARCH)] == [
        "The rule Ours can never hold: Status “blank” and For this force “Yes” exclude each other.",
        "No rule has - in every condition, so what the rules do not foresee is not rated.",
    ]


def test_a_blank_status_of_others_that_no_rule_fits_is_told_and_one_of_ours_is_told_by_its_blank(
    tmp_path: Path,
) -> None:
    rules = """
        | Rule | RAG   | Reason | Status      | For this force |
        | Done | Blue  | x      | Closed      | -              |
        | Open | Green | x      | not(Closed) | -              |
    """
    register, risks = make_register(tmp_path, OTHERS_ROWS, RAG_rules=rules), make_risk_register(tmp_path)
    assert [problem.found for problem in check_table(register, risks, MARCH)][1:] == [
        "No rule fits, for example, Status blank."
    ]
    assert [problem.ref for problem in check_all_rated(register, risks, MARCH)] == ["WMP-0002"]


def test_an_open_list_may_hold_other_words(tmp_path: Path) -> None:
    register = make_register(tmp_path, RECOMMENDATIONS)
    level = known_inputs().find("Level")
    assert words_of(level, register.lists) == ("Level 1", "Level 2", "Level 3")
    table = "| Rule | RAG | Reason | Level |\n| A | Red | x | Level 1, Level 2, Level 3, blank |"
    assert sentences(tmp_path, table)[1] == "A2: No rule fits, for example, Level something else."


def test_a_table_of_thirty_rules_over_ten_columns_is_verified_without_hanging() -> None:
    import time

    from hmic_tracker.model.force import RuleRow

    headings = ["Status", "Days to due", "Risk RAG", "Immediate", "Days since update", "Days since published",
                "Times extended", "Open children", "Force target date", "For this force"]  # fmt: skip
    cells = ["In progress", "< {n}", "Red", "Yes", "> {n}", "[{n}..60]", "{n}", "> {n}", "blank", "No"]
    rows = []
    for n in range(30):
        picked = [(n + step) % 10 for step in (0, 3, 7)]
        conditions = tuple((headings[i], cells[i].format(n=n)) for i in picked)
        rows.append((n, RuleRow(f"R{n}", "Red", "", conditions), False))
    table = DecisionTable.of(rows)
    began = time.process_time()
    coverage = Coverage(table, lambda asked: ("In progress", "Closed", "Red", "Green", "Yes", "No"))
    assert [coverage.covered_by(rule) for rule in table.rules] and coverage.gap is not None
    assert time.process_time() - began < 60  # a guard against trying every combination of words

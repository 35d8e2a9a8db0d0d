"""Who must see a recommendation: the second table."""

from datetime import date
from pathlib import Path

from figures_of import make_figures
from sheets import make_register, make_risk_register

from hmic_tracker.model.rating import Escalation, Ratings
from hmic_tracker.problems import Problem
from hmic_tracker.rules.checks import check
from hmic_tracker.rules.explain import explain
from hmic_tracker.rules.ratings import rate

MARCH = date(2022, 3, 31)
RECOMMENDATIONS = """
| Ref      | Number | Recommendation | Status      | HMICFRS due date | For this force | Owner      | Portfolio | Governance board | Priority |
| WMP-0001 | 1      | Review it      | In progress | 2022-01-01       | Yes            | Supt Oduya | Crime     | Custody board    | 5        |
| WMP-0002 | 2      | Review that    | In progress | 2022-03-19       |                | Supt Oduya | Crime     |                  | 2        |
| WMP-0003 | 3      | Review those   | Closed      | 2022-01-01       |                | Supt Oduya | Crime     |                  | 5        |
| WMP-0004 | 4      | Review them    | In progress | 2022-01-01       | No             | Supt Oduya | Crime     |                  | 5        |
| WMP-0005 | 5      | Review all     | In progress | 2022-12-01       |                | Supt Oduya | Crime     |                  | 5        |
| WMP-0006 | 6      | Review some    | Closd       | 2022-01-01       |                | Supt Oduya | Crime     |                  | 5        |
"""
PORTFOLIOS = "| Portfolio | Governance board |\n| Crime | Crime board |"
RULES = """
| Rule     | RAG | Priority | Days overdue | Who must see it | Reason                              |
| Long     |     |          | > 30         | Committee       | {Days overdue} days late: {RAG reason} |
| Red      | Red |          |              | board           | Rated {RAG} by {RAG rule}.           |
| Pressing |     | >= 5     |              | Owner           |                                     |
"""


def rated(tmp_path: Path, rules: str | None = RULES, sheet: str = "Escalation_rules", **others: str) -> Ratings:
    sheets = {"Portfolios": PORTFOLIOS, **({sheet: rules} if rules else {}), **others}
    return rate(make_register(tmp_path, RECOMMENDATIONS, **sheets), make_risk_register(tmp_path), as_at=MARCH)


def escalations(ratings: Ratings) -> dict[str, Escalation]:
    return {rating.ref: rating.escalation for rating in ratings if rating.escalation}


def test_the_first_escalation_rule_that_fits_says_who_must_see_it_by_name_and_why(tmp_path: Path) -> None:
    assert escalations(rated(tmp_path)) == {
        "WMP-0001": Escalation(
            "Committee", "Long", "89 days late: 89 days past 1 January 2022.", "Joint Audit Committee"
        ),
        "WMP-0002": Escalation("Board", "Red", "Rated Red by Overdue.", "Crime board"),
        "WMP-0005": Escalation("Owner", "Pressing", "", "Supt Oduya"),
    }


def test_a_board_of_its_own_goes_before_the_portfolios(tmp_path: Path) -> None:
    rules = "| Rule | Who must see it | Reason |\n| All | Board | |"
    found = escalations(rated(tmp_path, rules))
    assert (found["WMP-0001"].whom, found["WMP-0002"].whom) == ("Custody board", "Crime board")


def test_what_has_ended_what_is_not_ours_and_what_is_left_out_is_escalated_to_nobody(tmp_path: Path) -> None:
    found = escalations(rated(tmp_path, "| Rule | Who must see it | Reason |\n| All | Committee | |"))
    assert sorted(found) == ["WMP-0001", "WMP-0002", "WMP-0005"]


def test_without_the_sheet_nobody_must_see_anything_and_nothing_is_missed(tmp_path: Path) -> None:
    register, risks = make_register(tmp_path, RECOMMENDATIONS), make_risk_register(tmp_path)
    assert escalations(rate(register, risks, as_at=MARCH)) == {}
    assert "Escalation rules" not in {problem.sheet for problem in check(register, risks, as_at=MARCH)}


def test_an_override_escalates_by_the_colour_that_counts(tmp_path: Path) -> None:
    overrides = "| Ref | RAG | Reason | By | From | Until |\n| WMP-0005 | Red | Failed | ACC Hale | | 2022-04-30 |"
    assert escalations(rated(tmp_path, Overrides=overrides))["WMP-0005"].rule == "Red"


def test_a_word_that_the_force_adds_to_the_list_is_one_more_who_can_see_it(tmp_path: Path) -> None:
    lists = "| List | Word |\n| Who must see it | Owner |\n| Who must see it | Chief officer |"
    rules = "| Rule | Who must see it | Reason |\n| All | chief  officer. | |"
    assert escalations(rated(tmp_path, rules, Lists=lists))["WMP-0001"] == Escalation("Chief officer", "All")


def test_a_sheet_of_another_name_is_known_by_its_headings_and_never_taken_for_the_rag_rules(tmp_path: Path) -> None:
    colours = "| Rule | Status | Days to due | Immediate | RAG | Reason |\n| All | | | | Green | Fine. |"
    ratings = rated(tmp_path, RULES, "Who_sees_what", Colours=colours)
    assert {rating.rule for rating in ratings if not rating.excluded} == {"All"}
    assert escalations(ratings)["WMP-0001"].rule == "Long"


def problems(tmp_path: Path, rules: str) -> list[Problem]:
    register = make_register(tmp_path, RECOMMENDATIONS, Escalation_rules=rules)
    return [
        one for one in check(register, make_risk_register(tmp_path), as_at=MARCH) if one.sheet == "Escalation rules"
    ]


def test_the_table_is_checked_like_the_other_but_need_not_cover_everything(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """
        | Rule   | RAG | Days overdoe | Days overdue | Who must see it | Reason       |
        | One    | Ambr |              |              | Committee       |              |
        | Two    |     |              | > 30         | Comittee        |              |
        | Three  |     |              | > 3          | Board           | {RAG raeson} |
        | Four   |     |              | [0..         | Board           |              |
        | Five   |     |              | > 30         |                 |              |
        | Six    |     |              | > 1          | Owner           |              |
        | Seven  |     |              | > 4          | Owner           |              |
        """,
    )
    assert [(problem.cell, problem.found) for problem in found] == [
        ("C1", "The condition column Days overdoe is neither a column of Recommendations nor a fact. "
               "Did you mean Days overdue?"),
        ("B2", "“Ambr” is not one of the words for RAG. Did you mean “Amber”?"),
        ("E3", "“Comittee” is not one of the words for Who must see it. Did you mean “Committee”?"),
        ("F4", "The reason names {RAG raeson}, which is neither a column nor a fact. Did you mean RAG reason?"),
        ("D5", "“[0..” is not a condition: the bracket is not closed."),
        ("E6", "The rule Five does not say who must see it."),
        ("A8", "The rule Seven can never be reached: every row it fits is decided by Two and Three above it."),
    ]  # fmt: skip


def test_the_explanation_says_who_by_which_rule_and_what_the_rules_above_asked(tmp_path: Path) -> None:
    register = make_register(tmp_path, RECOMMENDATIONS, Portfolios=PORTFOLIOS, Escalation_rules=RULES)
    risks = make_risk_register(tmp_path)
    ratings = rate(register, risks, as_at=MARCH)
    found = explain(register, risks, ratings, "WMP-0002")
    assert "Who must see it: Board (Crime board), by the rule Red (Escalation rules A3): Rated Red by Overdue." in str(
        found
    )
    assert "  Days overdue: 12 (from Recommendations E3)" in str(found)
    assert found.to_dict()["escalation"] == {
        "who": "Board",
        "whom": "Crime board",
        "rule": "Red",
        "reason": "Rated Red by Overdue.",
        "rule_place": "Escalation rules A3",
        "conditions": [{"heading": "RAG", "condition": "Red"}],
        "rules_tried": [
            {
                "rule": "Long",
                "place": "Escalation rules A2",
                "heading": "Days overdue",
                "condition": "> 30",
                "value": 12,
            }
        ],
    }
    assert explain(register, risks, ratings, "WMP-0003").to_dict()["escalation"] is None
    assert "Who must see it" not in str(explain(register, risks, ratings, "WMP-0003"))


def test_where_no_escalation_rule_fits_the_explanation_says_so(tmp_path: Path) -> None:
    register = make_register(tmp_path, RECOMMENDATIONS, Escalation_rules=RULES.replace(">= 5", ">= 6"))
    risks = make_risk_register(tmp_path)
    found = explain(register, risks, rate(register, risks, as_at=MARCH), "WMP-0005")
    assert "Who must see it: nobody; no escalation rule fits." in str(found)
    assert [one["rule"] for one in found.to_dict()["escalation"]["rules_tried"]] == ["Long", "Red", "Pressing"]


def test_the_figures_count_what_each_must_see_with_the_refs_behind_it(tmp_path: Path) -> None:
    figures = make_figures(
        tmp_path, "| Ref | Status | HMICFRS due date |\n| WMP-0001 | In progress | 2022-01-01 |\n| WMP-0002 | Closed | |",
        Escalation_rules=RULES,
    )  # fmt: skip
    counted = {name: one["refs"] for name, one in figures.to_json().items() if name.startswith("escalation.")}
    assert counted == {"escalation.Committee": ["WMP-0001"]}

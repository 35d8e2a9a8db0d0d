import json
from datetime import date
from pathlib import Path

import pytest
from sheets import make_register, make_risk_register

from hmic_tracker.errors import NotFound
from hmic_tracker.rules.explain import Explanation, explain
from hmic_tracker.rules.inputs import FACTS
from hmic_tracker.rules.ratings import rate

MARCH = date(2022, 3, 31)
RECOMMENDATIONS = """
| Ref      | Number | Recommendation | Status      | HMICFRS due date | Force target date | Risk ref   | Inspection ref | Likelihood | Impact |
| WMP-0001 | 1      | Review it      | In progress | 2022-03-19       |                   | R-03; R-01 | 2021-CUSTODY   |            |        |
| WMP-0002 | 2      | Within six months, the force should review that. | In progress | | |     | 2021-CUSTODY   | 4          | 4      |
| WMP-0003 | 3      | Review those   | Closd       |                  |                   |            | 2021-CUSTODY   |            |        |
| WMP-0004 | 4      | Review them    | In progress |                  | 2022-06-30        |            | 2021-CUSTODY   |            |        |
"""
RULES = """
| Rule    | RAG   | Reason                                      | Status | Days to due | Risk RAG | Days since update |
| Closed  | Blue  | Closed.                                     | Closed |             |          |                   |
| Overdue | Red   | {Days overdue} days past {Effective due date}. |     | < 0         |          |                   |
| Risky   | Amber | Risk {Risk ref} scores {Risk score}.        |        |             | Red      |                   |
| Stale   | Amber | {Days since update} days.                   |        |             |          | > 20              |
| Rest    | Green | Due {Effective due date}.                   |        |             |          |                   |
"""
UPDATES = "| Ref | By | Date | Update |\n| WMP-0004 | ACC | 2022-01-01 | a |\n| WMP-0004 | ACC | 2022-03-01 | b |"
OVERRIDES = "| Ref | RAG | Reason | By | From | Until |\n| WMP-0004 | Red | Failed | ACC Hale | | 2022-04-30 |"


def explained(tmp_path: Path, ref: str, **sheets: str) -> Explanation:
    register = make_register(tmp_path, RECOMMENDATIONS, **{"RAG_rules": RULES, "Updates": UPDATES, **sheets})
    risks = make_risk_register(tmp_path)
    return explain(register, risks, rate(register, risks, as_at=MARCH), ref)


def test_it_says_the_rule_the_facts_with_their_cells_and_the_rules_above_that_did_not_fit(tmp_path: Path) -> None:
    assert str(explained(tmp_path, "wmp-0001")).splitlines() == [
        "WMP-0001 is Red as at 31 March 2022: 12 days past 19 March 2022.",
        "It stands at Recommendations A2.",
        "Rule: Overdue (RAG rules A3), since Days to due is below 0.",
        "What the rules asked about:",
        "  Days to due: -12 (from Recommendations E2)",
        "  Days overdue: 12 (from Recommendations E2)",
        "  Effective due date: 19 March 2022 (from Recommendations E2)",
        "  Status: In progress (from Recommendations D2)",
        "Risk: R-01, Custody staffing (Risks A2): its residual likelihood and impact are High, Red, score 16 (risk"
        " register, Matrix E5). High means: Act now. Target score: 6; the risk is above it. R-03 is closed in the risk"
        " register.",
        "Rules above that did not fit:",
        "  Closed (RAG rules A2): Status would have to be Closed; it is In progress",
        f"Rules version {explained(tmp_path, 'WMP-0001').rules_version}.",
    ]


def test_a_date_from_the_words_leads_to_the_words_and_the_day_they_count_from(tmp_path: Path) -> None:
    found = explained(tmp_path, "WMP-0002")
    cells = {fact.name: fact.cells for fact in found.facts}
    assert cells["Days to due"] == ("Recommendations C3", "Inspections G2")
    assert cells["Risk RAG"] == ("Recommendations I3", "Recommendations J3", "risk register Matrix E5")
    assert found.risk == (
        "its own likelihood 4 and impact 4 are High, Red, score 16 (risk register, Matrix E5). High means: Act now."
    )


def test_a_risk_says_where_it_came_from_where_it_is_to_go_and_that_it_is_the_worst_of_several(tmp_path: Path) -> None:
    risks = """
    | Risk ref | Inherent likelihood | Inherent impact | Residual likelihood | Residual impact | Target score | Status |
    | R-01     | 4                   | 4               | 3                   | 2               | 6            | Open   |
    | R-02     | 3                   | 3               | 1                   | 1               | 1            | Open   |
    """
    sheet = RECOMMENDATIONS.replace("R-03; R-01", "R-02; R-01")
    register, register_of_risks = make_register(tmp_path, sheet), make_risk_register(tmp_path, risks)
    ratings = rate(register, register_of_risks, as_at=MARCH)
    assert explain(register, register_of_risks, ratings, "WMP-0001").risk == (
        "R-01 (Risks A2), the worst of those linked: its residual likelihood and impact are Medium, Amber, score 6 (risk"
        " register, Matrix C4). Medium means: Watch. Inherent score, before anything was done: 16. Target score: 6; the"
        " risk is not above it."
    )


def test_an_update_leads_to_its_row_and_the_override_to_its_own(tmp_path: Path) -> None:
    found = explained(tmp_path, "WMP-0004", Overrides=OVERRIDES)
    cells = {fact.name: fact.cells for fact in found.facts}
    assert cells["Days since update"] == ("Updates C3",)
    assert found.override == "Overrides row 2"
    lines = str(found).splitlines()
    assert lines[2:4] == [
        "An override counts (Overrides row 2). The rules alone would make it Amber:",
        "  30 days.",
    ]


def test_a_row_that_is_left_out_says_why(tmp_path: Path) -> None:
    found = explained(tmp_path, "WMP-0003")
    assert str(found).splitlines() == [
        "WMP-0003 is Not rated as at 31 March 2022: Left out of the figures: “Closd” is not one of the words for Status."
        " Did you mean “Closed”?",
        "It stands at Recommendations A4.",
        "It is left out of the figures until that is put right.",
    ]


def test_the_same_as_plain_values_for_json(tmp_path: Path) -> None:
    found = explained(tmp_path, "WMP-0001").to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["rule"] == "Overdue"
    assert found["facts"][2] == {
        "name": "Effective due date",
        "value": "2022-03-19",
        "cells": ["Recommendations E2"],
    }
    assert found["rules_tried"] == [
        {"rule": "Closed", "place": "RAG rules A2", "heading": "Status", "condition": "Closed", "value": "In progress"}
    ]
    assert found["risk"]["cell"] == "Matrix E5"


def test_an_unknown_ref_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        explained(tmp_path, "WMP-00004")
    assert str(refused.value) == "There is no recommendation WMP-00004 in the register. Did you mean WMP-0004?"


def test_no_rule_fits_lists_them_all(tmp_path: Path) -> None:
    only = "| Rule | RAG | Reason | Status |\n| Closed | Blue | x | Closed |"
    found = explained(tmp_path, "WMP-0001", RAG_rules=only)
    assert "Rule: none fits." in str(found)
    assert [one.rule for one in found.colour.tried] == ["Closed"]


def test_every_fact_leads_to_the_cells_it_comes_from(tmp_path: Path) -> None:
    recommendations = """
    | Ref      | Recommendation | Status      | Parent ref | Force target date | HMICFRS due date | Risk ref | HMICFRS closed on | Force sign-off on | Issued on  | Deadline wording | Inspection ref |
    | WMP-0001 | Fix it         | In progress |            | 2022-04-30        | 2022-03-01       | R-01     |                   |                   | 2022-01-05 | Within one month | 2021-CUSTODY   |
    | WMP-0002 | Review it      | Closed      | WMP-0001   |                   |                  |          |                   | 2022-02-01        |            |                  | 2021-CUSTODY   |
    | WMP-0003 | Review that    | In progress | WMP-0001   |                   |                  |          |                   |                   |            | Within one month | 2021-CUSTODY   |
    """
    facts = [fact.heading for fact in FACTS]
    rules = "| Rule | RAG | Reason |\n| All | Red | " + " ".join(f"{{{fact}}}" for fact in facts) + " |"
    changes = "| Ref | Which | To |\n| WMP-0001 | Force target date | 2022-04-30 |"
    meetings = "| Meeting date | Committee |\n| 2022-06-30 | |"
    register = make_register(
        tmp_path, recommendations, RAG_rules=rules, Date_changes=changes, Meetings=meetings,
        Updates=UPDATES.replace("WMP-0004", "WMP-0001"),
    )  # fmt: skip
    risks = make_risk_register(tmp_path)
    ratings = rate(register, risks, as_at=MARCH)

    def cells(ref: str) -> dict[str, tuple[str, ...]]:
        return {fact.name: fact.cells for fact in explain(register, risks, ratings, ref).facts}

    derived = ("Recommendations K2", "Recommendations J2")
    assert cells("WMP-0001") == {
        "Effective due date": ("Recommendations E2",),
        "Immediate": derived,
        "Days to due": ("Recommendations E2",),
        "Days overdue": ("Recommendations E2",),
        "Past HMICFRS date": ("Recommendations F2",),
        "Days since published": ("Inspections G2",),
        "Days since update": ("Updates C3",),
        "Next meeting due": ("Recommendations E2", "Meetings A2"),
        "Closed on": ("Recommendations I2",),
        "Times extended": ("Date changes C2",),
        "Extension limit exceeded": ("Date changes C2",),
        "Open children": ("Recommendations C3", "Recommendations C4"),
        "Worst child RAG": ("Recommendations C3", "Recommendations C4"),
        "Above target score": ("Recommendations G2", "risk register Matrix E5", "risk register Risks E2"),
        "Risk title": ("risk register Risks B2",),
        "Risk band": ("Recommendations G2", "risk register Matrix E5"),
        "Risk band meaning": (),
        "Inherent score": (),
        "Target score": ("risk register Risks E2",),
        "Risk score": ("Recommendations G2", "risk register Matrix E5"),
        "Risk RAG": ("Recommendations G2", "risk register Matrix E5"),
        "Ageing band": ("Inspections G2", "Recommendations J2"),
        "Previous RAG": (),
        "Last update": ("Updates C3",),
        "Derived due date": derived,
        "Deadline basis": derived,
    }
    child = cells("WMP-0003")
    assert child["Derived due date"] == ("Recommendations K4", "Recommendations J2")
    assert child["Risk score"] == child["Times extended"] == ()
    assert cells("WMP-0002")["Closed on"] == ("Recommendations I3",)

from pathlib import Path

import pytest
from sheets import make_risk_register

from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.register.risks import no_risk_register
from hmic_tracker.rules.linkage import Broken, Linkage, worst

RISKS = """
| Risk ref | Title       | Residual likelihood | Residual impact | Target score | Status |
| R-01     | Staffing    | 2                   | 4               | 9            | Open   |
| R-02     | Old records | 4                   | 2               | 8            | Open   |
| R-03     | Closed risk | 4                   | 4               | 6            | Closed |
| R-04     | Unscored    |                     |                 |              | Open   |
| R-05     | Off grid    | 9                   | 9               |              | Open   |
| R-06     | Fire        | 4                   | 4               |              |        |
"""
# Weighted towards impact: 2 x 4 is Red here and 4 x 2 Amber, though both products are 8.
MATRIX = """
|   | 1   | 2      | 3      | 4      |
| 1 | Low | Low    | Medium | Medium |
| 2 | Low | Low    | Medium | High   |
| 3 | Low | Medium | High   | High   |
| 4 | Low | Medium | High   | High   |
"""
SCORES = """
|   | 1 | 2 | 3  | 4  |
| 1 | 1 | 3 | 6  | 10 |
| 2 | 2 | 5 | 9  | 13 |
| 3 | 4 | 8 | 12 | 15 |
| 4 | 7 | 11 | 14 | 16 |
"""


@pytest.fixture
def linkage(tmp_path: Path) -> Linkage:
    return Linkage.to(make_risk_register(tmp_path, RISKS, MATRIX, Scores=SCORES))


def linked(*refs: str, likelihood: float | None = None, impact: float | None = None) -> Recommendation:
    return Recommendation("WMP-0001", risk_ref=refs, likelihood=likelihood, impact=impact)


def test_the_matrix_is_looked_up_and_not_multiplied(linkage: Linkage) -> None:
    link = linkage.behind(linked("R-01"))
    assert link.score is not None
    assert (link.risk_ref, link.score.score, link.score.band, link.score.rag) == ("R-01", 13, "High", "Red")
    assert (link.sheet, link.score.cell) == ("Matrix", "E3")


def test_of_several_risks_the_worst_open_one_decides_and_the_others_are_told(linkage: Linkage) -> None:
    link = linkage.behind(linked("R-02", "r-01 ", "R-03", "R-04", "R-99", "R-05"))
    assert link.risk_ref == "R-01"
    assert link.broken == (
        ("R-03", Broken.CLOSED),
        ("R-04", Broken.UNSCORED),
        ("R-99", Broken.DANGLING),
        ("R-05", Broken.UNSCORED),
    )
    assert linkage.behind(linked("R-01", "R-06")).risk_ref == "R-06"


@pytest.mark.parametrize(
    ("ref", "why"), [("R-03", Broken.CLOSED), ("R-04", Broken.UNSCORED), ("R-99", Broken.DANGLING)]
)
def test_a_risk_that_cannot_be_used_is_never_guessed(linkage: Linkage, ref: str, why: Broken) -> None:
    link = linkage.behind(linked(ref, likelihood=4, impact=4))
    assert (link.score, link.risk_ref, link.broken) == (None, "", ((ref, why),))


def test_the_colour_goes_before_the_score(tmp_path: Path) -> None:
    linkage = Linkage.to(make_risk_register(tmp_path, RISKS, MATRIX, Scores=SCORES.replace("| 7 | 11 |", "| 7 | 15 |")))
    assert linkage.behind(linked("R-02", "R-01")).risk_ref == "R-01"


def test_its_own_score_counts_only_where_no_risk_is_linked(linkage: Linkage) -> None:
    own = linkage.behind(linked(likelihood=3, impact=3))
    assert own.score is not None and (own.score.score, own.score.rag, own.risk_ref) == (12, "Red", "")
    assert linkage.behind(linked(likelihood=3)).broken == (("", Broken.UNMAPPED),)
    assert linkage.behind(linked()).broken == (("", Broken.UNMAPPED),)
    assert linkage.behind(linked(likelihood=7, impact=3)).broken == (("", Broken.OUTSIDE),)
    assert linkage.behind(linked(likelihood=2.5, impact=3)).broken == (("", Broken.OUTSIDE),)


def test_above_its_target_or_not_or_unknown(linkage: Linkage) -> None:
    assert linkage.behind(linked("R-01")).is_above_target is True
    assert linkage.behind(linked("R-02")).is_above_target is True
    assert linkage.behind(linked("R-06")).is_above_target is None
    assert linkage.behind(linked(likelihood=3, impact=3)).is_above_target is None


def test_a_five_by_five_matrix_without_a_scores_sheet(tmp_path: Path) -> None:
    matrix = "| | 1 | 2 | 3 | 4 | 5 |\n" + "\n".join(
        f"| {likelihood} | " + " | ".join("High" if likelihood * i > 14 else "Low" for i in range(1, 6)) + " |"
        for likelihood in range(1, 6)
    )
    risks = "| Risk ref | Residual likelihood | Residual impact |\n| R-01 | 3 | 5 |"
    link = Linkage.to(make_risk_register(tmp_path, risks, matrix)).behind(linked("R-01"))
    assert link.score is not None and (link.score.score, link.score.rag) == (15, "Red")


def test_without_a_risk_register_nothing_is_scored() -> None:
    linkage = Linkage.to(no_risk_register())
    assert not linkage.is_there
    assert linkage.behind(linked("R-01")).score is None
    assert linkage.behind(linked(likelihood=3, impact=3)).score is None


def test_the_worst_of_some_colours() -> None:
    assert worst(["Green", "Amber", "Blue"]) == "Amber"
    assert worst(["Blue", "Green"]) == "Green"
    assert worst([]) == ""

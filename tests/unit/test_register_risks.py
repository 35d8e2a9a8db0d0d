"""The force risk register: its risks, and the matrix whichever way it is drawn."""

from pathlib import Path

import pytest
from sheets import BANDS, RISKS, make_risk_register, make_workbook

from hmic_tracker.errors import SheetMissing, TrackerError
from hmic_tracker.register.risks import no_risk_register, open_risk_register


def score(register, likelihood: int, impact: int):
    found = register.matrix.look_up(likelihood, impact)
    return found and (found.score, found.band, found.rag, found.cell)


def why(register) -> list[tuple[str, str]]:
    return [(one.cell, one.found) for one in register.problems if one.code == "risk-matrix-unusable"]


def test_a_risk_is_scored_by_the_matrix_and_its_cell_is_known(tmp_path: Path) -> None:
    register = make_risk_register(tmp_path)
    assert score(register, 4, 2) == (8, "Medium", "Amber", "C5")
    assert register.score_of(register.risks.get("R-01")).rag == "Red"
    assert register.score_of(register.risks.get("R-04")) is None
    assert register.risks.get("r–01").title == "Custody staffing"
    assert why(register) == []


@pytest.mark.parametrize(("drawn", "cell"), [
    ("""
    | Likelihood | 1 | 2 | 3 |
    | 3 | Low | Medium | High |
    | 2 | Low | Low | Medium |
    | 1 | Low | Low | Low |
    """, "C2"),
    ("""
    | Westmarch Police risk matrix |
    |  |
    | Likelihood | 3 Likely | Low | Medium | High |
    | | 2 Possible | Low | Low | Medium |
    | | 1 Rare | Low | Low | Low |
    | | | Minor (1) | Some (2) | Great (3) |
    | | | Impact |
    """, "D3"),
    ("""
    | | '3 | '2 | '1 |
    | '1 | low | low. | Low |
    | '2 | Medium | Low | Low |
    | '3 | HIGH | Medium | Low |
    """, "C4"),
    ("""
    | | | Likelihood |
    | | | 1 | 2 | 3 |
    | Impact | 1 | Low | Low | Low |
    | | 2 | Low | Low | Medium |
    | | 3 | Low | Medium | High |
    """, "E4"),
])  # fmt: skip
def test_a_matrix_is_read_whichever_way_it_is_drawn(tmp_path: Path, drawn: str, cell: str) -> None:
    register = make_risk_register(tmp_path, matrix=drawn)
    assert score(register, 3, 2) == (6, "Medium", "Amber", cell)
    assert score(register, 3, 3)[1] == "High"
    assert why(register) == []


def test_a_matrix_need_not_be_a_product(tmp_path: Path) -> None:
    """Impact weighs more: 1 by 3 is high although 3 by 1 is low."""
    register = make_risk_register(
        tmp_path,
        matrix="| | 1 | 2 | 3 |\n| 1 | Low | Medium | High |\n| 2 | Low | Medium | High |\n| 3 | Low | High | High |",
        Scores="| | 1 | 2 | 3 |\n| 1 | 1 | 4 | 9 |\n| 2 | 2 | 5 | 10 |\n| 3 | 3 | 6 | 11 |",
    )
    assert score(register, 1, 3) == (9, "High", "Red", "D2")
    assert score(register, 3, 1) == (3, "Low", "Green", "B4")


def test_scores_may_have_their_numbers_below(tmp_path: Path) -> None:
    scores = "| 4 | 4 | 8 | 12 | 16 |\n| 3 | 3 | 6 | 9 | 12 |\n| 2 | 2 | 4 | 6 | 8 |\n| 1 | 10 | 20 | 30 | 40 |\n| | 1 | 2 | 3 | 4 |"
    register = make_risk_register(tmp_path, Scores=scores)
    assert score(register, 1, 4)[0] == 40


def test_an_unknown_band_is_told_once_and_the_other_cells_count(tmp_path: Path) -> None:
    register = make_risk_register(tmp_path, matrix="| | 1 | 2 |\n| 1 | Low | Hgh |\n| 2 | Hgh | High |")
    assert score(register, 1, 1)[2] == "Green"
    assert score(register, 1, 2) is None
    ((cell, found),) = why(register)
    assert cell == "C2"
    assert "the band “Hgh” is not on the Bands sheet (C2 and 1 more)" in found


def test_without_bands_colours_in_the_matrix_do(tmp_path: Path) -> None:
    sheets = {"Risks": RISKS, "Matrix": "| | 1 | 2 |\n| 1 | Green | amber |\n| 2 | Amber | Red |"}
    register = open_risk_register(make_workbook(tmp_path / "risks.xlsx", sheets))
    assert score(register, 2, 2) == (4, "Red", "Red", "C3")
    sheets["Matrix"] = "| | 1 | 2 |\n| 1 | Low | Low |\n| 2 | Low | High |"
    register = open_risk_register(make_workbook(tmp_path / "risks.xlsx", sheets))
    assert len(why(register)) == 2
    assert "no Bands sheet says what colour" in why(register)[0][1]


def test_a_sheet_without_a_grid_is_told(tmp_path: Path) -> None:
    register = make_risk_register(tmp_path, matrix="| see the strategy |")
    assert register.matrix.cells == {}
    assert len(why(register)) == 1
    register = open_risk_register(make_workbook(tmp_path / "r.xlsx", {"Risks": RISKS, "Bands": BANDS}))
    assert len(why(register)) == 1


def test_headings_of_another_team_are_known_by_aliases(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "risks.xlsx", {
        "Corporate risks": "| Risk ID | Risk title | Chance | Impact | Owner | Status |\n| R-01 | Custody | 2 | 2 | Mary | open |",
        "Heat map": "| | 1 | 2 |\n| 1 | Low | Low |\n| 2 | Low | High |",
        "Key": BANDS,
    })  # fmt: skip
    register = open_risk_register(path, aliases={"Residual likelihood": ["Chance"]})
    risk = register.risks.get("R-01")
    assert (risk.residual_likelihood, risk.residual_impact, risk.status) == (2, 2, "Open")
    assert register.score_of(risk).rag == "Red"
    assert register.matrix_sheet == "Heat map"


def test_no_risk_register_knows_no_risk() -> None:
    register = no_risk_register()
    assert (len(register.risks), register.path) == (0, None)
    assert open_risk_register(None) == register


def test_a_workbook_without_risks_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SheetMissing, match="holds no list of risks; its sheets are: Budget"):
        open_risk_register(make_workbook(tmp_path / "b.xlsx", {"Budget": "| Cost |"}))
    with pytest.raises(TrackerError):
        open_risk_register(tmp_path / "absent.xlsx")

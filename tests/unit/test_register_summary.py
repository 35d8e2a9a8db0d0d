"""The Summary's own formulas show the truth after a save, also where nothing calculates."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from small_register import rate_all

from hmic_tracker.register.reading import open_register
from hmic_tracker.register.starter import build_register
from hmic_tracker.rules.shipped_rules import shipped_rows

# Whole columns as a print area, so that rows added later are printed, are more than openpyxl reads.
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")
RECOMMENDATIONS = (
    {"Ref": "A-1", "Recommendation": "x", "Portfolio": "Crime", "RAG": "Amber"},
    {"Ref": "A-2", "Recommendation": "y", "Portfolio": "Crime", "RAG": "Red"},
    {"Ref": "A-3", "Recommendation": "z", "RAG": "Green"},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "recommendation_register.xlsx"
    build_register(
        path, {"Portfolios": [{"Portfolio": "Crime"}], "Recommendations": RECOMMENDATIONS}, rules=shipped_rows(),
        settings={"Force name": "Westmarch Police"},
    )  # fmt: skip
    return path


def summary(path: Path, *, values: bool = True) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path, data_only=values)["Summary"]
    return [[cell.value for cell in row] for row in sheet["A5:H7"]]


def save(path: Path, rag: str) -> None:
    register = open_register(path)
    register.save(register.propose(rate_all(register, rag)))


def test_after_a_save_the_summary_shows_the_new_counts_before_anything_is_calculated(path: Path) -> None:
    formulas = summary(path, values=False)
    assert summary(path)[2] == ["All", 1, 1, 1, 0, 0, 0, 3]
    save(path, "Red")
    assert summary(path) == [
        ["Crime", 2, 0, 0, 0, 0, 0, 2],
        ["No portfolio", 1, 0, 0, 0, 0, 0, 1],
        ["All", 3, 0, 0, 0, 0, 0, 3],
    ]
    assert summary(path, values=False) == formulas


def test_a_summary_that_staff_have_made_their_own_is_left_to_excel(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["Summary"]["A4"] = "Team"
    book["Summary"]["B5"] = 17
    book.save(path)
    before = summary(path)
    save(path, "Red")
    assert summary(path) == before

"""The invented content of the starter and example workbooks: Westmarch Police, its people, inspections and risks.

What the example holds is in the .toml files beside this one, a list each: easier to read and to correct than code.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]

MEETING = date(2022, 3, 31)
# The example shows what was last rated a week before its meeting, so that a run for the meeting has changes to make.
LAST_RATED = date(2022, 3, 22)

_FOLDER = Path(__file__).resolve().parent
_SHEETS = {
    "Recommendations": "recommendations", "Updates": "updates", "Date changes": "date_changes",
    "Overrides": "overrides", "Inspections": "inspections", "Findings": "findings", "Responses": "responses",
    "Letters": "letters", "PEEL grades": "peel_grades", "Portfolios": "portfolios", "People": "people",
    "Meetings": "meetings", "Narrative": "narrative", "Risks": "risks",
}  # fmt: skip
_BANDS: Rows = [
    {"Band": "Very high", "RAG": "Red", "Meaning": "Outside what the force accepts: a chief officer acts now."},
    {"Band": "High", "RAG": "Red", "Meaning": "Needs a chief officer's attention and a plan."},
    {"Band": "Medium", "RAG": "Amber", "Meaning": "Watched by its board, with action where it is worth it."},
    {"Band": "Low", "RAG": "Green", "Meaning": "Accepted: looked at twice a year."},
]
_PORTFOLIOS = (
    "Local policing", "Crime", "Criminal justice", "Vulnerability", "Operations", "People", "Standards",
)  # fmt: skip


def bands_and_scores() -> tuple[list[list[str]], list[list[int]]]:
    """A 5 x 5 matrix in which impact weighs more than likelihood: likelihood 1 first, impact 1 first."""
    low, medium, high, worst = "Low", "Medium", "High", "Very high"
    bands = [
        [low, low, low, medium, medium],
        [low, low, medium, medium, high],
        [low, low, medium, high, high],
        [low, medium, medium, high, worst],
        [low, medium, high, worst, worst],
    ]
    scores = [
        [1, 2, 4, 7, 11],
        [2, 4, 7, 11, 16],
        [3, 6, 10, 15, 20],
        [4, 8, 13, 18, 23],
        [5, 10, 16, 22, 25],
    ]
    return bands, scores


def starter_content() -> dict[str, Rows]:
    """What a blank register begins with: portfolios to rename, and the bands of the matrix."""
    return {"Portfolios": [{"Portfolio": name} for name in _PORTFOLIOS], "Bands": list(_BANDS)}


def example_content() -> dict[str, Rows]:
    """Every list of the example by its sheet, each row by its headings; new values each time, free to be changed."""
    return {name: _read(file) for name, file in _SHEETS.items()} | {"Bands": [dict(row) for row in _BANDS]}


def example_settings() -> dict[str, str]:
    """The settings that differ from the defaults."""
    return tomllib.loads((_FOLDER / "settings.toml").read_text(encoding="utf-8"))


def _read(name: str) -> Rows:
    told = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        {heading: _cell(value) for heading, value in {**told.get("defaults", {}), **row}.items()} for row in told["row"]
    ]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "; ".join(value) if isinstance(value, list) else value

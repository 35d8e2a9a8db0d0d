"""The invented content of the starter and example workbooks: Westmarch Police, its people, inspections and risks."""

from datetime import datetime
from typing import Any

Rows = list[dict[str, Any]]

BANDS: Rows = [
    {"Band": "Very high", "RAG": "Red", "Meaning": "Outside what the force accepts: a chief officer acts now."},
    {"Band": "High", "RAG": "Red", "Meaning": "Needs a chief officer's attention and a plan."},
    {"Band": "Medium", "RAG": "Amber", "Meaning": "Watched by its board, with action where it is worth it."},
    {"Band": "Low", "RAG": "Green", "Meaning": "Accepted: looked at twice a year."},
]


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
    portfolios = (
        "Local policing", "Crime", "Criminal justice", "Vulnerability", "Operations", "People", "Standards",
    )  # fmt: skip
    return {"Portfolios": [{"Portfolio": name} for name in portfolios], "Bands": BANDS}


def example_content() -> dict[str, Rows]:
    """Everything that the filled register and risk register hold, by sheet and heading; days are dates."""
    from example import force, inspections, recommendations

    content: dict[str, Rows] = {
        "Recommendations": recommendations.RECOMMENDATIONS,
        "Updates": recommendations.UPDATES,
        "Date changes": recommendations.DATE_CHANGES,
        "Overrides": recommendations.OVERRIDES,
        "Inspections": inspections.INSPECTIONS,
        "Findings": inspections.FINDINGS,
        "Responses": inspections.RESPONSES,
        "Letters": inspections.LETTERS,
        "PEEL grades": inspections.PEEL_GRADES,
        "Portfolios": force.PORTFOLIOS,
        "People": force.PEOPLE,
        "Meetings": force.MEETINGS,
        "Narrative": force.NARRATIVE,
        "Risks": force.RISKS,
        "Bands": BANDS,
    }
    return {
        sheet: [{heading: as_day(value) for heading, value in row.items()} for row in rows]
        for sheet, rows in content.items()
    }


def as_day(value: Any) -> Any:
    """A text such as 31/03/2022 as the day it means; everything else as it is."""
    if isinstance(value, str) and len(value) == 10 and value[2] == value[5] == "/":
        return datetime.strptime(value, "%d/%m/%Y").date()
    return value

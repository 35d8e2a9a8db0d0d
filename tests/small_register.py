"""A register of three rows, one of them without a Ref, and a rating of all of them: for tests of the write-back."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from hmic_tracker.model.rating import Rag, Rating, Ratings
from hmic_tracker.register.register import Register

ON = date(2022, 3, 31)
SHEET = """
| Ref      | Inspection ref | Number | Kind           | Recommendation | Status      | RAG   | Days to due | RAG reason | Rated on   | Movement  | Our own |
| WMP-0001 | 2021-CUSTODY   | 1      | Recommendation | Review logs    | In progress | Amber | 3           | Due soon   | 01/03/2022 | No change | keep me |
| WMP-0002 | 2021-CUSTODY   | 2      | Recommendation | Train staff    | In progress | Green |             |            |            |           | 17      |
|          | 2021-CUSTODY   | 3      | Recommendation | Write it down  | In progress |       |             |            |            |           |         |
"""  # fmt: skip


def rate_all(register: Register, rag: str = "Red", days: int = -12) -> Ratings:
    """Every row of this colour."""

    def rated(said: Any) -> Rating:
        calculated = {"RAG": rag, "Days to due": days, "RAG reason": f"{-days} days past.", "Rated on": ON}
        return Rating(said, Rag(rag), "Overdue", f"{-days} days past.", Rag(rag), calculated=calculated)

    return Ratings(ON, tuple(rated(said) for said in register.recommendations))


def values(path: Path, sheet: str = "Recommendations") -> list[list[Any]]:
    """What the sheet holds, row by row, as another program reads it."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]

"""A small register to soak, and ratings of it."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from hmic_tracker.model.rating import FactValue, Rag, Rating, Ratings
from hmic_tracker.register.register import Register

ON = date(2022, 3, 31)
SHEET = "Recommendations"
OURS = ("Ref", "RAG", "Days to due", "RAG reason", "Rated on")
#: Staff's own column, by which the soak tells rows, whatever becomes of their Refs.
ROW_NAME = "Our own"
HEADINGS = ("Ref", "Inspection ref", "Number", "Kind", "Recommendation", "Status", "Notes", "RAG", "Days to due",
            "RAG reason", "Rated on", ROW_NAME)  # fmt: skip
_COLOURS = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.BLUE)


def new_row(number: int, *, ref: str | None) -> dict[str, Any]:
    """An invented recommendation by heading."""
    return {
        "Ref": ref,
        "Inspection ref": "2021-CUSTODY",
        "Number": number,
        "Kind": "Recommendation",
        "Recommendation": f"Review the invented matter {number}",
        "Status": "In progress",
        ROW_NAME: f"row {number}",
    }


def make_register(path: Path, rows: int) -> None:
    """A register of so many rows, every fifth of them without a Ref."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet.append(HEADINGS)
    for number in range(1, rows + 1):
        said = new_row(number, ref=None if number % 5 == 0 else f"WMP-{number:04}")
        sheet.append([said.get(heading) for heading in HEADINGS])
    book.create_sheet("Scribbles").append(["Notes of staff"])
    checks = book.create_sheet("Checks")
    checks.append(["Severity", "Place", "Ref", "Found", "What to do"])
    book.save(path)


def rate_some(register: Register, random: Random, *, part: float = 1.0) -> Ratings:
    """Any colour for each row, or for a `part` of them."""
    made = []
    for said in register.recommendations:
        if random.random() > part:
            continue
        rag, days = random.choice(_COLOURS), random.randint(-50, 50)
        calculated: dict[str, FactValue] = {
            "RAG": str(rag),
            "Days to due": days,
            "RAG reason": f"{days} days.",
            "Rated on": ON,
        }
        made.append(Rating(said, rag, "Any", f"{days} days.", rag, calculated=calculated))
    return Ratings(ON, tuple(made))

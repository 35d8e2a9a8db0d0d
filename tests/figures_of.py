"""The figures of a register that a test shows as text: read, checked, rated and compiled."""

from datetime import date
from pathlib import Path
from typing import Any

from sheets import make_register, make_risk_register

from hmic_tracker.figures.paper import compile_figures
from hmic_tracker.figures.shape import Figures
from hmic_tracker.rules.checks import check
from hmic_tracker.rules.ratings import rate

AS_AT, MEETING = date(2022, 3, 15), date(2022, 3, 31)
USUAL = {
    "Inspections": """
        | Inspection ref | Title              | Programme | Our part  | Published on | Publishable | Marking  |
        | 2021-CUSTODY   | Custody inspection | Custody   | Inspected | 2021-12-01   | Yes         | OFFICIAL |
        """,
    "People": """
        | Person          | Rank  | Number | Role            | Email                         | Contact officer |
        | Supt Mary Oduya | Supt  | '0417  | Head of custody | mary.oduya@westmarch.example  |                 |
        | ACC Bryn Hale   | ACC   | '2001  | Chief officer for crime | bryn.hale@westmarch.example |           |
        """,
    "Portfolios": """
        | Portfolio        | Chief officer | Governance board       |
        | Criminal justice | ACC Bryn Hale | Criminal justice board |
        | Local policing   |               |                        |
        """,
    "Meetings": """
        | Meeting date | Committee             | Status  | Figures as at | Paper issued |
        | 2021-12-15   | Joint Audit Committee | Held    | 2021-11-30    | 2021-12-07   |
        | 2022-03-31   | Joint Audit Committee | Planned | 2022-03-15    |              |
        | 2022-06-29   | Joint Audit Committee | Planned |               |              |
        """,
    "Settings": """
        | Setting             | Value                                       |
        | Force name          | Westmarch Police                            |
        | Local policing body | Police and Crime Commissioner for Westmarch |
        """,
}
# What each recommendation has where its test does not say otherwise.
ORDINARY = {
    "Inspection ref": "2021-CUSTODY",
    "Kind": "Recommendation",
    "Recommendation": "The force should review how it records detention.",
    "Portfolio": "Criminal justice",
    "Owner": "Supt Mary Oduya",
    "Status": "In progress",
    "HMICFRS due date": "2022-09-30",
    "Publishable": "Yes",
    "Marking": "OFFICIAL",
}


def with_ordinary(table: str) -> str:
    """The text table of recommendations with the columns that it left out, and numbers down its rows."""
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    headings = [cell.strip() for cell in lines[0].strip("|").split("|")]
    missing = {heading: word for heading, word in ORDINARY.items() if heading not in headings}
    numbers = "Number" not in headings
    made = [" ".join([lines[0], *(f"{heading} |" for heading in missing), "Number |" if numbers else ""])]
    for number, line in enumerate(lines[1:], start=1):
        made.append(" ".join([line, *(f"{word} |" for word in missing.values()), f"'{number} |" if numbers else ""]))
    return "\n".join(made)


def make_figures(
    folder: Path, recommendations: str = "| Ref |\n| WMP-0001 |", *, as_at: date = AS_AT, meeting: date = MEETING,
    register: Any = None, **sheets: str,
) -> Figures:  # fmt: skip
    """The figures of a register with these recommendations; other sheets by name with _ for a space."""
    register = register or register_of(folder, recommendations, **sheets)
    risks = make_risk_register(folder)
    problems = check(register, risks, as_at=as_at)
    ratings = rate(register, risks, as_at=as_at, problems=problems)
    return compile_figures(register, risks, ratings, problems, meeting=meeting)


def register_of(folder: Path, recommendations: str, **sheets: str) -> Any:
    """The register with what is usual wherever the test does not say otherwise."""
    given = {name.replace("_", " "): text for name, text in sheets.items()}
    return make_register(folder, with_ordinary(recommendations), **(USUAL | given))

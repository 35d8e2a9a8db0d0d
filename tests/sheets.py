"""A test shows its sheet: a few lines of text become a workbook.

    make_workbook(path, {"Recommendations": '''
        | Ref      | Recommendation        | Status      | HMICFRS due date |
        | WMP-0001 | Review the custody log | In progress | 2022-03-19       |
    '''})

A cell that is an ISO date becomes a real date, a plain number a number; `'8` stays text; `\\n` is a line break.
With `tables` each list is an Excel table, named as its sheet without spaces; a line `---` ends it, and what follows
stands below it.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.table import Table

DATE = re.compile(r"\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"-?\d+(\.\d+)?")

INSPECTIONS = """
| Inspection ref | Title               | Programme | Our part  | Notified on | Conducted on | Published on |
| 2021-CUSTODY   | Custody inspection  | Custody   | Inspected | 2021-06-01  | 2021-09-10   | 2021-12-01   |
"""
MEETINGS = """
| Meeting date | Committee             | Status  |
| 2022-03-31   | Joint Audit Committee | Planned |
"""
RISKS = """
| Risk ref | Title            | Residual likelihood | Residual impact | Target score | Status |
| R-01     | Custody staffing | 4                   | 4               | 6            | Open   |
| R-02     | Old records      | 1                   | 2               | 2            | Open   |
| R-03     | Closed risk      | 4                   | 4               | 6            | Closed |
| R-04     | Unscored risk    |                     |                 |              | Open   |
"""
MATRIX = """
|   | 1   | 2      | 3      | 4      |
| 1 | Low | Low    | Low    | Low    |
| 2 | Low | Low    | Medium | Medium |
| 3 | Low | Medium | High   | High   |
| 4 | Low | Medium | High   | High   |
"""
BANDS = """
| Band   | RAG   | Meaning  |
| High   | Red   | Act now  |
| Medium | Amber | Watch    |
| Low    | Green | Accept   |
"""


def cell_value(text: str) -> Any:
    """What a cell of the text table holds."""
    text = text.strip()
    if text.startswith("'"):
        return text[1:]
    if not text:
        return None
    if DATE.fullmatch(text):
        return date.fromisoformat(text)
    if NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text.replace("\\n", "\n")


def read_text_table(text: str) -> list[list[Any]]:
    """The rows of a text table; a line that does not begin with a bar is skipped."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip().startswith("|")]
    return [[cell_value(cell) for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in lines]


def make_workbook(
    path: Path, sheets: dict[str, str | list[list[Any]]], *, at: str = "A1", tables: bool = False
) -> Path:
    """A workbook with these sheets, each list beginning at the cell `at`; plain ranges unless `tables`."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        start = sheet[at]
        rows = read_text_table(table) if isinstance(table, str) else table
        for down, row in enumerate(rows):
            for across, value in enumerate(row):
                if value is not None:
                    sheet.cell(start.row + down, start.column + across, value)
        if tables and rows and name not in ("Matrix", "Scores"):
            end = read_text_table(table.split("---")[0]) if isinstance(table, str) else rows
            last = sheet.cell(start.row + max(len(end), 2) - 1, start.column + len(rows[0]) - 1)
            sheet.add_table(Table(displayName=name.replace(" ", "_"), ref=f"{at}:{last.coordinate}"))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def make_register(path: Path, recommendations: str, /, *, tables: bool = False, **others: str) -> Any:
    """The register with these recommendations, read; other sheets by name with _ for a space.

    Inspections and Meetings are there unless they are given.
    """
    from hmic_tracker.register.reading import open_register

    return open_register(make_register_file(path, recommendations, tables=tables, **others))


def make_register_file(path: Path, recommendations: str, /, *, tables: bool = False, **others: str) -> Path:
    """As `make_register`, the file unread."""
    sheets = {"Recommendations": recommendations, "Inspections": INSPECTIONS, "Meetings": MEETINGS}
    sheets |= {name.replace("_", " "): text for name, text in others.items()}
    return make_workbook(path if path.suffix else path / "register.xlsx", sheets, tables=tables)


def make_risk_register(path: Path, risks: str = RISKS, matrix: str = MATRIX, bands: str = BANDS, **others: str) -> Any:
    """A risk register, read."""
    from hmic_tracker.register.risks import open_risk_register

    sheets = {"Risks": risks, "Matrix": matrix, "Bands": bands, **others}
    return open_risk_register(make_workbook(path if path.suffix else path / "risks.xlsx", sheets))

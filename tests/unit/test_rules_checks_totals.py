"""Totals that a report states, against the rows that the register holds for it."""

from datetime import date
from pathlib import Path

import pytest
from sheets import make_register

from hmic_tracker.register.risks import no_risk_register
from hmic_tracker.rules.checks import check

MARCH = date(2022, 3, 31)
INSPECTION = "| Inspection ref | Title | Total stated |\n| 2021-A | A | {stated} |\n| 2021-B | B | |"

PLAIN = """
| Ref   | Parent ref | Kind           |
| WMP-1 |            | Recommendation |
| WMP-2 |            | Recommendation |
"""
SPLIT = """
| Ref   | Parent ref | Kind           |
| WMP-1 |            | Recommendation |
| WMP-2 | WMP-1      | Recommendation |
| WMP-3 | WMP-1      | Recommendation |
"""
SPLIT_TWICE = SPLIT + "| WMP-4 | WMP-3 | Recommendation |\n"
UNDER_A_CAUSE = """
| Ref   | Parent ref | Kind             |
| WMP-1 |            | Cause of concern |
| WMP-2 | WMP-1      | Recommendation   |
| WMP-3 | WMP-1      | Recommendation   |
"""
SPLIT_UNDER_A_CAUSE = UNDER_A_CAUSE + "| WMP-4 | WMP-3 | Recommendation |\n| WMP-5 | WMP-3 | Recommendation |\n"
UNDER_AN_ACCELERATED_CAUSE = UNDER_A_CAUSE.replace("Cause of concern", "Accelerated cause of concern")
WITH_AREAS = PLAIN + "| WMP-3 | | Area for improvement |\n"
PARENT_IN_ANOTHER_FORM = SPLIT.replace("| WMP-1      |", "| wmp-1      |")
ACTIONS = PLAIN.replace("Recommendation", "Joint inspection action")

COUNTS = {
    "two rows": (PLAIN, 2),
    "one that was split into two": (SPLIT, 1),
    "one whose part was split again": (SPLIT_TWICE, 1),
    "two under a cause of concern": (UNDER_A_CAUSE, 2),
    "two under an accelerated cause of concern": (UNDER_AN_ACCELERATED_CAUSE, 2),
    "two under a cause of concern, one of them split": (SPLIT_UNDER_A_CAUSE, 2),
    "two and an area for improvement": (WITH_AREAS, 2),
    "a parent typed in small letters": (PARENT_IN_ANOTHER_FORM, 1),
    "actions of a joint inspection": (ACTIONS, 2),
}


def totals(folder: Path, rows: str, stated: int) -> list[str]:
    head, *lines = [line.strip() for line in rows.strip().splitlines()]
    table = "\n".join(
        [f"{head} Inspection ref | Recommendation | Status |"]
        + [f"{line} 2021-A | Do it | In progress |" for line in lines]
    )
    register = make_register(folder, table, Inspections=INSPECTION.format(stated=stated))
    found = check(register, no_risk_register(), as_at=MARCH)
    return [problem.found for problem in found if problem.code == "total-differs"]


@pytest.mark.parametrize("what", COUNTS)
def test_a_report_counts_what_it_prints(tmp_path: Path, what: str) -> None:
    rows, printed = COUNTS[what]
    assert totals(tmp_path, rows, printed) == []


@pytest.mark.parametrize("what", COUNTS)
def test_any_other_total_is_told_with_what_stands_there(tmp_path: Path, what: str) -> None:
    rows, printed = COUNTS[what]
    stand = "1 stands" if printed == 1 else f"{printed} stand"
    assert totals(tmp_path, rows, printed + 3) == [f"Total stated is {printed + 3}, but {stand} in the register."]


def test_without_a_row_it_says_that_none_stands(tmp_path: Path) -> None:
    rows = "| Ref | Parent ref | Kind |\n| WMP-1 | | Area for improvement |"
    assert totals(tmp_path, rows, 4) == ["Total stated is 4, but none stand in the register."]

"""What the guide for staff says of conditions and facts is what the rules read."""

import re
from pathlib import Path

import pytest

from hmic_tracker.rules.conditions import read_condition
from hmic_tracker.rules.inputs import FACTS

GUIDE = (Path(__file__).parents[2] / "docs" / "user-guide.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in GUIDE.splitlines() if line.startswith("|")]


def test_the_guide_lists_every_fact_in_the_words_of_its_declaration() -> None:
    listed = {row[0]: row[1] for row in ROWS if len(row) == 2}
    assert {fact.heading: fact.help for fact in FACTS}.items() <= listed.items()


CONDITIONS = [code for row in ROWS if len(row) == 2 for code in re.findall(r"`([^`]+)`", row[0])]


@pytest.mark.parametrize("cell", CONDITIONS)
def test_each_condition_that_the_guide_shows_can_be_read(cell: str) -> None:
    assert read_condition(cell) is not None


def test_the_guide_shows_conditions() -> None:
    assert len(CONDITIONS) >= 10

"""The Summary sheet's formulas: their cached values follow each save, for viewers that do not calculate."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hmic_tracker.register.changes import Change
from hmic_tracker.workbook import Package

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register


def summary_edits(register: "Register", applied: Iterable[Change], package: Package) -> dict[str, dict[str, Any]]:
    """Cached values by sheet and cell; empty where the workbook has no Summary of ours."""
    return {}

"""hmic-tracker: a police force's HMICFRS recommendations, from the shared register to the committee's paper.

Each name here is the public door of one part; the part is imported when the name is first used, so that importing
hmic_tracker costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from hmic_tracker.errors import TrackerError as TrackerError
    from hmic_tracker.figures.paper import compile_figures as compile_figures
    from hmic_tracker.history.movement import movement as movement
    from hmic_tracker.history.rows import snapshot_of as snapshot_of
    from hmic_tracker.history.store import open_history as open_history
    from hmic_tracker.outputs.drafts import covering_email as covering_email
    from hmic_tracker.outputs.paper import write_document as write_document
    from hmic_tracker.problems import Problem as Problem
    from hmic_tracker.register.reading import open_register as open_register
    from hmic_tracker.register.risks import open_risk_register as open_risk_register
    from hmic_tracker.rules.checks import check as check
    from hmic_tracker.rules.deadlines import read_deadlines as read_deadlines
    from hmic_tracker.rules.explain import explain as explain
    from hmic_tracker.rules.ratings import rate as rate
    from hmic_tracker.rules.recorded import explain_recorded as explain_recorded
    from hmic_tracker.rules.recorded import recorded_ratings as recorded_ratings
    from hmic_tracker.runs.cycle import run as run
    from hmic_tracker.runs.workspace import open_workspace as open_workspace
    from hmic_tracker.workbook.edit import edit_cells as edit_cells

_DOORS = {
    "Problem": "problems",
    "TrackerError": "errors",
    "check": "rules.checks",
    "compile_figures": "figures.paper",
    "covering_email": "outputs.drafts",
    "edit_cells": "workbook.edit",
    "explain": "rules.explain",
    "explain_recorded": "rules.recorded",
    "movement": "history.movement",
    "open_history": "history.store",
    "open_register": "register.reading",
    "open_risk_register": "register.risks",
    "open_workspace": "runs.workspace",
    "rate": "rules.ratings",
    "read_deadlines": "rules.deadlines",
    "recorded_ratings": "rules.recorded",
    "run": "runs.cycle",
    "snapshot_of": "history.rows",
    "write_document": "outputs.paper",
}

__all__ = ["__version__", *sorted(_DOORS)]


def __getattr__(name: str) -> Any:
    """The public name, imported from its part when it is first asked for."""
    if name not in _DOORS:
        raise AttributeError(f"module 'hmic_tracker' has no attribute {name!r}")
    return getattr(import_module(f"hmic_tracker.{_DOORS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)

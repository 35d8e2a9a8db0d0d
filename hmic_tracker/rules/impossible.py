"""What never comes together in one recommendation, by the meaning of the facts.

The verifier of the rules needs it: such a combination needs no rule, and a rule that asks for it can never hold. It
asks only of the columns that a table has, so that what follows from two entries by a third column stands here too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hmic_tracker.rules.conditions import Point

_ENDED = "Closed, Superseded, Not accepted"
# What another body is to deliver needs no status, and without one it counts as open.
_OPEN = (f"not({_ENDED})", "blank")

IMPOSSIBLE: tuple[Mapping[str, str], ...] = (
    {"Status": "blank", "For this force": "not(No)"},
    {"Status": "blank", "For this force": "blank"},
    # What has ended is not due, nor past anything.
    {"Status": _ENDED, "Days to due": "not(blank)"},
    {"Status": _ENDED, "Past HMICFRS date": "Yes"},
    {"Status": _ENDED, "Next meeting due": "Yes"},
    {"Status": _ENDED, "Ageing band": "not(blank)"},
    # Nothing is due without a date, and what is open and has one is.
    {"Effective due date": "blank", "Days to due": "not(blank)"},
    {"Effective due date": "blank", "Next meeting due": "Yes"},
    {"Effective due date": "blank", "Past HMICFRS date": "Yes"},
    {"Days to due": "blank", "Next meeting due": "Yes"},
    {"Days to due": "blank", "Past HMICFRS date": "Yes"},
    *({"Days to due": "blank", "Status": is_open, "Effective due date": "not(blank)"} for is_open in _OPEN),
    *({"Days to due": "blank", "Status": is_open, "Force target date": "not(blank)"} for is_open in _OPEN),
    *({"Days to due": "blank", "Status": is_open, "HMICFRS due date": "not(blank)"} for is_open in _OPEN),
    {"Days to due": "blank", "Ageing band": "not(blank)", "Effective due date": "not(blank)"},
    {"Days to due": "blank", "Ageing band": "not(blank)", "Force target date": "not(blank)"},
    {"Days to due": "blank", "Ageing band": "not(blank)", "HMICFRS due date": "not(blank)"},
    # The next meeting lies ahead, so that what is due by today is due before it.
    {"Days to due": "<= 0", "Next meeting due": "No"},
    # Where the effective due date comes from.
    {"Effective due date": "blank", "Force target date": "not(blank)"},
    {"Effective due date": "blank", "HMICFRS due date": "not(blank)"},
    {"HMICFRS due date": "not(blank)", "Immediate": "Yes"},
    {"HMICFRS due date": "blank", "Past HMICFRS date": "Yes"},
    {"Immediate": "Yes", "Past HMICFRS date": "Yes"},
    {"Immediate": "Yes", "Force target date": "blank", "Days to due": "not(blank)"},
    {"Immediate": "Yes", "Force target date": "blank", "Effective due date": "not(blank)"},
    {"Immediate": "Yes", "Force target date": "blank", "Next meeting due": "Yes"},
    {"Force target date": "blank", "Past HMICFRS date": "Yes", "Days to due": ">= 0"},
    {"Force target date": "blank", "Past HMICFRS date": "Yes", "Next meeting due": "No"},
    {"Force target date": "blank", "Past HMICFRS date": "No", "HMICFRS due date": "not(blank)", "Days to due": "< 0"},
    # What the risk register says, and the Updates sheet.
    {"Risk score": "blank", "Risk RAG": "not(blank)"},
    {"Risk score": "blank", "Risk band": "not(blank)"},
    {"Risk score": "blank", "Above target score": "not(blank)"},
    {"Target score": "blank", "Above target score": "not(blank)"},
    {"Last update": "blank", "Days since update": "not(blank)"},
    {"Last update": "not(blank)", "Days since update": "blank"},
)

# Of what has ended, and of what others deliver, the escalation rules are never asked; all else has a status.
NEVER_ESCALATED: tuple[Mapping[str, str], ...] = ({"Status": _ENDED}, {"Status": "blank"}, {"For this force": "No"})


@dataclass(frozen=True, slots=True)
class Following:
    """A fact that one other fact gives: `of` is its value for one of that, `back` one of that for its own value."""

    source: str
    of: Callable[[Point], Point]
    back: Callable[[Point], Point]


def _overdue(days_to_due: Point) -> Point:
    return -days_to_due if isinstance(days_to_due, float) and days_to_due < 0 else None


FOLLOWS: Mapping[str, Following] = {
    "Days overdue": Following("Days to due", _overdue, lambda days: -days if isinstance(days, float) else None)
}

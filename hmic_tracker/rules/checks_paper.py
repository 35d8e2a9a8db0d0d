"""Checks of what the paper will say: standing words that have been overtaken, and its marking."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.force import Narrative
from hmic_tracker.model.inspection import Inspection
from hmic_tracker.problems import Problem

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister

OFFICIAL, SENSITIVE = "OFFICIAL", "OFFICIAL-SENSITIVE"
_SENTENCE = re.compile(r"[^.!?]+[.!?]?")
_NONE_SCHEDULED = re.compile(
    r"\b(?:no|not any|neither)\b(?P<which>[^.;:]*?)\binspections?\b[^.;:]*?"
    r"\b(?:scheduled|planned|notified|announced|expected|under way|underway|in progress|due)\b",
    re.IGNORECASE,
)
_NONE_PUBLISHED = re.compile(
    r"\b(?:no|not any)\b(?P<which>[^.;:]*?)\breports?\b[^.;:]*?\b(?:published|issued|received)\b", re.IGNORECASE
)


def check_standing_text(register: "Register", risks: "RiskRegister", as_at: date) -> Iterator[Problem]:
    """Narrative that says that nothing is scheduled, or nothing was published, where the register says otherwise.

    Words for a meeting that is past are history and are left alone.
    """
    table = register.narrative
    for row in table.rows:
        meeting = row.noun.meeting_date
        if meeting is not None and meeting.is_past(as_at):
            continue
        for text, fact in _contradictions(register, row.noun, as_at):
            yield make_problem(
                "standing-text-contradicts", sheet=table.sheet, cell=table.cell(row, "Text"), text=text, fact=fact
            )


def _contradictions(register: "Register", one: Narrative, as_at: date) -> Iterator[tuple[str, str]]:
    for sentence in _SENTENCE.findall(one.text):
        said = " ".join(sentence.split())
        if found := _NONE_SCHEDULED.search(said):
            peel = "PEEL" if "peel" in f"{found['which']} {one.section}".casefold() else ""
            for inspection in register.inspections:
                if _is_notified(inspection, as_at) and inspection.programme == (peel or inspection.programme):
                    yield said, f"{inspection.inspection_ref} is notified"
        elif _NONE_PUBLISHED.search(said):
            since = _last_cut_off(register, as_at)
            for inspection in register.inspections:
                day = inspection.published_on.day if inspection.published_on else None
                if since is not None and day is not None and since < day <= as_at:
                    yield said, f"{inspection.inspection_ref} has been published"


def _is_notified(inspection: Inspection, as_at: date) -> bool:
    """Announced and not yet over: neither conducted, published nor cancelled by then."""
    notified = inspection.notified_on.latest if inspection.notified_on else None
    over = (inspection.conducted_on, inspection.published_on, inspection.cancelled_on)
    is_over = any(when is not None and when.latest is not None and when.latest <= as_at for when in over)
    return notified is not None and notified <= as_at and not is_over


def _last_cut_off(register: "Register", as_at: date) -> date | None:
    days = [meeting.cut_off for meeting in register.committee_meetings.planned]
    return max((day for day in days if day is not None and day < as_at), default=None)


def check_marking(register: "Register", risks: "RiskRegister", as_at: date) -> Iterator[Problem]:
    """A full version to be marked below the highest marking of what it prints. A blank marking is the higher."""
    if register.settings.document_marking != OFFICIAL:
        return
    printed = (*register.recommendations, *register.inspections, *register.findings, *register.narrative)
    if any(one.marking != OFFICIAL for one in printed):
        yield make_problem("marking-too-low", sheet="Settings", document=OFFICIAL, highest=SENSITIVE)


PAPER_CHECKS = (check_standing_text, check_marking)

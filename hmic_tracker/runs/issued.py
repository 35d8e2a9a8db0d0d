"""The snapshots that the committee's earlier papers were made from."""

from datetime import date
from typing import TYPE_CHECKING

from hmic_tracker.errors import HistoryUnusable
from hmic_tracker.figures.over_time import MOST_PAPERS
from hmic_tracker.model.committee import committee_key
from hmic_tracker.model.snapshot import Snapshot

if TYPE_CHECKING:
    from hmic_tracker.runs.inputs import Inputs


def issued_snapshots(inputs: "Inputs", meeting: date) -> tuple[Snapshot, ...]:
    """The snapshots, with their rows, behind the last papers for meetings before this one, oldest first.

    Where a paper was made more than once the last one counts; a cancelled meeting's was never issued. None where the
    record cannot be used, or where staff do not want them shown.
    """
    from dataclasses import replace

    register, history = inputs.register, inputs.history
    if inputs.history_error is not None or not register.settings.prints("Over time"):
        return ()
    cancelled = register.committee_meetings.cancelled_days
    try:
        papers = history.papers()
    except HistoryUnusable:
        return ()
    committee = committee_key(register.settings.committee)
    last = {
        paper.meeting: paper.snapshot
        for paper in papers
        if committee_key(paper.committee) == committee and paper.meeting < meeting and paper.meeting not in cancelled
    }
    found = []
    try:
        for held in sorted(last)[-MOST_PAPERS:]:
            taken = history.at_number(last[held])
            if taken is not None:
                found.append(replace(taken, meeting=held))
    except HistoryUnusable:
        return ()
    return tuple(found)

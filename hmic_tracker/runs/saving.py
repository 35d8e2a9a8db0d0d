"""Writing a change set into the register of a workspace."""

from typing import TYPE_CHECKING

from hmic_tracker.errors import WorkbookBusy
from hmic_tracker.runs.inputs import Judged

if TYPE_CHECKING:
    from hmic_tracker.register.writing import Receipt


def save_changes(judged: Judged, *, ignore_lock: bool = False, stamp: str = "") -> "Receipt":
    """Write the change set into the register; nothing is touched where there is nothing to write.

    What waits in the outbox goes with a rating, but for the cells that it decided afresh. `stamp` names the run in the
    trail and the previous copy; empty: the as-at date. Raises WorkbookBusy where somebody has the register open: what
    a rating would have changed then waits in the outbox.
    """
    workspace = judged.inputs.workspace
    is_rating = bool(judged.changes.looked)
    try:
        return judged.inputs.register.save(
            judged.changes,
            backups=workspace.backups,
            records=workspace.records,
            outbox=workspace.outbox if is_rating else None,
            keep=workspace.keep_backups,
            stamp=stamp,
            ignore_lock=ignore_lock,
        )
    except WorkbookBusy as busy:
        if not is_rating or not judged.changes.changes:
            raise
        from hmic_tracker.register.outbox import put_in_outbox

        waiting = put_in_outbox(judged.changes, workspace.outbox)
        advice = f"{busy.advice} The changes wait in {waiting} and go in with the next run."
        raise WorkbookBusy(busy.message, advice=advice, place=busy.place) from busy


def save_alone(judged: Judged, *, ignore_lock: bool = False, stamp: str = "") -> "Receipt":
    """As `save_changes`, while no other run writes in the workspace. Raises WorkbookBusy where one does."""
    from hmic_tracker.files import workspace_lock

    with workspace_lock(judged.inputs.workspace.folder):
        return save_changes(judged, ignore_lock=ignore_lock, stamp=stamp)

"""Remembering a run: its snapshot, what the record noticed since the one before, and how long snapshots are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from hmic_tracker.errors import HistoryDamaged
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.runs.inputs import Judged, begin_anew
from hmic_tracker.runs.papers import picture_of

if TYPE_CHECKING:
    from hmic_tracker.history.store import History
    from hmic_tracker.register.writing import Receipt

# So many Refs are named in a sentence.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Remembered:
    """The snapshot as it was stored, and what there is to say of it."""

    snapshot: Snapshot
    says: str


def remember_run(judged: Judged, receipt: "Receipt | None" = None, *, name: str = "") -> Remembered:
    """Put a run into the record, and remove the snapshots that are kept no longer.

    What it says: a damaged record that was set aside, the number of the snapshot, and the Refs that somebody changed,
    that are gone, or that are back since the snapshot before. `name` is the run's, for a record that turns out to be
    damaged only now. Raises HistoryUnusable where nothing could be recorded.
    """
    inputs = judged.inputs
    if inputs.history_error:
        raise inputs.history_error
    taken = picture_of(judged, receipt)
    said = [inputs.history_said]
    try:
        noticed = _noticed(inputs.history, taken)
        stored = inputs.history.add(taken)
    except HistoryDamaged as error:
        trouble, words = begin_anew(inputs.history, error, name or inputs.as_at.isoformat())
        if trouble is not None:
            raise trouble from error
        said, noticed = [*said, words], []
        stored = inputs.history.add(taken)
    said += [f"Snapshot {stored.number} as at {stored.as_at:%d/%m/%Y}.", *noticed]
    days = inputs.workspace.retention.snapshots_days
    removed = inputs.history.prune(inputs.as_at - timedelta(days=days)) if days else 0
    if removed:
        said.append(f"Removed {removed} older than they are kept.")
    return Remembered(stored, " ".join(words for words in said if words))


def _noticed(history: "History", taken: Snapshot) -> list[str]:
    """What became of Refs since the newest snapshot, a sentence each."""
    from hmic_tracker.history.movement import gone
    from hmic_tracker.history.recognising import refs_changed

    there, now = history.current_refs(), {row.ref for row in taken.rows}
    if not there or there == now:
        return []
    newest = history.newest()
    before = history.at_number(newest.number) if newest else None
    if before is None:
        return []
    changed = refs_changed(before, taken.rows)
    back = sorted((now & before.known_refs) - there - set(changed))
    lost = sorted({row.ref for row in gone(before, taken)})
    said = []
    if changed:
        said.append(
            f"Somebody changed a Ref: {_listed(f'{was} is now {ref}' for ref, was in sorted(changed.items()))}."
        )
    if lost:
        said.append(f"No longer in the register: {_listed(lost)}.")
    if back:
        said.append(f"Back in the register: {_listed(back)}.")
    return said


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
    return ", ".join(found[:_MOST]) + more

"""How each recommendation moved since the last issued paper, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from hmic_tracker.history.recognising import follow_refs
from hmic_tracker.history.rows import snapshot_of
from hmic_tracker.model.rating import Movement, MovementKind, Rag, Ratings
from hmic_tracker.model.recommendation import ENDED
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow

# What waits on others is neither in need of attention nor on course: to be on course again is better, not worse.
_RANK = {str(rag): rank for rank, rag in enumerate((Rag.RED, Rag.AMBER, Rag.WHITE, Rag.GREEN, Rag.BLUE))}

CAME_BACK = "came back"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The colours that there would be today, had the rules, or the risks, of the earlier picture stayed as they were.

    By Ref, and only of those that come out otherwise; None where it is not known. See `Ratings`.
    """

    by_last_rules: Mapping[str, str] | None = None
    by_last_risks: Mapping[str, str] | None = None


def movement(before: Snapshot | None, ratings: Ratings) -> tuple[Movement, ...]:
    """The movement of each rated recommendation since `before`, in the register's order.

    Empty where `before` is None: there is nothing to compare with, and what the register says is left as it is.
    A row that is left out of the figures does not move. One whose Ref staff changed is compared with what it was.
    """
    if before is None:
        return ()
    now = snapshot_of(ratings, ())
    known = follow_refs(before, (rating.recommendation for rating in ratings))
    otherwise = Otherwise(ratings.by_last_rules, ratings.by_last_risks)
    return tuple(
        _move(known, now, row, otherwise) for rating in ratings if (row := now.of(rating.ref)) and not rating.excluded
    )


def difference(before: Snapshot, after: Snapshot, *, otherwise: "Otherwise | None" = None) -> tuple[Movement, ...]:
    """What changed between two snapshots, by Ref: colour, owner, a later due date, the Ref itself.

    What is the same in all of these is left out; where only the colour stayed, the kind is `No change`.
    `otherwise` has the colours that `after` would have had, had rules or risks stayed as they were.
    """
    known = follow_refs(before, after.rows)
    moved = (_move(known, after, row, otherwise or Otherwise()) for row in after.rows if not row.excluded)
    return tuple(one for one in moved if one.kind is not MovementKind.NO_CHANGE or one.says_more)


def gone(before: Snapshot, after: Snapshot) -> tuple[SnapshotRow, ...]:
    """The rows of `before` that no longer stand in `after`, under their Ref or another."""
    return tuple(row for row in follow_refs(before, after.rows).rows if after.of(row.ref) is None)


def _move(before: Snapshot, after: Snapshot, row: SnapshotRow, otherwise: Otherwise) -> Movement:
    was = before.of(row.ref)
    if was is None:
        cause = CAME_BACK if row.ref in before.known_refs else ""
        return Movement(row.ref, MovementKind.NEW, cause, now=row.rag)
    kind = _kind(was, row)
    cause = ""
    if kind is not MovementKind.NO_CHANGE:
        rules_changed = before.rules_version != after.rules_version
        cause = _cause(was, row, otherwise, rules_changed=rules_changed, is_worse=kind is MovementKind.WORSENED)
    has_other_owner = was.owner.strip() != row.owner.strip()
    return Movement(
        row.ref,
        kind,
        cause,
        was.rag,
        row.rag,
        extended=_is_extended(was, row),
        owner_was=was.owner if has_other_owner else "",
        owner_now=row.owner if has_other_owner else "",
        ref_was=was.ref_was,
    )


def _is_extended(was: SnapshotRow, row: SnapshotRow) -> bool:
    """Still open, and due later than it was."""
    due, now_due = was.effective_due_date, row.effective_due_date
    return row.status not in ENDED and due is not None and now_due is not None and now_due > due


def _kind(was: SnapshotRow, row: SnapshotRow) -> MovementKind:
    ended, had_ended = row.status in ENDED, was.status in ENDED
    if ended != had_ended:
        return MovementKind.CLOSED if ended else MovementKind.REOPENED
    if ended or was.rag == row.rag or Rag.NOT_RATED in (was.rag, row.rag):
        # From or to "Not rated" is neither better nor worse: nothing is known of one side.
        return MovementKind.NO_CHANGE
    return MovementKind.IMPROVED if _RANK[row.rag] > _RANK[was.rag] else MovementKind.WORSENED


def _cause(was: SnapshotRow, row: SnapshotRow, otherwise: Otherwise, *, rules_changed: bool, is_worse: bool) -> str:
    """The one word for why, the plainest first: what staff did, before what only time did.

    Rules and risks are a cause only where the colour would be another, had they stayed as they were; where that is not
    known, wherever they changed. Where the old rules, or the old risks, would have left the colour as it was, they are
    the whole cause. An owner's report makes nothing worse: then time has passed.
    """
    by_rules, by_risks = otherwise.by_last_rules, otherwise.by_last_risks
    is_calculated = not row.overridden and not was.overridden
    if by_rules is not None:
        rules_changed = row.ref in by_rules
        if rules_changed and is_calculated and by_rules.get(row.ref) == was.calculated_rag and was.status == row.status:
            return "rules changed"
    if was.status != row.status:
        return "delivery"
    if was.overridden != row.overridden:
        return "override"
    is_re_scored = (was.risk_rag, was.risk_score) != (row.risk_rag, row.risk_score)
    if is_re_scored and is_calculated and (by_risks or {}).get(row.ref) == was.calculated_rag:
        return "risk re-scored"
    if was.effective_due_date != row.effective_due_date:
        return "date"
    if is_re_scored and (by_risks is None or row.ref in by_risks):
        return "risk re-scored"
    if rules_changed:
        return "rules changed"
    if was.last_update != row.last_update and not is_worse:
        return "delivery"
    return "date"

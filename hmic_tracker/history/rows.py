"""A snapshot of a run: what it will be remembered by."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from hmic_tracker import __version__
from hmic_tracker.model.rating import Rating, Ratings
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow
from hmic_tracker.model.when import When
from hmic_tracker.problems import Problem


def _last_day(when: When | None) -> date | None:
    return when.latest if when else None


def _row(rating: Rating) -> SnapshotRow:
    said = rating.recommendation
    last_update = rating.calculated.get("Last update")
    return SnapshotRow(
        ref=said.ref,
        inspection_ref=said.inspection_ref,
        parent_ref=said.parent_ref,
        number=said.number,
        kind=said.kind,
        recommendation=said.recommendation,
        for_this_force=said.for_this_force,
        portfolio=said.portfolio,
        owner=said.owner,
        status=said.status,
        hmicfrs_due_date=_last_day(said.hmicfrs_due_date),
        force_target_date=_last_day(said.force_target_date),
        effective_due_date=rating.effective_due_date,
        rag=rating.rag,
        calculated_rag=rating.calculated_rag,
        rule=rating.rule,
        reason=rating.reason,
        risk_ref=rating.risk_ref,
        risk_rag=rating.risk_rag,
        risk_score=rating.risk_score,
        overridden=rating.override is not None,
        excluded=rating.excluded,
        last_update=last_update if isinstance(last_update, date) else None,
        facts=rating.facts,
        said=said,
        override=rating.override,
        due_source=rating.due_source,
        deadline_from=rating.deadline_from,
        risk_band=rating.risk_band,
        risk_broken=rating.risk_broken,
        dates=rating.dates,
        place=rating.place,
        escalation=rating.escalation,
    )


def snapshot_of(
    ratings: Ratings,
    problems: Iterable[Problem],
    *,
    register_sha256: str = "",
    risk_register_sha256: str = "",
) -> Snapshot:
    """What this run will be remembered by: its rows in order of Ref, and what they were made from.

    A Ref that stands twice keeps both rows; which one is meant is for staff to say, so neither is dropped.
    """
    found = tuple(problems)
    return Snapshot(
        as_at=ratings.as_at,
        rows=tuple(sorted((_row(rating) for rating in ratings), key=lambda row: row.ref)),
        rules_version=ratings.rules_version,
        register_sha256=register_sha256,
        risk_register_sha256=risk_register_sha256,
        library_version=__version__,
        problem_counts=dict(Counter(str(problem.severity) for problem in found)),
        problems=found,
        rules=ratings.rules,
        layout=ratings.layout,
        next_meeting=ratings.next_meeting,
    )

"""The ratings of a past run, said again in the words of its day from what the record keeps.

Colours, rules and facts are the record's; what only follows the calendar, and every sentence, is worked out again.
"""

from dataclasses import replace

from hmic_tracker.errors import NotFound
from hmic_tracker.model.rating import Escalation, Rag, Rating, Ratings
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow
from hmic_tracker.rules.decision_table import DecisionTable
from hmic_tracker.rules.escalation import recorded_escalation, say_escalation
from hmic_tracker.rules.explain import Explanation, explain_rating, fits, no_such_ref, rule_behind
from hmic_tracker.rules.inputs import FACTS
from hmic_tracker.rules.linkage import key_of
from hmic_tracker.rules.overrides import override_reason
from hmic_tracker.rules.ratings import say_left_out, say_reason


def recorded_ratings(snapshot: Snapshot) -> Ratings:
    """The ratings of a snapshot, in the register's order of that day, with the reasons that were given.

    A row that an early version recorded has its colour and its rule, but neither facts nor a reason.
    """
    table = DecisionTable.recorded(snapshot.rules, snapshot.layout)
    escalation = recorded_escalation(snapshot.layout)
    rows = sorted(snapshot.rows, key=lambda row: row.place.row)
    return Ratings(
        snapshot.as_at,
        tuple(_rating(row, snapshot, table, escalation) for row in rows),
        snapshot.rules_version,
        rules=snapshot.rules,
        layout=snapshot.layout,
        next_meeting=snapshot.next_meeting,
    )


def explain_recorded(snapshot: Snapshot, ref: str) -> Explanation:
    """Why a recommendation had its colour in a past run, in the words of that day.

    Raises NotFound where it was not in the register then, and where an early version recorded its colour alone.
    """
    day = f"{snapshot.as_at:%d/%m/%Y}"
    rows = [row for row in snapshot.rows if key_of(row.ref) == key_of(ref)]
    if not rows:
        raise no_such_ref(ref, (one.ref for one in snapshot.rows), f"in the record as at {day}")
    row = min(rows, key=lambda one: one.place.row)
    if row.said is None:
        raise NotFound(
            f"The record as at {day} says only that {row.ref} was {row.rag} ({row.rule or 'no rule fits'}).",
            advice="It was made by an early version, which kept no facts.",
        )
    table = DecisionTable.recorded(snapshot.rules, snapshot.layout)
    rating = _rating(row, snapshot, table, recorded_escalation(snapshot.layout))
    return explain_rating(rating, recorded_ratings(replace(snapshot, rows=())), table)


def _rating(row: SnapshotRow, snapshot: Snapshot, table: DecisionTable, escalation: DecisionTable) -> Rating:
    score_cell = row.place.score_cell
    days_to_due = row.facts.get("Days to due")
    rating = Rating(
        recommendation=row.said or Recommendation(row.ref, status=row.status),
        rag=Rag(row.rag),
        rule=row.rule,
        reason="",
        calculated_rag=Rag(row.calculated_rag or row.rag),
        override=row.override,
        risk_ref=row.risk_ref,
        risk_rag=row.risk_rag,
        risk_score=row.risk_score,
        risk_cell=f"{snapshot.layout.matrix_sheet} {score_cell}" if score_cell else "",
        effective_due_date=row.effective_due_date,
        days_to_due=days_to_due if isinstance(days_to_due, int) else None,
        facts={fact.heading: row.facts.get(fact.heading) for fact in FACTS},
        excluded=row.excluded,
        due_source=row.due_source,
        deadline_from=row.deadline_from,
        risk_band=row.risk_band,
        risk_broken=row.risk_broken,
        dates=row.dates,
        place=row.place,
    )
    if row.said is None:
        return rating
    reason = _calculated_reason(rating, table)
    said = override_reason(row.override, rating.calculated_rag, reason) if row.override else reason
    told = replace(rating, reason=said, calculated_reason=reason)
    return replace(told, escalation=_escalation(row, told, escalation)) if row.escalation else told


def _escalation(row: SnapshotRow, rating: Rating, table: DecisionTable) -> Escalation | None:
    """Who had to see it, with the reason that was given."""
    rule = next((one for one in table.rules if fits(one, rating)), None)
    return replace(row.escalation, reason=say_escalation(rule, rating)) if row.escalation and rule else row.escalation


def _calculated_reason(rating: Rating, table: DecisionTable) -> str:
    if rating.excluded:
        return say_left_out(rating.excluded)
    rule = rule_behind(rating, table)
    return say_reason(rule, rating.recommendation, rating.facts, rating.risk_ref)

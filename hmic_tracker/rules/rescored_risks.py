"""Risks that were re-scored since the last issued paper, and the recommendations behind which they stand."""

from dataclasses import dataclass, replace

from hmic_tracker.model.rating import FactValue, Rag, Rating, Ratings
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow
from hmic_tracker.register.words import join_words
from hmic_tracker.rules.decision_table import DecisionTable
from hmic_tracker.rules.inputs import RISK_FACTS
from hmic_tracker.rules.ratings import input_value


@dataclass(frozen=True, slots=True)
class RiskMoved:
    """A risk that scores otherwise than it did, or that decides in place of another.

    `was_ref` is the risk that decided then: the same where it was re-scored, another where now this one is worse or
    the link was changed, empty where none decided. `refs` are the open recommendations of ours behind which it stands;
    `recoloured` those of them that would have another colour today, had that risk stayed as it was.
    """

    risk_ref: str
    was_ref: str
    was_band: str
    now_band: str
    was_rag: str
    now_rag: str
    was_score: float | None
    now_score: float | None
    refs: tuple[str, ...] = ()
    recoloured: tuple[str, ...] = ()

    @property
    def is_same_risk(self) -> bool:
        """It was re-scored; otherwise another risk decided before."""
        return self.risk_ref == self.was_ref

    @property
    def changed_band(self) -> bool:
        """Whether it is in another band, and not only of another score in the same."""
        return (self.was_band, self.was_rag) != (self.now_band, self.now_rag)

    def __str__(self) -> str:
        """`Risk R-04 moved from Medium (Amber, 9) to High (Red, 16): WMP-0001 and WMP-0002 are affected.`"""
        now = _say(self.now_band, self.now_rag, self.now_score)
        was = _say(self.was_band, self.was_rag, self.was_score)
        if self.is_same_risk and self.changed_band:
            moved = f"Risk {self.risk_ref} moved from {was} to {now}"
        elif self.is_same_risk:
            moved = f"Risk {self.risk_ref} was re-scored from {was} to {now}, in the same band"
        elif self.was_ref:
            moved = f"Risk {self.risk_ref}, {now}, decides now in place of {self.was_ref}, {was}"
        else:
            moved = f"Risk {self.risk_ref}, {now}, decides now where no risk did"
        verb = "has" if len(self.recoloured) == 1 else "have"
        recoloured = f"; for that alone {join_words(self.recoloured)} {verb} another colour" if self.recoloured else ""
        return f"{moved}. It stands behind {join_words(self.refs)}{recoloured}."


def risks_moved(before: Snapshot | None, ratings: Ratings) -> tuple[RiskMoved, ...]:
    """Each risk that decides otherwise than it did when `before` was taken, in the order of the register.

    Empty where there is nothing to compare with. Recommendations that are closed, not ours, left out or new since then
    are not counted; nor are those whose score is their own.
    """
    moved: dict[tuple[object, ...], RiskMoved] = {}
    otherwise = colours_by_last_risks(before, ratings) or {}
    for rating in ratings:
        was = before.of(rating.ref) if before else None
        if was is None or not _is_asked(rating) or _decides(was) == _decides(rating):
            continue
        change = RiskMoved(
            rating.risk_ref, was.risk_ref, was.risk_band, rating.risk_band, was.risk_rag, rating.risk_rag,
            was.risk_score, rating.risk_score,
        )  # fmt: skip
        key = (change.risk_ref, change.was_ref, change.was_band, change.was_score)
        known = moved.get(key, change)
        recoloured = (rating.ref,) if rating.ref in otherwise else ()
        moved[key] = replace(known, refs=(*known.refs, rating.ref), recoloured=(*known.recoloured, *recoloured))
    return tuple(moved.values())


def colours_by_last_risks(before: Snapshot | None, ratings: Ratings) -> dict[str, str] | None:
    """The colours that today's rules would give today, had each risk stayed as it was, by Ref, of those that come out
    otherwise; None where there is nothing to compare with.

    Only the facts that the risk register gives are those of `before`, so that nothing else is put down to it.
    """
    if before is None:
        return None
    table = DecisionTable.recorded(ratings.rules, ratings.layout)
    asked = [
        (rating, facts)
        for rating in ratings
        if not rating.excluded and (facts := _facts_with_last_risk(before.of(rating.ref), rating)) is not None
    ]
    values = {one: [input_value(one, rating.recommendation, facts) for rating, facts in asked] for one in table.columns}
    rules = table.decide_all(values, len(asked))
    colours = [
        (rating, rule.outcome if rule else str(Rag.NOT_RATED)) for (rating, _), rule in zip(asked, rules, strict=True)
    ]
    return {rating.ref: colour for rating, colour in colours if colour != rating.calculated_rag}


def _facts_with_last_risk(was: SnapshotRow | None, rating: Rating) -> dict[str, FactValue] | None:
    """Today's facts with those of the risk as they were; None where they are the same, or not recorded."""
    if was is None or not was.facts or _decides(was) == _decides(rating):
        return None
    return {**rating.facts, **{name: was.facts.get(name) for name in RISK_FACTS}}


def _is_asked(rating: Rating) -> bool:
    one = rating.recommendation
    return bool(rating.risk_ref) and one.is_open and one.is_ours and not rating.excluded


def _decides(one: Rating | SnapshotRow) -> tuple[object, ...]:
    return (one.risk_ref, one.risk_band, one.risk_rag, one.risk_score)


def _say(band: str, rag: str, score: float | None) -> str:
    inside = ", ".join(word for word in (rag, "" if score is None else f"{score:g}") if word)
    return f"{band or 'no band'} ({inside})" if inside else band or "no score"

"""What reworded RAG rules changed: every recommendation rated once more, by the rules of the last issued paper.

Only the rules differ between the two: the same facts, the same day. So nothing that time, delivery or a risk changed is
put down to them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hmic_tracker.model.rating import Rag, Rating, Ratings
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.rules.decision_table import DecisionTable, Rule
from hmic_tracker.rules.linkage import key_of, worst
from hmic_tracker.rules.ratings import input_value

_WORST_CHILD = "Worst child RAG"
# A split of a split of a split is rare; rows that are each other's parents would go round for ever.
_MOST_GENERATIONS = 12


@dataclass(frozen=True, slots=True)
class Recoloured:
    """A recommendation that the rules of the last paper would rate otherwise today: the colour and the rule then and
    now. A rule is empty where none fits."""

    ref: str
    was_rag: str
    now_rag: str
    was_rule: str
    now_rule: str

    def __str__(self) -> str:
        """`WMP-0042: Amber by Stale; the rules of the last paper would make it Green by On course.`"""
        now, was = (
            f"{rag}{f' by {rule}' if rule else ', since no rule fits'}"
            for rag, rule in ((self.now_rag, self.now_rule), (self.was_rag, self.was_rule))
        )
        return f"{self.ref}: {now}; the rules of the last paper would make it {was}."


@dataclass(frozen=True, slots=True)
class RulesReworded:
    """The rules of the last issued paper against those of today.

    `added`, `removed` and `reworded` are names of rules; `is_reordered` says that those in both stand in another order.
    `changed` are the recommendations that come out otherwise for it, by colour or by rule.
    """

    was_version: str
    now_version: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    is_reordered: bool = False
    changed: tuple[Recoloured, ...] = ()

    @property
    def recoloured(self) -> tuple[Recoloured, ...]:
        """Those of `changed` that have another colour, and not only another rule of the same colour."""
        return tuple(one for one in self.changed if one.was_rag != one.now_rag)

    def __str__(self) -> str:
        said = [
            f"{what}: {', '.join(names)}"
            for what, names in (("added", self.added), ("removed", self.removed), ("reworded", self.reworded))
            if names
        ]
        said += ["put in another order"] if self.is_reordered else []
        what = f" ({'; '.join(said)})" if said else ""
        count = len(self.recoloured)
        effect = {0: "That changed no colour", 1: "That changed one colour"}.get(count, f"That changed {count} colours")
        return f"The RAG rules have changed since the last issued paper{what}. {effect}."


def rules_reworded(before: Snapshot | None, ratings: Ratings) -> RulesReworded | None:
    """What the rules of `before` would say of today's facts, against what the rules say now.

    None where there is nothing to compare with, where the record does not hold those rules, and where they are the
    same. What an override stands over counts by its calculated colour; what is left out counts for nothing.
    """
    if before is None or not before.rules or before.rules_version in ("", ratings.rules_version):
        return None
    then = DecisionTable.recorded(before.rules, before.layout)
    now = DecisionTable.recorded(ratings.rules, ratings.layout)
    return RulesReworded(
        before.rules_version, ratings.rules_version, *_differences(then, now), changed=tuple(_changed(then, ratings))
    )


def colours_by_last_rules(before: Snapshot | None, ratings: Ratings) -> dict[str, str] | None:
    """The colours that the rules of `before` would give today, by Ref, of those that come out otherwise.

    Empty where the rules are the same; None where there is nothing to compare with, or those rules are not known.
    """
    if before is None or not before.rules_version:
        return None
    if before.rules_version == ratings.rules_version:
        return {}
    found = rules_reworded(before, ratings)
    return {one.ref: one.was_rag for one in found.recoloured} if found else None


def _differences(
    then: DecisionTable, now: DecisionTable
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], bool]:
    """The rules added, removed and reworded, and whether the others stand in another order."""
    was, new = ({rule.name: _normal(rule) for rule in table.rules} for table in (then, now))
    reworded = tuple(name for name in new if name in was and was[name] != new[name])
    both = [[name for name in one if name in other] for one, other in ((was, new), (new, was))]
    return (
        tuple(name for name in new if name not in was),
        tuple(name for name in was if name not in new),
        reworded,
        both[0] != both[1],
    )


def _normal(rule: Rule) -> tuple[object, ...]:
    asks = sorted((asked.heading, str(condition)) for asked, condition in rule.conditions)
    return (rule.outcome, " ".join(rule.reason.text.split()), *asks)


def _changed(then: DecisionTable, ratings: Ratings) -> Iterable[Recoloured]:
    rated = [rating for rating in ratings if not rating.excluded]
    for rating, rule in zip(rated, _decided(then, rated), strict=True):
        was = (rule.outcome if rule else str(Rag.NOT_RATED), rule.name if rule else "")
        if was != (str(rating.calculated_rag), rating.rule):
            yield Recoloured(rating.ref, was[0], str(rating.calculated_rag), was[1], rating.rule)


def _decided(table: DecisionTable, rated: list[Rating]) -> list[Rule | None]:
    """The rule of `table` that fits each rating's facts."""
    found = _decide(table, rated, {})
    if not any(asked.heading == _WORST_CHILD for asked in table.columns):
        return found
    # A parent's colour hangs on its children's, which these rules may change too: once for each generation.
    for _ in range(_MOST_GENERATIONS):
        colours = [_colour(rating, rule) for rating, rule in zip(rated, found, strict=True)]
        children: dict[str, list[str]] = {}
        for rating, colour in zip(rated, colours, strict=True):
            parent = key_of(rating.recommendation.parent_ref)
            if parent and parent != key_of(rating.ref):
                children.setdefault(parent, []).append(colour)
        again = _decide(table, rated, {ref: worst(rags) for ref, rags in children.items()})
        if again == found:
            break
        found = again
    return found


def _colour(rating: Rating, rule: Rule | None) -> str:
    if rating.override:
        return str(rating.rag)
    return rule.outcome if rule else str(Rag.NOT_RATED)


def _decide(table: DecisionTable, rated: list[Rating], worst_child: Mapping[str, str]) -> list[Rule | None]:
    if worst_child:
        rated = [
            replace(rating, facts={**rating.facts, _WORST_CHILD: worst_child[key_of(rating.ref)]})
            if key_of(rating.ref) in worst_child
            else rating
            for rating in rated
        ]
    values = {
        asked: [input_value(asked, rating.recommendation, rating.facts) for rating in rated] for asked in table.columns
    }
    return table.decide_all(values, len(rated))

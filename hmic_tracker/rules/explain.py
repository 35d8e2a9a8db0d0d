"""Why a recommendation has its colour: the rule, the facts and their cells, the risk, the override."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import NotFound
from hmic_tracker.model.places import Layout
from hmic_tracker.model.rating import Rating, Ratings
from hmic_tracker.model.when import When, say_date
from hmic_tracker.register.words import nearest_of
from hmic_tracker.rules.conditions import Condition
from hmic_tracker.rules.decision_table import DecisionTable, Rule, points_for
from hmic_tracker.rules.fact_places import Places
from hmic_tracker.rules.inputs import Input
from hmic_tracker.rules.linkage import Broken, key_of
from hmic_tracker.rules.ratings import input_value
from hmic_tracker.rules.reasons import say_value

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister

_SAY_BROKEN = {
    Broken.UNMAPPED: "no risk is linked, and it has no likelihood and impact of its own",
    Broken.DANGLING: "{ref} is not in the risk register",
    Broken.CLOSED: "{ref} is closed in the risk register",
    Broken.UNSCORED: "{ref} has no residual score in the risk register",
    Broken.OUTSIDE: "its own likelihood and impact are not in the matrix",
}


@dataclass(frozen=True, slots=True)
class FactUsed:
    """One fact or column that the rules asked about: its value, and the cells it comes from (none where calculated
    from the as-at date alone)."""

    name: str
    value: object
    cells: tuple[str, ...] = ()

    def __str__(self) -> str:
        """`Days to due: -12 (from Recommendations H12)`."""
        value = "blank" if self.value in (None, "", ()) else say_value(self.value)
        return f"{self.name}: {value}" + (f" (from {', '.join(self.cells)})" if self.cells else "")


@dataclass(frozen=True, slots=True)
class RuleTried:
    """A rule above the one that decided, and the first of its conditions that did not hold."""

    rule: str
    place: str
    heading: str
    condition: str
    value: object

    def __str__(self) -> str:
        """`Overdue: Days to due < 0 does not hold, it is 12`."""
        value = "blank" if self.value in (None, "", ()) else say_value(self.value)
        return f"{self.rule}: needs {self.heading} {self.condition}, and it is {value}"


@dataclass(frozen=True)
class Explanation:
    """Why one recommendation has its colour as at a day.

    `rule_place` is the deciding rule's cell on the RAG rules sheet, empty for the library's own rules; `tried` are
    the rules above it, from the top; `override` names the row of the Overrides sheet that counts, else empty.
    """

    rating: Rating
    as_at: date
    place: str
    rule_place: str
    conditions: tuple[tuple[str, str], ...]
    facts: tuple[FactUsed, ...]
    tried: tuple[RuleTried, ...]
    risk: str
    override: str
    rules_version: str

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        rating = self.rating
        yield f"{rating.ref} is {rating.rag} as at {say_date(self.as_at)}: {rating.reason}"
        yield f"It stands at {self.place}."
        if rating.excluded:
            yield "It is left out of the figures until that is put right."
            return
        if self.override:
            yield f"An override counts ({self.override}); the rules alone would make it {rating.calculated_rag}."
        if rating.rule:
            where = f" ({self.rule_place})" if self.rule_place else ""
            asks = "; ".join(f"{heading} {condition}" for heading, condition in self.conditions)
            yield f"Rule: {rating.rule}{where}: {asks or 'fits whatever the others leave'}."
        else:
            yield "Rule: none fits."
        yield "Facts:"
        yield from (f"  {fact}" for fact in self.facts)
        if self.risk:
            yield f"Risk: {self.risk}."
        if self.tried:
            yield "Rules above that did not fit:"
            yield from (f"  {rule}" for rule in self.tried)
        yield f"Rules version {self.rules_version}."

    def to_dict(self) -> dict[str, Any]:
        """The same as plain values for JSON: dates as ISO text."""
        rating = self.rating
        return {
            "ref": rating.ref,
            "as_at": self.as_at.isoformat(),
            "place": self.place,
            "rag": str(rating.rag),
            "reason": rating.reason,
            "calculated_rag": str(rating.calculated_rag),
            "calculated_reason": rating.calculated_reason,
            "excluded": rating.excluded,
            "rule": rating.rule,
            "rule_place": self.rule_place,
            "conditions": [{"heading": heading, "condition": condition} for heading, condition in self.conditions],
            "facts": [{"name": one.name, "value": _plain(one.value), "cells": [*one.cells]} for one in self.facts],
            "risk": {
                "ref": rating.risk_ref,
                "rag": rating.risk_rag,
                "score": rating.risk_score,
                "cell": rating.risk_cell,
                "said": self.risk,
            },
            "rules_tried": [
                {
                    "rule": one.rule,
                    "place": one.place,
                    "heading": one.heading,
                    "condition": one.condition,
                    "value": _plain(one.value),
                }
                for one in self.tried
            ],
            "override": self.override,
            "rules_version": self.rules_version,
        }


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, When):
        return value.day.isoformat() if value.day else str(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def explain(register: "Register", risks: "RiskRegister", ratings: Ratings, ref: str) -> Explanation:
    """Why the recommendation `ref` has the colour that `ratings` give it.

    Refs are compared without regard to case and spaces. Raises NotFound where no recommendation has this Ref.
    """
    row = next((one for one in register.recommendations.rows if key_of(one.noun.ref) == key_of(ref)), None)
    rating = ratings.of(row.noun.ref) if row else None
    if rating is None:
        raise no_such_ref(ref, (one.ref for one in register.recommendations), "in the register")
    return explain_rating(rating, ratings, DecisionTable.read(register))


def no_such_ref(ref: str, known: Iterable[str], where: str) -> NotFound:
    """What is said of a Ref that is not `where`, with the nearest that is."""
    nearest = nearest_of(ref, known)
    says = f"Did you mean {nearest}?" if nearest else "Look it up in the Ref column of the register."
    return NotFound(f"There is no recommendation {ref} {where}.", advice=says)


def explain_rating(rating: Rating, ratings: Ratings, table: DecisionTable) -> Explanation:
    """Why one rating is what it is, by the rules of `table` and the sheets as `ratings` found them."""
    layout = ratings.layout
    rule = next((one for one in table.rules if one.name == rating.rule and fits(one, rating)), None)
    asked = _asked(table, rule)
    cells = Places(rating, layout)
    return Explanation(
        rating=rating,
        as_at=ratings.as_at,
        place=layout.start("recommendations", rating.place.row, "Ref"),
        rule_place=_rule_place(layout, rule),
        conditions=tuple((one.heading, _say(what.text)) for one, what in rule.conditions) if rule else (),
        facts=tuple(FactUsed(one.heading, _value(one, rating), cells.of(one)) for one in asked),
        tried=tuple(_tried(table, rule, rating, layout)),
        risk=_say_risk(rating, layout),
        override=layout.row("overrides", rating.place.override) if rating.override else "",
        rules_version=ratings.rules_version,
    )


def _value(asked: Input, rating: Rating) -> object:
    return input_value(asked, rating.recommendation, rating.facts)


def _holds(asked: Input, condition: Condition, rating: Rating) -> bool:
    return any(condition.holds(point) for point in points_for(asked, _value(asked, rating)))


def fits(rule: Rule, rating: Rating) -> bool:
    """Whether every condition of a rule holds for what was rated."""
    return all(_holds(asked, condition, rating) for asked, condition in rule.conditions)


def _asked(table: DecisionTable, rule: Rule | None) -> tuple[Input, ...]:
    """What the deciding rule asks and names first, then what the rules above asked."""
    first = [asked for asked, _ in rule.conditions] if rule else []
    named = [part for part in rule.reason.parts if isinstance(part, Input)] if rule else []
    number = table.rules.index(rule) if rule else len(table.rules)
    above = [asked for one in table.rules[:number] for asked, _ in one.conditions]
    return tuple(dict.fromkeys((*first, *named, *above)))


def _tried(table: DecisionTable, rule: Rule | None, rating: Rating, layout: Layout) -> Iterator[RuleTried]:
    if rating.excluded:
        return
    for one in table.rules:
        if one is rule:
            return
        failed = next(((asked, what) for asked, what in one.conditions if not _holds(asked, what, rating)), None)
        if failed:
            asked, what = failed
            yield RuleTried(one.name, _rule_place(layout, one), asked.heading, _say(what.text), _value(asked, rating))


def _say(condition: str) -> str:
    return " ".join(condition.split())


def _rule_place(layout: Layout, rule: Rule | None) -> str:
    return layout.start("rules", rule.number, "Rule") if rule else ""


def _say_risk(rating: Rating, layout: Layout) -> str:
    """The risk that decided, or why none did."""
    broken = "; ".join(_SAY_BROKEN[Broken(why)].format(ref=ref) for ref, why in rating.risk_broken)
    if rating.risk_score is None:
        return broken
    source = "its own likelihood and impact"
    if rating.risk_ref:
        row = layout.cell("risks", rating.place.risk, "Risk ref")
        source = f"{rating.risk_ref}{f' ({row})' if row else ''}, residual likelihood and impact"
    score = f"{rating.risk_band}, {rating.risk_rag}, score {rating.risk_score:g} (risk register, {rating.risk_cell})"
    return f"{source}: {score}" + (f"; {broken}" if broken else "")

"""Why a recommendation has its colour: the rule, the facts and their cells, the risk, the override, who must see it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import NotFound
from hmic_tracker.model.places import Layout
from hmic_tracker.model.rating import Rating, Ratings
from hmic_tracker.model.when import When, say_date
from hmic_tracker.register.words import nearest_of
from hmic_tracker.rules.conditions import Condition, say_condition
from hmic_tracker.rules.decision_table import DecisionTable, Rule, points_for
from hmic_tracker.rules.escalation import is_escalated, rated_value, recorded_escalation
from hmic_tracker.rules.fact_places import Places
from hmic_tracker.rules.inputs import RATED, Input
from hmic_tracker.rules.linkage import Broken, key_of
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
    said: str
    value: object

    def __str__(self) -> str:
        """`Overdue (RAG rules A12): Days to due would have to be below 0; it is 12`."""
        value = "blank" if self.value in (None, "", ()) else say_value(self.value)
        where = f" ({self.place})" if self.place else ""
        return f"{self.rule}{where}: {self.heading} would have to be {self.said}; it is {value}"


@dataclass(frozen=True, slots=True)
class Deciding:
    """The rule of a table that decided: its cell, what it asks as typed and in words, and the rules above that did
    not fit, from the top. All empty where none fits; the place too where the rule is the library's own."""

    place: str = ""
    conditions: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()
    tried: tuple[RuleTried, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Why one recommendation has its colour as at a day, and who must see it.

    `colour` and `escalation` are the rules that decided; `escalation` is None where the force escalates nothing, or
    not this. `override` names the row of the Overrides sheet that counts, else it is empty.
    """

    rating: Rating
    as_at: date
    place: str
    colour: Deciding
    facts: tuple[FactUsed, ...]
    risk: str
    override: str
    rules_version: str
    escalation: Deciding | None = None

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
            yield f"An override counts ({self.override}). The rules alone would make it {rating.calculated_rag}:"
            yield f"  {rating.calculated_reason}"
        if rating.rule:
            where = f" ({self.colour.place})" if self.colour.place else ""
            asks = " and ".join(self.colour.said)
            why = f"since {asks}" if asks else "which takes whatever the rules above leave"
            yield f"Rule: {rating.rule}{where}, {why}."
        else:
            yield "Rule: none fits."
        yield "What the rules asked about:"
        yield from (f"  {fact}" for fact in self.facts)
        if self.risk:
            yield f"Risk: {self.risk}"
        if self.colour.tried:
            yield "Rules above that did not fit:"
            yield from (f"  {rule}" for rule in self.colour.tried)
        yield from self._say_escalation()
        yield f"Rules version {self.rules_version}."

    def _say_escalation(self) -> Iterator[str]:
        one = self.rating.escalation
        if self.escalation is not None and one is None:
            yield "Who must see it: nobody; no escalation rule fits."
        elif self.escalation is not None and one is not None:
            whom = f" ({one.whom})" if one.whom else ""
            reason = f": {one.reason}" if one.reason else ""
            yield f"Who must see it: {one.who}{whom}, by the rule {one.rule} ({self.escalation.place}){reason}"

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
            "rule_place": self.colour.place,
            "conditions": _conditions_as_dicts(self.colour),
            "facts": [{"name": one.name, "value": _plain(one.value), "cells": [*one.cells]} for one in self.facts],
            "risk": {
                "ref": rating.risk_ref,
                "rag": rating.risk_rag,
                "score": rating.risk_score,
                "cell": rating.risk_cell,
                "said": self.risk,
            },
            "rules_tried": _tried_as_dicts(self.colour),
            "escalation": self._escalation_as_dict(),
            "override": self.override,
            "rules_version": self.rules_version,
        }

    def _escalation_as_dict(self) -> dict[str, Any] | None:
        if self.escalation is None:
            return None
        one = self.rating.escalation
        return {
            "who": one.who if one else "",
            "whom": one.whom if one else "",
            "rule": one.rule if one else "",
            "reason": one.reason if one else "",
            "rule_place": self.escalation.place,
            "conditions": _conditions_as_dicts(self.escalation),
            "rules_tried": _tried_as_dicts(self.escalation),
        }


def _conditions_as_dicts(deciding: Deciding) -> list[dict[str, str]]:
    return [{"heading": heading, "condition": condition} for heading, condition in deciding.conditions]


def _tried_as_dicts(deciding: Deciding) -> list[dict[str, Any]]:
    return [
        {
            "rule": one.rule,
            "place": one.place,
            "heading": one.heading,
            "condition": one.condition,
            "value": _plain(one.value),
        }
        for one in deciding.tried
    ]


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
    rule = rule_behind(rating, table)
    escalation = recorded_escalation(layout)
    escalates = next((one for one in escalation.rules if fits(one, rating)), None)
    is_asked = bool(escalation.rules) and is_escalated(rating)
    asked = (*_asked(table, rule), *(_asked(escalation, escalates) if is_asked else ()))
    cells = Places(rating, layout)
    return Explanation(
        rating=rating,
        as_at=ratings.as_at,
        place=layout.start("recommendations", rating.place.row, "Ref"),
        colour=Deciding() if rating.excluded else _deciding(table, rule, rating, layout, "rules"),
        facts=tuple(
            FactUsed(one.heading, rated_value(one, rating), cells.of(one))
            for one in dict.fromkeys(asked)
            if one not in RATED
        ),
        risk=_say_risk(rating, layout),
        override=layout.row("overrides", rating.place.override) if rating.override else "",
        rules_version=ratings.rules_version,
        escalation=_deciding(escalation, escalates, rating, layout, "escalation_rules") if is_asked else None,
    )


def _holds(asked: Input, condition: Condition, rating: Rating) -> bool:
    return condition.holds_for(points_for(asked, rated_value(asked, rating)))


def fits(rule: Rule, rating: Rating) -> bool:
    """Whether every condition of a rule holds for what was rated."""
    return all(_holds(asked, condition, rating) for asked, condition in rule.conditions)


def rule_behind(rating: Rating, table: DecisionTable) -> Rule | None:
    """The rule of `table` that gave the calculated colour; None where none fitted. Two rules may bear one name."""
    return next((one for one in table.rules if one.name == rating.rule and fits(one, rating)), None)


def _asked(table: DecisionTable, rule: Rule | None) -> tuple[Input, ...]:
    """What the deciding rule asks and names first, then what the rules above asked."""
    first = [asked for asked, _ in rule.conditions] if rule else []
    named = [part for part in rule.reason.parts if isinstance(part, Input)] if rule else []
    number = table.rules.index(rule) if rule else len(table.rules)
    above = [asked for one in table.rules[:number] for asked, _ in one.conditions]
    return tuple(dict.fromkeys((*first, *named, *above)))


def _deciding(table: DecisionTable, rule: Rule | None, rating: Rating, layout: Layout, sheet: str) -> Deciding:
    above = table.rules[: table.rules.index(rule)] if rule else table.rules
    asks = rule.conditions if rule else ()
    return Deciding(
        place=layout.start(sheet, rule.number, "Rule") if rule else "",
        conditions=tuple((one.heading, " ".join(what.text.split())) for one, what in asks),
        said=tuple(f"{one.heading} is {say_condition(what)}" for one, what in asks),
        tried=tuple(_tried(one, rating, layout.start(sheet, one.number, "Rule")) for one in above),
    )


def _tried(rule: Rule, rating: Rating, place: str) -> RuleTried:
    """A rule that did not fit, with the first of its conditions that failed."""
    asked, what = next(pair for pair in rule.conditions if not _holds(*pair, rating))
    typed = " ".join(what.text.split())
    return RuleTried(rule.name, place, asked.heading, typed, say_condition(what), rated_value(asked, rating))


def _say_risk(rating: Rating, layout: Layout) -> str:
    """The risk that decided, in sentences, or why none did."""
    broken = [f"{_SAY_BROKEN[Broken(why)].format(ref=ref)}." for ref, why in rating.risk_broken]
    if rating.risk_score is None:
        return " ".join(broken)
    facts, one = rating.facts, rating.recommendation
    source = f"its own likelihood {say_value(one.likelihood)} and impact {say_value(one.impact)}"
    if rating.risk_ref:
        row = layout.cell("risks", rating.place.risk, "Risk ref")
        title = f", {facts.get('Risk title')}" if facts.get("Risk title") else ""
        worst = ", the worst of those linked" if len(one.risk_ref) - len(broken) > 1 else ""
        source = f"{rating.risk_ref}{title}{f' ({row})' if row else ''}{worst}: its residual likelihood and impact"
    score = f"{rating.risk_band}, {rating.risk_rag}, score {rating.risk_score:g} (risk register, {rating.risk_cell})"
    return " ".join((f"{source} are {score}.", *_say_course(rating), *broken))


def _say_course(rating: Rating) -> Iterator[str]:
    """What the band means, where the risk came from and where it is to go."""
    facts = rating.facts
    if meaning := facts.get("Risk band meaning"):
        yield f"{rating.risk_band} means: {str(meaning).strip().rstrip('.')}."
    if (inherent := facts.get("Inherent score")) is not None:
        yield f"Inherent score, before anything was done: {say_value(inherent)}."
    if (target := facts.get("Target score")) is not None:
        above = "above it" if facts.get("Above target score") == "Yes" else "not above it"
        yield f"Target score: {say_value(target)}; the risk is {above}."

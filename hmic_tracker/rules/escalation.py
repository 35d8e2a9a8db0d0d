"""Escalation: who must see a recommendation, decided by a second table with the same machinery as the first.

It is asked after the rating, so that its rules may name RAG, RAG rule and RAG reason. Only what is open, ours and not
left out of the figures is escalated; a force without the sheet escalates nothing.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from hmic_tracker.model.force import RuleRow
from hmic_tracker.model.places import Layout
from hmic_tracker.model.rating import Escalation, Rating
from hmic_tracker.register.sheets import WHO_MUST_SEE_IT
from hmic_tracker.register.words import bare
from hmic_tracker.rules.decision_table import DecisionTable, Outcome, Rule
from hmic_tracker.rules.inputs import RATED, Input, Inputs
from hmic_tracker.rules.ratings import input_value, reason_value

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register

WHO = Outcome(WHO_MUST_SEE_IT, "escalation-nobody")


def escalation_table(register: "Register") -> DecisionTable:
    """The rules of the Escalation rules sheet; a table without a rule where there is no such sheet."""
    rows = (
        (row.number, RuleRow(one.rule, one.who_must_see_it, one.reason, one.conditions), WHO_MUST_SEE_IT in row.unread)
        for row in register.escalation_rules.rows
        for one in (row.noun,)
    )
    return DecisionTable.of(rows, Inputs(tuple(register.recommendations.extra), RATED), WHO)


def recorded_escalation(layout: Layout) -> DecisionTable:
    """The same table from what a rating, or the record, keeps of the sheets."""
    rows = (
        (number, RuleRow(one.rule, one.who_must_see_it, one.reason, one.conditions), False)
        for number, one in zip(layout.escalation_rows, layout.escalation, strict=True)
    )
    return DecisionTable.of(rows, Inputs(layout.own, RATED), WHO)


def is_escalated(rating: Rating) -> bool:
    """Whether the escalation rules are asked about it at all."""
    return rating.recommendation.is_open and rating.recommendation.is_ours and not rating.excluded


def escalated(ratings: tuple[Rating, ...], register: "Register") -> tuple[Rating, ...]:
    """The same ratings, each with who must see it."""
    table = escalation_table(register)
    asked_about = [rating for rating in ratings if is_escalated(rating)] if table.rules else []
    if not asked_about:
        return ratings
    values = {asked: [rated_value(asked, rating) for rating in asked_about] for asked in table.columns}
    decided = dict(zip(map(id, asked_about), table.decide_all(values, len(asked_about)), strict=True))
    boards = {bare(one.portfolio): one.governance_board for one in reversed([*register.portfolios])}
    return tuple(_escalated(rating, decided.get(id(rating)), boards, register) for rating in ratings)


def _escalated(rating: Rating, rule: Rule | None, boards: dict[str, str], register: "Register") -> Rating:
    if rule is None:
        return rating
    one = rating.recommendation
    whom = {
        "Owner": one.owner,
        "Board": one.governance_board or boards.get(bare(one.portfolio), ""),
        "Committee": register.settings.committee,
    }
    found = Escalation(rule.outcome, rule.name, say_escalation(rule, rating), whom.get(rule.outcome, ""))
    return replace(rating, escalation=found)


def say_escalation(rule: Rule, rating: Rating) -> str:
    """The sentence of the escalation rule that decided."""
    return rule.reason.fill(lambda asked: _said(asked, rating))


def rated_value(asked: Input, rating: Rating) -> object:
    """What a condition of the escalation rules is tried against."""
    if asked in RATED:
        return str(getattr(rating, asked.field))
    return input_value(asked, rating.recommendation, rating.facts)


def _said(asked: Input, rating: Rating) -> object:
    if asked in RATED:
        return rated_value(asked, rating)
    return reason_value(asked, rating.recommendation, rating.facts, rating.risk_ref)

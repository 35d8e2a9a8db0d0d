"""The same few things said the same way by every verb."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hmic_tracker.cli.answer import as_json_value
from hmic_tracker.model.rating import Movement, Rating
from hmic_tracker.problems import Problem

if TYPE_CHECKING:
    from hmic_tracker.outputs.faults import DocumentFault
    from hmic_tracker.register.changes import ChangeSet
    from hmic_tracker.rules.rescored_risks import RiskMoved
    from hmic_tracker.rules.reworded_rules import RulesReworded


def say_count(count: int, noun: str) -> str:
    """`1 change`, `2 changes`, `no changes`."""
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}".capitalize()


def say_problems(problems: Iterable[Problem]) -> str:
    """Two lines a problem: where and what, then what to do."""
    return "\n".join(
        f"{problem.severity}  {problem.place}{f' ({problem.ref})' if problem.ref else ''}: {problem.found}\n"
        f"    {problem.advice}"
        for problem in problems
    )


def changes_as_json(changes: "ChangeSet") -> list[dict[str, Any]]:
    """The changes with the keys that other tools rely on."""
    return [
        {
            "sheet": change.sheet,
            "cell": change.cell,
            "ref": change.ref,
            "column": change.column,
            "was": as_json_value(change.was),
            "now": as_json_value(change.now),
            "because": change.because,
        }
        for change in changes.changes
    ]


def ratings_as_json(ratings: Iterable[Rating]) -> list[dict[str, Any]]:
    """The ratings with the keys that other tools rely on."""
    return [
        {
            "ref": rating.ref,
            "rag": str(rating.rag),
            "rule": rating.rule,
            "reason": rating.reason,
            "risk_rag": rating.risk_rag,
            "facts": as_json_value(rating.facts),
        }
        for rating in ratings
    ]


def escalations_as_json(ratings: Iterable[Rating]) -> list[dict[str, str]]:
    """Who must see what: only the recommendations that somebody must see."""
    return [
        {"ref": rating.ref, "who": one.who, "whom": one.whom, "rule": one.rule, "reason": one.reason}
        for rating in ratings
        if (one := rating.escalation)
    ]


def movements_as_json(movements: Iterable[Movement]) -> list[dict[str, Any]]:
    """How each recommendation moved."""
    return [
        {
            "ref": one.ref,
            "movement": str(one.kind),
            "cause": one.cause,
            "was": one.was,
            "now": one.now,
            "extended": one.extended,
            "owner_was": one.owner_was,
            "owner_now": one.owner_now,
            "ref_was": one.ref_was,
        }
        for one in movements
    ]


def say_movement(one: Movement) -> str:
    """`WMP-0042  Worsened  Amber -> Red  date; due later; owner A -> B; was WMP-0024`."""
    also = [one.cause] if one.cause else []
    if one.extended:
        also.append("due later")
    if one.owner_was or one.owner_now:
        also.append(f"owner {one.owner_was or 'none'} -> {one.owner_now or 'none'}")
    if one.ref_was:
        also.append(f"its Ref was {one.ref_was}")
    return f"{one.ref}  {one.kind}  {one.was or '-'} -> {one.now}  {'; '.join(also)}".rstrip()


def say_since(risks: "Iterable[RiskMoved]", rules: "RulesReworded | None") -> list[str]:
    """What re-scored risks and reworded rules changed, a sentence a line."""
    return [*map(str, risks), *([str(rules), *map(str, rules.changed)] if rules else [])]


def since_as_json(risks: "Iterable[RiskMoved]", rules: "RulesReworded | None") -> dict[str, Any]:
    """The same: the risks that moved with what they stand behind, and the rules that did with what they changed."""
    return {
        "risks": [
            {
                "risk_ref": one.risk_ref,
                "was_ref": one.was_ref,
                "was": {"band": one.was_band, "rag": one.was_rag, "score": one.was_score},
                "now": {"band": one.now_band, "rag": one.now_rag, "score": one.now_score},
                "refs": [*one.refs],
                "recoloured": [*one.recoloured],
            }
            for one in risks
        ],
        "rules": None
        if rules is None
        else {
            "was": rules.was_version,
            "now": rules.now_version,
            "added": [*rules.added],
            "removed": [*rules.removed],
            "reworded": [*rules.reworded],
            "reordered": rules.is_reordered,
            "changed": [
                {
                    "ref": one.ref,
                    "was": one.was_rag,
                    "now": one.now_rag,
                    "was_rule": one.was_rule,
                    "now_rule": one.now_rule,
                }
                for one in rules.changed
            ],
        },
    }


def faults_as_json(faults: "Iterable[DocumentFault]") -> list[dict[str, Any]]:
    """What is wrong with a document or a template."""
    return [
        {"code": one.code, "place": one.place, "found": one.found, "advice": one.advice, "fatal": one.is_fatal}
        for one in faults
    ]

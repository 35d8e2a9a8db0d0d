"""Checks of the RAG rules and the escalation rules themselves: each finding is a problem at a cell of their sheet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.when import say_date
from hmic_tracker.problems import Problem
from hmic_tracker.register.table import Table
from hmic_tracker.register.words import Vocabularies, join_words, nearest_of
from hmic_tracker.rules.conditions import Condition, Point, word_of
from hmic_tracker.rules.coverage import Coverage
from hmic_tracker.rules.decision_table import DecisionTable, Rule
from hmic_tracker.rules.escalation import escalation_table
from hmic_tracker.rules.impossible import IMPOSSIBLE, NEVER_ESCALATED
from hmic_tracker.rules.inputs import AGEING_BAND, AGEING_BANDS, RATED, Input, InputKind, Inputs, known_inputs
from hmic_tracker.rules.value_classes import OTHER_WORD

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister


def words_of(asked: Input, lists: Vocabularies) -> tuple[str, ...]:
    """The words that an input can hold, in the list's order; none where it has no list."""
    if asked.words == AGEING_BAND:
        return AGEING_BANDS
    return tuple(word.word for word in lists.words(asked.words)) if asked.words else ()


def check_table(register: "Register", risks: "RiskRegister", as_at: date) -> Iterator[Problem]:
    """Everything that is wrong with the RAG rules: what can't be read, can't be met, can't be reached, isn't covered.

    Where the register has no rules of its own, only that is said.
    """
    table = DecisionTable.read(register)
    if table.is_shipped:
        yield make_problem("rules-missing", sheet=register.rules.sheet)
        return
    places = _Places(register.rules, known_inputs(register.recommendations.extra))
    coverage = Coverage(table, lambda asked: words_of(asked, register.lists))
    yield from _faults(table, coverage, places, register.lists)
    yield from _table_problems(table, coverage, places)


def check_escalation(register: "Register", risks: "RiskRegister", as_at: date) -> Iterator[Problem]:
    """What is wrong with the escalation rules. They need not cover everything: where none fits, nobody must see it."""
    table = escalation_table(register)
    places = _Places(register.escalation_rules, Inputs(tuple(register.recommendations.extra), RATED))
    never = (*IMPOSSIBLE, *NEVER_ESCALATED)
    coverage = Coverage(table, lambda asked: words_of(asked, register.lists), impossible=never)
    yield from _faults(table, coverage, places, register.lists)


def _faults(table: DecisionTable, coverage: Coverage, places: "_Places", lists: Vocabularies) -> Iterator[Problem]:
    for fault in table.faults:
        facts: dict[str, object] = {**fault.facts}
        yield places.problem(fault.code, places.cell(fault.number, fault.heading), **facts)
    for rule in table.rules:
        yield from _rule_problems(rule, coverage, places, lists)


class _Places:
    """Where the parts of the table stand on the sheet."""

    def __init__(self, rules: Table[Any], inputs: Inputs) -> None:
        self.rules = rules
        self.headings = {inputs.find(heading): heading for heading in reversed([*self.rules.extra])}

    def cell(self, number: int, heading: str) -> str:
        return self.rules.cell(number or self.rules.header_row, heading)

    def condition(self, rule: Rule, asked: Input) -> str:
        return self.cell(rule.number, self.headings.get(asked) or asked.heading)

    def problem(self, code: str, cell: str, /, **facts: object) -> Problem:
        return make_problem(code, sheet=self.rules.sheet, cell=cell, ref="", **facts)


def _rule_problems(rule: Rule, coverage: Coverage, places: _Places, lists: Vocabularies) -> Iterator[Problem]:
    never = coverage.never_holds(rule)
    for asked, condition in rule.conditions:
        cell = places.condition(rule, asked)
        strange = _strange_words(asked, condition, words_of(asked, lists))
        for word in strange:
            nearest = nearest_of(word, words_of(asked, lists))
            says = f" Did you mean “{nearest}”?" if nearest else ""
            yield places.problem("rule-word-unknown", cell, value=word, heading=asked.heading, nearest=says)
        if asked in never and not strange:
            facts = {
                "value": " ".join(condition.text.split()),
                "heading": asked.heading,
                "why": _why_never(asked, condition),
            }
            yield places.problem("rule-condition-never", cell, **facts)
    if never:
        return
    if clashing := coverage.contradiction(rule):
        why = _why_contradictory(clashing, rule)
        yield places.problem("rule-contradiction", places.cell(rule.number, "Rule"), rule=rule.name, why=why)
    elif covering := coverage.covered_by(rule):
        covered = f"every row it fits is decided by {join_words(one.name for one in covering)}"
        yield places.problem("rule-unreachable", places.cell(rule.number, "Rule"), rule=rule.name, covered=covered)


def _why_contradictory(clashing: Iterable[Input], rule: Rule) -> str:
    conditions = dict(rule.conditions)
    said = [f"{asked.heading} “{' '.join(conditions[asked].text.split())}”" for asked in clashing]
    if len(said) == 1:
        return f"only what is open and for this force is escalated, and it asks for {said[0]}"
    return f"{join_words(said)} exclude each other"


def _table_problems(table: DecisionTable, coverage: Coverage, places: _Places) -> Iterator[Problem]:
    if any(rule.fits_all for rule in table.rules):
        return
    last = max((rule.number for rule in table.rules), default=0)
    cell = places.cell(last, "Rule")
    yield places.problem("rule-catch-all-missing", cell)
    if coverage.gap is not None:
        yield places.problem("rule-gap", cell, example=_say_example(coverage.gap, coverage))


def _strange_words(asked: Input, condition: Condition, words: Sequence[str]) -> list[str]:
    """The words that the input cannot hold, as staff typed them."""
    named = [point for point in condition.points if isinstance(point, str)]
    strange: set[str] = set()
    if asked.kind is InputKind.WORDS:
        strange = {*named} - {word_of(word) for word in words}
    elif asked.kind is InputKind.DATE:
        strange = set() if any(isinstance(point, date) for point in condition.points) else {*named}
    elif asked.kind in (InputKind.WHOLE, InputKind.NUMBER):
        strange = {*named}
    return [typed for typed in _typed(condition.text) if word_of(typed) in strange]


def _typed(text: str) -> list[str]:
    inside = text.strip()
    if inside.casefold().startswith("not") and inside.endswith(")"):
        inside = inside[inside.index("(") + 1 : -1]
    return [piece.strip(" \t\r\n\xa0\"“”'‘’=") for piece in inside.split(",")]


def _why_never(asked: Input, condition: Condition) -> str:
    if condition.blank and not condition.negated and not condition.points and not condition.intervals:
        return f"{asked.heading} is never blank"
    if asked.kind in (InputKind.WORDS, InputKind.TEXT) or _mixes(asked, condition):
        return f"{asked.heading} holds {asked.kind}"
    if asked.least is not None and not any(one.low == one.high for one in condition.intervals):
        return f"{asked.heading} is never below {asked.least}, and an interval goes from low to high"
    return "no value lies in it"


def _mixes(asked: Input, condition: Condition) -> bool:
    wrong = float if asked.kind is InputKind.DATE else date
    ends: Iterable[object] = (end for one in condition.intervals for end in (one.low, one.high))
    return any(isinstance(point, wrong) for point in (*condition.points, *ends))


def _say_example(example: Iterable[tuple[Input, Point]], coverage: Coverage) -> str:
    said = [f"{asked.heading} {_say_point(point, coverage.words_of(asked))}" for asked, point in example]
    if not said:
        return "any recommendation at all"
    first, rest = said[0], said[1:]
    return f"{first} with {join_words(rest)}" if rest else first


def _say_point(point: Point, words: Iterable[str]) -> str:
    if point is None:
        return "blank"
    if isinstance(point, float):
        return f"{point:g}"
    if isinstance(point, date):
        return say_date(point)
    known = {OTHER_WORD: "something else", **{word_of(word): word for word in words}}
    # The entries of a list stand with semicolons between them, as staff type them.
    return "; ".join(known.get(one, one) for one in point.split("; "))


def check_all_rated(register: "Register", risks: "RiskRegister", as_at: date) -> Iterator[Problem]:
    """Each recommendation that no rule fits. Not asked where the table has a row that fits everything."""
    from hmic_tracker.model.rating import Rag
    from hmic_tracker.rules.facts import Circumstances
    from hmic_tracker.rules.ratings import calculated_ratings

    table = DecisionTable.read(register)
    if any(rule.fits_all for rule in table.rules):
        return
    sheet = register.recommendations
    ratings = calculated_ratings(Circumstances.of(register, risks, as_at), table)
    for row, rating in zip(sheet.rows, ratings, strict=True):
        # A row for this force without a status is left out, which is told already.
        is_rated = row.noun.status or not row.noun.is_ours
        if rating.rag is Rag.NOT_RATED and not rating.rule and is_rated:
            yield make_problem("not-rated", sheet=sheet.sheet, cell=sheet.cell(row, "Ref"), ref=row.noun.ref)


RULE_CHECKS = (check_table, check_all_rated, check_escalation)

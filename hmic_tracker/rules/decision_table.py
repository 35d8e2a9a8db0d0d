"""The RAG rules and the escalation rules as decision tables with hit policy FIRST (OMG DMN 1.3, 8.2.8).

Rows are tried from the top, and the first whose every condition holds decides.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import and_
from typing import TYPE_CHECKING

from hmic_tracker.model.force import RuleRow
from hmic_tracker.model.places import Layout
from hmic_tracker.model.rating import Rag
from hmic_tracker.rules.conditions import Condition, ConditionError, Point, free_point, points_of, read_condition
from hmic_tracker.rules.inputs import Input, InputKind, Inputs, known_inputs
from hmic_tracker.rules.reasons import Reason, read_reason
from hmic_tracker.rules.shipped_rules import shipped_rows

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: `outcome` is the word that it gives, `conditions` are those that ask something, `number`
    its worksheet row, 0 where shipped."""

    name: str
    outcome: str
    reason: Reason
    conditions: tuple[tuple[Input, Condition], ...] = ()
    number: int = 0

    def condition_on(self, asked: Input) -> Condition | None:
        """Its condition on this input; None where any value will do."""
        return next((condition for one, condition in self.conditions if one == asked), None)

    @property
    def fits_all(self) -> bool:
        """Whether it holds whatever the values are."""
        return not self.conditions


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a table decides: the heading it stands under, the words it can be (any where none are named), and the code
    of the problem that a row without it has."""

    heading: str
    missing: str
    words: tuple[str, ...] = ()


COLOUR = Outcome("RAG", "rule-rag-missing", tuple(map(str, Rag)))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the table that cannot be used: the problem's code, its row and heading, and the sentence's facts.

    `number` is 0 for a fault of a heading.
    """

    code: str
    number: int
    heading: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DecisionTable:
    """The rules that can be used, in their order, and the faults of those that can't.

    `is_shipped` says that the register has no rules of its own, so that the library's are used.
    """

    rules: tuple[Rule, ...]
    faults: tuple[Fault, ...] = ()
    is_shipped: bool = False

    @classmethod
    def read(cls, register: "Register") -> "DecisionTable":
        """The table of a register; the shipped one where its RAG rules sheet is absent or holds no row."""
        rows = [(row.number, row.noun, "RAG" in row.unread) for row in register.rules.rows]
        inputs = known_inputs(register.recommendations.extra)
        if not rows:
            return shipped_table()
        return cls.of(rows, inputs)

    @classmethod
    def recorded(cls, rules: Iterable[RuleRow], layout: Layout) -> "DecisionTable":
        """The table of these rows of a RAG rules sheet as ratings and the record keep them, with its own columns."""
        rows = list(rules)
        numbers = layout.rule_rows or (0,) * len(rows)
        numbered = ((number, rule, False) for number, rule in zip(numbers, rows, strict=True))
        return cls.of(numbered, known_inputs(layout.own))

    @classmethod
    def of(
        cls, rows: Iterable[tuple[int, RuleRow, bool]], inputs: Inputs | None = None, outcome: Outcome = COLOUR
    ) -> "DecisionTable":
        """The table of these rows, each with its worksheet row and whether its outcome could not be understood.

        A rule without an outcome, or with a condition that cannot be read, is ignored; so is a whole column whose
        heading is nothing known.
        """
        reader = _TableReader(inputs or known_inputs(), outcome)
        for number, row, unread in rows:
            reader.add(number, row, unread)
        return cls(tuple(reader.rules), tuple(reader.faults))

    @cached_property
    def columns(self) -> tuple[Input, ...]:
        """Every input that some rule asks about, in the order in which they are first asked."""
        return tuple(dict.fromkeys(asked for rule in self.rules for asked, _ in rule.conditions))

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 of the table in normal form.

        Spaces, case of words, the order of the columns and columns that ask nothing don't count; the order of the rows
        does.
        """
        normal = [
            [
                rule.name,
                rule.outcome,
                rule.reason.text,
                sorted([one.heading, str(what)] for one, what in rule.conditions),
            ]
            for rule in self.rules
        ]
        text = json.dumps(normal, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]

    def decide(self, value_of: Callable[[Input], object]) -> Rule | None:
        """The first rule whose every condition holds; None where no rule does."""
        return self.decide_all({asked: [value_of(asked)] for asked in self.columns}, 1)[0]

    def decide_all(self, values: Mapping[Input, Sequence[object]], count: int) -> list[Rule | None]:
        """The rule that decides each of `count` rows, from the values of each of `columns`, row by row.

        Every column is tried once for each different value that stands in it, giving the rules that it lets through as
        the bits of a number; a row's rule is then the lowest bit that all its columns have in common.
        """
        masks: Iterable[int] = [(1 << len(self.rules)) - 1] * count
        for number, asked in enumerate(self.columns):
            column = _told_apart(values[asked])
            let_through = {value: self._lets_through[number](_itself(value)) for value in set(column)}
            masks = map(and_, masks, map(let_through.__getitem__, column))
        deciding = list(masks)
        ruled = {mask: self.rules[(mask & -mask).bit_length() - 1] if mask else None for mask in set(deciding)}
        return [ruled[mask] for mask in deciding]

    @cached_property
    def _lets_through(self) -> tuple[Callable[[object], int], ...]:
        return tuple(self._column_mask(asked) for asked in self.columns)

    def _column_mask(self, asked: Input) -> Callable[[object], int]:
        tests = [(bit, condition) for bit, rule in enumerate(self.rules) if (condition := rule.condition_on(asked))]
        free = (1 << len(self.rules)) - 1
        for bit, _ in tests:
            free &= ~(1 << bit)

        def mask_of(value: object) -> int:
            points = points_for(asked, value)
            return free | sum(1 << bit for bit, condition in tests if condition.holds_for(points))

        return mask_of


@dataclass(frozen=True, slots=True)
class _Flag:
    """A yes or no among numbers, where Python takes True for 1."""

    holds: bool


def _told_apart(column: Sequence[object]) -> Sequence[object]:
    """The values of a column so that those which conditions tell apart are not equal, and each can be looked up."""
    if {bool, list}.isdisjoint(map(type, column)):
        return column
    return [
        _Flag(value) if isinstance(value, bool) else tuple(value) if isinstance(value, list) else value
        for value in column
    ]


def _itself(value: object) -> object:
    return value.holds if isinstance(value, _Flag) else value


def points_for(asked: Input, value: object) -> tuple[Point, ...]:
    """What the conditions on this input are tried against: several points where the cell is a list."""
    return (free_point(value),) if asked.kind is InputKind.ANYTHING else points_of(value)


class _TableReader:
    def __init__(self, inputs: Inputs, outcome: Outcome) -> None:
        self.inputs = inputs
        self.outcome = outcome
        self.rules: list[Rule] = []
        self.faults: list[Fault] = []
        self.headings: dict[str, Input | None] = {}

    def add(self, number: int, row: RuleRow, unread: bool) -> None:
        conditions = self._conditions(number, row)
        reason = read_reason(row.reason, self.inputs)
        for name in reason.unknown:
            facts = {"value": name, "nearest": self.inputs.suggest(name)}
            self.faults.append(Fault("rule-reason-unknown", number, "Reason", facts))
        name = row.rule or f"Row {number}"
        if not row.rag or (self.outcome.words and row.rag not in self.outcome.words):
            # A word that is not on the list has been reported where it was read.
            if not unread:
                self.faults.append(Fault(self.outcome.missing, number, self.outcome.heading, {"rule": name}))
            return
        if conditions is not None:
            self.rules.append(Rule(name, row.rag, reason, conditions, number))

    def _conditions(self, number: int, row: RuleRow) -> tuple[tuple[Input, Condition], ...] | None:
        """What the row asks; None where one of its cells cannot be read."""
        asked: dict[Input, Condition] = {}
        readable = True
        for heading, text in row.conditions:
            known = self._input(heading)
            if known is None:
                continue
            try:
                condition = read_condition(text)
            except ConditionError as why:
                readable = False
                facts = {"value": " ".join(text.split()), "why": str(why)}
                self.faults.append(Fault("rule-condition-unreadable", number, heading, facts))
                continue
            if not condition.anything:
                asked.setdefault(known, condition)
        return tuple(asked.items()) if readable else None

    def _input(self, heading: str) -> Input | None:
        if heading not in self.headings:
            self.headings[heading] = found = self.inputs.find(heading)
            if found is None:
                facts = {"value": heading, "nearest": self.inputs.suggest(heading)}
                self.faults.append(Fault("rule-column-unknown", 0, heading, facts))
        return self.headings[heading]


def shipped_table() -> DecisionTable:
    """The decision table that comes with the library."""
    table = DecisionTable.of((0, row, False) for row in shipped_rows())
    return DecisionTable(table.rules, table.faults, is_shipped=True)

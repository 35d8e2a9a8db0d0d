"""Which rules of a decision table can decide, and what no rule covers: worked out exactly, not sampled.

Every condition tells only finitely many classes of values apart: below, on and above each end that it names, each word
it names and all others, and blank. One value of each class stands for the whole class, so that trying every combination
of classes tries everything. Columns are independent of each other, but for what is declared in `impossible`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hmic_tracker.rules.conditions import Condition, Point, read_condition
from hmic_tracker.rules.decision_table import DecisionTable, Rule
from hmic_tracker.rules.impossible import FOLLOWS, IMPOSSIBLE
from hmic_tracker.rules.inputs import Input, known_inputs
from hmic_tracker.rules.value_classes import values_of


@dataclass(frozen=True)
class _Axis:
    """Inputs of which one value, that of `source`, gives all: a column alone, or Days to due and Days overdue.

    `asked` are those that the table asks about.
    """

    source: Input
    asked: tuple[Input, ...]

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Those asked about and the source."""
        return tuple(dict.fromkeys((self.source, *self.asked)))

    def value_of(self, asked: Input, point: Point) -> Point:
        """The value of one of the inputs where the source has this one."""
        return point if asked == self.source else FOLLOWS[asked.heading].of(point)


@dataclass(frozen=True)
class Coverage:
    """The verdict on one table.

    `words_of` gives the words of an input's list; `impossible` the combinations that cannot occur, by heading: they
    need no rule, and what a rule fits besides them is all that counts.
    """

    table: DecisionTable
    words_of: Callable[[Input], Sequence[str]]
    impossible: tuple[Mapping[str, str], ...] = IMPOSSIBLE

    @cached_property
    def _axes(self) -> tuple[_Axis, ...]:
        asked_of: dict[Input, list[Input]] = {}
        for asked in self.table.columns:
            follows = FOLLOWS.get(asked.heading) if asked.is_fact else None
            source = known_inputs().find(follows.source) if follows else asked
            asked_of.setdefault(source or asked, []).append(asked)
        return tuple(_Axis(source, tuple(asked)) for source, asked in asked_of.items())

    @cached_property
    def _all_rules(self) -> int:
        return (1 << len(self.table.rules)) - 1

    @cached_property
    def _excuses(self) -> list[dict[Input, Condition]]:
        """The impossible combinations whose every column the table asks about, or what that follows from."""
        by_heading = {asked.heading: asked for axis in self._axes for asked in axis.inputs}
        return [
            {by_heading[heading]: read_condition(text) for heading, text in one.items()}
            for one in self.impossible
            if by_heading.keys() >= one.keys()
        ]

    @cached_property
    def _all_excuses(self) -> int:
        return ((1 << len(self._excuses)) - 1) << len(self.table.rules)

    def _tests_of(self, asked: Input) -> list[Condition | None]:
        """What each rule, and then each excuse, asks of an input."""
        return [rule.condition_on(asked) for rule in self.table.rules] + [one.get(asked) for one in self._excuses]

    @cached_property
    def _values(self) -> list[list[tuple[Point, int]]]:
        """For each axis, the values that its conditions tell apart, with the rules and excuses that each lets through.

        Of a column of lists, the values are those of single entries.
        """
        return [self._values_of(axis) for axis in self._axes]

    def _values_of(self, axis: _Axis) -> list[tuple[Point, int]]:
        tests = {asked: self._tests_of(asked) for asked in axis.inputs}
        values: dict[Point, None] = {}
        for asked, conditions in tests.items():
            for value in values_of(asked, [one for one in conditions if one is not None], self.words_of(asked)):
                values[value if asked == axis.source else FOLLOWS[asked.heading].back(value)] = None
        return [(value, self._lets_through(axis, tests, value)) for value in values]

    def _lets_through(self, axis: _Axis, tests: Mapping[Input, Sequence[Condition | None]], value: Point) -> int:
        mask = self._all_rules | self._all_excuses
        for asked, conditions in tests.items():
            point = axis.value_of(asked, value)
            mask &= sum(1 << bit for bit, one in enumerate(conditions) if one is None or one.holds(point))
        return mask

    @cached_property
    def _classes(self) -> list[dict[int, Point]]:
        """For each axis, one value for each different set of rules (and excuses) that its values let through."""
        columns = []
        for axis, values in zip(self._axes, self._values, strict=True):
            classes: dict[int, Point] = {}
            for value, mask in values:
                classes.setdefault(mask, value)
            if axis.source.is_list:
                tests = enumerate(self._tests_of(axis.source))
                classes = _with_lists(classes, sum(1 << bit for bit, one in tests if one is not None and one.negated))
            columns.append(classes)
        return columns

    def never_holds(self, rule: Rule) -> tuple[Input, ...]:
        """The inputs on which no value that can occur satisfies the rule's condition."""
        return tuple(
            asked
            for asked, condition in rule.conditions
            if not any(map(condition.holds, values_of(asked, [condition], self.words_of(asked))))
        )

    def contradiction(self, rule: Rule) -> tuple[Input, ...]:
        """The inputs whose conditions exclude each other in this rule, as few as do; empty where it can hold.

        Not asked of a rule with a condition that never holds by itself.
        """
        conditions = dict(rule.conditions)
        if self._can_hold(conditions):
            return ()
        for asked, _ in rule.conditions:
            fewer = {one: condition for one, condition in conditions.items() if one != asked}
            if not self._can_hold(fewer):
                conditions = fewer
        return tuple(conditions)

    def _can_hold(self, conditions: Mapping[Input, Condition]) -> bool:
        """Whether a possible combination meets all of these conditions."""
        states = {self._all_excuses}
        for number, axis in enumerate(self._axes):
            if axis.source.is_list:  # its conditions hold together with any others: nothing impossible names a list
                continue
            asked = [(one, conditions[one]) for one in axis.asked if one in conditions]
            masks = {
                mask
                for value, mask in self._values[number]
                if all(condition.holds(axis.value_of(one, value)) for one, condition in asked)
            }
            states = {state & mask for state in states for mask in masks}
            states = {state for state in states if not state & self._settled[number]}
        return bool(states)

    def covered_by(self, rule: Rule) -> tuple[Rule, ...]:
        """The rules above that decide everything that `rule` fits, so that it never does.

        Empty where it decides something, and where it fits nothing at all.
        """
        number = self.table.rules.index(rule)
        bit = 1 << number
        winners: set[int] = set()
        # Only the rules above matter, and only where the rule itself still fits.
        states = {bit | (bit - 1) | self._all_excuses}
        for at, classes in enumerate(self._classes):
            states = {state & mask for state in states for mask in classes if mask & bit}
            settled = self._settled[at]
            states = {state for state in states if not state & settled & self._all_excuses}
            decided = {state for state in states if not state & self._all_excuses and state & -state & settled}
            winners |= {_lowest(state) for state in decided}
            states -= decided
        winners |= {_lowest(state) for state in states}
        return () if number in winners else tuple(self.table.rules[one] for one in sorted(winners))

    @cached_property
    def _settled(self) -> list[int]:
        """For each axis, the rules (and excuses) that ask about no later one: what still fits then, fits."""
        asked_by = [{asked for asked, _ in rule.conditions} for rule in self.table.rules]
        asked_by += [set(excuse) for excuse in self._excuses]
        later = [{asked for axis in self._axes[at + 1 :] for asked in axis.inputs} for at in range(len(self._axes))]
        return [sum(1 << bit for bit, asked in enumerate(asked_by) if not asked & rest) for rest in later]

    @cached_property
    def gap(self) -> tuple[tuple[Input, Point], ...] | None:
        """One possible combination that no rule covers, with only the inputs that matter to it; None where none is.

        Empty for a table without a rule.
        """
        if any(rule.fits_all for rule in self.table.rules):
            return None
        # Each state is what still fits, with the values that led there.
        states: dict[int, tuple[Point, ...]] = {self._all_rules | self._all_excuses: ()}
        for at, classes in enumerate(self._classes):
            following: dict[int, tuple[Point, ...]] = {}
            for state, values in states.items():
                for mask, value in classes.items():
                    left = state & mask
                    if not left & self._settled[at]:
                        following.setdefault(left, (*values, value))
            states = following
        return self._what_matters(next(iter(states.values()))) if states else None

    def _what_matters(self, values: tuple[Point, ...]) -> tuple[tuple[Input, Point], ...]:
        """The combination without the inputs that could as well be anything else."""
        masks = [self._mask_of(number, value) for number, value in enumerate(values)]
        kept = []
        for number, classes in enumerate(self._classes):
            left = self._all_rules
            for mask in (*masks[:number], *masks[number + 1 :]):
                left &= mask
            whatever = 0
            for mask in classes:
                whatever |= mask
            if left & whatever:
                axis = self._axes[number]
                kept += [(asked, axis.value_of(asked, values[number])) for asked in axis.asked]
            else:
                masks[number] = whatever
        return tuple(kept)

    def _mask_of(self, number: int, value: Point) -> int:
        return next(mask for mask, one in self._classes[number].items() if one == value)


def _with_lists(classes: Mapping[int, Point], negated: int) -> dict[int, Point]:
    """The classes of single entries, and of all lists of them: a plain condition lets a list through where it does so
    with any entry, one with not(...) where it does with all."""
    found = dict(classes)
    entries = [(mask, _typed(point)) for mask, point in classes.items() if point is not None]
    ahead = list(entries)
    while ahead:
        mask, typed = ahead.pop()
        for other, word in entries:
            together = (mask | other) & ~negated | mask & other & negated
            if together not in found:
                found[together] = f"{typed}; {word}"
                ahead.append((together, f"{typed}; {word}"))
    return found


def _typed(point: Point) -> str:
    return f"{point:g}" if isinstance(point, float) else str(point)


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1

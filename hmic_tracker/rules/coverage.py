"""Which rules of a decision table can decide, and what no rule covers: worked out exactly, not sampled.

Every condition tells only finitely many classes of values apart: below, on and above each end that it names, each word
it names and all others, and blank. One value of each class stands for the whole class, so that trying every combination
of classes tries everything. Columns are independent of each other here, but for what is declared impossible.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import ceil, floor, isfinite

from hmic_tracker.rules.conditions import Condition, Point, point_of, read_condition
from hmic_tracker.rules.decision_table import DecisionTable, Rule
from hmic_tracker.rules.inputs import Input, InputKind

# A word that no condition can name: plain words have no such character.
OTHER_WORD = "\N{WHITE SQUARE}"

# What never comes together, by the meaning of the facts: ended rows are not due, and nothing is due without a date.
IMPOSSIBLE: tuple[Mapping[str, str], ...] = (
    {"Status": "Closed, Superseded, Not accepted", "Days to due": "not(blank)"},
    {"Status": "Closed, Superseded, Not accepted", "Past HMICFRS date": "Yes"},
    {"Status": "Closed, Superseded, Not accepted", "Next meeting due": "Yes"},
    {"Effective due date": "blank", "Days to due": "not(blank)"},
    {"Effective due date": "blank", "Force target date": "not(blank)"},
    {"Effective due date": "blank", "HMICFRS due date": "not(blank)", "Immediate": "No"},
    {"HMICFRS due date": "not(blank)", "Immediate": "Yes"},
    {"Days to due": "< 0", "Days overdue": "blank"},
    {"Days to due": ">= 0, blank", "Days overdue": "not(blank)"},
    {"Risk score": "blank", "Risk RAG": "not(blank)"},
)


def values_of(asked: Input, conditions: Iterable[Condition], words: Sequence[str]) -> tuple[Point, ...]:
    """One value of each class that these conditions tell apart, of those that the input can hold.

    `words` are the words of its list, where it has one. What reads best as an example comes first.
    """
    found = tuple(conditions)
    named = [point for one in found for point in one.points]
    ends = [end for one in found for interval in one.intervals for end in (interval.low, interval.high)]
    numbers = {float(edge) for edge in (*named, *ends) if isinstance(edge, float)}
    days = {edge for edge in (*named, *ends) if isinstance(edge, date)}
    texts = [point for point in named if isinstance(point, str)]
    values: list[Point] = []
    match asked.kind:
        case InputKind.WORDS:
            values += [point_of(word) for word in words]
            values += [OTHER_WORD, *texts] if asked.takes_other_words else []
        case InputKind.WHOLE:
            values += _whole_numbers(numbers, asked.least)
        case InputKind.NUMBER:
            values += _numbers(numbers)
        case InputKind.DATE:
            values += _days(days)
        case InputKind.TEXT:
            values += [OTHER_WORD, *texts, *(_numbers(numbers) if numbers else ())]
        case InputKind.ANYTHING:
            values += [OTHER_WORD, *texts, *(_numbers(numbers) if numbers else ()), *(_days(days) if days else ())]
    if not asked.always:
        values.append(None)
    return tuple(dict.fromkeys(values))


def _whole_numbers(numbers: Iterable[float], least: int | None) -> list[Point]:
    near = {0, *([least] if least is not None else ())}
    for number in numbers:
        if isfinite(number):
            near |= {ceil(number) - 1, floor(number), ceil(number), floor(number) + 1}
    return [float(number) for number in sorted(near, key=lambda n: (n < 0, abs(n))) if least is None or number >= least]


def _numbers(numbers: Iterable[float]) -> list[Point]:
    edges = sorted(number for number in numbers if isfinite(number)) or [0.0]
    between = [(low + high) / 2 for low, high in pairwise(edges)]
    return [*edges, *between, edges[-1] + 1, edges[0] - 1]


def _days(days: Iterable[date]) -> list[Point]:
    edges = sorted(days) or [date(2022, 3, 31)]
    near = [day + timedelta(days=step) for day in edges for step in (0, -1, 1) if _fits(day, step)]
    return [*near]


def _fits(day: date, step: int) -> bool:
    return day != (date.max if step > 0 else date.min) or step == 0


@dataclass(frozen=True)
class Coverage:
    """The verdict on one table.

    `words_of` gives the words of an input's list; `impossible` the combinations that cannot occur, by heading: they
    need no rule, and a rule is not called unreachable for their sake.
    """

    table: DecisionTable
    words_of: Callable[[Input], Sequence[str]]
    impossible: tuple[Mapping[str, str], ...] = IMPOSSIBLE

    @property
    def _columns(self) -> tuple[Input, ...]:
        return self.table.columns

    @cached_property
    def _all_rules(self) -> int:
        return (1 << len(self.table.rules)) - 1

    @cached_property
    def _excuses(self) -> list[dict[Input, Condition]]:
        """The impossible combinations whose every column the table asks about."""
        by_heading = {asked.heading: asked for asked in self._columns}
        return [
            {by_heading[heading]: read_condition(text) for heading, text in one.items()}
            for one in self.impossible
            if by_heading.keys() >= one.keys()
        ]

    @cached_property
    def _classes(self) -> list[dict[int, Point]]:
        """For each column, one value for each different set of rules (and excuses) that its values let through."""
        columns = []
        for asked in self._columns:
            tests = [rule.condition_on(asked) for rule in self.table.rules]
            tests += [excuse.get(asked) for excuse in self._excuses]
            classes: dict[int, Point] = {}
            for value in values_of(asked, [one for one in tests if one is not None], self.words_of(asked)):
                mask = sum(1 << bit for bit, one in enumerate(tests) if one is None or one.holds(value))
                classes.setdefault(mask, value)
            if asked.is_list:
                negated = sum(1 << bit for bit, one in enumerate(tests) if one is not None and one.negated)
                classes = _with_lists(classes, negated)
            columns.append(classes)
        return columns

    def never_holds(self, rule: Rule) -> tuple[Input, ...]:
        """The inputs on which no value that can occur satisfies the rule's condition."""
        bit = 1 << self.table.rules.index(rule)
        return tuple(
            asked
            for asked, classes in zip(self._columns, self._classes, strict=True)
            if not any(mask & bit for mask in classes)
        )

    def covered_by(self, rule: Rule) -> tuple[Rule, ...]:
        """The rules above that decide everything that `rule` fits, so that it never does.

        Empty where it decides something, and where it fits nothing at all.
        """
        number = self.table.rules.index(rule)
        bit = 1 << number
        winners: set[int] = set()
        # Only the rules above matter, and only where the rule itself still fits.
        above = bit | (bit - 1)
        states = {above}
        for at, classes in enumerate(self._classes):
            states = {state & mask for state in states for mask in classes if mask & bit}
            decided = {state for state in states if (state & -state) & self._settled[at]}
            winners |= {_lowest(state) for state in decided}
            states -= decided
        winners |= {_lowest(state) for state in states}
        return () if number in winners else tuple(self.table.rules[one] for one in sorted(winners))

    @cached_property
    def _settled(self) -> list[int]:
        """For each column, the rules (and excuses) that ask about no later one: what still fits then, fits."""
        asked_by = [{asked for asked, _ in rule.conditions} for rule in self.table.rules]
        asked_by += [set(excuse) for excuse in self._excuses]
        return [
            sum(1 << bit for bit, asked in enumerate(asked_by) if not asked & set(self._columns[at + 1 :]))
            for at in range(len(self._columns))
        ]

    @cached_property
    def gap(self) -> tuple[tuple[Input, Point], ...] | None:
        """One possible combination that no rule covers, with only the inputs that matter to it; None where none is.

        Empty for a table without a rule.
        """
        if any(rule.fits_all for rule in self.table.rules):
            return None
        # Each state is what still fits, with the values that led there.
        states: dict[int, tuple[Point, ...]] = {(1 << (len(self.table.rules) + len(self._excuses))) - 1: ()}
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
                kept.append((self._columns[number], values[number]))
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

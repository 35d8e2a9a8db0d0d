"""The values that conditions tell apart, one of each class.

A class is what lies below, on or above an end that is named, a word that is named or all others, and blank.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, isfinite

from hmic_tracker.rules.conditions import Condition, Point, point_of
from hmic_tracker.rules.inputs import Input, InputKind

# A word that no condition can name: plain words have no such character.
OTHER_WORD = "\N{WHITE SQUARE}"


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

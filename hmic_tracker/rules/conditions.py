"""Condition cells of the decision table: S-FEEL unary tests with the quotes optional.

OMG DMN 1.3, clause 9 (S-FEEL), grammar rules 7 to 14: `-`, lists of tests, `not(...)`, comparisons, intervals with
open and closed ends. Added for people: quotes may be left out, case, curly quotes and odd spaces don't count, dates are
British, and `blank` and `not(blank)` ask whether there is a value.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeGuard

from hmic_tracker.model.dates import Precision, read_when, say_date
from hmic_tracker.model.when import When

# What a condition is tried against: a number, a day, a word in its plain form, or None where there is nothing.
Point = float | date | str | None
Edge = float | date

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‘’‚‛′ʼ", "'"),
        **dict.fromkeys("‐‑‒–—−﹣－", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
    }
)
_NUMBER = re.compile(r"[+-]?\s?(?:\d+(?:\.\d*)?|\.\d+)")
_NOT = re.compile(r"not\s?\((?P<inside>.*)\)", re.IGNORECASE)
_NOT_BEGINS = re.compile(r"not\s?\(", re.IGNORECASE)
_PIECE = re.compile(r"""\s*(?P<piece>"[^"]*"(?=\s*(?:,|$))|'[^']*'(?=\s*(?:,|$))|[^,]*)\s*(?P<end>,|$)""")
_COMPARISON = re.compile(r"(?P<sign><=|>=|=<|=>|<>|!=|<|>|=)\s*(?P<edge>.*)")
_INTERVAL = re.compile(r"(?P<left>[\[(\]])\s*(?P<low>.*?)\s*\.{2,3}\s*(?P<high>.*?)\s*(?P<right>[\])\[])")
_FEEL_DATE = re.compile(r"""date\s?\(\s*["']?(?P<day>[^"')]*)["']?\s*\)""", re.IGNORECASE)
_SAME_SIGN = {"=<": "<=", "=>": ">=", "<>": "!="}
_YES_NO = {"true": "yes", "false": "no"}


class ConditionError(ValueError):
    """A cell that is no condition; the text says why, in words that go after a colon."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Everything between two ends of one kind; None is no end on that side."""

    low: Edge | None
    high: Edge | None
    low_included: bool = True
    high_included: bool = True

    def __contains__(self, point: object) -> bool:
        edge = self.low if self.low is not None else self.high
        if not _is_edge(point) or isinstance(point, float) != isinstance(edge, float):
            return False
        return _reaches(point, self.low, self.low_included) and _reaches(self.high, point, self.high_included)

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            sign = "<" if self.low is None else ">"
            edge, included = (self.high, self.high_included) if self.low is None else (self.low, self.low_included)
            return f"{sign}{'=' if included else ''} {_say(edge)}"
        left, right = "[" if self.low_included else "(", "]" if self.high_included else ")"
        return f"{left}{_say(self.low)}..{_say(self.high)}{right}"


def _is_edge(point: object) -> TypeGuard[Edge]:
    return isinstance(point, float | date)


def _reaches(upper: Edge | None, lower: Edge | None, included: bool) -> bool:
    """`upper` is beyond `lower`, or on it where that counts; no end never stands in the way."""
    if upper is None or lower is None:
        return True
    return upper >= lower if included else upper > lower  # type: ignore[operator]  # two of a kind, see __contains__


@dataclass(frozen=True, slots=True)
class Condition:
    """One cell, understood. `text` is as typed; two cells that mean the same are equal.

    A value that is missing satisfies only `-` and `blank`: never a comparison, and no `not(...)` either.
    """

    text: str = field(compare=False)
    anything: bool = False
    blank: bool = False
    points: frozenset[Point] = frozenset()
    intervals: tuple[Interval, ...] = ()
    negated: bool = False

    def holds(self, point: Point) -> bool:
        """Whether one value, as :func:`point_of` gives it, satisfies the cell."""
        if self.anything:
            return True
        if point is None:
            return self.blank and not self.negated
        return (point in self.points or any(point in one for one in self.intervals)) != self.negated

    def holds_for(self, points: Iterable[Point]) -> bool:
        """Whether a cell that may be a list satisfies it: `R-04` where any entry is R-04, `not(R-04)` where none is."""
        return all(map(self.holds, points)) if self.negated else any(map(self.holds, points))

    def __str__(self) -> str:
        """The cell in one normal form, whatever way it was typed."""
        if self.anything:
            return "-"
        pieces = (["blank"] if self.blank else []) + sorted(map(_say, self.points)) + sorted(map(str, self.intervals))
        return f"not({', '.join(pieces)})" if self.negated else ", ".join(pieces)


def say_condition(condition: Condition) -> str:
    """The cell in words: `below 0`, `from 0 to 30`, `Closed or Superseded`, `anything but Closed`."""
    if condition.anything:
        return "anything"
    said = ["blank"] if condition.blank else []
    said += [" ".join(piece.split()) for piece in _words_typed(condition)]
    said += [_say_interval(one) for one in condition.intervals]
    words = " or ".join(said)
    if not condition.negated:
        return words
    return "filled in" if said == ["blank"] else f"filled in and not {words}"


def _words_typed(condition: Condition) -> list[str]:
    """The values that a condition names, as they stand in its cell, in its order."""
    words = plain(condition.text)
    if found := _NOT.fullmatch(words):
        words = found["inside"]
    typed = []
    for piece in _pieces(words):
        known = None if piece.casefold() == "blank" or _interval(piece) is not None else piece.lstrip("=<>! ")
        if known is not None:
            typed.append(_unquoted(known) or known)
    return typed


def _say_interval(interval: Interval) -> str:
    low, high = _say(interval.low), _say(interval.high)
    is_day = isinstance(interval.low, date) or isinstance(interval.high, date)
    below, above = ("before", "after") if is_day else ("below", "above")
    if interval.low is None:
        return f"{high} or {'earlier' if is_day else 'less'}" if interval.high_included else f"{below} {high}"
    if interval.high is None:
        return f"{low} or {'later' if is_day else 'more'}" if interval.low_included else f"{above} {low}"
    if interval.low_included and interval.high_included:
        return f"from {low} to {high}"
    start = f"from {low}" if interval.low_included else f"{above} {low}"
    return f"{start} and {f'up to {high}' if interval.high_included else f'{below} {high}'}"


def plain(text: str) -> str:
    """The text without what only decorates it: one kind of quote, dash and space, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_PLAIN)).split())


def word_of(text: str) -> str:
    """A word as it is compared: case, spaces, quotes and a stray stop at its end don't count."""
    word = plain(text).casefold().rstrip(" .;:,")
    return _YES_NO.get(word, word)


def point_of(value: object) -> Point:
    """What a condition is tried against for one value of a cell or fact.

    A rough date counts as the last day it can mean, since it is past only after that; one to be confirmed is no date.
    Text that is a plain number counts as that number. True and False are Yes and No.
    """
    if isinstance(value, str):
        tidy = plain(value)
        number = _number(tidy)
        return number if number is not None else word_of(tidy) or None
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return float(value) if value == value else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, When):
        return value.latest
    return word_of(str(value)) or None


def points_of(value: object) -> tuple[Point, ...]:
    """The values of a cell that may hold a list; one None where it holds nothing."""
    if isinstance(value, tuple | list | frozenset | set):
        return tuple(point_of(one) for one in value) or (None,)
    return (point_of(value),)


def free_point(value: object) -> Point:
    """:func:`point_of` for a column of staff's own, of which no kind is known: a day written as text is that day."""
    point = point_of(value)
    if isinstance(point, str) and any(character.isdigit() for character in point):
        return _day(point) or point
    return point


def read_condition(text: str) -> Condition:
    """The condition that a cell states; a blank cell and `-` hold for anything.

    Raises ConditionError where it states none. A list of words may hold words in quotes, so that they may have
    commas in them: `"Harm, abuse and neglect", Custody`.
    """
    words = plain(text)
    if words in ("", "-"):
        return Condition(text, anything=True)
    if turned := _NOT.fullmatch(words):
        return _of_pieces(text, turned["inside"], negated=True)
    if _NOT_BEGINS.match(words):
        raise ConditionError("not(…) stands alone in its cell, and ends with a bracket")
    comparison = _COMPARISON.fullmatch(words)
    if comparison and comparison["sign"] in ("!=", "<>"):
        return _of_pieces(text, comparison["edge"], negated=True)
    return _of_pieces(text, words, negated=False)


def _of_pieces(text: str, words: str, *, negated: bool) -> Condition:
    blank, points, intervals = False, set[Point](), list[Interval]()
    for piece in _pieces(words):
        if piece.casefold() == "blank":
            blank = True
        elif (interval := _interval(piece)) is not None:
            intervals.append(interval)
        else:
            points |= _literal(piece)
    return Condition(text, False, blank, frozenset(points), tuple(intervals), negated)


def _pieces(words: str) -> list[str]:
    """The parts between commas that stand outside quotes."""
    pieces, start = [], 0
    while True:
        found = _PIECE.match(words, start)
        assert found is not None
        piece = found["piece"].strip()
        if not piece:
            raise ConditionError("a comma has nothing beside it" if "," in words else "there is nothing in it")
        pieces.append(piece)
        if not found["end"]:
            return pieces
        start = found.end()


def _interval(piece: str) -> Interval | None:
    """A comparison or an interval; None where the piece is a word."""
    if found := _COMPARISON.fullmatch(piece):
        sign = _SAME_SIGN.get(found["sign"], found["sign"])
        if sign == "=":
            return None
        if sign == "!=":
            raise ConditionError("“not equal” stands alone in its cell")
        edge = _edge(found["edge"])
        if sign in ("<", "<="):
            return Interval(None, edge, high_included=sign == "<=")
        return Interval(edge, None, low_included=sign == ">=")
    if found := _INTERVAL.fullmatch(piece):
        low, high = _edge(found["low"]), _edge(found["high"])
        if isinstance(low, float) != isinstance(high, float):
            raise ConditionError("one end of the interval is a number and the other a date")
        return Interval(low, high, found["left"] == "[", found["right"] == "]")
    if ".." in piece and piece[0] in "[(]":
        raise ConditionError("the bracket is not closed")
    if piece[0] in "[]":
        raise ConditionError("an interval is two ends with two dots between, like [0..30]")
    low_text, dots, high_text = piece.partition("..")
    if dots and _is_edge_text(low_text) and _is_edge_text(high_text.lstrip(".")):
        raise ConditionError("an interval stands in brackets, like [0..30]")
    return None


def _is_edge_text(text: str) -> bool:
    return _number(text.strip()) is not None or _day(text.strip()) is not None


def _unquoted(piece: str) -> str | None:
    """What stands between quotes; None where the piece has none around it."""
    if len(piece) > 1 and piece[0] == piece[-1] and piece[0] in "\"'":
        return piece[1:-1].strip()
    return None


def _edge(text: str) -> Edge:
    """A number or a day; what can't be compared is said."""
    words = text.strip()
    words = _unquoted(words) or words
    if found := _FEEL_DATE.fullmatch(words):
        words = found["day"].strip()
    if not words:
        raise ConditionError("there is nothing to compare with")
    number = _number(words)
    edge = number if number is not None else _day(words)
    if edge is None:
        when = read_when(words)
        if when is not None and when.is_known:
            raise ConditionError(f"“{words}” is not one day")
        raise ConditionError(f"“{words}” is neither a number nor a date")
    return edge


def _literal(piece: str) -> set[Point]:
    words = piece.removeprefix("=").strip() if piece.startswith("=") else piece
    inside = _unquoted(words)
    if inside is None:
        if words.casefold() == "blank" or words == "-":
            raise ConditionError(f"{words} stands alone, without a sign or a comma")
        if words[:1] == '"':
            raise ConditionError("the quotation mark is not closed")
        if _NOT.fullmatch(words):
            raise ConditionError("not(…) stands alone in its cell")
        if any(words.count(left) != words.count(right) for left, right in ("()", "[]")):
            raise ConditionError("the bracket is not closed")
        if not words or words[0] in "<>=!":
            raise ConditionError("there is nothing to compare with")
        inside = words
    if not inside:
        raise ConditionError("the quotes hold nothing; write blank for a blank cell")
    if found := _FEEL_DATE.fullmatch(inside):
        inside = found["day"].strip()
    number = _number(inside)
    if number is not None:
        return {number}
    word, day = word_of(inside), _day(inside)
    if not word:
        raise ConditionError("it holds no word")
    return {word, day} if day else {word}


def _number(words: str) -> float | None:
    return float(words.replace(" ", "")) if _NUMBER.fullmatch(words) else None


def _day(words: str) -> date | None:
    """A day known to the day, else None: a month or a season is no edge that a date could be compared with."""
    when = read_when(words)
    return when.day if when is not None and when.precision is Precision.DAY else None


def _say(point: Point) -> str:
    if point is None:
        return "blank"
    if isinstance(point, float):
        return str(int(point)) if point.is_integer() else repr(point)
    return say_date(point) if isinstance(point, date) else f'"{point}"'

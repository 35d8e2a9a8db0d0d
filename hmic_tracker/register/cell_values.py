"""What a cell says, by the kind of its column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from hmic_tracker.model.dates import read_when
from hmic_tracker.model.when import Precision, say_date
from hmic_tracker.register.declare import Column, Kind
from hmic_tracker.register.words import Vocabularies, bare, suggest, tidy
from hmic_tracker.workbook.grid import CellError, Value

_YES = frozenset({"yes", "y", "true", "x", "1", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "0"})
_BLANKS: Mapping[Kind, Any] = {
    Kind.LIST: (),
    Kind.REF_LIST: (),
    Kind.DATE: None,
    Kind.WHEN: None,
    Kind.NUMBER: None,
    Kind.YES_NO: None,
}
_CODES_FOR_MUST = frozenset({"Status", "Kind"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell holds as its noun wants it; `code` and `facts` name the problem where it could not be understood."""

    value: Any
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def blank_of(kind: Kind) -> Any:
    """What a blank cell of this kind is."""
    return _BLANKS.get(kind, "")


def is_blank(value: Value) -> bool:
    """Nothing but space, in whatever form."""
    return value is None or (isinstance(value, str) and not isinstance(value, CellError) and not tidy(value))


def as_text(value: Value) -> str:
    """A cell as text: 8 is `8` and not `8.0`, a date is written as people write it, text is kept to the character."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return say_date(value.date())
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def read_cell(column: Column, value: Value, vocabularies: Vocabularies, *, on_or_after: date | None = None) -> Reading:
    """What this cell says. A cell that cannot be understood reads as blank and names its problem.

    `on_or_after` is the day from which a year that was left out is counted.
    """
    if is_blank(value):
        return Reading(blank_of(column.kind))
    if isinstance(value, CellError):
        return _unread(column, "cell-formula-error", value)
    match column.kind:
        case Kind.LONG_TEXT:
            return Reading(as_text(value))
        case Kind.LIST | Kind.REF_LIST:
            pieces = as_text(value).replace("\n", ";").split(";")
            return Reading(tuple(piece for each in pieces if (piece := tidy(each))))
        case Kind.DATE | Kind.WHEN:
            return _read_date(column, value, on_or_after)
        case Kind.NUMBER:
            return _read_number(column, value)
        case Kind.YES_NO:
            return _read_yes_no(column, value)
        case Kind.CHOICE:
            return _read_choice(column, value, vocabularies)
    return Reading(tidy(as_text(value)))


def _unread(column: Column, code: str, value: Value, **facts: str) -> Reading:
    shown = value if isinstance(value, CellError) else tidy(as_text(value))
    if len(shown) > 80:
        shown = shown[:79] + "…"
    return Reading(blank_of(column.kind), code, {"value": str(shown), "heading": column.heading, **facts})


def _read_date(column: Column, value: Value, on_or_after: date | None) -> Reading:
    if isinstance(value, bool | time | timedelta):
        return _unread(column, "cell-not-a-date", value)
    when = read_when(value, on_or_after=on_or_after)
    if when is not None and when.precision is Precision.WORDS and column.kind is Kind.DATE:
        return _unread(column, "cell-not-a-date", value)
    return Reading(when)


def _read_number(column: Column, value: Value) -> Reading:
    if isinstance(value, bool):
        return _unread(column, "cell-not-a-number", value)
    if isinstance(value, int | float):
        return Reading(float(value))
    text = tidy(as_text(value)).replace(",", "").rstrip(".")
    try:
        number = float(text)
    except ValueError:
        return _unread(column, "cell-not-a-number", value)
    # "nan", "inf" and "1_000" are numbers to Python and to nobody else.
    if number != number or number in (float("inf"), float("-inf")) or "_" in text:
        return _unread(column, "cell-not-a-number", value)
    return Reading(number)


def _read_yes_no(column: Column, value: Value) -> Reading:
    if isinstance(value, bool):
        return Reading(value)
    word = bare(as_text(value))
    if word in _YES:
        return Reading(True)
    if word in _NO:
        return Reading(False)
    return _unread(column, "cell-not-yes-no", value)


def _read_choice(column: Column, value: Value, vocabularies: Vocabularies) -> Reading:
    text = as_text(value)
    word = vocabularies.canonical(column.words, text)
    if word is None and isinstance(value, bool | int):
        # Yes and No typed as TRUE, or as 1, in a list that has them.
        flag = _read_yes_no(column, value).value
        word = None if flag is None else vocabularies.canonical(column.words, "Yes" if flag else "No")
    if word is None and column.words in ("For this force", "Yes or No") and bare(text) in _YES | _NO:
        word = "Yes" if bare(text) in _YES else "No"
    if word is not None:
        return Reading(word)
    known = [one.word for one in vocabularies.words(column.words)]
    code = "status-unknown" if column.heading in _CODES_FOR_MUST and column.required else "word-unknown"
    return _unread(column, code, value, nearest=suggest(text, known))

"""What a cell says, by the kind of its column."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from hmic_tracker.model.dates import read_when
from hmic_tracker.model.person_names import bare_name
from hmic_tracker.model.when import Precision, say_date
from hmic_tracker.register.declare import Column, Kind
from hmic_tracker.register.vocabularies import VOCABULARY
from hmic_tracker.register.words import Vocabularies, bare, ref_key, suggest, tidy
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
_MUST_BE_KNOWN = frozenset({"Status"})
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_LONGEST_SHOWN = 80
_MOST_OFFERED = 12
_LONGEST_DATE = 200
_NO_WORDS = Vocabularies()


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
    if value.__class__ is not str:
        return value is None
    text = str(value)
    return not text[:1].isalnum() and not tidy(text)


def as_text(value: Value) -> str:
    """A cell as text: 8 is `8` and not `8.0`, a date is written as people write it, text is kept to the character."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        # 15 digits, as Excel shows them: the sum 0.1 + 0.2 is 0.3.
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
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


Spellings = Mapping[str, str]


def spellings_of(keys: Iterable[Value]) -> dict[str, str]:
    """The keys of a list by :func:`~hmic_tracker.register.words.ref_key`; the first of two that are alike counts."""
    found: dict[str, str] = {}
    for value in keys:
        text = "" if isinstance(value, CellError) else tidy(as_text(value))
        if text:
            found.setdefault(ref_key(text), text)
    return found


def key_without_rank(name: str) -> str:
    """What a person is looked up by whom cells call with another rank than the People sheet, or with none.

    It is no key that a cell could be typed as.
    """
    return f"\0{ref_key(bare_name(name))}"


def spellings_of_people(keys: Iterable[Value]) -> dict[str, str]:
    """The same of people, who are known without their rank too: `ACC Bryn Hale` where the sheet has Bryn Hale.

    Not where two people would be called alike, nor where a surname alone is left.
    """
    found = spellings_of(keys)
    bare = {name: key_without_rank(name) for name in found.values() if " " in bare_name(name)}
    times = Counter(bare.values())
    return found | {key: name for name, key in bare.items() if times[key] == 1}


def read_column(
    column: Column,
    values: Sequence[Value],
    vocabularies: Vocabularies,
    *,
    spellings: Spellings | None = None,
    starts: Sequence[date | None] | None = None,
) -> list[Reading]:
    """What the cells of one column say, in their order.

    `spellings` are those of the keys that the column refers to: `wmp-0042` then reads as the `WMP-0042` that it means,
    while the cell stays as it was typed. `starts` gives each row's day from which a year left out is counted.
    """
    if column.kind is Kind.LONG_TEXT:
        # Kept to the character, and seldom the same twice: nothing to look up.
        return [_long_text(column, value) for value in values]
    blank = Reading(blank_of(column.kind))
    seen: dict[tuple[type, Value, date | None], Reading] = {}
    found = []
    for at, value in enumerate(values):
        if value is None:
            found.append(blank)
            continue
        start = starts[at] if starts else None
        # 1, 1.0 and True are equal, and not the same to a person.
        key = (value.__class__, value, start)
        reading = seen.get(key)
        if reading is None:
            reading = read_cell(column, value, vocabularies, on_or_after=start)
            if spellings and not reading.code:
                reading = Reading(_as_spelt(reading.value, spellings))
            seen[key] = reading
        found.append(reading)
    return found


def _long_text(column: Column, value: Value) -> Reading:
    if value.__class__ is str and not str(value).isspace():
        return Reading(value)
    return read_cell(column, value, _NO_WORDS)


def _as_spelt(value: Any, spellings: Spellings) -> Any:
    if isinstance(value, tuple):
        return tuple(_known_as(one, spellings) for one in value)
    return _known_as(value, spellings)


def _known_as(text: str, spellings: Spellings) -> str:
    known = spellings.get(ref_key(text))
    return known if known is not None else spellings.get(key_without_rank(text), text)


def _unread(column: Column, code: str, value: Value, *, kept: str | None = None, **facts: str) -> Reading:
    shown = str(value) if isinstance(value, CellError) else tidy(as_text(value))
    if len(shown) > _LONGEST_SHOWN:
        shown = shown[: _LONGEST_SHOWN - 1] + "…"
    left = blank_of(column.kind) if kept is None else kept
    return Reading(left, code, {"value": shown, "heading": column.heading, **facts})


def _read_date(column: Column, value: Value, on_or_after: date | None) -> Reading:
    if isinstance(value, bool | time | timedelta):
        return _unread(column, "cell-not-a-date", value)
    # A cell holds up to 32,767 characters, and no date is that long.
    when = read_when(value if not isinstance(value, str) else value[:_LONGEST_DATE], on_or_after=on_or_after)
    if when is not None and when.precision is Precision.WORDS and column.kind is Kind.DATE:
        return _unread(column, "cell-not-a-date", value)
    return Reading(when)


def _read_number(column: Column, value: Value) -> Reading:
    if isinstance(value, bool):
        return _unread(column, "cell-not-a-number", value)
    if isinstance(value, int | float):
        return Reading(float(value))
    text = tidy(as_text(value)).replace("−", "-")
    if isinstance(value, str) and len(text) < 30:
        if _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        if _PLAIN_NUMBER.fullmatch(text):
            return Reading(float(text))
    return _unread(column, "cell-not-a-number", value)


def flag_of(value: Value) -> bool | None:
    """Yes or No in whatever form people type it; None for anything else."""
    if isinstance(value, bool):
        return value
    word = bare(as_text(value))
    if word in _YES:
        return True
    return False if word in _NO else None


def _read_yes_no(column: Column, value: Value) -> Reading:
    flag = flag_of(value)
    return _unread(column, "cell-not-yes-no", value) if flag is None else Reading(flag)


def _read_choice(column: Column, value: Value, vocabularies: Vocabularies) -> Reading:
    text = as_text(value)
    word = vocabularies.canonical(column.words, text)
    if word is None and (flag := flag_of(value)) is not None:
        # Yes typed as Y, TRUE or 1, in a list that has it.
        word = vocabularies.canonical(column.words, "Yes" if flag else "No")
    if word is not None:
        return Reading(word)
    declared = VOCABULARY.get(column.words)
    if declared is not None and declared.free:
        return Reading(tidy(text))
    known = [one.word for one in vocabularies.words(column.words)]
    facts = {"nearest": suggest(text, known), "words": say_choice(known)}
    if column.words in _MUST_BE_KNOWN:
        return _unread(column, "status-unknown", value, adding="", **facts)
    # What staff may add to the list is what they mean, listed or not.
    is_closed = declared is None or declared.closed
    adding = "" if is_closed else ", or add the word to the Lists sheet"
    return _unread(column, "word-unknown", value, kept=None if is_closed else tidy(text), adding=adding, **facts)


def say_choice(words: Sequence[str]) -> str:
    """`one of: Inspected; Data return; Not inspected`; of a long list the first ones, and that there are more."""
    shown = list(words[:_MOST_OFFERED])
    return f"one of: {'; '.join(shown)}{'; …' if len(words) > len(shown) else ''}"

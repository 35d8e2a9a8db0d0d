"""Counts, lists and dates in words, as a careful clerk writes them.

Templates do no grammar, so every sentence that depends on a number is made here or with what is here.
"""

import re
from collections.abc import Mapping
from datetime import date

from hmic_tracker.model.when import MONTHS, When, say_date
from hmic_tracker.register.words import join_words as join_words  # with the words that are made here

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_IRREGULAR = {
    "is": "are",
    "has": "have",
    "was": "were",
    "its": "their",
    "it": "they",
    "this": "these",
    "does": "do",
    "belongs": "belong",
}
_SEASONS = frozenset(("spring", "summer", "autumn", "winter"))
_TIMES = {1: "once", 2: "twice"}


def say_number(number: int) -> str:
    """`no`, `one` to `twelve`, then digits with a comma every three: `1,204`."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def plural(word: str) -> str:
    """The plural of a noun or of is, has, was: `inspections`, `causes of concern`, `copies`."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    head, of, rest = word.partition(" of ")
    if of:
        return f"{plural(head)}{of}{rest}"
    head, for_, rest = word.partition(" for ")
    if for_:
        return f"{plural(head)}{for_}{rest}"
    if re.search("[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search("(?:s|x|ch|sh)$", word) else f"{word}s"


def agree(number: int, word: str) -> str:
    """The word as the number wants it: `agree(1, "has")` is `has`, `agree(2, "has")` is `have`."""
    return word if number == 1 else plural(word)


def say_count(number: int, noun: str, verb: str = "") -> str:
    """`five inspections`, `one inspection has`, `no inspections have`."""
    words = f"{say_number(number)} {agree(number, noun)}"
    return f"{words} {agree(number, verb)}" if verb else words


def say_most(numbers: Mapping[str, int], what: str = "the most", *, verb: str = "has") -> str:
    """`Crime has the most, four`; where several have as many, `Crime and People have the most, four each`.

    Empty where all have as many, or none has any.
    """
    most = max(numbers.values(), default=0)
    names = [name for name, number in numbers.items() if number == most]
    if not most or len(names) == len(numbers):
        return ""
    if len(names) == 1:
        return f"{names[0]} {verb} {what}, {say_number(most)}"
    return f"{join_words(names)} have {what}, {say_number(most)} each"


def say_times(number: int) -> str:
    """`never`, `once`, `twice`, `three times`."""
    if number == 0:
        return "never"
    return _TIMES.get(number, f"{say_number(number)} times")


def say_days(number: int) -> str:
    """`one day`, `12 days`: days are compared with one another, so they stay digits above one."""
    return "one day" if number == 1 else f"{number:,} days"


def capitalise(words: str) -> str:
    """The first letter made a capital; all others stay as they are."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """The words as a sentence: a capital first, one full stop last; nothing where there are no words."""
    words = words.strip()
    if not words:
        return ""
    return capitalise(words) if words[-1] in ".!?…" else f"{capitalise(words)}."


def say_day(when: date | When | None, otherwise: str = "") -> str:
    """`31 March 2022`, or an imprecise date's own words; `otherwise` where there is none."""
    if when is None:
        return otherwise
    return say_date(when) if isinstance(when, date) else str(when)


def say_month(day: date) -> str:
    """`April 2022`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def on_day(when: When | date | None) -> str:
    """`on 8 April 2022` for a day, `in April 2022` for a month; other words as they are.

    Empty where there is no date.
    """
    if when is None:
        return ""
    if isinstance(when, date):
        return f"on {say_date(when)}"
    if when.is_exact:
        return f"on {when}"
    words = str(when)
    plain_month = re.fullmatch(
        rf"(?:(?:early|mid|late)[ -])?(?:{'|'.join(MONTHS)})(?: \d{{4}})?(?:,? \(?(?:date )?tbc\)?)?",
        words,
        re.IGNORECASE,
    )
    part = r"(?:(?:early|mid|late)[ -])?(?:(?:spring|summer|autumn|winter|Q[1-4]) )?"
    season = re.fullmatch(rf"{part}\d{{4}}(?:/\d\d)?", words, re.IGNORECASE)
    if plain_month or season or words.casefold() in _SEASONS:
        return f"in {words}"
    return words


def lower_first(words: str) -> str:
    """The first letter made small, unless the word is a name or an abbreviation: `PEEL`, `A`."""
    if len(words) > 1 and words[0].isupper() and words[1].islower() and words.split()[0] not in MONTHS:
        return words[0].lower() + words[1:]
    return words

"""Reading dates the way British officers write them.

Day first, two-digit years from 2000, imprecise dates kept imprecise. What could mean two days is never
guessed: it stays words. Nothing here reads the clock or the locale.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import lru_cache

from hmic_tracker.model.when import (
    MONTHS,
    WEEKDAYS,
    Precision,
    When,
    add_months,
    end_of_month,
    say_date,
    week_from,
)

__all__ = ["Precision", "When", "add_months", "end_of_month", "read_when", "say_date"]

_Span = tuple[date, date, Precision]

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|r|ur)?(?:day)?\.?,?\s+)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|'?\d\d)"
_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)"
# 2022/23, 2022-23, 2022/2023; the second year has to follow the first, checked in _financial_year.
_FINANCIAL = r"(?P<from>20\d\d)\s?[/-]\s?(?P<to>(?:20)?\d\d)"
_SHORT_FINANCIAL = r"(?P<from>(?:20)?\d\d)\s?[/-]\s?(?P<to>(?:20)?\d\d)"
_SEASON = "spring|summer|autumn|winter"
_ORDINAL_WORDS = ("first", "second", "third", "fourth")
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

_TO_BE_CONFIRMED = (
    r"tb[acd]|t\.b\.[acd]"
    "|to be (?:confirmed|announced|agreed|advised|arranged|decided|determined|set|notified)"
)
_UNKNOWN = re.compile(
    rf"(?:(?:the |exact |actual )*dates? (?:is |are )?)?(?:still )?(?:{_TO_BE_CONFIRMED}"
    "|(?:not yet |not |un)(?:known|confirmed|announced|set|agreed)"
    "|awaited|awaiting (?:a )?(?:date|confirmation))"
)
_UNCONFIRMED_TAIL = re.compile(
    rf"[\s,;:(\[-]*(?:(?:exact |actual |the )*dates? )?(?:(?:is |are )?(?:{_TO_BE_CONFIRMED})"
    r"|provisional(?:ly)?|(?:not yet |un)confirmed|awaited)[\s)\]]*"
)
_LEAD = re.compile(r"(?:(?:on|in|during|by|due|due by|no later than|not later than)\s+)")
_UNCERTAIN_LEAD = re.compile(
    r"(?:(?:expected|likely|planned|provisional(?:ly)?|approximately|approx\.?|around|about|circa|c\.)"
    r"(?:\s+(?:on|in|for|to be|during))?:?\s+)"
)
_UNCONFIRMED_LEAD = re.compile(rf"(?:(?:exact |the )?dates? )?(?:{_TO_BE_CONFIRMED})[\s:,;-]+")
_PART_WORD = r"(?:the )?(?:very )?(?:end|early|mid|middle|late|beginning|start)"
_PART = re.compile(rf"{_PART_WORD}(?:\s?(?:/|-|to)\s?{_PART_WORD})?(?:\s+of)?[\s-]+(?P<rest>(?:the )?\S.*)")
# No date takes more words than this; a pasted paragraph isn't searched for one.
_LONGEST = 120
_SEPARATOR = re.compile(r"\s+(?:to|until|till|through|and)\s+|\s*(?:-|/|&)\s*")


def read_when(value: object, *, on_or_after: date | None = None) -> When | None:
    """What a cell says about a date: None where it is blank, words where no date can be told.

    `value` is what the cell holds: a date or datetime, text, or a number. A number is not a date (an
    unformatted serial number can't be told from a count), but a whole number from 2000 to 2099 is that
    year. Impossible dates (31/02/2022) and what can be read two ways (03/22) stay words.

    A year left out is the first that fits on or after `on_or_after`, and the assumption says so; without
    `on_or_after` such a date stays words. A weekday that contradicts its date leaves it words.

    Imprecise dates: a week commencing is seven days; early, mid, late and end of a month mean the month;
    spring begins 1 March, summer 1 June, autumn 1 September, and winter runs from 1 December to the end
    of February; `Q1 2022/23` and `2022/23` count from April, `Q1 2022` and `2022` from January.
    """
    if value is None or value != value:  # an empty cell of a data frame equals nothing, not even itself
        return None
    if isinstance(value, datetime):
        return When.on(value.date())
    if isinstance(value, date):
        return When.on(value)
    if isinstance(value, int | float):
        return _a_number(value)
    words = " ".join(str(value).split())
    if not words:
        return None
    if len(words) > _LONGEST:
        return When(None, None, Precision.WORDS, words)
    text = _plain(words)
    if _UNKNOWN.fullmatch(text):
        return When(None, None, Precision.TBC, words)
    try:
        return _read_text(text, words, on_or_after)
    except (ValueError, OverflowError):
        return When(None, None, Precision.WORDS, words)


def _a_number(number: int | float) -> When:
    """A whole number from 2000 to 2099 is a year; any other holds no date."""
    if not isinstance(number, bool) and 2000 <= number < 2100 and float(number).is_integer():
        first = date(int(number), 1, 1)
        return When(first, first.replace(month=12, day=31), Precision.YEAR, str(int(number)))
    return When(None, None, Precision.WORDS, str(number))


def _plain(words: str) -> str:
    """Lower case, plain quotes and dashes, no full stop at the end: only what carries meaning."""
    text = unicodedata.normalize("NFKC", words).lower()
    text = re.sub("[‐‑‒–—−]", "-", text)
    text = re.sub("[‘’ʼ`´]", "'", text)
    text = re.sub(r"[\u200b-\u200f\ufeff\u00ad]", "", text)
    return " ".join(text.split()).strip(' .,;"“”')


@lru_cache(maxsize=4096)
def _read_text(text: str, words: str, on_or_after: date | None) -> When:
    """The When of some text, or ValueError."""
    doubts: list[str] = []
    for tail in _UNCONFIRMED_TAIL.finditer(text):
        if tail.end() == len(text) and tail.start():
            text = text[: tail.start()].strip(" ,;")
            doubts.append("The date is still to be confirmed.")
            break
    if lead := _UNCONFIRMED_LEAD.match(text):
        text = text[lead.end() :]
        doubts.append("The date is still to be confirmed.")
    plain = not doubts
    if lead := _UNCERTAIN_LEAD.match(text):
        text, plain = text[lead.end() :], False
        doubts.append("The date is approximate or expected.")
    if lead := _LEAD.match(text):
        text, plain = text[lead.end() :], False
    assumed: list[int] = []
    try:
        earliest, latest, precision = _span(text, on_or_after, assumed)
    except ValueError:
        earliest, latest, precision = _range(text, on_or_after, assumed)
    if assumed and on_or_after is not None:
        plain = False
        doubts.insert(0, f"The year is taken to be {assumed[-1]}, the first on or after {say_date(on_or_after)}.")
    exact = precision is Precision.DAY and plain
    return When(earliest, latest, precision, "" if exact else words, " ".join(doubts))


def _span(text: str, on_or_after: date | None, assumed: list[int]) -> _Span:
    """First day, last day and precision; a year that had to be assumed is put into `assumed`."""
    if part := _PART.fullmatch(text):
        span = _span(part["rest"].removeprefix("the "), on_or_after, assumed)
        if span[2] in (Precision.DAY, Precision.WEEK, Precision.RANGE):
            raise ValueError("part of a day")
        return span
    for pattern, build in _SHAPES:
        if match := pattern.fullmatch(text):
            return build(match)
    if on_or_after is not None:
        for pattern, build in _SHAPES:
            if build not in _YEAR_MAY_BE_LEFT_OUT:
                continue
            if found := _first_fitting(text, pattern, build, on_or_after):
                assumed.append(found[0].year)
                return found
    raise ValueError(text)


def _takes_year(pattern: re.Pattern[str]) -> bool:
    return "year" in pattern.groupindex


def _first_fitting(
    text: str, pattern: re.Pattern[str], build: Callable[[re.Match[str]], _Span], on_or_after: date
) -> _Span | None:
    """The span of text without its year, in the first year in which it ends on or after the date.

    Only 29 February and a weekday need more than a year's patience; eight years hold a leap year.
    """
    for year in range(on_or_after.year - 1, on_or_after.year + 9):
        if match := pattern.fullmatch(f"{text} {year}"):
            try:
                span = build(match)
            except ValueError:
                continue
            if span[1] >= on_or_after:
                return span
    return None


def _range(text: str, on_or_after: date | None, assumed: list[int]) -> _Span:
    """`4 to 8 April 2022`, `April/May 2022`: the left takes what it leaves out from the right."""
    text = re.sub(r"^(?:between|from)\s+", "", text)
    for separator in _SEPARATOR.finditer(text):
        left, right = text[: separator.start()].strip(), text[separator.end() :].strip()
        if not left or not right:
            continue
        try:
            first = _span(left, None, [])
        except ValueError:
            pass
        else:
            with suppress(ValueError):
                return _joined(first, _span(right, first[0], []))
        guesses: list[int] = []
        try:
            end = _span(right, on_or_after, guesses)
        except ValueError:
            continue
        for candidate in _completed(left, end):
            with suppress(ValueError):
                span = _joined(_span(candidate, None, []), end)
                assumed.extend(guesses)
                return span
    raise ValueError(text)


def _joined(first: _Span, end: _Span) -> _Span:
    """From the one to the other; ValueError unless they are two of a kind, in order, within two years."""
    if first[2] is not end[2] or not first[0] < end[0] < add_months(first[0], 24):
        raise ValueError("no range")
    return first[0], end[1], Precision.RANGE


def _completed(left: str, end: _Span) -> Iterator[str]:
    """The left side of a range with the month and year, or the year, that it leaves to the right side."""
    day = end[0]
    if end[2] is Precision.DAY and re.fullmatch(r"(?:[a-z]+ )?\d{1,2}(?:st|nd|rd|th)?", left):
        yield f"{left} {MONTHS[day.month - 1].lower()} {day.year}"
    elif re.search("[a-z]", left):
        yield f"{left} {day.year}"
        yield f"{left} {day.year - 1}"


def _full_year(written: str) -> int:
    number = int(written.strip("'"))
    return number + 2000 if number < 100 else number


def _month_number(written: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(written[:3]))


def _a_day(match: re.Match[str]) -> _Span:
    parts = match.groupdict()
    month = _month_number(parts["month"]) if parts.get("month") else int(parts["number"])
    day = date(_full_year(parts["year"]), month, int(parts["day"]))
    weekday = parts.get("weekday")
    if weekday and not WEEKDAYS[day.weekday()].lower().startswith(weekday):
        raise ValueError(f"{day} is no {weekday}")
    return day, day, Precision.DAY


def _a_month(match: re.Match[str]) -> _Span:
    parts = match.groupdict()
    month = _month_number(parts["month"]) if parts.get("month") else int(parts["number"])
    first = date(_full_year(parts["year"]), month, 1)
    return first, end_of_month(first), Precision.MONTH


def _a_week(match: re.Match[str]) -> _Span:
    first, _ = week_from(_a_day(match)[0])
    if match["kind"].replace(" ", "") in ("w/e", "weekending"):
        first -= timedelta(days=6)
    return *week_from(first), Precision.WEEK


def _a_season(match: re.Match[str]) -> _Span:
    year = _full_year(match["year"])
    if match["next"] and (match["season"] != "winter" or _full_year(match["next"]) != year + 1):
        raise ValueError("only a winter lies in two years")
    first = date(year, _SEASON_STARTS[match["season"]], 1)
    return first, end_of_month(add_months(first, 2)), Precision.SEASON


def _financial_year(match: re.Match[str]) -> date:
    """The 1 April on which the written financial year begins."""
    year = _full_year(match["from"])
    if _full_year(match["to"]) != year + 1:
        raise ValueError("a financial year ends in the year after")
    return date(year, 4, 1)


def _quarter_number(match: re.Match[str]) -> int:
    written: str = match["quarter"]
    return int(written) if written.isdigit() else _ORDINAL_WORDS.index(written) + 1


def _a_quarter(match: re.Match[str]) -> _Span:
    start = date(_full_year(match["year"]), 1, 1) if _takes_year(match.re) else _financial_year(match)
    first = add_months(start, 3 * (_quarter_number(match) - 1))
    return first, end_of_month(add_months(first, 2)), Precision.QUARTER


def _a_half(match: re.Match[str]) -> _Span:
    year, second = int(match["year"]), match["half"] in ("2", "second")
    if second:
        return date(year, 7, 1), date(year, 12, 31), Precision.RANGE
    return date(year, 1, 1), date(year, 6, 30), Precision.RANGE


def _a_financial_year(match: re.Match[str]) -> _Span:
    first = _financial_year(match)
    return first, end_of_month(add_months(first, 11)), Precision.YEAR


def _a_year(match: re.Match[str]) -> _Span:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), Precision.YEAR


_DAY_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DAY_MONTH = rf"{_DAY_NUMBER}[\s-]?(?:of )?(?P<month>{_MONTH})\.?,?[\s-]?{_YEAR}"
_MONTH_DAY = rf"(?P<month>{_MONTH})\.? (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_FULL_YEAR})"
# "March 22nd" can't be a year, so the year may be left out; "March 22" is always March 2022.
_MONTH_ORDINAL = rf"(?P<month>{_MONTH})\.? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th),? {_YEAR}"
_NUMERIC = r"(?P<day>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<number>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19|20)\d\d|\d\d)"
_ISO = r"(?P<year>(?:19|20)\d\d)(?P<sep>[/.-])(?P<number>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
_TIME = r"(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?z?)?"
_WEEK = r"(?P<kind>w ?/ ?[cbe]|wc|wb|(?:the )?week (?:commencing|beginning|starting|ending|of))[:.]?\s+"
_Q_DIGIT = r"(?:q|qtr|quarter) ?(?P<quarter>[1-4])"
_Q_WORD = r"(?:the )?(?P<quarter>first|second|third|fourth) quarter"
_OF_YEAR = r",? (?:of )?(?:the )?(?:calendar year )?"
_OF_FINANCIAL = r",? (?:of )?(?:the )?(?:financial year |fy ?)?"

_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Span]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (_WEEKDAY + _NUMERIC + _TIME, _a_day),
        (_ISO + _TIME, _a_day),
        (_WEEKDAY + "(?:the )?" + _DAY_MONTH, _a_day),
        (_WEEKDAY + _MONTH_DAY, _a_day),
        (_WEEKDAY + _MONTH_ORDINAL, _a_day),
        (_WEEK + _WEEKDAY + _DAY_MONTH, _a_week),
        (_WEEK + _WEEKDAY + _NUMERIC, _a_week),
        (rf"(?P<month>{_MONTH})\.?,?[\s-]?(?:of )?{_YEAR}", _a_month),
        (rf"(?P<number>\d{{1,2}})[/.-]{_FULL_YEAR}", _a_month),
        (rf"(?:the )?(?P<season>{_SEASON})(?: of|,)? {_YEAR}(?:\s?[/-]\s?(?P<next>(?:20)?\d\d))?", _a_season),
        (_Q_DIGIT + _OF_FINANCIAL + _SHORT_FINANCIAL, _a_quarter),
        (_Q_WORD + _OF_FINANCIAL + _SHORT_FINANCIAL, _a_quarter),
        (_FINANCIAL + ",? " + _Q_DIGIT, _a_quarter),
        (_Q_DIGIT + _OF_YEAR + _FULL_YEAR, _a_quarter),
        (_Q_WORD + _OF_YEAR + _FULL_YEAR, _a_quarter),
        (_FULL_YEAR + ",? " + _Q_DIGIT, _a_quarter),
        (rf"h(?P<half>[12]) {_FULL_YEAR}", _a_half),
        (rf"(?:the )?(?P<half>first|second) half (?:of )?{_FULL_YEAR}", _a_half),
        (rf"(?:the )?(?:financial year |fy ?)?{_FINANCIAL}(?: financial year)?", _a_financial_year),
        (rf"(?:the )?(?:financial year |fy ?){_SHORT_FINANCIAL}", _a_financial_year),
        (rf"(?:the )?(?:calendar )?(?:year )?{_FULL_YEAR}", _a_year),
    )
)

# A quarter without its year may be of the calendar or financial year, so it is not guessed.
_YEAR_MAY_BE_LEFT_OUT = (_a_day, _a_week, _a_month, _a_season)

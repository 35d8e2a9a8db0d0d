"""Addresses, values and their written forms: what a cell can hold and how the file says it.

ECMA-376 Part 1: 18.3.1.4 (cell), 18.18.11 (cell types), 18.17.4 (dates as serial numbers),
22.9.2.19 (text with `_xHHHH_` escapes).
"""

import math
import numbers
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from hmic_tracker.errors import CellRefused

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_TEXT = 32_767
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
_UNSIGNED = re.compile(r"\s*\+?0*([0-9]{1,10})\s*", re.ASCII)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Tabs, line feeds and carriage returns are the only control characters that XML 1.0 (2.2) lets through.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EXACT_INTEGERS = 2**53
_LEAP_BUG = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without its `=`, and the value a program shows that does not calculate."""

    text: str
    cached: "str | float | int | bool | date | None" = None


@dataclass(frozen=True, slots=True)
class Cached:
    """A new cached value for a cell that keeps its formula."""

    value: "str | float | int | bool | date | None"


Plain = str | int | float | bool | date | datetime | None
CellValue = str | int | float | bool | date | datetime | Formula | Cached | None


def unsigned(word: str) -> int | None:
    """A count, id or row number as attributes hold it (XML Schema 2, 3.3.22, unsignedInt); None for anything else.

    `str.isdigit` would let through digits that `int` cannot read, and as many of them as a file cares to hold.
    """
    found = _UNSIGNED.fullmatch(word)
    return int(found[1]) if found else None


@lru_cache(maxsize=MOST_COLUMNS)
def column_letters(number: int) -> str:
    """`1` is `A`, `28` is `AB`, `16384` is `XFD`. Raises ValueError outside a sheet."""
    if not 1 <= number <= MOST_COLUMNS:
        raise ValueError(f"no sheet has a column {number}")
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return letters


@lru_cache(maxsize=MOST_COLUMNS)
def column_number(letters: str) -> int:
    """`A` is 1, `xfd` is 16384; not checked against the width of a sheet."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def split_address(address: str) -> tuple[int, int] | None:
    """`B12` or `$B$12` as (column, row), or None where it is no cell of a sheet."""
    found = _ADDRESS.match(address.strip())
    if not found:
        return None
    column, row = column_number(found[1]), int(found[2])
    if not (1 <= column <= MOST_COLUMNS and 1 <= row <= MOST_ROWS):
        return None
    return column, row


def address(column: int, row: int) -> str:
    """(2, 12) is `B12`."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its edges included."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def read(cls, ref: str) -> "Area | None":
        """`A1:C9` or `A1` (18.18.62, ST_Ref); whole columns and rows too; None where it is no range of a sheet."""
        first, _, last = ref.strip().replace("$", "").partition(":")
        last = last or first
        one, two = split_address(first), split_address(last)
        if not one and not two:  # whole columns: their first and last cells; else whole rows
            one, two = split_address(f"{first}1"), split_address(f"{last}{MOST_ROWS}")
        if not one and not two:
            one, two = split_address(f"A{first}"), split_address(f"XFD{last}")
        if not one or not two:
            return None
        return cls(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))

    def __contains__(self, where: object) -> bool:
        if not isinstance(where, tuple):
            return False
        column, row = where
        return bool(self.left <= column <= self.right and self.top <= row <= self.bottom)

    def meets(self, other: "Area") -> bool:
        """Whether the two share a cell."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )

    def __str__(self) -> str:
        first, last = address(self.left, self.top), address(self.right, self.bottom)
        return first if first == last else f"{first}:{last}"


def areas(sqref: str) -> Iterator[Area]:
    """The rectangles of a list of references (18.18.76, ST_Sqref); unreadable ones left out."""
    for ref in sqref.split():
        area = Area.read(ref)
        if area:
            yield area


def escape(text: str) -> str:
    """Text as the file holds it (22.9.2.19): carriage returns, and underscores that look like an escape.

    A raw carriage return would come back as a line feed, by the rules of XML (2.11).
    """
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return text.replace("\r", "_x000D_") if "\r" in text else text


def unescape(text: str) -> str:
    """The text that a person sees, from the file's; the inverse of `escape`."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def markup_text(text: str) -> bytes:
    """Text as XML character content."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode("utf-8")


def markup_attribute(text: str) -> bytes:
    """Text as the inside of a double-quoted attribute value; line ends and tabs survive (XML 1.0, 3.3.3)."""
    quoted = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return quoted.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;").encode("utf-8")


def serial(when: date | datetime, *, since_1904: bool = False) -> float | int:
    """A date as days since the workbook's first day (18.17.4.1), whole for a date, with a part for a time.

    In the 1900 system 1 January 1900 is 1, and all days from 1 March 1900 are one too high, because the
    29 February 1900 that never was is counted. Raises ValueError for days before the system's first.
    """
    day = when.date() if isinstance(when, datetime) else when
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 31)
    days = (day - first).days + (not since_1904 and day >= _LEAP_BUG)
    if days < (0 if since_1904 else 1):
        raise ValueError(f"{day.isoformat()} is before the first day of the workbook's calendar")
    if not isinstance(when, datetime) or when.time() == time(0):
        return days
    since_midnight = timedelta(hours=when.hour, minutes=when.minute, seconds=when.second, microseconds=when.microsecond)
    return days + since_midnight / timedelta(days=1)


def from_serial(number: float, *, since_1904: bool = False) -> datetime:
    """The moment a serial number stands for, to the millisecond; serial 60 (1900) is read as 1 March."""
    days = math.floor(number)
    fraction = timedelta(milliseconds=round((number - days) * 86_400_000))
    if since_1904:
        return datetime(1904, 1, 1) + timedelta(days=days) + fraction
    return datetime(1899, 12, 31) + timedelta(days=days - (days > 60)) + fraction


def as_plain(value: Any) -> Any:
    """The value as one of Python's own kinds, where it is a number of another library (numpy's, a fraction)."""
    if isinstance(value, str | bool | int | float | date | Formula | Cached) or value is None:
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    if type(value).__module__ == "numpy" and type(value).__name__ in ("bool", "bool_"):
        return bool(value)
    return value


def require_writable(value: CellValue, place: str, *, since_1904: bool = False) -> None:
    """Raise CellRefused where no cell can hold the value, saying why and what to do instead."""
    if isinstance(value, Cached):
        value = value.value
    elif isinstance(value, Formula):
        if not value.text.strip() or len(value.text) > 8192 or _UNWRITABLE.search(value.text):
            raise CellRefused(
                f"{place}: the formula is empty, longer than 8,192 characters or holds control characters.",
                advice="Give a shorter formula, without its equals sign.",
                place=place,
            )
        value = value.cached
    if isinstance(value, str):
        _require_writable_text(value, place)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int | float):
        _require_writable_number(value, place)
    elif isinstance(value, date):
        _require_writable_date(value, place, since_1904)
    else:
        raise CellRefused(
            f"{place}: a cell cannot hold a {type(value).__name__}.",
            advice="Give text, a number, a date, true or false, or nothing.",
            place=place,
        )


def _require_writable_text(text: str, place: str) -> None:
    # Excel counts as UTF-16 does, so that characters outside the basic plane count twice.
    length = len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    if length > MOST_TEXT:
        raise CellRefused(
            f"{place}: the text is {length:,} characters long; a cell holds at most {MOST_TEXT:,}.",
            advice="Shorten it or spread it over several rows: nothing is cut off silently.",
            place=place,
        )
    found = _UNWRITABLE.search(text)
    if found:
        raise CellRefused(
            f"{place}: the text holds a character that no cell can hold (U+{ord(found[0]):04X}).",
            advice="Remove the character; it often comes from copying out of a PDF.",
            place=place,
        )


def _require_writable_number(number: float, place: str) -> None:
    if isinstance(number, int):
        if abs(number) <= _EXACT_INTEGERS:
            return
        shown = repr(int(number)) if abs(number) < 10**30 else "the whole number"
        raise CellRefused(
            f"{place}: {shown} has more digits than a number in a cell keeps.",
            advice="Write it as text.",
            place=place,
        )
    if not math.isfinite(number):
        raise CellRefused(
            f"{place}: {number} is not a number that a cell can hold.",
            advice="Leave the cell blank where there is no number.",
            place=place,
        )


def _require_writable_date(when: date, place: str, since_1904: bool) -> None:
    if when != when:  # pandas' NaT is a datetime, and like NaN it is not even itself
        raise CellRefused(
            f"{place}: {when} is no date.", advice="Leave the cell blank where there is no date.", place=place
        )
    try:
        serial(when, since_1904=since_1904)
    except ValueError as error:
        raise CellRefused(f"{place}: {error}.", advice="Write it as text.", place=place) from error
    if isinstance(when, datetime) and when.tzinfo is not None:
        raise CellRefused(
            f"{place}: a cell cannot hold a time zone.", advice="Give the local time without one.", place=place
        )

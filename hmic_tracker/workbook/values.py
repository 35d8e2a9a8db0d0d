"""What the cells of a sheet part hold, read exactly: the slow and sure way.

python-calamine is three times as fast and does for nearly every sheet (see :mod:`hmic_tracker.workbook.grid`).
It gives nothing for error values, stops at those newer than 2016 (`#SPILL!`), leaves some escapes as they are
and needs memory for every cell between two far-apart ones. Such sheets are read here.
ECMA-376 Part 1: 18.3.1.4 (cell), 18.18.11 (cell types), 18.4.8 (shared strings), 18.8.30 (number formats).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from xml.parsers import expat

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import MOST_COLUMNS, MOST_ROWS, from_serial, split_address, unescape, unsigned

MOST_CELLS = 2_000_000
MOST_STRINGS = 2_000_000
MOST_STRING_BYTES = 96 * 1024 * 1024
# A cell holds 32,767 characters; a single text of many megabytes is made to break readers.
MOST_CHARACTERS = 1_000_000

_WHOLE = 2**53
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_BUILT_IN_ELAPSED = 46
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


class CellError(str):
    """An error value that a formula gave: `#N/A`, `#DIV/0!` (18.18.11, `e`)."""

    __slots__ = ()

    def __repr__(self) -> str:
        """`CellError('#N/A')`, so that a test shows it is not text."""
        return f"CellError({str(self)!r})"


Value = str | float | int | bool | date | datetime | time | timedelta | CellError | None


class Shown(Enum):
    """How a number format shows a number."""

    NUMBER = "number"
    DATE = "date"
    ELAPSED = "elapsed"


@dataclass(frozen=True, slots=True)
class Sources:
    """What the cells of a workbook refer to: its shared strings, how each cell style shows numbers."""

    strings: tuple[str, ...]
    shown: tuple[Shown, ...]
    date_1904: bool


@dataclass(frozen=True, slots=True)
class ExactCells:
    """The cells with a value by (row, column), counted from 1, and the addresses of those with a formula."""

    values: Mapping[tuple[int, int], Value]
    formulas: frozenset[tuple[int, int]]


def shown_as(number_format: str) -> Shown:
    """How a custom format (18.8.31) shows a number: by its first section, without quoted and escaped text."""
    plain = _NOT_SHOWN.sub("", number_format).partition(";")[0]
    if _ELAPSED.search(plain):
        return Shown.ELAPSED
    return Shown.DATE if _DATE_LETTERS.search(_BRACKETS.sub("", plain)) else Shown.NUMBER


def read_styles(xml: bytes, place: str) -> tuple[Shown, ...]:
    """How each cell style, by its number (18.8.10, cellXfs), shows numbers."""
    root = markup.tree(xml, place)
    formats: dict[str, Shown] = {str(number): Shown.DATE for number in _BUILT_IN_DATES}
    formats[str(_BUILT_IN_ELAPSED)] = Shown.ELAPSED
    for section in root:
        if markup.local(section.tag) == "numFmts":
            for each in section:
                formats[each.get("numFmtId", "")] = shown_as(each.get("formatCode", ""))
    return tuple(
        formats.get(each.get("numFmtId", "0"), Shown.NUMBER)
        for section in root
        if markup.local(section.tag) == "cellXfs"
        for each in section
    )


def read_strings(xml: bytes, place: str) -> tuple[str, ...]:
    """The shared strings as a person sees them: runs joined, phonetic readings left out, escapes undone."""
    if len(xml) > MOST_STRING_BYTES or xml.count(b"<si") > MOST_STRINGS:
        raise _too_much(place)
    strings: list[str] = []
    pieces: list[str] = []
    length = phonetic = 0
    reader = markup.parser(place, namespaces=True)
    reader.buffer_text = True

    def start(name: str, _: object) -> None:
        nonlocal phonetic, length
        short = name.rpartition(" ")[2]
        if short == "t" and not phonetic:
            reader.CharacterDataHandler = more
        elif short == "rPh":
            phonetic += 1
        elif short == "si":
            pieces.clear()
            length = 0

    def more(text: str) -> None:
        nonlocal length
        length += len(text)
        if length > MOST_CHARACTERS:
            raise _too_much(place)
        pieces.append(text)

    def end(name: str) -> None:
        nonlocal phonetic
        short = name.rpartition(" ")[2]
        if short == "t":
            reader.CharacterDataHandler = None
        elif short == "rPh":
            phonetic -= 1
        elif short == "si":
            strings.append(unescape("".join(pieces)))
            if len(strings) > MOST_STRINGS:
                raise _too_much(place)

    reader.StartElementHandler = start
    reader.EndElementHandler = end
    _parse(reader, xml, place)
    return tuple(strings)


def read_cells(xml: bytes, place: str, sources: Sources) -> ExactCells:
    """Every cell of a sheet part (UTF-8) that holds a value or a formula.

    Cells and rows without an address follow the one before (18.3.1.4, `r` is optional). Raises
    WorkbookUnusable where the XML is broken or there are more than `MOST_CELLS` cells with a value.
    """
    reading = _Reading(place, sources)
    reader = markup.parser(place, namespaces=True)
    reader.buffer_text = True
    reading.listen(reader)
    _parse(reader, xml, place)
    return ExactCells(reading.values, frozenset(reading.formulas))


class _Reading:
    """Where the parser is in a sheet part, and what it has found so far."""

    def __init__(self, place: str, sources: Sources) -> None:
        self.place = place
        self.sources = sources
        self.values: dict[tuple[int, int], Value] = {}
        self.formulas: set[tuple[int, int]] = set()
        self.row = 0
        self.column = 0
        self.kind = "n"
        self.style = 0
        self.text: list[str] = []
        self.length = 0
        self.has_value = self.is_inline = False
        self.phonetic = 0
        self.inside = False

    def listen(self, reader: expat.XMLParserType) -> None:
        """Has the parser tell of elements and, inside values only, of text."""
        self.reader = reader
        reader.StartElementHandler = self.start
        reader.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        uri, _, short = name.rpartition(" ")
        if uri not in markup.SPREADSHEET:
            return
        if short == "sheetData":
            self.inside = True
        elif not self.inside:
            return
        elif short == "c":
            self._start_cell(attributes)
        elif short == "v" or (short == "t" and self.is_inline and not self.phonetic):
            self.has_value = True
            self.reader.CharacterDataHandler = self._more
        elif short == "f":
            self.formulas.add((self.row, self.column))
        elif short == "is":
            self.is_inline = True
        elif short == "rPh":
            self.phonetic += 1
        elif short == "row":
            number = unsigned(attributes.get("r", ""))
            self.row = self.row + 1 if number is None else number
            self.column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        where = split_address(attributes.get("r", ""))
        if where:
            self.column, self.row = where
        else:
            self.column = MOST_COLUMNS + 1 if attributes.get("r", "").strip() else self.column + 1
        self.kind = attributes.get("t", "n")
        style = attributes.get("s", "0").strip()
        self.style = int(style) if style.isascii() and style.isdigit() and len(style) < 8 else 0
        self.text.clear()
        self.length = 0
        self.has_value = self.is_inline = False

    def _more(self, text: str) -> None:
        self.length += len(text)
        if self.length > MOST_CHARACTERS:
            raise _too_much(self.place)
        self.text.append(text)

    def end(self, name: str) -> None:
        short = name.rpartition(" ")[2]
        if short in ("v", "t"):
            self.reader.CharacterDataHandler = None
        elif short == "c" and self.inside and self.has_value:
            value = self._value("".join(self.text))
            # What lies where no sheet reaches is nowhere to be seen in any program.
            if value is not None and self.column <= MOST_COLUMNS and self.row <= MOST_ROWS:
                self.values[self.row, self.column] = value
                if len(self.values) > MOST_CELLS:
                    raise _too_much(self.place)
            self.has_value = False
        elif short == "rPh":
            self.phonetic -= 1
        elif short == "sheetData":
            self.inside = False

    def _value(self, text: str) -> Value:
        if self.is_inline or self.kind in ("str", "inlineStr"):
            return unescape(text) or None
        text = text.strip()
        if not text:
            return None
        if self.kind == "s":
            number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else -1
            if not 0 <= number < len(self.sources.strings):
                raise markup.damaged(self.place, f"a cell refers to text {text[:20]}, which is not there")
            return self.sources.strings[number] or None
        if self.kind == "b":
            return text.casefold() in ("1", "true", "on")
        if self.kind == "e":
            return CellError(text)
        if self.kind == "d":
            return _from_iso(text)
        shown = self.sources.shown[self.style] if self.style < len(self.sources.shown) else Shown.NUMBER
        return _from_number(text, shown, self.sources.date_1904)


def _from_number(text: str, shown: Shown, date_1904: bool) -> Value:
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    if shown is Shown.ELAPSED:
        try:
            return timedelta(milliseconds=round(number * 86_400_000))
        except OverflowError:
            return plain_number(number)
    if shown is Shown.DATE and number >= 0:
        try:
            moment = from_serial(number, since_1904=date_1904)
        except OverflowError:
            return plain_number(number)
        if number < 1:
            return moment.time() if number else time(0)
        return moment.date() if moment.time() == time(0) else moment
    return plain_number(number)


def plain_number(number: float) -> float | int:
    """A whole number as one, so that the number 3 reads as `3` and not as `3.0`."""
    return int(number) if number.is_integer() and abs(number) <= _WHOLE else number


def _from_iso(text: str) -> Value:
    """A `t="d"` cell (18.18.11): a date, a moment or a time; the text as it is where it is none of them."""
    try:
        if text.startswith("T") or ("-" not in text and ":" in text):
            return time.fromisoformat(text.removeprefix("T"))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    moment = moment.replace(tzinfo=None)
    return moment.date() if moment.time() == time(0) else moment


def _parse(reader: expat.XMLParserType, xml: bytes, place: str) -> None:
    try:
        reader.Parse(xml, True)
    except expat.ExpatError as error:
        raise markup.damaged(place, f"its XML is broken ({error})") from error


def _too_much(place: str) -> WorkbookUnusable:
    return WorkbookUnusable(
        f"{place} in the workbook holds more cells or text than can be read.",
        advice="Check that it is the right file; remove the sheets that are not needed and save it again.",
        place=place,
    )

"""The fast way of reading a sheet: python-calamine, where it reads what Excel shows, and nowhere else.

It allocates the rectangle of the used cells and inflates without a bound, and it reads some things otherwise than
Excel; so everything that it is given was looked at before, and what it leaves out (errors, formulas) is put in.
"""

import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from hmic_tracker.workbook import values
from hmic_tracker.workbook.cells import MOST_COLUMNS, MOST_ROWS, split_address
from hmic_tracker.workbook.extent import measure
from hmic_tracker.workbook.package import Package, SheetPart
from hmic_tracker.workbook.values import CellError, Value

_CALAMINE_AREA = 4_000_000
_CALAMINE_TEXT = 64 * 1024 * 1024
_CALAMINE_STRINGS = 32 * 1024 * 1024
_MIDNIGHT = time(0)

_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^<>]*?\st="e"[^<>]*+>'
    rb"(?:<f(?:\s[^<>]*+)?>(?:[^<]*+</f>)?)?<v>([^<]*+)</v></c>"
)
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*><f[ />]')
# What calamine reads otherwise than Excel does: escapes before a letter, dates written as text, prefixed elements,
# spaces around numbers. Looked for one by one, since that is three times as fast as one pattern.
_ODD = (b"<!", b"_x", b't="d"', b":sheetData", b":worksheet ", b"<v> ", b"<v>\n", b"<v>\r", b" </v>", b"\n</v>")
_SPACE_AT_AN_END = (b" </t>", b"\n</t>", b"<t> ", b"<t>\n", b"<t>\r", b"\r</t>", b"\t</t>", b"<t>\t")
_SPACED_TEXT = re.compile(rb"<t>(?:\s|[^<]*\s</t>)")


@dataclass(frozen=True)
class Block:
    """A rectangle of values and the addresses of the formulas among them."""

    first_row: int
    first_column: int
    rows: tuple[tuple[Value, ...], ...]
    formulas: frozenset[str]


class CalamineReader:
    """The sheets of one workbook as calamine reads them; it is opened when the first is asked for."""

    def __init__(self, package: Package, strings_xml: bytes, styles: tuple[str, ...]) -> None:
        """Look whether the package as a whole may be given to it; `strings_xml` are its shared strings."""
        self.package = package
        self._strings_xml = strings_xml
        self._styles = styles
        self._book: Any = None
        self._serves = self._is_plain_package()

    def _is_plain_package(self) -> bool:
        """Whether calamine and we find the same parts, none of them more than it may be given.

        It looks for some parts by their names, not by the relationships, and inflates without a bound.
        """
        known = {*self.package.related(self.package.workbook_part, "sharedStrings"), *self._styles}
        for member in self.package.archive.members:
            name = member.path.casefold().rpartition("/")[2]
            if name in ("sharedstrings.xml", "styles.xml") and member.path not in known:
                return False
            if name.endswith((".xml", ".rels")) and self.package.is_twice(member.path):
                return False
        for part in (*self._styles, "[Content_Types].xml"):
            if part in self.package and b"<!" in self.package.read(part, may_repeat=True):
                return False
        strings = self._strings_xml
        is_odd = b"<!" in strings or b"_x" in strings or _is_trimmed(strings)
        return not is_odd and len(strings) <= _CALAMINE_STRINGS

    def block(self, sheet: SheetPart, xml: bytes) -> Block | None:
        """The sheet as calamine reads it, with what it leaves out; None where it isn't to be trusted with it."""
        if not self._serves or not _is_plain(xml) or not self._is_bounded(xml, sheet.part):
            return None
        errors = _error_values(xml)
        formulas = _formulas(xml)
        if errors is None or formulas is None:
            return None
        found = self._from_calamine(sheet.name)
        if found is None:
            return None
        (first_row, first_column), raw = found
        kinds: set[type] = set()
        for line in raw:
            kinds.update(map(type, line))
        if time in kinds:  # it gives 0:00 for days before the calendar's first as well
            return None
        try:
            rows = tuple([_tidied(line) for line in raw])
        except ValueError:
            return None
        return _with_errors(Block(first_row, first_column, rows, formulas), errors)

    def _is_bounded(self, xml: bytes, part: str) -> bool:
        used = measure(xml, part)
        if used.area > _CALAMINE_AREA or used.last_row > MOST_ROWS or used.last_column > MOST_COLUMNS:
            return False
        longest = max(map(len, self._strings_xml.split(b"</si>")))
        return longest * xml.count(b't="s"') <= _CALAMINE_TEXT

    def _from_calamine(self, name: str) -> tuple[tuple[int, int], list[list[Any]]] | None:
        """Where its rectangle starts, counted from 1, and its rows; None where calamine cannot read it."""
        from python_calamine import CalamineWorkbook

        try:
            if self._book is None:
                self._book = CalamineWorkbook.from_filelike(io.BytesIO(self.package.archive.content))
            if self._book.sheet_names.count(name) != 1:
                return None
            sheet = self._book.get_sheet_by_name(name)
            if sheet.start is None:
                return (1, 1), []
            return (sheet.start[0] + 1, sheet.start[1] + 1), sheet.to_python(skip_empty_area=True)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException:  # a panic in calamine is no Exception; the exact way says what is wrong
            return None


def _is_plain(xml: bytes) -> bool:
    """Whether the sheet is written as Excel does, so that calamine reads it as Excel does."""
    if any(odd in xml for odd in _ODD) or _is_trimmed(xml):
        return False
    begin = xml.find(b"<sheetData")
    cells = xml[begin : xml.rfind(b"</sheetData")]
    return (
        cells.count(b"<c") == cells.count(b'<c r="')
        and cells.count(b"<v") == cells.count(b"<v>") + cells.count(b"<v />") + cells.count(b"<v/>")
        and b"'" not in cells[: cells.find(b"<v>")]
    )


def _formulas(xml: bytes) -> frozenset[str] | None:
    """The addresses of the cells with a formula; None where they cannot be told by pattern."""
    begin = xml.find(b"<sheetData")
    count = xml.count(b"<f", begin, xml.rfind(b"</sheetData"))
    if not count:
        return frozenset()
    found = frozenset(address.decode() for address in _FORMULA_CELL.findall(xml))
    return found if len(found) == count else None


def _is_trimmed(xml: bytes) -> bool:
    """Whether a text without `xml:space` has spaces at an end: calamine drops them, and they are there."""
    return any(space in xml for space in _SPACE_AT_AN_END) and _SPACED_TEXT.search(xml) is not None


def _error_values(xml: bytes) -> dict[tuple[int, int], CellError] | None:
    """Where the sheet has error values, by (row, column); None where they cannot be told by pattern."""
    count = xml.count(b't="e"')
    if not count:
        return {}
    errors = {}
    for found in _ERROR_CELL.finditer(xml):
        where = split_address(found[1].decode())
        if where is None:
            return None
        errors[where[1], where[0]] = CellError(found[2].decode())
    return errors if len(errors) == count else None


def _with_errors(block: Block, errors: Mapping[tuple[int, int], CellError]) -> Block | None:
    """The block with the error values put in; None where one lies outside it."""
    if not errors:
        return block
    rows = [list(row) for row in block.rows]
    for (row, column), error in errors.items():
        down, across = row - block.first_row, column - block.first_column
        if not (0 <= down < len(rows) and 0 <= across < len(rows[down])):
            return None
        rows[down][across] = error
    return Block(block.first_row, block.first_column, tuple(map(tuple, rows)), block.formulas)


def _tidied(line: list[Any]) -> tuple[Value, ...]:
    """A row of calamine's as `Grid` has it; ValueError for a number that is none, which it should leave as text."""
    return tuple([(value or None) if value.__class__ is str else _tidied_value(value) for value in line])


def _tidied_value(value: Any) -> Value:
    if value.__class__ is float:
        if not math.isfinite(value):
            raise ValueError(f"{value} is text")
        return values.plain_number(value)
    if value.__class__ is datetime and value.time() == _MIDNIGHT:
        return date(value.year, value.month, value.day)
    return value  # type: ignore[no-any-return]  # calamine's values are ours

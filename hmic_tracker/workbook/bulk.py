"""Thousands of plain cells at once: one compiled pattern finds them all, and one pass writes them.

A shortcut, never a different answer. It takes the cells that are there and hold no formula, written the way
Excel writes them; any other cell (missing, calculated, merged, locked, refused) is left to sheet_edit.py.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hmic_tracker.errors import CellRefused
from hmic_tracker.workbook.cell_xml import cell_markup
from hmic_tracker.workbook.cells import (
    MOST_TEXT,
    Area,
    Cached,
    CellValue,
    Formula,
    address,
    require_writable,
    split_address,
)
from hmic_tracker.workbook.plain_sheet import PlainSheet
from hmic_tracker.workbook.spans import Unusual

#: Below this many cells, looking at the whole sheet with a pattern costs more than it saves.
WORTH_IT = 500
_MOST_APART = 100_000
_PIECE = 4 * 1024 * 1024
_LEFT = (date, Formula, Cached)
_PLAIN_NUMBER = 1e15
_USUAL = re.compile("[A-Z]{1,3}[1-9][0-9]*")
# The attributes and contents after the reference of a cell that is there and plain; see `_pattern`.
_REST: Final = (
    rb'(?: s="([0-9]+)")?(?: t="[a-zA-Z]+")?'
    rb'(?:/>|>(?:<v>[^<]*</v>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)?</c>)'
)


@dataclass
class Bulk:
    """The sheet after the pass, the addresses written, and their new bytes in the order of the sheet.

    The sheet comes in pieces, so that whoever joins them can let go of the old one first.
    """

    pieces: list[bytes] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)


def write_in_bulk(sheet: PlainSheet, cells: Mapping[str, CellValue], *, apart_from: Iterable[Area]) -> Bulk:
    """Write those of `cells` that are text, numbers, truth values or blanks into cells that are there.

    Cells in the areas `apart_from` are left, and so are dates, because their style has to be looked at.
    Raises Unusual where two cells of the sheet claim one address.
    """
    bulk = Bulk()
    wanted: dict[bytes, CellValue] = {}
    columns: set[str] = set()
    odd: list[str] = []
    for where, value in cells.items():
        if isinstance(where, str) and _USUAL.fullmatch(where):
            if not isinstance(value, _LEFT):
                columns.add(where.rstrip("0123456789"))
                wanted[where.encode()] = value
        else:
            odd.append(where)
    for where in odd:
        # `b2` is B2: where both are given, both are left to whoever takes them one after the other.
        place = split_address(where) if isinstance(where, str) else None
        if place:
            wanted.pop(address(*place).encode(), None)
    if not columns or not _without(wanted, apart_from) or not sheet.holds_all_cells:
        return bulk
    refs: list[bytes] = []
    texts = bulk.texts
    pattern, replaced = _pattern(columns), _replacer(wanted, refs, texts)
    bulk.pieces = [pattern.sub(replaced, piece) for piece in _rowwise(sheet.xml)]
    if len(set(refs)) != len(refs):
        raise Unusual
    bulk.written = b" ".join(refs).decode().split()
    return bulk


def _rowwise(xml: bytes) -> Iterator[bytes]:
    """The sheet in pieces of a few megabytes, cut before a row."""
    at = 0
    while at < len(xml):
        end = xml.find(b"<row ", at + _PIECE)
        end = len(xml) if end < 0 else end
        yield xml[at:end]
        at = end


def _replacer(
    wanted: Mapping[bytes, CellValue], refs: list[bytes], texts: list[bytes]
) -> Callable[[re.Match[bytes]], bytes]:
    """What `re.sub` calls for each cell: hundreds of thousands of times, so it is written for speed.

    It adds the address and the new bytes of every cell that it replaces to `refs` and `texts`.
    """

    def replaced(cell: re.Match[bytes]) -> bytes:
        ref, style = cell.group(1, 2)
        try:
            value = wanted[ref]
        except KeyError:
            return cell[0]
        styled = b'" s="' + style + b'"' if style is not None else b'"'
        # Printable text that needs neither an escape nor its spaces preserved, and fits into a cell.
        if (
            type(value) is str
            and value.isascii()
            and value.isprintable()
            and 0 < len(value) <= MOST_TEXT
            and "_x" not in value
            and "  " not in value
            and value[0] != " "
            and value[-1] != " "
        ):
            if "&" in value or "<" in value or ">" in value:
                value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            body = b' t="inlineStr"><is><t>' + value.encode() + b"</t></is></c>"
            text = b'<c r="' + ref + styled + body
        elif type(value) is float and -_PLAIN_NUMBER < value < _PLAIN_NUMBER and value % 1:
            text = b'<c r="' + ref + styled + b"><v>" + repr(value).encode() + b"</v></c>"
        else:
            try:
                require_writable(value, "")
            except CellRefused:
                return cell[0]
            text = cell_markup(b'<c r="' + ref + styled, value)
        refs.append(ref)
        texts.append(text)
        return text

    return replaced


def _pattern(columns: Iterable[str]) -> re.Pattern[bytes]:
    letters = "|".join(sorted(columns)).encode()
    return re.compile(rb'<c r="((?:%b)[0-9]+)"' % letters + _REST)


def _without(wanted: dict[bytes, CellValue], apart_from: Iterable[Area]) -> bool:
    """Take out the cells in these areas; False where that would take longer than it saves."""
    left = _MOST_APART
    for area in apart_from:
        left -= (area.right - area.left + 1) * (area.bottom - area.top + 1)
        if left < 0:
            return False
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                wanted.pop(address(column, row).encode(), None)
    return bool(wanted)

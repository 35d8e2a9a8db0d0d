"""Thousands of plain cells at once: one compiled pattern finds them all, and one pass writes them.

A shortcut, never a different answer. It takes the cells that are there and hold no formula, written the way
Excel writes them; any other cell (missing, calculated, merged, locked, refused) is left to sheet_splice.py.
What Python does once for each cell is what a long sheet takes its time with, so what can be done for thousands
at a time is: the pattern splits the sheet in one call, and texts are escaped joined together.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeVar

from hmic_tracker.errors import CellRefused
from hmic_tracker.workbook.cell_xml import cell_markup
from hmic_tracker.workbook.cells import (
    MOST_TEXT,
    Area,
    CellValue,
    Formula,
    address,
    require_writable,
    split_address,
)
from hmic_tracker.workbook.plain_sheet import PlainSheet
from hmic_tracker.workbook.sheet_packing import SheetPacking, segments
from hmic_tracker.workbook.spans import Unusual

#: Below this many cells, looking at the whole sheet with a pattern costs more than it saves.
WORTH_IT = 500
_MOST_APART = 100_000
_PIECE = 4 * 1024 * 1024
_TAKEN: Final = frozenset({str, int, float, bool, type(None)})
_USUAL = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_ALL_USUAL = re.compile(r"(?:[A-Z]{1,3}[1-9][0-9]*+\n)*+")
# A cell that is there and plain: its start without the type, its reference, and what its new content replaces.
_START: Final = rb'(<c r="((?:%b)[0-9]+)"(?: s="[0-9]+")?)'
_REST: Final = (
    rb'((?: t="[a-zA-Z]+")?'
    rb'(?:/>|>(?:<v>[^<]*</v>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)?</c>))'
)
_TEXT_START, _TEXT_END = ' t="inlineStr"><is><t>', "</t></is></c>"
_BETWEEN_TEXTS = _TEXT_END + "\n" + _TEXT_START
_NUMBER_START, _NUMBER_END = "><v>", "</v></c>"
_BETWEEN_NUMBERS = _NUMBER_END + "\n" + _NUMBER_START
# From here on a whole number is written as Python does, with an exponent.
_WHOLE_FROM = 1e15
_AT_ONCE = 1_000

_Kind = TypeVar("_Kind", str, float)


@dataclass
class Bulk:
    """The sheet after the pass, the addresses written, and their new bytes in the order of the sheet.

    The sheet comes in pieces, so that whoever joins them can let go of the old one first.
    """

    pieces: list[bytes] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)


def write_in_bulk(
    sheet: PlainSheet,
    wanted: dict[bytes, CellValue],
    *,
    apart_from: Iterable[Area],
    packing: SheetPacking | None = None,
) -> Bulk:
    """Write those of the `wanted` cells (see `usual_cells`) that are there.

    Cells in the areas `apart_from` are left, and taken out of `wanted`. Each segment of the sheet is given to
    `packing` as soon as it is written.
    Raises Unusual where two cells of the sheet claim one address.
    """
    bulk = Bulk()
    columns = set(b"\n".join(wanted).translate(None, b"0123456789").split(b"\n")) - {b""}
    if not columns or not _without(wanted, apart_from) or not sheet.holds_all_cells:
        return bulk
    refs: list[bytes] = []
    pattern = _pattern(columns)
    for start, stop in segments(sheet.xml):
        pieces = _rowwise(sheet.xml, start, stop)
        segment = b"".join([_written(pattern.split(piece), wanted, refs, bulk.texts) for piece in pieces])
        bulk.pieces.append(segment)
        if packing is not None:
            packing.add(segment, is_last=stop == len(sheet.xml))
    if refs != list(wanted) and len(set(refs)) != len(refs):
        raise Unusual
    bulk.written = b" ".join(refs).decode().split()
    return bulk


def usual_cells(cells: Mapping[str, CellValue]) -> dict[bytes, CellValue]:
    """The cells of text, numbers, truth values or blanks, by their addresses as the sheet has them.

    Dates and formulas are left, because their style or their neighbours have to be looked at.
    Addresses in other forms are left, and where such a one is a cell that is given twice, the other is left as well, to
    whoever takes them one after the other and has a reason for those that are none.
    """
    usual: dict[bytes, CellValue] = {}
    names, given = iter(cells), iter(cells.values())
    # Not all at once, so that the thread that unpacks the sheet meanwhile gets its turn.
    while some := list(islice(names, _AT_ONCE)):
        values = list(islice(given, _AT_ONCE))
        if not _are_usual_names(some) or not set(map(type, values)) <= _TAKEN:
            return _usual_among(cells)
        # Joined and split again, because encoding each by itself takes three times as long.
        usual.update(zip("\n".join(some).encode().split(b"\n"), values, strict=True))
    return usual


def _usual_among(cells: Mapping[str, CellValue]) -> dict[bytes, CellValue]:
    odd = [name for name in cells if not isinstance(name, str) or not _USUAL.fullmatch(name)]
    places = (split_address(name) for name in odd if isinstance(name, str))
    left = {*odd, *(address(*place) for place in places if place)}
    return {name.encode(): value for name, value in cells.items() if name not in left and type(value) in _TAKEN}


def _are_usual_names(names: Sequence[object]) -> bool:
    if set(map(type, names)) != {str}:
        return False
    joined = "\n".join(map(str, names)) + "\n"
    return joined.count("\n") == len(names) and _ALL_USUAL.fullmatch(joined) is not None


def _rowwise(xml: bytes, at: int, stop: int) -> Iterator[bytes]:
    """A segment in pieces of a few megabytes, cut before a row."""
    while at < stop:
        end = xml.find(b"<row ", at + _PIECE, stop)
        end = stop if end < 0 else end
        yield xml[at:end]
        at = end


def _written(parts: list[bytes], wanted: Mapping[bytes, CellValue], refs: list[bytes], texts: list[bytes]) -> bytes:
    """A piece of the sheet with the wanted cells in it written anew.

    `parts` are what the pattern split it into: bytes between the cells, then a cell's start, its reference and
    its rest, over and over. The address and the new bytes of each cell written go to `refs` and `texts`.
    """
    starts, found, rests = parts[1::4], parts[2::4], parts[3::4]
    bodies = _bodies([wanted.get(ref, _NOT_WANTED) for ref in found])
    new = [start + (rest if body is None else body) for start, rest, body in zip(starts, rests, bodies, strict=True)]
    if None in bodies:
        for ref, text, body in zip(found, new, bodies, strict=True):
            if body is not None:
                refs.append(ref)
                texts.append(text)
    else:
        refs += found
        texts += new
    joined: list[bytes] = [b""] * (2 * len(new) + 1)
    joined[0::2] = parts[0::4]
    joined[1::2] = new
    return b"".join(joined)


#: Stands for a cell that the pattern found and nobody asked for.
_NOT_WANTED: Final = Formula("")


def _bodies(values: Sequence[CellValue]) -> list[bytes | None]:
    """What follows a cell's start for each value, its type first; None for a cell that is left as it is."""
    texts = _written_together([value for value in values if type(value) is str], _texts)
    numbers = _written_together([value for value in values if type(value) is float], _numbers)
    return [
        next(texts) if type(value) is str else next(numbers) if type(value) is float else _body(value)
        for value in values
    ]


def _written_together(
    values: list[_Kind], together: Callable[[list[_Kind]], list[bytes] | None]
) -> Iterator[bytes | None]:
    for at in range(0, len(values), _AT_ONCE):
        some = values[at : at + _AT_ONCE]
        yield from together(some) or map(_body, some)


def _body(value: CellValue) -> bytes | None:
    if value is _NOT_WANTED:
        return None
    try:
        require_writable(value, "")
    except CellRefused:
        return None
    return cell_markup(b"", value)


def _texts(texts: list[str]) -> list[bytes] | None:
    """The texts' elements; None where one is out of the ordinary, so that each has to be looked at."""
    if not _are_usual(texts):
        return None
    escaped = "\n".join(texts).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (_TEXT_START + escaped.replace("\n", _BETWEEN_TEXTS) + _TEXT_END).encode().split(b"\n")


def _numbers(numbers: list[float]) -> list[bytes] | None:
    """The numbers' elements, whole ones without their point; None where one is very large, or none at all."""
    written = repr(numbers)[1:-1] + ", "
    if not -_WHOLE_FROM < min(numbers) <= max(numbers) < _WHOLE_FROM or "n" in written or "-0.0," in written:
        return None
    between = written.replace(".0, ", ", ").removesuffix(", ").replace(", ", _BETWEEN_NUMBERS)
    return (_NUMBER_START + between + _NUMBER_END).encode().split(b"\n")


def _are_usual(texts: list[str]) -> bool:
    """Whether all are printable, neither blank nor too long, and need no escape nor their spaces preserved."""
    joined = "\n".join(texts)
    return (
        all(texts)
        and "".join(texts).isprintable()
        and len(joined) == len(joined.strip(" \n"))
        and not any(odd in joined for odd in ("_x", "  ", " \n", "\n "))
        and 2 * max(map(len, texts)) <= MOST_TEXT
    )


def _pattern(columns: Iterable[bytes]) -> re.Pattern[bytes]:
    return re.compile(_START % b"|".join(sorted(columns)) + _REST)


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

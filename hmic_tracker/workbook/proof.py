"""The proof after writing: the new file is opened again and compared, before anybody may swap it in."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from hmic_tracker.errors import FileRefused, TrackerError
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.archive import Archive, Member, read_archive
from hmic_tracker.workbook.parsed_sheet import ParsedSheet
from hmic_tracker.workbook.plain_sheet import PlainSheet
from hmic_tracker.workbook.spans import Sheet, Unusual

#: The cells of one sheet as bytes: by row and column (empty: blank or gone), and more in the sheet's order.
Cells = tuple[Mapping[int, list[tuple[int, bytes]]], list[bytes]]


@dataclass(frozen=True)
class Expected:
    """What must be found, by the member's place in the old archive.

    `changed` are the checksum and length of each part that changed, which was well-formed when they were
    taken; `cells` what the sheets among them must hold; `dropped` the members that go.
    """

    changed: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    cells: Mapping[int, Cells] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()


def prove(old: Archive, path: Path, expected: Expected) -> None:
    """Raise FileRefused unless the file at `path` is `old` with exactly the expected changes.

    Every member that should be the same is, byte for byte as it is packed and in its place; every other one
    unpacks to what was packed, and holds the cells that were written where they should be.
    """
    try:
        new = read_archive(path)
        _require_same_members(old, new, expected)
        kept = [number for number in range(len(old.members)) if number not in expected.dropped]
        for place, number in enumerate(kept):
            member = new.members[place]
            if number in expected.changed:
                # Inflating compares the content with the directory's checksum, and that is compared here.
                _require((member.crc, member.size) == expected.changed[number], f"{member.path} differs")
                if number in expected.cells:
                    _require_cells(new, member, expected.cells[number])
                else:
                    new.inflate(member, may_repeat=True)
    except FileRefused:
        raise
    except TrackerError as error:
        raise _failed(f"it cannot be read back ({error.message})") from error


def _require_same_members(old: Archive, new: Archive, expected: Expected) -> None:
    kept = [(n, each) for n, each in enumerate(old.members) if n not in expected.dropped]
    _require(len(kept) == len(new.members), "it has other members than before")
    for (number, one), two in zip(kept, new.members, strict=True):
        _require(one.name == two.name, f"{one.path} is not where it was")
        if number in expected.changed:
            continue
        same = (one.method, one.flags, one.crc, one.size) == (two.method, two.flags, two.crc, two.size)
        # Copies of bytes compare ten times faster than views of them.
        same = same and old.content[one.offset : one.end] == new.content[two.offset : two.end]
        _require(same, f"{one.path} has changed, which nobody asked for")
    _require(old.comment == new.comment, "the archive's comment has changed")


def _require_cells(new: Archive, member: Member, cells: Cells) -> None:
    by_row, in_order = cells
    if in_order and not by_row:
        _require_in_order(_ahead(new.pieces(member)), member.path, in_order)
        return
    xml = new.inflate(member)
    _require_in_order(iter((xml,)), member.path, in_order)
    if not by_row:
        return
    place = member.path
    try:
        _require_cells_in(PlainSheet(markup.as_utf8(xml, place), place), by_row)
    except Unusual:
        _require_cells_in(ParsedSheet(markup.as_utf8(xml, place), place, by_row), by_row)


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, each of them unpacked while the one before it is looked at."""
    with ThreadPoolExecutor(1) as aside:
        coming = aside.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = aside.submit(next, pieces, None)
            yield piece


def _require_in_order(pieces: Iterator[bytes], place: str, texts: list[bytes]) -> None:
    """Each text stands after the one before it; all pieces are taken, so that their checksum is compared."""
    window, at = b"", 0
    for text in texts:
        while (found := window.find(text, at)) < 0:
            piece = next(pieces, None)
            if piece is None:
                raise _failed(f"a cell of {place} reads back otherwise")
            # The text may have begun in the last piece.
            window, at = window[max(at, len(window) - len(text)) :] + piece, 0
        at = found + len(text)
    for _ in pieces:
        pass


def _require_cells_in(sheet: Sheet, cells: Mapping[int, list[tuple[int, bytes]]]) -> None:
    xml = sheet.xml
    rows = sheet.locate(sorted(cells)).rows
    for number, listed in cells.items():
        row = rows.get(number)
        for column, text in listed:
            cell = sheet.cell(row, column) if row is not None else None
            if cell is None:
                _require(not text, f"row {number} lacks a cell that was written")
            elif text:
                _require(xml[cell.start : cell.end] == text, f"a cell of row {number} reads back otherwise")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise _failed(otherwise)


def _failed(why: str) -> FileRefused:
    return FileRefused(
        f"The workbook as written failed its check: {why}. It was thrown away; the original is as it was.",
        advice="Open the workbook in Excel, save it and try again; if it happens again, report it.",
    )

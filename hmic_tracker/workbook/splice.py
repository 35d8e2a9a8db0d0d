"""Writing into somebody else's workbook: the cells that were named change, and nothing else.

The way of a write: `splice` opens the workbook as bytes (package.py), finds the rows and cells (plain_sheet.py, or
parsed_sheet.py for what Excel did not write), asks what must be refused (refusals.py), writes each cell
(cell_edit.py; bulk.py where there are hundreds), collects the replacements of byte spans (sheet_splice.py), copies
all other members as they are packed (archive_copy.py), and proves the result by reading it back (proof.py).
"""

import io
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from hmic_tracker.errors import CellRefused, FileRefused, WorkbookUnusable
from hmic_tracker.files import as_refusal, system
from hmic_tracker.files.whole import removed_on_failure, write_flushed
from hmic_tracker.interpreter import short_turns, without_garbage_search
from hmic_tracker.workbook import calc, tables
from hmic_tracker.workbook.archive_copy import write_archive
from hmic_tracker.workbook.cells import Area, CellValue, split_address
from hmic_tracker.workbook.package import Package, SheetPart, TablePart, open_package
from hmic_tracker.workbook.packed import Packed
from hmic_tracker.workbook.proof import Cells, Expected, prove
from hmic_tracker.workbook.refusals import RefusedCell
from hmic_tracker.workbook.sheet_edit import SheetEdit, SheetSplice
from hmic_tracker.workbook.sheet_packing import pack
from hmic_tracker.workbook.sheet_splice import splice_sheet
from hmic_tracker.workbook.styles import StyleBook


@dataclass(frozen=True)
class SpliceReceipt:
    """What was done: (sheet, cell, value) written, cells refused, (sheet, first row, last row) appended."""

    written: tuple[tuple[str, str, CellValue], ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    appended: tuple[tuple[str, int, int], ...] = ()


@dataclass
class _Change:
    """All that changes in one workbook, before a byte is written."""

    package: Package
    splices: list[SheetSplice] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    had_formulas: bool = False


def splice(path: Path, edits: Mapping[str, SheetEdit], *, to: Path) -> SpliceReceipt:
    """Write at `to` a whole workbook that is the one at `path` with these edits, proved by reading it back.

    `edits` are by the sheet's name. `path` is read once and never touched; `to` must be another file, which
    is replaced if it is there and removed if anything fails. Without an edit that changes anything, `to` is a
    copy, byte for byte.

    A cell that cannot be written is skipped and stands in the receipt's `refused`. Raises, before anything is
    written, SheetMissing for an unknown sheet or table, and WorkbookUnusable for a file that is encrypted,
    digitally signed, damaged or not a workbook, NoRoom where there is none for the rows or columns to append (a
    totals row, or used cells, below the table). Raises FileRefused where `to` cannot be written or the
    proof fails.
    """
    package = open_package(path)
    _require_ours_to_change(package, to)
    styles_parts = package.related(package.workbook_part, "styles")
    styles = StyleBook(package.read(styles_parts[0], may_repeat=True), styles_parts[0]) if styles_parts else None
    change = _Change(package)
    with without_garbage_search, short_turns:
        for name, edit in _by_sheet(package, edits):
            change.splices.append(splice_sheet(package, name, edit, styles))
        receipt = _receipt(change)
        _change_tables(change)
        if styles is not None and styles.has_changed:
            change.parts[styles_parts[0]] = styles.xml
        _change_calculation(change)
        _write(change, to)
    return receipt


def _receipt(change: _Change) -> SpliceReceipt:
    return SpliceReceipt(
        tuple(chain.from_iterable(made.written for made in change.splices)),
        tuple(chain.from_iterable(made.refused for made in change.splices)),
        tuple(
            (made.part.name, made.growth.first, made.growth.last)
            for made in change.splices
            if made.growth and made.growth.first
        ),
    )


def _require_ours_to_change(package: Package, to: Path) -> None:
    if package.is_signed:
        raise WorkbookUnusable(
            f"{package.path.name} is digitally signed: any change would break the signature.",
            advice="Ask whoever signed it, or remove the signature in Excel (File, Info) and sign again.",
            place=str(package.path),
        )
    if to.resolve() == package.path.resolve():
        raise FileRefused(
            f"{to.name} would be written over itself.", advice="Name another file to write to.", place=str(to)
        )


def _by_sheet(package: Package, edits: Mapping[str, SheetEdit]) -> list[tuple[SheetPart, SheetEdit]]:
    """The edits with their sheets; one sheet named twice, in other letters, would be written over itself."""
    found: dict[str, tuple[SheetPart, SheetEdit]] = {}
    for name, edit in edits.items():
        sheet = package.sheet(name)
        if package.is_twice(sheet.part):
            raise WorkbookUnusable(
                f"{package.path.name} holds the sheet {sheet.name} twice, and programs differ in which they show.",
                advice="Open it in Excel and save it again.",
                place=sheet.name,
            )
        if sheet.part in found:
            raise CellRefused(
                f"The sheet {sheet.name} is named twice, in other letters, among the cells to write.",
                advice="Give all of its cells under one name.",
                place=sheet.name,
            )
        found[sheet.part] = (sheet, edit)
    return list(found.values())


def _change_tables(change: _Change) -> None:
    for made in change.splices:
        growth = made.growth
        if growth and growth.table and growth.area != growth.covered:
            part = growth.table.part
            xml = change.package.read(part)
            change.parts[part] = tables.grown(xml, part, growth.covered, growth.area, growth.new_columns)
        for table in change.package.tables(made.part.name):
            if table.is_empty and _has_data_now(made, table):
                xml = change.parts.get(table.part) or change.package.read(table.part)
                change.parts[table.part] = tables.no_longer_empty(xml, table.part)


def _has_data_now(made: SheetSplice, table: TablePart) -> bool:
    area = Area.read(table.ref)
    below = area and Area(area.left, area.top + table.heading_rows, area.right, area.bottom)
    return below is not None and any(
        value not in (None, "") and split_address(where) in below for _, where, value in made.written
    )


def _change_calculation(change: _Change) -> None:
    """Ask for calculation where there are formulas, and take lost ones out of the calculation chain."""
    package = change.package
    if not any(made.has_changed for made in change.splices):
        return
    in_hand = {made.part.part: made.has_formulas for made in change.splices}
    if not any(in_hand.values()) and not calc.has_formulas(package, besides=in_hand):
        return
    part = package.workbook_part
    old = package.read(part)
    new = calc.asking_for_calculation(old, part)
    if new != old:
        change.parts[part] = new
    gone = frozenset((made.part.sheet_id, where) for made in change.splices for where in made.lost_formulas)
    for listing in package.related(part, "calcChain") if gone else ():
        left = calc.without_links(package.read(listing), listing, gone)
        if left is None:
            change.dropped.append(listing)
            calc.without_part(package, listing, change.parts)
        else:
            change.parts[listing] = left


def _write(change: _Change, to: Path) -> None:
    package = change.package
    packed: dict[int, Packed] = {}
    cells: dict[int, Cells] = {}
    while change.splices:
        # One sheet after the other is let go of: a long one is a hundred times the size of its file.
        _pack_sheet(package, change.splices.pop(0), packed, cells)
    for part, content in change.parts.items():
        packed[_number(package, part)] = pack(content, part)
    dropped = frozenset(_number(package, part) for part in change.dropped)
    expected = Expected({number: (each.crc, each.size) for number, each in packed.items()}, cells, dropped)
    with removed_on_failure(to):
        _write_flushed(package, to, packed, dropped)
        packed.clear()
        prove(package.archive, to, expected)


def _pack_sheet(package: Package, made: SheetSplice, packed: dict[int, Packed], cells: dict[int, Cells]) -> None:
    if made.has_changed:
        number = _number(package, made.part.part)
        packed[number] = made.packed or pack(made.content(), made.part.part)
        cells[number] = (made.expected, made.in_bulk)


def _write_flushed(package: Package, to: Path, packed: Mapping[int, Packed], dropped: frozenset[int]) -> None:
    whole = io.BytesIO()
    write_archive(package.archive, whole, packed, dropped=dropped)
    try:
        # A copy of what few may read must not be readable by more, not even before it is swapped in.
        mode = stat.S_IMODE(system().stat(package.path).st_mode) | stat.S_IWUSR
        write_flushed(to, whole.getvalue(), mode)
    except OSError as error:
        raise as_refusal(error, to, "written") from error


def _number(package: Package, part: str) -> int:
    number = package.number_of(part)
    if number is None:
        raise WorkbookUnusable(f"{package.path.name}: its part {part} is missing.", place=str(package.path))
    return number

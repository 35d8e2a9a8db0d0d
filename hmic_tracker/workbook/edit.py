"""`edit_cells`: a few cells of any workbook, changed with all the care that the register's own writing takes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from hmic_tracker.errors import CellRefused, FileRefused
from hmic_tracker.files import fingerprint, swap_in, temporary_beside
from hmic_tracker.files.whole import real_file, removed_on_failure, stat_of_file
from hmic_tracker.workbook.cells import CellValue
from hmic_tracker.workbook.owners import announce
from hmic_tracker.workbook.sheet_edit import SheetEdit
from hmic_tracker.workbook.splice import SpliceReceipt, splice


def edit_cells(
    path: Path | str,
    cells: Mapping[str, Mapping[str, CellValue]],
    *,
    to: Path | str | None = None,
    backups: Path | str | None = None,
) -> SpliceReceipt:
    """Write values into cells of any workbook, by sheet and address; all else in it stays as it is.

        edit_cells("plan.xlsx", {"Sheet1": {"B2": "text", "C3": 12.5, "D4": date(2022, 3, 31), "E5": None}})

    None makes a cell blank and keeps its style; text is always text, also `=1+1` (a formula is a `Formula`).
    With `to`, a new workbook is written there and `path` is not touched. Without it (or where it is `path`), the
    workbook is replaced
    in one step by one that was read back first, and the previous version is kept in `backups` (the folder of
    that name beside it, unless another is given) under the time it was last saved.

    Comes back with what was written and what was refused: a cell that must not be written (under a merged
    cell, a table's heading, part of an array formula, locked on a protected sheet, or a value no cell holds)
    is left out and the rest is written. Raises CellRefused where that leaves nothing to write; otherwise as
    `splice` does; and WorkbookBusy where somebody has the workbook open or saved it meanwhile.
    """
    source = Path(path)
    edits = {sheet: SheetEdit(values) for sheet, values in cells.items()}
    original = real_file(source)
    if to is not None and real_file(Path(to)) != original:
        return _written(source, edits, Path(to))
    stat_of_file(original)
    with announce(source):
        known = fingerprint(source)
        temporary = temporary_beside(source)
        receipt = _spliced(source, edits, temporary)
        saved = datetime.fromtimestamp(source.stat().st_mtime, UTC)
        swap_in(
            temporary,
            source,
            backups=Path(backups) if backups is not None else source.parent / "backups",
            stamp=saved.strftime("%Y-%m-%d %H%M%S"),
            expecting=known,
        )
    return receipt


def _written(source: Path, edits: Mapping[str, SheetEdit], to: Path) -> SpliceReceipt:
    temporary = temporary_beside(to)
    if not temporary.parent.is_dir():
        raise FileRefused(
            f"There is no folder {temporary.parent} to write {to.name} into.",
            advice="Make the folder first, or name another.",
            place=str(to),
        )
    receipt = _spliced(source, edits, temporary)
    swap_in(temporary, to, backups=None, stamp="")
    return receipt


def _spliced(source: Path, edits: Mapping[str, SheetEdit], temporary: Path) -> SpliceReceipt:
    receipt = splice(source, edits, to=temporary)
    with removed_on_failure(temporary):
        if receipt.refused and not receipt.written:
            first = receipt.refused[0]
            others = len(receipt.refused) - 1
            more = f" So are the {others} other cells that were asked for." if others else ""
            raise CellRefused(
                f"{first.sheet} {first.cell} is left as it is: {first.reason}.{more}",
                advice=first.advice,
                place=f"{first.sheet} {first.cell}",
            )
    return receipt

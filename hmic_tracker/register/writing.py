"""Writing a change set into the shared register: by Ref, by swap, and never over somebody's work."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import NoRoom, SavedOver, TrackerError, WorkbookBusy
from hmic_tracker.files import Fingerprint, clear_leftovers, fingerprint, real_file, swap_in, system, temporary_beside
from hmic_tracker.files.whole import removed_on_failure
from hmic_tracker.register import trail
from hmic_tracker.register.changes import Change, ChangeSet
from hmic_tracker.register.outbox import Outbox, read_outbox, remove_from_outbox, set_aside, still_wanted
from hmic_tracker.register.placing import CHECKS_ARE_FILTERED, CHECKS_HAVE_NO_ROOM, NotApplied, Plan, place_changes
from hmic_tracker.register.summary import summary_edits
from hmic_tracker.workbook import Package, RefusedCell, SheetEdit, SpliceReceipt, open_package, splice
from hmic_tracker.workbook.cells import split_address
from hmic_tracker.workbook.owners import Owner, announce, in_use, who_has_open

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register

__all__ = ["NotApplied", "Receipt", "save_changes"]

#: How often a person may save while we do before we give up, and how long a half-saved workbook is waited for.
_ATTEMPTS = 4
_PAUSE = 0.15


@dataclass(frozen=True)
class Receipt:
    """What a save did. `fingerprint` is that of the register as it now is; None where nothing was written.

    `kept` is the previous copy; `refused` are cells that cannot be written, `not_applied` changes whose row or cell is
    not what it was; `checks` is how many cells of the Checks sheet were written; `damaged` are files of the outbox that
    could not be read and were set aside; `remarks` say what else a person should know.
    """

    path: Path
    written: tuple[Change, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    checks: int = 0
    kept: Path | None = None
    fingerprint: Fingerprint | None = None
    damaged: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """A sentence for the person who ran it."""
        left = [f"{one.change.sheet} {one.change.cell}: {one.reason}." for one in self.not_applied]
        left += [f"{cell.sheet} {cell.cell} was left as it is: {cell.reason}. {cell.advice}" for cell in self.refused]
        left += [f"{path.name} in the outbox cannot be read and was set aside." for path in self.damaged]
        left += [f"{remark[:1].upper()}{remark[1:]}." for remark in self.remarks]
        if self.fingerprint is None:
            return " ".join(["Nothing to write.", *left])
        count = len(self.written) + self.checks
        where = f" The previous copy is {self.kept}." if self.kept else ""
        return " ".join([f"Wrote {count} cell{'' if count == 1 else 's'} of {self.path.name}.{where}", *left])


@dataclass(frozen=True)
class _Saving:
    """How one save is to be done."""

    path: Path
    backups: Path
    records: Path
    keep: int
    stamp: str
    ignore_lock: bool


def save_changes(
    register: "Register",
    changes: ChangeSet,
    *,
    backups: Path | None = None,
    records: Path | None = None,
    outbox: Path | None = None,
    keep: int = 30,
    stamp: str = "",
    ignore_lock: bool = False,
) -> Receipt:
    """Write a change set into the register's file and return what was done.

    Only the library's columns, the Checks sheet and blank Refs are written. Where somebody saved since the register was
    read, it is read again and each change goes to the row that has its Ref now, if the cell still holds what it held.
    What waits in `outbox` (None: nothing does) goes with it in the same way, but for the cells that `changes` decided.
    The previous copy is kept in `backups` (None: a folder `backups` beside the workbook), the trail in
    `records/changes.jsonl` (None: `.hmic` beside the workbook). `stamp` names the run; empty: the as-at date.

    Raises WorkbookBusy where somebody has the workbook open or keeps saving it, and FileRefused or WorkbookUnusable
    where it cannot be written; then it is as it was, and so is the outbox.
    """
    how = _Saving(
        path=register.path,
        backups=backups or register.path.parent / "backups",
        records=records or register.path.parent / ".hmic",
        keep=keep,
        stamp=stamp or changes.as_at.isoformat(),
        ignore_lock=ignore_lock,
    )
    _clear_up(how)
    there = read_outbox(outbox) if outbox else Outbox()
    receipt = _save_in_turn(register, changes, still_wanted(there.waiting, changes), how)
    remove_from_outbox(there.files)
    return replace(receipt, damaged=set_aside(there.damaged))


def _clear_up(how: _Saving) -> None:
    """What a run that was killed left: its marks, its half of a trail, its temporary files."""
    who_has_open(how.path)  # removes our own marks whose process is dead
    if trail.is_noted(how.records):
        try:
            with announce(how.path, despite=_marks_to_ignore(how)):
                trail.settle_note(how.records, how.path)
        except WorkbookBusy:
            return  # by then the temporary files tell what became of it
    for folder in (real_file(how.path).parent, how.records):
        clear_leftovers(folder)


def _save_in_turn(register: "Register", changes: ChangeSet, older: Iterable[Change], how: _Saving) -> Receipt:
    """Save; where somebody else did meanwhile, again from what they left.

    What was written and then saved over is told as written too: whoever saved over it may have had it before them.
    """
    attempt, saved_over = 0, list[Change]()
    while True:
        attempt += 1
        current = register
        try:
            if fingerprint(how.path) != register.fingerprint:
                current = register.read_again()
            plan = place_changes(current, changes, older=older, is_as_read=current is register)
            if plan.is_empty:
                receipt = Receipt(how.path, not_applied=tuple(plan.not_applied), remarks=plan.remarks)
            else:
                receipt = _write(current, plan, changes, how, saved_over)
            return replace(receipt, written=_also(receipt.written, saved_over))
        except TrackerError:
            if attempt == _ATTEMPTS or not _has_moved_on(how.path, current.fingerprint):
                raise
            system().sleep(_PAUSE)


def _also(written: tuple[Change, ...], earlier: Iterable[Change]) -> tuple[Change, ...]:
    """What was written in the end, and before it what was written earlier to other cells."""
    cells = {(change.key, change.column) for change in written}
    return (*(change for change in earlier if (change.key, change.column) not in cells), *written)


def _has_moved_on(path: Path, known: Fingerprint) -> bool:
    """Whether the file is another than the one known, or just being saved and so not to be read at all."""
    try:
        return fingerprint(path) != known
    except TrackerError:
        return True


def _marks_to_ignore(how: _Saving) -> tuple[Owner, ...]:
    """The marks that we go on despite: stale ones, and all of them with `ignore_lock`. Raises WorkbookBusy."""
    owners = who_has_open(how.path)
    holders = [owner for owner in owners if not owner.stale]
    if holders and not how.ignore_lock:
        raise in_use(how.path, holders)
    return tuple(owners)


def _write(register: "Register", plan: Plan, changes: ChangeSet, how: _Saving, saved_over: list[Change]) -> Receipt:
    """One attempt; `saved_over` gets what stood in the file and was saved over at once."""
    path = how.path
    with announce(path, despite=_marks_to_ignore(how)):
        temporary = temporary_beside(path)
        with removed_on_failure(temporary):
            done, written = _spliced(register, plan, temporary, are_checks_all=not (plan.applied or changes.looked))
            not_applied, new = tuple(plan.not_applied), fingerprint(temporary)
            if new == register.fingerprint:  # every cell was refused
                with suppress(OSError):
                    system().unlink(temporary)
                return Receipt(path, (), not_applied, done.refused, remarks=plan.remarks)
            checks = _count_checks(plan, done)
            lines = trail.trail_lines(written, checks, when=how.stamp, as_at=changes.as_at, workbook=path.name)
            trail.note_before(how.records, temporary, register.fingerprint, new, lines)
            try:
                _marks_to_ignore(how)  # somebody may have opened it in spite of our own
                kept = swap_in(
                    temporary, path, backups=how.backups, keep=how.keep, stamp=how.stamp, expecting=register.fingerprint
                )
            except SavedOver:
                saved_over.extend(written)
                trail.write_noted(how.records, lines)
                raise
            except TrackerError:
                trail.forget_note(how.records)
                raise
        remarks = plan.remarks
        if not trail.write_noted(how.records, lines):
            remarks += (f"the record {trail.TRAIL} could not be written now, and will be with the next save",)
    return Receipt(path, written, not_applied, done.refused, checks, kept, new, remarks=remarks)


def _spliced(
    register: "Register", plan: Plan, temporary: Path, *, are_checks_all: bool
) -> tuple[SpliceReceipt, tuple[Change, ...]]:
    """The new version at `temporary`, and the changes that are in it.

    Checks that have no room are left, and that is remarked; but raised where `are_checks_all` that was asked for.
    """
    package = open_package(register.path)
    written = tuple(plan.applied)
    while True:
        edits = plan.edits()
        for sheet, cells in summary_edits(register, written, package).items():
            beside = edits.get(sheet, SheetEdit())
            own = beside.own_columns | {where[0] for cell in cells if (where := split_address(cell))}
            edits[sheet] = replace(beside, cells={**cells, **beside.cells}, own_columns=own)
        try:
            done = splice(register.path, edits, to=temporary)
        except NoRoom as error:
            if are_checks_all:
                raise
            plan.leave_checks(CHECKS_HAVE_NO_ROOM.format(why=error.why, advice=error.advice.rstrip(".")))
            continue
        refused = {(cell.sheet, cell.cell) for cell in done.refused}
        left = tuple(change for change in written if (change.sheet, change.cell) not in refused)
        if left == written:
            if plan.checks is not None and _is_filtered(package, plan.checks_sheet, plan.checks.table):
                plan.remarks = (*plan.remarks, CHECKS_ARE_FILTERED)
            return done, written
        written = left  # the Summary must not count what was refused


def _is_filtered(package: Package, sheet: str, table: str) -> bool:
    return any(each.is_filtered for each in package.tables(sheet) if each.name.casefold() == table.casefold())


def _count_checks(plan: Plan, done: SpliceReceipt) -> int:
    if plan.checks is None:
        return 0
    others = {change.cell for change in plan.applied if change.sheet == plan.checks_sheet}
    return sum(sheet == plan.checks_sheet and cell not in others for sheet, cell, _ in done.written)

"""Writing a change set into the shared register: by Ref, by swap, and never over somebody's work."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import WorkbookBusy
from hmic_tracker.files import Fingerprint, append_line, clear_leftovers, fingerprint, swap_in, temporary_beside
from hmic_tracker.register.changes import Change, ChangeSet, rows_by_key
from hmic_tracker.register.checks_sheet import checks_edit
from hmic_tracker.register.summary import summary_edits
from hmic_tracker.workbook import RefusedCell, SheetEdit, open_package, splice
from hmic_tracker.workbook.owners import Owner, announce, in_use, who_has_open

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register

_ATTEMPTS = 3
_FOLLOWS_CALENDAR = ("Days to due", "Rated on")


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A change that was not written because the register no longer is what it was proposed for."""

    change: Change
    reason: str


@dataclass(frozen=True)
class Receipt:
    """What a save did. `fingerprint` is that of the register as it now is; None where nothing was written.

    `kept` is the previous copy; `refused` are cells that cannot be written, `not_applied` changes whose row or cell is
    not what it was; `checks` is how many cells of the Checks sheet were written.
    """

    path: Path
    written: tuple[Change, ...] = ()
    not_applied: tuple[NotApplied, ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    checks: int = 0
    kept: Path | None = None
    fingerprint: Fingerprint | None = None

    def __str__(self) -> str:
        """A sentence for the person who ran it."""
        left = [f"{one.change.sheet} {one.change.cell}: {one.reason}." for one in self.not_applied]
        left += [f"{cell.sheet} {cell.cell} was left as it is: {cell.reason}. {cell.advice}" for cell in self.refused]
        if self.fingerprint is None:
            return " ".join(["Nothing to write.", *left])
        count = len(self.written) + self.checks
        where = f" The previous copy is {self.kept}." if self.kept else ""
        return " ".join([f"Wrote {count} cell{'' if count == 1 else 's'} of {self.path.name}.{where}", *left])


@dataclass
class _Plan:
    """What goes into which sheet."""

    applied: list[Change] = field(default_factory=list)
    not_applied: list[NotApplied] = field(default_factory=list)
    edits: dict[str, SheetEdit] = field(default_factory=dict)
    checks: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(edit.cells or edit.append for edit in self.edits.values())


def save_changes(
    register: "Register",
    changes: ChangeSet,
    *,
    backups: Path | None = None,
    records: Path | None = None,
    keep: int = 30,
    stamp: str = "",
    ignore_lock: bool = False,
) -> Receipt:
    """Write a change set into the register's file and return what was done.

    Only the library's columns, the Checks sheet and blank Refs are written. Where somebody saved since the register was
    read, it is read again and each change goes to the row that has its Ref now, if the cell still holds what it held.
    The previous copy is kept in `backups` (None: a folder `backups` beside the workbook), the trail in
    `records/changes.jsonl` (None: `.hmic` beside the workbook). `stamp` names the copy; empty: the as-at date.

    Raises WorkbookBusy where somebody has the workbook open or keeps saving it, and FileRefused or WorkbookUnusable
    where it cannot be written; then it is as it was.
    """
    backups = backups or register.path.parent / "backups"
    records = records or register.path.parent / ".hmic"
    stamp = stamp or changes.as_at.isoformat()
    clear_leftovers(register.path.resolve().parent)
    for attempt in range(_ATTEMPTS):
        current = register if fingerprint(register.path) == register.fingerprint else register.read_again()
        plan = _plan(current, changes)
        if plan.is_empty:
            return Receipt(register.path, not_applied=tuple(plan.not_applied))
        despite = _marks_to_ignore(register.path, ignore_lock=ignore_lock)
        try:
            with announce(register.path, despite=despite):
                receipt = _write(current, plan, backups=backups, keep=keep, stamp=stamp)
        except WorkbookBusy:
            is_last = attempt == _ATTEMPTS - 1
            if is_last or fingerprint(register.path) == current.fingerprint:
                raise
            continue
        _record(receipt, changes.as_at, stamp, records)
        return receipt
    raise AssertionError("unreachable")


def _marks_to_ignore(path: Path, *, ignore_lock: bool) -> tuple[Owner, ...]:
    """The marks that we go on despite: stale ones, and all of them with `ignore_lock`. Raises WorkbookBusy."""
    owners = who_has_open(path)
    holders = [owner for owner in owners if not owner.stale]
    if holders and not ignore_lock:
        raise in_use(path, holders)
    return tuple(owners)


def _plan(register: "Register", changes: ChangeSet) -> _Plan:
    plan = _Plan()
    cells: dict[str, dict[str, Any]] = {}
    tables = {table.name: table for table in (register.recommendations, register.responses)}
    keyed = {name: rows_by_key(table) for name, table in tables.items()}
    used = {row.noun.ref for row in register.recommendations.rows if not row.ref_is_new}
    for change in changes:
        table = tables[change.table]
        row = keyed[change.table].get(change.key)
        if row is None:
            reason = f"{change.ref or change.key[1]} is no longer where one row can be told by it"
            plan.not_applied.append(NotApplied(change, reason))
            continue
        if change.column not in table.columns:
            plan.not_applied.append(NotApplied(change, f"the heading {change.column} is gone"))
            continue
        if change.key[0] == "new" and change.ref in used:
            plan.not_applied.append(NotApplied(change, f"{change.ref} has been given to another row meanwhile"))
            continue
        now_there = None if change.column == "Ref" else row.written.get(change.column)
        if now_there != change.was and not (now_there in (None, "") and change.was in (None, "")):
            plan.not_applied.append(NotApplied(change, "somebody changed the cell meanwhile"))
            continue
        cell = table.cell(row, change.column)
        cells.setdefault(table.sheet, {})[cell] = change.now
        plan.applied.append(replace(change, sheet=table.sheet, cell=cell))
    plan.edits = {sheet: SheetEdit(cells=values) for sheet, values in cells.items()}
    if changes.checks is not None and register.checks.present:
        edit = checks_edit(register, changes.checks)
        plan.checks = len(edit.cells) + sum(len(row) for row in edit.append)
        if plan.checks:
            plan.edits[register.checks.sheet] = edit
    return plan


def _write(register: "Register", plan: _Plan, *, backups: Path, keep: int, stamp: str) -> Receipt:
    path = register.path
    package = open_package(path)
    edits = dict(plan.edits)
    for sheet, cells in summary_edits(register, plan.applied, package).items():
        edits.setdefault(sheet, SheetEdit(cells=cells))
    temporary = temporary_beside(path)
    done = splice(path, edits, to=temporary)
    new = fingerprint(temporary)
    kept = swap_in(temporary, path, backups=backups, keep=keep, stamp=stamp, expecting=register.fingerprint)
    refused = {(cell.sheet, cell.cell) for cell in done.refused}
    written = tuple(change for change in plan.applied if (change.sheet, change.cell) not in refused)
    return Receipt(path, written, tuple(plan.not_applied), done.refused, plan.checks, kept, new)


def _record(receipt: Receipt, as_at: date, stamp: str, records: Path) -> None:
    """One line a cell; what only follows the calendar is one line a column, or the trail would bury what matters."""
    trail = records / "changes.jsonl"
    head = {"when": stamp, "as_at": as_at.isoformat(), "workbook": receipt.path.name}
    lines = [
        {
            **head,
            "sheet": change.sheet,
            "cell": change.cell,
            "ref": change.ref,
            "column": change.column,
            "was": _plain(change.was),
            "now": _plain(change.now),
            "because": change.because,
        }
        for change in receipt.written
        if change.column not in _FOLLOWS_CALENDAR
    ]
    for column in _FOLLOWS_CALENDAR:
        count = sum(change.column == column for change in receipt.written)
        if count:
            lines.append({**head, "column": column, "cells": count, "because": "follows the calendar"})
    if receipt.checks:
        lines.append({**head, "sheet": "Checks", "cells": receipt.checks, "because": "checked afresh"})
    for line in lines:
        append_line(trail, json.dumps(line, ensure_ascii=False))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

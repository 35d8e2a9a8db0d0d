"""A change set put where its rows are now: by Ref, and only where the cell still holds what it held."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hmic_tracker.register.changes import Change, ChangeSet, RowKey, key_without_ref, rows_by_key
from hmic_tracker.register.checks_sheet import checks_edit
from hmic_tracker.register.columns import RECOMMENDATIONS
from hmic_tracker.register.declare import FilledBy, Sheet
from hmic_tracker.register.sheets import CHECKS, RESPONSES
from hmic_tracker.register.table import Row, Table
from hmic_tracker.workbook import SheetEdit

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register

CHECKS_LATER = "the Checks sheet is left to the next run, since somebody has saved the register meanwhile"
CHECKS_ARE_FILTERED = (
    "the Checks sheet is filtered, and rows that are hidden may hold other problems now: choose Data, Reapply there"
)
CHECKS_HAVE_NO_ROOM = "the Checks sheet is left as it was: {why}. {advice}"


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A change that was not written because the register no longer is what it was proposed for."""

    change: Change
    reason: str


@dataclass
class Plan:
    """What goes into which sheet.

    `applied` are the changes with the place where they go now; `remarks` say what was left out as a whole,
    and what a person should do.
    """

    applied: list[Change] = field(default_factory=list)
    not_applied: list[NotApplied] = field(default_factory=list)
    checks: SheetEdit | None = None
    checks_sheet: str = ""
    remarks: tuple[str, ...] = ()
    own_columns: dict[str, frozenset[int]] = field(default_factory=dict)

    def leave_checks(self, remark: str) -> None:
        """Go without the Checks sheet, and say why."""
        self.checks, self.remarks = None, (*self.remarks, remark)

    @property
    def is_empty(self) -> bool:
        """Nothing is to be written."""
        return not self.applied and self.checks is None

    def edits(self) -> dict[str, SheetEdit]:
        """The edits by sheet: staff may have put several lists on one."""
        cells: dict[str, dict[str, Any]] = {}
        for change in self.applied:
            cells.setdefault(change.sheet, {})[change.cell] = change.now
        found = {
            sheet: SheetEdit(cells=values, own_columns=self.own_columns.get(sheet, frozenset()))
            for sheet, values in cells.items()
        }
        if self.checks is not None:
            beside = cells.get(self.checks_sheet, {})
            own = self.own_columns.get(self.checks_sheet, frozenset())
            found[self.checks_sheet] = replace(self.checks, cells={**self.checks.cells, **beside}, own_columns=own)
        return found


def place_changes(register: "Register", changes: ChangeSet, *, older: Iterable[Change] = (), is_as_read: bool) -> Plan:
    """Where each change goes in the register as it is now; those that no longer fit are told with the reason.

    `older` are changes that waited in the outbox. A cell that already holds what it should is passed over.
    Unless `is_as_read`, the Checks sheet is left alone: its problems name cells that may have moved since.
    """
    plan = Plan()
    lists = ((register.recommendations, RECOMMENDATIONS), (register.responses, RESPONSES), (register.checks, CHECKS))
    for table, declared in lists:
        own = plan.own_columns.get(table.sheet, frozenset())
        plan.own_columns[table.sheet] = own | frozenset(_our_columns(table, declared))
    tables: dict[str, Table[Any]] = {table.name: table for table, _ in lists[:2]}
    rows = {name: rows_by_key(table) for name, table in tables.items()}
    used = {row.noun.ref for row in register.recommendations.rows if not row.ref_is_new}
    for change in (*changes, *older):
        table = tables[change.table]
        row = _row_of(change, rows[change.table])
        reason = _reason_against(change, table, row, used)
        if reason:
            plan.not_applied.append(NotApplied(change, reason))
        elif row is not None and not _is_same(_held(row, change), change.now):
            plan.applied.append(replace(change, sheet=table.sheet, cell=table.cell(row, change.column)))
    if changes.checks is not None and register.checks.present:
        if is_as_read:
            edit = checks_edit(register, changes.checks)
            plan.checks = edit if edit.cells or edit.append else None
            plan.checks_sheet = register.checks.sheet
        else:
            plan.remarks = (CHECKS_LATER,)
    return plan


def _row_of(change: Change, rows: Mapping[RowKey, Row[Any]]) -> Row[Any] | None:
    """The row of this change; one that had no Ref may have been given it since, by a save of ours."""
    row = rows.get(change.key)
    if row is None and change.key[0] == "new":
        named = rows.get(("ref", change.ref))
        return named if named is not None and key_without_ref(named.noun) == change.key else None
    return row


def _reason_against(change: Change, table: Table[Any], row: Row[Any] | None, used: Iterable[str]) -> str:
    """Why the change does not go where it was meant to; empty where it does."""
    if row is None:
        return f"{change.ref or change.key[1]} is no longer where one row can be told by it"
    if change.column not in table.columns:
        return f"the heading {change.column} is gone"
    if row.ref_is_new and change.ref in used:
        return f"{change.ref} has been given to another row meanwhile"
    held = _held(row, change)
    if _is_same(held, change.was) or _is_same(held, change.now):
        return ""
    return "somebody changed the cell meanwhile"


def _held(row: Row[Any], change: Change) -> object:
    if change.column == "Ref":
        return None if row.ref_is_new else row.noun.ref
    return row.written.get(change.column)


def _is_same(one: object, other: object) -> bool:
    return one == other or (one in (None, "") and other in (None, ""))


def _our_columns(table: Table[Any], declared: Sheet) -> Iterable[int]:
    """The columns that may be written on a protected sheet: the library's, and Ref, where it fills in the blanks."""
    for column in declared.columns:
        is_ours = column.filled_by is FilledBy.LIBRARY or (declared is RECOMMENDATIONS and column.heading == "Ref")
        if is_ours and column.heading in table.columns:
            yield table.columns[column.heading]

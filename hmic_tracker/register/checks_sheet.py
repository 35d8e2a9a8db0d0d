"""The Checks sheet: every problem with a link to its cell."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hmic_tracker.problems import Problem, Severity
from hmic_tracker.register.sheets import CHECKS
from hmic_tracker.workbook import Formula, SheetEdit, open_package
from hmic_tracker.workbook.cells import address, split_address

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register

_HEADINGS = tuple(column.heading for column in CHECKS.columns)
_SEVERITIES = frozenset(map(str, Severity))


def checks_edit(register: "Register", problems: Iterable[Problem]) -> SheetEdit:
    """What to write so that the Checks sheet says exactly these problems, from the first row below its headings.

    Cells that already say it are left alone, rows beyond the table's end are appended to it, and old rows that are left
    over are blanked. What staff wrote below the list stays.
    """
    table = register.checks
    sheets = {name.casefold() for name in register.sheet_names}
    wanted = [_row(problem, sheets) for problem in problems]
    there = {row.number: row.written for row in table.rows}
    rows = _our_rows(register, there)
    cells: dict[str, Any] = {}
    for number, values in zip(rows, wanted, strict=False):
        for heading, value in values.items():
            if heading in table.columns and _shown(value) != _blank(there.get(number, {}).get(heading)):
                cells[address(table.columns[heading], number)] = value
    for number in rows[len(wanted) :]:
        for heading in _HEADINGS:
            if heading in table.columns and _blank(there.get(number, {}).get(heading)) is not None:
                cells[address(table.columns[heading], number)] = None
    append = tuple(
        {table.columns[heading]: value for heading, value in values.items() if heading in table.columns}
        for values in wanted[len(rows) :]
    )
    return SheetEdit(cells=cells, append=append, table=table.excel_table)


def _our_rows(register: "Register", there: Mapping[int, Mapping[str, object]]) -> list[int]:
    """The rows that are there for problems, in order.

    They are those of the Excel table. Where there is none, they are the rows that state a problem's severity and the
    blank ones among them; any other row with something in it is staff's, and the blank ones before it are free.
    """
    table = register.checks
    first = table.header_row + 1
    if table.excel_table:
        rows = list(range(first, _table_end(register) + 1))
        # The one blank row of a table without data: what is appended begins in it, as it does in Excel.
        return [] if rows == [first] and first not in there else rows
    # Without that column nothing tells whose a row is, and all are taken for ours, as in an Excel table.
    can_tell = "Severity" in table.columns
    ours = {
        number
        for number, written in there.items()
        if not can_tell or str(written.get("Severity") or "").strip() in _SEVERITIES
    }
    free = min((number - 1 for number in there if number not in ours), default=max(ours, default=first - 1))
    return sorted({*range(first, free + 1), *ours})


def _table_end(register: "Register") -> int:
    """The last row of the Excel table, blank or not."""
    table = register.checks
    return max(_ends(register, table.sheet, table.excel_table), default=table.header_row)


def _ends(register: "Register", sheet: str, name: str) -> Iterator[int]:
    package = open_package(register.path)
    for part in package.tables(sheet):
        if part.name.casefold() == name.casefold():
            where = split_address(part.ref.rpartition(":")[2])
            if where:
                yield where[1] - part.totals_rows


def _row(problem: Problem, sheets: set[str]) -> dict[str, Any]:
    return {
        "Severity": str(problem.severity),
        "Place": _place(problem, sheets),
        "Ref": problem.ref or None,
        "Found": problem.found,
        "What to do": problem.advice,
    }


def _place(problem: Problem, sheets: set[str]) -> Formula | str | None:
    """A link where the cell is in this workbook; words where it is in another or is a whole sheet."""
    if not problem.cell or problem.sheet.casefold() not in sheets:
        return problem.place or None
    # Inside a formula's text a quote is doubled, and inside a sheet's name an apostrophe is (ECMA-376 Part 1, 18.17.2).
    target = "#'" + problem.sheet.replace("'", "''") + "'!" + problem.cell
    quoted = [part.replace('"', '""') for part in (target, problem.place)]
    return Formula(f'HYPERLINK("{quoted[0]}","{quoted[1]}")', problem.place)


def _shown(value: Formula | str | None) -> Any:
    return value.cached if isinstance(value, Formula) else value


def _blank(value: Any) -> Any:
    return None if value == "" else value

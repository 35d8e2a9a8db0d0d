"""Where new rows and columns go, and what has to be free for them.

All refusals here are for the whole file: half an appended row is worse than none.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hmic_tracker.errors import CellRefused, NoRoom, SheetMissing
from hmic_tracker.workbook import markup, tables
from hmic_tracker.workbook.cells import MOST_COLUMNS, MOST_ROWS, Area, address, unescape
from hmic_tracker.workbook.package import Package, TablePart
from hmic_tracker.workbook.refusals import is_protected, merged_areas
from hmic_tracker.workbook.spans import CellSpan, RowSpan, Sheet

#: How long the heading of a table's column may be: Excel repairs a workbook with a longer one.
MOST_HEADING = 255


@dataclass(frozen=True)
class Growth:
    """How a sheet grows: from row `first` to row `last` (0, 0: no rows), below `covered`.

    `covered` is the table's range before, or the used rows where there is no table; `area` the table's range
    afterwards. `model_row` is the row whose styles the new ones take (0: none). `first_of_data` is the table's first
    row below its headings, for which its `calculated` formulas are written.
    """

    table: TablePart | None
    covered: Area
    area: Area
    first: int
    last: int
    model_row: int
    new_columns: tuple[str, ...]
    calculated: Mapping[int, tables.Calculated]
    first_of_data: int = 1


def plan_growth(
    package: Package, sheet: Sheet, table: TablePart | None, count: int, new_columns: tuple[str, ...], *, is_ours: bool
) -> Growth:
    """Where `count` rows and the new columns go; raises NoRoom where there is none for them.

    In a table they go below its last row; a table whose only row is blank is filled from that row on, since
    Excel cannot have a table without one. Without a table they go below the last row that holds anything.
    `is_ours` says that all the columns to be written are the library's own, also on a protected sheet.
    """
    if is_protected(sheet.frame.root) and not is_ours:
        raise _no_room(package, "the sheet is protected", "Unprotect it in Excel (Review, Unprotect Sheet).")
    if table is None:
        if new_columns:
            raise ValueError("new columns need the name of a table")
        last = _last_taken_row(sheet, count)
        covered = Area(1, max(last, 1), MOST_COLUMNS, max(last, 1))
        growth = Growth(None, covered, covered, last + 1, last + count, last, (), {})
    else:
        growth = _in_table(package, sheet, table, count, new_columns)
    if growth.last > MOST_ROWS or growth.area.right > MOST_COLUMNS:
        raise _no_room(package, "the sheet is full", "Move old rows to another sheet.")
    return growth


def _last_taken_row(sheet: Sheet, count: int) -> int:
    """The last row that holds something, or that a merged cell covers into which `count` rows below it would reach."""
    last = sheet.last_used_row()
    for area in sorted(merged_areas(sheet.frame.root), key=lambda each: each.top):
        if area.bottom > last and area.top <= last + count:
            last = area.bottom
    return last


def _in_table(package: Package, sheet: Sheet, table: TablePart, count: int, new_columns: tuple[str, ...]) -> Growth:
    covered = Area.read(table.ref)
    if covered is None:
        raise markup.damaged(table.part, f"the table's range {table.ref!r} cannot be read")
    xml = package.read(table.part)
    if count and table.totals_rows:
        raise _no_room(
            package,
            f"the table {table.name} has a totals row below its last row",
            "Switch the totals row off in Excel (Table Design, Total Row).",
        )
    first = covered.bottom + 1
    blank_row = covered.top + table.heading_rows
    if count and covered.bottom == blank_row and _is_blank(sheet, covered):
        first = covered.bottom
    last = first + count - 1 if count else 0
    area = Area(covered.left, covered.top, covered.right + len(new_columns), max(covered.bottom, last))
    if new_columns:
        _require_new_columns(package, table, xml, new_columns)
    growth = Growth(
        table,
        covered,
        area,
        first if count else 0,
        last,
        covered.bottom if covered.bottom >= blank_row else 0,
        new_columns,
        tables.calculated_columns(xml, table.part),
        first_of_data=blank_row,
    )
    _require_room(package, sheet, growth)
    return growth


def _is_blank(sheet: Sheet, area: Area) -> bool:
    rows = sheet.locate([area.bottom]).rows
    row = rows.get(area.bottom)
    if row is None:
        return True
    return all(
        is_blank(cell) or cell.formula is not None
        for cell in sheet.cells(row)
        if area.left <= cell.column <= area.right
    )


def is_blank(cell: CellSpan) -> bool:
    """Whether the cell has nothing in it, a style at most."""
    return cell.inside == cell.tail


def _require_new_columns(package: Package, table: TablePart, xml: bytes, names: tuple[str, ...]) -> None:
    if not table.heading_rows:
        raise _no_room(package, f"the table {table.name} has no headings", "Switch its header row on.")
    if tables.is_query(xml, table.part):
        raise _no_room(package, f"the table {table.name} is filled by a query", "Add the column to the query.")
    there = {unescape(heading).casefold() for heading in table.headings}
    for name in names:
        if len(name) > MOST_HEADING:
            raise CellRefused(
                f"{table.name}: the heading {name[:40]!r} ... has {len(name)} characters, and a table's headings "
                f"have {MOST_HEADING} at most.",
                advice="Choose a shorter heading.",
                place=table.sheet,
            )
        if not name.strip() or name.casefold() in there:
            raise CellRefused(
                f"{table.name}: a table cannot have two columns named {name!r}, nor one without a name.",
                advice="Choose another heading.",
                place=table.sheet,
            )
        there.add(name.casefold())


def _require_room(package: Package, sheet: Sheet, growth: Growth) -> None:
    covered, area = growth.covered, growth.area
    table = growth.table
    if table is None:
        return
    fresh = [Area(covered.left, covered.bottom + 1, area.right, area.bottom)] if area.bottom > covered.bottom else []
    if area.right > covered.right:
        fresh.append(Area(covered.right + 1, covered.top, area.right, area.bottom))
    merged = merged_areas(sheet.frame.root)
    others = [Area.read(each.ref) for each in package.tables(table.sheet) if each.part != table.part]
    for part in fresh:
        if any(each and each.meets(part) for each in (*merged, *others)):
            raise _no_room(
                package,
                f"another table or a merged cell stands in {part}, where {table.name} would grow",
                "Move it in Excel, so that the table can grow.",
            )
        rows = sheet.locate(range(part.top, part.bottom + 1)).rows
        for row in rows.values():
            _require_free(package, sheet, row, part, table)


def _require_free(package: Package, sheet: Sheet, row: RowSpan, part: Area, table: TablePart) -> None:
    for cell in sheet.cells(row):
        if part.left <= cell.column <= part.right and not is_blank(cell):
            raise _no_room(
                package,
                f"{address(cell.column, row.number)} is in use, where {table.name} would grow",
                "Move it in Excel, so that the table can grow.",
            )


def find_table(package: Package, sheet: str, name: str) -> TablePart:
    """The table of that name on the sheet, compared as Excel does. Raises SheetMissing."""
    there = package.tables(sheet)
    for table in there:
        if table.name.casefold() == name.casefold():
            return table
    names = ", ".join(table.name for table in there) or "none"
    raise SheetMissing(f"The sheet {sheet} has no table named {name!r}.", advice=f"Its tables: {names}.", place=sheet)


def _no_room(package: Package, why: str, advice: str) -> NoRoom:
    return NoRoom(
        f"{package.path.name}: nothing can be added here: {why}.", why=why, advice=advice, place=str(package.path)
    )

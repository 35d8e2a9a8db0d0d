"""Finding a list in a workbook, wherever it stands and whatever its sheet is called now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hmic_tracker.register.cell_values import as_text, is_blank
from hmic_tracker.register.declare import FilledBy, Sheet
from hmic_tracker.register.words import bare
from hmic_tracker.workbook.grid import Grid, TableArea

# Headings stand near the top: below titles, notes and logos, but not below the data.
_ROWS_SEARCHED = 40
_SAME_SHEET = 20
_SAME_TABLE = 100

Aliases = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Located:
    """Where a list stands: its sheet, the row of its headings, the columns found, and the rows that may hold data.

    `columns` and `extra` give worksheet columns by declared heading and by staff's own; `twice` the second places of a
    heading. `last_row` is the last row that can belong to the list, `table_end` the last row of data of its Excel
    table (0 where it is none).
    """

    grid: Grid
    header_row: int
    columns: Mapping[str, int]
    extra: Mapping[str, int] = field(default_factory=dict)
    twice: tuple[tuple[str, int, int], ...] = ()
    last_row: int = 0
    table: TableArea | None = None

    @property
    def table_end(self) -> int:
        """The last row of data that the Excel table covers; 0 where the list is no Excel table."""
        return self.table.last_row - self.table.totals_rows if self.table else 0


def headings_of(sheet: Sheet, aliases: Aliases) -> dict[str, str]:
    """Every way of writing a heading of this sheet, stripped bare, and the heading it stands for.

    The sheet's own headings come before any alias, so that an alias never takes the place of a heading.
    """
    known = {bare(column.heading): column.heading for column in sheet.columns}
    for column in sheet.columns:
        for alias in (*aliases.get(column.heading, ()), *column.aliases):
            known.setdefault(bare(alias), column.heading)
    return known


def locate_all(sheets: Iterable[Sheet], grids: Sequence[Grid], *, aliases: Aliases | None = None) -> dict[str, Located]:
    """Where each list stands, by its declared name; a list that is not in the workbook is left out.

    An Excel table's name counts most, then the sheet's name. What has neither name is known by its headings, so a
    renamed sheet with a plain list is still found; but never a place that a list has by name.
    """
    wanted = tuple(sheets)
    found: dict[str, Located] = {}
    for choose in (_named, _alike):
        taken = {(place.grid.name, place.header_row) for place in found.values()}
        for sheet in wanted:
            if sheet.name in found:
                continue
            known = headings_of(sheet, aliases or {})
            free = [
                candidate
                for grid in grids
                for candidate in _candidates(grid, known)
                if (grid.name, candidate.header_row) not in taken
            ]
            best = choose(sheet, free)
            if best is not None:
                found[sheet.name] = best
                taken.add((best.grid.name, best.header_row))
    return found


def _named(sheet: Sheet, candidates: Iterable[Located]) -> Located | None:
    """The place with this list's name and at least two of its headings."""
    names = {bare(name) for name in (sheet.name, *sheet.aliases)}
    best: tuple[float, Located] | None = None
    for candidate in candidates:
        is_table = candidate.table is not None and bare(candidate.table.name) == bare(sheet.table)
        is_sheet = bare(candidate.grid.name) in names
        if not (is_table or is_sheet) or len(candidate.columns) < 2:
            continue
        score = _SAME_TABLE * is_table + _SAME_SHEET * is_sheet + len(candidate.columns)
        if best is None or score > best[0]:
            best = (score, candidate)
    return best[1] if best else None


def _alike(sheet: Sheet, candidates: Iterable[Located]) -> Located | None:
    """The place with most of this list's headings, if they are enough to be sure.

    Short lists have no headings of their own: without a name, all of them must be there.
    """
    staff = [column for column in sheet.columns if column.filled_by is FilledBy.STAFF]
    required = {column.heading for column in staff if column.required or column.wanted}
    least = len(staff) if len(staff) <= 5 else max(4, len(staff) // 3)
    if sheet.needed:
        # The one list without which nothing can be done: half a dozen headings are enough to know it by.
        required, least = {column.heading for column in staff if column.key == "" and column.required}, 4
    best: Located | None = None
    for candidate in candidates:
        here = {column.heading for column in staff if column.heading in candidate.columns}
        missing = required - here
        enough = len(here) >= least and (not missing or (sheet.needed and len(missing) < len(required)))
        if enough and (best is None or len(here) > len(best.columns)):
            best = candidate
    return best


def _candidates(grid: Grid, known: Mapping[str, str]) -> list[Located]:
    found = [_in_table(grid, table, known) for table in grid.tables if table.heading_rows]
    in_tables = {row.header_row for row in found}
    last = min(grid.last_row, grid.first_row + _ROWS_SEARCHED)
    for row in range(grid.first_row, last + 1):
        if row in in_tables or any(t.first_row < row <= t.last_row for t in grid.tables):
            continue
        columns = range(grid.first_column, grid.last_column + 1)
        headings = _match(grid, row, columns, known)
        if len(headings[0]) >= 2:
            found.append(Located(grid, row, *headings, last_row=_last_row(grid, row, known)))
    return found


def _in_table(grid: Grid, table: TableArea, known: Mapping[str, str]) -> Located:
    columns = range(table.first_column, table.last_column + 1)
    # Headings typed beside the table before it was widened belong to it as far as staff are concerned.
    right = table.last_column + 1
    while (
        right <= grid.last_column
        and isinstance(grid.value(table.first_row, right), str)
        and not any(t is not table and t.first_column <= right <= t.last_column for t in grid.tables)
        and bare(as_text(grid.value(table.first_row, right))) in known
    ):
        right += 1
    columns = range(table.first_column, right)
    matched = _match(grid, table.first_row, columns, known)
    last = grid.last_row
    below = [t.first_row for t in grid.tables if t is not table and t.first_row > table.last_row]
    if table.totals_rows:
        last = table.last_row - table.totals_rows
    elif below:
        last = min(below) - 1
    end = _last_row(grid, table.last_row, known, last)
    return Located(grid, table.first_row, *matched, last_row=max(end, table.last_row - table.totals_rows), table=table)


def _match(
    grid: Grid, row: int, columns: range, known: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, int], tuple[tuple[str, int, int], ...]]:
    """The headings of one row: declared ones, staff's own, and those that stand twice (heading, first, second)."""
    exact: dict[str, int] = {}
    by_alias: dict[str, int] = {}
    extra: dict[str, int] = {}
    twice: list[tuple[str, int, int]] = []
    for column in columns:
        value = grid.value(row, column)
        if is_blank(value):
            continue
        text = as_text(value)
        heading = known.get(bare(text))
        if heading is None:
            extra.setdefault(" ".join(text.split()), column)
        elif bare(text) == bare(heading):
            if heading in exact:
                twice.append((heading, exact[heading], column))
            else:
                exact[heading] = column
        elif heading in by_alias:
            twice.append((heading, by_alias[heading], column))
        else:
            by_alias[heading] = column
    for heading, column in by_alias.items():
        # "Ref" beside "Inspection ref": the alias is then a column of their own.
        if heading in exact:
            extra.setdefault(" ".join(as_text(grid.value(row, column)).split()), column)
        else:
            exact[heading] = column
    return exact, extra, tuple(twice)


def _last_row(grid: Grid, after: int, known: Mapping[str, str], last: int | None = None) -> int:
    """The last row of a list: the sheet's last, or the one before the next row of headings."""
    last = grid.last_row if last is None else last
    for table in grid.tables:
        if table.first_row > after:
            last = min(last, table.first_row - 1)
    for row in range(after + 1, last + 1):
        values = [grid.value(row, column) for column in range(grid.first_column, grid.last_column + 1)]
        texts = [bare(value) for value in values if isinstance(value, str)]
        if len(texts) >= 3 and sum(text in known for text in texts) > len(texts) * 0.6:
            return row - 1
    return last

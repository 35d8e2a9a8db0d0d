"""Finding a list in a workbook, wherever it stands and whatever its sheet is called now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hmic_tracker.register.cell_values import as_text, is_blank
from hmic_tracker.register.declare import FilledBy, Sheet
from hmic_tracker.register.words import bare
from hmic_tracker.workbook.grid import Grid, TableArea

# Headings stand near the top, below titles, notes and logos. Only where there are none is the rest looked through.
_ROWS_SEARCHED = 60
_MOST_ROWS_SEARCHED = 2_000
_LONGEST_HEADING = 80
_SHORT_LIST = 5
# An alias is a guess: the list with the headings themselves is preferred to one with words like them.
_ALIAS_COUNTS = 0.8

Aliases = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Located:
    """Where a list stands: its sheet, the row of its headings, the columns found, and the rows that may hold data.

    `columns` and `extra` give worksheet columns by declared heading and by staff's own; `twice` the second places of a
    heading, as (heading, first column, second column). `last_row` is the last row that can belong to the list,
    `repeated` are rows among them where the headings stand again, as they do where rows were pasted with them.
    `exact` counts the headings that are not known by an alias.
    """

    grid: Grid
    header_row: int
    columns: Mapping[str, int]
    extra: Mapping[str, int] = field(default_factory=dict)
    twice: tuple[tuple[str, int, int], ...] = ()
    last_row: int = 0
    table: TableArea | None = None
    exact: int = 0
    repeated: frozenset[int] = frozenset()

    @property
    def table_end(self) -> int:
        """The last row of data that the Excel table covers; 0 where the list is no Excel table."""
        return self.table.last_row - self.table.totals_rows if self.table else 0

    @property
    def score(self) -> float:
        """How much of the list's headings is here."""
        return self.exact + _ALIAS_COUNTS * (len(self.columns) - self.exact)

    def row_numbers(self) -> Iterator[int]:
        """The worksheet rows that may hold data, in order; an Excel table's totals are left out."""
        totals = range(self.table_end + 1, self.table.last_row + 1) if self.table else range(0)
        rows = range(self.header_row + 1, self.last_row + 1)
        return (row for row in rows if row not in totals and row not in self.repeated)


def headings_of(sheet: Sheet, aliases: Aliases) -> dict[str, str]:
    """Every way of writing a heading of this sheet, stripped bare, and the heading it stands for.

    The sheet's own headings come before any alias, and staff's aliases before those that are built in, so that an
    alias never takes the place of a heading.
    """
    theirs = {bare(heading): words for heading, words in aliases.items()}
    known = {bare(column.heading): column.heading for column in sheet.columns}
    for column in sheet.columns:
        for alias in theirs.get(bare(column.heading), ()):
            known.setdefault(bare(alias), column.heading)
    for column in sheet.columns:
        for alias in column.aliases:
            known.setdefault(bare(alias), column.heading)
    return known


def locate_all(sheets: Iterable[Sheet], grids: Sequence[Grid], *, aliases: Aliases | None = None) -> dict[str, Located]:
    """Where each list stands, by its declared name; a list that is not in the workbook is left out.

    An Excel table's name counts most, then the sheet's name. What has neither name is known by its headings, so a
    renamed sheet with a plain list is still found; but never a place that a list has by name. `aliases` may also name
    a sheet.
    """
    return _Search(tuple(sheets), grids, aliases or {}).found()


@dataclass(frozen=True)
class _Heads:
    """A row that may be one of headings: its cells as (column, bare text, text as typed), and its table if any."""

    row: int
    cells: tuple[tuple[int, str, str], ...]
    table: TableArea | None = None

    def known(self, known: Mapping[str, str]) -> int:
        return len({known[key] for _, key, _ in self.cells if key in known})


class _Search:
    """One workbook searched for all its lists; each row's words are looked at once for all of them."""

    def __init__(self, sheets: tuple[Sheet, ...], grids: Sequence[Grid], aliases: Aliases) -> None:
        self.sheets = sheets
        self.grids = grids
        self.known = {sheet.name: headings_of(sheet, aliases) for sheet in sheets}
        self.any_known = {key: key for known in self.known.values() for key in known}
        self.names = {sheet.name: _names(sheet, aliases) for sheet in sheets}
        self.is_heading: dict[str, str] = {}  # the text of short cells seen, and its bare form if that is a heading
        self.heads = {index: self._heads(grid) for index, grid in enumerate(grids)}
        self.starts = {
            index: self._list_starts(grid) if grid.last_row - grid.first_row < 200_000 else []
            for index, grid in enumerate(grids)
        }

    def found(self) -> dict[str, Located]:
        places: dict[str, Located] = {}
        for choose in (self._by_name, self._by_headings):
            choices = [
                (rank, -number, sheet, place)
                for number, sheet in enumerate(self.sheets)
                if sheet.name not in places
                for rank, place in choose(sheet)
            ]
            # The surest first, so that of two lists with words in common each gets its own.
            for _, _, sheet, place in sorted(choices, key=lambda choice: choice[:2], reverse=True):
                if sheet.name not in places and not any(_is_same_place(place, other) for other in places.values()):
                    places[sheet.name] = place
        return places

    # Choosing.

    def _by_name(self, sheet: Sheet) -> Iterator[tuple[tuple[float, ...], Located]]:
        staff = {column.heading for column in sheet.columns if column.filled_by is FilledBy.STAFF}
        for index, grid in enumerate(self.grids):
            is_sheet = bare(grid.name) in self.names[sheet.name]
            for place in self._places(index, sheet):
                is_table = place.table is not None and _table_key(place.table.name) in self.names[sheet.name]
                is_enough = len(place.columns) >= 2 or any(sheet.column(name).required for name in place.columns)
                # The library's columns alone state nothing.
                is_enough = is_enough and (not staff or not staff.isdisjoint(place.columns))
                if (is_table or is_sheet) and is_enough:
                    yield (is_table and len(place.columns) >= 2, is_sheet, place.score, -index), place

    def _by_headings(self, sheet: Sheet) -> Iterator[tuple[tuple[float, ...], Located]]:
        staff = [column for column in sheet.columns if column.filled_by is FilledBy.STAFF]
        if not staff:
            return
        required = {column.heading for column in staff if column.required}
        others = {bare(heading) for heading in sheet.never_with}
        for index, grid in enumerate(self.grids):
            for place in self._places(index, sheet):
                if others and not others.isdisjoint(map(bare, place.extra)):
                    continue
                here = {column.heading for column in staff if column.heading in place.columns}
                share = len(place.columns) / (len(place.columns) + len(place.extra))
                if sheet.needed:
                    # The one list without which nothing can be done: it may be known by less.
                    enough = len(here) >= 3 and len(required & here) * 2 >= min(len(required), 2) and share >= 0.25
                elif len(staff) <= _SHORT_LIST:
                    # Short lists have no headings of their own: all of them must be there, or nearly nothing else.
                    enough = required <= here and len(here) >= 2 and (len(here) == len(staff) or share == 1)
                else:
                    enough = required <= here and len(here) >= max(3, len(staff) // 3) and share >= 0.5
                if enough:
                    yield (place.score, share, grid.visible, -index), place

    # Places.

    def _places(self, index: int, sheet: Sheet) -> Iterator[Located]:
        grid, known = self.grids[index], self.known[sheet.name]
        for heads in self.heads[index]:
            if not any(key in known for _, key, _ in heads.cells):
                continue
            if heads.table is not None:
                yield self._in_table(index, grid, heads, known)
                continue
            columns, extra, twice, exact = _match(_one_list(heads.cells, known), known)
            last, again = self._last_row(index, heads.row, columns, known)
            yield Located(grid, heads.row, columns, extra, twice, last, None, exact, again)

    def _in_table(self, index: int, grid: Grid, heads: _Heads, known: Mapping[str, str]) -> Located:
        table = heads.table
        assert table is not None
        cells = list(heads.cells)
        # Known headings typed right beside the table belong to it as far as staff are concerned.
        right = table.last_column + 1
        while table.heading_rows and right <= grid.last_column:
            cell = _cell(grid, table.first_row, right)
            others = (t for t in grid.tables if t is not table and t.first_column <= right <= t.last_column)
            if cell is None or cell[1] not in known or any(others):
                break
            cells.append(cell)
            right += 1
        columns, extra, twice, exact = _match(cells, known)
        last, again = self._last_row(index, table.last_row, columns, known)
        return Located(grid, heads.row, columns, extra, twice, max(last, table.last_row), table, exact, again)

    def _last_row(
        self, index: int, after: int, columns: Mapping[str, int], known: Mapping[str, str]
    ) -> tuple[int, frozenset[int]]:
        """The last row of a list, and where its own headings stand again in between.

        It is the sheet's last, or the one before another list that begins below it.
        """
        grid = self.grids[index]
        left, right = min(columns.values()), max(columns.values())
        again: set[int] = set()
        for row, first, end, table in self.starts[index]:
            if row <= after or first > right or end < left:
                continue
            same = sum(
                known.get(cell[1]) == heading for heading, at in columns.items() if (cell := _cell(grid, row, at))
            )
            if table is not None or same < len(columns) * 0.6:
                return row - 1, frozenset(again)
            again.add(row)
        return grid.last_row, frozenset(again)

    # Rows of headings.

    def _heads(self, grid: Grid) -> list[_Heads]:
        found = []
        covered: list[TableArea] = []
        for table in grid.tables:
            heads = _table_heads(grid, table)
            if heads.known(self.any_known) >= 1:
                found.append(heads)
                covered.append(table)
        first = grid.first_row
        for begin, end in ((0, _ROWS_SEARCHED), (_ROWS_SEARCHED, _MOST_ROWS_SEARCHED)):
            for number, row in enumerate(grid.rows[begin:end], start=first + begin):
                # Two words that could be headings make a row worth a look; most rows have none.
                if sum(1 for value in row if value.__class__ is str and self._key(value)) < 1:
                    continue
                if any(table.first_row <= number <= table.last_row for table in covered):
                    continue
                cells = tuple(cell for at in range(len(row)) if (cell := _cell(grid, number, grid.first_column + at)))
                found.append(_Heads(number, cells))
            if any(heads.known(self.any_known) >= 2 for heads in found):
                break
        return found

    def _list_starts(self, grid: Grid) -> list[tuple[int, int, int, TableArea | None]]:
        """Where lists begin on a sheet, from the top: row, first and last column, and the Excel table if it is one."""
        starts: list[tuple[int, int, int, TableArea | None]] = [
            (table.first_row, table.first_column, table.last_column, table) for table in grid.tables
        ]
        in_tables = {table.first_row for table in grid.tables}
        follows_blank = True
        for number, row in enumerate(grid.rows, start=grid.first_row):
            words = [value for value in row if value.__class__ is str]
            # One of the first words of a row of headings is known; only then are the others looked at.
            if any(self._key(word) for word in words[:3]) and number not in in_tables:
                keys = {key for word in words if (key := self._key(word))}
                if len(keys) >= 2 and self._is_heading_row(keys, len(words), follows_blank):
                    places = [at for at, value in enumerate(row, start=grid.first_column) if value is not None]
                    starts.append((number, places[0], places[-1], None))
            follows_blank = not words
        return sorted(starts, key=lambda start: start[:3])

    def _is_heading_row(self, keys: set[str], words: int, follows_blank: bool) -> bool:
        """Whether a row is one of headings: nearly all its words are headings of one list."""
        for sheet in self.sheets:
            known = self.known[sheet.name]
            headings = {known[key] for key in keys if key in known}
            required = {column.heading for column in sheet.columns if column.required}
            if len(headings) < words * 0.6:
                continue
            if len(headings) >= 3 or (len(headings) == 2 and follows_blank and required <= headings):
                return True
        return False

    def _key(self, value: object) -> str:
        """The bare form of a text that is a heading of some list; empty for anything else."""
        text = str(value)
        key = self.is_heading.get(text)
        if key is None:
            key = bare(text) if len(text) <= _LONGEST_HEADING else ""
            self.is_heading[text] = key = key if key in self.any_known else ""
        return key


def _names(sheet: Sheet, aliases: Aliases) -> frozenset[str]:
    theirs = [word for name, words in aliases.items() if bare(name) == bare(sheet.name) for word in words]
    return frozenset(bare(name) for name in (sheet.name, *sheet.aliases, *theirs))


def _table_key(name: str) -> str:
    key = bare(name)
    return key.removeprefix("tbl").removeprefix("table")


def _is_same_place(one: Located, other: Located) -> bool:
    """Two lists on the same headings: not where they stand side by side with columns of their own."""
    if one.grid is not other.grid or one.header_row != other.header_row:
        return False
    return bool(set(one.columns.values()) & set(other.columns.values()))


def _cell(grid: Grid, row: int, column: int) -> tuple[int, str, str] | None:
    value = grid.value(row, column)
    if is_blank(value):
        return None
    text = " ".join(as_text(value).split())
    return column, bare(text[:_LONGEST_HEADING]), text


def _table_heads(grid: Grid, table: TableArea) -> _Heads:
    columns = range(table.first_column, table.last_column + 1)
    if table.heading_rows:
        cells = [cell for column in columns if (cell := _cell(grid, table.first_row, column))]
        if cells:
            return _Heads(table.first_row, tuple(cells), table)
    named = zip(columns, table.headings, strict=False)
    row = table.first_row if table.heading_rows else table.first_row - 1
    return _Heads(row, tuple((column, bare(text), " ".join(text.split())) for column, text in named), table)


def _one_list(cells: Sequence[tuple[int, str, str]], known: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """The cells of a row of headings that belong to one list, without the list or the notes beside it.

    A gap may be a heading that somebody deleted, so what stands beyond one belongs to the list where it adds a
    heading that the list would lack.
    """
    runs: list[list[tuple[int, str, str]]] = []
    for cell in cells:
        if runs and runs[-1][-1][0] == cell[0] - 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    chosen = max(runs, key=lambda run: len({known[key] for _, key, _ in run if key in known}))
    mine = list(chosen)
    have = {known[key] for _, key, _ in mine if key in known}
    for run in runs:
        adds = {known[key] for _, key, _ in run if key in known} - have
        if run is not chosen and adds:
            have |= adds
            mine += [cell for cell in run if cell[1] not in known or known[cell[1]] in adds]
    return sorted(mine)


def _match(
    cells: Sequence[tuple[int, str, str]], known: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, int], tuple[tuple[str, int, int], ...], int]:
    """The declared headings, staff's own, those that stand twice (heading, first, second), and how many are exact."""
    columns: dict[str, int] = {}
    by_alias: dict[str, tuple[int, str]] = {}
    extra: dict[str, int] = {}
    twice: list[tuple[str, int, int]] = []
    for column, key, text in cells:
        heading = known.get(key)
        if heading is None:
            if text in extra:
                twice.append((text, extra[text], column))
            extra.setdefault(text, column)
        elif key == bare(heading):
            if heading in columns:
                twice.append((heading, columns[heading], column))
            columns.setdefault(heading, column)
        elif heading in by_alias:
            extra.setdefault(text, column)
        else:
            by_alias[heading] = (column, text)
    exact = len(columns)
    for heading, (column, text) in by_alias.items():
        # "Risk" beside "Risk ref": the alias is then a column of their own.
        if heading in columns:
            extra.setdefault(text, column)
        else:
            columns[heading] = column
    return columns, extra, tuple(twice), exact

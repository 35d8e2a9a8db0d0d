"""A workbook's values with their addresses, for any workbook whatever it is about.

The bytes are read once, so the fingerprint is that of the values. python-calamine reads the sheets that are
as Excel writes them (calamine_reader.py); :mod:`hmic_tracker.workbook.values` reads the others. Nobody
allocates anything before the file was looked at: calamine ends the whole program on three far-apart cells.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape as unescape_entities
from pathlib import Path

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.files import Fingerprint
from hmic_tracker.workbook import markup, values
from hmic_tracker.workbook.calamine_reader import Block, CalamineReader
from hmic_tracker.workbook.cells import Area, address, unescape
from hmic_tracker.workbook.package import Package, SheetPart, open_package
from hmic_tracker.workbook.values import CellError, Shown, Sources, Value

__all__ = ["CellError", "Grid", "TableArea", "Value", "Workbook", "read_package", "read_sheet", "read_workbook"]

MOST_SHEET_BYTES = 256 * 1024 * 1024
#: How many cells a rectangle may have that is held with its blanks.
MOST_AREA = 20_000_000
_MOST_LINKED_CELLS = 1_000
_MOST_LINKS = 200_000

_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class TableArea:
    """An Excel table on a sheet; rows and columns count from 1, edges included.

    `first_row` is the row of headings where `heading_rows` is 1, `last_row` the last of the `totals_rows`.
    `headings` are as the table has them, line breaks undone from their escapes.
    """

    name: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    headings: tuple[str, ...]
    totals_rows: int
    heading_rows: int = 1


@dataclass(frozen=True)
class Grid:
    """A sheet's values: `rows` starts at (`first_row`, `first_column`), and all its rows are as long.

    Blank cells are None, and so is empty text. Whole numbers are int. Numbers in a date format are dates
    (datetimes where there is a time of day, times under one day, timedeltas for elapsed hours). `links` has
    the external target of each cell with a hyperlink, by address, `formulas` the addresses of the cells
    with a formula, whose value is the one that was last calculated.
    """

    name: str
    visible: bool
    first_row: int
    first_column: int
    rows: tuple[tuple[Value, ...], ...] = field(repr=False)
    tables: tuple[TableArea, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    formulas: frozenset[str] = frozenset()

    @property
    def last_row(self) -> int:
        """The last row with a value; the row before `first_row` where there are none."""
        return self.first_row + len(self.rows) - 1

    @property
    def last_column(self) -> int:
        """The last column with a value; the column before `first_column` where there are none."""
        return self.first_column + (len(self.rows[0]) if self.rows else 0) - 1

    def value(self, row: int, column: int) -> Value:
        """The value at a place counted from 1; None outside what is used."""
        down, across = row - self.first_row, column - self.first_column
        if down < 0 or across < 0 or down >= len(self.rows):
            return None
        found = self.rows[down]
        return found[across] if across < len(found) else None

    def address(self, row: int, column: int) -> str:
        """`B12` for row 12, column 2."""
        return address(column, row)


@dataclass(frozen=True)
class Workbook:
    """The sheets of a workbook in the order of their tabs, and the fingerprint of the bytes they came from."""

    path: Path
    fingerprint: Fingerprint
    grids: tuple[Grid, ...]
    date_1904: bool = False

    def grid_named(self, name: str) -> Grid | None:
        """The sheet of that name, without regard to case and spaces; None where there is none."""
        exact = [grid for grid in self.grids if grid.name == name]
        alike = exact or [grid for grid in self.grids if _bare(grid.name) == _bare(name)]
        return alike[0] if alike else None


def read_workbook(path: Path | str) -> Workbook:
    """Every worksheet of the workbook at `path`.

    Raises WorkbookUnusable where it is missing, damaged, encrypted, not a workbook, or holds more than can be
    read (see the bounds here and in :mod:`hmic_tracker.workbook.archive`).
    """
    return read_package(open_package(path))


def read_package(package: Package) -> Workbook:
    """Every worksheet of an opened workbook; raises as :func:`read_workbook` does."""
    total = sum(package.member(sheet.part).size for sheet in package.sheets)
    if total > MOST_SHEET_BYTES:
        raise _too_much(package, f"Its sheets unpack to {total // (1024 * 1024):,} MB.")
    reading = _Reading(package)
    return Workbook(
        path=package.path,
        fingerprint=Fingerprint.of(package.archive.content),
        grids=tuple(reading.grid(sheet) for sheet in package.sheets),
        date_1904=package.date_1904,
    )


def read_sheet(package: Package, name: str) -> Grid | None:
    """One worksheet, by its name without regard to case and spaces, the others unread; None where there is none.

    Raises as :func:`read_workbook` does.
    """
    exact = [sheet for sheet in package.sheets if sheet.name == name]
    alike = exact or [sheet for sheet in package.sheets if _bare(sheet.name) == _bare(name)]
    if not alike:
        return None
    size = package.member(alike[0].part).size
    if size > MOST_SHEET_BYTES:
        raise _too_much(package, f"Its sheet {alike[0].name} unpacks to {size // (1024 * 1024):,} MB.")
    return _Reading(package).grid(alike[0])


class _Reading:
    """What is needed for more than one sheet of a workbook, each made when it is first asked for."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.cells = 0
        self._sources: Sources | None = None
        self._strings_xml = b"".join(package.read(part) for part in self._related("sharedStrings")[:1])
        self._calamine = CalamineReader(package, self._strings_xml, self._related("styles"))

    def grid(self, sheet: SheetPart) -> Grid:
        """One sheet, by whichever way serves it."""
        xml = markup.as_utf8(self.package.read(sheet.part), sheet.part)
        self._count(xml)
        markup.require_well_formed(xml, sheet.part)
        block = self._fast(sheet, xml) or self._exact(sheet, xml)
        return Grid(
            name=sheet.name,
            visible=sheet.visibility == "visible",
            first_row=block.first_row,
            first_column=block.first_column,
            rows=block.rows,
            tables=tuple(self._tables(sheet, block)),
            links=dict(self._links(sheet, xml)),
            formulas=block.formulas,
        )

    def _count(self, xml: bytes) -> None:
        self.cells += xml.count(b"<v>") + xml.count(b"<is>")
        if self.cells > values.MOST_CELLS:
            raise _too_much(self.package, f"It has more than {values.MOST_CELLS:,} cells.")

    def _related(self, kind: str) -> tuple[str, ...]:
        return self.package.related(self.package.workbook_part, kind)

    # The fast way: calamine.

    def _fast(self, sheet: SheetPart, xml: bytes) -> Block | None:
        return self._calamine.block(sheet, xml)

    # The exact way: our own.

    @property
    def sources(self) -> Sources:
        """Shared strings and styles, read when a sheet first needs them."""
        if self._sources is None:
            strings: tuple[str, ...] = ()
            styles: tuple[Shown, ...] = ()
            for part in self._related("sharedStrings")[:1]:
                strings = values.read_strings(markup.as_utf8(self._strings_xml, part), part)
            for part in self._related("styles")[:1]:
                styles = values.read_styles(self.package.read(part, may_repeat=True), part)
            self._sources = Sources(strings, styles, self.package.date_1904)
        return self._sources

    def _exact(self, sheet: SheetPart, xml: bytes) -> Block:
        cells = values.read_cells(xml, sheet.part, self.sources)
        formulas = frozenset(address(column, row) for row, column in cells.formulas)
        if not cells.values:
            return Block(1, 1, (), formulas)
        by_row: dict[int, dict[int, Value]] = {}
        for (row, column), value in cells.values.items():
            by_row.setdefault(row, {})[column] = value
        first_column = min(column for _, column in cells.values)
        width = max(column for _, column in cells.values) - first_column + 1
        if len(by_row) * width > MOST_AREA:
            raise _too_much(
                self.package,
                f"The cells used on the sheet {sheet.name} lie so far apart that their rectangle has "
                f"{len(by_row) * width:,} cells.",
            )
        blank: tuple[Value, ...] = (None,) * width  # one for all blank rows, so that a stray last cell costs little
        rows = []
        for number in range(min(by_row), max(by_row) + 1):
            row_cells = by_row.get(number)
            if row_cells is None:
                rows.append(blank)
            else:
                rows.append(tuple(map(row_cells.get, range(first_column, first_column + width))))
        return Block(min(by_row), first_column, tuple(rows), formulas)

    # What lies on the sheet besides values.

    def _tables(self, sheet: SheetPart, block: Block) -> Iterator[TableArea]:
        for table in self.package.tables(sheet.name):
            area = Area.read(table.ref)
            if area:
                headings = tuple(unescape(heading) for heading in table.headings)
                yield TableArea(
                    name=unescape(table.name),
                    first_row=area.top,
                    last_row=area.bottom,
                    first_column=area.left,
                    last_column=area.right,
                    headings=headings,
                    totals_rows=table.totals_rows,
                    heading_rows=table.heading_rows or int(_shows(block, area, headings)),
                )

    def _links(self, sheet: SheetPart, xml: bytes) -> Iterator[tuple[str, str]]:
        """External targets by address (18.3.1.47); a link over many cells counts for the first of them."""
        begin = xml.rfind(b"hyperlinks>")
        if begin < 0:
            return
        begin = xml.rfind(b"hyperlinks", 0, begin)
        targets = {each.id: each.target for each in self.package.relations(sheet.part) if each.is_external}
        left = _MOST_LINKS
        for found in _HYPERLINK.findall(xml, max(begin, 0)):
            attributes = {
                name.decode(): unescape_entities((one or two).decode("utf-8", "replace"))
                for name, one, two in _ATTRIBUTE.findall(found)
            }
            area = Area.read(attributes.get("ref", ""))
            target = targets.get(attributes.get("id", ""))
            if area is None or target is None:
                continue
            if attributes.get("location"):
                target = f"{target}#{attributes['location']}"
            across = range(area.left, area.right + 1)
            places = ((column, row) for row in range(area.top, area.bottom + 1) for column in across)
            for place, _ in zip(places, range(min(left, _MOST_LINKED_CELLS)), strict=False):
                left -= 1
                yield address(*place), target


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def _shows(block: Block, area: Area, headings: tuple[str, ...]) -> bool:
    """Whether the table's first row holds its headings, whatever the table says (18.5.1.2, headerRowCount).

    exceljs writes that there are none into every table that it read from Excel's own files and saved again.
    """
    down, across = area.top - block.first_row, area.left - block.first_column
    if not headings or down < 0 or across < 0 or down >= len(block.rows):
        return False
    shown = block.rows[down][across : across + len(headings)]
    return [_bare(str(each)) for each in shown] == [_bare(each) for each in headings]


def _too_much(package: Package, found: str) -> WorkbookUnusable:
    return WorkbookUnusable(
        f"{package.path.name}: {found} That is more than can be read.",
        advice="Check that it is the right file; delete the rows and sheets that are not needed and save it again.",
        place=str(package.path),
    )

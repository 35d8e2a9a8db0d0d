"""Why a cell is left alone: asked before anything is written.

ECMA-376 Part 1, 18.3.1.55 (mergeCell), 18.3.1.85 (sheetProtection), 18.3.1.40 (f: shared, array, data table),
18.5.1.2 (table: its headings and totals are named in its part, so cell and part must change together).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import Area, Cached, CellValue, address
from hmic_tracker.workbook.package import Package, SheetPart
from hmic_tracker.workbook.spans import CellSpan, Sheet


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that was not written: where, why, and what a person can do about it."""

    sheet: str
    cell: str
    reason: str
    advice: str


@dataclass(frozen=True)
class Guard:
    """What on one sheet must not be written, row by row; made once for all the rows that are wanted."""

    sheet: str
    merged: Mapping[int, Sequence[Area]]
    arrays: Mapping[int, Sequence[Area]]
    table_edges: Mapping[int, Sequence[Area]]
    twice: frozenset[int]
    is_protected: bool

    def reason(self, column: int, row: int, cell: CellSpan | None, value: CellValue) -> tuple[str, str] | None:
        """Why this cell cannot take this value, and what to do; None where it can. Locks are asked apart."""
        where = (column, row)
        if row in self.twice:
            return "the sheet holds this row, or a cell of it, twice", "Open the workbook in Excel and save it again."
        for area in self.merged.get(row, ()):
            if where in area and where != (area.left, area.top):
                first = address(area.left, area.top)
                return (
                    f"it is covered by the merged cell {area}",
                    f"Write to {first}, or unmerge the cells in Excel.",
                )
        for area in self.table_edges.get(row, ()):
            if where in area:
                return (
                    "it is a heading or a total of a table",
                    "Change it in Excel, which keeps the table's own list of columns in step.",
                )
        if cell is not None and cell.formula is not None:
            return self._formula_reason(cell, value)
        if isinstance(value, Cached):
            return "it holds no formula whose value could be refreshed", "Write the formula itself."
        return self._array_reason(where)

    def _formula_reason(self, cell: CellSpan, value: CellValue) -> tuple[str, str] | None:
        formula = cell.formula
        if formula is None or isinstance(value, Cached):
            return None
        if formula.kind in ("array", "dataTable"):
            return (
                "it holds an array formula or a data table, which fills other cells as well",
                "Remove the formula in Excel first.",
            )
        if formula.kind == "shared" and formula.ref:
            return (
                f"it holds the formula that the cells {formula.ref} share",
                "Type the formula anew in the cells below it in Excel, or remove it there.",
            )
        return None

    def _array_reason(self, where: tuple[int, int]) -> tuple[str, str] | None:
        for area in self.arrays.get(where[1], ()):
            if where in area:
                return (
                    f"it is filled by the array formula of {area}",
                    "Remove the array formula in Excel first.",
                )
        return None


def guard(sheet: Sheet, name: str, wanted: Iterable[int], table_edges: Iterable[Area], twice: frozenset[int]) -> Guard:
    """What must not be written in the `wanted` rows of the sheet."""
    rows = frozenset(wanted)
    root = sheet.frame.root
    return Guard(
        sheet=name,
        merged=_by_row(merged_areas(root), rows),
        arrays=_by_row(sheet.arrays, rows),
        table_edges=_by_row(table_edges, rows),
        twice=twice,
        is_protected=is_protected(root),
    )


def merged_areas(root: markup.Span) -> list[Area]:
    """The merged cells of the sheet."""
    merges = root.child("mergeCells")
    read = (Area.read(each.attributes.get("ref", "")) for each in (merges.children if merges else ()))
    return [area for area in read if area]


def is_protected(root: markup.Span) -> bool:
    """Whether the sheet is protected, with or without a password."""
    protection = root.child("sheetProtection")
    return protection is not None and protection.attributes.get("sheet", "0") in ("1", "true", "on")


def table_edges(package: Package, part: SheetPart) -> Iterator[Area]:
    """The headings and totals of the sheet's tables."""
    for table in package.tables(part.name):
        area = Area.read(table.ref)
        if area is None:
            continue
        if table.heading_rows:
            yield Area(area.left, area.top, area.right, area.top + table.heading_rows - 1)
        if table.totals_rows:
            yield Area(area.left, area.bottom - table.totals_rows + 1, area.right, area.bottom)


def _by_row(listed: Iterable[Area], rows: frozenset[int]) -> dict[int, list[Area]]:
    found: dict[int, list[Area]] = {}
    for area in dict.fromkeys(listed):
        tall = area.bottom - area.top + 1
        near = rows if tall > len(rows) else range(area.top, area.bottom + 1)
        for row in near:
            if row in rows and area.top <= row <= area.bottom:
                found.setdefault(row, []).append(area)
    return found

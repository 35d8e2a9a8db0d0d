"""What to change on one sheet, and what came of it, both as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hmic_tracker.workbook.append import Growth
from hmic_tracker.workbook.cells import CellValue
from hmic_tracker.workbook.growth import Replacement
from hmic_tracker.workbook.package import SheetPart
from hmic_tracker.workbook.packed import Packed
from hmic_tracker.workbook.refusals import RefusedCell


@dataclass(frozen=True)
class SheetEdit:
    """What to change on one sheet.

    `cells` are values by address; None makes a cell blank and leaves its style. `append` are rows to add,
    each a value by column number (A is 1), below the table named `table`, or below the last used row where
    that is empty. `new_columns` are headings for new columns at that table's right end. `own_columns` are
    column numbers that may be written although the sheet is protected, because they are the library's.
    """

    cells: Mapping[str, CellValue] = field(default_factory=dict)
    append: tuple[Mapping[int, CellValue], ...] = ()
    table: str = ""
    new_columns: tuple[str, ...] = ()
    own_columns: frozenset[int] = frozenset()


@dataclass
class SheetSplice:
    """What came of one sheet's edits: replacements over `xml`, and what the proof has to find.

    `expected` holds, row by row, the bytes of each cell that was written (empty: the cell is blank or gone),
    `in_bulk` the bytes of those that `xml` holds already, in order. `has_formulas` is about before and after.
    `packed` is the new part where it was packed while it was written; `xml` is empty then.
    """

    part: SheetPart
    xml: bytes
    replacements: list[Replacement] = field(default_factory=list)
    expected: dict[int, list[tuple[int, bytes]]] = field(default_factory=dict)
    written: list[tuple[str, str, CellValue]] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    lost_formulas: set[str] = field(default_factory=set)
    in_bulk: list[bytes] = field(default_factory=list)
    has_formulas: bool = False
    growth: Growth | None = None
    packed: Packed | None = None

    @property
    def has_changed(self) -> bool:
        """Whether a byte of the sheet is another than before."""
        return bool(self.replacements or self.in_bulk)

    def content(self) -> bytes:
        """The new part: the replacements, and between them the bytes of the old one."""
        if not self.replacements:
            return self.xml
        view, at = memoryview(self.xml), 0
        pieces: list[bytes | memoryview] = []
        for start, end, text in sorted(self.replacements, key=_start):
            pieces += (view[at:start], text)
            at = end
        return b"".join((*pieces, view[at:]))


def _start(replacement: Replacement) -> int:
    return replacement[0]

"""A colleague who edits the register in another program and saves it while we save."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import openpyxl

from soaking.small import HEADINGS, OURS, ROW_NAME, SHEET, new_row

Cells = dict[str, dict[str, Any]]
_STAFFS = ("Status", "Notes", "Recommendation")


class Colleague:
    """Edits at random and remembers every edit, so that each can be asked for afterwards.

    `edits` are values by row name and heading, `added` and `deleted` rows by name, `scribbles` lines on another sheet.
    `then` is done to the file after each save: another program may write it anew.
    """

    def __init__(self, path: Path, random: Random, then: Callable[[Path], None] | None = None) -> None:
        self.path = path
        self.random = random
        self.then = then
        self.made = 0
        self.scribbles: list[str] = []
        self.forget()

    def forget(self) -> None:
        """Begin a new round."""
        self.edits: dict[tuple[str, str], Any] = {}
        self.added: Cells = {}
        self.deleted: set[str] = set()
        self.saves = 0
        self.overwrote_ours = False

    def open(self) -> None:
        """Load the register as it is now."""
        self._seen = self.path.read_bytes()
        self._book = openpyxl.load_workbook(self.path)

    def save(self) -> None:
        """Edit what was opened and save it, in place or by replacing the file, as programs do."""
        for _ in range(self.random.randint(1, 3)):
            self.random.choice((self._edit, self._edit, self._edit_ours, self._sort, self._insert_rows,
                                self._insert_column, self._add_row, self._delete_row, self._scribble))()  # fmt: skip
        self.overwrote_ours |= self.path.read_bytes() != self._seen
        other = self.path.with_name("another program's temporary file")
        self._book.save(other)
        if self.then:
            self.then(other)
        if self.random.random() < 0.5:
            other.replace(self.path)
        else:
            self.path.write_bytes(other.read_bytes())
            other.unlink()
        self.saves += 1

    def edit_and_save(self) -> None:
        """Both at once."""
        self.open()
        self.save()

    @property
    def _sheet(self) -> Any:
        return self._book[SHEET]

    def _unique(self) -> str:
        self.made += 1
        return f"by hand {self.made}"

    def _cell(self, headings: tuple[str, ...]) -> None:
        columns, rows = places(self._sheet)
        if not rows:
            return
        name, heading = self.random.choice(sorted(rows)), self.random.choice(headings)
        value = self._unique()
        self._sheet.cell(rows[name], columns[heading], value)
        self.edits[name, heading] = value

    def _edit(self) -> None:
        self._cell(_STAFFS)

    def _edit_ours(self) -> None:
        self._cell(OURS)

    def _sort(self) -> None:
        columns, rows = places(self._sheet)
        across = range(1, max(columns.values()) + 1)
        lines = [[self._sheet.cell(row, column).value for column in across] for row in rows.values()]
        self.random.shuffle(lines)
        for row, line in zip(rows.values(), lines, strict=True):
            for column, value in zip(across, line, strict=True):
                self._sheet.cell(row, column).value = value

    def _insert_rows(self) -> None:
        self._sheet.insert_rows(self.random.randint(1, self._sheet.max_row), self.random.randint(1, 2))

    def _insert_column(self) -> None:
        columns, rows = places(self._sheet)
        if len(columns) > len(HEADINGS) + 4:
            return
        at, heading = self.random.randint(1, max(columns.values())), self._unique()
        self._sheet.insert_cols(at)
        self._sheet.cell(heading_row(self._sheet), at, heading)
        for name, row in rows.items():
            value = self._unique()
            self._sheet.cell(row, at, value)
            self.edits[name, heading] = value

    def _add_row(self) -> None:
        self.made += 1
        columns, _ = places(self._sheet)
        said = new_row(1000 + self.made, ref=None if self.random.random() < 0.5 else f"WMP-{5000 + self.made}")
        at = self._sheet.max_row + 1
        for heading, value in said.items():
            self._sheet.cell(at, columns[heading], value)
        self.added[said[ROW_NAME]] = said

    def _delete_row(self) -> None:
        _, rows = places(self._sheet)
        if len(rows) > 4:
            name = self.random.choice(sorted(rows))
            self._sheet.delete_rows(rows[name])
            self.deleted.add(name)

    def _scribble(self) -> None:
        self.scribbles.append(self._unique())
        self._book["Scribbles"].append([self.scribbles[-1]])


def heading_row(sheet: Any) -> int:
    """The row of the headings, wherever inserted rows have moved it."""
    return next(int(row[0].row) for row in sheet.iter_rows() if any(cell.value == ROW_NAME for cell in row))


def places(sheet: Any) -> tuple[dict[str, int], dict[str, int]]:
    """The column of each heading and the row of each row name."""
    head = heading_row(sheet)
    columns = {cell.value: cell.column for cell in sheet[head] if cell.value is not None}
    at = columns[ROW_NAME]
    rows = {sheet.cell(row, at).value: row for row in range(head + 1, sheet.max_row + 1)}
    return columns, {name: row for name, row in rows.items() if name is not None}


def read_cells(path: Path) -> tuple[Cells, list[str]]:
    """What the register holds, by row name and heading, and the scribbles, as another program reads them."""
    book: Any = openpyxl.load_workbook(path)
    columns, rows = places(book[SHEET])
    cells = {
        name: {heading: book[SHEET].cell(row, column).value for heading, column in columns.items()}
        for name, row in rows.items()
    }
    scribbles: list[str] = [
        row[0] for row in book["Scribbles"].iter_rows(min_row=2, values_only=True) if row[0] is not None
    ]
    return cells, scribbles

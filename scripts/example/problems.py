"""The example spoilt: once for each kind of problem that the cells of two workbooks can show."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hmic_tracker.register.sheets import SHEET

Rows = list[dict[str, Any]]

# What two workbooks cannot show, and why; each of these is triggered in the tests of what raises it.
EXEMPT: Mapping[str, str] = {
    "sheet-missing": "a sheet that is taken away takes the problems of its rows along",
    "rules-missing": "the sheet is there, with faulty rules",
    "risk-register-missing": "the risk register is there, with faulty risks",
    "workbook-conflict-copy": "it is a third file, beside the two",
    "meeting-not-listed": "the paper is for a meeting that stands on the sheet",
    "rating-stale": "the calculated columns are looked at when the paper is made",
}
# A likelihood and an impact of the matrix, and what stands there instead of a band.
MATRIX_SPOILT = (5, 1, "Lw")


@dataclass(frozen=True, slots=True)
class Spoiling:
    """One change to the example that shows the problem `code`: to a row, to a copy of a row, or a new row."""

    code: str
    sheet: str
    cells: Mapping[str, Any]
    row: Any = None
    like: Any = None
    remove: bool = False

    def apply(self, content: dict[str, Rows]) -> None:
        """Change the content; a row that is not there is a fault."""
        rows = content[self.sheet]
        if self.like is not None:
            rows.append({**_find(self.sheet, rows, self.like), **self.cells})
        elif self.row is None:
            rows.append(dict(self.cells))
        elif self.remove:
            rows.remove(_find(self.sheet, rows, self.row))
        else:
            _find(self.sheet, rows, self.row).update(self.cells)


def _find(sheet: str, rows: Rows, key: Any) -> dict[str, Any]:
    heading = SHEET[sheet].columns[0].heading
    found = [row for row in rows if row.get(heading) == key]
    if not found:
        raise ValueError(f"the example's {sheet} have no {key}")
    return found[0]


def spoilings() -> tuple[Spoiling, ...]:
    """Every spoiling, in the order in which they are applied."""
    told = tomllib.loads((Path(__file__).parent / "problems.toml").read_text(encoding="utf-8"))
    return tuple(Spoiling(**{"cells": {}, **entry}) for entry in told["spoiling"])


def spoil(content: Mapping[str, Rows]) -> dict[str, Rows]:
    """The content with every spoiling applied; what was given stays as it is."""
    spoilt = {sheet: [dict(row) for row in rows] for sheet, rows in content.items()}
    for one in spoilings():
        one.apply(spoilt)
    return spoilt


def spoil_matrix(bands: list[list[str]]) -> list[list[str]]:
    """The matrix with one band that is not on the Bands sheet."""
    likelihood, impact, word = MATRIX_SPOILT
    spoilt = [list(row) for row in bands]
    spoilt[likelihood - 1][impact - 1] = word
    return spoilt

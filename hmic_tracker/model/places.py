"""Where in the workbooks a rating came from: the columns once a workbook, the rows once a recommendation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hmic_tracker.model.force import EscalationRow


class RowPlace(NamedTuple):
    """The worksheet rows that one rating was made from; 0 where there is none.

    `row` is the recommendation's own; `issued` the row whose Issued on counts (its own or a parent's); `override` the
    row of Overrides in force; `risk` the row of the risk that decided, in the risk register, and `score_cell` the cell
    of the matrix that scored it.
    """

    row: int = 0
    update: int = 0
    inspection: int = 0
    issued: int = 0
    override: int = 0
    risk: int = 0
    score_cell: str = ""
    date_changes: tuple[int, ...] = ()
    children: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet as it stood: its name in the workbook, and the letters of the column under each heading."""

    sheet: str
    columns: Mapping[str, str] = field(default_factory=dict)

    def cell(self, row: int, heading: str) -> str:
        """`Updates C7`; empty where there is no such row or heading."""
        return f"{self.sheet} {self.columns[heading]}{row}" if row and heading in self.columns else ""

    def start(self, row: int, heading: str) -> str:
        """As `cell`, but the row's first cell where there is no such heading."""
        first = min(self.columns.values(), key=lambda letters: (len(letters), letters), default="A")
        return f"{self.sheet} {self.columns.get(heading, first)}{row}" if row else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheets by the name of their list (`recommendations`, `updates` ...), as they stood on the day of a rating.

    `meeting_row` is the row of the committee's next meeting, `rule_rows` the row of each row of the RAG rules; empty
    where the library's own rules were used. `own` are the headings of staff's own columns of Recommendations.
    `escalation` are the escalation rules as they were typed, `escalation_rows` where they stood.
    """

    sheets: Mapping[str, SheetLayout] = field(default_factory=dict)
    matrix_sheet: str = ""
    meeting_row: int = 0
    rule_rows: tuple[int, ...] = ()
    own: tuple[str, ...] = ()
    escalation: tuple[EscalationRow, ...] = ()
    escalation_rows: tuple[int, ...] = ()

    def cell(self, name: str, row: int, heading: str) -> str:
        """`Updates C7`; empty where there is no such list, row or heading."""
        known = self.sheets.get(name)
        return known.cell(row, heading) if known else ""

    def start(self, name: str, row: int, heading: str) -> str:
        """As `cell`, but the row's first cell where there is no such heading."""
        known = self.sheets.get(name)
        return known.start(row, heading) if known else ""

    def row(self, name: str, row: int) -> str:
        """`Overrides row 7`; empty where there is no such list or row."""
        known = self.sheets.get(name)
        return f"{known.sheet} row {row}" if known and row else ""

"""The cells that a fact comes from, so that every figure can be traced to where somebody typed it."""

from dataclasses import dataclass
from typing import Any

from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.register.table import Row, Table
from hmic_tracker.rules.facts import Circumstances, DueDate
from hmic_tracker.rules.inputs import Input
from hmic_tracker.rules.linkage import Link, key_of


@dataclass(frozen=True)
class Places:
    """Where the facts of one recommendation come from."""

    known: Circumstances
    row: Row[Recommendation]
    due: DueDate
    link: Link

    def of(self, asked: Input) -> tuple[str, ...]:
        """The cells behind one fact or column, `Updates B7`; none where it comes from no cell, or only from a lack."""
        if not asked.is_fact:
            return self._own(asked.heading)
        match asked.heading:
            case "Effective due date" | "Days to due" | "Days overdue":
                return self._due()
            case "Next meeting due":
                return (*self._due(), *self._meeting())
            case "Past HMICFRS date":
                return self._own("HMICFRS due date")
            case "Immediate" | "Derived due date" | "Deadline basis":
                return self._derived()
            case "Days since published":
                return self._published()
            case "Ageing band":
                return (*self._published(), *self._issued())
            case "Days since update" | "Last update":
                newest = self.known.updates.get(key_of(self.row.noun.ref))
                return self._at(self.known.register.updates, newest[1], "Date") if newest else ()
            case "Closed on":
                return self._own("HMICFRS closed on" if self.row.noun.hmicfrs_closed_on else "Force sign-off on")
            case "Times extended" | "Extension limit exceeded":
                changes = self.known.date_changes.get(key_of(self.row.noun.ref), ())
                table = self.known.register.date_changes
                return tuple(cell for change in changes for cell in self._at(table, change, "To"))
            case "Open children" | "Worst child RAG":
                return self._children()
            case "Risk score" | "Risk RAG" | "Above target score":
                return self._risk()
        return ()

    def _at(self, table: Table[Any], row: Row[Any], heading: str) -> tuple[str, ...]:
        known = heading in table.columns or heading in table.extra
        return (f"{table.sheet} {table.cell(row, heading)}",) if known else ()

    def _own(self, heading: str) -> tuple[str, ...]:
        return self._at(self.known.register.recommendations, self.row, heading)

    def _due(self) -> tuple[str, ...]:
        if self.due.source == "Derived due date":
            return self._derived()
        return self._own(self.due.source) if self.due.source else ()

    def _derived(self) -> tuple[str, ...]:
        """The words, and the day that they count from."""
        words = self._own("Deadline wording" if self.row.noun.deadline_wording.strip() else "Recommendation")
        deadline = self.due.deadline
        if deadline is None or deadline.counts_from is None:
            return words
        day, _ = self.known.issued(self.row.noun)
        return (*words, *(self._issued() if day == deadline.counts_from else self._published()))

    def _issued(self) -> tuple[str, ...]:
        _, row = self.known.issued(self.row.noun)
        return self._at(self.known.register.recommendations, row, "Issued on") if row else ()

    def _published(self) -> tuple[str, ...]:
        table = self.known.register.inspections
        wanted = key_of(self.row.noun.inspection_ref)
        row = next((one for one in table.rows if wanted and key_of(one.noun.inspection_ref) == wanted), None)
        return self._at(table, row, "Published on") if row and wanted in self.known.published else ()

    def _meeting(self) -> tuple[str, ...]:
        table, day = self.known.register.meetings, self.known.next_meeting
        found = (row for row in table.rows if row.noun.meeting_date and row.noun.meeting_date.earliest == day)
        row = next(found, None) if day else None
        return self._at(table, row, "Meeting date") if row else ()

    def _children(self) -> tuple[str, ...]:
        table, wanted = self.known.register.recommendations, key_of(self.row.noun.ref)
        rows = [row for row in table.rows if row is not self.row and key_of(row.noun.parent_ref) == wanted]
        return tuple(cell for row in rows for cell in self._at(table, row, "Status"))

    def _risk(self) -> tuple[str, ...]:
        if self.link.score is None:
            return ()
        matrix = f"risk register {self.link.sheet} {self.link.score.cell}"
        if self.link.risk is None:
            return (*self._own("Likelihood"), *self._own("Impact"), matrix)
        return (*self._own("Risk ref"), matrix)


def places_of(known: Circumstances, row: Row[Recommendation]) -> Places:
    """Where the facts of this row come from."""
    return Places(known, row, known.due_date(row.noun), known.linkage.behind(row.noun))

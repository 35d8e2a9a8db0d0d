"""The cells that a fact comes from, so that every figure can be traced to where somebody typed it."""

from collections.abc import Iterable
from dataclasses import dataclass

from hmic_tracker.model.places import Layout
from hmic_tracker.model.rating import Rating
from hmic_tracker.rules.inputs import Input


@dataclass(frozen=True)
class Places:
    """Where the facts of one rating come from, in the sheets as they stood when it was made."""

    rating: Rating
    layout: Layout

    def of(self, asked: Input) -> tuple[str, ...]:
        """The cells behind one fact or column, `Updates B7`; none where it comes from no cell, or only from a lack."""
        if not asked.is_fact:
            return self._own(asked.heading)
        place = self.rating.place
        match asked.heading:
            case "Effective due date" | "Days to due" | "Days overdue":
                return self._due()
            case "Next meeting due":
                return (*self._due(), *self._at("meetings", (self.layout.meeting_row,), "Meeting date"))
            case "Past HMICFRS date":
                return self._own("HMICFRS due date")
            case "Immediate" | "Derived due date" | "Deadline basis":
                return self._derived()
            case "Days since published":
                return self._published()
            case "Ageing band":
                return (*self._published(), *self._issued())
            case "Days since update" | "Last update":
                return self._at("updates", (place.update,), "Date")
            case "Closed on":
                closed = self.rating.recommendation.hmicfrs_closed_on
                return self._own("HMICFRS closed on" if closed else "Force sign-off on")
            case "Times extended" | "Extension limit exceeded":
                return self._at("date_changes", place.date_changes, "To")
            case "Open children" | "Worst child RAG":
                return self._at("recommendations", place.children, "Status")
            case "Risk score" | "Risk RAG" | "Risk band":
                return self._risk()
            case "Risk title":
                return self._risks("Title")
            case "Inherent score":
                return self._risks("Inherent likelihood", "Inherent impact")
            case "Target score":
                return self._risks("Target score")
            case "Above target score":
                return (*self._risk(), *self._risks("Target score"))
        return ()

    def _at(self, name: str, rows: Iterable[int], heading: str) -> tuple[str, ...]:
        return tuple(cell for row in rows if (cell := self.layout.cell(name, row, heading)))

    def _own(self, heading: str) -> tuple[str, ...]:
        return self._at("recommendations", (self.rating.place.row,), heading)

    def _due(self) -> tuple[str, ...]:
        if self.rating.due_source == "Derived due date":
            return self._derived()
        return self._own(self.rating.due_source) if self.rating.due_source else ()

    def _derived(self) -> tuple[str, ...]:
        """The words, and the day that they count from."""
        stated = self.rating.recommendation.deadline_wording.strip()
        words = self._own("Deadline wording" if stated else "Recommendation")
        if not self.rating.deadline_from:
            return words
        return (*words, *(self._issued() if self.rating.deadline_from == "issued" else self._published()))

    def _issued(self) -> tuple[str, ...]:
        return self._at("recommendations", (self.rating.place.issued,), "Issued on")

    def _published(self) -> tuple[str, ...]:
        return self._at("inspections", (self.rating.place.inspection,), "Published on")

    def _risks(self, *headings: str) -> tuple[str, ...]:
        """Cells of the risk that decided, on the Risks sheet of the risk register."""
        found = (cell for heading in headings for cell in self._at("risks", (self.rating.place.risk,), heading))
        return tuple(f"risk register {cell}" for cell in found)

    def _risk(self) -> tuple[str, ...]:
        if not self.rating.place.score_cell:
            return ()
        matrix = f"risk register {self.layout.matrix_sheet} {self.rating.place.score_cell}"
        if not self.rating.risk_ref:
            return (*self._own("Likelihood"), *self._own("Impact"), matrix)
        return (*self._own("Risk ref"), matrix)

"""The force's own people, portfolios, meetings and words."""

from dataclasses import dataclass
from datetime import date

from hmic_tracker.model.when import When


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Who answers for a part of the force's work, and to which board."""

    portfolio: str
    chief_officer: str = ""
    governance_board: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can own, approve or sign off. `until` is the last day of one who has left."""

    person: str
    rank: str = ""
    number: str = ""
    role: str = ""
    email: str = ""
    portfolio: str = ""
    contact_officer: str = ""
    until: When | None = None
    successor: str = ""

    def has_left(self, as_at: date) -> bool:
        """Their last day is before `as_at`."""
        return self.until is not None and self.until.is_past(as_at)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a committee."""

    meeting_date: When | None = None
    committee: str = ""
    status: str = ""
    agenda_item: str = ""
    papers_due: When | None = None
    figures_as_at: When | None = None
    paper_issued: When | None = None

    @property
    def day(self) -> date | None:
        """Its date; the last day of it where only a month or a year is known."""
        return self.meeting_date.latest if self.meeting_date else None

    @property
    def is_cancelled(self) -> bool:
        """Called off: it counts for nothing."""
        return self.status == "Cancelled"

    @property
    def cut_off(self) -> date | None:
        """The day its figures were drawn up to: Figures as at, else Paper issued, else the meeting itself."""
        for when in (self.figures_as_at, self.paper_issued, self.meeting_date):
            if when is not None and when.latest is not None:
                return when.latest
        return None


@dataclass(frozen=True, slots=True)
class Narrative:
    """A paragraph that staff wrote for the paper; standing where `meeting_date` is None."""

    committee: str = ""
    section: str = ""
    meeting_date: When | None = None
    order: float | None = None
    style: str = ""
    text: str = ""
    publishable: bool | None = None
    marking: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of the RAG rules sheet as staff typed it; `conditions` by heading, text as written."""

    rule: str = ""
    rag: str = ""
    reason: str = ""
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """One row of the Escalation rules sheet as staff typed it: as a :class:`RuleRow`, but for what it decides."""

    rule: str = ""
    who_must_see_it: str = ""
    reason: str = ""
    conditions: tuple[tuple[str, str], ...] = ()

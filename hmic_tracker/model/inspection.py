"""An inspection, what its report says, what is answered, and the letters and grades that follow."""

from dataclasses import dataclass

from hmic_tracker.model.when import When


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection or review. What it is (notified, under way, published) follows from its dates."""

    inspection_ref: str
    title: str = ""
    report_title: str = ""
    programme: str = ""
    our_part: str = ""
    lead_inspectorates: tuple[str, ...] = ()
    other_forces: tuple[str, ...] = ()
    forces_note: str = ""
    scope: str = ""
    complainant: str = ""
    notified_on: When | None = None
    fieldwork: When | None = None
    conducted_on: When | None = None
    published_on: When | None = None
    publication_expected: When | None = None
    cancelled_on: When | None = None
    count_with: tuple[str, ...] = ()
    total_stated: float | None = None
    police_stated: float | None = None
    portfolio: str = ""
    section_55_applies: bool | None = None
    publishable: bool | None = None
    marking: str = ""
    report_link: str = ""
    notes: str = ""

    @property
    def published_title(self) -> str:
        """The title as published, else the title used here."""
        return self.report_title or self.title


@dataclass(frozen=True, slots=True)
class Finding:
    """One paragraph that the paper prints of a published report."""

    inspection_ref: str
    section: str = ""
    order: float | None = None
    style: str = ""
    text: str = ""
    publishable: bool | None = None
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered to whom about a report."""

    inspection_ref: str
    kind: str = ""
    led_by: str = ""
    sent_to: str = ""
    due: When | None = None
    chief_officer_comments_due: When | None = None
    published_on: When | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter from the inspectorate."""

    date: When | None = None
    sent_by: str = ""
    inspection_ref: str = ""
    refs: tuple[str, ...] = ()
    effect: str = ""
    link: str = ""
    publishable: bool | None = None
    marking: str = ""


@dataclass(frozen=True, slots=True)
class PeelGrade:
    """The grade of one area in one PEEL cycle."""

    cycle: str = ""
    area_graded: str = ""
    grade: str = ""
    graded_on: When | None = None
    scale: str = ""

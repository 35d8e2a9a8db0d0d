"""A recommendation and what is said of it over time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hmic_tracker.model.when import When


class Status(StrEnum):
    """Where a recommendation has got to."""

    AWAITING_ALLOCATION = "Awaiting allocation"
    IN_PROGRESS = "In progress"
    AWAITING_FORCE = "Awaiting force sign-off"
    AWAITING_HMICFRS = "Awaiting HMICFRS sign-off"
    CLOSED = "Closed"
    SUPERSEDED = "Superseded"
    NOT_ACCEPTED = "Not accepted"
    DEPENDENT = "Dependent on others"


class RecommendationKind(StrEnum):
    """What the inspectorate calls it."""

    RECOMMENDATION = "Recommendation"
    CAUSE_OF_CONCERN = "Cause of concern"
    ACCELERATED = "Accelerated cause of concern"
    AREA_FOR_IMPROVEMENT = "Area for improvement"
    SUPER_COMPLAINT = "Super-complaint recommendation"
    JOINT_ACTION = "Joint inspection action"


ENDED = frozenset({Status.CLOSED, Status.SUPERSEDED, Status.NOT_ACCEPTED})
CAUSES_OF_CONCERN = frozenset({RecommendationKind.CAUSE_OF_CONCERN, RecommendationKind.ACCELERATED})


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation, area for improvement or cause of concern, as staff state it.

    A blank cell is an empty string, an empty tuple or None. What the library calculates is not here but in a
    :class:`~hmic_tracker.model.rating.Rating`. `extra` holds staff's own columns by heading, as rules may name them.
    """

    ref: str
    inspection_ref: str = ""
    parent_ref: str = ""
    number: str = ""
    kind: str = ""
    recommendation: str = ""
    addressed_to: tuple[str, ...] = ()
    for_this_force: str = ""
    lead_organisation: str = ""
    also_involves: tuple[str, ...] = ()
    portfolio: str = ""
    owner: str = ""
    governance_board: str = ""
    linked_activity: str = ""
    status: str = ""
    level: str = ""
    issued_on: When | None = None
    deadline_wording: str = ""
    hmicfrs_due_date: When | None = None
    force_target_date: When | None = None
    force_position: str = ""
    risk_ref: tuple[str, ...] = ()
    likelihood: float | None = None
    impact: float | None = None
    closure_evidence: str = ""
    force_sign_off_by: str = ""
    force_sign_off_on: When | None = None
    submitted_to_hmicfrs_on: When | None = None
    hmicfrs_closed_on: When | None = None
    superseded_by: str = ""
    publishable: bool | None = None
    marking: str = ""
    notes: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Still to be delivered: not closed, superseded or not accepted."""
        return self.status not in ENDED

    @property
    def is_ours(self) -> bool:
        """For this force to deliver, or not yet decided: anything but an explicit No."""
        return self.for_this_force != "No"

    @property
    def is_cause_of_concern(self) -> bool:
        """A cause of concern, accelerated or not: counted apart from recommendations."""
        return self.kind in CAUSES_OF_CONCERN

    @property
    def is_area_for_improvement(self) -> bool:
        """An area for improvement: counted apart from recommendations."""
        return self.kind == RecommendationKind.AREA_FOR_IMPROVEMENT

    @property
    def closed_on(self) -> When | None:
        """HMICFRS closed on, else Force sign-off on."""
        return self.hmicfrs_closed_on or self.force_sign_off_on


@dataclass(frozen=True, slots=True)
class Update:
    """What an owner reported on a day. Only `committee_wording` is ever printed."""

    ref: str
    date: When | None = None
    by: str = ""
    update: str = ""
    committee_wording: str = ""
    evidence: str = ""
    requested_target_date: When | None = None
    publishable: bool | None = None
    marking: str = ""


@dataclass(frozen=True, slots=True)
class DateChange:
    """One change of a due date; not approved while `approved_by` is empty."""

    ref: str
    which: str = ""
    moved_from: When | None = None
    moved_to: When | None = None
    reason: str = ""
    requested_on: When | None = None
    approved_by: str = ""
    approved_on: When | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A colour that a chief officer sets from a day until a day, both included."""

    ref: str
    rag: str = ""
    reason: str = ""
    by: str = ""
    starts_on: When | None = None
    until: When | None = None

"""A rating: a colour, the rule that gave it, and everything needed to say why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from hmic_tracker.model.force import RuleRow
from hmic_tracker.model.key_dates import KeyDates
from hmic_tracker.model.places import Layout, RowPlace
from hmic_tracker.model.recommendation import Override, Recommendation

FactValue = str | float | int | bool | date | None


class Rag(StrEnum):
    """The colours, as words."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"
    BLUE = "Blue"
    WHITE = "White"
    NOT_RATED = "Not rated"


# From bad to good, for "worst of": what is complete or not ours is never worse than what is open.
WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.NOT_RATED, Rag.GREEN, Rag.WHITE, Rag.BLUE)


class MovementKind(StrEnum):
    """How a recommendation moved since the last issued paper."""

    NEW = "New"
    IMPROVED = "Improved"
    WORSENED = "Worsened"
    NO_CHANGE = "No change"
    CLOSED = "Closed"
    REOPENED = "Reopened"


@dataclass(frozen=True, slots=True)
class Movement:
    """How one recommendation moved and why; `cause` is empty where nothing moved.

    `extended` says that it is now due later than it was. `owner_was` and `owner_now` are empty where its owner is the
    same, `ref_was` where its Ref is.
    """

    ref: str
    kind: MovementKind
    cause: str = ""
    was: str = ""
    now: str = ""
    extended: bool = False
    owner_was: str = ""
    owner_now: str = ""
    ref_was: str = ""

    @property
    def says_more(self) -> bool:
        """Something changed besides the colour."""
        return bool(self.extended or self.owner_was or self.owner_now or self.ref_was)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who must see a recommendation, and the rule of the Escalation rules sheet that says so.

    `who` is the word of the rule (Owner, Board, Committee, or a word of the force's own), `whom` the name that stands
    behind it in the register, empty where none does.
    """

    who: str
    rule: str
    reason: str = ""
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """The colour of one recommendation as at a day.

    `rag` is what counts; `calculated_rag` what the rules gave, which differs while `override` is in force.
    `facts` holds every fact by its heading (`"Days to due": -12`), `calculated` the value of every column that the
    library fills, but Movement and its cause. `excluded` is why the row is left out of the figures, else empty.
    `due_source` is the heading that the effective due date comes from; `deadline_from` what a deadline in the words
    counts from, `issued` or `published`, else empty. `risk_broken` has each risk reference that can't be used and why.
    `dates` and `place` are the days and the worksheet rows that all this came from. `escalation` is None where no
    escalation rule fits, and where the force has none.
    """

    recommendation: Recommendation
    rag: Rag
    rule: str
    reason: str
    calculated_rag: Rag
    calculated_reason: str = ""
    override: Override | None = None
    risk_ref: str = ""
    risk_rag: str = ""
    risk_score: float | None = None
    risk_cell: str = ""
    effective_due_date: date | None = None
    days_to_due: int | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    calculated: Mapping[str, FactValue] = field(default_factory=dict)
    excluded: str = ""
    due_source: str = ""
    deadline_from: str = ""
    risk_band: str = ""
    risk_broken: tuple[tuple[str, str], ...] = ()
    dates: KeyDates | None = None
    place: RowPlace = field(default_factory=RowPlace)
    escalation: Escalation | None = None

    @property
    def ref(self) -> str:
        """The recommendation's Ref."""
        return self.recommendation.ref

    @property
    def is_overdue(self) -> bool:
        """Open, ours to deliver and past its effective due date."""
        said = self.recommendation
        return said.is_open and said.is_ours and self.days_to_due is not None and self.days_to_due < 0


@dataclass(frozen=True)
class Ratings:
    """The ratings of every recommendation, in the register's order, as at one day.

    `rules_version` is the first 12 hex digits of the SHA-256 of the normalised decision table. `response_dues` gives,
    by worksheet row of the Responses sheet, the day that a section 55 response is due (publication + 55 days), or None.
    `rules` is the table itself as it was typed, `layout` where the sheets had what, `next_meeting` the committee's
    first meeting after the day. `by_last_rules` has the colours that the rules of the last issued paper would give
    today, by Ref, of those that come out otherwise; None where those rules are not known. `by_last_risks` has those
    that today's rules would give, had the risks stayed as they were then.
    """

    as_at: date
    ratings: tuple[Rating, ...]
    rules_version: str = ""
    response_dues: Mapping[int, date | None] = field(default_factory=dict)
    rules: tuple[RuleRow, ...] = ()
    layout: Layout = field(default_factory=Layout)
    next_meeting: date | None = None
    by_last_rules: Mapping[str, str] | None = None
    by_last_risks: Mapping[str, str] | None = None

    def __iter__(self) -> Iterator[Rating]:
        return iter(self.ratings)

    def __len__(self) -> int:
        return len(self.ratings)

    @cached_property
    def _by_ref(self) -> dict[str, Rating]:
        return {rating.ref: rating for rating in reversed(self.ratings)}

    def of(self, ref: str) -> Rating | None:
        """The rating of this Ref (the first where it stands twice), or None."""
        return self._by_ref.get(ref)

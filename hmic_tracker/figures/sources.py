"""What every section of one version draws from, and the small looks that several sections take."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from hmic_tracker.figures.counts import CountedAs, counted_as, parents
from hmic_tracker.figures.parts import Paragraph, RecommendationLine
from hmic_tracker.figures.periods import Period
from hmic_tracker.figures.versions import Edition, Printable
from hmic_tracker.figures.wording import agree, capitalise, say_count
from hmic_tracker.model.committee import is_of_committee
from hmic_tracker.model.force import Narrative
from hmic_tracker.model.inspection import Inspection
from hmic_tracker.model.rating import Movement, MovementKind, Rating, Ratings
from hmic_tracker.model.recommendation import Recommendation, Update
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.model.when import When

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister

Kept = TypeVar("Kept", bound=Printable)
_UNNAMED_REPORT = "a report that this version does not name"


@dataclass(frozen=True)
class Sources:
    """The register, the ratings and the period of one paper, and the version that is being made.

    `movements` is None where there is no earlier snapshot to compare with; `issued` are those of earlier papers.
    `keeps` narrows everything to the rows that a document is about (None: all), and `holder` is what holds them in a
    sentence.
    """

    register: "Register"
    risks: "RiskRegister"
    ratings: Ratings
    meeting: date
    period: Period
    previous: date | None
    edition: Edition
    movements: tuple[Movement, ...] | None = None
    before: Snapshot | None = None
    issued: tuple[Snapshot, ...] = ()
    keeps: Callable[[Rating], bool] | None = None
    holder: str = "the register"
    lines_made: dict[int, RecommendationLine] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def rated(self) -> tuple[Rating, ...]:
        """The ratings of all rows that the document is about, but those of reports embargoed at the period's end."""
        keeps = self.keeps or (lambda _: True)
        return tuple(rating for rating in self.ratings if keeps(rating) and not self.is_embargoed(rating))

    def about(self, keeps: Callable[[Rating], bool], holder: str) -> "Sources":
        """The same narrowed to some rows, for a document of its own, with its own marking and what it leaves out.

        Embargoed rows stay out of it.
        """
        return replace(self, keeps=keeps, holder=holder, edition=self.edition.afresh(), lines_made={})

    @property
    def since_last(self) -> str:
        """` since the last report`, to end a sentence with; nothing in the first paper, which has none before it."""
        return " since the last report" if self.period.after else ""

    @cached_property
    def parent_refs(self) -> frozenset[str]:
        """The refs that other rows name as their parent."""
        return parents(self.register.recommendations)

    def counted_as(self, rating: Rating) -> CountedAs:
        """What the row counts as."""
        return counted_as(rating.recommendation, self.parent_refs)

    def is_embargoed(self, rating: Rating) -> bool:
        """Whether the row's report comes out only after the period, so that nothing of it may be printed.

        What was issued before its report is not; children inherit it. A report without a publication date is taken as
        published, unless the register says that its publication is still expected.
        """
        return self.is_row_embargoed(rating.recommendation)

    def is_row_embargoed(self, said: Recommendation) -> bool:
        """As `is_embargoed`, of a row."""
        inspection = self.inspection(said.inspection_ref)
        if inspection is None or self._was_issued(said.ref):
            return False
        return self.is_unpublished(inspection)

    def is_unpublished(self, inspection: Inspection) -> bool:
        """Whether its report is published after the period, or is said to be still expected then."""
        if inspection.published_on is not None:
            return not self.period.is_before_its_end(inspection.published_on)
        expected = inspection.publication_expected
        return expected is not None and not expected.is_past(self.period.until)

    def _was_issued(self, ref: str) -> bool:
        seen: set[str] = set()
        row = self.register.recommendations.get(ref)
        while row is not None and row.ref not in seen:
            if row.issued_on is not None:
                return self.period.is_before_its_end(row.issued_on)
            seen.add(row.ref)
            row = self.register.recommendations.get(row.parent_ref) if row.parent_ref else None
        return False

    def inspection(self, ref: str) -> Inspection | None:
        """The inspection of this ref, or None."""
        return self.register.inspections.get(ref) if ref else None

    def report_title(self, ref: str) -> str:
        """The title of an inspection's report; in the public version only where that may be printed."""
        inspection = self.inspection(ref)
        if inspection is None:
            return ref
        return inspection.published_title if self.edition.may_print(inspection) else _UNNAMED_REPORT

    def chief_officer(self, portfolio: str) -> str:
        """The chief officer of a portfolio, as this version calls them; empty where none is recorded."""
        found = self.register.portfolios.get(portfolio) if portfolio else None
        return self.edition.person(found.chief_officer) if found else ""

    def board(self, rating: Rating) -> str:
        """The board that watches the row: its own, else its portfolio's."""
        if rating.recommendation.governance_board:
            return rating.recommendation.governance_board
        found = self.register.portfolios.get(rating.recommendation.portfolio)
        return found.governance_board if found else ""

    @cached_property
    def _movement_by_ref(self) -> Mapping[str, Movement]:
        """What the last paper could not show, since its report was still embargoed, is new to this one."""
        then = replace(self, period=Period(None, self.before.as_at), lines_made={}) if self.before else self
        found = {}
        for movement in reversed(self.movements or ()):
            row = self.register.recommendations.get(movement.ref)
            if self.before is not None and row is not None and then.is_row_embargoed(row):
                movement = replace(movement, kind=MovementKind.NEW, cause="", was="")
            found[movement.ref.casefold()] = movement
        return found

    def movement_of(self, ref: str) -> Movement | None:
        """How the row moved since the last issued paper; None where there is nothing to compare with."""
        return self._movement_by_ref.get(ref.casefold())

    @cached_property
    def _updates(self) -> Mapping[str, list[Update]]:
        updates: dict[str, list[Update]] = {}
        for update in self.register.updates:
            if update.committee_wording.strip() and self.period.is_before_its_end(update.date):
                updates.setdefault(update.ref.casefold(), []).append(update)
        return updates

    def latest_update(self, ref: str) -> Update | None:
        """The newest update with committee wording that this version may print, up to the period's end, or None.

        Of two on one day the lower row is the newer.
        """
        may = [update for update in self._updates.get(ref.casefold(), ()) if self.edition.may_print(update)]
        return max(reversed(may), key=_day_of_update, default=None)

    def is_for_this_paper(self, row: Narrative) -> bool:
        """Whether what staff wrote stands in every paper of the committee, or in this meeting's."""
        is_ours = is_of_committee(row.committee, self.register.settings.committee)
        return is_ours and (row.meeting_date is None or row.meeting_date.day == self.meeting)

    def narrative(self, section: str) -> tuple[Paragraph, ...]:
        """The paragraphs that staff wrote for a section: standing ones and this meeting's, in their order."""
        rows = [
            row
            for row in self.register.narrative
            if row.section == section and row.text.strip() and self.is_for_this_paper(row)
        ]
        rows.sort(key=order_of)
        may = [row for row in rows if self.edition.may_print(row, "paragraph")]
        return tuple(Paragraph(self.edition.words(row.text), row.style or "Paragraph") for row in may)


def say_left_out(count: int, noun: str) -> str:
    """`Two recommendations are left out of this version.`; empty for none."""
    if not count:
        return ""
    return capitalise(f"{say_count(count, noun)} {agree(count, 'is')} left out of this version.")


def split_printable(edition: Edition, rows: Iterable[Kept], noun: str) -> tuple[list[Kept], str]:
    """The rows that the version may print, and a sentence for those it may not."""
    listed = list(rows)
    may = [row for row in listed if edition.may_print(row, noun)]
    return may, say_left_out(len(listed) - len(may), noun)


def split_ratings(
    sources: Sources, ratings: Iterable[Rating], noun: str = "recommendation"
) -> tuple[list[Rating], str]:
    """The same of rated recommendations; `noun` is what the sentence calls them."""
    listed = list(ratings)
    may = [rating for rating in listed if sources.edition.may_print(rating.recommendation, "recommendation")]
    return may, say_left_out(len(listed) - len(may), noun)


def order_of(row: Narrative) -> float:
    """The row's place in its section; those without one come last, in sheet order."""
    return row.order if row.order is not None else float("inf")


def _day_of_update(update: Update) -> date:
    return update.date.latest if update.date and update.date.latest else date.min


def day_of(when: When | None) -> date | None:
    """The last day that a date can mean, or None."""
    return when.latest if when else None

"""The facts of a recommendation as at a day: what the rules ask about beyond its own columns.

Only what had happened by that day counts: a later update, publication or date change is as if it weren't there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from hmic_tracker.model.key_dates import KeyDates
from hmic_tracker.model.rating import FactValue
from hmic_tracker.model.recommendation import DateChange, Recommendation, Update
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.model.when import When
from hmic_tracker.register.table import Row
from hmic_tracker.rules.bodies import ANYBODY
from hmic_tracker.rules.deadlines import Deadline, first_deadline, read_deadlines
from hmic_tracker.rules.inputs import FACTS
from hmic_tracker.rules.linkage import Link, Linkage, key_of, worst

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister


class DueDate(NamedTuple):
    """The day on which a recommendation is due, the heading it comes from, and what the words say.

    `deadline` is the reading of the words that counts, None where they set none; `immediate` that they ask for it
    immediately and the inspectorate set no date. `basis` is the words, the rule and the date it counts from; empty
    where the words set nothing.
    """

    on: date | None = None
    source: str = ""
    deadline: Deadline | None = None
    immediate: bool = False
    basis: str = ""

    @property
    def derived(self) -> date | None:
        """The day that the words give."""
        return self.deadline.due if self.deadline else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """Every deadline of one text, the one that counts, and what is said of that."""

    deadlines: tuple[Deadline, ...] = ()
    counts: Deadline | None = None
    basis: str = ""


@dataclass(frozen=True)
class Circumstances:
    """What a register and a risk register say, arranged by Ref for one as-at date.

    `published` is by Inspection ref and holds only what had been published by then; `children` is by parent.
    `inspection_rows`, `child_rows` and `meeting_row` say where those stand. Refs are compared by `key_of`.
    """

    register: "Register"
    as_at: date
    linkage: Linkage
    published: Mapping[str, date]
    updates: Mapping[str, tuple[date, Row[Update]]]
    date_changes: Mapping[str, tuple[Row[DateChange], ...]]
    rows: Mapping[str, Row[Recommendation]]
    children: Mapping[str, tuple[Recommendation, ...]]
    next_meeting: date | None
    before: Snapshot | None = None
    inspection_rows: Mapping[str, int] = field(default_factory=dict)
    child_rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    meeting_row: int = 0

    @classmethod
    def of(
        cls, register: "Register", risks: "RiskRegister", as_at: date, before: Snapshot | None = None
    ) -> "Circumstances":
        """Everything that the facts of `as_at` are drawn from; `before` is the snapshot of the last issued paper."""
        rows = {key_of(row.noun.ref): row for row in reversed(register.recommendations.rows)}
        children: dict[str, list[Row[Recommendation]]] = defaultdict(list)
        for row in register.recommendations.rows:
            if row.noun.parent_ref and key_of(row.noun.parent_ref) != key_of(row.noun.ref):
                children[key_of(row.noun.parent_ref)].append(row)
        next_meeting = _next_meeting(register, as_at)
        return cls(
            register=register,
            as_at=as_at,
            linkage=Linkage.to(risks),
            published=_published(register, as_at),
            updates=_newest_updates(register.updates.rows, as_at),
            date_changes=date_changes_by(register.date_changes.rows, as_at),
            rows=rows,
            children={ref: tuple(row.noun for row in found) for ref, found in children.items()},
            next_meeting=next_meeting,
            before=before,
            inspection_rows={
                key_of(row.noun.inspection_ref): row.number for row in reversed(register.inspections.rows)
            },
            child_rows={ref: tuple(row.number for row in found) for ref, found in children.items()},
            meeting_row=_meeting_row(register, next_meeting),
        )

    def issued(self, recommendation: Recommendation) -> tuple[date | None, Row[Recommendation] | None]:
        """The day it was issued and the row that says so: its own, else its parent's, that parent's, and so on."""
        if recommendation.issued_on is None and not recommendation.parent_ref:
            return None, None
        seen: set[str] = set()
        row = self.rows.get(key_of(recommendation.ref))
        one = recommendation
        while key_of(one.ref) not in seen:
            seen.add(key_of(one.ref))
            day = one.issued_on.day if one.issued_on else None
            if day is not None:
                return (day, row) if day <= self.as_at else (None, None)
            row = self.rows.get(key_of(one.parent_ref)) if one.parent_ref else None
            if row is None:
                break
            one = row.noun
        return None, None

    def due_date(self, recommendation: Recommendation) -> DueDate:
        """When it is due: Force target date, else HMICFRS due date, else what the words give.

        Where they say that it is due immediately, and the inspectorate set no date, only the Force target date counts.
        """
        reading = self._reading(recommendation)
        deadline, basis = reading.counts, reading.basis
        inspectorate = _last_day(recommendation.hmicfrs_due_date)
        immediate = inspectorate is None and deadline is not None and deadline.immediate
        if (target := _last_day(recommendation.force_target_date)) is not None:
            return DueDate(target, "Force target date", deadline, immediate, basis)
        if inspectorate is not None:
            return DueDate(inspectorate, "HMICFRS due date", deadline, immediate, basis)
        if deadline is None or deadline.due is None or immediate:
            return DueDate(None, "", deadline, immediate, basis)
        return DueDate(deadline.due, "Derived due date", deadline, immediate, basis)

    def key_dates(self, recommendation: Recommendation, due: DueDate) -> KeyDates:
        """The days from and to which this recommendation's facts are counted."""
        published = self.published.get(key_of(recommendation.inspection_ref))
        updated = self.updates.get(key_of(recommendation.ref))
        issued = self.issued(recommendation)[0]
        return KeyDates(
            due.on,
            _last_day(recommendation.hmicfrs_due_date),
            published,
            updated[0] if updated else None,
            min(published, issued) if published and issued else published or issued,
            recommendation.is_open,
        )

    def deadline_from(self, recommendation: Recommendation, due: DueDate) -> str:
        """What the deadline in the words counts from: `issued`, `published`, or nothing."""
        if due.deadline is None or due.deadline.counts_from is None:
            return ""
        return "issued" if self.issued(recommendation)[0] == due.deadline.counts_from else "published"

    def deadlines(self, recommendation: Recommendation) -> tuple[Deadline, ...]:
        """Every deadline of the Deadline wording, or of the text where that is blank.

        On a row that is not for this force, the duties of the bodies that it names count; where they have none by
        those names, everybody's do: `CPS` in the register is the Crown Prosecution Service of the text.
        """
        return self._reading(recommendation).deadlines

    def _reading(self, recommendation: Recommendation) -> _Reading:
        if recommendation.is_ours:
            return self._read(recommendation, self._our_names)
        named = (*self._our_names, *recommendation.addressed_to, recommendation.lead_organisation)
        found = self._read(recommendation, tuple(name for name in named if name))
        return found if found.deadlines else self._read(recommendation, (ANYBODY,))

    def _read(self, recommendation: Recommendation, ours: tuple[str, ...]) -> _Reading:
        return _read(
            recommendation.deadline_wording.strip() or recommendation.recommendation,
            self.published.get(key_of(recommendation.inspection_ref)),
            self.issued(recommendation)[0],
            self._counting,
            ours,
        )

    @cached_property
    def _our_names(self) -> tuple[str, ...]:
        names = (self.register.settings.force_name, self.register.settings.force_short_name)
        return tuple(name for name in names if name)

    @cached_property
    def _counting(self) -> tuple[int, str]:
        settings = self.register.settings
        return settings.immediate_grace_days, settings.working_day_division


@lru_cache(maxsize=100_000)
def _read(
    text: str, published: date | None, issued: date | None, counting: tuple[int, str], ours: tuple[str, ...]
) -> _Reading:
    """What a text says. Of several deadlines the one that says immediately counts, since nothing is sooner; else the
    first with a day; else the first in the text, which says why there is none."""
    grace_days, division = counting
    found = read_deadlines(
        text, published=published, issued=issued, grace_days=grace_days, division=division, ours=ours
    )
    if not found:
        return _NOTHING_SET
    immediately = next((one for one in found if one.immediate), None)
    counts = immediately or first_deadline(found) or found[0]
    return _Reading(found, counts, counts.basis)


_NOTHING_SET = _Reading()


def facts_of(
    recommendation: Recommendation,
    circumstances: Circumstances,
    due: DueDate,
    link: Link,
    *,
    dates: KeyDates,
    children_rags: Sequence[str] = (),
) -> dict[str, FactValue]:
    """Every fact by its heading; None where there is nothing to say.

    `dates` are its key dates, `children_rags` the colours of the rows that name it as their parent. Closed, superseded
    and not-accepted rows are never due, overdue or past anything. A rough due date counts to the last day that it can
    mean.
    """
    ref = key_of(recommendation.ref)
    changes = circumstances.date_changes.get(ref)
    children = circumstances.children.get(ref)
    before = circumstances.before.of(recommendation.ref) if circumstances.before else None
    times_extended = len(changes) if changes else 0
    facts = _IN_ORDER.copy()
    facts.update(dates.facts(circumstances.as_at, circumstances.next_meeting))
    facts.update(link.facts)
    facts["Effective due date"] = due.on
    facts["Immediate"] = _yes(due.immediate)
    facts["Closed on"] = _last_day(recommendation.closed_on)
    facts["Times extended"] = times_extended
    facts["Extension limit exceeded"] = _yes(times_extended > circumstances.register.settings.extension_limit)
    facts["Open children"] = sum(child.is_open for child in children) if children else 0
    facts["Worst child RAG"] = worst(children_rags) or None if children_rags else None
    facts["Previous RAG"] = before.rag if before else None
    facts["Last update"] = dates.last_update
    facts["Derived due date"] = due.derived
    facts["Deadline basis"] = due.basis or None
    return facts


# Every fact, blank: copied for each row, which is quicker than to begin with nothing.
_IN_ORDER: dict[str, FactValue] = dict.fromkeys(fact.heading for fact in FACTS)


def _yes(holds: bool) -> str:
    return "Yes" if holds else "No"


def _last_day(when: When | None) -> date | None:
    """The last day it can mean: a rough date is past only after that. TBC and words hold none."""
    return when.latest if when is not None else None


def _published(register: "Register", as_at: date) -> dict[str, date]:
    """The day of publication of each report published by then; a rough date is no day to count from."""
    found: dict[str, date] = {}
    for inspection in register.inspections:
        day = inspection.published_on.day if inspection.published_on else None
        if day is not None and day <= as_at:
            found.setdefault(key_of(inspection.inspection_ref), day)
    return found


def _newest_updates(rows: Iterable[Row[Update]], as_at: date) -> dict[str, tuple[date, Row[Update]]]:
    """The newest update of each Ref that had been given by then; of two on one day the lower row."""
    found: dict[str, tuple[date, Row[Update]]] = {}
    for row in rows:
        day = _last_day(row.noun.date)
        ref = key_of(row.noun.ref)
        if day is not None and day <= as_at and (ref not in found or day >= found[ref][0]):
            found[ref] = (day, row)
    return found


def date_changes_by(rows: Iterable[Row[DateChange]], as_at: date) -> dict[str, tuple[Row[DateChange], ...]]:
    """The changes of each Ref, as `key_of` has it, that had been asked for by then; one without a date counts."""
    found: dict[str, list[Row[DateChange]]] = defaultdict(list)
    for row in rows:
        asked = row.noun.requested_on or row.noun.approved_on
        if row.noun.ref and (asked is None or asked.earliest is None or asked.earliest <= as_at):
            found[key_of(row.noun.ref)].append(row)
    return {ref: tuple(changes) for ref, changes in found.items()}


def _next_meeting(register: "Register", as_at: date) -> date | None:
    """The committee's first meeting after the as-at date that isn't cancelled; a rough date by its first day."""
    planned = (one.meeting_date.earliest for one in register.committee_meetings.planned if one.meeting_date)
    return min((day for day in planned if day is not None and day > as_at), default=None)


def _meeting_row(register: "Register", day: date | None) -> int:
    """The row of Meetings that states this day; 0 where there is none."""
    rows = register.meetings.rows
    found = (row.number for row in rows if row.noun.meeting_date and row.noun.meeting_date.earliest == day)
    return next(found, 0) if day else 0

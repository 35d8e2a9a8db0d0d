"""The facts of a recommendation as at a day: what the rules ask about beyond its own columns.

Only what had happened by that day counts: a later update, publication or date change is as if it weren't there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from hmic_tracker.model.key_dates import KeyDates
from hmic_tracker.model.rating import FactValue
from hmic_tracker.model.recommendation import DateChange, Recommendation, Update
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.model.when import When
from hmic_tracker.register.table import Row
from hmic_tracker.rules.bodies import ANYBODY
from hmic_tracker.rules.deadlines import Deadline, first_deadline, read_deadlines
from hmic_tracker.rules.linkage import Link, Linkage, key_of, worst

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister


@dataclass(frozen=True, slots=True)
class DueDate:
    """The day on which a recommendation is due, the heading it comes from, and what the words say.

    `deadline` is the reading of the words that counts, None where they set none; `immediate` that they ask for it
    immediately and the inspectorate set no date.
    """

    on: date | None = None
    source: str = ""
    deadline: Deadline | None = None
    immediate: bool = False

    @property
    def derived(self) -> date | None:
        """The day that the words give."""
        return self.deadline.due if self.deadline else None

    @property
    def basis(self) -> str:
        """The words, the rule and the date it counts from; empty where the words set nothing."""
        return self.deadline.basis if self.deadline else ""


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
        deadline = self._deadline(recommendation)
        immediate = bool(deadline and deadline.immediate) and _last_day(recommendation.hmicfrs_due_date) is None
        stated = [("Force target date", _last_day(recommendation.force_target_date))]
        if not immediate:
            stated.append(("HMICFRS due date", _last_day(recommendation.hmicfrs_due_date)))
            stated.append(("Derived due date", deadline.due if deadline else None))
        source, on = next(((source, day) for source, day in stated if day is not None), ("", None))
        return DueDate(on, source, deadline, immediate)

    def key_dates(self, recommendation: Recommendation, due: DueDate) -> KeyDates:
        """The days from and to which this recommendation's facts are counted."""
        published = self.published.get(key_of(recommendation.inspection_ref))
        updated = self.updates.get(key_of(recommendation.ref))
        began = (published, self.issued(recommendation)[0])
        return KeyDates(
            due=due.on,
            hmicfrs_due=_last_day(recommendation.hmicfrs_due_date),
            published=published,
            last_update=updated[0] if updated else None,
            began=min((day for day in began if day is not None), default=None),
            is_open=recommendation.is_open,
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
        if recommendation.is_ours:
            return self._read(recommendation, self._our_names)
        named = (*self._our_names, *recommendation.addressed_to, recommendation.lead_organisation)
        return self._read(recommendation, named) or self._read(recommendation, (ANYBODY,))

    def _read(self, recommendation: Recommendation, ours: tuple[str, ...]) -> tuple[Deadline, ...]:
        settings = self.register.settings
        return _read(
            recommendation.deadline_wording.strip() or recommendation.recommendation,
            self.published.get(key_of(recommendation.inspection_ref)),
            self.issued(recommendation)[0],
            (settings.immediate_grace_days, settings.working_day_division),
            tuple(name for name in ours if name),
        )

    @cached_property
    def _our_names(self) -> tuple[str, ...]:
        return (self.register.settings.force_name, self.register.settings.force_short_name)

    def _deadline(self, recommendation: Recommendation) -> Deadline | None:
        """The deadline that counts: the one that says immediately, since nothing is sooner; else the first with a day;
        else the first in the text, which says why there is none."""
        found = self.deadlines(recommendation)
        immediately = next((one for one in found if one.immediate), None)
        return immediately or first_deadline(found) or (found[0] if found else None)


@lru_cache(maxsize=100_000)
def _read(
    text: str, published: date | None, issued: date | None, counting: tuple[int, str], ours: tuple[str, ...]
) -> tuple[Deadline, ...]:
    grace_days, division = counting
    return read_deadlines(text, published=published, issued=issued, grace_days=grace_days, division=division, ours=ours)


def facts_of(
    recommendation: Recommendation,
    circumstances: Circumstances,
    due: DueDate,
    link: Link,
    *,
    dates: KeyDates,
    children_rags: Iterable[str] = (),
) -> dict[str, FactValue]:
    """Every fact by its heading; None where there is nothing to say.

    `dates` are its key dates, `children_rags` the colours of the rows that name it as their parent. Closed, superseded
    and not-accepted rows are never due, overdue or past anything. A rough due date counts to the last day that it can
    mean.
    """
    ref = key_of(recommendation.ref)
    times_extended = len(circumstances.date_changes.get(ref, ()))
    before = circumstances.before.of(recommendation.ref) if circumstances.before else None
    children = circumstances.children.get(ref, ())
    calendar = dates.facts(circumstances.as_at, circumstances.next_meeting)
    ageing_band = calendar.pop("Ageing band")
    return {
        "Effective due date": due.on,
        "Immediate": _yes(due.immediate),
        **calendar,
        "Closed on": _last_day(recommendation.closed_on),
        "Times extended": times_extended,
        "Extension limit exceeded": _yes(times_extended > circumstances.register.settings.extension_limit),
        "Open children": sum(child.is_open for child in children),
        "Worst child RAG": worst(children_rags) or None,
        "Above target score": None if link.is_above_target is None else _yes(link.is_above_target),
        "Risk title": (link.risk.title or None) if link.risk else None,
        "Risk band": link.score.band if link.score else None,
        "Risk band meaning": link.meaning or None,
        "Inherent score": _whole(link.inherent.score) if link.inherent else None,
        "Target score": None if link.target is None else _whole(link.target),
        "Risk score": _whole(link.score.score) if link.score else None,
        "Risk RAG": link.score.rag or None if link.score else None,
        "Ageing band": ageing_band,
        "Previous RAG": before.rag if before else None,
        "Last update": dates.last_update,
        "Derived due date": due.derived,
        "Deadline basis": due.basis or None,
    }


def _yes(holds: bool) -> str:
    return "Yes" if holds else "No"


def _whole(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


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
    committee = register.settings.committee.casefold()
    planned = [
        meeting.meeting_date.earliest
        for meeting in register.meetings
        if meeting.meeting_date is not None
        and meeting.meeting_date.earliest is not None
        and not meeting.is_cancelled
        and meeting.committee.casefold() in ("", committee)
        and meeting.meeting_date.earliest > as_at
    ]
    return min(planned, default=None)


def _meeting_row(register: "Register", day: date | None) -> int:
    """The row of Meetings that states this day; 0 where there is none."""
    rows = register.meetings.rows
    found = (row.number for row in rows if row.noun.meeting_date and row.noun.meeting_date.earliest == day)
    return next(found, 0) if day else 0

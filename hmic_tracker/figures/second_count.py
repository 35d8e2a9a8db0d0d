"""The second count of what stands in lists: needs of the committee, inspections, reports, letters, answers, dates.

As in reconciliation.py, nothing that makes the lists is used here: rows are looked at one after the other as they stand
on their sheets, and every question about a date is asked of its first and last day.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hmic_tracker.figures.sources import Sources
from hmic_tracker.model.inspection import Inspection, Response
from hmic_tracker.model.rating import Rating
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.when import When

# Figures that have a second count here: one of these that is not found by it has to be nought.
FAMILIES = frozenset(
    {
        "red", "worsened", "past_inspectorate", "due_next", "awaiting_sign_off", "closed_since", "overrides",
        "still_open", "to_be_confirmed", "risk_above_target", "dates_changed", "dates_requested", "responses",
        "inspections", "reports", "letters", "movement", "escalation", "embargoed", "stale",
    }
)  # fmt: skip
_OVER = ("Closed", "Superseded", "Not accepted")
_TOLD = ("New", "Improved", "Worsened", "Closed", "Reopened")
_TO_THE_DAY = ("day", "week", "range")
Found = Iterator[tuple[str, str]]


def count_again(sources: Sources) -> Found:
    """The name of a figure and a ref that it counts, for each time that it is counted."""
    next_meeting = _next_meeting(sources)
    for row, rating in zip(sources.register.recommendations, sources.ratings, strict=True):
        if sources.is_embargoed(rating):
            yield "embargoed", row.ref
            continue
        moved = sources.movement_of(row.ref)
        kind = str(moved.kind) if moved is not None else ""
        if kind in _TOLD and row.for_this_force != "No":
            yield f"movement.{kind}", row.ref
        if rating.escalation is not None:
            yield f"escalation.{rating.escalation.who}", row.ref
        if rating.excluded == "":
            yield from ((name, row.ref) for name in _of_row(sources, row, rating, kind))
            if row.for_this_force != "No" and row.status not in _OVER and _is_due_by(rating, next_meeting):
                yield "due_next", row.ref
    yield from _stale(sources)
    yield from _dates(sources)
    yield from _inspections(sources)
    yield from _answers(sources)
    for letter in sources.register.letters:
        if _is_since(sources, letter.date):
            yield "letters", ""


def _of_row(sources: Sources, row: Recommendation, rating: Rating, kind: str) -> Iterator[str]:
    if rating.override is not None:
        yield "overrides"
    if row.for_this_force == "No":
        return
    if row.status in _OVER:
        if kind == "Closed" or _is_since(sources, row.hmicfrs_closed_on or row.force_sign_off_on):
            yield "closed_since"
        return
    yield "still_open"
    is_late = rating.days_to_due is not None and rating.days_to_due < 0
    if str(rating.rag) == "Red":
        yield "red"
    if kind == "Worsened":
        yield "worsened"
    if row.status in ("Awaiting force sign-off", "Awaiting HMICFRS sign-off"):
        yield "awaiting_sign_off"
    if rating.facts.get("Above target score") == "Yes":
        yield "risk_above_target"
    if any(_is_open_ended(when) for when in (row.hmicfrs_due_date, row.force_target_date)):
        yield "to_be_confirmed"
    read = rating.calculated.get("Derived due date")
    theirs = row.hmicfrs_due_date.latest if row.hmicfrs_due_date is not None else read
    is_past = isinstance(theirs, date) and (theirs - sources.ratings.as_at).days < 0
    if is_past and not is_late and row.force_target_date is not None:
        yield "past_inspectorate"


def _next_meeting(sources: Sources) -> date | None:
    later = []
    for one in sources.register.committee_meetings.listed:
        day = _last_day(one.meeting_date)
        if day is not None and day > sources.meeting and one.status != "Cancelled":
            later.append(day)
    return min(later, default=None)


def _is_due_by(rating: Rating, day: date | None) -> bool:
    due, days = rating.effective_due_date, rating.days_to_due
    return day is not None and due is not None and not due > day and not (days is not None and days < 0)


def _last_day(when: When | None) -> date | None:
    return when.latest if when is not None else None


def _is_since(sources: Sources, when: When | None) -> bool:
    """In the period: after the last paper's figures, and come by the end of this one's."""
    day, after = _last_day(when), sources.period.after
    return day is not None and not day > sources.period.until and (after is None or not day <= after)


def _has_come(sources: Sources, when: When | None) -> bool:
    day = _last_day(when)
    return day is not None and not day > sources.period.until


def _is_open_ended(when: When | None) -> bool:
    return when is not None and (when.earliest is None or "to be confirmed" in when.assumption)


def _stale(sources: Sources) -> Found:
    for row, rating in zip(sources.register.recommendations.rows, sources.ratings, strict=False):
        shown = row.written.get("RAG")
        if shown is None or sources.is_embargoed(rating):
            continue
        if str(shown).strip() and str(shown).strip().lower() != str(rating.rag).lower():
            yield "stale", rating.ref


def _dates(sources: Sources) -> Found:
    """Changes approved in the period, those that wait, and the newest date that each owner asks for."""
    rows = {
        row.ref.casefold(): row
        for row, rating in zip(sources.register.recommendations, sources.ratings, strict=True)
        if not sources.is_embargoed(rating)
    }
    asked: set[tuple[str, date | None]] = set()
    for change in sources.register.date_changes:
        if change.ref.casefold() not in rows:
            continue
        asked.add((change.ref.casefold(), _last_day(change.moved_to)))
        on = change.approved_on or change.requested_on
        if change.approved_by.strip() or change.approved_on is not None:
            if _last_day(on) is None or _is_since(sources, on):
                yield "dates_changed", change.ref
        elif (
            change.requested_on and change.requested_on.earliest and change.requested_on.earliest > sources.period.until
        ):
            continue
        elif _awaits_delivery(sources, change.ref):
            yield "dates_requested", change.ref
    newest: dict[str, tuple[date, str, date | None]] = {}
    for update in sources.register.updates:
        key, day, wanted = update.ref.casefold(), _last_day(update.date), update.requested_target_date
        if key not in rows or wanted is None or day is None or not _has_come(sources, update.date):
            continue
        if key not in newest or day >= newest[key][0]:
            newest[key] = (day, update.ref, _last_day(wanted))
    for key, (_, ref, asked_for) in newest.items():
        row = sources.register.recommendations.get(ref)
        if row is None or not _awaits_delivery(sources, ref) or (key, asked_for) in asked:
            continue
        if row.force_target_date is None or row.force_target_date.latest != asked_for:
            yield "dates_requested", ref


def _awaits_delivery(sources: Sources, ref: str) -> bool:
    row = sources.register.recommendations.get(ref)
    return row is not None and row.for_this_force != "No" and row.status not in _OVER


def _inspections(sources: Sources) -> Found:
    for one in sources.register.inspections:
        ref, off = one.inspection_ref, one.cancelled_on
        if _is_since(sources, off):
            yield "inspections.cancelled", ref
        if _is_since(sources, one.published_on):
            yield "reports.published", ref
        if one.our_part == "Not inspected":
            continue
        if off is not None and (off.earliest is None or not off.earliest > sources.period.until):
            continue
        if _is_since(sources, one.conducted_on):
            yield "inspections.conducted", ref
        if _has_come(sources, one.conducted_on) or _has_come(sources, one.published_on):
            continue
        if one.notified_on is None and one.fieldwork is None:
            continue
        if one.notified_on is not None and one.notified_on.earliest and one.notified_on.earliest > sources.period.until:
            continue
        yield ("inspections.under_way" if _has_begun(sources, one) else "inspections.notified"), ref


def _has_begun(sources: Sources, inspection: Inspection) -> bool:
    planned = inspection.fieldwork
    if planned is None or planned.earliest is None or planned.latest is None:
        return False
    first = planned.earliest if str(planned.precision) in _TO_THE_DAY else planned.latest
    return not first > sources.period.until


def _answers(sources: Sources) -> Found:
    """Each row of Responses, and the section 55 responses that no row stands for yet, by what became of it."""
    has_row = set()
    for response in sources.register.responses:
        about = sources.register.inspections.get(response.inspection_ref) if response.inspection_ref else None
        if response.kind == "Section 55":
            has_row.add(response.inspection_ref.casefold())
        if about is not None and sources.is_unpublished(about):
            continue
        yield from _became_of(sources, response, _due(response, about))
    for one in sources.register.inspections:
        if not one.section_55_applies or not _has_come(sources, one.published_on):
            continue
        if one.inspection_ref.casefold() in has_row:
            continue
        response = Response(one.inspection_ref, "Section 55")
        due, after = _due(response, one), sources.period.after
        if due is None or after is None or due > after:
            yield from _became_of(sources, response, due)


def _due(response: Response, about: Inspection | None) -> date | None:
    if response.due is not None:
        return response.due.latest
    published = about.published_on if about is not None else None
    if response.kind != "Section 55" or published is None or str(published.precision) != "day":
        return None
    # The Act gives 56 days that begin with the day of publication.
    return published.earliest + timedelta(days=55) if published.earliest else None


def _became_of(sources: Sources, response: Response, due: date | None) -> Found:
    if _has_come(sources, response.published_on):
        if _is_since(sources, response.published_on):
            yield "responses.published", response.inspection_ref
    elif due is not None and due < sources.period.until:
        yield "responses.late", response.inspection_ref
    else:
        yield "responses.due", response.inspection_ref

"""Section 7: what needs the committee's attention, list by list."""

from collections.abc import Iterable
from datetime import date

from hmic_tracker.figures.counts import group_by, refs_of
from hmic_tracker.figures.date_changes import changed, make_change_list, name_row, requested
from hmic_tracker.figures.lines import AWAITING_SIGN_OFF, inspectorate_due, label_of, make_list
from hmic_tracker.figures.parts import Count, OverrideLine, OverrideList, RecommendationList
from hmic_tracker.figures.responses import DUE, LATE, PUBLISHED, Answer, answers, make_response_list
from hmic_tracker.figures.shape import NeedsCommittee
from hmic_tracker.figures.sources import Sources, day_of, split_ratings
from hmic_tracker.figures.unconfirmed import is_unconfirmed, list_unconfirmed
from hmic_tracker.figures.wording import capitalise, say_count, say_day, sentence
from hmic_tracker.model.rating import MovementKind, Rag, Rating
from hmic_tracker.model.recommendation import Status
from hmic_tracker.rules.rescored_risks import risks_moved
from hmic_tracker.rules.reworded_rules import rules_reworded


def ours_open(sources: Sources) -> tuple[Rating, ...]:
    """Every open row of any sort that is this force's and is not left out of the figures."""
    return tuple(
        rating
        for rating in sources.rated
        if rating.recommendation.is_open and rating.recommendation.is_ours and not rating.excluded
    )


def overdue(sources: Sources) -> tuple[Rating, ...]:
    """Those past their effective due date, the longest overdue first."""
    found = (rating for rating in ours_open(sources) if rating.is_overdue)
    return tuple(sorted(found, key=lambda rating: rating.days_to_due or 0))


def red(sources: Sources) -> tuple[Rating, ...]:
    """Those that are Red, overdue ones among them."""
    return tuple(rating for rating in ours_open(sources) if rating.rag == Rag.RED)


def worsened(sources: Sources) -> tuple[Rating, ...]:
    """Those whose colour is worse than in the last issued paper."""
    return tuple(rating for rating in ours_open(sources) if _moved(sources, rating) is MovementKind.WORSENED)


def past_inspectorate(sources: Sources) -> tuple[Rating, ...]:
    """Those past the inspectorate's date though within the force's own target."""
    return tuple(
        rating
        for rating in ours_open(sources)
        if not rating.is_overdue
        and (due := inspectorate_due(rating)) is not None
        and due < sources.ratings.as_at
        and rating.recommendation.force_target_date is not None
    )


def due_next(sources: Sources) -> tuple[Rating, ...]:
    """Those due from now until the committee's next meeting after this one, in order of their dates."""
    until = _meeting_after(sources)
    if until is None:
        return ()
    found = [
        rating
        for rating in ours_open(sources)
        if rating.effective_due_date and not rating.is_overdue and rating.effective_due_date <= until
    ]
    return tuple(sorted(found, key=_due))


def awaiting_sign_off(sources: Sources) -> tuple[Rating, ...]:
    """Those that wait for the force's sign-off, then those that wait for the inspectorate's."""
    found = [rating for rating in ours_open(sources) if rating.recommendation.status in AWAITING_SIGN_OFF]
    return tuple(sorted(found, key=lambda rating: AWAITING_SIGN_OFF.index(Status(rating.recommendation.status))))


def closed(sources: Sources) -> tuple[Rating, ...]:
    """Those of ours that ended in the period: by their date, or where the last paper still had them open."""
    return tuple(
        rating
        for rating in sources.rated
        if not rating.recommendation.is_open
        and rating.recommendation.is_ours
        and not rating.excluded
        and (sources.period.holds(rating.recommendation.closed_on) or _moved(sources, rating) is MovementKind.CLOSED)
    )


def overridden(sources: Sources) -> tuple[Rating, ...]:
    """Those whose colour somebody set and whose override is in force."""
    return tuple(rating for rating in sources.rated if rating.override is not None and not rating.excluded)


def to_be_confirmed(sources: Sources) -> tuple[Rating, ...]:
    """Open ones one of whose dates is written and still to be confirmed."""
    return tuple(
        rating
        for rating in ours_open(sources)
        if is_unconfirmed(rating.recommendation.hmicfrs_due_date)
        or is_unconfirmed(rating.recommendation.force_target_date)
    )


def _moved(sources: Sources, rating: Rating) -> MovementKind | None:
    moved = sources.movement_of(rating.ref)
    return moved.kind if moved else None


def _due(rating: Rating) -> date:
    return rating.effective_due_date or date.max


def _meeting_after(sources: Sources) -> date | None:
    """The committee's next meeting after the one that the paper is for; None where none is recorded."""
    return sources.register.committee_meetings.after(sources.meeting)


def _answers(sources: Sources, state: str) -> tuple[Answer, ...]:
    """The responses in a state; of those published, only what was published in the period."""
    found = (one for one in answers(sources) if one.state(sources.period.until) == state)
    return tuple(
        sorted(
            (one for one in found if state != PUBLISHED or sources.period.holds(one.response.published_on)),
            key=lambda one: day_of(one.due) or date.max,
        )
    )


def must_be_seen(sources: Sources, who: str) -> tuple[Rating, ...]:
    """What the escalation rules say that the owner, the board or the committee must see, by its date."""
    rows = (rating for rating in sources.rated if rating.escalation is not None and rating.escalation.who == who)
    return tuple(sorted(rows, key=_due))


def compile_needs(sources: Sources) -> NeedsCommittee:
    """The section: each list whole, each with its sentence."""
    upcoming = _meeting_after(sources)
    by = f"before the next meeting, on {say_day(upcoming)}" if upcoming else "before the next meeting"
    paragraphs = sources.narrative("What needs the committee")
    dates, asked = changed(sources), requested(sources)
    due, since = due_next(sources), sources.since_last
    attention = (overdue(sources), red(sources), worsened(sources), past_inspectorate(sources), dates, asked, due)
    return NeedsCommittee(
        overdue=_list(sources, overdue(sources), "{count} {verb} overdue.", "Nothing is overdue."),
        red=_list(sources, red(sources), "{count} {verb} rated Red.", "Nothing is rated Red."),
        worsened=_list(
            sources, worsened(sources), "{count} {has} worsened since the last issued paper.", _no_worse(sources)
        ),
        past_inspectorate=_list(
            sources,
            past_inspectorate(sources),
            "{count} {verb} past the inspectorate's date though within the force's own target.",
            "Nothing is past the inspectorate's date and within the force's own target.",
        ),
        dates_changed=make_change_list(sources, dates, asked=False),
        dates_requested=make_change_list(sources, asked, asked=True),
        due_next=_list(sources, due, f"{{count}} {{verb}} due {by}.", _nothing_due(upcoming)),
        awaiting_sign_off=_list(
            sources,
            awaiting_sign_off(sources),
            "{count} {verb} waiting for sign-off before closure.",
            "Nothing is waiting for sign-off.",
        ),
        closed=_list(
            sources,
            closed(sources),
            f"{{count}} {{has}} been closed{since}.",
            f"Nothing has been closed{since}.",
        ),
        overrides=_overrides(sources),
        must_be_seen=_list(
            sources,
            must_be_seen(sources, "Committee"),
            "By the escalation rules the committee must see {count}.",
            "By the escalation rules there is nothing that the committee must see.",
        ),
        target_dates=_list(
            sources,
            sorted(ours_open(sources), key=_due),
            "{count} {verb} still open, with these target dates.",
            "Nothing is open.",
        ),
        to_be_confirmed=_list(
            sources,
            to_be_confirmed(sources),
            "{count} {has} a date that is still to be confirmed.",
            "No date is waiting to be confirmed.",
        ),
        inspections_to_be_confirmed=list_unconfirmed(sources),
        responses_due=make_response_list(sources, _answers(sources, DUE), says="due", none="No response is due."),
        responses_published=make_response_list(
            sources,
            _answers(sources, PUBLISHED),
            says=f"published{since}",
            verb="has been",
            none=f"No response has been published{since}.",
        ),
        responses_late=make_response_list(sources, _answers(sources, LATE), says="late", none="No response is late."),
        next_meeting=say_day(upcoming),
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        has_any=any(attention) or bool(_answers(sources, LATE)),
    )


def _list(sources: Sources, rows: Iterable[Rating], some: str, none: str) -> RecommendationList:
    return make_list(sources, rows, some=some, none=none)


def _no_worse(sources: Sources) -> str:
    if sources.movements is None:
        return "There is no earlier paper in the record to compare with."
    return "Nothing has worsened since the last issued paper."


def _nothing_due(upcoming: date | None) -> str:
    if upcoming is None:
        return "No later meeting of the committee is recorded, so nothing can be said to fall due before it."
    return f"Nothing falls due before the next meeting, on {say_day(upcoming)}."


def _overrides(sources: Sources) -> OverrideList:
    rows = overridden(sources)
    if not rows:
        return OverrideList("No override is in force.")
    may, left_out = split_ratings(sources, rows, "override")
    says = f"{capitalise(say_count(len(rows), 'override', 'is'))} in force."
    lines = tuple(_override_line(sources, rating) for rating in may)
    return OverrideList(says, True, lines, left_out)


def _override_line(sources: Sources, rating: Rating) -> OverrideLine:
    override = rating.override
    assert override is not None  # only overridden rows come here
    label, by = label_of(rating.recommendation), sources.edition.person(override.by)
    # Like the reasons of date changes, an override's words have no marking that would let the public read them.
    reason = "" if sources.edition.is_public else override.reason.strip()
    doer = sources.edition.doer(override.by)
    words = f"{name_row(sources, rating.ref)}: set to {rating.rag} by {doer} until {say_day(override.until)}"
    words += f"; the rules give {rating.calculated_rag}"
    return OverrideLine(
        ref=rating.ref,
        sentence=sentence(words) + (f" {sentence(f'Reason: {reason}')}" if reason else ""),
        label=label,
        rag=str(rating.rag),
        calculated_rag=str(rating.calculated_rag),
        reason=reason,
        by=by,
        until=say_day(override.until),
    )


def needs_counts(sources: Sources) -> dict[str, Count]:
    """The figures of the section with the refs behind them."""
    counts = {
        "overdue": refs_of(overdue(sources)),
        "red": refs_of(red(sources)),
        "worsened": refs_of(worsened(sources)),
        "past_inspectorate": refs_of(past_inspectorate(sources)),
        "due_next": refs_of(due_next(sources)),
        "awaiting_sign_off": refs_of(awaiting_sign_off(sources)),
        "closed_since": refs_of(closed(sources)),
        "overrides": refs_of(overridden(sources)),
        "still_open": refs_of(ours_open(sources)),
        "to_be_confirmed": refs_of(to_be_confirmed(sources)),
        "risk_above_target": refs_of(
            rating for rating in ours_open(sources) if rating.facts.get("Above target score") == "Yes"
        ),
        "dates_changed": Count.of(tuple(change.ref for change in changed(sources))),
        "dates_requested": Count.of(tuple(change.ref for change in requested(sources))),
    }
    for state in (DUE, PUBLISHED, LATE):
        refs = tuple(one.response.inspection_ref for one in _answers(sources, state))
        counts[f"responses.{state}"] = Count.of(refs)
    for moved in risks_moved(sources.before, sources.ratings):
        if moved.is_same_risk:
            counts[f"risk_re_scored.{moved.risk_ref}"] = Count.of(moved.refs)
    if (reworded := rules_reworded(sources.before, sources.ratings)) is not None:
        counts["rules_changed"] = Count.of(tuple(one.ref for one in reworded.recoloured))
    escalated = [rating for rating in sources.rated if rating.escalation]
    for who, rows in group_by(escalated, lambda rating: rating.escalation.who if rating.escalation else "").items():
        counts[f"escalation.{who}"] = refs_of(rows)
    return counts

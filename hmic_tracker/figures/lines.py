"""One recommendation as the paper prints it, made once for every list that it stands in."""

import re
from collections.abc import Iterable
from datetime import date

from hmic_tracker.figures.counts import CountedAs
from hmic_tracker.figures.parts import RecommendationLine, RecommendationList
from hmic_tracker.figures.sources import Sources, split_ratings
from hmic_tracker.figures.wording import (
    agree,
    capitalise,
    join_words,
    say_count,
    say_day,
    say_days,
    say_number,
    sentence,
)
from hmic_tracker.model.rating import FactValue, Movement, MovementKind, Rating
from hmic_tracker.model.recommendation import Recommendation, Status

_SHORT = {"Super-complaint recommendation": "Recommendation", "": "Recommendation"}
AWAITING_SIGN_OFF = (Status.AWAITING_FORCE, Status.AWAITING_HMICFRS)
# "Cause of concern CoC 1" would say it twice.
_INITIALS = re.compile(r"^(?:AFI|A?CoC|Rec|R)\b[.:]?\s*(?=\w)", re.IGNORECASE)
NO_DATE, IMMEDIATELY = "No date is recorded", "Immediately"
_SENTENCE = {
    CountedAs.RECOMMENDATION: "recommendation",
    CountedAs.AREA: "area for improvement",
    CountedAs.CAUSE: "cause of concern",
    CountedAs.SPLIT: "split recommendation",
}


def label_of(said: Recommendation) -> str:
    """How the row is called in a sentence: `Recommendation 3`; a number `AFI 7` makes `Area for improvement 7`."""
    kind = _SHORT.get(said.kind, said.kind)
    number = said.number.strip()
    if not number:
        return kind
    number = _INITIALS.sub("", number) or number
    # A number printed as "Recommendation 3" would say it twice.
    return number if number.casefold().startswith(kind.casefold()) else f"{kind} {number}"


def make_line(sources: Sources, rating: Rating) -> RecommendationLine:
    """The row as this version prints it; made once, since it stands in several lists."""
    line = sources.lines_made.get(id(rating))
    if line is None:
        line = sources.lines_made[id(rating)] = _make_line(sources, rating)
    return line


def _make_line(sources: Sources, rating: Rating) -> RecommendationLine:
    said, edition = rating.recommendation, sources.edition
    latest = sources.latest_update(said.ref)
    moved = sources.movement_of(said.ref)
    overdue = -rating.days_to_due if rating.is_overdue and rating.days_to_due is not None else 0
    label, report = label_of(said), sources.report_title(said.inspection_ref)
    reason = reason_of(sources, rating)
    due, theirs = _due_words(rating), say_day(said.hmicfrs_due_date or derived_due(rating))
    return RecommendationLine(
        ref=said.ref,
        label=label,
        number=said.number,
        kind=said.kind,
        text=said.recommendation,
        report=report,
        addressed_to=join_words(said.addressed_to),
        for_this_force=said.for_this_force,
        lead_organisation=edition.words(said.lead_organisation),
        also_involves=join_words(said.also_involves),
        portfolio=said.portfolio,
        chief_officer=sources.chief_officer(said.portfolio),
        board=sources.board(rating),
        owner=edition.person(said.owner),
        owner_words=_owner_words(sources, said),
        linked_activity=edition.words(said.linked_activity),
        status=said.status,
        level=said.level,
        position=edition.words(said.force_position),
        parent=parent_label(sources, said),
        deadline=deadline_of(rating),
        due=due,
        hmicfrs_due=theirs,
        force_target=say_day(said.force_target_date),
        days_overdue=overdue,
        overdue_words=f"{say_days(overdue)} overdue" if overdue else "",
        rag=str(rating.rag),
        rag_reason=reason,
        reason_with_dates=_with_dates(reason, due, theirs),
        reason_besides="" if overdue and re.match(rf"{overdue} days? past ", reason) else reason,
        risk=_risk(sources, rating),
        override=_override(sources, rating),
        movement=str(moved.kind) if moved else "",
        movement_words=movement_words(sources, moved) if moved else "",
        latest=edition.words(latest.committee_wording) if latest else "",
        latest_on=say_day(latest.date) if latest else "",
        closed_on=say_day(said.closed_on) if not said.is_open else "",
        evidence=edition.words(said.closure_evidence),
        signed_off=_signed_off(sources, said),
        inspectorate_closed=_inspectorate_closed(said),
        sign_off_words=_sign_off_words(sources, said),
        named=f"{label}, {report}" if report else label,
        dates=_say_dates(due, theirs),
        **_must_see(sources, rating),
    )


def _owner_words(sources: Sources, said: Recommendation) -> str:
    """`Owner: Supt Mary Oduya.`; without one that there is none, and which chief officer the portfolio has."""
    owner = sources.edition.person(said.owner)
    if owner:
        return f"Owner: {owner}."
    chief = sources.chief_officer(said.portfolio)
    return f"No owner is recorded; the portfolio's chief officer: {chief}." if chief else "No owner is recorded."


def _must_see(sources: Sources, rating: Rating) -> dict[str, str]:
    """Who must see it, by what name and why, as the Escalation rules sheet says; nothing where nobody must."""
    found, edition = rating.escalation, sources.edition
    if found is None:
        return {}
    refs = (rating.risk_ref, *rating.recommendation.risk_ref)
    return {
        "must_see": found.who,
        "must_see_name": edition.person(found.whom) if found.who == "Owner" else edition.words(found.whom),
        "must_see_reason": edition.reason(found.reason, refs) if found.reason else "",
    }


def make_lines(sources: Sources, ratings: Iterable[Rating]) -> tuple[RecommendationLine, ...]:
    """The rows as this version prints them, in the order given."""
    return tuple(make_line(sources, rating) for rating in ratings)


def make_list(sources: Sources, ratings: Iterable[Rating], *, some: str, none: str) -> RecommendationList:
    """One list of the paper.

    `some` is a sentence such as `{count} {verb} overdue.`: `{count}` becomes `four recommendations and two causes of
    concern`, `{verb}` is or are, `{has}` has or have. `none` is the sentence where there is nothing to report. All are
    counted, whether or not this version may print them.
    """
    rows = list(ratings)
    if not rows:
        return RecommendationList(none)
    may, left_out = split_ratings(sources, rows)
    says = some.format(count=say_mixed(sources, rows), verb=agree(len(rows), "is"), has=agree(len(rows), "has"))
    return RecommendationList(capitalise(says), True, make_lines(sources, may), left_out)


def _say_dates(due: str, inspectorates: str) -> str:
    """`Due 29 April 2022 (the inspectorate's date: 30 June 2021).`, due immediately, or that no date is recorded."""
    theirs = inspectorates if inspectorates != due else ""
    if due == IMMEDIATELY:
        return "Due immediately; the force has set no date."
    if due == NO_DATE:
        return f"The inspectorate's date: {theirs}. The force has set no date." if theirs else "No date is recorded."
    other = f" (the inspectorate's date: {theirs})" if theirs else ""
    return sentence(f"due {due}{other}")


def _with_dates(reason: str, due: str, inspectorates: str) -> str:
    """The reason and the dates, none of them twice: `14 days past 1 March 2022.` needs no `Due 1 March 2022.`"""
    is_said = "due date" if due == NO_DATE else due
    if not _names_day(reason, is_said):
        return f"{reason} {_say_dates(due, inspectorates)}".strip()
    if not inspectorates or inspectorates == due or due in (NO_DATE, IMMEDIATELY):
        return reason
    return f"{reason} The inspectorate's date: {inspectorates}."


def _names_day(words: str, day: str) -> bool:
    """Whether they name this day or month: `11 March 2022` is not `1 March 2022`, nor `31 May 2022` `May 2022`."""
    return re.search(rf"(?<!\w)(?<!\d ){re.escape(day)}(?!\w)", words, re.IGNORECASE) is not None


def say_mixed(sources: Sources, ratings: Iterable[Rating]) -> str:
    """`four recommendations, one area for improvement and one cause of concern`: each sort apart."""
    counts: dict[CountedAs, int] = {}
    for rating in ratings:
        sort = sources.counted_as(rating)
        counts[sort] = counts.get(sort, 0) + 1
    parts = [say_count(counts[sort], _SENTENCE[sort]) for sort in CountedAs if sort in counts]
    return join_words(parts) if parts else f"{say_number(0)} recommendations"


def _due_words(rating: Rating) -> str:
    """The date that counts, in its own words where it is imprecise; `TBC` where that is all that is written.

    What is due immediately has no date that counts until the force sets one.
    """
    said, due = rating.recommendation, rating.effective_due_date
    written = [when for when in (said.force_target_date, said.hmicfrs_due_date) if when is not None]
    if due is None:
        otherwise = IMMEDIATELY if rating.facts.get("Immediate") == "Yes" else NO_DATE
        return next((str(when) for when in written if not when.is_known), otherwise)
    return next((str(when) for when in written if when.latest == due), say_day(due))


def derived_due(rating: Rating) -> date | None:
    """The date that the deadline's words give, or None."""
    value: FactValue = rating.calculated.get("Derived due date")
    return value if isinstance(value, date) else None


def inspectorate_due(rating: Rating) -> date | None:
    """The inspectorate's date: the one in the register, else the one that the words give."""
    stated = rating.recommendation.hmicfrs_due_date
    return stated.latest if stated is not None else derived_due(rating)


def deadline_of(rating: Rating) -> str:
    """The deadline as printed and its date: `Within six months: 24 August 2022`, `TBC`, `No date is recorded`.

    Empty for a cause of concern or an area for improvement without one.
    """
    said = rating.recommendation
    words = said.deadline_wording.strip() or _phrase(rating)
    day = say_day(said.hmicfrs_due_date or derived_due(rating))
    if words and day and not _names_day(words, day):
        return f"{words}: {day}"
    # The inspectorate sets no date for a cause of concern itself, nor for most areas: nothing is missing there.
    is_dateless = said.is_cause_of_concern or said.is_area_for_improvement
    return words or day or ("" if is_dateless else NO_DATE)


def _phrase(rating: Rating) -> str:
    """The words of the deadline that stand in the text, as Deadline basis quotes them."""
    basis = rating.calculated.get("Deadline basis")
    if not isinstance(basis, str) or basis[:1] not in "'“":
        return ""
    end = basis.find("”" if basis[0] == "“" else "' (", 1)
    phrase = basis[1:end] if end > 0 else ""
    return phrase[:1].upper() + phrase[1:]


def reason_of(sources: Sources, rating: Rating) -> str:
    """Why it has its colour. The public version says that a colour was set, not the words of who set it."""
    refs = (rating.risk_ref, *rating.recommendation.risk_ref)
    if rating.override is not None and sources.edition.is_public:
        calculated = sources.edition.reason(rating.calculated_reason, refs)
        set_by = sources.edition.doer(rating.override.by)
        return f"Set by {set_by}; calculated {rating.calculated_rag}. {calculated}".strip()
    return sources.edition.reason(rating.reason, refs)


def _risk(sources: Sources, rating: Rating) -> str:
    if not sources.edition.shows_risks:
        return ""
    parts = [rating.risk_ref]
    if rating.risk_score is not None:
        parts.append(f"score {rating.risk_score:g}")
    return ", ".join(part for part in (*parts, rating.risk_rag) if part)


def _override(sources: Sources, rating: Rating) -> str:
    if rating.override is None:
        return ""
    by = sources.edition.doer(rating.override.by)
    return f"Set to {rating.rag} by {by} until {say_day(rating.override.until)}; calculated {rating.calculated_rag}"


def parent_label(sources: Sources, said: Recommendation) -> str:
    """How the row's parent is called (`Cause of concern 1`), or nothing."""
    parent = sources.register.recommendations.get(said.parent_ref) if said.parent_ref else None
    return label_of(parent) if parent is not None and parent.ref != said.ref else ""


def _signed_off(sources: Sources, said: Recommendation) -> str:
    """`signed off by ACC Bryn Hale on 4 May 2022`, or that it was not."""
    by, on = sources.edition.doer(said.force_sign_off_by), say_day(said.force_sign_off_on)
    if not by and not on:
        return "no force sign-off is recorded"
    return "signed off" + (f" by {by}" if by else "") + (f" on {on}" if on else ", date not recorded")


def _inspectorate_closed(said: Recommendation) -> str:
    """`closed by HMICFRS on 20 June 2022`, how far it got, or that nothing is recorded."""
    if said.hmicfrs_closed_on is not None:
        return f"closed by HMICFRS on {said.hmicfrs_closed_on}"
    if said.submitted_to_hmicfrs_on is not None:
        submitted = f"submitted to HMICFRS on {said.submitted_to_hmicfrs_on}"
        return submitted if said.is_open else f"{submitted}, closure not recorded"
    return "no closure by HMICFRS is recorded" if said.status == Status.CLOSED else ""


def _sign_off_words(sources: Sources, said: Recommendation) -> str:
    """`Awaiting HMICFRS sign-off: signed off by ACC Bryn Hale on 4 May 2022, submitted to HMICFRS on 9 May 2022.`

    Empty where it waits for nobody's sign-off.
    """
    if said.status not in AWAITING_SIGN_OFF:
        return ""
    is_signed = bool(said.force_sign_off_by or said.force_sign_off_on)
    steps = [_signed_off(sources, said)] if is_signed else []
    if said.submitted_to_hmicfrs_on is not None:
        steps.append(_inspectorate_closed(said))
    return sentence(f"{said.status}{': ' if steps else ''}{', '.join(steps)}")


_CAUSES = {
    "delivery": "through delivery",
    "risk re-scored": "because the risk behind it was re-scored",
    "date": "because of its date",
    "override": "through an override",
    "rules changed": "because the rules changed",
}


def cause_words(sources: Sources, cause: str, kind: MovementKind = MovementKind.IMPROVED) -> str:
    """A movement's cause as a phrase; staff's own words as they are. Nothing worsens or reopens "through" delivery."""
    if cause == "delivery" and kind is MovementKind.WORSENED:
        return "because of delivery"
    if cause == "delivery" and kind is MovementKind.REOPENED:
        return ""
    if cause == "risk re-scored" and not sources.edition.shows_risks:
        return "because the risk behind it changed"
    return _CAUSES.get(cause, f"({cause})" if cause else "")


def movement_words(sources: Sources, moved: Movement) -> str:
    """`Worsened from Amber to Red because of its date`."""
    words = str(moved.kind)
    if moved.kind in (MovementKind.IMPROVED, MovementKind.WORSENED, MovementKind.REOPENED) and moved.was and moved.now:
        words = f"{words} from {moved.was} to {moved.now}"
    if moved.kind in (MovementKind.NEW, MovementKind.NO_CHANGE):
        return words
    cause = cause_words(sources, moved.cause, moved.kind)
    return f"{words} {cause}".strip()

"""The local policing body's response to one report: Police Act 1996, section 55.

For each recommendation the response says what action has been taken or is proposed, or why none is; both are what the
register's Force position says. A position that the register does not have is named as a gap and never made up.
"""

from hmic_tracker.figures.counts import CountedAs
from hmic_tracker.figures.document_parts import PositionLine, Section55
from hmic_tracker.figures.lines import label_of, make_line, say_mixed
from hmic_tracker.figures.parts import ExcludedLine
from hmic_tracker.figures.reports import made_by
from hmic_tracker.figures.responses import (
    DUE,
    LATE,
    PUBLISHED,
    SECTION_55,
    Answer,
    answers,
    make_response_line,
    say_bodies,
)
from hmic_tracker.figures.sources import Sources, split_ratings
from hmic_tracker.figures.wording import agree, capitalise, say_day, say_number, sentence
from hmic_tracker.model.inspection import Inspection
from hmic_tracker.model.rating import Rating
from hmic_tracker.model.recommendation import Status
from hmic_tracker.rules.section_55 import response_due

_TAKEN, _NONE = "Action taken or proposed", "Why no action is taken"
_NO_POSITION = "The register records no position yet."
_UNDER_ITS_PARTS = "This is answered under the recommendations that belong to it."
_OF_THE_ACT = "the last of the 56 days that begin with the day of publication"


def open_responses(sources: Sources) -> tuple[str, ...]:
    """The refs of the reports whose section 55 response is due or late at the period's end, or came out in the period.

    In the order of their due dates, then of the register.
    """
    found = []
    for answer in answers(sources):
        if answer.response.kind != SECTION_55 or answer.inspection is None:
            continue
        state = answer.state(sources.period.until)
        if state in (DUE, LATE) or (state == PUBLISHED and sources.period.holds(answer.response.published_on)):
            due = answer.due.latest if answer.due and answer.due.latest else None
            found.append((due is None, due.isoformat() if due else "", answer.inspection.inspection_ref))
    return tuple(dict.fromkeys(ref for _, _, ref in sorted(found, key=lambda one: one[:2])))


def compile_section_55(sources: Sources, inspection: Inspection) -> Section55:
    """The response to one report. `sources` are narrowed to the rows of its inspection."""
    answer = _answer(sources, inspection)
    printed = made_by(sources, inspection)
    rows = [rating for rating in printed if rating.recommendation.is_ours]
    may, left_out = split_ratings(sources, rows)
    positions = tuple(_position(sources, rating) for rating in may)
    gaps = tuple(f"{one.line.ref}, {one.line.label}" for one in positions if one.is_gap)
    others = [rating for rating in printed if not rating.recommendation.is_ours]
    named, _ = split_ratings(sources, others)
    excluded = [] if sources.edition.is_public else [rating for rating in rows if rating.excluded]
    response = answer.response if answer else None
    body = sources.register.settings.local_policing_body.strip()
    return Section55(
        ref=inspection.inspection_ref,
        report=sources.report_title(inspection.inspection_ref),
        programme=inspection.programme,
        published_on=say_day(inspection.published_on),
        report_link=inspection.report_link,
        due=say_day(answer.due) if answer else "",
        due_basis=_due_basis(inspection, answer),
        led_by=(say_bodies(response.led_by, sources.edition.words) if response else "") or body,
        sent_to=say_bodies(response.sent_to, sources.edition.words) if response else "",
        comments_due=say_day(response.chief_officer_comments_due) if response else "",
        response_published_on=_published_on(sources, answer),
        link=response.link if response else "",
        state_sentence=make_response_line(sources, answer).sentence
        if answer
        else "The register has no section 55 response to this report.",
        sentence=_sentence(sources, rows),
        has_positions=bool(positions),
        positions=positions,
        positions_left_out=left_out,
        gaps_sentence=_gaps_sentence(len(positions), len(gaps)),
        has_gaps=bool(gaps),
        gaps=gaps,
        has_elsewhere=bool(others),
        elsewhere_sentence=_elsewhere(sources, others),
        elsewhere=tuple(_to_whom(sources, rating) for rating in named),
        has_excluded=bool(excluded),
        excluded=tuple(ExcludedLine(one.ref, label_of(one.recommendation), one.excluded) for one in excluded),
    )


def _answer(sources: Sources, inspection: Inspection) -> Answer | None:
    own = (
        one
        for one in answers(sources)
        if one.response.kind == SECTION_55
        and one.inspection is not None
        and one.inspection.inspection_ref == inspection.inspection_ref
    )
    return next(own, None)


def _published_on(sources: Sources, answer: Answer | None) -> str:
    is_out = answer is not None and answer.state(sources.period.until) == PUBLISHED
    return say_day(answer.response.published_on) if answer and is_out else ""


def _due_basis(inspection: Inspection, answer: Answer | None) -> str:
    published = inspection.published_on.day if inspection.published_on else None
    if answer is None or answer.due is None or published is None:
        return ""
    by_the_act = response_due(published)
    if answer.due.day == by_the_act:
        return _OF_THE_ACT
    return f"as the register states it; {_OF_THE_ACT} is {say_day(by_the_act)}"


def _sentence(sources: Sources, rows: list[Rating]) -> str:
    if not rows:
        return "The register holds no recommendation of this report for the force to answer."
    verb = agree(len(rows), "is")
    return sentence(f"{say_mixed(sources, rows)} of the report {verb} for the force, and each is answered here")


def _position(sources: Sources, rating: Rating) -> PositionLine:
    line, said = make_line(sources, rating), rating.recommendation
    heading = _NONE if said.status == Status.NOT_ACCEPTED else _TAKEN
    if line.position.strip():
        return PositionLine(line, heading, line.position)
    is_parent = said.ref.casefold() in sources.parent_refs
    if is_parent and sources.counted_as(rating) in (CountedAs.CAUSE, CountedAs.SPLIT):
        return PositionLine(line, heading, _UNDER_ITS_PARTS)
    return PositionLine(line, heading, _NO_POSITION, is_gap=True)


def _gaps_sentence(answered: int, gaps: int) -> str:
    if not answered:
        return ""
    if not gaps:
        return "Every one of them has its answer."
    return sentence(f"{say_number(gaps)} of them {agree(gaps, 'has')} no position recorded yet")


def _elsewhere(sources: Sources, others: list[Rating]) -> str:
    if not others:
        return ""
    verb = agree(len(others), "is")
    return capitalise(f"{say_mixed(sources, others)} of the report {verb} for others to deliver and not answered here.")


def _to_whom(sources: Sources, rating: Rating) -> str:
    line = make_line(sources, rating)
    whom = line.lead_organisation or line.addressed_to
    return f"{line.label}{f': {whom}' if whom else ''}"

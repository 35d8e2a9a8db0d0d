"""The figures of a paper, compiled once for both versions and reconciled before anybody sees them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from hmic_tracker.catalogue import make_problem
from hmic_tracker.figures.appendix import appendix_counts, compile_appendix, printable_problems, stale_problems
from hmic_tracker.figures.contradictions import contradictions
from hmic_tracker.figures.decision import compile_decision
from hmic_tracker.figures.inspections import compile_inspections, inspection_counts
from hmic_tracker.figures.needs_committee import compile_needs, needs_counts
from hmic_tracker.figures.parts import Count
from hmic_tracker.figures.peel import compile_peel, peel_counts
from hmic_tracker.figures.periods import period_of, previous_paper
from hmic_tracker.figures.reconciliation import reconcile
from hmic_tracker.figures.reports import compile_reports, report_counts
from hmic_tracker.figures.shape import Figures, Paper, Show, Version, Words
from hmic_tracker.figures.sources import Sources, say_left_out
from hmic_tracker.figures.standing import compile_standing, standing_counts
from hmic_tracker.figures.versions import (
    OFFICIAL,
    Edition,
    highest_marking,
    is_below,
    person_names,
    public_contacts,
)
from hmic_tracker.figures.wording import say_day
from hmic_tracker.model.force import Meeting
from hmic_tracker.model.rating import Movement, Ratings
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.problems import Problem

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister

__all__ = ["Figures", "compile_figures"]


def compile_figures(
    register: "Register",
    risks: "RiskRegister",
    ratings: Ratings,
    problems: Iterable[Problem],
    *,
    meeting: date,
    before: Snapshot | None = None,
    movements: Iterable[Movement] | None = None,
    issued: Iterable[Snapshot] = (),
) -> Figures:
    """Everything that the documents for a meeting are made of, for the full and the public version.

    `before` is the snapshot of the last issued paper, None where there is nothing to compare with; `movements` is
    worked out from it unless given; `issued` are the snapshots of earlier papers, with their rows. Raises NotReconciled
    where a figure differs from its second count, so that no paper with it is ever written.
    """
    compared, papers_before = _movements(before, ratings, movements), tuple(issued)
    full, public = (
        _sources(
            version, register, risks, ratings, meeting=meeting, before=before, movements=compared, issued=papers_before
        )
        for version in _VERSIONS
    )
    told = printable_problems(full, problems)
    counts = {
        **standing_counts(full),
        **needs_counts(full),
        **inspection_counts(full),
        **report_counts(full),
        **peel_counts(full),
    }
    own = (*contradictions(full, counts), *stale_problems(full))
    known = {(one.code, one.sheet, one.cell, one.ref) for one in told}
    told = (*told, *(one for one in own if (one.code, one.sheet, one.cell, one.ref) not in known))
    counts |= appendix_counts(full, told)
    papers = {sources.edition.version: _paper(sources, told, counts) for sources in (full, public)}
    for sources in (full, public):
        reconcile(sources, counts, papers[sources.edition.version].standing)
    return Figures(
        meeting=meeting,
        as_at=ratings.as_at,
        full=papers["full"],
        public=papers["public"],
        counts=counts,
        problems=(*own, *_marking_problems(full), *_meeting_problems(full)),
        people=person_names(register.people),
        allowed=allowed_in_public(register),
        sources={sources.edition.version: sources for sources in (full, public)},
    )


_VERSIONS: tuple[Version, Version] = ("full", "public")


def _movements(
    before: Snapshot | None, ratings: Ratings, movements: Iterable[Movement] | None
) -> tuple[Movement, ...] | None:
    if movements is not None:
        return tuple(movements)
    if before is None:
        return None
    from hmic_tracker.history.movement import movement

    return movement(before, ratings)


def _sources(
    version: Version,
    register: "Register",
    risks: "RiskRegister",
    ratings: Ratings,
    *,
    meeting: date,
    before: Snapshot | None,
    movements: tuple[Movement, ...] | None,
    issued: tuple[Snapshot, ...],
) -> Sources:
    settings = register.settings
    refs = {ref for row in register.recommendations for ref in row.risk_ref} | {risk.risk_ref for risk in risks.risks}
    edition = Edition(
        version, register.people, risk_refs=sorted(refs), with_risks=settings.risk_scores_in_public_version
    )
    meetings, committee = register.meetings, settings.committee
    previous = previous_paper(meetings, meeting, committee=committee, before=before)
    return Sources(
        register=register,
        risks=risks,
        ratings=ratings,
        meeting=meeting,
        period=period_of(meetings, meeting, as_at=ratings.as_at, committee=committee, before=before),
        previous=previous.meeting_date.latest if previous and previous.meeting_date else None,
        edition=edition,
        movements=movements,
        before=before,
        issued=issued,
    )


def _paper(sources: Sources, problems: tuple[Problem, ...], counts: Mapping[str, Count]) -> Paper:
    settings = sources.register.settings
    listed = sources.register.committee_meetings.on(sources.meeting) or Meeting()
    purpose = sources.narrative("Purpose")
    sections = {
        "peel": compile_peel(sources),
        "inspections": compile_inspections(sources),
        "reports": compile_reports(sources),
        "standing": compile_standing(sources),
        "needs": compile_needs(sources),
        "decision": compile_decision(sources),
        "appendix": compile_appendix(sources, problems, counts),
    }
    left_out = left_out_of(sources)
    return Paper(
        version=sources.edition.version,
        is_public=sources.edition.is_public,
        force_name=settings.force_name,
        force_short_name=settings.short_name,
        local_policing_body=settings.local_policing_body,
        committee=listed.committee.strip() or settings.committee,
        agenda_item=listed.agenda_item,
        meeting_date=say_day(sources.meeting),
        report_title=settings.report_title,
        marking=_marking(sources),
        as_at=say_day(sources.ratings.as_at),
        period_from=say_day(sources.period.after),
        period_to=say_day(sources.period.until),
        previous_paper=say_day(sources.previous),
        show=_show(sources),
        purpose=Words(purpose, bool(purpose), _purpose_sentence(sources)),
        has_left_out=bool(left_out),
        left_out=left_out,
        **sections,  # type: ignore[arg-type]
    )


def _purpose_sentence(sources: Sources) -> str:
    settings = sources.register.settings
    force = settings.force_name or "the force"
    start = f"To report to the committee on inspections of {force} and on the recommendations made to it"
    after = sources.period.after
    return f"{start}{f' since {say_day(after)}' if after else ''}, up to {say_day(sources.period.until)}."


def _marking(sources: Sources) -> str:
    """The document's marking: the one in Settings, and never below that of anything in it. Public: OFFICIAL."""
    if sources.edition.is_public:
        return OFFICIAL
    return highest_marking((sources.register.settings.document_marking, *sources.edition.markings))


def _marking_problems(sources: Sources) -> tuple[Problem, ...]:
    document, highest = sources.register.settings.document_marking, highest_marking(sources.edition.markings)
    if not is_below(document, highest):
        return ()
    return (make_problem("marking-too-low", sheet="Settings", document=document, highest=highest),)


def _meeting_problems(sources: Sources) -> tuple[Problem, ...]:
    """The paper's meeting is not on the Meetings sheet, or stands there as cancelled."""
    register, meetings = sources.register, sources.register.committee_meetings
    if meetings.on(sources.meeting) is not None:
        return ()
    is_off = sources.meeting in meetings.cancelled_days
    how = "which the Meetings sheet has as cancelled" if is_off else "which is not on the Meetings sheet"
    sheet = register.meetings.sheet or "Meetings"
    return (make_problem("meeting-not-listed", sheet=sheet, meeting=say_day(sources.meeting), how=how),)


def _show(sources: Sources) -> Show:
    prints = sources.register.settings.prints
    return Show(
        purpose=prints("Purpose"),
        peel=prints("PEEL"),
        inspections=prints("Inspections"),
        published_reports=prints("Published reports"),
        where_we_stand=prints("Where we stand"),
        what_needs_the_committee=prints("What needs the committee"),
        decision=prints("Decision"),
        appendix=prints("Appendix"),
        ageing=prints("Ageing"),
        over_time=prints("Over time"),
        rows_behind_the_figures=prints("Rows behind the figures"),
    )


def left_out_of(sources: Sources) -> tuple[str, ...]:
    """A sentence for each kind of thing that the version does not hold: `Two recommendations are left out …`."""
    return tuple(say_left_out(len(rows), kind) for kind, rows in sorted(sources.edition.left_out.items()) if rows)


def allowed_in_public(register: "Register") -> tuple[str, ...]:
    """What may stand in the public version though it looks like a name or a number: contacts so marked, and refs."""
    refs = [row.ref for row in register.recommendations] + [row.inspection_ref for row in register.inspections]
    settings = register.settings
    bodies = [settings.force_name, settings.force_short_name, settings.local_policing_body, settings.committee]
    return tuple(dict.fromkeys(word for word in (*public_contacts(register.people), *refs, *bodies) if word))

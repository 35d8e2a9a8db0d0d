"""Dates that are written and still to be confirmed: of recommendations, of fieldwork and of reports."""

from hmic_tracker.figures.inspections import conducted, notified, under_way
from hmic_tracker.figures.parts import InspectionLine, InspectionList
from hmic_tracker.figures.sources import Sources, split_printable
from hmic_tracker.figures.wording import agree, capitalise, say_count, say_day
from hmic_tracker.model.inspection import Inspection
from hmic_tracker.model.when import When


def is_unconfirmed(when: When | None) -> bool:
    """Whether a date is written and holds none yet (`TBC`, or words), or says that it is to be confirmed."""
    return when is not None and (not when.is_known or "to be confirmed" in when.assumption)


def list_unconfirmed(sources: Sources) -> InspectionList:
    """The inspections whose fieldwork or report has a date still to be confirmed; no sentence where there is none."""
    planned = [one for one in (*under_way(sources), *notified(sources)) if is_unconfirmed(one.fieldwork)]
    waiting = [one for one in conducted(sources) if is_unconfirmed(one.publication_expected)]
    waiting = [one for one in waiting if not sources.period.is_before_its_end(one.published_on)]
    found = [*waiting, *planned]
    if not found:
        return InspectionList("")
    says = f"{capitalise(say_count(len(found), 'inspection'))} {agree(len(found), 'has')} a date to be confirmed."
    may, left_out = split_printable(sources.edition, found, "inspection")
    lines = tuple(_line(sources, number, one, one in waiting) for number, one in enumerate(may, start=1))
    return InspectionList(says, True, lines, left_out)


def _line(sources: Sources, number: int, inspection: Inspection, is_report: bool) -> InspectionLine:
    title = sources.edition.words(inspection.title.strip() or inspection.inspection_ref)
    when = f"report expected: {inspection.publication_expected}" if is_report else f"fieldwork: {inspection.fieldwork}"
    return InspectionLine(
        number=number,
        ref=inspection.inspection_ref,
        words=f"{title}, {when}",
        title=title,
        programme=inspection.programme,
        our_part=inspection.our_part,
        when=when,
        expected=say_day(inspection.publication_expected),
    )

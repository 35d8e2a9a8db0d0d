"""Section 4: inspections conducted since the last report, those under way, and those the force was told of."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from hmic_tracker.figures.parts import Count, Definition, InspectionLine, InspectionList
from hmic_tracker.figures.shape import Inspections
from hmic_tracker.figures.sources import Sources, split_printable
from hmic_tracker.figures.wording import (
    agree,
    capitalise,
    join_words,
    on_day,
    say_count,
    say_day,
    say_month,
    sentence,
)
from hmic_tracker.model.inspection import Inspection
from hmic_tracker.model.when import Precision, When

NOT_INSPECTED, INSPECTED, DATA_RETURN = "Not inspected", "Inspected", "Data return"
_NOUN = "inspection"
_OUR_PART = {NOT_INSPECTED: "the force was not inspected", DATA_RETURN: "the force made a data return"}
_HMICFRS = re.compile(r"\bHMICFRS\b|Inspectorate of Constabulary and Fire", re.IGNORECASE)
# A note that goes on with the list of forces: "and two others".
_ADDED = re.compile(r"and\s+", re.IGNORECASE)
# What a bare "Other" would say of an inspection is nothing.
_UNSAID_PROGRAMMES = frozenset({"", "Other"})


def conducted(sources: Sources) -> tuple[Inspection, ...]:
    """The inspections of this force that were conducted in the period, earliest first."""
    found = (one for one in _ours(sources) if sources.period.holds(one.conducted_on))
    return tuple(sorted(found, key=lambda one: _when(one.conducted_on)))


def under_way(sources: Sources) -> tuple[Inspection, ...]:
    """Those whose fieldwork has surely begun and that are neither conducted nor published by the period's end."""
    return tuple(one for one in _to_come(sources) if has_begun(one, sources.period.until))


def notified(sources: Sources) -> tuple[Inspection, ...]:
    """Those that the force knows of and whose fieldwork has not begun, in the order of their fieldwork.

    An inspection without Notified on counts where its fieldwork is planned: somebody must have told the force.
    """
    found = (one for one in _to_come(sources) if not has_begun(one, sources.period.until))
    return tuple(sorted(found, key=lambda one: _when(one.fieldwork)))


def cancelled(sources: Sources) -> tuple[Inspection, ...]:
    """The inspections of this force that were called off in the period."""
    return tuple(one for one in sources.register.inspections if sources.period.holds(one.cancelled_on))


def _ours(sources: Sources) -> Iterable[Inspection]:
    """Those that touch this force and were not called off by the period's end."""
    for one in sources.register.inspections:
        if one.our_part != NOT_INSPECTED and not _is_cancelled(sources, one):
            yield one


def _is_cancelled(sources: Sources, inspection: Inspection) -> bool:
    """Called off, unless surely only after the period. A date that says nothing still says that it was called off."""
    on = inspection.cancelled_on
    return on is not None and (on.earliest is None or on.earliest <= sources.period.until)


def _to_come(sources: Sources) -> Iterable[Inspection]:
    until = sources.period.until
    for one in _ours(sources):
        over = sources.period.is_before_its_end(one.conducted_on) or sources.period.is_before_its_end(one.published_on)
        told_later = one.notified_on is not None and (one.notified_on.earliest or date.min) > until
        known = one.notified_on is not None or one.fieldwork is not None
        if not over and known and not told_later:
            yield one


def has_begun(inspection: Inspection, until: date) -> bool:
    """Whether fieldwork planned for a day or a week has come; a month or a season may still be all ahead."""
    planned = inspection.fieldwork
    if planned is None or planned.earliest is None or planned.latest is None:
        return False
    if planned.precision in (Precision.DAY, Precision.WEEK, Precision.RANGE):
        return planned.earliest <= until
    return planned.latest <= until


def _when(when: When | None) -> tuple[date, date, str]:
    return when.sort_key if when else (date.max, date.max, "")


def describe(sources: Sources, inspection: Inspection) -> tuple[str, str]:
    """The inspection in one line and the forces in it.

    `Custody: inspection of custody suites, with Northshire; and Eastmoor and Vale (data request only)`: programme,
    title, complainant, inspectorates, forces as printed, the note on them, scope.
    """
    edition = sources.edition
    note = edition.words(inspection.forces_note.strip())
    forces = _name_forces(inspection.other_forces, note)
    title = edition.words(inspection.title.strip() or inspection.report_title.strip() or inspection.inspection_ref)
    programme = inspection.programme.strip()
    words = title
    if programme not in _UNSAID_PROGRAMMES and programme.casefold() not in title.casefold():
        words = f"{programme}: {title}"
    if inspection.complainant.strip():
        words = f"{words}, made by {edition.words(inspection.complainant.strip())}"
    if inspectors := name_inspectorates(sources, inspection):
        words = f"{words}, led by {inspectors}"
    if inspection.other_forces or _ADDED.match(note):
        words = f"{words}, with {forces}"
    elif note:
        words = f"{words}, {note}"
    limits = [edition.words(inspection.scope.strip())]
    if inspection.our_part == DATA_RETURN and "data" not in limits[0].casefold():
        limits.append("data return")
    if any(limits):
        words = f"{words} ({'; '.join(limit for limit in limits if limit)})"
    return words, forces


def name_inspectorates(sources: Sources, inspection: Inspection) -> str:
    """Who leads it, in the register's order; empty where that is HMICFRS alone, as a reader takes for granted."""
    bodies = [sources.edition.words(body.strip()) for body in inspection.lead_inspectorates if body.strip()]
    return join_words(bodies) if any(not _HMICFRS.search(body) for body in bodies) else ""


def describe_report(sources: Sources, inspection: Inspection) -> str:
    """What a published report is, where its title does not say it: `National thematic inspection, with Northshire.`

    Programme, complainant, inspectorates, other forces, scope, and that the force was not inspected; or nothing.
    """
    edition = sources.edition
    programme, complainant = inspection.programme.strip(), edition.words(inspection.complainant.strip())
    is_said = programme in _UNSAID_PROGRAMMES or programme.casefold() in inspection.published_title.casefold()
    head = "" if is_said and not complainant else programme or "Complaint"
    parts = [f"{head} made by {complainant}" if complainant else head]
    if inspectors := name_inspectorates(sources, inspection):
        parts.append(f"led by {inspectors}")
    note = edition.words(inspection.forces_note.strip())
    if forces := _name_forces(inspection.other_forces, note):
        is_list = inspection.other_forces or _ADDED.match(note)
        parts.append(f"with {forces}" if is_list else forces)
    words = ", ".join(part for part in parts if part)
    if scope := edition.words(inspection.scope.strip()):
        words = f"{words} ({scope})" if words else scope
    if part := _OUR_PART.get(inspection.our_part):
        words = f"{words}; {part}" if words else part
    return sentence(words)


def _name_forces(forces: tuple[str, ...], note: str) -> str:
    """The forces as printed and the note on them: `Northshire, Southmere and two others`, `Vale (six in all)`."""
    if _ADDED.match(note):
        return join_words((*forces, _ADDED.sub("", note)))
    if forces and note[:1].isalnum():
        note = f"({note.rstrip('.')})"
    return f"{join_words(forces)} {note}".strip()


def _line(sources: Sources, number: int, inspection: Inspection, when: str) -> InspectionLine:
    words, forces = describe(sources, inspection)
    return InspectionLine(
        number=number,
        ref=inspection.inspection_ref,
        words=f"{words}, {when}" if when else words,
        title=sources.edition.words(inspection.title),
        programme=inspection.programme,
        forces=forces,
        scope=sources.edition.words(inspection.scope),
        complainant=sources.edition.words(inspection.complainant),
        our_part=inspection.our_part,
        when=when,
        expected=say_day(inspection.publication_expected),
    )


def _conducted_when(inspection: Inspection) -> str:
    return f"conducted {on_day(inspection.conducted_on)}"


def _planned_when(inspection: Inspection) -> str:
    """When fieldwork is, and when the report is expected where that is known already."""
    expected = inspection.publication_expected
    if expected is None or not expected.is_known:
        return _fieldwork_when(inspection)
    return f"{_fieldwork_when(inspection)}; the report is expected {on_day(expected)}"


def _fieldwork_when(inspection: Inspection) -> str:
    if inspection.fieldwork is None:
        told = on_day(inspection.notified_on)
        return f"notified {told}, dates to be confirmed" if told else "dates to be confirmed"
    if inspection.fieldwork.is_exact:
        return f"fieldwork from {inspection.fieldwork}"
    # Its own words: "W/C 4 April 2022", "May 2022, date TBC".
    return f"fieldwork {on_day(inspection.fieldwork)}"


def compile_inspections(sources: Sources) -> Inspections:
    """The section, with a whole sentence for each list whether or not there is anything in it."""
    done, going, coming, off = conducted(sources), under_way(sources), notified(sources), cancelled(sources)
    may_see = [one for one in (*done, *going, *coming) if sources.edition.may_print(one)]
    expected = _expected_sentence(sources, [one for one in done if sources.edition.may_print(one)])
    paragraphs = sources.narrative("Inspections")
    reported = [one for one in sources.register.inspections if sources.period.holds(one.published_on)]
    definitions = _definitions(sources, [*may_see, *(one for one in reported if sources.edition.may_print(one))])
    cancelled_sentence = _cancelled_sentence(sources, off)
    return Inspections(
        conducted=_list(sources, done, _conducted_when, _conducted_sentence(sources, done)),
        under_way=_list(sources, going, _planned_when, _under_way_sentence(going)),
        notified=_list(sources, coming, _planned_when, _notified_sentence(coming, sources.period.until)),
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        has_definitions=bool(definitions),
        definitions=definitions,
        has_expected=bool(expected),
        expected_sentence=expected,
        has_cancelled=bool(cancelled_sentence),
        cancelled_sentence=cancelled_sentence,
    )


def inspection_counts(sources: Sources) -> dict[str, Count]:
    """The figures of the section, each with its Inspection refs."""
    return {
        "inspections.conducted": _refs(conducted(sources)),
        "inspections.under_way": _refs(under_way(sources)),
        "inspections.notified": _refs(notified(sources)),
        "inspections.cancelled": _refs(cancelled(sources)),
    }


def _refs(inspections: Iterable[Inspection]) -> Count:
    return Count.of(tuple(one.inspection_ref for one in inspections))


def _list(
    sources: Sources, found: tuple[Inspection, ...], when: Callable[[Inspection], str], says: str
) -> InspectionList:
    may, left_out = split_printable(sources.edition, found, _NOUN)
    lines = tuple(_line(sources, number, one, when(one)) for number, one in enumerate(may, start=1))
    return InspectionList(says, bool(found), lines, left_out)


def since(sources: Sources) -> str:
    """`Since the last report`, or `Up to 15 March 2022` where there was none."""
    if sources.period.after is None:
        return f"Up to {say_day(sources.period.until)}"
    return "Since the last report"


def _conducted_sentence(sources: Sources, found: tuple[Inspection, ...]) -> str:
    if not found:
        return f"{since(sources)} there {'have' if sources.period.after else 'had'} been no inspections of the force."
    verb = agree(len(found), "has") if sources.period.after else "had"
    return f"{since(sources)} there {verb} been {say_count(len(found), _NOUN)}."


def _under_way_sentence(found: tuple[Inspection, ...]) -> str:
    if not found:
        return "No inspection is under way."
    return capitalise(f"{say_count(len(found), _NOUN, 'is')} under way.")


def _first_month(found: tuple[Inspection, ...], until: date) -> date | None:
    """A day in the month from which fieldwork is to come. A season or a year that has begun already names none."""
    planned = [one.fieldwork for one in found if one.fieldwork is not None]
    days = [when.earliest for when in planned if when.precision is Precision.MONTH or _begins_after(when, until)]
    return min((day for day in days if day is not None), default=None)


def _begins_after(when: When, until: date) -> bool:
    return when.earliest is not None and when.earliest > until


def _notified_sentence(found: tuple[Inspection, ...], until: date) -> str:
    if not found:
        return "The force has not been notified of any further inspections."
    count = f"{say_count(len(found), 'further inspection')}"
    verb = agree(len(found), "has")
    first = _first_month(found, until)
    start = f" from {say_month(first)} onwards" if first else ""
    noun = agree(len(found), "notification")
    return f"{capitalise(noun)} of {count}{start} {verb} been received."


def _expected_sentence(sources: Sources, found: list[Inspection]) -> str:
    """When the reports of those conducted are expected: what most say, then each exception by name."""
    waiting = [one for one in found if sources.is_unpublished(one) or one.published_on is None]
    told = [one for one in waiting if one.publication_expected is not None]
    if not told:
        return ""
    usual, count = Counter(_same_words(one.publication_expected) for one in told).most_common(1)[0]
    apart = [one for one in told if _same_words(one.publication_expected) != usual]
    silent = [one for one in waiting if one.publication_expected is None]
    if len(told) == 1:
        about = "" if len(waiting) == 1 else f" on {_name(sources, told[0])}"
        says = f"The report{about} is expected {on_day(told[0].publication_expected)}"
    elif count == 1:
        says = f"Reports are expected as follows: {_each(sources, told)}"
    else:
        usual_when = next(one.publication_expected for one in told if _same_words(one.publication_expected) == usual)
        says = f"Reports are expected {on_day(usual_when)}"
        if apart:
            says = f"{says}, except: {_each(sources, apart)}"
    if silent:
        names = join_words(_name(sources, one) for one in silent)
        says = f"{sentence(says)} No date is known for the {agree(len(silent), 'report')} on {names}"
    return sentence(says)


def _same_words(when: When | None) -> str:
    """What makes `Summer 2022` and `summer 2022.` the same answer."""
    return " ".join(say_day(when).split()).casefold().rstrip(".")


def _each(sources: Sources, found: list[Inspection]) -> str:
    return "; ".join(f"{_name(sources, one)}, {on_day(one.publication_expected)}" for one in found)


def _name(sources: Sources, inspection: Inspection) -> str:
    return sources.edition.words(inspection.title.strip() or inspection.inspection_ref)


def _cancelled_sentence(sources: Sources, found: tuple[Inspection, ...]) -> str:
    may = [one for one in found if sources.edition.may_print(one, _NOUN)]
    if not may:
        return ""
    names = join_words(f"{_name(sources, one)}, {on_day(one.cancelled_on)}".rstrip(", ") for one in may)
    return sentence(f"{say_count(len(may), _NOUN, 'was')} cancelled: {names}")


def _definitions(sources: Sources, found: Iterable[Inspection]) -> tuple[Definition, ...]:
    """The programmes that are named and have a meaning on the Lists sheet, in that sheet's order."""
    occurring = {one.programme for one in found} - _UNSAID_PROGRAMMES
    words = sources.register.lists.words("Programme")
    return tuple(Definition(one.word, one.meaning) for one in words if one.word in occurring and one.meaning.strip())

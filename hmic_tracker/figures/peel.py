"""Section 3: the PEEL inspection. The last cycle and its state, the next one, the grades, the letters."""

from datetime import date

from hmic_tracker.figures.inspections import has_begun
from hmic_tracker.figures.parts import Count, GradeLine, LetterLine
from hmic_tracker.figures.shape import Peel
from hmic_tracker.figures.sources import Sources, split_printable
from hmic_tracker.figures.wording import capitalise, join_words, lower_first, on_day, say_count, say_day, sentence
from hmic_tracker.model.inspection import Inspection, Letter, PeelGrade
from hmic_tracker.model.when import When

PROGRAMME = "PEEL"
NOT_GRADED = "Not graded"


def peel_inspections(sources: Sources) -> tuple[Inspection, ...]:
    """The PEEL inspections that were not called off."""
    found = sources.register.inspections
    return tuple(one for one in found if one.programme == PROGRAMME and one.cancelled_on is None)


def next_inspection(sources: Sources) -> Inspection | None:
    """The PEEL inspection notified or planned whose fieldwork has not begun, with the earliest fieldwork; or None."""
    found = (one for one in _to_come(sources) if not has_begun(one, sources.period.until))
    return min(found, key=lambda one: _key(one.fieldwork), default=None)


def peel_under_way(sources: Sources) -> Inspection | None:
    """The PEEL inspection whose fieldwork has begun and that is neither conducted nor published by the period's end."""
    found = (one for one in _to_come(sources) if has_begun(one, sources.period.until))
    return min(found, key=lambda one: _key(one.fieldwork), default=None)


def _to_come(sources: Sources) -> tuple[Inspection, ...]:
    until = sources.period.until
    return tuple(
        one
        for one in peel_inspections(sources)
        if not sources.period.is_before_its_end(one.conducted_on)
        and not sources.period.is_before_its_end(one.published_on)
        and (one.notified_on is not None or one.fieldwork is not None or one.conducted_on is not None)
        and (one.notified_on is None or one.notified_on.earliest is None or one.notified_on.earliest <= until)
    )


def last_inspection(sources: Sources) -> Inspection | None:
    """The PEEL inspection conducted or published last by the period's end, or None."""
    found = [
        one
        for one in peel_inspections(sources)
        if sources.period.is_before_its_end(one.conducted_on) or sources.period.is_before_its_end(one.published_on)
    ]
    return max(found, key=lambda one: _latest(sources, one), default=None)


def _latest(sources: Sources, inspection: Inspection) -> date:
    """The later of what has happened of it by the period's end."""
    known = (inspection.conducted_on, inspection.published_on)
    days = [when.latest for when in known if when and when.latest and when.latest <= sources.period.until]
    return max(days, default=date.min)


def _key(when: When | None) -> tuple[date, date, str]:
    return when.sort_key if when else (date.max, date.max, "")


def latest_grades(sources: Sources) -> tuple[PeelGrade, ...]:
    """The grades of the latest cycle that had been published by the period's end, in sheet order.

    The latest cycle is that of the newest Graded on; without dates, the last one on the sheet. Where one cycle has
    grades on several scales, those of the newest scale alone, since scales are never mixed; a blank Scale is of any.
    """
    known = [grade for grade in sources.register.peel_grades if not _is_later(grade.graded_on, sources.period.until)]
    if not known:
        return ()
    newest = max(enumerate(known), key=_graded)[1]
    cycle = [(place, grade) for place, grade in enumerate(known) if grade.cycle == newest.cycle]
    scales = [(place, grade) for place, grade in cycle if grade.scale]
    scale = max(scales, key=_graded)[1].scale if scales else ""
    return tuple(grade for _, grade in cycle if grade.scale in ("", scale))


def _graded(placed: tuple[int, PeelGrade]) -> tuple[date, int]:
    """By when it was graded, then by its place on the sheet."""
    place, grade = placed
    when = grade.graded_on
    return (when.latest or date.min) if when else date.min, place


def _is_later(when: When | None, until: date) -> bool:
    return when is not None and when.latest is not None and when.latest > until


def letters(sources: Sources) -> tuple[Letter, ...]:
    """The letters dated in the period, earliest first."""
    found = (letter for letter in sources.register.letters if sources.period.holds(letter.date))
    return tuple(sorted(found, key=lambda letter: _key(letter.date)))


def compile_peel(sources: Sources) -> Peel:
    """The section: whole sentences whether or not there is anything to tell."""
    grades, found = latest_grades(sources), letters(sources)
    paragraphs = sources.narrative(PROGRAMME)
    may, hidden = split_printable(sources.edition, found, "letter")
    coming = next_inspection(sources)
    cycle, scale = grades[0].cycle if grades else "", max((grade.scale for grade in grades), default="")
    says = f"{capitalise(say_count(len(found), 'letter', 'has'))} been received{sources.since_last}."
    return Peel(
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        last_sentence=_last_sentence(sources),
        next_sentence=_next_sentence(sources, coming),
        is_scheduled=coming is not None,
        cycle=cycle,
        scale=scale,
        has_grades=bool(grades),
        grades_sentence=_grades_sentence(grades, scale),
        grades=tuple(GradeLine(one.area_graded, one.grade or NOT_GRADED, say_day(one.graded_on)) for one in grades),
        has_letters=bool(found),
        letters_sentence=f"{says} {hidden}".strip() if found else f"No letters have been received{sources.since_last}.",
        letters=tuple(_letter_line(sources, letter) for letter in may),
    )


def peel_counts(sources: Sources) -> dict[str, Count]:
    """The figures of the section: letters, with the recommendations that they name."""
    found = letters(sources)
    return {
        "letters": Count(len(found), tuple(dict.fromkeys(ref for letter in found for ref in letter.refs))),
        "peel.grades": Count(len(latest_grades(sources))),
    }


def _last_sentence(sources: Sources) -> str:
    last = last_inspection(sources)
    if last is None:
        return "No PEEL inspection is on record."
    if not sources.edition.may_print(last, "inspection"):
        return "The last PEEL inspection is left out of this version."
    name = _title(sources, last)
    if sources.period.is_before_its_end(last.published_on):
        return sentence(f"The last PEEL inspection, {name}, was published {on_day(last.published_on)}")
    state = "its report has not yet been published"
    if last.publication_expected is not None:
        state = f"its report is expected {on_day(last.publication_expected)}"
    return sentence(f"The last PEEL inspection, {name}, was conducted {on_day(last.conducted_on)}; {state}")


def _next_sentence(sources: Sources, coming: Inspection | None) -> str:
    """What is under way, what is to come, or that there is nothing of either."""
    going = peel_under_way(sources)
    said = []
    if going is not None:
        said.append(_under_way_sentence(sources, going))
    if coming is not None:
        said.append(_coming_sentence(sources, coming))
    else:
        said.append(f"No {'further ' if going is not None else ''}PEEL inspection is scheduled.")
    return " ".join(said)


def _under_way_sentence(sources: Sources, going: Inspection) -> str:
    if not sources.edition.may_print(going, "inspection"):
        return "A PEEL inspection that is under way is left out of this version."
    fieldwork = going.fieldwork
    assert fieldwork is not None  # it has begun by its fieldwork
    began = "; its fieldwork began" if fieldwork.is_exact else ", with fieldwork"
    return sentence(f"A PEEL inspection, {_title(sources, going)}, is under way{began} {on_day(fieldwork)}")


def _coming_sentence(sources: Sources, coming: Inspection) -> str:
    if not sources.edition.may_print(coming, "inspection"):
        return "The next PEEL inspection is left out of this version."
    when = coming.fieldwork or coming.conducted_on
    planned = f"is planned, with fieldwork {on_day(when)}" if when else "has been notified; its dates are not yet known"
    return sentence(f"The next PEEL inspection, {_title(sources, coming)}, {planned}")


def _title(sources: Sources, inspection: Inspection) -> str:
    return sources.edition.words(inspection.title.strip() or inspection.inspection_ref)


def _grades_sentence(grades: tuple[PeelGrade, ...], scale: str) -> str:
    if not grades:
        return "No PEEL grades are on record."
    # Grades named one by one keep their capitals: `Outstanding to Inadequate`.
    on = f", on a scale of {lower_first(scale) if scale[1:].islower() else scale}" if scale else ""
    cycle = f"in the {grades[0].cycle} cycle" if grades[0].cycle else "in the latest cycle"
    ungraded = [one.area_graded for one in grades if (one.grade or NOT_GRADED) == NOT_GRADED]
    words = sentence(f"The grades given {cycle} are shown below{on}")
    if ungraded:
        words += f" {sentence(f'Not graded: {join_words(ungraded)}')}"
    return words


def _letter_line(sources: Sources, letter: Letter) -> LetterLine:
    edition = sources.edition
    sent_by, effect = edition.words(letter.sent_by.strip()), edition.words(letter.effect.strip())
    about = sources.report_title(letter.inspection_ref) if letter.inspection_ref else ""
    words = f"{say_day(letter.date)}: letter" + (f" from {sent_by}" if sent_by else "")
    words += f" about {about}" if about else ""
    words += f": {effect}" if effect else ""
    refs = join_words(letter.refs)
    words += f" ({refs})" if refs and not all(ref in effect for ref in letter.refs) else ""
    return LetterLine(sentence(words), say_day(letter.date), sent_by, about, refs, effect, letter.link)

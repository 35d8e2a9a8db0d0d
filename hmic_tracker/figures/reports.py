"""Section 5: the reports published in the period, what they say and what they ask for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from hmic_tracker.figures.counts import CountedAs
from hmic_tracker.figures.inspections import describe_report
from hmic_tracker.figures.lines import make_lines
from hmic_tracker.figures.parts import Count, FindingsPart, Paragraph, RecommendationLine
from hmic_tracker.figures.relations import Number, number_of, relation_of
from hmic_tracker.figures.responses import answers, make_response_line
from hmic_tracker.figures.shape import Report, Reports
from hmic_tracker.figures.sources import Sources, split_printable, split_ratings
from hmic_tracker.figures.wording import agree, capitalise, join_words, on_day, say_count, say_day, say_number
from hmic_tracker.model.inspection import Finding, Inspection
from hmic_tracker.model.rating import Rating
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.rules.addressees import is_for_police

_PARTS = ("Background", "Aims", "Findings", "Force findings", "Good practice", "Themes", "Response", "Next steps")


def published(sources: Sources) -> tuple[Inspection, ...]:
    """The inspections whose report was published in the period, earliest first. Cancelled ones have no report."""
    found = (one for one in sources.register.inspections if sources.period.holds(one.published_on))
    return tuple(sorted(found, key=_by_publication))


def _by_publication(inspection: Inspection) -> tuple[date, date, str]:
    when = inspection.published_on
    return when.sort_key if when else (date.max, date.max, "")


def related(sources: Sources, inspection: Inspection) -> tuple[Inspection, ...]:
    """The inspections whose recommendations are counted together with this one's, itself included, in sheet order.

    `Count with` holds both ways and on through others. Those whose report is embargoed are not counted yet.
    """
    links: dict[str, set[str]] = {}
    for one in sources.register.inspections:
        for other in one.count_with:
            links.setdefault(one.inspection_ref, set()).add(other)
            links.setdefault(other, set()).add(one.inspection_ref)
    together, waiting = {inspection.inspection_ref}, [inspection.inspection_ref]
    while waiting:
        for other in links.get(waiting.pop(), set()) - together:
            together.add(other)
            waiting.append(other)
    found = (one for one in sources.register.inspections if one.inspection_ref in together)
    return tuple(one for one in found if one is inspection or not sources.is_unpublished(one))


def made_by(sources: Sources, inspection: Inspection) -> tuple[Rating, ...]:
    """The rows of an inspection's report as it numbers them, those left out of the figures too.

    However staff have sorted the sheet: what answers a cause of concern stands after the rest, cause by cause, and the
    parts of a split recommendation after it. Rows without a number come last, in the register's order.
    """
    ref = inspection.inspection_ref.casefold()
    rows = (rating for rating in sources.rated if rating.recommendation.inspection_ref.casefold() == ref)
    return tuple(sorted(rows, key=lambda rating: _as_printed(sources, rating.recommendation)))


def _as_printed(sources: Sources, said: Recommendation) -> list[tuple[bool, bool, Number]]:
    """What orders a row among those of its report: its topmost parent's number first, its own last."""
    above: list[Recommendation] = []
    row: Recommendation | None = said
    while row is not None and row not in above:
        above.append(row)
        row = sources.register.recommendations.get(row.parent_ref) if row.parent_ref else None
    return [(one.is_cause_of_concern, not one.number.strip(), number_of(one.number)) for one in reversed(above)]


def _recommendations(sources: Sources, inspection: Inspection) -> tuple[Rating, ...]:
    rows = made_by(sources, inspection)
    return tuple(rating for rating in rows if sources.counted_as(rating) is CountedAs.RECOMMENDATION)


def totals(sources: Sources, group: Iterable[Inspection]) -> tuple[int, int]:
    """How many recommendations related inspections make, and how many of them are for the police.

    What a report states wins over the count of its rows. Where one of them states a number, it is the number for all.
    """
    found = tuple(group)
    rows = {one.inspection_ref: _recommendations(sources, one) for one in found}
    counted = {ref: len(made) for ref, made in rows.items()}
    police = {ref: sum(is_for_police(rating.recommendation) for rating in made) for ref, made in rows.items()}
    stated = {one.inspection_ref: one.total_stated for one in found}
    stated_police = {one.inspection_ref: one.police_stated for one in found}
    apart = _each_for_itself(stated, counted)
    if apart is None:
        apart = _each_for_itself(stated_police, police)
    total = _stated_or_counted(stated, counted, apart=bool(apart))
    for_police = _stated_or_counted(stated_police, police, apart=bool(apart))
    return total, min(for_police, total)


def _each_for_itself(stated: Mapping[str, float | None], counted: Mapping[str, int]) -> bool | None:
    """Whether related reports state their own numbers and not that of all; None where fewer than two state any.

    Numbers that differ are their own, unless all rows are there and they are what the largest says. The same number
    twice may be either: the reading nearer to the count of the rows is taken.
    """
    given = {ref: int(number) for ref, number in stated.items() if number is not None}
    if len(given) < 2:
        return None
    rows, largest = sum(counted.values()), max(given.values())
    if len(set(given.values())) > 1:
        says_largest = [ref for ref, number in given.items() if number == largest]
        return rows != largest or any(counted[ref] == largest for ref in says_largest)
    each = _sum_of(stated, counted)
    return abs(each - rows) < abs(largest - rows)


def _stated_or_counted(stated: Mapping[str, float | None], counted: Mapping[str, int], *, apart: bool) -> int:
    """The number for all of them: the sum where each states its own (`apart`), else the largest that is stated."""
    given = [int(number) for number in stated.values() if number is not None]
    if not given:
        return sum(counted.values())
    return _sum_of(stated, counted) if apart else max(given)


def _sum_of(stated: Mapping[str, float | None], counted: Mapping[str, int]) -> int:
    return sum(counted[ref] if number is None else int(number) for ref, number in stated.items())


def say_totals(total: int, police: int) -> str:
    """`nine recommendations, of which three are for the police`."""
    words = say_count(total, "recommendation")
    if not total:
        return words
    if total == 1:
        return f"{words}, which is {'' if police else 'not '}for the police"
    if police == total:
        return f"{words}, {'both' if total == 2 else 'all'} of which are for the police"
    if not police:
        return f"{words}, {'neither' if total == 2 else 'none'} of which is for the police"
    return f"{words}, of which {say_number(police)} {agree(police, 'is')} for the police"


def compile_reports(sources: Sources) -> Reports:
    """The section: the count, the list, and each report."""
    found = published(sources)
    may, left_out = split_printable(sources.edition, found, "report")
    paragraphs = sources.narrative("Published reports")
    counted: dict[str, str] = {}
    reports = tuple(_report(sources, number, one, counted) for number, one in enumerate(may, start=1))
    return Reports(
        sentence=_sentence(sources, len(found)),
        has_any=bool(found),
        titles=tuple(f"{one.published_title}, published {on_day(one.published_on)}" for one in may),
        reports=reports,
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        left_out=left_out,
    )


def report_counts(sources: Sources) -> dict[str, Count]:
    """The figures of the section: reports with their Inspection refs, and each one's recommendations."""
    found = published(sources)
    counts = {"reports.published": Count.of(tuple(one.inspection_ref for one in found))}
    for one in found:
        group = related(sources, one)
        total, police = totals(sources, group)
        rows = [rating for member in group for rating in _recommendations(sources, member)]
        refs = tuple(rating.ref for rating in rows)
        for_police = tuple(rating.ref for rating in rows if is_for_police(rating.recommendation))
        counts[f"report {one.inspection_ref}.recommendations"] = Count(total, refs)
        counts[f"report {one.inspection_ref}.for_police"] = Count(police, for_police)
    return counts


def _sentence(sources: Sources, count: int) -> str:
    ending = "since the last report" if sources.period.after else f"up to {say_day(sources.period.until)}"
    if not count:
        return f"No reports have been published {ending}."
    return f"{capitalise(say_count(count, 'report', 'has'))} been published {ending}."


def _report(sources: Sources, number: int, inspection: Inspection, counted: dict[str, str]) -> Report:
    rows = made_by(sources, inspection)
    edition = sources.edition
    may, left_out = split_ratings(sources, rows)
    shared = _shared([rating.recommendation for rating in may])
    chief = sources.chief_officer(shared.get("portfolio", ""))
    activity = edition.words(shared.get("linked_activity", ""))
    by_sort = {sort: tuple(one for one in may if sources.counted_as(one) is sort) for sort in CountedAs}
    all_by_sort = {sort: sum(sources.counted_as(one) is sort for one in rows) for sort in CountedAs}
    lines = _in_order(_related_lines(sources, by_sort[CountedAs.RECOMMENDATION] + by_sort[CountedAs.SPLIT]), may)
    areas = _related_lines(sources, by_sort[CountedAs.AREA])
    causes = _related_lines(sources, by_sort[CountedAs.CAUSE])
    answered = [one for one in answers(sources) if one.response.inspection_ref == inspection.inspection_ref]
    parts = _parts(sources, inspection)
    says_shared = _shared_sentence(shared.get("portfolio", ""), chief, activity, len(may))
    return Report(
        number=number,
        ref=inspection.inspection_ref,
        title=inspection.published_title,
        published_on=say_day(inspection.published_on),
        programme=inspection.programme,
        about=describe_report(sources, inspection),
        our_part=inspection.our_part,
        link=inspection.report_link,
        parts=parts,
        has_findings=bool(parts),
        count_sentence=_count_sentence(sources, inspection, counted),
        has_shared=bool(says_shared),
        shared_sentence=says_shared,
        shared_portfolio=shared.get("portfolio", ""),
        shared_chief_officer=chief,
        shared_linked_activity=activity,
        has_recommendations=bool(lines) or _is_counted(sources, inspection) or not rows,
        recommendations=lines,
        has_areas=bool(areas),
        areas_sentence=_apart(all_by_sort[CountedAs.AREA], "area for improvement"),
        areas=areas,
        has_causes=bool(causes),
        causes_sentence=_apart(all_by_sort[CountedAs.CAUSE], "cause of concern"),
        causes=causes,
        has_responses=bool(answered),
        responses_sentence=f"{capitalise(say_count(len(answered), 'response', 'is'))} recorded." if answered else "",
        responses=tuple(make_response_line(sources, one) for one in answered),
        left_out=left_out,
    )


def _related_lines(sources: Sources, rows: Iterable[Rating]) -> tuple[RecommendationLine, ...]:
    listed = tuple(rows)
    lines = zip(make_lines(sources, listed), listed, strict=True)
    return tuple(replace(line, relation=relation_of(sources, rating)) for line, rating in lines)


def _in_order(lines: tuple[RecommendationLine, ...], rows: Iterable[Rating]) -> tuple[RecommendationLine, ...]:
    place = {rating.ref: number for number, rating in enumerate(rows)}
    return tuple(sorted(lines, key=lambda line: place[line.ref]))


def _apart(count: int, noun: str) -> str:
    if not count:
        return ""
    return f"There {agree(count, 'is')} {say_count(count, noun)}."


def _count_sentence(sources: Sources, inspection: Inspection, counted: dict[str, str]) -> str:
    """The count of related inspections, said once: with the first of them in the paper."""
    first = counted.get(inspection.inspection_ref)
    if first:
        return f"Its recommendations are counted with those of {first}."
    group = related(sources, inspection)
    total, police = totals(sources, group)
    if not total and not _is_counted(sources, inspection):
        return "The register holds no recommendations from this report."
    counted.update({one.inspection_ref: inspection.published_title for one in group})
    others = join_words(sources.report_title(one.inspection_ref) for one in group if one is not inspection)
    start = f"Together with {others} there" if others else "There"
    return f"{start} {agree(total, 'is')} {say_totals(total, police)}."


def _is_counted(sources: Sources, inspection: Inspection) -> bool:
    """Whether there is something to say of its recommendations though none of its rows is printed: a stated total, or
    another report that they are counted with."""
    return inspection.total_stated is not None or len(related(sources, inspection)) > 1


def _shared(rows: list[Recommendation]) -> dict[str, str]:
    """Portfolio and linked activity where all the report's rows share both; empty where any differs.

    Either may be blank in all of them, not both. A row for another body that has neither, or one of the two, is no
    exception: it has nothing of its own to print.
    """
    both = [(row.portfolio.strip(), row.linked_activity.strip()) for row in rows if row.is_ours]
    both = both or [(row.portfolio.strip(), row.linked_activity.strip()) for row in rows]
    if len(set(both)) != 1 or both[0] == ("", ""):
        return {}
    portfolio, activity = both[0]
    for row in rows:
        if row.portfolio.strip() not in ("", portfolio) or row.linked_activity.strip() not in ("", activity):
            return {}
    return {"portfolio": portfolio, "linked_activity": activity}


def _shared_sentence(portfolio: str, chief_officer: str, activity: str, count: int) -> str:
    parts = []
    if portfolio:
        parts.append(f"Portfolio: {portfolio}")
        if chief_officer:
            parts.append(f"chief officer: {chief_officer}")
    if activity:
        parts.append(f"{'l' if parts else 'L'}inked activity: {activity}")
    return f"{'; '.join(parts)}." if parts and count else ""


def _parts(sources: Sources, inspection: Inspection) -> tuple[FindingsPart, ...]:
    """The report's findings by section, in order; a section of which nothing may be printed is not there."""
    by_section: dict[str, list[Finding]] = {}
    for finding in sources.register.findings:
        if finding.inspection_ref == inspection.inspection_ref and finding.text.strip():
            by_section.setdefault(finding.section, []).append(finding)
    order = [*(name for name in _PARTS if name in by_section), *(name for name in by_section if name not in _PARTS)]
    parts = []
    for name in order:
        rows = sorted(by_section[name], key=lambda row: row.order if row.order is not None else float("inf"))
        may = [row for row in rows if sources.edition.may_print(row, "paragraph")]
        if may:
            said = tuple(Paragraph(sources.edition.words(row.text), row.style or "Paragraph") for row in may)
            parts.append(FindingsPart(name or "Findings", said))
    return tuple(parts)

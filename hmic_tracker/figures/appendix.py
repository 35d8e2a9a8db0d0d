"""Section 9: every open recommendation, what is wrong with the register, and what the figures were made from.

The public version has sentences with counts, and no rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hmic_tracker import __version__
from hmic_tracker.catalogue import make_problem
from hmic_tracker.figures.counts import refs_of
from hmic_tracker.figures.lines import label_of, make_list, say_mixed
from hmic_tracker.figures.needs_committee import ours_open
from hmic_tracker.figures.parts import Count, ExcludedLine, FigureLine, ProblemLine, RecommendationList
from hmic_tracker.figures.shape import Appendix
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.wording import agree, capitalise, join_words, say_count, say_day, say_number, sentence
from hmic_tracker.model.rating import Rag, Rating
from hmic_tracker.problems import Problem, Severity

_RAG = "RAG"
# More rows than these are for a workbook beside the paper: nobody reads them in Word.
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class StaleColour:
    """A RAG cell of the workbook that says otherwise than the rating."""

    ref: str
    cell: str
    was: str
    now: str


def stale_colours(sources: Sources) -> tuple[StaleColour, ...]:
    """The RAG cells that are filled in and out of date. A blank cell was never rated and is not stale."""
    table = sources.register.recommendations
    found = []
    for row, rating in zip(table.rows, sources.ratings, strict=False):
        was = row.written.get(_RAG)
        words = str(was).strip() if was is not None else ""
        if words and words.casefold() != str(rating.rag).casefold() and not sources.is_embargoed(rating):
            found.append(StaleColour(rating.ref, table.cell(row, _RAG), words, str(rating.rag)))
    return tuple(found)


def stale_problems(sources: Sources) -> tuple[Problem, ...]:
    """A problem for each stale RAG cell."""
    sheet, as_at = sources.register.recommendations.sheet, say_day(sources.ratings.as_at)
    return tuple(
        make_problem("rating-stale", sheet=sheet, cell=one.cell, ref=one.ref, was=one.was, now=one.now, as_at=as_at)
        for one in stale_colours(sources)
    )


def left_out_rows(sources: Sources) -> tuple[Rating, ...]:
    """The rows that a must-fix problem keeps out of the figures."""
    return tuple(rating for rating in sources.rated if rating.excluded)


def compile_appendix(
    sources: Sources, problems: Iterable[Problem], counts: Mapping[str, Count] | None = None
) -> Appendix:
    """The section: whole in the full version, counts only in the public one. `counts` are all figures of the paper."""
    told = tuple(problems)
    excluded, stale = left_out_rows(sources), stale_colours(sources)
    public = sources.edition.is_public
    shown = () if public else tuple(_problem_line(problem) for problem in told)
    rows = () if public else tuple(_excluded_line(rating) for rating in excluded)
    colours = (
        () if public else tuple(f"{one.ref}: the register shows {one.was}, the rating is {one.now}." for one in stale)
    )
    embargo = "" if public else _embargo_sentence(sources)
    is_apart = max(len(ours_open(sources)), len(shown)) > MOST_ROWS
    return Appendix(
        open_recommendations=_open(sources, is_apart=is_apart),
        problems_sentence=_problems_sentence(told),
        has_problems=bool(told),
        problems=shown,
        excluded_sentence=_excluded_sentence(sources, excluded),
        has_excluded=bool(excluded),
        excluded=rows,
        stale_sentence=_stale_sentence(sources, len(stale)),
        has_stale=bool(stale),
        stale=colours,
        has_embargo=bool(embargo),
        embargo_sentence=embargo,
        provenance=provenance(sources),
        is_apart=is_apart,
        figures=() if public else _figure_lines(sources, counts or {}),
    )


def _figure_lines(sources: Sources, counts: Mapping[str, Count]) -> tuple[FigureLine, ...]:
    """Which rows make each number; nothing unless staff ask for it, and figures of nothing are left out."""
    if not sources.register.settings.prints("Rows behind the figures"):
        return ()
    return tuple(
        FigureLine(figure_words(name), count.value, "; ".join(count.refs))
        for name, count in counts.items()
        if count.value
    )


def figure_words(name: str) -> str:
    """A figure's name as a person reads it: `portfolio.Custody.Red` is `Portfolio: Custody: Red`."""
    head, *rest = name.split(".")
    return ": ".join((capitalise(head.replace("_", " ")), *(part.replace("_", " ") for part in rest)))


def printable_problems(sources: Sources, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without those that would tell of an embargoed report."""
    embargoed = {rating.ref for rating in sources.ratings if sources.is_embargoed(rating)}
    return tuple(one for one in problems if one.code != "publication-in-future" and one.ref not in embargoed)


def _excluded_line(rating: Rating) -> ExcludedLine:
    return ExcludedLine(rating.ref, label_of(rating.recommendation), rating.excluded)


def _embargo_sentence(sources: Sources) -> str:
    count = len(sources.ratings) - len(sources.rated)
    if not count:
        return ""
    rows = f"{say_count(count, 'row', 'belongs')} to reports that were not published by {say_day(sources.period.until)}"
    return sentence(f"{rows}; {'it is' if count == 1 else 'they are'} in none of these figures")


def appendix_counts(sources: Sources, problems: Iterable[Problem]) -> dict[str, Count]:
    """The figures of the section: problems by severity with the refs they are about, stale colours, embargoed rows."""
    told = tuple(problems)
    counts = {}
    for severity in Severity:
        found = [problem for problem in told if problem.severity is severity]
        refs = tuple(dict.fromkeys(problem.ref for problem in found if problem.ref))
        counts[f"problems.{severity}"] = Count(len(found), refs)
    counts["stale"] = Count.of(tuple(one.ref for one in stale_colours(sources)))
    counts["embargoed"] = refs_of(rating for rating in sources.ratings if sources.is_embargoed(rating))
    return counts


def _open(sources: Sources, *, is_apart: bool) -> RecommendationList:
    rows = ours_open(sources)
    apart = "; they are listed in the workbook that goes with this paper" if is_apart else ""
    if not sources.edition.is_public:
        return make_list(sources, rows, some=f"{{count}} {{verb}} open{apart}.", none="No recommendation is open.")
    if not rows:
        return RecommendationList("No recommendation is open.")
    by_rag = [(rag, sum(rating.rag == rag for rating in rows)) for rag in Rag]
    parts = join_words(f"{say_number(count)} {rag}" for rag, count in by_rag if count)
    verb = "is" if len(rows) == 1 else "are"
    return RecommendationList(sentence(f"{say_mixed(sources, rows)} {verb} open: {parts}"), True)


def _problem_line(problem: Problem) -> ProblemLine:
    return ProblemLine(str(problem.severity), problem.place, problem.ref, problem.found, problem.advice)


def _problems_sentence(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "No problems were found in the register."
    counts = [(severity, sum(problem.severity is severity for problem in problems)) for severity in Severity]
    words = {
        Severity.MUST_FIX: "must be put right",
        Severity.SHOULD_FIX: "should be put right",
        Severity.NOTE: "to note",
    }
    parts = []
    for severity, count in counts:
        if count:
            verb = f"{agree(count, 'is')} " if severity is Severity.NOTE else ""
            parts.append(f"{say_number(count)} {verb}{words[severity]}")
    found = say_count(len(problems), "problem", "was")
    return f"{capitalise(found)} found in the register: {join_words(parts)}."


def _excluded_sentence(sources: Sources, rows: tuple[Rating, ...]) -> str:
    if not rows:
        return "No row is left out of the figures."
    verb = "is" if len(rows) == 1 else "are"
    return sentence(f"{say_mixed(sources, rows)} {verb} left out of the figures until put right")


def _stale_sentence(sources: Sources, count: int) -> str:
    if not any(str(row.written.get(_RAG) or "").strip() for row in sources.register.recommendations.rows):
        return "The register shows no RAG; this paper rates afresh."
    if not count:
        return "Every RAG shown in the register is up to date."
    cell = say_count(count, "RAG cell", "is")
    return f"{capitalise(cell)} out of date in the register; this paper rates afresh."


def provenance(sources: Sources) -> tuple[str, ...]:
    """What the figures were made from, a line each. The public version leaves out the names of files."""
    register, risks = sources.register, sources.risks
    names = not sources.edition.is_public
    lines = [f"Figures as at {say_day(sources.ratings.as_at)}."]
    if sources.period.until != sources.ratings.as_at:
        lines.append(f"Reports, letters and updates up to {say_day(sources.period.until)}.")
    lines.append(
        _made_from("Recommendation register", register.path.name if names else "", register.fingerprint.sha256)
    )
    if risks.fingerprint is not None and risks.path is not None:
        lines.append(_made_from("Force risk register", risks.path.name if names else "", risks.fingerprint.sha256))
    lines.append(f"RAG rules version {sources.ratings.rules_version}." if sources.ratings.rules_version else "")
    lines.append(f"hmic-tracker {__version__}.")
    if sources.before is not None:
        lines.append(f"Movement is measured from the figures as at {say_day(sources.before.as_at)}.")
    return tuple(line for line in lines if line)


def _made_from(what: str, name: str, sha256: str) -> str:
    named = f"{what}: {name}, " if name else f"{what}, "
    return f"{named}SHA-256 {sha256}."

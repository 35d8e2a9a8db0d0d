"""Further documents from the same figures: about one portfolio, one report, or one owner.

What a document is about follows from the names that its template uses: `pack`, `section_55` or `actions`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hmic_tracker.errors import NotFound
from hmic_tracker.figures.action_list import compile_action_list, is_held_by, owners
from hmic_tracker.figures.board_pack import compile_board_pack, reconcile_pack
from hmic_tracker.figures.counts import group_by, portfolio_of
from hmic_tracker.figures.needs_committee import needs_counts
from hmic_tracker.figures.section_55 import compile_section_55, open_responses
from hmic_tracker.figures.shape import Figures, Paper
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.standing import standing_counts
from hmic_tracker.figures.versions import OFFICIAL, highest_marking
from hmic_tracker.figures.wording import say_day
from hmic_tracker.model.inspection import Inspection
from hmic_tracker.model.rating import Rating
from hmic_tracker.register.words import join_words, nearest_of, ref_key
from hmic_tracker.rules.answerable import who_answers


@dataclass(frozen=True, slots=True)
class About:
    """One kind of document: the name that its template uses, and what it is called.

    `noun` is what one of them is about; `option` the command line's option for it; `must_print` are the names without
    which such a document would not say what it is about.
    """

    name: str
    noun: str
    option: str
    must_print: tuple[str, ...]


PORTFOLIO = About("pack", "portfolio", "--portfolio", ("pack.portfolio", "pack.sentence"))
REPORT = About("section_55", "report", "--inspection", ("section_55.report", "section_55.due"))
OWNER = About("actions", "owner", "--owner", ("actions.owner", "actions.sentence"))
KINDS = (PORTFOLIO, REPORT, OWNER)


def kind_of(used: Iterable[str]) -> tuple[About, ...]:
    """What a template that uses these names is about: nothing for the committee's paper."""
    first = {name.partition(".")[0] for name in used}
    return tuple(kind for kind in KINDS if kind.name in first)


def subjects(figures: Figures, kind: About) -> tuple[str, ...]:
    """Everything that there is a document of this kind to make about, in the register's order.

    Portfolios that hold a row; reports whose section 55 response is due, late, or was published in the period; owners
    of something open who have not left.
    """
    sources = figures.sources["full"]
    if kind is REPORT:
        return open_responses(sources)
    if kind is OWNER:
        return tuple(owners(sources))
    held = group_by(sources.rated, portfolio_of)
    listed = [one.portfolio for one in sources.register.portfolios]
    return tuple(name for name in dict.fromkeys((*listed, *sorted(held, key=str.casefold))) if name in held)


def find_subject(figures: Figures, kind: About, asked: str) -> str:
    """What a person asked for, as the register spells it. Raises NotFound with the nearest names there are."""
    found, known = _FIND[kind.name](figures.sources["full"], asked)
    if found:
        return found
    near: list[str] = []
    left = list(dict.fromkeys(known))
    while left and len(near) < 3 and (one := nearest_of(asked, left, at_least=50)):
        near.append(one)
        left.remove(one)
    advice = f"Did you mean {_or(near)}?" if near else f"There are: {', '.join(left[:12])}." if left else ""
    raise NotFound(f"There is no {kind.noun} “{asked}” in the register.", advice=advice, place=kind.option)


def _or(words: list[str]) -> str:
    return join_words((f"“{word}”" for word in words), "or")


def _spelt(asked: str, known: Iterable[str]) -> str:
    return next((one for one in known if ref_key(one) == ref_key(asked)), "")


def _portfolio(sources: Sources, asked: str) -> tuple[str, list[str]]:
    known = [*(one.portfolio for one in sources.register.portfolios), *group_by(sources.rated, portfolio_of)]
    return _spelt(asked, known), known


def _report(sources: Sources, asked: str) -> tuple[str, list[str]]:
    known = [one.inspection_ref for one in sources.register.inspections]
    found = sources.register.inspections.get(_spelt(asked, known))
    if found is None:
        return "", known
    if sources.is_unpublished(found) or found.published_on is None:
        raise NotFound(
            f"The report {found.inspection_ref} is not published by {say_day(sources.period.until)}, so nothing of it "
            "may be printed.",
            advice="Fill in Published on, on the Inspections sheet, once it is.",
            place="--inspection",
        )
    return found.inspection_ref, known


def _owner(sources: Sources, asked: str) -> tuple[str, list[str]]:
    holding = owners(sources)
    people = [one.person for one in sources.register.people]
    found = _spelt(asked, (*holding, *people))
    person = sources.register.people.get(found) if found else None
    if person is not None and person.has_left(sources.ratings.as_at):
        theirs = (one for one in sources.rated if one.recommendation.owner.strip() == person.person)
        now = {who_answers(sources.register, one.recommendation, sources.ratings.as_at).name for one in theirs} - {""}
        raise NotFound(
            f"{person.person} has left.",
            advice=f"What they held is now with {_or(sorted(now))}." if now else "Nobody is named in their place.",
            place="--owner",
        )
    return found, [*holding, *people]


_FIND: Mapping[str, Callable[[Sources, str], tuple[str, list[str]]]] = {
    PORTFOLIO.name: _portfolio,
    REPORT.name: _report,
    OWNER.name: _owner,
}


def figures_about(figures: Figures, kind: About, subject: str, *, used: Iterable[str] = ()) -> Figures:
    """The figures of a document about one subject, as `subjects` and `find_subject` give it.

    Everything that the paper has is there too, beside what is told of the subject. `used` are the names that the
    template uses: the marking is that of the subject's rows, and that of the paper where any of its sections is
    printed. `counts` are the subject's own. Raises NotReconciled where a board's pack differs from the paper.
    """
    prints_paper = any(_is_of_paper(name) for name in used)
    whole = figures.sources["full"]
    keeps, holder = _keeps(whole, kind, subject)
    papers: dict[str, Paper] = {}
    counts = figures.counts
    for version, paper in (("full", figures.full), ("public", figures.public)):
        narrowed = figures.sources[version].about(keeps, holder)
        part = _compile(narrowed, kind, subject)
        if kind is PORTFOLIO:
            reconcile_pack(part, subject, figures.counts, narrowed)
        made = _paper_about(narrowed, paper, kind, part)
        papers[version] = (
            replace(made, marking=highest_marking((made.marking, paper.marking))) if prints_paper else made
        )
        if version == "full":
            counts = {**standing_counts(narrowed), **needs_counts(narrowed)}
    return replace(figures, full=papers["full"], public=papers["public"], counts=counts)


def why_not(figures: Figures, kind: About, subject: str, version: str) -> str:
    """Why a version may not be made about a subject, as a sentence; empty where it may."""
    sources = figures.sources[version]
    if kind is REPORT and not sources.edition.afresh().may_print(_inspection(sources, subject)):
        return f"The {version} version may not speak of {subject}: it is not publishable and marked OFFICIAL."
    return ""


def label_of_subject(figures: Figures, kind: About, version: str) -> str:
    """What a document is about, as this version may call it: the portfolio, the report's ref, the owner or the role."""
    part = getattr(figures.public if version == "public" else figures.full, kind.name)
    return str(getattr(part, _LABEL[kind.name]))


_LABEL = {PORTFOLIO.name: "portfolio", REPORT.name: "ref", OWNER.name: "owner"}
_PAPER_SECTIONS = frozenset({"purpose", "peel", "inspections", "reports", "standing", "needs", "appendix", "decision"})
_UNMARKED = frozenset(
    {"decision", "decision.contacts", "decision.has_contacts", "decision.contacts_sentence", "appendix",
     "appendix.provenance"}
)  # fmt: skip


def _is_of_paper(name: str) -> bool:
    """Whether a name prints of the whole register. Contact officers and provenance are of no row."""
    return name.partition(".")[0] in _PAPER_SECTIONS and name not in _UNMARKED


def _keeps(sources: Sources, kind: About, subject: str) -> tuple[Callable[[Rating], bool], str]:
    if kind is PORTFOLIO:
        return (lambda rating: portfolio_of(rating) == subject), "the portfolio"
    if kind is REPORT:
        inspection = _inspection(sources, subject)
        return (lambda rating: sources.inspection(rating.recommendation.inspection_ref) is inspection), "the register"
    return (lambda rating: is_held_by(sources, subject, rating)), "the list"


def _inspection(sources: Sources, ref: str) -> Inspection:
    found = sources.inspection(ref)
    assert found is not None  # as find_subject and subjects give it
    return found


def _compile(sources: Sources, kind: About, subject: str) -> Any:
    if kind is PORTFOLIO:
        return compile_board_pack(sources, subject)
    if kind is REPORT:
        return compile_section_55(sources, _inspection(sources, subject))
    return compile_action_list(sources, subject)


def _paper_about(sources: Sources, paper: Paper, kind: About, part: Any) -> Paper:
    from hmic_tracker.figures.paper import left_out_of

    stated = sources.register.settings.document_marking
    markings = (stated, *sources.edition.markings)
    left_out = left_out_of(sources)
    title, subject = _titles(kind, part)
    changes: dict[str, Any] = {kind.name: part}
    return replace(
        paper,
        marking=OFFICIAL if sources.edition.is_public else highest_marking(markings),
        report_title=title,
        subject=subject,
        has_left_out=bool(left_out),
        left_out=left_out,
        **changes,
    )


def _titles(kind: About, part: Any) -> tuple[str, str]:
    if kind is PORTFOLIO:
        board = f"Pack for the {part.board}" if part.board else "Pack for the governance board"
        return f"HMICFRS recommendations: {part.portfolio}", board
    if kind is REPORT:
        return f"Response under section 55: {part.report}", "Response under section 55 of the Police Act 1996"
    return f"Action list: {part.owner}", "HMICFRS recommendations that are asked of an owner"

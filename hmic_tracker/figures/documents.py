"""Further documents from the same figures: about one portfolio, one report, or one owner."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from hmic_tracker.errors import NotFound
from hmic_tracker.figures.board_pack import reconcile_pack
from hmic_tracker.figures.document_kinds import PORTFOLIO, REPORT, About, inspection_called, quote_any
from hmic_tracker.figures.needs_committee import needs_counts
from hmic_tracker.figures.shape import Figures, Paper
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.standing import standing_counts
from hmic_tracker.figures.versions import OFFICIAL, highest_marking
from hmic_tracker.register.words import nearest_of


def subjects(figures: Figures, kind: About) -> tuple[str, ...]:
    """Everything that there is a document of this kind to make about, in the register's order.

    Portfolios that hold a row; reports whose section 55 response is due, late, or was published in the period; owners
    of something open who have not left.
    """
    return kind.subjects(figures.sources["full"])


def find_subject(figures: Figures, kind: About, asked: str) -> str:
    """What a person asked for, as the register spells it. Raises NotFound with the nearest names there are."""
    found, known = kind.find(figures.sources["full"], asked)
    if found:
        return found
    near: list[str] = []
    left = list(dict.fromkeys(known))
    while left and len(near) < 3 and (one := nearest_of(asked, left, at_least=50)):
        near.append(one)
        left.remove(one)
    advice = f"Did you mean {quote_any(near)}?" if near else f"There are: {', '.join(left[:12])}." if left else ""
    raise NotFound(f"There is no {kind.noun} “{asked}” in the register.", advice=advice, place=kind.option)


def figures_about(figures: Figures, kind: About, subject: str, *, used: Iterable[str] = ()) -> Figures:
    """The figures of a document about one subject, as `subjects` and `find_subject` give it.

    Everything that the paper has is there too, beside what is told of the subject. `used` are the names that the
    template uses: the marking is that of the subject's rows, and that of the paper where any of its sections is
    printed. `counts` are the subject's own. Raises NotReconciled where a board's pack differs from the paper.
    """
    prints_paper = any(_is_of_paper(name) for name in used)
    keeps = partial(kind.keeps, figures.sources["full"], subject)
    papers: dict[str, Paper] = {}
    counts = figures.counts
    for version, paper in (("full", figures.full), ("public", figures.public)):
        narrowed = figures.sources[version].about(keeps, kind.holder)
        part = kind.compile(narrowed, subject)
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
    if kind is REPORT and not sources.edition.afresh().may_print(inspection_called(sources, subject)):
        return f"The {version} version may not speak of {subject}: it is not publishable and marked OFFICIAL."
    return ""


def label_of_subject(figures: Figures, kind: About, version: str) -> str:
    """What a document is about, as this version may call it: the portfolio, the report's ref, the owner or the role."""
    part = getattr(figures.public if version == "public" else figures.full, kind.name)
    return str(getattr(part, kind.label))


_PAPER_SECTIONS = frozenset({"purpose", "peel", "inspections", "reports", "standing", "needs", "appendix", "decision"})
_UNMARKED = frozenset(
    {"decision", "decision.contacts", "decision.has_contacts", "decision.contacts_sentence", "appendix",
     "appendix.provenance"}
)  # fmt: skip


def _is_of_paper(name: str) -> bool:
    """Whether a name prints of the whole register. Contact officers and provenance are of no row."""
    return name.partition(".")[0] in _PAPER_SECTIONS and name not in _UNMARKED


def _paper_about(sources: Sources, paper: Paper, kind: About, part: Any) -> Paper:
    from hmic_tracker.figures.paper import left_out_of

    stated = sources.register.settings.document_marking
    markings = (stated, *sources.edition.markings)
    left_out = left_out_of(sources)
    title, subject = kind.titles(part)
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

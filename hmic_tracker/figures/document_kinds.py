"""The kinds of further documents, each declared once: about a portfolio, a report, or an owner.

What a document is about follows from the names that its template uses: `pack`, `section_55` or `actions`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from hmic_tracker.errors import NotFound
from hmic_tracker.figures.action_list import compile_action_list, is_held_by, owners
from hmic_tracker.figures.board_pack import compile_board_pack
from hmic_tracker.figures.counts import group_by, portfolio_of
from hmic_tracker.figures.document_parts import ActionList, BoardPack, Section55
from hmic_tracker.figures.section_55 import compile_section_55, open_responses
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.wording import join_words, say_day
from hmic_tracker.model.inspection import Inspection
from hmic_tracker.model.rating import Rating
from hmic_tracker.register.words import ref_key
from hmic_tracker.rules.answerable import who_answers


@dataclass(frozen=True, slots=True)
class About:
    """One kind of document, and how one of its kind is made.

    `name` is what its template uses; `noun` what one of them is about; `option` the command line's option for it;
    `must_print` the names without which such a document would not say what it is about, and `label` which of its values
    that is; `holder` what holds its rows in a sentence.

    `subjects` gives everything that there is one to make about, in the register's order; `find` what a person asked for
    as the register spells it (empty where there is no such thing), with all that there is; `keeps` says whether a row
    belongs to a subject. `compile` makes what is printed of it; `titles` the document's title and subject from that.
    """

    name: str
    noun: str
    option: str
    must_print: tuple[str, ...]
    label: str
    holder: str
    subjects: Callable[[Sources], tuple[str, ...]]
    find: Callable[[Sources, str], tuple[str, list[str]]]
    keeps: Callable[[Sources, str, Rating], bool]
    compile: Callable[[Sources, str], Any]
    titles: Callable[[Any], tuple[str, str]]


def quote_any(words: Iterable[str]) -> str:
    """`“A”, “B” or “C”`."""
    return join_words((f"“{word}”" for word in words), "or")


def _spelt(asked: str, known: Iterable[str]) -> str:
    return next((one for one in known if ref_key(one) == ref_key(asked)), "")


def inspection_called(sources: Sources, ref: str) -> Inspection:
    """The inspection of this ref, as `find` and `subjects` give it."""
    found = sources.inspection(ref)
    assert found is not None
    return found


def _portfolios(sources: Sources) -> tuple[str, ...]:
    held = group_by(sources.rated, portfolio_of)
    listed = [one.portfolio for one in sources.register.portfolios]
    return tuple(name for name in dict.fromkeys((*listed, *sorted(held, key=str.casefold))) if name in held)


def _find_portfolio(sources: Sources, asked: str) -> tuple[str, list[str]]:
    known = [*(one.portfolio for one in sources.register.portfolios), *group_by(sources.rated, portfolio_of)]
    return _spelt(asked, known), known


def _title_pack(pack: BoardPack) -> tuple[str, str]:
    board = f"Pack for the {pack.board}" if pack.board else "Pack for the governance board"
    return f"HMICFRS recommendations: {pack.portfolio}", board


PORTFOLIO = About(
    name="pack",
    noun="portfolio",
    option="--portfolio",
    must_print=("pack.portfolio", "pack.sentence"),
    label="portfolio",
    holder="the portfolio",
    subjects=_portfolios,
    find=_find_portfolio,
    keeps=lambda sources, portfolio, rating: portfolio_of(rating) == portfolio,
    compile=compile_board_pack,
    titles=_title_pack,
)


def _find_report(sources: Sources, asked: str) -> tuple[str, list[str]]:
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


def _is_of_report(sources: Sources, ref: str, rating: Rating) -> bool:
    return sources.inspection(rating.recommendation.inspection_ref) is inspection_called(sources, ref)


def _compile_response(sources: Sources, ref: str) -> Section55:
    return compile_section_55(sources, inspection_called(sources, ref))


def _title_response(response: Section55) -> tuple[str, str]:
    return f"Response under section 55: {response.report}", "Response under section 55 of the Police Act 1996"


REPORT = About(
    name="section_55",
    noun="report",
    option="--inspection",
    must_print=("section_55.report", "section_55.due"),
    label="ref",
    holder="the register",
    subjects=open_responses,
    find=_find_report,
    keeps=_is_of_report,
    compile=_compile_response,
    titles=_title_response,
)


def _find_owner(sources: Sources, asked: str) -> tuple[str, list[str]]:
    holding = owners(sources)
    people = [one.person for one in sources.register.people]
    found = _spelt(asked, (*holding, *people))
    person = sources.register.people.get(found) if found else None
    if person is not None and person.has_left(sources.ratings.as_at):
        theirs = (one for one in sources.rated if one.recommendation.owner.strip() == person.person)
        now = {who_answers(sources.register, one.recommendation, sources.ratings.as_at).name for one in theirs} - {""}
        raise NotFound(
            f"{person.person} has left.",
            advice=f"What they held is now with {quote_any(sorted(now))}."
            if now
            else "Nobody is named in their place.",
            place="--owner",
        )
    return found, [*holding, *people]


def _title_list(actions: ActionList) -> tuple[str, str]:
    return f"Action list: {actions.owner}", "HMICFRS recommendations that are asked of an owner"


OWNER = About(
    name="actions",
    noun="owner",
    option="--owner",
    must_print=("actions.owner", "actions.sentence"),
    label="owner",
    holder="the list",
    subjects=lambda sources: tuple(owners(sources)),
    find=_find_owner,
    keeps=is_held_by,
    compile=compile_action_list,
    titles=_title_list,
)
KINDS = (PORTFOLIO, REPORT, OWNER)


def kind_of(used: Iterable[str]) -> tuple[About, ...]:
    """What a template that uses these names is about: nothing for the committee's paper."""
    first = {name.partition(".")[0] for name in used}
    return tuple(kind for kind in KINDS if kind.name in first)

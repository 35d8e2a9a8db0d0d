"""What is counted as what: recommendations, areas for improvement, causes of concern and split recommendations.

Causes of concern and split recommendations are counted apart and never among the recommendations; areas for
improvement are shown apart. Each tally holds: total = open + closed + not ours + excluded.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hmic_tracker.figures.parts import Count, RagTable, TableRow
from hmic_tracker.figures.wording import agree, capitalise, join_words, say_count, say_number
from hmic_tracker.model.rating import Rag, Rating
from hmic_tracker.model.recommendation import ENDED, Recommendation, Status

NO_PORTFOLIO = "No portfolio"
RAG_ORDER = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.WHITE, Rag.BLUE, Rag.NOT_RATED)
_WAYS_TO_END = (
    (Status.CLOSED, "closed"),
    (Status.SUPERSEDED, "superseded"),
    (Status.NOT_ACCEPTED, "not accepted"),
)
_FIELD = {rag: rag.lower().replace(" ", "_") for rag in RAG_ORDER}


class CountedAs(StrEnum):
    """What a row counts as; every row is one of them."""

    RECOMMENDATION = "recommendation"
    AREA = "area for improvement"
    CAUSE = "cause of concern"
    SPLIT = "split recommendation"


def parents(recommendations: Iterable[Recommendation]) -> frozenset[str]:
    """The refs that another row names as its parent: causes of concern, and recommendations that were split.

    Refs are in lower case, since people type them in either. Rows that are one another's parents in a ring are parents
    of nothing: else all of them would leave the totals.
    """
    named = ((one.ref.casefold(), one.parent_ref.casefold()) for one in recommendations if one.parent_ref)
    parent_of = {ref: parent for ref, parent in named if ref != parent}
    return frozenset(parent for parent in parent_of.values() if not _leads_back(parent, parent_of))


def _leads_back(ref: str, parent_of: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    above = parent_of.get(ref)
    while above and above not in seen:
        if above == ref:
            return True
        seen.add(above)
        above = parent_of.get(above)
    return False


def counted_as(recommendation: Recommendation, parent_refs: frozenset[str]) -> CountedAs:
    """What a row counts as. A blank or unknown kind is a recommendation."""
    if recommendation.is_cause_of_concern:
        return CountedAs.CAUSE
    if recommendation.ref.casefold() in parent_refs:
        return CountedAs.SPLIT
    return CountedAs.AREA if recommendation.is_area_for_improvement else CountedAs.RECOMMENDATION


@dataclass(frozen=True)
class Tally:
    """The rows of one sort, in the register's order, each in exactly one of the four parts.

    What is excluded is in no other part; of the rest, what is not ours is neither open nor closed. `holder` is what
    holds them in a sentence.
    """

    noun: CountedAs
    open: tuple[Rating, ...]
    closed: tuple[Rating, ...]
    not_ours: tuple[Rating, ...]
    excluded: tuple[Rating, ...]
    holder: str = "the register"

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """All of them, part by part."""
        return (*self.open, *self.closed, *self.not_ours, *self.excluded)

    @property
    def total(self) -> int:
        """Open, closed, not ours and excluded together."""
        return len(self.ratings)

    @property
    def rated(self) -> tuple[Rating, ...]:
        """Open and closed: what the table of colours shows."""
        return (*self.open, *self.closed)

    def ended(self, status: Status) -> tuple[Rating, ...]:
        """Those closed that have this status."""
        return tuple(rating for rating in self.closed if rating.recommendation.status == status)

    @property
    def sentence(self) -> str:
        """`34 recommendations: 22 open, eight closed, three not for this force and one left out of the figures.`"""
        if not self.total:
            return f"{capitalise(self.holder)} holds no {_plural(self.noun)}."
        parts = [(len(self.open), "open"), (len(self.closed), "closed")]
        parts += [(len(self.not_ours), "not for this force to deliver")]
        parts += [(len(self.excluded), "left out of the figures until put right")]
        said = [(count, words) for count, words in parts if count]
        if len(said) == 1:
            whom = "which is" if self.total == 1 else "both" if self.total == 2 else "all"
            return f"{capitalise(self.holder)} holds {say_count(self.total, self.noun)}, {whom} {said[0][1]}."
        listed = join_words(f"{say_number(count)} {words}" for count, words in said)
        return f"{capitalise(self.holder)} holds {say_count(self.total, self.noun)}: {listed}."

    @property
    def closed_sentence(self) -> str:
        """`Of the eight counted as closed, six are closed, one is superseded and one is not accepted.`"""
        if not self.closed:
            return f"No {self.noun} has been closed." if self.total else ""
        if len(self.closed) == 1:
            return f"The one counted as closed is {dict(_WAYS_TO_END)[Status(self.closed[0].recommendation.status)]}."
        ways = [(len(self.ended(status)), verb) for status, verb in _WAYS_TO_END]
        found = [(count, verb) for count, verb in ways if count]
        if len(found) > 1:
            parts = [f"{say_number(count)} {agree(count, 'is')} {verb}" for count, verb in found]
            return capitalise(f"of the {say_number(len(self.closed))} counted as closed, {join_words(parts)}.")
        is_pair = len(self.closed) == 2
        if found[0][1] == "closed":
            return f"{'Neither' if is_pair else 'None'} of those counted as closed is superseded or not accepted."
        return f"{'Both' if is_pair else 'All'} of those counted as closed are {found[0][1]}."


def _plural(noun: str) -> str:
    return say_count(2, noun).removeprefix("two ")


def tally(
    ratings: Iterable[Rating], noun: CountedAs, parent_refs: frozenset[str], holder: str = "the register"
) -> Tally:
    """The tally of the rows that count as `noun`."""
    parts: dict[str, list[Rating]] = {"open": [], "closed": [], "not_ours": [], "excluded": []}
    for rating in ratings:
        if counted_as(rating.recommendation, parent_refs) is noun:
            parts[_part(rating)].append(rating)
    in_the_open, closed, not_ours, excluded = (tuple(rows) for rows in parts.values())
    return Tally(noun, in_the_open, closed, not_ours, excluded, holder)


def _part(rating: Rating) -> str:
    if rating.excluded:
        return "excluded"
    if not rating.recommendation.is_ours:
        return "not_ours"
    return "closed" if rating.recommendation.status in ENDED else "open"


def refs_of(ratings: Iterable[Rating]) -> Count:
    """How many there are, and which."""
    return Count.of(tuple(rating.ref for rating in ratings))


def group_by(ratings: Iterable[Rating], key: Callable[[Rating], str]) -> dict[str, list[Rating]]:
    """The ratings by some text of theirs, in the order in which the texts first come."""
    groups: dict[str, list[Rating]] = {}
    for rating in ratings:
        groups.setdefault(key(rating), []).append(rating)
    return groups


def portfolio_of(rating: Rating) -> str:
    """The row's portfolio, or `No portfolio`."""
    return rating.recommendation.portfolio.strip() or NO_PORTFOLIO


def rag_table(ratings: Iterable[Rating], portfolios: Iterable[str] = ()) -> RagTable:
    """Portfolio by colour, with totals across and down.

    Portfolios stand in the order of `portfolios` (the Portfolios sheet), then others by name, `No portfolio` last;
    those without a row are left out. Not rated has a column only where something is.
    """
    rows = tuple(ratings)
    groups = group_by(rows, portfolio_of)
    known = [name for name in dict.fromkeys(portfolios) if name in groups]
    others = sorted((name for name in groups if name not in known and name != NO_PORTFOLIO), key=str.casefold)
    order = [*known, *others, *([NO_PORTFOLIO] if NO_PORTFOLIO in groups else [])]
    has_unrated = any(rating.rag == Rag.NOT_RATED for rating in rows)
    rags = RAG_ORDER if has_unrated else RAG_ORDER[:-1]
    return RagTable(
        tuple(str(rag) for rag in rags),
        tuple(_table_row(name, groups[name], rags) for name in order),
        _table_row("Total", rows, rags),
        bool(rows),
    )


def _table_row(name: str, ratings: Iterable[Rating], rags: tuple[Rag, ...]) -> TableRow:
    rows = tuple(ratings)
    by_rag = {rag: sum(rating.rag == rag for rating in rows) for rag in RAG_ORDER}
    named = {_FIELD[rag]: count for rag, count in by_rag.items()}
    return TableRow(name, tuple(by_rag[rag] for rag in rags), len(rows), **named)

"""What a recommendation belongs to and whom it is for, where its label does not say it already."""

import re

from hmic_tracker.figures.counts import CountedAs
from hmic_tracker.figures.lines import label_of
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.wording import join_words, lower_first, say_day
from hmic_tracker.model.rating import Rating
from hmic_tracker.model.recommendation import Recommendation

Number = tuple[tuple[int, int, str], ...]


def relation_of(sources: Sources, rating: Rating) -> str:
    """`of cause of concern 1`, `split into 5a and 5b`, `addressed to Home Office`; empty where all is said.

    Who leads and who is involved besides is said of this force's own recommendations; an accelerated cause of concern
    says when it was issued, since that is before its report.
    """
    said, words = rating.recommendation, sources.edition.words
    parts = [_belongs_to(sources, said)]
    if sources.counted_as(rating) is CountedAs.SPLIT:
        parts.append(f"split into {join_words(_parts_of(sources, said))}")
    if said.issued_on is not None and said.is_cause_of_concern:
        parts.append(f"issued {'on ' if said.issued_on.is_exact else ''}{say_day(said.issued_on)}")
    lead, bodies = words(said.lead_organisation.strip()), words(join_words(said.addressed_to))
    if not said.is_ours:
        parts.append(f"addressed to {bodies}" if bodies else "not for this force")
    elif said.for_this_force == "To be decided":
        parts.append("not yet decided whether for this force")
    if lead and lead.casefold() != bodies.casefold():
        parts.append(f"led by {lead}")
    if said.is_ours and said.also_involves:
        parts.append(f"involving {words(join_words(said.also_involves))}")
    return ", ".join(part for part in parts if part)


def _belongs_to(sources: Sources, said: Recommendation) -> str:
    """The cause of concern that it answers, or the recommendation that it is a part of."""
    parent = sources.register.recommendations.get(said.parent_ref) if said.parent_ref else None
    if parent is None or parent.ref == said.ref:
        return ""
    return f"{'of' if parent.is_cause_of_concern else 'part of'} {lower_first(label_of(parent))}"


def _parts_of(sources: Sources, said: Recommendation) -> list[str]:
    """The numbers of the rows that name it as their parent; their refs where they have none."""
    ref = said.ref.casefold()
    rows = (one for one in sources.register.recommendations if one.parent_ref.casefold() == ref)
    return [one.number.strip() or one.ref for one in sorted(rows, key=lambda one: number_of(one.number))]


def number_of(number: str) -> Number:
    """`AFI 7` before `AFI 10`, `5` before `5a`: figures as figures and letters as letters."""
    parts = re.findall(r"\d+|[a-z]+", number.casefold())
    words = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
    # "AFI 3" and "3" are the same number.
    first = next((at for at, word in enumerate(words) if word[0] == 0), 0)
    return words[first:]

"""How long recommendations have been open, as a table and a chart."""

from hmic_tracker.figures.chart_parts import Ageing, AgeLine, Chart, Series
from hmic_tracker.figures.counts import Tally
from hmic_tracker.figures.wording import agree, join_words, lower_first, say_count, say_number, sentence
from hmic_tracker.model.rating import Rating
from hmic_tracker.rules.inputs import AGEING_BANDS

_NO_AGE = "Age not known"
_TITLE = "Open recommendations by how long they have been open"


def age_of(rating: Rating) -> str:
    """How long it has been open, as its `Ageing band` fact says."""
    band = rating.facts.get("Ageing band")
    return band if isinstance(band, str) and band else _NO_AGE


def compile_ageing(main: Tally) -> Ageing:
    """The open recommendations by age, youngest first; every band has a row, those of unknown age only where any is."""
    if not main.open:
        return Ageing("No recommendation is open, so none has an age.")
    known = {age_of(rating) for rating in main.open}
    bands = [*AGEING_BANDS, *sorted(known - set(AGEING_BANDS))]
    lines = tuple(_line(band, [one for one in main.open if age_of(one) == band]) for band in bands)
    series = (
        Series("Not overdue", tuple(line.not_overdue for line in lines)),
        Series("Overdue", tuple(line.overdue for line in lines)),
    )
    finding = _finding(lines, len(main.open))
    listed = join_words(f"{say_number(line.open)} {_in_words(line.band)}" for line in lines if line.open)
    alt = (
        f"Bar chart of {say_count(len(main.open), 'open recommendation')} by age: {listed}. {finding} "
        "The figures are in the table beside it."
    )
    return Ageing(finding, True, lines, _line("Total", main.open), Chart(_TITLE, alt, tuple(bands), series))


def _line(band: str, ratings: list[Rating] | tuple[Rating, ...]) -> AgeLine:
    overdue = sum(rating.is_overdue for rating in ratings)
    return AgeLine(band, len(ratings), len(ratings) - overdue, overdue)


def _in_words(band: str) -> str:
    return "of unknown age" if band == _NO_AGE else f"open for {lower_first(band)}"


def _finding(lines: tuple[AgeLine, ...], total: int) -> str:
    """`Of the 22 open recommendations, four have been open for 2 years or more, of which three are overdue.`"""
    eldest = next((line for line in reversed(lines) if line.open and line.band != _NO_AGE), None)
    if eldest is None:
        return "Nothing is recorded of how long the open recommendations have been open."
    verb, late = agree(eldest.open, "has"), eldest.overdue
    if total == 1:
        which = "The one open recommendation"
    elif eldest.open == total:
        which = "Both open recommendations" if total == 2 else f"All {say_number(total)} open recommendations"
    else:
        which = f"Of the {say_number(total)} open recommendations, {say_number(eldest.open)}"
    words = f"{which} {verb} been {_in_words(eldest.band)}"
    if not late:
        return sentence(f"{words}; {'it is not' if eldest.open == 1 else 'none of them is'} overdue")
    if eldest.open == 1:
        return sentence(f"{words}, and is overdue")
    if late == eldest.open:
        return sentence(f"{words}; {'both' if late == 2 else 'all'} of them are overdue")
    return sentence(f"{words}, of which {say_number(late)} {agree(late, 'is')} overdue")

"""What staff wrote for the paper that the figures contradict: problems to put right before it is issued.

Three things are looked for in the Narrative sheet: a text that says there is nothing where the register has something,
a date after the meeting that is spoken of as past, and a count typed by hand that differs from the figure.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from hmic_tracker.catalogue import make_problem
from hmic_tracker.figures.parts import Count
from hmic_tracker.figures.peel import last_inspection, next_inspection, peel_under_way
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.wording import say_count, say_day, say_number
from hmic_tracker.model.dates import read_when
from hmic_tracker.model.force import Narrative
from hmic_tracker.model.when import MONTHS
from hmic_tracker.problems import Problem
from hmic_tracker.register.table import Row

_NUMBERS = {say_number(number): number for number in range(13)} | {"none": 0, "nil": 0}
_NUMBER = rf"\b(?P<number>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|\d{{1,3}}(?:,\d{{3}})*|\d+)"
_NOTHING = re.compile(r"\b(?:no|not|none|nothing|nor|never|without|isn't|hasn't)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:schedul|plan|notif|expect|arrang|forthcoming|upcoming|due|date)", re.IGNORECASE)
_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{'|'.join(MONTHS)}) \d{{4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b")
_PAST = re.compile(
    r"\b(?:was|were|has been|have been|had|took place|published|conducted|completed|closed|received|issued|held)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|due|until|till|by|to be|expected|planned|scheduled|from|before|is to|are to|going to|target"
    r"|extended|moved|deferred|next)\b",
    re.IGNORECASE,
)
_RECS = r"recommendations?"
# What a typed count is a count of, most particular first; the first that fits a place decides.
_TYPED: tuple[tuple[str, str], ...] = (
    (rf"{_NUMBER} (?:open|outstanding) {_RECS}", "recommendations.open"),
    (rf"{_NUMBER} {_RECS} (?:are|is|remain|remains) (?:still )?(?:open|outstanding)", "recommendations.open"),
    (rf"{_NUMBER} closed {_RECS}", "recommendations.closed"),
    (rf"{_NUMBER} (?:{_RECS} )?(?:are|is) overdue", "overdue"),
    (rf"{_NUMBER} overdue {_RECS}", "overdue"),
    (rf"{_NUMBER} (?:{_RECS} )?(?:are|is) (?:rated )?red\b", "red"),
    (rf"there (?:have|has) been {_NUMBER} inspections?", "inspections.conducted"),
    (rf"{_NUMBER} inspections? (?:have|has) been (?:conducted|carried out|held)", "inspections.conducted"),
    (rf"{_NUMBER} inspections? (?:are|is) under way", "inspections.under_way"),
    (rf"{_NUMBER} further inspections?", "inspections.notified"),
    (rf"{_NUMBER} reports? (?:have|has|were|was) (?:been )?published", "reports.published"),
    (rf"{_NUMBER} letters? (?:have|has|were|was) (?:been )?received", "letters"),
)
_FIGURE_WORDS = {
    "recommendations.open": "open recommendation",
    "recommendations.closed": "closed recommendation",
    "overdue": "overdue row",
    "red": "row rated Red",
    "inspections.conducted": "inspection since the last report",
    "inspections.under_way": "inspection under way",
    "inspections.notified": "further inspection notified",
    "reports.published": "report published since the last report",
    "letters": "letter since the last report",
}
# A text that says there is none of these, in its section, against the figure that says there is.
_NONE_OF: tuple[tuple[str, str], ...] = (
    (r"\b(?:no|not any) (?:\w+ )?inspections? (?:have|has|had|were|was|took)\b", "inspections.conducted"),
    (r"\b(?:no|not any) (?:\w+ )?reports? (?:have|has|were|was)\b.*\bpublished", "reports.published"),
    (r"\b(?:no|not any) (?:\w+ )?letters? (?:have|has|were|was)\b", "letters"),
    (r"\b(?:nothing|none|no recommendations?) (?:is|are) (?:currently )?overdue", "overdue"),
)


def contradictions(sources: Sources, counts: Mapping[str, Count]) -> tuple[Problem, ...]:
    """A problem for each sentence of this paper's narrative that the figures contradict, in sheet order.

    Give the sources of the full version: the public one does not hold every text.
    """
    found = []
    for row in _printed(sources):
        for said in re.split(r"(?<=[.!?])\s+|\n+", row.noun.text):
            if fact := _contradicted(sources, counts, row.noun.section, said):
                table = sources.register.narrative
                found.append(
                    make_problem(
                        "standing-text-contradicts",
                        sheet=table.sheet,
                        cell=table.cell(row, "Text"),
                        text=said.strip().rstrip("."),
                        fact=fact,
                    )
                )
    return tuple(found)


def _printed(sources: Sources) -> Iterable[Row[Narrative]]:
    return (row for row in sources.register.narrative.rows if sources.is_for_this_paper(row.noun))


def _contradicted(sources: Sources, counts: Mapping[str, Count], section: str, said: str) -> str:
    """What the register says instead, as the end of a sentence; empty where nothing is contradicted."""
    return (
        _peel_fact(sources, section, said)
        or _none_fact(counts, said)
        or _typed_fact(counts, said)
        or _past_fact(sources.meeting, said)
    )


def _peel_fact(sources: Sources, section: str, said: str) -> str:
    about_peel = section == "PEEL" or "peel" in said.casefold()
    if not about_peel or not _NOTHING.search(said) or not _AHEAD.search(said):
        return ""
    going, coming = peel_under_way(sources), next_inspection(sources)
    if going is not None:
        return f"the PEEL inspection {going.inspection_ref} is under way ({say_day(going.fieldwork)})"
    if coming is not None:
        when = coming.fieldwork or coming.notified_on
        state = "notified" if coming.notified_on is not None else "planned"
        return f"the PEEL inspection {coming.inspection_ref} is {state}" + (f" ({say_day(when)})" if when else "")
    last = last_inspection(sources)
    published = last is not None and sources.period.is_before_its_end(last.published_on)
    if last is not None and published and re.search(r"\bnot (?:yet )?(?:been )?published", said, re.IGNORECASE):
        return f"the report of {last.inspection_ref} was published on {last.published_on}"
    return ""


def _none_fact(counts: Mapping[str, Count], said: str) -> str:
    for pattern, name in _NONE_OF:
        count = counts.get(name, Count(0)).value
        if count and re.search(pattern, said, re.IGNORECASE):
            return _there_are(name, count)
    return ""


def _typed_fact(counts: Mapping[str, Count], said: str) -> str:
    for pattern, name in _TYPED:
        match = re.search(pattern, said, re.IGNORECASE)
        if match and name in counts:
            typed = match["number"].casefold()
            number = _NUMBERS[typed] if typed in _NUMBERS else int(typed.replace(",", ""))
            if number != counts[name].value:
                return _there_are(name, counts[name].value)
    return ""


def _there_are(name: str, count: int) -> str:
    return f"the register has {say_count(count, _FIGURE_WORDS[name])}"


def _past_fact(meeting: date, said: str) -> str:
    """A day after the meeting in a sentence that speaks only of the past."""
    if not _PAST.search(said) or _FUTURE.search(said):
        return ""
    for words in _DAY.findall(said):
        when = read_when(words)
        if when is not None and when.day is not None and when.day > meeting:
            return f"{say_day(when)} is after the meeting on {say_day(meeting)}"
    return ""

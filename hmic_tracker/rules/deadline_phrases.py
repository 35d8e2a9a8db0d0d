"""The words in which reports set deadlines: where they stand and what they say, not yet what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hmic_tracker.rules.date_words import (
    ANY_DATE,
    DATE_SHAPES,
    EXACT_DATES,
    IN_BRACKETS,
    OPENER,
    PARTS,
    YEARLY,
    is_a_name,
)
from hmic_tracker.rules.length_words import (
    FURTHER,
    GOES_ON,
    NUMBER,
    STATED,
    UNIT,
    WITHIN,
    WITHIN_FIRST,
    number_of,
    unit_of,
)
from hmic_tracker.rules.printed_words import plain, search, wording


class Shape(StrEnum):
    """The kinds of wording."""

    IMMEDIATELY = "Immediately"
    WITHIN = "Within"
    BY = "By"
    RECURRING = "Recurring"


class Event(StrEnum):
    """What a length of time is said to count from."""

    NOT_SAID = "not said"
    PUBLICATION = "publication"
    ISSUE = "issue"
    DATE = "a date"
    DOCUMENT = "another document or step"
    OTHER = "something that happens"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One wording found: `start` and `end` are offsets in the text.

    `is_stated` says that it stands where a deadline itself is stated, and not the duty.
    `number` and `unit` ("day", "working day", "week", "month", "year") for a length of time, which `goes_on` where
    it has a second part, with the event it counts from; `date_words` for a date, with `part` ("end", "start",
    "middle" or empty) and `opener` ("by", "no later than", "before", "until", "deadline").
    """

    shape: Shape
    start: int
    end: int
    number: int = 0
    unit: str = ""
    opener: str = ""
    event: Event = Event.NOT_SAID
    date_words: str = ""
    part: str = ""
    is_range: bool = False
    goes_on: bool = False
    is_stated: bool = False


_REPORT = (
    r"(?:this (?:\w+ ){0,2}|our (?:\w+ ){0,2}|(?:the )?(?:inspection |hmicfrs |thematic |final |full )?)"
    r"(?:report|response|letter|recommendations?|publication|document)(?:'s)?"
)
_EVENT = re.compile(r",?\s+(?:of|from|after|following|since|starting from|beginning with)\s+")
_PUBLICATION = wording(
    rf"(?:(?:the )?date of )?(?:the )?(?:formal )?(?:publication|publishing)(?: date)?"
    rf"(?: of {_REPORT}(?! (?:of|by|into|on) )|(?! of\b))"
    rf"|(?:the )?date of {_REPORT}(?: being (?:published|issued))?"
    rf"|(?:the )?(?:date|day) (?:on which |that |when )?(?:this|the|our) (?:inspection )?report"
    r" (?:is|was|has been) (?:published|issued)"
    r"|(?:this |the )(?:inspection )?report(?:'s (?:publication|release)(?: date)?| being (?:published|issued)"
    r"| (?:is|has been) published)"
    r"|this (?:\w+ )?(?:report|letter|recommendation)\b(?!')"
    r"|(?:now|today|this date)\b"
)
_ISSUE = wording(rf"(?:(?:the )?date of )?(?:the )?(?:issue|release)(?: date)?(?: of {_REPORT}|(?! of\b))")
_STEP = wording(
    r"(?:the )?(?:(?:publication|issue|release|launch|introduction|implementation|completion|adoption) of"
    r"|(?:receipt of|receiving) (?:this|the) (?:\w+ )?(?:report|letter)"
    r"|(?:new |national |updated |revised )*(?:guidance|framework|strategy|code|review|legislation)\b)"
)
_IMMEDIATELY = search(
    "immediate",
    r"\b(?:with immediate effect|tak(?:e|ing) immediate (?:action|steps|measures)"
    r"|immediate (?:action|steps|measures)(?= (?:should|must|needs? to|(?:is|are) to) be taken\b)"
    r"|(?<=\()immediate(?=\))"
    r"|(?:(?:starting|beginning) )?immediately"
    r"(?! (?:after|before|following|prior|upon|when|if|once|as\b|available|apparent|obvious|accessible|clear"
    r"|preceding|adjacent|below|above|to hand|afterwards?|thereafter|visible|on (?:arrival|receipt))"
    r"))\b",
)
_OFTEN = r"(?:month|quarter|year|week|day)"
_RECURRING = search(
    "annual daily day week fortnight month quarter year basis",
    rf"\bat least (?:annually|yearly|monthly|quarterly|weekly|daily|(?:once|twice) (?:a|an|per|each|every) {_OFTEN}"
    rf"|(?:once )?every {NUMBER} {UNIT}|every {_OFTEN})"
    rf"|\bannually\b|\b(?:once|twice) (?:a|per|each|every) {_OFTEN}\b"
    rf"|\b(?:and|then|and then) (?:annually|yearly|monthly|quarterly|weekly)\b(?! \w+ (?:meeting|report|review)s?)"
    rf"|\b(?:annually|yearly|monthly|quarterly|weekly)(?: thereafter\b|(?=\s*(?:[.,;)]|$)))"
    rf"|\bevery {NUMBER} {UNIT}|\b(?:each|every) (?:calendar |financial )?(?:month|quarter|year)\b"
    r"|\bon (?:at least )?(?:an annual|a (?:six-monthly|quarterly|monthly|yearly|weekly|regular)) basis\b",
)
_ALONE = re.compile(r"\s*(immediate)\s*(?:$|[/.,;:(-])")
SEARCHES = (*WITHIN, FURTHER, *STATED, OPENER, _IMMEDIATELY, _RECURRING)


def find_phrases(text: str, words: str = "") -> tuple[Phrase, ...]:
    """Every wording that may set a deadline, in the order of the text, none within another.

    `words` is the same text in plain words, where they are at hand.
    """
    words = words or plain(text)
    found = [*_bys(words, text), *_withins(words), *_immediatelies(words), *_recurrings(words)]
    if len(found) > 1:
        found.sort(key=lambda phrase: (phrase.start, -phrase.end))
    kept: list[Phrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return tuple(kept)


def may_begin(words: str) -> bool:
    """Whether a date or a length may follow the `by` or `within` that these plain words begin with.

    One look at the beginning: where it says no, :func:`find_phrases` finds nothing there that sets a day or a length.
    """
    opener = OPENER.pattern.match(words)
    if opener and ANY_DATE.match(words, opener.end()):
        return True
    return any(one.pattern.match(words) for one in WITHIN_FIRST)


def _withins(words: str) -> Iterator[Phrase]:
    for pattern in (*WITHIN, FURTHER, *STATED):
        for match in pattern.over(words):
            parts = match.groupdict()
            upper = parts.get("upper")
            unit, times = unit_of(match["unit"])
            number = number_of(upper or parts.get("number") or "one")
            if not number:
                continue
            longer = GOES_ON.match(words, match.end())
            event, start, end = _event(words, longer.end() if longer else match.end())
            if pattern is FURTHER:
                event = Event.DOCUMENT
            yield Phrase(
                Shape.WITHIN,
                match.start("given" if "given" in parts else 0),
                end,
                number=number * times,
                unit=unit,
                opener="deadline" if "noun" in parts else parts.get("opener") or "within",
                event=event,
                date_words=words[start:end],
                is_range=bool(upper),
                goes_on=longer is not None,
                is_stated="noun" in parts or "given" in parts,
            )


def _event(words: str, position: int) -> tuple[Event, int, int]:
    """What a length counts from, and where the words of that begin and end; those of others are left out."""
    link = _EVENT.match(words, position)
    if not link:
        return Event.NOT_SAID, position, position
    for pattern, event in ((_PUBLICATION, Event.PUBLICATION), (_ISSUE, Event.ISSUE)):
        if match := pattern.match(words, link.end()):
            return event, match.start(), match.end()
    for pattern in EXACT_DATES:
        if match := pattern.match(words, link.end()):
            return Event.DATE, match.start(), match.end()
    return (Event.DOCUMENT if _STEP.match(words, link.end()) else Event.OTHER), position, position


def _bys(words: str, text: str) -> Iterator[Phrase]:
    for match in OPENER.over(words):
        if not ANY_DATE.match(words, match.end()):
            continue
        for pattern in DATE_SHAPES:
            written = pattern.match(words, match.end())
            if not written or (not re.search(r"\d", written[0]) and is_a_name(words, text, match.start(), written)):
                continue
            if first := YEARLY.search(words, 0, match.start()):
                yield Phrase(Shape.RECURRING, first.start(), written.end())
                break
            if again := re.match(
                r",?\s+(?:(?:in\s+|of\s+)?(?:each|every)\s+(?:\w+\s+)?year|annually)\b", words[written.end() :]
            ):
                yield Phrase(Shape.RECURRING, match.start(), written.end() + again.end())
                break
            part, end = match["part"] or "", written.end()
            # "the end of the financial year (31 March 2023)": the day in brackets is the one that is meant.
            if meant := IN_BRACKETS.match(words, end):
                part, end = "", meant.end()
            yield Phrase(
                Shape.BY,
                match.start(),
                end,
                opener=_opener(match),
                date_words=meant["day"] if meant else written[0],
                is_stated=bool(match["stated"]),
                part="end" if match["in_year"] else _part(part),
            )
            break


def _opener(match: re.Match[str]) -> str:
    if match["stated"]:
        return "until" if match["stated"] == "until" else "deadline"
    if match["before"]:
        return "before"
    return "no later than" if match["late"] else "by"


def _part(written: str) -> str:
    """Which part of a period is named: its end, start or middle; empty where none is."""
    return next((kind for kind, names in PARTS.items() if written and written.split()[0] in names.split()), "")


def _immediatelies(words: str) -> Iterator[Phrase]:
    for match in _IMMEDIATELY.over(words):
        # The limit that follows is the deadline: "immediately, and in any event within three months".
        if re.match(
            r"\s*,?\s*(?:and|or|but)\s+(?:in\s+any\s+(?:event|case)|no\s+later|not\s+later|at\s+the\s+latest|by\b)",
            words[match.end() :],
        ):
            continue
        yield Phrase(Shape.IMMEDIATELY, match.start(), match.end())
    if alone := _ALONE.match(words):
        yield Phrase(Shape.IMMEDIATELY, *alone.span(1))


def _recurrings(words: str) -> Iterator[Phrase]:
    for match in _RECURRING.over(words):
        yield Phrase(Shape.RECURRING, match.start(), match.end())

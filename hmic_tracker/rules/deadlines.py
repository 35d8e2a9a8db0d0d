"""Deadlines read from the words of a recommendation.

A wrong date is worse than none: what may be no deadline is left out, and what is one without giving a day
is returned without a date and says why.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hmic_tracker.rules.bodies import Holder
from hmic_tracker.rules.deadline_phrases import Event, Phrase, Shape, find_phrases, may_begin
from hmic_tracker.rules.descriptions import (
    EACH,
    MAKE_SURE,
    ONE_OFF,
    follows_a_step,
    is_description,
    is_past,
    publishes_another,
    sets_length,
)
from hmic_tracker.rules.due_dates import Confidence, Counting, Deadline, after, again, at_once, doubt, on_day
from hmic_tracker.rules.duties import Duty, Place, duty_of
from hmic_tracker.rules.printed_words import plain
from hmic_tracker.rules.sentences import Sentence, split_sentences
from hmic_tracker.rules.stated_deadlines import states_deadline
from hmic_tracker.rules.working_days import DIVISIONS

__all__ = ["Confidence", "Deadline", "first_deadline", "read_deadlines", "says_no_deadline"]
_NONE_SET = re.compile(
    r"\W*(?:there (?:is|was) )?(?:(?:no|without(?: an?)?) (?:(?:specific|explicit|formal|set|stated) )?"
    r"(?:deadline|time ?scale|time ?frame|time ?limit|due date|date)s?"
    r"(?: (?:is |was |has been |have been )?(?:set|given|stated|specified|provided|applies|recorded))?"
    r"|none(?: (?:set|given|stated))?|not (?:set|stated|specified|given|applicable)|n/a)\W*"
)
# No sentence is so long: what runs on without a stop is a paste in which nothing can be told apart.
_LONGEST = 3_000
_LABEL = re.compile(
    r"\s*(?:(?:deadline|target|time\s?scale|time\s?frame|due|required|to\s+be\s+\w+ed|complet(?:e|ion)|implementation)(?:\s+date)?"
    r"(?:\s+(?:of|is))?\s*[:-]?\s*(?:by\b\s*[:-]?\s*)?)?"
)


def says_no_deadline(text: str) -> bool:
    """Whether the whole text says that there is no deadline: `No deadline set`, `None given`, `N/A`."""
    return bool(_NONE_SET.fullmatch(" ".join(plain(text).split())))


def first_deadline(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The earliest deadline with a date that does not recur; None where there is none.

    The earliest, because a recommendation is late as soon as its first part is late; a later part
    becomes its own row when the recommendation is split.
    """
    dated = [deadline for deadline in deadlines if deadline.due is not None and not deadline.recurring]
    return min(dated, key=lambda deadline: (deadline.due or date.max, deadline.start), default=None)


def read_deadlines(
    text: str,
    *,
    published: date | None = None,
    issued: date | None = None,
    grace_days: int = 0,
    division: str = DIVISIONS[0],
    ours: Sequence[str] = (),
) -> tuple[Deadline, ...]:
    """Every deadline that the words set for police forces, in the order of the text; often none.

    A relative deadline counts from `issued` where it is given, else from `published`; one that names the
    publication counts from `published`. With neither date it has no `due` and says so. Month arithmetic
    keeps to the month: 31 August and six months is 28 February. `Immediately` is due on the day counted
    from and `grace_days` later. Working days are those of `division` (SettingsUnusable for a name that is
    none). A date by words is the last day they can mean; a year left out is the first that fits on or
    after the day counted from.

    Not deadlines: how long a process may take (`within 24 hours of receipt`), periods that are past,
    dates that only tell, urgency without a date, and the duties of other bodies such as the Home Office.
    `ours` names further bodies whose duties count as ours: the force by its name, or the addressees of a
    row that isn't for the force. With the force's full name among them, other forces by name don't count.
    """
    counting = Counting(published, issued, grace_days, division)
    words = plain(text)
    if _NONE_SET.fullmatch(" ".join(words.split())):
        return ()
    if bare := _bare_wording(text, words, counting):
        return (bare,)
    phrases = find_phrases(text, words)
    if not phrases:
        return ()
    found: list[Deadline] = []
    for sentence in split_sentences(text, words, ours):
        end = sentence.start + len(sentence.words)
        for phrase in phrases:
            if not sentence.start <= phrase.start < end or len(sentence.words) > _LONGEST:
                continue
            deadline = _read_phrase(phrase, sentence, text, counting, ours)
            if deadline and not (found and _says_again(found[-1], deadline, words)):
                found.append(_undecided(deadline) if _WHICHEVER.search(sentence.words) else deadline)
        if phrases[-1].start < end:
            break
    return tuple(found)


_WHICHEVER = re.compile(r"\bwhichever\b")
_AGAIN = re.compile(r"[\s,(-]*(?:that\s+is,?\s*|i\.?e\.?,?\s*|namely\s*)?")


def _says_again(former: Deadline, deadline: Deadline, words: str) -> bool:
    """Whether the words right after a deadline only say its day again: `within six months (by 24 August 2022)`."""
    gap = words[former.start + len(former.phrase) : deadline.start]
    return former.due is not None and former.due == deadline.due and bool(_AGAIN.fullmatch(gap))


def _undecided(deadline: Deadline) -> Deadline:
    """A deadline of which another may be the one that counts, `whichever is later`: without its day."""
    reason = "The words give two limits, and which of them counts isn't decided here."
    return replace(deadline, due=None, confidence=Confidence.LOW, assumptions=(*deadline.assumptions, reason))


def _bare_wording(text: str, words: str, counting: Counting) -> Deadline | None:
    """A cell that holds nothing but a date or a length of time, as the Deadline wording column may."""
    label = _LABEL.match(words)
    start = label.end() if label else 0
    bare = text[start:].strip().rstrip(".")
    if not bare or len(bare) > 60:
        return None
    said = plain(bare)
    if re.fullmatch(r"immediate(?:ly)?(?: effect)?", said):
        return replace(at_once(counting, Confidence.HIGH), phrase=bare, start=start)
    # Words such as "by" stay in the phrase; where they lead, the sentence reader finds them.
    for opener, rule in (("by ", Shape.BY), ("within ", Shape.WITHIN)):
        if not may_begin(opener + said):
            continue
        phrases = find_phrases(opener + bare, opener + said)
        if len(phrases) != 1 or (phrases[0].start, phrases[0].end) != (0, len(opener + bare)):
            continue
        if phrases[0].shape is not rule:
            continue
        deadline = on_day(phrases[0], counting) if rule is Shape.BY else after(phrases[0], counting)
        if deadline.confidence is Confidence.HIGH:
            deadline = replace(deadline, confidence=Confidence.MEDIUM)
        return replace(deadline, phrase=bare, start=start)
    return None


def _read_phrase(
    phrase: Phrase, sentence: Sentence, text: str, counting: Counting, ours: Sequence[str]
) -> Deadline | None:
    """The deadline that a wording sets in its sentence, if it does set one for us."""
    written = text[sentence.start : sentence.start + len(sentence.words)]
    if phrase.is_stated:
        return _stated(phrase, sentence, text, counting, ours)
    start = phrase.start - sentence.start
    end = min(phrase.end - sentence.start, len(sentence.words))
    duty = duty_of(sentence, start, end, ours=ours, text=written)
    if duty is None or duty.holder is Holder.OTHERS:
        return None
    before = sentence.words[:start]
    if phrase.shape is Shape.RECURRING:
        deadline: Deadline | None = again()
    elif phrase.shape is Shape.IMMEDIATELY:
        deadline = _immediately(phrase, duty, before, text, counting)
    elif phrase.shape is Shape.WITHIN:
        unsaid = phrase.event is Event.NOT_SAID and follows_a_step(before, duty, sentence)
        if unsaid or (phrase.event is Event.PUBLICATION and publishes_another(before, phrase)):
            phrase = replace(phrase, event=Event.DOCUMENT)
        deadline = after(phrase, counting) if sets_length(phrase, duty, before) else None
        if deadline and duty.place in (Place.LAST, Place.ALONE) and phrase.event is Event.NOT_SAID:
            deadline = replace(deadline, confidence=max(deadline.confidence, Confidence.MEDIUM, key=doubt))
    elif is_description(before, duty, phrase):
        deadline = None
    else:
        deadline = on_day(phrase, counting)
        if duty.place is Place.LAST and is_past(phrase, deadline, counting):
            return None
    if deadline is None:
        return None
    return replace(deadline, phrase=text[phrase.start : phrase.end], start=phrase.start)


def _stated(phrase: Phrase, sentence: Sentence, text: str, counting: Counting, ours: Sequence[str]) -> Deadline | None:
    """The deadline of a sentence that states it; one whose day is past is an earlier one."""
    written = text[sentence.start : sentence.start + len(sentence.words)]
    if not states_deadline(phrase, sentence, ours=ours, text=written):
        return None
    deadline = on_day(phrase, counting) if phrase.shape is Shape.BY else after(phrase, counting)
    if is_past(phrase, deadline, counting):
        return None
    confidence = deadline.confidence
    if phrase.shape is Shape.WITHIN:
        confidence = max(confidence, Confidence.MEDIUM, key=doubt)
    return replace(deadline, confidence=confidence, phrase=text[phrase.start : phrase.end], start=phrase.start)


_WHENEVER = re.compile(
    r"\b(?:when(?!\s+to\b)|whenever|upon|as\s+soon\s+as|in\s+the\s+event|each\s+time|every\s+time|on\s+receipt)\b"
)
# "The force should immediately make sure that officers know what to do when ..." is a deadline all the same.
_SET_RIGHT = re.compile(
    r"\s*,?\s*(?::|(?:make\s+sure|ensure|review|improve|act\b|take\s+(?:steps|action)|put|the\s+force|chief|forces))"
)
_IT_STOPS = re.compile(
    r"\W*(?:this|these|such|that|it)\b[^|]*\|\s*(?:stop|cease|end|begin|start|happen|change|(?:be\s+)?\w+ed"
    r"|be\s+(?:put\s+right|done|made|dealt\s+with))\s*$"
)


def _immediately(phrase: Phrase, duty: Duty, before: str, text: str, counting: Counting) -> Deadline | None:
    words = plain(text[phrase.start : phrase.end])
    confidence = Confidence.HIGH
    if re.search(r"\b(?:not|more|almost|that|which|who)\s*$", before):
        return None
    if words.endswith("immediately"):
        always = _WHENEVER.search(duty.rest) or _WHENEVER.search(before)
        if always and not (duty.place is not Place.LAST and _SET_RIGHT.match(duty.rest)):
            return None
        if duty.place is Place.LAST and not re.fullmatch(r"\s*be\s*", duty.between):
            # "should stop this immediately." sets a deadline; "staff should answer calls immediately and
            # politely" and "make sure that officers immediately record" say how a thing is always done.
            closes = re.match(r"\s*(?:[.,;:)]|$)", duty.rest) or re.search(r"\bact\s*$", duty.between)
            closes = closes or (ONE_OFF.search(duty.between) and re.match(r"\s*and\s+(?!\w+ly\b|in\b)", duty.rest))
            if (
                (EACH.search(duty.between) and not re.search(r"\bdo\s+(?:so|this)\s*$", duty.between))
                or not closes
                or (duty.holder is Holder.UNKNOWN and not _IT_STOPS.match(f"{duty.subject}|{duty.between}"))
                or MAKE_SURE.search(duty.between)
            ):
                return None
            confidence = Confidence.MEDIUM
    elif words.startswith("tak"):
        confidence = Confidence.MEDIUM
    return at_once(counting, confidence)

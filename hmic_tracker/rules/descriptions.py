"""Words that look like a deadline and only describe: a past period, how long a process takes, somebody's plan."""

import re

from hmic_tracker.rules.bodies import OTHERS, Holder
from hmic_tracker.rules.deadline_phrases import Event, Phrase
from hmic_tracker.rules.due_dates import Counting, Deadline
from hmic_tracker.rules.duties import Duty, Place
from hmic_tracker.rules.sentences import Sentence

MAKE_SURE = re.compile(r"\b(?:make|makes|making)\s+sure\b|\bensur(?:e|es|ing)\b|\bso\s+that\b|\bchecks?\s+that\b")
EACH = re.compile(
    r"\b(?:each|every|any(?!\s+(?:event|case)\b)|when|whenever|where|after|once|if|cases|files|victims?|officers|staff|recruits|complaints|incidents|calls|crimes"
    r"|reports\s+of|offenders?|suspects?|detainees?|applications|referrals|requests|visits|allegations)\b"
)
_EVERY = re.compile(
    r"\b(?:each|every|any(?!\s+(?:event|case)\b)|when|whenever|where|after|once|if|recruits|joiners|new)\b"
)
ONE_OFF = re.compile(
    r"\b(?:this|these|its|their|our|us|hmicfrs|inspectorate|recommendations?"
    r"|(?:the|an?)\s+(?:\w+\s+)?(?:review|plan|work|assessment|audit|report|exercise|policy|policies|backlog|strategy"
    r"|process|evaluation|proposals?|improvements?))\b"
)
_STEP = re.compile(
    r"^[\s,(-]*(?:and\s+)?(?:once|after|when|following|as\s+soon\s+as(?!\s+(?:(?:is\s+)?(?:reasonably\s+)?p|(?:it|they)\s+can))|upon)\b"
    r"(?![^,]*\b(?:(?:this|our)\s+(?:\w+\s+)?(?:report|inspection|letter)|publication\s+of\s+this)\b)"
)


_OTHERS_DUTY = re.compile(rf"(?:{OTHERS.pattern})[^,;]*\b(?:should|must|will)\b.*[,;]")


def follows_a_step(before: str, duty: Duty, sentence: Sentence) -> bool:
    """Whether the length counts from a step named elsewhere.

    `Once the form is agreed, forces should ...`; or `forces should use it within three months` after a
    sentence in which another body is to make it.
    """
    theirs = sentence.carried is Holder.OTHERS or _OTHERS_DUTY.search(before)
    if theirs and re.search(r"\b(?:it|them|this|these)\b", duty.between):
        return True
    if re.search(r",\s+to\s+\w+\s*$", before):  # "commission a review, to report within six months"
        return True
    return bool(_STEP.match(before) and "," in before) or bool(_STEP.match(duty.rest))


_TO_PUBLISH = re.compile(
    r"\b(?:publish(?!ed\s+this)|issue|release|launch)(?:e?s|ing)?\b(?!\s+(?:this|an?\s+action\s+plan)\b)"
)


def publishes_another(before: str, phrase: Phrase) -> bool:
    """Whether `of publication` is that of what the sentence itself asks somebody to publish."""
    return not re.search(r"\b(?:this|our|report)\b", phrase.date_words) and bool(_TO_PUBLISH.search(before))


# "cases closed within six months" describes the cases; "be closed within six months" is what is to be done.
_DONE = re.compile(r"\b(?:\w+(?<!proc)(?<!succ)(?<!\bn)ed|made|held|seen|left|due)\s*$")
_BEING = re.compile(r"(?:^|\b(?:be|been|being|is|are|get|and|or)|ly)\s*$")
_HAVE_DONE = re.compile(r"\b(?:have|has)\s+(?:all\s+)?(?:been\s+)?(?:\w+ly\s+)?\w+(?:ed|en|ne|wn|un|de)\b")
_NEWCOMERS = re.compile(
    r"\b(?:recruits|joiners|new(?:ly)?\s+(?:\w+\s+){0,2}(?:officers|staff|sergeants|supervisors))\b"
)
_ROUTINE = re.compile(r"\b(?:are|is)\s+(?:\w+ly\s+)?(?:\w+ed|made|held|seen|done|sent|given|taken)(?:\s+\w+)?\s*$")


def sets_length(phrase: Phrase, duty: Duty, before: str) -> bool:
    """Whether a length of time is one deadline, and not how long a process may take or a past period."""
    if phrase.event is Event.OTHER:
        return False
    done = _DONE.search(before)
    if done and not _BEING.search(before[: done.start()]):
        return False
    if duty.place is not Place.LAST:
        return True
    if phrase.event is Event.NOT_SAID and re.search(r"\b(?:which|who)\s+(?:should|must|need)\b[^,]*$", before):
        return False
    if phrase.opener in ("over", "in", "during"):
        return False
    if phrase.event in (Event.PUBLICATION, Event.ISSUE, Event.DATE, Event.DOCUMENT):
        return True
    long = phrase.unit in ("month", "year")
    if long and _HAVE_DONE.search(duty.between) and not _NEWCOMERS.search(duty.between):
        return True
    # What is said of each case or of officers at large is how long it may always take.
    once = bool(ONE_OFF.search(f"{duty.subject} {duty.between}"))
    at_large = duty.holder is Holder.UNKNOWN and EACH.search(duty.subject) and not once
    # "Provide training to staff within six months" is done once; no process may take half a year each time.
    lasting = phrase.unit == "year" or (phrase.unit == "month" and phrase.number >= 6)
    always = _EVERY if lasting and duty.holder is Holder.OURS and not MAKE_SURE.search(duty.between) else EACH
    if always.search(duty.between) or at_large:
        return False
    if MAKE_SURE.search(duty.between):
        return long and (once or not _ROUTINE.search(duty.between))
    return long or once


_THING = (
    "cases|crimes|records|incidents|reports|offences|investigations|complaints|allegations|calls|people|victims"
    "|data|figures|statistics|officers|staff|recommendations"
)
# "its new system, planned to go live by May 2022"
_PLANNED = re.compile(
    r"\b(?:planned|expected|due|scheduled|intended|anticipated|likely|set|forecast|projected)\s+(?:to|for)\b[^,;]*$"
)


_DUE_OR_DONE_BY = re.compile(r"\bdue(?:\s+to\s+be\s+\w+)?\s*$|(?<!be )\b\w+ed\s+by\s+[^,]*$")
# "should have their cases reviewed by a supervisor by May 2022" is a duty all the same.
_GET_DONE_BY = re.compile(r"^\s*have\s+(?:\w+\s+){1,3}\w+ed\s+by\s+[^,]*$")


def is_description(before: str, duty: Duty, phrase: Phrase) -> bool:
    """Whether a date only describes: `cases closed by 31 March 2022`, `recorded before May 2022`."""
    # "The review due by May 2022", "a code changed by the ministry by May 2022".
    if duty.place is Place.LAST and _DUE_OR_DONE_BY.search(before) and not _GET_DONE_BY.search(duty.between):
        return True
    if duty.place is Place.LAST and _PLANNED.search(duty.between):
        return True
    if re.match(r"\s*[(,]\s*(?:now|since|later|revised|extended|moved|changed|postponed)\b", duty.rest):
        return True
    if phrase.opener == "before" and duty.place is Place.LAST:
        # "review the searches made before May 2022", "the officers who joined before May 2022"
        done = _DONE.search(before)
        if done and not _BEING.search(before[: done.start()]):
            return True
        # "make sure that, before May 2023, all staff are trained": its "that" begins what is to be done.
        told = re.sub(r"\b(?:make\s+sure|ensure)\s+that\W*$", "", duty.between)
        return bool(re.search(r"\b(?:that|which|who|whose|where|if|when)\b|\b(?:from|in|since|or)\s*$", told))
    if re.search(rf"\b(?:{_THING})\s+(?:\w+ly\s+)?\w+(?:ed|n|ade|eld)\s*$", before):
        return True
    return bool(re.search(r"\bshould\s+have\s+(?:already\s+)?been\b", before) and "but" in duty.rest)


def is_past(phrase: Phrase, deadline: Deadline, counting: Counting) -> bool:
    """Whether a date at the end of its sentence tells what was: no report asks for what should have been done before.

    `before` is so often said of the past that it counts only where the day of publication shows it to be ahead.
    """
    if counting.day is None:
        return phrase.opener == "before"
    return deadline.due is not None and deadline.due < counting.day

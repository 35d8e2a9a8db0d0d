"""Whose duty a sentence states, and whether a deadline's words belong to it.

A sentence of a report may tell what happened, what a process should always take, or what somebody else
should do. None of these sets the force a deadline, however much its words look like one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hmic_tracker.rules.bodies import INSPECTORS, OTHERS, OURS_LAST, Holder, holder_of
from hmic_tracker.rules.duty_words import DUTY, asked_of, later_duty, subject_of, without_lead_in
from hmic_tracker.rules.sentences import Sentence


class Place(StrEnum):
    """Where a deadline's words stand in the sentence that states the duty."""

    FIRST = "before the duty"
    AT_DUTY = "beside the word that makes it a duty"
    LAST = "after the duty"
    ALONE = "no duty in the sentence: an item of a list, or the words of a deadline column"


@dataclass(frozen=True, slots=True)
class Duty:
    """What the sentence says about one deadline's words.

    `subject` is who or what has the duty as the sentence says it, `between` the text from the word of duty
    to the deadline, `rest` what follows it in the sentence.
    """

    place: Place
    holder: Holder
    subject: str = ""
    between: str = ""
    rest: str = ""


# A sentence without a word of duty that has one of these tells something: "by May 2022, the force had trained 40".
_TOLD = re.compile(
    r"\b(?:had|has|have|was|were|is|are|did|does|found|reported|said|told|saw|planned|plans?\s+to|intends?"
    r"|intended|aims?|aimed|expects?|expected|hopes?|hoped|would|will|could|may\s+be|can|agreed|committed|launched"
    r"|introduced|began|started|continued|completed|achieved|reached|rose|fell|increased|decreased|recruited"
    r"|reviewed|published|implemented|made|took|went|came|became|received)\b"
)
# "what was found" may stand in an order; "the force was" may not.
_PAST = re.compile(r"(?<!what )(?<!that )(?<!who )(?<!which )\b(?:had|was|were|did|would)\b")
# What an earlier report asked for: "in 2019 we recommended that, within six months, ...".
_EARLIER = re.compile(
    r"\b(?:we|hmicfrs|hmic|inspectorate|report|inspection)\s+(?:\w+\s+){0,3}(?:recommended|said|asked|required|stated|set)\b"
)
# "The force told us that it needs to finish by 31 May 2022" reports what the force said.
SAID_SO = re.compile(
    r"\b(?:told\s+us|informed\s+us|advised\s+us|recognis(?:es?|ed)|accept(?:s|ed)|acknowledg(?:es?|ed)|admitted"
    r"|(?:is|are|was|were)\s+aware|believe[sd]?|understands?|understood)\b(?:(?!\bshould\b)[^,])*$"
)
# "The force expects that, by May 2022, its control room should be open" reports what it thinks.
_SAYING_THAT = re.compile(
    r"\b(?:(?:told|informed|advised|assured)\s+us|says?|said|expects?|expected|hopes?|hoped|thinks?|thought|believe[sd]?"
    r"|confident)\s+that\s*,?\s*$"
)
# "HMICFRS has recommended that" reports this report; "has previously recommended" an older one.
_NOW = re.compile(
    r"\bis\s+recommended\b|\b(?:have|has)\s+(?:also\s+|therefore\s+|now\s+)?(?:recommended|asked|required|directed)\b"
)
_DONE_BY_OTHERS = re.compile(rf"\bbe\s+\w+\s+(?:and\s+\w+\s+)?by\s+(?:the\s+)?(?:{OTHERS.pattern})")
# The words before a deadline that begins its clause: none, a mark of a list, "and", "so that".
_LEADS = re.compile(
    r"(?:^|[,;:(\-•●▪*/]|\b(?:and|that|then|but|also|or|(?<!do )(?<!done )so)"
    r"|\b(?:recommendations?|afi|area\s+for\s+improvement|cause\s+of\s+concern|action)\s*\d*)\s*$"
    r"|^\W*(?:and\s+\()?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s*$"
    r"|\b(?:in\s+any\s+(?:event|case)|certainly)\s*$"
    r"|^\W*(?:to\s+be\s+)?(?:completed|implemented|delivered|achieved|done|met|addressed|in\s+place)\s*$"
)
# What may stand between the word of duty and its deadline: "should, as a matter of urgency and by May 2022, ...".
_ADVERBS = re.compile(
    r"[\s,]*(?:(?:also|now|then|therefore|urgently|each|all|both|as\s+a\s+minimum|at\s+a\s+minimum|where\s+necessary"
    r"|as\s+(?:soon|quickly|early)\s+as\s+(?:(?:it|they)\s+(?:is|are|can)|(?:is\s+)?(?:reasonably\s+)?(?:possible|practicable))"
    r"|as\s+a\s+(?:\w+\s+)?priority|as\s+a\s+matter\s+of\s+(?:urgency|priority)|certainly|promptly|quickly"
    r"|without\s+(?:further\s+|any\s+)?delay|jointly|together|collectively|further|either|and|but|always"
    r"|and\s+in\s+any\s+event|in\s+any\s+event|at\s+the\s+earliest\s+opportunity|do\s+so|do\s+this)[\s,]*)*"
)
# After a deadline, these begin no clause of their own: "... by May 2022, so that officers should".
_NO_SUBJECT = re.compile(
    r"^\s*,?\s*(?:so\s+that|so\b|which|who|to\b|in\s+order|as\b|because|where|when|if\b|including|in\s+line"
    r"|to\s+make\s+sure)"
)
# These do: "..., and by May 2022 supervisors should".
_NOUN_FIRST = re.compile(
    r"^\W*(?:the|all|each|every|any|chief|police|forces?|an?|its|their|these|those|this|it|they|both|local|senior"
    r"|national|home|college|hmicfrs|we|npcc|apcc|cps|police|pccs?|officers|supervisors|constabular\w+)\b"
)
# "We recommend that the force": what follows is what it is to do.
_ASKED_FORCE = re.compile(
    r"[\s,]*(?:[\w'-]+\s+){0,4}(?:police|constabular(?:y|ies)|forces?|chief\s+constables?|chief\s+officers?)[\s,]*"
)
# "officers of all forces by May 2022 should" has officers for its subject, not forces.
_OF_US = re.compile(r"\b(?:by|of|for|to|in|from|with)\s+(?:the\s+|all\s+|our\s+|every\s+|each\s+)*$")
_TO_BE = re.compile(r"\bto\s+(?:be|have\s+been)\s+\w+")
# What follows the duty may only describe: "cases which rose by May 2022", "as only few had been seen by May 2022",
# "its plans to recruit by May 2022".
_CLAUSE_PAST = re.compile(
    r"\b(?:that|which|who|whom|whose|as|because|since|although|though|but|whereas|given)\b[^,]*"
    r"\b(?:was|were|(?<!have )(?<!has )had|rose|fell|grew|increased|decreased|dropped|reached)\b[^,]*$"
)
_THEIR_PLAN = re.compile(
    r"\b(?:its|their|existing|current)\s+(?:\w+\s+){0,2}(?:plans?|aims?|ambitions?|targets?|intentions?|commitments?"
    r"|pledges?|goals?)\s+to\s+(?!(?:us|our|the|hm|hmicfrs|his|her|their|its|an?|all|every|each|staff)\b)\w+\s"
)
# "the officers it recruits by May 2022 are trained".
_GOES_ON = re.compile(r"\s+(?:is|are|was|were|will|would|can|could|has|had|remains?)\b")
# "Chief constables to count their keys by May 2022", as action plans have it; "please tell us", as letters do.
_ORDERED = re.compile(
    r"^\W*(?:the|all|every|each)?\s*(?:police\s+)?(?:forces?|chief\s+constables?|chief\s+officers?|constabulary)\s+to\s+\w+"
    r"|^\W*please\s+(?!note|see|find|refer|contact|be\b)\w+"
)
_WHAT_IS_TOLD = re.compile(
    r"\b(?:what|how|whether)\b|(?<=\bconfirm )that\b|(?<=\bcheck )that\b|(?<=\bshow )that\b|(?<=\bin writing )that\b"
)
# "(a) stop the practice": the letter is no word.
_ITEM_MARK = re.compile(r"^\W*\((?:\d{1,2}|[a-z]|[ivx]+)\)\s*")
# "should review its files and, within six months, make sure that": the second thing to do has a deadline of its own.
_ORDER_FOLLOWS = re.compile(r",\s*(?!(?:that|which|who|the|an?|its|their|in|as|\w+ed|\w+ing|\w+ly)\b)\w+")


def duty_of(sentence: Sentence, start: int, end: int, *, ours: Sequence[str], text: str) -> Duty | None:
    """The duty that the words from `start` to `end` (offsets in the sentence) belong to.

    None where the sentence only tells something, or the words belong to the description of who or what
    is meant. `text` is the sentence as it was written, for names.
    """
    before = sentence.words[:start]
    if _EARLIER.search(before) and not _NOW.search(before):
        return None
    if re.match(r"\W*should\b", sentence.words):  # "Should the force not have done so by 31 May 2022, we will return."
        return None
    return _Reading(sentence, start, end, ours, text).duty()


class _Reading:
    """The words of a deadline in their sentence, with the words of duty `earlier` and `later` in it.

    `chain` is whose duty the earlier ones state, each pronoun for the one before; `leads` whether a clause can begin
    with the deadline's words.
    """

    def __init__(self, sentence: Sentence, start: int, end: int, ours: Sequence[str], text: str) -> None:
        self.sentence, self.ours, self.text = sentence, ours, text
        self.before, self.said, self.after = sentence.words[:start], sentence.words[start:end], sentence.words[end:]
        self.earlier = list(DUTY.finditer(self.before))
        self.later = later_duty(self.after)
        self.leads = bool(_LEADS.search(self.before)) or not self.before.strip()
        self.chain = sentence.carried
        for index in range(len(self.earlier)):
            self.chain = self._holder(subject_of(self.before, self.earlier, index), self.chain)

    def _holder(self, subject: str, carried: Holder) -> Holder:
        if _DONE_BY_OTHERS.search(self.sentence.words):
            return Holder.OTHERS
        return holder_of(subject, self.text, self.ours, carried=carried)

    def duty(self) -> Duty | None:
        """Beside a word of duty, before one, after one, or where there is none."""
        if self.earlier and SAID_SO.search(self.before, 0, self.earlier[-1].start()):
            return None
        if _SAYING_THAT.search(self.before) and not (self.earlier and self.earlier[-1]["request"]):
            return None
        if self.earlier and _ADVERBS.fullmatch(self.before[self.earlier[-1].end() :]):
            return self._beside(self.earlier[-1])
        if self.later:
            if self.later["request"] and self.leads and not self.earlier:
                asked = asked_of(self.after[self.later.end() :])
                return Duty(Place.FIRST, self._holder(asked, self.chain), rest=self.after)
            subject = without_lead_in(self.after[: self.later.start()])
            if not re.sub(r"\bat\s+the\s+latest\b", "", subject).strip(" ,)-"):
                return self._between_subject_and_duty()
            if self.leads and not _NO_SUBJECT.match(subject) and (not self.earlier or _NOUN_FIRST.match(subject)):
                if _PAST.search(subject):
                    return None
                return Duty(Place.FIRST, self._holder(subject, self.chain), rest=self.after)
        if self.earlier:
            return self._after_duty()
        return None if self.later else _without_duty(self.sentence, self.before, self.after, leads=self.leads)

    def _beside(self, word: re.Match[str]) -> Duty:
        """`The force should, by May 2022, ...`, or `We recommend that, by May 2022, the force ...`."""
        if not word["request"]:
            return Duty(Place.AT_DUTY, self.chain, rest=self.after)
        asked = self.after[: self.later.start()] if self.later else asked_of(self.after)
        return Duty(Place.FIRST, self._holder(asked, self.sentence.carried), rest=self.after)

    def _between_subject_and_duty(self) -> Duty | None:
        """`Forces by May 2022 should`, but not `officers trained by May 2022 should`."""
        if self.earlier:
            return Duty(Place.FIRST, self.chain, rest=self.after)
        if self.said.startswith("immediate "):  # "Immediate action should be taken"
            return Duty(Place.FIRST, self.sentence.carried, rest=self.after)
        named = OURS_LAST.search(self.before)
        is_subject = named and not _OF_US.search(self.before, 0, named.start())
        if not self.before.rstrip().endswith(",") and not is_subject:
            return None
        return Duty(Place.AT_DUTY, self._holder(self.before, self.sentence.carried), rest=self.after)

    def _after_duty(self) -> Duty | None:
        """`The force should train its staff by May 2022`; None where what is between only describes."""
        word = self.earlier[-1]
        between = self.before[word.end() :]
        if word["request"] and _ASKED_FORCE.fullmatch(between):
            return Duty(Place.AT_DUTY, self.chain, rest=self.after)  # "We recommend that the force immediately reviews"
        if _CLAUSE_PAST.search(between) or _THEIR_PLAN.search(between) or _GOES_ON.match(self.after):
            return None
        # "..., and within 12 months we will inspect again".
        if self.leads and re.match(rf"(?:{INSPECTORS.pattern}|\W*hmic(?:frs)?)\s+will\b", self.after):
            return None
        # "and we will report by September 2022", "the law which will change by May 2022".
        if re.search(r"\bwill\b", between) and not re.search(r"\b(?:make\s+sure|ensure)\b", between):
            return None
        subject = subject_of(self.before, self.earlier, len(self.earlier) - 1)
        orders_more = re.search(r"\band,\s*$", self.before) and _ORDER_FOLLOWS.match(self.after)
        if orders_more and self.chain is Holder.OURS:
            return Duty(Place.AT_DUTY, self.chain, subject=subject, rest=self.after)
        return Duty(Place.LAST, self.chain, subject=subject, between=between, rest=self.after)


def _without_duty(sentence: Sentence, before: str, after: str, *, leads: bool) -> Duty | None:
    """Items of a list and bare wording count; a sentence that tells something does not."""
    around = f"{before} {after}"
    if ":" in before and (addressee := holder_of(before.rpartition(":")[0], "", (), carried=Holder.UNKNOWN)):
        if addressee is Holder.OTHERS:
            return None
        if addressee is Holder.OURS and not _TOLD.search(_TO_BE.sub(" ", before.rpartition(":")[2])):
            return Duty(Place.LAST, addressee, between=before.rpartition(":")[2], rest=after)
    if sentence.carried_duty:
        if _PAST.search(around):
            return None
        place = Place.FIRST if leads else Place.LAST
        return Duty(place, sentence.carried, between=before, rest=after)
    # "tell staff what was found" and "confirm that this has been done" are orders all the same.
    main_clause = _WHAT_IS_TOLD.split(after)[0] if leads else after
    told = _TOLD.search(_TO_BE.sub(" ", f"{before} {main_clause}"))
    starts_with_noun = bool(_NOUN_FIRST.match(_ITEM_MARK.sub("", before if before.strip() else after)))
    if _ORDERED.match(after if leads else before) and not _PAST.search(around):
        return Duty(Place.FIRST if leads else Place.LAST, Holder.OURS, between=before, rest=after)
    if told or starts_with_noun or re.match(r"\W*\w+ed\b", around) or INSPECTORS.match(around):
        return None
    # Only what nothing contradicts: the words alone, or an order such as "Review the policy by 31 May 2022".
    return Duty(Place.ALONE, sentence.carried if sentence.continues else Holder.UNKNOWN, between=before, rest=after)

"""Whose duty a sentence states, and whether a deadline's words belong to it.

A sentence of a report may tell what happened, what a process should always take, or what somebody else
should do. None of these sets the force a deadline, however much its words look like one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from hmic_tracker.rules.bodies import INSPECTORS, OTHERS, OURS_LAST, Holder, holder_of


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


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or item of a list, in plain words.

    `start` is its offset; `continues` whether the one before it was left open by a colon or semicolon;
    `carried` whose duty that one stated, or the last before it.
    """

    start: int
    words: str
    continues: bool
    carried: Holder
    carried_duty: bool


_DUTY = re.compile(
    r"\b(?:should|must|shall|ought\s+to|needs?\s+to|(?:has|have)\s+to"
    r"|(?<!aim )(?<!plan )(?<!goal )(?<!target )(?<!intention )(?<!ambition )(?<!purpose )(?<!objective )"
    r"(?:is|are)\s+(?:to\b|(?:required|expected|asked|directed|urged)\s+to)"
    r"|(?:has|have)\s+(?:also\s+|now\s+)?been\s+(?:required|asked|directed)\s+to)\b"
    r"|\b(?P<request>(?:(?:we|hmic(?:frs)?|(?:the|our)\s+inspect\w+|this\s+report)\s+(?:therefore\s+|also\s+|would\s+|will\s+)*"
    r"(?:(?:like|want|expect|recommend|require|ask)s?|(?:has|have)\s+(?:also\s+|therefore\s+|now\s+)?(?:recommended|asked|required|directed))|it\s+is\s+(?:therefore\s+|also\s+)?recommended)\b(?:\s+that\b)?"
    r"|it\s+is\s+(?:essential|vital|important|imperative|crucial|critical|necessary)\s+that\b)"
)
_LEAD_IN = re.compile(
    r"^[\s,]*(?:and\s+)?(?:in|as|using|following|to|for|under|with|without|if|where|when|after|before|once|having"
    r"|based|drawing|taking|through|working|alongside|given|subject|building|learning|at|during|on|because|while"
    r"|supported)\b[^,]*,"
)
_TOLD = re.compile(
    r"\b(?:had|has|have|was|were|is|are|did|does|found|reported|said|told|saw|planned|plans?\s+to|intends?"
    r"|intended|aims?|aimed|expects?|expected|hopes?|hoped|would|will|could|may\s+be|can|agreed|committed|launched"
    r"|introduced|began|started|continued|completed|achieved|reached|rose|fell|increased|decreased|recruited"
    r"|reviewed|published|implemented|made|took|went|came|became|received)\b"
)
_PAST = re.compile(r"(?<!what )(?<!that )(?<!who )(?<!which )\b(?:had|was|were|did|would)\b")
_EARLIER = re.compile(
    r"\b(?:we|hmicfrs|hmic|inspectorate|report|inspection)\s+(?:\w+\s+){0,3}(?:recommended|said|asked|required|stated|set)\b"
)
# "The force told us that it needs to finish by 31 May 2022" reports what the force said.
SAID_SO = re.compile(
    r"\b(?:told\s+us|informed\s+us|advised\s+us|recognis(?:es?|ed)|accept(?:s|ed)|acknowledg(?:es?|ed)|admitted"
    r"|(?:is|are|was|were)\s+aware|believe[sd]?|understands?|understood)\b(?:(?!\bshould\b)[^,])*$"
)
# "HMICFRS has recommended that" reports this report; "has previously recommended" an older one.
_NOW = re.compile(
    r"\bis\s+recommended\b|\b(?:have|has)\s+(?:also\s+|therefore\s+|now\s+)?(?:recommended|asked|required|directed)\b"
)
_LEADS = re.compile(
    r"(?:^|[,;:(\-•●▪*/]|\b(?:and|that|then|but|also|or|(?<!do )(?<!done )so)"
    r"|\b(?:recommendations?|afi|area\s+for\s+improvement|cause\s+of\s+concern|action)\s*\d*)\s*$"
    r"|^\W*\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s*$"
    r"|\b(?:in\s+any\s+(?:event|case)|certainly)\s*$"
    r"|^\W*(?:to\s+be\s+)?(?:completed|implemented|delivered|achieved|done|met|addressed|in\s+place)\s*$"
)
_ADVERBS = re.compile(
    r"[\s,]*(?:(?:also|now|then|therefore|urgently|each|all|both|as\s+a\s+minimum|at\s+a\s+minimum|where\s+necessary"
    r"|as\s+(?:soon|quickly|early)\s+as\s+(?:(?:it|they)\s+(?:is|are|can)|(?:is\s+)?(?:reasonably\s+)?(?:possible|practicable))"
    r"|as\s+a\s+(?:\w+\s+)?priority|as\s+a\s+matter\s+of\s+(?:urgency|priority)|certainly|promptly|quickly"
    r"|without\s+(?:further\s+|any\s+)?delay|jointly|together|collectively|further|either|and|but|always"
    r"|and\s+in\s+any\s+event|in\s+any\s+event|at\s+the\s+earliest\s+opportunity|do\s+so|do\s+this)[\s,]*)*"
)
_NO_SUBJECT = re.compile(
    r"^\s*,?\s*(?:so\s+that|so\b|which|who|to\b|in\s+order|as\b|because|where|when|if\b|including|in\s+line"
    r"|to\s+make\s+sure)"
)
_NOUN_FIRST = re.compile(
    r"^\W*(?:the|all|each|every|any|chief|police|forces?|an?|its|their|these|those|this|it|they|both|local|senior"
    r"|national|home|college|hmicfrs|we|npcc|apcc|cps|police|pccs?|officers|supervisors|constabular\w+)\b"
)
_ASKED_FORCE = re.compile(
    r"[\s,]*(?:[\w'-]+\s+){0,4}(?:police|constabular(?:y|ies)|forces?|chief\s+constables?|chief\s+officers?)[\s,]*"
)
_OF_US = re.compile(r"\b(?:by|of|for|to|in|from|with)\s+(?:the\s+|all\s+|our\s+|every\s+|each\s+)*$")
# "Recommendation 4: To the Home Office." and "For the Home Office: by May 2022, ..."
_ADDRESSED = re.compile(r"\W*(?:\w+(?:\s+\w+)?\s+\d+\s*[:.-]?\s*)?(?:to|for)\s+(?P<body>[^.:;]{3,90})[.:]?\s*")
_TO_BE = re.compile(r"\bto\s+(?:be|have\s+been)\s+\w+")
# What follows the duty may only describe: "cases which rose by May 2022", "as only few had been seen by May 2022",
# "its plans to recruit by May 2022", "the officers it recruits by May 2022 are trained".
_CLAUSE_PAST = re.compile(
    r"\b(?:that|which|who|whom|whose|as|because|since|although|though|but|whereas|given)\b[^,]*"
    r"\b(?:was|were|(?<!have )(?<!has )had|rose|fell|grew|increased|decreased|dropped|reached)\b[^,]*$"
)
_THEIR_PLAN = re.compile(
    r"\b(?:its|their|existing|current)\s+(?:\w+\s+){0,2}(?:plans?|aims?|ambitions?|targets?|intentions?|commitments?"
    r"|pledges?|goals?)\s+to\s+(?!(?:us|our|the|hm|hmicfrs|his|her|their|its|an?|all|every|each|staff)\b)\w+\s"
)
_GOES_ON = re.compile(r"\s+(?:is|are|was|were|will|would|can|could|has|had|remains?)\b")
_ORDERED = re.compile(
    r"^\W*(?:the|all|every|each)?\s*(?:police\s+)?(?:forces?|chief\s+constables?|chief\s+officers?|constabulary)\s+to\s+\w+"
)
# "should review its files and, within six months, make sure that": the second thing to do has a deadline of its own.
_ORDER_FOLLOWS = re.compile(r",\s*(?!(?:that|which|who|the|an?|its|their|in|as|\w+ed|\w+ing|\w+ly)\b)\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9•●▪])|;\s*|\s[•●▪◦]\s*")
_ABBREVIATION = re.compile(r"(?:\b(?:no|nos|para|paras|e\.g|i\.e|st|supt|insp|sgt|vs|etc|cf)|\b[a-z])\.\s*$")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_LIST_MARK = re.compile(r"\s*(?:[•●▪◦*–-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s)")


def split_sentences(text: str, words: str, ours: Sequence[str]) -> Iterator[Sentence]:
    """The sentences of a text; `words` is the same text in plain words, character for character."""
    ends = _boundaries(text, words)
    carried, carried_duty, continues = Holder.UNKNOWN, False, False
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        piece = words[start:end]
        if not piece.strip():
            continue
        sentence = Sentence(start, piece, continues, carried, carried_duty and continues)
        yield sentence
        duties = list(_DUTY.finditer(piece))
        if duties:
            subject = _subject(piece, duties, 0)
            carried = holder_of(subject, text[start:end], ours, carried=carried)
            carried_duty = True
        elif addressed := _ADDRESSED.fullmatch(piece):
            carried = holder_of(addressed["body"], text[start:end], ours, carried=carried)
            carried_duty = carried is not Holder.UNKNOWN
            continues = carried_duty
            continue
        elif not continues:
            carried_duty = False
        continues = not re.search(r"[.!?][\"')\]]*\s*$", piece)


def _boundaries(text: str, words: str) -> list[int]:
    """Where each sentence after the first begins. A wrapped line isn't a new sentence, a list's item is."""
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if match[0].startswith(";") or not _ABBREVIATION.search(words, 0, match.start())
    ]
    for match in _LINE_END.finditer(text):
        closed = re.search(r"[.:!?]\s*$", text[: match.start()])
        if closed or _LIST_MARK.match(text, match.end()) or _LINE_END.match(text, match.end()):
            ends.append(match.end())
    return sorted({end for end in ends if 0 < end < len(text)})


def duty_of(sentence: Sentence, start: int, end: int, *, ours: Sequence[str], text: str) -> Duty | None:
    """The duty that the words from `start` to `end` (offsets in the sentence) belong to.

    None where the sentence only tells something, or the words belong to the description of who or what
    is meant. `text` is the sentence as it was written, for names.
    """
    words = sentence.words
    before, after = words[:start], words[end:]
    if _EARLIER.search(before) and not _NOW.search(before):
        return None
    if re.match(r"\W*should\b", words):  # "Should the force not have done so by 31 May 2022, we will return."
        return None
    earlier = list(_DUTY.finditer(before))
    later = _later_duty(after)
    leads = bool(_LEADS.search(before)) or not before.strip()

    if earlier and SAID_SO.search(before, 0, earlier[-1].start()):
        return None

    def holder(subject: str, carried: Holder) -> Holder:
        if re.search(rf"\bbe\s+\w+\s+(?:and\s+\w+\s+)?by\s+(?:the\s+)?(?:{OTHERS.pattern})", words):
            return Holder.OTHERS
        return holder_of(subject, text, ours, carried=carried)

    chain = sentence.carried
    for index in range(len(earlier)):
        chain = holder(_subject(before, earlier, index), chain)

    if earlier and _ADVERBS.fullmatch(before[earlier[-1].end() :]):
        if earlier[-1]["request"]:
            asked = after[: later.start()] if later else _asked(after)
            return Duty(Place.FIRST, holder(asked, sentence.carried), rest=after)
        return Duty(Place.AT_DUTY, chain, rest=after)
    if later and later["request"] and leads and not earlier:
        return Duty(Place.FIRST, holder(_asked(after[later.end() :]), chain), rest=after)
    if later:
        subject = without_lead_in(after[: later.start()])
        if not re.sub(r"\bat\s+the\s+latest\b", "", subject).strip(" ,)-"):
            if earlier:
                return Duty(Place.FIRST, chain, rest=after)
            # "Forces by May 2022 should", but not "officers trained by May 2022 should".
            if words[start:end].startswith("immediate "):  # "Immediate action should be taken"
                return Duty(Place.FIRST, sentence.carried, rest=after)
            named = OURS_LAST.search(before)
            if not before.rstrip().endswith(",") and not (named and not _OF_US.search(before, 0, named.start())):
                return None
            return Duty(Place.AT_DUTY, holder(before, sentence.carried), rest=after)
        begins = leads and not _NO_SUBJECT.match(subject) and (not earlier or _NOUN_FIRST.match(subject))
        if begins:
            if _PAST.search(subject):
                return None
            return Duty(Place.FIRST, holder(subject, chain), rest=after)
        if not earlier:
            return None
    if earlier:
        between = before[earlier[-1].end() :]
        if earlier[-1]["request"] and _ASKED_FORCE.fullmatch(between):
            return Duty(Place.AT_DUTY, chain, rest=after)  # "We recommend that the force immediately reviews"
        if _CLAUSE_PAST.search(between) or _THEIR_PLAN.search(between) or _GOES_ON.match(after):
            return None
        # "and we will report by September 2022", "the law which will change by May 2022".
        if re.search(r"\bwill\b", between) and not re.search(r"\b(?:make\s+sure|ensure)\b", between):
            return None
        subject = _subject(before, earlier, len(earlier) - 1)
        if chain is Holder.OURS and re.search(r"\band,\s*$", before) and _ORDER_FOLLOWS.match(after):
            return Duty(Place.AT_DUTY, chain, subject=subject, rest=after)
        return Duty(Place.LAST, chain, subject=subject, between=between, rest=after)
    return _without_duty(sentence, before, after, leads=leads)


def _later_duty(after: str) -> re.Match[str] | None:
    """The first word of duty that isn't that of an aside: `, under guidance which the council should issue, forces`."""
    duties = list(_DUTY.finditer(after))
    for duty, following in pairwise(duties):
        within = re.search(r"\b(?:which|who|that)\b[^,]*$", after[: duty.start()])
        if not (within and "," in after[duty.end() : following.start()]):
            return duty
    return duties[-1] if duties else None


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
    # "tell staff what was found" is an order all the same.
    main_clause = re.split(r"\b(?:what|how|whether)\b", after)[0] if leads else after
    told = _TOLD.search(_TO_BE.sub(" ", f"{before} {main_clause}"))
    starts_with_noun = bool(_NOUN_FIRST.match(before if before.strip() else after))
    if _ORDERED.match(after if leads else before) and not _PAST.search(around):
        return Duty(Place.FIRST if leads else Place.LAST, Holder.OURS, between=before, rest=after)
    if told or starts_with_noun or re.match(r"\W*\w+ed\b", around) or INSPECTORS.match(around):
        return None
    # Only what nothing contradicts: the words alone, or an order such as "Review the policy by 31 May 2022".
    return Duty(Place.ALONE, sentence.carried if sentence.continues else Holder.UNKNOWN, between=before, rest=after)


def _subject(words: str, duties: Sequence[re.Match[str]], index: int) -> str:
    """The words before one word of duty that say whose it is."""
    match = duties[index]
    if match["request"]:
        return _asked(words[match.end() :])
    begin = duties[index - 1].end() if index else 0
    subject = words[begin : match.start()]
    subject = re.split(r"[;:]\s", subject)[-1]
    if not index:
        subject = without_lead_in(subject)
    else:
        subject = re.split(r",?\s+and\s+|\bthat\s+|,?\s+while\s+|,?\s+but\s+|\bwhich\s+", subject)[-1]
    return subject


def without_lead_in(subject: str) -> str:
    """`, in line with the national guidance, chief constables` without what only leads to the subject."""
    while shorter := _LEAD_IN.match(subject):
        subject = subject[shorter.end() :]
    return subject


def _asked(words: str) -> str:
    """Who is asked: what follows `we expect` up to what is asked of them."""
    return re.split(r"\bto\b|\bshould\b", words.strip(" ,"), maxsplit=1)[0]

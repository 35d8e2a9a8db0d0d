"""Sentences that state the deadline itself, and not the duty: `the force has until 31 May 2023`, `we have set a
deadline of six months`, `the deadline for this is 31 May 2023`.

Deadlines of every kind are spoken of in such words, so each counts only where the inspectorate sets it, or the
sentence says that the force has it. What was set or missed before, and what another body set, is none.
"""

import re
from collections.abc import Sequence

from hmic_tracker.rules.bodies import Holder, holder_of, names_a_force
from hmic_tracker.rules.date_words import DEADLINE
from hmic_tracker.rules.deadline_phrases import Phrase, Shape
from hmic_tracker.rules.duties import SAID_SO, Place, duty_of
from hmic_tracker.rules.duty_words import without_lead_in
from hmic_tracker.rules.printed_words import wording
from hmic_tracker.rules.sentences import Sentence

_WE = (
    r"(?:\bwe|\bhmic(?:frs)?|\b(?:the|our)\s+inspectorate|\b(?:hm|(?:his|her)\s+majesty's)\s+(?:chief\s+)?inspectors?)"
    r"(?:\s+(?:have|has|are|is|will|also|therefore|now|then))*"
)
_BEFORE_NOW = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last|original(?:ly)?|initial(?:ly)?|former(?:ly)?|at\s+the\s+time|once|had|was|were"
    r"|missed|failed|(?:it|them)sel(?:f|ves)|if|whether|when|how\s+(?:long|much)|because\s+(?!of\b)|in\s+(?:\w+\s+)?(?:19|20)\d\d"
    r"|(?:19|20)\d\d\s+(?:\w+\s+)?(?:report|inspection|letter))\b"
)
_HAS = re.compile(
    r"(?P<whom>[^;:]*)\b(?:has|have|(?:(?:has|have)\s+been|is|are|is\s+being|are\s+being)\s+(?:given|allowed))"
    r"(?:\s*,?\s*(?:now|only|also|therefore|still|just)\b\s*,?)*\s*$"
)
# "We have told the force that it has until": the force has.
_TELLS = re.compile(rf"{_WE}\s+(?:told|informed|reminded)\s+(?P<whom>[^,;:]*)\s+that\s+(?:it|they)\s*$")
# "The force should tell victims that they have until": they have.
_TELLS_OTHERS = re.compile(r"\b(?:tell|inform|remind|advis|warn|notif)\w*\s+[^,;:]*\bthat\s+(?:it|they)\s*$")
_GIVES = re.compile(rf"{_WE}\s+(?P<verb>gave|giv(?:e|es|en|ing)|allow(?:s|ed|ing)?)\s+(?P<whom>[^,;:]*)$")
_TO_DO = re.compile(r"\s*,?\s*(?:(?:in\s+which\s+)?to\s+\w+|[.;)]|$)")
# "six months to put this right": of anything else it may be said how long it always takes.
_TO_DO_THIS = re.compile(
    r"\s*,?\s*(?:in\s+which\s+)?to\s+[^,;]*\b(?:this|these|our|(?:the|all)\s+(?:\w+\s+)?recommendations?)\b"
)
_KIND = r"(?:(?:new|clear|further|final|revised|firm|strict|interim|extended)\s+)?"
_SETS = re.compile(
    rf"{_WE}\s+(?:set|sets|setting|gave|giv(?:e|es|en|ing)|agree[ds]?|impos(?:e|ed|ing)|extend(?:ed|ing)?|moved)\s+"
    rf"(?P<whom>(?:[^,;:]*\s)?)(?:an?|the|this|our)\s+{_KIND}$"
)
_IS_SET = re.compile(r"\s+(?:[^,;.]*\s)?(?:has\s+been|is)\s+(?:now\s+)?(?:set|agreed|given|imposed)\b(?!\s+by\b)")
_BEGINS = re.compile(rf"(?:^|[,;:.(-])\W*(?:(?:and|but|so)\s+)?(?:an?|the|our)\s+{_KIND}$")
_FOR_WHOM = re.compile(r"\bfor\s+(?P<whom>[^,;.]*?)\s+to\b")
# Of what "the deadline for ... is" a day: that for bids or replies is another body's.
_THIS = (
    r"(?:this|these|(?:that|all|our|the|each|every)\s+(?:\w+\s+)?(?:work|actions?|recommendations?|improvements?|changes?))\b"
    r"(?!\s+(?:consultation|scheme|application|bid|fund|grant|survey))"
)
_FOR_THIS = wording(
    rf"{DEADLINE}(?:\s+for\s+(?:(?:the\s+)?(?:complet|implement|meet|deliver|address|finish|achiev)\w+\s+(?:\w+\s+){{0,4}}?)?"
    rf"{_THIS}[^,;]*|\s+for\s+(?:the\s+|all\s+)?(?:force|constabulary|chief\s+constables?|forces)\s+to\b[^,;]*"
    r"|\s+(?:(?:that|which)\s+)?we(?:\s+have)?\s+set\b[^,;]*)?"
    r"\s+(?:is|will\s+be)\s"
)
_OF_THIS = re.compile(
    rf"\b(?:this|these|our|each|the)\s+(?:\w+\s+)?(?:recommendations?|actions?|work)\s+(?:has|have)\s+an?\s+{_KIND}$"
)
_ASKED_OF = re.compile(rf"\b(?:with|to|against|meet|meets|keep\s+to)\s+(?:an?|the|our|this)\s+{_KIND}$")
_LABELLED = re.compile(r"[a-z ]+\s*:")


def states_deadline(phrase: Phrase, sentence: Sentence, *, ours: Sequence[str], text: str) -> bool:
    """Whether a phrase such as `until May 2023`, `deadline of May 2023` or `six months` to do this sets us one.

    `text` is the sentence as it was written, for names.
    """
    start, end = phrase.start - sentence.start, min(phrase.end - sentence.start, len(sentence.words))
    before, said, rest = sentence.words[:start], sentence.words[start:end], sentence.words[end:]
    if _BEFORE_NOW.search(before) or SAID_SO.search(before):
        return False

    def holder(whom: str) -> Holder:
        return holder_of(whom, text, ours, carried=sentence.carried)

    def is_ours(whom: str) -> bool:
        found = holder(whom)
        return found is Holder.OURS or (found is Holder.UNKNOWN and names_a_force(whom, text))

    if phrase.opener != "deadline":
        if gives := _GIVES.search(before):
            once = phrase.shape is Shape.BY or gives["verb"] in ("given", "giving")
            return once and is_ours(gives["whom"]) and bool(_TO_DO.match(rest))
        has = _HAS.match(before)
        if not has or re.search(r"\b(?:which|that|who|should|must|would)\s*$", has["whom"]):
            return False
        if tells := _TELLS.search(has["whom"]):
            return is_ours(tells["whom"]) and bool(_TO_DO.match(rest))
        if _TELLS_OTHERS.search(has["whom"]):
            return False
        to_do = _TO_DO if phrase.shape is Shape.BY else _TO_DO_THIS
        return is_ours(without_lead_in(has["whom"])) and bool(to_do.match(rest))

    whom = _FOR_WHOM.search(said) or _FOR_WHOM.search(rest)
    if whom and holder(whom["whom"]) is Holder.OTHERS:
        return False
    if sets := _SETS.search(before):
        return holder(sets["whom"]) is not Holder.OTHERS
    if _LABELLED.match(said):
        return sentence.carried is not Holder.OTHERS and not re.search(r"\w[^(]*$", before)
    if _OF_THIS.search(before):
        return True
    if asked := _ASKED_OF.search(before):
        if phrase.shape is Shape.WITHIN and not asked[0].startswith("with"):
            return False  # "meet the deadline of one month for such requests"
        duty = duty_of(sentence, start, end, ours=ours, text=text)
        return duty is not None and duty.place is Place.LAST and duty.holder is not Holder.OTHERS
    return bool(_BEGINS.search(before)) and bool(_FOR_THIS.match(said) or _IS_SET.match(rest))

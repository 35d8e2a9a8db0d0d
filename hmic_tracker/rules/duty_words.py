"""The words that make a sentence a duty, and whose duty the words beside them say it is."""

import re
from collections.abc import Sequence
from itertools import pairwise

# A word of duty; the group "request" is filled where the inspectorate asks, so that whose duty it is comes after.
DUTY = re.compile(
    r"\b(?:should|must|shall|ought\s+to|needs?\s+to|(?:has|have)\s+to"
    r"|(?<!aim )(?<!plan )(?<!goal )(?<!target )(?<!intention )(?<!ambition )(?<!purpose )(?<!objective )"
    r"(?:is|are)\s+(?:to\b|(?:required|expected|asked|directed|urged)\s+to)"
    r"|(?:has|have)\s+(?:also\s+|now\s+)?been\s+(?:required|asked|directed)\s+to)\b"
    r"|\b(?P<request>(?:(?:we|hmic(?:frs)?|(?:the|our)\s+inspect\w+|hm\s+(?:chief\s+)?inspectors?|this\s+report)\s+(?:therefore\s+|also\s+|would\s+|will\s+)*"
    r"(?:(?:like|want|expect|recommend|require|ask)s?|(?:has|have)\s+(?:also\s+|therefore\s+|now\s+)?(?:recommended|asked|required|directed))"
    r"|it\s+is\s+(?:therefore\s+|also\s+)?recommended)\b(?:\s+that\b)?"
    r"|it\s+is\s+(?:essential|vital|important|imperative|crucial|critical|necessary)\s+that\b)"
)
# What a sentence begins with before it says who: "In line with the national guidance, chief constables should".
_LEAD_IN = re.compile(
    r"^[\s,]*(?:and\s+)?(?:in|as|using|following|to|for|under|with|without|if|where|when|after|before|once|having"
    r"|based|drawing|taking|through|working|alongside|given|subject|building|learning|at|during|on|because|while"
    r"|supported)\b[^,]*,"
)


def subject_of(words: str, duties: Sequence[re.Match[str]], index: int) -> str:
    """The words before one word of duty that say whose it is."""
    match = duties[index]
    if match["request"]:
        return asked_of(words[match.end() :])
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


def asked_of(words: str) -> str:
    """Who is asked: what follows `we expect` up to what is asked of them."""
    return re.split(r"\bto\b|\bshould\b", words.strip(" ,"), maxsplit=1)[0]


def later_duty(after: str) -> re.Match[str] | None:
    """The first word of duty that isn't that of an aside: `, under guidance which the council should issue, forces`."""
    duties = list(DUTY.finditer(after))
    for duty, following in pairwise(duties):
        within = re.search(r"\b(?:which|who|that)\b[^,]*$", after[: duty.start()])
        if not (within and "," in after[duty.end() : following.start()]):
            return duty
    return duties[-1] if duties else None

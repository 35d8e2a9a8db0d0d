"""The bodies that have duties in reports: whose a duty is, as the words that name them say."""

import re
from collections.abc import Sequence
from enum import StrEnum

# Among `ours`: whoever has the duty, since the row is another body's and its name may be written otherwise there.
ANYBODY = "*"


class Holder(StrEnum):
    """Whose duty it is."""

    OURS = "police forces"
    OTHERS = "another body"
    UNKNOWN = "not said"


_GENERIC_OURS = (
    r"(?:chief\s+constables?(?!')|chief\s+officers?|(?:police\s+|home\s+office\s+|all\s+|every\s+|each\s+)*"
    r"(?<!task )forces?(?!\s+management)|constabular(?:y|ies)|police\s+services?"
    r"|the\s+police(?=\s*(?:,|$|\band\b(?!\s+crime))))"
)
_OURS = re.compile(rf"\b{_GENERIC_OURS}\b")
OURS_LAST = re.compile(rf"\b{_GENERIC_OURS}\s*$")
OTHERS = re.compile(
    r"\b(?:home\s+office(?!\s+(?:police\s+)?forces?)|home\s+secretary|ministr(?:y|ies)|ministers?|governments?"
    r"|secretary\s+of\s+state|departments?\s+(?:for|of)|attorney\s+general"
    r"|college\s+of\s+policing|the\s+college|npcc|national\s+police\s+chiefs?'?s?'?\s+council"
    r"|chief\s+constables'\s+council|apcc|association\s+of\s+police\s+and\s+crime"
    r"|police\s+and\s+crime\s+commissioners?|police,?\s+fire\s+and\s+crime|pccs?|mayors?"
    r"|local\s+policing\s+bod(?:y|ies)|police\s+authorit(?:y|ies)"
    r"|crown\s+prosecution\s+service|cps|crown\s+prosecutors?|director\s+of\s+public\s+prosecutions"
    r"|national\s+crime\s+agency|nca|independent\s+office\s+for\s+police\s+conduct|iopc"
    r"|law\s+commission|sentencing\s+council|information\s+commissioner|ico"
    r"|(?:hm|his\s+majesty's|her\s+majesty's)\s+(?:prison|courts?|inspectorate|inspectors?)\b|hmcts|hmpps"
    r"|prison\s+service|probation|youth\s+(?:offending|justice)|courts?\b"
    r"|local\s+authorit(?:y|ies)|councils?|nhs|health\s+(?:boards?|services?|trusts?|providers?)"
    r"|integrated\s+care|clinical\s+commissioning|children's\s+services|schools?"
    r"|fire\s+and\s+rescue|ofsted|care\s+quality|hmicfrs|hmic|inspectorates?|inspectors\s+of"
    r"|forensic\s+science\s+regulator|police\s+digital\s+service|police\s+federation|staff\s+associations?"
    r"|regional\s+organised\s+crime\s+units?|rocus?|counter[\s-]+terrorism\s+policing|action\s+fraud"
    r"|national\s+fraud\s+intelligence\s+bureau|senior\s+responsible\s+owners?|(?:national|executive)\s+director"
    r"|directors?\s+of\s+(?!intelligence|finance|people|human)\w+|directors?\s+general|parliament|treasury"
    r"|national\s+(?:police\s+)?(?:coordinator|co-ordinator|lead|programme|policing\s+lead|custody\s+lead)s?"
    r"|national\s+(?:\w+\s+){1,3}(?:services?|units?|centres?|agency|boards?|hubs?|bureau|networks?|committees?|groups?)"
    r"|safeguarding\s+(?:\w+\s+)?boards?|criminal\s+justice\s+(?:boards?|partners)|npas"
    r"|(?<!appropriate )authorit(?:y|ies)|(?:the|each|every|all|health|foundation|hospital)\s+trusts?|providers?"
    r"|(?:its|their|local|statutory|safeguarding)\s+(?:\w+\s+)?partners"
    r"|(?<!multi-)agenc(?:y|ies)|ombudsm[ae]n|regulators?|police\s+and\s+crime\s+panels?"
    r"|commissioners?(?!\s+of\s+(?:police|the\s+(?:met|city)))"
    r"|professional\s+bod(?:y|ies)|universit(?:y|ies)|judiciary"
    r"|disclosure\s+and\s+barring|border\s+force|hm\s+revenue|charit(?:y|ies))\b"
)
INSPECTORS = re.compile(r"^\W*(?:(?:and|then|but|so)\s+)?(?:we|our\s+inspectors|inspectors)\b")
_ASIDE = re.compile(
    r"(?:,\s*|^\s*)\(?(?:and\s+)?(?:working|in\s+(?:consultation|conjunction|collaboration|partnership|discussion|agreement)"
    r"|with\s+(?:the\s+)?(?:support|help|assistance|agreement|input|involvement)|supported\s+by|alongside|through"
    r"|after\s+consult\w+|having\s+consulted|following\s+consultation|on\s+behalf\s+of|as\s+part\s+of)\b"
    r"(?:[^,]|,(?=[^,]*,))*(?:,|$)"
)
_JOINED = re.compile(
    rf"(?:,|\band|&|\bor|\btogether\s+with|\bjointly\s+with|\bas\s+well\s+as)\s+(?:all\s+|the\s+|every\s+|each\s+)*"
    rf"{_GENERIC_OURS}\b"
)
_PRONOUN = re.compile(
    r"^\W*(?:(?:and|but|then|also|both|all)\s+)*(?:it|they|this|these|that|those|which|both|he|she"
    r"|(?:the|this|that|these|such)\s+(?:guidance|review|work|plan|report|programme|consultation|pilot|strategy"
    r"|standards?|framework|process|changes?|actions?|arrangements?|response|statement|document|submission|letter|reply|audit|assessment|analysis"
    r"|evaluation|training|protocol))\W*$"
)
_NAMED_FORCE = re.compile(
    r"\b(?:[A-Z][\w&-]+\s+)+(?:Police|Constabulary)\b"
    r"(?!'|\s+(?:Chiefs?|Federation|Digital|Air|Authority|Information|Coordination|Super|Conduct|(?:and|&)\s+Crime)\b)"
)


def holder_of(subject: str, text: str, ours: Sequence[str], *, carried: Holder) -> Holder:
    """Whose duty a subject such as `the Home Office and chief constables` makes it.

    `ours` are further names that count as the force's, or ANYBODY; `carried` is the holder that a pronoun means.
    """
    subject = _ASIDE.sub(" ", subject.strip()) if "," in subject else subject
    if any(name.strip() and re.search(rf"\b{re.escape(name.strip().lower())}\b", subject) for name in ours):
        return Holder.OURS
    if _PRONOUN.match(subject):
        return carried
    if INSPECTORS.match(subject):
        return Holder.OTHERS
    if ANYBODY in ours:
        return Holder.OURS
    other = OTHERS.search(subject)
    if other:
        head = subject[: other.start()]
        named = any(match[0].lower() in head for match in _NAMED_FORCE.finditer(text)) or _names_a_force_beside(
            subject[other.end() :], text, ours
        )
        if _JOINED.search(subject, other.end()) or _OURS.search(head) or named:
            return Holder.OURS
        return Holder.OTHERS
    if _is_another_force(subject, text, ours):
        return Holder.OTHERS
    return Holder.OURS if _OURS.search(subject) else Holder.UNKNOWN


def names_a_force(subject: str, text: str) -> bool:
    """Whether a subject, in plain words, names a force that `text` writes in capitals: `Northshire Police`."""
    return any(match[0].lower() in subject for match in _NAMED_FORCE.finditer(text))


def _is_another_force(subject: str, text: str, ours: Sequence[str]) -> bool:
    """Whether only a force by another name is meant, where our own name is among `ours`."""
    if not any(_NAMED_FORCE.search(name) for name in ours):
        return False
    named = [match[0].lower() for match in _NAMED_FORCE.finditer(text) if match[0].lower() in subject]
    return bool(named) and not _OURS.search(re.sub("|".join(map(re.escape, named)), " ", subject))


def _names_a_force_beside(tail: str, text: str, ours: Sequence[str]) -> bool:
    """Whether a force by its name has the duty with another body: `the National Crime Agency and Northshire Police`.

    Where our own name is known, another force's name makes it no duty of ours.
    """
    if any(_NAMED_FORCE.search(name) for name in ours):
        return False
    return any(
        re.search(rf"(?:,|\band)\s+{re.escape(match[0].lower())}", tail) for match in _NAMED_FORCE.finditer(text)
    )

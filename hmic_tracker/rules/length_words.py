"""The words in which reports give a length of time, and what leads to them."""

import re

from hmic_tracker.rules.date_words import DEADLINE, DEADLINE_IS
from hmic_tracker.rules.printed_words import search, wording

_ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORD_NUMBER = rf"(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(reversed(_ONES[1:]))}"
NUMBER = rf"(?:\d{{1,3}}|{_WORD_NUMBER}|an?)(?![\w%])"
UNIT = (
    r"(?:(?:calendar |full )?months?|(?:working|business|week) ?days?|(?:calendar )?days?|(?:full )?weeks?"
    r"|fortnight|(?:calendar |full )?years?)\b"
)
_LENGTH = (
    rf"(?P<number>{NUMBER})(?:\s*\(\s*(?:\d+|{_WORD_NUMBER})\s*\))?"
    rf"(?:(?: to | or |\s*-\s*)(?P<upper>{NUMBER}))?(?: |\s*-\s*)(?P<unit>{UNIT})'?"
)
_NEXT = r"(?:the (?:next|coming|following))"
_THE_NEXT = r"the (?=[\w-]+ (?:days|weeks|months|years) (?:after|following|from) )"
# The group "opener" is filled where the words are not "within": they may as well tell how long something goes on.
WITHIN = (
    search(
        "within",
        rf"\bwithin (?:{_NEXT} |{_THE_NEXT}|no more than |a maximum of |a period of |at most |the period of"
        rf" |an? (?={NUMBER}(?: |-)(?:day|week|month|year)\b))?{_LENGTH}(?: (?:time|period)\b)?",
    ),
    search("within", rf"\bwithin {_NEXT} (?P<unit>week|fortnight|month|year)\b"),
    search("next coming following", rf"\b(?P<opener>over|in|during) (?:the course of )?{_NEXT} {_LENGTH}"),
    search(
        "next coming following",
        rf"\b(?P<opener>over|during) (?:the course of )?{_NEXT} (?P<unit>fortnight|month|year)\b",
    ),
    search("period", rf"\b(?P<opener>over|during) an? (?=[\w-]+ period\b){_LENGTH} period\b"),
    search(
        "publication",
        rf"\b(?P<opener>in|during) the {_LENGTH}(?=,? (?:after|following) (?:the )?(?:date of )?publication)",
    ),
    search("time", rf"\b(?P<opener>in) {_LENGTH} time\b"),
    search("more", rf"\b(?P<opener>in) no(?:t)? more than {_LENGTH}"),
    # A length after these is a deadline only with the event: "no more than 28 days" may be a limit.
    search(
        "later more latest",
        rf"\b(?:by )?(?:in )?(?:no(?:t)? (?:later|more) than|at the latest) {_LENGTH}"
        r"(?=,? (?:of|from|after|following) )",
    ),
    # "six months after publication", as deadline columns have it.
    search(
        "publication",
        rf"(?<![\w-]){_LENGTH}(?= (?:of|from|after|following) (?:the )?(?:date of )?publication)",
    ),
)
# Where a deadline itself is stated: "noun" is filled by its name, "given" where somebody has, or is given, the length.
STATED = (
    search("deadline scale frame date", rf"(?P<noun>{DEADLINE_IS}) (?:no more than |within )?{_LENGTH}"),
    search("deadline scale frame date", rf"\b{_LENGTH} (?P<noun>{DEADLINE})\b"),
    # "has six months to put this right", "are giving the force six months to do this"
    search(
        "day week fortnight month year",
        r"\b(?:has|have|now|only|given|allowed|forces?|constabular(?:y|ies)|constables?|police)"
        rf" (?P<given>{_LENGTH})(?=,? (?:in which )?to\b)",
    ),
)
# What makes a length longer than its first part says: "one year and six months", "a year and a half".
GOES_ON = wording(rf"(?:,? and (?:a half\b|{NUMBER}(?: |-){UNIT})| (?!an? ){NUMBER}(?: |-){UNIT})(?![\w-])")
# After a first limit, so that nobody can tell what it counts from.
FURTHER = search("within", rf"\bwithin (?:a further|a second|another|an additional) {_LENGTH}")
# Whatever begins with the word itself.
WITHIN_FIRST = (*WITHIN[:2], FURTHER)


def number_of(written: str) -> int:
    """The number that is written in figures or words; `a` is one."""
    if written.isdigit():
        return int(written)
    if written in ("a", "an"):
        return 1
    total = 0
    for word in re.split(r"[\s-]+", written):
        total += _ONES.index(word) if word in _ONES else 10 * (_TENS.index(word) + 2)
    return total


def unit_of(written: str) -> tuple[str, int]:
    """The unit and how many of it one is: a fortnight is two weeks."""
    if written == "fortnight":
        return "week", 2
    if re.match(r"working|business|week\s*day", written):
        return "working day", 1
    return re.split(r"\s+", written)[-1].removesuffix("s"), 1

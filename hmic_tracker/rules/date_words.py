"""The words in which reports name a day, a month, a season or a year, and what leads to them."""

import re

from hmic_tracker.rules.printed_words import search, wording

_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\.?,? )?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_FINANCIAL = r"20\d\d\s?[/-]\s?(?:20)?\d\d(?!\d)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_OTHER_YEAR = "[/-]| (?:financial|fiscal|academic|school) year"
_REL = r"(?: of)? (?:this|next) year\b"
DATE_SHAPES = tuple(
    wording(pattern)
    for pattern in (
        rf"{_WEEKDAY}(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR}",
        rf"{_WEEKDAY}(?:the )?{_DAY}(?: of)? {_MONTH} '?[2-4]\d(?![\d%]| \w+ (?:per|of)\b)",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}",
        r"\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:20)?\d\d(?!\d)",
        r"20\d\d-\d\d-\d\d(?!\d)",
        rf"{_MONTH}(?:\s*[/-]\s*| or | and ){_MONTH},? {_YEAR}",
        rf"{_MONTH},?(?: of)? {_YEAR}",
        rf"christmas(?: day)?(?:,? {_YEAR}|{_REL})?(?! (?:period|holidays?|campaign|break))",
        rf"(?:the )?(?:q[1-4]|quarter [1-4]|(?:first|second|third|fourth) quarter)"
        rf",?(?: of)?(?: the)?(?: financial year| fy| calendar year)? (?:{_FINANCIAL}|{_YEAR})",
        rf"(?:the )?(?:spring|summer|autumn|winter)(?: of|,)? {_YEAR}(?:\s?/\s?(?:20)?\d\d(?!\d))?",
        rf"(?:the )?(?:financial year |fy ?){_FINANCIAL}",
        rf"(?:the )?{_FINANCIAL}(?: financial year)?",
        rf"(?:the )?(?:(?:calendar )?year )?{_YEAR}(?!{_OTHER_YEAR})(?: calendar year)?",
        rf"(?:the )?{_DAY}(?: of)? {_MONTH}{_REL}",
        rf"{_MONTH}{_REL}",
        rf"(?:the )?(?:spring|summer|autumn|winter){_REL}",
        rf"{_WEEKDAY}(?:the )?{_DAY}(?: of)? {_MONTH}(?!\w)",
        r"(?:the )?(?:spring|summer|autumn|winter)\b(?! term| conference)",
        r"(?:the|this|the current|next|the next) (?:financial |fiscal |calendar )?year\b(?! (?:of|in|on)\b| \d)",
        r"(?:this|next) (?:calendar )?month\b",
        rf"{_MONTH} '?[2-4]\d(?![\d%]|(?:st|nd|rd|th)\b| (?:per|of)\b)",
        rf"{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)\b",
        rf"{_MONTH}(?!\w| '?\d)",
        r"(?:the )?(?:q[1-4]|(?:first|second|third|fourth) quarter)\b",
    )
)
EXACT_DATES = DATE_SHAPES[:5]
# Whether any of them stands at a place, in one look.
ANY_DATE = re.compile("|".join(f"(?:{shape.pattern})" for shape in DATE_SHAPES))
DEADLINE = r"\b(?:deadline|time\s?scale|time\s?frame|(?:target|due|completion) date)"
# "deadline for the second part of this work is 31 May 2023"
DEADLINE_IS = (
    rf"{DEADLINE}(?: (?:for|to)(?: [^\s.;:]+){{1,14}}?| (?:(?:that|which) )?we(?: have)? set(?: [^\s.;:]+){{0,12}}?)?"
    r"(?: (?:of|is|will be|as|at|to)|\s*:)"
)
_DATE_FOLLOWS = (
    r"(?= (?:no later than |by )?(?:the )?(?:end |close |midnight |\d|q[1-4]|mon|tue|wed|thu|fri|sat|sun|spring|autumn"
    rf"|winter|{_MONTH}))"
)
# "within this financial year": its end is meant.
_IN_YEAR = (
    r"within(?= (?:(?:this|the current|the next) (?:financial|fiscal|calendar) year\b"
    rf"|(?:the )?(?:financial year |fy ?)?{_FINANCIAL}))"
)
OPENER = search(
    "by before ahead prior advance later within until deadline scale frame date",
    r"\b(?:(?P<late>(?:by )?(?:no(?:t)? later than|at the latest by|on or before|(?:in|during) or before))"
    r"|(?P<before>before|prior to|(?:ahead|in advance) of)|by"
    rf"|(?P<in_year>{_IN_YEAR})"
    rf"|(?P<stated>until|{DEADLINE_IS}{_DATE_FOLLOWS}))"
    r"(?:,? at the (?:very )?latest,?| or before|,? (?:and )?no(?:t)? later than,?|(?<=of) by"
    r"| (?:the|its|our|their)(?: own)? (?:deadline|target(?: date)?) of)?"
    r"(?: (?:the time of )?our (?:next |return |planned |follow-up )*(?:re-?)?(?:visit|inspection),? (?:on|in))?"
    r"(?: (?:midnight|noon|midday|\d{1,2}(?:[.:]\d\d)?\s?[ap]m|(?:the )?close of (?:play|business))(?: on)?)?"
    r"(?: (?:the )?(?P<part>end|close|last day|late|latter part|start|beginning|first day|early|mid|middle)"
    r"(?: of| in)?(?: the month of)?(?:(?<=mid)-|(?<=early)-|(?<=late)-)?)?"
    r"(?: |(?<=-))",
)
PARTS = {
    "end": "end close late",
    "start": "start beginning first",
    "middle": "early mid middle latter",
}
# "each year by 31 March" names no one day.
YEARLY = re.compile(r"\b(?:(?:each|every)\s+year|annually|yearly),?\s+$")
IN_BRACKETS = wording(rf" \((?:that is,? |i\.?e\.?,? )?(?P<day>{_WEEKDAY}(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR})\)")
_AGENT = re.compile(
    r"\b(?:led|chaired|written|produced|owned|made|created|developed|authored|overseen|commissioned|said)\s*$"
)


def is_a_name(words: str, text: str, start: int, written: re.Match[str]) -> bool:
    """Whether a month without day or year is more likely a person or a verb: `led by May`, `by May Hill`."""
    if not re.fullmatch(_MONTH, written[0]):
        return False
    if not text[written.start()].isupper() or _AGENT.search(words, 0, start):
        return True
    surname = re.match(r"\s+([A-Z]\w*)", text[written.end() :])
    return surname is not None and surname[1] not in ("Chief", "The", "All", "Police", "Forces")

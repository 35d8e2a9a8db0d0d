"""The day that a wording means: a deadline from its phrase and the dates it counts from."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from hmic_tracker.model.dates import Precision, add_months, read_when, say_date
from hmic_tracker.model.when import When
from hmic_tracker.rules.deadline_phrases import Event, Phrase
from hmic_tracker.rules.working_days import add_working_days

IMMEDIATELY = "Immediately"
RECURRING = "Recurring"


class Confidence(StrEnum):
    """How surely the words mean this."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline as the words set it.

    `due` is the last day on which it is met, None where the words or the dates known give none;
    `phrase` the exact words and `start` their offset in the text; `rule` which reading applied, such as
    "Within months" or "By month"; `counts_from` the day that a relative deadline counts from;
    `assumptions` sentences saying what was taken as given. A recurring duty has no `due`: the first date
    that its sentence names is a deadline of its own.
    """

    due: date | None
    phrase: str
    start: int
    rule: str
    counts_from: date | None = None
    confidence: Confidence = Confidence.HIGH
    assumptions: tuple[str, ...] = ()

    @property
    def immediate(self) -> bool:
        """Whether it is to be done immediately."""
        return self.rule == IMMEDIATELY

    @property
    def recurring(self) -> bool:
        """Whether it is a duty that comes again."""
        return self.rule == RECURRING

    @property
    def basis(self) -> str:
        """Phrase, rule and the date it counts from, as the Deadline basis column has it."""
        counted = f", counted from {say_date(self.counts_from)}" if self.counts_from else ""
        return " ".join((f"'{' '.join(self.phrase.split())}' ({self.rule}{counted}).", *self.assumptions))


@dataclass(frozen=True, slots=True)
class Counting:
    """What relative deadlines count from and with."""

    published: date | None
    issued: date | None
    grace_days: int
    division: str

    @property
    def day(self) -> date | None:
        """The date issued where there is one, else the publication."""
        return self.issued or self.published


_SHORT_YEAR = re.compile(r"[a-z]+\.? \d\d")  # "March 23" is March 2023, but "March 31" in 2022 is a day
_TWO_PARTS = "The length has two parts, which aren't added up here."
_NO_DATE_KNOWN = "It counts from publication, and no date of publication or issue is known."


def again() -> Deadline:
    """A duty that comes again."""
    return Deadline(
        None,
        "",
        0,
        RECURRING,
        confidence=Confidence.MEDIUM,
        assumptions=("It is a duty that comes again, so it has no single due date.",),
    )


def at_once(counting: Counting, confidence: Confidence) -> Deadline:
    """The deadline of `immediately`: the day counted from and the days of grace."""
    day = counting.day
    if day is None:
        return Deadline(None, "", 0, IMMEDIATELY, None, Confidence.LOW, (_NO_DATE_KNOWN,))
    return Deadline(
        day + timedelta(days=counting.grace_days),
        "",
        0,
        IMMEDIATELY,
        day,
        confidence,
        (f"Immediately is taken as {counting.grace_days} days after.",) if counting.grace_days else (),
    )


def after(phrase: Phrase, counting: Counting) -> Deadline:
    """The deadline of a length of time, where what it counts from is known."""
    rule = f"Within {phrase.unit}s"
    day, assumptions, confidence = counting.day, [], Confidence.HIGH
    if phrase.event is Event.PUBLICATION:
        day = counting.published
        if day is None and counting.issued is not None:
            return Deadline(
                None, "", 0, rule, None, Confidence.LOW, ("It counts from publication, whose date is not known.",)
            )
    elif phrase.event is Event.DATE:
        written = read_when(phrase.date_words)
        day = written.day if written else None
        confidence = Confidence.MEDIUM
    elif phrase.event is Event.DOCUMENT:
        return Deadline(
            None, "", 0, rule, None, Confidence.LOW, ("It counts from another step, whose date is not known.",)
        )
    if phrase.goes_on:
        return Deadline(None, "", 0, rule, None, Confidence.LOW, (_TWO_PARTS,))
    if day is None:
        return Deadline(None, "", 0, rule, None, Confidence.LOW, (_NO_DATE_KNOWN,))
    if phrase.opener in ("over", "in", "during"):
        confidence = Confidence.MEDIUM
        assumptions.append("The end of the period is taken as the deadline.")
    if phrase.is_range:
        confidence = Confidence.MEDIUM
        assumptions.append("The longer of the two is taken.")
    try:
        due = _later(day, phrase.number, phrase.unit, counting.division)
    except (ValueError, OverflowError):
        return Deadline(None, "", 0, rule, day, Confidence.LOW, ("It lies beyond every calendar.",))
    return Deadline(due, "", 0, rule, day, confidence, tuple(assumptions))


def _later(day: date, number: int, unit: str, division: str) -> date:
    match unit:
        case "working day":
            return add_working_days(day, number, division)
        case "day":
            return day + timedelta(days=number)
        case "week":
            return day + timedelta(weeks=number)
        case "month":
            return add_months(day, number)
        case _:
            return add_months(day, 12 * number)


def on_day(phrase: Phrase, counting: Counting) -> Deadline:
    """The deadline of `by` and a date, with the last day that the words can mean."""
    due, rule, assumptions, confidence = _day_meant(phrase, counting)
    if phrase.opener == "no later than":
        rule = "No later than"
    if due is None:
        return Deadline(None, "", 0, rule, None, Confidence.LOW, tuple(assumptions))
    if phrase.opener == "before" and phrase.part in ("", "start"):
        due -= timedelta(days=1)
        confidence = max(confidence, Confidence.MEDIUM, key=doubt)
    day = counting.day
    if day is not None and due < day:
        confidence = Confidence.LOW
        assumptions.append(f"It is before {say_date(day)}, the day that the report is counted from.")
    return Deadline(due, "", 0, rule, None, confidence, tuple(assumptions))


def doubt(confidence: Confidence) -> int:
    """How doubtful it is: 0 for the surest, to compare by."""
    return list(Confidence).index(confidence)


def _day_meant(phrase: Phrase, counting: Counting) -> tuple[date | None, str, list[str], Confidence]:
    """The day, the rule, the assumptions and the confidence of a date in words."""
    day = counting.day
    words = re.sub(r"^christmas(?: day)?", "25 december", " ".join(phrase.date_words.split()))
    words = re.sub(r"(\b20\d\d) calendar year$", r"\1", words)
    words, relative = _relative(words, day)
    if relative and day is None:
        return None, "By year", [f"'{phrase.date_words}' needs a date of publication or issue."], Confidence.LOW
    when = _not_begun(phrase, words, read_when(words, on_or_after=day), day)
    if when is None or when.earliest is None or when.latest is None:
        reason = "No day can be told from the words"
        if day is None:
            reason += " without a date of publication or issue"
        return None, "By date", [f"{reason}."], Confidence.LOW
    if _SHORT_YEAR.fullmatch(words) and not (day and abs(when.latest.year - day.year) <= 5):
        return None, "By date", ["The number after the month may be its day or its year."], Confidence.LOW
    rule = f"By {when.precision}" if when.precision is not Precision.RANGE else "By month"
    assumptions = [when.assumption] if when.assumption else []
    confidence = Confidence.HIGH
    if when.precision in (Precision.SEASON, Precision.QUARTER, Precision.YEAR, Precision.RANGE):
        confidence = Confidence.MEDIUM
    if relative:
        confidence = Confidence.MEDIUM
        assumptions.append(relative)
    if when.assumption:
        confidence = Confidence.MEDIUM if when.precision is Precision.DAY else Confidence.LOW
    if _means_first_day(phrase):
        return when.earliest, rule, assumptions, confidence
    if phrase.part == "middle":
        if when.precision is not Precision.MONTH:
            return None, rule, ["The words name no day within the period."], Confidence.LOW
        assumptions.append("It is taken as the end of the month.")
        return when.latest, rule, assumptions, Confidence.LOW
    if when.precision is Precision.YEAR and phrase.part != "end":
        # "By 2023" is said of its first day and of its last.
        return None, rule, ["The words don't say whether the start or the end of the year is meant."], Confidence.LOW
    return when.latest, rule, assumptions, confidence


def _means_first_day(phrase: Phrase) -> bool:
    return phrase.part == "start" or (phrase.opener == "before" and phrase.part != "end")


def _not_begun(phrase: Phrase, words: str, when: When | None, day: date | None) -> When | None:
    """`before the summer`, said in the summer, is about the next one: of a year left out, the first not yet begun."""
    if when is None or day is None or not _means_first_day(phrase):
        return when
    is_over = when.earliest is not None and when.latest is not None and when.earliest <= day
    stated = read_when(words)
    if not is_over or when.latest is None or (stated is not None and stated.earliest is not None):
        return when
    later = read_when(words, on_or_after=when.latest + timedelta(days=1))
    if later is None or later.earliest is None:
        return when
    said = f"The year is taken to be {later.earliest.year}, since the one before had begun by {say_date(day)}."
    return replace(later, assumption=said)


def _relative(words: str, day: date | None) -> tuple[str, str]:
    """Words such as `this financial year` or `May next year` with the year they mean, and what was assumed."""
    if not (match := re.search(r"(?:\bof )?\b(the next|the current|the|this|next) ((?:\w+ )?)(year|month)$", words)):
        return words, ""
    if day is None:
        return words, "needs a date"
    ahead = 1 if match[1].endswith("next") else 0
    before = words[: match.start()].strip()
    said = f"'{words}' is counted from {say_date(day)}."
    if match[3] == "month":
        month = add_months(day, ahead)
        return f"{_month(month)} {month.year}", said
    if match[2].strip() in ("financial", "fiscal"):
        first = (day.year if day.month >= 4 else day.year - 1) + ahead
        return f"{first}/{(first + 1) % 100:02d}", said
    return f"{before} {day.year + ahead}".strip(), said


def _month(day: date) -> str:
    return say_date(day).split()[1]

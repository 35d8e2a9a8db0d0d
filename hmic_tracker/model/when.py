"""A date as people know it: a day, a month, a season, or words that hold none yet."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Our own names, since those of the calendar module follow the locale of the machine.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    TBC = "to be confirmed"
    WORDS = "words"


def say_date(day: date) -> str:
    """`31 March 2022`: no leading zero, English whatever the machine's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def end_of_month(day: date) -> date:
    """The last day of the month that `day` stands in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier where negative), or that month's last day where it is shorter.

    31 August and six months is 28 February, 29 in a leap year. ValueError outside years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


@dataclass(frozen=True, slots=True)
class When:
    """A date with the precision and the words that somebody gave it.

    `earliest` and `latest` are the first and last day it can mean, both or neither; neither where it is
    to be confirmed or in words that hold no date. `words` are as written, empty where a plain date was
    given. `assumption` is a sentence saying what was taken as given, such as a year left out.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    words: str = ""
    assumption: str = ""

    def __post_init__(self) -> None:
        if (self.earliest is None) != (self.latest is None):
            raise ValueError("A date has both an earliest and a latest day, or neither.")
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise ValueError(f"{self.earliest} comes after {self.latest}.")
        if (self.precision in (Precision.TBC, Precision.WORDS)) != (self.earliest is None):
            raise ValueError(f"A date of precision '{self.precision}' with earliest {self.earliest}.")
        if self.precision is Precision.DAY and self.earliest != self.latest:
            raise ValueError("A date known to the day is one day.")

    @classmethod
    def on(cls, day: date) -> "When":
        """The plain date `day`."""
        return cls(day, day, Precision.DAY)

    @property
    def is_exact(self) -> bool:
        """Whether it is one known day."""
        return self.precision is Precision.DAY

    @property
    def is_known(self) -> bool:
        """Whether it holds a date at all, however roughly."""
        return self.earliest is not None

    @property
    def day(self) -> date | None:
        """The day, where it is known to the day."""
        return self.earliest if self.is_exact else None

    @property
    def last_day(self) -> date | None:
        """The last day it can mean."""
        return self.latest

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Sorts by the earliest day it can mean; what holds no date comes last, by its words."""
        return (self.earliest or date.max, self.latest or date.max, self.words.casefold())

    def is_past(self, as_at: date) -> bool:
        """Whether every day that it can mean lies before `as_at`; never where it holds no date."""
        return self.latest is not None and self.latest < as_at

    def __str__(self) -> str:
        if self.is_exact and self.earliest is not None:
            return say_date(self.earliest)
        if self.words:
            return self.words
        if self.earliest is None or self.latest is None:
            return Precision.TBC.value
        return f"{say_date(self.earliest)} to {say_date(self.latest)}"


def week_from(day: date) -> tuple[date, date]:
    """The seven days that begin with `day`."""
    return day, day + timedelta(days=6)

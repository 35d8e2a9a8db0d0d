"""Working days: not Saturday, not Sunday, not a bank holiday of the division in Settings."""

from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import SettingsUnusable

if TYPE_CHECKING:
    from holidays import HolidayBase

# England and Wales are one division in the Banking and Financial Dealings Act 1971.
_SUBDIVISIONS = {"england and wales": "ENG", "scotland": "SCT", "northern ireland": "NIR"}
DIVISIONS = ("England and Wales", "Scotland", "Northern Ireland")


@lru_cache(maxsize=256)
def bank_holidays(year: int, division: str = DIVISIONS[0]) -> frozenset[date]:
    """The bank holidays of one year with their substitute days and one-off days, such as 3 June 2022.

    SettingsUnusable where the division is none of the three.
    """
    subdivision = _SUBDIVISIONS.get(" ".join(division.lower().replace("&", " and ").split()))
    if subdivision is None:
        raise SettingsUnusable(
            f"'{division}' is no division of the United Kingdom with its own bank holidays.",
            advice=f"In Settings, write one of these beside Working-day division: {'; '.join(DIVISIONS)}.",
            place="Settings",
        )
    return frozenset(_united_kingdom()(subdiv=subdivision, years=year))


@cache
def _united_kingdom() -> "type[HolidayBase]":
    """The library's calendar of the United Kingdom, read from its own file.

    Asked for by name the library first reads the calendars of 250 countries, which takes longer than all our checks.
    """
    from importlib.util import module_from_spec, spec_from_file_location

    import holidays

    file = Path(holidays.__file__).with_name("countries") / "united_kingdom.py"
    spec = spec_from_file_location("holidays.united_kingdom", file) if file.is_file() else None
    if spec is None or spec.loader is None:
        from holidays.countries.united_kingdom import UnitedKingdom

        return UnitedKingdom
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    calendar: type[HolidayBase] = module.UnitedKingdom
    return calendar


def is_working_day(day: date, division: str = DIVISIONS[0]) -> bool:
    """Whether it is neither at a weekend nor a bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year, division)


def last_working_day_before(day: date, division: str = DIVISIONS[0]) -> date:
    """The last working day that is earlier than `day`, whether or not `day` is one itself."""
    earlier = day - timedelta(days=1)
    while not is_working_day(earlier, division):
        earlier -= timedelta(days=1)
    return earlier


def add_working_days(day: date, days: int, division: str = DIVISIONS[0]) -> date:
    """The day on which the given number of working days after `day` has passed.

    `day` itself never counts, working day or not; 0 gives `day`. ValueError for a negative number.
    """
    if days < 0:
        raise ValueError("Working days are counted forwards.")
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day, division):
            day += timedelta(days=1)
    return day

"""The local policing body's published response to a report: Police Act 1996, section 55.

Section 55(5A) has the comments and the response published before the end of the period of 56 days that
begins with the day on which the report is published.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from hmic_tracker.rules.working_days import DIVISIONS, is_working_day, last_working_day_before

# What the Responses sheet calls it.
SECTION_55 = "Section 55"
# The day of publication is the first of the 56, so the last is 55 later.
_DAYS_AFTER_PUBLICATION = 55


def response_due(published: date) -> date:
    """The last day on which the response can be published: 2 November 2022 gives 27 December 2022.

    The Act has no rule for weekends or bank holidays, so it never moves; :func:`alert_days` come early
    instead.
    """
    return published + timedelta(days=_DAYS_AFTER_PUBLICATION)


def alert_days(due: date, days_before: Iterable[int], division: str = DIVISIONS[0]) -> tuple[date, ...]:
    """The working days on which to warn of a date, earliest first, none twice.

    One for each number of `days_before`, on the last working day before where it would fall on a day
    when nobody reads it; and always the last working day before `due`.
    """
    alerts = {last_working_day_before(due, division)}
    for days in days_before:
        day = due - timedelta(days=days)
        alerts.add(day if is_working_day(day, division) else last_working_day_before(day, division))
    return tuple(sorted(alerts))

"""The dates behind a recommendation's facts, and the facts that follow from them and the calendar alone.

What a day's passing changes is worked out here and nowhere else, so that the record need not keep it.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from hmic_tracker.model.when import add_months

AGEING_BANDS: tuple[str, ...] = (
    "Under 3 months",
    "3 to 6 months",
    "6 to 12 months",
    "1 to 2 years",
    "2 years or more",
)
# The months after which each band of age ends; what is older is in the last.
_BAND_ENDS = (3, 6, 12, 24)

# In the order in which `KeyDates.facts` gives them.
CALENDAR_FACTS = (
    "Days to due",
    "Days overdue",
    "Past HMICFRS date",
    "Days since published",
    "Days since update",
    "Next meeting due",
    "Ageing band",
)


class KeyDates(NamedTuple):
    """The days that one recommendation's facts are counted from or to; None where there is none.

    `due` is the effective due date, `hmicfrs_due` the last day that the inspectorate's date can mean, `published` the
    report's day of publication, `last_update` the day of its newest update, `began` the earlier of publication and
    issue. `is_open` says whether anything can still fall due.
    """

    due: date | None = None
    hmicfrs_due: date | None = None
    published: date | None = None
    last_update: date | None = None
    began: date | None = None
    is_open: bool = True

    def facts(self, as_at: date, next_meeting: date | None) -> dict[str, str | int | None]:
        """The facts that follow the calendar as at a day, by heading; None where there is nothing to say.

        What has ended is never due, overdue or past anything. Without a next meeting it is unknown what falls due
        before it.
        """
        days = (self.due - as_at).days if self.due is not None and self.is_open else None
        return {
            "Days to due": days,
            "Days overdue": -days if days is not None and days < 0 else None,
            "Past HMICFRS date": _yes(self.is_open and self.hmicfrs_due is not None and self.hmicfrs_due < as_at),
            "Days since published": (as_at - self.published).days if self.published else None,
            "Days since update": (as_at - self.last_update).days if self.last_update else None,
            "Next meeting due": self._due_by(next_meeting),
            "Ageing band": self._ageing_band(as_at),
        }

    def _due_by(self, meeting: date | None) -> str | None:
        return None if meeting is None else _yes(self.is_open and self.due is not None and self.due <= meeting)

    def _ageing_band(self, as_at: date) -> str | None:
        return None if not self.is_open or self.began is None else _band(self.began, as_at)


@lru_cache(maxsize=4096)
def _band(began: date, as_at: date) -> str:
    """A report's recommendations all began on its day: each is asked once."""
    for months, band in zip(_BAND_ENDS, AGEING_BANDS, strict=False):
        if as_at < add_months(began, months):
            return band
    return AGEING_BANDS[-1]


def _yes(holds: bool) -> str:
    return "Yes" if holds else "No"

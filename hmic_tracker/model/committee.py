"""The meetings of one committee: which are planned, which comes next, and which were called off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hmic_tracker.model.force import Meeting


@dataclass(frozen=True, slots=True)
class CommitteeMeetings:
    """The meetings of one committee in the order of the Meetings sheet, those called off among them.

    Where a meeting is known by month or year alone, its last day counts, so that nothing is late before it surely is.
    """

    listed: tuple[Meeting, ...]

    @classmethod
    def of(cls, meetings: Iterable[Meeting], committee: str) -> "CommitteeMeetings":
        """Those of `committee` among all meetings."""
        return cls(tuple(one for one in meetings if is_of_committee(one.committee, committee)))

    @property
    def planned(self) -> tuple[Meeting, ...]:
        """Those with a day that were not called off, earliest first; of two on one day the first that is listed."""
        by_day = {one.day: one for one in reversed(self.listed) if one.day is not None and not one.is_cancelled}
        return tuple(by_day[day] for day in sorted(by_day))

    @property
    def cancelled_days(self) -> frozenset[date]:
        """The days of meetings that were called off and are not listed again as planned or held."""
        off = {one.day for one in self.listed if one.is_cancelled and one.day is not None}
        return frozenset(off - {one.day for one in self.planned})

    def on(self, day: date) -> Meeting | None:
        """The meeting of that day, or None where there is none or it was called off."""
        return next((one for one in self.planned if one.day == day), None)

    def since(self, day: date) -> tuple[Meeting, ...]:
        """The planned meetings on or after a day, the next one first."""
        return tuple(one for one in self.planned if one.day is not None and one.day >= day)

    def after(self, day: date) -> date | None:
        """The day of the first meeting after `day`, or None where none is recorded."""
        return next((one.day for one in self.planned if one.day is not None and one.day > day), None)


def is_of_committee(stated: str, committee: str) -> bool:
    """Whether a Committee cell means this one, however it is spaced; a blank cell means the committee in Settings."""
    return not committee_key(stated) or committee_key(stated) == committee_key(committee)


def committee_key(name: str) -> str:
    """What a committee's name is compared by: case, spaces, a leading The and `&` for `and` don't count."""
    words = name.replace("&", " and ").casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)

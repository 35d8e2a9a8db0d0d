"""Which meeting a paper is for, which paper came before it, and the days that lie between."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from hmic_tracker.errors import NotFound
from hmic_tracker.figures.wording import say_day
from hmic_tracker.model.force import Meeting
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.model.when import When

_HELD = "Held"


@dataclass(frozen=True, slots=True)
class Period:
    """The days a paper reports on: after `after` (None: from the beginning), up to and including `until`."""

    after: date | None
    until: date

    def holds(self, when: When | None) -> bool:
        """Whether a date lies in the period. An imprecise one does when its last possible day does."""
        if when is None or when.latest is None:
            return False
        return when.latest <= self.until and (self.after is None or when.latest > self.after)

    def is_before_its_end(self, when: When | None) -> bool:
        """Whether a date has surely come by the period's end."""
        return when is not None and when.latest is not None and when.latest <= self.until


def is_of_committee(meeting: Meeting, committee: str) -> bool:
    """Whether a meeting is this committee's; a blank cell means the committee in Settings."""
    return not meeting.committee.strip() or _same(meeting.committee) == _same(committee)


def _same(words: str) -> str:
    return " ".join(words.split()).casefold()


def _day(meeting: Meeting) -> date | None:
    return meeting.meeting_date.latest if meeting.meeting_date else None


def choose_meeting(
    meetings: Iterable[Meeting], *, as_at: date, committee: str = "", meeting: date | None = None
) -> date:
    """The day given, else the first meeting of the committee on or after `as_at` that is not cancelled.

    Raises NotFound where neither is to be had.
    """
    if meeting is not None:
        return meeting
    days = [day for one in _of(meetings, committee) if (day := _day(one)) and day >= as_at]
    if not days:
        raise NotFound(
            f"No meeting on or after {say_day(as_at)} stands on the Meetings sheet.",
            advice="Add the meeting there, or give its date with --meeting.",
            place="Meetings",
        )
    return min(days)


def _of(meetings: Iterable[Meeting], committee: str) -> list[Meeting]:
    return [one for one in meetings if not one.is_cancelled and is_of_committee(one, committee)]


def meeting_on(meetings: Iterable[Meeting], day: date, *, committee: str = "") -> Meeting | None:
    """The committee's meeting of that day as the Meetings sheet has it, or None."""
    return next((one for one in _of(meetings, committee) if _day(one) == day), None)


def previous_paper(
    meetings: Iterable[Meeting], meeting: date, *, committee: str = "", before: Snapshot | None = None
) -> Meeting | None:
    """The meeting of the committee's last issued paper before `meeting`, or None.

    A paper was issued where Paper issued is filled in, where the meeting was held, or where `before`, the snapshot that
    the last paper on record was made from, is of that meeting. A planned meeting without one counts for nothing, and so
    does a cancelled one, even where its paper had gone out.
    """
    listed = tuple(meetings)
    made = _recorded(listed, committee, before)
    issued = [
        (day, one)
        for one in _of(listed, committee)
        if (day := _day(one)) and day < meeting and (one.paper_issued is not None or one.status == _HELD)
    ]
    if made is not None and before is not None and (day := _day(made)) and day < meeting:
        # What the record was made from is known better than from the meeting's own date.
        own = made if made.figures_as_at or made.paper_issued else replace(made, figures_as_at=When.on(before.as_at))
        issued = [(other, one) for other, one in issued if other != day] + [(day, own)]
    return max(issued, key=lambda pair: pair[0])[1] if issued else None


def _recorded(meetings: tuple[Meeting, ...], committee: str, before: Snapshot | None) -> Meeting | None:
    """The meeting whose paper `before` was made for: as the sheet has it, else by its date alone."""
    if before is None or before.meeting is None:
        return None
    on_that_day = [one for one in meetings if _day(one) == before.meeting and is_of_committee(one, committee)]
    if on_that_day:
        return next((one for one in on_that_day if not one.is_cancelled), None)
    made = Meeting(When.on(before.meeting), before.committee)
    return made if is_of_committee(made, committee) else None


def next_meeting(meetings: Iterable[Meeting], meeting: date, *, committee: str = "") -> date | None:
    """The committee's first meeting after `meeting`, or None where none is recorded."""
    return min((day for one in _of(meetings, committee) if (day := _day(one)) and day > meeting), default=None)


def period_of(
    meetings: Iterable[Meeting], meeting: date, *, as_at: date, committee: str = "", before: Snapshot | None = None
) -> Period:
    """The period of the paper for `meeting`.

    It ends with the meeting's Figures as at, else with the as-at date; never after the as-at date, since nothing
    later is known. It begins after the previous issued paper's Figures as at, else its Paper issued, else its
    Meeting date.
    """
    listed = tuple(meetings)
    this = meeting_on(listed, meeting, committee=committee)
    stated = this.figures_as_at.latest if this and this.figures_as_at else None
    previous = previous_paper(listed, meeting, committee=committee, before=before)
    return Period(previous.cut_off if previous else None, min(stated, as_at) if stated else as_at)

"""Which paper came before a meeting's, and the days that lie between."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from hmic_tracker.model.committee import CommitteeMeetings
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


def previous_paper(
    meetings: Iterable[Meeting], meeting: date, *, committee: str = "", before: Snapshot | None = None
) -> Meeting | None:
    """The meeting of the committee's last issued paper before `meeting`, or None.

    A paper was issued where Paper issued is filled in, where the meeting was held, or where `before`, the snapshot that
    the last paper on record was made from, is of that meeting. A planned meeting without one counts for nothing, and so
    does a cancelled one, even where its paper had gone out.
    """
    ours = CommitteeMeetings.of(meetings, committee)
    made = _recorded(ours, committee, before)
    issued = [
        (day, one)
        for one in ours.planned
        if (day := one.day) and day < meeting and (one.paper_issued is not None or one.status == _HELD)
    ]
    if made is not None and before is not None and (day := made.day) and day < meeting:
        # What the record was made from is known better than from the meeting's own date.
        own = made if made.figures_as_at or made.paper_issued else replace(made, figures_as_at=When.on(before.as_at))
        issued = [(other, one) for other, one in issued if other != day] + [(day, own)]
    return max(issued, key=lambda pair: pair[0])[1] if issued else None


def _recorded(ours: CommitteeMeetings, committee: str, before: Snapshot | None) -> Meeting | None:
    """The meeting whose paper `before` was made for: as the sheet has it, else by its date alone."""
    if before is None or before.meeting is None or before.meeting in ours.cancelled_days:
        return None
    made = ours.on(before.meeting) or Meeting(When.on(before.meeting), before.committee)
    return next(iter(CommitteeMeetings.of((made,), committee).listed), None)


def period_of(
    meetings: Iterable[Meeting], meeting: date, *, as_at: date, committee: str = "", before: Snapshot | None = None
) -> Period:
    """The period of the paper for `meeting`.

    It ends with the meeting's Figures as at, else with the as-at date; never after the as-at date, since nothing
    later is known. It begins after the previous issued paper's Figures as at, else its Paper issued, else its
    Meeting date.
    """
    listed = tuple(meetings)
    this = CommitteeMeetings.of(listed, committee).on(meeting)
    stated = this.figures_as_at.latest if this and this.figures_as_at else None
    previous = previous_paper(listed, meeting, committee=committee, before=before)
    return Period(previous.cut_off if previous else None, min(stated, as_at) if stated else as_at)

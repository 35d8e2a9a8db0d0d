"""Open recommendations at each issued paper, from the snapshots that those papers were made from, and now.

What the record does not hold is not shown: nothing is worked out backwards from today's register.
"""

from dataclasses import replace

from hmic_tracker.figures.chart_parts import Chart, OverTime, PaperLine, Series
from hmic_tracker.figures.counts import CountedAs, Tally, counted_as, parents
from hmic_tracker.figures.periods import Period
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.wording import say_day, say_number, sentence
from hmic_tracker.model.recommendation import ENDED, Recommendation
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow

MOST_PAPERS = 8
_TITLE = "Open recommendations over time"
_NONE = "There is no earlier paper in the record, so open recommendations cannot be shown over time."


def compile_over_time(sources: Sources, main: Tally) -> OverTime:
    """A row for each of the last issued papers, oldest first, and one for this paper."""
    earlier = [one for one in sources.issued if one.as_at < sources.ratings.as_at]
    if not earlier:
        return OverTime(_NONE)
    earlier.sort(key=lambda one: one.as_at)
    lines = [_line_of(sources, one) for one in earlier[-MOST_PAPERS:]]
    overdue = sum(rating.is_overdue for rating in main.open)
    lines.append(PaperLine(say_day(sources.ratings.as_at), say_day(sources.meeting), len(main.open), overdue))
    finding = _finding(lines)
    series = (
        Series("Open", tuple(line.open for line in lines)),
        Series("Overdue", tuple(line.overdue for line in lines)),
    )
    told = "; ".join(
        f"{line.as_at}, {say_number(line.open)} open and {say_number(line.overdue)} overdue" for line in lines
    )
    alt = f"Line chart of open recommendations at each issued paper. {finding} {told}. "
    alt += "The figures are in the table beside it."
    return OverTime(finding, True, tuple(lines), Chart(_TITLE, alt, tuple(line.as_at for line in lines), series))


def _line_of(sources: Sources, taken: Snapshot) -> PaperLine:
    """The count as that paper had it: open, ours, not left out, and of a report that was out by then."""
    then = replace(sources, period=Period(None, taken.as_at), lines_made={})
    rows = [(row, _as_recommendation(row)) for row in taken.rows]
    parent_refs = parents(said for _, said in rows)
    found = [
        row
        for row, said in rows
        if not row.excluded
        and said.is_ours
        and said.status not in ENDED
        and counted_as(said, parent_refs) is CountedAs.RECOMMENDATION
        and not then.is_row_embargoed(said)
    ]
    overdue = sum(row.effective_due_date is not None and row.effective_due_date < taken.as_at for row in found)
    return PaperLine(say_day(taken.as_at), say_day(taken.meeting), len(found), overdue)


def _as_recommendation(row: SnapshotRow) -> Recommendation:
    return Recommendation(
        ref=row.ref,
        inspection_ref=row.inspection_ref,
        parent_ref=row.parent_ref,
        kind=row.kind,
        for_this_force=row.for_this_force,
        status=row.status,
    )


def _finding(lines: list[PaperLine]) -> str:
    """`Open recommendations have fallen from 24 as at 30 November 2021 to 22; those overdue have risen …`"""
    first, last = lines[0], lines[-1]
    words = f"{_moved('open recommendations', first.open, last.open, f' as at {first.as_at}')}; "
    return sentence(words + _moved("those overdue", first.overdue, last.overdue))


def _moved(noun: str, was: int, now: int, since: str = "") -> str:
    if was == now:
        return f"{noun} number {say_number(now)}, as they did{since or ' then'}"
    verb = "risen" if now > was else "fallen"
    return f"{noun} have {verb} from {_number(was)}{since} to {_number(now)}"


def _number(number: int) -> str:
    return say_number(number) if number else "none"

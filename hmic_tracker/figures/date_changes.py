"""Dates moved since the last paper, and dates that owners ask to have moved."""

from collections.abc import Iterable
from datetime import date

from hmic_tracker.figures.lines import label_of
from hmic_tracker.figures.parts import DateChangeLine, DateChangeList
from hmic_tracker.figures.sources import Sources, say_left_out
from hmic_tracker.figures.wording import (
    agree,
    capitalise,
    lower_first,
    say_count,
    say_day,
    say_number,
    say_times,
    sentence,
)
from hmic_tracker.model.recommendation import DateChange, Update
from hmic_tracker.model.when import When

TARGET = "Force target date"
_NOT_RECORDED = "not recorded"


def is_approved(change: DateChange) -> bool:
    """Somebody has approved it, or it has a date of approval."""
    return bool(change.approved_by.strip()) or change.approved_on is not None


def changed(sources: Sources) -> tuple[DateChange, ...]:
    """The changes approved in the period; one that has no date at all stays in every paper until it has."""
    return tuple(
        change
        for change in _known(sources)
        if is_approved(change) and (_day(change) is None or sources.period.holds(_when(change)))
    )


def requested(sources: Sources) -> tuple[DateChange, ...]:
    """What is asked for and not yet approved: rows of Date changes, and what owners ask for in their updates.

    An update asks where its date is not the force's present target and no row of Date changes asks for the same. For
    what is closed, or not ours, nobody is asked any more.
    """
    found = (change for change in _known(sources) if not is_approved(change) and not _is_after(sources, change))
    asked = [change for change in found if _is_to_be_delivered(sources, change.ref)]
    told = {(change.ref.casefold(), change.moved_to.latest if change.moved_to else None) for change in _known(sources)}
    for update in _newest_requests(sources):
        row = sources.register.recommendations.get(update.ref)
        wanted = update.requested_target_date
        if row is None or wanted is None or not _is_to_be_delivered(sources, update.ref):
            continue
        now = row.force_target_date
        if (now is None or now.latest != wanted.latest) and (update.ref.casefold(), wanted.latest) not in told:
            asked.append(DateChange(update.ref, TARGET, now, wanted, requested_on=update.date))
    return tuple(asked)


def _is_to_be_delivered(sources: Sources, ref: str) -> bool:
    row = sources.register.recommendations.get(ref)
    return row is not None and row.is_open and row.is_ours


def _known(sources: Sources) -> Iterable[DateChange]:
    """The changes of rows that the register holds and that are not embargoed."""
    refs = {rating.ref.casefold() for rating in sources.rated}
    return (change for change in sources.register.date_changes if change.ref.casefold() in refs)


def _newest_requests(sources: Sources) -> Iterable[Update]:
    newest: dict[str, Update] = {}
    refs = {rating.ref.casefold() for rating in sources.rated}
    for update in sources.register.updates:
        key = update.ref.casefold()
        if key in refs and update.requested_target_date and sources.period.is_before_its_end(update.date):
            known = newest.get(key)
            if known is None or _last(update) >= _last(known):
                newest[key] = update
    return newest.values()


def _last(update: Update) -> date:
    return update.date.latest if update.date and update.date.latest else date.min


def _when(change: DateChange) -> When | None:
    return change.approved_on or change.requested_on


def _day(change: DateChange) -> date | None:
    when = _when(change)
    return when.latest if when else None


def _is_after(sources: Sources, change: DateChange) -> bool:
    asked = change.requested_on
    return asked is not None and asked.earliest is not None and asked.earliest > sources.period.until


def times_moved(sources: Sources, ref: str) -> int:
    """How often the row's dates were moved, as Times extended says."""
    rating = sources.ratings.of(ref)
    times = rating.calculated.get("Times extended") if rating else None
    return int(times) if isinstance(times, int | float) else 0


def make_change_list(sources: Sources, changes: Iterable[DateChange], *, asked: bool) -> DateChangeList:
    """The changes, with a sentence that counts them."""
    found = list(changes)
    if not found:
        return DateChangeList(
            "No change of date is waiting for approval."
            if asked
            else f"No dates have been changed{sources.since_last}."
        )
    may = []
    for change in found:
        row = sources.register.recommendations.get(change.ref)
        if row is not None and sources.edition.may_print(row, "recommendation"):
            may.append(change)
    count, noun = len(found), "date"
    says = (
        f"{capitalise(say_count(count, f'change of {noun}', 'is'))} requested and not yet approved."
        if asked
        else f"{capitalise(say_count(count, noun, 'has'))} been changed{sources.since_last}."
    )
    lines = tuple(_line(sources, change, asked=asked) for change in may)
    return DateChangeList(says, True, lines, say_left_out(count - len(may), "change"))


def _line(sources: Sources, change: DateChange, *, asked: bool) -> DateChangeLine:
    row = sources.register.recommendations.get(change.ref)
    label = label_of(row) if row else change.ref
    times = times_moved(sources, change.ref)
    # The sheet has no marking of its own, so its reasons are as a blank marking is: not for the public.
    reason = "" if sources.edition.is_public else change.reason.strip()
    approved_by = sources.edition.person(change.approved_by)
    doer = sources.edition.doer(change.approved_by)
    moved_from, moved_to = say_day(change.moved_from, _NOT_RECORDED), say_day(change.moved_to, _NOT_RECORDED)
    which = change.which or "date"
    words = f"{name_row(sources, change.ref)}: {lower_first(which) if which != TARGET else 'force target date'}"
    moved = f"moved from {moved_from}" if change.moved_from else "set"
    words += f" {'asked to be ' if asked else ''}{moved} to {moved_to}"
    if asked:
        words += f", requested on {say_day(change.requested_on)}" if change.requested_on else ""
    elif approved_by:
        words += f", approved by {doer}" + (f" on {say_day(change.approved_on)}" if change.approved_on else "")
    words += f"; {_moved(times)}"
    words = sentence(words)
    if not sources.edition.is_public:
        words += f" {sentence(f'Reason: {reason}')}" if reason else " No reason is recorded."
    return DateChangeLine(
        ref=change.ref,
        sentence=words,
        label=label,
        which=change.which,
        moved_from=moved_from,
        moved_to=moved_to,
        reason=reason,
        times=times,
        times_words=say_times(times),
        requested_on=say_day(change.requested_on),
        approved_by=approved_by,
        approved_on=say_day(change.approved_on),
    )


def name_row(sources: Sources, ref: str) -> str:
    """The row where nothing around it says which it is: `Recommendation 1 of Custody inspection (WMP-0007)`."""
    row = sources.register.recommendations.get(ref)
    if row is None:
        return ref
    report = sources.report_title(row.inspection_ref)
    return f"{label_of(row)}{f' of {report}' if report else ''} ({ref})"


def _moved(times: int) -> str:
    if times == 0:
        return "not moved before"
    return f"{say_number(times)} {agree(times, 'change')} of date on record"

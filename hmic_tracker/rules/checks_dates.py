"""Checks of dates, of changes to them, and of what should have happened by now."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.recommendation import DateChange, Status
from hmic_tracker.model.when import When, say_date
from hmic_tracker.problems import Problem
from hmic_tracker.register.register import Register
from hmic_tracker.register.risks import RiskRegister
from hmic_tracker.register.table import Row, Table
from hmic_tracker.register.words import join_words
from hmic_tracker.rules.facts import date_changes_by
from hmic_tracker.rules.linkage import key_of
from hmic_tracker.rules.overrides import has_run_out, missing_from

# The earlier first. A pair whose second comes before its first is impossible, whatever the inspectorate does.
_RECOMMENDATION_ORDER = (
    ("Issued on", "Force sign-off on"),
    ("Issued on", "HMICFRS closed on"),
    ("Force sign-off on", "Submitted to HMICFRS on"),
    ("Submitted to HMICFRS on", "HMICFRS closed on"),
)
_INSPECTION_ORDER = (
    ("Notified on", "Conducted on"),
    ("Notified on", "Published on"),
    ("Conducted on", "Published on"),
)
_NOT_IN_FUTURE = {
    "Recommendations": ("Force sign-off on", "Submitted to HMICFRS on", "HMICFRS closed on"),
    "Inspections": ("Notified on", "Conducted on", "Cancelled on"),
    "Updates": ("Date",),
}

_OVERRIDE_HEADINGS = {"colour": "RAG", "reason": "Reason", "author": "By", "usable start": "From", "end": "Until"}


def _field(heading: str) -> str:
    return heading.lower().replace("-", " ").replace(" ", "_")


def _when(noun: Any, heading: str) -> When | None:
    found = getattr(noun, _field(heading))
    return found if isinstance(found, When) and found.is_known else None


def check_order(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Dates of one row in an impossible order, and a recommendation closed before its report was published."""
    yield from _in_order(register.recommendations, _RECOMMENDATION_ORDER)
    yield from _in_order(register.inspections, _INSPECTION_ORDER)
    table = register.recommendations
    for row in table.rows:
        inspection = register.inspections.get(row.noun.inspection_ref)
        published = inspection.published_on if inspection else None
        closed = row.noun.hmicfrs_closed_on
        if published and closed and _is_after(published, closed) and row.noun.issued_on is None:
            yield _disorder(table, row, "Published on", published, "HMICFRS closed on", closed)
    for change_row in register.date_changes.rows:
        change = change_row.noun
        if change.requested_on and change.approved_on and _is_after(change.requested_on, change.approved_on):
            yield _disorder(
                register.date_changes,
                change_row,
                "Requested on",
                change.requested_on,
                "Approved on",
                change.approved_on,
            )


def _is_after(first: When, second: When) -> bool:
    """Surely after: the earliest day that the first can mean is later than the last that the second can."""
    return bool(first.earliest and second.latest and first.earliest > second.latest)


def _in_order(table: Table[Any], pairs: tuple[tuple[str, str], ...]) -> Iterator[Problem]:
    for row in table.rows:
        for earlier, later in pairs:
            first, second = _when(row.noun, earlier), _when(row.noun, later)
            if first and second and _is_after(first, second):
                yield _disorder(table, row, earlier, first, later, second)


def _disorder(table: Table[Any], row: Row[Any], earlier: str, first: When, later: str, second: When) -> Problem:
    return make_problem(
        "dates-out-of-order",
        sheet=table.sheet,
        cell=table.cell(row, later),
        ref=getattr(row.noun, "ref", ""),
        earlier=earlier,
        earlier_date=first,
        later=later,
        later_date=second,
    )


def check_future(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Things said to be done on a day that has not come."""
    tables: tuple[Table[Any], ...] = (register.recommendations, register.inspections, register.updates)
    for table in tables:
        for row in table.rows:
            for heading in _NOT_IN_FUTURE[table.name]:
                when = _when(row.noun, heading)
                if when and when.earliest and when.earliest > as_at:
                    yield make_problem(
                        "date-in-future",
                        sheet=table.sheet,
                        cell=table.cell(row, heading),
                        ref=getattr(row.noun, "ref", ""),
                        heading=heading,
                        date=when,
                        as_at=say_date(as_at),
                    )
    for row in register.inspections.rows:
        published = row.noun.published_on
        if published and published.earliest and published.earliest > as_at:
            yield make_problem(
                "publication-in-future",
                sheet=register.inspections.sheet,
                cell=register.inspections.cell(row, "Published on"),
                date=published,
                as_at=say_date(as_at),
            )


def check_date_changes(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Changes without a reason or an approver, changes that the register does not show, and too many of them."""
    table = register.date_changes
    newest: dict[tuple[str, str], Row[DateChange]] = {}
    for row in table.rows:
        change = row.noun
        if not change.reason:
            yield make_problem(
                "date-change-reason-missing",
                sheet=table.sheet,
                cell=table.cell(row, "Reason"),
                ref=change.ref,
                which=change.which or "a date",
            )
        said = register.recommendations.find(change.ref)
        if not change.approved_by and (said is None or said.noun.is_open):
            yield make_problem(
                "date-change-unapproved",
                sheet=table.sheet,
                cell=table.cell(row, "Approved by"),
                ref=change.ref,
                which=change.which or "a date",
                to=change.moved_to or "a date not given",
            )
        elif change.approved_by and change.moved_to is not None:
            key = (change.ref, change.which)
            if key not in newest or _order_of(row) >= _order_of(newest[key]):
                newest[key] = row
    for (ref, which), row in newest.items():
        yield from _disagreement(register, row, ref, which)
    yield from _too_many(register, as_at)


def _order_of(row: Row[DateChange]) -> tuple[date, int]:
    """Newest by approval, else by request, else by where it stands."""
    when = row.noun.approved_on or row.noun.requested_on
    return (when.latest if when and when.latest else date.min, row.number)


def _disagreement(register: Register, row: Row[DateChange], ref: str, which: str) -> Iterator[Problem]:
    said = register.recommendations.get(ref)
    if said is None or not which:
        return
    now = said.hmicfrs_due_date if which == "HMICFRS due date" else said.force_target_date
    to = row.noun.moved_to
    if to is not None and (now is None or (now.earliest, now.latest) != (to.earliest, to.latest)):
        yield make_problem(
            "date-change-disagrees",
            sheet=register.date_changes.sheet,
            cell=register.date_changes.cell(row, "To"),
            ref=ref,
            which=which,
            to=to,
            now=now or "nothing",
        )


def _too_many(register: Register, as_at: date) -> Iterator[Problem]:
    limit = register.settings.extension_limit
    changes = date_changes_by(register.date_changes.rows, as_at)
    words = {1: "once", 2: "twice"}
    for row in register.recommendations.rows:
        count = len(changes.get(key_of(row.noun.ref), ()))
        if count > limit and row.noun.is_open:
            yield make_problem(
                "extension-limit",
                sheet=register.recommendations.sheet,
                cell=register.recommendations.cell(row, "Ref"),
                ref=row.noun.ref,
                times=words.get(count, f"{count} times"),
                limit=limit,
            )


def check_overrides(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Overrides that lack what makes them count, and those that have run out."""
    table = register.overrides
    for row in table.rows:
        override = row.noun
        for missing in missing_from(row):
            heading = _OVERRIDE_HEADINGS[missing]
            if heading not in row.unread:
                yield make_problem(
                    "override-incomplete",
                    sheet=table.sheet,
                    cell=table.cell(row, heading),
                    ref=override.ref,
                    missing=missing,
                )
        if has_run_out(override, as_at):
            yield make_problem(
                "override-expired",
                sheet=table.sheet,
                cell=table.cell(row, "Until"),
                ref=override.ref,
                until=override.until,
            )


def check_closure(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Closed without the force's sign-off, or without any date."""
    table = register.recommendations
    for row in table.rows:
        noun = row.noun
        if noun.status != Status.CLOSED:
            continue
        if noun.closed_on is None and not row.unread & {"HMICFRS closed on", "Force sign-off on"}:
            cell = table.cell(row, "HMICFRS closed on")
            yield make_problem("closed-without-date", sheet=table.sheet, cell=cell, ref=noun.ref)
        for value, heading in (
            (noun.force_sign_off_by, "Force sign-off by"),
            (noun.force_sign_off_on, "Force sign-off on"),
        ):
            if not value and heading in table.columns and heading not in row.unread:
                yield make_problem(
                    "closed-without-sign-off",
                    sheet=table.sheet,
                    cell=table.cell(row, heading),
                    ref=noun.ref,
                    heading=heading,
                )


def check_fieldwork(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Fieldwork whose last possible day has passed, with nothing said of what became of it."""
    table = register.inspections
    for row in table.rows:
        noun = row.noun
        settled = noun.conducted_on or noun.cancelled_on or noun.published_on
        if noun.fieldwork and noun.fieldwork.is_past(as_at) and not settled and noun.our_part != "Not inspected":
            yield make_problem(
                "fieldwork-passed",
                sheet=table.sheet,
                cell=table.cell(row, "Conducted on" if "Conducted on" in table.columns else "Fieldwork"),
                fieldwork=noun.fieldwork,
            )


def check_meetings(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """No meeting that a paper could be for."""
    if not register.committee_meetings.since(as_at):
        others = say_other_committees(register, as_at)
        yield make_problem("meeting-missing", sheet=register.meetings.sheet, as_at=say_date(as_at), others=others)


def say_other_committees(register: Register, as_at: date) -> str:
    """That meetings to come are of another committee than Settings name, as a sentence to follow others; or nothing."""
    names = {
        one.committee.strip()
        for one in register.meetings
        if one.committee.strip() not in ("", register.settings.committee)
        and not one.is_cancelled
        and one.meeting_date is not None
        and (one.meeting_date.latest or date.min) >= as_at
    }
    if not names:
        return ""
    listed = join_words(sorted(names))
    return f" Those to come are of {listed}, and Settings name {register.settings.committee}: write it alike in both."


DATE_CHECKS = (
    check_order,
    check_future,
    check_date_changes,
    check_overrides,
    check_closure,
    check_fieldwork,
    check_meetings,
)

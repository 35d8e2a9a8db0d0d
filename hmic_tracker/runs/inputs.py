"""What a run works on: the workbooks and the record as read, and what the rules say of them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from hmic_tracker.errors import HistoryDamaged, HistoryUnusable, NotFound, SheetMissing
from hmic_tracker.model.rating import Movement, Ratings
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.problems import Problem
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.history.store import History
    from hmic_tracker.register.changes import ChangeSet, RowKey
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister


@dataclass(frozen=True)
class Inputs:
    """What was read: the register, the risks and the record of past runs, as at a day."""

    workspace: Workspace
    as_at: date
    register: "Register"
    risks: "RiskRegister"
    history: "History"
    before: Snapshot | None
    history_error: HistoryUnusable | None = None
    history_said: str = ""


@dataclass(frozen=True)
class Judged:
    """The inputs with what the rules say of them."""

    inputs: Inputs
    problems: tuple[Problem, ...]
    ratings: Ratings
    movements: tuple[Movement, ...]
    changes: "ChangeSet"


def say_no_column(judged: Judged) -> str:
    """That the register has no column for the colour, so that none can be written; empty where it has one."""
    table = judged.inputs.register.recommendations
    if "RAG" in table.columns or not table.rows:
        return ""
    return (
        f"The sheet {table.sheet} has no heading RAG, so the colours stand in the paper alone. To have them in the "
        "register too, copy the grey headings of the starter workbook beside the others."
    )


def read_inputs(workspace: Workspace, *, as_at: date, set_aside: str = "") -> Inputs:
    """Read both workbooks and what the last paper was made from.

    A record of past runs that cannot be used stops nothing here: the register is read and rated without it, and the
    error is kept for the step that needs it. With `set_aside`, the name of a run that writes, a damaged record is moved
    out of the way under that name, and a new one is begun; `history_said` says so. Raises SheetMissing where the
    register has no Status or no Recommendation.
    """
    from hmic_tracker.history.store import open_history
    from hmic_tracker.register.reading import open_register
    from hmic_tracker.register.risks import no_risk_register, open_risk_register

    problem: HistoryUnusable | None = None
    said = ""
    used: frozenset[str] = frozenset()
    history = open_history(workspace.history)
    try:
        used = history.refs_used()
    except HistoryDamaged as error:
        problem = error
        if set_aside:
            problem, said = begin_anew(history, error, set_aside)
    except HistoryUnusable as error:
        problem = error
    register = open_register(workspace.register, refs_used=used, aliases=workspace.aliases)
    given = {} if problem else _refs_given(history, register)
    if given:
        register = open_register(workspace.register, refs_used=used, refs_given=given, aliases=workspace.aliases)
    _need_headings(register)
    risks = (
        open_risk_register(workspace.risk_register, aliases=workspace.aliases)
        if workspace.risk_register
        else no_risk_register()
    )
    before = None
    if problem is None:
        try:
            before = _last_paper(history, register, as_at)
        except HistoryDamaged as error:
            problem = error
            if set_aside:
                problem, said = begin_anew(history, error, set_aside)
        except HistoryUnusable as error:
            problem = error
    return Inputs(workspace, as_at, register, risks, history, before, problem, said)


def begin_anew(history: "History", error: HistoryDamaged, name: str) -> tuple[HistoryUnusable | None, str]:
    """Move a damaged record out of the way; what still stands in it, and the sentence that says so."""
    try:
        kept = history.set_aside(name)
    except HistoryUnusable as refused:
        return refused, ""
    return None, f"{error.message} It is kept as {kept.name}, and a new record is begun."


def _refs_given(history: "History", register: "Register") -> "dict[RowKey, str]":
    """The Refs under which the newest run recorded rows that have none in the workbook.

    They could not be written, as somebody had it open, or were cleared since. Papers and emails name them by then, so
    that another number each day would name one recommendation twice.
    """
    from hmic_tracker.history.recognising import refs_changed
    from hmic_tracker.register.changes import key_without_ref

    blank = [row.noun for row in register.recommendations.rows if row.ref_is_new]
    try:
        newest = history.newest() if blank else None
        before = history.at_number(newest.number) if newest else None
    except HistoryUnusable:  # told by whoever reads the last paper from it
        return {}
    changed = refs_changed(before, register.recommendations) if before else {}
    return {key_without_ref(noun): changed[noun.ref] for noun in blank if noun.ref in changed}


def _last_paper(history: "History", register: "Register", as_at: date) -> Snapshot | None:
    """What the committee's last paper was made from, its rows under the Refs that they have now."""
    from hmic_tracker.history.recognising import follow_refs

    cancelled = register.committee_meetings.cancelled_days
    found = history.at_last_paper(as_at, committee=register.settings.committee, cancelled=cancelled)
    return follow_refs(found, register.recommendations) if found else None


def _need_headings(register: "Register") -> None:
    """Without these every row would count as open, or print as blank: better no figures than those."""
    table = register.recommendations
    for heading in ("Status", "Recommendation"):
        if heading not in table.columns:
            raise SheetMissing(
                f"The heading {heading} is not on the sheet {table.sheet} of {register.path.name}, "
                "and nothing can be counted without it.",
                advice="Put the heading back, or add what you call it to the aliases in hmic-tracker.toml.",
                place=str(register.path),
            )


def judge(inputs: Inputs) -> Judged:
    """Check, rate, compare with the last paper, and propose what to write. Nothing is written."""
    return rate_inputs(inputs, check_inputs(inputs))


def check_inputs(inputs: Inputs) -> tuple[Problem, ...]:
    """Every problem of the two workbooks."""
    from hmic_tracker.rules.checks import check

    return check(inputs.register, inputs.risks, as_at=inputs.as_at)


def rate_inputs(inputs: Inputs, problems: tuple[Problem, ...]) -> Judged:
    """Rate, compare with the last paper, and propose what to write. Nothing is written."""
    from hmic_tracker.history.movement import movement
    from hmic_tracker.rules.ratings import rate

    ratings = rate(inputs.register, inputs.risks, as_at=inputs.as_at, before=inputs.before, problems=problems)
    movements = movement(inputs.before, ratings)
    changes = inputs.register.propose(ratings, movements, problems=problems)
    return Judged(inputs, problems, ratings, movements, changes)


def unrated(inputs: Inputs, problems: tuple[Problem, ...]) -> Judged:
    """The inputs where nothing could be rated: there is nothing to write but the Checks sheet."""
    from hmic_tracker.register.changes import ChangeSet

    return Judged(inputs, problems, Ratings(inputs.as_at, ()), (), ChangeSet(inputs.as_at, checks=problems))


def choose_meeting(register: "Register", *, as_at: date, meeting: date | None = None) -> date:
    """The meeting that a paper is for: the one given, else the first on or after `as_at` that is not cancelled.

    Raises NotFound where neither is to be had.
    """
    if meeting is not None:
        return meeting
    planned = register.committee_meetings.since(as_at)
    if not planned or planned[0].day is None:
        from hmic_tracker.rules.checks_dates import say_other_committees

        raise NotFound(
            f"No meeting on or after {as_at:%d/%m/%Y} stands on the Meetings sheet.",
            advice=f"Add the meeting there, or give its date with --meeting.{say_other_committees(register, as_at)}",
            place="Meetings",
        )
    return planned[0].day


def only_checks(judged: Judged) -> Judged:
    """The same with nothing to write but the Checks sheet."""
    return replace(judged, changes=replace(judged.changes, changes=(), looked=(), checks=judged.problems))


def without_checks(judged: Judged) -> Judged:
    """The same without the Checks sheet."""
    return replace(judged, changes=replace(judged.changes, checks=None))

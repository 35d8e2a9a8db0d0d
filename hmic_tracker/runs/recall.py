"""What a past run said: a recommendation explained as on a day, from the record or from the register as it is now."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from hmic_tracker.errors import HistoryUnusable, NotFound
from hmic_tracker.model.rating import Rating
from hmic_tracker.model.when import say_date
from hmic_tracker.problems import Problem
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.model.snapshot import Snapshot
    from hmic_tracker.rules.explain import Explanation


class Source(StrEnum):
    """Where an explanation comes from."""

    RECORD = "record"
    REGISTER = "register"


@dataclass(frozen=True)
class Recalled:
    """An explanation, the rating and the problems it is about, and a sentence on where it comes from."""

    explanation: "Explanation"
    rating: Rating
    problems: tuple[Problem, ...]
    says: str = ""


def explain_as_at(workspace: Workspace, ref: str, *, as_at: date, source: Source | None = None) -> Recalled:
    """Why a recommendation has, or had, its colour.

    A day before the newest snapshot's is answered from the record, in the words of that day, since the register says
    what holds now; any other day from the register. `source` asks for one or the other. Raises NotFound where there is
    no such Ref, or no snapshot on or before the day.
    """
    if source is not Source.REGISTER:
        try:
            snapshot = _recorded(workspace, as_at, is_asked=source is Source.RECORD)
        except HistoryUnusable as error:
            if source is Source.RECORD:
                raise
            return _from_register(workspace, ref, as_at, f"{error} This is from the register as it is now.")
        if snapshot is not None:
            return _from_record(snapshot, ref)
    return _from_register(workspace, ref, as_at, "")


def _recorded(workspace: Workspace, as_at: date, *, is_asked: bool) -> "Snapshot | None":
    from hmic_tracker.history.store import open_history

    history = open_history(workspace.history)
    newest = history.newest()
    if not is_asked and (newest is None or as_at >= newest.as_at):
        return None
    found = history.at(as_at)
    if found is None and is_asked:
        raise NotFound(
            f"There is no snapshot on or before {as_at:%d/%m/%Y}.",
            advice="See which there are with: hmic-tracker history",
        )
    return found


def _from_record(snapshot: "Snapshot", ref: str) -> Recalled:
    from hmic_tracker.rules.recorded import explain_recorded

    explanation = explain_recorded(snapshot, ref)
    about = tuple(problem for problem in snapshot.problems if problem.ref == explanation.rating.ref)
    says = f"From the record: snapshot {snapshot.number}, as at {say_date(snapshot.as_at)}."
    return Recalled(explanation, explanation.rating, about, says)


def _from_register(workspace: Workspace, ref: str, as_at: date, says: str) -> Recalled:
    from hmic_tracker.rules.explain import explain
    from hmic_tracker.runs.inputs import judge, read_inputs

    judged = judge(read_inputs(workspace, as_at=as_at))
    explanation = explain(judged.inputs.register, judged.inputs.risks, judged.ratings, ref)
    about = tuple(problem for problem in judged.problems if problem.ref == explanation.rating.ref)
    return Recalled(explanation, explanation.rating, about, says)

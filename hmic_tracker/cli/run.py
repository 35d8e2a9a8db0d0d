"""`hmic-tracker run`: the lot."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hmic_tracker.cli.answer import (
    Answer,
    AsAtOption,
    Asked,
    IgnoreLockOption,
    JsonOption,
    MeetingOption,
    QuietOption,
    WorkspaceOption,
    asked,
    deliver,
    now,
    read_day,
    wants_traceback,
)
from hmic_tracker.cli.wording import changes_as_json, movements_as_json, ratings_as_json
from hmic_tracker.errors import CommandLineWrong, TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hmic_tracker.runs.cycle import RunResult
    from hmic_tracker.runs.due import Agenda
    from hmic_tracker.runs.record import Step
    from hmic_tracker.runs.timetable import Occurrence, Timetable
    from hmic_tracker.runs.waking import RoundDone
    from hmic_tracker.runs.workspace import Workspace

NAME = "run"


def command(
    as_at: AsAtOption = None,
    meeting: MeetingOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show all and write nothing.")] = False,
    due: Annotated[
        bool, typer.Option("--due", help="Do only what the timetable in hmic-tracker.toml says is due now.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    ignore_lock: IgnoreLockOption = False,
) -> None:
    """Check, rate, write, snapshot, report, draft. Safe to repeat."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.workspace import open_workspace

    if due:
        if as_at or meeting or ignore_lock:
            raise CommandLineWrong(
                "--due goes by the clock and the timetable alone.",
                advice="Leave out --as-at, --meeting and --ignore-lock, or leave out --due.",
            )
        deliver(question, _due(question, open_workspace(question.workspace), dry_run=dry_run))
    from hmic_tracker.runs.cycle import run

    assert question.as_at is not None
    place = open_workspace(question.workspace)
    result = run(
        place,
        as_at=question.as_at,
        meeting=read_day(meeting, option="--meeting"),
        dry_run=dry_run,
        ignore_lock=ignore_lock,
        stamp=question.stamp,
        began=now(),
    )
    _raise_faults(result.errors)
    judged = result.judged
    body: dict[str, Any] = {
        "changes": changes_as_json(judged.changes),
        "ratings": ratings_as_json(judged.ratings),
        "movements": movements_as_json(judged.movements),
        "steps": _steps_as_json(result.steps),
        "files": result.files,
        "snapshot": result.snapshot.number if result.snapshot else None,
        "errors": _errors_as_json(result.errors),
    }
    remarks = [f"As at {question.as_at:%d/%m/%Y}:", *_say_done(result.steps)]
    if dry_run:
        agenda, _ = _look(place)
        body |= _agenda_as_json(agenda)
        remarks += [*_say_agenda(agenda, place.timetable), "Nothing was written: this was a dry run."]
    else:
        remarks.append(_say_end(result))
    text = str(judged.changes) if dry_run else "\n".join(str(path) for path in result.files)
    # What only shows when the paper is made comes last.
    problems = (*judged.problems, *(result.figures.problems if result.figures else ()))
    answer = Answer(
        text,
        body,
        problems,
        exit_code=result.exit_code,
        remarks=tuple(remarks),
        failures=tuple(_say_failed(result.steps)),
    )
    deliver(question, answer)


def _due(question: Asked, place: "Workspace", *, dry_run: bool) -> Answer:
    """What the timetable says is due: done, or with `dry_run` told."""
    from hmic_tracker.cli.stopping import stop_when_asked
    from hmic_tracker.runs.waking import run_due

    if dry_run:
        agenda, error = _look(place)
        return Answer(
            body={"rounds": [], "files": [], **_agenda_as_json(agenda), "errors": _errors_as_json(_some(error))},
            remarks=(*_say_agenda(agenda, place.timetable), "Nothing was written: this was a dry run."),
            failures=tuple(str(one) for one in _some(error)),
            exit_code=0,
        )
    with stop_when_asked() as stop:
        woken = run_due(place, clock=now, is_stopping=stop.is_set)
    for done in woken.rounds:
        _raise_faults(done.result.errors if done.result else _some(done.error))
    files = [path for done in woken.rounds for path in done.files]
    remarks, failures = [], []
    for done in woken.rounds:
        name = str(done.occurrence)
        remarks += [f"{name}:", *_say_done(done.steps)]
        failures += [f"{name}: {line}" for line in (*_say_failed(done.steps), *map(str, _some(done.error)))]
    failures += [str(one) for one in _some(woken.error)]
    body = {
        "rounds": [_round_as_json(done) for done in woken.rounds],
        "files": files,
        **_agenda_as_json(woken.agenda),
        "errors": _errors_as_json(_some(woken.error)),
    }
    remarks += [*([] if woken.rounds else ["Nothing is due."]), *_say_agenda(woken.agenda, place.timetable)]
    text = "\n".join(str(path) for path in files)
    return Answer(text, body, exit_code=woken.exit_code, remarks=tuple(remarks), failures=tuple(failures))


def _look(place: "Workspace") -> "tuple[Agenda, TrackerError | None]":
    from hmic_tracker.runs.waking import look

    return look(place, now())


def _some(error: TrackerError | None) -> tuple[TrackerError, ...]:
    return () if error is None else (error,)


def _raise_faults(errors: "Iterable[TrackerError]") -> None:
    """With --debug whoever looks wants to see where it arose."""
    if wants_traceback():
        for error in errors:
            if error.__cause__ is not None and error.exit_code == 9:
                raise error.__cause__


def _say_done(steps: "Iterable[Step]") -> list[str]:
    return [f"{step.name}: {step.says}" for step in steps if step.outcome != "failed"]


def _say_failed(steps: "Iterable[Step]") -> list[str]:
    return [f"{step.name}: {step.says}" for step in steps if step.outcome == "failed"]


def _say_end(result: "RunResult") -> str:
    failed = [step.name for step in result.steps if step.outcome == "failed"]
    if failed:
        return f"Partly done: {' and '.join(failed)} failed."
    if result.exit_code == 1:
        return "Done, and something in the data must be fixed: see the Checks sheet, or hmic-tracker check."
    return "Done."


def _say_agenda(agenda: "Agenda", timetable: "Timetable") -> list[str]:
    lines = [f"Due now: {one}, since {timetable.local(one.moment):%d/%m/%Y %H:%M}." for one in agenda.due]
    lines += [f"Tried again {timetable.local(moment):%d/%m/%Y %H:%M}: {one}." for moment, one in agenda.again]
    return lines + [f"Next: {one}, {timetable.local(one.moment):%A %d/%m/%Y %H:%M}." for one in agenda.coming]


def _steps_as_json(steps: "Iterable[Step]") -> list[dict[str, str]]:
    return [{"step": step.name, "outcome": step.outcome, "says": step.says} for step in steps]


def _errors_as_json(errors: "Iterable[TrackerError]") -> list[dict[str, str]]:
    return [{"message": error.message, "advice": error.advice, "place": error.place} for error in errors]


def _round_as_json(done: "RoundDone") -> dict[str, Any]:
    return {
        **_occurrence_as_json(done.occurrence),
        "exit": done.exit_code,
        "steps": _steps_as_json(done.steps),
        "files": list(done.files),
        "errors": _errors_as_json((*(done.result.errors if done.result else ()), *_some(done.error))),
    }


def _occurrence_as_json(one: "Occurrence") -> dict[str, Any]:
    return {"round": one.round.name, "moment": one.moment, "meeting": one.meeting}


def _agenda_as_json(agenda: "Agenda") -> dict[str, Any]:
    return {
        "due": [_occurrence_as_json(one) for one in agenda.due],
        "next": [
            *({**_occurrence_as_json(one), "again": moment} for moment, one in agenda.again),
            *(_occurrence_as_json(one) for one in agenda.coming),
        ],
    }

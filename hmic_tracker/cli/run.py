"""`hmic-tracker run`: the lot."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import (
    Answer,
    AsAtOption,
    IgnoreLockOption,
    JsonOption,
    MeetingOption,
    QuietOption,
    WorkspaceOption,
    asked,
    deliver,
    read_day,
)
from hmic_tracker.cli.wording import changes_as_json, movements_as_json, ratings_as_json, say_count

NAME = "run"


def command(
    as_at: AsAtOption = None,
    meeting: MeetingOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show all and write nothing.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    ignore_lock: IgnoreLockOption = False,
) -> None:
    """Check, rate, write, snapshot, report, draft. Safe to repeat."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.cycle import run
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    result = run(
        open_workspace(question.workspace),
        as_at=question.as_at,
        meeting=read_day(meeting, option="--meeting"),
        dry_run=dry_run,
        ignore_lock=ignore_lock,
        stamp=question.stamp,
    )
    judged = result.judged
    counts = [
        say_count(len(judged.inputs.register.recommendations), "recommendation"),
        say_count(len(judged.problems), "problem").lower(),
        say_count(len(judged.changes.changes), "change").lower(),
    ]
    remarks = [
        f"As at {question.as_at:%d/%m/%Y}: {', '.join(counts)}.",
        *(f"{step.name}: {step.says}" for step in result.steps if step.outcome != "failed"),
    ]
    failures = tuple(f"{step.name}: {step.says}" for step in result.steps if step.outcome == "failed")
    body = {
        "changes": changes_as_json(judged.changes),
        "ratings": ratings_as_json(judged.ratings),
        "movements": movements_as_json(judged.movements),
        "steps": [{"step": step.name, "outcome": step.outcome, "says": step.says} for step in result.steps],
        "files": result.files,
        "snapshot": result.snapshot.number if result.snapshot else None,
        "errors": [{"message": e.message, "advice": e.advice, "place": e.place} for e in result.errors],
    }
    text = str(judged.changes) if dry_run else "\n".join(str(path) for path in result.files)
    # What only shows when the paper is made comes last.
    problems = (*judged.problems, *(result.figures.problems if result.figures else ()))
    answer = Answer(text, body, problems, exit_code=result.exit_code, remarks=tuple(remarks), failures=failures)
    deliver(question, answer)

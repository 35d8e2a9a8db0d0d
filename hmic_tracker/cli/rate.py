"""`hmic-tracker rate`: the change set, written only with `--write`."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import (
    Answer,
    AsAtOption,
    IgnoreLockOption,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    asked,
    deliver,
)
from hmic_tracker.cli.wording import changes_as_json, escalations_as_json, ratings_as_json, say_count

NAME = "rate"


def command(
    as_at: AsAtOption = None,
    write: Annotated[bool, typer.Option("--write", help="Write the changes into the register.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    ignore_lock: IgnoreLockOption = False,
) -> None:
    """Rate every recommendation and show what would change in the register; write it with --write."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.cycle import save_alone
    from hmic_tracker.runs.inputs import judge, read_inputs, without_checks
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    judged = without_checks(judge(read_inputs(open_workspace(question.workspace), as_at=question.as_at)))
    remarks = [f"{say_count(len(judged.changes.changes), 'change')}."]
    body: dict[str, object] = {
        "changes": changes_as_json(judged.changes),
        "ratings": ratings_as_json(judged.ratings),
        "escalations": escalations_as_json(judged.ratings),
    }
    if write:
        remarks.append(str(save_alone(judged, ignore_lock=ignore_lock, stamp=question.stamp)))
        body["files"] = [judged.inputs.register.path]
    deliver(question, Answer(str(judged.changes), body, judged.problems, remarks=tuple(remarks)))

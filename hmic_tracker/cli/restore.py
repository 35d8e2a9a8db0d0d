"""`hmic-tracker restore`: a previous copy of the register put back."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import (
    Answer,
    IgnoreLockOption,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    asked,
    deliver,
)

NAME = "restore"


def command(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A copy's name as `backups` lists it, a part of it, or: latest")
    ],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    ignore_lock: IgnoreLockOption = False,
) -> None:
    """Put a previous copy of the register back. The version that it replaces is kept."""
    question = asked(NAME, workspace, as_json, quiet)
    from hmic_tracker.runs.copies import restore
    from hmic_tracker.runs.workspace import open_workspace

    done = restore(open_workspace(question.workspace), name, stamp=question.stamp, ignore_lock=ignore_lock)
    remarks = [f"{done.register.name} is {done.backup.path.name} again."]
    if done.kept:
        remarks.append(f"The version that it replaced is {done.kept}.")
    body = {"restored": done.backup.path, "files": [done.register], "kept": done.kept}
    deliver(question, Answer(str(done.register), body, remarks=tuple(remarks)))

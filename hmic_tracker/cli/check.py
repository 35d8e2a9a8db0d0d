"""`hmic-tracker check`: every problem, by sheet order."""

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
from hmic_tracker.cli.wording import say_count, say_problems

NAME = "check"


def command(
    as_at: AsAtOption = None,
    write: Annotated[bool, typer.Option("--write", help="Refresh the register's Checks sheet.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    ignore_lock: IgnoreLockOption = False,
) -> None:
    """Every problem in the two workbooks, each with its cell and what to do."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.inputs import judge, only_checks, read_inputs
    from hmic_tracker.runs.saving import save_alone
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    judged = judge(read_inputs(open_workspace(question.workspace), as_at=question.as_at))
    remarks = [say_count(len(judged.problems), "problem") + "."]
    body: dict[str, object] = {}
    if write:
        receipt = save_alone(only_checks(judged), ignore_lock=ignore_lock, stamp=question.stamp)
        remarks.append(str(receipt))
        body["files"] = [judged.inputs.register.path]
    deliver(question, Answer(say_problems(judged.problems), body, judged.problems, remarks=tuple(remarks)))

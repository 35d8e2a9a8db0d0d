"""`hmic-tracker draft`: unsent emails."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import (
    Answer,
    AsAtOption,
    JsonOption,
    MeetingOption,
    QuietOption,
    WorkspaceOption,
    asked,
    deliver,
    read_day,
)
from hmic_tracker.cli.report import Version

NAME = "draft"


def command(
    as_at: AsAtOption = None,
    meeting: MeetingOption = None,
    version: Annotated[Version, typer.Option("--version", help="Which version to attach.")] = Version.PUBLIC,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write the paper's covering email as an unsent draft, with the paper attached."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.papers import make_draft
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    made = make_draft(
        open_workspace(question.workspace),
        as_at=question.as_at,
        meeting=read_day(meeting, option="--meeting"),
        version=str(version),
    )
    body = {"files": [made.path, made.attached]}
    remarks = (f"An unsent email with {made.attached.name} attached. Nothing was sent.",)
    deliver(question, Answer(str(made.path), body, made.problems, remarks=remarks))

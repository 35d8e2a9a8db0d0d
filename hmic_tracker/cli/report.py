"""`hmic-tracker report`: the Word document."""

from enum import StrEnum
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
from hmic_tracker.cli.wording import say_problems
from hmic_tracker.problems import Severity

NAME = "report"


class Version(StrEnum):
    """Who the document is for."""

    FULL = "full"
    PUBLIC = "public"


def command(
    as_at: AsAtOption = None,
    meeting: MeetingOption = None,
    template: Annotated[str, typer.Option("--template", metavar="NAME", help="A template's name.")] = "jac_report",
    version: Annotated[Version, typer.Option("--version", help="Who it is for.")] = Version.FULL,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make the committee's paper from the registers as they stand. The register is not written."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.papers import make_paper
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    made = make_paper(
        open_workspace(question.workspace),
        as_at=question.as_at,
        meeting=read_day(meeting, option="--meeting"),
        template=template,
        version=str(version),
    )
    body = {"files": [made.path], "figures": made.figures.to_json()}
    remarks = [f"The paper for {made.figures.meeting:%d/%m/%Y}, {version} version."]
    pressing = [problem for problem in made.figures.problems if problem.severity is not Severity.NOTE]
    if pressing:
        remarks += ["Before it is issued:", say_problems(pressing)]
    deliver(question, Answer(str(made.path), body, made.problems, remarks=tuple(remarks)))

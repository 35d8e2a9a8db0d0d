"""`hmic-tracker explain`: why a recommendation has its colour."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, AsAtOption, JsonOption, QuietOption, WorkspaceOption, asked, deliver
from hmic_tracker.cli.wording import ratings_as_json
from hmic_tracker.runs.recall import Source

NAME = "explain"


def command(
    ref: Annotated[str, typer.Argument(metavar="REF", help="The recommendation's Ref, like WMP-0042.")],
    as_at: AsAtOption = None,
    source: Annotated[
        Source | None,
        typer.Option(
            "--from", help="The record of past runs, or the register as it is now. [default: the record for a past day]"
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Why this colour: the rule, each fact with its cell, the risk, and the rules that did not fit.

    For a day before the newest snapshot the record answers, in the words of that day.
    """
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.recall import explain_as_at
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    found = explain_as_at(open_workspace(question.workspace), ref, as_at=question.as_at, source=source)
    body = {
        "ratings": ratings_as_json([found.rating]),
        "explanation": {**found.explanation.to_dict(), "from": found.says},
    }
    remarks = (found.says,) if found.says else ()
    deliver(question, Answer(str(found.explanation), body, found.problems, exit_code=0, remarks=remarks))

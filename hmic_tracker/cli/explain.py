"""`hmic-tracker explain`: why a recommendation has its colour."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, AsAtOption, JsonOption, QuietOption, WorkspaceOption, asked, deliver
from hmic_tracker.cli.wording import ratings_as_json

NAME = "explain"


def command(
    ref: Annotated[str, typer.Argument(metavar="REF", help="The recommendation's Ref, like WMP-0042.")],
    as_at: AsAtOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Why this colour: the rule, each fact with its cell, the risk, and the rules that did not fit."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.rules.explain import explain
    from hmic_tracker.runs.inputs import judge, read_inputs
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    judged = judge(read_inputs(open_workspace(question.workspace), as_at=question.as_at))
    explanation = explain(judged.inputs.register, judged.inputs.risks, judged.ratings, ref)
    rating = judged.ratings.of(ref)
    body = {"ratings": ratings_as_json([rating] if rating else []), "explanation": explanation.to_dict()}
    about = tuple(problem for problem in judged.problems if problem.ref == ref)
    deliver(question, Answer(str(explanation), body, about, exit_code=0))

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
from hmic_tracker.cli.wording import (
    changes_as_json,
    escalations_as_json,
    ratings_as_json,
    say_count,
    say_since,
    since_as_json,
)
from hmic_tracker.model.when import say_date

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
    from hmic_tracker.history.recognising import follow_refs
    from hmic_tracker.rules.rescored_risks import risks_moved
    from hmic_tracker.rules.reworded_rules import rules_reworded
    from hmic_tracker.runs.inputs import judge, read_inputs, say_no_column, without_checks
    from hmic_tracker.runs.saving import save_alone
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    judged = without_checks(judge(read_inputs(open_workspace(question.workspace), as_at=question.as_at)))
    before = judged.inputs.before
    known = follow_refs(before, judged.inputs.register.recommendations) if before else None
    risks, rules = risks_moved(known, judged.ratings), rules_reworded(known, judged.ratings)
    remarks = [f"{say_count(len(judged.changes.changes), 'change')}."]
    body: dict[str, object] = {
        "changes": changes_as_json(judged.changes),
        "ratings": ratings_as_json(judged.ratings),
        "escalations": escalations_as_json(judged.ratings),
        "since_last_paper": since_as_json(risks, rules) if before else None,
    }
    said = [str(judged.changes)] if judged.changes else []
    if without := say_no_column(judged):
        # There is no cell to show a change of: the colours themselves are what was asked for.
        remarks.append(without)
        said += [f"{one.ref}  {one.rag}: {one.reason}" for one in judged.ratings]
    if before and (told := say_since(risks, rules)):
        said += [f"Since the paper of {say_date(before.meeting or before.as_at)}:", *told]
    if write:
        remarks.append(str(save_alone(judged, ignore_lock=ignore_lock, stamp=question.stamp)))
        body["files"] = [judged.inputs.register.path]
    deliver(question, Answer("\n".join(said), body, judged.problems, remarks=tuple(remarks)))

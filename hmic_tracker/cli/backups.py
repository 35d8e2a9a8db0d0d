"""`hmic-tracker backups`: the previous copies of the register."""

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, WorkspaceOption, asked, deliver
from hmic_tracker.cli.wording import say_count

NAME = "backups"


def command(workspace: WorkspaceOption = None, as_json: JsonOption = False, quiet: QuietOption = False) -> None:
    """The previous copies of the register that were kept, newest first."""
    question = asked(NAME, workspace, as_json, quiet)
    from hmic_tracker.runs.copies import previous_copies
    from hmic_tracker.runs.workspace import open_workspace

    found = open_workspace(question.workspace)
    copies = previous_copies(found)
    remarks = [f"{say_count(len(copies), 'copy').replace('copys', 'copies')} in {found.backups}."]
    if copies:
        remarks.append("Put one back with: hmic-tracker restore NAME, or: hmic-tracker restore latest")
    body = {
        "backups": [{"name": copy.path.name, "path": copy.path, "kept": copy.stamp, "digest": copy.digest}
                    for copy in copies]
    }  # fmt: skip
    deliver(question, Answer("\n".join(copy.path.name for copy in copies), body, remarks=tuple(remarks)))

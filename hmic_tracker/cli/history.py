"""`hmic-tracker history`: what past runs recorded."""

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, WorkspaceOption, asked, deliver
from hmic_tracker.cli.wording import say_count

NAME = "history"


def command(workspace: WorkspaceOption = None, as_json: JsonOption = False, quiet: QuietOption = False) -> None:
    """The snapshots that past runs left, and which paper was made from which."""
    question = asked(NAME, workspace, as_json, quiet)
    from hmic_tracker.history.store import open_history
    from hmic_tracker.runs.workspace import open_workspace

    snapshots = open_history(open_workspace(question.workspace).history).snapshots()
    lines = [
        f"{one.number:>5}  {one.as_at:%d/%m/%Y}  register {one.register_sha256[:12]}  rules {one.rules_version}"
        + (f"  paper for {one.committee}, {one.meeting:%d/%m/%Y}" if one.meeting else "")
        for one in snapshots
    ]
    body = {
        "snapshots": [
            {
                "number": one.number,
                "as_at": one.as_at,
                "register_sha256": one.register_sha256,
                "risk_register_sha256": one.risk_register_sha256,
                "rules_version": one.rules_version,
                "library_version": one.library_version,
                "problems": dict(one.problem_counts),
                "meeting": one.meeting,
                "committee": one.committee,
            }
            for one in snapshots
        ]
    }
    deliver(question, Answer("\n".join(lines), body, remarks=(say_count(len(snapshots), "snapshot") + ".",)))

"""`hmic-tracker send`: the drafts by SMTP, only when a person says so."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, WorkspaceOption, asked, deliver, now
from hmic_tracker.cli.wording import say_count

if TYPE_CHECKING:
    from hmic_tracker.runs.sending import Draft

NAME = "send"


def command(
    yes: Annotated[bool, typer.Option("--yes", help="Send them. Without it, they are only listed.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Send every draft, also those that were sent before.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Send the drafted emails by the configured mail server; without --yes, list what would go to whom."""
    question = asked(NAME, workspace, as_json, quiet)
    from hmic_tracker.runs.sending import PASSWORD, State, exit_code_of, look_at_drafts, mail_server, send_drafts
    from hmic_tracker.runs.workspace import open_workspace

    where = open_workspace(question.workspace)
    if yes:
        server = mail_server(where, os.environ.get(PASSWORD, ""))
        drafts = send_drafts(where, server, now=now(), again=again)
        code = exit_code_of(drafts)
    else:
        drafts, code = look_at_drafts(where, again=again), 0
    sent = sum(draft.state is State.SENT for draft in drafts)
    remark = f"{say_count(sent, 'email')} sent." if yes else "Nothing was sent. To send them, add --yes."
    failures = tuple(_line(one) for one in drafts if one.state in (State.REFUSED, State.UNKNOWN))
    text = "\n".join(_line(one) for one in drafts if one.state not in (State.REFUSED, State.UNKNOWN))
    body = {"emails": [_as_json(one) for one in drafts], "files": [one.path for one in drafts]}
    deliver(question, Answer(text, body, exit_code=code, remarks=(remark,), failures=failures))


def _line(draft: "Draft") -> str:
    to = ", ".join(draft.to) or "nobody"
    return f"{draft.path.name} to {to}: {draft.state}.{f' {draft.says}' if draft.says else ''}"


def _as_json(draft: "Draft") -> dict[str, object]:
    return {
        "file": draft.path,
        "to": draft.to,
        "subject": draft.subject,
        "state": str(draft.state),
        "says": draft.says,
    }

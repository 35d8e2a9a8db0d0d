"""`hmic-tracker draft`: unsent emails."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

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
from hmic_tracker.cli.wording import say_count

if TYPE_CHECKING:
    from hmic_tracker.runs.drafts import MadeDrafts

NAME = "draft"


class Only(StrEnum):
    """Which emails to write where not all are wanted."""

    COVERING = "covering"
    DIGESTS = "digests"


def command(
    as_at: AsAtOption = None,
    meeting: MeetingOption = None,
    version: Annotated[Version, typer.Option("--version", help="Which version to attach.")] = Version.PUBLIC,
    only: Annotated[
        Only | None, typer.Option("--only", help="Write only the covering email, or only the digests.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write unsent emails: the paper's covering email with the paper attached, and one digest an owner."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.drafts import Emails, make_drafts
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    made = make_drafts(
        open_workspace(question.workspace),
        as_at=question.as_at,
        meeting=read_day(meeting, option="--meeting"),
        version=str(version),
        emails=Emails(only) if only else Emails.ALL,
    )
    body = {
        "files": made.files,
        "covering": made.covering,
        "attached": made.attached,
        "appendix": made.appendix,
        "appendix_is_attached": made.appendix_is_attached,
        "digests": made.digests.files,
        "not_reached": [{"name": one.name, "why": one.why} for one in made.digests.not_reached],
    }
    emails = [path for path in (made.covering, *made.digests.files) if path is not None]
    text = "\n".join(str(path) for path in emails)
    deliver(question, Answer(text, body, made.problems, remarks=_remarks(made, only)))


def _remarks(made: "MadeDrafts", only: Only | None) -> tuple[str, ...]:
    from hmic_tracker.runs.papers import say_kept

    said = []
    if made.attached is not None:
        how = "was made anew" if made.was_made else "is up to date and was left as it is"
        said.append(f"An unsent email with {made.attached.name} attached, which {how}.")
    if made.appendix is not None:
        where = "is attached too" if made.appendix_is_attached else "is too large to attach, and is named in the email"
        said.append(f"Its appendix, {made.appendix.name}, {where}.")
    said += filter(None, (say_kept(made.kept),))
    if only is not Only.COVERING:
        said.append(f"{say_count(len(made.digests.files), 'digest')}, unsent.")
        said += [f"No digest: {one.why}" for one in made.digests.not_reached]
    return (*said, "Nothing was sent.")

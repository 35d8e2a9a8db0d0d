"""`hmic-tracker init`: a new workspace."""

from pathlib import Path
from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, asked, deliver

NAME = "init"


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    example: Annotated[bool, typer.Option("--example", help="With an invented force's filled workbooks.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make a workspace: the register, the risk register, the templates and hmic-tracker.toml."""
    question = asked(NAME, folder, as_json, quiet)
    from hmic_tracker.runs.starting import start_workspace

    made = start_workspace(folder, example=example)
    remarks = (f"A workspace in {folder}. Nothing that was there before has been changed.",)
    deliver(question, Answer("\n".join(str(path) for path in made), {"files": made}, remarks=remarks))

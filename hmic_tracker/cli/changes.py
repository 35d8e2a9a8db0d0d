"""`hmic-tracker changes`: what the library wrote into the register."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, WorkspaceOption, asked, deliver, read_day
from hmic_tracker.cli.wording import say_count

NAME = "changes"


def command(
    ref: Annotated[str, typer.Option("--ref", metavar="REF", help="Only of this recommendation.")] = "",
    since: Annotated[
        str | None, typer.Option("--since", metavar="D", help="Only of runs on or after this day, as 2022-03-31.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Every cell that hmic-tracker wrote into the register: when, what it was, what it is, and why."""
    question = asked(NAME, workspace, as_json, quiet)
    from hmic_tracker.runs.copies import changes_written
    from hmic_tracker.runs.workspace import open_workspace

    trail = changes_written(open_workspace(question.workspace), ref=ref, since=read_day(since, option="--since"))
    remarks = [say_count(len(trail.lines), "change") + "."]
    if trail.unreadable:
        remarks.append(f"{say_count(trail.unreadable, 'line')} of the record cannot be read and left out.")
    body = {
        "changes": [
            {
                "when": line.when,
                "as_at": line.as_at,
                "sheet": line.sheet,
                "cell": line.cell,
                "ref": line.ref,
                "column": line.column,
                "was": line.was,
                "now": line.now,
                "because": line.because,
                "cells": line.cells,
            }
            for line in trail.lines
        ],
        "unreadable": trail.unreadable,
    }
    deliver(question, Answer("\n".join(str(line) for line in trail.lines), body, remarks=tuple(remarks)))

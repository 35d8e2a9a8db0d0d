"""`hmic-tracker template check`: a template against the names that it may use."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, asked, deliver
from hmic_tracker.cli.wording import faults_as_json, say_count

NAME = "template"


class Action(StrEnum):
    """What can be done with a template."""

    CHECK = "check"


def command(
    action: Annotated[Action, typer.Argument(help="What to do.")],
    template: Annotated[Path, typer.Argument(metavar="FILE.docx", help="The template.")],
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Check a template before it is used: unknown names, broken tags, marking, page and language."""
    question = asked(NAME, None, as_json, quiet)
    from hmic_tracker.outputs.template import check_template

    faults = check_template(template)
    text = "\n".join(str(fault) for fault in faults)
    remarks = (f"{template.name}: {say_count(len(faults), 'fault').lower()}.",)
    body = {"faults": faults_as_json(faults), "action": str(action)}
    deliver(question, Answer(text, body, exit_code=1 if faults else 0, remarks=remarks))

"""`hmic-tracker inspect`: what keeps somebody from reading a document."""

from pathlib import Path
from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, asked, deliver
from hmic_tracker.cli.wording import faults_as_json, say_count

NAME = "inspect"


def command(
    document: Annotated[Path, typer.Argument(metavar="FILE.docx", help="The Word document.")],
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Look at any Word document's accessibility and leftovers; exit code 1 where something is found."""
    question = asked(NAME, None, as_json, quiet)
    from hmic_tracker.outputs.accessibility import inspect_document

    faults = inspect_document(document)
    text = "\n".join(str(fault) for fault in faults)
    remarks = (f"{document.name}: {say_count(len(faults), 'fault').lower()}.",)
    deliver(question, Answer(text, {"faults": faults_as_json(faults)}, exit_code=1 if faults else 0, remarks=remarks))

"""`hmic-tracker report`: the Word document."""

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
from hmic_tracker.cli.wording import say_count, say_problems
from hmic_tracker.errors import CommandLineWrong
from hmic_tracker.problems import Severity

if TYPE_CHECKING:
    from hmic_tracker.runs.documents import MadeDocuments, Subject

NAME = "report"


class Version(StrEnum):
    """Who the document is for."""

    FULL = "full"
    PUBLIC = "public"


def command(
    as_at: AsAtOption = None,
    meeting: MeetingOption = None,
    template: Annotated[str, typer.Option("--template", metavar="NAME", help="A template's name.")] = "jac_report",
    version: Annotated[Version, typer.Option("--version", help="Who it is for.")] = Version.FULL,
    portfolio: Annotated[
        str | None, typer.Option("--portfolio", metavar="NAME", help="Of board_pack: one portfolio. [default: each]")
    ] = None,
    inspection: Annotated[
        str | None,
        typer.Option("--inspection", metavar="REF", help="Of section_55_response: one report. [default: all now due]"),
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="NAME", help="Of action_list: one owner. [default: each]")
    ] = None,
    with_pdf: Annotated[bool, typer.Option("--pdf", help="Make a PDF beside it, where LibreOffice is here.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Make the committee's paper, or the documents of another template. The register is not written."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.documents import make_documents
    from hmic_tracker.runs.papers import paper_files
    from hmic_tracker.runs.pdfs import make_pdfs
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    opened = open_workspace(question.workspace)
    made = make_documents(
        opened,
        as_at=question.as_at,
        meeting=read_day(meeting, option="--meeting"),
        template=template,
        version=str(version),
        subject=_subject(portfolio, inspection, owner),
    )
    pdfs, unmade = make_pdfs(opened, (one.path for one in made.documents)) if with_pdf else ((), ())
    errors = (*made.errors, *unmade)
    files = [path for one in made.documents for path in paper_files(one.path)] + list(pdfs)
    body = {"files": files, "figures": made.documents[0].figures.to_json()} if not made.noun else {
        "files": files,
        "documents": [
            {"file": one.path, "about": one.about, "gaps": one.gaps, "figures": one.figures.to_json()}
            for one in made.documents
        ],
    }  # fmt: skip
    body["errors"] = [{"message": one.message, "advice": one.advice, "place": one.place} for one in errors]
    answer = Answer(
        "\n".join(str(path) for path in files),
        body,
        made.problems,
        exit_code=errors[0].exit_code if errors else None,
        remarks=(*_remarks(made, str(version)), *(_pdf_remarks() if pdfs else ())),
        failures=tuple(str(error) for error in errors),
    )
    deliver(question, answer)


def _pdf_remarks() -> tuple[str, ...]:
    from hmic_tracker.outputs.pdf import can_describe_figures

    if can_describe_figures():
        return ()
    return ("Charts have no alternative text in the PDF. Install hmic-tracker[pdf] to put it there.",)


def _subject(portfolio: str | None, inspection: str | None, owner: str | None) -> "Subject | None":
    from hmic_tracker.runs.documents import Subject

    options = {"--portfolio": portfolio, "--inspection": inspection, "--owner": owner}
    given = [Subject(option, name) for option, name in options.items() if name is not None]
    if len(given) > 1:
        raise CommandLineWrong(
            f"{given[0].option} and {given[1].option} do not go together.", advice="Give one of them."
        )
    return given[0] if given else None


def _remarks(made: "MadeDocuments", version: str) -> tuple[str, ...]:
    from hmic_tracker.runs.papers import say_kept

    kept = tuple(filter(None, (say_kept(path for one in made.documents for path in one.kept),)))
    if not made.noun:
        found = [one for one in made.documents[0].figures.problems if one.severity is not Severity.NOTE]
        before = ("Before it is issued:", say_problems(found)) if found else ()
        return (f"The paper for {made.meeting:%d/%m/%Y}, {version} version.", *kept, *before)
    each = "" if len(made.documents) == 1 else " each"
    count = f"{say_count(len(made.documents), 'document')} about one {made.noun}{each}, {version} version."
    nothing = f"There is no {made.noun} to make a document about." if not made.documents else count
    gaps = tuple(f"{one.about}: nothing is recorded for {'; '.join(one.gaps)}." for one in made.documents if one.gaps)
    return (nothing, *kept, *gaps, *made.left_out)

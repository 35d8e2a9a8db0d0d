"""PDFs beside the documents of a workspace."""

from collections.abc import Iterable
from pathlib import Path

from hmic_tracker.errors import NotConverted
from hmic_tracker.runs.workspace import Workspace


def make_pdfs(workspace: Workspace, documents: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[NotConverted, ...]]:
    """The PDFs that were made, one beside each document, and why the first that could not be made was not.

    The documents stand all the same. What keeps LibreOffice from one keeps it from the rest,
    so the others are not tried.
    """
    from hmic_tracker.outputs.pdf import write_pdf

    made: list[Path] = []
    try:
        for document in documents:
            made.append(write_pdf(document, profile=workspace.records / "libreoffice"))
    except NotConverted as error:
        return tuple(made), (error,)
    return tuple(made), ()

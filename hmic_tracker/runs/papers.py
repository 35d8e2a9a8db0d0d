"""Making documents and drafts from the registers as they stand."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.runs.inputs import Judged, choose_meeting
from hmic_tracker.runs.issued import issued_snapshots
from hmic_tracker.runs.provenance import Standing, provenance_of, remember, set_aside, standing_of
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.figures.paper import Figures
    from hmic_tracker.outputs.render import Renderer
    from hmic_tracker.register.writing import Receipt


@dataclass(frozen=True, slots=True)
class StandingDocument:
    """A document as it stands in `out`: whether it was made just now, and where what people had changed is kept."""

    path: Path
    was_made: bool
    kept: tuple[Path, ...] = ()


def figures_for(judged: Judged, *, meeting: date | None = None) -> "Figures":
    """The figures of the paper for a meeting. Raises NotReconciled where two counts differ."""
    from hmic_tracker.figures.paper import compile_figures

    inputs = judged.inputs
    day = choose_meeting(inputs.register, as_at=inputs.as_at, meeting=meeting)
    return compile_figures(
        inputs.register,
        inputs.risks,
        judged.ratings,
        judged.problems,
        meeting=day,
        before=inputs.before,
        issued=issued_snapshots(inputs, day),
    )


def paper_name(template: str, *, meeting: date, version: str, subject: str = "") -> str:
    """`jac_report 2022-03-31.docx`, with what it is about, and with `public` in it for the public version."""
    public = " public" if version == "public" else ""
    about = f" {subject}" if subject else ""
    return f"{Path(template).stem} {meeting:%Y-%m-%d}{about}{public}.docx"


def paper_files(document: Path) -> tuple[Path, ...]:
    """The document and, where its appendix is a workbook beside it, that."""
    from hmic_tracker.outputs.appendix import appendix_path

    appendix = appendix_path(document)
    return (document, appendix) if appendix.exists() else (document,)


def make_document(
    workspace: Workspace,
    judged: Judged,
    figures: "Figures",
    *,
    template: Path,
    to: Path,
    version: str,
    renderer: "Renderer | None" = None,
    leave_what_holds: bool = False,
) -> StandingDocument:
    """Make a document in `out` and note what it was made from.

    What a person has changed since, in the document or in the appendix beside it, is kept under a name of its own.
    With `leave_what_holds` a document that would come out the same is left as it is.
    """
    from hmic_tracker.outputs.paper import write_document

    made_from = provenance_of(judged, template=template, meeting=figures.meeting, version=version)
    found = {path: standing_of(workspace, path, made_from) for path in paper_files(to)}
    kept = tuple(set_aside(path) for path, standing in found.items() if standing is Standing.CHANGED)
    if leave_what_holds and set(found.values()) == {Standing.HOLDS}:
        return StandingDocument(to, was_made=False)
    write_document(figures, template=template, to=to, version=version, renderer=renderer)
    remember(workspace, paper_files(to), made_from)
    return StandingDocument(to, was_made=True, kept=kept)


def say_kept(kept: Iterable[Path]) -> str:
    """One sentence on the copies that people had changed; empty where there is none."""
    names = [path.name for path in kept]
    if not names:
        return ""
    if len(names) == 1:
        return f"One that a person had changed is kept as {names[0]}."
    return f"Those that a person had changed are kept as {', '.join(names[:-1])} and {names[-1]}."


def keep_for_comparison(judged: Judged, figures: "Figures", document: Path, *, template: str, version: str) -> None:
    """Record the snapshot that the full committee paper was made from; of other documents nothing is recorded."""
    if version == "full" and Path(template).stem == "jac_report" and judged.inputs.history_error is None:
        taken = judged.inputs.history.add(picture_of(judged))
        record_paper(judged, taken, figures.meeting, document)


def picture_of(judged: Judged, receipt: "Receipt | None" = None) -> Snapshot:
    """What the record keeps of a run. After a save it names the bytes that staff now have."""
    from hmic_tracker.history.rows import snapshot_of

    inputs = judged.inputs
    register = receipt.fingerprint if receipt and receipt.fingerprint else inputs.register.fingerprint
    return snapshot_of(
        judged.ratings,
        judged.problems,
        register_sha256=register.sha256,
        risk_register_sha256=inputs.risks.fingerprint.sha256 if inputs.risks.fingerprint else "",
    )


def record_paper(judged: Judged, taken: Snapshot, meeting: date, document: Path) -> None:
    """Remember which snapshot the committee's paper was made from."""
    from hmic_tracker.files import fingerprint
    from hmic_tracker.history.store import Paper

    inputs = judged.inputs
    committee, digest = inputs.register.settings.committee, fingerprint(document).sha256
    since = inputs.before.number if inputs.before else None
    inputs.history.add_paper(Paper(taken.number, committee, meeting, document.name, digest, since), judged.movements)


@contextmanager
def waking_renderer(template: Path) -> "Iterator[Renderer]":
    """Word's part takes half a second to wake up and check the template; it does so while the workbooks are rated."""
    from hmic_tracker.outputs.render import start_renderer

    renderer = start_renderer()
    try:
        renderer.prepare(template)
        yield renderer
    finally:
        renderer.close()

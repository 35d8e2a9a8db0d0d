"""Making documents and drafts from the registers as they stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.runs.inputs import Judged, choose_meeting
from hmic_tracker.runs.issued import issued_snapshots

if TYPE_CHECKING:
    from hmic_tracker.figures.paper import Figures
    from hmic_tracker.outputs.render import Renderer
    from hmic_tracker.register.writing import Receipt


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

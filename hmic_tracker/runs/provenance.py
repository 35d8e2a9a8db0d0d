"""What a document in the folder `out` was made from, so that it is made again only where that no longer holds."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from hmic_tracker import __version__
from hmic_tracker.errors import FileRefused
from hmic_tracker.files import (
    append_lines,
    fingerprint,
    read_bytes_whole,
    read_lines,
    write_bytes_whole,
    write_text_whole,
)
from hmic_tracker.outputs.appendix import appendix_path
from hmic_tracker.runs.inputs import Judged
from hmic_tracker.runs.workspace import Workspace

DOCUMENTS = "documents.jsonl"
_MANY_NOTES = 1_000


class Standing(StrEnum):
    """How a document on the disk stands to what it would be made from now."""

    HOLDS = "holds"
    OUT_OF_DATE = "out of date"
    CHANGED = "changed by hand"


def provenance_of(judged: Judged, *, template: Path, meeting: date, version: str) -> dict[str, str]:
    """Everything that decides a document's bytes: workbooks, template, days, the paper before it, the library.

    A template that is not there gives an empty sum.
    """
    inputs = judged.inputs
    risks = inputs.risks.fingerprint
    before = inputs.before
    return {
        "register": inputs.register.fingerprint.sha256,
        "risk_register": risks.sha256 if risks else "",
        "template": fingerprint(template).sha256 if template.exists() else "",
        "version": version,
        "as_at": inputs.as_at.isoformat(),
        "meeting": meeting.isoformat(),
        "before": f"{before.number} {before.as_at.isoformat()}" if before else "",
        "library": __version__,
    }


def remember(workspace: Workspace, documents: Iterable[Path], made_from: Mapping[str, str]) -> None:
    """Note of each document what it was made from, and the workbook of a long appendix that goes with it."""
    entries = []
    for document in documents:
        beside = appendix_path(document)
        known = {
            "document": document.name,
            "sha256": fingerprint(document).sha256,
            "appendix": beside.name if beside.exists() else "",
        }
        entries.append(json.dumps({**known, **made_from}, ensure_ascii=False))
    append_lines(workspace.records / DOCUMENTS, entries)


def standing_of(workspace: Workspace, document: Path, made_from: Mapping[str, str]) -> Standing:
    """Whether the document on the disk is the one that would be made now.

    One that is not there is out of date; so is one of which nobody knows what it was made from, and one whose appendix
    is gone. One that was never noted counts as changed.
    """
    if not document.exists():
        return Standing.OUT_OF_DATE
    # Where the record is lost, what stands there may be a person's work.
    noted = _last_notes(workspace).get(document.name, {})
    if fingerprint(document).sha256 != noted.get("sha256"):
        return Standing.CHANGED
    beside = noted.get("appendix")
    is_whole = not beside or document.with_name(beside).exists()
    holds = is_whole and all(noted.get(name) == value for name, value in made_from.items())
    return Standing.HOLDS if holds else Standing.OUT_OF_DATE


def set_aside(document: Path, folder: Path | None = None) -> Path:
    """Copy a document that a person has changed to a name of its own, beside it or in `folder`, and return that.

    The name tells the content, so that the same change is kept once and another is never overwritten.
    """
    content = read_bytes_whole(document)
    name = f"{document.stem} changed {hashlib.sha256(content).hexdigest()[:8]}{document.suffix}"
    kept = (folder or document.parent) / name
    write_bytes_whole(kept, content)
    return kept


def set_aside_changed(workspace: Workspace, documents: Iterable[Path], folder: Path) -> tuple[Path, ...]:
    """Copy into `folder` those documents that a person has changed since they were written; the copies.

    One that was never noted counts as changed, as in `standing_of`.
    """
    there = [one for one in documents if one.exists()]
    noted = _last_notes(workspace) if there else {}
    written = {one: noted.get(one.name, {}).get("sha256") for one in there}
    return tuple(set_aside(one, folder) for one, known in written.items() if known != fingerprint(one).sha256)


def shorten_notes(workspace: Workspace) -> None:
    """Leave only the last note of each document that is still there, once many have come together."""
    path = workspace.records / DOCUMENTS
    if not path.exists() or len(read_lines(path)) <= _MANY_NOTES:
        return
    there = {one.name for folder in (workspace.out, workspace.drafts) if folder.is_dir() for one in folder.iterdir()}
    last = (entry for name, entry in _last_notes(workspace).items() if name in there)
    write_text_whole(path, "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in last))


def _last_notes(workspace: Workspace) -> dict[str, dict[str, str]]:
    """The last that was noted of each document, by its name."""
    try:
        lines = read_lines(workspace.records / DOCUMENTS)
    except FileRefused:
        return {}
    notes = {}
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # a line that a crash cut short
        if isinstance(entry, dict) and isinstance(entry.get("document"), str):
            notes[entry["document"]] = entry
    return notes

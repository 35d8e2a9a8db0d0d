"""What LibreOffice leaves out of a PDF, put back: alternative texts of figures, and no clock in it.

ISO 32000-1, 14.7 (structure elements) and 14.9.3 (alternate descriptions).
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hmic_tracker.outputs.markup import MC, WP
from hmic_tracker.outputs.package import WordPackage, open_word, parse_xml

_DATES = ("{http://purl.org/dc/terms/}modified", "{http://purl.org/dc/terms/}created")


def describe_figures(content: bytes, document: Path) -> bytes:
    """The PDF with the alternative text of each drawing of the Word document, by their order, and with its date.

    Where the two do not hold as many figures nothing is put in, since a wrong description is worse than none.
    """
    import pikepdf

    package = open_word(document)
    said = tuple(_descriptions(package))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        figures = list(_figures(tree.get("/K"))) if tree is not None else []
        if len(figures) == len(said):
            for figure, words in zip(figures, said, strict=True):
                figure["/Alt"] = pikepdf.String(words)
        _set_day(pdf, _day_of(package))
        # LibreOffice's own sum of the file as it was: it would differ each time.
        if "/DocChecksum" in pdf.trailer:
            del pdf.trailer["/DocChecksum"]
        done = io.BytesIO()
        pdf.save(done, deterministic_id=True)
    return done.getvalue()


def _descriptions(package: WordPackage) -> Iterator[str]:
    """The words of each drawing in the text, in order; what stands there for older programs is passed over."""
    tree = parse_xml(package.parts[package.document], place=package.document)
    for drawing in tree.iter(f"{WP}inline", f"{WP}anchor"):
        if next(drawing.iterancestors(f"{MC}Fallback"), None) is None:
            shown = drawing.find(f"{WP}docPr")
            yield (shown.get("descr") or shown.get("title") or "").strip() if shown is not None else ""


def _figures(kids: Any) -> Iterator[Any]:
    """The figures in reading order. A paragraph that LibreOffice calls one, since its style is, becomes a division."""
    import pikepdf

    if isinstance(kids, pikepdf.Array):
        for each in kids:
            yield from _figures(each)
        return
    if not isinstance(kids, pikepdf.Dictionary):
        return
    inner = list(_figures(kids.get("/K"))) if "/K" in kids else []
    if kids.get("/S") == "/Figure":
        if not inner:
            yield kids
            return
        kids["/S"] = pikepdf.Name("/Div")
    yield from inner


def _day_of(package: WordPackage) -> str:
    if not package.properties:
        return ""
    root = parse_xml(package.parts[package.properties], place=package.properties)
    return next((words[:10] for name in _DATES if (words := root.findtext(name) or "")), "")


def _set_day(pdf: Any, day: str) -> None:
    """The day of the figures for the moment of the conversion, so that the same document gives the same file."""
    import pikepdf

    if len(day) != 10:
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            if name in metadata:
                metadata[name] = f"{day}T00:00:00Z"
    for name in ("/CreationDate", "/ModDate"):
        if name in pdf.docinfo:
            pdf.docinfo[name] = pikepdf.String(f"D:{day.replace('-', '')}000000Z")

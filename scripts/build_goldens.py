"""Edit the committee paper's template as people do, have LibreOffice save it, and keep it as a golden template.

`python scripts/build_goldens.py` writes tests/golden/edited_*.docx; it needs LibreOffice.
"""

import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE, GOLDEN = ROOT / "templates" / "jac_report.docx", ROOT / "tests" / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WHEN = {f"{W}author": "A. Clerk", f"{W}date": "2022-03-01T09:00:00Z"}
Parts = dict[str, bytes]
Edit = Callable[[etree._Element, Parts], None]


def _runs(body: etree._Element) -> list[etree._Element]:
    return [run for run in body.iter(f"{W}r") if run.find(f"{W}t") is not None and "{" in (run.findtext(f"{W}t") or "")]


def _copy_with(run: etree._Element, words: str) -> etree._Element:
    made = deepcopy(run)
    text = made.find(f"{W}t")
    assert text is not None
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def split_runs(body: etree._Element, parts: Parts) -> None:
    """Word splits a tag at each correction, and puts marks of the spelling checker and bookmarks between."""
    for number, run in enumerate(_runs(body)):
        words = run.findtext(f"{W}t") or ""
        pieces = [words[at : at + 5] for at in range(0, len(words), 5)]
        for at, piece in enumerate(pieces):
            made = _copy_with(run, piece)
            if at == 1:
                look = made.find(f"{W}rPr")
                if look is None:
                    look = etree.Element(f"{W}rPr")
                    made.insert(0, look)
                etree.SubElement(look, f"{W}noProof")
                run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))
            run.addprevious(made)
            if at == 1:
                run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellEnd"}))
                mark = {f"{W}id": str(number)}
                run.addprevious(etree.Element(f"{W}bookmarkStart", {**mark, f"{W}name": f"_Mark{number}"}))
                run.addprevious(etree.Element(f"{W}bookmarkEnd", mark))
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)


def tracked_changes(body: etree._Element, parts: Parts) -> None:
    """Words struck out and others put in, not yet accepted, round tags too."""
    for number, run in enumerate([one for one in _runs(body) if "{{" in (one.findtext(f"{W}t") or "")][::3]):
        inserted = etree.Element(f"{W}ins", {f"{W}id": str(900 + 2 * number), **_WHEN})
        deleted = etree.Element(f"{W}del", {f"{W}id": str(901 + 2 * number), **_WHEN})
        gone = etree.SubElement(etree.SubElement(deleted, f"{W}r"), f"{W}delText")
        gone.text = "{{ old.name }} as before "
        run.addprevious(deleted)
        run.addprevious(inserted)
        inserted.append(run)


def round_quotes(body: etree._Element, parts: Parts) -> None:
    """Word makes quotes round as they are typed."""
    for run in _runs(body):
        text = run.find(f"{W}t")
        assert text is not None
        text.text = (text.text or "").replace(" '", " \u2018").replace("'", "\u2019")
    first = next(run for run in _runs(body) if "committee" in (run.findtext(f"{W}t") or ""))
    text = first.find(f"{W}t")
    assert text is not None
    text.text = "{{ committee or \u201cThe committee\u201d }}, {{ meeting_date }}"


def moved_section(body: etree._Element, parts: Parts) -> None:
    """What is asked of the committee comes before the inspections."""
    blocks = list(body)
    words = ["".join(str(words) for words in block.itertext()) for block in blocks]
    start = next(at for at, said in enumerate(words) if "if show.decision" in said)
    stop = next(at for at, said in enumerate(words) if "if show.appendix" in said)
    target = blocks[next(at for at, said in enumerate(words) if "if show.inspections" in said)]
    for block in blocks[start:stop]:
        target.addprevious(block)


def new_logo(body: etree._Element, parts: Parts) -> None:
    """A crest at the head, described."""
    rows = b"".join(b"\x00" + bytes((29, 53, 87)) * 60 for _ in range(40))
    parts["word/media/crest.png"] = b"".join(
        (b"\x89PNG\r\n\x1a\n", _chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 40, 8, 2, 0, 0, 0)),
         _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))
    )  # fmt: skip
    relations = parts["word/_rels/document.xml.rels"].decode()
    link = f'<Relationship Id="rId90" Type="{_OFFICE}/image" Target="media/crest.png"/>'
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", f"{link}</Relationships>").encode()
    types = parts["[Content_Types].xml"].decode()
    png = '<Default Extension="png" ContentType="image/png"/>'
    parts["[Content_Types].xml"] = types.replace("<Default ", f"{png}<Default ", 1).encode()
    drawing = (
        f'<w:p xmlns:w="{W[1:-1]}" xmlns:r="{_OFFICE}" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:r><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1080000" cy="720000"/>'
        '<wp:docPr id="77" name="Crest" descr="The crest of Westmarch Police"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="77" name="Crest" descr="The crest of Westmarch Police"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId90"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        '<a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1080000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    body.insert(0, etree.fromstring(drawing))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def content_controls(body: etree._Element, parts: Parts) -> None:
    """A tag in a content control, within a line and round a whole paragraph."""
    for number, run in enumerate([one for one in _runs(body) if "{{" in (one.findtext(f"{W}t") or "")][:6]):
        _wrap(run if number % 2 else run.getparent(), number)


def _wrap(element: etree._Element | None, number: int) -> None:
    assert element is not None
    control = etree.Element(f"{W}sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    etree.SubElement(properties, f"{W}alias", {f"{W}val": f"Figure {number}"})
    etree.SubElement(properties, f"{W}id", {f"{W}val": str(1000 + number)})
    element.addprevious(control)
    etree.SubElement(control, f"{W}sdtContent").append(element)


def tag_over_paragraphs(body: etree._Element, parts: Parts) -> None:
    """Somebody pressed Enter in the middle of a tag: that cannot be filled in, and has to be named."""
    run = next(one for one in _runs(body) if "standing.sentence" in (one.findtext(f"{W}t") or ""))
    paragraph = run.getparent()
    assert paragraph is not None
    rest = deepcopy(paragraph)
    run.find(f"{W}t").text = "{{ standing."  # type: ignore[union-attr]
    next(rest.iter(f"{W}t")).text = "sentence }}"
    paragraph.addnext(rest)


EDITS: tuple[Edit, ...] = (
    split_runs, tracked_changes, round_quotes, moved_section, new_logo, content_controls, tag_over_paragraphs,
)  # fmt: skip


def edit_template(edit: Edit, to: Path) -> None:
    """The template as a person would have left it in Word, at `to`."""
    with zipfile.ZipFile(TEMPLATE) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    tree = etree.fromstring(parts["word/document.xml"])
    body = tree.find(f"{W}body")
    assert body is not None
    edit(body, parts)
    parts["word/document.xml"] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def main() -> None:
    program = shutil.which("soffice")
    if program is None:
        sys.exit("LibreOffice is not here.")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "saved").mkdir()
        for edit in EDITS:
            edit_template(edit, place / f"edited_{edit.__name__}.docx")
        words = [program, "--headless", f"-env:UserInstallation={(place / 'profile').as_uri()}", "--convert-to", "docx"]
        files = [str(path) for path in sorted(place.glob("edited_*.docx"))]
        subprocess.run([*words, "--outdir", str(place / "saved"), *files], check=True, capture_output=True, timeout=300)
        for path in sorted((place / "saved").glob("*.docx")):
            shutil.copyfile(path, GOLDEN / path.name)
            print(f"tests/golden/{path.name}")


if __name__ == "__main__":
    main()

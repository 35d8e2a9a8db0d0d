"""A test shows its document: a few paragraphs of text become a Word file, or a template."""

import types
import typing
import zipfile
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from hmic_tracker.figures.shape import Paper

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
A4 = '<w:pgSz w:w="11906" w:h="16838"/>'
STYLES = """
<w:styles {names}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
<w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Num"><w:name w:val="List Number"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Bul"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Cont"><w:name w:val="List Continue"/></w:style>
<w:style w:type="paragraph" w:styleId="RAG"><w:name w:val="RAG"/></w:style>
</w:styles>"""
NUMBERING = "<w:numbering {names}>" + "".join(
    f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl></w:abstractNum>'
    for at, kind in ((1, "decimal"), (2, "decimal"), (3, "bullet"))
) + "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2, 3)) + "</w:numbering>"  # fmt: skip
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>Ada Drawn</dc:creator></cp:coreProperties>"""


def p(text: str, style: str = "BodyText", *, look: str = "") -> str:
    """A paragraph in a style; `look` are the properties of its run."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr>{look}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def cell(text: str, *, style: str = "BodyText", properties: str = "", look: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{p(text, style, look=look)}</w:tc>'


def row(*cells: str, head: bool = False) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{mark}{''.join(one if one.startswith('<') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str, columns: int = 2) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def make_word(
    path: Path,
    *blocks: str,
    header: str = "{{ marking }}",
    footer: str = "{{ marking }}",
    page: str = A4,
    language: str = "en-GB",
    title: str = "A paper",
    more: dict[str, str | bytes] | None = None,
    links: tuple[tuple[str, str, str], ...] = (),
) -> Path:
    """A document; a block that is no XML is a paragraph. `more` are further parts, `links` further relationships."""
    body = "".join(block if block.startswith("<w:") else p(block) for block in blocks)
    references = '<w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
    own = [("rId1", f"{OFFICE}/styles", "styles.xml"), ("rId2", f"{OFFICE}/numbering", "numbering.xml"),
           ("rId3", f"{OFFICE}/header", "header1.xml"), ("rId4", f"{OFFICE}/footer", "footer1.xml"), *links]  # fmt: skip
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORDML}.document.main+xml"/></Types>',
        "_rels/.rels": _rels(
            ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
             "docProps/core.xml"),
        ),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}<w:sectPr>{references}{page}</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": _rels(*own),
        "word/styles.xml": STYLES.format(names=NAMES, language=language),
        "word/numbering.xml": NUMBERING.format(names=NAMES),
        "word/header1.xml": f"<w:hdr {NAMES}>{p(header)}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {NAMES}>{p(footer)}</w:ftr>",
        "docProps/core.xml": CORE.format(title=title),
        **(more or {}),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def retype(path: Path, was: str, now: str) -> None:
    """As if a person had typed something else: the words replaced wherever they stand in the file."""
    with zipfile.ZipFile(path) as package:
        parts = [(entry, package.read(entry)) for entry in package.infolist()]
    assert any(was.encode() in content for _, content in parts), was
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for entry, content in parts:
            package.writestr(entry, content.replace(was.encode(), now.encode()))


def _rels(*links: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in links)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def blank_names(**changes: Any) -> dict[str, Any]:
    """The names of a paper without content; `changes` replace some: `standing__sentence="Nothing is open."`."""
    names: dict[str, Any] = _blank(Paper)
    names.update(marking="OFFICIAL-SENSITIVE", report_title="Inspections", meeting_date="31 March 2022")
    for path, value in changes.items():
        *groups, last = path.split("__")
        at = names
        for group in groups:
            at = at[group]
        at[last] = value
    return names


def _blank(kind: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return None
    if origin in (tuple, list):
        return []
    if is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return {one.name: _blank(hints[one.name]) for one in fields(kind)}
    return {bool: False, int: 0}.get(kind, "")

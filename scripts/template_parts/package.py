"""A Word document as a package (ECMA-376 Part 2), with the same bytes each time that it is made."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from template_parts.styles import W, numbering_xml, styles_xml

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_NAMES = (
    f'{W} xmlns:r="{_OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_DAY = (1980, 1, 1, 0, 0, 0)


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _relationships(*entries: tuple[str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>' for identity, kind, target in entries
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def write_template(path: Path, body: str, *, charts: Mapping[str, tuple[bytes, bytes]], title: str) -> None:
    """Write a template: `body` is the document's blocks, `charts` by relationship its chart part and its workbook."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="567" w:footer="510" w:gutter="0"/></w:sectPr>'
    )
    header = '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>{{ marking }}</w:t></w:r></w:p>'
    footer = (
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t>{{ force_name }}</w:t></w:r><w:r><w:tab/></w:r>'
        "<w:r><w:rPr><w:b/></w:rPr><w:t>{{ marking }}</w:t></w:r><w:r><w:tab/></w:r>"
        f'<w:r><w:t xml:space="preserve">Page </w:t></w:r>{_field("PAGE")}<w:r><w:t xml:space="preserve"> of </w:t></w:r>'
        f"{_field('NUMPAGES')}</w:p>"
    )
    settings = (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:characterSpacingControl '
        'w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>hmic-tracker</dc:creator><dc:language>en-GB</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2022-01-01T00:00:00Z</dcterms:created></cp:coreProperties>'
    )
    parts: dict[str, bytes] = {
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
             "docProps/core.xml"),
        ).encode(),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}{section}</w:body></w:document>".encode(),
        "word/styles.xml": styles_xml().encode(),
        "word/numbering.xml": numbering_xml().encode(),
        "word/settings.xml": settings.encode(),
        "word/header1.xml": f"<w:hdr {_NAMES}>{header}</w:hdr>".encode(),
        "word/footer1.xml": f"<w:ftr {_NAMES}>{footer}</w:ftr>".encode(),
        "docProps/core.xml": core.encode(),
    }  # fmt: skip
    links = [
        ("rId1", f"{_OFFICE}/styles", "styles.xml"), ("rId2", f"{_OFFICE}/numbering", "numbering.xml"),
        ("rId3", f"{_OFFICE}/header", "header1.xml"), ("rId4", f"{_OFFICE}/footer", "footer1.xml"),
        ("rId5", f"{_OFFICE}/settings", "settings.xml"),
    ]  # fmt: skip
    overrides = [
        ("/word/document.xml", f"{_TYPES}document.main+xml"), ("/word/styles.xml", f"{_TYPES}styles+xml"),
        ("/word/numbering.xml", f"{_TYPES}numbering+xml"), ("/word/settings.xml", f"{_TYPES}settings+xml"),
        ("/word/header1.xml", f"{_TYPES}header+xml"), ("/word/footer1.xml", f"{_TYPES}footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]  # fmt: skip
    for number, (relationship, (chart, workbook)) in enumerate(charts.items(), start=1):
        parts[f"word/charts/chart{number}.xml"] = chart
        parts[f"word/embeddings/chart{number}.xlsx"] = workbook
        parts[f"word/charts/_rels/chart{number}.xml.rels"] = _relationships(
            ("rId1", f"{_OFFICE}/package", f"../embeddings/chart{number}.xlsx")
        ).encode()
        links.append((relationship, f"{_OFFICE}/chart", f"charts/chart{number}.xml"))
        overrides.append(
            (f"/word/charts/chart{number}.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")
        )
    parts["word/_rels/document.xml.rels"] = _relationships(*links).encode()
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="xlsx" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>{types}</Types>'
    )
    _write(path, {"[Content_Types].xml": types.encode(), **parts})


def _write(path: Path, parts: Mapping[str, bytes]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            is_xml = not name.endswith(".xlsx") and not content.startswith(b"<?xml")
            package.writestr(entry, _HEAD.encode() + content if is_xml else content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed.getvalue())

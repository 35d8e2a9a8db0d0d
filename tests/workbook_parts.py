"""Workbooks made of the text a test shows: parts by name, stored in a zip in that order."""

import io
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"

OOXML = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="dd\\ mmm\\ yyyy"/></numFmts><fonts count="3"><font/><font/><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="170" fontId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="2"><protection locked="0"/></xf></cellXfs></styleSheet>'
)


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    """A sheet part with these rows, and elements before and after them."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{LINKS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def links(*each: tuple[str, str]) -> str:
    """A relationships part: (kind, target), their ids rId1, rId2 and on."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(each, 1)
    )
    return f'<Relationships xmlns="{PACKAGE_LINKS}">{listed}</Relationships>'


def parts(sheet1: str | bytes, **others: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet named Sheet1; `others` replace or add (`workbook=`, `styles=`)."""
    chosen: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{OOXML}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OOXML}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{OOXML}.styles+xml"/>'
        f'<Override PartName="/xl/calcChain.xml" ContentType="{OOXML}.calcChain+xml"/>'
        "</Types>",
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": others.pop("workbook", None)
        or f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="Sheet1" sheetId="7" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": others.pop("workbook_links", None)
        or links(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("calcChain", "calcChain.xml")),
        "xl/worksheets/sheet1.xml": sheet1,
        "xl/styles.xml": others.pop("styles", STYLES),
        "docProps/app.xml": "<Properties/>",
    }
    chosen.update(others)
    return chosen


def save(path: Path, members: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The parts as a zip at `path`."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def workbook(folder: Path, sheet1: str | bytes, **others: str | bytes) -> Path:
    """A workbook of one sheet in `folder`."""
    return save(folder / "book.xlsx", parts(sheet1, **others))


def part(path: Path, name: str = "xl/worksheets/sheet1.xml") -> str:
    """What a part of the workbook says."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def rows_of(path: Path) -> str:
    """The rows of the first sheet as they are written."""
    text = part(path)
    return text[text.index("<sheetData>") + 11 : text.index("</sheetData>")]


def zipped(members: dict[str, str | bytes]) -> bytes:
    """The parts as the bytes of a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()

"""The last touches to a filled-in document: whole tables, colours behind their words, properties."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hmic_tracker.outputs.markup import RAG_STYLE, WP, W, value_of
from hmic_tracker.outputs.package import WordPackage, parse_xml, serialise
from hmic_tracker.outputs.words import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

# The fill behind a colour's word and the ink on it: a contrast of 4.5:1 or more, from dark to pale in grey print.
RAG_FILLS: Mapping[str, tuple[str, str]] = {
    "Red": ("9B1C1C", "FFFFFF"),
    "Amber": ("F2A93B", "1F2933"),
    "Green": ("A8D5A2", "1F2933"),
    "White": ("FFFFFF", "1F2933"),
    "Blue": ("426AA0", "FFFFFF"),
    "Not rated": ("C9CED6", "1F2933"),
}
# What stands before shading in a cell's properties (ECMA-376 Part 1, 17.4.69: tcPr is a sequence).
_BEFORE_SHADE = frozenset(f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders"))
# What stands before colour in a run's (17.3.2.28).
_BEFORE_COLOUR = frozenset(
    f"{W}{name}"
    for name in ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
                 "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden")
)  # fmt: skip
# Asked of libxml2 in one question: a long table has tens of thousands of cells, and nearly all are whole.
_UNENDED_CELLS = f"descendant-or-self::{W}tc[not(*[last()][self::{W}p])]"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS = "{http://purl.org/dc/terms/}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"


def colour_words(tree: "_Element") -> None:
    """Shade each table cell whose paragraph has the style RAG by the word in it; the word stays."""
    name = f"{W}val"
    for mark in [each for each in tree.iter(f"{W}pStyle") if each.get(name) == RAG_STYLE]:
        paragraph = mark.getparent().getparent()  # type: ignore[union-attr]  # a pStyle stands in a pPr in a p
        cell = paragraph.getparent() if paragraph is not None else None
        if paragraph is None or cell is None or cell.tag != f"{W}tc":
            continue
        colours = RAG_FILLS.get("".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip())
        if colours is not None:
            _shade(cell, colours[0])
            _ink(paragraph, colours[1])


def _shade(cell: "_Element", fill: str) -> None:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = cell.makeelement(f"{W}tcPr")
        cell.insert(0, properties)
    for old in properties.findall(f"{W}shd"):
        properties.remove(old)
    shade = cell.makeelement(f"{W}shd", {f"{W}val": "clear", f"{W}color": "auto", f"{W}fill": fill})
    properties.insert(sum(each.tag in _BEFORE_SHADE for each in properties), shade)


def _ink(paragraph: "_Element", colour: str) -> None:
    for run in paragraph.iter(f"{W}r"):
        look = run.find(f"{W}rPr")
        if look is None:
            look = run.makeelement(f"{W}rPr")
            run.insert(0, look)
        for old in look.findall(f"{W}color"):
            look.remove(old)
        ink = run.makeelement(f"{W}color", {f"{W}val": colour})
        look.insert(sum(each.tag in _BEFORE_COLOUR for each in look), ink)


def fit_tables(tree: "_Element") -> None:
    """What loops leave of tables made whole: a cell holds a paragraph, the grid has a column for each cell.

    A table without any row, and a row without any cell, is taken out (ECMA-376 Part 1, 17.4.66: a cell ends with a
    paragraph; 17.4.49: the grid).
    """
    from lxml import etree

    unended: list[_Element] = etree.ETXPath(_UNENDED_CELLS)(tree)  # type: ignore[assignment]  # a path finds elements
    for cell in unended:
        etree.SubElement(cell, f"{W}p")
    for row in list(tree.iter(f"{W}tr")):
        if row.find(f"{W}tc") is None and row.find(f"{W}sdt") is None:
            _remove(row)
    for table in list(tree.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None and table.find(f"{W}sdt") is None:
            _remove(table)
        else:
            _fit_grid(table)


def _remove(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _fit_grid(table: "_Element") -> None:
    """Where columns were looped over: the grid as wide as it was, with a column for each cell of the first row."""
    from lxml import etree

    grid, row = table.find(f"{W}tblGrid"), table.find(f"{W}tr")
    if grid is None or row is None:
        return
    cells = row.findall(f"{W}tc")
    old = [_whole(each.get(f"{W}w", "0")) for each in grid.findall(f"{W}gridCol")]
    spans = [_whole(value_of(cell, f"{W}tcPr", f"{W}gridSpan") or "1") for cell in cells]
    if sum(spans) == len(old):
        return
    wide = [_width(cell) or 1000 for cell in cells]
    scale = (sum(old) or sum(wide)) / sum(wide)
    fitted = [max(1, int(width * scale)) for width in wide]
    for each in list(grid):
        grid.remove(each)
    for width in fitted:
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(width)})
    for each in table.findall(f"{W}tr"):
        inside = each.findall(f"{W}tc")
        if len(inside) == len(fitted):
            for cell, width in zip(inside, fitted, strict=True):
                measure = cell.find(f"{W}tcPr/{W}tcW")
                if measure is not None:
                    measure.set(f"{W}w", str(width))
                    measure.set(f"{W}type", "dxa")


def _width(cell: "_Element") -> int:
    measure = cell.find(f"{W}tcPr/{W}tcW")
    return _whole(measure.get(f"{W}w", "0")) if measure is not None and measure.get(f"{W}type") == "dxa" else 0


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else 0


def renumber_drawings(tree: "_Element") -> None:
    """Drawings and bookmarks that a loop repeated get numbers of their own, or go (20.4.2.5: docPr's id is unique)."""
    for number, shown in enumerate(tree.iter(f"{WP}docPr"), start=1):
        shown.set("id", str(number))
    seen: set[str] = set()
    for start in list(tree.iter(f"{W}bookmarkStart")):
        if start.get(f"{W}name", "") in seen:
            _remove_bookmark(start)
        seen.add(start.get(f"{W}name", ""))


def _remove_bookmark(start: "_Element") -> None:
    mark = start.get(f"{W}id")
    stop = next((each for each in start.itersiblings(f"{W}bookmarkEnd") if each.get(f"{W}id") == mark), None)
    _remove(start)
    if stop is not None:
        _remove(stop)


def set_properties(package: WordPackage, names: Mapping[str, Any], *, day: str) -> None:
    """Title, subject, author, language and dates of the document from the figures; `day` is an ISO date.

    They replace those of the template, which would name whoever drew it and when.
    """
    from lxml import etree

    part = package.properties
    if not part:
        return
    root = parse_xml(package.parts[part], place=part)
    title, meeting, force = (str(names.get(one, "")) for one in ("report_title", "meeting_date", "force_name"))
    committee = str(names.get("committee", ""))
    said = {
        f"{_DC}title": ", ".join(filter(None, (title, meeting))) or "Report",
        f"{_DC}subject": str(names.get("subject", ""))
        or ", ".join(filter(None, (committee and f"Report to the {committee}", meeting))),
        f"{_DC}creator": force or "hmic-tracker",
        f"{_CP}lastModifiedBy": force or "hmic-tracker",
        f"{_DC}language": "en-GB",
        f"{_TERMS}created": f"{day}T00:00:00Z",
        f"{_TERMS}modified": f"{day}T00:00:00Z",
    }
    for old in list(root):
        if old.tag in said or old.tag == f"{_CP}lastPrinted":
            root.remove(old)
    for tag, text in said.items():
        element = etree.SubElement(root, tag)
        element.text = printable(text)
        if tag.startswith(_TERMS):
            element.set(_XSI, "dcterms:W3CDTF")
    package.parts[part] = serialise(root)

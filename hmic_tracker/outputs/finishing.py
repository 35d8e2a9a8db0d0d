"""The last touches to a filled-in document: lists that begin at 1, colours behind their words, properties."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hmic_tracker.outputs.markup import W, words_of
from hmic_tracker.outputs.package import WordPackage, parse_xml, serialise

if TYPE_CHECKING:
    from lxml.etree import _Element

# The fill behind a colour's word and the ink on it: a contrast of 4.5:1 or more, from dark to pale in grey print.
RAG_FILLS: Mapping[str, tuple[str, str]] = {
    "Red": ("9B1C1C", "FFFFFF"),
    "Amber": ("F2A93B", "1F2933"),
    "Green": ("A8D5A2", "1F2933"),
    "White": ("FFFFFF", "1F2933"),
    "Blue": ("4F79B0", "FFFFFF"),
    "Not rated": ("C9CED6", "1F2933"),
}
_RAG_STYLE = "RAG"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS = "{http://purl.org/dc/terms/}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"


def style_of(paragraph: "_Element") -> str:
    """The style's identity; empty for the default style."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def restart_lists(package: WordPackage, body: "_Element") -> None:
    """Give each numbered list a numbering of its own, so that it begins at 1 (ECMA-376 Part 1, 17.9.16, num).

    A list is a run of paragraphs whose style is numbered, without any other paragraph between.
    """
    numbering = next(iter(package.related(package.document, "numbering")), "")
    styles = next(iter(package.related(package.document, "styles")), "")
    if not numbering or not styles:
        return
    numbers = parse_xml(package.parts[numbering], place=numbering)
    numbered = _numbered_styles(parse_xml(package.parts[styles], place=styles), numbers)
    used = [int(one.get(f"{W}numId", "0")) for one in numbers.iter(f"{W}num")]
    following = max(used, default=0) + 1
    current: tuple[str, int] | None = None
    for paragraph in body.iter(f"{W}p"):
        style = style_of(paragraph)
        if style not in numbered:
            current = None
            continue
        if current is None or current[0] != style:
            current = (style, following)
            _add_number(numbers, following, numbered[style])
            following += 1
        _set_number(paragraph, current[1])
    package.parts[numbering] = serialise(numbers)


def _numbered_styles(styles: "_Element", numbers: "_Element") -> dict[str, str]:
    """The list styles whose numbering counts, and the abstract numbering behind each; headings go on counting."""
    abstract_of = {}
    for number in numbers.iter(f"{W}num"):
        abstract = number.find(f"{W}abstractNumId")
        if abstract is not None:
            abstract_of[number.get(f"{W}numId", "")] = abstract.get(f"{W}val", "")
    counting = set()
    for abstract in numbers.iter(f"{W}abstractNum"):
        first = abstract.find(f"{W}lvl/{W}numFmt")
        if first is not None and first.get(f"{W}val") != "bullet":
            counting.add(abstract.get(f"{W}abstractNumId", ""))
    found = {}
    for style in styles.iter(f"{W}style"):
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        is_heading = style.find(f"{W}pPr/{W}outlineLvl") is not None
        behind = abstract_of.get(number.get(f"{W}val", ""), "") if number is not None else ""
        if behind in counting and not is_heading:
            found[style.get(f"{W}styleId", "")] = behind
    return found


def _add_number(numbers: "_Element", identity: int, abstract: str) -> None:
    from lxml import etree

    number = etree.SubElement(numbers, f"{W}num", {f"{W}numId": str(identity)})
    etree.SubElement(number, f"{W}abstractNumId", {f"{W}val": abstract})
    override = etree.SubElement(number, f"{W}lvlOverride", {f"{W}ilvl": "0"})
    etree.SubElement(override, f"{W}startOverride", {f"{W}val": "1"})


def _set_number(paragraph: "_Element", identity: int) -> None:
    """Numbering stands after keep-with-next and its like in a paragraph's properties (17.3.1.26)."""
    from lxml import etree

    properties = paragraph.find(f"{W}pPr")
    assert properties is not None
    old = properties.find(f"{W}numPr")
    if old is not None:
        properties.remove(old)
    before = {
        f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
    }
    at = sum(1 for each in properties if each.tag in before)
    number = etree.Element(f"{W}numPr")
    etree.SubElement(number, f"{W}ilvl", {f"{W}val": "0"})
    etree.SubElement(number, f"{W}numId", {f"{W}val": str(identity)})
    properties.insert(at, number)


def colour_words(body: "_Element") -> None:
    """Shade each table cell whose paragraph has the style RAG by the word in it; the word stays."""
    from lxml import etree

    for paragraph in _styled(body, _RAG_STYLE):
        cell = paragraph.getparent()
        colours = RAG_FILLS.get(words_of(paragraph).strip())
        if cell is None or cell.tag != f"{W}tc" or colours is None:
            continue
        properties = cell.find(f"{W}tcPr")
        if properties is None:
            properties = etree.Element(f"{W}tcPr")
            cell.insert(0, properties)
        for old in properties.findall(f"{W}shd"):
            properties.remove(old)
        shade = etree.Element(f"{W}shd", {f"{W}val": "clear", f"{W}color": "auto", f"{W}fill": colours[0]})
        # Shading comes after width, spans and borders (17.4.69, tcPr is a sequence).
        before = {f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders")}
        properties.insert(sum(1 for each in properties if each.tag in before), shade)
        for run in paragraph.iter(f"{W}r"):
            look = run.find(f"{W}rPr")
            if look is None:
                look = etree.Element(f"{W}rPr")
                run.insert(0, look)
            for old in look.findall(f"{W}color"):
                look.remove(old)
            look.append(etree.Element(f"{W}color", {f"{W}val": colours[1]}))


def _styled(body: "_Element", style: str) -> "Iterator[_Element]":
    return (paragraph for paragraph in body.iter(f"{W}p") if style_of(paragraph) == style)


def set_properties(package: WordPackage, names: Mapping[str, Any], *, day: str) -> None:
    """Title, subject, author, language and dates of the document, from the figures; `day` is ISO."""
    from lxml import etree

    part = package.properties
    if not part:
        return
    root = parse_xml(package.parts[part], place=part)
    said = {
        f"{_DC}title": f"{names['report_title']}, {names['meeting_date']}",
        f"{_DC}subject": f"Report to the {names['committee']}, {names['meeting_date']}",
        f"{_DC}creator": names["force_name"] or "hmic-tracker",
        f"{_DC}language": "en-GB",
        f"{_CP}lastModifiedBy": names["force_name"] or "hmic-tracker",
        f"{_TERMS}created": f"{day}T00:00:00Z",
        f"{_TERMS}modified": f"{day}T00:00:00Z",
    }
    for tag, text in said.items():
        for old in root.findall(tag):
            root.remove(old)
        element = etree.SubElement(root, tag)
        element.text = str(text)
        if tag.startswith(_TERMS):
            element.set(_XSI, "dcterms:W3CDTF")
    package.parts[part] = serialise(root)

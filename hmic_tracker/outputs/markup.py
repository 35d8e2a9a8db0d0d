"""The names of WordprocessingML, SpreadsheetML and DrawingML (ECMA-376 Part 1, 17, 18, 20 and 21) that more than one
module needs.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The style of a paragraph whose word is a colour, shaded by it.
RAG_STYLE = "RAG"


def child(parent: "_Element", *names: str) -> "_Element | None":
    """The first element down a path of names, None where one is missing."""
    found: _Element | None = parent
    for name in names:
        if found is None:
            return None
        found = found.find(name)
    return found


def value_of(parent: "_Element", *names: str) -> str:
    """The `w:val` of the element down a path of names; empty where there is none."""
    found = child(parent, *names)
    return "" if found is None else found.get(f"{W}val", "")


_TWIPS_IN = {"pt": 20, "in": 1440, "cm": 1440 / 2.54, "mm": 1440 / 25.4, "pc": 240, "pi": 240}


def twips(measure: str) -> int:
    """A measure in twentieths of a point, with or without a unit (22.9.2.14 ST_TwipsMeasure); 0 where it is none."""
    found = re.fullmatch(r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)(pt|in|cm|mm|pc|pi)?", measure.strip())
    return round(float(found[1]) * _TWIPS_IN.get(found[2] or "", 1)) if found else 0


def words_of(element: "_Element") -> str:
    """The text of a paragraph or anything that holds some: breaks as new lines, tabs as tabs, deleted text left out."""
    words = []
    for each in element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}p", f"{W}noBreakHyphen"):
        if each.tag == f"{W}t":
            words.append(each.text or "")
        elif each.tag == f"{W}tab":
            parent = each.getparent()
            if parent is not None and parent.tag == f"{W}r":
                words.append("\t")
        elif each.tag == f"{W}noBreakHyphen":
            words.append("-")
        elif each.tag != f"{W}p" or words:
            words.append("\n")
    return "".join(words)


def shortened(words: str) -> str:
    """The words on one line, as a person finds them in Word; long ones are cut after 200 characters."""
    words = " ".join(words.split())
    return words if len(words) <= 200 else f"{words[:199]}…"


def blocks(body: "_Element") -> Iterator["_Element"]:
    """The paragraphs and tables directly in a body, cell, header or footer, those inside content controls too."""
    for each in body:
        if each.tag in (f"{W}p", f"{W}tbl"):
            yield each
        elif each.tag == f"{W}sdt":
            inside = each.find(f"{W}sdtContent")
            if inside is not None:
                yield from blocks(inside)
        elif each.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
            yield from blocks(each)

"""Numbered lists that begin at 1, though a template's loop repeats one paragraph for all of them."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hmic_tracker.outputs.markup import W, blocks, value_of
from hmic_tracker.outputs.package import WordPackage, parse_xml, serialise

if TYPE_CHECKING:
    from lxml.etree import _Element

# A paragraph that belongs to the item above it does not end the list.
_CONTINUES = "list continue"
# What stands before numPr in a paragraph's properties (ECMA-376 Part 1, 17.3.1.26: pPr is a sequence).
_BEFORE_NUMBER = frozenset(
    f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


def restart_lists(package: WordPackage, document: "_Element") -> None:
    """Give each numbered list a numbering instance of its own that begins at 1 (17.9.15 num, 17.9.26 startOverride).

    A list is a run of paragraphs with the same numbering and without another paragraph between them; bullets, items of
    a deeper level and paragraphs in the style List Continue belong to it. Numbered headings count on.
    """
    part = next(iter(package.related(package.document, "numbering")), "")
    styles = next(iter(package.related(package.document, "styles")), "")
    if not part or not styles:
        return
    numbers = parse_xml(package.parts[part], place=part)
    lists = _Lists(numbers, parse_xml(package.parts[styles], place=styles))
    for row in _rows_of_blocks(document, lists):
        _restart(lists, row)
    _put_in_order(numbers)
    package.parts[part] = serialise(numbers)


def _put_in_order(numbers: "_Element") -> None:
    """LibreOffice writes a level's style before its format, which the schema has the other way round (17.9.6)."""
    for level in numbers.iter(f"{W}lvl"):
        style, written = level.find(f"{W}pStyle"), level.find(f"{W}numFmt")
        if style is not None and written is not None and level.index(style) < level.index(written):
            style.addprevious(written)


def _rows_of_blocks(document: "_Element", lists: "_Lists") -> Iterator[Iterable["_Element"]]:
    body = document.find(f"{W}body")
    if body is not None:
        yield blocks(body)
    # A long table has many cells, and few of them, if any, hold a list.
    holding = set(_cells_with_numbers(document, lists))
    for cell in document.iter(f"{W}tc") if holding else ():
        if cell in holding:
            yield blocks(cell)


def _cells_with_numbers(document: "_Element", lists: "_Lists") -> Iterator["_Element"]:
    for mark in document.iter(f"{W}pStyle", f"{W}numPr"):
        if mark.tag == f"{W}numPr" or lists.is_numbered_style(mark.get(f"{W}val", "")):
            cell = next(mark.iterancestors(f"{W}tc"), None)
            if cell is not None:
                yield cell


def _restart(lists: "_Lists", row: Iterable["_Element"]) -> None:
    behind, instance = "", 0
    for block in row:
        found, level = lists.numbering_of(block) if block.tag == f"{W}p" else ("", 0)
        if found and level == 0:
            if found != behind:
                behind, instance = found, lists.new_instance(found)
            _set_number(block, instance, level)
        elif found and found == behind:
            _set_number(block, instance, level)
        elif not (behind and lists.continues(block)):
            behind = ""


class _Lists:
    """What is numbered how: by its own properties, or by its style and those that it is based on."""

    def __init__(self, numbers: "_Element", styles: "_Element") -> None:
        self._numbers = numbers
        self._styles = {each.get(f"{W}styleId", ""): each for each in styles.iter(f"{W}style")}
        self._of_style: dict[str, tuple[str, str, bool]] = {}
        self._abstract_of = {
            each.get(f"{W}numId", ""): value_of(each, f"{W}abstractNumId") for each in numbers.iter(f"{W}num")
        }
        self._counting = {
            each.get(f"{W}abstractNumId", "") for each in numbers.iter(f"{W}abstractNum") if _counts(each)
        }
        self._next = max((int(number) for number in self._abstract_of if number.isdigit()), default=0) + 1

    def numbering_of(self, paragraph: "_Element") -> tuple[str, int]:
        """The abstract numbering that counts this paragraph and its level; `""` where none does."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        style, own = properties.find(f"{W}pStyle"), properties.find(f"{W}numPr")
        name = "" if style is None else style.get(f"{W}val", "")
        number, level, is_heading = self._numbering_by_style(name)
        if own is not None:
            number, level = value_of(own, f"{W}numId") or number, value_of(own, f"{W}ilvl") or level
        abstract = self._abstract_of.get(number, "")
        return (abstract, int(level or 0)) if abstract in self._counting and not is_heading else ("", 0)

    def is_numbered_style(self, style: str) -> bool:
        """Whether paragraphs of this style are numbered or bulleted by it."""
        number, _, is_heading = self._numbering_by_style(style)
        return bool(number) and not is_heading

    def _numbering_by_style(self, style: str) -> tuple[str, str, bool]:
        if style not in self._of_style:
            self._of_style[style] = self._numbering_of_style(style)
        return self._of_style[style]

    def _numbering_of_style(self, style: str) -> tuple[str, str, bool]:
        number = level = ""
        for each in self._line_of(style):
            if each.find(f"{W}pPr/{W}outlineLvl") is not None:
                return "", "", True
            number = number or value_of(each, f"{W}pPr", f"{W}numPr", f"{W}numId")
            level = level or value_of(each, f"{W}pPr", f"{W}numPr", f"{W}ilvl")
        return number, level, False

    def continues(self, block: "_Element") -> bool:
        """Whether it belongs to the item above: in the style List Continue, or a bullet below the number."""
        style = value_of(block, f"{W}pPr", f"{W}pStyle")
        names = [value_of(each, f"{W}name").casefold() for each in self._line_of(style)]
        return any(name.startswith(_CONTINUES) for name in names)

    def _line_of(self, style: str) -> Iterator["_Element"]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_of(self._styles[style], f"{W}basedOn")

    def new_instance(self, abstract: str) -> int:
        from lxml import etree

        number = etree.Element(f"{W}num", {f"{W}numId": str(self._next)})
        etree.SubElement(number, f"{W}abstractNumId", {f"{W}val": abstract})
        override = etree.SubElement(number, f"{W}lvlOverride", {f"{W}ilvl": "0"})
        etree.SubElement(override, f"{W}startOverride", {f"{W}val": "1"})
        last = self._numbers.findall(f"{W}num")[-1]
        last.addnext(number)
        self._next += 1
        return self._next - 1


def _counts(abstract: "_Element") -> bool:
    """Whether its first level counts. Bullets do not; nor does one whose levels belong to headings by their style."""
    level = abstract.find(f"{W}lvl")
    return level is not None and value_of(level, f"{W}numFmt") not in ("bullet", "none", "")


def _set_number(paragraph: "_Element", number: int, level: int) -> None:
    from lxml import etree

    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    old = properties.find(f"{W}numPr")
    if old is not None:
        properties.remove(old)
    made = etree.Element(f"{W}numPr")
    etree.SubElement(made, f"{W}ilvl", {f"{W}val": str(level)})
    etree.SubElement(made, f"{W}numId", {f"{W}val": str(number)})
    properties.insert(sum(each.tag in _BEFORE_NUMBER for each in properties), made)

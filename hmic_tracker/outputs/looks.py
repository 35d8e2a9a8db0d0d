"""How a document's text looks once its styles are worked out: size, ink and paper (ECMA-376 Part 1, 17.7.2)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hmic_tracker.outputs.markup import W, twips, value_of
from hmic_tracker.outputs.package import WordPackage, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_HALF_POINTS_BY_DEFAULT = 20


class Looks:
    """A document's styles, asked for what they add up to. Theme colours and table styles' inks are not followed."""

    def __init__(self, package: WordPackage) -> None:
        self._styles: dict[str, _Element] = {}
        self._defaults: _Element | None = None
        self._default_paragraph = ""
        for part in package.related(package.document, "styles"):
            tree = parse_xml(package.parts[part], place=part)
            self._defaults = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            for style in tree.iter(f"{W}style"):
                self._styles[style.get(f"{W}styleId", "")] = style
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                    self._default_paragraph = style.get(f"{W}styleId", "")

    def style_of(self, paragraph: "_Element") -> str:
        """The id of the paragraph's style, the default one's where it names none."""
        return value_of(paragraph, f"{W}pPr", f"{W}pStyle") or self._default_paragraph

    def style_name(self, paragraph: "_Element") -> str:
        """The style's name in lower case, as Word shows it."""
        style = self._styles.get(self.style_of(paragraph))
        return value_of(style, f"{W}name").casefold() if style is not None else ""

    def line_of(self, style: str) -> Iterator["_Element"]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_of(self._styles[style], f"{W}basedOn")

    def heading_level(self, paragraph: "_Element") -> int:
        """1 to 9 for a heading, by the outline level of the paragraph or its style; 0 for other text."""
        for level in self._of_paragraph(paragraph, "outlineLvl"):
            return int(level) + 1 if re.fullmatch("[0-8]", level) else 0
        # Word knows its own styles by their names, whether or not they state a level.
        for style in self.line_of(self.style_of(paragraph)):
            if found := re.fullmatch("heading ([1-9])", value_of(style, f"{W}name").strip().casefold()):
                return int(found[1])
        return 0

    def is_numbered(self, paragraph: "_Element") -> bool:
        """Whether Word numbers or bullets it."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            return value_of(own, f"{W}numId") != "0"
        styles = self.line_of(self.style_of(paragraph))
        return any(style.find(f"{W}pPr/{W}numPr") is not None for style in styles)

    def _of_paragraph(self, paragraph: "_Element", name: str) -> Iterator[str]:
        for holder in (paragraph, *self.line_of(self.style_of(paragraph))):
            found = holder.find(f"{W}pPr/{W}{name}")
            if found is not None:
                yield found.get(f"{W}val", "")

    def _properties(self, run: "_Element", paragraph: "_Element") -> Iterator["_Element"]:
        """The run's own properties first, then its style's, the paragraph's style's, and the defaults."""
        own = run.find(f"{W}rPr")
        if own is not None:
            yield own
            for style in self.line_of(value_of(own, f"{W}rStyle")):
                yield from style.iterfind(f"{W}rPr")
        for style in self.line_of(self.style_of(paragraph)):
            yield from style.iterfind(f"{W}rPr")
        if self._defaults is not None:
            yield self._defaults

    def size(self, run: "_Element", paragraph: "_Element") -> float:
        """Its size in points."""
        for properties in self._properties(run, paragraph):
            size = value_of(properties, f"{W}sz")
            if size.isascii() and size.isdigit():
                return int(size) / 2
            if points := twips(size) / 20:
                return points
        return _HALF_POINTS_BY_DEFAULT / 2

    def ink(self, run: "_Element", paragraph: "_Element") -> str:
        """Its colour as six hexadecimal digits; black where none is set or where Word chooses one that can be read."""
        for properties in self._properties(run, paragraph):
            colour = value_of(properties, f"{W}color")
            if len(colour) == 6:
                return colour
            if colour:
                return ""
        return ""

    def is_bold(self, run: "_Element", paragraph: "_Element") -> bool:
        """Whether it is bold."""
        for properties in self._properties(run, paragraph):
            bold = properties.find(f"{W}b")
            if bold is not None:
                return bold.get(f"{W}val", "1") not in ("0", "false", "off")
        return False

    def paper(self, run: "_Element", paragraph: "_Element") -> str:
        """The colour behind it: of the run, the paragraph, the cell, else of the table style's first row; or white."""
        for fill in self._fills(run, paragraph):
            if len(fill) == 6:
                return fill
        return "FFFFFF"

    def _fills(self, run: "_Element", paragraph: "_Element") -> Iterator[str]:
        for properties in self._properties(run, paragraph):
            yield from (each.get(f"{W}fill", "") for each in properties.iterfind(f"{W}shd"))
        for holder in (paragraph, *self.line_of(self.style_of(paragraph))):
            yield from (each.get(f"{W}fill", "") for each in holder.iterfind(f"{W}pPr/{W}shd"))
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        if cell is None:
            return
        yield from (each.get(f"{W}fill", "") for each in cell.iterfind(f"{W}tcPr/{W}shd"))
        row, table = next(cell.iterancestors(f"{W}tr"), None), next(cell.iterancestors(f"{W}tbl"), None)
        if row is None or table is None:
            return
        if row is table.find(f"{W}tr") and _has_first_row(table):
            for style in self.line_of(value_of(table, f"{W}tblPr", f"{W}tblStyle")):
                for part in style.iterfind(f"{W}tblStylePr"):
                    if part.get(f"{W}type") == "firstRow":
                        yield from (each.get(f"{W}fill", "") for each in part.iterfind(f"{W}tcPr/{W}shd"))


def _has_first_row(table: "_Element") -> bool:
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    first = look.get(f"{W}firstRow")
    if first is not None:
        return first in ("1", "true", "on")
    mask = look.get(f"{W}val", "0")
    return bool(re.fullmatch("[0-9A-Fa-f]{1,8}", mask)) and bool(int(mask, 16) & 0x0020)


def contrast(ink: str, paper: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3); no ink is black."""
    lighter, darker = sorted((_luminance(ink or "000000"), _luminance(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    try:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    except ValueError:
        return 0.0
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

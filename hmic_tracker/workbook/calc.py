"""Formulas after a change: the workbook asks to be calculated, and its calculation chain stays true.

ECMA-376 Part 1, 18.2.2 (calcPr), 18.6.1 and 18.6.2 (calcChain). Cached values elsewhere are left as they are:
a program that calculates does so when it opens the file, one that does not shows what staff last saw.
"""

import re
from collections.abc import Callable, Container

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import unsigned
from hmic_tracker.workbook.package import Package, relations_part, resolved

# CT_Workbook is a sequence (18.2.27): calcPr follows the last of these that is there.
_BEFORE_CALC = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames"),
)
_FULL = re.compile(rb"""\sfullCalcOnLoad\s*=\s*(["'])[^"']*\1""")
_ODD_FORMULA = re.compile(rb"<f[\s/]|:f[\s/>]")
# One for each cell with a formula in the workbook.
_MOST_LINKS = 2_000_000
CONTENT_TYPES = "[Content_Types].xml"


def asking_for_calculation(xml: bytes, place: str) -> bytes:
    """The workbook part with `fullCalcOnLoad` set in its calcPr, which is put in where there is none."""
    utf8 = markup.as_utf8(xml, place)
    root = markup.outline(utf8, place)
    calc = root.child("calcPr")
    if calc is not None:
        if calc.attributes.get("fullCalcOnLoad", "").casefold() in ("1", "true"):
            return xml
        tag = _FULL.sub(b"", utf8[calc.start : calc.inside])
        closing = 2 if tag.endswith(b"/>") else 1
        tag = tag[:-closing].rstrip() + b' fullCalcOnLoad="1"' + tag[-closing:]
        return utf8[: calc.start] + tag + utf8[calc.inside :]
    before = [each for each in root.children if each.name in _BEFORE_CALC and each.uri in markup.SPREADSHEET]
    at = before[-1].end if before else root.inside
    prefix = markup.prefix_of(utf8, root.start)
    return utf8[:at] + b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix + utf8[at:]


def holds_formula(utf8: bytes) -> bool:
    """Whether a sheet part has a formula in it."""
    return b"<f>" in utf8 or b"<f " in utf8 or _ODD_FORMULA.search(utf8) is not None


def has_formulas(package: Package, *, besides: Container[str]) -> bool:
    """Whether any sheet but those `besides` has a formula; a sheet that cannot be read may have one."""
    if package.related(package.workbook_part, "calcChain"):
        return True
    for sheet in package.sheets:
        if sheet.part in besides:
            continue
        try:
            if holds_formula(markup.as_utf8(package.read(sheet.part), sheet.part)):
                return True
        except WorkbookUnusable:
            return True
    return False


def without_links(xml: bytes, place: str, gone: frozenset[tuple[int, str]]) -> bytes | None:
    """The calculation chain without the entries of cells that lost their formula; None where none is left.

    `gone` are pairs of sheet id and address. An entry without a sheet id counts on the one before it, so
    the id moves on when that one goes.
    """
    utf8 = markup.as_utf8(xml, place)
    root = markup.outline(utf8, place, most=_MOST_LINKS)
    pieces, kept, sheet_id, written_id = [utf8[: root.inside]], 0, 0, 0
    before = root.inside
    for link in root.children:
        stated = link.attributes.get("i", "")
        sheet_id = sheet_id if (number := unsigned(stated)) is None else number
        if (sheet_id, link.attributes.get("r", "")) in gone:
            pieces.append(utf8[before : link.start])
        else:
            entry = utf8[link.start : link.end]
            if not stated and sheet_id != written_id:
                name = re.match(rb"<[^\s/>]+", entry)
                cut = name.end() if name else 2
                entry = entry[:cut] + b' i="%d"' % sheet_id + entry[cut:]
            pieces += [utf8[before : link.start], entry]
            written_id, kept = sheet_id, kept + 1
        before = link.end
    if not kept:
        return None
    return b"".join([*pieces, utf8[before:]])


def without_part(package: Package, part: str, changed: dict[str, bytes]) -> None:
    """Take out of `changed` (part to new content) the relationship and the content type of a part that goes.

    ECMA-376 Part 2, 9.3 and 10.1.2: neither may point to a part that is not there.
    """
    rels = relations_part(package.workbook_part)
    xml = markup.as_utf8(changed.get(rels) or package.read(rels), rels)
    changed[rels] = _without(
        xml,
        rels,
        lambda each: (
            resolved(package.workbook_part, each.get("Target", "")).casefold() == part.casefold()
            and each.get("TargetMode", "") != "External"
        ),
    )
    xml = markup.as_utf8(changed.get(CONTENT_TYPES) or package.read(CONTENT_TYPES), CONTENT_TYPES)
    changed[CONTENT_TYPES] = _without(
        xml,
        CONTENT_TYPES,
        lambda each: each.get("PartName", "").lstrip("/").casefold() == part.casefold(),
    )


def _without(xml: bytes, place: str, is_gone: Callable[[dict[str, str]], bool]) -> bytes:
    for each in reversed(markup.outline(xml, place).children):
        if is_gone(each.attributes):
            xml = xml[: each.start] + xml[each.end :]
    return xml

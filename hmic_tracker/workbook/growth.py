"""Ranges around the rows that grow when rows are added: drop-downs, colouring rules, the dimension.

ECMA-376 Part 1, 18.3.1.32 (dataValidation), 18.3.1.18 (conditionalFormatting), 18.3.1.35 (dimension); the
newer ones of Excel 2010 keep their range as text in an extension ([MS-XLSX] 2.3.3, xm:sqref).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import Area, areas, markup_attribute

Replacement = tuple[int, int, bytes]
_SQREF = re.compile(rb"""(\ssqref\s*=\s*)(["'])[^"']*\2""")
_REF = re.compile(rb"""(\sref\s*=\s*)(["'])[^"']*\2""")
_RULED = ("dataValidation", "conditionalFormatting")


def grown_rules(xml: bytes, root: markup.Span, covered: Area, bottom: int) -> Iterator[Replacement]:
    """Validations and conditional formats that ended in the last row of `covered` now end in row `bottom`.

    A cell has one validation: one that would run into another, which staff gave the cells below, stays as it is.
    """
    for name in _RULED:
        rules = list(root.every(name))
        listed = [area for rule in rules for sqref in _ranges(xml, rule) for area in areas(sqref)]
        taken = [area for area in listed if area.bottom > covered.bottom] if name == "dataValidation" else []
        for rule in rules:
            sqref = rule.attributes.get("sqref")
            if sqref is not None:
                longer = grown_sqref(sqref, covered, bottom, taken)
                if longer != sqref:
                    written = b'"' + markup_attribute(longer) + b'"'
                    tag = _SQREF.sub(rb"\g<1>" + written, xml[rule.start : rule.inside], count=1)
                    yield rule.start, rule.inside, tag
            for each in _elements(rule):
                sqref = xml[each.inside : each.tail].decode()
                longer = grown_sqref(sqref, covered, bottom, taken)
                if longer != sqref:
                    yield each.inside, each.tail, longer.encode()


def _ranges(xml: bytes, rule: markup.Span) -> Iterator[str]:
    yield rule.attributes.get("sqref", "")
    for each in _elements(rule):
        yield xml[each.inside : each.tail].decode()


def _elements(rule: markup.Span) -> Iterator[markup.Span]:
    return (each for each in rule.children if each.name == "sqref" and not each.children)


def grown_sqref(sqref: str, covered: Area, bottom: int, taken: Sequence[Area] = ()) -> str:
    """The list of ranges, those that ended in the last row of `covered`, in its columns, made longer.

    Not those that would then meet one that is `taken`, and do not meet it yet.
    """
    longer = []
    for ref in sqref.split():
        area = Area.read(ref)
        if area is not None and _ends_with(area, covered):
            grown = replace(area, bottom=bottom)
            fresh = replace(grown, top=covered.bottom + 1)
            ref = ref if any(each.meets(fresh) and not each.meets(area) for each in taken) else str(grown)
        longer.append(ref)
    return " ".join(longer) if longer != sqref.split() else sqref


def _ends_with(area: Area, covered: Area) -> bool:
    # A rule that is about the headings alone, or about other columns, is none of the new rows' business.
    return area.bottom == covered.bottom and area.left <= covered.right and area.right >= covered.left


def grown_dimension(xml: bytes, root: markup.Span, written: Area) -> Replacement | None:
    """The dimension with the written cells in it; None where there is none or it covers them already."""
    span = root.child("dimension")
    old = Area.read(span.attributes.get("ref", "")) if span else None
    if span is None or old is None:
        return None
    new = Area(
        min(old.left, written.left),
        min(old.top, written.top),
        max(old.right, written.right),
        max(old.bottom, written.bottom),
    )
    if new == old:
        return None
    tag = _REF.sub(rb"\g<1>\g<2>%b\g<2>" % str(new).encode(), xml[span.start : span.inside], count=1)
    return span.start, span.inside, tag

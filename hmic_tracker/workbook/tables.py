"""A table's part when the table grows: its range, its filter, its columns.

ECMA-376 Part 1, 18.5.1.2 (table), 18.3.2.1 (autoFilter), 18.5.1.3 (tableColumn), 18.5.1.1
(calculatedColumnFormula).
"""

import re
from dataclasses import dataclass

from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import Area, escape, markup_attribute, unescape, unsigned

_REF = re.compile(rb"""(\sref\s*=\s*)(["'])[^"']*\2""")
_INSERT_ROW = re.compile(rb"""\sinsertRow(?:Shift)?\s*=\s*(["'])[^"']*\1""")
_COUNT = re.compile(rb"""(\scount\s*=\s*)(["'])[0-9]+\2""")


@dataclass(frozen=True, slots=True)
class Calculated:
    """The formula that every cell of a calculated column holds; `is_array` for an array formula."""

    text: str
    is_array: bool


def calculated_columns(xml: bytes, place: str) -> dict[int, Calculated]:
    """The calculated columns' formulas by the column's place in the table, from 0."""
    found = {}
    for columns in markup.tree(xml, place):
        if markup.local(columns.tag) != "tableColumns":
            continue
        for number, column in enumerate(columns):
            for each in column:
                if markup.local(each.tag) == "calculatedColumnFormula" and each.text:
                    is_array = each.get("array", "") in ("1", "true")
                    found[number] = Calculated(unescape(each.text), is_array)
    return found


def is_query(xml: bytes, place: str) -> bool:
    """Whether the table's columns come from a query, or from an XML map, and so are not ours to add."""
    return markup.tree(xml, place).get("tableType", "worksheet") != "worksheet"


def grown(xml: bytes, place: str, old: Area, new: Area, new_columns: tuple[str, ...] = ()) -> bytes:
    """The table part with the range `new` in place of `old`, and columns of these names at its right end.

    The filter, the sorted range and the columns it is sorted by, where there are any, end where they ended before.
    """
    utf8 = markup.as_utf8(xml, place)
    root = markup.outline(utf8, place)
    edits = [(root.start, root.inside, _with_ref(utf8[root.start : root.inside], new))]
    for each in (*root.every("autoFilter"), *root.every("sortState"), *root.every("sortCondition")):
        area = Area.read(each.attributes.get("ref", ""))
        if area is None:
            continue
        right = area.right + new.right - old.right if each.name == "autoFilter" else area.right
        bottom = new.bottom if area.bottom == old.bottom else area.bottom
        tag = _with_ref(utf8[each.start : each.inside], Area(area.left, area.top, right, bottom))
        edits.append((each.start, each.inside, tag))
    columns = root.child("tableColumns")
    if new_columns and columns is not None:
        edits.append(_more_columns(utf8, columns, new_columns))
    for start, end, text in sorted(edits, reverse=True):
        utf8 = utf8[:start] + text + utf8[end:]
    return utf8


def no_longer_empty(xml: bytes, place: str) -> bytes:
    """The table part without its word that the row below its headings is no data (18.5.1.2, insertRow)."""
    utf8 = markup.as_utf8(xml, place)
    root = markup.outline(utf8, place)
    return utf8[: root.start] + _INSERT_ROW.sub(b"", utf8[root.start : root.inside]) + utf8[root.inside :]


def _with_ref(tag: bytes, area: Area) -> bytes:
    ref = str(area) if ":" in str(area) else f"{area}:{area}"
    return _REF.sub(rb"\g<1>\g<2>%b\g<2>" % ref.encode(), tag, count=1)


def _more_columns(utf8: bytes, columns: markup.Span, names: tuple[str, ...]) -> tuple[int, int, bytes]:
    prefix = markup.prefix_of(utf8, columns.start)
    highest = max((unsigned(each.attributes.get("id", "")) or 0 for each in columns.children), default=0)
    # A line break in a heading is kept as an escape here (18.5.1.3, name), as Excel does.
    added = b"".join(
        b'<%btableColumn id="%d" name="%b"/>'
        % (prefix, highest + number, markup_attribute(escape(name).replace("\n", "_x000a_")))
        for number, name in enumerate(names, 1)
    )
    total = len(columns.children) + len(names)
    tag = _COUNT.sub(rb"\g<1>\g<2>%d\g<2>" % total, utf8[columns.start : columns.inside], count=1)
    return columns.start, columns.tail, tag + utf8[columns.inside : columns.tail] + added

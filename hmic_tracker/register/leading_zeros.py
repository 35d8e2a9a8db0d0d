"""Numbers that the workbook shows with leading zeros: an agenda item 8 in the format `00` is read as `08`."""

import re
from dataclasses import replace
from typing import Any

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.register.table import Row, Table
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.package import Package

# Heading and field of what people number with zeros in front, by list.
_SHOWN_WITH_ZEROS = {"Meetings": ("Agenda item", "agenda_item"), "People": ("Number", "number")}
_ONLY_ZEROS = re.compile(r'"?0+"?0*')


def restore_zeros(package: Package, table: Table[Any]) -> Table[Any]:
    """The list with the zeros that its cells show. Its sheet is read again only where a number might have lost them."""
    heading, field = _SHOWN_WITH_ZEROS[table.name]
    bare = [row for row in table.rows if _may_have_lost_zeros(getattr(row.noun, field))]
    if heading not in table.columns or not bare:
        return table
    try:
        codes = _format_codes(package)
        styles = _styles_of_numbers(package, table.sheet) if any(codes.values()) else {}
    except WorkbookUnusable:  # a part too large to look through: the values were read all the same
        return table
    shown: dict[int, Row[Any]] = {}
    for row in bare:
        code = codes.get(styles.get(table.cell(row, heading), ""), "")
        digits = str(getattr(row.noun, field))
        if _ONLY_ZEROS.fullmatch(code):
            shown[row.number] = replace(row, noun=replace(row.noun, **{field: digits.zfill(code.count("0"))}))
    return replace(table, rows=tuple(shown.get(row.number, row) for row in table.rows)) if shown else table


def _may_have_lost_zeros(text: str) -> bool:
    return text.isascii() and text.isdigit() and not text.startswith("0")


def _format_codes(package: Package) -> dict[str, str]:
    """The workbook's own number formats by the number of the cell style that uses them (ECMA-376 Part 1, 18.8.30)."""
    for part in package.related(package.workbook_part, "styles"):
        root = markup.tree(package.read(part), part)
        own = {
            each.get("numFmtId", ""): each.get("formatCode", "")
            for section in root
            if markup.local(section.tag) == "numFmts"
            for each in section
        }
        for section in root:
            if markup.local(section.tag) == "cellXfs":
                return {str(at): own.get(each.get("numFmtId", ""), "") for at, each in enumerate(section)}
    return {}


def _styles_of_numbers(package: Package, sheet: str) -> dict[str, str]:
    """The style of each cell that holds a number, by address."""
    part = package.sheet(sheet).part
    return {
        each.get("r", ""): each.get("s", "0")
        for each in markup.tree(package.read(part), part).iter()
        if markup.local(each.tag) == "c" and each.get("t", "n") == "n"
    }

"""Native charts: the series that a template was drawn with are replaced by the figures, with the embedded workbook.

The chart stays editable in Word. ECMA-376 Part 1, 21.2 (DrawingML charts), 20.4.2.5 (docPr: name and alt text).
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.finishing import RAG_FILLS
from hmic_tracker.outputs.markup import WP, A, C, R, W
from hmic_tracker.outputs.package import WordPackage, parse_xml, serialise
from hmic_tracker.outputs.words import printable

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = "chart:"
# Which figure a chart shows whose mark is lost: by the names of its series, most telling first.
_BY_SERIES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"Open", "Overdue"}), "standing.over_time.chart"),
    (frozenset({"Not overdue", "Overdue"}), "standing.ageing.chart"),
)
# The whole force's charts have no place in one portfolio's pack where nobody asked for them.
_OF_PACK = {"standing.chart": "pack.chart", "standing.ageing.chart": "pack.ageing.chart"}
_LEAST_BARS, _CM, _BAR_CM, _AROUND_CM = 2, 360_000, 0.82, 2.3
# For a series that the template has no drawing for: told apart by pattern, in grey print too.
_PALETTE = (
    ("", "1F3864", ""), ("wdUpDiag", "8A5300", "F2A93B"), ("ltVert", "2F6B2A", "A8D5A2"),
    ("dkHorz", "3F3F3F", "BFBFBF"), ("lgCheck", "7A2E00", "F4C7A1"), ("", "FFFFFF", ""),
)  # fmt: skip
# What stands before a series' own look (21.2.2.16, CT_BarSer is a sequence).
_BEFORE_LOOK = frozenset(f"{C}{name}" for name in ("idx", "order", "tx"))


def charts_of(package: WordPackage, tree: "_Element", *, about: str = "") -> Iterator[tuple["_Element", str, str]]:
    """Each drawing with a chart, the id of its relationship, and the figure that it asks for: `standing.chart`.

    The drawing's alternative text says `chart: standing.chart`, or it has that name in Word's selection pane.
    LibreOffice loses both when it saves a template: there, the names of the series tell, and what the document is
    `about` (`pack` where it is a board's).
    """
    parts = {one.id: one.target for one in package.relations(package.document) if one.kind == "chart"}
    for drawing in list(tree.iter(f"{WP}inline", f"{WP}anchor")):
        shown, reference = drawing.find(f"{WP}docPr"), next(drawing.iter(f"{C}chart"), None)
        if shown is None or reference is None:
            continue
        relation = reference.get(f"{R}id", "")
        said, name = (shown.get("descr") or "").strip(), (shown.get("name") or "").strip()
        if said.casefold().startswith(_MARK):
            name = said[len(_MARK) :].strip()
        elif "." not in name:
            name = _by_series(package.parts.get(parts.get(relation, ""), b""), about) or name
        yield drawing, relation, name


def _by_series(chart: bytes, about: str) -> str:
    if not chart:
        return ""
    names = {_name_of(series) for series in parse_xml(chart).iter(f"{C}ser")}
    own = _OF_PACK if about == "pack" else {}
    if len(names & set(RAG_FILLS)) > 1:
        return own.get("standing.chart", "standing.chart")
    found = next((figure for drawn, figure in _BY_SERIES if drawn <= names), "")
    return own.get(found, found)


def fill_charts(package: WordPackage, tree: "_Element", names: Mapping[str, Any]) -> None:
    """Fill every chart with the figure that it asks for, and say its finding as its alternative text.

    A chart of nothing is taken out, and so is every chart part that the document no longer shows. Raises
    TemplateUnusable where there is no such figure.
    """
    parts = {one.id: one.target for one in package.relations(package.document) if one.kind == "chart"}
    kept = set()
    about = "pack" if names.get("pack", {}).get("portfolio") else ""
    for drawing, relation, name in charts_of(package, tree, about=about):
        figure = _figure(names, name)
        if not figure["series"] or not figure["labels"]:
            _take_out(drawing)
            continue
        kept.add(relation)
        shown = next(drawing.iter(f"{WP}docPr"))
        shown.set("descr", printable(figure["alt_text"]).replace("\n", " "))
        shown.set("name", printable(figure["title"]))
        if shown.get("title") is not None:
            del shown.attrib["title"]
        _fill(package, parts[relation], figure)
        if _lies(package.parts[parts[relation]]):
            _set_height(drawing, len(figure["labels"]))
    for relation, part in parts.items():
        if relation not in kept:
            package.unrelate(package.document, relation)
            package.remove(part)


def _take_out(drawing: "_Element") -> None:
    """The drawing goes with its paragraph where that holds nothing else."""
    paragraph = next(drawing.iterancestors(f"{W}p"))
    target = next(drawing.iterancestors(f"{W}drawing"))
    if not any((text.text or "").strip() for text in paragraph.iter(f"{W}t")):
        target = paragraph
    parent = target.getparent()
    if parent is not None:
        parent.remove(target)


def _figure(names: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    found: Any = names
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict) or "series" not in found:
        raise TemplateUnusable(
            f"The template has a chart of “{path}”, and no figure of that name is a chart.",
            advice="Set the chart's alternative text to chart: standing.chart",
        )
    return found


def _lies(chart: bytes) -> bool:
    """Whether its bars lie, one below the other."""
    direction = next(parse_xml(chart).iter(f"{C}barDir"), None)
    return direction is not None and direction.get("val") == "bar"


def _set_height(drawing: "_Element", bars: int) -> None:
    """As high as its bars need, so that few are not huge and many not squeezed; never higher than a page."""
    extent = drawing.find(f"{WP}extent")
    if extent is not None:
        height = min(_AROUND_CM + _BAR_CM * max(_LEAST_BARS, bars), 22)
        extent.set("cy", str(int(height * _CM)))


def _fill(package: WordPackage, part: str, figure: Mapping[str, Any]) -> None:
    root = parse_xml(package.parts[part], place=part)
    drawn = {_name_of(series): series for series in root.iter(f"{C}ser")}
    first = next(iter(drawn.values()), None)
    parent = first.getparent() if first is not None else None
    if first is None or parent is None:
        raise TemplateUnusable(
            "A chart of the template has no series to go by.", advice="Draw it with at least one series.", place=part
        )
    at = parent.index(first)
    for old in drawn.values():
        parent.remove(old)
    for number, series in enumerate(figure["series"]):
        made = deepcopy(drawn.get(series["name"], first))
        if series["name"] not in drawn:
            _paint(made, *_PALETTE[number % len(_PALETTE)])
        _set_series(made, number, series["name"], figure["labels"], series["numbers"])
        parent.insert(at + number, made)
    package.parts[part] = serialise(root)
    for workbook in package.related(part, "package"):
        package.parts[workbook] = _workbook(figure)


def _name_of(series: "_Element") -> str:
    value = next((one for tx in series.iterchildren(f"{C}tx") for one in tx.iter(f"{C}v")), None)
    return (value.text or "") if value is not None else ""


def _paint(series: "_Element", pattern: str, drawn: str, behind: str) -> None:
    from lxml import etree

    for old in series.findall(f"{C}spPr"):
        series.remove(old)
    look = etree.Element(f"{C}spPr")
    if pattern:
        fill = etree.SubElement(look, f"{A}pattFill", {"prst": pattern})
        for place, colour in (("fgClr", drawn), ("bgClr", behind)):
            etree.SubElement(etree.SubElement(fill, f"{A}{place}"), f"{A}srgbClr", {"val": colour})
    else:
        etree.SubElement(etree.SubElement(look, f"{A}solidFill"), f"{A}srgbClr", {"val": drawn})
    edge = etree.SubElement(look, f"{A}ln", {"w": "9525"})
    etree.SubElement(etree.SubElement(edge, f"{A}solidFill"), f"{A}srgbClr", {"val": "374151"})
    series.insert(sum(each.tag in _BEFORE_LOOK for each in series), look)


def _set_series(series: "_Element", at: int, name: str, labels: Sequence[str], numbers: Sequence[int]) -> None:
    from xlsxwriter.utility import xl_col_to_name

    letter, last = xl_col_to_name(at + 1), len(labels) + 1
    for tag in ("idx", "order"):
        element = series.find(f"{C}{tag}")
        if element is not None:
            element.set("val", str(at))
    for point in series.findall(f"{C}dPt"):
        series.remove(point)
    _set_points(series, "tx", f"Sheet1!${letter}$1", [name])
    _set_points(series, "cat", f"Sheet1!$A$2:$A${last}", labels)
    _set_points(series, "val", f"Sheet1!${letter}$2:${letter}${last}", numbers)


def _set_points(series: "_Element", place: str, formula: str, values: Sequence[Any]) -> None:
    from lxml import etree

    holder = series.find(f"{C}{place}")
    if holder is None:
        return
    for element in holder.iter(f"{C}f"):
        element.text = formula
    for cache in holder.iter(f"{C}strCache", f"{C}numCache"):
        for old in (*cache.findall(f"{C}ptCount"), *cache.findall(f"{C}pt")):
            cache.remove(old)
        etree.SubElement(cache, f"{C}ptCount", {"val": str(len(values))})
        for at, value in enumerate(values):
            point = etree.SubElement(cache, f"{C}pt", {"idx": str(at)})
            etree.SubElement(point, f"{C}v").text = printable(str(value))


def _workbook(figure: Mapping[str, Any]) -> bytes:
    """The workbook behind the chart; its dates are fixed so that the same figures give the same bytes."""
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    book.set_properties({"created": datetime(2022, 1, 1)})
    sheet = book.add_worksheet("Sheet1")
    for across, series in enumerate(figure["series"], start=1):
        sheet.write_string(0, across, printable(series["name"]))
        for down, value in enumerate(series["numbers"], start=1):
            sheet.write_number(down, across, value)
    for down, label in enumerate(figure["labels"], start=1):
        sheet.write_string(down, 0, printable(label))
    book.close()
    return packed.getvalue()

"""Native charts: the series that a template was drawn with are replaced by the figures, with the embedded workbook.

The chart stays editable in Word. ECMA-376 Part 1, 21.2 (DrawingML charts), 20.4.2.5 (docPr: name and alt text).
"""

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.markup import WP, C, R
from hmic_tracker.outputs.package import WordPackage, parse_xml, serialise

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = "chart: "
_LEAST_BARS, _CM, _BAR_CM = 2, 360_000, 1.05


def fill_charts(package: WordPackage, body: "_Element", names: Mapping[str, Any]) -> None:
    """Fill every chart whose alt text is `chart: NAME` with the figure of that name, and say its finding instead.

    Raises TemplateUnusable where there is no such figure.
    """
    for number, drawing in enumerate(body.iter(f"{WP}inline", f"{WP}anchor"), start=1):
        shown = drawing.find(f"{WP}docPr")
        if shown is None:
            continue
        shown.set("id", str(number))
        said = shown.get("descr", "")
        if not said.startswith(_MARK):
            continue
        figure = _figure(names, said.removeprefix(_MARK).strip())
        shown.set("descr", figure["alt_text"])
        shown.set("name", f"Chart {number}")
        reference = next(drawing.iter(f"{C}chart"), None)
        relation = reference.get(f"{R}id", "") if reference is not None else ""
        for one in package.relations(package.document):
            if one.id == relation and one.target in package.parts:
                _fill(package, one.target, figure)
        _set_height(drawing, len(figure["labels"]))


def _figure(names: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    found: Any = names
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, dict) or "series" not in found:
        raise TemplateUnusable(
            f"The template has a chart of “{path}”, and no figure of that name is a chart.",
            advice="Set the chart's alternative text to chart: standing.chart.",
        )
    return found


def _set_height(drawing: "_Element", bars: int) -> None:
    """As high as its bars need, so that few are not huge and many not squeezed."""
    extent = drawing.find(f"{WP}extent")
    if extent is not None:
        extent.set("cy", str(int((2.6 + _BAR_CM * max(_LEAST_BARS, bars)) * _CM)))


def _fill(package: WordPackage, part: str, figure: Mapping[str, Any]) -> None:
    root = parse_xml(package.parts[part], place=part)
    labels: Sequence[str] = figure["labels"]
    drawn = {_name_of(series): series for series in root.iter(f"{C}ser")}
    first = next(iter(drawn.values()), None)
    if first is None:
        return
    parent = first.getparent()
    assert parent is not None
    at = parent.index(first)
    for old in drawn.values():
        parent.remove(old)
    for number, series in enumerate(figure["series"]):
        made = deepcopy(drawn.get(series["name"], first))
        _set_series(made, number, series["name"], labels, series["numbers"])
        parent.insert(at + number, made)
    package.parts[part] = serialise(root)
    for workbook in package.related(part, "package"):
        package.parts[workbook] = _workbook(figure)


def _name_of(series: "_Element") -> str:
    value = next(series.iter(f"{C}v"), None)
    return (value.text or "") if value is not None else ""


def _set_series(series: "_Element", at: int, name: str, labels: Sequence[str], numbers: Sequence[int]) -> None:
    letter, last = "BCDEFGHIJK"[at], len(labels) + 1
    for tag in ("idx", "order"):
        element = series.find(f"{C}{tag}")
        if element is not None:
            element.set("val", str(at))
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
            etree.SubElement(point, f"{C}v").text = str(value)


def _workbook(figure: Mapping[str, Any]) -> bytes:
    """The workbook behind the chart; its dates are fixed so that the same figures give the same bytes."""
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    book.set_properties({"created": datetime(2022, 1, 1)})
    sheet = book.add_worksheet("Sheet1")
    for across, series in enumerate(figure["series"], start=1):
        sheet.write_string(0, across, series["name"])
        for down, value in enumerate(series["numbers"], start=1):
            sheet.write_number(down, across, value)
    for down, label in enumerate(figure["labels"], start=1):
        sheet.write_string(down, 0, label)
    book.close()
    return packed.getvalue()

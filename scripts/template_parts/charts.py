"""Native charts as they stand in a template: their series are replaced when a document is made (ECMA-376 Part 1, 21.2)."""

import io
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

INK = "1F2933"

# Told apart without colour vision and in grey print: each has a pattern of its own (20.1.10.55), and its number stands
# on it in a white box. A pattern of "" is a plain fill; then come the two colours, drawn and behind.
FILLS = {
    "Red": ("", "9B1C1C", ""),
    "Amber": ("wdUpDiag", "8A5300", "F2A93B"),
    "Green": ("ltVert", "2F6B2A", "A8D5A2"),
    "White": ("", "FFFFFF", ""),
    "Blue": ("dkHorz", "2F4F7F", "7FA3D1"),
    "Not rated": ("openDmnd", "6B7280", "E5E7EB"),
    "Not overdue": ("", "C9D6E6", ""),
    "Overdue": ("wdUpDiag", "FFFFFF", "7A1616"),
}
# A line's colour, its dashes, and the mark on each of its points.
LINES = {"Open": ("1D3557", "solid", "circle"), "Overdue": ("9B1C1C", "sysDash", "triangle")}


def _text(size: int, ink: str, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{ink}"/></a:solidFill><a:latin typeface="Arial"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _points(values: Sequence[object]) -> str:
    inside = "".join(f'<c:pt idx="{at}"><c:v>{escape(str(value))}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{inside}'


def _fill(name: str) -> str:
    pattern, drawn, behind = FILLS[name]
    if not pattern:
        return f'<a:solidFill><a:srgbClr val="{drawn}"/></a:solidFill>'
    return (
        f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{drawn}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{behind}"/></a:bgClr></a:pattFill>'
    )


def _labels(place: str, code: str = "0;;") -> str:
    """Each point's number in a white box, so that it can be read on any pattern; a nought is not written."""
    return (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/>'
        f'</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>{_text(1000, INK, bold=True)}<c:dLblPos val="{place}"/>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _series(at: int, name: str, look: str, labels: Sequence[str], numbers: Sequence[int], *, end: str = "") -> str:
    letter, last = "BCDEFGH"[at], len(labels) + 1
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f><c:strCache>'
        f"{_points([name])}</c:strCache></c:strRef></c:tx>{look}"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{_points(labels)}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f"{_points(numbers)}</c:numCache></c:numRef></c:val>{end}</c:ser>"
    )


def _bar_look(name: str) -> str:
    edge = '<a:ln w="9525"><a:solidFill><a:srgbClr val="374151"/></a:solidFill></a:ln>'
    return f'<c:spPr>{_fill(name)}{edge}</c:spPr><c:invertIfNegative val="0"/>{_labels("ctr")}'


def _line_look(name: str, place: str) -> str:
    colour, dashes, mark = LINES[name]
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return (
        f'<c:spPr><a:ln w="28575" cap="rnd">{fill}<a:prstDash val="{dashes}"/><a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{mark}"/><c:size val="9"/><c:spPr>{fill}<a:ln w="9525">{fill}</a:ln></c:spPr></c:marker>'
        f"{_labels(place, '0')}"
    )


def bar_chart(labels: Sequence[str], names: Sequence[str]) -> tuple[bytes, bytes]:
    """A stacked bar chart, a bar a label and a series a name of `FILLS`, with its workbook; all counts are 1."""
    rows = [[1 for _ in names] for _ in labels]
    series = "".join(
        _series(at, name, _bar_look(name), labels, [row[at] for row in rows]) for at, name in enumerate(names)
    )
    plot = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="55"/><c:overlap val="100"/><c:axId val="111111111"/><c:axId val="222222222"/>'
        "</c:barChart>"
    )
    return _chart_space(plot, across="b", along="l", order="maxMin"), _workbook(labels, names, rows)


def line_chart(labels: Sequence[str], names: Sequence[str]) -> tuple[bytes, bytes]:
    """A line chart, a line a name of `LINES`, with its workbook; all counts are 1."""
    rows = [[1 for _ in names] for _ in labels]
    series = "".join(
        _series(at, name, _line_look(name, "t"), labels, [row[at] for row in rows],
                end='<c:smooth val="0"/>')
        for at, name in enumerate(names)
    )  # fmt: skip
    plot = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        '<c:axId val="111111111"/><c:axId val="222222222"/></c:lineChart>'
    )
    return _chart_space(plot, across="l", along="b", order="minMax"), _workbook(labels, names, rows)


def _chart_space(plot: str, *, across: str, along: str, order: str) -> bytes:
    """The chart around its plot: words along one axis (`along`: at which side), whole numbers across the other."""
    axis = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="6B7280"/></a:solidFill></a:ln></c:spPr>'
    meets = "max" if order == "maxMin" else "autoZero"
    return (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{plot}"
        f'<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{along}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{axis}{_text(1000, INK)}<c:crossAx val="222222222"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{across}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>'
        '<a:srgbClr val="E5E7EB"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{axis}{_text(1000, INK)}<c:crossAx val="111111111"/><c:crosses val="{meets}"/>'
        '<c:crossBetween val="between"/></c:valAx></c:plotArea>'
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(1000, INK)}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text(1000, INK)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _workbook(labels: Sequence[str], names: Sequence[str], rows: Sequence[Sequence[int]]) -> bytes:
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    book.set_properties({"created": datetime(2022, 1, 1)})
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 1, list(names))
    for at, (label, row) in enumerate(zip(labels, rows, strict=True), start=1):
        sheet.write_row(at, 0, [label, *row])
    book.close()
    return packed.getvalue()

"""A native bar chart as it stands in a template: its series are replaced when a document is made (ECMA-376 Part 1, 21.2)."""

import io
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

# From dark to light in grey print, and told apart without colour vision; each bar has its number on it.
FILLS = {
    "Red": ("9B1C1C", "FFFFFF"),
    "Amber": ("F2A93B", "1F2933"),
    "Green": ("A8D5A2", "1F2933"),
    "White": ("FFFFFF", "1F2933"),
    "Blue": ("4F79B0", "FFFFFF"),
    "Not rated": ("C9CED6", "1F2933"),
}


def _text(size: int, ink: str, *, bold: bool = False) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{ink}"/></a:solidFill><a:latin typeface="Arial"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _points(values: Sequence[object]) -> str:
    inside = "".join(f'<c:pt idx="{at}"><c:v>{escape(str(value))}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{inside}'


def _series(at: int, name: str, labels: Sequence[str], numbers: Sequence[int]) -> str:
    letter, last = "BCDEFGH"[at], len(labels) + 1
    fill, ink = FILLS[name]
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f><c:strCache>'
        f"{_points([name])}</c:strCache></c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="374151"/>'
        f'</a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="0;;" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text(1000, ink, bold=True)}<c:dLblPos val="ctr"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{_points(labels)}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f"{_points(numbers)}</c:numCache></c:numRef></c:val></c:ser>"
    )


def bar_chart(labels: Sequence[str], names: Sequence[str]) -> tuple[bytes, bytes]:
    """A stacked bar chart, a bar a label and a series a colour, with its embedded workbook; all counts are 1."""
    rows = [[1 for _ in names] for _ in labels]
    series = "".join(_series(at, name, labels, [row[at] for row in rows]) for at, name in enumerate(names))
    axis = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="6B7280"/></a:solidFill></a:ln></c:spPr>'
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="55"/><c:overlap val="100"/><c:axId val="111111111"/><c:axId val="222222222"/></c:barChart>'
        '<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{axis}{_text(1000, "1F2933")}<c:crossAx val="222222222"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>'
        '<a:srgbClr val="E5E7EB"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{axis}{_text(1000, "1F2933")}<c:crossAx val="111111111"/><c:crosses val="max"/>'
        '<c:crossBetween val="between"/></c:valAx></c:plotArea>'
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(1000, "1F2933")}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text(1000, "1F2933")}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return chart.encode(), _workbook(labels, names, rows)


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

"""Paragraphs and tables as WordprocessingML (ECMA-376 Part 1, 17.3 and 17.4)."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

TEXT_WIDTH = 9638  # twentieths of a point between margins of 2 cm on A4


def run(text: str, *, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, style: str = "BodyText", *, keep_next: bool = False) -> str:
    keep = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{run(text)}</w:p>'


def heading(text: str, level: int = 1) -> str:
    return paragraph(text, f"Heading{level}")


def new_page(title: str) -> str:
    """A heading of the first level that begins a page."""
    return f'<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:pageBreakBefore/></w:pPr>{run(title)}</w:p>'


def labelled(label: str, text: str, style: str = "BodyText", *, keep_next: bool = False) -> str:
    """A paragraph that begins with a word in bold; it may be kept on one page with what follows."""
    keep = "<w:keepNext/>" if keep_next else ""
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
    return f"<w:p>{look}{run(label + ' ', bold=True)}{run(text)}</w:p>"


def tag(text: str) -> str:
    """A paragraph that only steers: it is gone from the finished document."""
    return paragraph("{%p " + text + " %}", "TemplateTag")


def loop(over: str, *blocks: str) -> str:
    return tag(f"for {over}") + "".join(blocks) + tag("endfor")


def when(condition: str, *blocks: str) -> str:
    return tag(f"if {condition}") + "".join(blocks) + tag("endif")


def otherwise(condition: str, blocks: Iterable[str], others: Iterable[str]) -> str:
    return tag(f"if {condition}") + "".join(blocks) + tag("else") + "".join(others) + tag("endif")


def narrative(name: str, *, heading: int = 0) -> str:
    """The paragraphs that staff wrote for this place, each in its own style; `heading` is the level of their headings."""
    level = f"({heading})" if heading else ""
    return paragraph("{{p " + name + "|paragraphs" + level + " }}")


def _cell(text: str, width: int, style: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p></w:tc>'
    )


def _row(cells: Sequence[tuple[str, str]], widths: Sequence[int], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    inside = "".join(_cell(text, width, style) for (text, style), width in zip(cells, widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"


def _tag_row(text: str, widths: Sequence[int]) -> str:
    cells = [("{%tr " + text + " %}", "TemplateTag"), *(("", "TemplateTag") for _ in widths[1:])]
    return _row(cells, widths)


def table(
    title: str,
    description: str,
    columns: Sequence[tuple[str, str, str, int]],
    *,
    over: str,
    total: Sequence[str] = (),
) -> str:
    """A table with one row for each of `over`: columns are heading, content, style and share of the width.

    `title` and `description` are read out by screen readers (17.4.62 and 17.4.63 of the transitional schema).
    """
    share = sum(column[3] for column in columns)
    widths = [TEXT_WIDTH * column[3] // share for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    last = ' w:lastRow="1"' if total else ' w:lastRow="0"'
    head = _row([(column[0], "TableHead") for column in columns], widths, is_head=True)
    body = _tag_row(f"for {over}", widths)
    body += _row([(column[1], column[2]) for column in columns], widths)
    body += _tag_row("endfor", widths)
    if total:
        body += _row([(text, "TableTotalNumber" if at else "TableTotal") for at, text in enumerate(total)], widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="RegisterTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="04A0" w:firstRow="1"{last} w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(title, _QUOTE)}"/><w:tblDescription w:val="{escape(description, _QUOTE)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>" + paragraph("", "AfterTable")
    )


_QUOTE = {'"': "&quot;"}


def chart(name: str, relationship: str, *, number: int, width_cm: float = 17.0, height_cm: float = 9.0) -> str:
    """A native chart in the line of text; `name` is the figure that it shows, replaced by the finding in words."""
    across, down = int(width_cm * 360000), int(height_cm * 360000)
    return (
        '<w:p><w:pPr><w:pStyle w:val="ChartLine"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="{name}" descr="chart: {name}"/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relationship}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )

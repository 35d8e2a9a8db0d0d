"""The styles of a template: A4, English of the United Kingdom, body text of 11 points, numbered headings."""

INK, DARK, PALE, LINE = "1F2933", "1D3557", "EEF2F6", "C5CCD3"
FONT = "Arial"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _style(identity: str, name: str, *, kind: str = "paragraph", based_on: str = "Normal", following: str = "",
           paragraph: str = "", run: str = "", quick: bool = True, extra: str = "") -> str:  # fmt: skip
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{base}{after}'
        f"{'<w:qFormat/>' if quick else ''}"
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{run}</w:rPr>' if run else ''}{extra}</w:style>"
    )


def _spaced(before: int, after: int, line: int = 276) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _heading(level: int, size: int, before: int, after: int) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>' if level < 3 else ""
    return _style(
        f"Heading{level}", f"heading {level}", following="BodyText",
        paragraph=f'<w:keepNext/><w:keepLines/>{number}{_spaced(before, after)}<w:outlineLvl w:val="{level - 1}"/>',
        run=f'<w:b/><w:bCs/><w:color w:val="{DARK}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
    )  # fmt: skip


def styles_xml() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = (
        f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>'
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{DARK}"/></w:tcPr>'
        "</w:tblStylePr>"
        f'<w:tblStylePr w:type="lastRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr>'
        "</w:tblStylePr>"
    )
    small = '<w:sz w:val="20"/><w:szCs w:val="20"/>'
    styles = [
        _style("Normal", "Normal", based_on="", paragraph=_spaced(0, 120)),
        _style("BodyText", "Body Text", paragraph=_spaced(0, 140)),
        _style("Title", "Title", following="BodyText", paragraph=f"<w:keepNext/>{_spaced(120, 240, 240)}",
               run=f'<w:b/><w:bCs/><w:color w:val="{DARK}"/><w:sz w:val="44"/><w:szCs w:val="44"/>'),
        _style("Subtitle", "Subtitle", following="BodyText", paragraph=_spaced(0, 40),
               run='<w:color w:val="3B4652"/><w:sz w:val="24"/><w:szCs w:val="24"/>'),
        _heading(1, 32, 400, 140), _heading(2, 26, 300, 100), _heading(3, 23, 220, 80), _heading(4, 22, 160, 60),
        _style("ListBullet", "List Bullet", paragraph=f'<w:numPr><w:numId w:val="2"/></w:numPr>{_spaced(0, 80)}'),
        _style("ListNumber", "List Number", paragraph=f'<w:numPr><w:numId w:val="3"/></w:numPr>{_spaced(0, 80)}'),
        _style("Quote", "Quote", paragraph=f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{DARK}"/>'
               f'</w:pBdr>{_spaced(60, 140)}<w:ind w:left="284"/>', run=f'<w:color w:val="{INK}"/>'),
        _style("Caption", "caption", following="BodyText", paragraph=f"<w:keepNext/>{_spaced(160, 80)}",
               run=f'<w:b/><w:bCs/><w:color w:val="{DARK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'),
        # Not "Figure": LibreOffice tags a paragraph of that style as a picture.
        _style("ChartLine", "Chart Line", paragraph=_spaced(120, 160, 240)),
        _style("AfterTable", "After Table", paragraph=_spaced(0, 60, 240), run='<w:sz w:val="12"/><w:szCs w:val="12"/>',
               quick=False),
        _style("TableText", "Table Text", paragraph=_spaced(20, 20, 252), run='<w:sz w:val="22"/><w:szCs w:val="22"/>'),
        _style("TableNumber", "Table Number", based_on="TableText", paragraph='<w:jc w:val="center"/>'),
        _style("TableHead", "Table Head", based_on="TableText", paragraph="<w:keepNext/>",
               run='<w:b/><w:bCs/><w:color w:val="FFFFFF"/>'),
        _style("TableTotal", "Table Total", based_on="TableText", run="<w:b/><w:bCs/>"),
        _style("TableTotalNumber", "Table Total Number", based_on="TableTotal", paragraph='<w:jc w:val="center"/>'),
        _style("RAG", "RAG", based_on="TableText", paragraph='<w:jc w:val="center"/>', run="<w:b/><w:bCs/>"),
        _style("Header", "header", paragraph=f'<w:jc w:val="center"/>{""}', run=f"<w:b/><w:bCs/>{small}"),
        _style("Footer", "footer", paragraph='<w:tabs><w:tab w:val="center" w:pos="4819"/><w:tab w:val="right" '
               'w:pos="9638"/></w:tabs>', run=small),
        _style("TemplateTag", "Template Tag", paragraph=_spaced(0, 0, 240),
               run='<w:color w:val="8A4B00"/><w:sz w:val="18"/><w:szCs w:val="18"/>'),
        f'<w:style w:type="table" w:styleId="RegisterTable"><w:name w:val="Register Table"/><w:uiPriority w:val="99"/>'
        f"{table}</w:style>",
    ]  # fmt: skip
    return (
        f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" '
        f'w:eastAsia="{FONT}" w:cs="{FONT}"/><w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + "".join(styles).replace('w:styleId="Normal"', 'w:default="1" w:styleId="Normal"', 1)
        + "</w:styles>"
    )


def _level(at: int, number_format: str, text: str, *, left: int, hanging: int, style: str = "", font: str = "") -> str:
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{link}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{look}</w:lvl>'
    )


def numbering_xml() -> str:
    lists = (
        _level(0, "decimal", "%1.", left=567, hanging=567, style="Heading1")
        + _level(1, "decimal", "%1.%2", left=709, hanging=709, style="Heading2"),
        _level(0, "bullet", "•", left=454, hanging=284, style="ListBullet"),
        _level(0, "decimal", "%1.", left=567, hanging=397, style="ListNumber"),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for at, levels in enumerate(lists, start=1)
    )
    numbers = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2, 3))
    return f"<w:numbering {W}>{abstract}{numbers}</w:numbering>"

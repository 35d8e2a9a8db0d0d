"""A chart as a template holds it, for tests."""

from typing import Any

from documents import OFFICE

SERIES = (
    '<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/>'
    '<c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:solidFill><a:srgbClr val="{fill}"/>'
    '</a:solidFill></c:spPr><c:cat><c:strRef><c:f>Sheet1!$A$2</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>Old'
    "</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache><c:formatCode>General"
    '</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>9</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>'
)
CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:plotArea><c:barChart>'
    + SERIES.format(at=0, name="Red", fill="AA0000") + SERIES.format(at=1, name="Green", fill="00AA00")
    + "</c:barChart></c:plotArea></c:chart></c:chartSpace>"
)  # fmt: skip
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="100" cy="100"/><wp:docPr id="7" name="{name}" descr="{descr}"/>'
    '<a:graphic><a:graphicData><c:chart r:id="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)
CHART_PARTS: dict[str, Any] = {
    "more": {
        "word/charts/chart1.xml": CHART,
        "word/embeddings/book1.xlsx": b"replaced",
        "word/charts/_rels/chart1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{OFFICE}/package" Target="../embeddings/book1.xlsx"/></Relationships>',
    },
    "links": (("rId9", f"{OFFICE}/chart", "charts/chart1.xml"),),
}

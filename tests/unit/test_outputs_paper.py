"""What a finished document is: its lists, colours, charts, marking, properties, and the same bytes each time."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from charts import CHART_PARTS, DRAWING
from documents import blank_names, make_word, p, row, table

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.figures.shape import Figures, PersonName
from hmic_tracker.outputs.markup import WP, C, W, value_of, words_of
from hmic_tracker.outputs.package import open_word, parse_xml
from hmic_tracker.outputs.paper import write_document
from hmic_tracker.outputs.render import Renderer, start_renderer

SHOWN = {
    "title": "By portfolio",
    "alt_text": 'Two Red & one Amber; "Crime" has the most.',
    "labels": ["Crime", "Custody & care"],
    "series": [{"name": "Green", "numbers": [1, 0]}, {"name": "Amber", "numbers": [2, 3]}],
}


class Stated:
    """Stands for one version of the figures."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names

    def to_dict(self) -> dict[str, Any]:
        return self.names


def figures(*, people: tuple[PersonName, ...] = (), allowed: tuple[str, ...] = (), **changes: Any) -> Figures:
    paper: Any = Stated(blank_names(**changes))
    return Figures(date(2022, 3, 31), date(2022, 3, 15), paper, paper, people=people, allowed=allowed)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with start_renderer() as started:
        yield started


def made(tmp_path: Path, renderer: Renderer, template: Path, version: str = "full", **changes: Any) -> Any:
    to = write_document(
        figures(**changes), template=template, to=tmp_path / "out" / "paper.docx", version=version, renderer=renderer
    )
    return open_word(to)


def numbers_of(package: Any) -> list[tuple[str, str]]:
    body = parse_xml(package.parts["word/document.xml"])
    return [(words_of(one), value_of(one, f"{W}pPr", f"{W}numPr", f"{W}numId")) for one in body.iter(f"{W}p")]


def test_each_numbered_list_begins_at_one_and_headings_count_on(tmp_path: Path, renderer: Renderer) -> None:
    template = make_word(
        tmp_path / "t.docx",
        p("Part", "H1"), p("a", "Num"), p("b", "Num"), p("between"), p("c", "Num"), p("more of c", "Cont"), p("d", "Num"),
        p("Part", "H1"), p("e", "Num"), p("x", "Bul"),
    )  # fmt: skip
    package = made(tmp_path, renderer, template)
    by_text = dict(numbers_of(package))
    assert by_text["a"] == by_text["b"] != by_text["c"] == by_text["d"] != by_text["e"]
    assert by_text["Part"] == by_text["x"] == by_text["between"] == ""
    numbering = parse_xml(package.parts["word/numbering.xml"])
    starts = {
        one.get(f"{W}numId"): value_of(one, f"{W}lvlOverride", f"{W}startOverride") for one in numbering.iter(f"{W}num")
    }
    assert [starts[by_text[one]] for one in "ace"] == ["1", "1", "1"]


def test_a_list_in_a_loop_begins_at_one_each_time(tmp_path: Path, renderer: Renderer) -> None:
    template = make_word(
        tmp_path / "t.docx", "{%p for one in reports.titles %}", p("Report {{ one }}"), p("first of {{ one }}", "Num"),
        "{%p endfor %}",
    )  # fmt: skip
    numbers = dict(numbers_of(made(tmp_path, renderer, template, reports__titles=["A", "B"])))
    assert numbers["first of A"] != numbers["first of B"] != ""


def test_a_cell_in_the_style_rag_is_shaded_by_its_word_and_keeps_it(tmp_path: Path, renderer: Renderer) -> None:
    def rag(words: str) -> str:
        return f"<w:tc>{p(words, 'RAG')}</w:tc>"

    template = make_word(
        tmp_path / "t.docx", table(row("Ref", "RAG", head=True), row("1", rag("{{ as_at }}")), row("2", rag("n/a")))
    )
    body = parse_xml(made(tmp_path, renderer, template, as_at="Red").parts["word/document.xml"])
    shades = {words_of(cell): [one.get(f"{W}fill") for one in cell.iter(f"{W}shd")] for cell in body.iter(f"{W}tc")}
    assert shades["Red"] == ["9B1C1C"]
    assert shades["n/a"] == []


@pytest.mark.parametrize(("name", "descr"), [("Chart 1", "chart: standing.chart"), ("standing.chart", "")])
def test_a_chart_gets_the_figures_series_its_finding_and_its_workbook(
    tmp_path: Path, renderer: Renderer, name: str, descr: str
) -> None:
    template = make_word(tmp_path / "t.docx", DRAWING.format(name=name, descr=descr), **CHART_PARTS)
    package = made(tmp_path, renderer, template, standing__chart=SHOWN)
    chart = parse_xml(package.parts["word/charts/chart1.xml"])
    drawn = [[one.text for one in series.iter(f"{C}v")] for series in chart.iter(f"{C}ser")]
    assert drawn == [
        ["Green", "Crime", "Custody & care", "1", "0"],
        ["Amber", "Crime", "Custody & care", "2", "3"],
    ]
    fills = [one.get("val") for one in chart.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}srgbClr")]
    assert fills[0] == "00AA00"  # Green keeps the look that it was drawn with
    assert [one.text for one in chart.iter(f"{C}f")][3:] == ["Sheet1!$C$1", "Sheet1!$A$2:$A$3", "Sheet1!$C$2:$C$3"]
    shown = next(parse_xml(package.parts["word/document.xml"]).iter(f"{WP}docPr"))
    assert shown.get("descr") == SHOWN["alt_text"]
    book = openpyxl.load_workbook(io.BytesIO(package.parts["word/embeddings/book1.xlsx"]))
    assert list(book["Sheet1"].values) == [(None, "Green", "Amber"), ("Crime", 1, 2), ("Custody & care", 0, 3)]


def test_a_chart_of_nothing_goes_with_its_paragraph_and_its_parts(tmp_path: Path, renderer: Renderer) -> None:
    template = make_word(tmp_path / "t.docx", "before", DRAWING.format(name="standing.chart", descr=""), **CHART_PARTS)
    package = made(tmp_path, renderer, template)
    assert [text for text, _ in numbers_of(package)] == ["before"]
    assert not [part for part in package.parts if "chart" in part or "embeddings" in part]
    assert b"rId9" not in package.parts["word/_rels/document.xml.rels"]


def test_a_chart_of_no_figure_is_refused(tmp_path: Path, renderer: Renderer) -> None:
    template = make_word(
        tmp_path / "t.docx", DRAWING.format(name="Chart 1", descr="chart: standing.chrt"), **CHART_PARTS
    )
    with pytest.raises(TemplateUnusable, match=r"standing\.chrt"):
        made(tmp_path, renderer, template)


def test_a_page_without_its_marking_is_refused_and_nothing_is_written(tmp_path: Path, renderer: Renderer) -> None:
    template = make_word(tmp_path / "t.docx", "x", header="OFFICIAL")
    with pytest.raises(TemplateUnusable, match="header"):
        made(tmp_path, renderer, template)
    hidden = make_word(tmp_path / "t.docx", "x", header="{% if is_public %}{{ marking }}{% endif %}")
    with pytest.raises(TemplateUnusable, match="does not bear the marking OFFICIAL-SENSITIVE"):
        made(tmp_path, renderer, hidden)
    assert not (tmp_path / "out").exists()


def test_title_author_language_and_dates_come_from_the_figures(tmp_path: Path, renderer: Renderer) -> None:
    core = made(tmp_path, renderer, make_word(tmp_path / "t.docx", "x"), force_name="Westmarch Police").parts[
        "docProps/core.xml"
    ]
    text = core.decode()
    assert "<dc:title>Inspections, 31 March 2022</dc:title>" in text
    assert "<dc:creator>Westmarch Police</dc:creator>" in text
    assert "Ada Drawn" not in text
    assert "en-GB" in text
    assert "2022-03-15T00:00:00Z" in text


def test_parts_that_nothing_of_ours_is_about_are_kept(tmp_path: Path, renderer: Renderer) -> None:
    more = {"docMetadata/LabelInfo.xml": "<clbl:labelList xmlns:clbl='x'/>", "customXml/item1.xml": "<a>1</a>",
            "word/theme/theme1.xml": "<t/>"}  # fmt: skip
    package = made(tmp_path, renderer, make_word(tmp_path / "t.docx", "x", more=more))
    assert {name: package.parts[name].decode() for name in more} == more


def test_the_same_figures_give_the_same_bytes_in_any_time_zone_and_hash_order(tmp_path: Path) -> None:
    make_word(tmp_path / "t.docx", DRAWING.format(name="standing.chart", descr=""), p("a", "Num"), **CHART_PARTS)
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from test_outputs_paper import *\n"
        "to = write_document(figures(standing__chart=SHOWN), template=sys.argv[2], to=sys.argv[3])\n"
        "print(hashlib.sha256(to.read_bytes()).hexdigest())\n"
    )
    sums = set()
    for zone, seed in (("Pacific/Auckland", "1"), ("America/Lima", "77")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed,
                       "PYTHONPATH": str(Path(__file__).parents[1])}  # fmt: skip
        command = [
            sys.executable,
            "-c",
            script,
            str(Path(__file__).parent),
            str(tmp_path / "t.docx"),
            str(tmp_path / "o.docx"),
        ]
        sums.add(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    assert len(sums) == 1


MARY = PersonName("Supt Mary Oduya", "Supt", "0417", "Head of custody")
CUSTOM = '<p xmlns="x"><v>asked of Supt Oduya</v></p>'


@pytest.mark.parametrize(
    ("where", "template"),
    [
        ("text", {"blocks": ["Ask Mary Oduya"]}),
        ("collar number", {"blocks": ["Signed by 0417"]}),
        ("header", {"header": "{{ marking }} Oduya"}),
        ("alternative text", {"blocks": [DRAWING.format(name="standing.chart", descr="")],
                              "series": [{"name": "Oduya", "numbers": [1, 2]}]}),
        ("custom part", {"more": {"docProps/custom.xml": CUSTOM}}),
    ],
)  # fmt: skip
def test_a_name_anywhere_in_the_package_stops_the_public_version(
    tmp_path: Path, renderer: Renderer, where: str, template: dict[str, Any]
) -> None:
    more = {**CHART_PARTS["more"], **template.get("more", {})}
    path = make_word(
        tmp_path / "t.docx", *template.get("blocks", ["x"]), header=template.get("header", "{{ marking }}"), more=more,
        links=CHART_PARTS["links"],
    )  # fmt: skip
    chart = {**SHOWN, "series": template.get("series", SHOWN["series"])}
    with pytest.raises(TemplateUnusable, match=r"Oduya|0417"):
        made(tmp_path, renderer, path, "public", people=(MARY,), standing__chart=chart)
    assert not (tmp_path / "out").exists()
    assert made(tmp_path, renderer, path, "full", people=(MARY,), standing__chart=chart)


def test_a_public_contact_officer_may_be_named(tmp_path: Path, renderer: Renderer) -> None:
    path = make_word(tmp_path / "t.docx", "Ask Supt Mary Oduya")
    assert made(tmp_path, renderer, path, "public", people=(MARY,), allowed=("Supt Mary Oduya",))


def test_a_template_that_is_missing_or_no_document_is_refused(tmp_path: Path, renderer: Renderer) -> None:
    for name, content in (
        ("none.docx", None),
        ("text.docx", b"hello"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1.."),
    ):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(TemplateUnusable, match=name):
            made(tmp_path, renderer, path)
    with zipfile.ZipFile(tmp_path / "zip.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(TemplateUnusable, match="no Word document"):
        made(tmp_path, renderer, tmp_path / "zip.docx")


GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*saved_by*.docx")), ids=lambda path: path.stem)
def test_a_template_saved_by_another_program_still_makes_the_paper(
    tmp_path: Path, renderer: Renderer, path: Path
) -> None:
    row_of = {"portfolio": "Crime", "total": 3, "red": 0, "amber": 2, "green": 1, "white": 0, "blue": 0, "not_rated": 0}
    package = made(
        tmp_path, renderer, path,
        standing__sentence="As at 15 March 2022, all is well.", standing__chart=SHOWN, show=dict.fromkeys(
            ("purpose", "peel", "inspections", "published_reports", "where_we_stand", "what_needs_the_committee", "decision",
             "appendix"), True),
        standing__table={"has_any": True, "rags": ["Amber", "Green"], "rows": [row_of], "totals": row_of},
        reports__titles=["Custody & care"], purpose__paragraphs=[{"text": "one", "style": "Numbered"}],
    )  # fmt: skip
    texts = [text for text, _ in numbers_of(package)]
    assert "As at 15 March 2022, all is well." in texts
    assert {"Custody & care", "Crime", "one"} <= set(texts)
    assert dict(numbers_of(package))["one"] != ""
    shown = next(parse_xml(package.parts["word/document.xml"]).iter(f"{WP}docPr"))
    assert shown.get("descr") == SHOWN["alt_text"]
    assert not [text for text in texts if "{" in text]


def test_what_a_loop_leaves_empty_is_made_whole(tmp_path: Path, renderer: Renderer) -> None:
    no_paragraph = "<w:tc><w:p><w:r><w:t>{%p if has_left_out %}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:tc>"
    bookmark = '<w:bookmarkStart w:id="1" w:name="here"/>{text}<w:bookmarkEnd w:id="1"/>'
    inside = "<w:p>" + bookmark.format(text="<w:r><w:t>{{ one }}</w:t></w:r>") + "</w:p>"
    template = make_word(
        tmp_path / "t.docx",
        table(row("A", "B", head=True).replace("<w:tblHeader/>", '<w:tblHeader w:val="true"/>'), row("x", no_paragraph)),
        table(row("{%tr for one in reports.titles %}", ""), row("{{ one }}", ""), row("{%tr endfor %}", "")),
        "{%p for one in left_out %}", inside, "{%p endfor %}",
    )  # fmt: skip
    package = made(tmp_path, renderer, template, left_out=["a", "b"])
    body = parse_xml(package.parts["word/document.xml"])
    assert len(list(body.iter(f"{W}tbl"))) == 1  # the one without rows is gone
    assert all(cell[-1].tag == f"{W}p" for cell in body.iter(f"{W}tc"))
    assert len(list(body.iter(f"{W}bookmarkStart"))) == len(list(body.iter(f"{W}bookmarkEnd"))) == 1
    assert [text for text, _ in numbers_of(package)][-2:] == ["a", "b"]
    assert next(body.iter(f"{W}tblHeader")).attrib == {}

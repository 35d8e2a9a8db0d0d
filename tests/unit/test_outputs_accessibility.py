"""A document that everybody can read is broken in one way at a time, and each is named with its place."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from documents import NAMES, STYLES, cell, make_word, p, row, table

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.accessibility import inspect_document
from hmic_tracker.outputs.looks import contrast
from hmic_tracker.outputs.markup import twips
from hmic_tracker.outputs.render import Renderer, start_renderer
from hmic_tracker.outputs.template import check_template

ANY_A4 = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
LETTER = '<w:pgSz w:w="12240" w:h="15840"/>'
PICTURE = (
    '<w:p><w:r><w:drawing><wp:{how}><wp:docPr id="1" name="Picture 1" descr="{descr}"/><a:graphic><a:graphicData>{inside}'
    "</a:graphicData></a:graphic></wp:{how}></w:drawing></w:r></w:p>"
)
CHART = PICTURE.format(how="inline", descr="Most are green.", inside='<c:chart r:id="rId9"/>')
BOX = '<w:p><w:r><w:pict alt="Box"><w:txbxContent><w:p><w:r><w:t>Boxed words</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>'
GOOD_TABLE = table(row("Area", "Grade", head=True), row("Crime", "Good"))
GOOD: list[str] = [
    p("Purpose", "H1"), p("This tells the committee what was found."), p("Detail", "H2"), p("one", "Num"), p("two", "Bul"),
    CHART, GOOD_TABLE, p("After it."), PICTURE.format(how="inline", descr="The force's crest", inside=""),
]  # fmt: skip


def link(words: str) -> str:
    return f'<w:p><w:hyperlink r:id="rId8"><w:r><w:t>{words}</w:t></w:r></w:hyperlink></w:p>'


# What is put at the end of the good document, or how it is made, and the one fault that it then has.
BROKEN: dict[str, tuple[str, list[str], dict[str, Any], str]] = {
    "no title": ("title-missing", [], {"title": ""}, "Properties"),
    "American": ("language-wrong", [], {"language": "en-US"}, "Styles"),
    "no language": ("language-wrong", [], {"language": ""}, "Styles"),
    "US Letter": ("page-not-a4", [], {"page": LETTER}, "Page size"),
    "a level skipped": ("heading-skipped", [p("New part", "H1"), p("Too deep", "H3"), p("x")], {}, "Too deep"),
    "an empty heading": ("heading-empty", [p("", "H2"), p("x")], {}, "heading"),
    "a bold line for a heading": ("heading-painted", [p("What we found", look="<w:b/>"), p("x")], {}, "What we found"),
    "a typed list": ("list-typed", [p("1. first"), p("2. second")], {}, "2. second"),
    "typed bullets": ("list-typed", [p("• first"), p("• second")], {}, "second"),
    "a picture without words": ("picture-undescribed", [PICTURE.format(how="inline", descr="", inside="")], {}, "Picture 1"),
    "a picture with its file's name": (
        "picture-undescribed", [PICTURE.format(how="inline", descr="crest.png", inside="")], {}, "Picture 1"),
    "a chart without words": (
        "chart-undescribed",
        [PICTURE.format(how="inline", descr="", inside='<c:chart r:id="rId9"/>'), GOOD_TABLE], {}, "Picture 1"),
    "a chart without figures": ("chart-without-table", [p("a"), p("b"), p("c"), CHART, p("d"), p("e")], {}, "chart"),
    "no header row": ("table-header-missing", [table(row("Area", "Grade"), row("Crime", "Good"))], {}, "Area"),
    "a header switched off": (
        "table-header-missing",
        [table(row("Area", "Grade", head=True).replace("<w:tblHeader/>", '<w:tblHeader w:val="0"/>'), row("a", "b"))],
        {}, "Area"),
    "a merged header cell": (
        "table-header-merged", [table(row(cell("Both", properties='<w:gridSpan w:val="2"/>'), head=True), row("a", "b"))], {},
        "Both"),
    "an empty header cell": ("table-header-empty", [table(row("", "Grade", head=True), row("Crime", "Good"))], {}, "Grade"),
    "merged cells": (
        "table-merged",
        [table(row("Area", "Grade", head=True), row("a", cell("b", properties='<w:vMerge w:val="restart"/>')))], {}, "Area"),
    "a table in a table": (
        "table-nested", [table(row("Area", "Grade", head=True), row("a", f"<w:tc>{GOOD_TABLE}{p('x')}</w:tc>"))], {}, "Area"),
    "colour alone": (
        "colour-alone",
        [table(row("Ref", "RAG", head=True), row("WMP-0001", cell("", properties='<w:shd w:fill="FF0000"/>')))], {},
        "WMP-0001"),
    "a text box": ("text-box", [BOX, p("x")], {}, "Boxed words"),
    "a floating picture": ("picture-floats", [PICTURE.format(how="anchor", descr="The crest", inside="")], {}, "Picture 1"),
    "click here": ("link-unclear", [link("click here")], {}, "click here"),
    "a bare address": ("link-unclear", [link("https://westmarch.example/report.pdf")], {}, "westmarch"),
    "grey on white": ("contrast-low", [p("Faint words", look='<w:color w:val="999999"/>')], {}, "Faint words"),
    "white on amber": (
        "contrast-low",
        [table(row("Ref", "RAG", head=True),
               row("1", cell("Amber", properties='<w:shd w:fill="F2A93B"/>', look='<w:color w:val="FFFFFF"/>')))],
        {}, "Amber"),
    "small print": ("text-small", [p("Small words here", look='<w:sz w:val="18"/>')], {}, "Small words"),
    "space by a blank line": ("paragraph-blank", [p("Before it"), p(""), p("after")], {}, "Before it"),
    "columns by tabs": (
        "columns-of-tabs", ["<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:tab/><w:t>d</w:t></w:r></w:p>"], {},
        "a b c d"),
    "a tag left": ("tag-left", [p("On {{ meeting_date }} it met")], {}, "meeting_date"),
    "a tag left in the header": ("tag-left", [], {"header": "{{ marking }}"}, "marking"),
    "an open change": ("change-left", ['<w:p><w:ins w:id="1"><w:r><w:t>New words</w:t></w:r></w:ins></w:p>'], {}, "New words"),
    "a comment": ("comment-left", ['<w:p><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'], {}, "document"),
}  # fmt: skip


def good(path: Path, *more: str, **changes: Any) -> Path:
    return make_word(path, *GOOD, *more, **{"header": "OFFICIAL", "footer": "Page 1", **changes})


def test_a_document_that_everybody_can_read_has_no_fault(tmp_path: Path) -> None:
    assert inspect_document(good(tmp_path / "good.docx")) == ()


def test_a_lying_page_is_a4_too(tmp_path: Path) -> None:
    assert inspect_document(good(tmp_path / "good.docx", page=ANY_A4)) == ()


@pytest.mark.parametrize("way", BROKEN)
def test_each_way_of_breaking_it_is_named_alone_with_its_place(tmp_path: Path, way: str) -> None:
    code, more, changes, place = BROKEN[way]
    found = inspect_document(good(tmp_path / "broken.docx", *more, **changes))
    assert [fault.code for fault in found] == [code]
    assert place in f"{found[0].place} {found[0].found}"
    assert found[0].advice.endswith(".")


def test_a_long_document_without_headings_is_named(tmp_path: Path) -> None:
    path = make_word(tmp_path / "plain.docx", *["Words."] * 25, header="x", footer="x")
    assert [fault.code for fault in inspect_document(path)] == ["heading-none"]


def test_a_file_that_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_text("hello")
    with pytest.raises(TemplateUnusable, match="no Word document"):
        inspect_document(tmp_path / "x.docx")


@pytest.mark.parametrize(("ink", "paper", "expected"), [("000000", "FFFFFF", 21.0), ("767676", "FFFFFF", 4.54)])
def test_contrast_is_that_of_the_guidelines(ink: str, paper: str, expected: float) -> None:
    assert contrast(ink, paper) == pytest.approx(expected, abs=0.01)


# Templates


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with start_renderer() as started:
        yield started


WHOLE = ("{{ report_title }} {{ meeting_date }}", "{{ standing.sentence }}", "{{ decision.sentence }}")
TEMPLATES: dict[str, tuple[str, str, str]] = {
    "a name misspelt": ("tag-unknown", "{{ standing.totel }}", "standing.total"),
    "a name misspelt in a loop": (
        "tag-unknown", "{% for x in needs.red.lines %}{{ x.ownr }}{% endfor %}", "x.owner"),
    "a name misspelt where it is not shown": ("tag-unknown", "{% if has_left_out %}{{ markng }}{% endif %}", "marking"),
    "a loop not closed": ("tag-broken", "{% for x in needs.red.lines %}", "endfor"),
    "a list printed": ("tag-not-text", "{{ reports.titles }}", "Loop over it"),
    "a text looped over": ("tag-not-a-list", "{% for x in marking %}{% endfor %}", "Loop over a list"),
    "a sum": ("tag-arithmetic", "{{ standing.open + 1 }}", "Print the figure"),
    "code": ("tag-refused", "{{ marking.upper() }}", ""),
    "an unknown filter": ("tag-refused", "{{ marking|uper }}", "upper"),
}  # fmt: skip


@pytest.mark.parametrize("way", TEMPLATES)
def test_a_template_is_checked_before_it_is_used(tmp_path: Path, renderer: Renderer, way: str) -> None:
    code, tag, says = TEMPLATES[way]
    path = make_word(tmp_path / "t.docx", *WHOLE, f"See {tag}")
    found = check_template(path, renderer=renderer)
    assert [fault.code for fault in found] == [code]
    if code != "tag-broken":
        assert "See {" in found[0].place
    assert says in found[0].advice


def test_what_a_paper_cannot_do_without_its_page_and_language_are_named(tmp_path: Path, renderer: Renderer) -> None:
    path = make_word(tmp_path / "t.docx", *WHOLE[:2], page=LETTER, language="en-US")
    found = {fault.code: fault for fault in check_template(path, renderer=renderer)}
    assert sorted(found) == ["language-not-british", "name-missing", "page-not-a4"]
    assert "decision.sentence" in found["name-missing"].found
    assert not any(fault.is_fatal for fault in found.values())


def test_a_whole_template_has_no_fault(tmp_path: Path, renderer: Renderer) -> None:
    assert check_template(make_word(tmp_path / "t.docx", *WHOLE), renderer=renderer) == ()


SHIPPED = sorted((Path(__file__).parents[2] / "templates").glob("*.docx"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_template_that_comes_with_the_library_has_a_fault(path: Path, renderer: Renderer) -> None:
    assert [str(fault) for fault in check_template(path, renderer=renderer) if fault.is_fatal] == []


# Documents of other programs


def test_a_heading_is_known_by_the_name_of_its_style_where_that_states_no_level(tmp_path: Path) -> None:
    """As LibreOffice and the docx library of npm write them."""
    styles = STYLES.format(names=NAMES, language="en-GB").replace('<w:outlineLvl w:val="2"/>', "")
    path = make_word(tmp_path / "d.docx", p("One", "H1"), p("Three", "H3"), more={"word/styles.xml": styles})
    assert [fault.code for fault in inspect_document(path) if fault.code.startswith("heading")] == ["heading-skipped"]


def test_a_document_saved_as_strict_open_xml_is_looked_at_like_any_other(tmp_path: Path) -> None:
    plain = make_word(tmp_path / "plain.docx", p("One", "H1"), p("Three", "H3"), p("• a"), p("• b"), page=LETTER)
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(plain) as read, zipfile.ZipFile(strict, "w") as written:
        for name in read.namelist():
            content = read.read(name).decode()
            for kind in ("wordprocessingml", "officeDocument", "drawingml"):
                content = content.replace(
                    f"http://schemas.openxmlformats.org/{kind}/2006/", f"http://purl.oclc.org/ooxml/{kind}/"
                )
            written.writestr(name, content)
    found = [fault.code for fault in inspect_document(strict)]
    assert found == [fault.code for fault in inspect_document(plain)]
    assert {"page-not-a4", "heading-skipped", "list-typed"} <= set(found)


@pytest.mark.parametrize("measure", ["", "auto", "12pt", "-1", "1e9", "９", "²", "99999999999999999999", "abc"])
def test_no_measure_makes_it_fall_over(tmp_path: Path, measure: str) -> None:
    cell_alone = "<w:p><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:p>"
    path = make_word(
        tmp_path / "d.docx", p("One", "H1"), p("Text", look=f'<w:sz w:val="{measure}"/><w:color w:val="{measure}"/>'),
        cell_alone, f'<w:tbl><w:tblPr><w:tblLook w:val="{measure}"/></w:tblPr>{row("a", "b", head=True)}</w:tbl>',
        page=f'<w:pgSz w:w="{measure}" w:h="16838"/>',
    )  # fmt: skip
    assert "page-not-a4" in [fault.code for fault in inspect_document(path)]


@pytest.mark.parametrize(("measure", "expected"), [("11906", 11906), ("595.3pt", 11906), ("21cm", 11906), ("x", 0)])
def test_a_measure_may_have_a_unit(measure: str, expected: int) -> None:
    assert twips(measure) == pytest.approx(expected, abs=1)

"""What a template may ask for, what comes out of it, and what it can't do."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from documents import blank_names, make_word, p, row, table

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.markup import W, words_of
from hmic_tracker.outputs.package import WordPackage, parse_xml, read_word
from hmic_tracker.outputs.paper import fill_template
from hmic_tracker.outputs.render import Renderer, start_renderer
from hmic_tracker.outputs.template import open_template


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with start_renderer() as started:
        yield started


def fill(tmp_path: Path, renderer: Renderer, *blocks: str, **changes: Any) -> WordPackage:
    template = open_template(make_word(tmp_path / "template.docx", *blocks))
    return fill_template(template, blank_names(**changes), day="2022-03-15", renderer=renderer)


def texts(package: WordPackage) -> list[str]:
    body = parse_xml(package.parts[package.document])
    return [words_of(paragraph) for paragraph in body.iter(f"{W}p")]


HARD_TEXTS = [
    "Custody & care <urgent> \"quoted\" 'twice'",
    "{{ report_title }} and {% if %} and {# note #} and }} {",
    "Officers 👮🏽‍♀️ of Heddlu Gwyllt, Tŷ Ŵyn, ŵ ŷ",
    "עברית و العربية",
    "first line\nsecond line\n\nfourth line",
    "a tab\there",
    "  two spaces before and after  ",
    "x" * 10_000,
    "{_{ and }_} and &amp; and &#39; and \\n",
    "<w:p><w:r><w:t>markup</w:t></w:r></w:p>",
]


@pytest.mark.parametrize("text", HARD_TEXTS, ids=lambda text: text[:12])
def test_a_cells_text_stands_in_the_document_to_the_character(tmp_path: Path, renderer: Renderer, text: str) -> None:
    assert texts(fill(tmp_path, renderer, "{{ standing.sentence }}", standing__sentence=text)) == [text]


def test_a_text_keeps_to_itself_in_properties_header_and_alternative_text(tmp_path: Path, renderer: Renderer) -> None:
    title = "Tŷ & <Co>\nline"
    package = fill(tmp_path, renderer, "x", report_title=title, meeting_date="31 March 2022")
    core = parse_xml(package.parts["docProps/core.xml"])
    said = core.findtext("{http://purl.org/dc/elements/1.1/}title")
    assert said == "Tŷ & <Co>\nline, 31 March 2022"


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x0c", "\x1f", "\ufffe", "\ud83d"])
def test_a_character_that_no_document_can_hold_shows_as_a_replacement(
    tmp_path: Path, renderer: Renderer, mark: str
) -> None:
    assert texts(fill(tmp_path, renderer, "{{ as_at }}", as_at=f"a{mark}b")) == ["a\ufffdb"]


def test_line_ends_of_every_sort_are_line_breaks(tmp_path: Path, renderer: Renderer) -> None:
    assert texts(fill(tmp_path, renderer, "{{ as_at }}", as_at="a\r\nb\rc\x0bd")) == ["a\nb\nc\nd"]


def test_loops_and_choices_leave_no_paragraph_behind(tmp_path: Path, renderer: Renderer) -> None:
    package = fill(
        tmp_path, renderer,
        "{%p for line in reports.titles %}", "{{ loop.index }} {{ line }}", "{%p endfor %}",
        "{%p if reports.has_any %}", "yes", "{%p else %}", "no", "{%p endif %}",
        reports__titles=["One", "Two"], reports__has_any=True,
    )  # fmt: skip
    assert texts(package) == ["1 One", "2 Two", "yes"]


def test_rows_and_columns_are_looped_over_and_the_grid_has_a_column_for_each(
    tmp_path: Path, renderer: Renderer
) -> None:
    package = fill(
        tmp_path, renderer,
        table(
            row("Area", "{%tc for rag in standing.table.rags %}", "{{ rag }}", "{%tc endfor %}", head=True),
            row("{%tr for line in peel.grades %}", "", "", ""),
            row("{{ line.area }}", "{%tc for rag in standing.table.rags %}", "{{ line.grade }}", "{%tc endfor %}"),
            row("{%tr endfor %}", "", "", ""),
            columns=4,
        ),
        standing__table__rags=["Red", "Amber", "Green"],
        peel__grades=[{"area": "Crime", "grade": "Good", "graded_on": ""}],
    )  # fmt: skip
    assert texts(package) == ["Area", "Red", "Amber", "Green", "Crime", "Good", "Good", "Good"]
    body = parse_xml(package.parts[package.document])
    widths = [int(column.get(f"{W}w", "0")) for column in body.iter(f"{W}gridCol")]
    assert widths == [2000, 2000, 2000, 2000]


def test_words_that_staff_wrote_come_in_the_templates_own_styles(tmp_path: Path, renderer: Renderer) -> None:
    written = [
        {"text": "What we did", "style": "Heading"},
        {"text": "It is & was.", "style": "Paragraph"},
        {"text": "one", "style": "Bullet"},
        {"text": "two", "style": "Numbered"},
    ]
    package = fill(tmp_path, renderer, "{{p purpose.paragraphs|paragraphs(heading=3) }}", purpose__paragraphs=written)
    body = parse_xml(package.parts[package.document])
    styles = [style.get(f"{W}val") for style in body.iter(f"{W}pStyle")]
    assert styles == ["H3", "BodyText", "Bul", "Num"]
    assert texts(package) == ["What we did", "It is & was.", "one", "two"]


def test_a_tag_that_word_has_split_into_runs_and_given_round_quotes_still_works(
    tmp_path: Path, renderer: Renderer
) -> None:
    split = (
        '<w:p><w:r><w:t>{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ commi</w:t></w:r>'
        '<w:r><w:t xml:space="preserve">ttee or “none” }</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t>}</w:t></w:r></w:p>'
    )
    assert texts(fill(tmp_path, renderer, split, committee="")) == ["none"]


def test_tracked_changes_are_taken_as_accepted_and_comments_stay_behind(tmp_path: Path, renderer: Renderer) -> None:
    changed = (
        '<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>{{ nonsense }}</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="A"><w:r><w:t>{{ committee }}</w:t></w:r></w:ins>'
        '<w:commentRangeStart w:id="0"/><w:r><w:t>!</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr>'
        '<w:del w:id="4" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>'
    )
    package = fill(tmp_path, renderer, changed, committee="Audit")
    assert texts(package) == ["Audit!"]
    assert b"comment" not in package.parts[package.document]
    assert b"w:author" not in package.parts[package.document]


REFUSED = {
    "{{ standing.sentense }}": "standing.sentence",
    "{{ comittee }}": "committee",
    "{%p for line in needs.overdue.lines %}{{ line.onwer }}{%p endfor %}": "",
    "{{ standing.total * 2 }}": "arithmetic",
    "{{ 'a' * 1000000000 }}": "arithmetic",
    "{{ committee.__class__ }}": "__class__",
    "{{ ''.__class__.__mro__ }}": "__mro__",
    "{{ range(9) }}": "range",
    "{{ committee.upper() }}": "upper",
    "{% include 'x' %}": "include",
    "{% macro a() %}{% endmacro %}": "macro",
    "{{ committee|pprint }}": "pprint",
    "{% if committee %}": "broken",
    "{{ committee }": "",
    "{{ needs.overdue.lines }}": "list",
    "{% for x in committee %}{% endfor %}": "loop",
}


@pytest.mark.parametrize("tag", REFUSED, ids=str)
def test_a_template_that_asks_for_what_it_may_not_is_refused_with_its_words(
    tmp_path: Path, renderer: Renderer, tag: str
) -> None:
    with pytest.raises(TemplateUnusable) as raised:
        fill(tmp_path, renderer, f"Here stands {tag}")
    assert REFUSED[tag] in str(raised.value)


def test_the_words_of_the_paragraph_and_the_nearest_name_are_said(tmp_path: Path, renderer: Renderer) -> None:
    with pytest.raises(TemplateUnusable) as raised:
        fill(tmp_path, renderer, "first", p("Second line says {{ standing.sentense }} today", "H1"), "third")
    assert "Second line says {{ standing.sentense }} today" in str(raised.value)
    assert "Did you mean “standing.sentence”?" in str(raised.value)


def test_a_name_that_holds_nothing_this_time_is_said_when_it_is_asked_for(tmp_path: Path, renderer: Renderer) -> None:
    with pytest.raises(TemplateUnusable, match=r"areas_table|totals"):
        fill(tmp_path, renderer, "Areas: {{ standing.areas_table.totals.total }}", standing__areas_table=None)


def test_a_bomb_is_stopped_within_its_time_and_the_next_document_is_made(tmp_path: Path) -> None:
    bomb = "".join("{% for a in reports.titles %}" for _ in range(9)) + "x" + "{% endfor %}" * 9
    with start_renderer(time_limit=1.5) as renderer:
        began = time.monotonic()
        with pytest.raises(TemplateUnusable, match=r"longer|memory|bounds"):
            fill(tmp_path, renderer, bomb, reports__titles=["t"] * 60)
        assert time.monotonic() - began < 60  # 1.5 seconds on a machine that has nothing else to do
        renderer.time_limit = 20
        assert texts(fill(tmp_path, renderer, "{{ committee }}", committee="Audit")) == ["Audit"]


def test_a_document_type_is_refused(tmp_path: Path, renderer: Renderer) -> None:
    path = make_word(tmp_path / "t.docx", more={"word/header1.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"})
    with pytest.raises(TemplateUnusable, match="document type"):
        open_template(path)


def test_ten_thousand_rows_are_filled_in_without_hanging(tmp_path: Path, renderer: Renderer) -> None:
    line = blank_names()["appendix"]["open_recommendations"]
    one = {"ref": "WMP-0001", "text": "The force should review\nits custody records & act.", "rag": "Red"}
    rows = table(
        row("Ref", "Text", "RAG", head=True),
        row("{%tr for line in appendix.open_recommendations.lines %}", "", ""),
        row("{{ line.ref }}", "{{ line.text }}", '<w:tc><w:p><w:pPr><w:pStyle w:val="RAG"/></w:pPr><w:r>'
            "<w:t>{{ line.rag }}</w:t></w:r></w:p></w:tc>"),
        row("{%tr endfor %}", "", ""),
    )  # fmt: skip
    began = time.process_time()
    package = fill(
        tmp_path, renderer, rows, appendix__open_recommendations={**line, "lines": [dict(one) for _ in range(10_000)]}
    )
    # A guard against work that grows with the square of the rows; benchmarks/report.py measures.
    assert time.process_time() - began < 30
    assert package.parts[package.document].count(b'w:fill="9B1C1C"') == 10_000


def test_a_document_can_be_read_back(tmp_path: Path, renderer: Renderer) -> None:
    content = fill(tmp_path, renderer, "{{ committee }}", committee="Audit").to_bytes()
    assert texts(read_word(tmp_path / "x.docx", content)) == ["Audit"]


def test_a_template_prepared_early_makes_the_same_and_its_faults_are_said_when_it_is_used(tmp_path: Path) -> None:
    sound = make_word(tmp_path / "sound.docx", "{{ committee }}")
    faulty = make_word(tmp_path / "faulty.docx", "{{ comittee }}")
    with start_renderer() as renderer:
        renderer.prepare(tmp_path / "none.docx")
        renderer.prepare(faulty)
        renderer.prepare(sound)
        names = blank_names(committee="Audit")
        package = fill_template(open_template(sound), names, day="2022-03-15", renderer=renderer)
        assert texts(package) == ["Audit"]
        renderer.prepare(faulty)
        with pytest.raises(TemplateUnusable, match="committee"):
            fill_template(open_template(faulty), names, day="2022-03-15", renderer=renderer)


def test_a_child_that_was_killed_is_started_again(tmp_path: Path) -> None:
    with start_renderer() as renderer:
        renderer.close()
        assert texts(fill(tmp_path, renderer, "{{ committee }}", committee="Audit")) == ["Audit"]


def test_a_check_that_was_stopped_is_not_waited_for_again(tmp_path: Path) -> None:
    template = open_template(make_word(tmp_path / "t.docx", "{{ committee }}"))
    with start_renderer(time_limit=0.0) as renderer:
        with pytest.raises(TemplateUnusable, match="longer than 0 seconds"):
            renderer.check(template.texts, styles=template.styles)
        renderer.time_limit = 20
        assert renderer.check(template.texts, styles=template.styles).used == {"committee", "marking"}


def test_the_child_reads_no_more_of_the_program_than_it_needs() -> None:
    told = "import hmic_tracker.outputs.render as r, sys; r._bound = lambda: None; r.main(); print(*sys.modules)"
    question = {"ask": "render", "parts": {"t": table(row("{{ a }}"))}, "names": {"a": "b"}, "styles": {}}
    said = subprocess.run(
        [sys.executable, "-c", told], input=json.dumps(question) + "\n", capture_output=True, text=True, check=True
    )
    loaded = said.stdout.split()
    assert "docxtpl" in loaded
    # A paper waits for the child to wake up; a workbook is none of its business.
    assert not [one for one in loaded if one.startswith(("hmic_tracker.workbook", "hmic_tracker.register"))]

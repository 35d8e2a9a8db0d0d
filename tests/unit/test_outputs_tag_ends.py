"""A tag that is spread over two paragraphs is named with both, and nothing of it is printed or joined."""

from pathlib import Path

import pytest
from documents import blank_names, cell, make_word, p, row, table

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.markup import W, words_of
from hmic_tracker.outputs.package import parse_xml
from hmic_tracker.outputs.paper import fill_template
from hmic_tracker.outputs.render import start_renderer
from hmic_tracker.outputs.template import check_template, open_template

NEEDED = "{{ report_title }}{{ meeting_date }}{{ standing.sentence }}{{ decision.sentence }}"


def told(tmp_path: Path, *blocks: str) -> list[str]:
    return [str(fault) for fault in check_template(make_word(tmp_path / "t.docx", NEEDED, *blocks))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Open: {{ standing.", "open }} in all"),
        ("{{ standing", "sentence }}"),
        ("{% if standing.has_areas", "%}some{% endif %}"),
        ("{%p if standing.has_areas", "%}"),
        ("{# a note", "to ourselves #}"),
        ("{{", "standing.open }}"),
    ],
)
def test_both_halves_are_named_with_the_words_of_their_paragraphs(tmp_path: Path, first: str, second: str) -> None:
    begins, ends, *more = told(tmp_path, first, second)
    assert f"The text, “{first}”" in begins and "does not end in this paragraph" in begins
    assert f"The text, “{second}”" in ends and "does not begin in this paragraph" in ends
    assert "Put the whole tag into one paragraph." in begins
    # Only the pair's other tag can be missing then; what docxtpl would make of the halves is not told.
    assert all("standingsentence" not in one for one in more)


def test_halves_apart_from_each_other_are_named_too(tmp_path: Path) -> None:
    for blocks in (("{{ standing.", "between", "open }}"), (table(row(cell("{{ standing."), cell("open }}"))),)):
        begins, ends = told(tmp_path, *blocks)
        assert "“{{ standing.”" in begins and "“open }}”" in ends


def test_half_a_tag_alone_and_one_in_a_header_are_named(tmp_path: Path) -> None:
    assert "“standing.open }}” ends a tag" in told(tmp_path, "standing.open }} are open")[0]
    template = make_word(tmp_path / "t.docx", NEEDED, header="{{ marking }} {{ force_name")
    assert "A header, “{{ marking }} {{ force_name”" in str(check_template(template)[0])


def test_no_document_is_made_with_half_a_tag(tmp_path: Path) -> None:
    template = open_template(make_word(tmp_path / "t.docx", NEEDED, "{{ standing.", "open }}"))
    with start_renderer() as renderer, pytest.raises(TemplateUnusable, match=r"“\{\{ standing\.” does not end"):
        fill_template(template, blank_names(), day="2022-03-15", renderer=renderer)


@pytest.mark.parametrize(
    "words",
    [
        "{{ agenda_item|default('}}', true) }} and {{ agenda_item|default(\"{{\", true) }}",
        "{{ agenda_item|default(‘to {{ follow’, true) }}",
        "A brace { alone } is only words, and so is }",
        "{% if standing.has_areas %}{{ standing.areas_sentence }}{% endif %}{# whole #}",
    ],
)
def test_braces_in_quotes_and_single_ones_are_no_halves(tmp_path: Path, words: str) -> None:
    assert told(tmp_path, words) == []


def test_a_tag_in_many_runs_is_whole(tmp_path: Path) -> None:
    runs = "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in ("{", "{ standing", ".sent", "ence }", "}"))
    assert told(tmp_path, f"<w:p>{runs}</w:p>") == []


def test_a_brace_at_a_paragraphs_end_joins_it_to_no_other(tmp_path: Path) -> None:
    blocks = (p("ends with {"), p("{%p if show.peel %}"), p("told }"), p("} told"), p("{%p endif %}"))
    template = open_template(make_word(tmp_path / "t.docx", NEEDED, *blocks))
    with start_renderer() as renderer:
        package = fill_template(template, blank_names(show__peel=True), day="2022-03-15", renderer=renderer)
    said = [words_of(one) for one in parse_xml(package.parts[package.document]).iter(f"{W}p")]
    assert said[1:] == ["ends with {", "told }", "} told"]

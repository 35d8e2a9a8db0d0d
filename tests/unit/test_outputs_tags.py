"""The tag language itself, and what the child process answers, looked at from within."""

import io
import json
import sys
from typing import Any

import pytest
from documents import NAMES, blank_names, p

from hmic_tracker.outputs import render
from hmic_tracker.outputs.names import Shape, name_cards, paper_shape
from hmic_tracker.outputs.tags import (
    Sandbox,
    check_source,
    nearest_name,
    paragraph_at,
    patch,
    render_part,
)
from hmic_tracker.outputs.words import printable

STYLES = {"body text": "BodyText", "list number": "Num", "heading 2": "H2"}
NAMES_OF_TEST = Shape(
    "group",
    {
        "title": Shape("text"),
        "count": Shape("number"),
        "lines": Shape("list", each=Shape("group", {"ref": Shape("text"), "tags": Shape("list", each=Shape("text"))})),
        "group": Shape("group", {"inner": Shape("text")}),
    },
)


def whole(*paragraphs: str) -> str:
    return f"<w:document {NAMES}><w:body>{''.join(p(text) for text in paragraphs)}</w:body></w:document>"


def rendered(text: str, **names: Any) -> str:
    filled = render_part(Sandbox(STYLES), patch(whole(text)), names)
    return filled.split('xml:space="preserve">', 1)[1].split("</w:t></w:r></w:p>")[0]


def faults(*paragraphs: str) -> list[tuple[str, str]]:
    found, _ = check_source(Sandbox(STYLES), patch(whole(*paragraphs)), NAMES_OF_TEST)
    return [(one.code, one.nearest) for one in found]


@pytest.mark.parametrize(
    ("tag", "names", "expected"),
    [
        ("{{ a }}", {"a": "x & <y>"}, "x &amp; &lt;y&gt;"),
        ("{{ a }}", {"a": None}, ""),
        ("{{ a }}", {"a": 12}, "12"),
        ("{{ a.b }}", {"a": {"b": "c"}}, "c"),
        ("{{ a.items }}", {"a": {"items": "a figure of that name"}}, "a figure of that name"),
        ("{{ a[0] }}", {"a": ["first"]}, "first"),
        ("{{ a|upper }} {{ a|capitalize }}", {"a": "red"}, "RED Red"),
        ("{{ a|length }} {{ a|first }} {{ a|join(', ') }}", {"a": ["x", "y"]}, "2 x x, y"),
        ("{{ a or 'none' }}", {"a": ""}, "none"),
        ("{% if a > 1 and not b %}yes{% else %}no{% endif %}", {"a": 2, "b": False}, "yes"),
        ("{% set n = a %}{{ n ~ '!' }}", {"a": "go"}, "go!"),
        ("{% for x in a %}{{ loop.index }}{{ x }}{% if not loop.last %};{% endif %}{% endfor %}", {"a": ["p", "q"]}, "1p;2q"),
        ("{{ a }}", {"a": "one\ntwo\tthree"}, 'one</w:t><w:br/><w:t xml:space="preserve">two</w:t><w:tab/><w:t xml:space="preserve">three'),
    ],
)  # fmt: skip
def test_a_tag_prints_what_it_names(tag: str, names: dict[str, Any], expected: str) -> None:
    assert rendered(tag, **names) == expected


def test_a_line_break_in_an_attribute_is_a_space() -> None:
    source = f'<w:document {NAMES}><wp:docPr descr="{{{{ a }}}}"/></w:document>'
    assert 'descr="one two &#34;x&#34;"' in render_part(Sandbox({}), patch(source), {"a": 'one\ntwo "x"'})


def test_staffs_paragraphs_take_the_body_style_where_the_template_has_no_other() -> None:
    written = [
        {"text": "a\nb", "style": "Heading"},
        {"text": "c", "style": "Bullet"},
        {"text": "d", "style": "Numbered"},
    ]
    source = patch(whole("{{p a|paragraphs }}"))
    filled = render_part(Sandbox(STYLES), source, {"a": written})
    assert '<w:pStyle w:val="H2"/>' in filled
    assert '<w:pStyle w:val="Num"/>' in filled
    assert filled.count("<w:p>") == 3
    assert "a</w:t><w:br/>" in filled


@pytest.mark.parametrize(
    "tag", ["{{ a * 2 }}", "{{ a + a }}", "{{ -a }}", "{{ a ** a }}", "{{ a.real }}", "{{ b.pop }}", "{{ b['x'] }}"]
)
def test_nothing_but_figures_is_in_reach(tag: str) -> None:
    answer = render._answer({"ask": "render", "parts": {"t": whole(tag)}, "names": {"a": 3, "b": ["x"]}, "styles": {}})
    assert "refused" in answer
    assert tag in answer["refused"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ title }} {{ count }} {{ group.inner }}", []),
        ("{% for x in lines %}{{ x.ref }}{% for t in x.tags %}{{ t }}{{ loop.index }}{% endfor %}{% else %}none{% endfor %}", []),
        ("{% for x in lines if x.ref %}{{ x.ref }}{% endfor %}{% if count > 2 %}{{ lines|length }}{% endif %}", []),
        ("{% set n = group %}{{ n.inner }}{{ (lines|first).ref }}{{ lines[0].ref }}", []),
        ("{{ titel }}", [("tag-unknown", "title")]),
        ("{{ group.iner }}", [("tag-unknown", "group.inner")]),
        ("{{ zzzz }}", [("tag-unknown", "")]),
        ("{{ title.words }}", [("tag-unknown", "")]),
        ("{% for x in lines %}{% endfor %}{{ x.ref }}", [("tag-unknown", "")]),
        ("{% for x in lines %}{{ loop.number }}{% endfor %}", [("tag-unknown", "")]),
        ("{{ lines }}", [("tag-not-text", "")]),
        ("{{ group }}", [("tag-not-text", "")]),
        ("{% for x in title %}{{ x }}{% endfor %}", [("tag-not-a-list", "")]),
        ("{% for x, y in lines %}{% endfor %}", [("tag-refused", "")]),
        ("{{ count - 1 }}", [("tag-arithmetic", "")]),
        ("{{ title() }}", [("tag-refused", "")]),
        ("{{ title|titel }}", [("tag-refused", "")]),
        ("{% if title is odd %}{% endif %}", []),
        ("{% if title is callable %}{% endif %}", [("tag-refused", "")]),
        ("{% block a %}{% endblock %}", [("tag-refused", "")]),
        ("{% if title %}", [("tag-broken", "")]),
        ("{% endfor %}", [("tag-broken", "")]),
    ],
)  # fmt: skip
def test_every_name_is_followed_from_the_figures_down(text: str, expected: list[tuple[str, str]]) -> None:
    found = faults(text)
    if expected and expected[0][0] == "tag-broken":
        assert [code for code, _ in found] == ["tag-broken"]
    else:
        assert found == expected


def test_a_fault_says_the_words_of_its_paragraph() -> None:
    found, used = check_source(
        Sandbox({}), patch(whole("First", "Second {{ titel }} here", "{{ title }}")), NAMES_OF_TEST
    )
    assert [one.paragraph for one in found] == ["Second {{ titel }} here"]
    assert used == {"title"}


def test_the_nearest_name_is_none_where_nothing_is_like_it() -> None:
    assert nearest_name("committe", ("committee", "marking")) == "committee"
    assert nearest_name("xyz", ("committee", "marking")) == ""


def test_a_line_beyond_the_source_has_no_words() -> None:
    assert paragraph_at("a\nb", 99) == ""
    assert len(paragraph_at("x" * 500, 1)) == 200


def test_the_card_of_names_is_the_papers_own_declaration() -> None:
    cards = {card.name: card.kind for card in name_cards()}
    assert cards["standing.sentence"] == "text"
    assert cards["needs.overdue.lines"] == "list"
    assert cards["needs.overdue.lines[].owner"] == "text"
    assert cards["is_public"] == "yes/no"
    assert cards["standing.total"] == "number"
    assert "standing.areas_table.totals.total" in cards
    assert paper_shape().names["show"].kind == "group"


def test_the_child_answers_each_line_with_one_and_the_parts_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    part = whole("{{ committee }}")
    questions = [
        {"ask": "check", "parts": {"t": part}, "styles": {}},
        {"ask": "render", "parts": {"t": part}, "names": blank_names(committee="Audit"), "styles": {}},
        {"ask": "check", "parts": {"t": whole("{{ comittee }}")}, "styles": {}},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in questions).encode()
    answers = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(answers))
    monkeypatch.setattr(render, "_bound", lambda: None)
    render.main()
    answers.seek(0)
    assert json.loads(answers.readline()) == {"faults": [], "used": ["committee"]}
    sizes = json.loads(answers.readline())["sizes"]
    assert list(sizes) == ["t"]
    assert b">Audit<" in answers.read(sizes["t"])
    faulty = json.loads(answers.read())
    assert faulty["faults"][0]["nearest"] == "committee"


@pytest.mark.parametrize(
    ("text", "expected"), [("a\r\nb\rc\x0bd", "a\nb\nc\nd"), ("\x00\ud800é", "\ufffd\ufffdé"), ("plain", "plain")]
)
def test_a_text_is_made_printable(text: str, expected: str) -> None:
    assert printable(text) == expected

"""A long table is finished by looking at one row of each kind: it comes out as if every row had been looked at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from documents import blank_names, cell, make_word, p, row, table

from hmic_tracker.outputs import paper, repeated_rows
from hmic_tracker.outputs.markup import W, words_of
from hmic_tracker.outputs.package import WordPackage, parse_xml
from hmic_tracker.outputs.paper import fill_template
from hmic_tracker.outputs.render import Renderer, start_renderer
from hmic_tracker.outputs.repeated_rows import mark_rows, set_rows_aside
from hmic_tracker.outputs.tags import patch
from hmic_tracker.outputs.template import open_template

EVERY = "{%tr for line in appendix.open_recommendations.lines %}"
HARD = [
    "Custody & <care> \"q\" 'a'",
    "one\ntwo\tthree",
    "ends in a break\n",
    "",
    "  ",
    "{{ x }} ]]> <?rows-like 0?>",
    "Tŷ 👮",
]
COLOURS = ["unknown", "Red", "Amber", "Not rated", "", "Green & <x>"]
LINES = [
    {"ref": f"WMP-{at:04d}", "text": HARD[at % len(HARD)], "rag": COLOURS[at % len(COLOURS)], "owner": "x" * (at % 2)}
    for at in range(90)
]


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with start_renderer() as started:
        yield started


def loop(*rows: str, columns: int = 2) -> str:
    blanks = [""] * (columns - 1)
    head = row(*[f"Column {at}" for at in range(columns)], head=True)
    return table(head, row(EVERY, *blanks), *rows, row("{%tr endfor %}", *blanks), columns=columns)


def names_of(lines: list[dict[str, str]]) -> dict[str, Any]:
    names = blank_names()
    names["appendix"]["open_recommendations"]["lines"] = lines
    names["reports"]["titles"] = ["One", "Two"]
    return names


def fill(path: Path, renderer: Renderer, *blocks: str) -> WordPackage:
    template = open_template(make_word(path, *blocks))
    return fill_template(template, names_of(LINES), day="2022-03-15", renderer=renderer)


def rows_looked_at(path: Path, renderer: Renderer, *blocks: str) -> int:
    """How many rows of the tables are finished one by one."""
    template = open_template(make_word(path, *blocks))
    filled = renderer.render(template.texts, names_of(LINES), styles=template.styles)
    return set_rows_aside(filled["word/document.xml"]).content.count(b"</w:tr>")


REF, RAG = "{{ line.ref }}", cell("{{ line.rag }}", style="RAG")
TRUE = row(REF, RAG, head=True).replace("<w:tblHeader/>", '<w:cantSplit w:val="true"/>')
NO_HEAD = table(row(EVERY, ""), row(REF, RAG), row("{%tr endfor %}", ""))
SHORT = {
    "a colour": loop(row(REF, RAG)),
    "two colours": loop(row(RAG, RAG)),
    "hard texts": loop(row(REF, "{{ line.text }}")),
    "no space kept": loop(row(REF, "<w:tc><w:p><w:r><w:t>{{ line.text }}</w:t></w:r></w:p></w:tc>")),
    "a choice in a text": loop(row(REF, "{% if line.owner %}Owner: {{ line.owner }}{% else %}none{% endif %}")),
    "a choice of runs": loop(
        row(REF, cell("{% if line.owner %}").replace("</w:p>", "<w:r><w:t>{{ line.rag }}{% endif %}</w:t></w:r></w:p>"))
    ),
    "rows by choice": loop(
        row("{%tr if line.owner %}", ""), row(REF, RAG), row("{%tr else %}", ""), row("{{ line.text }}", RAG),
        row("{%tr endif %}", ""),
    ),
    "two rows a line": loop(row(REF, RAG), row("{{ line.text }}", "{{ line.owner }}")),
    "saved by LibreOffice": loop(TRUE),
    "a table for each of a list": p("{%p for one in reports.titles %}") + NO_HEAD + p("{%p endfor %}"),
    "two tables": loop(row(REF, RAG)) + loop(row("{{ line.text }}", RAG)),
}  # fmt: skip
LIST = '<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val="Num"/></w:pPr><w:r><w:t>{{ line.text }}</w:t></w:r></w:p></w:tc>'
NAMED = cell("{{ line.text }}").replace(
    "<w:r>", '<w:bookmarkStart w:id="7" w:name="here"/><w:bookmarkEnd w:id="7"/><w:r>'
)
PICTURE = cell("{{ line.text }}").replace(
    "<w:r>", '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="b"/></wp:inline></w:drawing></w:r><w:r>'
)
UNENDED = "<w:tc><w:p><w:r><w:t>{%p if line.owner %}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:tc>"
INNER = table(row("{{ line.text }}", RAG)) + "<w:p/>"
LONG = {
    "a table in a cell": loop(row(REF, f"<w:tc><w:tcPr/>{INNER}</w:tc>")),
    "a list in the second row of a line": loop(row(REF, RAG), row("x", LIST)),
    "a list": loop(row(REF, LIST)),
    "a bookmark": loop(row(REF, NAMED)),
    "a picture": loop(row(REF, PICTURE)),
    "a cell that may be empty": loop(row(REF, UNENDED)),
    "columns looped over": loop(row(REF, "{%tc for one in loop %}", "x", "{%tc endfor %}")).replace(" in loop ", " in left_out "),
    "a choice over paragraphs": loop(row(REF, cell("{% if line.owner %}a").replace("</w:tc>", p("b{% endif %}") + "</w:tc>"))),
    "a colour chosen by the template": loop(row("{% cellbg line.rag %}{{ line.ref }}", "x")),
    "a grid of too many columns": loop(row(REF, RAG), columns=2).replace("</w:tblGrid>", '<w:gridCol w:w="10"/></w:tblGrid>'),
}  # fmt: skip


@pytest.mark.parametrize("said", [*SHORT, *LONG])
def test_rows_set_aside_come_out_as_if_each_had_been_finished(
    tmp_path: Path, renderer: Renderer, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    blocks = {**SHORT, **LONG}[said]
    monkeypatch.setattr(repeated_rows, "FEWEST", 10**9)
    expected = fill(tmp_path / "t.docx", renderer, blocks)
    monkeypatch.setattr(repeated_rows, "FEWEST", 1)
    assert fill(tmp_path / "t.docx", renderer, blocks).parts == expected.parts
    body = parse_xml(expected.parts["word/document.xml"])
    assert len(list(body.iter(f"{W}tr"))) >= len(LINES)


@pytest.mark.parametrize("said", SHORT)
def test_of_rows_that_differ_in_words_one_of_a_kind_is_looked_at(
    tmp_path: Path, renderer: Renderer, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    # The heading, and one or two kinds of row, in one table or two.
    assert rows_looked_at(tmp_path / "t.docx", renderer, SHORT[said]) in (2, 3, 4)
    looked_at, finish = list[str](), paper._finished

    def finish_and_tell(package: WordPackage, part: str, *rest: Any) -> bytes:
        looked_at.append(part)
        return finish(package, part, *rest)

    monkeypatch.setattr(paper, "_finished", finish_and_tell)
    fill(tmp_path / "t.docx", renderer, SHORT[said])
    assert looked_at.count("word/document.xml") == 1


@pytest.mark.parametrize("said", list(LONG)[3:-1])
def test_rows_with_more_to_them_than_words_are_each_looked_at(tmp_path: Path, renderer: Renderer, said: str) -> None:
    assert rows_looked_at(tmp_path / "t.docx", renderer, LONG[said]) >= len(LINES)


def test_a_list_in_each_of_many_rows_begins_at_one(tmp_path: Path, renderer: Renderer) -> None:
    body = parse_xml(fill(tmp_path / "t.docx", renderer, LONG["a list"]).parts["word/document.xml"])
    numbers = [each.get(f"{W}val") for each in body.iter(f"{W}numId")]
    assert len(set(numbers)) == len(numbers) == len(LINES)


def test_every_row_fits_a_grid_that_is_made_anew(tmp_path: Path, renderer: Renderer) -> None:
    package = fill(tmp_path / "t.docx", renderer, LONG["a grid of too many columns"])
    body = parse_xml(package.parts["word/document.xml"])
    grid = [each.get(f"{W}w") for each in body.iter(f"{W}gridCol")]
    widths = {tuple(each.get(f"{W}w") for each in one.iter(f"{W}tcW")) for one in body.iter(f"{W}tr")}
    assert widths == {tuple(grid)} == {("2005", "2005")}


def test_texts_and_colours_of_rows_set_aside_are_each_lines_own(tmp_path: Path, renderer: Renderer) -> None:
    package = fill(tmp_path / "t.docx", renderer, loop(row("{{ line.text }}", RAG)))
    body = parse_xml(package.parts["word/document.xml"])
    rows = list(body.iter(f"{W}tr"))[1:]
    assert [[words_of(one) for one in each.iter(f"{W}tc")] for each in rows] == [
        [one["text"], one["rag"]] for one in LINES
    ]
    shades = [next((one.get(f"{W}fill") for one in each.iter(f"{W}shd")), None) for each in rows]
    assert shades[:7] == [None, "9B1C1C", "F2A93B", "C9CED6", None, None, None]


def test_a_template_that_holds_our_own_marks_is_finished_row_by_row(tmp_path: Path, renderer: Renderer) -> None:
    package = fill(tmp_path / "t.docx", renderer, p("x").replace("<w:r>", "<?rows-aside 0?><w:r>"), loop(row(REF, RAG)))
    assert package.parts["word/document.xml"].count(b"<?rows-aside 0?>") == 1
    assert len(list(parse_xml(package.parts["word/document.xml"]).iter(f"{W}tr"))) == len(LINES) + 1


def test_no_mark_is_left_in_a_table_of_few_rows(tmp_path: Path, renderer: Renderer) -> None:
    template = open_template(make_word(tmp_path / "t.docx", loop(row(REF, RAG))))
    package = fill_template(template, names_of(LINES[:3]), day="2022-03-15", renderer=renderer)
    content = package.parts["word/document.xml"]
    assert len(list(parse_xml(content).iter(f"{W}tr"))) == 4
    assert b"<?rows" not in content


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("{{ a }}", True),
        ("as it stands", False),
        ("{{ a|paragraphs }}", False),
        ("{{ a | paragraphs(heading=3) }}", False),
        ("{% for b in a %}{{ b }}{% endfor %}", True),
        ("{% if a %}{{ b }}{% elif c %}{% set b = a %}{% endif %}", True),
        ("{{ a }}{% endif %}{% if a %}", False),
        ("{{ a }}{% if a %}", False),
        ("{% macro a() %}{{ b }}{% endmacro %}", False),
    ],
)
def test_a_row_is_marked_where_its_copies_can_differ_in_words_alone(text: str, is_marked: bool) -> None:
    assert ("\x03" in mark_rows(patch(table(row(text))))) is is_marked

"""The reference of names, tags and filters: whole, with an example each, and the docs hold the same."""

import re
from pathlib import Path

import pytest
from command_line import call
from documents import make_word

from hmic_tracker.outputs.name_examples import example_values
from hmic_tracker.outputs.names import name_cards
from hmic_tracker.outputs.render import Renderer, start_renderer
from hmic_tracker.outputs.tag_words import FILTERS
from hmic_tracker.outputs.template import check_template

PAGE = Path(__file__).parents[2] / "docs" / "template-authors.md"


def test_every_name_has_a_kind_and_an_example_value() -> None:
    values = example_values()
    cards = name_cards(values)
    assert [card.name for card in cards if not card.example] == []
    shown = {card.name: card.example for card in cards}
    assert shown["force_name"] == "Westmarch Police"
    assert shown["needs.overdue.lines[].owner_words"].startswith("Owner: ")
    assert shown["standing.total"].isdigit()


def test_describe_template_lists_names_tags_and_filters() -> None:
    entries = call("describe", "template", "--json").json["template"]
    by_name = {entry["name"]: entry for entry in entries}
    assert by_name["marking"] == {"name": "marking", "kind": "text", "example": "OFFICIAL-SENSITIVE"}
    assert by_name["upper"]["kind"] == "filter" and by_name["upper"]["example"] == "{{ marking|upper }}"
    assert {"text", "list", "number", "yes/no", "tag", "filter"} == {entry["kind"] for entry in entries}
    assert all(entry["example"] for entry in entries)


def test_the_page_for_template_authors_has_every_name_there_is_and_no_other() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = page[page.index("### Names") : page.index("<!-- names end -->")]
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| (.*) \|$", names, re.MULTILINE)
    told = {name: (kind, example) for name, kind, example in rows}
    same = {
        name: found[1] for name, (_, example) in told.items() if (found := re.search(r"names of `(.+)\[\]`", example))
    }
    for card in name_cards():
        above = next((name for name in same if card.name.startswith(f"{name}[].")), "")
        name = card.name.replace(above, same[above], 1) if above else card.name
        assert name in told, f"{card.name}: run scripts/build_docs.py"
        assert told[name][0] == card.kind
    assert set(told) <= {card.name for card in name_cards()}


@pytest.fixture(scope="module")
def renderer():  # type: ignore[no-untyped-def]
    with start_renderer() as started:
        yield started


def test_every_filter_is_there_and_its_example_is_sound(tmp_path: Path, renderer: Renderer) -> None:
    for name, (_, example) in FILTERS.items():
        inside = (
            ["{%p for line in needs.overdue.lines %}", example, "{%p endfor %}"] if "line." in example else [example]
        )
        faults = check_template(make_word(tmp_path / "t.docx", *inside), renderer=renderer)
        assert [str(fault) for fault in faults if fault.code.startswith("tag")] == [], name

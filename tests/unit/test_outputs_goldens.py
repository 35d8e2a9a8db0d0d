"""Templates that people have edited and LibreOffice has saved: each still makes the paper (scripts/build_goldens.py)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from programs import validator_errors

import hmic_tracker as hmic
from hmic_tracker.figures.shape import Figures
from hmic_tracker.outputs.accessibility import inspect_document
from hmic_tracker.outputs.markup import WP, words_of
from hmic_tracker.outputs.package import open_word, parse_xml
from hmic_tracker.outputs.render import Renderer, start_renderer
from hmic_tracker.outputs.template import check_template

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
AS_AT = date(2022, 3, 31)
KEPT = ["content_controls", "new_logo", "split_runs", "tracked_changes"]


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with start_renderer() as started:
        yield started


@pytest.fixture(scope="module")
def figures() -> Figures:
    register = hmic.open_register(ROOT / "workbooks" / "example" / "recommendation_register.xlsx")
    risks = hmic.open_risk_register(ROOT / "workbooks" / "example" / "force_risk_register.xlsx")
    ratings = hmic.rate(register, risks, as_at=AS_AT)
    return hmic.compile_figures(register, risks, ratings, (), meeting=AS_AT)


def paragraphs(path: Path) -> list[str]:
    package = open_word(path)
    return [words for words in words_of(parse_xml(package.parts[package.document])).split("\n") if words.strip()]


@pytest.fixture(scope="module")
def unedited(figures: Figures, renderer: Renderer, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    to = tmp_path_factory.mktemp("paper") / "paper.docx"
    hmic.write_document(figures, template=ROOT / "templates" / "jac_report.docx", to=to, renderer=renderer)
    return paragraphs(to)


def made(figures: Figures, renderer: Renderer, edit: str, tmp_path: Path) -> Path:
    template = GOLDEN / f"edited_{edit}.docx"
    assert [str(fault) for fault in check_template(template, renderer=renderer)] == []
    to = hmic.write_document(figures, template=template, to=tmp_path / "paper.docx", renderer=renderer)
    assert [str(fault) for fault in inspect_document(to)] == []
    return to


@pytest.mark.parametrize("edit", KEPT)
def test_an_edit_that_changes_no_word_gives_the_same_paper(
    figures: Figures, renderer: Renderer, unedited: list[str], tmp_path: Path, edit: str
) -> None:
    assert paragraphs(made(figures, renderer, edit, tmp_path)) == unedited


def test_a_section_that_was_moved_is_printed_in_its_new_place(
    figures: Figures, renderer: Renderer, unedited: list[str], tmp_path: Path
) -> None:
    said = paragraphs(made(figures, renderer, "moved_section", tmp_path))
    assert sorted(said) == sorted(unedited)
    assert said.index("What is asked of the committee") < said.index("Published reports")
    assert unedited.index("What is asked of the committee") > unedited.index("Published reports")


def test_round_quotes_in_tags_are_read_and_those_in_words_stay(
    figures: Figures, renderer: Renderer, unedited: list[str], tmp_path: Path
) -> None:
    said = paragraphs(made(figures, renderer, "round_quotes", tmp_path))

    def straight(words: str) -> str:
        return words.replace("\u2019", "'").replace("\u2018", "'")

    assert [straight(words) for words in said] == [straight(words) for words in unedited]
    assert any("the committee\u2019s attention" in words for words in said)


def test_a_new_logo_is_kept_with_its_description(figures: Figures, renderer: Renderer, tmp_path: Path) -> None:
    package = open_word(made(figures, renderer, "new_logo", tmp_path))
    said = [shown.get("descr") for shown in parse_xml(package.parts[package.document]).iter(f"{WP}docPr")]
    assert said[0] == "The crest of Westmarch Police" and "Bar chart of" in str(said[1])


def test_a_tag_that_enter_was_pressed_in_is_named_in_both_paragraphs(renderer: Renderer) -> None:
    begins, ends = check_template(GOLDEN / "edited_tag_over_paragraphs.docx", renderer=renderer)
    assert (begins.place, ends.place) == ("The text, “{{ standing.”", "The text, “sentence }}”")


@pytest.mark.validator
@pytest.mark.parametrize("edit", [*KEPT, "moved_section", "round_quotes"])
def test_what_comes_of_it_is_valid(figures: Figures, renderer: Renderer, tmp_path: Path, edit: str) -> None:
    assert validator_errors(made(figures, renderer, edit, tmp_path)) == []

"""The committee's paper as a reader meets it: its sections in order, each with something under it, items told whole."""

from dataclasses import replace
from pathlib import Path

import pytest
from figures_of import USUAL, make_figures
from sheets import make_register

from hmic_tracker.figures.shape import Figures
from hmic_tracker.model.rating import Movement, MovementKind
from hmic_tracker.outputs.accessibility import inspect_document
from hmic_tracker.outputs.markup import W, words_of
from hmic_tracker.outputs.package import open_word, parse_xml
from hmic_tracker.outputs.paper import write_document

TEMPLATES = Path(__file__).parents[2] / "templates"
SECTIONS = {
    "Purpose": "Purpose of report",
    "PEEL": "PEEL inspection",
    "Inspections": "Inspections",
    "Published reports": "Published reports",
    "Where we stand": "Where we stand",
    "What needs the committee": "What needs the committee",
    "Decision": "What is asked of the committee",
    "Appendix": "Appendix: every open recommendation",
}


def paper(figures: Figures, folder: Path, template: str = "jac_report", version: str = "full") -> Path:
    return write_document(
        figures, template=TEMPLATES / f"{template}.docx", to=folder / "out" / f"{version}.docx", version=version
    )


def blocks(path: Path) -> list[tuple[str, str]]:
    """Style and words of each paragraph outside tables; a table is `("table", "")`."""
    package = open_word(path)
    body = parse_xml(package.parts[package.document]).find(f"{W}body")
    assert body is not None
    found = []
    for block in body:
        style = block.find(f"{W}pPr/{W}pStyle")
        if block.tag == f"{W}tbl":
            found.append(("table", ""))
        elif block.tag == f"{W}p":
            found.append((style.get(f"{W}val", "") if style is not None else "", words_of(block)))
    return found


def headings(path: Path) -> list[str]:
    return [words for style, words in blocks(path) if style == "Heading1"]


def under(path: Path, heading: str) -> list[str]:
    """The words under a heading up to the next."""
    found = blocks(path)
    at = next(place for place, (style, words) in enumerate(found) if style.startswith("Heading") and words == heading)
    rest = found[at + 1 :]
    end = next((place for place, (style, _) in enumerate(rest) if style.startswith("Heading")), len(rest))
    return [words for _, words in rest[:end] if words]


def bare_headings(path: Path) -> list[str]:
    """Headings with neither a text nor a heading of a lower level under them."""
    found = [(style, words) for style, words in blocks(path) if words or style == "table"]
    bare = []
    for (style, words), (after, _) in zip(found, [*found[1:], ("end", "")], strict=True):
        if style.startswith("Heading") and (after == "end" or (after.startswith("Heading") and after <= style)):
            bare.append(words)
    return bare


def test_the_sections_stand_in_the_order_that_committees_know(tmp_path: Path) -> None:
    to = paper(make_figures(tmp_path), tmp_path)
    assert headings(to) == list(SECTIONS.values())


def test_the_title_block_names_body_committee_meeting_agenda_item_and_title(tmp_path: Path) -> None:
    meetings = USUAL["Meetings"].replace("| Paper issued |", "| Paper issued | Agenda item |").replace(
        "| 2022-03-15    |              |", "| 2022-03-15 | | '08 |"
    )  # fmt: skip
    to = paper(make_figures(tmp_path, Meetings=meetings), tmp_path)
    assert blocks(to)[:4] == [
        ("Subtitle", "Police and Crime Commissioner for Westmarch"),
        ("Subtitle", "Joint Audit Committee, 31 March 2022"),
        ("Subtitle", "Agenda item 08"),
        ("Title", "HMICFRS inspections and recommendations"),
    ]


def test_the_governance_paragraph_says_how_ratings_are_run(tmp_path: Path) -> None:
    said = " ".join(under(paper(make_figures(tmp_path), tmp_path), "PEEL inspection"))
    assert "RAG rated in line with the force risk register" in said
    assert "executive team through the governance boards" in said and "held to account" in said


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_that_is_switched_off_is_gone_with_its_heading_and_the_rest_stays(tmp_path: Path, name: str) -> None:
    settings = f"{USUAL['Settings']}\n| Section {name} printed | No |"
    to = paper(make_figures(tmp_path, Settings=settings), tmp_path)
    assert headings(to) == [words for key, words in SECTIONS.items() if key != name]
    assert bare_headings(to) == []


@pytest.mark.parametrize("version", ["full", "public"])
def test_of_an_empty_register_every_section_says_that_there_is_nothing(tmp_path: Path, version: str) -> None:
    register = make_register(tmp_path, "| Ref | Recommendation | Status |", Inspections="| Inspection ref | Title |")
    to = paper(make_figures(tmp_path, register=register), tmp_path, version=version)
    assert headings(to) == list(SECTIONS.values())
    assert bare_headings(to) == []
    assert [str(fault) for fault in inspect_document(to)] == []
    assert "No reports have been published" in under(to, "Published reports")[0]
    assert under(to, "Overdue") == ["Nothing is overdue."]
    assert under(to, "Contact officers") == ["No contact officer is named."]
    assert under(to, "Background documents") == ["There are no background documents."]


RULES = """
    | Rule  | Days to due | RAG   | Reason         |
    | Late  | < 0         | Red   | It is late.    |
    | Other |             | Green | It is on time. |
    """
UPDATES = """
    | Ref      | Date       | Committee wording    | Publishable | Marking  |
    | WMP-0001 | 2022-03-10 | Nine of ten are done. | Yes        | OFFICIAL |
    """


def test_what_needs_the_committee_has_owner_reason_date_and_the_latest_wording(tmp_path: Path) -> None:
    rows = "| Ref | HMICFRS due date | Force target date |\n| WMP-0001 | 2022-02-01 | 2022-03-01 |"
    figures = make_figures(tmp_path, rows, RAG_rules=RULES, Updates=UPDATES)
    sources = figures.sources["full"]
    moved = replace(sources, movements=(Movement("WMP-0001", MovementKind.WORSENED, "delivery", "Green", "Red"),))
    moved.lines_made.clear()
    from hmic_tracker.figures.needs_committee import compile_needs

    figures = replace(figures, full=replace(figures.full, needs=compile_needs(moved)))
    to = paper(figures, tmp_path)
    for heading in ("Overdue", "Red", "Worsened"):
        _, told, latest = under(to, heading)
        assert told.startswith("WMP-0001. Recommendation 1, Custody inspection.")
        # The force's own rule names no date in its reason.
        assert "It is late." in told
        assert "Due 1 March 2022 (the inspectorate's date: 1 February 2022)." in told
        assert "Owner: Supt Mary Oduya." in told
        assert latest == "Latest, 10 March 2022: Nine of ten are done."
    assert "14 days overdue" in under(to, "Overdue")[1]
    assert "Worsened from Green to Red because of delivery." in under(to, "Worsened")[1]


def test_a_row_of_no_known_report_is_named_without_an_empty_place(tmp_path: Path) -> None:
    register = make_register(
        tmp_path, "| Ref | Recommendation | Status | HMICFRS due date |\n| 1 | Do it. | In progress | 2022-03-01 |",
        Inspections="| Inspection ref | Title |",
    )  # fmt: skip
    to = paper(make_figures(tmp_path, register=register), tmp_path)
    assert under(to, "Overdue")[1].startswith("1. Recommendation. 14 days overdue.")
    assert not [words for _, words in blocks(to) if ", ." in words or ", :" in words or words.endswith(", ")]


@pytest.mark.parametrize(("version", "marking"), [("full", "OFFICIAL-SENSITIVE"), ("public", "OFFICIAL")])
def test_a_covering_note_has_the_papers_own_sentences_and_marking(tmp_path: Path, version: str, marking: str) -> None:
    figures = make_figures(tmp_path)
    to = paper(figures, tmp_path, "covering_note", version)
    said = [words for _, words in blocks(to)]
    assert "Covering note: HMICFRS inspections and recommendations" in said
    assert figures.full.standing.sentence in said and figures.full.decision.sentence in said
    assert any("for the meeting of the Joint Audit Committee on 31 March 2022" in words for words in said)
    assert [str(fault) for fault in inspect_document(to)] == []
    package = open_word(to)
    (header,) = package.related(package.document, "header")
    assert words_of(parse_xml(package.parts[header])) == marking


def test_a_covering_note_says_where_the_appendix_is_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hmic_tracker.figures.appendix.MOST_ROWS", 0)
    said = [words for _, words in blocks(paper(make_figures(tmp_path), tmp_path, "covering_note"))]
    assert "Its appendix is a workbook of its own: please hand on both." in said

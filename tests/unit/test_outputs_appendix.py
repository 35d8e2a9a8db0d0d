"""An appendix of more rows than Word is for: a workbook beside the paper, in either version what that version holds."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from documents import make_word
from figures_of import make_figures

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.figures import appendix as figures_appendix
from hmic_tracker.outputs.appendix import _OPEN, Apart, appendix_path, build_appendix
from hmic_tracker.outputs.paper import write_document

TEMPLATE = Path(__file__).parents[2] / "templates" / "jac_report.docx"
ROWS = """
| Ref      | Recommendation             | Owner           | Publishable |
| WMP-0001 | Review & record <custody>. | Supt Mary Oduya | Yes         |
| WMP-0002 | https://force.example here | Supt Mary Oduya | Yes         |
| WMP-0003 | A secret of the force.     | Supt Mary Oduya | No          |
"""


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows are more than Word is for."""
    monkeypatch.setattr(figures_appendix, "MOST_ROWS", 2)


def rows_of(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    return [tuple(cell for cell in row if cell is not None) for row in book[sheet].iter_rows(values_only=True)]


def words(path: Path) -> str:
    from hmic_tracker.outputs.leftovers import all_words
    from hmic_tracker.outputs.package import open_word

    return "\n".join(all_words(open_word(path)))


def test_the_rows_stand_in_a_workbook_and_the_paper_refers_to_it(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, ROWS)
    paper = write_document(figures, template=TEMPLATE, to=tmp_path / "out" / "paper.docx")
    beside = appendix_path(paper)
    assert beside.name == "paper appendix.xlsx"
    said = words(paper)
    assert "Three recommendations are open; they are listed in the workbook that goes with this paper." in said
    assert "The workbook is “paper appendix.xlsx”." in said
    assert "Review & record <custody>." in said  # its own report lists it all the same
    rows = rows_of(beside, "Open recommendations")
    assert rows[1] == ("OFFICIAL-SENSITIVE",)
    assert rows[3][:4] == ("Ref", "Report", "Recommendation", "Text")
    assert [row[3] for row in rows[4:]] == [
        "Review & record <custody>.",
        "https://force.example here",
        "A secret of the force.",
    ]
    assert {row[5] for row in rows[4:]} == {"Supt Mary Oduya"}


def test_the_public_workbook_holds_what_the_public_paper_may(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, ROWS)
    paper = write_document(figures, template=TEMPLATE, to=tmp_path / "out" / "paper.docx", version="public")
    book = openpyxl.load_workbook(appendix_path(paper))
    assert book.sheetnames == ["Open recommendations"]
    rows = rows_of(appendix_path(paper), "Open recommendations")
    assert rows[1] == ("OFFICIAL",)
    assert [row[0] for row in rows[4:]] == ["WMP-0001", "WMP-0002"]
    assert {row[5] for row in rows[4:]} == {"Head of custody"}


def test_a_name_in_the_public_workbook_stops_it_and_nothing_is_written(tmp_path: Path) -> None:
    rows = ROWS.replace("https://force.example here", "Ask Mary Oduya.")
    # The report is left out, so that the name stands in the workbook alone.
    body = make_word(
        tmp_path / "t.docx",
        "{{ report_title }}{{ meeting_date }}{{ standing.sentence }}{{ decision.sentence }}",
        "{%p for line in needs.target_dates.lines %}", "{{ line.text }}", "{%p endfor %}",
    )  # fmt: skip
    with pytest.raises(TemplateUnusable, match="would hold Mary Oduya"):
        write_document(make_figures(tmp_path, rows), template=body, to=tmp_path / "out" / "p.docx", version="public")
    assert not (tmp_path / "out").exists()


def test_a_workbook_of_an_earlier_run_goes_when_the_rows_are_few_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "out" / "paper.docx"
    write_document(make_figures(tmp_path, ROWS), template=TEMPLATE, to=to)
    assert appendix_path(to).exists()
    monkeypatch.setattr(figures_appendix, "MOST_ROWS", 50)
    write_document(make_figures(tmp_path, ROWS), template=TEMPLATE, to=to)
    assert not appendix_path(to).exists()


def test_the_same_ten_thousand_rows_give_the_same_bytes() -> None:
    keys = [key for _, key, _ in _OPEN]
    lines = [
        {**dict.fromkeys(keys, "The force should review custody."), "ref": f"W-{at}", "rag": "Red"}
        for at in range(10_000)
    ]
    names = {"report_title": "T", "meeting_date": "31 March 2022", "force_name": "Westmarch", "marking": "OFFICIAL"}
    one = build_appendix(names, Apart(lines), day=date(2022, 3, 15))
    assert one == build_appendix(names, Apart(lines), day=date(2022, 3, 15))
    assert openpyxl.load_workbook(io.BytesIO(one), read_only=True).worksheets[0].max_row == 10_004


def test_a_document_without_the_long_lists_has_no_workbook(tmp_path: Path) -> None:
    body = make_word(tmp_path / "t.docx", "{{ report_title }}")
    to = write_document(make_figures(tmp_path, ROWS), template=body, to=tmp_path / "out" / "p.docx")
    assert to.exists() and not appendix_path(to).exists()


def test_every_place_of_a_workbook_that_a_person_can_write_in_is_looked_at(tmp_path: Path) -> None:
    from openpyxl.comments import Comment
    from openpyxl.worksheet.datavalidation import DataValidation

    from hmic_tracker.outputs.leftovers import words_of_workbook

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"].comment = Comment("a note", "a writer")
    sheet["A2"].hyperlink = "mailto:link@force.example"
    sheet["A2"].hyperlink.tooltip, sheet["A2"].hyperlink.display = "a tip", "a display"
    asks = DataValidation(prompt="a prompt", promptTitle="its title", error="an error", errorTitle="a second title")
    asks.add("A3")
    sheet.add_data_validation(asks)
    sheet.oddHeader.center.text, book.properties.creator = "a head", "a creator"
    path = tmp_path / "a.xlsx"
    book.save(path)
    people = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(
            "xl/persons/person.xml",
            f'<personList xmlns="{people}"><person displayName="a person" userId="S::an address"/></personList>',
        )
    said = "\n".join(words_of_workbook("a.xlsx", path.read_bytes()))
    for words in (
        "a note", "a writer", "mailto:link@force.example", "a tip", "a display", "a prompt", "its title", "an error",
        "a second title", "a head", "a creator", "a person", "S::an address",
    ):  # fmt: skip
        assert words in said


def test_the_place_of_a_text_in_the_workbook_is_no_collar_number() -> None:
    from hmic_tracker.outputs.leftovers import words_of_workbook

    keys = [key for _, key, _ in _OPEN]
    lines = [{**dict.fromkeys(keys, ""), "ref": f"W-{at}", "text": f"Text of {at}"} for at in range(40)]
    names = {"report_title": "T", "meeting_date": "31 March 2022", "force_name": "Westmarch", "marking": "OFFICIAL"}
    said = list(words_of_workbook("a.xlsx", build_appendix(names, Apart(lines), day=date(2022, 3, 15))))
    assert {"W-17", "Text of 39", "Open recommendations: T, 31 March 2022, appendix"} <= set(said)
    # Some eighty texts have the places 0 to 79; only sheets' own numbers and no such place is a word.
    assert not {"17", "39", "55"} & set(said)

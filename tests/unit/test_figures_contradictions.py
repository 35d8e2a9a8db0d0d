from pathlib import Path

import pytest
from figures_of import make_figures

INSPECTIONS = """
| Inspection ref | Title        | Programme | Our part  | Notified on | Fieldwork   | Conducted on | Published on |
| 2021-CUSTODY   | Custody      | Custody   | Inspected |             |             | 2022-01-10   | 2022-02-10   |
| 2022-PEEL      | PEEL 2022    | PEEL      | Inspected | 2022-01-10  | Summer 2022 |              |              |
"""


def told(tmp_path: Path, section: str, text: str, *, meeting: str = "") -> list[str]:
    narrative = f"| Section | Meeting date | Text |\n| {section} | {meeting} | {text} |"
    figures = make_figures(tmp_path, Inspections=INSPECTIONS, Narrative=narrative)
    return [one.found for one in figures.problems if one.code == "standing-text-contradicts"]


@pytest.mark.parametrize(
    ("section", "text", "fact"),
    [
        ("PEEL", "No inspection is scheduled at present.", "the PEEL inspection 2022-PEEL is notified (Summer 2022)"),
        ("PEEL", "The force has not been given a date.", "the PEEL inspection 2022-PEEL is notified (Summer 2022)"),
        ("Inspections", "There have been four inspections.", "the register has one inspection since the last report"),
        ("Published reports", "No reports have been published.", "the register has one report published since the last report"),
        ("Where we stand", "Good news: 3 open recommendations.", "the register has one open recommendation"),
        ("Inspections", "Custody was visited on 4 May 2022.", "4 May 2022 is after the meeting on 31 March 2022"),
    ],
)  # fmt: skip
def test_words_that_the_register_contradicts_are_a_problem(tmp_path: Path, section: str, text: str, fact: str) -> None:
    (found,) = told(tmp_path, section, text)
    assert fact in found


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("PEEL", "The next PEEL inspection is planned for the summer."),
        ("Inspections", "There has been one inspection."),
        ("Where we stand", "One open recommendation is left."),
        ("Inspections", "The visit that was planned for 4 May 2022 will be short."),
        ("Inspections", "Custody was visited on 10 January 2022."),
        ("Purpose", "No officer is named in this paper."),
    ],
)
def test_words_that_agree_are_none(tmp_path: Path, section: str, text: str) -> None:
    assert told(tmp_path, section, text) == []


def test_the_words_of_another_meeting_are_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, "PEEL", "No inspection is scheduled.", meeting="2021-12-15") == []
    assert told(tmp_path, "PEEL", "No inspection is scheduled.", meeting="2022-03-31") != []


def test_a_colour_in_the_workbook_that_is_out_of_date_is_named(tmp_path: Path) -> None:
    rows = "| Ref | RAG |\n| WMP-0001 | Green |\n| WMP-0002 | Amber |\n| WMP-0003 | |"
    figures = make_figures(tmp_path, rows)
    assert figures.full.appendix.stale == ("WMP-0001: the register shows Green, the rating is Amber.",)
    assert (
        figures.full.appendix.stale_sentence == "One RAG cell is out of date in the register; this paper rates afresh."
    )
    (problem,) = [one for one in figures.problems if one.code == "rating-stale"]
    assert (problem.ref, problem.cell) == ("WMP-0001", "B2")


@pytest.mark.parametrize(
    ("status", "how"),
    [(None, "which is not on the Meetings sheet"), ("Cancelled", "has as cancelled"), ("Planned", "")],
)
def test_a_paper_for_a_meeting_that_the_sheet_does_not_have_says_so(
    tmp_path: Path, status: str | None, how: str
) -> None:
    meetings = "| Meeting date | Status |\n| 2021-12-15 | Held |"
    meetings += f"\n| 2022-03-31 | {status} |" if status else ""
    figures = make_figures(tmp_path, Meetings=meetings)
    found = [one.found for one in figures.problems if one.code == "meeting-not-listed"]
    assert len(found) == bool(how)
    assert all(how in one for one in found)

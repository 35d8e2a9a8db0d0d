from pathlib import Path

import openpyxl
import pytest
from sheets import make_register_file

from hmic_tracker.register.reading import open_register

RECOMMENDATIONS = "| Ref | Recommendation | Status |\n| WMP-0001 | Review it | In progress |"
MEETINGS = "| Meeting date | Agenda item |\n| 2022-03-31 | 8 |\n| 2022-06-29 | 12 |\n| 2022-09-29 | '8 |"
PEOPLE = "| Person | Number |\n| Supt Mary Oduya | 417 |"


def register_with(path: Path, number_format: str) -> Path:
    make_register_file(path, RECOMMENDATIONS, Meetings=MEETINGS, People=PEOPLE)
    book = openpyxl.load_workbook(path)
    for sheet, column in (("Meetings", "B"), ("People", "B")):
        for cell in book[sheet][column]:
            cell.number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("number_format", "items", "number"),
    [
        ("00", ["08", "12", "8"], "417"),
        ("0000", ["0008", "0012", "8"], "0417"),
        ('"0"0', ["08", "12", "8"], "417"),
        ("General", ["8", "12", "8"], "417"),
        ("0", ["8", "12", "8"], "417"),
        ("0.00", ["8", "12", "8"], "417"),
    ],
)
def test_zeros_that_a_number_shows_are_kept(tmp_path: Path, number_format: str, items: list[str], number: str) -> None:
    register = open_register(register_with(tmp_path / "register.xlsx", number_format))
    assert [meeting.agenda_item for meeting in register.meetings] == items
    assert [person.number for person in register.people] == [number]


def test_a_list_without_the_heading_is_read_all_the_same(tmp_path: Path) -> None:
    path = make_register_file(tmp_path / "register.xlsx", RECOMMENDATIONS, Meetings="| Meeting date |\n| 2022-03-31 |")
    assert [meeting.agenda_item for meeting in open_register(path).meetings] == [""]


def test_styles_too_large_to_look_through_stop_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register_with(tmp_path / "register.xlsx", "00")
    monkeypatch.setattr("hmic_tracker.workbook.markup.MOST_SMALL_PART_BYTES", 2000)
    assert [meeting.agenda_item for meeting in open_register(path).meetings] == ["8", "12", "8"]

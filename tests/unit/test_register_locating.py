"""Lists are found wherever they stand and whatever became of their headings."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from sheets import make_register, make_workbook, read_text_table

from hmic_tracker.errors import SheetMissing
from hmic_tracker.register.reading import open_register

ONE = """
| Ref      | Inspection ref | Number | Kind           | Recommendation | Status      |
| WMP-0001 | 2021-CUSTODY   | 1      | Recommendation | Review the log | In progress |
"""


def refs(register) -> list[str]:
    return [recommendation.ref for recommendation in register.recommendations]


def codes(register) -> list[str]:
    """The problems, but for the notes on sheets that these tests leave out."""
    return [problem.code for problem in register.problems if problem.code not in ("sheet-missing", "heading-missing")]


def one_sheet(tmp_path: Path, name: str, rows: list[list[object]]):
    return open_register(make_workbook(tmp_path / "register.xlsx", {name: rows}))


@pytest.mark.parametrize("heading", [
    "HMICFRS due date", "hmicfrs DUE date", " HMICFRS  due\ndate ", "HMICFRS due date:", "HMICFRS due date.",
    "HMICFRS\u00a0due\u00a0date", "HMICFRS due‑date", "Due date", "HMIC due date *",
])  # fmt: skip
def test_a_heading_is_known_however_it_was_retyped(tmp_path: Path, heading: str) -> None:
    rows = read_text_table(ONE)
    rows[0].append(heading)
    rows[1].append("31/03/2022")
    register = one_sheet(tmp_path, "Recommendations", rows)
    (recommendation,) = register.recommendations
    assert str(recommendation.hmicfrs_due_date) == "31 March 2022"
    assert register.recommendations.cell(2, "HMICFRS due date") == "G2"


@pytest.mark.parametrize(
    "name", ["recommendations", "RECOMMENDATIONS ", "Recommendation register", "Our tracker 2022", "Sheet1"]
)
def test_the_list_of_recommendations_is_found_whatever_its_sheet_is_called(tmp_path: Path, name: str) -> None:
    register = one_sheet(tmp_path, name, read_text_table(ONE))
    assert refs(register) == ["WMP-0001"]
    assert register.recommendations.sheet == name


def test_titles_above_and_a_list_that_starts_in_the_middle_of_the_sheet_do_not_matter(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "register.xlsx", {"Recommendations": ONE}, at="C9")
    book = openpyxl.load_workbook(path)
    sheet = book["Recommendations"]
    sheet["A1"] = "Westmarch Police: recommendations"
    sheet["A2"] = "Status as at 31 March"
    sheet.merge_cells("A1:H1")
    sheet["K9"], sheet["K10"] = "Ask Mary", "about this one"
    book.save(path)
    register = open_register(path)
    table = register.recommendations
    assert refs(register) == ["WMP-0001"]
    assert table.cell(table.rows[0], "Status") == "H10"
    assert dict(table.extra) == {}


def test_an_excel_table_is_found_by_its_name_on_a_renamed_sheet_beside_a_copy(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path / "register.xlsx", {"Old copy": ONE.replace("0001", "0009"), "Live": ONE}, tables=True
    )
    book = openpyxl.load_workbook(path)
    sheet = book["Live"]
    del sheet.tables["Live"]
    sheet.add_table(Table(displayName="Recommendations", ref="A1:F2"))
    book.save(path)
    register = open_register(path)
    assert refs(register) == ["WMP-0001"]
    assert register.recommendations.excel_table == "Recommendations"


def test_words_of_the_force_for_a_heading_come_from_the_aliases(tmp_path: Path) -> None:
    rows = read_text_table(ONE)
    rows[0][5], rows[0][4] = "Where are we?", "What they said"
    path = make_workbook(tmp_path / "register.xlsx", {"Recommendations": rows})
    aliases = {"Status": ["where are we?"], "recommendation": ["What they said"]}
    (recommendation,) = open_register(path, aliases=aliases).recommendations
    assert (recommendation.status, recommendation.recommendation) == ("In progress", "Review the log")


def test_a_sheet_may_have_an_alias_too(tmp_path: Path) -> None:
    sheets = {"Recommendations": ONE, "Diary": "| Date | By |\n| 2022-03-31 | ACC Bryn Hale |"}
    path = make_workbook(tmp_path / "register.xlsx", sheets)
    assert not open_register(path).updates.present
    assert len(open_register(path, aliases={"Updates": ["Diary"]}).updates) == 1


def test_a_heading_itself_wins_over_a_word_that_could_mean_it(tmp_path: Path) -> None:
    rows = read_text_table(ONE)
    rows[0] += ["Lead", "Owner"]
    rows[1] += ["College of Policing", "Supt Mary Oduya"]
    register = one_sheet(tmp_path, "Recommendations", rows)
    (recommendation,) = register.recommendations
    assert recommendation.owner == "Supt Mary Oduya"
    assert recommendation.extra == {"Lead": "College of Policing"}
    assert codes(register) == []


def test_a_heading_that_stands_twice_is_read_once_and_told(tmp_path: Path) -> None:
    rows = read_text_table(ONE)
    rows[0].append("status ")
    rows[1].append("Closed")
    register = one_sheet(tmp_path, "Recommendations", rows)
    (problem,) = [one for one in register.problems if one.code == "heading-twice"]
    assert (problem.cell, register.recommendations.get("WMP-0001").status) == ("G1", "In progress")
    assert "stands in F1" in problem.found


def test_columns_may_stand_in_any_order_with_their_own_in_between(tmp_path: Path) -> None:
    rows = [list(reversed(row)) for row in read_text_table(ONE)]
    rows[0].insert(2, "Our colour")
    rows[1].insert(2, "purple")
    register = one_sheet(tmp_path, "Recommendations", rows)
    (recommendation,) = register.recommendations
    assert (recommendation.ref, recommendation.number, recommendation.extra) == (
        "WMP-0001",
        "1",
        {"Our colour": "purple"},
    )
    assert register.recommendations.extra == {"Our colour": 3}


def test_blank_rows_in_the_middle_are_passed_over(tmp_path: Path) -> None:
    register = make_register(
        tmp_path, ONE + "|  |  |  |  |  |  |\n|  | \u00a0 |  |  |  |  |\n" + ONE.splitlines()[2].replace("0001", "0002")
    )
    assert [(row.noun.ref, row.number) for row in register.recommendations.rows] == [("WMP-0001", 2), ("WMP-0002", 5)]


def test_rows_below_the_table_count_and_one_note_says_so(tmp_path: Path) -> None:
    last = ONE.splitlines()[2]
    below = f"---\n| | | | | | |\n{last.replace('0001', '0002')}\n{last.replace('0001', '0003')}"
    register = make_register(tmp_path, ONE + below, tables=True)
    assert refs(register) == ["WMP-0001", "WMP-0002", "WMP-0003"]
    (note,) = [one for one in register.problems if one.code == "row-below-table"]
    assert (note.cell, note.found.split(" below")[0]) == ("A4", "2 rows stand")


def test_a_second_list_below_is_not_taken_for_rows_of_the_first(tmp_path: Path) -> None:
    second = """
| | | | | | |
| Person          | Rank           | Role | Email |
| Supt Mary Oduya | Superintendent | Head | m@westmarch.example |
"""
    register = make_register(tmp_path, ONE + second)
    assert refs(register) == ["WMP-0001"]
    assert [person.person for person in register.people] == ["Supt Mary Oduya"]
    assert register.people.cell(register.people.rows[0], "Rank") == "B5"


def test_rows_pasted_with_their_headings_go_on_with_the_list(tmp_path: Path) -> None:
    register = make_register(tmp_path, ONE + ONE.replace("0001", "0002"))
    assert refs(register) == ["WMP-0001", "WMP-0002"]


def test_two_lists_side_by_side_keep_their_own_columns(tmp_path: Path) -> None:
    register = make_register(tmp_path, ONE, Set_up="""
        | Portfolio        | Chief officer | Governance board |  | Person        | Rank | Role          | Email | Portfolio |
        | Criminal justice | ACC Bryn Hale | Justice board    |  | ACC Bryn Hale | ACC  | Chief officer |       |           |
        |                  |               |                  |  | Ch Supt Ola Reve | Ch Supt | Director |      |           |
        """)  # fmt: skip
    assert [portfolio.portfolio for portfolio in register.portfolios] == ["Criminal justice"]
    assert [person.person for person in register.people] == ["ACC Bryn Hale", "Ch Supt Ola Reve"]
    assert "heading-twice" not in codes(register)


def test_totals_of_a_table_and_a_line_of_totals_are_not_recommendations(tmp_path: Path) -> None:
    register = make_register(tmp_path, ONE + "| Total | | 1 | | | |")
    assert refs(register) == ["WMP-0001"]
    path = make_workbook(tmp_path / "totals.xlsx", {"Recommendations": ONE + "| Count | | 1 | | x | |"})
    book = openpyxl.load_workbook(path)
    table = Table(displayName="Recommendations", ref="A1:F3", totalsRowCount=1)
    book["Recommendations"].add_table(table)
    book.save(path)
    assert refs(open_register(path)) == ["WMP-0001"]


def test_a_remark_below_the_list_is_no_recommendation_and_is_not_lost_from_sight(tmp_path: Path) -> None:
    register = make_register(tmp_path, ONE + "| | | | | | |\n| Ask Alun before you change anything | | | | | |")
    assert refs(register) == ["WMP-0001"]
    assert codes(register) == ["row-without-content"]


def test_sheets_that_are_sorted_filtered_or_hidden_read_the_same(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path / "register.xlsx",
        {"Recommendations": ONE + ONE.splitlines()[2].replace("0001", "0002"), "Notes": "| x |"},
    )
    book = openpyxl.load_workbook(path)
    sheet = book["Recommendations"]
    sheet.sheet_state = "hidden"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = "A1:F3"
    book.save(path)
    assert refs(open_register(path)) == ["WMP-0001", "WMP-0002"]


def test_a_plain_sheet_is_not_taken_for_a_list_by_two_common_words(tmp_path: Path) -> None:
    register = make_register(
        tmp_path, ONE, Costs="| Date | Reason | By | Amount | Paid |\n| 2022-03-31 | Printing | Mary | 12 | Yes |"
    )
    assert not register.updates.present
    assert not register.overrides.present


def test_without_recommendations_the_sheets_that_are_there_are_named(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "register.xlsx", {"Budget": "| Item | Cost |", "Plan": "| Week |"})
    with pytest.raises(SheetMissing) as caught:
        open_register(path)
    assert "Budget, Plan" in caught.value.message
    assert "Name the sheet Recommendations" in caught.value.advice


def test_only_headings_that_matter_are_missed(tmp_path: Path) -> None:
    register = make_register(tmp_path, "| Ref | Recommendation | Status |\n| WMP-0001 | Review it | Closed |")
    missing = [
        one.found for one in register.problems if one.code == "heading-missing" and one.sheet == "Recommendations"
    ]
    assert [found.split(" is not")[0] for found in missing] == [
        "The heading Inspection ref", "The heading Kind", "The heading Portfolio",
    ]  # fmt: skip


def test_a_heading_that_somebody_deleted_does_not_cut_the_list_in_two(tmp_path: Path) -> None:
    rows = read_text_table(ONE)
    rows[0][2] = None
    (recommendation,) = one_sheet(tmp_path, "Recommendations", rows).recommendations
    assert (recommendation.ref, recommendation.status, recommendation.number) == ("WMP-0001", "In progress", "")


def test_columns_of_the_library_alone_are_no_list_of_recommendations(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "register.xlsx", {"Recommendations": "| RAG | Days to due |\n| Red | 3 |"})
    with pytest.raises(SheetMissing):
        open_register(path)


def test_a_heading_typed_right_beside_the_table_belongs_to_it(tmp_path: Path) -> None:
    text = ONE.replace("Status      |\n", "Status      | Owner |\n").replace(
        "In progress |\n", "In progress | Supt Mary Oduya |\n"
    )
    path = make_workbook(tmp_path / "register.xlsx", {"Recommendations": text})
    book = openpyxl.load_workbook(path)
    book["Recommendations"].add_table(Table(displayName="Recommendations", ref="A1:F2"))
    book.save(path)
    assert open_register(path).recommendations.get("WMP-0001").owner == "Supt Mary Oduya"


def test_a_table_whose_heading_row_is_switched_off_is_still_known(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "register.xlsx", {"Recommendations": ONE}, tables=True)
    book = openpyxl.load_workbook(path)
    sheet = book["Recommendations"]
    sheet.delete_rows(1)
    table = sheet.tables["Recommendations"]
    table.ref, table.headerRowCount, table.autoFilter = "A1:F1", 0, None
    book.save(path)
    register = open_register(path)
    assert [(row.noun.ref, row.number) for row in register.recommendations.rows] == [("WMP-0001", 1)]

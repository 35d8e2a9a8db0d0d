"""The register as a whole: refs, names, rows, and what is said of them."""

from pathlib import Path

import openpyxl
import pytest
from sheets import make_register, make_register_file, make_workbook, read_text_table

from hmic_tracker.model.when import Precision
from hmic_tracker.problems import Severity
from hmic_tracker.register.changes import key_without_ref
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.sheets import REGISTER_SHEETS

HEADINGS = "| Ref | Inspection ref | Number | Kind | Recommendation | Status | Owner | Parent ref |"


def row(ref: str = "", *, number: str = "1", status: str = "In progress", owner: str = "", parent: str = "") -> str:
    return f"| {ref} | 2021-CUSTODY | {number} | Recommendation | Review the log | {status} | {owner} | {parent} |"


def table(*rows: str) -> str:
    return "\n".join([HEADINGS, *rows])


def told(register, code: str):
    return [problem for problem in register.problems if problem.code == code]


def test_a_cell_that_cannot_be_read_leaves_the_rest_of_its_row(tmp_path: Path) -> None:
    register = make_register(tmp_path, "\n".join([
        "| Ref | Inspection ref | Number | Kind | Recommendation | Status | HMICFRS due date | Likelihood | Publishable |",
        "| WMP-0001 | 2021-CUSTODY | 8 | recommendation. | Review it | in PROGRESS | 31/02/2022 | high | y |",
    ]))  # fmt: skip
    (stated,) = register.recommendations.rows
    assert (stated.noun.number, stated.noun.kind, stated.noun.status) == ("8", "Recommendation", "In progress")
    assert (stated.noun.hmicfrs_due_date, stated.noun.likelihood, stated.noun.publishable) == (None, None, True)
    assert stated.unread == {"HMICFRS due date", "Likelihood"}
    (problem,) = told(register, "cell-not-a-date")
    assert (problem.sheet, problem.cell, problem.ref) == ("Recommendations", "G2", "WMP-0001")
    assert problem.found == "“31/02/2022” in HMICFRS due date is not a date."


def test_a_blank_ref_gets_the_next_number_that_nobody_ever_used(tmp_path: Path) -> None:
    path = make_register_file(
        tmp_path, table(row("WMP-0007"), row(""), row("wmp-3"), row("")),
        Settings="| Setting | Value |\n| Ref prefix | WMP |",
        Updates="| Ref | Date | By | Update | Committee wording |\n| WMP-0011 | 2022-01-01 | Mary | Gone row | |",
    )  # fmt: skip
    register = open_register(path, refs_used=["WMP-0020", "OLD-9999"])
    assert [recommendation.ref for recommendation in register.recommendations] == [
        "WMP-0007",
        "WMP-0021",
        "wmp-3",
        "WMP-0022",
    ]
    assert [one.ref_is_new for one in register.recommendations.rows] == [False, True, False, True]
    assert [(note.cell, note.ref, note.severity) for note in told(register, "ref-missing")] == [
        ("A3", "WMP-0021", Severity.NOTE), ("A5", "WMP-0022", Severity.NOTE),
    ]  # fmt: skip
    assert open_register(path).recommendations.rows[1].noun.ref == "WMP-0012"


def test_refs_given_before_are_given_to_no_other_row_nor_to_two(tmp_path: Path) -> None:
    rows = tuple(row(number=number) for number in "234")
    path = make_register_file(tmp_path, table(row("WMP-0001"), *rows))
    keys = [key_without_ref(noun) for noun in open_register(path).recommendations][1:]
    kept = open_register(path, refs_given={keys[1]: "WMP-0002"})
    assert [one.ref for one in kept.recommendations] == ["WMP-0001", "WMP-0003", "WMP-0002", "WMP-0004"]
    alike = make_register_file(tmp_path / "alike", table(row("WMP-0001"), row(number="3"), row(number="3")))
    assert [one.ref for one in open_register(alike, refs_given={keys[1]: "WMP-0007"}).recommendations] == [
        "WMP-0001", "WMP-0002", "WMP-0003"
    ]  # fmt: skip
    disputed = open_register(path, refs_given={keys[0]: "WMP-0002", keys[2]: "wmp 0002"})
    assert [one.ref for one in disputed.recommendations] == ["WMP-0001", "WMP-0002", "WMP-0003", "WMP-0004"]


def test_without_settings_new_refs_go_on_as_the_register_began(tmp_path: Path) -> None:
    register = make_register(tmp_path, table(row("WMP-0001"), row("")))
    assert register.recommendations.rows[1].noun.ref == "WMP-0002"


def test_problems_of_a_new_row_name_the_ref_that_it_gets(tmp_path: Path) -> None:
    register = make_register(tmp_path, table(row("WMP-0001"), row("", status="Closd")))
    (problem,) = told(register, "status-unknown")
    assert (problem.ref, problem.cell, problem.severity) == ("WMP-0002", "F3", Severity.MUST_FIX)


def test_only_an_unknown_status_of_ours_leaves_its_row_out(tmp_path: Path) -> None:
    register = make_register(
        tmp_path,
        """
        | Ref      | Recommendation | Status    | For this force |
        | WMP-0001 | Review it      | Under way | No             |
        | WMP-0002 | Review that    | Under way | Yes            |
        | WMP-0003 | Review both    | Under way |                |
        """,
    )
    assert [problem.ref for problem in told(register, "word-unknown")] == ["WMP-0001"]
    assert [problem.ref for problem in told(register, "status-unknown")] == ["WMP-0002", "WMP-0003"]


def test_a_ref_that_shows_an_error_is_not_ours_to_fill(tmp_path: Path) -> None:
    path = make_register_file(tmp_path, table(row("WMP-0001"), row("")))
    book = openpyxl.load_workbook(path)
    book["Recommendations"]["A3"] = "#REF!"
    book["Recommendations"]["A3"].data_type = "e"
    book.save(path)
    register = open_register(path)
    second = register.recommendations.rows[1]
    assert (second.ref_is_new, second.unread) == (False, {"Ref"})
    assert told(register, "ref-missing") == []
    assert [problem.cell for problem in told(register, "cell-formula-error")] == ["A3"]


def test_a_register_without_the_heading_ref_says_so_once(tmp_path: Path) -> None:
    text = (
        "| Inspection ref | Number | Kind | Recommendation | Status |\n"
        + "| 2021-CUSTODY | 1 | Recommendation | x | Closed |\n" * 3
    )
    register = make_register(tmp_path, text)
    assert len(register.recommendations) == 3
    assert told(register, "ref-missing") == []
    assert any("The heading Ref is not" in problem.found for problem in told(register, "heading-missing"))


def test_refs_and_names_in_another_case_mean_those_that_are_there(tmp_path: Path) -> None:
    register = make_register(
        tmp_path, table(row("WMP-0001"), row("WMP-0002", owner="supt  mary\u00a0oduya", parent="wmp–0001")),
        People="| Person | Rank | Role | Email |\n| Supt Mary Oduya | Superintendent | Head | |",
        Updates="| Ref | Date | By | Update | Committee wording |\n|  wmp-0002 | 2022-01-01 | SUPT MARY ODUYA | Done | |",
        Letters="| Date | From | Inspection ref | Refs | Effect |\n| 2022-01-01 | HMICFRS | 2021-custody | wmp-0001; WMP-0777 | x |",
    )  # fmt: skip
    second = register.recommendations.get("wmp 0002".replace(" ", "-"))
    assert (second.ref, second.owner, second.parent_ref) == ("WMP-0002", "Supt Mary Oduya", "WMP-0001")
    (update,) = register.updates
    assert (update.ref, update.by) == ("WMP-0002", "Supt Mary Oduya")
    (letter,) = register.letters
    assert (letter.inspection_ref, letter.refs) == ("2021-CUSTODY", ("WMP-0001", "WMP-0777"))
    assert register.recommendations.find("WMP-0777") is None


@pytest.mark.parametrize(
    ("on_the_sheet", "typed", "read"),
    [
        (["Mary Oduya"], "Supt Mary Oduya", "Mary Oduya"),
        (["Supt Mary Oduya"], "Mary Oduya", "Supt Mary Oduya"),
        (["C/Supt Mary Oduya"], "T/ACC  mary oduya", "C/Supt Mary Oduya"),
        (["Mary Oduya"], "Assistant Chief Constable Mary Oduya", "Mary Oduya"),
        (["Supt Mary Oduya", "PC Mary Oduya"], "Mary Oduya", "Mary Oduya"),
        (["Supt Mary Oduya", "PC Mary Oduya"], "pc mary oduya", "PC Mary Oduya"),
        (["Supt Oduya"], "ACC Oduya", "ACC Oduya"),
        (["Mary Oduya"], "Supt Oduya", "Supt Oduya"),
    ],
)
def test_a_person_is_known_with_another_rank_or_without_one(
    tmp_path: Path, on_the_sheet: list[str], typed: str, read: str
) -> None:
    people = "| Person | Role |" + "".join(f"\n| {name} | Head |" for name in on_the_sheet)
    register = make_register(
        tmp_path, table(row("WMP-0001", owner=typed)), People=people,
        Portfolios=f"| Portfolio | Chief officer |\n| Crime | {typed} |"
    )  # fmt: skip
    assert [one.owner for one in register.recommendations] == [read]
    assert [one.chief_officer for one in register.portfolios] == [read]


def test_refs_that_differ_by_a_hyphen_are_two(tmp_path: Path) -> None:
    register = make_register(tmp_path, table(row("R-12"), row("R-9", parent="R-1-2")))
    assert register.recommendations.get("R-9").parent_ref == "R-1-2"


def test_a_row_with_notes_alone_is_no_recommendation(tmp_path: Path) -> None:
    text = "\n".join([HEADINGS.rstrip() + " Notes |", row("WMP-0001") + " |", "| | | | | | | | | ask Mary |"])
    register = make_register(tmp_path, text)
    assert len(register.recommendations) == 1
    (note,) = told(register, "row-without-content")
    assert (note.cell, note.severity) == ("I3", Severity.NOTE)


def test_what_is_filled_down_in_advance_is_no_row(tmp_path: Path) -> None:
    register = make_register(tmp_path, table(row("WMP-0001")), Findings="""
        | Inspection ref | Section | Order | Style     | Text        | Publishable |
        | 2021-CUSTODY   | Aims    | 1     | Paragraph | To find out | Yes         |
        |                |         | 2     | Paragraph |             | No          |
        """)  # fmt: skip
    assert len(register.findings) == 1


def test_a_year_left_out_is_counted_from_the_notice(tmp_path: Path) -> None:
    register = make_register(tmp_path, table(row("WMP-0001")), Inspections="""
        | Fieldwork    | Inspection ref | Title   | Programme | Notified on |
        | W/C 10 April | 2021-CUSTODY   | Custody | Custody   | 2021-11-01  |
        """)  # fmt: skip
    (inspection,) = register.inspections
    assert inspection.fieldwork.precision is Precision.WEEK
    assert inspection.fieldwork.earliest.isoformat() == "2022-04-10"
    assert "2022" in inspection.fieldwork.assumption


def test_conditions_of_the_rules_keep_their_words(tmp_path: Path) -> None:
    path = make_register_file(tmp_path, table(row("WMP-0001")))
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("RAG rules")
    from datetime import date

    for line in (
        ["Rule", "Status", "Days to due", "Published on", "Immediate", "RAG", "Reason"],
        ["Late", "not(Closed)", 30, date(2022, 3, 31), True, "Red", " {Days overdue} days"],
        ["Else", "-", None, None, None, "Green", "Fine"],
    ):
        sheet.append(line)
    book.save(path)
    register = open_register(path)
    late, otherwise = register.rules
    assert late.conditions == (
        ("Status", "not(Closed)"),
        ("Days to due", "30"),
        ("Published on", "31/03/2022"),
        ("Immediate", "Yes"),
    )
    assert (late.rag, late.reason) == ("Red", " {Days overdue} days")
    assert [text for _, text in otherwise.conditions] == ["-", "", "", ""]
    assert register.rules.cell(register.rules.rows[0], "Days to due") == "C2"


def test_what_stood_in_the_columns_of_the_library_is_kept_raw(tmp_path: Path) -> None:
    text = "| Ref | Recommendation | Status | Kind | RAG | Days to due | Our view |\n| WMP-0001 | x | Closed | Recommendation | Ambr | 12 | 3 |"
    (stated,) = make_register(tmp_path, text).recommendations.rows
    assert stated.written == {"RAG": "Ambr", "Days to due": 12}
    assert stated.noun.extra == {"Our view": 3}
    assert stated.unread == frozenset()


def test_a_linked_cell_gives_what_it_leads_to(tmp_path: Path) -> None:
    path = make_register_file(tmp_path, table(row("WMP-0001")), Inspections="""
        | Inspection ref | Title   | Programme | Report link |
        | 2021-CUSTODY   | Custody | Custody   | the report  |
        | 2021-OTHER     | Other   | Custody   | none yet    |
        """)  # fmt: skip
    book = openpyxl.load_workbook(path)
    book["Inspections"]["D2"].hyperlink = "https://reports.example/custody"
    book.save(path)
    assert [one.report_link for one in open_register(path).inspections] == [
        "https://reports.example/custody",
        "none yet",
    ]


def test_sheets_that_are_not_there_are_empty_lists_with_a_note(tmp_path: Path) -> None:
    register = make_register(tmp_path, table(row("WMP-0001")))
    assert len(register.overrides) == 0
    assert not register.overrides.present
    named = {problem.found for problem in told(register, "sheet-missing")}
    assert "There is no sheet Overrides." in named
    assert not any("Checks" in found for found in named)


def test_a_register_of_another_program_reads_without_a_word(tmp_path: Path) -> None:
    """All headings, plain sheets, no tables: nothing is missing but Lists and what the library fills itself."""
    sheets = {
        sheet.name: [[column.heading for column in sheet.columns]]
        for sheet in REGISTER_SHEETS
        if sheet.name not in ("Lists", "Checks")
    }
    example = {column.heading: column.example for column in REGISTER_SHEETS[0].columns if column.filled_by == "staff"}
    sheets["Recommendations"].append([example.get(heading) for heading in sheets["Recommendations"][0]])
    register = open_register(make_workbook(tmp_path / "register.xlsx", sheets))
    assert [problem.code for problem in register.problems] == []
    (recommendation,) = register.recommendations
    assert recommendation.addressed_to == ("Chief constables", "College of Policing")
    assert str(recommendation.hmicfrs_due_date) == "30 September 2022"


def test_the_register_can_be_read_again_as_it_was_asked_for(tmp_path: Path) -> None:
    path = make_register_file(tmp_path, table(row("WMP-0001"), row("")))
    register = open_register(path, refs_used=["WMP-0040"], aliases={"Owner": ["Who"]})
    again = register.read_again()
    assert again.recommendations.rows == register.recommendations.rows
    assert again.fingerprint == register.fingerprint
    assert register.sheet_names == ("Recommendations", "Inspections", "Meetings")


@pytest.mark.parametrize("typed", ["'0417", "'08"])
def test_leading_noughts_of_text_are_kept(tmp_path: Path, typed: str) -> None:
    register = make_register(tmp_path, table(row("WMP-0001", number=typed)))
    assert register.recommendations.get("WMP-0001").number == typed[1:]


def test_the_text_table_of_a_test_is_what_it_says() -> None:
    assert read_text_table("| a | 1 | '8 |\n| x\\ny | | 2022-03-31 |")[0] == ["a", 1, "8"]

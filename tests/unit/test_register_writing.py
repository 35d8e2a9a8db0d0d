import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table
from sheets import make_workbook
from small_register import ON, SHEET, rate_all, values

from hmic_tracker.errors import NoRoom, WorkbookBusy
from hmic_tracker.model.rating import Movement, MovementKind
from hmic_tracker.problems import Problem, Severity
from hmic_tracker.register.changes import ChangeSet
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.register import Register

CHECKS = """
| Severity | Place | Ref | Found | What to do |
| Note | Recommendations F9 | WMP-0009 | Old | Old |
| Note | Recommendations F10 | WMP-0010 | Older | Older |
"""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return open_register(make_workbook(tmp_path / "register.xlsx", {"Recommendations": SHEET, "Checks": CHECKS}))


def test_a_change_set_says_what_was_what_will_be_and_why_and_writes_nothing(register: Register) -> None:
    before = register.path.read_bytes()
    changes = register.propose(rate_all(register))
    rag = next(change for change in changes if change.ref == "WMP-0001" and change.column == "RAG")
    assert (rag.cell, rag.was, rag.now) == ("G2", "Amber", "Red")
    assert str(rag) == "G2  Amber -> Red: 12 days past"
    assert "A4  blank -> WMP-0003: The next free number" in str(changes).splitlines()
    assert "Days to due: 3 cells" in str(changes).splitlines()
    assert register.path.read_bytes() == before


def test_a_save_writes_our_columns_and_the_blank_ref_and_nothing_else(register: Register, tmp_path: Path) -> None:
    staff = [row[:6] + row[11:] for row in values(register.path)]
    receipt = register.save(register.propose(rate_all(register)))
    after = values(register.path)
    staff[3][0] = "WMP-0003"
    assert [row[:6] + row[11:] for row in after] == staff
    assert [row[6] for row in after[1:]] == ["Red", "Red", "Red"]
    assert after[1][9].date() == ON
    assert receipt.kept is not None and receipt.kept.parent == tmp_path / "backups"
    assert receipt.fingerprint == open_register(register.path).fingerprint


def test_saving_the_same_ratings_again_writes_nothing(register: Register) -> None:
    register.save(register.propose(rate_all(register), problems=[]))
    again = open_register(register.path)
    before = register.path.read_bytes()
    changes = again.propose(rate_all(again), problems=[])
    assert len(changes) == 0
    assert str(again.save(changes)) == "Nothing to write."
    assert register.path.read_bytes() == before


def test_a_ref_that_is_written_with_the_checks_is_not_told_as_missing(register: Register) -> None:
    register.save(register.propose(rate_all(register), problems=register.problems))
    assert "The row has no Ref" not in str(values(register.path, "Checks"))
    again = open_register(register.path)
    assert str(again.save(again.propose(rate_all(again), problems=again.problems))) == "Nothing to write."


def test_rows_that_a_colleague_sorted_in_between_are_found_by_ref(register: Register) -> None:
    changes = register.propose(rate_all(register))
    book = openpyxl.load_workbook(register.path)
    sheet = book["Recommendations"]
    sheet.insert_rows(2, 2)
    sheet.insert_cols(2)
    sheet["C20"] = "A note in the margin"
    book.save(register.path)
    receipt = register.save(changes)
    assert not receipt.not_applied
    rows = {row[0]: row for row in values(register.path)}
    assert rows["WMP-0001"][7] == rows["WMP-0002"][7] == "Red"
    assert rows["WMP-0001"][12] == "keep me"
    assert values(register.path)[19][2] == "A note in the margin"


def test_a_cell_that_somebody_changed_in_between_stays_and_is_reported(register: Register) -> None:
    changes = register.propose(rate_all(register))
    book = openpyxl.load_workbook(register.path)
    book["Recommendations"]["G3"] = "Purple"
    book["Recommendations"]["A4"] = "WMP-0100"
    book.save(register.path)
    receipt = register.save(changes)
    after = values(register.path)
    assert after[2][6] == "Purple"
    assert after[3][0] == "WMP-0100"
    reasons = {(one.change.ref, one.reason) for one in receipt.not_applied}
    assert ("WMP-0002", "somebody changed the cell meanwhile") in reasons
    assert any(ref == "WMP-0003" and "no longer" in reason for ref, reason in reasons)


def test_a_register_that_somebody_has_open_is_left_alone_and_they_are_named(register: Register) -> None:
    before = register.path.read_bytes()
    mark = register.path.with_name("~$" + register.path.name)
    name = "Mary Oduya"
    mark.write_bytes(
        bytes([len(name)]) + name.encode().ljust(54) + bytes([len(name), 0]) + name.encode("utf-16-le").ljust(108)
    )
    with pytest.raises(WorkbookBusy, match="is open: Mary Oduya") as refused:
        register.save(register.propose(rate_all(register)))
    assert refused.value.exit_code == 4
    assert register.path.read_bytes() == before
    register.save(register.propose(rate_all(register)), ignore_lock=True)
    assert register.path.read_bytes() != before


def test_the_checks_sheet_is_refreshed_with_links_and_old_rows_are_blanked(register: Register) -> None:
    problem = Problem(
        "x", Severity.MUST_FIX, "Recommendations", "F3", "WMP-0002", "Status is blank.", "Fill in Status."
    )
    register.save(ChangeSet(ON, (), (problem,)))
    found = values(register.path, "Checks")
    assert found[1] == [
        "Must fix",
        """=HYPERLINK("#'Recommendations'!F3","Recommendations F3")""",
        "WMP-0002",
        "Status is blank.",
        "Fill in Status.",
    ]
    assert found[2] == [None] * 5


def test_more_problems_than_rows_are_appended(register: Register) -> None:
    problems = tuple(
        Problem("x", Severity.NOTE, "Recommendations", f"F{n}", "", f"Found {n}.", "Do it.") for n in range(2, 12)
    )
    register.save(ChangeSet(ON, (), problems))
    assert [row[3] for row in values(register.path, "Checks")[1:]] == [f"Found {n}." for n in range(2, 12)]
    again = open_register(register.path)
    assert str(again.save(ChangeSet(ON, (), problems))) == "Nothing to write."


NOTE = ("Checks", "B5", "Ask Ann about these")


def register_whose_checks_cannot_grow(folder: Path) -> Register:
    path = make_workbook(folder / "register.xlsx", {"Recommendations": SHEET, "Checks": CHECKS})
    book = openpyxl.load_workbook(path)
    book["Checks"].add_table(Table(displayName="Checks", ref="A1:E3"))
    book[NOTE[0]][NOTE[1]] = NOTE[2]
    book.save(path)
    return open_register(path)


def many_problems(count: int) -> list[Problem]:
    return [Problem("x", Severity.NOTE, "Recommendations", f"F{n}", "", "X", "Y") for n in range(count)]


def test_a_note_below_the_checks_does_not_keep_the_ratings_out(tmp_path: Path) -> None:
    register = register_whose_checks_cannot_grow(tmp_path)
    checks = values(register.path, "Checks")
    receipt = register.save(register.propose(rate_all(register), problems=many_problems(5)))
    assert [row[6] for row in values(register.path)[1:]] == ["Red", "Red", "Red"]
    assert values(register.path, "Checks") == checks
    assert receipt.checks == 0
    assert str(receipt).endswith(
        "The Checks sheet is left as it was: B5 is in use, where Checks would grow. "
        "Move it in Excel, so that the table can grow."
    )


def test_where_the_checks_alone_are_to_be_written_and_have_no_room_it_is_refused(tmp_path: Path) -> None:
    register = register_whose_checks_cannot_grow(tmp_path)
    before = register.path.read_bytes()
    with pytest.raises(NoRoom, match="B5 is in use"):
        register.save(ChangeSet(ON, (), tuple(many_problems(5))))
    assert register.path.read_bytes() == before


def test_a_rating_that_changes_nothing_is_no_failure_where_the_checks_have_no_room(tmp_path: Path) -> None:
    register = register_whose_checks_cannot_grow(tmp_path)
    register.save(register.propose(rate_all(register)))
    again, before = open_register(register.path), register.path.read_bytes()
    receipt = again.save(again.propose(rate_all(again), problems=many_problems(5)))
    assert str(receipt).startswith("Nothing to write. The Checks sheet is left as it was: B5 is in use")
    assert register.path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []


def test_it_is_said_when_the_checks_are_filtered(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "register.xlsx", {"Recommendations": SHEET, "Checks": CHECKS}, tables=True)
    for is_filtered in (False, True):
        book = openpyxl.load_workbook(path)
        book["Checks"].tables["Checks"].autoFilter = AutoFilter("A1:E3")
        if is_filtered:
            book["Checks"].tables["Checks"].autoFilter.add_filter_column(0, ["Must fix"])
        book.save(path)
        register = open_register(path)
        said = str(register.save(ChangeSet(ON, (), tuple(many_problems(3 + is_filtered)))))
        assert said.endswith("may hold other problems now: choose Data, Reapply there.") == is_filtered
    again = open_register(path)
    assert str(again.save(ChangeSet(ON, (), tuple(many_problems(4))))) == "Nothing to write."


def test_a_note_below_the_checks_stays_when_there_are_fewer(tmp_path: Path) -> None:
    register = register_whose_checks_cannot_grow(tmp_path)
    register.save(register.propose(rate_all(register), problems=many_problems(1)))
    found = values(register.path, "Checks")
    assert [row[3] for row in found] == ["Found", "X", None, None, None]
    assert found[4] == [None, NOTE[2], None, None, None]


@pytest.mark.parametrize("counts", [(1, 12), (12, 1, 12), (4, 3, 6, 0, 6)])
def test_in_a_plain_list_the_checks_go_around_a_note_of_staff_s(tmp_path: Path, counts: tuple[int, ...]) -> None:
    path = make_workbook(tmp_path / "register.xlsx", {"Recommendations": SHEET, "Checks": CHECKS})
    book = openpyxl.load_workbook(path)
    book["Checks"]["B7"] = NOTE[2]
    book.save(path)
    for count in counts:
        register = open_register(path)
        register.save(register.propose(rate_all(register), problems=many_problems(count)))
    found = values(path, "Checks")
    assert found[6] == [None, NOTE[2], None, None, None]
    told = [number for number, row in enumerate(found[1:], 2) if row[3] is not None]
    assert told == [number for number in range(2, 99) if number != 7][: counts[-1]]
    again = open_register(path)
    assert str(again.save(again.propose(rate_all(again), problems=many_problems(counts[-1])))) == "Nothing to write."


def test_the_checks_begin_in_the_blank_row_of_a_table_without_any(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "register.xlsx", {"Recommendations": SHEET, "Checks": CHECKS.split("| Note")[0]})
    book = openpyxl.load_workbook(path)
    book["Checks"].add_table(Table(displayName="Checks", ref="A1:E2"))
    book.save(path)
    register = open_register(path)
    register.save(ChangeSet(ON, (), tuple(many_problems(3))))
    assert [row[3] for row in values(path, "Checks")] == ["Found", "X", "X", "X"]
    assert openpyxl.load_workbook(path)["Checks"].tables["Checks"].ref == "A1:E4"


def test_a_plain_checks_list_without_its_severity_is_filled_from_its_first_row(tmp_path: Path) -> None:
    checks = """
        | Place               | Ref      | Found | What to do |
        | Recommendations F9  | WMP-0009 | Old   | Old        |
        | Recommendations F10 | WMP-0010 | Older | Older      |
    """
    register = open_register(make_workbook(tmp_path / "register.xlsx", {"Recommendations": SHEET, "Checks": checks}))
    register.save(ChangeSet(ON, (), tuple(many_problems(1))))
    assert [row[2] for row in values(register.path, "Checks")] == ["Found", "X", None]


def test_every_cell_written_stands_in_the_trail_and_what_follows_the_calendar_in_one_line(
    register: Register, tmp_path: Path
) -> None:
    register.save(register.propose(rate_all(register), (Movement("WMP-0001", MovementKind.WORSENED, "date"),)))
    trail = [json.loads(line) for line in (tmp_path / ".hmic" / "changes.jsonl").read_text("utf-8").splitlines()]
    assert {"sheet": "Recommendations", "cell": "G2", "ref": "WMP-0001", "was": "Amber", "now": "Red"}.items() <= next(
        line for line in trail if line.get("cell") == "G2"
    ).items()
    assert [line["cells"] for line in trail if line["column"] == "Rated on"] == [3]
    assert any(line.get("now") == "Worsened" for line in trail)


def test_a_ref_that_stands_twice_is_left_alone(tmp_path: Path) -> None:
    twice = SHEET.rstrip() + "\n" + SHEET.strip().splitlines()[1]
    register = open_register(make_workbook(tmp_path / "register.xlsx", {"Recommendations": twice}))
    changes = register.propose(rate_all(register))
    assert {change.ref for change in changes} == {"WMP-0002", "WMP-0003"}

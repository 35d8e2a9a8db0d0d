"""`edit_cells`: any workbook, in place or elsewhere, whole or not at all."""

from datetime import date

import pytest
from workbook_parts import part, rows_of, sheet, workbook

from hmic_tracker.errors import CellRefused, FileRefused, WorkbookBusy, WorkbookUnusable
from hmic_tracker.workbook import edit_cells, proof, splice
from hmic_tracker.workbook.archive import read_archive
from hmic_tracker.workbook.sheet_edit import SheetEdit

ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/></row>'


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_new_workbook_is_written_elsewhere_and_the_old_one_stays(tmp_path):
    book = workbook(tmp_path, sheet(ROWS))
    before = book.read_bytes()
    receipt = edit_cells(book, {"Sheet1": {"A1": "text", "B1": date(2022, 3, 31)}}, to=tmp_path / "new.xlsx")
    assert book.read_bytes() == before
    assert '<c r="B1" s="1"><v>44651</v></c>' in rows_of(tmp_path / "new.xlsx")
    assert [each[1] for each in receipt.written] == ["A1", "B1"]
    assert names(tmp_path) == ["book.xlsx", "new.xlsx"]


def test_in_place_the_previous_version_is_kept_and_no_mark_is_left(tmp_path):
    book = workbook(tmp_path, sheet(ROWS))
    before = book.read_bytes()
    edit_cells(str(book), {"Sheet1": {"A1": 2}})
    assert '<c r="A1"><v>2</v></c>' in rows_of(book)
    assert names(tmp_path) == ["backups", "book.xlsx"]
    (kept,) = (tmp_path / "backups").iterdir()
    assert kept.read_bytes() == before


def test_a_workbook_that_somebody_has_open_is_left_alone(tmp_path):
    book = workbook(tmp_path, sheet(ROWS))
    before = book.read_bytes()
    mark = tmp_path / ".~lock.book.xlsx#"
    mark.write_text(",A Colleague,DESKTOP,31.03.2022 09:30,file:///x;", encoding="utf-8")
    with pytest.raises(WorkbookBusy, match="Colleague"):
        edit_cells(book, {"Sheet1": {"A1": 2}})
    assert book.read_bytes() == before
    assert names(tmp_path) == [".~lock.book.xlsx#", "book.xlsx"]


def test_where_every_cell_is_refused_the_first_reason_is_raised_and_nothing_is_written(tmp_path):
    book = workbook(tmp_path, sheet(ROWS))
    before = book.read_bytes()
    with pytest.raises(CellRefused, match=r"Sheet1 A1 .* not a number.*1 other cell"):
        edit_cells(book, {"Sheet1": {"A1": float("nan"), "B1": float("inf")}})
    assert book.read_bytes() == before
    assert names(tmp_path) == ["book.xlsx"]


def test_where_some_cells_are_refused_the_others_are_written(tmp_path):
    book = workbook(tmp_path, sheet(ROWS))
    receipt = edit_cells(book, {"Sheet1": {"A1": float("nan"), "B1": 5}})
    assert [each.cell for each in receipt.refused] == ["A1"]
    assert '<c r="B1" s="1"><v>5</v></c>' in rows_of(book)


def test_a_file_that_is_no_workbook_is_left_as_it_is(tmp_path):
    book = tmp_path / "book.xlsx"
    book.write_text("Ref,Number", encoding="utf-8")
    with pytest.raises(WorkbookUnusable):
        edit_cells(book, {"Sheet1": {"A1": 2}})
    assert names(tmp_path) == ["book.xlsx"]


@pytest.mark.parametrize("harm", ["a kept member", "the cell", "the order", "cut off"])
def test_a_result_that_is_not_what_it_should_be_is_thrown_away(tmp_path, harm, monkeypatch):
    book = workbook(tmp_path, sheet(ROWS))
    to = tmp_path / "new.xlsx"
    real = proof.read_archive

    def spoilt(path):
        content = bytearray(path.read_bytes())
        if harm == "a kept member":
            at = content.find(b"docProps/app.xml") + 16
            content[at + 2] ^= 1
        elif harm == "the cell":
            content = bytearray(workbook(tmp_path / "x", sheet(ROWS)).read_bytes())
        elif harm == "the order":
            content = bytearray(content.replace(b"docProps/app.xml", b"docProps/App.xml"))
        else:
            del content[len(content) // 2 :]
        path.write_bytes(content)
        return real(path)

    (tmp_path / "x").mkdir()
    monkeypatch.setattr(proof, "read_archive", spoilt)
    with pytest.raises(FileRefused, match="thrown away"):
        splice(book, {"Sheet1": SheetEdit({"A1": "new"})}, to=to)
    assert not to.exists()
    assert read_archive(book)
    assert part(book)

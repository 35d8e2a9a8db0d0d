"""`edit_cells`: any workbook, in place or elsewhere, whole or not at all."""

import gc
import sys
import threading
from datetime import date
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import numpy
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_parts import part, rows_of, sheet, workbook

from hmic_tracker.errors import CellRefused, FileRefused, WorkbookBusy, WorkbookUnusable
from hmic_tracker.workbook import edit_cells, proof, sheet_splice, splice
from hmic_tracker.workbook.archive import read_archive
from hmic_tracker.workbook.grid import read_workbook
from hmic_tracker.workbook.sheet_edit import SheetEdit, SheetSplice

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


class Colour(IntEnum):
    RED = 3


class Shown(float):
    """A number whose `repr` is none, as numpy's float64 is."""

    def __repr__(self):
        return f"Shown({float(self)})"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (Shown(2.25), 2.25),
        (Colour.RED, 3),
        (numpy.float64(1.5), 1.5),
        (numpy.float32(1.5), 1.5),
        (numpy.int64(7), 7),
        (numpy.bool_(True), True),
        (Fraction(1, 4), 0.25),
        (pandas.Timestamp("2022-03-31"), date(2022, 3, 31)),
    ],
)
def test_numbers_of_other_libraries_are_written_as_numbers(tmp_path, value, read):
    book = workbook(tmp_path, sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    edit_cells(book, {"Sheet1": {"A1": value}}, to=tmp_path / "new.xlsx")
    found = read_workbook(tmp_path / "new.xlsx").grids[0].value(1, 1)
    assert found == read and isinstance(found, type(read))


@pytest.mark.parametrize(
    "value",
    [numpy.float64("nan"), pandas.NaT, pandas.NA, pytest.param(10**5_000, id="huge"), 10**40, Decimal("1.1"), b"x"],
)
def test_what_no_cell_holds_is_refused_whatever_library_it_comes_from(tmp_path, value):
    book = workbook(tmp_path, sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    with pytest.raises(CellRefused) as refused:
        edit_cells(book, {"Sheet1": {"A1": value}}, to=tmp_path / "new.xlsx")
    assert len(refused.value.message) < 200


def test_one_cell_under_two_names_among_hundreds_gets_the_last_value(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>0</v></c></row>' for n in range(1, 601))
    book = workbook(tmp_path, sheet(rows))
    many = {f"A{n}": n for n in range(1, 601)}
    receipt = edit_cells(book, {"Sheet1": {**many, "$A$5": "last", "\ud800": 1}}, to=tmp_path / "new.xlsx")
    assert read_workbook(tmp_path / "new.xlsx").grids[0].value(5, 1) == "last"
    assert [each.cell for each in receipt.refused] == ["\ud800"]


def test_a_sheet_named_twice_in_other_letters_is_refused(tmp_path):
    book = workbook(tmp_path, sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    with pytest.raises(CellRefused, match="named twice"):
        edit_cells(book, {"Sheet1": {"A1": 1}, "SHEET1": {"A2": 2}}, to=tmp_path / "new.xlsx")


def test_to_the_workbook_itself_is_in_place_and_keeps_the_previous_version(tmp_path):
    book = workbook(tmp_path, sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    (tmp_path / "link.xlsx").symlink_to(book)
    edit_cells(book, {"Sheet1": {"A1": 2}}, to=tmp_path / "link.xlsx")
    assert read_workbook(book).grids[0].value(1, 1) == 2
    assert (tmp_path / "link.xlsx").is_symlink()
    assert len(list((tmp_path / "backups").iterdir())) == 1


@pytest.mark.parametrize("to", ["/", "a\0b.xlsx", "\ud800.xlsx", "x" * 300 + ".xlsx", "missing/new.xlsx", "."])
def test_a_place_that_cannot_be_written_is_an_error_with_advice(tmp_path, to):
    book = workbook(tmp_path, sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    with pytest.raises(FileRefused) as refused:
        edit_cells(book, {"Sheet1": {"A1": 2}}, to=tmp_path / to)
    assert refused.value.advice


@pytest.mark.parametrize(
    "name", ["missing.xlsx", "a\0b.xlsx", "\ud800.xlsx", "x" * 300, "missing/a.xlsx", "book.xlsx/a"]
)
@pytest.mark.parametrize("to", [None, "new.xlsx"])
def test_a_workbook_that_cannot_be_there_is_an_error_with_advice(tmp_path, name, to):
    workbook(tmp_path, sheet(""))
    with pytest.raises((FileRefused, WorkbookUnusable)) as refused:
        edit_cells(tmp_path / name, {"Sheet1": {"A1": 2}}, to=None if to is None else tmp_path / to)
    assert refused.value.advice and "lock" not in refused.value.message


def test_a_cell_that_came_out_otherwise_than_it_was_meant_is_found_by_the_proof(tmp_path, monkeypatch):
    book = workbook(tmp_path, sheet(ROWS))
    monkeypatch.setattr(SheetSplice, "content", lambda made: made.xml)
    with pytest.raises(FileRefused, match="reads back otherwise"):
        splice(book, {"Sheet1": SheetEdit({"A1": "new"})}, to=tmp_path / "new.xlsx")
    assert names(tmp_path) == ["book.xlsx"]


@given(
    xml=st.binary(max_size=60).map(lambda drawn: bytes(each % 3 for each in drawn)),
    texts=st.lists(st.binary(min_size=1, max_size=4).map(lambda drawn: bytes(each % 3 for each in drawn)), max_size=6),
    length=st.integers(1, 7),
)
def test_cells_are_found_in_order_however_the_sheet_falls_into_pieces(xml, texts, length):
    pieces = [xml[at : at + length] for at in range(0, len(xml), length)]
    at = 0
    for text in texts:
        at = xml.find(text, at) + len(text) if at >= 0 and text in xml[at:] else -1
    coming = iter(pieces)
    if at >= 0:
        proof._require_in_order(coming, "sheet1", texts)
    else:
        with pytest.raises(FileRefused, match="reads back otherwise"):
            proof._require_in_order(coming, "sheet1", texts)
    assert next(coming, None) is None


def test_of_thousands_of_cells_one_that_came_out_otherwise_is_found_by_the_proof(tmp_path, monkeypatch):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 601))
    book = workbook(tmp_path, sheet(rows))
    cells = {f"A{n}": f"text {n}" for n in range(1, 601)}
    really = sheet_splice.write_in_bulk

    def spoilt(*given, **options):
        bulk = really(*given, **options)
        bulk.pieces = [piece.replace(b"text 417<", b"text 471<") for piece in bulk.pieces]
        return bulk

    monkeypatch.setattr(sheet_splice, "write_in_bulk", spoilt)
    with pytest.raises(FileRefused, match="reads back otherwise"):
        splice(book, {"Sheet1": SheetEdit(cells)}, to=tmp_path / "new.xlsx")
    assert names(tmp_path) == ["book.xlsx"]


def test_two_writes_in_two_threads_leave_the_interpreter_as_it_was(tmp_path, monkeypatch):
    book = workbook(tmp_path, sheet(ROWS))
    first_is_in, second_is_in, first_is_out = (threading.Event() for _ in range(3))
    really, before = proof.prove, (sys.getswitchinterval(), gc.isenabled())

    def in_turn(old, path, expected):
        really(old, path, expected)
        if path.name == "first.xlsx":
            first_is_in.set()
            assert second_is_in.wait(20)
        else:
            second_is_in.set()
            assert first_is_out.wait(20)

    monkeypatch.setattr(sys.modules[splice.__module__], "prove", in_turn)
    first, second = (
        threading.Thread(target=splice, args=(book, {"Sheet1": SheetEdit({"A1": 2})}), kwargs={"to": tmp_path / name})
        for name in ("first.xlsx", "second.xlsx")
    )
    first.start()
    assert first_is_in.wait(20)
    second.start()
    first.join(20)
    first_is_out.set()
    second.join(20)
    assert (sys.getswitchinterval(), gc.isenabled()) == before

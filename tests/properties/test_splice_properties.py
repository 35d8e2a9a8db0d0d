"""What holds of the splice for any text, any date, any cell."""

import re
import tempfile
from datetime import date, datetime
from pathlib import Path
from unittest.mock import patch

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_parts import part, rows_of, sheet, workbook

from hmic_tracker.workbook import SheetEdit, bulk, sheet_packing, sheet_splice, splice
from hmic_tracker.workbook.cells import (
    MOST_COLUMNS,
    column_letters,
    column_number,
    escape,
    from_serial,
    serial,
    split_address,
    unescape,
)
from hmic_tracker.workbook.grid import read_workbook

WRITABLE = st.characters(
    exclude_categories=["Cs"],
    exclude_characters=[chr(n) for n in range(32) if n not in (9, 10, 13)] + ["\ufffe", "\uffff"],
)
TEXTS = st.one_of(
    st.text(WRITABLE, max_size=60),
    st.text(alphabet="_x0AaF5\r\n\t <>&'\"]", max_size=40),
    st.sampled_from(["_x000D_", "_x005F_x0041_", "]]>", "=1+1", " ", "\r\n", "x" * 32_767, "é" * 999]),
)
NUMBERS = st.one_of(
    st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
)
VALUES = st.one_of(TEXTS, NUMBERS, st.booleans(), st.none(), st.dates(date(1900, 3, 1), date(9999, 12, 31)))
# Numbers that are written in more than one way, and values that no cell holds.
ODD_VALUES = st.sampled_from(
    [-0.0, 0.0, 3.0, 1e15, -1e15, 1e-7, 1e300, 2**60, float("nan"), float("inf"), "\x01", "x" * 40_000]
)
COLUMNS, ROWS = st.integers(1, 30), st.integers(1, 12)
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.integers(1, MOST_COLUMNS))
def test_column_letters_come_back(number):
    assert column_number(column_letters(number)) == number


@given(st.text(WRITABLE | st.sampled_from("_x0123456789ABCDEF"), max_size=80))
def test_escaped_text_comes_back(text):
    assert unescape(escape(text)) == text


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)), st.booleans())
def test_dates_come_back_in_both_calendars(when, since_1904):
    if since_1904 and when < date(1904, 1, 1):
        return
    assert from_serial(serial(when, since_1904=since_1904), since_1904=since_1904).date() == when


@given(st.datetimes(datetime(1904, 1, 1), datetime(9999, 12, 30)), st.booleans())
def test_times_come_back_to_the_millisecond(when, since_1904):
    back = from_serial(serial(when, since_1904=since_1904), since_1904=since_1904)
    assert abs((back - when).total_seconds()) <= 0.001


@SLOW
@given(st.dictionaries(st.tuples(COLUMNS, ROWS), VALUES, min_size=1, max_size=25))
def test_what_was_written_reads_back(values):
    with tempfile.TemporaryDirectory() as folder:
        book = workbook(Path(folder), sheet('<row r="3"><c r="C3"><v>1</v></c><c r="F3" s="2"/></row>'))
        cells = {f"{column_letters(column)}{row}": value for (column, row), value in values.items()}
        new = Path(folder) / "new.xlsx"
        receipt = splice(book, {"Sheet1": SheetEdit(cells)}, to=new)
        assert receipt.refused == ()
        other = openpyxl.load_workbook(new)["Sheet1"]
        ours = read_workbook(new).grid_named("Sheet1")
        for where, value in cells.items():
            column, row = split_address(where)
            read = ours.value(row, column)
            theirs = other[where].value
            if isinstance(value, str):
                # openpyxl leaves the escapes of the file in inline text.
                assert unescape(theirs or "") == value
            elif isinstance(value, date):
                assert theirs.date() == value
            else:
                assert theirs == value
            if isinstance(value, date):
                assert (read.date() if isinstance(read, datetime) else read) == value
            else:
                assert read == value or (value == "" and read is None)


def cell_spans(rows):
    """Every cell of plain rows by its address, as it is written."""
    return {found[1]: found[0] for found in re.finditer(r'<c r="([A-Z]+\d+)".*?(?:/>|</c>)', rows)}


@st.composite
def sheets(draw):
    """Rows with gaps, cells with gaps, of every type: (rows, addresses)."""
    written = []
    for row in sorted(draw(st.sets(ROWS, max_size=6))):
        cells = "".join(
            f'<c r="{column_letters(column)}{row}"{style}{draw(st.sampled_from(CONTENTS))}'
            for column in sorted(draw(st.sets(COLUMNS, max_size=6)))
            for style in [draw(st.sampled_from(["", ' s="1"', ' s="2"']))]
        )
        spans = draw(st.sampled_from(["", ' spans="1:9"', ' ht="12"']))
        written.append(f'<row r="{row}"{spans}>{cells}</row>' if cells else f'<row r="{row}"{spans}/>')
    return "".join(written)


CONTENTS = (
    "/>",
    "></c>",
    "><v>1</v></c>",
    ' t="s"><v>0</v></c>',
    ' t="b"><v>1</v></c>',
    ' t="e"><v>#N/A</v></c>',
    "><f>1+1</f><v>2</v></c>",
    ' t="str"><f>"a"</f><v>a</v></c>',
    ' t="inlineStr"><is><t>a</t></is></c>',
)


@SLOW
@given(sheets(), st.dictionaries(st.tuples(COLUMNS, ROWS), VALUES, min_size=1, max_size=12), st.booleans())
def test_no_neighbour_ever_changes(rows, values, is_pretty):
    with tempfile.TemporaryDirectory() as folder:
        rows = rows.replace("<row", "\n  <row") if is_pretty else rows
        cells = {f"{column_letters(column)}{row}": value for (column, row), value in values.items()}
        book = workbook(Path(folder), sheet(rows))
        before = cell_spans(rows)
        splice(book, {"Sheet1": SheetEdit(cells)}, to=Path(folder) / "new.xlsx")
        after = cell_spans(rows_of(Path(folder) / "new.xlsx"))
        for where, text in before.items():
            if where not in cells:
                assert after.pop(where) == text
        assert set(after) <= set(cells)
        in_order = [split_address(where)[::-1] for where in cell_spans(rows_of(Path(folder) / "new.xlsx"))]
        assert in_order == sorted(in_order)


@SLOW
@given(sheets(), st.dictionaries(st.tuples(COLUMNS, ROWS), VALUES, min_size=1, max_size=12))
def test_writing_the_same_again_changes_nothing(rows, values):
    with tempfile.TemporaryDirectory() as folder:
        cells = {f"{column_letters(column)}{row}": value for (column, row), value in values.items()}
        book = workbook(Path(folder), sheet(rows))
        once, twice = Path(folder) / "once.xlsx", Path(folder) / "twice.xlsx"
        splice(book, {"Sheet1": SheetEdit(cells)}, to=once)
        splice(once, {"Sheet1": SheetEdit(cells)}, to=twice)
        assert once.read_bytes() == twice.read_bytes()


@SLOW
@given(sheets(), st.dictionaries(st.tuples(COLUMNS, ROWS), VALUES | ODD_VALUES, min_size=1, max_size=12))
def test_cells_written_together_come_out_as_cells_written_one_by_one(rows, values):
    with tempfile.TemporaryDirectory() as folder:
        cells = {f"{column_letters(column)}{row}": value for (column, row), value in values.items()}
        book = workbook(Path(folder), sheet(rows))
        apart, together = Path(folder) / "apart.xlsx", Path(folder) / "together.xlsx"
        with patch.object(sheet_splice, "WORTH_IT", 1_000):
            one = splice(book, {"Sheet1": SheetEdit(cells)}, to=apart)
        with (
            patch.object(sheet_splice, "WORTH_IT", 1),
            patch.object(sheet_splice, "LONG", 1),
            patch.object(sheet_packing, "LONG", 1),
            patch.object(bulk, "_PIECE", 60),
            patch.object(bulk, "_AT_ONCE", 2),
        ):
            other = splice(book, {"Sheet1": SheetEdit(cells)}, to=together)
        assert part(together) == part(apart)
        assert set(map(repr, other.written)) == set(map(repr, one.written))
        assert set(other.refused) == set(one.refused)

"""Addresses, dates, escapes and what no cell can hold."""

import re
from datetime import UTC, date, datetime

import pytest

from hmic_tracker.errors import CellRefused
from hmic_tracker.workbook.cells import (
    Area,
    Cached,
    Formula,
    column_letters,
    column_number,
    escape,
    from_serial,
    require_writable,
    serial,
    split_address,
    unescape,
)


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")])
def test_columns_have_letters_and_letters_columns(number, letters):
    assert column_letters(number) == letters
    assert column_number(letters) == number


@pytest.mark.parametrize("where", ["", "A0", "A1048577", "XFE1", "A1:B2", "1A", "Ä1", "A-1", "AAAA1"])
def test_what_is_no_cell_of_a_sheet_has_no_place(where):
    assert split_address(where) is None


def test_an_address_may_have_dollar_signs_and_small_letters():
    assert split_address("$b$12") == (2, 12)


@pytest.mark.parametrize(
    ("when", "since_1904", "number"),
    [
        (date(1900, 1, 1), False, 1),
        (date(1900, 2, 28), False, 59),
        (date(1900, 3, 1), False, 61),
        (date(2022, 3, 31), False, 44651),
        (date(1904, 1, 1), True, 0),
        (date(2022, 3, 31), True, 43189),
        (datetime(2022, 3, 31, 12), False, 44651.5),
    ],
)
def test_dates_are_counted_as_excel_counts_them(when, since_1904, number):
    assert serial(when, since_1904=since_1904) == number
    back = from_serial(number, since_1904=since_1904)
    assert back == when or back.date() == when


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("a\rb", "a_x000D_b"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("snake_xylophone", "snake_xylophone"),
    ],
)
def test_text_that_looks_like_an_escape_is_escaped(text, written):
    assert escape(text) == written
    assert unescape(written) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("x" * 32_768, "at most 32,767"),
        ("\N{POLICE CAR}" * 16_384, "at most 32,767"),
        ("bell \x07", "U+0007"),
        ("half \ud800", "U+D800"),
        ("\uffff", "U+FFFF"),
        (float("nan"), "not a number"),
        (float("-inf"), "not a number"),
        (2**53 + 1, "more digits"),
        (date(1899, 12, 30), "before the first day"),
        (datetime(2022, 1, 1, tzinfo=UTC), "time zone"),
        (Formula(""), "empty"),
        (Formula("A1", float("nan")), "not a number"),
        (Cached("x" * 32_768), "at most 32,767"),
        (object(), "cannot hold a object"),
        (b"bytes", "cannot hold a bytes"),
    ],
)
def test_what_no_cell_can_hold_is_refused_and_never_cut(value, words):
    with pytest.raises(CellRefused, match=re.escape(words)) as refused:
        require_writable(value, "Sheet1 B2")
    assert refused.value.advice


def test_the_longest_text_is_taken():
    require_writable("x" * 32_767, "B2")


def test_ranges_are_read_whole_columns_and_rows_too():
    assert Area.read("B2:D9") == Area(2, 2, 4, 9)
    assert Area.read("$D$9:$B$2") == Area(2, 2, 4, 9)
    assert Area.read("B:C") == Area(2, 1, 3, 1_048_576)
    assert Area.read("3:4") == Area(1, 3, 16_384, 4)
    assert Area.read("Sheet1!A1") is None

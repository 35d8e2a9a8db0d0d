from datetime import date

import pytest

from hmic_tracker.model.dates import read_when
from hmic_tracker.rules.conditions import ConditionError, free_point, point_of, points_of, read_condition

MARCH = date(2022, 3, 31)


def holds(cell: str, value: object) -> bool:
    return read_condition(cell).holds_for(points_of(value))


@pytest.mark.parametrize(
    ("cell", "fits", "does_not"),
    [
        ("", ["anything", 3, None, MARCH], []),
        ("-", ["anything", 3, None, MARCH], []),
        ("–", [None, "x"], []),
        ("Closed", ["Closed", "closed ", "CLOSED."], ["Superseded", None, 3]),
        ('"Closed"', ["Closed"], ["Superseded"]),
        ("“Closed”, 'Superseded'", ["Closed", "Superseded"], ["In progress"]),
        ("Closed, Superseded", ["Closed", "Superseded"], ["In progress", None]),
        ("closed,\n SUPERSEDED.", ["Closed", "Superseded"], ["In progress"]),
        ("Awaiting\xa0allocation", ["Awaiting allocation"], ["Awaiting"]),
        ("not(Closed)", ["In progress", 3], ["Closed", None]),
        ("NOT (Closed, Superseded)", ["In progress"], ["Closed", "Superseded", None]),
        ("!= Closed", ["In progress"], ["Closed", None]),
        ("≠ Closed", ["In progress"], ["Closed", None]),
        ("< 0", [-1, -0.5], [0, 1, None, "words", MARCH]),
        ("<0", [-1], [0]),
        ("<= 30", [30, -5], [30.5, None]),
        ("≤ 30", [30], [31]),
        ("=< 30", [30], [31]),
        ("> 5", [5.1, 6], [5, None]),
        (">= 15", [15, 16], [14]),
        ("≥ 15", [15], [14]),
        ("> -3", [-2], [-3]),
        ("> −3", [-2], [-3]),
        ("-3", [-3, "-3"], [3]),
        ("3", [3, 3.0, "3"], ["3a", None]),
        ("= 3", [3], [4]),
        ("[1..5]", [1, 5, 3], [0, 6, None]),
        ("(1..5]", [2, 5], [1]),
        ("]1..5]", [2, 5], [1]),
        ("[1..5)", [1, 4], [5]),
        ("[1..5[", [1, 4], [5]),
        ("]1..5[", [2], [1, 5]),
        ("[ -30 … 0 ]", [-30, 0], [1]),
        ("[1..5], 9, > 20", [3, 9, 21], [6, 20, None]),
        ("not([1..5])", [0, 6], [1, 5, None]),
        (">= 31/03/2022", [MARCH], [date(2022, 3, 30), 5, None]),
        ("< 1 April 2022", [MARCH], [date(2022, 4, 1)]),
        ("[01/03/2022..31/03/2022]", [MARCH], [date(2022, 4, 1)]),
        ("31/03/22", [MARCH], [date(2022, 4, 1), None]),
        ('>= date("2022-03-31")', [MARCH], [date(2022, 3, 30)]),
        ("blank", [None, "", ()], ["x", 0, MARCH]),
        ("Blank", [None], ["x"]),
        ("not(blank)", ["x", 0, MARCH], [None, "", ()]),
        ("blank, Red", [None, "Red"], ["Green"]),
        ("not(blank, Red)", ["Green"], [None, "Red"]),
        ("Yes", [True, "Yes", "TRUE"], [False, "No", None]),
        ("No", [False, "No"], [True]),
        ('"Harm, abuse and neglect", Custody', ["Harm, abuse and neglect", "custody"], ["Harm"]),
        ('"Harm, abuse and neglect" , Custody', ["Harm, abuse and neglect", "custody"], ["Harm"]),
        ('"blank"', ["blank"], [None]),
        ("Operation Larkspur (phase 2)", ["operation larkspur (phase 2)"], ["operation larkspur"]),
        ("Force's lead", ["Force’s lead"], ["Forces lead"]),
    ],
)
def test_a_cell_holds_for_what_it_says_and_for_nothing_else(cell: str, fits: list, does_not: list) -> None:
    assert [value for value in fits if not holds(cell, value)] == []
    assert [value for value in does_not if holds(cell, value)] == []


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("[0..", "the bracket is not closed"),
        ("[0..30", "the bracket is not closed"),
        ("0..30]", "the bracket is not closed"),
        ("[0, 30]", "an interval is two ends with two dots between, like [0..30]"),
        ("0..30", "an interval stands in brackets, like [0..30]"),
        ("[0..x]", "“x” is neither a number nor a date"),
        ("[0..31/03/2022]", "one end of the interval is a number and the other a date"),
        ("[March 2022..May 2022]", "“March 2022” is not one day"),
        ("< Closed", "“Closed” is neither a number nor a date"),
        ("<", "there is nothing to compare with"),
        ("Closed,", "a comma has nothing beside it"),
        (", Closed", "a comma has nothing beside it"),
        ("not()", "there is nothing in it"),
        ("not(Closed", "not(…) stands alone in its cell, and ends with a bracket"),
        ("not(Closed), Superseded", "not(…) stands alone in its cell, and ends with a bracket"),
        ("Superseded, not(Closed)", "not(…) stands alone in its cell"),
        ("not(-)", "- stands alone, without a sign or a comma"),
        ("Closed, -", "- stands alone, without a sign or a comma"),
        ("> blank", "“blank” is neither a number nor a date"),
        ('"Closed', "the quotation mark is not closed"),
        ('""', "the quotes hold nothing; write blank for a blank cell"),
        ("Closed, != Open", "“not equal” stands alone in its cell"),
    ],
)
def test_a_cell_that_is_no_condition_says_why(cell: str, why: str) -> None:
    with pytest.raises(ConditionError) as refused:
        read_condition(cell)
    assert str(refused.value) == why


def test_a_rough_date_counts_as_the_last_day_it_can_mean_and_tbc_as_none() -> None:
    assert point_of(read_when("May 2022")) == date(2022, 5, 31)
    assert point_of(read_when("TBC")) is None
    assert not holds("< 31/05/2022", read_when("May 2022"))


def test_of_a_list_any_one_entry_is_enough_and_not_means_none_of_them() -> None:
    assert holds("R-04", ("R-01", "R-04"))
    assert holds("R-04, R-11", ("R-01", "R-04"))
    assert holds("not(R-04)", ("R-01", "R-11"))
    assert not holds("not(R-04)", ("R-01", "R-04"))
    assert not holds("not(R-04)", ())


def test_a_day_typed_as_text_is_a_day_only_in_a_column_of_staffs_own() -> None:
    assert free_point("31/03/2022") == MARCH
    assert point_of("31/03/2022") == "31/03/2022"


@pytest.mark.parametrize(
    ("one", "other"),
    [("closed ,  superseded", "Superseded, Closed"), ("]1..5]", "(1 .. 5]"), ("=< 3", "≤3"), ('"Red"', "red")],
)
def test_two_cells_that_mean_the_same_have_one_normal_form(one: str, other: str) -> None:
    assert str(read_condition(one)) == str(read_condition(other))
    assert read_condition(one).points == read_condition(other).points

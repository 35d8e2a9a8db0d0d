"""Dates as people write them."""

from datetime import date, datetime

import pytest

from hmic_tracker.model.dates import Precision, When, add_months, end_of_month, read_when, say_date

NOTIFIED = date(2022, 3, 1)

# What is written | earliest | latest | precision. Years left out count from 1 March 2022.
WRITTEN = """
31/03/22 | 2022-03-31 | 2022-03-31 | day
31/03/2022 | 2022-03-31 | 2022-03-31 | day
4/5/22 | 2022-05-04 | 2022-05-04 | day
31.03.2022 | 2022-03-31 | 2022-03-31 | day
31-Mar-22 | 2022-03-31 | 2022-03-31 | day
31 March 2022 | 2022-03-31 | 2022-03-31 | day
31 March 2022. | 2022-03-31 | 2022-03-31 | day
31st March 2022 | 2022-03-31 | 2022-03-31 | day
the 31st of March 2022 | 2022-03-31 | 2022-03-31 | day
Thursday 31 March 2022 | 2022-03-31 | 2022-03-31 | day
Thurs 31st Mar 22 | 2022-03-31 | 2022-03-31 | day
March 31, 2022 | 2022-03-31 | 2022-03-31 | day
2022-03-31 | 2022-03-31 | 2022-03-31 | day
2022-03-31 00:00:00 | 2022-03-31 | 2022-03-31 | day
1 May ’22 | 2022-05-01 | 2022-05-01 | day
22 March | 2022-03-22 | 2022-03-22 | day
28 February | 2023-02-28 | 2023-02-28 | day
29 February | 2024-02-29 | 2024-02-29 | day
31 March 2022 (TBC) | 2022-03-31 | 2022-03-31 | day
by 31 May 2022 | 2022-05-31 | 2022-05-31 | day
W/C 4 April 2022 | 2022-04-04 | 2022-04-10 | week
w/c 4 April | 2022-04-04 | 2022-04-10 | week
week commencing Monday 4th April 2022 | 2022-04-04 | 2022-04-10 | week
w/e 8 April 2022 | 2022-04-02 | 2022-04-08 | week
March 22 | 2022-03-01 | 2022-03-31 | month
Mar-22 | 2022-03-01 | 2022-03-31 | month
May 2022, date TBC | 2022-05-01 | 2022-05-31 | month
May 2022 - dates to be confirmed | 2022-05-01 | 2022-05-31 | month
early May 2022 | 2022-05-01 | 2022-05-31 | month
mid-May 2022 | 2022-05-01 | 2022-05-31 | month
end of May 2022 | 2022-05-01 | 2022-05-31 | month
early to mid May 2022 | 2022-05-01 | 2022-05-31 | month
May | 2022-05-01 | 2022-05-31 | month
February | 2023-02-01 | 2023-02-28 | month
04/2022 | 2022-04-01 | 2022-04-30 | month
Q1 2022/23 | 2022-04-01 | 2022-06-30 | quarter
Q4 2022-23 | 2023-01-01 | 2023-03-31 | quarter
Q1 2022 | 2022-01-01 | 2022-03-31 | quarter
the first quarter of 2022 | 2022-01-01 | 2022-03-31 | quarter
Spring 2022 | 2022-03-01 | 2022-05-31 | season
summer 2022 | 2022-06-01 | 2022-08-31 | season
autumn | 2022-09-01 | 2022-11-30 | season
winter 2022 | 2022-12-01 | 2023-02-28 | season
Winter 2023/24 | 2023-12-01 | 2024-02-29 | season
2022 | 2022-01-01 | 2022-12-31 | year
late 2022 | 2022-01-01 | 2022-12-31 | year
2022/23 | 2022-04-01 | 2023-03-31 | year
financial year 2022/23 | 2022-04-01 | 2023-03-31 | year
4 to 8 April 2022 | 2022-04-04 | 2022-04-08 | range
4 – 8 April 2022 | 2022-04-04 | 2022-04-08 | range
28 March to 1 April 2022 | 2022-03-28 | 2022-04-01 | range
28 December 2022 to 3 January | 2022-12-28 | 2023-01-03 | range
28 December to 3 January 2023 | 2022-12-28 | 2023-01-03 | range
10/11/22-12/11/22 | 2022-11-10 | 2022-11-12 | range
between 4 and 8 April 2022 | 2022-04-04 | 2022-04-08 | range
April/May 2022 | 2022-04-01 | 2022-05-31 | range
April to June 2022 | 2022-04-01 | 2022-06-30 | range
December to February 2023 | 2022-12-01 | 2023-02-28 | range
autumn/winter 2022 | 2022-09-01 | 2023-02-28 | range
"""

NO_DATE = """
31/02/2022
13/13/2022
2022-13-01
3/31/2022
03/22
22/23
2022/24
Monday 31 March 2022
30 to 31 April 2022
8 to 4 April 2022
44651
soon
n/a
Q1
next week
after the election
"""


def _table(text: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines()]


@pytest.mark.parametrize(("words", "earliest", "latest", "precision"), _table(WRITTEN))
def test_words_give_their_days_and_precision(words: str, earliest: str, latest: str, precision: str) -> None:
    when = read_when(words, on_or_after=NOTIFIED)
    assert when is not None
    assert (str(when.earliest), str(when.latest), when.precision.value) == (earliest, latest, precision)


@pytest.mark.parametrize("words", NO_DATE.strip().splitlines())
def test_what_is_impossible_or_can_be_read_two_ways_stays_words(words: str) -> None:
    when = read_when(words, on_or_after=NOTIFIED)
    assert when == When(None, None, Precision.WORDS, words)


@pytest.mark.parametrize(
    "words", ["TBC", "tba.", "To be confirmed", "T.B.C.", "not known", "Date TBC", "date to be confirmed", "Unknown"]
)
def test_to_be_confirmed_keeps_its_words(words: str) -> None:
    when = read_when(words)
    assert when == When(None, None, Precision.TBC, words)
    assert str(when) == words


def test_a_blank_is_nothing() -> None:
    for blank in (None, "", "   ", "\u00a0", float("nan")):
        assert read_when(blank) is None


def test_real_dates_are_themselves() -> None:
    assert read_when(date(2022, 3, 31)) == When.on(date(2022, 3, 31))
    assert read_when(datetime(2022, 3, 31, 23, 59)) == When.on(date(2022, 3, 31))


def test_a_number_is_no_date_but_may_be_a_year() -> None:
    for number in (44651, 44651.5, 3.2022, 0, -1, True):
        found = read_when(number)
        assert found is not None
        assert found.precision is Precision.WORDS
    year = read_when(2022.0)
    assert year is not None
    assert (year.precision, str(year)) == (Precision.YEAR, "2022")


def test_a_year_left_out_is_assumed_and_said() -> None:
    when = read_when("w/c 4 April", on_or_after=date(2022, 4, 20))
    assert when is not None
    assert when.earliest == date(2023, 4, 4)
    assert when.assumption == "The year is taken to be 2023, the first on or after 20 April 2022."


def test_without_a_day_to_count_from_a_year_left_out_stays_words() -> None:
    when = read_when("22 March")
    assert when == When(None, None, Precision.WORDS, "22 March")


def test_a_month_that_has_begun_is_this_year_s() -> None:
    when = read_when("March", on_or_after=date(2022, 3, 31))
    assert when is not None
    assert when.latest == date(2022, 3, 31)


def test_an_unconfirmed_date_says_so() -> None:
    when = read_when("May 2022, date TBC")
    assert when is not None
    assert (str(when), when.assumption) == ("May 2022, date TBC", "The date is still to be confirmed.")


def test_odd_spaces_and_quotes_change_nothing() -> None:
    assert read_when("\u00a031\u00a0 March\u202f2022 ") == When.on(date(2022, 3, 31))
    assert read_when("“31 March 2022”") == When.on(date(2022, 3, 31))


def test_an_imprecise_date_prints_its_own_words_and_an_exact_one_the_date() -> None:
    assert str(read_when("W/C 4 April 2022")) == "W/C 4 April 2022"
    assert str(read_when("31/03/22")) == "31 March 2022"
    assert str(When(date(2022, 4, 1), date(2022, 6, 30), Precision.QUARTER)) == "1 April 2022 to 30 June 2022"
    assert str(When(None, None, Precision.TBC)) == "to be confirmed"


def test_it_is_past_only_after_the_latest_day_it_can_mean() -> None:
    spring = read_when("spring 2022")
    assert spring is not None
    assert not spring.is_past(date(2022, 5, 31))
    assert spring.is_past(date(2022, 6, 1))
    tbc = read_when("TBC")
    assert tbc is not None
    assert not tbc.is_past(date(2999, 1, 1))


def test_they_sort_by_the_earliest_day_and_unknown_ones_last() -> None:
    written = ["TBC", "autumn 2022", "31 March 2022", "Q2 2022", "March 2022"]
    whens = [when for when in map(read_when, written) if when]
    assert [str(when) for when in sorted(whens, key=lambda when: when.sort_key)] == [
        "March 2022",
        "31 March 2022",
        "Q2 2022",
        "autumn 2022",
        "TBC",
    ]


def test_day_and_last_day() -> None:
    exact, month = read_when("31/03/22"), read_when("May 2022")
    assert exact is not None
    assert month is not None
    assert (exact.is_exact, exact.day, exact.last_day) == (True, date(2022, 3, 31), date(2022, 3, 31))
    assert (month.is_exact, month.is_known, month.day, month.last_day) == (False, True, None, date(2022, 5, 31))


def test_a_when_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="comes after"):
        When(date(2022, 2, 1), date(2022, 1, 1), Precision.RANGE)
    with pytest.raises(ValueError, match="or neither"):
        When(date(2022, 2, 1), None, Precision.MONTH)
    with pytest.raises(ValueError, match="precision"):
        When(None, None, Precision.MONTH)
    with pytest.raises(ValueError, match="one day"):
        When(date(2022, 2, 1), date(2022, 2, 2), Precision.DAY)


def test_month_arithmetic_keeps_to_the_month() -> None:
    assert add_months(date(2022, 8, 31), 6) == date(2023, 2, 28)
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert add_months(date(2022, 3, 31), -1) == date(2022, 2, 28)
    assert add_months(date(2022, 1, 15), 24) == date(2024, 1, 15)
    assert end_of_month(date(2024, 2, 3)) == date(2024, 2, 29)


def test_a_date_is_said_without_a_leading_zero() -> None:
    assert say_date(date(2022, 5, 4)) == "4 May 2022"


def test_a_pasted_paragraph_is_words_and_takes_no_time() -> None:
    for pasted in ("4 April and " * 9 + "8 May", "early " * 40 + "May 2022", "4 to 8 April 2022, " * 500):
        when = read_when(pasted, on_or_after=NOTIFIED)
        assert when is not None
        assert when.precision is Precision.WORDS

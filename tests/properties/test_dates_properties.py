"""What holds of every date and of every text."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hmic_tracker.model.dates import When, add_months, end_of_month, read_when, say_date
from hmic_tracker.model.when import MONTHS
from hmic_tracker.rules.deadlines import read_deadlines
from hmic_tracker.rules.working_days import add_working_days, is_working_day, last_working_day_before

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
words = (
    "By Within six months May 2022 31 the Home Office forces should , . ; : and immediately review TBC W/C Q1 "
    "2022/23 spring - to 4/5/22 of publication at least annually no later than within end \n •"
)
word = st.sampled_from(words.split(" "))


@given(days)
def test_a_date_is_read_back_from_its_words(day: date) -> None:
    assert read_when(say_date(day)) == When.on(day)
    assert read_when(str(When.on(day))) == When.on(day)


@given(days, st.sampled_from(["%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_numbers_are_read_day_first(day: date, form: str) -> None:
    assert read_when(day.strftime(form)) == When.on(day)


@given(days)
def test_a_month_is_never_a_day(day: date) -> None:
    month = MONTHS[day.month - 1]
    for words in (f"{month} {day.year}", f"{month} {day.year % 100:02d}"):
        when = read_when(words)
        assert when is not None
        assert (when.earliest, when.latest) == (day.replace(day=1), end_of_month(day))


@given(days, st.integers(-240, 240))
def test_adding_months_lands_in_that_month_and_never_on_a_later_day(day: date, months: int) -> None:
    later = add_months(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == min(day.day, end_of_month(later).day)


# The years that are read end with 2099, so that one left out in its last years may be none of them.
@given(days, st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_year_left_out_is_the_first_that_fits(day: date, on_or_after: date) -> None:
    when = read_when(f"{day.day} {MONTHS[day.month - 1]}", on_or_after=on_or_after)
    assert when is not None
    assert when.day is not None
    assert (when.day.month, when.day.day) == (day.month, day.day)
    assert on_or_after <= when.day < add_months(on_or_after, 12 * 8 + 1)
    if (day.month, day.day) != (2, 29):
        assert when.day < add_months(on_or_after, 12) + timedelta(days=1)


@given(st.text(max_size=60))
def test_any_text_is_read_without_complaint(text: str) -> None:
    when = read_when(text, on_or_after=date(2022, 3, 1))
    assert when is None or str(when)
    assert isinstance(read_deadlines(text, published=date(2022, 2, 24)), tuple)


@given(st.lists(word, max_size=14).map(" ".join))
def test_a_phrase_stands_where_it_says_it_does(text: str) -> None:
    found = read_deadlines(text, published=date(2022, 2, 24), grace_days=7)
    for deadline in found:
        assert text[deadline.start : deadline.start + len(deadline.phrase)] == deadline.phrase
        assert deadline.phrase.strip()
    assert [d.start for d in found] == sorted(d.start for d in found)


@given(days, st.integers(1, 40))
def test_adding_working_days_passes_that_many(day: date, number: int) -> None:
    end = add_working_days(day, number)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(each) for each in between) == number
    assert is_working_day(end)
    assert is_working_day(last_working_day_before(day))
    assert last_working_day_before(day) < day


def test_neither_time_zone_nor_locale_changes_a_reading() -> None:
    script = (
        "import locale, contextlib\n"
        "with contextlib.suppress(locale.Error): locale.setlocale(locale.LC_ALL, '')\n"
        "from datetime import date\n"
        "from hmic_tracker.model.dates import read_when, say_date\n"
        "from hmic_tracker.rules.deadlines import read_deadlines\n"
        "print(repr(read_when('31 March 2022')), say_date(date(2022, 5, 4)))\n"
        "print(read_deadlines('Within ten working days, the force should stop. By MAI or by May 2022, "
        "forces should start.', published=date(2022, 2, 24)))\n"
    )
    root = Path(__file__).resolve().parents[2]
    said = set()
    for zone, language in (
        ("Pacific/Kiritimati", "C"),
        ("Etc/GMT+12", "de_DE.UTF-8"),
        ("Europe/London", "tr_TR.UTF-8"),
    ):
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "LANG": language, "PYTHONPATH": str(root)}
        run = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, cwd=root
        )
        said.add(run.stdout)
    assert len(said) == 1
    assert "4 May 2022" in said.pop()

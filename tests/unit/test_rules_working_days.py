"""Working days, and the response under section 55."""

from datetime import date

import pytest

from hmic_tracker.errors import SettingsUnusable
from hmic_tracker.rules.section_55 import alert_days, response_due
from hmic_tracker.rules.working_days import add_working_days, is_working_day, last_working_day_before


def test_weekends_and_bank_holidays_are_no_working_days() -> None:
    assert is_working_day(date(2022, 12, 23))
    assert not is_working_day(date(2022, 12, 24))
    assert not is_working_day(date(2022, 12, 27)), "the substitute for Christmas Day on a Sunday"
    assert not is_working_day(date(2022, 6, 3)), "a bank holiday of that year alone"


def test_each_division_has_its_own_bank_holidays() -> None:
    st_andrew, st_patrick = date(2022, 11, 30), date(2022, 3, 17)
    assert is_working_day(st_andrew, "England and Wales")
    assert not is_working_day(st_andrew, "Scotland")
    assert not is_working_day(st_patrick, " northern  ireland ")


def test_an_unknown_division_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(SettingsUnusable, match="England and Wales; Scotland; Northern Ireland") as refused:
        is_working_day(date(2022, 3, 17), "Yorkshire")
    assert refused.value.message == "'Yorkshire' is no division of the United Kingdom with its own bank holidays."


def test_the_last_working_day_before_skips_christmas() -> None:
    assert last_working_day_before(date(2022, 12, 28)) == date(2022, 12, 23)
    assert last_working_day_before(date(2022, 12, 23)) == date(2022, 12, 22)
    assert last_working_day_before(date(2023, 1, 3)) == date(2022, 12, 30)


def test_working_days_are_added_from_the_day_after() -> None:
    assert add_working_days(date(2022, 2, 24), 20) == date(2022, 3, 24)
    assert add_working_days(date(2022, 12, 23), 1) == date(2022, 12, 28)
    assert add_working_days(date(2022, 12, 25), 0) == date(2022, 12, 25)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2022, 12, 25), -1)


def test_the_response_is_due_55_days_after_publication_and_never_moves() -> None:
    assert response_due(date(2022, 11, 2)) == date(2022, 12, 27), "a bank holiday"
    assert response_due(date(2022, 2, 24)) == date(2022, 4, 20)


def test_alerts_come_on_working_days_and_on_the_last_one_before() -> None:
    # 17 December 2022 is a Saturday; 27 December follows two bank holidays and a weekend.
    assert alert_days(date(2022, 12, 27), (10, 6)) == (date(2022, 12, 16), date(2022, 12, 21), date(2022, 12, 23))


def test_an_alert_that_falls_on_the_last_working_day_comes_once() -> None:
    assert alert_days(date(2022, 4, 20), (1,)) == (date(2022, 4, 19),)
    assert alert_days(date(2022, 4, 20), ()) == (date(2022, 4, 19),)

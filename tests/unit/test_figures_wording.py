from datetime import date

import pytest

from hmic_tracker.figures.wording import join_words, on_day, say_count, say_day, say_most, say_number, sentence
from hmic_tracker.model.dates import read_when


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no"), (1, "one"), (5, "five"), (12, "twelve"), (13, "13"), (1204, "1,204")],
)
def test_numbers_are_words_up_to_twelve(number: int, words: str) -> None:
    assert say_number(number) == words


@pytest.mark.parametrize(
    ("number", "noun", "verb", "words"),
    [
        (1, "inspection", "has", "one inspection has"),
        (2, "inspection", "has", "two inspections have"),
        (0, "report", "is", "no reports are"),
        (3, "area for improvement", "", "three areas for improvement"),
        (2, "cause of concern", "", "two causes of concern"),
        (2, "copy", "was", "two copies were"),
    ],
)
def test_nouns_and_verbs_follow_their_number(number: int, noun: str, verb: str, words: str) -> None:
    assert say_count(number, noun, verb) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], ""),
        (["Northshire"], "Northshire"),
        (["Northshire", "Kent"], "Northshire and Kent"),
        (["Northshire", "Kent", "Ash"], "Northshire, Kent and Ash"),
        (["Eastmoor and Vale", "Kent"], "Eastmoor and Vale, and Kent"),
        (["Ash", "Kent", "Eastmoor and Vale"], "Ash, Kent, and Eastmoor and Vale"),
        (["Health, care and housing", "Probation"], "Health, care and housing; and Probation"),
    ],
)
def test_a_list_keeps_each_name_whole(parts: list[str], words: str) -> None:
    assert join_words(parts) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (date(2022, 4, 8), "on 8 April 2022"),
        ("April 2022", "in April 2022"),
        ("Autumn 2022", "in Autumn 2022"),
        ("Q1 2022/23", "in Q1 2022/23"),
        ("2023", "in 2023"),
        ("W/C 4 April 2022", "W/C 4 April 2022"),
        ("May 2022, date TBC", "in May 2022, date TBC"),
        ("April", "in April"),
        ("mid-June 2022", "in mid-June 2022"),
        ("summer", "in summer"),
        ("late 2022", "in late 2022"),
        ("early autumn 2022", "in early autumn 2022"),
        ("TBC", "TBC"),
        (None, ""),
    ],
)
def test_imprecise_dates_keep_their_own_words(written: object, words: str) -> None:
    assert on_day(read_when(written)) == words


def test_a_day_has_no_leading_nought_and_no_machine_language() -> None:
    assert say_day(date(2022, 3, 1)) == "1 March 2022"


def test_a_sentence_has_one_capital_and_one_stop() -> None:
    assert [sentence("nothing is due"), sentence("Is it?"), sentence("Done."), sentence(" ")] == [
        "Nothing is due.", "Is it?", "Done.", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"Crime": 4, "People": 1}, "Crime has the most, four"),
        ({"Crime": 2, "People": 2, "Standards": 1}, "Crime and People have the most, two each"),
        ({"Crime": 2, "People": 2}, ""),
        ({"Crime": 0, "People": 0}, ""),
        ({"Crime": 3}, ""),
        ({}, ""),
    ],
)
def test_of_several_with_as_many_none_alone_has_the_most(numbers: dict[str, int], words: str) -> None:
    assert say_most(numbers) == words

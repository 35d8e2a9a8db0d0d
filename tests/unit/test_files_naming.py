"""File names that every system takes."""

import pytest

from hmic_tracker.files import each_apart, safe_words


@pytest.mark.parametrize(("typed", "made"), [
    ("Criminal justice", "Criminal justice"),
    ('Roads / rail: "A*"?', "Roads rail A"),
    ("..\\..\\etc", ".. .. etc"),
    ("Ends with a stop. ", "Ends with a stop"),
    ("Two\nlines\tand\x00more", "Two lines and more"),
    ("Heddlu Tŷ Gŵyr", "Heddlu Tŷ Gŵyr"),
    ("\u202egpj.exe", "gpj.exe"),
    ("???", "unnamed"),
    ("", "unnamed"),
])  # fmt: skip
def test_words_as_part_of_a_name(typed: str, made: str) -> None:
    assert safe_words(typed) == made


def test_a_long_name_is_cut_within_a_systems_limit_and_no_character_is_halved() -> None:
    made = safe_words("👮" * 200)
    assert len(made.encode()) <= 100
    assert set(made) == {"👮"}


def test_names_that_differ_only_in_capitals_are_kept_apart() -> None:
    assert each_apart(["Crime", "crime", "Roads", "CRIME"]) == ["Crime", "crime 2", "Roads", "CRIME 3"]

"""What a cell says, however it was typed; what cannot be understood is a problem with a place."""

from datetime import date, datetime, time

import pytest

from hmic_tracker.register.cell_values import as_text, read_cell
from hmic_tracker.register.declare import Column, Kind
from hmic_tracker.register.words import make_vocabularies, tidy
from hmic_tracker.workbook.grid import CellError

WORDS = make_vocabularies()


def read(kind: Kind, value: object, *, words: str = "", heading: str = "Heading", on_or_after: date | None = None):
    return read_cell(Column(heading, kind, "", words=words), value, WORDS, on_or_after=on_or_after)


@pytest.mark.parametrize(("typed", "said"), [
    ("31/03/22", "31 March 2022"), ("31 March 2022", "31 March 2022"), ("31st March 2022.", "31 March 2022"),
    (date(2022, 3, 31), "31 March 2022"), (datetime(2022, 3, 31, 9, 30), "31 March 2022"), ("\u00a031.3.2022 ", "31 March 2022"),
    ("March 22", "March 22"), ("TBC", "TBC"), ("May 2022, date TBC", "May 2022, date TBC"), (2022, "2022"),
])  # fmt: skip
def test_a_date_is_read_as_officers_write_it(typed: object, said: str) -> None:
    reading = read(Kind.DATE, typed)
    assert (str(reading.value), reading.code) == (said, "")


@pytest.mark.parametrize("typed", ["31/02/2022", "soon", 44651, True, time(9, 30), "x" * 40_000])
def test_what_is_no_date_is_a_problem_and_not_a_guess(typed: object) -> None:
    reading = read(Kind.DATE, typed)
    assert (reading.value, reading.code) == (None, "cell-not-a-date")
    assert len(reading.facts["value"]) <= 80


def test_words_are_kept_where_a_column_takes_words() -> None:
    assert str(read(Kind.WHEN, "W/C 4 April 2022").value) == "W/C 4 April 2022"
    assert str(read(Kind.WHEN, "when the moon is full").value) == "when the moon is full"


@pytest.mark.parametrize(("typed", "number"), [
    (3, 3.0), ("3", 3.0), (" 3 ", 3.0), ("3.0", 3.0), ("-1", -1.0), ("1,200", 1200.0), ("\u00a04", 4.0), (2.5, 2.5),
])  # fmt: skip
def test_a_number_may_be_typed_as_text(typed: object, number: float) -> None:
    assert read(Kind.NUMBER, typed).value == number


@pytest.mark.parametrize(
    "typed", ["high", "nan", "inf", "1_000", "3 or 4", "1,5", True, date(2022, 3, 4), "9" * 400, "²"]
)
def test_what_is_no_number_is_a_problem(typed: object) -> None:
    reading = read(Kind.NUMBER, typed)
    assert (reading.value, reading.code) == (None, "cell-not-a-number")


@pytest.mark.parametrize("typed", ["Yes", "y", "YES.", "TRUE", True, "x", "X", 1, 1.0, "✓", " yes\u00a0"])
def test_yes_in_all_its_forms(typed: object) -> None:
    assert read(Kind.YES_NO, typed).value is True


@pytest.mark.parametrize("typed", ["No", "n", "no.", "FALSE", False, 0, "0"])
def test_no_in_all_its_forms(typed: object) -> None:
    assert read(Kind.YES_NO, typed).value is False


def test_neither_yes_nor_no_is_a_problem() -> None:
    assert read(Kind.YES_NO, "perhaps").code == "cell-not-yes-no"
    assert read(Kind.YES_NO, "   ").value is None


@pytest.mark.parametrize(
    "typed",
    [
        "Awaiting HMICFRS sign-off",
        "awaiting hmicfrs SIGN-OFF.",
        " Awaiting  HMICFRS sign‑off",
        "Awaiting HMICFRS\nsignoff",
    ],
)
def test_a_choice_is_known_in_another_case_or_with_a_stray_stop(typed: str) -> None:
    assert read(Kind.CHOICE, typed, words="Status").value == "Awaiting HMICFRS sign-off"


@pytest.mark.parametrize(
    ("words", "typed", "meant"),
    [
        ("Kind", "AFI", "Area for improvement"),
        ("Kind", "CoC.", "Cause of concern"),
        ("Programme", "JTAI", "Joint targeted area inspection"),
        ("Programme", "National Thematic", "National thematic inspection"),
        ("Response kind", "Section 55 response", "Section 55"),
        ("Narrative section", "Purpose of report", "Purpose"),
        ("Narrative section", "PEEL inspection", "PEEL"),
        ("Narrative section", "Background papers", "Background documents"),
    ],
)
def test_a_choice_is_known_by_the_short_form_that_everybody_types(words: str, typed: str, meant: str) -> None:
    reading = read(Kind.CHOICE, typed, words=words)
    assert (reading.value, reading.code) == (meant, "")


def test_a_short_form_that_staff_made_a_word_of_their_own_is_theirs() -> None:
    theirs = make_vocabularies([("Programme", "JTAI", "Ours", None), ("Programme", "Custody", "Cells", None)])
    assert theirs.canonical("Programme", "jtai") == "JTAI"
    kept = make_vocabularies([("Programme", "Joint targeted area inspection", "As we say it", None)])
    assert kept.canonical("Programme", "jtai") == "Joint targeted area inspection"


def test_a_scale_of_grades_is_whatever_it_is_called() -> None:
    reading = read(Kind.CHOICE, " Five-point, 2025 ", words="Grade scale")
    assert (reading.value, reading.code) == ("Five-point, 2025", "")


def test_an_unknown_status_must_be_fixed_and_the_nearest_word_is_offered() -> None:
    reading = read(Kind.CHOICE, "Closd", words="Status", heading="Status")
    assert (reading.value, reading.code) == ("", "status-unknown")
    assert reading.facts["nearest"] == " Did you mean “Closed”?"


def test_a_word_that_staff_may_add_is_kept_and_a_closed_one_is_not() -> None:
    programme = read(Kind.CHOICE, "Dip sample ", words="Programme")
    marking = read(Kind.CHOICE, "SECRET", words="Marking")
    assert (programme.value, programme.code) == ("Dip sample", "word-unknown")
    assert (marking.value, marking.code) == ("", "word-unknown")


@pytest.mark.parametrize(
    ("typed", "word"), [("y", "Yes"), (True, "Yes"), ("no.", "No"), ("to be decided", "To be decided")]
)
def test_a_choice_of_yes_and_no_takes_their_short_forms(typed: object, word: str) -> None:
    assert read(Kind.CHOICE, typed, words="For this force").value == word


def test_a_list_is_split_on_semicolons_and_line_breaks_alone() -> None:
    typed = "Chief constables, and commissioners ; College of Policing;;\nNorthshire and Vale"
    assert read(Kind.LIST, typed).value == (
        "Chief constables, and commissioners",
        "College of Policing",
        "Northshire and Vale",
    )


@pytest.mark.parametrize(("typed", "text"), [
    (8, "8"), (8.0, "8"), ("08", "08"), (0.1 + 0.2, "0.3"), ("\u00a0AFI 7\u200b ", "AFI 7"), (date(2022, 4, 3), "3 April 2022"),
])  # fmt: skip
def test_text_is_what_a_person_sees(typed: object, text: str) -> None:
    assert read(Kind.TEXT, typed).value == text
    assert as_text(None) == ""


def test_a_long_text_is_kept_to_the_character_unless_it_is_only_space() -> None:
    text = "  Within six months,\n“the force” should…\t\u00a0 "
    assert read(Kind.LONG_TEXT, text).value == text
    assert read(Kind.LONG_TEXT, " \u00a0\n").value == ""


@pytest.mark.parametrize("kind", list(Kind))
def test_a_formula_that_shows_an_error_is_a_problem_in_any_column(kind: Kind) -> None:
    reading = read(kind, CellError("#REF!"), words="Status")
    assert (reading.code, reading.facts["value"]) == ("cell-formula-error", "#REF!")
    assert not reading.value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cus\u200btody \ufeff log", "Custody log"),
        ("Cus\u200dtody\u200c", "Custody"),
        ("Caf\u00e9\u200ds and a\u200d\u00e9", "Caf\u00e9s and a\u00e9"),
        ("\U0001f469\u200d\U0001f692 crew", "\U0001f469\u200d\U0001f692 crew"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0646", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0646"),
    ],
)
def test_what_nobody_sees_is_taken_out_but_for_joiners_within_an_emoji_or_a_script(typed: str, kept: str) -> None:
    assert tidy(typed) == kept

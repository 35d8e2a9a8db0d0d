from datetime import date
from pathlib import Path

import pytest
from sheets import make_register, make_risk_register

from hmic_tracker.model.rating import Rag, Rating
from hmic_tracker.rules.overrides import missing_from, overrides_in_force
from hmic_tracker.rules.ratings import rate

RECOMMENDATIONS = """
    | Ref      | Recommendation | Status      | Number | Force target date |
    | WMP-0001 | Review it      | In progress | 1      | 2022-06-30        |
"""
UPDATES = "| Ref | Date | Update |\n| WMP-0001 | 2022-02-20 | done |"
HEADINGS = "| Ref | RAG | Reason | By | From | Until |"
WHOLE = "| WMP-0001 | Red | The supplier has failed. | ACC Bryn Hale | 2022-03-01 | 2022-04-30 |"


def rated(tmp_path: Path, *rows: str, as_at: date = date(2022, 3, 31)) -> Rating:
    register = make_register(tmp_path, RECOMMENDATIONS, Updates=UPDATES, Overrides="\n".join((HEADINGS, *rows)))
    (rating,) = rate(register, make_risk_register(tmp_path), as_at=as_at)
    return rating


def test_both_colours_are_shown_with_reason_author_and_end(tmp_path: Path) -> None:
    rating = rated(tmp_path, WHOLE)
    assert (rating.rag, rating.calculated_rag, rating.rule) == (Rag.RED, Rag.GREEN, "On course")
    assert rating.reason == (
        "Override by ACC Bryn Hale until 30 April 2022: The supplier has failed (calculated: Green, due 30 June 2022)."
    )
    assert rating.calculated_reason == "Due 30 June 2022."
    assert rating.override is not None and rating.override.by == "ACC Bryn Hale"
    assert (rating.calculated["RAG"], rating.calculated["RAG rule"]) == ("Red", "Override")


@pytest.mark.parametrize(
    ("as_at", "colour"),
    [
        (date(2022, 2, 28), Rag.GREEN),
        (date(2022, 3, 1), Rag.RED),
        (date(2022, 4, 30), Rag.RED),
        (date(2022, 5, 1), Rag.GREEN),
    ],
)
def test_it_counts_from_its_first_day_to_its_last(tmp_path: Path, as_at: date, colour: Rag) -> None:
    rating = rated(tmp_path, WHOLE, as_at=as_at)
    assert rating.rag == colour
    assert (rating.override is None) == (colour is Rag.GREEN)


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ("| WMP-0001 | | Failed | ACC Hale | 2022-03-01 | 2022-04-30 |", ("colour",)),
        ("| WMP-0001 | Mauve | Failed | ACC Hale | 2022-03-01 | 2022-04-30 |", ("colour",)),
        ("| WMP-0001 | Not rated | Failed | ACC Hale | 2022-03-01 | 2022-04-30 |", ("colour",)),
        ("| WMP-0001 | Red | | ACC Hale | 2022-03-01 | 2022-04-30 |", ("reason",)),
        ("| WMP-0001 | Red | Failed | | 2022-03-01 | 2022-04-30 |", ("author",)),
        ("| WMP-0001 | Red | Failed | ACC Hale | 2022-03-01 | |", ("end",)),
        ("| WMP-0001 | Red | Failed | ACC Hale | 2022-03-01 | TBC |", ("end",)),
        ("| WMP-0001 | Red | Failed | ACC Hale | sometime | 2022-04-30 |", ("usable start",)),
        ("| WMP-0001 | Red | | | | |", ("reason", "author", "end")),
    ],
)
def test_one_that_lacks_something_is_ignored(tmp_path: Path, row: str, missing: tuple[str, ...]) -> None:
    rating = rated(tmp_path, row)
    assert (rating.rag, rating.override) == (Rag.GREEN, None)
    register = make_register(tmp_path, RECOMMENDATIONS, Overrides=f"{HEADINGS}\n{row}")
    assert missing_from(register.overrides.rows[0]) == missing


def test_a_blank_start_is_from_the_beginning_and_a_rough_end_its_last_day(tmp_path: Path) -> None:
    row = "| wmp-0001 | Red | Failed | ACC Hale | | March 2022 |"
    assert rated(tmp_path, row).rag == Rag.RED
    assert rated(tmp_path, row, as_at=date(2022, 4, 1)).rag == Rag.GREEN


def test_of_several_the_one_that_began_last_counts_then_the_lower_row(tmp_path: Path) -> None:
    amber = "| WMP-0001 | Amber | Better | ACC Hale | 2022-03-15 | 2022-04-30 |"
    blue = "| WMP-0001 | Blue | Done | ACC Hale | 2022-03-15 | 2022-04-30 |"
    assert rated(tmp_path, amber, WHOLE).rag == Rag.AMBER
    assert rated(tmp_path, amber, blue, WHOLE).rag == Rag.BLUE


def test_the_row_of_the_override_is_known(tmp_path: Path) -> None:
    register = make_register(tmp_path, RECOMMENDATIONS, Overrides=f"{HEADINGS}\n{WHOLE}")
    (found,) = overrides_in_force(register, date(2022, 3, 31)).values()
    assert found.row.number == 2

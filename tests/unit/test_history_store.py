from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from records import DATABASES, record_at

from hmic_tracker.errors import HistoryUnusable
from hmic_tracker.history.movement import Otherwise, difference, gone, movement
from hmic_tracker.history.store import History, Paper, open_history
from hmic_tracker.model.rating import MovementKind, Rag, Rating, Ratings
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow

MARCH, APRIL, JUNE = date(2022, 3, 31), date(2022, 4, 1), date(2022, 6, 30)


def row(text: str) -> SnapshotRow:
    """`WMP-0001 | In progress | Amber | due 2022-05-01 | risk Red`"""
    ref, status, rag, *rest = (part.strip() for part in text.split("|"))
    due = next((date.fromisoformat(part[4:]) for part in rest if part.startswith("due ")), None)
    risk = next((part[5:] for part in rest if part.startswith("risk ")), "")
    update = next((date.fromisoformat(part[7:]) for part in rest if part.startswith("update ")), None)
    return SnapshotRow(
        ref=ref,
        status=status,
        rag=rag,
        effective_due_date=due,
        risk_rag=risk,
        last_update=update,
        calculated_rag=rag,
        overridden="override" in rest,
        excluded="left out" if "excluded" in rest else "",
    )


def snapshot(day: date, text: str, rules: str = "r1") -> Snapshot:
    return Snapshot(day, tuple(row(line) for line in text.strip().splitlines()), rules_version=rules)


@pytest.fixture(params=DATABASES)
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    opened = open_history(record_at(request.param, tmp_path))
    yield opened
    opened.close()


FIRST = """
WMP-0001 | In progress | Amber | due 2022-05-01
WMP-0002 | In progress | Green
"""
SECOND = """
WMP-0001 | In progress | Red | due 2022-05-01
WMP-0002 | In progress | Green
WMP-0003 | Awaiting allocation | Amber
"""


def test_an_unwritten_record_is_empty_and_reading_it_makes_no_file(history: History, tmp_path: Path) -> None:
    assert history.snapshots() == ()
    assert history.at(MARCH) is None
    assert history.at_last_paper(MARCH) is None
    assert history.refs_used() == frozenset()
    assert not (tmp_path / "records").exists()


def test_each_snapshot_comes_back_as_it_was_taken(history: History) -> None:
    history.add(snapshot(MARCH, FIRST))
    history.add(snapshot(APRIL, SECOND))
    march, april = history.at(MARCH), history.at(JUNE)
    assert march is not None and april is not None
    assert march.rows == snapshot(MARCH, FIRST).rows
    assert april.rows == snapshot(APRIL, SECOND).rows
    assert (march.number, april.number) == (1, 2)
    assert history.refs_used() == {"WMP-0001", "WMP-0002", "WMP-0003"}


def test_the_same_picture_of_the_same_day_is_stored_once(history: History) -> None:
    assert history.add(snapshot(MARCH, FIRST)).number == 1
    assert history.add(snapshot(MARCH, FIRST)).number == 1
    assert history.add(snapshot(APRIL, FIRST)).number == 2
    assert len(history.snapshots()) == 2


def count(history: History, table: str) -> int:
    with history.database.reading() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)


def test_a_row_that_does_not_change_is_stored_once_over_many_days(history: History) -> None:
    for day in range(1, 29):
        history.add(snapshot(date(2022, 2, day), FIRST))
    assert [count(history, table) for table in ("hmic_snapshot", "hmic_span", "hmic_state", "hmic_place")] == [
        28, 2, 2, 2,
    ]  # fmt: skip


def test_a_ref_that_stands_twice_keeps_both_rows(history: History) -> None:
    twice = snapshot(MARCH, "WMP-0001 | In progress | Red\nWMP-0001 | Closed | Blue")
    history.add(twice)
    found = history.at(MARCH)
    assert found is not None and [r.status for r in found.rows] == ["In progress", "Closed"]


def test_the_last_paper_is_that_of_the_last_meeting_before_the_day(history: History) -> None:
    for number, meeting in ((1, date(2021, 12, 15)), (2, MARCH), (3, MARCH)):
        taken = history.add(snapshot(date(2022, 1, number), FIRST + f"WMP-0{number}00 | In progress | Red"))
        history.add_paper(Paper(taken.number, "JAC", meeting, "paper.docx", "0" * 64))
    on_the_day, after = history.at_last_paper(MARCH), history.at_last_paper(APRIL)
    assert on_the_day is not None and on_the_day.meeting == date(2021, 12, 15)
    assert after is not None and after.number == 3, "the paper made last for that meeting counts"
    not_held = history.at_last_paper(APRIL, cancelled={MARCH})
    assert not_held is not None and not_held.number == 1
    assert history.at_last_paper(APRIL, committee="Ethics board") is None


def test_the_last_paper_is_found_when_the_committee_is_spelled_another_way_since(history: History) -> None:
    taken = history.add(snapshot(date(2022, 1, 1), FIRST))
    history.add_paper(Paper(taken.number, "The Joint  Audit & Risk Committee", MARCH, "paper.docx", "0" * 64))
    found = history.at_last_paper(APRIL, committee="Joint Audit and Risk committee")
    assert found is not None and found.number == taken.number
    assert history.at_last_paper(APRIL, committee="Joint Audit Committee") is None


def test_a_damaged_record_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    path.write_bytes(b"not a database at all, only some words" * 40)
    with pytest.raises(HistoryUnusable, match=r"history.sqlite, is damaged: file is not a database"):
        open_history(path).snapshots()


def test_a_folder_in_its_place_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(HistoryUnusable, match="is a folder"):
        open_history(tmp_path)


@pytest.mark.parametrize(
    ("was", "now", "kind", "cause"),
    [
        ("A | In progress | Amber", "A | In progress | Red", "Worsened", "date"),
        ("A | In progress | Red", "A | In progress | Green", "Improved", "date"),
        ("A | In progress | Red | due 2022-01-01", "A | In progress | Green | due 2022-09-01", "Improved", "date"),
        ("A | In progress | Green | risk Amber", "A | In progress | Amber | risk Red", "Worsened", "risk re-scored"),
        ("A | In progress | Green", "A | In progress | Red | override", "Worsened", "override"),
        ("A | Awaiting allocation | Amber", "A | In progress | Green", "Improved", "delivery"),
        ("A | In progress | Red", "A | Closed | Blue", "Closed", "delivery"),
        ("A | Superseded | Blue", "A | In progress | Green", "Reopened", "delivery"),
        ("A | Closed | Blue", "A | Not accepted | White", "No change", ""),
        ("A | In progress | Green", "A | In progress | Green", "No change", ""),
        ("A | In progress | Not rated", "A | In progress | Red", "No change", ""),
        ("B | In progress | Green", "A | In progress | Green", "New", ""),
        ("A | Dependent on others | White", "A | In progress | Green", "Improved", "delivery"),
        ("A | In progress | Green", "A | Dependent on others | White", "Worsened", "delivery"),
        ("A | Dependent on others | White", "A | In progress | Amber", "Worsened", "delivery"),
        ("A | In progress | Red", "A | Dependent on others | White", "Improved", "delivery"),
        (
            "A | In progress | Green | update 2022-01-01",
            "A | In progress | Amber | update 2022-02-01",
            "Worsened",
            "date",
        ),
        (
            "A | In progress | Amber | update 2022-01-01",
            "A | In progress | Green | update 2022-02-01",
            "Improved",
            "delivery",
        ),
    ],
)
def test_movement_says_what_moved_and_why(was: str, now: str, kind: str, cause: str) -> None:
    before, after = snapshot(MARCH, was), snapshot(APRIL, now)
    found = {one.ref: one for one in difference(before, after)}
    if kind == "No change":
        assert found == {}
    else:
        assert (found["A"].kind, found["A"].cause) == (kind, cause)


def test_a_re_scored_risk_that_alone_made_the_colour_is_the_cause_whatever_date_moved_too() -> None:
    before = snapshot(MARCH, "A | In progress | Green | due 2022-01-31 | risk Green")
    after = snapshot(APRIL, "A | In progress | Amber | due 2022-05-31 | risk Red")
    (moved,) = difference(before, after, otherwise=Otherwise(by_last_risks={"A": "Green"}))
    assert moved.cause == "risk re-scored"
    (moved,) = difference(before, after, otherwise=Otherwise(by_last_risks={"A": "Red"}))
    assert moved.cause == "date"
    (moved,) = difference(before, after, otherwise=Otherwise(by_last_risks={}))
    assert moved.cause == "date"


def test_reworded_rules_are_the_cause_where_nothing_else_changed() -> None:
    before = snapshot(MARCH, "A | In progress | Green", rules="r1")
    after = snapshot(MARCH, "A | In progress | Amber", rules="r2")
    assert difference(before, after)[0].cause == "rules changed"


def test_without_a_snapshot_there_is_no_movement_and_an_excluded_row_does_not_move() -> None:
    def rated(ref: str, excluded: str = "") -> Rating:
        said = Recommendation(ref, status="In progress")
        return Rating(said, Rag.RED, "Overdue", "", Rag.RED, excluded=excluded)

    ratings = Ratings(APRIL, (rated("WMP-0002", excluded="Status is blank."), rated("WMP-0001")))
    assert movement(None, ratings) == ()
    moved = movement(snapshot(MARCH, FIRST), ratings)
    assert [(one.ref, one.kind) for one in moved] == [("WMP-0001", MovementKind.WORSENED)]


def test_a_row_that_is_no_longer_there_is_named() -> None:
    assert [r.ref for r in gone(snapshot(MARCH, FIRST), snapshot(APRIL, "WMP-0002 | In progress | Red"))] == [
        "WMP-0001"
    ]

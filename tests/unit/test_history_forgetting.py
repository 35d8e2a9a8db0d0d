"""A person's name taken out of the record; snapshots kept no longer than they are wanted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import REGISTER, call, make_workspace
from records import DATABASES, record_at

from hmic_tracker.history.store import History, open_history
from hmic_tracker.model.rating import Movement, MovementKind
from hmic_tracker.model.recommendation import Override, Recommendation
from hmic_tracker.model.snapshot import Paper, Snapshot, SnapshotRow
from hmic_tracker.problems import Problem, Severity
from hmic_tracker.rules.shipped_rules import shipped_rows

MARCH = date(2022, 3, 31)
NAME = "Supt Mary Oduya"
MARY = (re.compile("Supt Mary Oduya"), re.compile("Oduya"))
LONG = f"Ask {NAME} about the custody log before the board of May meets. " * 4


@pytest.fixture(params=DATABASES)
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    opened = open_history(record_at(request.param, tmp_path))
    yield opened
    opened.close()


def row(ref: str, owner: str, **more: object) -> SnapshotRow:
    said = Recommendation(
        ref, recommendation="Review it", owner=owner, force_sign_off_by=NAME, notes=LONG, status="Closed"
    )
    override = Override(ref, "Red", f"{NAME} says so", NAME)
    return replace(
        SnapshotRow(ref, recommendation="Review it", owner=owner, status="Closed", rag="Red", calculated_rag="Blue",
                    rule="Closed", said=said, override=override, overridden=True), **more,
    )  # type: ignore[arg-type]  # fmt: skip


def picture(day: date, owner: str = NAME) -> Snapshot:
    problem = Problem("a", Severity.NOTE, "People", "A2", "", f"{NAME} has left.", "Name another.")
    rows = (row("WMP-0001", owner), row("WMP-0002", "Ch Insp Alun Rees"))
    rules = (*shipped_rows(), replace(shipped_rows()[0], reason="Oduya knows."))
    return Snapshot(day, rows, problems=(problem,), rules=rules, rules_version="r")


def whole(history: History) -> str:
    with history.database.reading() as connection:
        names = ("state", "text", "problem_span", "moved", "paper", "snapshot", "place", "forgotten")
        return "\n".join(
            str(tuple(row)) for name in names for row in connection.exec_driver_sql(f"SELECT * FROM hmic_{name}")
        )


def test_a_name_is_gone_from_every_corner_and_everything_else_is_as_it_was(history: History, tmp_path: Path) -> None:
    first = history.add(picture(MARCH))
    history.add(picture(MARCH + timedelta(days=1), owner="Head of custody"))
    moved = [Movement("WMP-0001", MovementKind.NO_CHANGE, owner_was=NAME, owner_now="Head of custody")]
    history.add_paper(Paper(first.number, "JAC", MARCH, "p.docx", "a"), moved)
    before = history.at(MARCH)
    assert "Oduya" in whole(history) and before is not None
    assert history.forget(NAME, MARY, "Head of custody") > 4
    assert "Oduya" not in whole(history)
    after = history.at(MARCH)
    assert after is not None
    (mary, alun) = after.rows
    assert mary.owner == mary.said.owner == mary.said.force_sign_off_by == mary.override.by == "Head of custody"  # type: ignore[union-attr]
    assert mary.said.notes == LONG.replace(NAME, "Head of custody")  # type: ignore[union-attr]
    assert (alun.owner, mary.rag, mary.status) == ("Ch Insp Alun Rees", "Red", "Closed")
    assert after.problems[0].found == "Head of custody has left."
    assert after.rules[-1].reason == "Head of custody knows."
    assert [one.rows for one in map(history.at_number, (1, 2)) if one] == [after.rows, history.at_number(2).rows]  # type: ignore[union-attr]
    if history.database.path:
        assert b"Oduya" not in history.database.path.read_bytes(), "nor in what the file has thrown away"


def test_a_forgotten_name_does_not_come_back_with_the_next_run(history: History) -> None:
    history.add(picture(MARCH))
    history.forget(NAME, MARY, "Head of custody")
    history.add(picture(MARCH + timedelta(days=1), owner="supt  mary oduya"))
    found = history.at(MARCH + timedelta(days=1))
    assert found is not None and found.rows[0].owner == "Head of custody"
    assert found.rows[0].said.force_sign_off_by == "Head of custody"  # type: ignore[union-attr]


def test_old_snapshots_go_but_for_the_newest_and_those_of_papers(history: History) -> None:
    for number in range(10):
        one = picture(MARCH + timedelta(days=number), owner=f"Owner {number}")
        taken = history.add(
            replace(one, rows=(*one.rows, row(f"WMP-1{number}", NAME, recommendation=f"Text {number}" * 20)))
        )
        if number in (2, 4, 5):
            # Of the two papers for one meeting only the last one made was issued.
            meeting = date(2022, 4, 20 if number > 2 else 3)
            history.add_paper(Paper(taken.number, "JAC", meeting, "p.docx", str(number), 3 if number > 2 else None))
    before = {number: history.at_number(number) for number in (3, 6, 9, 10)}
    assert history.prune(MARCH + timedelta(days=8)) == 6
    assert [one.number for one in history.snapshots()] == [3, 6, 9, 10]
    after = {number: history.at_number(number) for number in (3, 6, 9, 10)}
    assert {n: replace(one, known_refs=frozenset()) for n, one in after.items() if one} == {
        n: replace(one, known_refs=frozenset()) for n, one in before.items() if one
    }
    assert [paper.snapshot for paper in history.papers()] == [3, 6]
    text = whole(history)
    assert "Text 2" in text and "Owner 2" in text and "Text 3" not in text and "Owner 3" not in text
    assert history.prune(MARCH + timedelta(days=8)) == 0
    assert history.add(picture(date(2022, 5, 1))).number == 11


def test_on_the_command_line_the_role_of_the_people_sheet_stands_for_the_name(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    assert call("run", "--workspace", workspace, "--as-at", "2022-03-31").code == 0
    record = workspace / ".hmic" / "history.sqlite"
    owner = open_history(record).to_frame("current")["owner"].mode()[0]
    said = call("history", "forget", owner, "--workspace", workspace)
    assert said.code == 0, said.err
    assert "of the record now say “" in said.err and "is for you to see to" in said.err
    assert f"{Path(REGISTER).name}: owner of WMP-" in said.err
    assert owner.encode() not in record.read_bytes()
    again = call("history", "forget", "Supt Nobody Atall", "--workspace", workspace)
    assert again.code == 3 and "The record of past runs does not name Supt Nobody Atall." in again.err
    assert call("history", "forget", "--workspace", workspace).code == 2


def test_where_else_the_name_stands_is_said_file_by_file(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    assert call("run", "--workspace", workspace, "--as-at", "2022-03-31").code == 0
    owner = "Ch Insp Leila Kerswell"
    records = workspace / ".hmic"
    (records / "sent.jsonl").write_text(f'{{"to": ["{owner} <a@b.example>"]}}\n', encoding="utf-8")
    (records / "logs" / "hmic-tracker.log").write_text(f"No digest for {owner}: no address.\n", encoding="utf-8")
    (records / "logs" / "hmic-tracker.jsonl").write_text("{}\n", encoding="utf-8")
    (workspace / "outbox").mkdir(exist_ok=True)
    (workspace / "outbox" / "changes 2022-03-31.json").write_text(f'["{owner}"]', encoding="utf-8")
    said = call("history", "forget", owner, "--workspace", workspace, "--json").json["elsewhere"]
    for place in (
        "sent.jsonl: whom emails were sent to",
        "documents.jsonl: what documents and drafts were called",
        "hmic-tracker.log: a log",
        "changes 2022-03-31.json: changes that wait for the register",
    ):
        assert place in said
    assert "hmic-tracker.jsonl: a log" not in said


def test_on_the_command_line_the_life_of_a_recommendation_and_the_months_are_told(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    history = open_history(workspace / ".hmic" / "history.sqlite")
    days = [MARCH + timedelta(days=number) for number in range(5)]
    history.add(Snapshot(days[0], (SnapshotRow("A-1", owner="Mary", rag="Amber", status="In progress"),)))
    history.add(Snapshot(days[1], (SnapshotRow("A-1", owner="Alun", rag="Red", status="In progress"),)))
    history.add(Snapshot(days[2], ()))
    history.add(Snapshot(days[3], (SnapshotRow("A-1", owner="Alun", rag="Blue", status="Closed"),)))
    history.add(Snapshot(days[4], ()))
    life = call("history", "A-1", "--workspace", workspace)
    assert life.out.splitlines() == [
        "31/03/2022  first recorded: Amber, In progress",
        "01/04/2022  RAG: Amber -> Red",
        "01/04/2022  Owner: Mary -> Alun",
        "02/04/2022  no longer in the register",
        "03/04/2022  came back: Blue, Closed",
        "04/04/2022  no longer in the register",
    ]
    assert call("history", "A-1", "--workspace", workspace, "--json").json["events"][1]["now"] == "Red"
    assert call("history", "A-2", "--workspace", workspace).code == 3
    months = call("history", "--trend", "--workspace", workspace)
    assert months.out.splitlines() == ["03/2022  open 1  overdue 0  Amber 1"]


def test_the_life_of_a_recommendation_names_headings_as_the_sheet_has_them_and_staffs_own_columns(
    history: History,
) -> None:
    def said(**more: Any) -> Snapshot:
        return Snapshot(
            MARCH + timedelta(days=len(more)),
            (SnapshotRow("A-1", said=Recommendation("A-1", **more)),),
        )

    history.add(said())
    history.add(said(force_sign_off_by="Supt Oduya", extra={"Tier": "Gold"}))
    told = [(event.what, event.was, event.now) for event in history.timeline("A-1")]
    assert told[1:] == [("Force sign-off by", "", "Supt Oduya"), ("Tier", None, "Gold")]

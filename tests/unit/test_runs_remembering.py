"""What a run puts into the record, what it notices on the way, and how long snapshots are kept."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sheets import make_register_file, make_risk_register

from hmic_tracker.errors import HistoryBusy
from hmic_tracker.model.snapshot import Paper
from hmic_tracker.runs.inputs import judge, read_inputs
from hmic_tracker.runs.issued import issued_snapshots
from hmic_tracker.runs.remembering import Remembered, remember_run
from hmic_tracker.runs.workspace import open_workspace

MARCH = date(2022, 3, 31)
HEADINGS = "| Ref | Number | Recommendation | Status | Inspection ref |"
FIRST = ("WMP-0001 | '1 | Review the logs of custody", "WMP-0002 | '2 | Train all the staff of custody",
         "WMP-0003 | '3 | Write a plan for custody")  # fmt: skip


def remembered(folder: Path, rows: tuple[str, ...], days: int = 0, name: str = "") -> Remembered:
    """A run over a register with these rows, some days after the first."""
    lines = "\n".join(f"| {row} | In progress | 2021-CUSTODY |" for row in rows)
    make_register_file(folder / "workbooks" / "recommendation_register.xlsx", f"{HEADINGS}\n{lines}")
    make_risk_register(folder / "workbooks" / "force_risk_register.xlsx")
    judged = judge(read_inputs(open_workspace(folder), as_at=MARCH + timedelta(days=days), set_aside=name))
    return remember_run(judged, name=name)


def test_a_run_says_the_number_of_its_snapshot(tmp_path: Path) -> None:
    assert remembered(tmp_path, FIRST).says == "Snapshot 1 as at 31/03/2022."
    assert remembered(tmp_path, FIRST, 1).says == "Snapshot 2 as at 01/04/2022."


def test_a_changed_ref_a_row_that_is_gone_and_one_that_is_back_are_said(tmp_path: Path) -> None:
    remembered(tmp_path, FIRST)
    others = ("WMP-0001 | '1 | Review the logs of custody", "WMP-0022 | '2 | Train all the staff in custody")
    assert remembered(tmp_path, others, 1).says == (
        "Snapshot 2 as at 01/04/2022. Somebody changed a Ref: WMP-0002 is now WMP-0022. "
        "No longer in the register: WMP-0003."
    )
    assert remembered(tmp_path, (*others, FIRST[2]), 2).says == (
        "Snapshot 3 as at 02/04/2022. Back in the register: WMP-0003."
    )


@pytest.mark.parametrize(
    ("row", "is_known"),
    [
        ("WMP-0009 | '2 | train  all the STAFF of custody", True),
        ("WMP-0009 | '7 | Train all the staff of custody", True),
        ("WMP-0009 | '2 | Train all the staffs of custody", True),
        ("WMP-0009 | '2 | Build another custody suite", False),
        ("WMP-0009 | '7 | Train all the staffs of custody", False),
    ],
)
def test_a_recommendation_is_known_again_by_what_else_identifies_it(tmp_path: Path, row: str, is_known: bool) -> None:
    remembered(tmp_path, FIRST)
    said = remembered(tmp_path, (FIRST[0], row, FIRST[2]), 1).says
    assert ("WMP-0002 is now WMP-0009" in said) == is_known
    assert ("No longer in the register: WMP-0002." in said) != is_known


def test_a_row_that_could_not_be_given_its_ref_has_the_same_one_the_next_day(tmp_path: Path) -> None:
    fourth, fifth = " | '4 | Publish the plan of custody", " | '5 | Count the cells"
    remembered(tmp_path, (*FIRST, fourth))
    assert remembered(tmp_path, (fifth, fourth, *FIRST), 1).says == "Snapshot 2 as at 01/04/2022."
    assert remembered(tmp_path, (fourth, *FIRST, fifth), 2).says == "Snapshot 3 as at 02/04/2022."
    register = read_inputs(open_workspace(tmp_path), as_at=MARCH).register
    assert {row.noun.number: row.noun.ref for row in register.recommendations.rows if row.ref_is_new} == {
        "4": "WMP-0004", "5": "WMP-0005"
    }  # fmt: skip
    assert [problem.ref for problem in register.problems if problem.code == "ref-missing"] == ["WMP-0004", "WMP-0005"]
    assert register.read_again().recommendations.find("WMP-0004") == register.recommendations.find("WMP-0004")


def test_a_ref_that_another_row_bears_or_that_has_another_prefix_is_not_given_back(tmp_path: Path) -> None:
    remembered(tmp_path, (*FIRST, "OLD-0007 | '4 | Publish the plan of custody"))
    rows = ("WMP-0001 | '9 | Another matter", " | '1 | Review the logs of custody", *FIRST[1:],
            " | '4 | Publish the plan of custody")  # fmt: skip
    remembered(tmp_path, rows, 1)
    register = read_inputs(open_workspace(tmp_path), as_at=MARCH).register
    assert [row.noun.ref for row in register.recommendations.rows if row.ref_is_new] == ["WMP-0004", "WMP-0005"]


def test_where_two_could_be_meant_nothing_is_guessed(tmp_path: Path) -> None:
    twins = ("WMP-0001 | '1 | Review the logs", "WMP-0002 | '1 | Review the logs")
    remembered(tmp_path, twins)
    others = tuple(row.replace("WMP-000", "WMP-001") for row in twins)
    assert "No longer in the register: WMP-0001, WMP-0002." in remembered(tmp_path, others, 1).says


def test_snapshots_are_kept_as_long_as_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / "hmic-tracker.toml").write_text("[retention]\nsnapshots_days = 3\n", encoding="utf-8")
    for days in range(4):
        assert "Removed" not in remembered(tmp_path, FIRST, days).says
    assert remembered(tmp_path, FIRST, 5).says == "Snapshot 5 as at 05/04/2022. Removed 2 older than they are kept."


def test_what_turns_out_to_be_damaged_on_writing_is_set_aside_too(tmp_path: Path) -> None:
    from hmic_tracker.history.store import open_history

    remembered(tmp_path, FIRST)
    record = tmp_path / ".hmic" / "history.sqlite"
    judged = judge(read_inputs(open_workspace(tmp_path), as_at=MARCH + timedelta(days=1)))
    record.write_bytes(record.read_bytes()[:3000])
    said = remember_run(judged, name="2022-04-01 063000").says
    assert "is kept as history damaged 2022-04-01 063000.sqlite, and a new record is begun. Snapshot 1" in said
    assert len(open_history(record).snapshots()) == 1


def test_a_record_that_another_program_holds_is_left_where_it_is(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing
    from dataclasses import replace

    from hmic_tracker.history.store import open_history

    remembered(tmp_path, FIRST)
    record = tmp_path / ".hmic" / "history.sqlite"
    judged = judge(read_inputs(open_workspace(tmp_path), as_at=MARCH + timedelta(days=1), set_aside="x"))
    hurried = replace(judged, inputs=replace(judged.inputs, history=open_history(record, wait=0.05)))
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(HistoryBusy):
            remember_run(hurried, name="x")
    assert [path.name for path in record.parent.iterdir()] == ["history.sqlite"]
    assert remember_run(hurried, name="x").says == "Snapshot 2 as at 01/04/2022."


def test_a_committee_that_is_spelled_another_way_since_keeps_its_earlier_papers(tmp_path: Path) -> None:
    remembered(tmp_path, FIRST)
    inputs = read_inputs(open_workspace(tmp_path), as_at=MARCH)
    committee = f"the  {inputs.register.settings.committee.upper()}"
    inputs.history.add_paper(Paper(1, committee, MARCH, "paper.docx", "0" * 64))
    inputs.history.add_paper(Paper(1, "Ethics Committee", MARCH - timedelta(days=1), "paper.docx", "0" * 64))
    assert [one.meeting for one in issued_snapshots(inputs, MARCH + timedelta(days=30))] == [MARCH]
    later = read_inputs(open_workspace(tmp_path), as_at=MARCH + timedelta(days=1))
    assert later.before is not None and later.before.meeting == MARCH

"""What the doctor says of the timetable: last runs, what is due, who keeps it."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from command_line import call, make_workspace
from timetables import FakeClock, keep, utc

from hmic_tracker.runs.doctor import Finding, examine
from hmic_tracker.runs.record import RunRecord, Step, finish, note

NOW = utc("2022-03-30 12:00")  # a Wednesday, 13:00 in London


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w")


def findings(folder: Path, now: datetime = NOW) -> dict[str, Finding]:
    return {one.subject: one for one in examine(folder, now=now)}


def rated(moment: str, code: int | None = 0, steps: tuple[Step, ...] = ()) -> RunRecord:
    at = utc(moment)
    return RunRecord(at.isoformat(), at.date(), "rating", at, steps=steps, exit_code=code)


def test_a_new_workspace_has_run_nothing_and_nothing_is_amiss(folder: Path) -> None:
    found = findings(folder)
    assert (found["last run"].state, found["last run"].says) == ("absent", "none yet")
    assert found["due"] == Finding("due", "absent", "the rating, since 30/03/2022 06:30")
    assert found["next due"].state == "good"
    assert "amiss" not in {one.state for one in found.values()}


def test_the_last_run_of_each_round_is_told_with_what_failed(folder: Path) -> None:
    finish(folder / ".hmic", rated("2022-03-29 05:30"))
    finish(folder / ".hmic", rated("2022-03-30 05:30", 5, (Step("write", "failed", "The register is open."),)))
    said = findings(folder)["last rating"]
    assert (said.state, said.says) == ("amiss", "30/03/2022 06:30, exit code 5; write: The register is open.")
    finish(folder / ".hmic", rated("2022-03-30 06:00", 1))
    assert findings(folder)["last rating"] == Finding("last rating", "good", "30/03/2022 07:00, exit code 1")


def test_a_run_that_was_cut_short_is_told(folder: Path) -> None:
    note(folder / ".hmic", rated("2022-03-30 05:30", None))
    assert findings(folder)["at work"].says == "a run that began 30/03/2022 06:30, or was cut short since"
    finish(folder / ".hmic", rated("2022-03-30 05:30", None))
    assert findings(folder)["last rating"].says == "30/03/2022 06:30, cut short; the next one carries on"


def test_what_should_have_been_done_hours_ago_is_amiss_where_the_timetable_is_in_use(folder: Path) -> None:
    finish(folder / ".hmic", rated("2022-03-29 05:30"))
    assert findings(folder, utc("2022-03-30 06:00"))["due"].state == "absent"
    late = findings(folder, utc("2022-03-30 09:00"))["due"]
    assert (late.state, late.says) == ("amiss", "the rating, since 30/03/2022 06:30; nobody has woken the program")


def test_the_heartbeat_tells_whether_the_timetable_is_kept(folder: Path) -> None:
    assert findings(folder)["timetable"].state == "absent"
    beat = {"when": NOW.isoformat(), "process": 31, "host": "WMP-0042", "doing": "waiting", "next": None}
    (folder / ".hmic").mkdir()
    (folder / ".hmic/heartbeat.json").write_text(json.dumps(beat), encoding="utf-8")
    kept = findings(folder, NOW + timedelta(seconds=42))["timetable"]
    assert kept == Finding(
        "timetable", "good", "kept by process 31 on WMP-0042, waiting; last sign of life 42 seconds ago"
    )
    silent = findings(folder, NOW + timedelta(minutes=6))["timetable"]
    assert (silent.state, silent.says) == (
        "amiss", "process 31 on WMP-0042 has given no sign of life since 30/03/2022 13:00; start it again",
    )  # fmt: skip
    at_work = {**beat, "doing": "at work on the paper"}
    (folder / ".hmic/heartbeat.json").write_text(json.dumps(at_work), encoding="utf-8")
    assert findings(folder, NOW + timedelta(minutes=6))["timetable"].state == "good"
    (folder / ".hmic/heartbeat.json").write_text("half a li", encoding="utf-8")
    assert findings(folder)["timetable"].state == "absent"


def test_after_the_schedule_has_ended_well_nothing_is_amiss(folder: Path) -> None:
    (folder / "hmic-tracker.toml").write_text('[timetable]\nrating_time = ""\ndigest_day = ""\n', encoding="utf-8")
    keep(folder, FakeClock(NOW, until=NOW + timedelta(minutes=2)))
    assert "amiss" not in {one.state for one in findings(folder, NOW + timedelta(days=1)).values()}


def test_a_register_that_cannot_be_read_leaves_the_papers_day_unknown(folder: Path) -> None:
    (folder / "workbooks/recommendation_register.xlsx").write_bytes(b"no workbook")
    found = findings(folder)["meetings"]
    assert (found.state, "not known" in found.says) == ("absent", True)


def test_settings_that_nobody_knows_and_an_email_without_an_address_are_told(folder: Path) -> None:
    (folder / "hmic-tracker.toml").write_text('[timetable]\nrating_tiem = "06:30"\n', encoding="utf-8")
    found = findings(folder)
    assert found["settings"].says.endswith("rating_tiem in [timetable] (did you mean rating_time?)")
    assert (found["settings"].state, found["mail"].state) == ("amiss", "absent")
    said = call("doctor", "--workspace", folder)
    assert said.code == 3 and "AMISS  settings: " in said.out


def test_a_mail_server_without_an_address_to_send_from_is_amiss(folder: Path) -> None:
    (folder / "hmic-tracker.toml").write_text('[mail]\nserver = "mail.westmarch.example"\n', encoding="utf-8")
    assert findings(folder)["mail server"].state == "amiss"
    text = '[mail]\nserver = "mail.westmarch.example"\nfrom = "hmic@westmarch.example"\n'
    (folder / "hmic-tracker.toml").write_text(text, encoding="utf-8")
    says = "mail.westmarch.example, port 587; used by send --yes alone"
    assert findings(folder)["mail server"] == Finding("mail server", "good", says)


def test_without_a_time_only_the_machine_is_looked_at(folder: Path) -> None:
    assert "next due" not in {one.subject for one in examine(folder)}

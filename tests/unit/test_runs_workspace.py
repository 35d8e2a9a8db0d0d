"""What `hmic-tracker.toml` may say, where things are looked for without it, and what the doctor makes of a machine."""

import shutil
import tomllib
from datetime import time
from importlib import metadata
from pathlib import Path

import pytest
from command_line import make_workspace

from hmic_tracker.errors import FileRefused, SettingsUnusable
from hmic_tracker.files import system
from hmic_tracker.runs.doctor import examine
from hmic_tracker.runs.machine_settings import MACHINE_SETTINGS, starter_settings
from hmic_tracker.runs.starting import start_workspace
from hmic_tracker.runs.workspace import SETTINGS_FILE, open_workspace


def settings(folder: Path, text: str) -> Path:
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")
    return folder


def test_without_settings_everything_is_in_its_usual_place(tmp_path: Path) -> None:
    found = open_workspace(tmp_path)
    assert found.register == tmp_path / "workbooks" / "recommendation_register.xlsx"
    assert found.risk_register is None
    assert (found.out, found.drafts) == (tmp_path / "out", tmp_path / "out" / "drafts")
    assert Path(found.history) == tmp_path / ".hmic" / "history.sqlite"


def test_workbooks_in_the_folder_itself_are_found(tmp_path: Path) -> None:
    for name in ("recommendation_register.xlsx", "force_risk_register.xlsx"):
        (tmp_path / name).write_bytes(b"")
    found = open_workspace(tmp_path)
    assert found.register == tmp_path / "recommendation_register.xlsx"
    assert found.risk_register == tmp_path / "force_risk_register.xlsx"


def test_the_starter_settings_say_what_holds_without_them(tmp_path: Path) -> None:
    (tmp_path / "workbooks").mkdir()
    (tmp_path / "workbooks" / "force_risk_register.xlsx").write_bytes(b"")
    without = open_workspace(tmp_path)
    assert open_workspace(settings(tmp_path, starter_settings())) == without


def test_settings_name_other_places_aliases_and_a_database(tmp_path: Path) -> None:
    text = """
    [paths]
    register = "shared/register.xlsx"
    [history]
    record = "postgresql+pg8000://hmic@server/hmic"
    [aliases]
    "Risk ref" = ["Risk number", "Datix"]
    [retention]
    backups = 5
    [mail]
    to = ["committee@westmarch.example"]
    """
    found = open_workspace(settings(tmp_path, text))
    assert found.register == tmp_path / "shared" / "register.xlsx"
    assert found.history == "postgresql+pg8000://hmic@server/hmic"
    assert found.aliases == {"Risk ref": ("Risk number", "Datix")}
    assert (found.keep_backups, found.mail_to) == (5, ("committee@westmarch.example",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("paths = 3", "[paths] is not a part with settings of its own"),
        ("[paths]\nout = 3", "out in [paths] is not text between quotes"),
        ("[retention]\nbackups = -1", "backups in [retention] is not a whole number"),
        ("[retention]\nbackups = true", "backups in [retention] is not a whole number"),
        ('[mail]\nto = "somebody"', "to in [mail] is not a list of texts"),
        ("[aliases]\nStatus = [1]", "Status in [aliases] is not a list of texts"),
        ('[timetable]\nrating_time = "6.30"', 'rating_time in [timetable] is not a time of day, like "06:30"'),
        ('[timetable]\nrating_time = "24:00"', "rating_time in [timetable] is not a time of day"),
        ("[timetable]\nrating_time = 06:30:00", "rating_time in [timetable] is not a time of day"),
        ('[timetable]\nrating_days = "weekends"', 'is not one of: "working days", "every day"'),
        ('[timetable]\ndigest_day = "Moonday"', 'digest_day in [timetable] is not one of: "Monday"'),
        ('[timetable]\nzone = "Europe/Westmarch"', "zone in [timetable] is not a time zone"),
        ('[timetable]\nzone = "../passwd"', "zone in [timetable] is not a time zone"),
        ("[timetable]\nwake_every_minutes = 0", "is not a whole number of 1 or more"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_as_the_file_names_it(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsUnusable) as refused:
        open_workspace(settings(tmp_path, text))
    assert says in refused.value.message and refused.value.place == str(tmp_path / SETTINGS_FILE)


def test_the_starter_settings_hold_every_declared_setting_with_its_meaning() -> None:
    text = starter_settings()
    said = tomllib.loads(text)
    assert [(part, key) for part in said for key in said[part]] == [(one.part, one.key) for one in MACHINE_SETTINGS]
    for one in MACHINE_SETTINGS:
        assert said[one.part][one.key] == one.default
        assert f"# {one.meaning}\n{one.key} = " in text


def test_times_of_the_timetable_are_read_and_an_empty_one_means_never(tmp_path: Path) -> None:
    text = '[timetable]\nrating_time = "01:30"\nrating_days = "every day"\ndigest_day = ""\npaper_time = ""\n'
    found = open_workspace(settings(tmp_path, text)).timetable
    assert (found.rating_time, found.rating_days) == (time(1, 30), "every day")
    assert (found.digest_day, found.paper_time, found.digest_time) == ("", None, time(7, 0))


def test_a_setting_that_nobody_knows_is_named_with_the_nearest_that_there_is(tmp_path: Path) -> None:
    text = '[timetable]\nrating_tiem = "06:30"\n[retension]\nbackups = 5\n[aliases]\n"Anything" = ["Else"]\n'
    workspace = make_workspace(tmp_path / "w")
    assert open_workspace(settings(workspace, text)).unknown_settings == (
        "rating_tiem in [timetable] (did you mean rating_time?)",
        "[retension] (did you mean [retention]?)",
    )


def test_settings_that_are_no_text_or_no_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(b"\xff\xfe\x00p")
    with pytest.raises(SettingsUnusable, match=r"hmic-tracker\.toml cannot be opened"):
        open_workspace(tmp_path)
    (tmp_path / SETTINGS_FILE).unlink()
    (tmp_path / SETTINGS_FILE).mkdir()
    with pytest.raises(SettingsUnusable, match=r"hmic-tracker\.toml cannot be opened"):
        open_workspace(tmp_path)


def test_a_new_workspace_replaces_nothing_that_was_there(tmp_path: Path) -> None:
    settings(tmp_path, "[retention]\nbackups = 5\n")
    made = start_workspace(tmp_path)
    assert tmp_path / SETTINGS_FILE not in made
    assert open_workspace(tmp_path).keep_backups == 5
    with pytest.raises(FileRefused, match="is there already"):
        start_workspace(tmp_path)


def test_a_workspace_cannot_be_made_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(FileRefused):
        start_workspace(tmp_path / "taken")


def states(folder: Path) -> dict[str, str]:
    return {finding.subject: finding.state for finding in examine(folder)}


def test_the_doctor_needs_no_risk_register_and_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = make_workspace(tmp_path / "w")
    (workspace / "workbooks" / "force_risk_register.xlsx").unlink()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    found = states(workspace)
    assert (found["risk register"], found["LibreOffice"]) == ("absent", "absent")
    assert "amiss" not in found.values()


def test_the_doctor_names_libraries_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "lxml":
            raise metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(metadata, "version", version)
    (finding,) = [one for one in examine(make_workspace(tmp_path / "w")) if one.subject == "libraries"]
    assert (finding.state, finding.says) == ("amiss", "not installed: lxml")


def test_the_doctor_sees_who_has_the_register_open_and_a_record_that_is_none(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    (workspace / "workbooks" / ".~lock.recommendation_register.xlsx#").write_text(
        f"Alun Prys,aprys,{system().host()},,file:///home/aprys;"
    )
    (workspace / ".hmic").mkdir()
    (workspace / ".hmic" / "history.sqlite").write_bytes(b"no database, only words")
    found = {one.subject: one for one in examine(workspace)}
    assert "Alun Prys" in found["register in use"].says
    assert found["record of past runs"].state == "amiss"


def test_the_doctor_says_where_nothing_can_be_written(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "w")
    (workspace / "out").write_bytes(b"")
    assert states(workspace)["papers"] == "amiss"
    assert states(tmp_path / "nowhere")["workspace"] == "amiss"

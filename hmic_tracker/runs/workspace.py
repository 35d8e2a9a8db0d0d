"""A workspace: the folder with the workbooks, the templates and what the library makes of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from typing import Any

from hmic_tracker.errors import FileRefused, SettingsUnusable
from hmic_tracker.files import require_inside
from hmic_tracker.runs.machine_settings import (
    MACHINE_SETTING,
    MachineKind,
    MachineSetting,
    unknown_settings,
)
from hmic_tracker.runs.timetable import Timetable

SETTINGS_FILE = "hmic-tracker.toml"
REGISTER_NAME = "recommendation_register.xlsx"
RISK_REGISTER_NAME = "force_risk_register.xlsx"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept: the settings of `[retention]`; 0 days are for ever."""

    backups: int = 30
    backups_days: int = 0
    outbox_days: int = 60
    snapshots_days: int = 0
    runs_days: int = 1100
    logs_days: int = 400
    log_files: int = 10
    log_kilobytes: int = 1000


@dataclass(frozen=True, slots=True)
class Mail:
    """Which server emails are handed to. `server` and `sender` are blank where none is configured."""

    server: str = ""
    port: int = 587
    sender: str = ""
    starttls: bool = True
    user: str = ""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where everything stands. `risk_register` is None where there is none; `history` is a path or a database URL."""

    folder: Path
    register: Path
    risk_register: Path | None
    templates: Path
    out: Path
    backups: Path
    outbox: Path
    history: str
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mail_to: tuple[str, ...] = ()
    mail: Mail = field(default_factory=Mail)
    timetable: Timetable = field(default_factory=Timetable)
    retention: Retention = field(default_factory=Retention)
    unknown_settings: tuple[str, ...] = ()

    @property
    def keep_backups(self) -> int:
        """How many previous copies of the register are kept."""
        return self.retention.backups

    @property
    def records(self) -> Path:
        """The library's own records."""
        return self.folder / ".hmic"

    @property
    def drafts(self) -> Path:
        """Where unsent emails are put."""
        return self.out / "drafts"

    def template(self, name: str) -> Path:
        """The template of this name (`jac_report` or `jac_report.docx`), or the path itself where it is one.

        A workspace without a template of that name uses the one that comes with the library.
        """
        from hmic_tracker.shipped import shipped_file

        given = Path(name)
        if given.suffix == ".docx" and (given.is_absolute() or (self.folder / given).is_file()):
            return self.folder / given
        own = self.templates / f"{given.name.removesuffix('.docx')}.docx"
        if own.exists():
            return own
        try:
            return shipped_file(f"templates/{own.name}")
        except FileRefused:
            return own


class _Reader:
    """Reads one settings file, and says which key is wrong in the words of the file."""

    def __init__(self, path: Path, content: Mapping[str, Any]) -> None:
        self.path = path
        self.content = content

    def _refuse(self, key: str, expected: str) -> SettingsUnusable:
        return SettingsUnusable(
            f"In {self.path.name}, {key} is not {expected}.", advice="Correct it.", place=str(self.path)
        )

    def part(self, name: str) -> Mapping[str, Any]:
        found = self.content.get(name, {})
        if not isinstance(found, dict):
            raise self._refuse(f"[{name}]", "a part with settings of its own")
        return found

    def value(self, part: str, key: str) -> Any:
        """What the file says, or the default; SettingsUnusable where it is not of the kind that is declared."""
        setting = MACHINE_SETTING[part, key]
        found = self.part(part).get(key, setting.default)
        if not _is_of_its_kind(setting, found):
            raise self._refuse(setting.name, setting.expected)
        return tuple(found) if setting.kind is MachineKind.TEXTS else found

    def time(self, part: str, key: str) -> time | None:
        """A time of day; None where the file says that there is none."""
        found = self.value(part, key)
        return time.fromisoformat(found) if found else None

    def texts(self, part: str, key: str) -> tuple[str, ...]:
        """What a part that is not declared says under a key."""
        found = self.part(part)[key]
        if not _is_texts(found):
            raise self._refuse(f"{key} in [{part}]", str(MachineKind.TEXTS))
        return tuple(found)


def _is_of_its_kind(setting: MachineSetting, found: Any) -> bool:
    match setting.kind:
        case MachineKind.WHOLE:
            return isinstance(found, int) and not isinstance(found, bool) and found >= setting.least
        case MachineKind.TEXTS:
            return _is_texts(found)
        case MachineKind.CHOICE:
            return found in setting.words
        case MachineKind.TIME:
            return isinstance(found, str) and (not found or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", found) is not None)
        case MachineKind.SWITCH:
            return isinstance(found, bool)
        case MachineKind.ZONE:
            return isinstance(found, str) and _is_zone(found)
    return isinstance(found, str)


def _is_texts(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # a missing name, a folder, a path that climbs
        return False
    return True


def open_workspace(folder: Path) -> Workspace:
    """The workspace at `folder`, by its `hmic-tracker.toml`, or by the usual names where it has none.

    Without a path in the settings the register is looked for in `workbooks/` and then in the folder itself. Files need
    not exist: what opens them says so. Raises SettingsUnusable for a folder that is not there and for settings that
    cannot be read, and FileRefused for a link in the workspace that leads out of it.
    """
    import tomllib

    if not folder.is_dir():
        raise SettingsUnusable(
            f"There is no folder {folder}.",
            advice="Give the workspace with --workspace, or make one with: hmic-tracker init FOLDER",
        )
    path = folder / SETTINGS_FILE
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise SettingsUnusable(
            f"{path.name} cannot be read: {error}.", advice="Correct that line.", place=str(path)
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsUnusable(f"{path.name} cannot be opened.", advice="Check the file.", place=str(path)) from error
    settings = _Reader(path, content)

    def place(key: str) -> Path:
        return folder / str(settings.value("paths", key))

    record = settings.value("history", "record")
    named = "register" in settings.part("paths")
    return Workspace(
        folder=folder,
        register=require_inside(place("register") if named else folder / _usual(folder, REGISTER_NAME), folder),
        risk_register=_risk_register(folder, settings),
        templates=require_inside(place("templates"), folder),
        out=place("out"),
        backups=place("backups"),
        outbox=place("outbox"),
        history=record if "://" in record else str(folder / record),
        aliases={heading: settings.texts("aliases", heading) for heading in settings.part("aliases")},
        mail_to=settings.value("mail", "to"),
        mail=Mail(
            **{key: settings.value("mail", key) for key in ("server", "port", "starttls", "user")},
            sender=settings.value("mail", "from").strip(),
        ),
        timetable=_timetable(settings),
        retention=Retention(**{each.name: settings.value("retention", each.name) for each in fields(Retention)}),
        unknown_settings=unknown_settings(content),
    )


def _timetable(settings: _Reader) -> Timetable:
    values: dict[str, Any] = {}
    for each in fields(Timetable):
        is_time = MACHINE_SETTING["timetable", each.name].kind is MachineKind.TIME
        values[each.name] = (settings.time if is_time else settings.value)("timetable", each.name)
    return Timetable(**values)


def _usual(folder: Path, name: str) -> str:
    in_folder = not (folder / "workbooks" / name).exists() and (folder / name).exists()
    return name if in_folder else f"workbooks/{name}"


def _risk_register(folder: Path, settings: _Reader) -> Path | None:
    """None where the settings name none and none stands in the usual place: a force may have no risk register."""
    named = str(settings.value("paths", "risk_register"))
    if "risk_register" in settings.part("paths") and named:
        return require_inside(folder / named, folder)
    usual = require_inside(folder / _usual(folder, RISK_REGISTER_NAME), folder)
    return usual if usual.exists() else None

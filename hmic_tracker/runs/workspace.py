"""A workspace: the folder with the workbooks, the templates and what the library makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hmic_tracker.errors import FileRefused, SettingsUnusable

SETTINGS_FILE = "hmic-tracker.toml"
REGISTER_NAME = "recommendation_register.xlsx"
RISK_REGISTER_NAME = "force_risk_register.xlsx"

STARTER_SETTINGS = """\
# What belongs to this machine. What staff decide is on the register's Settings sheet.
# Paths are relative to this folder; a network share is written //server/share/folder.

[paths]
register = "workbooks/recommendation_register.xlsx"
risk_register = "workbooks/force_risk_register.xlsx"
templates = "templates"
out = "out"
backups = "backups"
outbox = "outbox"

[history]
# A file on this machine, or a database: "postgresql+pg8000://user@server/database".
record = ".hmic/history.sqlite"

[retention]
# How many previous copies of the register are kept.
backups = 30

[aliases]
# What the workbooks call a heading, where they differ from the library:
# "Residual likelihood" = ["Probability"]

[mail]
# Who the covering email is addressed to; blank: you fill it in.
to = []
"""


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
    keep_backups: int = 30
    mail_to: tuple[str, ...] = ()

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

    def text(self, part: str, key: str, default: str) -> str:
        found = self.part(part).get(key, default)
        if not isinstance(found, str):
            raise self._refuse(f"{key} in [{part}]", "text between quotes")
        return found

    def whole(self, part: str, key: str, default: int) -> int:
        found = self.part(part).get(key, default)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise self._refuse(f"{key} in [{part}]", "a whole number")
        return found

    def texts(self, part: str, key: str) -> tuple[str, ...]:
        found = self.part(part).get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self._refuse(f"{key} in [{part}]", 'a list of texts, like ["Probability"]')
        return tuple(found)


def open_workspace(folder: Path) -> Workspace:
    """The workspace at `folder`, by its `hmic-tracker.toml`, or by the usual names where it has none.

    Without a path in the settings the register is looked for in `workbooks/` and then in the folder itself. Files need
    not exist: what opens them says so. Raises SettingsUnusable for a folder that is not there and for settings that
    cannot be read.
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

    def place(key: str, usual: str) -> Path:
        return folder / settings.text("paths", key, usual)

    record = settings.text("history", "record", ".hmic/history.sqlite")
    return Workspace(
        folder=folder,
        register=place("register", _usual(folder, REGISTER_NAME)),
        risk_register=_risk_register(folder, settings),
        templates=place("templates", "templates"),
        out=place("out", "out"),
        backups=place("backups", "backups"),
        outbox=place("outbox", "outbox"),
        history=record if "://" in record else str(folder / record),
        aliases={heading: settings.texts("aliases", heading) for heading in settings.part("aliases")},
        keep_backups=settings.whole("retention", "backups", 30),
        mail_to=settings.texts("mail", "to"),
    )


def _usual(folder: Path, name: str) -> str:
    in_folder = not (folder / "workbooks" / name).exists() and (folder / name).exists()
    return name if in_folder else f"workbooks/{name}"


def _risk_register(folder: Path, settings: _Reader) -> Path | None:
    """None where the settings name none and none stands in the usual place: a force may have no risk register."""
    named = settings.text("paths", "risk_register", "")
    if named:
        return folder / named
    usual = folder / _usual(folder, RISK_REGISTER_NAME)
    return usual if usual.exists() else None

"""Can this machine do the work?"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from hmic_tracker.errors import TrackerError
from hmic_tracker.runs.workspace import Workspace, open_workspace

GOOD, AMISS, ABSENT = "good", "amiss", "absent"
_LIBRARIES = ("python-calamine", "openpyxl", "XlsxWriter", "docxtpl", "lxml", "SQLAlchemy", "filelock", "isal")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `good`, `amiss` (the work will fail), or `absent` (the work goes on without it)."""

    subject: str
    state: str
    says: str


def examine(folder: Path, *, now: datetime | None = None) -> tuple[Finding, ...]:
    """Every finding for the workspace at `folder`, the machine first. Nothing staff own is written.

    What is due and whether the timetable is kept is told where `now`, aware of its zone, is given.
    """
    findings = [*_python(), *_libraries(), *_libreoffice()]
    try:
        workspace = open_workspace(folder)
    except TrackerError as error:
        return (*findings, Finding("workspace", AMISS, str(error)))
    for look in _LOOKS:
        findings += look(workspace)
    if now is not None:
        from hmic_tracker.runs.timetable_findings import timetable_findings

        findings += timetable_findings(workspace, now)
    return tuple(findings)


def _python() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    good = sys.version_info >= (3, 11)
    yield Finding("Python", GOOD if good else AMISS, version if good else f"{version}; 3.11 or later is needed")


def _libraries() -> Iterator[Finding]:
    missing = []
    for name in _LIBRARIES:
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    says = f"not installed: {', '.join(missing)}" if missing else "all installed"
    yield Finding("libraries", AMISS if missing else GOOD, says)


def _libreoffice() -> Iterator[Finding]:
    from hmic_tracker.outputs.pdf import can_describe_figures, find_libreoffice

    program = find_libreoffice()
    if program is None:
        yield Finding("LibreOffice", ABSENT, "not found; only PDFs need it")
        return
    yield Finding("LibreOffice", GOOD, str(program))
    if can_describe_figures():
        yield Finding("PDFs", GOOD, "tagged, with the charts' alternative texts")
    else:
        yield Finding("PDFs", ABSENT, "tagged, without the charts' alternative texts; install hmic-tracker[pdf]")


def _workbooks(workspace: Workspace) -> Iterator[Finding]:
    from hmic_tracker.register.reading import open_register
    from hmic_tracker.register.risks import open_risk_register
    from hmic_tracker.workbook.owners import who_has_open

    wanted: list[tuple[str, Path, Callable[..., object]]] = [("register", workspace.register, open_register)]
    if workspace.risk_register:
        wanted.append(("risk register", workspace.risk_register, open_risk_register))
    else:
        yield Finding("risk register", ABSENT, "none; risks are not scored")
    for subject, path, opener in wanted:
        try:
            opener(path, aliases=workspace.aliases)
            yield Finding(subject, GOOD, f"{path} can be read")
        except TrackerError as error:
            yield Finding(subject, AMISS, str(error))
            continue
        holders = [holder for holder in who_has_open(path) if not holder.stale]
        if holders and subject == "register":
            names = ", ".join(holder.name or holder.program for holder in holders)
            yield Finding("register in use", ABSENT, f"open by {names}; changes would wait")


def _folders(workspace: Workspace) -> Iterator[Finding]:
    for subject, folder in (
        ("register's folder", workspace.register.parent),
        ("papers", workspace.out),
        ("previous copies", workspace.backups),
        ("records", workspace.records),
    ):
        place = folder
        while not place.exists() and place != place.parent:
            place = place.parent
        probe = place / ".hmic-doctor"
        try:
            probe.write_bytes(b"")
            probe.unlink()
            yield Finding(subject, GOOD, f"{folder} can be written")
        except OSError as error:
            yield Finding(subject, AMISS, f"{folder} cannot be written: {error.strerror}")


def _templates(workspace: Workspace) -> Iterator[Finding]:
    path = workspace.template("jac_report")
    there = path.is_file()
    yield Finding("template", GOOD if there else AMISS, str(path) if there else f"{path} is not there; see init")


def _record(workspace: Workspace) -> Iterator[Finding]:
    from hmic_tracker.history.store import open_history

    try:
        count = len(open_history(workspace.history).snapshots())
        yield Finding("record of past runs", GOOD, f"{count} snapshots")
    except TrackerError as error:
        yield Finding("record of past runs", AMISS, str(error))


def _fonts(_: Workspace) -> Iterator[Finding]:
    lister = shutil.which("fc-list")
    if lister is None:
        return
    try:
        found = subprocess.run([lister, ":", "family"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return
    has_font = any(name in found for name in ("Arial", "Liberation Sans", "Calibri", "Carlito"))
    yield Finding("fonts", GOOD if has_font else ABSENT, "good" if has_font else "no Arial or Calibri for PDFs")


def _settings(workspace: Workspace) -> Iterator[Finding]:
    if workspace.unknown_settings:
        names = "; ".join(workspace.unknown_settings)
        yield Finding("settings", AMISS, f"hmic-tracker.toml says what nobody knows: {names}")


def _mail(workspace: Workspace) -> Iterator[Finding]:
    if workspace.mail_to:
        yield Finding(
            "mail", GOOD, f"the covering email is addressed to {', '.join(workspace.mail_to)}; nothing is sent"
        )
    else:
        yield Finding("mail", ABSENT, "the covering email has no address: fill in to in [mail], or do it by hand")
    server = workspace.mail
    if server.server and not server.sender:
        yield Finding("mail server", AMISS, f"{server.server} is named, and from in [mail] is blank")
    elif server.server:
        yield Finding("mail server", GOOD, f"{server.server}, port {server.port}; used by send --yes alone")


_LOOKS = (_settings, _workbooks, _folders, _templates, _record, _mail, _fonts)

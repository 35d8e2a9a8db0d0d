"""Previous copies of the register: listed, and put back."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import NotFound
from hmic_tracker.files import Backup, append_lines, list_backups, workspace_lock
from hmic_tracker.files import restore as restore_file
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.register.trail import Trail

LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the version it took the place of is kept."""

    backup: Backup
    register: Path
    kept: Path | None


def changes_written(workspace: Workspace, *, ref: str = "", since: date | None = None) -> "Trail":
    """What the library wrote into the register, oldest first; of one recommendation, or of runs on or after a day."""
    from hmic_tracker.register.trail import read_trail

    return read_trail(workspace.records, ref=ref, since=since)


def previous_copies(workspace: Workspace) -> tuple[Backup, ...]:
    """The previous copies of the register, newest first."""
    return list_backups(workspace.backups, workspace.register)


def restore(workspace: Workspace, name: str, *, stamp: str, ignore_lock: bool = False) -> Restored:
    """Put a previous copy back in the register's place; the version that it replaces is kept like any other.

    `name` is the file's name, with or without its ending, a part of it that only one copy has, or `latest`. So
    `restore latest` twice leads back to where it began.

    Raises NotFound where no copy or several have that name, WorkbookBusy where somebody has the register open or
    another run is at work, and FileRefused where the copy is damaged or the register cannot be written.
    """
    from hmic_tracker.register.trail import TRAIL, restored_line
    from hmic_tracker.workbook.owners import announce, who_has_open

    backup = _chosen(previous_copies(workspace), name, workspace)
    with workspace_lock(workspace.folder):
        owners = who_has_open(workspace.register)
        despite = owners if ignore_lock else tuple(owner for owner in owners if owner.stale)
        with announce(workspace.register, despite=despite):
            kept = restore_file(
                backup.path,
                workspace.register,
                backups=workspace.backups,
                keep=workspace.keep_backups,
                stamp=stamp,
            )
        line = restored_line(backup.path.name, when=stamp, workbook=workspace.register.name)
        append_lines(workspace.records / TRAIL, (line,))
    return Restored(backup, workspace.register, kept)


def _chosen(copies: tuple[Backup, ...], name: str, workspace: Workspace) -> Backup:
    if not copies:
        raise NotFound(
            f"There are no previous copies of {workspace.register.name} in {workspace.backups}.",
            advice="A copy is kept each time that hmic-tracker writes the register.",
            place=str(workspace.backups),
        )
    if name == LATEST:
        return copies[0]
    wanted = Path(name).name
    exact = [copy for copy in copies if wanted in (copy.path.name, copy.path.stem)]
    found = exact or [copy for copy in copies if name in copy.path.stem]
    if len(found) == 1:
        return found[0]
    which = ", ".join(copy.path.stem for copy in found[:3])
    what = f"Several copies have “{name}” in their names: {which}." if found else f"No copy is called “{name}”."
    raise NotFound(what, advice="See which there are with: hmic-tracker backups", place=str(workspace.backups))

"""A new version put in place of the old one, and the old one kept."""

import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hmic_tracker.errors import FileRefused, WorkbookBusy
from hmic_tracker.files.exchange import is_denied, put_in_place, saved_meanwhile
from hmic_tracker.files.refusals import as_refusal
from hmic_tracker.files.system import BINARY, system
from hmic_tracker.files.whole import (
    Fingerprint,
    clear_leftovers,
    flush_file,
    flush_folder,
    make_folder,
    read_whole,
    real_file,
    removed_on_failure,
    stat_of_file,
    temporary_beside,
    write_bytes_whole,
    write_flushed,
)

_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Backup:
    """A previous version that was kept: `stamp` as it was given when it was kept, `digest` its first 8 digits."""

    path: Path
    stamp: str
    digest: str


def swap_in(
    temporary: Path,
    original: Path,
    *,
    backups: Path | None,
    keep: int = 30,
    stamp: str,
    expecting: Fingerprint | None = None,
) -> Path | None:
    """Puts `temporary` in the place of `original`; where the previous version was kept, or None.

    The steps: flush the temporary file, copy the previous version into `backups` (None: no copy is kept),
    give the new one its permissions and owner, replace, flush the folder, and remove copies beyond the
    newest `keep`. Stopped at any moment, `original` is the old version or the new one, whole.

    `temporary` comes from :func:`temporary_beside`, and is gone afterwards whatever happens. A link is
    followed to the file itself. `stamp` sorts by time and is part of the copy's name
    (`"2022-03-31 0930"`). With `expecting`, a file that is no longer the one that was read stays: see
    :func:`~hmic_tracker.files.exchange.put_in_place` for a save that comes at the very moment of ours.

    On Windows the new file takes its access list from the folder; an access list set on the workbook alone
    would need ReplaceFile, which refuses on several kinds of network folder.

    Raises :class:`FileRefused` (read-only, no permission, full disk, vanished folder) and
    :class:`WorkbookBusy` (somebody has it open, or saved in between); then everything is as it was.
    """
    original = real_file(original)
    with removed_on_failure(temporary):
        known = _stat_or_none(original)
        if known is not None:
            _refuse_read_only(original, known)
        try:
            flush_file(temporary)
        except OSError as error:
            raise as_refusal(error, original, "written") from error
        kept, was = None, None
        if known is not None:
            kept, was = _keep_previous(original, known, backups, stamp, expecting)
        try:
            if known is not None:
                _pass_on_ownership(original, temporary, known)
            _refuse_if_changed(original, known)
            put_in_place(temporary, original, was)
        except OSError as error:
            raise _refused_swap(error, original) from error
    flush_folder(original.parent)
    if backups is not None:
        _remove_oldest(backups, original, keep)
    return kept


def list_backups(folder: Path, original: Path) -> tuple[Backup, ...]:
    """The previous versions of `original` in `folder`, newest first; none where there is no such folder."""
    original = real_file(original)
    shape = re.compile(
        rf"{re.escape(original.stem)} (?P<stamp>.+) (?P<digest>[0-9a-f]{{{_DIGITS}}}){re.escape(original.suffix)}"
    )
    try:
        names = system().listdir(folder)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise as_refusal(error, folder, "read") from error
    found = [
        Backup(folder / name, match["stamp"], match["digest"]) for name in names if (match := shape.fullmatch(name))
    ]
    return tuple(sorted(found, key=lambda backup: (backup.stamp, _copied_at(backup.path)), reverse=True))


def restore(backup: Path, original: Path, *, backups: Path | None, keep: int = 30, stamp: str) -> Path | None:
    """Puts a kept version back; the version it takes the place of is kept in its turn, and its path returned.

    Raises :class:`FileRefused` when the copy's bytes are not those that were kept, and as :func:`swap_in`.
    """
    content, now = read_whole(backup)
    named = re.search(rf" ([0-9a-f]{{{_DIGITS}}})$", backup.stem)
    if named and not now.sha256.startswith(named[1]):
        raise FileRefused(
            f"{backup.name} is damaged: it is not what was kept.",
            advice="Choose another copy.",
            place=str(backup),
        )
    make_folder(real_file(original).parent)
    temporary = temporary_beside(original)
    write_bytes_whole(temporary, content)
    return swap_in(temporary, original, backups=backups, keep=keep, stamp=stamp)


def _copied_at(path: Path) -> int:
    """When the copy was made: of several with one stamp (a day) the order is that of the saves."""
    try:
        return system().stat(path).st_mtime_ns
    except OSError:
        return 0


def _stat_or_none(path: Path) -> os.stat_result | None:
    try:
        system().stat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise as_refusal(error, path, "written") from error
    return stat_of_file(path)


def _refuse_read_only(path: Path, known: os.stat_result) -> None:
    # A folder's permission would let the swap replace a read-only file: whoever set that did not mean it.
    anybody = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    try:
        is_writable = known.st_mode & anybody and system().may_write(path, os.W_OK)
    except OSError as error:
        raise as_refusal(error, path, "written") from error
    if not is_writable:
        raise FileRefused(
            f"{path.name} is read-only.",
            advice="Clear 'Read-only' in its properties, or ask whoever looks after it.",
            place=str(path),
        )
    try:
        # Excel lets others read the workbook it has open, but not write: asking tells.
        system().close(system().open(path, os.O_RDWR | BINARY, 0))
    except OSError as error:
        raise as_refusal(error, path, "written") from error


def _keep_previous(
    original: Path, known: os.stat_result, backups: Path | None, stamp: str, expecting: Fingerprint | None
) -> tuple[Path | None, Fingerprint | None]:
    """Where the copy is, and what was copied; the one or both None where nobody asked."""
    if backups is None and expecting is None:
        return None, None
    content, now = read_whole(original)
    if expecting is not None and now != expecting:
        raise saved_meanwhile(original)
    if backups is None:
        return None, now
    if not stamp or re.search(r'[<>:"/\\|?*\x00-\x1f]', stamp):
        raise ValueError(f"a stamp is part of a file name: {stamp!r}")
    make_folder(backups)
    clear_leftovers(backups)
    kept = backups / f"{original.stem} {stamp} {now.sha256[:_DIGITS]}{original.suffix}"
    try:
        temporary = temporary_beside(kept)
        with removed_on_failure(temporary):
            write_flushed(temporary, content, stat.S_IMODE(known.st_mode))
            system().replace(temporary, kept)
        flush_folder(backups)
    except OSError as error:
        raise as_refusal(error, kept, "written") from error
    return kept, now


def _pass_on_ownership(original: Path, temporary: Path, known: os.stat_result) -> None:
    if not system().is_windows:
        # Only an administrator may give a file away; in a shared folder the group's permission is what counts.
        with suppress(OSError):
            system().chown(temporary, -1, known.st_gid)
        with suppress(OSError):
            system().chown(temporary, known.st_uid, -1)
        with suppress(OSError):
            system().copy_attributes(original, temporary)
    system().chmod(temporary, stat.S_IMODE(known.st_mode))


def _refuse_if_changed(original: Path, known: os.stat_result | None) -> None:
    now = _stat_or_none(original)
    if (known is None) != (now is None):
        raise saved_meanwhile(original)
    if known is None or now is None:
        return
    facts = ("st_ino", "st_size", "st_mtime_ns")
    if any(getattr(known, fact) != getattr(now, fact) for fact in facts):
        raise saved_meanwhile(original)


def _refused_swap(error: OSError, original: Path) -> Exception:
    # Replacing a file that is open elsewhere is answered with "access denied" by Windows; that we may
    # write it was found out before.
    if system().is_windows and is_denied(error):
        return WorkbookBusy(
            f"{original.name} cannot be written: another program has it open.",
            advice="Ask for it to be closed, then try again.",
            place=str(original),
        )
    return as_refusal(error, original, "written")


def _remove_oldest(backups: Path, original: Path, keep: int) -> None:
    # The save is done: a copy too many is no reason to call it failed.
    with suppress(OSError, FileRefused):
        for surplus in list_backups(backups, original)[max(keep, 1) :]:
            with suppress(OSError):
                system().unlink(surplus.path)

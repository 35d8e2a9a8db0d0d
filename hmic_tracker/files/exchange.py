"""The moment of a swap: the new version gets the name, and nobody's save is lost to it."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hmic_tracker.errors import SavedOver, WorkbookBusy
from hmic_tracker.files.refusals import is_held_by_another
from hmic_tracker.files.system import system
from hmic_tracker.files.whole import Fingerprint, fingerprint

#: Virus scanners and synchronising programs hold a fresh file for a moment: seconds waited between attempts.
_PATIENCE = (0.05, 0.1, 0.2, 0.4)
_WINDOWS_ACCESS_DENIED = 5
_NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
_MOST_SAVES = 100


def put_in_place(temporary: Path, original: Path, was: Fingerprint | None) -> None:
    """Gives the file at `temporary` the name `original`, unless what has that name is no longer `was`.

    Between the last look at a file and its replacement somebody else may save it. So the two exchange their
    names, in one step, and what was taken out is looked at afterwards: where it isn't `was`, it goes back.
    Without a `was`, and on drives without such an exchange, the file is replaced outright, and the moment
    between the look and the replacement stays; on Windows nobody can replace a file that is being written.

    Raises :class:`WorkbookBusy` where it was not `was` (:class:`SavedOver` in that last case), :class:`OSError` where
    the system refuses; then what was saved last has the name, and `temporary` may be removed.
    """
    if was is None or system().is_windows:
        _patiently(lambda: system().replace(temporary, original))
        return
    ours = _marks(temporary)
    try:
        system().exchange(temporary, original)
    except FileNotFoundError:
        raise saved_meanwhile(original) from None
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
        system().replace(temporary, original)
        return
    try:
        is_what_was_read = fingerprint(temporary) == was
    except BaseException:
        _put_back(temporary, original, ours)
        raise
    if not is_what_was_read:
        raise (saved_meanwhile if _put_back(temporary, original, ours) else _saved_over)(original)
    with suppress(OSError):  # the new version is in place: a leftover is cleared by the next run
        system().unlink(temporary)


def saved_meanwhile(original: Path) -> WorkbookBusy:
    """The error for a file that is no longer the one that was read."""
    return WorkbookBusy(
        f"Somebody saved {original.name} while it was being worked on.",
        advice="Nothing was written over it. Try again.",
        place=str(original),
    )


def _saved_over(original: Path) -> SavedOver:
    return SavedOver(
        f"Somebody saved {original.name} before and after it was written.",
        advice="Compare it with the conflict copy beside it, then try again.",
        place=str(original),
    )


def is_denied(error: OSError) -> bool:
    """Whether the system says that this is not allowed, as Windows does of a file that is open elsewhere."""
    return getattr(error, "winerror", None) == _WINDOWS_ACCESS_DENIED or error.errno == errno.EACCES


def _put_back(temporary: Path, original: Path, ours: tuple[int, ...]) -> bool:
    """Gives the version that was taken out its name back; whether it could have it.

    What comes out for it must be what we put in. If it is not, somebody has saved over ours since: that is the
    newest, goes in again, and what was taken out first is kept beside it.
    """
    put_in = ours
    try:
        for _ in range(_MOST_SAVES):
            theirs = _marks(temporary)
            system().exchange(temporary, original)
            if _marks(temporary) == put_in:
                break
            put_in = theirs
        else:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
    except OSError:
        _keep_aside(temporary, original)
        raise
    if put_in == ours:
        return True
    _keep_aside(temporary, original)
    return False


def _keep_aside(temporary: Path, original: Path) -> None:
    # It must not go with our temporary files: under this name it is reported as a conflict copy.
    for number in range(1, _MOST_SAVES):
        which = f"{system().pid()}" if number == 1 else f"{system().pid()} {number}"
        try:
            system().name_as_new(temporary, original.with_name(f"{original.stem} (conflict {which}){original.suffix}"))
        except FileExistsError:
            continue
        except OSError:
            return  # under its own name it is found by the next run
        return


def _marks(path: Path) -> tuple[int, ...]:
    """What tells one version from another without reading it."""
    known: os.stat_result = system().stat(path)
    return known.st_dev, known.st_ino, known.st_size, known.st_mtime_ns


def _patiently(act: Callable[[], None]) -> None:
    for pause in _PATIENCE if system().is_windows else ():
        try:
            return act()
        except OSError as error:
            if not (is_held_by_another(error) or is_denied(error)):
                raise
            system().sleep(pause)
    return act()

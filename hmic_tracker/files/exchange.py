"""The moment of a swap: the new version gets the name, and nobody's save is lost to it."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hmic_tracker.errors import WorkbookBusy
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

    Raises :class:`WorkbookBusy` where it was not `was`, :class:`OSError` where the system refuses; then
    what was saved last has the name, and `temporary` may be removed.
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
        if fingerprint(temporary) != was:
            raise saved_meanwhile(original)
    except BaseException:
        _put_back(temporary, original, ours)
        raise
    with suppress(OSError):  # the new version is in place: a leftover is cleared by the next run
        system().unlink(temporary)


def saved_meanwhile(original: Path) -> WorkbookBusy:
    """The error for a file that is no longer the one that was read."""
    return WorkbookBusy(
        f"Somebody saved {original.name} while it was being worked on.",
        advice="Nothing was written over it. Try again.",
        place=str(original),
    )


def is_denied(error: OSError) -> bool:
    """Whether the system says that this is not allowed, as Windows does of a file that is open elsewhere."""
    return getattr(error, "winerror", None) == _WINDOWS_ACCESS_DENIED or error.errno == errno.EACCES


def _put_back(temporary: Path, original: Path, ours: tuple[int, ...]) -> None:
    """Gives the version that was taken out its name back.

    What comes out for it must be what we put in. If it is not, somebody has saved over ours since: that is the
    newest, and goes in again.
    """
    try:
        for _ in range(_MOST_SAVES):
            theirs = _marks(temporary)
            system().exchange(temporary, original)
            if _marks(temporary) == ours:
                return
            ours = theirs
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
    except OSError:
        # It must not go with our temporary files: under this name it is reported as a conflict copy.
        aside = original.with_name(f"{original.stem} (conflict {system().pid()}){original.suffix}")
        with suppress(OSError):
            system().name_as_new(temporary, aside)
        raise


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

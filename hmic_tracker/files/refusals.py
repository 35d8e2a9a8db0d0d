"""What the system answered, as a sentence a person can act on."""

import errno
from pathlib import Path

from hmic_tracker.errors import FileRefused, TrackerError, WorkbookBusy

#: Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE.
SHARING_VIOLATIONS = frozenset({32, 33, 1224})
_WINDOWS_ACCESS_DENIED = 5
_WINDOWS_NETWORK_GONE = frozenset({53, 55, 59, 64, 67, 121, 1222, 1231, 1236})

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM}
_GONE = {
    getattr(errno, name)
    for name in ("ESTALE", "ENODEV", "ENXIO", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH")
    if hasattr(errno, name)
} | {errno.ETIMEDOUT, errno.ENOTCONN}


def is_held_by_another(error: OSError) -> bool:
    """Whether another program holds the file open so that it cannot be read, written or replaced now."""
    return getattr(error, "winerror", None) in SHARING_VIOLATIONS or error.errno in (
        errno.EBUSY,
        errno.ETXTBSY,
    )


def as_refusal(error: OSError, path: Path, doing: str) -> TrackerError:
    """The error to raise for what the system answered.

    `doing` is the verb of the sentence: `"read"`, `"written"`. A file that another program holds open gives
    :class:`WorkbookBusy` (try again later), everything else :class:`FileRefused`.
    """
    place = str(path)
    windows = getattr(error, "winerror", None)
    if is_held_by_another(error):
        return WorkbookBusy(
            f"{path.name} cannot be {doing}: another program has it open.",
            advice="Ask for it to be closed, then try again.",
            place=place,
        )
    if error.errno in _GONE or windows in _WINDOWS_NETWORK_GONE:
        found = f"{path.name} cannot be {doing}: the folder {path.parent} has gone away."
        advice = "Check that the network drive is connected, then try again."
    elif error.errno == errno.ENOENT:
        found, advice = f"There is no {path.name} in {path.parent}.", "Check the name and the folder."
    elif error.errno == errno.ENOTDIR:
        found = f"{path.parent} is not a folder, so {path.name} cannot be {doing}."
        advice = "Check the name and the folder."
    elif error.errno == errno.EISDIR:
        found, advice = f"{path.name} is a folder, not a file.", "Check the name."
    elif error.errno in _FULL:
        found = f"{path.name} cannot be {doing}: the disk or your share of it is full."
        advice = "Make room, then try again; nothing was changed."
    elif error.errno == errno.EROFS:
        found = f"{path.name} cannot be {doing}: the drive can only be read."
        advice = "Use a folder that can be written to."
    elif error.errno in _FORBIDDEN or windows == _WINDOWS_ACCESS_DENIED:
        found = f"{path.name} cannot be {doing}: you are not allowed to in {path.parent}."
        advice = "Ask whoever looks after the folder for permission."
    elif error.errno == errno.ENAMETOOLONG:
        found = f"The name of {path.name[:40]}... is longer than the system allows."
        advice = "Use a shorter name or a folder nearer the top of the drive."
    elif error.errno == errno.ELOOP:
        found, advice = f"{path.name} is a link that leads back to itself.", "Replace it with the file itself."
    elif error.errno == errno.EIO:
        found = f"{path.name} cannot be {doing}: the disk or the network reported a fault."
        advice = "Nothing was changed. Tell IT, and keep the copies in the backups folder."
    else:
        reason = error.strerror or type(error).__name__
        found = f"{path.name} cannot be {doing}: the system answered '{reason}'."
        advice = "Nothing was changed. Try again, and tell IT if it stays."
    return FileRefused(found, advice=advice, place=place)

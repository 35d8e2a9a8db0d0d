"""The seam to the operating system: every call that can fail or be cut short goes through here.

A test or the soak script puts its own :class:`System` in place with :func:`acting_through`, to kill the
program or to fail at any one call, and to show on one operating system what another would do.
"""

import errno
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

#: Text mode would turn line feeds into carriage returns on Windows; elsewhere there is no such flag.
BINARY = getattr(os, "O_BINARY", 0)

_STILL_ACTIVE = 259
_PROCESS_QUERY_LIMITED_INFORMATION = 0x1000
_ERROR_ACCESS_DENIED = 5
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def _is_alive(pid: int) -> bool:
    """Whether a process with this number runs on this machine; True where that cannot be told."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        # os.kill(pid, 0) would send CTRL+C there, so Windows is asked directly.
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        opened = kernel.OpenProcess(_PROCESS_QUERY_LIMITED_INFORMATION, False, pid)
        if not opened:
            return ctypes.get_last_error() == _ERROR_ACCESS_DENIED
        code = ctypes.c_ulong()
        known = kernel.GetExitCodeProcess(ctypes.c_void_p(opened), ctypes.byref(code))
        kernel.CloseHandle(ctypes.c_void_p(opened))
        return not known or code.value == _STILL_ACTIVE
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _copy_attributes(source: Path, target: Path) -> None:
    """Gives `target` the extended attributes (access lists among them) of `source`, where there are any."""
    if sys.platform == "linux":
        for name in os.listxattr(source):
            os.setxattr(target, name, os.getxattr(source, name))


def _name_as_new(source: Path, target: Path) -> None:
    """Gives a file a name that nobody has yet, in one step; FileExistsError where somebody has.

    Windows refuses to rename over a file; elsewhere only a link does.
    """
    if sys.platform == "win32":
        os.rename(source, target)  # noqa: PTH104  # the seam is of the system's own calls
        return
    os.link(source, target)
    os.unlink(source)  # noqa: PTH108


def _exchange(one: Path, other: Path) -> None:
    """Gives each of two files the other's name, in one step; OSError with ENOSYS where there is no such call.

    Linux alone has it (renameat2), and not on every drive: there the answer is EINVAL.
    """
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    here, names = ctypes.c_int(_AT_FDCWD), (os.fsencode(one), os.fsencode(other))
    if rename(here, names[0], here, names[1], ctypes.c_uint(_RENAME_EXCHANGE)):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def _chown(path: Path, user: int, group: int) -> None:
    """Gives the file to a user and group; nothing on Windows, where the folder's access list rules."""
    if sys.platform != "win32":
        os.chown(path, user, group)


@dataclass(frozen=True)
class System:
    """The calls that this package makes, each of which a test may replace.

    `is_windows` decides what is asked of the system at all: Windows has no flushing of folders, and a file
    that somebody holds open cannot be replaced there.
    """

    open: Callable[[Path, int, int], int] = os.open
    read: Callable[[int, int], bytes] = os.read
    write: Callable[[int, bytes | memoryview], int] = os.write
    truncate: Callable[[int, int], None] = os.ftruncate
    fsync: Callable[[int], None] = os.fsync
    close: Callable[[int], None] = os.close
    replace: Callable[[Path, Path], None] = os.replace
    name_as_new: Callable[[Path, Path], None] = _name_as_new
    exchange: Callable[[Path, Path], None] = _exchange
    unlink: Callable[[Path], None] = os.unlink
    mkdir: Callable[[Path], None] = os.mkdir
    stat: Callable[[Path], os.stat_result] = os.stat
    listdir: Callable[[Path], list[str]] = os.listdir
    chmod: Callable[[Path, int], None] = os.chmod
    chown: Callable[[Path, int, int], None] = _chown
    copy_attributes: Callable[[Path, Path], None] = _copy_attributes
    may_write: Callable[[Path, int], bool] = os.access
    is_alive: Callable[[int], bool] = _is_alive
    sleep: Callable[[float], None] = time.sleep
    pid: Callable[[], int] = os.getpid
    host: Callable[[], str] = socket.gethostname
    is_windows: bool = sys.platform == "win32"


_current: ContextVar[System] = ContextVar("system")
_REAL = System()


def system() -> System:
    """The system in use: the real one unless a test put another in place."""
    return _current.get(_REAL)


@contextmanager
def acting_through(other: System) -> Iterator[System]:
    """Within the block, files are read and written through `other`."""
    token = _current.set(other)
    try:
        yield other
    finally:
        _current.reset(token)

"""Files read and written whole: never half of one version and half of another."""

import hashlib
import os
import re
import stat
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from hmic_tracker.errors import FileRefused
from hmic_tracker.files.refusals import as_refusal
from hmic_tracker.files.system import BINARY, system

#: The largest file that is read at all. The largest register seen in practice is under 20 MB.
LARGEST_FILE = 512 * 1024 * 1024

_CHUNK = 256 * 1024
_TEMPORARY = re.compile(r"^\.~hmic-(?P<name>.+)-(?P<pid>\d+)@(?P<host>[^@]+)\.tmp$")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file's bytes were when it was looked at.

    Two are equal when size (in bytes) and `sha256` (hexadecimal) are; `modified_ns` is only a hint, since
    synchronising programs set it as they like.
    """

    size: int
    sha256: str
    modified_ns: int = field(default=0, compare=False)

    @classmethod
    def of(cls, content: bytes, modified_ns: int = 0) -> "Fingerprint":
        """The fingerprint of bytes already read."""
        return cls(len(content), hashlib.sha256(content).hexdigest(), modified_ns)


def real_file(path: Path) -> Path:
    """The file itself where `path` is a link to it; the path made absolute where nothing is there yet.

    Raises :class:`FileRefused` for a link that leads back to itself, and for what no file can be named.
    """
    try:
        return path.resolve()
    except ValueError as error:  # a null character, or half a character
        raise _no_name(path) from error
    except (OSError, RuntimeError) as error:  # Python 3.11 and 3.12 raise RuntimeError for a loop
        if isinstance(error, OSError):
            raise as_refusal(error, path, "read") from error
        raise FileRefused(
            f"{path.name} is a link that leads back to itself.",
            advice="Replace it with the file itself.",
            place=str(path),
        ) from error


def is_there(path: Path) -> bool:
    """Whether there is anything of that name. Raises :class:`FileRefused` where the system will not say."""
    try:
        system().stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise as_refusal(error, path, "read") from error
    except ValueError as error:
        raise _no_name(path) from error
    return True


def _no_name(path: Path) -> FileRefused:
    return FileRefused(f"No file can be named {path.name!r}.", advice="Choose another name.", place=repr(str(path)))


def stat_of_file(path: Path) -> os.stat_result:
    """What the system knows of an ordinary file.

    Raises :class:`FileRefused` when it is missing, forbidden, a folder, or no ordinary file (a pipe or a
    device would keep us waiting for ever).
    """
    try:
        known = system().stat(path)
    except OSError as error:
        raise as_refusal(error, path, "read") from error
    if stat.S_ISDIR(known.st_mode):
        raise FileRefused(f"{path.name} is a folder, not a file.", advice="Name the file in it.", place=str(path))
    if not stat.S_ISREG(known.st_mode):
        raise FileRefused(f"{path.name} is not an ordinary file.", advice="Check the name.", place=str(path))
    return known


def read_whole(path: Path) -> tuple[bytes, Fingerprint]:
    """The bytes of a file and the fingerprint of those same bytes. Raises as :func:`read_bytes_whole` does."""
    content, modified_ns = _read(path)
    return content, Fingerprint.of(content, modified_ns)


def read_bytes_whole(path: Path) -> bytes:
    """The bytes of a file.

    Raises :class:`FileRefused` when it is missing, forbidden, not a file or larger than `LARGEST_FILE`,
    :class:`WorkbookBusy` when another program lets nobody else read it.
    """
    return _read(path)[0]


def _read(path: Path) -> tuple[bytes, int]:
    known = stat_of_file(path)
    if known.st_size > LARGEST_FILE:
        raise FileRefused(
            f"{path.name} is {known.st_size // (1024 * 1024)} MB, more than can be read.",
            advice="Check that it is the right file.",
            place=str(path),
        )
    try:
        descriptor = system().open(path, os.O_RDONLY | BINARY, 0)
        try:
            pieces = []
            while piece := system().read(descriptor, max(_CHUNK, known.st_size)):
                pieces.append(piece)
        finally:
            system().close(descriptor)
    except OSError as error:
        raise as_refusal(error, path, "read") from error
    return b"".join(pieces), known.st_mtime_ns


def fingerprint(path: Path) -> Fingerprint:
    """What the file's bytes are now. Raises as :func:`read_whole` does."""
    return read_whole(path)[1]


def temporary_beside(path: Path) -> Path:
    """Where to write the next version of `path`: in the same folder, since a swap works only within one drive.

    A link is followed, so that the name lies beside the file itself. The name tells which process on which
    machine made it, so that :func:`clear_leftovers` knows whose it was, and each thread has its own, so that two that
    write the same file do not write into one another's.
    """
    real = real_file(path)
    if not real.name:
        raise FileRefused(f"{real} is a folder, not a file.", advice="Name the file in it.", place=str(real))
    host = re.sub(r"[^A-Za-z0-9._-]", "_", system().host()) or "_"
    is_main = threading.current_thread() is threading.main_thread()
    thread = "" if is_main else f"-{threading.get_native_id()}"
    return real.with_name(f".~hmic-{real.name}{thread}-{system().pid()}@{host}.tmp")


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one of ours, half written or waiting to be swapped in."""
    return _TEMPORARY.match(name) is not None


def clear_leftovers(folder: Path) -> tuple[Path, ...]:
    """Removes the temporary files that processes killed on this machine left in `folder`; those removed.

    Files of a running process or of another machine stay. A folder that is not there holds nothing.
    """
    this_host = re.sub(r"[^A-Za-z0-9._-]", "_", system().host()) or "_"
    removed = []
    with suppress(OSError):
        for name in sorted(system().listdir(folder)):
            found = _TEMPORARY.match(name)
            if not found or found["host"] != this_host or len(found["pid"]) > 10:
                continue
            pid = int(found["pid"])
            if pid != system().pid() and system().is_alive(pid):
                continue
            with suppress(OSError):
                system().unlink(folder / name)
                removed.append(folder / name)
    return tuple(removed)


def write_bytes_whole(path: Path, content: bytes) -> None:
    """Writes a file so that it is the old one or the new one, whole, whenever we are stopped.

    Folders that are missing are made. An existing file keeps its permissions. Raises :class:`FileRefused`
    or :class:`WorkbookBusy`, and then the old file is as it was.
    """
    real = real_file(path)
    make_folder(real.parent)
    temporary = temporary_beside(real)
    with removed_on_failure(temporary):
        try:
            mode = 0o666
            with suppress(FileNotFoundError):
                mode = stat.S_IMODE(system().stat(real).st_mode)
            write_flushed(temporary, content, mode)
            system().replace(temporary, real)
        except OSError as error:
            raise as_refusal(error, real, "written") from error
    flush_folder(real.parent)


def write_text_whole(path: Path, text: str) -> None:
    """As :func:`write_bytes_whole`, in UTF-8 with the line ends that `text` has."""
    write_bytes_whole(path, text.encode("utf-8"))


def read_lines(path: Path) -> tuple[str, ...]:
    """The lines of a record as :func:`append_lines` adds them; none where there is no such file.

    What a crash left half written is a line too. Raises :class:`FileRefused` where it is there and cannot be opened.
    """
    # Not splitlines(): it splits at signs that JSON holds as they are.
    return tuple(read_bytes_whole(path).decode("utf-8", "replace").split("\n")) if path.exists() else ()


def append_line(path: Path, line: str) -> None:
    """Adds one line to a record; as :func:`append_lines`."""
    append_lines(path, (line,))


def append_lines(path: Path, lines: Iterable[str]) -> None:
    """Adds lines to a record, all of them on the disk when this returns; without a line nothing is touched.

    Where a crash left half a line at the end, the first starts on a line of its own. What could not be
    written whole is taken back. Raises :class:`FileRefused`, and :class:`ValueError` for a text of several
    lines.
    """
    wanted = list(lines)
    if any("\n" in line or "\r" in line for line in wanted):
        raise ValueError("a record is one line")
    if not wanted:
        return
    content = "".join(f"{line}\n" for line in wanted).encode("utf-8")
    make_folder(path.parent)
    is_new = not path.exists()
    try:
        descriptor = system().open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | BINARY, 0o666)
        try:
            length = os.lseek(descriptor, 0, os.SEEK_END)
            starts_fresh = True
            if length:
                os.lseek(descriptor, length - 1, os.SEEK_SET)
                starts_fresh = system().read(descriptor, 1) == b"\n"
            try:
                _write_all(descriptor, (b"" if starts_fresh else b"\n") + content)
                system().fsync(descriptor)
            except OSError:
                with suppress(OSError):
                    system().truncate(descriptor, length)
                raise
        finally:
            system().close(descriptor)
    except OSError as error:
        raise as_refusal(error, path, "written") from error
    if is_new:
        flush_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it that are missing. Raises :class:`FileRefused`."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        try:
            system().mkdir(each)
        except FileExistsError:
            continue
        except OSError as error:
            raise as_refusal(error, each, "made") from error


def flush_file(path: Path) -> None:
    """Has the system put what was written to `path` on the disk; :class:`OSError` where it cannot."""
    descriptor = system().open(path, os.O_RDWR | BINARY, 0)  # Windows flushes only what is open for writing
    try:
        system().fsync(descriptor)
    finally:
        system().close(descriptor)


def flush_folder(folder: Path) -> None:
    """Has the system put the names in a folder on the disk, where it has such a call.

    The contents were flushed before and the swap was made: what a fault here leaves open is only which of
    two whole versions is found after a power cut, so it is not an error.
    """
    if system().is_windows:
        return
    with suppress(OSError):
        descriptor = system().open(folder, os.O_RDONLY, 0)
        try:
            system().fsync(descriptor)
        finally:
            system().close(descriptor)


@contextmanager
def removed_on_failure(temporary: Path) -> Iterator[None]:
    """Within the block, whatever goes wrong removes the temporary file before it is passed on."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            system().unlink(temporary)
        raise


def write_flushed(path: Path, content: bytes, mode: int) -> None:
    """Writes a new file and has it put on the disk; :class:`OSError` where it cannot.

    `mode` is its permissions: set before there is anything to read, so that what few may see is at no moment
    seen by more. 0o666 stands for what the system gives new files.
    """
    descriptor = system().open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | BINARY, mode)
    try:
        if mode != 0o666:
            system().chmod(path, mode)
        _write_all(descriptor, content)
        system().fsync(descriptor)
    finally:
        system().close(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[system().write(descriptor, rest[:_CHUNK]) :]

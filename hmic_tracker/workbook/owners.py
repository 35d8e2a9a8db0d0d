"""Who has a workbook open: the marks that Excel and LibreOffice leave beside it, and ours.

Excel writes `~$name.xlsx`, 165 bytes: the length of the user's name, the name in the system's code page filled
up with spaces to byte 55, its length again in two bytes, the name in UTF-16 filled up with spaces.
LibreOffice writes `.~lock.name.xlsx#`, one line: name, user, machine, when, profile, separated by commas and
closed by a semicolon, with a backslash before these three signs where they are meant.
"""

import errno
import getpass
import os
import re
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hmic_tracker.errors import WorkbookBusy
from hmic_tracker.files import as_refusal, real_file, system, temporary_beside
from hmic_tracker.files.system import BINARY
from hmic_tracker.files.whole import removed_on_failure, write_flushed

OUR_NAME = "hmic-tracker"
EXCEL, LIBREOFFICE = "Excel", "LibreOffice"

_EXCEL_BYTES, _WIDE_AT, _LONGEST_NAME = 165, 55, 54
_MOST_BYTES = 4096
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP}
_OUR_PROFILE = re.compile(r"hmic-tracker:(\d{1,10})")
_FIELD = re.compile(r"((?:\\.|[^\\,;])*)[,;]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who has the workbook open, or had it open when their program stopped.

    `name` is theirs as their program knows it (empty where the mark cannot be read), `program` Excel,
    LibreOffice or hmic-tracker, `mark` the file that says so. A `stale` mark is one that no program holds
    any more; only Windows can tell.
    """

    name: str
    program: str
    mark: Path
    stale: bool = False

    def __str__(self) -> str:
        """`Ann Example (Excel)`."""
        return f"{self.name} ({self.program})" if self.name and self.name != self.program else self.program


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a mark says: whose it is, and which process on which machine where it is one of ours."""

    owner: Owner
    pid: int = 0
    host: str = ""


def excel_mark(path: Path) -> Path:
    """Where Excel marks this workbook as open."""
    return path.with_name(f"~${path.name}")


def libreoffice_mark(path: Path) -> Path:
    """Where LibreOffice marks this workbook as open."""
    return path.with_name(f".~lock.{path.name}#")


def who_has_open(path: Path) -> tuple[Owner, ...]:
    """Everybody whose mark lies beside the workbook, but for this process.

    Our own marks whose process on this machine is dead are removed on the way. A mark that cannot be read
    counts, with an empty name: somebody holds it. Ask `stale` before refusing.
    """
    path = real_file(path)
    found = []
    # In the order in which marks are removed, so that a run that ends meanwhile isn't taken for a leftover.
    excel = _read_excel(excel_mark(path))
    ours = _read_libreoffice(libreoffice_mark(path))
    if ours is not None and ours.pid:
        if _is_dead(ours):
            _remove(excel_mark(path), only_ours=True)
            _remove(ours.owner.mark)
        elif not _is_this_process(ours):
            found.append(ours.owner)
    elif ours is not None:
        found.append(_looked_at(ours.owner))
    if excel is not None and excel.name == OUR_NAME:
        # The other mark is made first and removed last, and says which process; alone, this one is a leftover.
        if ours is None or not ours.pid:
            _remove(excel.mark)
    elif excel is not None:
        found.append(_looked_at(excel))
    return tuple(found)


def in_use(path: Path, owners: Sequence[Owner]) -> WorkbookBusy:
    """The error that names who has the workbook open."""
    names = list(dict.fromkeys(str(owner) for owner in owners)) or ["another program"]
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    marks = ", ".join(owner.mark.name for owner in owners)
    advice = "Ask for it to be closed, then try again."
    if marks:
        advice += f" If nobody has it open, a crash left a mark behind: delete {marks} or use --ignore-lock."
    return WorkbookBusy(f"{path.name} is open: {who}.", advice=advice, place=str(path))


@contextmanager
def announce(path: Path, *, name: str = OUR_NAME, despite: Sequence[Owner] = ()) -> Iterator[None]:
    """Within the block, our own marks lie beside the workbook, so that others are told it is in use.

    Nobody else's mark is ever overwritten: those of `despite` (stale ones, or `--ignore-lock`) stay and we go
    on without that one, any other raises WorkbookBusy. Raises FileRefused where the folder cannot be written.
    After a crash the next :func:`who_has_open` on this machine removes what was left.
    """
    path = real_file(path)
    ignored = {owner.mark for owner in despite}
    others = [owner for owner in who_has_open(path) if not owner.stale and owner.mark not in ignored]
    if others:
        raise in_use(path, others)
    made: list[tuple[Path, int]] = []
    try:
        # This order, and the reverse when removing: see `who_has_open`.
        for mark, content in (
            (libreoffice_mark(path), _libreoffice_text(name)),
            (excel_mark(path), _excel_bytes(OUR_NAME)),
        ):
            descriptor = _make(mark, content, path, ignored)
            if descriptor is not None:
                made.append((mark, descriptor))
        yield
    finally:
        for mark, descriptor in reversed(made):
            with suppress(OSError):
                system().close(descriptor)
            with suppress(OSError):
                system().unlink(mark)


def _make(mark: Path, content: bytes, path: Path, ignored: set[Path]) -> int | None:
    """A new mark, and the descriptor that holds it; None where an ignored one is in its place.

    It is written under another name and then given its own: killed in between, an empty mark that says
    nothing of us would hold the workbook for ever.
    """
    temporary = temporary_beside(mark)
    try:
        with removed_on_failure(temporary):
            write_flushed(temporary, content, 0o666)
            try:
                system().name_as_new(temporary, mark)
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                _make_in_place(mark, content)
                system().unlink(temporary)
        with removed_on_failure(mark):
            return system().open(mark, os.O_RDONLY | BINARY, 0)  # held open, so that Windows shows it is alive
    except FileExistsError:
        others = who_has_open(path)
        if mark in ignored or any(owner.mark == mark and owner.stale for owner in others):
            return None
        raise in_use(path, others) from None
    except OSError as error:
        raise as_refusal(error, mark, "written") from error


def _make_in_place(mark: Path, content: bytes) -> None:
    """A new mark on a drive that has no links, as some network drives."""
    descriptor = system().open(mark, os.O_RDWR | os.O_CREAT | os.O_EXCL | BINARY, 0o666)
    try:
        system().write(descriptor, content)
    except OSError:
        with suppress(OSError):
            system().unlink(mark)
        raise
    finally:
        system().close(descriptor)


def _content(mark: Path) -> bytes | None:
    """What a mark says; None where there is none, nothing where it cannot be read."""
    try:
        descriptor = system().open(mark, os.O_RDONLY | BINARY, 0)
    except FileNotFoundError:
        return None
    except OSError:
        return b""
    try:
        return system().read(descriptor, _MOST_BYTES)
    except OSError:
        return b""
    finally:
        with suppress(OSError):
            system().close(descriptor)


def _read_excel(mark: Path) -> Owner | None:
    content = _content(mark)
    return None if content is None else Owner(_name_for_excel(content), EXCEL, mark)


def _name_for_excel(content: bytes) -> str:
    if len(content) >= _WIDE_AT + 2:
        (length,) = struct.unpack_from("<H", content, _WIDE_AT)
        if 0 < length <= _LONGEST_NAME:
            start = _WIDE_AT + 2
            return _tidy(content[start : start + 2 * length].decode("utf-16-le", "replace"))
    if content and 0 < content[0] <= _LONGEST_NAME:
        return _tidy(content[1 : 1 + content[0]].decode("cp1252", "replace"))
    return ""


def _read_libreoffice(mark: Path) -> _Mark | None:
    content = _content(mark)
    if content is None:
        return None
    text = content.decode("utf-8", "replace")
    fields = [re.sub(r"\\(.)", r"\1", field) for field in _FIELD.findall(text)]
    name, user, host, _, profile = (*fields, "", "", "", "", "")[:5]
    ours = _OUR_PROFILE.fullmatch(profile)
    if ours:
        return _Mark(Owner(_tidy(f"{name} on {host}"), OUR_NAME, mark), int(ours[1]), host)
    shown = name or user
    return _Mark(Owner(_tidy(f"{shown} on {host}" if shown and host else shown), LIBREOFFICE, mark))


def _tidy(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable()).strip()


def _excel_bytes(name: str) -> bytes:
    narrow = name.encode("cp1252", "replace")
    wide = name.encode("utf-16-le")
    start = bytes([len(narrow)]) + narrow.ljust(_WIDE_AT - 1)
    filled = start + struct.pack("<H", len(name)) + wide
    return filled + b" \0" * ((_EXCEL_BYTES - len(filled)) // 2)


def _libreoffice_text(name: str) -> bytes:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in a container, no pwd on Windows
        user = ""
    # Without the time: nothing below the command line reads the clock, and LibreOffice only shows it.
    fields = (name, user, system().host(), "", f"{OUR_NAME}:{system().pid()}")
    return (",".join(re.sub(r"([\\,;])", r"\\\1", field) for field in fields) + ";").encode("utf-8")


def _is_dead(mark: _Mark) -> bool:
    return mark.host == system().host() and not _is_this_process(mark) and not system().is_alive(mark.pid)


def _is_this_process(mark: _Mark) -> bool:
    return mark.host == system().host() and mark.pid == system().pid()


def _looked_at(owner: Owner) -> Owner:
    """The owner, `stale` where nobody holds the mark.

    Windows lets nobody rename a file that a program holds open, as Excel and LibreOffice do with their marks.
    Elsewhere a rename always works and tells nothing.
    """
    if not system().is_windows:
        return owner
    aside = owner.mark.with_name(f"{owner.mark.name}.{system().pid()}")
    try:
        system().replace(owner.mark, aside)
    except OSError:
        return owner
    with suppress(OSError):
        system().replace(aside, owner.mark)
    return Owner(owner.name, owner.program, owner.mark, stale=True)


def _remove(mark: Path, *, only_ours: bool = False) -> None:
    if only_ours:
        found = _read_excel(mark)
        if found is None or found.name != OUR_NAME:
            return
    with suppress(OSError):
        system().unlink(mark)

"""One writer at a time in a workspace."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hmic_tracker.errors import FileRefused, WorkbookBusy
from hmic_tracker.files.refusals import as_refusal
from hmic_tracker.files.system import system
from hmic_tracker.files.whole import make_folder


@contextmanager
def workspace_lock(
    folder: Path,
    *,
    wait_seconds: float = 0,
    name: str = "lock",
    busy: str = "Another run of hmic-tracker is at work in",
    advice: str = "Wait until it is done, then try again.",
) -> Iterator[None]:
    """Within the block, no other run of ours writes in the workspace `folder`.

    The lock is the operating system's, on `.hmic/lock`: a process that was killed does not keep it. Beside
    it stands who has it, for the sentence another run is stopped with, which begins with `busy` and
    ends with `advice`. Another `name` is another lock. Raises :class:`WorkbookBusy` when another still has it
    after `wait_seconds`, :class:`FileRefused` when the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    records = folder / ".hmic"
    make_folder(records)
    held_by = records / f"{name}.held"
    lock = FileLock(records / name)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise WorkbookBusy(
            f"{busy} {_named(folder)}{_holder(held_by)}.",
            advice=advice,
            place=str(folder),
        ) from None
    except NotImplementedError as error:
        raise FileRefused(
            f"The drive of {_named(folder)} has no locks, so two runs could write at once.",
            advice="Use a folder on another drive.",
            place=str(folder),
        ) from error
    except OSError as error:
        raise as_refusal(error, records / name, "written") from error
    try:
        with suppress(OSError):  # only for the sentence: the lock holds without it
            held_by.write_text(f"{system().pid()} {system().host()}\n", encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            system().unlink(held_by)
        lock.release()


def _named(folder: Path) -> str:
    return "this folder" if folder == Path() else str(folder)


def _holder(held_by: Path) -> str:
    try:
        pid, host = held_by.read_text(encoding="utf-8", errors="replace").split(maxsplit=1)
    except (OSError, ValueError):
        return ""
    return f" (process {pid[:20]} on {host.strip()[:80]})"

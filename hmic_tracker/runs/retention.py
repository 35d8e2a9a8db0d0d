"""What is kept, and for how long: previous copies, the outbox, the logs and the run record, as `[retention]` says."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hmic_tracker.files import Backup, list_backups, read_bytes_whole, system, write_bytes_whole
from hmic_tracker.runs.log import JSON_LOG, WORDS_LOG, logs_of
from hmic_tracker.runs.provenance import shorten_notes
from hmic_tracker.runs.record import RUNS
from hmic_tracker.runs.workspace import Workspace

_DAY = re.compile(rb"\d{4}-\d\d-\d\d")


def clear_out(workspace: Workspace, today: date) -> tuple[str, ...]:
    """Remove what is older than the settings let it be; returns a sentence for each kind of thing removed.

    The newest previous copy stays however old it is. To be called while no other run is at work. What cannot be removed
    is left for the next time. Raises FileRefused where a folder cannot be read.
    """
    said = [
        _say(_backups(workspace, today), "previous copy", "previous copies", "older than they are kept"),
        _say(_outbox(workspace, today), "file of the outbox", "files of the outbox", "given up: too long ago"),
        _say(_logs(workspace, today), "old log", "old logs", "removed or shortened"),
        _say(_run_record(workspace, today), "run record", "run records", "shortened"),
    ]
    shorten_notes(workspace)
    return tuple(sentence for sentence in said if sentence)


def _say(names: list[str], one: str, many: str, why: str) -> str:
    if not names:
        return ""
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return f"{len(names)} {one if len(names) == 1 else many} {why}: {shown}."


def _backups(workspace: Workspace, today: date) -> list[str]:
    limit = _limit(workspace.retention.backups_days, today)
    if limit is None:
        return []
    copies = list_backups(workspace.backups, workspace.register)
    return _remove(copy.path for copy in copies[1:] if (day := _kept_on(copy)) is not None and day < limit)


def _kept_on(copy: Backup) -> date | None:
    """The day in its name; a copy that a person named otherwise is dated by its file."""
    try:
        return date.fromisoformat(copy.stamp[:10])
    except ValueError:
        return _changed_on(copy.path)


def _outbox(workspace: Workspace, today: date) -> list[str]:
    limit = _limit(workspace.retention.outbox_days, today)
    if limit is None or not workspace.outbox.is_dir():
        return []
    ours = (*workspace.outbox.glob("changes *.json"), *workspace.outbox.glob("changes *.json.damaged"))
    return _remove(path for path in sorted(ours) if (day := _changed_on(path)) is not None and day < limit)


def _logs(workspace: Workspace, today: date) -> list[str]:
    limit = _limit(workspace.retention.logs_days, today)
    folder = logs_of(workspace)
    if limit is None or not folder.is_dir():
        return []
    removed = _remove(
        path
        for name in (WORDS_LOG, JSON_LOG)
        for path in sorted(folder.glob(f"{name}.*"))
        if (day := _changed_on(path)) is not None and day < limit
    )
    return removed + [name for name in (WORDS_LOG, JSON_LOG) if _shorten(folder / name, limit)]


def _run_record(workspace: Workspace, today: date) -> list[str]:
    limit = _limit(workspace.retention.runs_days, today)
    path = workspace.records / RUNS
    return [path.name] if limit is not None and _shorten(path, limit) else []


def _shorten(path: Path, limit: date) -> bool:
    """Leave out the lines of days before `limit`; a line without a day goes with the one before it."""
    if not path.exists():
        return False
    content = read_bytes_whole(path)
    lines = content.splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if (day := _day_of(line)) is not None and day >= limit), None)
    if first is None:
        first = len(lines) if any(_day_of(line) is not None for line in lines) else 0
    if first:
        write_bytes_whole(path, b"".join(lines[first:]))
    return bool(first)


def _day_of(line: bytes) -> date | None:
    found = _DAY.search(line[:32])
    try:
        return date.fromisoformat(found[0].decode()) if found else None
    except ValueError:
        return None


def _limit(days: int, today: date) -> date | None:
    return today - timedelta(days=days) if days else None


def _changed_on(path: Path) -> date | None:
    with suppress(OSError):
        return datetime.fromtimestamp(system().stat(path).st_mtime, UTC).date()
    return None


def _remove(paths: Iterator[Path]) -> list[str]:
    removed = []
    for path in paths:
        with suppress(OSError):
            system().unlink(path)
            removed.append(path.name)
    return removed

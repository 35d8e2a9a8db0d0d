"""Change sets that could not be written, waiting as JSON for the next save."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hmic_tracker.errors import TrackerError
from hmic_tracker.files import as_refusal, read_bytes_whole, system, write_text_whole
from hmic_tracker.register.changes import Change, ChangeSet
from hmic_tracker.register.columns import RECOMMENDATIONS
from hmic_tracker.register.declare import FilledBy
from hmic_tracker.register.sheets import RESPONSES
from hmic_tracker.workbook.values import CellError

_START, _END = "changes ", ".json"
_TEXTS = ("table", "ref", "sheet", "cell", "column", "because")


@dataclass(frozen=True)
class Outbox:
    """What waits: the change sets, oldest first, their files, and files that cannot be read."""

    waiting: tuple[ChangeSet, ...] = ()
    files: tuple[Path, ...] = ()
    damaged: tuple[Path, ...] = ()


def waiting(folder: Path) -> tuple[ChangeSet, ...]:
    """The change sets that wait in `folder`, oldest first; none where there is no such folder.

    A file that cannot be read is passed over; :func:`read_outbox` names it.
    """
    return read_outbox(folder).waiting


def read_outbox(folder: Path) -> Outbox:
    """What waits in `folder`. Raises FileRefused where the folder is there and cannot be read."""
    try:
        names = sorted(name for name in system().listdir(folder) if name.startswith(_START) and name.endswith(_END))
    except FileNotFoundError:
        return Outbox()
    except NotADirectoryError as error:  # of `folder` itself: a file stands in its place
        raise as_refusal(error, folder / "changes", "read") from error
    except OSError as error:
        raise as_refusal(error, folder, "read") from error
    sets, files, damaged = [], [], []
    for name in names:
        found = _read(folder / name)
        if found is None:
            damaged.append(folder / name)
        else:
            sets.append(found)
            files.append(folder / name)
    return Outbox(tuple(sets), tuple(files), tuple(damaged))


def still_wanted(older: Iterable[ChangeSet], newer: ChangeSet) -> tuple[Change, ...]:
    """What `older` change sets would write into cells that `newer` has not decided; of several, the last."""
    last: dict[tuple[object, ...], Change] = {}
    for changes in older:
        for change in changes:
            last[change.table, change.key, change.column] = change
    return tuple(change for change in last.values() if not newer.supersedes(change))


def put_in_outbox(changes: ChangeSet, folder: Path) -> Path:
    """Keep a change set in `folder` for the next save; returns the file.

    What waits there already goes into it, but for the cells that `changes` decided. The Checks sheet is not kept: the
    next run checks afresh. Raises FileRefused where the folder cannot be written.
    """
    before = read_outbox(folder)
    kept = (*still_wanted(before.waiting, changes), *changes)
    path = folder / f"{_START}{changes.as_at.isoformat()}{_END}"
    said = {"as_at": changes.as_at.isoformat(), "changes": [_to_json(change) for change in kept]}
    write_text_whole(path, json.dumps(said, ensure_ascii=False, indent=1))
    # Afterwards, so that a crash loses nothing. What an older file then still says is not newer than this one, and
    # `still_wanted` lets the later day win.
    remove_from_outbox(file for file in before.files if file != path)
    return path


def remove_from_outbox(files: Iterable[Path]) -> None:
    """Remove files whose changes were written or reported.

    One that cannot be removed does no harm: what it says is written already, or no longer holds.
    """
    for file in files:
        with suppress(OSError):
            system().unlink(file)


def set_aside(damaged: Iterable[Path]) -> tuple[Path, ...]:
    """Give files that cannot be read another name, so that they are looked at by a person and by no further run."""
    moved = []
    for file in damaged:
        aside = file.with_name(f"{file.name}.damaged")
        with suppress(OSError):
            system().replace(file, aside)
            moved.append(aside)
    return tuple(moved)


def _read(path: Path) -> ChangeSet | None:
    try:
        said = json.loads(read_bytes_whole(path).decode("utf-8-sig"))
        changes = tuple(_from_json(each) for each in said["changes"])
        return ChangeSet(date.fromisoformat(said["as_at"]), changes)
    except (TrackerError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _to_json(change: Change) -> dict[str, Any]:
    texts = {name: getattr(change, name) for name in _TEXTS}
    return {**texts, "key": list(change.key), "was": _plain(change.was), "now": _plain(change.now)}


def _from_json(said: dict[str, Any]) -> Change:
    texts = {name: said[name] for name in _TEXTS}
    key = said["key"]
    if not all(isinstance(text, str) for text in (*texts.values(), *key)) or len(key) < 2 or isinstance(key, str):
        raise ValueError("a change set that this library did not write")
    if not _is_ours(texts["table"], texts["column"], key[0]):
        raise ValueError("a cell that staff fill in")
    return Change(**texts, key=tuple(key), was=_value(said["was"]), now=_value(said["now"]))


def _is_ours(table: str, column: str, key: str) -> bool:
    """Whether the library may write there: its own columns, and the Ref of a row that has none."""
    if table == RECOMMENDATIONS.name and column == "Ref":
        return key == "new"
    declared = {RECOMMENDATIONS.name: RECOMMENDATIONS, RESPONSES.name: RESPONSES}
    return table in declared and declared[table].column(column).filled_by is FilledBy.LIBRARY


def _plain(value: Any) -> Any:
    """JSON has no dates, so they say what they are: `{"date": "2022-03-31"}`."""
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    if isinstance(value, CellError):
        return {"error": str(value)}
    for kind in (datetime, date, time):  # a datetime is a date as well
        if isinstance(value, kind):
            return {kind.__name__: value.isoformat()}
    return value


def _value(said: Any) -> Any:
    if not isinstance(said, dict):
        if isinstance(said, list):
            raise TypeError("no cell holds a list")
        return said
    ((kind, text),) = said.items()
    if kind == "seconds":
        return timedelta(seconds=text)
    if kind == "error":
        return CellError(text)
    return {"datetime": datetime, "date": date, "time": time}[kind].fromisoformat(text)  # type: ignore[attr-defined]

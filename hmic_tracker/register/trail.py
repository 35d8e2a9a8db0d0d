"""The trail: every cell that the library wrote, when, in which run, and why; one line of JSON each."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hmic_tracker.errors import TrackerError
from hmic_tracker.files import (
    Fingerprint,
    append_lines,
    fingerprint,
    read_bytes_whole,
    read_lines,
    system,
    write_bytes_whole,
    write_text_whole,
)
from hmic_tracker.files.whole import is_temporary, stat_of_file
from hmic_tracker.register.changes import Change
from hmic_tracker.register.words import ref_key

TRAIL = "changes.jsonl"
_NOTE = "saving.json"
# What follows the calendar changes in nearly every row every day: a line each would bury what matters.
_FOLLOWS_CALENDAR = ("Days to due", "Rated on")
_TEXTS = ("when", "as_at", "workbook", "sheet", "cell", "ref", "column", "because")


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One cell that was written, or a count of cells (`cells`) that only follow the calendar.

    `when` names the run: the time that the command line gave it, or the day it was as at. `was` and `now` are text,
    numbers or None; dates are ISO text.
    """

    when: str
    as_at: str
    workbook: str
    sheet: str = ""
    cell: str = ""
    ref: str = ""
    column: str = ""
    was: Any = None
    now: Any = None
    because: str = ""
    cells: int = 1

    def __str__(self) -> str:
        """`2022-03-31 0930  AD14  WMP-0042  RAG: Amber -> Red: 12 days past`."""
        if not self.cell:
            count = f": {self.cells} cell{'' if self.cells == 1 else 's'}" if self.cells else ""
            return f"{self.when}  {self.column or self.sheet}{count}: {self.because.rstrip('.')}"
        change = f"{self.column}: {_say(self.was)} -> {_say(self.now)}: {self.because.rstrip('.')}"
        return "  ".join(part for part in (self.when, f"{self.sheet} {self.cell}", self.ref, change) if part)


@dataclass(frozen=True)
class Trail:
    """The lines that were asked for, oldest first, and how many lines of the record could not be read."""

    lines: tuple[TrailLine, ...] = ()
    unreadable: int = 0


def read_trail(records: Path, *, ref: str = "", since: date | None = None) -> Trail:
    """What the library wrote, of one recommendation where `ref` is given, of runs on or after `since`.

    A line that a crash left half written is counted and passed over. Raises FileRefused where the record is there and
    cannot be opened.
    """
    found, unreadable = [], 0
    for text in read_lines(records / TRAIL):
        line = _read(text)
        if line is None:
            unreadable += bool(text.strip())
        elif (not ref or ref_key(line.ref) == ref_key(ref)) and (since is None or line.when[:10] >= since.isoformat()):
            found.append(line)
    return Trail(tuple(found), unreadable)


def trail_lines(written: Iterable[Change], checks: int, *, when: str, as_at: date, workbook: str) -> tuple[str, ...]:
    """The lines of one save; `checks` is how many cells of the Checks sheet were written."""
    head = {"when": when, "as_at": as_at.isoformat(), "workbook": workbook}
    lines: list[dict[str, Any]] = []
    calendar = dict.fromkeys(_FOLLOWS_CALENDAR, 0)
    for change in written:
        if change.column in calendar:
            calendar[change.column] += 1
            continue
        lines.append(
            {
                **head,
                "sheet": change.sheet,
                "cell": change.cell,
                "ref": change.ref,
                "column": change.column,
                "was": _plain(change.was),
                "now": _plain(change.now),
                "because": change.because,
            }
        )
    for column, count in calendar.items():
        if count:
            lines.append({**head, "column": column, "cells": count, "because": "follows the calendar"})
    if checks:
        lines.append({**head, "sheet": "Checks", "cells": checks, "because": "checked afresh"})
    return tuple(json.dumps(line, ensure_ascii=False) for line in lines)


def restored_line(copy: str, *, when: str, workbook: str) -> str:
    """The line that says a previous copy was put back."""
    line = {"when": when, "as_at": when[:10], "workbook": workbook, "column": "The whole workbook", "cells": 0}
    return json.dumps({**line, "because": f"restored from {copy}"}, ensure_ascii=False)


def note_before(records: Path, temporary: Path, was: Fingerprint, now: Fingerprint, lines: Iterable[str]) -> None:
    """Put down what is about to be swapped in, so that a crash right after the swap leaves no hole in the trail."""
    trail = records / TRAIL
    length = stat_of_file(trail).st_size if trail.exists() else 0
    note = {"temporary": temporary.name, "was": was.sha256, "now": now.sha256, "trail": length, "lines": list(lines)}
    write_text_whole(records / _NOTE, json.dumps(note, ensure_ascii=False))


def write_noted(records: Path, lines: Iterable[str]) -> bool:
    """Add the lines of a save that is done; False where they cannot be written now and stay noted for the next save."""
    try:
        append_lines(records / TRAIL, lines)
    except TrackerError:
        return False
    forget_note(records)
    return True


def forget_note(records: Path) -> None:
    """The save that was noted did not happen, or its lines are written."""
    with suppress(OSError):
        system().unlink(records / _NOTE)


def is_noted(records: Path) -> bool:
    """Whether a save ended before its lines were written."""
    return (records / _NOTE).exists()


def settle_note(records: Path, register: Path) -> None:
    """Write the lines of a save that was killed after its swap; forget one that was killed before.

    To be called while nobody else of ours saves, and before leftovers are cleared: the temporary file tells which of
    the two it was, where somebody has saved the register since. Where it holds what a third person saved at the very
    moment of the swap, it becomes a conflict copy.
    """
    try:
        note = json.loads(read_bytes_whole(records / _NOTE))
        was, now, lines = note["was"], note["now"], [str(line) for line in note["lines"]]
        length = int(note["trail"])
        if not is_temporary(note["temporary"]):
            raise ValueError("no name of ours")
        temporary = register.resolve().with_name(note["temporary"])
    except (TrackerError, ValueError, KeyError, TypeError):
        forget_note(records)
        return
    found, left = fingerprint(register).sha256, _digest(temporary)
    if left not in (None, was, now) and found != was:
        aside = register.resolve().with_name(f"{register.stem} (conflict {system().pid()}){register.suffix}")
        with suppress(OSError):
            system().name_as_new(temporary, aside)
    has_happened = found == now or (found != was and left in (None, was))
    if has_happened:
        _complete(records / TRAIL, length, lines)
    forget_note(records)


def _digest(path: Path) -> str | None:
    try:
        return fingerprint(path).sha256
    except TrackerError:
        return None


def _complete(trail: Path, length: int, lines: list[str]) -> None:
    """Add the lines to a trail that was of this length before; what a crash let us write of them is written anew."""
    content = read_bytes_whole(trail) if trail.exists() else b""
    ours = "".join(f"{line}\n" for line in lines).encode()
    added = content[length:].lstrip(b"\n")
    if added and ours.startswith(added):
        write_bytes_whole(trail, content[:length] + content[length:].removesuffix(added) + ours)
    elif added != ours:
        append_lines(trail, lines)


def _read(text: str) -> TrailLine | None:
    try:
        said = json.loads(text)
        texts = {name: str(said.get(name) or "") for name in _TEXTS}
        return TrailLine(**texts, was=said.get("was"), now=said.get("now"), cells=int(said.get("cells", 1)))
    except (ValueError, TypeError, AttributeError):
        return None


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (str, int, float, bool)) else _iso(value)


def _iso(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _say(value: Any) -> str:
    return "blank" if value in (None, "") else str(value)

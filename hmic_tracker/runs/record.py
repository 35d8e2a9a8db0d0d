"""The run record: every run with its steps and what became of them, one line of JSON each, in `.hmic/runs.jsonl`.

While a run is at work, `.hmic/running.json` says how far it is. A run that was killed leaves it behind; the next one
puts it into the record as cut short.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from hmic_tracker import __version__
from hmic_tracker.errors import TrackerError
from hmic_tracker.files import append_line, read_bytes_whole, read_lines, system, write_text_whole

RUNS, RUNNING = "runs.jsonl", "running.json"
DONE, SKIPPED, FAILED, CUT_SHORT = "done", "skipped", "failed", "cut short"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one step: `done`, `skipped`, `failed` or `cut short`, and a sentence."""

    name: str
    outcome: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run. `round` is `run` where a person asked for it; else `moment` is the time of the timetable it answers.

    `when` is when it began, with its offset, or the name that its caller gave it. `meeting` is that of a paper, and
    `exit_code` None where the run was cut short.
    """

    when: str
    as_at: date
    round: str = "run"
    moment: datetime | None = None
    meeting: date | None = None
    steps: tuple[Step, ...] = ()
    exit_code: int | None = None
    files: tuple[str, ...] = ()

    @property
    def began(self) -> datetime | None:
        """When it began; None where its caller named it otherwise."""
        return _moment(self.when)

    @property
    def is_whole(self) -> bool:
        """All its steps were done: exit code 0, or 1 where something in the data must be fixed."""
        return self.exit_code in (0, 1)

    @property
    def failed(self) -> tuple[Step, ...]:
        """The steps that failed or were cut short."""
        return tuple(step for step in self.steps if step.outcome in (FAILED, CUT_SHORT))


def read_runs(records: Path) -> tuple[RunRecord, ...]:
    """Every run of the record, oldest first; a line that a crash left half written is passed over.

    A run that was cut short and is not in the record yet comes last. Raises FileRefused where the record is there and
    cannot be opened.
    """
    return tuple(record for text in read_lines(records / RUNS) if (record := _read(text)) is not None)


def begin(records: Path, record: RunRecord) -> None:
    """Say that a run is at work, and put one that was killed into the record. To be called under the lock."""
    settle(records)
    note(records, record)


def settle(records: Path) -> RunRecord | None:
    """Put a run that was killed into the record; returns it. To be called while no other run is at work."""
    killed = running(records)
    if killed is not None:
        append_line(records / RUNS, _line(_cut_short(killed)))
    with suppress(OSError):
        system().unlink(records / RUNNING)
    return killed


def running(records: Path) -> RunRecord | None:
    """The run that is at work, or was until it was killed."""
    path = records / RUNNING
    try:
        return _read(read_bytes_whole(path).decode("utf-8", "replace")) if path.exists() else None
    except TrackerError:
        return None


def note(records: Path, record: RunRecord) -> None:
    """Say how far the run is."""
    write_text_whole(records / RUNNING, _line(record))


def finish(records: Path, record: RunRecord) -> None:
    """Put a run that has ended into the record."""
    append_line(records / RUNS, _line(record))
    with suppress(OSError):
        system().unlink(records / RUNNING)


def _cut_short(killed: RunRecord) -> RunRecord:
    after = f"after {killed.steps[-1].name}" if killed.steps else "at its beginning"
    step = Step("run", CUT_SHORT, f"It was stopped {after}; the next run carries on.")
    return replace(killed, steps=(*killed.steps, step), exit_code=None)


def record_as_json(record: RunRecord) -> dict[str, Any]:
    """With the keys of the record's file."""
    return {
        "when": record.when,
        "as_at": record.as_at.isoformat(),
        "round": record.round,
        "moment": record.moment.astimezone(UTC).isoformat() if record.moment else None,
        "meeting": record.meeting.isoformat() if record.meeting else None,
        "exit": record.exit_code,
        "steps": steps_as_json(record.steps),
        "files": list(record.files),
        "library": __version__,
    }


def steps_as_json(steps: Iterable[Step]) -> list[dict[str, str]]:
    """The steps with the keys that other tools rely on."""
    return [{"step": step.name, "outcome": step.outcome, "says": step.says} for step in steps]


def _line(record: RunRecord) -> str:
    return json.dumps(record_as_json(record), ensure_ascii=False)


@lru_cache(maxsize=4096)  # the timetable reads the record after every round, and only its end is new
def _read(text: str) -> RunRecord | None:
    try:
        said = json.loads(text)
        return RunRecord(
            when=str(said["when"]),
            as_at=date.fromisoformat(said["as_at"]),
            round=str(said["round"]),
            moment=_moment(said["moment"]) if said["moment"] else None,
            meeting=date.fromisoformat(said["meeting"]) if said["meeting"] else None,
            steps=tuple(Step(str(one["step"]), str(one["outcome"]), str(one["says"])) for one in said["steps"]),
            exit_code=None if said["exit"] is None else int(said["exit"]),
            files=tuple(str(one) for one in said["files"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None

"""The logs: what was done, in plain words for people and as JSON lines for programs, in `.hmic/logs/`.

A full disk or a folder that may not be written stops no run: what a run did is in its record too.
"""

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from hmic_tracker.errors import TrackerError
from hmic_tracker.files import make_folder
from hmic_tracker.runs.workspace import Workspace

WORDS_LOG, JSON_LOG = "hmic-tracker.log", "hmic-tracker.jsonl"
_MARKS = {logging.INFO: "", logging.WARNING: "LOOK: ", logging.ERROR: "FAILED: "}


def logs_of(workspace: Workspace) -> Path:
    """The folder with the logs."""
    return workspace.records / "logs"


class Log:
    """Both logs of a workspace. Each line is written and the files closed, so that they can be moved and read."""

    def __init__(self, workspace: Workspace) -> None:
        keep = workspace.retention
        self._logger = logging.Logger("hmic_tracker")
        with suppress(TrackerError):
            make_folder(logs_of(workspace))
        for name, formatter in ((WORDS_LOG, _Words()), (JSON_LOG, _Lines())):
            handler = _Closing(
                logs_of(workspace) / name,
                maxBytes=keep.log_kilobytes * 1024,
                backupCount=keep.log_files,
                encoding="utf-8",
                delay=True,
            )
            handler.setFormatter(formatter)
            self._logger.addHandler(handler)

    def say(self, when: str, words: str, *, level: int = logging.INFO, facts: Mapping[str, Any] | None = None) -> None:
        """Write one line; `when` is ISO text, `facts` are for the JSON line."""
        self._logger.log(level, words.replace("\n", " "), extra={"when": when, "facts": facts or {}})


class _Closing(RotatingFileHandler):
    """Windows lets no other process move a file that is open, so it is open only while a line is written."""

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        with suppress(OSError):
            self.close()

    def doRollover(self) -> None:  # noqa: N802  # the library's own name
        """Where somebody has a log open so that it cannot be renamed, it grows on until they close it."""
        with suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the library's own name
        """A log that cannot be written is no reason to stop, nor to print a traceback."""


# `when` and `facts` are what our own calls put on a record beside the library's fields (`extra`).
class _Words(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        when: str = vars(record)["when"]
        return f"{when[:19].replace('T', ' ')}  {_MARKS.get(record.levelno, '')}{record.getMessage()}"


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        own = vars(record)
        said = {"when": own["when"], "level": record.levelname.lower(), "says": record.getMessage()}
        return json.dumps({**said, **own["facts"]}, ensure_ascii=False, default=str)

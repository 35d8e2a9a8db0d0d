"""The command line in tests: called within the process, or as a real one, in a workspace made for the test."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

PROJECT = Path(__file__).parents[1]
REGISTER = "workbooks/recommendation_register.xlsx"
RISK_REGISTER = "workbooks/force_risk_register.xlsx"
MEETING_DAY = "2022-03-31"


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def everything(self) -> str:
        """Both streams."""
        return self.out + self.err


def make_workspace(folder: Path, *, example: str = "example") -> Path:
    """A workspace with the example's workbooks and the templates, as `init --example` leaves it."""
    shutil.copytree(PROJECT / "workbooks" / example, folder / "workbooks")
    shutil.copytree(PROJECT / "templates", folder / "templates")
    (folder / "hmic-tracker.toml").write_text('[mail]\nto = ["committee@westmarch.example"]\n', encoding="utf-8")
    return folder


def call(*words: object) -> Said:
    """Call the command line within this process; an error that is not its own comes through."""
    from hmic_tracker.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    code: Any = 0
    argv = mock.patch.object(sys, "argv", ["hmic-tracker", *map(str, words)])
    with argv, redirect_stdout(out), redirect_stderr(err):
        try:
            run()
        except SystemExit as end:
            code = end.code
    return Said(int(code or 0), out.getvalue(), err.getvalue())


def start(*words: object, cwd: Path, env: Mapping[str, str] | None = None) -> Said:
    """Run the command line as a process of its own in `cwd`."""
    done = subprocess.run(
        [sys.executable, "-m", "hmic_tracker", *map(str, words)],
        cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@contextmanager
def unchanged(*files: Path) -> Iterator[None]:
    """Within the block, none of these files may change by a byte, and none may come or go."""
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    yield
    for path, content in before.items():
        assert (path.read_bytes() if path.is_file() else None) == content, f"{path.name} was changed"

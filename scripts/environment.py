"""The project's own Python environment, made with the standard library alone."""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
LEAST = (3, 11)


def python() -> Path:
    """The interpreter of the project's environment."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def command() -> Path:
    """The `hmic-tracker` command of the project's environment."""
    return FOLDER / ("Scripts/hmic-tracker.exe" if os.name == "nt" else "bin/hmic-tracker")


def prepare(*, extras: str = "") -> None:
    """Make `.venv` where needed and install the project into it; quick where nothing has changed since."""
    if sys.version_info < LEAST:
        sys.exit(f"Python {LEAST[0]}.{LEAST[1]} or later is needed; this is {sys.version.split()[0]}.")
    if not python().exists():
        print(f"Making {FOLDER} ...", flush=True)
        venv.create(FOLDER, with_pip=True)
    wanted = (ROOT / "setup.cfg").read_bytes() + extras.encode()
    stamp = FOLDER / f"installed{'-' + extras if extras else ''}.stamp"
    if stamp.exists() and stamp.read_bytes() == wanted:
        return
    print("Installing hmic-tracker and what it needs ...", flush=True)
    what = f"{ROOT}[{extras}]" if extras else str(ROOT)
    subprocess.run(
        [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", what],
        check=True,
    )
    stamp.write_bytes(wanted)


def clean_variables() -> dict[str, str]:
    """The caller's environment without what would point Python elsewhere."""
    return {
        name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
    }

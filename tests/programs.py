"""Programs of others that tests prove things against: skipped where absent, unless a variable asks for them."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def absent(what: str, variable: str) -> None:
    """Skip with a word, or fail where the variable asks for the program."""
    if os.environ.get(variable):
        pytest.fail(f"{what} is not here, and {variable} asks for it")
    pytest.skip(f"{what} is not here")


def libreoffice() -> str:
    """The path of LibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        absent("LibreOffice", "HMIC_NEEDS_LIBREOFFICE")
    return str(found)


def convert(path: Path, to: str, folder: Path) -> Path:
    """`path` converted by LibreOffice into `folder`; `to` is `pdf`, `xlsx`, `docx` or a filter."""
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        [libreoffice(), "--headless", f"-env:UserInstallation={profile}", "--convert-to", to, "--outdir", str(folder),
         str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    made = folder / f"{path.stem}.{to.split(':')[0]}"
    assert made.exists(), f"LibreOffice made nothing of {path.name}"
    return made


def validator_errors(path: Path) -> list[str]:
    """What Microsoft's Open XML SDK validator finds wrong; empty where it finds nothing."""
    program = os.environ.get("HMIC_VALIDATOR") or shutil.which("ooxml-validator")
    if not program or not Path(program).exists():
        absent("The Open XML SDK validator", "HMIC_NEEDS_VALIDATOR")
    done = subprocess.run([str(program), str(path)], capture_output=True, text=True, timeout=120, check=False)
    answer = json.loads(done.stdout)
    answer = answer[0] if isinstance(answer, list) else answer
    return [] if answer.get("ok") else [json.dumps(error) for error in answer.get("errors", [answer])]


def corpus() -> Path:
    """The folder of real workbooks."""
    folder = os.environ.get("HMIC_CORPUS")
    if not folder:
        pytest.skip("HMIC_CORPUS does not name the folder of real workbooks")
    return Path(folder)

"""LibreOffice as the colleague's program."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path


def saved_by_libreoffice(folder: Path) -> Callable[[Path], None]:
    """What has LibreOffice open a workbook and save it as it does; it keeps its profile in `folder`.

    Raises FileNotFoundError where there is no LibreOffice.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        raise FileNotFoundError("LibreOffice is not here")
    profile = (folder / "profile").resolve().as_uri()
    source, made = folder / "opened.xlsx", folder / "saved" / "opened.xlsx"

    def save(path: Path) -> None:
        shutil.copyfile(path, source)
        made.unlink(missing_ok=True)
        words = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx"]
        words += ["--outdir", str(made.parent), str(source)]
        subprocess.run(words, check=True, capture_output=True, timeout=180)
        shutil.copyfile(made, path)

    return save

"""A document as a tagged PDF, by LibreOffice where that is on the machine.

LibreOffice's plain filter leaves the tags out; PDFUACompliance puts them in (ISO 14289-1). Two conversions at once with
one profile lose one of them without a word, so there is a profile for each workspace and a lock beside it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from hmic_tracker.errors import NotConverted
from hmic_tracker.outputs.pdf_tags import describe_figures

TIME_LIMIT = 120.0
_FILTER = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
# Where LibreOffice is put without being on the path.
_USUAL_PLACES = (
    Path(r"C:\Program Files\LibreOffice\program\soffice.com"),
    Path(r"C:\Program Files (x86)\LibreOffice\program\soffice.com"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)


def find_libreoffice() -> Path | None:
    """LibreOffice's program, None where it is not on this machine."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((place for place in _USUAL_PLACES if place.is_file()), None)


def can_describe_figures() -> bool:
    """Whether the extra `pdf` is installed, which puts alternative texts back into a PDF."""
    return find_spec("pikepdf") is not None


def write_pdf(document: Path | str, *, profile: Path | str, time_limit: float = TIME_LIMIT) -> Path:
    """The Word document as a PDF beside it: tagged, with its title, language and alternative texts; the path.

    `profile` is a folder for LibreOffice's own settings, made where it is not there: one conversion at a time uses it,
    and another waits. An older PDF is replaced whole. `time_limit` is in seconds, the waiting included. Without the
    extra `pdf` the alternative texts of charts are missing, since LibreOffice leaves them out.

    Raises NotConverted where LibreOffice is not on this machine, takes too long, or makes nothing.
    """
    from filelock import FileLock, Timeout

    from hmic_tracker.files import write_bytes_whole

    document, profile = Path(document), Path(profile)
    program = find_libreoffice()
    if program is None:
        raise NotConverted(
            "There is no LibreOffice on this machine, so no PDF was made.",
            advice="Install LibreOffice, or open the document in Word and save it as PDF.",
            place=str(document),
        )
    profile.mkdir(parents=True, exist_ok=True)
    try:
        with (
            FileLock(profile.with_name(f"{profile.name}.lock"), timeout=time_limit),
            tempfile.TemporaryDirectory(prefix="hmic-pdf-") as folder,
        ):
            made = _convert(program, document, Path(folder), profile.resolve(), time_limit)
            content = made.read_bytes()
    except Timeout as error:
        raise NotConverted(
            f"Another conversion has been at work for {time_limit:g} seconds.", advice="Try again.", place=str(profile)
        ) from error
    if can_describe_figures():
        content = describe_figures(content, document)
    to = document.with_suffix(".pdf")
    write_bytes_whole(to, content)
    return to


def _convert(program: Path, document: Path, folder: Path, profile: Path, time_limit: float) -> Path:
    words = [
        str(program), "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", _FILTER, "--outdir", str(folder), str(document.resolve()),
    ]  # fmt: skip
    # In a group of its own: LibreOffice is a script that starts a program that starts another.
    child = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        said, _ = child.communicate(timeout=time_limit)
    except subprocess.TimeoutExpired as error:
        _end(child)
        raise NotConverted(
            f"LibreOffice took longer than {time_limit:g} seconds over {document.name}, and was stopped.",
            advice="Try again when the machine is less busy; the Word document is there.",
            place=str(document),
        ) from error
    made = folder / f"{document.stem}.pdf"
    if not made.is_file() or made.read_bytes()[:5] != b"%PDF-":
        words_said = " ".join(said.decode("utf-8", "replace").split())[:200]
        raise NotConverted(
            f"LibreOffice made no PDF of {document.name}{f': {words_said}' if words_said else '.'}",
            advice="Open the document in LibreOffice to see why; the Word document is there.",
            place=str(document),
        )
    return made


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Ends LibreOffice with all that it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    with suppress(OSError):
        child.kill()
    child.communicate()

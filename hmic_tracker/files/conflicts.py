"""The copies that synchronising programs make when two people saved at once."""

import re
from pathlib import Path

from hmic_tracker.files.refusals import as_refusal
from hmic_tracker.files.system import system

_AFTER_THE_STEM = re.compile(
    r"""
      \ ?\(\d{1,3}\)                                        # register (1).xlsx
    | -(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{0,14}(?:-\d+)?   # register-PCNAME.xlsx, register-PCNAME-2.xlsx
    | [ ]?\([^()]*(?i:conflict)[^()]*\)                      # register (PC's conflicted copy).xlsx
    | [ ]-[ ](?i:conflict(?:ed)?(?:[ ]copy)?).*               # register - conflicted copy 2.xlsx
    """,
    re.VERBOSE,
)


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """The files beside `path` that look like a second version of it, in the order of their names.

    OneDrive and SharePoint put the computer's name (`register-PCNAME.xlsx`) or a number (`register (1).xlsx`)
    behind the name, others say `conflicted copy`. What staff wrote there is in no other file, so somebody
    has to look. Raises :class:`FileRefused` when the folder cannot be read.
    """
    try:
        names = sorted(system().listdir(path.parent))
    except OSError as error:
        raise as_refusal(error, path.parent, "read") from error
    ours = re.escape(system().host().split(".")[0])
    found = []
    for name in names:
        other = Path(name)
        if other.suffix.lower() != path.suffix.lower() or other.stem == path.stem:
            continue
        if not other.stem.lower().startswith(path.stem.lower()):
            continue
        rest = other.stem[len(path.stem) :]
        if _AFTER_THE_STEM.fullmatch(rest) or re.fullmatch(rf"-{ours}(?:-\d+)?", rest, re.IGNORECASE):
            found.append(path.parent / name)
    return tuple(found)

"""Links in a workspace that lead out of it."""

import os
from pathlib import Path

from hmic_tracker.errors import FileRefused
from hmic_tracker.files.whole import real_file


def require_inside(path: Path, folder: Path) -> Path:
    """`path` as it is, where it lies in `folder` and no link on the way leads out of it, or where it lies elsewhere.

    A path that is written with its place outside is named on purpose; one that looks as if it were in the folder and
    is not may have been put there by somebody who cannot reach that place themselves. Raises FileRefused for that.
    """
    root = real_file(folder)
    # `..` is taken as it is written, no link followed.
    seems = Path(os.path.normpath(root / path.relative_to(folder))) if path.is_relative_to(folder) else path
    if not seems.is_relative_to(root) or real_file(path).is_relative_to(root):
        return path
    raise FileRefused(
        f"{path.name} is a link that leads out of the workspace, to {real_file(path)}.",
        advice="Put the file itself there, or name the place where it is under [paths] in hmic-tracker.toml.",
        place=str(path),
    )

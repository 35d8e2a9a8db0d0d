"""Change sets that could not be written, waiting for the next run."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from hmic_tracker.files import write_text_whole
from hmic_tracker.register.changes import ChangeSet


def put_in_outbox(changes: ChangeSet, folder: Path) -> Path:
    """Keep a change set as JSON in `folder`; returns the file.

    The Checks sheet is not kept: the next run checks afresh. The same change set of the same day replaces itself.
    """
    path = folder / f"changes {changes.as_at.isoformat()}.json"
    kept = {
        "as_at": changes.as_at.isoformat(),
        "changes": [
            {
                "table": change.table,
                "key": list(change.key),
                "ref": change.ref,
                "sheet": change.sheet,
                "cell": change.cell,
                "column": change.column,
                "was": _plain(change.was),
                "now": _plain(change.now),
                "because": change.because,
            }
            for change in changes
        ],
    }
    write_text_whole(path, json.dumps(kept, ensure_ascii=False, indent=1))
    return path


def clear_outbox(folder: Path) -> tuple[Path, ...]:
    """Remove what waits there; the files removed.

    A run rates afresh from the register as it now is, so what waited before it is out of date once it has written.
    """
    removed = []
    for path in sorted(folder.glob("changes *.json")) if folder.is_dir() else ():
        path.unlink(missing_ok=True)
        removed.append(path)
    return tuple(removed)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

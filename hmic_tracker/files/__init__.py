"""Files: read whole, written whole, swapped, kept, locked.

Everything here is about bytes and names; nothing knows what a workbook is. Every call to the operating
system goes through :mod:`hmic_tracker.files.system`, so that a test can stop the program at any of them.
"""

from hmic_tracker.files.conflicts import conflict_copies
from hmic_tracker.files.links import require_inside
from hmic_tracker.files.lock import workspace_lock
from hmic_tracker.files.naming import each_apart, safe_words
from hmic_tracker.files.refusals import as_refusal
from hmic_tracker.files.swap import Backup, list_backups, restore, swap_in
from hmic_tracker.files.system import System, acting_through, system
from hmic_tracker.files.whole import (
    Fingerprint,
    append_line,
    append_lines,
    clear_leftovers,
    fingerprint,
    is_temporary,
    make_folder,
    read_bytes_whole,
    read_lines,
    read_whole,
    real_file,
    temporary_beside,
    write_bytes_whole,
    write_text_whole,
)

__all__ = [
    "Backup",
    "Fingerprint",
    "System",
    "acting_through",
    "append_line",
    "append_lines",
    "as_refusal",
    "clear_leftovers",
    "conflict_copies",
    "each_apart",
    "fingerprint",
    "is_temporary",
    "list_backups",
    "make_folder",
    "read_bytes_whole",
    "read_lines",
    "read_whole",
    "real_file",
    "require_inside",
    "restore",
    "safe_words",
    "swap_in",
    "system",
    "temporary_beside",
    "workspace_lock",
    "write_bytes_whole",
    "write_text_whole",
]

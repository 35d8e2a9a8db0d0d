"""Kills, fails and crosses saves at every moment, and looks at what is left.

`python scripts/soak.py [kills] [faults] [colleagues] [workbooks] [kernel]`, on Linux; without a word all but `kernel`.
`python scripts/soak.py timetable [--minutes 5]` keeps the timetable for real: `hmic-tracker schedule` with a register
that is open at first, a colleague's edit, SIGKILL and a new start, SIGTERM.

kills       the register's own save ended with SIGKILL before, after and in the middle of each call to the operating
            system that it makes through `hmic_tracker.files.system`
faults      each of these calls answered with a full disk, a fault or a refusal, once or lastingly
colleagues  rounds in which another program edits, sorts, inserts and saves at random moments of our save; some of them
            through LibreOffice, where it is installed
workbooks   as kills, for a save of any workbook (`edit_cells`), of several sizes
kernel      the register's own save, the kernel ending the process as it enters each system call that it makes, or
            answering the call with a full disk, a fault or a refusal (needs strace)

After every one: the register is the old version or the new one, byte for byte; every kept copy is whole; nothing is
locked; the next save works and clears what was left; the trail of changes has neither a hole nor a thing twice; no edit
of a colleague is lost, and each change of ours stands at its Ref, is told or waits.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from soaking import kernel, kills, office, rounds, workbooks

WORDS = ("kills", "faults", "colleagues", "workbooks", "kernel")
TIMETABLE = "timetable"


def soak_kills(folder: Path, moments: int) -> str:
    """The register's own save, killed."""
    left: Counter[str] = Counter()
    for size in (12, 60, 200):
        if left.total() < moments:
            left.update(kills.kills(_register(folder, size)))
    return f"{left.total()} kills of the register's save: {left['old']} left the old version, {left['new']} the new one"


def soak_faults(folder: Path, moments: int) -> str:
    """The register's own save, its calls refused."""
    went = Counter(kills.faults(_register(folder, 12)))
    return f"{went.total()} faults: {went['refused']} refused with a sentence, {went['done']} did no harm"


def soak_colleagues(folder: Path, moments: int) -> str:
    """Rounds with a colleague: four times as many as `moments`, and a fifth as many through LibreOffice."""
    went = rounds.play(folder, 4 * moments, seed=2022)
    said = f"{4 * moments} rounds with a colleague: {_list(went)}"
    try:
        save = office.saved_by_libreoffice(folder)
    except FileNotFoundError:
        return f"{said}; LibreOffice is not here"
    went = rounds.play(_place(folder), moments // 5, seed=31, then=save)
    return f"{said}; {moments // 5} with LibreOffice: {_list(went)}"


def soak_workbooks(folder: Path, moments: int) -> str:
    """A save of any workbook, killed."""
    left: Counter[str] = Counter()
    while left.total() < moments:
        left.update(workbooks.seam_moments(folder))
    return f"{left.total()} kills of edit_cells: {left['old']} left the old version, {left['new']} the new one"


def soak_kernel(folder: Path, moments: int) -> str:
    """The register's own save, killed and refused by the kernel."""
    register = _register(folder, 12)
    left = Counter(kernel.kernel_kills(register))
    went = Counter(kernel.kernel_faults(register))
    return (
        f"{left.total()} kills at system calls: {left['old']} left the old version, {left['new']} the new one; "
        f"{went.total()} system calls refused: {went['refused']} refused with a sentence, {went['done']} did no harm"
    )


_SOAKS: dict[str, Callable[[Path, int], str]] = dict(
    zip(WORDS, (soak_kills, soak_faults, soak_colleagues, soak_workbooks, soak_kernel), strict=True)
)


def _soak_timetable(folder: Path, minutes: float) -> str:
    from soaking.timetable import keep_for_real

    return f"the timetable kept for {minutes:g} minutes: {keep_for_real(folder, minutes)}"


def _place(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


def _register(folder: Path, rows: int) -> kills.SavedRegister:
    return kills.SavedRegister(_place(folder), rows)


def _list(went: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(went.items()))


def main() -> int:
    """Soak, and say what came of it; a broken promise ends it with an AssertionError that names the moment."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("what", nargs="*", metavar="WHAT", help=f"of: {', '.join((*WORDS, TIMETABLE))}")
    words.add_argument("--moments", type=int, default=500, help="how many at least of each")
    words.add_argument("--minutes", type=float, default=5, help="how long the timetable is kept")
    asked = words.parse_args()
    if unknown := set(asked.what) - {*WORDS, TIMETABLE}:
        words.error(f"{', '.join(sorted(unknown))}: choose from {', '.join((*WORDS, TIMETABLE))}")
    for what in asked.what or WORDS[:-1]:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            if what == TIMETABLE:
                said = _soak_timetable(Path(folder), asked.minutes)
            else:
                said = _SOAKS[what](Path(folder), asked.moments)
        print(f"{said}; {time.monotonic() - began:.0f} s.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The register's own save, ended or refused by the kernel at each system call that it makes: strace injects both.

What the seam in `hmic_tracker.files` cannot show is that nothing goes past it; here the calls are the kernel's own.
"""

import errno
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from soaking.kills import CODES, SavedRegister, how_it_ends, told

_WRITING = (
    *("openat", "write", "fsync", "ftruncate", "rename", "renameat2", "link", "unlink", "mkdir"),
    *("chmod", "chown", "lchown", "setxattr", "close"),
)
_BEGIN = "/the-save-begins-here"
_CALL = re.compile(r"(?P<process>[0-9]+) +(?P<name>[a-z0-9]+)\(")


class Call(NamedTuple):
    """A system call of the save: its name, and the how-manyth of that name it is since the process began."""

    name: str
    number: int


def calls(register: SavedRegister) -> list[Call]:
    """The calls of one save that have to do with the register's folder, in their order."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as listing:
        names = ",".join(f"?{name}" for name in (*_WRITING, "newfstatat", "stat"))
        register.begin()
        ended = _traced(register, ["-y", "-o", listing.name, "-e", f"trace={names}"])
        assert ended == 0, f"the save failed by itself ({ended})"
        lines = listing.read().splitlines()
    made: Counter[str] = Counter()
    found: list[Call] = []
    first, has_begun = "", False
    for line in lines:
        call = _CALL.match(line)
        first = first or line.partition(" ")[0]
        # strace counts the calls of each thread apart, and the save writes from the first.
        if call is None or call["process"] != first:
            continue
        made[call["name"]] += 1
        has_begun = has_begun or _BEGIN in line
        if has_begun and call["name"] in _WRITING and str(register.folder) in line:
            found.append(Call(call["name"], made[call["name"]]))
    return found


def kernel_kills(register: SavedRegister, *, every: int = 1) -> Iterator[str]:
    """Kills as the process enters each call, or each `every`-th; yields which version each left."""
    for call in calls(register)[::every]:
        with told(f"killed as it calls {call.name} ({call.number})"):
            register.begin()
            ended = _traced(register, _injected(call, "signal=SIGKILL"))
            assert ended == -signal.SIGKILL, f"the save ended by itself ({ended})"
            left = register.look()
        yield left


def kernel_faults(register: SavedRegister, *, every: int = 1) -> Iterator[str]:
    """Each call, or each `every`-th, refused by the kernel; yields what became of each."""
    made = calls(register)
    for start, code in enumerate(CODES):
        for call in made[start % every :: every]:
            with told(f"{errno.errorcode[code]} for {call.name} ({call.number})"):
                register.begin()
                ended = _traced(register, _injected(call, f"error={errno.errorcode[code]}"))
                is_refused = register.is_refused(ended)
                register.look()
            yield "refused" if is_refused else "done"


def _injected(call: Call, what: str) -> list[str]:
    return ["-o", os.devnull, "-e", f"trace={call.name}", "-e", f"inject={call.name}:{what}:when={call.number}"]


def _traced(register: SavedRegister, words: list[str]) -> int:
    """How a save in a process of its own under strace ended: its exit code, or the signal below nought."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r}); from soaking import kernel; "
    code += f"kernel.save({str(register.path)!r})"
    command = ["strace", "-f", "-qq", *words, sys.executable, "-B", "-c", code]
    ended = subprocess.run(command, check=False, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "0"})
    # strace ends as what it ran did, by the same signal where it was one.
    return ended.returncode


def save(path: str) -> None:
    """What the traced process does; its exit code says how the save went."""
    Path(_BEGIN).exists()
    os._exit(how_it_ends(Path(path)))

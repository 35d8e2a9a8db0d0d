"""The register's own save, ended or failed at each of its calls to the system, and what is left looked at."""

import errno
import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from hmic_tracker.errors import TrackerError
from hmic_tracker.files import System, acting_through
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.writing import Receipt
from hmic_tracker.workbook.owners import who_has_open
from soaking.seam import MOMENTS, before_each_call, failing, killing
from soaking.small import make_register, rate_some

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES)
_SEED = 7
_DONE, _REFUSED, _BROKEN = 0, 3, 9


class SavedRegister:
    """A register that is rated and saved again and again from the same start, and what it must be afterwards."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder = folder
        self.path = folder / "register.xlsx"
        make_register(self.path, rows)
        self.old = self.path.read_bytes()
        self.calls = 0
        self.save(before_each_call(self._count))
        self.new = self.path.read_bytes()
        self.lines = self._trail()
        self.begin()

    def _count(self, _: str, number: int) -> None:
        self.calls = number

    def begin(self) -> None:
        """The old version, as if nothing had ever been saved."""
        for name in ("backups", ".hmic"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.path.write_bytes(self.old)

    def save(self, system: System | None = None) -> Receipt:
        """Rate and save, as the next run does; the saving through a `system` of the soak's."""
        return _save(self.path, system or System())

    def killed(self, number: int, moment: str) -> None:
        """A save in a process of its own that comes to the call of that number, and no further."""
        assert self._apart(killing(number, moment)) == -signal.SIGKILL, "the save ended by itself"

    def failed(self, number: int, code: int, *, lasting: bool) -> bool:
        """Whether a save was refused whose call of that number is answered with an error."""
        return self.is_refused(self._apart(failing(number, code, lasting=lasting)))

    def is_refused(self, ended: int) -> bool:
        """Whether a save that ended with this code was refused, the register being what that says it is."""
        assert ended in (_DONE, _REFUSED), "the save broke down"
        wanted = self.old if ended == _REFUSED else self.new
        assert self.path.read_bytes() == wanted, "the register is not what the save says it is"
        return ended == _REFUSED

    def _apart(self, system: System) -> int:
        """How a save in a process of its own ended: its exit code, or the signal below nought."""
        child = os.fork()
        if child == 0:
            os._exit(how_it_ends(self.path, system))
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def look(self) -> str:
        """Which version was left; AssertionError where anything is left that must not be."""
        found = self.path.read_bytes()
        assert found in (self.old, self.new), "the register is torn"
        self._look_at_copies()
        assert not who_has_open(self.path), "a dead save's mark holds the register"
        try:
            self.save()
        except TrackerError as error:
            raise AssertionError(f"the next save fails: {error}") from error
        assert self.path.read_bytes() == self.new, "the next save gives something else"
        self._look_at_copies()
        assert self._trail() == self.lines, "the trail has a hole or says a thing twice"
        left = {each.name for each in self.folder.iterdir()} - {self.path.name, "backups", ".hmic"}
        left |= {each.name for each in (self.folder / ".hmic").iterdir()} - {"changes.jsonl"}
        left |= {each.name for each in (self.folder / "backups").iterdir() if each.suffix != ".xlsx"}
        assert not left, f"left behind: {sorted(left)}"
        return "old" if found == self.old else "new"

    def _look_at_copies(self) -> None:
        for kept in (self.folder / "backups").glob("*.xlsx"):
            assert kept.read_bytes() in (self.old, self.new), f"the copy {kept.name} is torn"

    def _trail(self) -> list[object]:
        text = (self.folder / ".hmic" / "changes.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


def _save(path: Path, system: System) -> Receipt:
    register = open_register(path)
    changes = register.propose(rate_some(register, Random(_SEED)))
    with acting_through(system):
        return register.save(changes)


def how_it_ends(path: Path, system: System | None = None) -> int:
    """Save, and say by an exit code how that ended: done, refused with a sentence, or broken."""
    try:
        _save(path, system or System())
    except TrackerError as error:
        return _REFUSED if error.message.endswith(".") and error.advice.endswith(".") else _BROKEN
    except BaseException:  # a traceback is what the soak looks for
        return _BROKEN
    return _DONE


def kills(register: SavedRegister, *, every: int = 1) -> Iterator[str]:
    """Kills at each call to the system, or at each `every`-th; yields which version each left."""
    for start, moment in enumerate(MOMENTS):
        for number in range(1 + start % every, register.calls + 1, every):
            with told(f"killed {moment} call {number}"):
                register.begin()
                register.killed(number, moment)
                left = register.look()
            yield left


def faults(register: SavedRegister, *, every: int = 1) -> Iterator[str]:
    """Each call, or each `every`-th, answered with a full disk, a fault or a refusal; yields what became of each."""
    for start, code in enumerate(CODES):
        for lasting in (False, True):
            for number in range(1 + start % every, register.calls + 1, every):
                with told(f"{errno.errorcode[code]} at call {number}"):
                    register.begin()
                    is_refused = register.failed(number, code, lasting=lasting)
                    register.look()
                yield "refused" if is_refused else "done"


@contextmanager
def told(moment: str) -> Iterator[None]:
    """An AssertionError in the block says at which moment it was."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f"{moment}: {error}") from error

"""A save of any workbook in place, killed at every moment through the seam."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hmic_tracker.errors import TrackerError
from hmic_tracker.files import acting_through, clear_leftovers
from hmic_tracker.workbook.edit import edit_cells
from hmic_tracker.workbook.owners import who_has_open
from soaking.seam import MOMENTS, killing

SIZES = (5, 300, 5_000, 20_000)


def make_workbook(path: Path, rows: int) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Recommendations")
    for row in range(rows):
        sheet.write_row(row, 0, [f"WMP-{row:04}", f"An invented recommendation, number {row * row}", row * 1.5])
    book.close()


def save(path: Path) -> None:
    """The save that is killed: two cells of the workbook, with all the care there is."""
    clear_leftovers(path.parent)
    edit_cells(path, {"Recommendations": {"B2": "Completed", "C3": 42}})


def killed_in_fork(path: Path, number: int, moment: str) -> bool:
    """Whether a save in a process of its own came to the call of that number, and so to its end."""
    child = os.fork()
    if child == 0:
        with acting_through(killing(number, moment)):
            save(path)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"the save failed by itself at call {number} ({moment})")
    return os.WIFSIGNALED(status)


class SavedWorkbook:
    """A workbook that is saved again and again from the same start, and what it must be afterwards."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.path = folder / "register.xlsx"
        make_workbook(self.path, rows)
        self.old = self.path.read_bytes()
        save(self.path)
        self.new = self.path.read_bytes()
        self.begin()

    def begin(self) -> None:
        """The old version, without any copy kept."""
        shutil.rmtree(self.path.parent / "backups", ignore_errors=True)
        self.path.write_bytes(self.old)

    def look(self) -> str:
        """Which version a kill left; AssertionError where it left anything that it must not."""
        found = self.path.read_bytes()
        assert found in (self.old, self.new), "the workbook is torn"
        for kept in (self.path.parent / "backups").glob("*.xlsx"):
            assert kept.read_bytes() in (self.old, self.new), f"the copy {kept.name} is torn"
        assert not who_has_open(self.path), "a dead save's mark holds the workbook"
        try:
            save(self.path)
        except TrackerError as error:
            raise AssertionError(f"the next save fails: {error}") from error
        assert self.path.read_bytes() == self.new, "the next save gives something else"
        left = {each.name for each in self.path.parent.iterdir()} - {self.path.name, "backups"}
        left |= {each.name for each in (self.path.parent / "backups").iterdir() if each.suffix != ".xlsx"}
        assert not left, f"left behind: {sorted(left)}"
        return "old" if found == self.old else "new"


def seam_moments(folder: Path) -> Iterator[str]:
    """Kills at each call through the seam; yields which version each left."""
    for rows in SIZES:
        workspace = SavedWorkbook(Path(tempfile.mkdtemp(dir=folder)), rows)
        for moment in MOMENTS:
            number = 1
            while True:
                workspace.begin()
                if not killed_in_fork(workspace.path, number, moment):
                    break
                yield workspace.look()
                number += 1

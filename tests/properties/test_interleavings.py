"""A colleague edits, sorts, inserts and saves at any moment of our save: nothing of theirs is ever lost.

The rounds are those of `scripts/soak.py`, which plays ten times as many.
"""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from command_line import call, make_workspace
from programs import libreoffice

from hmic_tracker.files import acting_through
from hmic_tracker.register.reading import open_register

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from soaking.colleague import read_cells
from soaking.office import saved_by_libreoffice
from soaking.rounds import play
from soaking.seam import before_each_call
from soaking.small import make_register, rate_some

SCRIPTS = sys.path[0]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a moment stays between the last look and the swap")
@pytest.mark.parametrize("seed", range(1, 5))
def test_no_edit_of_theirs_is_lost_and_ours_land_on_their_ref_or_wait(tmp_path: Path, seed: int) -> None:
    went = play(tmp_path, 50, seed=seed)
    assert went["written"] > 30
    assert went["busy"] and went["not applied"] and went["saves of the colleague"]


@pytest.mark.libreoffice
def test_nor_when_libreoffice_is_their_program(tmp_path: Path) -> None:
    libreoffice()
    assert play(tmp_path, 10, seed=7, then=saved_by_libreoffice(tmp_path))["written"] > 4


SECOND_RUN = """
import sys
sys.path.insert(0, {scripts!r})
from pathlib import Path
from random import Random
from soaking.small import rate_some
from hmic_tracker.errors import WorkbookBusy
from hmic_tracker.register.reading import open_register

register = open_register({path!r})
try:
    register.save(register.propose(rate_some(register, Random(2))))
except WorkbookBusy as busy:
    sys.exit(busy.message)
"""


@pytest.mark.parametrize("moment", [2, 30, 60, 90, 110])
def test_a_second_run_of_our_own_in_the_midst_of_a_save_is_told_and_writes_nothing(tmp_path: Path, moment: int) -> None:
    path = tmp_path / "register.xlsx"
    make_register(path, 12)
    register = open_register(path)
    changes = register.propose(rate_some(register, Random(1)))
    said: list[str] = []

    def at_once(_: str, number: int) -> None:
        if number == moment:
            program = SECOND_RUN.format(scripts=SCRIPTS, path=str(path))
            ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
            said.append(ended.stderr.strip())

    with acting_through(before_each_call(at_once)):
        receipt = register.save(changes)
    has_marked = moment > 20
    assert bool(said[0]) == has_marked
    if has_marked:
        assert said[0].startswith("register.xlsx is open: hmic-tracker on ")
    told = {(one.change.ref, one.change.column) for one in receipt.not_applied}
    cells = {said["Ref"]: said for said in read_cells(path)[0].values()}
    for change in changes:
        if (change.ref, change.column) not in told:
            found = cells[change.ref][change.column]
            assert (found.date() if isinstance(found, datetime) else found) == change.now
    assert not told or not has_marked


def test_two_runs_started_together_leave_a_whole_register_and_end_with_0_or_4(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "workspace")
    words = ["rate", "--write", "--as-at", "2022-04-20", "--workspace", str(workspace)]
    runs = [subprocess.Popen([sys.executable, "-m", "hmic_tracker", *words], stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE) for _ in range(2)]  # fmt: skip
    said = [run.communicate(timeout=120)[1].decode() for run in runs]
    assert {run.returncode for run in runs} <= {0, 4} and 0 in {run.returncode for run in runs}, said
    again = call("rate", "--write", "--as-at", "2022-04-20", "--workspace", workspace)
    assert (again.code, again.out) == (0, "")

"""A round killed at any call to the system: its record, the register and the next round."""

import os
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from command_line import REGISTER
from sheets import make_register_file

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from soaking.seam import before_each_call, killing

from hmic_tracker.files import acting_through
from hmic_tracker.register.reading import open_register
from hmic_tracker.runs.cycle import Order, take_steps
from hmic_tracker.runs.record import read_runs
from hmic_tracker.runs.timetable import RATING
from hmic_tracker.runs.workspace import open_workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="SIGKILL and fork")

MOMENT = datetime(2022, 3, 31, 5, 30, tzinfo=UTC)
SHEET = """
| Ref      | Inspection ref | Number | Kind           | Recommendation | Status      | HMICFRS due date | RAG | Rated on |
| WMP-0001 | 2021-CUSTODY   | 1      | Recommendation | Review logs    | In progress | 2022-06-01       |     |          |
"""


def order(stamp: str) -> Order:
    return Order(
        date(2022, 3, 31), steps=RATING.steps, round="rating", moment=MOMENT, when=MOMENT.isoformat(), stamp=stamp
    )


def rate(folder: Path, stamp: str) -> int:
    return take_steps(open_workspace(folder), order(stamp)).exit_code


def made(folder: Path) -> Path:
    make_register_file(folder / REGISTER, SHEET, Checks="| Severity | Place | Ref | Found | What to do |")
    return folder


def test_killed_at_any_call_a_round_leaves_a_whole_register_and_record_and_the_next_one_carries_on(
    tmp_path: Path,
) -> None:
    calls: list[str] = []
    with acting_through(before_each_call(lambda name, number: calls.append(name))):
        assert rate(made(tmp_path / "whole"), "first") == 0
    assert len(calls) > 80
    rated = open_register(tmp_path / "whole" / REGISTER).recommendations
    cut_short = 0
    for number in range(1, len(calls), 7):
        folder = made(tmp_path / str(number))
        child = os.fork()
        if child == 0:
            with acting_through(killing(number, ("before", "after", "halfway")[number % 3])):
                rate(folder, "first")
            os._exit(0)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL, number
        assert len(open_register(folder / REGISTER).recommendations) == 1
        assert rate(folder, "second") == 0
        *before, last = read_runs(folder / ".hmic")
        assert last.is_whole and not (folder / ".hmic/running.json").exists()
        cut_short += len([one for one in before if one.exit_code is None])
        found = open_register(folder / REGISTER).recommendations
        assert [row.written for row in found.rows] == [row.written for row in rated.rows]
    assert cut_short > 5

"""A list as a pandas frame, for analysts."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from sheets import make_register


def test_a_list_becomes_a_frame_by_worksheet_row(tmp_path: Path) -> None:
    register = make_register(tmp_path, """
        | Ref      | Recommendation | Status | Kind | HMICFRS due date | Risk ref   | RAG | Ours |
        | WMP-0001 | Review it      | Closed |      | 2022-03-31       | R-04; R-11 | Red | 7    |
        |          |                |        |      |                  |            |     |      |
        | WMP-0002 | Do it          | Closed |      | May 2022         |            |     |      |
        """)  # fmt: skip
    frame = register.recommendations.to_frame()
    assert list(frame.index) == [2, 4]
    assert frame.loc[2, "HMICFRS due date"] == date(2022, 3, 31)
    assert frame.loc[4, "HMICFRS due date"] == "May 2022"
    assert (frame.loc[2, "Risk ref"], frame.loc[2, "RAG"], frame.loc[2, "Ours"]) == ("R-04; R-11", "Red", 7)
    assert frame.loc[4, "Kind"] is None


def test_every_list_can_be_a_frame_even_when_it_is_not_there(tmp_path: Path) -> None:
    register = make_register(tmp_path, "| Ref | Recommendation | Status |\n| WMP-0001 | x | Closed |", Checks="""
        | Severity | Place | Ref | Found | What to do |
        | Note     | here  |     | this  | that       |
        """)  # fmt: skip
    assert register.checks.to_frame().loc[2, "Found"] == "this"
    assert register.overrides.to_frame().empty


def test_reading_does_not_import_pandas() -> None:
    program = (
        "import sys; import hmic_tracker.register.reading; print('pandas' in sys.modules, 'openpyxl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]

"""Ways of spoiling a workspace: each is told in a sentence with the place and what to do, and nothing is touched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from command_line import MEETING_DAY, REGISTER, RISK_REGISTER, Said, call, make_workspace
from sheets import make_register_file

OLE_HEADER = bytes.fromhex("D0CF11E0A1B11AE1")
SETTINGS = "hmic-tracker.toml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "workspace")


@contextmanager
def nothing_touched(workspace: Path) -> Iterator[None]:
    """No file that staff own may change, come or go within the block."""

    def staff_files() -> dict[str, bytes]:
        places = [workspace / SETTINGS, *(workspace / "workbooks").rglob("*"), *(workspace / "templates").rglob("*")]
        return {path.name: path.read_bytes() for path in places if path.is_file()}

    before = staff_files()
    yield
    assert staff_files() == before


def other_list(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Shopping"
    book.active.append(["What", "How many"])
    book.save(path)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


@dataclass(frozen=True)
class Spoilt:
    """What is done to the workspace, and what a person reads then."""

    how: Callable[[Path], object]
    found: str
    advice: str


def register_of(text: str) -> Callable[[Path], object]:
    return lambda workspace: make_register_file(workspace / REGISTER, text)


UNUSABLE = {
    "the register is not there": Spoilt(
        lambda workspace: (workspace / REGISTER).unlink(),
        "recommendation_register.xlsx: The workbook is not there.", "somebody may have moved or renamed it.",
    ),
    "the risk register that the settings name is not there": Spoilt(
        lambda workspace: (workspace / SETTINGS).write_text('[paths]\nrisk_register = "risks/ours.xlsx"\n'),
        "ours.xlsx: The workbook is not there.", "Check its name and its folder",
    ),
    "cut off in the middle": Spoilt(
        lambda workspace: cut_off(workspace / REGISTER),
        "recommendation_register.xlsx: The file is not a workbook", "or take the last copy from backups.",
    ),
    "not a zip": Spoilt(
        lambda workspace: (workspace / REGISTER).write_text("Ref,Status\nWMP-0001,Closed\n"),
        "recommendation_register.xlsx: The file is not a workbook", "save it as .xlsx",
    ),
    "empty": Spoilt(
        lambda workspace: (workspace / RISK_REGISTER).write_bytes(b""),
        "force_risk_register.xlsx: The file is not a workbook", "save it as .xlsx",
    ),
    "encrypted": Spoilt(
        lambda workspace: (workspace / REGISTER).write_bytes(OLE_HEADER + bytes(4096)),
        "recommendation_register.xlsx: The file is encrypted with a password", "remove the password",
    ),
    "a folder in its place": Spoilt(
        lambda workspace: in_its_place(workspace / REGISTER),
        "recommendation_register.xlsx: This is a folder, not a workbook.", "Name the file in it.",
    ),
    "a Word document under its name": Spoilt(
        lambda workspace: (workspace / REGISTER).write_bytes((workspace / "templates/jac_report.docx").read_bytes()),
        "recommendation_register.xlsx: Its main part is not a workbook", "no document or presentation renamed",
    ),
    "without its sheet of recommendations": Spoilt(
        lambda workspace: other_list(workspace / REGISTER),
        "recommendation_register.xlsx holds no list of recommendations; its sheets are: Shopping.",
        "Name the sheet Recommendations",
    ),
    "a risk register without its sheet of risks": Spoilt(
        lambda workspace: other_list(workspace / RISK_REGISTER),
        "force_risk_register.xlsx holds no list of risks; its sheets are: Shopping.", "Name the sheet Risks",
    ),
    "without the heading Status": Spoilt(
        register_of("| Ref | Recommendation | Owner |\n| WMP-0001 | Review the log | Supt Mary Oduya |"),
        "The heading Status is not on the sheet Recommendations", "Put the heading back",
    ),
    "settings that cannot be read": Spoilt(
        lambda workspace: (workspace / SETTINGS).write_text("[paths]\nregister = \n"),
        "hmic-tracker.toml cannot be read: Invalid value (at line 2", "Correct that line.",
    ),
    "a setting of the wrong type": Spoilt(
        lambda workspace: (workspace / SETTINGS).write_text("[paths]\nregister = 3\n"),
        "In hmic-tracker.toml, register in [paths] is not text between quotes.", "Correct it.",
    ),
}  # fmt: skip


def assert_refused(said: Said, code: int, spoilt: Spoilt) -> None:
    assert said.code == code
    assert spoilt.found in said.err and spoilt.advice in said.err, said.err
    assert said.out == ""
    assert "Traceback" not in said.err and "Error" not in said.err


@pytest.mark.parametrize("verb", ["check", "run"])
@pytest.mark.parametrize("way", UNUSABLE)
def test_a_workspace_that_cannot_be_used_is_refused_in_words(workspace: Path, way: str, verb: str) -> None:
    spoilt = UNUSABLE[way]
    spoilt.how(workspace)
    with nothing_touched(workspace):
        said = call(verb, "--workspace", workspace, "--as-at", MEETING_DAY, "--quiet")
    assert_refused(said, 3, spoilt)
    assert not (workspace / "out").exists() and not (workspace / "backups").exists()


@pytest.mark.parametrize("way", ["the register is not there", "cut off in the middle", "encrypted"])
def test_a_refusal_says_which_file_of_which_folder(workspace: Path, way: str) -> None:
    UNUSABLE[way].how(workspace)
    said = call("check", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert str(workspace / REGISTER) in said.err


def test_a_workspace_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    said = call("run", "--workspace", tmp_path / "nowhere", "--as-at", MEETING_DAY)
    assert (said.code, said.out) == (3, "")
    assert "There is no folder" in said.err and "hmic-tracker init" in said.err
    assert list(tmp_path.iterdir()) == []


BAD_CELLS = """
| Ref      | Number | Inspection ref | Recommendation  | Status      | Kind           | HMICFRS due date | Likelihood |
| WMP-0001 | 1      | 2021-CUSTODY   | Review the log  | In progress | Recommendation | next Sunday-ish  | high       |
| WMP-0002 | 2      | 2021-CUSTODY   | Review the rota | Closd       | Recommendation | 2022-05-31       | 2          |
| WMP-0003 | 3      | 2021-CUSTODY   | Review the cell | In progress | Recommendation | 2022-05-31       | 2          |
| WMP-0003 | 4      | 2021-CUSTODY   | Review the van  | In progress | Recommendation | 2022-05-31       | 2          |
"""


def test_bad_cells_stop_nothing_and_end_with_1(workspace: Path) -> None:
    make_register_file(workspace / REGISTER, BAD_CELLS)
    with nothing_touched(workspace):
        said = call("check", "--workspace", workspace, "--as-at", MEETING_DAY)
    assert said.code == 1
    for sentence in (
        "Should fix  Recommendations G2 (WMP-0001): “next Sunday-ish” in HMICFRS due date is not a date.\n"
        "    Type it as 31/03/2022",
        "Should fix  Recommendations H2 (WMP-0001): “high” in Likelihood is not a number.\n    Type a number",
        "Must fix  Recommendations E3 (WMP-0002): “Closd” is not one of the words for Status. Did you mean “Closed”?",
        "Must fix  Recommendations A4 (WMP-0003): The Ref WMP-0003 stands in rows 4 and 5.\n    Clear the Ref",
        "Note  Updates: There is no sheet Updates.",
    ):
        assert sentence in said.out

"""A link in a workspace that leads out of it is refused; a place outside that is named is not."""

import sys
from pathlib import Path

import pytest

from hmic_tracker.errors import FileRefused
from hmic_tracker.files import require_inside
from hmic_tracker.runs.workspace import open_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only administrators may make links there")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.xlsx").write_bytes(b"of somebody else")
    (tmp_path / "ours" / "workbooks").mkdir(parents=True)
    return tmp_path / "ours"


@pytest.mark.parametrize("name", ["recommendation_register.xlsx", "force_risk_register.xlsx"])
def test_a_register_that_is_a_link_out_of_the_workspace_is_refused(workspace: Path, name: str) -> None:
    (workspace / "workbooks" / name).symlink_to("../../elsewhere/secret.xlsx")
    with pytest.raises(FileRefused, match="leads out of the workspace") as refused:
        open_workspace(workspace)
    assert "[paths]" in refused.value.advice


def test_a_folder_that_is_a_link_out_of_the_workspace_is_refused(workspace: Path) -> None:
    (workspace / "templates").symlink_to("../elsewhere", target_is_directory=True)
    with pytest.raises(FileRefused, match="templates is a link"):
        open_workspace(workspace)


def test_a_link_within_the_workspace_is_followed(workspace: Path) -> None:
    (workspace / "real.xlsx").write_bytes(b"ours")
    link = workspace / "workbooks" / "recommendation_register.xlsx"
    link.symlink_to("../real.xlsx")
    assert open_workspace(workspace).register == link


def test_a_workspace_reached_through_a_link_is_a_workspace(workspace: Path, tmp_path: Path) -> None:
    (workspace / "workbooks" / "recommendation_register.xlsx").write_bytes(b"ours")
    (tmp_path / "here").symlink_to(workspace, target_is_directory=True)
    assert open_workspace(tmp_path / "here").register.read_bytes() == b"ours"


@pytest.mark.parametrize("named", ["../elsewhere/secret.xlsx", "{0}/elsewhere/secret.xlsx"])
def test_a_place_outside_that_the_settings_name_is_meant(workspace: Path, tmp_path: Path, named: str) -> None:
    (workspace / "hmic-tracker.toml").write_text(f'[paths]\nregister = "{named.format(tmp_path)}"\n', encoding="utf-8")
    assert open_workspace(workspace).register.read_bytes() == b"of somebody else"


def test_what_is_not_there_is_left_to_whoever_opens_it(workspace: Path) -> None:
    path = workspace / "workbooks" / "none.xlsx"
    assert require_inside(path, workspace) == path

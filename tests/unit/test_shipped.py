"""What comes with the library is found from a checkout, and setup.cfg puts all of it into an installation."""

import configparser
from pathlib import Path

import pytest

from hmic_tracker.errors import FileRefused
from hmic_tracker.shipped import shipped_file, shipped_templates

PROJECT = Path(__file__).parents[2]


def options() -> configparser.ConfigParser:
    read = configparser.ConfigParser()
    read.read(PROJECT / "setup.cfg", encoding="utf-8")
    return read


@pytest.mark.parametrize("folder", ["workbooks", "workbooks/example", "workbooks/example_problems"])
@pytest.mark.parametrize("name", ["recommendation_register.xlsx", "force_risk_register.xlsx"])
def test_a_workbook_is_found_by_its_name_in_the_repository(folder: str, name: str) -> None:
    assert shipped_file(f"{folder}/{name}") == PROJECT / folder / name


@pytest.mark.parametrize("name", ["workbooks/none.xlsx", "secrets/a.xlsx", "workbooks", ""])
def test_what_is_not_shipped_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(FileRefused, match="does not come with this installation") as refused:
        shipped_file(name)
    assert refused.value.advice


def test_the_templates_are_word_documents_and_their_cards() -> None:
    found = shipped_templates()
    assert PROJECT / "templates" / "jac_report.docx" in found
    assert {path.suffix for path in found} <= {".docx", ".md"}


def test_an_installation_holds_every_package_and_every_shipped_folder() -> None:
    read = options()
    packages = set(read["options"]["packages"].split())
    code = {
        ".".join(path.parent.relative_to(PROJECT).parts) for path in (PROJECT / "hmic_tracker").rglob("__init__.py")
    }
    assert code <= packages
    lines = (line.split("=") for line in read["options"]["package_dir"].strip().splitlines())
    mapped = {folder.strip(): package.strip() for package, folder in lines}
    assert packages == code | set(mapped.values())
    shipped = [*(PROJECT / "workbooks").rglob("*.xlsx"), *(PROJECT / "templates").rglob("*.docx")]
    for path in shipped:
        package = mapped[path.parent.relative_to(PROJECT).as_posix()]
        assert f"*{path.suffix}" in read["options.package_data"][package]

"""The example's paper in both versions: valid, accessible, whole, and the same from a template saved elsewhere."""

from datetime import date
from pathlib import Path

import pytest
from programs import convert, validator_errors

import hmic_tracker as hmic
from hmic_tracker.outputs.accessibility import inspect_document
from hmic_tracker.outputs.markup import W, words_of
from hmic_tracker.outputs.package import open_word, parse_xml

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "jac_report.docx"
AS_AT = date(2022, 3, 31)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    register = hmic.open_register(ROOT / "workbooks" / "example" / "recommendation_register.xlsx")
    risks = hmic.open_risk_register(ROOT / "workbooks" / "example" / "force_risk_register.xlsx")
    problems = hmic.check(register, risks, as_at=AS_AT)
    ratings = hmic.rate(register, risks, as_at=AS_AT, problems=problems)
    figures = hmic.compile_figures(register, risks, ratings, problems, meeting=AS_AT)
    folder = tmp_path_factory.mktemp("papers")
    made = {}
    for version in ("full", "public"):
        made[version] = hmic.write_document(figures, template=TEMPLATE, to=folder / f"{version}.docx", version=version)
    return made


def words(path: Path) -> str:
    package = open_word(path)
    return "\n".join(words_of(parse_xml(package.parts[part], place=part)) for part in package.stories)


@pytest.mark.parametrize("version", ["full", "public"])
def test_everybody_can_read_it(papers: dict[str, Path], version: str) -> None:
    assert [str(fault) for fault in inspect_document(papers[version])] == []


@pytest.mark.validator
@pytest.mark.parametrize("version", ["full", "public"])
def test_it_is_valid(papers: dict[str, Path], version: str) -> None:
    assert validator_errors(papers[version]) == []


@pytest.mark.libreoffice
def test_libreoffice_makes_a_pdf_of_it(papers: dict[str, Path], tmp_path: Path) -> None:
    assert convert(papers["full"], "pdf", tmp_path).stat().st_size > 20_000


def test_every_open_recommendation_stands_in_the_full_version_word_for_word(papers: dict[str, Path]) -> None:
    register = hmic.open_register(ROOT / "workbooks" / "example" / "recommendation_register.xlsx")
    said = words(papers["full"])
    ours = [row for row in register.recommendations if row.is_open and row.is_ours]
    assert len(ours) > 20
    assert [row.ref for row in ours if row.recommendation not in said] == []


def test_the_public_version_bears_its_own_marking_and_names_nobody(papers: dict[str, Path]) -> None:
    register = hmic.open_register(ROOT / "workbooks" / "example" / "recommendation_register.xlsx")
    public, full = words(papers["public"]), words(papers["full"])
    assert "OFFICIAL-SENSITIVE" in full
    assert "OFFICIAL-SENSITIVE" not in public
    named = [one.person for one in register.people if one.contact_officer != "Full and public"]
    assert [name for name in named if name in full]
    assert [name for name in named if name in public] == []


def test_no_empty_heading_and_no_heading_without_something_under_it(papers: dict[str, Path]) -> None:
    body = parse_xml(open_word(papers["full"]).parts["word/document.xml"]).find(f"{W}body")
    assert body is not None
    before = ""
    for block in body:
        style = block.find(f"{W}pPr/{W}pStyle")
        here = style.get(f"{W}val", "") if style is not None else ""
        if before.startswith("Heading") and here.startswith("Heading"):
            assert int(here[-1]) > int(before[-1]), words_of(block)
        before = here

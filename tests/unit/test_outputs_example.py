"""The example's paper in both versions: valid, accessible, whole, and the same from a template saved elsewhere."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from programs import convert, validator_errors

import hmic_tracker as hmic
from hmic_tracker.history.rows import snapshot_of
from hmic_tracker.outputs.accessibility import inspect_document
from hmic_tracker.outputs.looks import _luminance
from hmic_tracker.outputs.markup import WP, A, C, R, W, words_of
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
    earlier = replace(snapshot_of(hmic.rate(register, risks, as_at=date(2021, 11, 30)), ()), meeting=date(2021, 12, 15))
    figures = hmic.compile_figures(register, risks, ratings, problems, meeting=AS_AT, issued=[earlier])
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


# Charts


def chart_parts(path: Path) -> list[tuple[bytes, bytes, str]]:
    """Each chart's part, the workbook embedded in it, and its alternative text."""
    package = open_word(path)
    document = parse_xml(package.parts[package.document])
    parts = {one.id: one.target for one in package.relations(package.document) if one.kind == "chart"}
    found = []
    for inline in document.iter(f"{WP}inline"):
        part = parts[next(inline.iter(f"{C}chart")).get(f"{R}id", "")]
        (book,) = package.related(part, "package")
        found.append((package.parts[part], package.parts[book], inline.find(f"{WP}docPr").get("descr", "")))  # type: ignore[union-attr]
    return found


def test_each_chart_shows_what_its_own_workbook_holds_and_says_its_finding(papers: dict[str, Path]) -> None:
    charts = chart_parts(papers["full"])
    assert len(charts) == 3
    for part, book, said in charts:
        sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
        in_book = [[cell.value for cell in column] for column in sheet.iter_cols(min_col=2)]
        in_chart = []
        for series in parse_xml(part).iter(f"{C}ser"):
            name, values = series.find(f"{C}tx"), series.find(f"{C}val")
            assert name is not None and values is not None
            in_chart.append([next(name.iter(f"{C}v")).text, *(int(one.text or 0) for one in values.iter(f"{C}v"))])
        assert in_book == in_chart
        assert len(said) > 80 and "The figures are in the table beside it." in said


def test_bars_are_told_apart_by_pattern_and_lines_by_dashes_and_marks(papers: dict[str, Path]) -> None:
    for part, _, _ in chart_parts(papers["full"]):
        looks = []
        for series in parse_xml(part).iter(f"{C}ser"):
            pattern, dash = next(series.iter(f"{A}pattFill"), None), next(series.iter(f"{A}prstDash"), None)
            symbol = next(series.iter(f"{C}symbol"), None)
            solid = next(series.find(f"{C}spPr").iter(f"{A}srgbClr")).get("val", "")  # type: ignore[union-attr]
            grey = "" if pattern is not None or dash is not None else f"{_luminance(solid):.1f}"
            told = [str(one.items()) if one is not None else "" for one in (pattern, dash, symbol)]
            looks.append((*told, grey))
        assert len(set(looks)) == len(looks) > 1


def test_every_word_in_a_chart_has_ten_points(papers: dict[str, Path]) -> None:
    for part, _, _ in chart_parts(papers["full"]):
        sizes = [one.get("sz") for one in parse_xml(part).iter(f"{A}defRPr")]
        assert sizes and set(sizes) == {"1000"}


def test_every_sentence_ends_and_no_cell_of_a_table_is_left_blank(papers: dict[str, Path]) -> None:
    said = words(papers["full"])
    assert not re.findall(r"(?:delivery|date|override) (?:Owner: |No owner )", said)
    document = parse_xml(open_word(papers["full"]).parts["word/document.xml"])
    for table in document.iter(f"{W}tbl"):
        head = words_of(next(table.iter(f"{W}tr"))).split()
        blank = [cell for cell in table.iter(f"{W}tc") if not words_of(cell).strip()]
        assert not blank or head[0] == "Severity", head  # a problem of the workbook as a whole has no ref

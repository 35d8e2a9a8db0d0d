"""The starter workbooks: every list a table with guidance, nothing cut off, read back as they were given."""

import re
import sys
import tempfile
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from programs import convert
from python_calamine import CalamineWorkbook

from hmic_tracker.model.dates import read_when
from hmic_tracker.register.declare import FilledBy, Group, Kind
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.risks import open_risk_register
from hmic_tracker.register.setting_names import SETTINGS
from hmic_tracker.register.sheets import REGISTER_SHEETS, RISK_REGISTER_SHEETS, SHEET
from hmic_tracker.register.starter import build_register, settings_rows
from hmic_tracker.register.starter_lists import CALCULATED, RAG_COLOURS, TABS
from hmic_tracker.register.starter_risks import build_risk_register
from hmic_tracker.register.vocabularies import VOCABULARIES
from hmic_tracker.rules.ratings import rate
from hmic_tracker.rules.shipped_rules import SHIPPED_ESCALATION, SHIPPED_RULES, shipped_rows
from hmic_tracker.workbook.build import Build, known_rows, row_height

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT / "scripts"))
import build_workbooks  # noqa: E402

# Whole columns as a print area, so that rows added later are printed, are more than openpyxl reads.
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")
NAMES = ("recommendation_register.xlsx", "force_risk_register.xlsx")
TEXT = "Within six months, the force should\nread \"it\" & <write> '=1+1' {{ in full }} – â wî Ŵ €."
MATRIX = [["Low", "Low"], ["Low", "High"]]
LISTS = [(sheet.name, "register") for sheet in REGISTER_SHEETS] + [
    (sheet.name, "risks") for sheet in RISK_REGISTER_SHEETS
]


@cache
def opened(which: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        build_workbooks.build_pair(Path(folder), build_workbooks.starter_content(), {})
        return openpyxl.load_workbook(Path(folder) / NAMES[which == "risks"])


def make(folder: Path, **content: Any) -> Path:
    path = folder / NAMES[0]
    build_register(path, {name.replace("_", " "): rows for name, rows in content.items()}, rules=shipped_rows(),
                   settings={"Force name": "Westmarch Police"})  # fmt: skip
    return path


def test_the_script_writes_the_same_bytes_each_time_and_they_say_what_the_repository_ships(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        build_workbooks.main(tmp_path / folder)
    written = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.xlsx"))
    assert len(written) == 6
    for path in written:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "other" / path).read_bytes()
        # Not byte for byte: another version of XlsxWriter may write the same workbook otherwise.
        assert everything_said(tmp_path / "one" / path) == everything_said(PROJECT / "workbooks" / path), path


def everything_said(path: Path) -> dict[str, Any]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize(("name", "which"), LISTS)
def test_each_list_is_a_table_with_its_headings_notes_and_a_frozen_row(name: str, which: str) -> None:
    declared, sheet = SHEET[name], opened(which)[name]
    table = sheet.tables[declared.table]
    first, last = table.ref.split(":")
    head = int(re.sub(r"\D", "", first))
    headings = [cell.value for cell in sheet[head]]
    shipped = {"RAG rules": SHIPPED_RULES, "Escalation rules": SHIPPED_ESCALATION}.get(name, ())
    conditions = {heading for rule in shipped for heading in rule.conditions}
    assert set(headings) - conditions == {column.heading for column in declared.columns}
    assert int(re.sub(r"\D", "", last)) > head
    assert sheet.freeze_panes is not None and sheet.freeze_panes.endswith(str(head + 1))
    assert table.tableStyleInfo.showRowStripes and table.autoFilter is not None
    for cell in sheet[head]:
        column = next((one for one in declared.columns if one.heading == cell.value), None)
        is_ours = column is not None and column.filled_by is FilledBy.LIBRARY
        assert cell.comment.text.startswith(CALCULATED) == is_ours
        assert column is None or column.help in cell.comment.text


@pytest.mark.parametrize(("name", "which"), LISTS)
def test_each_sheet_prints_on_landscape_a4_one_page_wide_with_headings_marking_and_page_numbers(
    name: str, which: str
) -> None:
    sheet = opened(which)[name]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and (sheet.page_setup.fitToWidth or 1) == 1
    assert int(sheet.page_setup.fitToHeight) == 0
    assert sheet.print_title_rows is not None
    assert sheet.oddHeader.center.text == sheet.oddFooter.center.text == "OFFICIAL-SENSITIVE"
    assert "&P of &N" in sheet.oddFooter.right.text.replace("&[Page]", "&P").replace("&[Pages]", "&N").replace(
        "Page ", ""
    )


@pytest.mark.parametrize(("name", "which"), LISTS)
def test_every_closed_list_of_words_has_a_drop_down_that_reaches_far_below_the_table(name: str, which: str) -> None:
    sheet, declared = opened(which)[name], SHEET[name]
    ruled = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            if area.max_row > 1000:
                ruled[area.min_col] = rule
    table = sheet.tables[declared.table]
    head = int(re.sub(r"\D", "", table.ref.split(":")[0]))
    for cell in sheet[head]:
        column = next((one for one in declared.columns if one.heading == cell.value), None)
        if column is None or column.filled_by is FilledBy.LIBRARY:
            assert cell.column not in ruled
        elif column.words or (column.kind is Kind.PERSON and which == "register"):
            assert ruled[cell.column].type == "list"
        elif column.kind is Kind.DATE:
            assert ruled[cell.column].type == "date"


def test_tabs_stand_in_three_coloured_groups_in_their_order() -> None:
    book = opened("register")
    groups = [sheet.sheet_properties.tabColor.rgb[-6:] for sheet in book.worksheets]
    assert list(dict.fromkeys(groups)) == [TABS[group].lstrip("#") for group in Group]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
    assert book.sheetnames[:2] == ["Guide", "Summary"]


def test_columns_that_are_not_for_every_day_are_folded_away_and_the_rest_are_not() -> None:
    sheet = opened("register")["Recommendations"]
    head = int(sheet.freeze_panes[1:]) - 1 if sheet.freeze_panes[1:].isdigit() else 5
    hidden = set()
    for letters, size in sheet.column_dimensions.items():
        if size.hidden:
            first = openpyxl.utils.column_index_from_string(letters)
            hidden |= set(range(size.min or first, (size.max or first) + 1))
    for cell in sheet[head]:
        assert (cell.column in hidden) == (not SHEET["Recommendations"].column(cell.value).everyday), cell.value


def test_rag_words_are_coloured_so_that_they_can_still_be_read() -> None:
    for name, colour in RAG_COLOURS.items():
        assert contrast(colour.fill, colour.ink) >= 4.5, name
    sheet = opened("register")["Recommendations"]
    coloured = {
        rule.formula[0].strip('"')
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.operator == "equal"
    }
    assert set(RAG_COLOURS) <= coloured


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_rows_have_room_for_their_text_and_grow_when_they_are_edited(tmp_path: Path) -> None:
    path = make(tmp_path, Updates=[{"Ref": "WMP-0001", "Update": "word " * 60}, {"Ref": "WMP-0002"}])
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("customHeight" in row for sheet in sheets for row in re.findall(r"<row [^>]*>", sheet))
    heights = openpyxl.load_workbook(path)["Updates"].row_dimensions
    # Three hundred letters in a column of sixty are five lines and more.
    assert heights[5].height > 5 * 12 > 2 * heights[6].height


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("short", 1), ("a\nb\nc", 3), ("word " * 20, 3)])
def test_the_height_of_a_row_follows_the_lines_of_its_text(text: str, lines: int) -> None:
    assert row_height(text, 40, line=10) == lines * 10 + 3.75


def test_a_blank_starter_has_no_rows_and_knows_its_words_rules_and_settings() -> None:
    register = open_register(PROJECT / "workbooks" / NAMES[0])
    lists = (register.recommendations, register.updates, register.inspections, register.overrides, register.findings,
             register.responses, register.letters, register.narrative, register.people, register.meetings)  # fmt: skip
    assert [len(table.rows) for table in lists] == [0] * len(lists)
    assert [rule.rule for rule in register.rules] == [rule.rule for rule in SHIPPED_RULES]
    assert register.settings.ref_prefix == "REC"
    assert register.lists.words("Status")[4].word == "Closed"


def test_what_is_given_is_read_back_to_the_letter(tmp_path: Path) -> None:
    path = make(
        tmp_path,
        Recommendations=[
            {
                "Ref": "WMP-0007", "Number": "3.10", "Recommendation": TEXT, "Status": "In progress",
                "Kind": "Recommendation", "Inspection ref": "2021-CUSTODY", "HMICFRS due date": date(2022, 9, 30),
                "Likelihood": 3, "Risk ref": "R-01; R-02", "Publishable": "Yes",
            }
        ],
        Inspections=[{"Inspection ref": "2021-CUSTODY", "Title": "Custody", "Fieldwork": "May 2022, date TBC"},
                     {"Inspection ref": "2022-PEEL", "Title": "PEEL", "Fieldwork": date(2022, 4, 4)}],
    )  # fmt: skip
    register = open_register(path)
    [said] = register.recommendations
    assert (said.ref, said.number, said.recommendation) == ("WMP-0007", "3.10", TEXT)
    assert (said.hmicfrs_due_date, said.likelihood, said.risk_ref) == (
        read_when(date(2022, 9, 30)),
        3,
        ("R-01", "R-02"),
    )
    assert said.publishable is True
    assert [str(one.fieldwork) for one in register.inspections] == ["May 2022, date TBC", "4 April 2022"]
    assert register.problems == ()


def test_the_shipped_rules_rate_as_their_sheet_says(tmp_path: Path) -> None:
    path = make(
        tmp_path,
        Recommendations=[{"Ref": "WMP-0001", "Recommendation": "Review it.", "Status": "Closed", "Kind": "Recommendation",
                          "Inspection ref": "A", "HMICFRS closed on": date(2022, 3, 1)}],
        Inspections=[{"Inspection ref": "A", "Title": "A"}],
    )  # fmt: skip
    build_risk_register(tmp_path / NAMES[1], {"Bands": [{"Band": "Low", "RAG": "Green"}, {"Band": "High", "RAG": "Red"}]},
                        bands=MATRIX, scores=[[1, 2], [2, 4]])  # fmt: skip
    risks = open_risk_register(tmp_path / NAMES[1])
    [rating] = rate(open_register(path), risks, as_at=date(2022, 3, 31))
    assert (rating.rag, rating.reason) == ("Blue", "Closed on 1 March 2022.")
    assert risks.matrix.look_up(2, 2).rag == "Red"
    assert risks.problems == ()


def test_a_heading_or_a_setting_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Ovner"):
        known_rows([{"Ovner": "Supt Mary Oduya"}], ["Ref", "Owner"])
    with pytest.raises(ValueError, match="Force nam"):
        settings_rows({"Force nam": "Westmarch"})


def test_each_setting_with_words_to_choose_from_offers_them() -> None:
    sheet = opened("register")["Settings"]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            offered[sheet.cell(area.min_row, 1).value] = rule.formula1
    assert offered["Section PEEL printed"] == "List_Yes_or_No"
    assert offered["Document marking"] == "List_Marking"
    assert "Force name" not in offered
    assert {setting.name for setting in SETTINGS} >= set(offered)


def test_the_summary_counts_with_formulas_whose_values_are_right_before_anything_is_calculated(tmp_path: Path) -> None:
    path = make(
        tmp_path,
        Portfolios=[{"Portfolio": "Crime"}, {"Portfolio": "Operations"}],
        Recommendations=[
            {"Ref": "A-1", "Recommendation": "x", "Portfolio": "Crime", "RAG": "Red"},
            {"Ref": "A-2", "Recommendation": "y", "Portfolio": "Crime", "RAG": "Red"},
            {"Ref": "A-3", "Recommendation": "z", "RAG": "Green"},
        ],
    )
    values = openpyxl.load_workbook(path, data_only=True)["Summary"]
    formulas = openpyxl.load_workbook(path)["Summary"]
    said = [[cell.value for cell in row] for row in values["A5:H8"]]
    assert said == [
        ["Crime", 2, 0, 0, 0, 0, 0, 2],
        ["Operations", 0, 0, 0, 0, 0, 0, 0],
        ["No portfolio", 0, 0, 1, 0, 0, 0, 1],
        ["All", 2, 0, 1, 0, 0, 0, 3],
    ]
    assert str(formulas["B5"].value).startswith("=COUNTIFS(")
    assert len(formulas._charts) == 1


@pytest.mark.libreoffice
def test_libreoffice_counts_as_we_do_and_every_drop_down_finds_its_words(tmp_path: Path) -> None:
    """The formulas of the Summary are replaced by looks at each defined name, and calculated afresh."""
    words = {f"List_{one.name.replace(' ', '_').replace('-', '_')}": list(one) for one in VOCABULARIES}
    asked = [f"COUNTA({name})" for name in words] + [f"INDEX({name},{len(known)})" for name, known in words.items()]
    path = PROJECT / "workbooks" / NAMES[0]
    changed, folder = tmp_path / "names.xlsx", tmp_path / "out"
    folder.mkdir()
    formulas = iter(asked)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                pieces = re.split(rb"<f>[^<]*</f><v>[^<]*</v>", data)
                asking = [b"<f>%s</f>" % next(formulas, "0").encode() for _ in pieces[1:]]
                data = b"".join(part for pair in zip(pieces, [*asking, b""], strict=True) for part in pair)
            new.writestr(name, data)
    book = openpyxl.load_workbook(convert(changed, "xlsx", folder), data_only=True)
    said = [cell.value for row in book["Summary"]["B5:H13"] for cell in row if cell.value is not None]
    counts = [len(known) for known in words.values()]
    assert said[: len(counts)] == counts
    assert said[len(counts) : len(asked)] == [known[-1] for known in words.values()][: len(said) - len(counts)]


def test_the_builder_closes_a_workbook_without_lists(tmp_path: Path) -> None:
    build = Build(tmp_path / "a.xlsx", title="A", marking="OFFICIAL", colours={})
    build.add_sheet("One", tab="#000000")
    build.close()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["One"]

"""What is left alone: which cells, which files, and the sentences that say why."""

import re

import pytest
from workbook_parts import LINKS, MAIN, links, part, parts, rows_of, save, sheet, workbook

from hmic_tracker.errors import SheetMissing, WorkbookUnusable
from hmic_tracker.workbook import Cached, Formula, SheetEdit, splice

ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"/></row>'


def refused(folder, rows, cells, *, before="", after="", own=frozenset()):
    book = workbook(folder, sheet(rows, before=before, after=after))
    receipt = splice(book, {"Sheet1": SheetEdit(cells, own_columns=own)}, to=folder / "new.xlsx")
    return {each.cell: each.reason for each in receipt.refused}, rows_of(folder / "new.xlsx")


def test_a_refused_cell_stays_and_the_others_are_written(tmp_path):
    reasons, rows = refused(tmp_path, ROWS, {"A1": float("nan"), "B1": 9, "ZZZZ1": 1})
    assert reasons == {
        "A1": "nan is not a number that a cell can hold",
        "ZZZZ1": "no sheet has a cell of that name",
    }
    assert '<c r="A1"><v>1</v></c><c r="B1"><v>9</v></c>' in rows


def test_a_cell_under_a_merged_one_is_refused_and_the_first_of_them_is_not(tmp_path):
    after = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    reasons, rows = refused(tmp_path, ROWS, {"A1": 5, "B1": 6, "A2": 7, "C2": 8}, after=after)
    assert set(reasons) == {"B1", "A2"}
    assert "merged cell A1:B2" in reasons["B1"]
    assert '<c r="A1"><v>5</v></c><c r="B1"><v>2</v></c>' in rows


def test_the_formula_that_others_share_is_refused_and_those_that_share_it_are_not(tmp_path):
    rows = '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c></row>'
    reasons, after = refused(tmp_path, rows, {"A1": 5, "B1": 6})
    assert "share" in reasons["A1"] and "A1:B1" in reasons["A1"]
    assert after.endswith('<c r="B1"><v>6</v></c></row>')


@pytest.mark.parametrize("kind", ["array", "dataTable"])
@pytest.mark.parametrize("odd", ["", "<!-- read by a parser -->"])
def test_no_cell_of_an_array_formula_or_a_data_table_is_changed_alone(tmp_path, kind, odd):
    rows = (
        f'<row r="1"><c r="A1"><f t="{kind}" ref="A1:A2">B1:B2</f><v>2</v></c></row>'
        f'<row r="2">{odd}<c r="A2"><v>2</v></c></row>'
    )
    reasons, after = refused(tmp_path, rows, {"A1": 5, "A2": 6, "A3": 1, "B1": Formula("A1")})
    assert set(reasons) == {"A1", "A2"}
    assert after.startswith(rows.partition("</row>")[0])


def test_a_cell_where_a_formula_spills_can_be_typed_into(tmp_path):
    rows = '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A2">B1:B2</f><v>2</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    reasons, after = refused(tmp_path, rows, {"A2": 6})
    assert reasons == {}
    assert '<c r="A2"><v>6</v></c>' in after


def test_a_value_to_refresh_needs_a_formula(tmp_path):
    reasons, _ = refused(tmp_path, ROWS, {"A1": Cached(4), "Z9": Cached(4), "B1": 1})
    assert set(reasons) == {"A1", "Z9"}


def test_on_a_protected_sheet_only_unlocked_cells_and_our_own_columns_are_written(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"/><c r="C1"><v>1</v></c></row>'
    after = '<sheetProtection sheet="1" objects="1"/>'
    reasons, new = refused(tmp_path, rows, {"A1": 5, "B1": 6, "C1": 7, "D1": 8}, after=after, own=frozenset({3}))
    assert set(reasons) == {"A1", "D1"}
    assert "protected" in reasons["A1"]
    assert new == '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"><v>6</v></c><c r="C1"><v>7</v></c></row>'


def test_protection_that_is_switched_off_protects_nothing(tmp_path):
    reasons, _ = refused(tmp_path, ROWS, {"A1": 5}, after='<sheetProtection sheet="0"/>')
    assert reasons == {}


def test_a_row_that_is_there_twice_is_left_alone(tmp_path):
    reasons, rows = refused(tmp_path, ROWS + '<row r="1"><c r="A1"/></row>', {"A1": 5, "A2": 6})
    assert set(reasons) == {"A1"}
    assert '<c r="A2"><v>6</v></c>' in rows


def test_a_signed_workbook_is_refused_whole(tmp_path):
    made = parts(sheet(ROWS), **{"_xmlsignatures/origin.sigs": ""})
    origin = '<Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
    made["_rels/.rels"] = str(made["_rels/.rels"]).replace("</Relationships>", origin + "</Relationships>")
    book = save(tmp_path / "book.xlsx", made)
    with pytest.raises(WorkbookUnusable, match="signed"):
        splice(book, {"Sheet1": SheetEdit({"A1": 1})}, to=tmp_path / "new.xlsx")
    assert not (tmp_path / "new.xlsx").exists()


def test_a_date_is_refused_where_the_workbook_has_no_styles(tmp_path):
    from datetime import date

    made = parts(sheet(ROWS), workbook_links=links(("worksheet", "worksheets/sheet1.xml")))
    receipt = splice(
        save(tmp_path / "book.xlsx", made), {"Sheet1": SheetEdit({"A1": date(2022, 1, 1), "B1": 1})}, to=tmp_path / "n"
    )
    assert [each.cell for each in receipt.refused] == ["A1"]
    assert "no list of styles" in receipt.refused[0].reason


TABLE = (
    f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:B3" totalsRowCount="1">'
    '<tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"/></tableColumns></table>'
)


def test_headings_and_totals_of_a_table_are_left_to_excel(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}"/><c r="C{n}"/></row>' for n in (1, 2, 3))
    book = workbook(
        tmp_path,
        sheet(rows, after='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'),
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": links(("table", "../tables/table1.xml")),
            "xl/tables/table1.xml": TABLE,
        },
    )
    cells = {f"{column}{n}": "x" for column in "AC" for n in (1, 2, 3)}
    receipt = splice(book, {"Sheet1": SheetEdit(cells)}, to=tmp_path / "new.xlsx")
    assert {each.cell for each in receipt.refused} == {"A1", "A3"}
    assert part(tmp_path / "new.xlsx", "xl/tables/table1.xml") == TABLE
    assert LINKS


@pytest.mark.parametrize(
    "row",
    [
        '<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>',
        '<c r="B2"><v>1</v></c><!-- --><c r="B2"><v>2</v></c>',
        '<c r="B2"><v>1</v></c><!-- --><c r="B9"><v>2</v></c>',
        '<c r="B2"><v>1</v></c></row><row r="4"><c r="B2"><v>2</v></c>',
    ],
)
def test_a_cell_that_is_there_twice_or_says_another_row_is_left_alone(tmp_path, row):
    book = workbook(tmp_path, sheet(f'<row r="2">{row}</row><row r="3"><c r="B3"><v>3</v></c></row>'))
    receipt = splice(book, {"Sheet1": SheetEdit({"B2": "x", "B3": "y"})}, to=tmp_path / "new.xlsx")
    assert [each.cell for each in receipt.refused] == ["B2"]
    assert "twice" in receipt.refused[0].reason
    assert row in rows_of(tmp_path / "new.xlsx")


def test_a_chart_that_is_named_is_said_to_be_one(tmp_path):
    both = '<sheet name="Sheet1" sheetId="1" r:id="rId1"/><sheet name="Graph" sheetId="2" r:id="rId2"/>'
    made = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{both}</sheets></workbook>'
    others = {"xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"/>'}
    linked = links(("worksheet", "worksheets/sheet1.xml"), ("chartsheet", "chartsheets/sheet1.xml"))
    book = workbook(tmp_path, sheet(""), workbook=made, workbook_links=linked, **others)
    with pytest.raises(SheetMissing, match="'graph' is a chart"):
        splice(book, {"graph": SheetEdit({"A1": 1})}, to=tmp_path / "new.xlsx")


def test_among_thousands_the_same_cells_are_left_alone(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"/></row>' for n in range(1, 601))
    rows = rows.replace('<c r="A20"><v>1</v>', '<c r="A20"><f t="array" ref="A20:A21">B1:B2</f><v>1</v>')
    rows = rows.replace('<c r="A30"><v>1</v>', '<c r="A30"><f t="shared" ref="A30:A31" si="0">B1</f><v>1</v>')
    after = (
        '<mergeCells count="1"><mergeCell ref="A9:B10"/></mergeCells><tableParts><tablePart r:id="rId1"/></tableParts>'
    )
    listing = TABLE.replace('ref="A1:B3"', 'ref="A1:B8"')
    related = {"xl/worksheets/_rels/sheet1.xml.rels": links(("table", "../tables/table1.xml"))}
    book = workbook(tmp_path, sheet(rows, after=after), **related, **{"xl/tables/table1.xml": listing})
    cells = {f"{column}{n}": f"x{n}" for n in range(1, 601) for column in "AB"}
    receipt = splice(book, {"Sheet1": SheetEdit(cells)}, to=tmp_path / "new.xlsx")
    left = {"A1", "B1", "A8", "B8", "B9", "A10", "B10", "A20", "A21", "A30"}
    assert {each.cell for each in receipt.refused} == left
    assert {cell for _, cell, _ in receipt.written} == set(cells) - left
    there = set(re.findall(r'<c r="([A-Z]+[0-9]+)" t="inlineStr">', part(tmp_path / "new.xlsx")))
    assert there == set(cells) - left


@pytest.mark.parametrize("is_ours", [True, False])
def test_among_thousands_a_locked_cell_is_left_alone(tmp_path, is_ours):
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="{2 * (n % 2)}"/></row>' for n in range(1, 1_001))
    book = workbook(tmp_path, sheet(rows, after='<sheetProtection sheet="1"/>'))
    edit = SheetEdit({f"A{n}": n for n in range(1, 1_001)}, own_columns=frozenset({1} if is_ours else ()))
    receipt = splice(book, {"Sheet1": edit}, to=tmp_path / "new.xlsx")
    assert len(receipt.refused) == (0 if is_ours else 500)
    assert len(receipt.written) == (1_000 if is_ours else 500)

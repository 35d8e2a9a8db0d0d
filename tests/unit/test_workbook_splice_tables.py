"""Rows and columns added: what grows with them, and where there is no room."""

from datetime import date

import pytest
from workbook_parts import MAIN, links, part, rows_of, sheet, workbook

from hmic_tracker.errors import CellRefused, SheetMissing, WorkbookUnusable
from hmic_tracker.workbook import SheetEdit, open_package, splice

ROWS = (
    '<row r="1"><c r="A1" t="s" s="2"><v>0</v></c><c r="B1" t="s" s="2"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>44651</v></c></row>'
)
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"


def table(ref="A1:B2", *, columns='<tableColumn id="1" name="Ref"/><tableColumn id="4" name="Due"/>', more=""):
    return (
        f'<table xmlns="{MAIN}" id="1" name="Recs" displayName="Recs" ref="{ref}"{more}><autoFilter ref="{ref}"/>'
        f'<tableColumns count="{columns.count("<tableColumn ")}">{columns}</tableColumns></table>'
    )


def book_with(folder, rows=ROWS, *, tables=None, before="", after=""):
    tables = (table(),) if tables is None else tables
    numbered = {f"xl/tables/table{n}.xml": text for n, text in enumerate(tables, 1)}
    related = links(*(("table", f"../tables/table{n}.xml") for n in range(1, len(tables) + 1)))
    xml = sheet(rows, before=before, after=after)
    return workbook(folder, xml, **{"xl/worksheets/_rels/sheet1.xml.rels": related}, **numbered)


def added(folder, edit, **options):
    book = book_with(folder, **options)
    return splice(book, {"Sheet1": edit}, to=folder / "new.xlsx"), folder / "new.xlsx"


def test_rows_extend_the_table_and_its_filter_and_look_like_the_row_above(tmp_path):
    edit = SheetEdit(append=({1: "AD2", 2: date(2022, 4, 1)}, {1: "AD3"}), table="recs")
    receipt, new = added(tmp_path, edit, before='<dimension ref="A1:B2"/>')
    assert rows_of(new) == ROWS + (
        '<row r="3"><c r="A3" t="inlineStr"><is><t>AD2</t></is></c><c r="B3" s="1"><v>44652</v></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>AD3</t></is></c><c r="B4" s="1"/></row>'
    )
    assert part(new, "xl/tables/table1.xml") == table("A1:B4")
    assert '<dimension ref="A1:B4"/>' in part(new)
    assert receipt.appended == (("Sheet1", 3, 4),)
    assert open_package(new).tables("Sheet1")[0].ref == "A1:B4"


def test_a_calculated_column_is_filled_in_unless_a_value_is_given(tmp_path):
    columns = (
        '<tableColumn id="1" name="Ref"/>'
        '<tableColumn id="2" name="Twice"><calculatedColumnFormula>LEN(Recs[[#This Row],[Ref]])&amp;"x"</calculatedColumnFormula></tableColumn>'
        '<tableColumn id="3" name="All"><calculatedColumnFormula array="1">SUM(A:A)</calculatedColumnFormula></tableColumn>'
    )
    edit = SheetEdit(append=({1: "AD2"}, {1: "AD3", 2: 9}), table="Recs")
    _, new = added(tmp_path, edit, tables=(table("A1:C2", columns=columns),))
    assert rows_of(new).endswith(
        '<row r="3"><c r="A3" t="inlineStr"><is><t>AD2</t></is></c>'
        '<c r="B3" s="1"><f>LEN(Recs[[#This Row],[Ref]])&amp;"x"</f></c><c r="C3"><f t="array" ref="C3">SUM(A:A)</f></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>AD3</t></is></c><c r="B4" s="1"><v>9</v></c>'
        '<c r="C4"><f t="array" ref="C4">SUM(A:A)</f></c></row>'
    )
    assert 'fullCalcOnLoad="1"' in part(new, "xl/workbook.xml")


def test_drop_downs_and_colours_that_ended_in_the_last_row_grow_and_others_do_not(tmp_path):
    after = (
        '<conditionalFormatting sqref="B2"><cfRule type="expression" priority="1"><formula>B2&gt;1</formula></cfRule></conditionalFormatting>'
        '<conditionalFormatting sqref="A1:B1 H2"><cfRule type="expression" priority="2"><formula>1</formula></cfRule></conditionalFormatting>'
        '<dataValidations count="3"><dataValidation type="list" sqref="A2 C9"><formula1>"a"</formula1></dataValidation>'
        '<dataValidation type="list" sqref="B2:B500"><formula1>"b"</formula1></dataValidation>'
        '<dataValidation type="list" sqref="A1"><formula1>"c"</formula1></dataValidation></dataValidations>'
        f'<extLst><ext xmlns:x14="{X14}" uri="u"><x14:dataValidations xmlns:xm="{XM}"><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>L!$A:$A</xm:f></x14:formula1><xm:sqref>A2:B2</xm:sqref></x14:dataValidation></x14:dataValidations>"
        f'<x14:sparklineGroups xmlns:xm="{XM}"><x14:sparkline><xm:f>A2</xm:f><xm:sqref>B2</xm:sqref></x14:sparkline></x14:sparklineGroups>'
        "</ext></extLst>"
    )
    _, new = added(tmp_path, SheetEdit(append=({1: "AD2"},), table="Recs"), after=after)
    expected = after.replace('sqref="B2"', 'sqref="B2:B3"').replace('sqref="A2 C9"', 'sqref="A2:A3 C9"')
    expected = expected.replace("<xm:sqref>A2:B2</xm:sqref>", "<xm:sqref>A2:B3</xm:sqref>")
    assert part(new).endswith("</sheetData>" + expected + "</worksheet>")


def test_the_one_blank_row_of_an_empty_table_is_filled_first(tmp_path):
    rows = ROWS.partition('<row r="2">')[0] + '<row r="2"><c r="B2" s="1"/></row>'
    receipt, new = added(tmp_path, SheetEdit(append=({1: "AD1", 2: 1}, {1: "AD2"}), table="Recs"), rows=rows)
    assert receipt.appended == (("Sheet1", 2, 3),)
    assert part(new, "xl/tables/table1.xml") == table("A1:B3")
    assert '<c r="B2" s="1"><v>1</v></c>' in rows_of(new)


def test_rows_without_a_table_go_below_the_last_used_one(tmp_path):
    rows = '<row r="4"><c r="A4" s="1"><v>1</v></c></row><row r="6"><c r="A6" s="2"/></row>'
    receipt, new = added(tmp_path, SheetEdit(append=({1: 2, 3: "x"},)), rows=rows, tables=())
    assert receipt.appended == (("Sheet1", 5, 5),)
    assert '<row r="5"><c r="A5" s="1"><v>2</v></c><c r="C5" t="inlineStr"><is><t>x</t></is></c></row>' in rows_of(new)


def test_rows_go_into_an_empty_sheet_from_the_first_row(tmp_path):
    receipt, new = added(tmp_path, SheetEdit(append=({1: 2},)), rows="", tables=())
    assert receipt.appended == (("Sheet1", 1, 1),)
    assert rows_of(new) == '<row r="1"><c r="A1"><v>2</v></c></row>'


def test_a_new_column_gets_a_heading_and_a_place_in_the_table_together(tmp_path):
    edit = SheetEdit({"C2": 5}, new_columns=("RAG", 'Why & "how"\nnow'), table="Recs")
    receipt, new = added(tmp_path, edit)
    assert rows_of(new) == (
        '<row r="1"><c r="A1" t="s" s="2"><v>0</v></c><c r="B1" t="s" s="2"><v>1</v></c>'
        '<c r="C1" s="2" t="inlineStr"><is><t>RAG</t></is></c>'
        '<c r="D1" s="2" t="inlineStr"><is><t xml:space="preserve">Why &amp; "how"\nnow</t></is></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>44651</v></c><c r="C2"><v>5</v></c></row>'
    )
    text = part(new, "xl/tables/table1.xml")
    assert 'ref="A1:D2"><autoFilter ref="A1:D2"/><tableColumns count="4">' in text
    assert '<tableColumn id="5" name="RAG"/><tableColumn id="6" name="Why &amp; &quot;how&quot;_x000a_now"/>' in text
    assert receipt.appended == ()


def test_rows_and_columns_are_added_together(tmp_path):
    edit = SheetEdit(append=({1: "AD2", 3: "Red"},), new_columns=("RAG",), table="Recs")
    _, new = added(tmp_path, edit)
    assert 'ref="A1:C3"' in part(new, "xl/tables/table1.xml")
    assert '<c r="C3" t="inlineStr"><is><t>Red</t></is></c>' in rows_of(new)


BELOW = '<row r="3"><c r="B3"><v>1</v></c></row>'
BESIDE = ROWS.replace("</row>", '<c r="C1"><v>9</v></c></row>', 1)


@pytest.mark.parametrize(
    ("edit", "options", "words"),
    [
        (SheetEdit(append=({1: 1},), table="Recs"), {"rows": ROWS + BELOW}, "B3 is in use"),
        (
            SheetEdit(append=({1: 1},), table="Recs"),
            {"tables": (table(more=' totalsRowCount="1"'),)},
            "totals row",
        ),
        (
            SheetEdit(append=({1: 1}, {1: 2}), table="Recs"),
            {"after": '<mergeCells count="1"><mergeCell ref="B4:C4"/></mergeCells>'},
            "merged cell",
        ),
        (
            SheetEdit(append=({1: 1},), table="Recs"),
            {"tables": (table(), table("A3:B9").replace("Recs", "Other"))},
            "another table",
        ),
        (SheetEdit(append=({1: 1},), table="Recs"), {"after": '<sheetProtection sheet="1"/>'}, "protected"),
        (SheetEdit(new_columns=("RAG",), table="Recs"), {"rows": BESIDE}, "C1 is in use"),
        (SheetEdit(new_columns=("RAG",), table="Recs"), {"tables": (table(more=' tableType="queryTable"'),)}, "query"),
        (SheetEdit(append=({1: 1},), table="Recs"), {"tables": (table("A1048574:B1048576"),)}, "sheet is full"),
    ],
)
def test_where_there_is_no_room_nothing_is_written(tmp_path, edit, options, words):
    with pytest.raises(WorkbookUnusable, match=words) as refusal:
        added(tmp_path, edit, **options)
    assert refusal.value.advice
    assert not (tmp_path / "new.xlsx").exists()


@pytest.mark.parametrize("heading", ["Ref", "REF", " ", ""])
def test_a_table_has_no_two_columns_of_one_name(tmp_path, heading):
    with pytest.raises(CellRefused, match="named"):
        added(tmp_path, SheetEdit(new_columns=(heading,), table="Recs"))


def test_an_unknown_table_is_an_error_that_names_those_there_are(tmp_path):
    with pytest.raises(SheetMissing, match="Recs"):
        added(tmp_path, SheetEdit(append=({1: 1},), table="Rec"))


def test_our_own_columns_can_be_added_to_on_a_protected_sheet(tmp_path):
    edit = SheetEdit(append=({1: "x"},), table="Recs", own_columns=frozenset({1, 2}))
    _, new = added(tmp_path, edit, after='<sheetProtection sheet="1"/>')
    assert '<c r="A3" t="inlineStr">' in rows_of(new)


CALCULATED = (
    '<tableColumn id="1" name="Ref"/><tableColumn id="2" name="Due"/>'
    '<tableColumn id="3" name="Next"><calculatedColumnFormula>%s</calculatedColumnFormula></tableColumn>'
)


@pytest.mark.parametrize(
    ("written", "two_rows_down"),
    [
        ("B2+1", "B4+1"),
        ("SUM($B$2:B2,B$2,$B2)", "SUM($B$2:B4,B$2,$B4)"),
        ("B3:INDEX(B:B,ROW())+2:2+$1:1", "B5:INDEX(B:B,ROW())+4:4+$1:3"),
        ('LOG10(B2)&"B2 and ""B2"""', 'LOG10(B4)&"B2 and ""B2"""'),
        (
            "Recs[[#This Row],[B2]]*Recs[[#This Row],['[B2']]]+B2",
            "Recs[[#This Row],[B2]]*Recs[[#This Row],['[B2']]]+B4",
        ),
        ("'It''s B2'!B2+Q1!b2+[1]Other!B2", "'It''s B2'!B4+Q1!b4+[1]Other!B4"),
        ("1.5E2+B2_x+B2.x+ABCD2+XFE2+AB2[Due]", "1.5E2+B2_x+B2.x+ABCD2+XFE2+AB2[Due]"),
        ("B1048575+1048575:1048576", "#REF!+#REF!:#REF!"),
    ],
)
def test_a_calculated_column_is_filled_down_as_excel_fills_it(tmp_path, written, two_rows_down):
    columns = CALCULATED % written.replace("&", "&amp;")
    edit = SheetEdit(append=({1: "AD2"}, {1: "AD3"}), table="Recs")
    _, new = added(tmp_path, edit, tables=(table("A1:C2", columns=columns),))
    filled = two_rows_down.replace("&", "&amp;")
    assert f"<f>{filled}</f></c></row>" in rows_of(new).partition('<row r="4">')[2]
    assert columns in part(new, "xl/tables/table1.xml")


def test_what_the_table_is_sorted_by_grows_with_it(tmp_path):
    state = '<sortState ref="A2:B2"><sortCondition ref="A2:A2"/><sortCondition descending="1" ref="B2"/></sortState>'
    sorted_by = table().replace("<tableColumns", f"{state}<tableColumns")
    _, new = added(tmp_path, SheetEdit(append=({1: "AD2"}, {1: "AD3"}), table="Recs"), tables=(sorted_by,))
    grown = state.replace("A2:B2", "A2:B4").replace("A2:A2", "A2:A4").replace('"B2"', '"B2:B4"')
    assert f'<autoFilter ref="A1:B4"/>{grown}<tableColumns' in part(new, "xl/tables/table1.xml")


@pytest.mark.parametrize("edit", [SheetEdit(append=({1: "AD1"},), table="Recs"), SheetEdit({"A2": "AD1"})])
def test_an_empty_table_that_gets_its_first_row_no_longer_says_that_it_is_empty(tmp_path, edit):
    rows = ROWS.partition('<row r="2">')[0] + '<row r="2"><c r="B2" s="1"/></row>'
    empty = table(more=' insertRow="1" insertRowShift="1"')
    _, new = added(tmp_path, edit, rows=rows, tables=(empty,))
    assert part(new, "xl/tables/table1.xml") == table()


def test_an_empty_table_beside_what_is_written_stays_as_it_is(tmp_path):
    empty = table("D4:E5", more=' insertRow="1"')
    _, new = added(tmp_path, SheetEdit({"A2": "AD1", "D5": None}), tables=(empty,))
    assert part(new, "xl/tables/table1.xml") == empty


def test_a_drop_down_does_not_run_into_one_that_staff_gave_the_cells_below(tmp_path):
    below = '<dataValidation type="list" sqref="A4:A99"><formula1>"b"</formula1></dataValidation>'
    after = (
        '<dataValidations count="3"><dataValidation type="list" sqref="A2"><formula1>"a"</formula1></dataValidation>'
        f'<dataValidation type="list" sqref="B2"><formula1>"c"</formula1></dataValidation>{below}</dataValidations>'
    )
    _, new = added(tmp_path, SheetEdit(append=({1: "AD2"}, {1: "AD3"}), table="Recs"), after=after)
    assert part(new).endswith(after.replace('sqref="B2"', 'sqref="B2:B4"') + "</worksheet>")


def test_a_colour_grows_over_one_that_staff_gave_the_cells_below_since_cells_may_have_several(tmp_path):
    rule = '<cfRule type="expression" dxfId="0" priority="1"><formula>A2</formula></cfRule>'
    below = f'<conditionalFormatting sqref="A4:A99">{rule}</conditionalFormatting>'
    after = f'<conditionalFormatting sqref="A2">{rule}</conditionalFormatting>{below}'
    _, new = added(tmp_path, SheetEdit(append=({1: "AD2"}, {1: "AD3"}), table="Recs"), after=after)
    assert part(new).endswith(after.replace('sqref="A2"', 'sqref="A2:A4"') + "</worksheet>")


def test_rows_of_a_table_without_headings_look_like_its_only_row(tmp_path):
    only = '<row r="2"><c r="A2" s="2"><v>1</v></c><c r="B2" s="1"><v>44651</v></c></row>'
    bare = table("A2:B2", more=' headerRowCount="0"').replace('<autoFilter ref="A2:B2"/>', "")
    _, new = added(tmp_path, SheetEdit(append=({1: 2},), table="Recs"), rows=only, tables=(bare,))
    assert rows_of(new) == only + '<row r="3"><c r="A3" s="2"><v>2</v></c><c r="B3" s="1"/></row>'


def test_rows_without_a_table_do_not_go_under_a_merged_cell(tmp_path):
    note = '<row r="2"><c r="A2" t="inlineStr"><is><t>A note over three rows</t></is></c></row>'
    merged = '<mergeCells count="2"><mergeCell ref="A2:C4"/><mergeCell ref="A40:C41"/></mergeCells>'
    receipt, new = added(tmp_path, SheetEdit(append=({1: "AD2"},)), rows=note, tables=(), after=merged)
    assert receipt.appended == (("Sheet1", 5, 5),)
    assert '<c r="A5" t="inlineStr"><is><t>AD2</t></is></c>' in rows_of(new)


@pytest.mark.parametrize(
    ("areas", "first"),
    [(["A3:C4"], 5), (["A4:C5"], 6), (["A5:C6"], 3), (["A6:C7", "A4:C5"], 8), (["A4:C5", "A8:C9"], 6)],
)
def test_rows_without_a_table_go_below_every_merged_cell_that_they_would_reach(tmp_path, areas, first):
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    edit = SheetEdit(append=({1: "AD2"}, {1: "AD3"}))
    receipt, _ = added(tmp_path, edit, tables=(), after=f"<mergeCells>{merged}</mergeCells>")
    assert receipt.appended == (("Sheet1", first, first + 1),)


def test_a_heading_with_a_line_break_is_known_again(tmp_path):
    broken = table(columns='<tableColumn id="1" name="Ref"/><tableColumn id="2" name="Due_x000a_on"/>')
    with pytest.raises(CellRefused, match="two columns named"):
        added(tmp_path, SheetEdit(new_columns=("due\non",), table="Recs"), tables=(broken,))


def test_a_heading_longer_than_a_table_can_have_is_refused(tmp_path):
    with pytest.raises(CellRefused, match="has 256 characters"):
        added(tmp_path, SheetEdit(new_columns=("x" * 256,), table="Recs"))

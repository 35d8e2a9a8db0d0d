"""Values into cells: what is written, where, and that nothing else moves."""

import struct
import zipfile
from datetime import date, datetime

import pytest
from workbook_parts import LINKS, MAIN, links, part, parts, rows_of, save, sheet, workbook

from hmic_tracker.errors import FileRefused, SheetMissing, WorkbookUnusable
from hmic_tracker.workbook import Cached, Formula, SheetEdit, open_package, splice

ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>44651</v></c></row><row r="3"><c r="B3"><v>7</v></c></row>'


def spliced(folder, rows, cells, *, before="", after="", **others):
    book = workbook(folder, sheet(rows, before=before, after=after), **others)
    receipt = splice(book, {"Sheet1": SheetEdit(cells)}, to=folder / "new.xlsx")
    return receipt, folder / "new.xlsx"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Red", '<c r="B3" t="inlineStr"><is><t>Red</t></is></c>'),
        ("=1+1", '<c r="B3" t="inlineStr"><is><t>=1+1</t></is></c>'),
        ("a <b> & c", '<c r="B3" t="inlineStr"><is><t>a &lt;b&gt; &amp; c</t></is></c>'),
        (" kept ", '<c r="B3" t="inlineStr"><is><t xml:space="preserve"> kept </t></is></c>'),
        ("two\nlines", '<c r="B3" t="inlineStr"><is><t xml:space="preserve">two\nlines</t></is></c>'),
        ("_x0041_", '<c r="B3" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>'),
        (12.5, '<c r="B3"><v>12.5</v></c>'),
        (3.0, '<c r="B3"><v>3</v></c>'),
        (-4, '<c r="B3"><v>-4</v></c>'),
        (1e300, '<c r="B3"><v>1e+300</v></c>'),
        (True, '<c r="B3" t="b"><v>1</v></c>'),
        (None, '<c r="B3"/>'),
        ("", '<c r="B3"/>'),
        (date(2022, 3, 31), '<c r="B3" s="3"><v>44651</v></c>'),
        (Formula("SUM(A1:A2)", 9), '<c r="B3"><f>SUM(A1:A2)</f><v>9</v></c>'),
        (Formula('IF(A1<2,"x","y")', "x"), '<c r="B3" t="str"><f>IF(A1&lt;2,"x","y")</f><v>x</v></c>'),
        (Formula("A1"), '<c r="B3"><f>A1</f></c>'),
    ],
)
def test_each_kind_of_value_is_written_as_the_format_says(tmp_path, value, cell):
    receipt, new = spliced(tmp_path, ROWS, {"B3": value})
    assert rows_of(new) == ROWS.replace('<c r="B3"><v>7</v></c>', cell)
    assert receipt.written == (("Sheet1", "B3", value),)
    assert receipt.refused == ()


def test_a_cell_keeps_its_style_number_whatever_is_written(tmp_path):
    _, new = spliced(tmp_path, ROWS, {"C1": "soon"})
    assert '<c r="C1" s="1" t="inlineStr"><is><t>soon</t></is></c>' in rows_of(new)


def test_a_date_in_a_cell_that_shows_dates_needs_no_new_style(tmp_path):
    _, new = spliced(tmp_path, ROWS, {"C1": date(2023, 1, 1)})
    assert '<c r="C1" s="1"><v>44927</v></c>' in rows_of(new)
    assert part(new, "xl/styles.xml") == part(tmp_path / "book.xlsx", "xl/styles.xml")


def test_a_date_in_a_plain_cell_gets_a_twin_of_its_style_at_the_end_of_the_list(tmp_path):
    rows = '<row r="1"><c r="A1" s="2"/><c r="B1"/><c r="C1"/></row>'
    cells = {"A1": date(2022, 3, 31), "B1": date(2022, 4, 1), "C1": datetime(2022, 4, 1, 6)}
    _, new = spliced(tmp_path, rows, cells)
    assert rows_of(new) == (
        '<row r="1"><c r="A1" s="3"><v>44651</v></c><c r="B1" s="4"><v>44652</v></c>'
        '<c r="C1" s="5"><v>44652.25</v></c></row>'
    )
    styles = part(new, "xl/styles.xml")
    assert '<cellXfs count="6">' in styles
    assert '<xf numFmtId="14" applyNumberFormat="1" fontId="2"><protection locked="0"/></xf>' in styles
    assert styles.endswith('<xf numFmtId="22" applyNumberFormat="1" fontId="0"/></cellXfs></styleSheet>')


def test_dates_count_from_1904_where_the_workbook_says_so(tmp_path):
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr date1904="1"/>'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    _, new = spliced(tmp_path, ROWS, {"C1": date(2022, 3, 31)}, workbook=book)
    assert '<c r="C1" s="1"><v>43189</v></c>' in rows_of(new)


def test_missing_cells_go_where_their_column_belongs(tmp_path):
    _, new = spliced(tmp_path, ROWS, {"B1": 1, "AA1": 2, "D1": 3, "A3": 4})
    assert rows_of(new) == (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c><c r="C1" s="1"><v>44651</v></c>'
        '<c r="D1"><v>3</v></c><c r="AA1"><v>2</v></c></row><row r="3"><c r="A3"><v>4</v></c><c r="B3"><v>7</v></c></row>'
    )


def test_missing_rows_go_where_their_number_belongs(tmp_path):
    _, new = spliced(tmp_path, ROWS, {"A2": "two", "A9": "nine", "B9": True})
    assert rows_of(new) == (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>44651</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>two</t></is></c></row>'
        '<row r="3"><c r="B3"><v>7</v></c></row>'
        '<row r="9"><c r="A9" t="inlineStr"><is><t>nine</t></is></c><c r="B9" t="b"><v>1</v></c></row>'
    )


def test_a_blank_into_a_cell_that_is_not_there_writes_nothing(tmp_path):
    receipt, new = spliced(tmp_path, ROWS, {"F9": None})
    assert new.read_bytes() == (tmp_path / "book.xlsx").read_bytes()
    assert receipt.written == (("Sheet1", "F9", None),)


@pytest.mark.parametrize("empty", ["<sheetData/>", "<sheetData />", "<sheetData></sheetData>"])
def test_a_sheet_without_rows_gets_some(tmp_path, empty):
    xml = f'<worksheet xmlns="{MAIN}">{empty}<pageMargins left="1"/></worksheet>'
    splice(workbook(tmp_path, xml), {"Sheet1": SheetEdit({"B2": 5})}, to=tmp_path / "new.xlsx")
    assert '<sheetData><row r="2"><c r="B2"><v>5</v></c></row></sheetData><pageMargins' in part(tmp_path / "new.xlsx")


def test_a_self_closing_row_is_opened_and_keeps_its_attributes(tmp_path):
    rows = '<row r="1" ht="20" customHeight="1"/><row r="2" hidden="1" outlineLevel="1"/>'
    _, new = spliced(tmp_path, rows, {"A2": 1})
    assert rows_of(new) == (
        '<row r="1" ht="20" customHeight="1"/><row r="2" hidden="1" outlineLevel="1"><c r="A2"><v>1</v></c></row>'
    )


def test_a_new_cell_looks_as_if_a_person_had_typed_there(tmp_path):
    before = '<cols><col min="2" max="3" width="9" style="1" customWidth="1"/></cols>'
    rows = '<row r="1" s="2" customFormat="1"/><row r="2" s="2"/>'
    _, new = spliced(tmp_path, rows, {"B1": 1, "B2": 1, "D2": 1, "C5": None}, before=before)
    assert rows_of(new) == (
        '<row r="1" s="2" customFormat="1"><c r="B1" s="2"><v>1</v></c></row>'
        '<row r="2" s="2"><c r="B2" s="1"><v>1</v></c><c r="D2"><v>1</v></c></row>'
        '<row r="5"><c r="C5" s="1"/></row>'
    )


def test_a_row_says_how_far_it_reaches(tmp_path):
    rows = '<row r="1" spans="2:3"><c r="B1"/></row><row r="2" spans="1:2 5:6"><c r="A2"/></row>'
    _, new = spliced(tmp_path, rows, {"E1": 1, "I2": 1})
    assert '<row r="1" spans="2:5"><c r="B1"/>' in rows_of(new)
    assert '<row r="2"><c r="A2"/>' in rows_of(new)


@pytest.mark.parametrize(
    ("declared", "after"),
    [
        ('<dimension ref="A1:C3"/>', '<dimension ref="A1:E9"/>'),
        ('<dimension ref="A1"/>', '<dimension ref="A1:E9"/>'),
        ('<dimension ref="A1:XFD1048576"/>', '<dimension ref="A1:XFD1048576"/>'),
        ('<dimension ref="nonsense"/>', '<dimension ref="nonsense"/>'),
        ("", ""),
    ],
)
def test_the_dimension_grows_with_the_cells_and_is_never_invented(tmp_path, declared, after):
    _, new = spliced(tmp_path, ROWS, {"E9": 1}, before=declared)
    assert part(new).partition("<sheetData>")[0].endswith(after or f'"{LINKS}">')


def test_an_old_type_and_old_metadata_go_and_other_attributes_stay(tmp_path):
    rows = '<row r="1"><c r="A1" s="1" t="e" cm="1" vm="2" ph="1"><v>#N/A</v></c><c r="B1" t="d"><v>2022-01-01</v></c></row>'
    _, new = spliced(tmp_path, rows, {"A1": 1, "B1": 2})
    assert rows_of(new) == '<row r="1"><c r="A1" s="1" ph="1"><v>1</v></c><c r="B1"><v>2</v></c></row>'


def test_rich_and_phonetic_text_is_replaced_whole(tmp_path):
    rich = '<is><r><rPr><b/></rPr><t>old </t></r><r><t>text</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is>'
    _, new = spliced(tmp_path, f'<row r="1"><c r="A1" t="inlineStr">{rich}</c><c r="B1"/></row>', {"A1": "new"})
    assert rows_of(new) == '<row r="1"><c r="A1" t="inlineStr"><is><t>new</t></is></c><c r="B1"/></row>'


def test_a_formula_keeps_its_words_when_only_its_value_is_refreshed(tmp_path):
    rows = '<row r="1"><c r="A1" s="1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c></row>'
    _, new = spliced(tmp_path, rows, {"A1": Cached(6), "B1": Cached("b & c")})
    assert rows_of(new) == (
        '<row r="1"><c r="A1" s="1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>6</v></c>'
        '<c r="B1" t="str"><f>"a"</f><v>b &amp; c</v></c></row>'
    )


def test_every_other_member_is_the_same_bytes_in_the_same_place(tmp_path):
    book = save(tmp_path / "book.xlsx", parts(sheet(ROWS), **{"xl/media/image1.png": b"\x89PNG" * 99}))
    splice(book, {"Sheet1": SheetEdit({"B3": 8})}, to=tmp_path / "new.xlsx")
    old, new = open_package(book).archive, open_package(tmp_path / "new.xlsx").archive
    assert [each.name for each in old.members] == [each.name for each in new.members]
    for one, two in zip(old.members, new.members, strict=True):
        same = old.content[one.offset : one.end] == new.content[two.offset : two.end]
        assert same == (one.name != "xl/worksheets/sheet1.xml")


def test_the_source_is_never_touched_and_a_sheet_is_found_in_any_case(tmp_path):
    book = workbook(tmp_path, sheet(ROWS))
    before = book.read_bytes()
    splice(book, {"SHEET1": SheetEdit({"b3": 8})}, to=tmp_path / "new.xlsx")
    assert book.read_bytes() == before
    assert '<c r="B3"><v>8</v></c>' in rows_of(tmp_path / "new.xlsx")


def test_an_unknown_sheet_is_an_error_that_names_those_there_are(tmp_path):
    with pytest.raises(SheetMissing, match="Sheet1"):
        splice(workbook(tmp_path, sheet(ROWS)), {"Shet1": SheetEdit({"A1": 1})}, to=tmp_path / "new.xlsx")
    assert not (tmp_path / "new.xlsx").exists()


def test_writing_over_the_source_is_refused(tmp_path):
    book = workbook(tmp_path, sheet(ROWS))
    with pytest.raises(FileRefused, match="over itself"):
        splice(book, {}, to=book)


def test_a_folder_that_is_not_there_is_an_error_not_a_traceback(tmp_path):
    with pytest.raises(FileRefused):
        splice(workbook(tmp_path, sheet(ROWS)), {"Sheet1": SheetEdit({"A1": 1})}, to=tmp_path / "no" / "new.xlsx")


@pytest.mark.parametrize("broken", [ROWS.replace("</row>", "", 1), ROWS + "<c>", ROWS.replace("</v>", "</w>", 1)])
def test_a_sheet_that_is_no_xml_is_refused_and_nothing_is_left_behind(tmp_path, broken):
    with pytest.raises(WorkbookUnusable, match="damaged"):
        spliced(tmp_path, broken, {"B3": 1})
    assert [each.name for each in tmp_path.iterdir()] == ["book.xlsx"]


@pytest.mark.parametrize("calc", ["", '<calcPr calcId="191029"/>', '<calcPr calcMode="manual" fullCalcOnLoad="0"/>'])
def test_a_workbook_with_formulas_asks_to_be_calculated(tmp_path, calc):
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
        f'<definedNames><definedName name="n">1</definedName></definedNames>{calc}<extLst/></workbook>'
    )
    rows = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1"><v>1</v></c></row>'
    _, new = spliced(tmp_path, rows, {"B1": 2}, workbook=book)
    text = part(new, "xl/workbook.xml")
    assert text.count("fullCalcOnLoad") == 1
    assert 'fullCalcOnLoad="1"/><extLst/>' in text
    assert '<c r="A1"><f>B1</f><v>1</v></c>' in rows_of(new)


def test_a_workbook_without_formulas_is_not_asked_to_calculate(tmp_path):
    _, new = spliced(tmp_path, ROWS, {"B3": 2})
    assert part(new, "xl/workbook.xml") == part(tmp_path / "book.xlsx", "xl/workbook.xml")


def chained(folder, chain, cells):
    rows = '<row r="1"><c r="A1"><f>1</f></c><c r="B1"><f>2</f></c><c r="C1"><f>3</f></c></row>'
    chain = f'<calcChain xmlns="{MAIN}">{chain}</calcChain>'
    return spliced(folder, rows, cells, **{"xl/calcChain.xml": chain})[1]


def test_a_formula_that_went_leaves_the_calculation_chain(tmp_path):
    new = chained(tmp_path, '<c r="A1" i="7"/><c r="B1"/><c r="C1" l="1"/>', {"A1": 5})
    assert f'<calcChain xmlns="{MAIN}"><c i="7" r="B1"/><c r="C1" l="1"/></calcChain>' == part(new, "xl/calcChain.xml")


def test_a_chain_that_has_become_empty_goes_with_its_link_and_its_content_type(tmp_path):
    new = chained(tmp_path, '<c r="A1" i="7"/><c r="B1" i="7"/>', {"A1": 5, "B1": None})
    with zipfile.ZipFile(new) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
    assert "calcChain" not in part(new, "xl/_rels/workbook.xml.rels")
    assert "calcChain" not in part(new, "[Content_Types].xml")
    assert 'Target="styles.xml"' in part(new, "xl/_rels/workbook.xml.rels")


def test_a_formula_that_only_changed_stays_in_the_chain(tmp_path):
    new = chained(tmp_path, '<c r="A1" i="7"/><c r="B1"/>', {"A1": Formula("9"), "B1": Cached(3)})
    assert '<c r="A1" i="7"/><c r="B1"/>' in part(new, "xl/calcChain.xml")


def test_two_sheets_are_written_at_once(tmp_path):
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
        '<sheet name="Other" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>'
    )
    both = links(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "/xl/worksheets/sheet2.xml"))
    made = workbook(
        tmp_path, sheet(ROWS), workbook=book, workbook_links=both, **{"xl/worksheets/sheet2.xml": sheet("")}
    )
    edits = {"Sheet1": SheetEdit({"B3": 1}), "Other": SheetEdit({"A1": "x"})}
    receipt = splice(made, edits, to=tmp_path / "new.xlsx")
    assert [each[:2] for each in receipt.written] == [("Sheet1", "B3"), ("Other", "A1")]
    assert '<c r="A1" t="inlineStr">' in part(tmp_path / "new.xlsx", "xl/worksheets/sheet2.xml")


def test_thousands_of_cells_come_out_as_one_by_one(tmp_path):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}" t="s"><v>0</v></c><c r="C{n}"><f>A{n}</f><v>1</v></c></row>'
        for n in range(1, 401)
    )
    values = [" a", "x & <y>", 1.5, 2.0, 7, True, None, date(2022, 1, 1), "_x0041_", "caf\u00e9", "", "bad \x01", 1e20]
    cells = {}
    for n in range(1, 401):
        cells |= {f"A{n}": values[n % 13], f"B{n}": values[n % 7], f"C{n}": n, f"D{n}": values[n % 5]}
    receipt, new = spliced(tmp_path, rows, cells)
    at_once = rows_of(new)
    one_by_one = ""
    for first in range(1, 401, 100):
        some = {where: value for where, value in cells.items() if first <= int(where[1:]) < first + 100}
        folder = tmp_path / str(first)
        folder.mkdir()
        wanted = "".join(rows.split("</row>")[n - 1] + "</row>" for n in range(first, first + 100))
        one_by_one += rows_of(spliced(folder, wanted, some)[1])
    assert at_once == one_by_one
    assert len(receipt.written) + len(receipt.refused) == len(cells)
    assert {each.cell for each in receipt.refused} == {f"A{n}" for n in range(1, 401) if n % 13 == 11}


def test_a_cell_that_is_there_twice_among_hundreds_is_left_alone(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"/></row>' for n in range(1, 601))
    rows = rows.replace('<c r="B9"/>', '<c r="A9"><v>0</v></c>')
    receipt, new = spliced(tmp_path, rows, {f"A{n}": "x" for n in range(1, 601)})
    assert [each.cell for each in receipt.refused] == ["A9"]
    assert rows_of(new).count('t="inlineStr"') == 599


@pytest.mark.parametrize("count", [10, 2_500])
def test_an_address_that_is_given_in_two_forms_has_the_later_value_however_many_there_are(tmp_path, count):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, count + 1))
    cells = {**{f"A{n}": n * 2 for n in range(1, count + 1)}, "a5": 99}
    receipt, new = spliced(tmp_path, rows, cells)
    assert '<row r="5"><c r="A5"><v>99</v></c></row><row r="6"><c r="A6"><v>12</v></c></row>' in rows_of(new)
    assert len(receipt.written) == count and not receipt.refused


def test_a_member_written_anew_says_nothing_of_the_sizes_it_had(tmp_path):
    book = tmp_path / "book.xlsx"
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(sheet(ROWS)).items():
            # Wide sizes in an extra field (APPNOTE 4.5.3), as programs leave room for that don't know them beforehand.
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content.encode())
    assert b"\x01\x00\x10\x00" in local_extra(book)
    splice(book, {"Sheet1": SheetEdit({"A1": "new"})}, to=tmp_path / "new.xlsx")
    assert local_extra(tmp_path / "new.xlsx") == b""
    assert "new" in part(tmp_path / "new.xlsx")


def local_extra(path):
    """The extra field in the local header of the sheet (APPNOTE 4.3.7)."""
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content = path.read_bytes()
    name, extra = struct.unpack_from("<HH", content, at + 26)
    return content[at + 30 + name : at + 30 + name + extra]

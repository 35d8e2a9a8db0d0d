"""Workbooks made to break readers: each is read or edited rightly or refused with a sentence, and never ends us."""

import struct
import subprocess
import sys
import zlib
from datetime import date

import pytest
from workbook_parts import LINKS, MAIN, STYLES, links, part, parts, save, sheet, workbook

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.workbook import SheetEdit, edit_cells, open_package, splice
from hmic_tracker.workbook.grid import read_workbook

ROW = '<row r="2"><c r="B2"><v>1</v></c></row>'
LONG = "9" * 5_000
#: Digits for Python and for no file, digits without end, and what is no range of a sheet.
ODD_NUMBERS = ["²", LONG, "-1", "4294967296", "x", ""]
ODD_RANGES = [
    "²:²",
    "A:ZZZ",
    "éa:b",
    "ZZZ:ZZZ",
    f"{LONG}:1",
    f"A1:{LONG}",
    "A1:B",
    "A0",
    "B2:C3:D4",
    "XFE1:XFF3",
    "A:5",
]


def book_with(folder, place, odd):
    """A workbook that says `odd` where a number or a range is expected."""
    named = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="Sheet1" sheetId="%s" r:id="rId1"/></sheets><definedNames><definedName name="n" localSheetId="%s">x</definedName></definedNames></workbook>'  # fmt: skip
    table = f'<table xmlns="{MAIN}" name="T" displayName="T" ref="%s" headerRowCount="%s" totalsRowCount="%s"><tableColumns><tableColumn id="1" name="a"/></tableColumns></table>'  # fmt: skip
    on_sheet = {"xl/worksheets/_rels/sheet1.xml.rels": links(("table", "../tables/table1.xml"))}
    made = {
        "a row": lambda: parts(sheet(ROW.replace('r="2"', f'r="{odd}"'))),
        "a row to be parsed": lambda: parts(sheet(f"<!-- -->{ROW}".replace('r="2"', f'r="{odd}"'))),
        "a style": lambda: parts(sheet(ROW.replace("<row", f'<row s="{odd}" customFormat="1"').replace('"B2"', f'"B2" s="{odd}"'))),
        "a number format": lambda: parts(sheet(ROW.replace('"B2"', '"B2" s="1"')), styles=STYLES.replace("170", odd)),
        "columns": lambda: parts(sheet(ROW, before=f'<cols><col min="{odd}" max="{odd}" style="{odd}"/></cols>')),
        "a sheet": lambda: parts(sheet(ROW), workbook=named % (odd, odd)),
        "a table's rows": lambda: parts(sheet(ROW), **on_sheet, **{"xl/tables/table1.xml": table % ("F1:F2", odd, odd)}),
        "a table": lambda: parts(sheet(ROW), **on_sheet, **{"xl/tables/table1.xml": table % (odd, 1, 1)}),
        "the dimension": lambda: parts(sheet(ROW, before=f'<dimension ref="{odd}"/>')),
        "a merged cell": lambda: parts(sheet(ROW, after=f'<mergeCells><mergeCell ref="{odd}"/></mergeCells>')),
        "an array formula": lambda: parts(sheet(ROW.replace("</row>", f'<c r="F2"><f t="array" ref="{odd}">1</f></c></row>'))),
        "a link": lambda: parts(sheet(ROW, after=f'<hyperlinks><hyperlink ref="{odd}" r:id="rId1"/></hyperlinks>')),
        "a drop-down": lambda: parts(sheet(ROW, after=f'<dataValidations><dataValidation sqref="{odd}"/></dataValidations>')),
    }  # fmt: skip
    return save(folder / "book.xlsx", made[place]())


@pytest.mark.parametrize("odd", ODD_NUMBERS)
@pytest.mark.parametrize(
    "place", ["a row", "a row to be parsed", "a style", "a number format", "columns", "a sheet", "a table's rows"]
)
def test_a_number_that_is_none_does_no_harm(tmp_path, place, odd):
    book = book_with(tmp_path, place, odd)
    read_workbook(book)
    receipt = edit_cells(book, {"Sheet1": {"D9": date(2022, 3, 31), "E9": "text"}}, to=tmp_path / "new.xlsx")
    assert not receipt.refused
    assert read_workbook(tmp_path / "new.xlsx").grids[0].value(9, 5) == "text"


@pytest.mark.parametrize("odd", ODD_RANGES)
@pytest.mark.parametrize(
    "place", ["a table", "the dimension", "a merged cell", "an array formula", "a link", "a drop-down"]
)
def test_a_range_that_is_none_does_no_harm(tmp_path, place, odd):
    book = book_with(tmp_path, place, odd)
    read_workbook(book)
    edit_cells(book, {"Sheet1": {"G9": date(2022, 3, 31), "H9": "text"}}, to=tmp_path / "new.xlsx")
    edit = SheetEdit(append=({1: "added"},))
    splice(book, {"Sheet1": edit}, to=tmp_path / "longer.xlsx")
    assert read_workbook(tmp_path / "longer.xlsx").grids[0].value(3, 1) == "added"


FAR = {
    "a cell that says it lies in a far row": '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="ZZ900000"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>',
    "rows and columns beyond any sheet": '<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>9</v></c></row><row r="3"><c r="A3"><v>3</v></c></row><row r="16777214"><c r="A16777214"><v>9</v></c></row>',
    "a column that no sheet has": '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZ1"><v>9</v></c></row><row r="3"><c r="A3"><v>3</v></c></row><row r="3000"><c r="B3000"><v>4</v></c></row>',
    "small letters far away": '<row r="1"><c r="A1"><v>1</v></c><c r="zz1"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row><row r="900000"><c r="xfa900000"><v>4</v></c></row>',
}  # fmt: skip


@pytest.mark.parametrize("kind", list(FAR))
def test_cells_that_lie_where_nobody_looks_for_them_never_end_the_program(tmp_path, kind):
    # In a program of its own: python-calamine aborts the whole of it when it cannot have so much memory.
    book = workbook(tmp_path, sheet(FAR[kind]))
    code = (
        "import sys; from hmic_tracker.errors import TrackerError\n"
        "from hmic_tracker.workbook.grid import read_workbook\n"
        "try: grid = read_workbook(sys.argv[1]).grids[0]; print(grid.value(1, 1), grid.value(1, 2), grid.value(3, 1))\n"
        "except TrackerError as error: print('refused', error.advice)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(book)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(("1 None 3", "refused Check"))


@pytest.mark.parametrize("encoding", ["idna", "punycode", "utf-7", "undefined", "unicode_escape", "rot13", "none"])
@pytest.mark.parametrize("odd", ["sheet", "workbook"])
def test_what_is_no_character_set_is_damage(tmp_path, encoding, odd):
    made = parts(sheet(ROW, after=f"<x>{'a' * 99}-</x>"))
    name = "xl/worksheets/sheet1.xml" if odd == "sheet" else "xl/workbook.xml"
    made[name] = f'<?xml version="1.0" encoding="{encoding}"?>{made[name]}'
    book = save(tmp_path / "book.xlsx", made)
    with pytest.raises(WorkbookUnusable, match="damaged"):
        read_workbook(book)
    with pytest.raises(WorkbookUnusable, match="damaged"):
        edit_cells(book, {"Sheet1": {"B2": "x"}}, to=tmp_path / "new.xlsx")


def test_elements_that_lie_deep_in_each_other_are_damage(tmp_path):
    book = workbook(tmp_path, sheet(ROW, after="<a>" * 50_000 + "</a>" * 50_000))
    with pytest.raises(WorkbookUnusable, match="deep"):
        edit_cells(book, {"Sheet1": {"B2": "x"}}, to=tmp_path / "new.xlsx")


def test_members_that_share_their_bytes_are_refused_before_they_are_copied(tmp_path):
    plain = workbook(tmp_path, sheet(ROW)).read_bytes()
    end = plain.rfind(b"PK\5\6")
    count, size, start = struct.unpack("<HLL", plain[end + 10 : end + 20])
    packed = b"x" * 100_000
    sizes = (zlib.crc32(packed), len(packed), len(packed), 5, 0)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, *sizes) + b"k.bin" + packed
    one = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, *sizes, 0, 0, 0, 0, start) + b"k.bin"
    directory = plain[start : start + size] + one * 10_000
    total = count + 10_000
    closing = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, total, total, len(directory), start + len(local), 0)
    book = tmp_path / "shared.xlsx"
    book.write_bytes(plain[:start] + local + directory + closing)
    with pytest.raises(WorkbookUnusable, match="overlap"):
        open_package(book)


@pytest.mark.parametrize("cell", ["<c/>", "<c><v/></c>", '<c s="1"/>'])
def test_millions_of_empty_cells_in_a_small_file_are_refused_unread(tmp_path, cell):
    book = workbook(tmp_path, sheet(f"<row>{cell * 1_000}</row>" * 3_200))
    assert book.stat().st_size < 300_000
    for attempt in (lambda: read_workbook(book).grids[0].value(1, 1), lambda: edit_cells(book, {"Sheet1": {"B2": 1}})):
        with pytest.raises(WorkbookUnusable, match=r"would unpack to \d+ MB, \S+ times its size") as refused:
            attempt()
        assert refused.value.advice


def test_a_style_for_each_cell_that_is_the_same_one_each_time_is_no_bomb(tmp_path):
    same = '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="true"/>'
    many = STYLES.replace("</cellXfs>", same * 64_000 + "</cellXfs>")
    book, new = workbook(tmp_path, sheet(ROW), styles=many), tmp_path / "new.xlsx"
    assert len(many) > 100 * book.stat().st_size
    assert read_workbook(book).grids[0].value(2, 2) == 1
    edit_cells(book, {"Sheet1": {"B2": date(2022, 3, 31)}}, to=new)
    assert read_workbook(new).grids[0].value(2, 2) == date(2022, 3, 31)


def test_styles_that_unpack_beyond_all_reason_are_refused(tmp_path):
    many = STYLES.replace("</cellXfs>", "<xf/>" * 4_000_000 + "</cellXfs>")
    with pytest.raises(WorkbookUnusable, match="times its size"):
        edit_cells(workbook(tmp_path, sheet(ROW), styles=many), {"Sheet1": {"B2": 1}}, to=tmp_path / "new.xlsx")


def test_error_cells_by_the_thousand_are_read_in_one_pass(tmp_path):
    cells = '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>' + "".join(
        f'<c r="B1" t="e" x="{n}"/>' for n in range(100_000)
    )
    assert read_workbook(workbook(tmp_path, sheet(f'<row r="1">{cells}</row>'))).grids[0].value(1, 1) == "#DIV/0!"


def test_merged_cells_by_the_thousand_in_one_row_cost_little(tmp_path):
    merged = "".join(f'<mergeCell ref="D{row}:E1048576"/>' for row in range(1, 20_000))
    book = workbook(tmp_path, sheet(ROW, after=f"<mergeCells>{merged}</mergeCells>"))
    rows = {f"B{row}": row for row in range(1, 400)}
    assert len(edit_cells(book, {"Sheet1": rows}, to=tmp_path / "new.xlsx").written) == 399


def test_links_over_whole_sheets_are_counted_out(tmp_path):
    linked = '<hyperlink ref="A1:XFD1048576" r:id="rId1"/>' * 20_000
    on_sheet = {"xl/worksheets/_rels/sheet1.xml.rels": links(("hyperlink", 'http://example.org" TargetMode="External'))}
    book = workbook(tmp_path, sheet(ROW, after=f"<hyperlinks>{linked}</hyperlinks>"), **on_sheet)
    assert len(read_workbook(book).grids[0].links) == 1_000


def test_a_cell_beyond_the_sheet_is_not_taken_for_its_neighbour(tmp_path):
    book = workbook(tmp_path, sheet('<!-- --><row r="2"><c r="A2"><v>1</v></c><c r="XFE2"><v>9</v></c></row>'))
    edit_cells(book, {"Sheet1": {"B2": 5}}, to=tmp_path / "new.xlsx")
    assert '<c r="A2"><v>1</v></c><c r="B2"><v>5</v></c><c r="XFE2"><v>9</v></c>' in part(tmp_path / "new.xlsx")


@pytest.mark.parametrize("name", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_a_prefix_that_stands_for_nothing_is_damage(tmp_path, name):
    made = parts(sheet(ROW))
    made[name] = str(made[name]).replace("><", "><x:y/><", 1)
    with pytest.raises(WorkbookUnusable, match="damaged"):
        edit_cells(save(tmp_path / "book.xlsx", made), {"Sheet1": {"B2": date(2022, 3, 31)}}, to=tmp_path / "new.xlsx")


def test_styles_by_the_million_are_damage(tmp_path):
    many = "".join(f'<xf xfId="{n}"/>' for n in range(600_000))
    book = workbook(tmp_path, sheet(ROW), styles=STYLES.replace("</cellXfs>", many + "</cellXfs>"))
    with pytest.raises(WorkbookUnusable, match="more than 500,000 elements"):
        edit_cells(book, {"Sheet1": {"B2": date(2022, 3, 31)}}, to=tmp_path / "new.xlsx")
    assert edit_cells(book, {"Sheet1": {"B2": "text"}}, to=tmp_path / "new.xlsx").written


def test_an_entry_that_runs_beyond_the_directory_is_damage(tmp_path):
    book = workbook(tmp_path, sheet(ROW))
    content = bytearray(book.read_bytes())
    last = content.rfind(b"PK\1\2")
    content[last + 30 : last + 32] = b"\xff\xff"
    book.write_bytes(bytes(content) + bytes(70_000))
    with pytest.raises(WorkbookUnusable):
        open_package(book)
    book.write_bytes(content)
    with pytest.raises(WorkbookUnusable, match="damaged"):
        open_package(book)


@pytest.mark.parametrize("mark", [b"\xff\xfe\0\0", b"\0\0\xfe\xff", b""])
def test_a_sheet_in_utf_32_is_damage(tmp_path, mark):
    xml = f'<?xml version="1.0" encoding="utf-32"?>{sheet(ROW)}'
    book = workbook(tmp_path, mark + xml.encode("utf-32-be" if mark[:1] == b"\0" else "utf-32-le"))
    with pytest.raises(WorkbookUnusable, match="damaged"):
        edit_cells(book, {"Sheet1": {"B2": "x"}}, to=tmp_path / "new.xlsx")
    with pytest.raises(WorkbookUnusable, match="damaged"):
        read_workbook(book)


@pytest.mark.parametrize(
    ("target", "member"), [("my sheet", "my%20sheet"), ("my%20sheet", "my sheet"), ("%C3%A9", "é")]
)
def test_a_part_is_found_whether_its_name_is_percent_encoded_or_not(tmp_path, target, member):
    made = parts(sheet(ROW), workbook_links=links(("worksheet", f"worksheets/{target}.xml")))
    made[f"xl/worksheets/{member}.xml"] = made.pop("xl/worksheets/sheet1.xml")
    edit_cells(save(tmp_path / "book.xlsx", made), {"Sheet1": {"B2": "x"}}, to=tmp_path / "new.xlsx")
    assert ">x</t>" in part(tmp_path / "new.xlsx", f"xl/worksheets/{member}.xml")


def test_a_comment_that_holds_an_end_mark_does_not_end_the_archive(tmp_path):
    book = workbook(tmp_path, sheet(ROW))
    content = bytearray(book.read_bytes())
    comment = b"PK\5\6" + bytes(40)
    content[-2:] = struct.pack("<H", len(comment))
    book.write_bytes(bytes(content) + comment)
    assert edit_cells(book, {"Sheet1": {"B2": "x"}}, to=tmp_path / "new.xlsx").written
    assert (tmp_path / "new.xlsx").read_bytes().endswith(comment)


@pytest.mark.parametrize(("first", "heading_rows"), [("Ref", 1), ("WMP-0001", 0)])
def test_a_row_of_headings_is_seen_though_the_table_denies_it(tmp_path, first, heading_rows):
    # exceljs writes headerRowCount="0" into every table that it read from a file of Excel's and saved again.
    cells = "".join(
        f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>' for ref, text in (("B3", first), ("C3", "Own er"))
    )
    columns = '<tableColumns><tableColumn id="1" name="Ref"/><tableColumn id="2" name="Own_x000a_er"/></tableColumns>'
    table = f'<table xmlns="{MAIN}" name="T" displayName="T" ref="B3:C9" headerRowCount="0">{columns}</table>'
    on_sheet = {"xl/worksheets/_rels/sheet1.xml.rels": links(("table", "../tables/table1.xml"))}
    book = workbook(tmp_path, sheet(f'<row r="3">{cells}</row>'), **on_sheet, **{"xl/tables/table1.xml": table})
    assert read_workbook(book).grids[0].tables[0].heading_rows == heading_rows

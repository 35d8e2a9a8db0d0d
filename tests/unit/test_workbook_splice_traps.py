"""Sheets and archives that are legal but not as Excel writes them: each trap that real files have laid."""

import re
import struct
import zipfile

import pytest
from workbook_parts import LINKS, MAIN, PACKAGE_LINKS, STRICT, STRICT_LINKS, links, part, parts, save, sheet, zipped

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.workbook import SheetEdit, open_package, splice

PLAIN = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row><row r="3"><c r="A3"><v>4</v></c></row>'
CELLS = {"A1": "new & <old>", "B1": 12.5, "C1": None, "A2": True, "D3": "end"}


def edited(folder, xml, cells=CELLS):
    book = save(folder / "book.xlsx", parts(xml))
    receipt = splice(book, {"Sheet1": SheetEdit(cells)}, to=folder / "new.xlsx")
    assert receipt.refused == ()
    return part(folder / "new.xlsx")


def values(folder):
    """What another program reads from the workbook that was written."""
    import openpyxl

    book = openpyxl.load_workbook(folder / "new.xlsx")
    return {cell.coordinate: cell.value for row in book["Sheet1"].iter_rows() for cell in row if cell.value is not None}


READ = {"A1": "new & <old>", "B1": 12.5, "A2": True, "A3": 4, "D3": "end"}
OPEN, CLOSE = f'<worksheet xmlns="{MAIN}">', "</worksheet>"
DATA = f"<sheetData>{PLAIN}</sheetData>"
PREFIXED = re.sub(r"<(/?)(\w)", r"<\1x:\2", f"<worksheet>{DATA}</worksheet>").replace(
    "<x:worksheet>", f'<x:worksheet xmlns:x="{MAIN}">'
)


@pytest.mark.parametrize(
    ("trap", "xml"),
    [
        ("nothing odd", OPEN + DATA + CLOSE),
        ("a byte order mark", "\ufeff" + OPEN + DATA + CLOSE),
        ("a mark and a declaration", '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n' + OPEN + DATA + CLOSE),
        ("prefixed elements", PREFIXED),
        ("prefixes that differ", PREFIXED.replace("<x:row", "<y:row", 1).replace("</x:row", "</y:row", 1).replace("xmlns:x", f'xmlns:y="{MAIN}" xmlns:x')),
        ("the strict namespace", (OPEN + DATA + CLOSE).replace(MAIN, STRICT)),
        ("comments", OPEN + "<!-- <sheetData> --><sheetData><!-- <row r=\"1\"> -->" + PLAIN.replace("<v>4", "<!-- <c r=\"D3\"/> --><v>4") + "</sheetData><!-- </sheetData> -->" + CLOSE),
        ("CDATA", OPEN + DATA.replace("<v>4</v>", '<v><![CDATA[4]]></v>').replace("<v>3</v>", "<f><![CDATA[\"<c r=\\\"A1\\\"/>\"]]></f><v>3</v>") + CLOSE),
        ("a processing instruction", OPEN + "<?x <sheetData> ?>" + DATA + CLOSE),
        ("pretty-printed", (OPEN + DATA + CLOSE).replace("><", ">\n  <")),
        ("single quotes", (OPEN + DATA + CLOSE).replace('"', "'")),
        ("spaces in tags", OPEN + DATA.replace('<c r="', '<c  r = "').replace('<row r="', '<row\n r="').replace("</c>", "</c >").replace("</row>", "</row\t>") + CLOSE),
        ("other attributes first", OPEN + DATA.replace('<c r="A1"', '<c s="1" r="A1"').replace('<row r="3"', '<row ht="9" r="3"') + CLOSE),
        ("a greater-than sign in an attribute", OPEN + DATA.replace('<row r="1"', '<row r="1" x="a>b/>"').replace('<c r="C1"', '<c r="C1" x="</c>>"'.replace("</c>", "")) + CLOSE),
        ("cells without r", OPEN + DATA.replace('<c r="A1">', "<c>").replace('<c r="A3">', "<c>") + CLOSE),
        ("rows without r, blank ones left out", OPEN + DATA.replace('<row r="1">', "<row>").replace('<row r="3">', "<row>") + CLOSE),
        ("UTF-8 that says it is UTF-16", '<?xml version="1.0" encoding="utf-16"?>' + OPEN + DATA + CLOSE),
        ("rows without r", OPEN + DATA.replace('<row r="1">', "<row>") + CLOSE),
        ("references in small letters", OPEN + DATA.replace('r="A1"', 'r="a1"').replace('r="C1"', 'r="c1"') + CLOSE),
        ("references by character code", OPEN + DATA.replace('r="A1"', 'r="&#65;1"') + CLOSE),
        ("rows out of order", OPEN + "<sheetData>" + "".join(reversed(re.findall("<row.*?</row>", PLAIN))) + "</sheetData>" + CLOSE),
        ("cells out of order", OPEN + DATA.replace('<c r="A1"><v>1</v></c><c r="C1"><v>3</v></c>', '<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c>') + CLOSE),
        ("an extension in a cell", OPEN + DATA.replace("<v>4</v></c>", '<v>4</v><extLst><ext uri="u"><c xmlns="urn:x" r="D3"/></ext></extLst></c>') + CLOSE),
        ("alternate content around", f'<worksheet xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">' + DATA + '<mc:AlternateContent><mc:Choice Requires="x" xmlns:x="urn:x"><sheetData/></mc:Choice></mc:AlternateContent>' + CLOSE),
    ],
)  # fmt: skip
def test_a_sheet_written_in_an_unusual_way_is_written_all_the_same(tmp_path, trap, xml):
    text = edited(tmp_path, xml)
    if trap not in ("the strict namespace", "rows out of order", "UTF-8 that says it is UTF-16"):
        read = values(tmp_path)
        assert {where: read.get(where) for where in READ} == READ
    assert not text.replace("new &amp; &lt;old&gt;", "").count("new &")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_sheet_in_utf_16_is_read_and_comes_back_in_utf_8(tmp_path, encoding):
    xml = f'<?xml version="1.0" encoding="UTF-16"?>{OPEN}{DATA.replace("<v>4</v>", "<v>4</v><!-- café -->")}{CLOSE}'
    text = edited(tmp_path, xml.encode(encoding))
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>') and "café" in text
    assert values(tmp_path) == READ


def test_a_sheet_in_an_old_code_page_is_read_too(tmp_path):
    xml = (
        f'<?xml version="1.0" encoding="windows-1252"?>{OPEN}{DATA.replace("<v>4</v>", "<v>4</v><!-- café -->")}{CLOSE}'
    )
    assert "café" in edited(tmp_path, xml.encode("cp1252"))


def test_bytes_that_are_not_the_encoding_they_claim_are_a_clear_error(tmp_path):
    with pytest.raises(WorkbookUnusable, match="XML is broken"):
        edited(tmp_path, (OPEN + DATA + CLOSE).encode().replace(b"<v>4", b"<v>\xff\xfe4"))


def test_rows_inside_alternate_content_are_refused(tmp_path):
    inside = f'<mc:AlternateContent xmlns:mc="urn:mc">{PLAIN}</mc:AlternateContent>'
    with pytest.raises(WorkbookUnusable, match="twice"):
        edited(tmp_path, OPEN + f"<sheetData><!-- -->{inside}</sheetData>" + CLOSE)


def test_cells_put_into_a_parsed_sheet_stand_in_order(tmp_path):
    text = edited(tmp_path, OPEN + "<!-- -->" + DATA + CLOSE, {"B1": 2, "D1": 9})
    assert '<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1"><v>9</v></c></row>' in text


def test_the_extension_of_a_cell_stays_where_the_schema_has_it(tmp_path):
    text = edited(tmp_path, OPEN + DATA.replace("<v>4</v>", "<v>4</v><extLst><ext/></extLst>") + CLOSE, {"A3": 9})
    assert '<c r="A3"><v>9</v><extLst><ext/></extLst></c>' in text


def test_comments_around_a_cell_stay(tmp_path):
    text = edited(tmp_path, OPEN + DATA.replace('<c r="A3">', '<!-- note --><c r="A3">') + CLOSE, {"A3": 9})
    assert '<!-- note --><c r="A3"><v>9</v></c>' in text


def test_a_strict_workbook_stays_strict(tmp_path):
    made = {
        name: str(text).replace(MAIN, STRICT).replace(LINKS, STRICT_LINKS) for name, text in parts(sheet(PLAIN)).items()
    }
    splice(save(tmp_path / "book.xlsx", made), {"Sheet1": SheetEdit(CELLS)}, to=tmp_path / "new.xlsx")
    assert STRICT in part(tmp_path / "new.xlsx") and MAIN not in part(tmp_path / "new.xlsx")


def renamed(names):
    return {names.get(name, name): text for name, text in parts(sheet(PLAIN)).items()}


@pytest.mark.parametrize(
    ("trap", "members"),
    [
        ("another case", renamed({"xl/workbook.xml": "XL/Workbook.xml", "xl/worksheets/sheet1.xml": "xl/WorkSheets/SHEET1.XML"})),
        ("backslashes", {name.replace("/", "\\"): text for name, text in parts(sheet(PLAIN)).items()}),
        ("leading slashes", {f"/{name}": text for name, text in parts(sheet(PLAIN)).items()}),
        ("content types last", dict(reversed(parts(sheet(PLAIN)).items()))),
        ("folders as members", {"xl/": "", "xl/worksheets/": "", **parts(sheet(PLAIN))}),
        (
            "a workbook at the root",
            renamed({"xl/workbook.xml": "book.xml", "xl/_rels/workbook.xml.rels": "_rels/book.xml.rels"})
            | {"_rels/.rels": links(("officeDocument", "/book.xml")), "_rels/book.xml.rels": links(("worksheet", "xl/worksheets/sheet1.xml"))},
        ),
        (
            "absolute targets with other words",
            parts(sheet(PLAIN)) | {"xl/_rels/workbook.xml.rels": links(("worksheet", "/xl/worksheets/../worksheets/sheet1.xml"))},
        ),
        ("prefixed relationships", parts(sheet(PLAIN)) | {"_rels/.rels": str(parts("")["_rels/.rels"]).replace("<R", "<p:R").replace("</R", "</p:R").replace("xmlns=", "xmlns:p=")}),
    ],
)  # fmt: skip
def test_parts_are_found_however_they_are_named(tmp_path, trap, members):
    book = save(tmp_path / "book.xlsx", members)
    splice(book, {"Sheet1": SheetEdit(CELLS)}, to=tmp_path / "new.xlsx")
    new = open_package(tmp_path / "new.xlsx")
    assert b'<c r="B1"><v>12.5</v></c>' in new.read(new.sheets[0].part)
    assert [each.name for each in new.archive.members] == [each.name for each in open_package(book).archive.members]


def test_no_shared_strings_are_needed_and_none_appear(tmp_path):
    edited(tmp_path, OPEN + DATA + CLOSE)
    assert "xl/sharedStrings.xml" not in open_package(tmp_path / "new.xlsx")


def raw_zip(members, *, descriptor=False, signed=True, wide=False, method=8, stub=b"", comment=b""):
    """A zip by hand: data descriptors with or without signature, zip64 fields, bytes before, a comment after."""
    import zlib

    out, directory, count = bytearray(stub), bytearray(), 0
    for name, content in members.items():
        content = content.encode() if isinstance(content, str) else content
        deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = deflater.compress(content) + deflater.flush() if method == 8 else content
        crc, flags, offset = zlib.crc32(content), 8 if descriptor else 0, len(out) - len(stub)
        sizes = (crc, len(packed), len(content))
        extra = struct.pack("<HHQQ", 1, 16, len(content), len(packed)) if wide else b""
        shown = (0, 0, 0) if descriptor else (crc, 0xFFFFFFFF, 0xFFFFFFFF) if wide else sizes
        encoded = name.encode()
        out += struct.pack("<4s5H3L2H", b"PK\x03\x04", 45, flags, method, 0, 33, *shown, len(encoded), len(extra))
        out += encoded + extra + packed
        if descriptor:
            out += (b"PK\x07\x08" if signed else b"") + struct.pack("<3L", *sizes)
        central_extra = struct.pack("<HHQQQ", 1, 24, len(content), len(packed), offset) if wide else b""
        listed = (crc, 0xFFFFFFFF, 0xFFFFFFFF) if wide else sizes
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 45, 45, flags, method, 0, 33, *listed, len(encoded), len(central_extra),
            0, 0, 0, 0, 0xFFFFFFFF if wide else offset,
        )  # fmt: skip
        directory += encoded + central_extra
        count += 1
    start = len(out) - len(stub)
    out += directory
    if wide:
        record = len(out)
        out += struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(directory), start)
        out += struct.pack("<4sLQL", b"PK\x06\x07", 0, record, 1)
        out += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, len(comment))
    else:
        out += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, len(comment))
    return bytes(out) + comment


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"descriptor": True},
        {"descriptor": True, "signed": False},
        {"wide": True},
        {"method": 0},
        {"stub": b"#!stub\n" * 9},
        {"comment": b"a comment PK\x05\x06 in it"[:10]},
    ],
)
def test_archives_of_every_kind_are_copied_member_by_member(tmp_path, options):
    book = tmp_path / "book.xlsx"
    book.write_bytes(raw_zip(parts(sheet(PLAIN)), **options))
    splice(book, {"Sheet1": SheetEdit(CELLS)}, to=tmp_path / "new.xlsx")
    assert values(tmp_path) == READ
    with zipfile.ZipFile(tmp_path / "new.xlsx") as new, zipfile.ZipFile(book) as old:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        assert new.comment == old.comment
    again = splice(tmp_path / "new.xlsx", {"Sheet1": SheetEdit({"A1": 1})}, to=tmp_path / "again.xlsx")
    assert again.refused == ()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_sheet_that_the_archive_holds_twice_is_refused(tmp_path):
    book = tmp_path / "book.xlsx"
    save(book, parts(sheet(PLAIN)))
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet(""))
    with pytest.raises(WorkbookUnusable, match="twice"):
        splice(book, {"Sheet1": SheetEdit({"A1": 1})}, to=tmp_path / "new.xlsx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_another_member_that_is_there_twice_is_copied_twice(tmp_path):
    book = tmp_path / "book.xlsx"
    save(book, parts(sheet(PLAIN)))
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("docProps/app.xml", "<other/>")
    splice(book, {"Sheet1": SheetEdit(CELLS)}, to=tmp_path / "new.xlsx")
    assert values(tmp_path) == READ
    with zipfile.ZipFile(tmp_path / "new.xlsx") as archive:
        assert archive.namelist().count("docProps/app.xml") == 2
    assert PACKAGE_LINKS and zipped

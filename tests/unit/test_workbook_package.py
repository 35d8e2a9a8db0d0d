"""Opening a workbook: what is in it, and what is refused before it can do harm."""

import resource
import struct
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from workbook_parts import LINKS, MAIN, links, parts, save, sheet, workbook

from hmic_tracker.errors import SheetMissing, TrackerError, WorkbookUnusable
from hmic_tracker.workbook import open_package
from hmic_tracker.workbook.package import resolved

ROWS = '<row r="2"><c r="B2"><v>1</v></c><c r="D2"/></row><row r="7"><c r="C7"/></row><row r="9"/>'
LISTING = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr date1904="true"/><sheets>'
    '<sheet name="Shown" sheetId="3" r:id="rId1"/><sheet name="Chart" sheetId="4" r:id="rId3"/>'
    '<sheet name="Away" sheetId="9" state="veryHidden" r:id="rId2"/></sheets><definedNames>'
    '<definedName name="Words">Lists!$A$2:$A$9</definedName>'
    '<definedName name="_xlnm._FilterDatabase" localSheetId="2" hidden="1">Away!$A$1</definedName>'
    "</definedNames></workbook>"
)


def listed(folder):
    related = links(
        ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("chartsheet", "c.xml")
    )
    return open_package(
        workbook(
            folder,
            sheet(ROWS),
            workbook=LISTING,
            workbook_links=related,
            **{"xl/worksheets/sheet2.xml": sheet(""), "xl/c.xml": "<chartsheet/>"},
        )
    )


def test_sheets_come_in_the_order_of_their_tabs_and_charts_are_left_out(tmp_path):
    package = listed(tmp_path)
    assert [(each.name, each.visibility, each.sheet_id) for each in package.sheets] == [
        ("Shown", "visible", 3),
        ("Away", "veryHidden", 9),
    ]
    assert package.sheet("away").part == "xl/worksheets/sheet2.xml"
    with pytest.raises(SheetMissing, match="'Chart'"):
        package.sheet("Chart")


def test_names_and_the_calendar_are_read(tmp_path):
    package = listed(tmp_path)
    assert package.date_1904
    assert [(each.name, each.refers_to, each.sheet, each.is_hidden) for each in package.defined_names] == [
        ("Words", "Lists!$A$2:$A$9", "", False),
        ("_xlnm._FilterDatabase", "Away!$A$1", "Away", True),
    ]


@pytest.mark.parametrize(
    ("rows", "before", "seen"),
    [
        (ROWS, '<dimension ref="A1:XFD1048576"/>', (2, 7, 2, 4, 3, "A1:XFD1048576")),
        (ROWS.replace("<c r", "<c  r"), "", (2, 7, 2, 4, 3, "")),
        (ROWS.replace("<v>1", "<!-- c --><v>1"), "", (2, 7, 2, 4, 3, "")),
        ('<row><c/><c/></row><row r="5"><c/></row>', "", (1, 5, 1, 2, 3, "")),
        (
            '<row r="9"><c r="A9"/></row><row r="2"><c r="B2"/></row><row r="12"/>',
            "",
            (2, 9, 1, 2, 2, ""),
        ),
        ('<row r="1048576"><c r="XFD1048576"/></row>', "", (1048576, 1048576, 16384, 16384, 1, "")),
        ("", "", (0, 0, 0, 0, 0, "")),
    ],
)
def test_the_used_range_is_looked_at_and_not_believed(tmp_path, rows, before, seen):
    package = open_package(workbook(tmp_path, sheet(rows, before=before)))
    used = package.used_range(package.sheets[0].part)
    found = (used.first_row, used.last_row, used.first_column, used.last_column, used.cells, used.declared)
    assert found == seen


def test_tables_are_read_with_headings_and_totals(tmp_path):
    table = (
        f'<table xmlns="{MAIN}" name="t1" displayName="Recs" ref="B2:C9" headerRowCount="1" totalsRowCount="1">'
        '<tableColumns count="2"><tableColumn id="1" name="Ref"/><tableColumn id="2" name="Due&#10;date"/></tableColumns></table>'
    )
    package = open_package(
        workbook(
            tmp_path,
            sheet(ROWS),
            **{
                "xl/worksheets/_rels/sheet1.xml.rels": links(("table", "../tables/t.xml"), ("table", "gone.xml")),
                "xl/tables/t.xml": table,
            },
        )
    )
    (found,) = package.tables("Sheet1")
    assert (found.name, found.ref, found.headings) == ("Recs", "B2:C9", ("Ref", "Due\ndate"))
    assert (found.heading_rows, found.totals_rows, found.sheet) == (1, 1, "Sheet1")


@pytest.mark.parametrize(
    ("source", "target", "part"),
    [
        ("xl/workbook.xml", "worksheets/s.xml", "xl/worksheets/s.xml"),
        ("xl/worksheets/s.xml", "../tables/t.xml", "xl/tables/t.xml"),
        ("xl/workbook.xml", "/xl/s.xml", "xl/s.xml"),
        ("xl/workbook.xml", "..\\s.xml", "s.xml"),
        ("", "xl/workbook.xml", "xl/workbook.xml"),
        ("xl/workbook.xml", "../../etc/passwd", "../etc/passwd"),
    ],
)
def test_targets_are_followed_from_the_folder_of_their_source(source, target, part):
    assert resolved(source, target) == part


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


def cut(content, at):
    return content[:at]


def whole(**changes):
    return parts(sheet(ROWS)) | changes


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (whole(**{"xl/workbook.xml": DOCTYPE + LISTING}), "document type"),
        (whole(**{"_rels/.rels": DOCTYPE + str(links())}), "document type"),
        (whole(**{"xl/workbook.xml": (DOCTYPE + LISTING).encode("utf-16")}), "document type"),
        (whole(**{"../../evil.xml": "x"}), "climbs out"),
        (whole(**{"xl/../../evil.xml": "x"}), "climbs out"),
        (whole(**{"xl\\..\\..\\evil.xml": "x"}), "climbs out"),
        (whole(**{"_rels/.rels": links(("officeDocument", "../../xl/workbook.xml"))}), "climbs out"),
        (whole(**{"xl/_rels/workbook.xml.rels": links(("worksheet", "../../../etc/passwd"))}), "outside"),
        (whole(**{"_rels/.rels": links(("officeDocument", "xl/none.xml"))}), "no workbook"),
        ({"a.txt": "x"}, "no workbook"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, "OpenDocument"),
        (whole(**{"xl/workbook.xml": "<workbook/>"}), "not a workbook"),
        (whole(**{"xl/workbook.xml": "<html>"}), "XML is broken"),
        (whole(**{"xl/workbook.xml": ""}), "XML is broken"),
        (whole(**{"xl/_rels/workbook.xml.rels": links()}), "no worksheet"),
    ],
)
def test_what_is_no_workbook_or_would_do_harm_is_refused_with_a_sentence(tmp_path, members, words):
    with pytest.raises(WorkbookUnusable, match=words) as refusal:
        open_package(save(tmp_path / "book.xlsx", members))
    assert refusal.value.advice and refusal.value.place


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a zip"),
        (b"Ref,Number\n", "not a zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0StrongEncryptionDataSpace".encode("utf-16-le"),
            "password",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0DRMEncryptedDataSpace".encode("utf-16-le"),
            "label .*Home, Sens",
        ),
        (b"PK\x05\x06" + b"\xff" * 18, "damaged|more than any"),
        (b"PK\x05\x06" + b"\0" * 18, "no workbook"),
        (b"PK\x05\x06" + b"\0" * 9, "damaged"),
    ],
)
def test_files_that_are_no_zip_are_refused_with_a_sentence(tmp_path, content, words):
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookUnusable, match=words):
        open_package(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(WorkbookUnusable, match="not there"):
        open_package(tmp_path / "none.xlsx")
    with pytest.raises(WorkbookUnusable, match="folder"):
        open_package(tmp_path)


def test_a_workbook_cut_off_anywhere_or_with_any_byte_changed_never_ends_in_a_traceback(tmp_path):
    good = save(tmp_path / "good.xlsx", parts(sheet(ROWS))).read_bytes()
    path = tmp_path / "bad.xlsx"
    for at in range(0, len(good), 7):
        for content in (good[:at], good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :], good[at:]):
            path.write_bytes(content)
            try:
                package = open_package(path)
                for each in package.sheets:
                    package.used_range(each.part)
                    package.tables(each.name)
            except TrackerError as refusal:
                assert refusal.advice


def bombed(name, size):
    """A part of so many zeroes (a space each), which deflate to a thousandth."""
    return whole(**{name: b" " * size})


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels", "xl/styles.xml"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, part):
    path = save(tmp_path / "bomb.xlsx", bombed(part, 60 * 1024 * 1024))
    with pytest.raises(WorkbookUnusable, match="unpack to"):
        package = open_package(path)
        package.read(part)


def test_a_bomb_that_lies_about_its_size_is_stopped_at_the_size_it_claims(tmp_path):
    path = save(tmp_path / "bomb.xlsx", bombed("xl/workbook.xml", 4 * 1024 * 1024))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        listed = archive.getinfo("xl/workbook.xml")
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/workbook.xml"))
    assert struct.unpack_from("<L", content, at + 24)[0] == listed.file_size
    struct.pack_into("<L", content, at + 24, 1000)
    path.write_bytes(content)
    with pytest.raises(WorkbookUnusable, match="larger than it says"):
        open_package(path)


def test_a_wrong_checksum_is_damage(tmp_path):
    path = workbook(tmp_path, sheet(ROWS))
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        crc = struct.pack("<L", archive.getinfo("xl/worksheets/sheet1.xml").CRC)
    path.write_bytes(content.replace(crc, b"\0\1\2\3"))
    package = open_package(path)
    with pytest.raises(WorkbookUnusable, match="checksum"):
        package.read("xl/worksheets/sheet1.xml")


def ten_thousand_sheets():
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 10_001))
    listing = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>'
    return whole(**{"xl/workbook.xml": listing}, **{f"xl/worksheets/s{n}.xml": "<x/>" for n in range(10_000)})


def deep():
    return whole(**{"xl/workbook.xml": f'<workbook xmlns="{MAIN}">' + "<a>" * 1_000_000})


@pytest.mark.parametrize(
    "harm",
    [ten_thousand_sheets, deep, lambda: bombed("xl/workbook.xml", 300 * 1024 * 1024)],
    ids=["10,000 sheets", "a million levels", "a zip bomb"],
)
def test_harm_is_refused_within_two_seconds_and_half_a_gigabyte(tmp_path, harm):
    path = save(tmp_path / "harm.xlsx", harm())
    words = (
        "import sys; from hmic_tracker.workbook import open_package\n"
        "from hmic_tracker.errors import WorkbookUnusable\n"
        "try: open_package(sys.argv[1])\n"
        "except WorkbookUnusable as error: sys.exit(bool(not error.advice))\n"
        "sys.exit(2)"
    )
    begun = processor_time_of_children()
    limit = 500 * 1024 * 1024
    child = subprocess.run(
        [sys.executable, "-c", words, str(path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
        check=False,
    )
    assert child.returncode == 0
    # Processor time: a machine that is busy with something else refuses no slower.
    assert processor_time_of_children() - begun < 2


def processor_time_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_part_read_in_pieces_is_the_whole_part_and_is_checked_as_it_is(tmp_path):
    lines = "".join(f"<row r='{n}'><c><v>{n * n % 7919}</v></c></row>" for n in range(150_000))
    archive = open_package(workbook(tmp_path, sheet(lines))).archive
    member = next(one for one in archive.members if one.path.endswith("sheet1.xml"))
    pieces = list(archive.pieces(member))
    assert len(pieces) > 1 and b"".join(pieces) == archive.inflate(member)
    for wrong in ({"crc": member.crc ^ 1}, {"size": member.size + 1}, {"size": member.size - 1}):
        with pytest.raises(WorkbookUnusable, match=r"sheet1\.xml in it"):
            list(archive.pieces(replace(member, **wrong)))

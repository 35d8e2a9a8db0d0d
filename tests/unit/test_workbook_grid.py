"""Values are read with their addresses from any workbook, the fast way and the exact way alike."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell import MergedCell

from hmic_tracker.errors import TrackerError, WorkbookUnusable
from hmic_tracker.files import fingerprint
from hmic_tracker.workbook import grid as grids
from hmic_tracker.workbook.grid import CellError, Grid, Value, read_workbook
from hmic_tracker.workbook.values import Shown, shown_as

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="hh:mm:ss"/>
<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/>
<xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"""
DAY, MOMENT, CLOCK, ELAPSED = 1, 2, 3, 4


def workbook(
    folder: Path, rows: str, *, strings: str = "", after: str = "", rels: str = "", settings: str = "", head: str = ""
) -> Path:
    """A workbook of one sheet, `Register`, whose sheetData is `rows`; parts as text."""
    target = f'Type="{OFFICE}/{{0}}" Target="{{1}}"'
    with zipfile.ZipFile(folder / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="a" {target.format("officeDocument", "xl/workbook.xml")}/>'
            "</Relationships>",
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>'
            '<sheet name="Register" sheetId="1" r:id="a"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="a" {target.format("worksheet", "sheet.xml")}/>'
            f'<Relationship Id="b" {target.format("styles", "styles.xml")}/>'
            f'<Relationship Id="c" {target.format("sharedStrings", "sharedStrings.xml")}/></Relationships>',
        )
        package.writestr("xl/styles.xml", STYLES)
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        package.writestr(
            "xl/sheet.xml",
            f'{head}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData>{after}</worksheet>',
        )
        if rels:
            package.writestr("xl/_rels/sheet.xml.rels", f'<Relationships xmlns="{RELS}">{rels}</Relationships>')
    return folder / "book.xlsx"


def read(path: Path) -> Grid:
    return read_workbook(path).grids[0]


def row_of(path: Path) -> list[Value]:
    return list(read(path).rows[0])


@pytest.fixture(params=["fast", "exact"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both ways of reading in turn; the fast one fails the test where it isn't taken."""
    used: list[bool] = []
    fast = grids._Reading._fast

    def noted(self: Any, sheet: Any, xml: bytes) -> Any:
        found = fast(self, sheet, xml)
        used.append(found is not None)
        return found

    if request.param == "exact":
        monkeypatch.setattr(grids._Reading, "_fast", lambda *_: None)
    else:
        monkeypatch.setattr(grids._Reading, "_fast", noted)
    yield request.param
    assert all(used), "the fast way was not taken"


# What XlsxWriter and openpyxl write.


def test_every_kind_of_value_that_xlsxwriter_writes_is_read(tmp_path: Path, way: str) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "book.xlsx"))
    sheet = book.add_worksheet("Recommendations")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    elapsed = book.add_format({"num_format": "[h]:mm:ss"})
    hidden = book.add_worksheet("Lists")
    hidden.hide()
    hidden.write("A1", "RAG")
    sheet.write_row("B3", ["AD14", 3, 2.5, True, False, "", "two\nlines", "  spaces  ", "\u00a3 \U0001f600 caf\u00e9"])
    sheet.write_datetime("B4", date(2022, 3, 31), day)
    sheet.write_datetime("C4", datetime(2022, 3, 31, 9, 30), moment)
    sheet.write_number("D4", 1.5, elapsed)
    sheet.write_formula("E4", "=1/0", None, "#DIV/0!")
    sheet.write_formula("F4", '="a"&"b"', None, "ab")
    sheet.write_formula("G4", "=NA()", None, "#N/A")
    sheet.write_formula("H4", "=1=1", None, True)
    sheet.write_url("I4", "https://example.org/a?b=1&c=2", string="the report")
    book.close()

    read_book = read_workbook(tmp_path / "book.xlsx")
    first, second = read_book.grids
    assert (first.name, first.visible, second.name, second.visible) == ("Recommendations", True, "Lists", False)
    assert (first.first_row, first.first_column, first.last_row, first.last_column) == (3, 2, 4, 10)
    assert first.rows[0] == (
        *("AD14", 3, 2.5, True, False, None, "two\nlines", "  spaces  ", "\u00a3 \U0001f600 caf\u00e9"),
    )
    assert type(first.value(3, 3)) is int and type(first.value(3, 5)) is bool
    assert first.rows[1][:4] == (
        *(date(2022, 3, 31), datetime(2022, 3, 31, 9, 30), timedelta(hours=36), CellError("#DIV/0!")),
    )
    assert first.rows[1][4:8] == ("ab", CellError("#N/A"), True, "the report")
    assert isinstance(first.value(4, 5), CellError) and isinstance(first.value(4, 7), CellError)
    assert not isinstance(first.value(3, 2), CellError)
    assert first.formulas == {"E4", "F4", "G4", "H4"}
    assert first.links == {"I4": "https://example.org/a?b=1&c=2"}
    assert [first.value(*place) for place in ((1, 1), (3, 1), (3, 99), (99, 2), (0, 0))] == [None] * 5
    assert first.address(4, 28) == "AB4"
    assert read_book.fingerprint == fingerprint(tmp_path / "book.xlsx")


def test_what_openpyxl_writes_is_read(tmp_path: Path, way: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ref", "Issued on", "Score", "Overdue"])
    sheet.append(["AD14", date(2022, 3, 31), 12, "=TODAY()>B2"])
    sheet.append([None, None, None, None])
    sheet.append(["AD15", datetime(2022, 3, 31, 23, 59, 59), 0.1, False])
    book.save(tmp_path / "book.xlsx")
    assert read(tmp_path / "book.xlsx").rows == (
        ("Ref", "Issued on", "Score", "Overdue"),
        ("AD14", date(2022, 3, 31), 12, None),
        (None, None, None, None),
        ("AD15", datetime(2022, 3, 31, 23, 59, 59), 0.1, False),
    )
    assert read(tmp_path / "book.xlsx").formulas == {"D2"}


def test_tables_are_found_with_their_headings(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "book.xlsx"))
    sheet = book.add_worksheet()
    headings = [{"header": "Ref"}, {"header": "Due\ndate"}, {"header": "Score", "total_function": "sum"}]
    sheet.add_table("B3:D9", {"name": "Recs", "columns": headings, "total_row": True})
    book.close()
    (table,) = read(tmp_path / "book.xlsx").tables
    assert (table.name, table.first_row, table.last_row, table.first_column, table.last_column) == ("Recs", 3, 9, 2, 4)
    assert table.headings == ("Ref", "Due\ndate", "Score")
    assert (table.heading_rows, table.totals_rows) == (1, 1)


def test_sheets_are_found_by_name_whatever_the_case_and_the_spaces(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Date changes ")
    book.create_sheet("datechanges")
    book.save(tmp_path / "book.xlsx")
    found = read_workbook(tmp_path / "book.xlsx")
    assert [grid.name for name in ("DATE CHANGES", "datechanges") if (grid := found.grid_named(name))] == [
        "Date changes ",
        "datechanges",
    ]
    assert found.grid_named("Updates") is None
    assert found.grids[0].rows == () and found.grids[0].last_row == 0


# Text as it stands.


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("plain", "plain"),
        ("a&#10;b", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("a&#13;&#10;b", "a\r\nb"),
        ("a_x000D_b", "a\rb"),
        ("a_x000a_b", "a\nb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xABCD_", "\uabcd"),
        ("_xabcd_", "\uabcd"),
        ("snake_x_case", "snake_x_case"),
        ("a\tb", "a\tb"),
        ("a&amp;b &lt;c&gt;", "a&b <c>"),
        ("&#xA0;x\u2019s", "\u00a0x\u2019s"),
        ("a<![CDATA[<b>]]>c", "a<b>c"),
        ("a<!-- note -->c", "ac"),
        (" no xml:space ", " no xml:space "),
    ],
)
@pytest.mark.parametrize("kind", ["shared", "inline", "formula"])
def test_text_comes_back_as_a_person_sees_it(tmp_path: Path, kind: str, stored: str, text: str) -> None:
    cell = {
        "shared": '<c r="A1" t="s"><v>0</v></c>',
        "inline": f'<c r="A1" t="inlineStr"><is><t>{stored}</t></is></c>',
        "formula": f'<c r="A1" t="str"><f>B1</f><v>{stored}</v></c>',
    }[kind]
    assert row_of(workbook(tmp_path, f"<row>{cell}</row>", strings=f"<si><t>{stored}</t></si>")) == [text]


def test_runs_are_joined_and_phonetic_readings_left_out(tmp_path: Path, way: str) -> None:
    rich = '<r><t xml:space="preserve">a </t></r><r><rPr><b/></rPr><t>b</t></r><rPh sb="0" eb="1"><t>zz</t></rPh>'
    path = workbook(
        tmp_path,
        f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{rich}</is></c></row>',
        strings=f"<si>{rich}</si>",
    )
    assert row_of(path) == ["a b", "a b"]


# Numbers and dates.


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<v>1e3</v>", 1000),
        ("<v>0.1</v>", 0.1),
        ("<v>-3</v>", -3),
        ("<v>12345678901234567890</v>", 12345678901234567890.0),
        ("<v> 5 </v>", 5),
        ("<v>nan</v>", "nan"),
        ("<v></v>", None),
        ("<v/>", None),
        ("<f>A2</f>", None),
    ],
)
def test_numbers(tmp_path: Path, cell: str, value: Value) -> None:
    found = read(workbook(tmp_path, f'<row r="1"><c r="A1">{cell}</c><c r="B1"><v>1</v></c></row>'))
    assert found.value(1, 1) == value and type(found.value(1, 1)) is type(value)


@pytest.mark.parametrize(
    ("serial", "style", "value"),
    [
        ("44651", DAY, date(2022, 3, 31)),
        ("44651.5", DAY, datetime(2022, 3, 31, 12)),
        ("44651", MOMENT, date(2022, 3, 31)),
        ("44651.000011574", MOMENT, datetime(2022, 3, 31, 0, 0, 1)),
        ("44651.99999999999", MOMENT, date(2022, 4, 1)),
        ("59", DAY, date(1900, 2, 28)),
        ("61", DAY, date(1900, 3, 1)),
        ("0.25", CLOCK, time(6)),
        ("0", DAY, time(0)),
        ("1.5", ELAPSED, timedelta(hours=36)),
        ("-1", DAY, -1),
        ("99999999", DAY, 99999999),
    ],
)
def test_numbers_in_a_date_format_are_dates(tmp_path: Path, serial: str, style: int, value: Value) -> None:
    found = row_of(workbook(tmp_path, f'<row r="1"><c r="A1" s="{style}"><v>{serial}</v></c></row>'))
    assert found == [value] and type(found[0]) is type(value)


def test_in_a_1904_workbook_dates_count_from_there(tmp_path: Path, way: str) -> None:
    path = workbook(
        tmp_path,
        f'<row r="1"><c r="A1" s="{DAY}"><v>43189</v></c></row>',
        settings='<workbookPr date1904="1"/>',
    )
    assert read_workbook(path).date_1904
    assert row_of(path) == [date(2022, 3, 31)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2022-03-31", date(2022, 3, 31)),
        ("2022-03-31T00:00:00", date(2022, 3, 31)),
        ("2022-03-31T09:30:00.5", datetime(2022, 3, 31, 9, 30, 0, 500_000)),
        ("2022-03-31T09:30:00Z", datetime(2022, 3, 31, 9, 30)),
        ("T09:30:00", time(9, 30)),
        ("next week", "next week"),
    ],
)
def test_dates_written_as_dates(tmp_path: Path, text: str, value: Value) -> None:
    assert row_of(workbook(tmp_path, f'<row><c r="A1" t="d"><v>{text}</v></c></row>')) == [value]


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("General", Shown.NUMBER),
        ("0.00", Shown.NUMBER),
        ('#,##0 "days"', Shown.NUMBER),
        ("[Red]0;[Black]0", Shown.NUMBER),
        ("[$\u00a3-809]#,##0", Shown.NUMBER),
        (r"0\d", Shown.NUMBER),
        ("0_d", Shown.NUMBER),
        ("0;d", Shown.NUMBER),
        ("dd/mm/yyyy", Shown.DATE),
        ("[$-809]d mmmm yyyy;@", Shown.DATE),
        ("hh:mm", Shown.DATE),
        ("[h]:mm", Shown.ELAPSED),
        ("[mm]:ss", Shown.ELAPSED),
    ],
)
def test_a_number_format_shows_a_number_a_date_or_elapsed_time(number_format: str, shown: Shown) -> None:
    assert shown_as(number_format) is shown


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "#GETTING_DATA"])
def test_error_values_old_and_new_are_told_from_blanks_and_text(tmp_path: Path, error: str) -> None:
    cells = f'<c r="A1" t="e"><f>A2</f><v>{error}</v></c><c r="B1"><v>1</v></c><c r="C1" t="e"><v>{error}</v></c>'
    found = row_of(workbook(tmp_path, f'<row r="1">{cells}</row>'))
    assert found == [error, 1, error]
    assert [isinstance(value, CellError) for value in found] == [True, False, True]
    assert repr(found[0]) == f"CellError({error!r})"


# Sheets that are not as Excel writes them.


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>",
        '<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>3</v></c><c><v>4</v></c></row>',
        '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        "<!-- a note --><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
        "<row r='2'><c r='A2'><v>3</v></c><c r='B2'><v>4</v></c></row>",
        '<row r="1">\n  <c\n r="A1">\n <v>1</v>\n</c> <c s="0" r="B1"><v> 2 </v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c><c r="C2" s="1"/></row>',
    ],
)
def test_cells_are_found_however_they_are_written(tmp_path: Path, rows: str) -> None:
    found = read(workbook(tmp_path, rows))
    assert (found.first_row, found.first_column) == (1, 1)
    assert found.rows == ((1, 2), (3, 4))


def test_prefixed_and_utf16_sheets_are_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, "")
    sheet = (
        f'<?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2">'
        '<x:c r="C2" t="inlineStr"><x:is><x:t>caf\u00e9</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    rewritten = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(rewritten, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet.encode("utf-16") if name == "xl/sheet.xml" else old.read(name))
    found = read(rewritten)
    assert found.rows == (("caf\u00e9",),) and (found.first_row, found.first_column) == (2, 3)


def test_a_stray_cell_at_the_sheet_s_end_costs_little(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        '<row r="1"><c r="A1"><v>1</v></c><c r="AS1"><v>2</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>3</v></c></row>',
    )
    found = read(path)
    assert found.last_row == 1_048_576 and found.value(1_048_576, 1) == 3
    assert found.rows[5] is found.rows[6]


def test_links_over_several_cells_and_into_places_are_found(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        after='<hyperlinks><hyperlink ref="A1:B2" r:id="x" location="page=3"/>'
        '<hyperlink ref="C1" location="Sheet1!A1"/><hyperlink ref="D1" r:id="gone"/></hyperlinks>',
        rels=f'<Relationship Id="x" Type="{OFFICE}/hyperlink" Target="https://example.org/?a=1&amp;b=2" '
        'TargetMode="External"/>',
    )
    target = "https://example.org/?a=1&b=2#page=3"
    assert read(path).links == {"A1": target, "B1": target, "A2": target, "B2": target}


# Files that are damaged, or made to harm.


@pytest.mark.parametrize(
    "rows", ["<row><c><v>1</v></c>", '<row><c t="s"><v>7</v></c></row>', '<row><c t="s"><v>-1</v></c></row>']
)
def test_a_damaged_sheet_is_refused_and_not_read_in_part(tmp_path: Path, rows: str) -> None:
    with pytest.raises(WorkbookUnusable, match="is damaged"):
        read(workbook(tmp_path, rows))


def test_document_types_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(WorkbookUnusable, match="document type"):
        read(workbook(tmp_path, '<row><c t="inlineStr"><is><t>&b;</t></is></c></row>', head=bomb))


HARMFUL = {
    "three cells far apart": lambda folder: workbook(
        folder,
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="500000"><c r="XFD500000"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    ),
    "a long text in many cells": lambda folder: workbook(
        folder,
        '<row r="1">' + '<c r="A1" t="s"><v>0</v></c>' * 200_000 + "</row>",
        strings=f"<si><t>{'ab' * 400_000}</t></si>",
    ),
    "one text of forty megabytes": lambda folder: workbook(
        folder, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=f"<si><t>{os.urandom(20_000_000).hex()}</t></si>"
    ),
    "cells by the million": lambda folder: workbook(folder, '<row><c r="A1"><v>1</v></c>' * 1 + '<c><v>1</v></c>' * 3_000_000),
    "empty cells by the million": lambda folder: workbook(folder, "<row>" + "<c/>" * 10_000_000 + "</row>"),
    "strings by the million": lambda folder: workbook(folder, '<row><c t="s"><v>0</v></c></row>', strings="<si/>" * 3_000_000),
    "deep nesting": lambda folder: workbook(folder, "<row>" * 1_000_000),
    "diagonal": lambda folder: workbook(
        folder,
        "".join(
            f'<row r="{n * 60}"><c r="{column}{n * 60}"><v>1</v></c></row>'
            for n, column in enumerate(("A", *("XFD",) * 16_000), start=1)
        ),
    ),
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits")
@pytest.mark.parametrize("kind", list(HARMFUL))
def test_harmful_files_are_read_or_refused_in_two_seconds_and_500_mb(tmp_path: Path, kind: str) -> None:
    path = HARMFUL[kind](tmp_path)
    code = (
        "import resource, sys, time; from hmic_tracker.errors import TrackerError\n"
        "from hmic_tracker.workbook.grid import read_workbook\n"
        "begun = time.process_time()\n"
        "try: read_workbook(sys.argv[1]); print('read')\n"
        "except TrackerError as error: print('refused', error)\n"
        "print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    seconds, megabytes = ended.stdout.splitlines()[-1].split()
    assert float(seconds) < 2, ended.stdout
    assert int(megabytes) < 500, ended.stdout


def test_a_sheet_of_a_register_s_size_is_read_the_fast_way(tmp_path: Path, way: str) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row in range(500):
        sheet.write(row, 0, f"WMP-{row:04}")
        sheet.write(row, 1, f"Within {row} months, the force should \u2018act\u2019 ")
        sheet.write(row, 2, date(2022, 3, 31) + timedelta(days=row), day)
        sheet.write(row, 3, row / 4)
    book.close()
    (tmp_path / "book.xlsx").write_bytes(stream.getvalue())
    found = read(tmp_path / "book.xlsx")
    assert found.rows[499] == (
        *("WMP-0499", "Within 499 months, the force should \u2018act\u2019 ", date(2023, 8, 12), 124.75),
    )


# Real workbooks.

CORPUS = os.environ.get("HMIC_CORPUS", "")


def corpus(folder: str) -> list[Path]:
    return sorted((Path(CORPUS) / folder).iterdir()) if CORPUS else []


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS, reason="HMIC_CORPUS names no folder")
@pytest.mark.parametrize("path", corpus("good"), ids=lambda path: path.name)
def test_good_workbooks_are_read_alike_by_both_ways_and_as_openpyxl_reads_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_workbook(path)
    monkeypatch.setattr(grids._Reading, "_fast", lambda *_: None)
    exact = read_workbook(path)
    for grid, other in zip(found.grids, exact.grids, strict=True):
        assert grid.formulas == other.formulas
        assert by_place(grid) == by_place(other)
    try:
        book = openpyxl.load_workbook(path, data_only=True, read_only=False)
    except Exception:
        pytest.skip("openpyxl cannot read it")
    for grid in found.grids:
        sheet = book[grid.name]
        for (row, column), value in list(by_place(grid).items())[:2000]:
            theirs = sheet.cell(row, column).value
            if isinstance(sheet.cell(row, column), MergedCell):
                continue  # openpyxl drops what a merge hides
            if isinstance(theirs, datetime) and isinstance(value, int | float) and value < 0:
                continue  # no calendar of Excel's has days before its first
            if isinstance(theirs, datetime) and theirs.time() == time(0):
                theirs = theirs.date()
            assert_alike(value, theirs, f"{grid.name} {grid.address(row, column)}")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS, reason="HMIC_CORPUS names no folder")
@pytest.mark.parametrize("path", corpus("bad"), ids=lambda path: path.name)
def test_odd_workbooks_are_read_or_refused_with_a_sentence(path: Path) -> None:
    try:
        assert read_workbook(path).grids
    except TrackerError as error:
        assert error.message.endswith(".") and error.advice.endswith(".")


def by_place(grid: Grid) -> dict[tuple[int, int], Value]:
    return {
        (grid.first_row + down, grid.first_column + across): value
        for down, row in enumerate(grid.rows)
        for across, value in enumerate(row)
        if value is not None
    }


def assert_alike(ours: Value, theirs: Any, place: str) -> None:
    if isinstance(ours, float) and isinstance(theirs, int | float):
        assert ours == pytest.approx(theirs), place
    elif isinstance(ours, datetime) and isinstance(theirs, datetime):
        assert abs(ours - theirs) < timedelta(milliseconds=2), place
    elif isinstance(ours, str) and isinstance(theirs, str):
        assert ours.replace("\r", "") == theirs.replace("_x000D_", "").replace("\r", ""), place
    else:
        assert ours == theirs, place

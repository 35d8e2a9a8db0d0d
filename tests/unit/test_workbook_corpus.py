"""Real workbooks, in the folder that HMIC_CORPUS names: two cells are written, nothing else may change.

`manifest.json` there names, for each good file, a sheet and one or two plain cells.
"""

import json
import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hmic_tracker.errors import TrackerError
from hmic_tracker.workbook import open_package, splice
from hmic_tracker.workbook.cells import serial, split_address, unescape
from hmic_tracker.workbook.markup import as_utf8, local
from hmic_tracker.workbook.sheet_edit import SheetEdit

FOLDER = os.environ.get("HMIC_CORPUS", "")
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER, reason="HMIC_CORPUS names no folder of real workbooks"),
    pytest.mark.filterwarnings("ignore"),
]
LISTED = json.loads((Path(FOLDER) / "manifest.json").read_text(encoding="utf-8")) if FOLDER else []
GOOD = [entry for entry in LISTED if "sheet" in entry]
BAD = [entry for entry in LISTED if "sheet" not in entry]
WRITTEN = ('Zażółć & "gęślą" <b>\n_x0041_', 12345.678)
#: Why these are left alone, wholly or in one of the two cells.
REFUSALS = {
    "hello-world-signed.xlsx": "digitally signed",
    "issue.4415.xlsx": "protected",
    "workbookProtection_worksheet_protected.xlsx": "protected",
}


def by_name(entry):
    return entry["file"].rpartition("/")[2].rpartition("__")[2]


def edited(entry, to):
    """The cells that were written with their values; None where the whole file was refused."""
    cells = {where: value for where, value in zip(entry["cells"], WRITTEN, strict=True) if where}
    try:
        receipt = splice(Path(FOLDER) / entry["file"], {entry["sheet"]: SheetEdit(cells)}, to=to)
    except TrackerError as refusal:
        assert REFUSALS[by_name(entry)] in str(refusal)
        return None
    for refused in receipt.refused:
        assert REFUSALS[by_name(entry)] in refused.reason
        del cells[refused.cell]
    return cells


def without(xml, place, cells):
    """The sheet in canonical form, without these cells, the dimension and the rows' spans."""
    root = ElementTree.fromstring(as_utf8(xml, place))
    gone = {split_address(where) for where in cells if where}
    for child in list(root):
        if local(child.tag) == "dimension":
            root.remove(child)
        if local(child.tag) != "sheetData":
            continue
        number = 0
        for row in child:
            number = int(row.get("r", number + 1))
            row.attrib.pop("spans", None)
            column = 0
            for cell in list(row):
                column = split_address(cell.get("r", ""))[0] if cell.get("r") else column + 1
                if (column, number) in gone:
                    row.remove(cell)
    return ElementTree.canonicalize(ElementTree.tostring(root, encoding="unicode"))


def read_by_openpyxl(path, sheet, cells):
    import openpyxl

    try:
        there = openpyxl.load_workbook(path)[sheet]
    except Exception:  # what it cannot read at all is no news
        return None
    return {where: there[where].value for where in cells}


def read_by_calamine(path, sheet, cells):
    import python_calamine

    try:
        there = python_calamine.load_workbook(str(path)).get_sheet_by_name(sheet)
        rows = there.to_python(skip_empty_area=False)
    except Exception:
        return None
    found = {}
    for where in cells:
        column, row = split_address(where)
        found[where] = rows[row - 1][column - 1]
    return found


def is_read_back(reader, old, new, sheet, cells):
    read = reader(new, sheet, cells)
    if read is None:
        return reader(old, sheet, cells) is None
    return all(is_same(read[where], value) for where, value in cells.items())


def is_same(read, value):
    """Whether a reader shows the value: some leave escapes, and a number in a date's style is a date or time."""
    if isinstance(read, timedelta):
        return abs(read / timedelta(days=1) - value) < 1e-6
    if isinstance(read, date):
        return any(abs(serial(read, since_1904=since_1904) - value) < 1e-6 for since_1904 in (False, True))
    return value in (read, unescape(read) if isinstance(read, str) else read)


@pytest.mark.parametrize("entry", GOOD, ids=by_name)
def test_two_cells_are_written_and_nothing_else_changes(entry, tmp_path):
    old, new = Path(FOLDER) / entry["file"], tmp_path / f"new{Path(entry['file']).suffix}"
    cells = edited(entry, new)
    if cells is None:
        assert not new.exists()
        return
    before, after = open_package(old), open_package(new)
    part = before.sheet(entry["sheet"]).part
    may_change = {part.casefold(), before.workbook_part.casefold()}
    assert [each.name for each in before.archive.members] == [each.name for each in after.archive.members]
    for one, two in zip(before.archive.members, after.archive.members, strict=True):
        if one.path.casefold() not in may_change:
            assert before.archive.content[one.offset : one.end] == after.archive.content[two.offset : two.end]
    assert without(before.read(part), part, entry["cells"]) == without(after.read(part), part, entry["cells"])
    assert is_read_back(read_by_openpyxl, old, new, entry["sheet"], cells)
    assert is_read_back(read_by_calamine, old, new, entry["sheet"], cells)


def test_at_most_three_of_the_good_ones_are_refused(tmp_path):
    refused = []
    for entry in GOOD:
        cells = edited(entry, tmp_path / "new.xlsx")
        if cells is None or len(cells) < sum(map(bool, entry["cells"])):
            refused.append(by_name(entry))
    assert len(refused) <= 3, refused


@pytest.mark.parametrize("entry", BAD, ids=by_name)
def test_an_odd_file_gives_a_clear_error_or_a_correct_result(entry, tmp_path):
    source, new = Path(FOLDER) / entry["file"], tmp_path / "new.xlsx"
    try:
        sheet = open_package(source).sheets[0].name
        receipt = splice(source, {sheet: SheetEdit({"B2": "text", "C3": 12.5})}, to=new)
    except TrackerError as refusal:
        assert refusal.message and refusal.advice
        assert not new.exists()
        return
    written = {where: value for _, where, value in receipt.written}
    assert is_read_back(read_by_calamine, source, new, sheet, written)


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_sample_of_twenty_reads_back_through_libreoffice(tmp_path):
    read_back = 0
    for entry in GOOD[::6]:
        new = tmp_path / f"new{Path(entry['file']).suffix}"
        cells = edited(entry, new)
        if not cells:
            continue
        out = converted(new, tmp_path)
        if out is None:
            # Some of these files end LibreOffice, as they came: then there is nothing to compare.
            original = shutil.copy(Path(FOLDER) / entry["file"], new)
            assert converted(original, tmp_path) is None, entry["file"]
            continue
        read = read_by_calamine(out, entry["sheet"], cells)
        for where, value in cells.items():
            assert is_same(read[where], value), (entry["file"], where)
        read_back += 1
    assert read_back >= 20


def converted(path, folder):
    """The workbook as LibreOffice saves it, or None where it cannot."""
    out = folder / "out" / "new.xlsx"
    out.unlink(missing_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out.parent), str(path)]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    return out if out.exists() else None

"""A long sheet is checked and packed in segments, and nothing that is broken gets through."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from workbook_parts import sheet

from hmic_tracker.errors import WorkbookUnusable
from hmic_tracker.workbook import markup, packed, sheet_packing, wellformed

ROW = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="inlineStr"><is><t>Is it &lt; 5?</t></is></c></row>'


def long_sheet(**replaced: tuple[str, str]) -> bytes:
    """Twenty thousand rows; `at_9=(old, new)` replaces a text in row 9."""
    rows = [ROW.format(number) for number in range(1, 20_001)]
    for place, (old, new) in replaced.items():
        number = int(place.removeprefix("at_"))
        assert old in rows[number]
        rows[number] = rows[number].replace(old, new)
    return sheet("".join(rows)).encode()


def inflated(content: packed.Packed) -> bytes:
    return zlib.decompress(content.deflated, -15)


@pytest.fixture(params=["without the lock", "in the ordinary way"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in the ordinary way":
        monkeypatch.setattr(wellformed, "expat_functions", lambda: None)


@pytest.mark.usefixtures("_way")
def test_a_long_sheet_comes_out_as_it_went_in() -> None:
    xml = long_sheet()
    content = sheet_packing.pack(xml, "sheet1")
    assert inflated(content) == xml
    assert (content.crc, content.size) == (zlib.crc32(xml), len(xml))


def test_a_long_sheet_is_no_more_than_a_quarter_larger_than_zlib_makes_it() -> None:
    xml = long_sheet()
    at_six = zlib.compressobj(6, zlib.DEFLATED, -15)
    assert len(sheet_packing.pack(xml, "sheet1").deflated) <= 1.25 * len(at_six.compress(xml) + at_six.flush())


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("row", [0, 4_000, 9_999, 10_001, 19_999])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</c><c", "<c"),
        ("</v></c>", "</c></v>"),
        ('"><v>', "><v>"),
        ("&lt;", "&nbsp;"),
        ("&lt;", "\x01"),
        ("&lt;", "<"),
        ("</row>", "</row></sheetData><sheetData>x</row>"),
        ('<row r="', '<row r="1" r="'),
        ("<v>", "<v><!-- "),
        ("<v>", "<v><![CDATA["),
        ("<v>", "<v><?x "),
    ],
)
def test_a_fault_in_any_segment_is_found(row: int, old: str, new: str) -> None:
    xml = long_sheet(**{f"at_{row}": (old, new)})
    with pytest.raises(WorkbookUnusable, match="sheet1, its XML is broken"):
        sheet_packing.pack(xml, "sheet1")


@pytest.mark.parametrize("end", ["</worksheet>", "</sheetData></worksheet>"])
def test_a_sheet_that_is_cut_off_is_found(end: str) -> None:
    with pytest.raises(WorkbookUnusable):
        sheet_packing.pack(long_sheet().removesuffix(end.encode()), "sheet1")


def test_segments_that_mend_each_other_are_no_sheet() -> None:
    # Each half closes an element that stands open before the rows, and opens none.
    xml = sheet('<x><row r="1"></row></x>' + " " * 50 + '<row r="2"></row></x>').encode()
    with patch.object(sheet_packing, "LONG", 1), pytest.raises(WorkbookUnusable):
        sheet_packing.pack(xml, "sheet1")


def test_a_long_sheet_with_a_comment_is_packed_in_the_ordinary_way() -> None:
    xml = long_sheet(at_5=("<v>", '<!-- <row r="7"> --><v>'))
    assert sheet_packing.frame_of(xml) is None
    assert inflated(sheet_packing.pack(xml, "sheet1")) == xml


def test_this_interpreter_hands_out_expat() -> None:
    assert wellformed.expat_functions() is not None
    assert wellformed.is_well_formed([b"<a>", b"<b/>", b"</a>"])
    assert not wellformed.is_well_formed([b"<a>", b"<b>", b"</a>"])


def test_without_isal_zlib_packs_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_fast_library", lambda: None)
    xml = long_sheet()
    assert inflated(sheet_packing.pack(xml, "sheet1")) == xml


def test_segments_are_asked_about_once_each_and_only_aside() -> None:
    xml = long_sheet()
    asked: list[int] = []
    really = wellformed.is_well_formed

    def noted(document: tuple[bytes, ...]) -> bool:
        asked.append(sum(map(len, document)))
        return really(document)

    with (
        patch.object(wellformed, "is_well_formed", noted),
        patch.object(markup, "Check", side_effect=AssertionError("asked again")),
        ThreadPoolExecutor(2) as aside,
    ):
        packing = sheet_packing.SheetPacking("sheet1", sheet_packing.frame_of(xml), aside)
        for start, stop in sheet_packing.segments(xml):
            packing.add(xml[start:stop], is_last=stop == len(xml))
        packing.packed()
    assert len(asked) == len(sheet_packing.segments(xml)) + 1
    assert len(xml) <= sum(asked) <= len(xml) * 1.01

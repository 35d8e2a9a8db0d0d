"""A document as a PDF: tagged and described, one conversion at a time, stopped in time, and a sentence where it fails."""

import io
import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from charts import CHART_PARTS, DRAWING
from documents import make_word, p
from programs import libreoffice

from hmic_tracker.errors import NotConverted
from hmic_tracker.outputs import pdf
from hmic_tracker.outputs.pdf import write_pdf
from hmic_tracker.outputs.pdf_tags import describe_figures

SAID = ("Two Red and one Amber; Crime has the most.", "A second chart.")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with a heading and two charts, each with its alternative text."""
    drawings = [DRAWING.format(name="Chart", descr=words) for words in SAID]
    return make_word(tmp_path / "paper.docx", p("Findings", "H1"), *drawings, title="Inspections", **CHART_PARTS)


def pdf_with(*figures: Any, nested: bool = False) -> bytes:
    """A PDF of one page whose structure holds so many figures."""
    made = pikepdf.new()
    made.add_blank_page()
    kids = [made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Figure, K=pikepdf.Array([0]))) for _ in figures]
    if nested:
        kids = [made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Figure, K=pikepdf.Array([one]))) for one in kids]
    top = pikepdf.Dictionary(S=pikepdf.Name.Document, K=pikepdf.Array(kids))
    made.Root.StructTreeRoot = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=top))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def figures_in(content: bytes) -> list[str | None]:
    """The alternative text of each figure, in order; None where it has none."""

    def walk(element: Any) -> Iterator[str | None]:
        if isinstance(element, pikepdf.Array):
            for each in element:
                yield from walk(each)
        elif isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == "/Figure":
                yield str(element["/Alt"]) if "/Alt" in element else None
            yield from walk(element.get("/K"))

    with pikepdf.open(io.BytesIO(content)) as opened:
        return list(walk(opened.Root.StructTreeRoot.K))


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> Path:
    """A program that stands for LibreOffice and runs this code: `out` is the folder, `document` the file."""
    script = folder / "soffice.py"
    head = "import sys, time, pathlib\nout, document = pathlib.Path(sys.argv[-2]), pathlib.Path(sys.argv[-1])\n"
    script.write_text(f"#!{sys.executable}\n{head}{code}", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    if os.name == "nt":
        shell = folder / "soffice.bat"
        shell.write_text(f'@"{sys.executable}" "{script}" %*\r\n', encoding="utf-8")
        script = shell
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: script)
    return script


@pytest.mark.libreoffice
def test_libreoffice_makes_a_tagged_pdf_with_title_language_and_alternative_texts(
    document: Path, tmp_path: Path
) -> None:
    libreoffice()
    made = write_pdf(document, profile=tmp_path / "profile")
    assert made == document.with_suffix(".pdf")
    with pikepdf.open(made) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en-GB"
        assert str(opened.docinfo["/Title"]) == "Inspections"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert figures_in(made.read_bytes()) == list(SAID)


def test_alternative_texts_go_to_the_figures_in_their_order(document: Path) -> None:
    assert figures_in(describe_figures(pdf_with(1, 2), document)) == list(SAID)
    # A paragraph that LibreOffice tags as a figure round the real one is none.
    assert figures_in(describe_figures(pdf_with(1, 2, nested=True), document)) == list(SAID)


def test_where_the_figures_are_not_as_many_none_is_described_wrongly(document: Path) -> None:
    assert figures_in(describe_figures(pdf_with(1), document)) == [None]
    assert figures_in(describe_figures(pdf_with(1, 2, 3), document)) == [None, None, None]


def test_the_same_conversion_gives_the_same_bytes_whatever_the_clock(document: Path) -> None:
    def at(moment: str) -> bytes:
        with pikepdf.open(io.BytesIO(pdf_with(1, 2))) as opened:
            opened.docinfo["/CreationDate"] = pikepdf.String(moment)
            opened.trailer["/DocChecksum"] = pikepdf.Name(f"/{moment[2:]}")
            held = io.BytesIO()
            opened.save(held)
        return held.getvalue()

    one, two = (describe_figures(at(moment), document) for moment in ("D:20220331101112Z", "D:20220401101112Z"))
    assert one != two  # the document of this test says no day of its own
    core = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    core += 'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2022-03-31T00:00:00Z</dcterms:created></cp:coreProperties>'
    drawings = [DRAWING.format(name="Chart", descr=words) for words in SAID]
    dated = make_word(document.with_name("dated.docx"), *drawings, **{
        **CHART_PARTS, "more": {**CHART_PARTS["more"], "docProps/core.xml": core}})  # fmt: skip
    one, two = (describe_figures(at(moment), dated) for moment in ("D:20220331101112Z", "D:20220401101112Z"))
    assert one == two


def test_without_libreoffice_a_sentence_says_so(
    document: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "find_libreoffice", lambda: None)
    with pytest.raises(NotConverted, match="There is no LibreOffice on this machine, so no PDF was made") as caught:
        write_pdf(document, profile=tmp_path / "profile")
    assert caught.value.exit_code == 5
    assert not document.with_suffix(".pdf").exists()


def test_a_conversion_that_makes_nothing_is_named_with_what_was_said(
    document: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, monkeypatch, "print('source file could not be loaded')")
    with pytest.raises(NotConverted, match=r"made no PDF of paper\.docx: source file could not be loaded"):
        write_pdf(document, profile=tmp_path / "profile")


def test_a_conversion_that_takes_too_long_is_stopped(
    document: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, monkeypatch, "time.sleep(60)")
    with pytest.raises(NotConverted, match="took longer than 1 seconds"):
        write_pdf(document, profile=tmp_path / "profile", time_limit=1)


def test_two_conversions_with_one_profile_come_one_after_the_other(
    document: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "whole.pdf").write_bytes(pdf_with(1, 2))
    code = f"""
mark = pathlib.Path({str(tmp_path / "at_work")!r})
with open({str(tmp_path / "log")!r}, "a") as log:
    log.write("both\\n" if mark.exists() else "alone\\n")
mark.touch(); time.sleep(0.4); mark.unlink()
(out / (document.stem + ".pdf")).write_bytes(pathlib.Path({str(tmp_path / "whole.pdf")!r}).read_bytes())
"""
    program(tmp_path, monkeypatch, code)
    other = document.with_name("other.docx")
    other.write_bytes(document.read_bytes())
    threads = [
        threading.Thread(target=write_pdf, args=(one,), kwargs={"profile": tmp_path / "profile"})
        for one in (document, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "log").read_text().split() == ["alone", "alone"]
    assert figures_in(document.with_suffix(".pdf").read_bytes()) == list(SAID)
    assert figures_in(other.with_suffix(".pdf").read_bytes()) == list(SAID)

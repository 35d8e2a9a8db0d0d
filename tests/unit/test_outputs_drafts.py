"""The covering email: an unsent draft that says nothing the paper does not."""

import re
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from hmic_tracker.errors import TrackerError
from hmic_tracker.outputs import drafts
from hmic_tracker.outputs.appendix import appendix_path
from hmic_tracker.outputs.drafts import covering_email


def version(marking: str, **changes: Any) -> SimpleNamespace:
    given = {
        "marking": marking, "report_title": "HMICFRS inspections & recommendations", "committee": "Joint Audit Committee",
        "meeting_date": "31 March 2022", "agenda_item": "08", "as_at": "15 March 2022", "force_name": "Heddlu Tŷ Gwyn",
        "standing": SimpleNamespace(sentence="As at 15 March 2022, the register holds two recommendations."),
        "decision": SimpleNamespace(
            sentence="The committee is asked to note the report.", contacts=[SimpleNamespace(words="Ms Priya Wainfleet")]
        ),
    }  # fmt: skip
    return SimpleNamespace(**{**given, **changes})


def figures(**changes: Any) -> Any:
    return SimpleNamespace(
        full=version("OFFICIAL-SENSITIVE", **changes), public=version("OFFICIAL", **changes), as_at=date(2022, 3, 15)
    )


def paper(tmp_path: Path, name: str = "jac_report 2022-03-31.docx") -> Path:
    path = tmp_path / name
    path.write_bytes(b"PK paper \x00\xff")
    return path


def written(tmp_path: Path, *, recipients: tuple[str, ...] = (), **changes: Any) -> Any:
    to = covering_email(
        figures(**changes), paper=paper(tmp_path), to=tmp_path / "drafts" / "a.eml", recipients=recipients
    )
    return message_from_bytes(to.read_bytes(), policy=default)


def test_it_opens_as_an_unsent_draft_for_the_meeting_with_the_paper_attached(tmp_path: Path) -> None:
    email = written(tmp_path, recipients=("clerk@westmarch.example", "chair@westmarch.example"))
    assert email["X-Unsent"] == "1"
    assert email["To"] == "clerk@westmarch.example, chair@westmarch.example"
    assert email["Date"] is None
    assert "Joint Audit Committee" in email["Subject"]
    assert "31 March 2022" in email["Subject"]
    assert "&" in email["Subject"]
    said = email.get_body(("plain",)).get_content()
    assert "31 March 2022 (agenda item 08)" in said
    assert "The committee is asked to note the report." in said
    assert "Heddlu Tŷ Gwyn" in said
    (attached,) = email.iter_attachments()
    assert attached.get_filename() == "jac_report 2022-03-31.docx"
    assert attached.get_content_type() == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert attached.get_content() == b"PK paper \x00\xff"


def test_without_recipients_it_is_left_for_a_person_to_fill_in(tmp_path: Path) -> None:
    assert not written(tmp_path)["To"]


def test_every_byte_travels_on_any_mail_server_and_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    both = []
    for name in ("a.eml", "b.eml"):
        to = covering_email(figures(), paper=paper(tmp_path), to=tmp_path / name)
        both.append(to.read_bytes())
    assert both[0] == both[1]
    assert both[0].isascii()
    assert max(len(line) for line in both[0].split(b"\r\n")) <= 998
    assert not re.search(rb"(?<!\r)\n", both[0])


def test_it_bears_the_marking_of_the_version_attached(tmp_path: Path) -> None:
    public = covering_email(
        figures(), paper=paper(tmp_path, "jac_report 2022-03-31 public.docx"), to=tmp_path / "p.eml"
    )
    assert message_from_bytes(public.read_bytes(), policy=default)["Subject"].startswith("OFFICIAL: ")


def test_a_line_break_in_a_setting_cannot_add_a_header(tmp_path: Path) -> None:
    email = written(tmp_path, committee="Audit\r\nBcc: thief@elsewhere.example")
    assert email["Bcc"] is None
    assert "Audit" in email["Subject"]


def test_a_paper_that_is_missing_or_empty_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.docx"
    empty.write_bytes(b"")
    for path in (tmp_path / "none.docx", empty):
        with pytest.raises(TrackerError, match=path.name):
            covering_email(figures(), paper=path, to=tmp_path / "x.eml")


def test_the_workbook_of_a_long_appendix_goes_with_the_paper(tmp_path: Path) -> None:
    appendix_path(paper(tmp_path)).write_bytes(b"PK workbook")
    email = written(tmp_path)
    attached = {each.get_filename(): each for each in email.iter_attachments()}
    assert list(attached) == ["jac_report 2022-03-31.docx", "jac_report 2022-03-31 appendix.xlsx"]
    workbook = attached["jac_report 2022-03-31 appendix.xlsx"]
    assert workbook.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert workbook.get_content() == b"PK workbook"
    said = email.get_body(("plain",)).get_content()
    assert "appendix is a workbook, “jac_report 2022-03-31 appendix.xlsx”, which is attached too." in said


def test_a_workbook_too_large_for_an_email_is_named_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    appendix_path(paper(tmp_path)).write_bytes(b"PK" + b"x" * 100)
    monkeypatch.setattr(drafts, "MOST_BYTES", 110)
    email = written(tmp_path)
    assert [each.get_filename() for each in email.iter_attachments()] == ["jac_report 2022-03-31.docx"]
    said = " ".join(email.get_body(("plain",)).get_content().split())
    assert "“jac_report 2022-03-31 appendix.xlsx”, which is too large to attach: please ask for it." in said


def test_a_paper_without_a_workbook_speaks_of_none(tmp_path: Path) -> None:
    assert "workbook" not in written(tmp_path).get_body(("plain",)).get_content()

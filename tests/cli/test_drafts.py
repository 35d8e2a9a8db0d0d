"""`draft`: the covering email, the digests, and the paper that is made again only where it has to be."""

import email
import email.policy
from pathlib import Path
from typing import Any

import pytest
from command_line import MEETING_DAY, REGISTER, Said, call, make_workspace, unchanged
from documents import retype

PUBLIC = "jac_report 2022-03-31 public.docx"
APPENDIX = "jac_report 2022-03-31 public appendix.xlsx"
OWNERS = [
    "Det Supt Owen Castell", "Supt Mary Oduya", "Ch Insp Leila Kerswell", "Mrs Elin Trevorrow", "Ch Supt Dilys Farrant",
    "Supt Callum Birtwell",
]  # fmt: skip
CHIEFS = ["ACC Ruth Anstey", "ACC Bryn Hale", "DCC Tessa Arkwright"]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "workspace")


def draft(workspace: Path, *words: object, day: str = MEETING_DAY) -> Said:
    return call("draft", "--workspace", workspace, "--as-at", day, *words)


def read(path: Path) -> Any:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_one_unsent_email_for_the_paper_and_one_for_everybody_who_is_asked_something(workspace: Path) -> None:
    with unchanged(workspace / REGISTER):
        said = draft(workspace, "--json")
    assert (said.code, said.err) == (0, "")
    drafts = workspace / "out" / "drafts"
    digests = [str(drafts / f"digest {MEETING_DAY} {name}.eml") for name in (*OWNERS, *CHIEFS)]
    covering = str(drafts / PUBLIC.replace(".docx", ".eml"))
    assert said.json["digests"] == digests
    assert said.json["files"] == [covering, str(workspace / "out" / PUBLIC), *digests]
    assert (said.json["covering"], said.json["not_reached"]) == (covering, [])
    for path in (covering, *digests):
        assert read(Path(path))["X-Unsent"] == "1"
    assert not (drafts / f"digest {MEETING_DAY} Ch Insp Alun Prys.eml").exists()


def test_a_digest_quotes_what_its_owner_holds_and_nothing_of_others(workspace: Path) -> None:
    assert draft(workspace).code == 0
    message = read(workspace / "out" / "drafts" / f"digest {MEETING_DAY} Det Supt Owen Castell.eml")
    assert message["To"] == "owen.castell@westmarch.example"
    assert message["Subject"].startswith("OFFICIAL-SENSITIVE: HMICFRS recommendations: 1 overdue, 4 due before")
    text = message.get_body(("plain",)).get_content()
    assert text.index("WMP-0008") < text.index("WMP-0003")
    assert "WMP-0018" not in text


@pytest.mark.parametrize(("only", "names"), [("covering", [PUBLIC.replace(".docx", ".eml")]), ("digests", None)])
def test_only_the_one_or_the_other(workspace: Path, only: str, names: list[str] | None) -> None:
    said = draft(workspace, "--only", only)
    made = sorted(path.name for path in (workspace / "out" / "drafts").iterdir())
    assert made == sorted(names or [f"digest {MEETING_DAY} {name}.eml" for name in (*OWNERS, *CHIEFS)])
    assert len(said.out.splitlines()) == len(made)
    assert (workspace / "out" / PUBLIC).exists() is (only == "covering")


def test_the_paper_is_attached_as_it_lies_there_while_it_still_holds(workspace: Path) -> None:
    assert call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--version", "public").code == 0
    paper = workspace / "out" / PUBLIC
    before = paper.stat().st_mtime_ns
    said = draft(workspace)
    assert "is up to date and was left as it is" in said.err
    assert paper.stat().st_mtime_ns == before
    (attached,) = read(workspace / "out" / "drafts" / PUBLIC.replace(".docx", ".eml")).iter_attachments()
    assert attached.get_content() == paper.read_bytes()


def test_the_paper_is_made_again_where_the_register_the_day_or_the_template_has_changed(workspace: Path) -> None:
    assert "was made anew" in draft(workspace, "--only", "covering").err
    assert "is up to date" in draft(workspace, "--only", "covering").err
    assert "was made anew" in draft(workspace, "--only", "covering", "--meeting", MEETING_DAY, day="2022-03-30").err
    assert "was made anew" in draft(workspace, "--only", "covering").err
    retype(workspace / REGISTER, "Nine of fourteen", "Ten of fourteen")
    assert "was made anew" in draft(workspace, "--only", "covering").err
    retype(workspace / "templates" / "jac_report.docx", "Purpose of report", "Purpose of this report")
    assert "was made anew" in draft(workspace, "--only", "covering").err
    assert "is up to date" in draft(workspace, "--only", "covering").err


def test_a_paper_that_a_person_has_changed_is_kept_and_not_sent(workspace: Path) -> None:
    assert draft(workspace, "--only", "covering").code == 0
    paper = workspace / "out" / PUBLIC
    sound = paper.read_bytes()
    paper.write_bytes(b"changed by somebody")
    said = draft(workspace, "--only", "covering")
    assert paper.read_bytes() == sound
    (kept,) = (workspace / "out").glob("jac_report 2022-03-31 public changed *.docx")
    assert kept.read_bytes() == b"changed by somebody"
    assert f"kept as {kept.name}" in said.err


def test_what_a_person_has_changed_in_a_draft_is_kept_where_nothing_is_sent_from(workspace: Path) -> None:
    draft(workspace)
    drafts = workspace / "out" / "drafts"
    covering = drafts / PUBLIC.replace(".docx", ".eml")
    first, second, *_ = sorted(drafts.glob("digest *.eml"))
    for path in (covering, first):
        path.write_bytes(path.read_bytes() + b"P.S. by hand")
    typed = {path.stem: path.read_bytes() for path in (covering, first)}
    said = draft(workspace, day="2022-03-30")
    kept = {path.name.partition(" changed ")[0]: path for path in (drafts / "changed").iterdir()}
    assert {stem: path.read_bytes() for stem, path in kept.items()} == typed
    assert all(path.name in said.err for path in kept.values())
    assert not first.exists() and not second.exists()
    assert b"by hand" not in covering.read_bytes()
    sent = call("send", "--workspace", workspace)
    assert "changed" not in sent.out + sent.err


def test_where_the_record_of_documents_is_lost_what_stands_there_is_kept(workspace: Path) -> None:
    draft(workspace)
    paper, drafts = workspace / "out" / PUBLIC, workspace / "out" / "drafts"
    digest = min(drafts.glob("digest *.eml"))
    retype(paper, "Westmarch", "Westmark")
    digest.write_bytes(digest.read_bytes() + b"P.S. by hand")
    typed = {path.stem: path.read_bytes() for path in (paper, digest)}
    (workspace / ".hmic" / "documents.jsonl").unlink()
    said = draft(workspace, day="2022-03-30")
    kept = [*paper.parent.glob("* changed *.docx"), *(drafts / "changed").glob("digest *.eml")]
    found = {path.name.partition(" changed ")[0]: path.read_bytes() for path in kept}
    assert found.items() >= typed.items()
    assert all(path.name in said.err for path in kept)
    again = draft(workspace, day="2022-03-30")
    assert "kept as" not in again.err


@pytest.fixture
def long(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose paper has more rows than Word is for: in the tests, more than three."""
    monkeypatch.setattr("hmic_tracker.figures.appendix.MOST_ROWS", 3)
    return workspace


def test_the_workbook_of_a_long_appendix_is_attached_and_told(long: Path) -> None:
    said = draft(long, "--only", "covering", "--json")
    workbook = long / "out" / APPENDIX
    assert (said.json["appendix"], said.json["appendix_is_attached"]) == (str(workbook), True)
    assert str(workbook) in said.json["files"]
    attached = {each.get_filename(): each for each in read(Path(said.json["covering"])).iter_attachments()}
    assert list(attached) == [PUBLIC, APPENDIX]
    assert attached[APPENDIX].get_content() == workbook.read_bytes()
    assert f"Its appendix, {APPENDIX}, is attached too." in draft(long, "--only", "covering").err


def test_a_workbook_that_is_gone_is_made_again_with_its_paper(long: Path) -> None:
    draft(long, "--only", "covering")
    (long / "out" / APPENDIX).unlink()
    assert "was made anew" in draft(long, "--only", "covering").err
    assert (long / "out" / APPENDIX).exists()
    assert "is up to date" in draft(long, "--only", "covering").err


def test_a_workbook_that_a_person_has_changed_is_kept_and_not_sent(long: Path) -> None:
    draft(long, "--only", "covering")
    workbook = long / "out" / APPENDIX
    sound = workbook.read_bytes()
    workbook.write_bytes(b"changed by somebody")
    said = draft(long, "--only", "covering")
    assert workbook.read_bytes() == sound
    (kept,) = (long / "out").glob("* changed *")
    assert kept.suffix == ".xlsx" and kept.read_bytes() == b"changed by somebody"
    assert f"kept as {kept.name}" in said.err


def test_a_run_attaches_the_workbook_too(long: Path) -> None:
    said = call("run", "--workspace", long, "--as-at", MEETING_DAY)
    assert f"with the public version and its appendix, {APPENDIX}, attached." in said.everything
    covering = read(long / "out" / "drafts" / PUBLIC.replace(".docx", ".eml"))
    assert [each.get_filename() for each in covering.iter_attachments()] == [PUBLIC, APPENDIX]


def test_digests_of_earlier_days_are_taken_away_and_other_emails_stay(workspace: Path) -> None:
    assert draft(workspace, "--only", "digests").code == 0
    drafts = workspace / "out" / "drafts"
    own = drafts / "digest of mine.eml"
    own.write_bytes(b"Subject: mine\r\n\r\nhello")
    assert draft(workspace, "--only", "digests", day="2022-04-01").code == 0
    assert own.exists()
    assert {path.name[:17] for path in drafts.iterdir() if path != own} == {"digest 2022-04-01"}


def test_the_same_day_gives_the_same_bytes(workspace: Path) -> None:
    draft(workspace)
    drafts = workspace / "out" / "drafts"
    first = {path.name: path.read_bytes() for path in drafts.iterdir()}
    draft(workspace)
    assert {path.name: path.read_bytes() for path in drafts.iterdir()} == first


def test_digests_need_no_meeting(workspace: Path) -> None:
    late = "2023-06-01"
    refused = draft(workspace, day=late)
    assert refused.code == 3 and "No meeting on or after" in refused.err
    assert draft(workspace, "--only", "digests", day=late).code == 0


def test_somebody_without_an_address_is_said(workspace: Path) -> None:
    retype(workspace / REGISTER, "owen.castell@westmarch.example", "")
    said = draft(workspace, "--json")
    assert said.json["not_reached"] == [
        {"name": "Det Supt Owen Castell", "why": "Det Supt Owen Castell has no email address on the People sheet."}
    ]
    assert "person-without-email" in {one["code"] for one in said.json["problems"]}

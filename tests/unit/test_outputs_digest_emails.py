"""Digests as emails: the same in text and in HTML, nothing loaded from outside, the same bytes each time."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hmic_tracker.figures.digests import Digest, DigestGroup, DigestLine, DigestPart
from hmic_tracker.figures.document_parts import Asked
from hmic_tracker.figures.parts import Contact
from hmic_tracker.outputs.digest_emails import digest_email, is_digest

LINE = DigestLine(
    ref="WMP-0001",
    called="Recommendation 3, Custody & care <part one>",
    first_line="The force should “review” how it records 5 < 6 & more; Tŷ Gwyn.",
    dates="Due 1 March 2022.",
    rag="Red",
    reason="14 days past 1 March 2022.",
    why_you="Insp Gone Away left; it comes to you as the successor.",
    asks=(Asked("It is overdue: say what is left.", "sheet Updates, column Update"),),
)
DIGEST = Digest(
    name="Supt Mary Oduya",
    email="mary@w.test",
    marking="OFFICIAL",
    summary="1 overdue",
    force_name="Heddlu Tŷ Gwyn",
    as_at="15 March 2022",
    next_meeting="31 March 2022",
    register_name="recommendation_register.xlsx",
    parts=(
        DigestPart(
            "What you answer for", "Two recommendations need something of you.", True,
            (DigestGroup("Overdue", "Two recommendations are overdue.", (LINE,), "One of them is marked above it: see WMP-0002."),),
        ),
    ),
    contacts=(Contact("Ms Priya Wainfleet, HMICFRS liaison officer"),),
)  # fmt: skip


class Page(HTMLParser):
    """The words of a page, and every attribute that loads something."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[tuple[str, str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.loads += [(tag, name) for name, _ in attrs if name in ("src", "href", "background", "srcset", "action")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def written(tmp_path: Path, digest: Digest = DIGEST) -> tuple[Any, str, Page]:
    message = message_from_bytes(digest_email(digest, to=tmp_path / "a.eml").read_bytes(), policy=default)
    page = Page()
    page.feed(message.get_body(("html",)).get_content())
    return message, message.get_body(("plain",)).get_content(), page


def test_it_opens_as_an_unsent_draft_to_one_person_with_the_counts_in_its_subject(tmp_path: Path) -> None:
    message, _, _ = written(tmp_path)
    assert (message["X-Unsent"], message["To"], message["Date"], message["From"]) == ("1", "mary@w.test", None, None)
    assert message["Subject"] == "OFFICIAL: HMICFRS recommendations: 1 overdue"
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_text_and_html_say_the_same_in_the_same_order(tmp_path: Path) -> None:
    _, text, page = written(tmp_path)
    said = " ".join(" ".join(page.words).split())
    plain = " ".join(text.split())
    at = 0
    for words in (LINE.ref, LINE.called, LINE.first_line, LINE.why_you, LINE.dates, LINE.reason):
        assert words in plain
        assert said.find(words, at) >= 0, words
    for words in ("It is overdue: say what is left.", "sheet Updates, column Update", "see WMP-0002", "Tŷ Gwyn",
                  "recommendation_register.xlsx", "Ms Priya Wainfleet", "31 March 2022"):  # fmt: skip
        assert words in plain and words in said


def test_the_html_loads_nothing_and_is_whole(tmp_path: Path) -> None:
    message, _, page = written(tmp_path)
    html = message.get_body(("html",)).get_content()
    assert page.loads == []
    assert page.open == []
    assert not re.search(r"https?:|url\(|<script|<link|<img", html)
    assert '<html lang="en-GB">' in html and 'scope="col"' in html
    assert "<part one>" not in html


def test_the_marking_stands_at_head_and_foot_of_both(tmp_path: Path) -> None:
    _, text, page = written(tmp_path)
    assert text.splitlines()[0] == text.rstrip().splitlines()[-1] == "OFFICIAL"
    assert [word for word in page.words if word.strip() == "OFFICIAL"] == ["OFFICIAL", "OFFICIAL"]


def test_the_same_digest_gives_the_same_bytes_that_travel_on_any_server(tmp_path: Path) -> None:
    first = digest_email(DIGEST, to=tmp_path / "a.eml").read_bytes()
    assert digest_email(DIGEST, to=tmp_path / "b.eml").read_bytes() == first
    assert first.isascii()
    assert max(len(line) for line in first.split(b"\r\n")) <= 998
    assert not re.search(rb"(?<!\r)\n", first)


def test_a_line_break_in_a_name_or_address_adds_no_header_and_odd_characters_do_no_harm(tmp_path: Path) -> None:
    odd = replace(LINE, first_line="a\x00b \U0001f46e \u202e", called="One\nTwo")
    part = replace(DIGEST.parts[0], groups=(DigestGroup("Overdue", "One.", (odd,)),))
    digest = replace(DIGEST, name="Ann\r\nBcc: thief@w.test", email="a@w.test\r\nBcc: thief@w.test", parts=(part,))
    message, text, _ = written(tmp_path, digest)
    assert message["Bcc"] is None
    assert "\U0001f46e" in text and "\x00" not in text


def test_a_digest_is_known_again_and_other_emails_are_not_taken_for_one(tmp_path: Path) -> None:
    assert is_digest(digest_email(DIGEST, to=tmp_path / "a.eml"))
    other = tmp_path / "b.eml"
    other.write_bytes(b"Subject: hello\r\n\r\nX-Hmic-Tracker: digest\r\n")
    assert not is_digest(other)

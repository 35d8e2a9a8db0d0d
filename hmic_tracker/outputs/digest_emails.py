"""Digests as unsent emails: a plain text and an HTML that says the same, with nothing loaded from outside.

Outlook lays HTML out with Word's engine: tables with a header row, widths in percent and styles on each element are
what it keeps.
"""

import hashlib
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.files import read_bytes_whole, write_bytes_whole
from hmic_tracker.outputs.finishing import RAG_FILLS
from hmic_tracker.outputs.words import one_line, printable

if TYPE_CHECKING:
    from hmic_tracker.figures.digests import Digest, DigestGroup, DigestLine, DigestPart

# Says to this program which emails it wrote, and may take away once they are out of date.
KIND, DIGEST = "X-Hmic-Tracker", "digest"
_FONT = "font-family:Arial,Helvetica,sans-serif;color:#1F2933"
_CELL = f"{_FONT};font-size:11pt;border:1px solid #C5CCD3;padding:6px 8px;vertical-align:top;text-align:left"
_HEAD = "background-color:#1D3557;color:#FFFFFF;font-weight:bold"
_FILL_IN = "Please fill in the register itself, and do not answer with the text: "


def digest_email(digest: "Digest", *, to: Path) -> Path:
    """Write a digest as an unsent email and return its path. The same digest gives the same bytes.

    The date and the sender are left to the program that sends it.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message[KIND] = DIGEST
    message["To"] = one_line(digest.email)
    message["Subject"] = one_line(f"{digest.marking}: HMICFRS recommendations: {digest.summary}")
    text, html = printable(as_text(digest)), printable(as_html(digest))
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    # The boundary would be drawn by chance; taken from the words, the same words give the same email.
    message.set_boundary(f"=_{hashlib.sha256(f'{digest.email}{text}{html}'.encode()).hexdigest()[:40]}")
    # A long subject stays on one line: folded, some programs show it with the space of the fold before it.
    write_bytes_whole(to, message.as_bytes(policy=SMTP.clone(max_line_length=900)))
    return to


def is_digest(path: Path) -> bool:
    """Whether a file is a digest that this program wrote."""
    content = read_bytes_whole(path)
    head = content.partition(b"\r\n\r\n")[0]
    return f"\r\n{KIND}: {DIGEST}\r\n".encode() in head


def _opening(digest: "Digest") -> str:
    meets = f" The committee next meets on {digest.next_meeting}." if digest.next_meeting else ""
    return f"This is where your HMICFRS recommendations stand as at {digest.as_at}.{meets}"


def _closing(digest: "Digest") -> str:
    return f"{_FILL_IN}{digest.register_name}."


def as_text(digest: "Digest") -> str:
    """The digest as plain text; the HTML says the same."""
    return "\n".join(_text_lines(digest)).rstrip() + "\n"


def _text_lines(digest: "Digest") -> Iterator[str]:
    yield from (digest.marking, "", f"Dear {one_line(digest.name)}", "", _opening(digest), "")
    for part in digest.parts:
        yield from (part.title.upper(), part.sentence, "")
        for group in part.groups:
            yield from (group.title, "-" * len(group.title), group.sentence, "")
            for line in group.lines:
                yield from _text_of(line)
            if group.withheld:
                yield from (group.withheld, "")
    yield from (_closing(digest), "")
    if digest.contacts:
        yield "Whom to ask:"
        yield from (f"- {contact.words}" for contact in digest.contacts)
        yield ""
    yield from (digest.force_name, digest.marking)


def _text_of(line: "DigestLine") -> Iterator[str]:
    yield f"{line.ref}: {one_line(line.called)}"
    yield f"  {line.first_line}"
    yield f"  {line.dates}"
    yield f"  {line.rag}: {one_line(line.reason)}"
    if line.held_by:
        yield f"  Owner: {line.held_by}."
    if line.why_you:
        yield f"  {line.why_you}"
    for ask in line.asks:
        yield f"  * {ask.words}"
        yield f"    Fill in: {ask.where}."
    if line.nothing_asked:
        yield f"  {line.nothing_asked}"
    yield ""


def as_html(digest: "Digest") -> str:
    """The digest as one page of HTML."""
    marking = f'<p style="{_FONT};font-size:11pt;font-weight:bold;text-align:center">{escape(digest.marking)}</p>'
    contacts = "".join(f"<li>{escape(contact.words)}</li>" for contact in digest.contacts)
    asked = f'{_p("Whom to ask:")}<ul style="{_FONT};font-size:11pt">{contacts}</ul>' if contacts else ""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(one_line(f'HMICFRS recommendations: {digest.summary}'))}</title></head>\n"
        f'<body style="{_FONT};font-size:11pt;margin:0;padding:12px">\n{marking}\n'
        f"{_p(f'Dear {one_line(digest.name)}')}\n{_p(_opening(digest))}\n"
        + "\n".join(_html_part(part) for part in digest.parts)
        + f"\n{_p(_closing(digest))}\n{asked}\n{_p(digest.force_name)}\n{marking}\n</body></html>\n"
    )


def _p(text: str, style: str = "") -> str:
    return f'<p style="{_FONT};font-size:11pt;margin:0 0 10px 0{style}">{escape(text)}</p>'


def _heading(level: int, size: int, text: str) -> str:
    look = f"font-family:Arial,Helvetica,sans-serif;color:#1D3557;font-size:{size}pt;margin:18px 0 6px 0"
    return f'<h{level} style="{look}">{escape(text)}</h{level}>'


def _html_part(part: "DigestPart") -> str:
    groups = "\n".join(_html_group(group, is_own=part.is_own) for group in part.groups)
    return f"{_heading(1, 15, part.title)}\n{_p(part.sentence)}\n{groups}"


def _html_group(group: "DigestGroup", *, is_own: bool) -> str:
    withheld = f"\n{_p(group.withheld)}" if group.withheld else ""
    table = f"\n{_table(group, is_own=is_own)}" if group.lines else ""
    return f"{_heading(2, 13, group.title)}\n{_p(group.sentence)}{table}{withheld}"


def _table(group: "DigestGroup", *, is_own: bool) -> str:
    columns = (
        ("Recommendation", 28),
        ("Dates", 18),
        # So wide that no colour is broken in two where a window is narrow.
        ("RAG", 11),
        ("Why", 17),
        ("What is asked" if is_own else "Owner", 26),
    )
    heads = "".join(
        f'<th scope="col" valign="top" width="{width}%" bgcolor="#1D3557" style="{_CELL};{_HEAD}">{name}</th>'
        for name, width in columns
    )
    rows = "\n".join(_row(line) for line in group.lines)
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="border-collapse:collapse;margin:0 0 14px 0">\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def _row(line: "DigestLine") -> str:
    fill, ink = RAG_FILLS.get(line.rag, ("FFFFFF", "1F2933"))
    colour = f"{_CELL};background-color:#{fill};color:#{ink};font-weight:bold"
    what = f"<b>{escape(line.ref)}</b>: {escape(one_line(line.called))}<br>{escape(line.first_line)}"
    if line.why_you:
        what += f"<br><i>{escape(line.why_you)}</i>"
    last = "<br><br>".join(f"{escape(ask.words)}<br><b>Fill in:</b> {escape(ask.where)}." for ask in line.asks)
    if line.held_by:
        last = escape(line.held_by)
    elif not last:
        last = escape(line.nothing_asked)
    cell = f'<td valign="top" style="{_CELL}">'
    return (
        f"<tr>{cell}{what}</td>{cell}{escape(line.dates)}</td>"
        f'<td valign="top" bgcolor="#{fill}" style="{colour}">{escape(line.rag)}</td>'
        f"{cell}{escape(one_line(line.reason))}</td>{cell}{last}</td></tr>"
    )

"""Sending what was drafted: only when a person says so, never twice, and nothing that may not go out."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import NotSent, SettingsUnusable, TrackerError
from hmic_tracker.files import append_line, read_bytes_whole, read_lines, read_whole, workspace_lock
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.outputs.mailing import MailServer
    from hmic_tracker.register.register import Register

PASSWORD = "HMIC_TRACKER_MAIL_PASSWORD"
SENT_RECORD = "sent.jsonl"
_BEGUN, _SENT = "begun", "sent"


class State(StrEnum):
    """What becomes of one draft."""

    TO_SEND = "would be sent"
    SENT = "sent"
    SENT_BEFORE = "sent before"
    UNKNOWN = "may have been sent"
    REFUSED = "not sent"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: where it lies, whom it goes to, and what becomes of it. `says` is a sentence where it is not sent."""

    path: Path
    to: tuple[str, ...]
    subject: str
    state: State
    says: str = ""


def look_at_drafts(workspace: Workspace, *, again: bool = False) -> tuple[Draft, ...]:
    """Every draft in `out/drafts` and what sending would do with it; nothing is sent.

    Refused are those without a recipient, those marked above Settings' email marking limit, those whose public paper
    still names somebody, and files that are no email. With `again` what was or may have been sent counts as new.
    """
    from hmic_tracker.register.reading import open_register

    register = open_register(workspace.register, aliases=workspace.aliases)
    noted = {} if again else _noted(workspace)
    return tuple(_look(register, path, noted) for path in _drafts(workspace))


def send_drafts(workspace: Workspace, server: "MailServer", *, now: datetime, again: bool = False) -> tuple[Draft, ...]:
    """Send every draft that may go, and note each before and after it goes. One that fails stops no other.

    A draft that was begun and never noted as sent is not tried again by itself: it may have gone. Raises NotSent where
    the server cannot be reached at all, and WorkbookBusy where another run is at work.
    """
    from hmic_tracker.outputs.mailing import connected

    with workspace_lock(workspace.folder):
        drafts = look_at_drafts(workspace, again=again)
        if not any(draft.state is State.TO_SEND for draft in drafts):
            return drafts
        with connected(server) as connection:
            return tuple(
                _send(workspace, draft, connection, server, now) if draft.state is State.TO_SEND else draft
                for draft in drafts
            )


def mail_server(workspace: Workspace, password: str) -> "MailServer":
    """The server that `hmic-tracker.toml` names. Raises SettingsUnusable where it names none, or no sender."""
    from hmic_tracker.outputs.mailing import MailServer
    from hmic_tracker.rules.answerable import is_address

    mail = workspace.mail
    for key, found in (("server", mail.server), ("from", mail.sender)):
        if not found:
            raise SettingsUnusable(
                f"No mail server is configured: {key} in [mail] of hmic-tracker.toml is blank.",
                advice="Fill in server and from there, or send the drafts from your own mail program.",
            )
    if not is_address(mail.sender):
        raise SettingsUnusable(f"from in [mail] is no address: “{mail.sender}”.", advice="Write one address there.")
    return MailServer(mail.server, mail.port, mail.sender, mail.starttls, mail.user, password)


def _drafts(workspace: Workspace) -> Iterator[Path]:
    """The covering emails first, then the digests, each by name."""
    found = sorted(workspace.drafts.glob("*.eml")) if workspace.drafts.is_dir() else []
    yield from sorted(found, key=lambda path: path.name.startswith("digest "))


def _look(register: "Register", path: Path, noted: dict[str, str]) -> Draft:
    from hmic_tracker.outputs.mailing import read_draft, recipients_of

    try:
        content = read_bytes_whole(path)
        message = read_draft(content)
    except TrackerError as error:
        return Draft(path, (), "", State.REFUSED, str(error))
    to, subject = recipients_of(message), str(message.get("Subject", ""))
    known = noted.get(hashlib.sha256(content).hexdigest())
    if known == _SENT:
        return Draft(path, to, subject, State.SENT_BEFORE, "It was sent before.")
    if known == _BEGUN:
        # Not --again: that would send all the others a second time.
        says = "An earlier try broke off while it was handed over: ask whether it arrived, and send it yourself if not."
        return Draft(path, to, subject, State.UNKNOWN, says)
    why = _why_not(register, message, to)
    return Draft(path, to, subject, State.REFUSED if why else State.TO_SEND, why)


def _why_not(register: "Register", message: EmailMessage, to: tuple[str, ...]) -> str:
    from hmic_tracker.figures.versions import is_below
    from hmic_tracker.outputs.mailing import marking_of_email
    from hmic_tracker.rules.answerable import is_address

    if not to:
        return "It is addressed to nobody: fill in to in [mail] of hmic-tracker.toml, and draft it again."
    wrong = [address for address in to if not is_address(address)]
    if wrong:
        return f"“{wrong[0]}” is no address."
    marking, limit = marking_of_email(message), register.settings.email_marking_limit
    if is_below(limit, marking):
        return f"It is marked {marking}, above the Email marking limit in Settings, {limit}."
    return _names_in_public_papers(register, message)


def _names_in_public_papers(register: "Register", message: EmailMessage) -> str:
    """The last look: a person may have changed the paper since it was made."""
    from hmic_tracker.figures.paper import allowed_in_public
    from hmic_tracker.figures.versions import leftover_names, person_names
    from hmic_tracker.outputs.leftovers import all_words, words_of_workbook
    from hmic_tracker.outputs.package import read_word

    for part in message.iter_attachments():
        name = part.get_filename() or ""
        if not name.endswith((" public.docx", " public appendix.xlsx")):
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        try:
            words = "\n".join(
                all_words(read_word(Path(name), content))
                if name.endswith(".docx")
                else words_of_workbook(name, content)
            )
        except TrackerError as error:
            return str(error)
        found = leftover_names(words, person_names(register.people), allowed_in_public(register))
        if found:
            return f"{name} still holds {', '.join(found[:5])}, which the public may not read: draft it again."
    return ""


def _send(workspace: Workspace, draft: Draft, connection: object, server: "MailServer", now: datetime) -> Draft:
    import smtplib

    from hmic_tracker.outputs.mailing import read_draft, send_one

    assert isinstance(connection, smtplib.SMTP)
    content, found = read_whole(draft.path)
    _note(workspace, draft, found.sha256, _BEGUN, now)
    try:
        send_one(connection, read_draft(content), server=server, now=now)
    except NotSent as error:
        # Some of its readers have it: to send it to them again is worse than to tell a person.
        _note(workspace, draft, found.sha256, _SENT if error.is_partly else "refused", now)
        return Draft(draft.path, draft.to, draft.subject, State.REFUSED, str(error))
    _note(workspace, draft, found.sha256, _SENT, now)
    return Draft(draft.path, draft.to, draft.subject, State.SENT)


def _note(workspace: Workspace, draft: Draft, sha256: str, what: str, now: datetime) -> None:
    entry = {
        "when": now.isoformat(timespec="seconds"),
        "what": what,
        "draft": draft.path.name,
        "sha256": sha256,
        "to": list(draft.to),
        "subject": draft.subject,
    }
    append_line(workspace.records / SENT_RECORD, json.dumps(entry, ensure_ascii=False))


def _noted(workspace: Workspace) -> dict[str, str]:
    """What the record says last of each draft, by the sum of its bytes; a line that a crash cut short is no word."""
    said: dict[str, str] = {}
    for line in read_lines(workspace.records / SENT_RECORD):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            said[str(entry.get("sha256"))] = str(entry.get("what"))
    return said


def exit_code_of(drafts: Iterable[Draft]) -> int:
    """0 where nothing was refused; 3 where all was, 5 where some went."""
    states = [draft.state for draft in drafts]
    if not any(state in (State.REFUSED, State.UNKNOWN) for state in states):
        return 0
    return 5 if State.SENT in states else 3

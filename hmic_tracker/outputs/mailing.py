"""Sending one email over SMTP (RFC 5321), with what the server says told in a person's words."""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses

from hmic_tracker.errors import NotSent

# What is only for the program that opens the draft.
_DRAFT_HEADERS = ("X-Unsent", "X-Hmic-Tracker", "Date", "From", "Message-ID")
TIME_LIMIT = 30.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where emails are handed over. `password` comes from the environment and is never printed."""

    server: str
    port: int
    sender: str
    starttls: bool = True
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Without the password, so that no log can hold it."""
        return f"MailServer({self.server}:{self.port}, {self.sender})"


def read_draft(content: bytes) -> EmailMessage:
    """A draft as an email. Raises NotSent where the file is no email."""
    message = message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)  # as this policy makes them
    if not message.keys():
        raise NotSent("It is no email.", advice="Take it out of the folder, or draft it again.")
    return message


def recipients_of(message: EmailMessage) -> tuple[str, ...]:
    """Every address that it would go to: To, Cc and Bcc."""
    headers = [str(value) for name in ("To", "Cc", "Bcc") for value in message.get_all(name, [])]
    return tuple(dict.fromkeys(address for _, address in getaddresses(headers) if address))


def marking_of_email(message: EmailMessage) -> str:
    """The marking at the head of its subject; OFFICIAL-SENSITIVE where there is none, as for a blank cell."""
    first = str(message.get("Subject", "")).partition(":")[0].strip()
    return first if first in ("OFFICIAL", "OFFICIAL-SENSITIVE") else "OFFICIAL-SENSITIVE"


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection that may send. Raises NotSent, with what to do, where none is to be had."""
    try:
        connection = smtplib.SMTP(server.server, server.port, timeout=TIME_LIMIT)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(
            f"The mail server {server.server}, port {server.port}, does not answer: {_words(error)}.",
            advice="Check server and port in [mail] of hmic-tracker.toml, and whether this machine may reach it.",
        ) from error
    try:
        _greet(connection, server)
        yield connection
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
        with suppress(OSError):
            connection.close()


def _greet(connection: smtplib.SMTP, server: MailServer) -> None:
    try:
        connection.ehlo_or_helo_if_needed()
        if server.starttls:
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
    except smtplib.SMTPNotSupportedError as error:
        raise NotSent(
            f"The mail server {server.server} offers no encryption (STARTTLS), and nothing was sent without it.",
            advice="Ask whoever runs it for the right port; only for a server on this machine set starttls = false.",
        ) from error
    except ssl.SSLError as error:
        raise NotSent(
            f"The certificate of the mail server {server.server} is not trusted here: {error.reason or error}.",
            advice="Ask IT to install the force's certificate authority on this machine.",
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(
            f"The mail server {server.server} broke off: {_words(error)}.", advice="Try again, or ask whoever runs it."
        ) from error
    if server.password:
        _log_in(connection, server)


def _log_in(connection: smtplib.SMTP, server: MailServer) -> None:
    if not server.starttls:
        raise NotSent(
            "A password is set and starttls = false: it would go over the network for anybody to read.",
            advice="Set starttls = true in [mail], or take the password out of the environment.",
        )
    user = server.user or server.sender
    try:
        connection.login(user, server.password)
    except smtplib.SMTPNotSupportedError as error:
        raise NotSent(
            f"The mail server {server.server} takes no password.",
            advice="Take the password out of the environment, or ask whoever runs it for another port.",
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise NotSent(
            f"The mail server {server.server} did not accept {user} with the password given: {_words(error)}.",
            advice="Check user in [mail] and the password in the environment.",
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"The mail server {server.server} broke off: {_words(error)}.", advice="Try again.") from error


def send_one(connection: smtplib.SMTP, message: EmailMessage, *, server: MailServer, now: datetime) -> None:
    """Hand one email over, from the sender that is configured, dated `now` (with its time zone).

    What was a draft is none any more: X-Unsent goes. Raises NotSent where the server takes it for nobody, or not for
    everybody it is addressed to.
    """
    to = recipients_of(message)
    for name in (*_DRAFT_HEADERS, "Bcc"):
        del message[name]
    message["From"] = server.sender
    message["Date"] = format_datetime(now)
    digest = hashlib.sha256(message.as_bytes()).hexdigest()[:32]
    message["Message-ID"] = f"<{digest}@{server.sender.rpartition('@')[2]}>"
    try:
        refused = connection.send_message(message, from_addr=server.sender, to_addrs=list(to))
    except smtplib.SMTPRecipientsRefused as error:
        raise NotSent(
            f"The server refused every recipient: {_refusals(error.recipients)}.",
            advice="Check the address on the People sheet, or under to in [mail].",
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(
            f"The server did not take it: {_words(error)}.", advice="Try again, or ask whoever runs it."
        ) from error
    if refused:
        raise NotSent(
            f"It went to the others, and the server refused: {_refusals(refused)}.",
            advice="Check the address on the People sheet, or under to in [mail].",
            is_partly=True,
        )


def _refusals(refused: dict[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{address} ({code} {_text(said)})" for address, (code, said) in refused.items())


def _words(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, TimeoutError):
        return f"no answer within {TIME_LIMIT:g} seconds"
    return str(getattr(error, "strerror", None) or error) or type(error).__name__


def _text(said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(words.split()).rstrip(".")

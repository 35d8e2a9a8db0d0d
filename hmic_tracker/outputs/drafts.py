"""Unsent emails: a file that opens in Outlook and its like as a draft, to be looked at and sent by a person."""

import hashlib
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import FileRefused
from hmic_tracker.files import read_whole, write_bytes_whole
from hmic_tracker.outputs.words import one_line

if TYPE_CHECKING:
    from hmic_tracker.figures.shape import Figures

_WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def covering_email(figures: "Figures", *, paper: Path, to: Path, recipients: Sequence[str] = ()) -> Path:
    """Write the committee's covering email with the paper attached, unsent, and return its path.

    It says nothing that the paper does not, and takes its marking from the version attached. The date and the sender
    are left to the program that sends it. The same paper gives the same bytes. Raises FileRefused where the paper
    cannot be read.
    """
    content, found = read_whole(paper)
    if not content:
        raise FileRefused(f"{paper.name} is empty.", advice="Make the paper again.", place=str(paper))
    names = figures.public if paper.stem.endswith(" public") else figures.full
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = one_line(", ".join(recipients))
    message["Subject"] = one_line(f"{names.marking}: {names.report_title}, {names.committee}, {names.meeting_date}")
    item = f" (agenda item {names.agenda_item})" if names.agenda_item else ""
    lines = [
        "Dear members of the committee",
        "",
        f"Please find attached the report “{names.report_title}” for the meeting of the {names.committee} on "
        f"{names.meeting_date}{item}. Its figures are as at {names.as_at}.",
        "",
        names.standing.sentence,
        names.decision.sentence,
        "",
        "Yours sincerely",
        *(contact.words for contact in names.decision.contacts),
        "",
        names.force_name,
        f"Marking: {names.marking}",
    ]
    message.set_content("\n".join(lines) + "\n", cte="quoted-printable")
    message.add_attachment(content, maintype=_WORD[0], subtype=_WORD[1], filename=paper.name)
    # The boundary would be drawn by chance; taken from the paper, the same paper gives the same email.
    message.set_boundary(f"=_{hashlib.sha256(found.sha256.encode()).hexdigest()[:40]}")
    write_bytes_whole(to, message.as_bytes())
    return to

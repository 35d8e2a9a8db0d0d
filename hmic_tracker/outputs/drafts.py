"""Unsent emails: a file that opens in Outlook and its like as a draft, to be looked at and sent by a person."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import FileRefused
from hmic_tracker.files import read_bytes_whole, read_whole, write_bytes_whole
from hmic_tracker.outputs.appendix import appendix_path
from hmic_tracker.outputs.words import one_line

if TYPE_CHECKING:
    from hmic_tracker.figures.shape import Figures

_OFFICE = "vnd.openxmlformats-officedocument"
_WORD, _EXCEL = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"
# Many mail servers take 20 MB, and an attachment grows by a third on its way (RFC 2045, 6.8).
MOST_BYTES = 14 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Beside:
    """The workbook beside a paper that holds its long appendix, and whether an email can hold both."""

    path: Path
    content: bytes
    is_attached: bool


def appendix_beside(paper: Path) -> Beside | None:
    """The workbook of the paper's appendix, None where the appendix stands in the paper itself.

    Raises FileRefused where it cannot be read.
    """
    path = appendix_path(paper)
    if not path.exists():
        return None
    content = read_bytes_whole(path)
    return Beside(path, content, paper.stat().st_size + len(content) <= MOST_BYTES)


def covering_email(figures: "Figures", *, paper: Path, to: Path, recipients: Sequence[str] = ()) -> Path:
    """Write the committee's covering email with the paper attached, unsent, and return its path.

    The workbook beside a paper with a long appendix is attached too; where both would be more than a mail server takes,
    the email names it and says that it is to be asked for. It says nothing else that the paper does not, and takes its
    marking from the version attached. The date and the sender are left to the program that sends it. The same paper
    gives the same bytes. Raises FileRefused where the paper or its workbook cannot be read.
    """
    content, found = read_whole(paper)
    if not content:
        raise FileRefused(f"{paper.name} is empty.", advice="Make the paper again.", place=str(paper))
    beside = appendix_beside(paper)
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
        *_say_beside(beside),
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
    message.add_attachment(content, maintype="application", subtype=_WORD, filename=paper.name)
    if beside is not None and beside.is_attached:
        message.add_attachment(beside.content, maintype="application", subtype=_EXCEL, filename=beside.path.name)
    # The boundary would be drawn by chance; taken from the paper, the same paper gives the same email.
    message.set_boundary(f"=_{hashlib.sha256(found.sha256.encode()).hexdigest()[:40]}")
    write_bytes_whole(to, message.as_bytes())
    return to


def _say_beside(beside: Beside | None) -> tuple[str, ...]:
    if beside is None:
        return ()
    where = "is attached too" if beside.is_attached else "is too large to attach: please ask for it"
    return ("", f"The report's appendix is a workbook, “{beside.path.name}”, which {where}.")

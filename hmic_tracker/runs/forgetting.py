"""Taking a person's name out of the record on request, leaving the role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import NotFound
from hmic_tracker.files import workspace_lock
from hmic_tracker.register.trail import TRAIL
from hmic_tracker.runs.log import logs_of
from hmic_tracker.runs.provenance import DOCUMENTS
from hmic_tracker.runs.record import RUNS
from hmic_tracker.runs.sending import SENT_RECORD
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.model.force import Person
    from hmic_tracker.register.register import Register

# What stands for somebody whose role is not on the People sheet.
NO_ROLE = "a former post holder"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of the record now say the role, and where the name still stands outside the record."""

    name: str
    role: str
    changed: int
    elsewhere: tuple[str, ...] = ()


def forget(workspace: Workspace, name: str, *, role: str = "") -> Forgotten:
    """Put a person's role in place of the name throughout the record of past runs.

    The role is `role`, else the one on the People sheet, else "a former post holder". Found are the whole name, the
    name without its rank, rank or initial with the surname, the surname alone where it is nobody else's and no ordinary
    word, and the address on the People sheet. The register and what else the library keeps are not changed: `elsewhere`
    says where they name the person. Raises NotFound where the record does not name them, and WorkbookBusy while a run
    is at work.
    """
    from hmic_tracker.history.store import open_history
    from hmic_tracker.register.reading import open_register

    register = open_register(workspace.register, aliases=workspace.aliases)
    person = register.people.get(name)
    name = person.person if person else " ".join(name.split())
    said = role.strip() or (person.role.strip() if person else "") or NO_ROLE
    patterns = _patterns(name, person, register)
    with workspace_lock(workspace.folder):
        changed = open_history(workspace.history).forget(name, patterns, said)
    if not changed:
        raise NotFound(
            f"The record of past runs does not name {name}.", advice="Write the name as the register has it."
        )
    return Forgotten(name, said, changed, _elsewhere(workspace, register, patterns))


def _patterns(name: str, person: "Person | None", register: "Register") -> tuple[re.Pattern[str], ...]:
    """What finds this person and nobody else on the People sheet."""
    from hmic_tracker.figures.versions import name_patterns

    others = [one.person for one in register.people if one.person != name]
    found = [
        pattern
        for pattern in name_patterns(name, person.rank if person else "")
        if not any(pattern.search(other) for other in others)
    ]
    if person and person.email:
        found.append(re.compile(re.escape(person.email), re.IGNORECASE))
    return tuple(found)


def _elsewhere(workspace: Workspace, register: "Register", patterns: tuple[re.Pattern[str], ...]) -> tuple[str, ...]:
    """The files and sheets of the workspace, outside the record, in which the name still stands."""
    found = []
    owned = [one.ref for one in register.recommendations if any(p.search(one.owner) for p in patterns)]
    if owned:
        found.append(f"{register.path.name}: owner of {', '.join(owned[:5])}{' …' if len(owned) > 5 else ''}")
    if any(p.search(one.person) for one in register.people for p in patterns):
        found.append(f"{register.path.name}: the {register.people.sheet} sheet")
    record = Path(workspace.history)
    if "://" not in workspace.history:
        copies = sorted(record.parent.glob(f"{record.stem} *{record.suffix}"))
        found += [f"{copy.name}: a copy of the record" for copy in copies]
    for path, what in _kept_texts(workspace):
        if any(pattern.search(path.read_text(encoding="utf-8", errors="replace")) for pattern in patterns):
            found.append(f"{path.name}: {what}")
    for folder, what in ((workspace.backups, "previous copies of the register"), (workspace.out, "papers and drafts")):
        if folder.is_dir() and any(folder.iterdir()):
            found.append(f"{folder.name}: {what} may name them")
    return tuple(found)


def _kept_texts(workspace: Workspace) -> Iterator[tuple[Path, str]]:
    """The texts that the library keeps beside the record, with what is in each."""
    records = workspace.records
    kept = (
        (records / TRAIL, "what the library wrote into the register"),
        (records / RUNS, "what each run did"),
        (records / SENT_RECORD, "whom emails were sent to"),
        (records / DOCUMENTS, "what documents and drafts were called"),
        *((path, "a log") for path in sorted(logs_of(workspace).glob("*"))),
        *((path, "changes that wait for the register") for path in sorted(workspace.outbox.glob("*"))),
    )
    return ((path, what) for path, what in kept if path.is_file())

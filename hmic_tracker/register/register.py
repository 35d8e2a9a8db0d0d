"""The recommendation register: what staff's workbook says, with the address of every cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.files import Fingerprint
from hmic_tracker.model.committee import CommitteeMeetings
from hmic_tracker.model.force import EscalationRow, Meeting, Narrative, Person, Portfolio, RuleRow
from hmic_tracker.model.inspection import Finding, Inspection, Letter, PeelGrade, Response
from hmic_tracker.model.rating import Movement, Ratings
from hmic_tracker.model.recommendation import DateChange, Override, Recommendation, Update
from hmic_tracker.problems import Problem
from hmic_tracker.register.settings import Settings
from hmic_tracker.register.table import Table
from hmic_tracker.register.words import Vocabularies

if TYPE_CHECKING:
    from hmic_tracker.register.changes import ChangeSet, RowKey
    from hmic_tracker.register.writing import Receipt


@dataclass(frozen=True)
class Register:
    """The register as it was read. A list that the workbook does not hold is an empty table that is not `present`.

    `rules.extra` and `escalation_rules.extra` give the column of each of their conditions; `sheet_names` are the tabs
    in their order; `problems` what could not be understood while reading. Nothing is written until :meth:`save`.
    """

    path: Path
    fingerprint: Fingerprint
    recommendations: Table[Recommendation]
    updates: Table[Update]
    date_changes: Table[DateChange]
    overrides: Table[Override]
    inspections: Table[Inspection]
    findings: Table[Finding]
    responses: Table[Response]
    letters: Table[Letter]
    peel_grades: Table[PeelGrade]
    portfolios: Table[Portfolio]
    people: Table[Person]
    meetings: Table[Meeting]
    narrative: Table[Narrative]
    rules: Table[RuleRow]
    escalation_rules: Table[EscalationRow]
    checks: Table[None]
    settings: Settings = field(default_factory=Settings)
    lists: Vocabularies = field(default_factory=Vocabularies)
    problems: tuple[Problem, ...] = ()
    sheet_names: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refs_used: frozenset[str] = frozenset()
    refs_given: "Mapping[RowKey, str]" = field(default_factory=dict)

    @property
    def committee_meetings(self) -> CommitteeMeetings:
        """The meetings of the committee in Settings."""
        return CommitteeMeetings.of(self.meetings, self.settings.committee)

    def read_again(self) -> "Register":
        """The same workbook as it is now."""
        from hmic_tracker.register.reading import open_register

        return open_register(self.path, refs_used=self.refs_used, refs_given=self.refs_given, aliases=self.aliases)

    def propose(
        self, ratings: Ratings, movements: Iterable[Movement] = (), *, problems: Iterable[Problem] | None = None
    ) -> "ChangeSet":
        """What would be written so that the register says what `ratings` say; nothing is written yet.

        With `problems` the Checks sheet is refreshed too. See :func:`~hmic_tracker.register.changes.propose_changes`.
        """
        from hmic_tracker.register.changes import propose_changes

        return propose_changes(self, ratings, movements, problems=problems)

    def save(
        self,
        changes: "ChangeSet",
        *,
        backups: Path | None = None,
        records: Path | None = None,
        outbox: Path | None = None,
        keep: int = 30,
        stamp: str = "",
        ignore_lock: bool = False,
    ) -> "Receipt":
        """Write the change set and return what was done. See :func:`~hmic_tracker.register.writing.save_changes`."""
        from hmic_tracker.register.writing import save_changes

        return save_changes(
            self,
            changes,
            backups=backups,
            records=records,
            outbox=outbox,
            keep=keep,
            stamp=stamp,
            ignore_lock=ignore_lock,
        )

"""What a run remembers, known to the rules and to the history alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hmic_tracker.model.rating import FactValue


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One recommendation as a run found and rated it."""

    ref: str
    inspection_ref: str = ""
    parent_ref: str = ""
    number: str = ""
    kind: str = ""
    recommendation: str = ""
    for_this_force: str = ""
    portfolio: str = ""
    owner: str = ""
    status: str = ""
    hmicfrs_due_date: date | None = None
    force_target_date: date | None = None
    effective_due_date: date | None = None
    rag: str = ""
    calculated_rag: str = ""
    rule: str = ""
    reason: str = ""
    risk_ref: str = ""
    risk_rag: str = ""
    risk_score: float | None = None
    overridden: bool = False
    excluded: str = ""
    last_update: date | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """One run's picture of the register.

    `meeting` and `committee` say for which meeting a paper was made from it; None where none was.
    `number` counts snapshots from 1; 0 until it is stored.
    """

    as_at: date
    rows: tuple[SnapshotRow, ...]
    rules_version: str = ""
    register_sha256: str = ""
    risk_register_sha256: str = ""
    library_version: str = ""
    problem_counts: Mapping[str, int] = field(default_factory=dict)
    meeting: date | None = None
    committee: str = ""
    number: int = 0

    @cached_property
    def _by_ref(self) -> dict[str, SnapshotRow]:
        return {row.ref: row for row in self.rows}

    def of(self, ref: str) -> SnapshotRow | None:
        """The row of this Ref, or None."""
        return self._by_ref.get(ref)

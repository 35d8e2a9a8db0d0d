"""What a run remembers, known to the rules and to the history alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from hmic_tracker.model.force import RuleRow
from hmic_tracker.model.key_dates import KeyDates
from hmic_tracker.model.places import Layout, RowPlace
from hmic_tracker.model.rating import Escalation, FactValue
from hmic_tracker.model.recommendation import Override, Recommendation
from hmic_tracker.problems import Problem


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """One recommendation as a run found and rated it.

    `said` is everything that staff state of it, None where an early version recorded it. `facts` holds every fact by
    its heading; `reason` is empty in a row that comes from the record (see `rules.recorded`). `dates`, `place`,
    `due_source`, `deadline_from`, `risk_band`, `risk_broken` and `escalation` are those of its rating. `ref_was` is
    the Ref that it was recorded under, where staff have changed it since.
    """

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
    said: Recommendation | None = None
    override: Override | None = None
    due_source: str = ""
    deadline_from: str = ""
    risk_band: str = ""
    risk_broken: tuple[tuple[str, str], ...] = ()
    dates: KeyDates | None = None
    place: RowPlace = field(default_factory=RowPlace)
    escalation: Escalation | None = None
    ref_was: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A committee's paper, the snapshot that it was made from, and the one that its movement was measured from."""

    snapshot: int
    committee: str
    meeting: date
    document: str
    sha256: str
    since: int | None = None


@dataclass(frozen=True)
class Snapshot:
    """One run's picture of the register.

    `meeting` and `committee` say for which meeting a paper was made from it; None where none was.
    `number` counts snapshots from 1; 0 until it is stored. `problems`, `rules`, `layout` and `next_meeting` are those
    of the run. `known_refs` holds every Ref recorded up to then, for telling what is new from what came back.
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
    problems: tuple[Problem, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    layout: Layout = field(default_factory=Layout)
    next_meeting: date | None = None
    known_refs: frozenset[str] = frozenset()

    @cached_property
    def _by_ref(self) -> dict[str, SnapshotRow]:
        return {row.ref: row for row in self.rows}

    def of(self, ref: str) -> SnapshotRow | None:
        """The row of this Ref, or None."""
        return self._by_ref.get(ref)

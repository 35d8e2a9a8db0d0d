"""The cycle: check, rate, write, snapshot, report, draft. Repeat it as often as you like."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import TrackerError, WorkbookBusy
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.problems import must_fix
from hmic_tracker.runs.inputs import Judged, judge, read_inputs
from hmic_tracker.runs.papers import figures_for, paper_name, picture_of, record_paper, waking_renderer
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.figures.paper import Figures
    from hmic_tracker.outputs.render import Renderer
    from hmic_tracker.register.writing import Receipt

DONE, MUST_FIX, UNUSABLE, BUSY, PARTLY = 0, 1, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one step: `done`, `skipped` or `failed`, and a sentence."""

    name: str
    outcome: str
    says: str = ""


@dataclass(frozen=True)
class RunResult:
    """What a run found, wrote and made; `steps` says what became of each step."""

    judged: Judged
    steps: tuple[Step, ...]
    receipt: "Receipt | None" = None
    snapshot: Snapshot | None = None
    files: tuple[Path, ...] = ()
    figures: "Figures | None" = None
    errors: tuple[TrackerError, ...] = field(default_factory=tuple)

    @property
    def exit_code(self) -> int:
        """0, 1, 3, 4 or 5 as the architecture says: 5 where some steps were done and the register was not written."""
        codes = {error.exit_code for error in self.errors}
        if UNUSABLE in codes:
            return UNUSABLE
        if codes:
            return PARTLY
        return MUST_FIX if must_fix(self.judged.problems) else DONE


def save_changes(judged: Judged, *, ignore_lock: bool = False, stamp: str = "") -> "Receipt":
    """Write the change set into the register; nothing is touched where there is nothing to write.

    What waits in the outbox goes with a rating, but for the cells that it decided afresh. `stamp` names the run in the
    trail and the previous copy; empty: the as-at date. Raises WorkbookBusy where somebody has the register open: what
    a rating would have changed then waits in the outbox.
    """
    workspace = judged.inputs.workspace
    is_rating = bool(judged.changes.looked)
    try:
        return judged.inputs.register.save(
            judged.changes,
            backups=workspace.backups,
            records=workspace.records,
            outbox=workspace.outbox if is_rating else None,
            keep=workspace.keep_backups,
            stamp=stamp,
            ignore_lock=ignore_lock,
        )
    except WorkbookBusy as busy:
        if not is_rating or not judged.changes.changes:
            raise
        from hmic_tracker.register.outbox import put_in_outbox

        waiting = put_in_outbox(judged.changes, workspace.outbox)
        advice = f"{busy.advice} The changes wait in {waiting} and go in with the next run."
        raise WorkbookBusy(busy.message, advice=advice, place=busy.place) from busy


def save_alone(judged: Judged, *, ignore_lock: bool = False, stamp: str = "") -> "Receipt":
    """As `save_changes`, while no other run writes in the workspace. Raises WorkbookBusy where one does."""
    from hmic_tracker.files import workspace_lock

    with workspace_lock(judged.inputs.workspace.folder):
        return save_changes(judged, ignore_lock=ignore_lock, stamp=stamp)


def run(
    workspace: Workspace,
    *,
    as_at: date,
    meeting: date | None = None,
    dry_run: bool = False,
    ignore_lock: bool = False,
    stamp: str = "",
) -> RunResult:
    """The lot: check, rate, write, snapshot, report, draft.

    A step that fails does not stop those that can go on; its error is in the result. With `dry_run` all is worked out
    and nothing is written. `stamp` names the run in the trail; empty: the as-at date. Raises a TrackerError only where
    the workbooks themselves cannot be read, and WorkbookBusy where another run is at work.
    """
    from hmic_tracker.files import workspace_lock

    guard = nullcontext() if dry_run else workspace_lock(workspace.folder)
    renderers = nullcontext() if dry_run else waking_renderer(workspace.template("jac_report"))
    with guard, renderers as renderer:
        set_aside = "" if dry_run else stamp or as_at.isoformat()
        judged = judge(read_inputs(workspace, as_at=as_at, set_aside=set_aside))
        if dry_run:
            steps = (Step("write", "skipped", "Nothing is written in a dry run."),)
            return RunResult(judged, steps)
        return _Round(judged, meeting, renderer, ignore_lock=ignore_lock, stamp=stamp).go()


class _Round:
    """One run's steps in order, with what each left behind."""

    def __init__(
        self, judged: Judged, meeting: date | None, renderer: "Renderer | None", *, ignore_lock: bool, stamp: str
    ) -> None:
        self.judged = judged
        self.workspace = judged.inputs.workspace
        self.meeting = meeting
        self.renderer = renderer
        self.ignore_lock = ignore_lock
        self.stamp = stamp
        self.steps: list[Step] = []
        self.errors: list[TrackerError] = []
        self.files: list[Path] = []
        self.receipt: Receipt | None = None
        self.snapshot: Snapshot | None = None
        self.figures: Figures | None = None

    def go(self) -> RunResult:
        self._write()
        self._take_snapshot()
        self._report()
        self._draft()
        return RunResult(
            self.judged,
            tuple(self.steps),
            self.receipt,
            self.snapshot,
            tuple(self.files),
            self.figures,
            tuple(self.errors),
        )

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        try:
            yield
        except TrackerError as error:
            self.errors.append(error)
            self.steps.append(Step(name, "failed", str(error)))

    def _done(self, name: str, says: str) -> None:
        self.steps.append(Step(name, "done", says))

    def _write(self) -> None:
        with self._step("write"):
            self.receipt = save_changes(self.judged, ignore_lock=self.ignore_lock, stamp=self.stamp)
            self._done("write", str(self.receipt))

    def _take_snapshot(self) -> None:
        with self._step("snapshot"):
            if self.judged.inputs.history_error:
                raise self.judged.inputs.history_error
            self.snapshot = self.judged.inputs.history.add(picture_of(self.judged, self.receipt))
            said = f"Snapshot {self.snapshot.number} as at {self.snapshot.as_at:%d/%m/%Y}."
            self._done("snapshot", f"{self.judged.inputs.history_said} {said}".strip())

    def _report(self) -> None:
        from hmic_tracker.outputs.paper import write_document

        with self._step("report"):
            self.figures = figures_for(self.judged, meeting=self.meeting)
            template = self.workspace.template("jac_report")
            for version in ("full", "public"):
                to = self.workspace.out / paper_name("jac_report", meeting=self.figures.meeting, version=version)
                write_document(self.figures, template=template, to=to, version=version, renderer=self.renderer)
                self.files.append(to)
                if self.snapshot is not None and version == "full":
                    record_paper(self.judged, self.snapshot, self.figures.meeting, to)
            self._done("report", f"The paper for {self.figures.meeting:%d/%m/%Y}.")

    def _draft(self) -> None:
        from hmic_tracker.outputs.drafts import covering_email

        with self._step("draft"):
            public = [path for path in self.files if path.stem.endswith(" public")]
            if self.figures is None or not public:
                self.steps.append(Step("draft", "skipped", "There is no paper to attach."))
                return
            to = self.workspace.drafts / f"{public[0].stem}.eml"
            covering_email(self.figures, paper=public[0], to=to, recipients=self.workspace.mail_to)
            self.files.append(to)
            self._done("draft", "The covering email, unsent, with the public version attached.")

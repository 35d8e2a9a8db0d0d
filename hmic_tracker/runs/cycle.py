"""The cycle: check, rate, write, snapshot, report, draft. Repeat it as often as you like."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import HistoryUnusable, NotFound, SheetMissing, TrackerError, WorkbookBusy
from hmic_tracker.model.rating import Movement, Ratings
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.problems import Problem, must_fix
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.figures.paper import Figures
    from hmic_tracker.history.store import History
    from hmic_tracker.outputs.render import Renderer
    from hmic_tracker.register.changes import ChangeSet
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister
    from hmic_tracker.register.writing import Receipt

DONE, MUST_FIX, UNUSABLE, BUSY, PARTLY = 0, 1, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one step: `done`, `skipped` or `failed`, and a sentence."""

    name: str
    outcome: str
    says: str = ""


@dataclass(frozen=True)
class Inputs:
    """What was read: the register, the risks and the record of past runs, as at a day."""

    workspace: Workspace
    as_at: date
    register: "Register"
    risks: "RiskRegister"
    history: "History"
    before: Snapshot | None
    history_error: HistoryUnusable | None = None


@dataclass(frozen=True)
class Judged:
    """The inputs with what the rules say of them."""

    inputs: Inputs
    problems: tuple[Problem, ...]
    ratings: Ratings
    movements: tuple[Movement, ...]
    changes: "ChangeSet"


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


def read_inputs(workspace: Workspace, *, as_at: date) -> Inputs:
    """Read both workbooks and what the last paper was made from.

    A record of past runs that cannot be used stops nothing here: the register is read and rated without it, and the
    error is kept for the step that needs it. Raises SheetMissing where the register has no Status or no Recommendation.
    """
    from hmic_tracker.history.store import open_history
    from hmic_tracker.register.reading import open_register
    from hmic_tracker.register.risks import no_risk_register, open_risk_register

    problem: HistoryUnusable | None = None
    used: frozenset[str] = frozenset()
    history = open_history(workspace.history)
    try:
        used = history.refs_used()
    except HistoryUnusable as error:
        problem = error
    register = open_register(workspace.register, refs_used=used, aliases=workspace.aliases)
    _need_headings(register)
    risks = (
        open_risk_register(workspace.risk_register, aliases=workspace.aliases)
        if workspace.risk_register
        else no_risk_register()
    )
    before = None
    if problem is None:
        cancelled = {
            meeting.meeting_date.latest
            for meeting in register.meetings
            if meeting.is_cancelled and meeting.meeting_date and meeting.meeting_date.latest
        }
        before = history.at_last_paper(as_at, committee=register.settings.committee, cancelled=cancelled)
    return Inputs(workspace, as_at, register, risks, history, before, problem)


def _need_headings(register: "Register") -> None:
    """Without these every row would count as open, or print as blank: better no figures than those."""
    table = register.recommendations
    for heading in ("Status", "Recommendation"):
        if heading not in table.columns:
            raise SheetMissing(
                f"The heading {heading} is not on the sheet {table.sheet} of {register.path.name}, "
                "and nothing can be counted without it.",
                advice="Put the heading back, or add what you call it to the aliases in hmic-tracker.toml.",
                place=str(register.path),
            )


def judge(inputs: Inputs) -> Judged:
    """Check, rate, compare with the last paper, and propose what to write. Nothing is written."""
    from hmic_tracker.history.movement import movement
    from hmic_tracker.rules.checks import check
    from hmic_tracker.rules.ratings import rate

    problems = check(inputs.register, inputs.risks, as_at=inputs.as_at)
    ratings = rate(inputs.register, inputs.risks, as_at=inputs.as_at, before=inputs.before, problems=problems)
    movements = movement(inputs.before, ratings)
    changes = inputs.register.propose(ratings, movements, problems=problems)
    return Judged(inputs, problems, ratings, movements, changes)


def choose_meeting(register: "Register", *, as_at: date, meeting: date | None = None) -> date:
    """The meeting that a paper is for: the one given, else the first on or after `as_at` that is not cancelled.

    Raises NotFound where neither is to be had.
    """
    if meeting is not None:
        return meeting
    committee = register.settings.committee
    planned = [
        one.meeting_date.latest
        for one in register.meetings
        if one.meeting_date
        and one.meeting_date.latest
        and not one.is_cancelled
        and one.committee in ("", committee)
        and one.meeting_date.latest >= as_at
    ]
    if not planned:
        raise NotFound(
            f"No meeting on or after {as_at:%d/%m/%Y} stands on the Meetings sheet.",
            advice="Add the meeting there, or give its date with --meeting.",
            place="Meetings",
        )
    return min(planned)


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


def figures_for(judged: Judged, *, meeting: date | None = None) -> "Figures":
    """The figures of the paper for a meeting. Raises NotReconciled where two counts differ."""
    from hmic_tracker.figures.paper import compile_figures

    inputs = judged.inputs
    return compile_figures(
        inputs.register,
        inputs.risks,
        judged.ratings,
        judged.problems,
        meeting=choose_meeting(inputs.register, as_at=inputs.as_at, meeting=meeting),
        before=inputs.before,
    )


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A document that was made, the figures in it, and the problems found on the way."""

    path: Path
    figures: "Figures"
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class MadeDraft:
    """An unsent email and the paper attached to it."""

    path: Path
    attached: Path
    problems: tuple[Problem, ...]


def make_paper(
    workspace: Workspace,
    *,
    as_at: date,
    meeting: date | None = None,
    template: str = "jac_report",
    version: str = "full",
) -> MadePaper:
    """Make one document from the registers as they stand. The register is not written.

    The snapshot that it was made from is recorded for the full committee paper, so that the next can say what moved.
    """
    from hmic_tracker.outputs.paper import write_document

    with _renderer(False, workspace.template(template)) as renderer:
        judged = judge(read_inputs(workspace, as_at=as_at))
        figures = figures_for(judged, meeting=meeting)
        to = workspace.out / paper_name(template, meeting=figures.meeting, version=version)
        write_document(figures, template=workspace.template(template), to=to, version=version, renderer=renderer)
    if version == "full" and Path(template).stem == "jac_report" and judged.inputs.history_error is None:
        taken = judged.inputs.history.add(picture_of(judged))
        record_paper(judged, taken, figures.meeting, to)
    return MadePaper(to, figures, judged.problems)


def make_draft(workspace: Workspace, *, as_at: date, meeting: date | None = None, version: str = "public") -> MadeDraft:
    """Make the paper afresh and the covering email that it is attached to."""
    from hmic_tracker.outputs.drafts import covering_email

    made = make_paper(workspace, as_at=as_at, meeting=meeting, version=version)
    to = workspace.drafts / f"{made.path.stem}.eml"
    covering_email(made.figures, paper=made.path, to=to, recipients=workspace.mail_to)
    return MadeDraft(to, made.path, made.problems)


def picture_of(judged: Judged, receipt: "Receipt | None" = None) -> Snapshot:
    """What the record keeps of a run. After a save it names the bytes that staff now have."""
    from hmic_tracker.history.rows import snapshot_of

    inputs = judged.inputs
    register = receipt.fingerprint if receipt and receipt.fingerprint else inputs.register.fingerprint
    return snapshot_of(
        judged.ratings,
        judged.problems,
        register_sha256=register.sha256,
        risk_register_sha256=inputs.risks.fingerprint.sha256 if inputs.risks.fingerprint else "",
    )


def record_paper(judged: Judged, taken: Snapshot, meeting: date, document: Path) -> None:
    """Remember which snapshot the committee's paper was made from."""
    from hmic_tracker.files import fingerprint
    from hmic_tracker.history.store import Paper

    committee = judged.inputs.register.settings.committee
    judged.inputs.history.add_paper(
        Paper(taken.number, committee, meeting, document.name, fingerprint(document).sha256)
    )


def only_checks(judged: Judged) -> Judged:
    """The same with nothing to write but the Checks sheet."""
    return replace(judged, changes=replace(judged.changes, changes=(), looked=()))


def without_checks(judged: Judged) -> Judged:
    """The same without the Checks sheet."""
    return replace(judged, changes=replace(judged.changes, checks=None))


def paper_name(template: str, *, meeting: date, version: str) -> str:
    """`jac_report 2022-03-31.docx`, with `public` in it for the public version."""
    public = " public" if version == "public" else ""
    return f"{Path(template).stem} {meeting:%Y-%m-%d}{public}.docx"


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
    with guard, _renderer(dry_run, workspace.template("jac_report")) as renderer:
        judged = judge(read_inputs(workspace, as_at=as_at))
        if dry_run:
            steps = (Step("write", "skipped", "Nothing is written in a dry run."),)
            return RunResult(judged, steps)
        return _Round(judged, meeting, renderer, ignore_lock=ignore_lock, stamp=stamp).go()


@contextmanager
def _renderer(dry_run: bool, template: Path) -> "Iterator[Renderer | None]":
    """Word's part takes half a second to wake up and check the template; it does so while the workbooks are rated."""
    if dry_run:
        yield None
        return
    from hmic_tracker.outputs.render import start_renderer

    renderer = start_renderer()
    try:
        renderer.prepare(template)
        yield renderer
    finally:
        renderer.close()


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
            self._done("snapshot", f"Snapshot {self.snapshot.number} as at {self.snapshot.as_at:%d/%m/%Y}.")

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

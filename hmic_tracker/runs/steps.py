"""The steps of a run in their order, each failing on its own."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import TrackerError
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.problems import Problem, must_fix
from hmic_tracker.runs.cycle import Order, RunResult, fault_of
from hmic_tracker.runs.drafts import figures_of_any_meeting, write_covering_email, write_digests
from hmic_tracker.runs.inputs import (
    Inputs,
    Judged,
    check_inputs,
    rate_inputs,
    read_inputs,
    say_no_column,
    unrated,
    without_checks,
)
from hmic_tracker.runs.papers import (
    figures_for,
    make_document,
    paper_files,
    paper_name,
    record_paper,
    say_kept,
    waking_renderer,
)
from hmic_tracker.runs.record import DONE, FAILED, SKIPPED, Step
from hmic_tracker.runs.remembering import remember_run
from hmic_tracker.runs.saving import save_changes
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.figures.paper import Figures
    from hmic_tracker.outputs.render import Renderer
    from hmic_tracker.register.writing import Receipt

PAPER_TEMPLATE = "jac_report"
VERSIONS = ("full", "public")


class Work:
    """One run's steps, with what each left behind for those that follow."""

    def __init__(self, workspace: Workspace, order: Order) -> None:
        self.workspace = workspace
        self.order = order
        self.steps: list[Step] = []
        self.errors: list[TrackerError] = []
        self.files: list[Path] = []
        self.problems: tuple[Problem, ...] = ()
        self.all_checked = False
        self.was_stopped = False
        self.judged: Judged | None = None
        self.receipt: Receipt | None = None
        self.snapshot: Snapshot | None = None
        self.figures: Figures | None = None
        self.renderer: Renderer | None = None

    def go(self) -> RunResult:
        """Take the steps. Raises where the workbooks cannot be read: then there is nothing to go on with."""
        with ExitStack() as held:
            if "report" in self.order.steps and not self.order.dry_run:
                self.renderer = self._wake_renderer(held)
            self.inputs: Inputs = read_inputs(self.workspace, as_at=self.order.as_at, set_aside=self._name)
            # First, so that what waited too long in the outbox is not written any more.
            cleared = self._clear_out()
            for name in self.order.steps:
                self._take(name, _ACTS[name])
            if cleared:
                self._ended(cleared)
        return RunResult(
            judged=self.judged or unrated(self.inputs, self.problems),
            steps=tuple(self.steps),
            receipt=self.receipt,
            snapshot=self.snapshot,
            files=tuple(self.files),
            figures=self.figures,
            errors=tuple(self.errors),
            was_stopped=self.was_stopped,
        )

    @property
    def _name(self) -> str:
        """The name of a run that writes, for what it sets aside; empty where it is only rehearsed."""
        return "" if self.order.dry_run else self.order.stamp or self.order.as_at.isoformat()

    def _take(self, name: str, act: "Callable[[Work], Step]") -> None:
        if self.was_stopped or self.order.is_stopping():
            self.was_stopped = True
            self._ended(Step(name, SKIPPED, "The program was asked to stop."))
            return
        try:
            self._ended(act(self))
        except TrackerError as error:
            self._failed(name, error)
        except OSError as error:
            from hmic_tracker.files import as_refusal

            self._failed(name, as_refusal(error, Path(str(error.filename or "a file")), "used"))
        except Exception as error:
            # One step's fault must not keep the others from a committee that meets tomorrow.
            self._failed(name, fault_of(error))

    def _failed(self, name: str, error: TrackerError) -> None:
        self.errors.append(error)
        self._ended(Step(name, FAILED, str(error)))

    def _ended(self, step: Step) -> None:
        self.steps.append(step)
        self.order.after_step(step)

    def _wake_renderer(self, held: ExitStack) -> "Renderer | None":
        try:
            return held.enter_context(waking_renderer(self.workspace.template(PAPER_TEMPLATE)))
        except (TrackerError, OSError):
            return None  # the report starts its own, and says what is wrong

    def check(self) -> Step:
        """What is wrong with the data."""
        try:
            self.problems = check_inputs(self.inputs)
        except Exception:
            self.problems = self._other_checks()
            raise
        self.all_checked = True
        needed = len(must_fix(self.problems))
        return Step("check", DONE, f"{_count(len(self.problems), 'problem')}, {needed or 'none'} to be fixed.")

    def _other_checks(self) -> tuple[Problem, ...]:
        """What is found where one check fails by a fault of its own: that of the others, for the rating to go by."""
        from hmic_tracker.rules.checks import CHECKS

        inputs = self.inputs
        found = [*inputs.register.problems, *inputs.risks.problems]
        for one in CHECKS:
            try:
                found += one(inputs.register, inputs.risks, inputs.as_at)
            except Exception:
                continue
        return tuple(dict.fromkeys(found))

    def rate(self) -> Step:
        """The colours, the movement, and what is to be written."""
        judged = rate_inputs(self.inputs, self.problems)
        # A Checks sheet without what the failed check would have found would call the data better than it is.
        self.judged = judged if self.all_checked else without_checks(judged)
        rated = _count(len(judged.inputs.register.recommendations), "recommendation")
        words = f"{rated}, {_count(len(judged.changes.changes), 'cell')} to be changed."
        return Step("rate", DONE, f"{words} {say_no_column(judged)}".strip())

    def write(self) -> Step:
        """The register."""
        if self.judged is None and not self.all_checked:
            return Step("write", SKIPPED, "Nothing was rated.")
        judged = self.judged or unrated(self.inputs, self.problems)
        name = self.workspace.register.name
        if self.order.dry_run:
            cells = _count(len(judged.changes.changes), "cell")
            sheet = ", and bring its Checks sheet up to date" if judged.changes.checks is not None else ""
            return Step("write", SKIPPED, f"It would write {cells} of {name}{sheet}.")
        self.receipt = save_changes(judged, ignore_lock=self.order.ignore_lock, stamp=self.order.stamp)
        return Step("write", DONE, str(self.receipt))

    def take_snapshot(self) -> Step:
        """The record of past runs."""
        if self.judged is None:
            return Step("snapshot", SKIPPED, "Nothing was rated.")
        if self.order.dry_run:
            if self.inputs.history_error:
                raise self.inputs.history_error
            return Step("snapshot", SKIPPED, f"It would be remembered as at {self.order.as_at:%d/%m/%Y}.")
        kept = remember_run(self.judged, self.receipt, name=self._name)
        self.snapshot = kept.snapshot
        return Step("snapshot", DONE, kept.says)

    def report(self) -> Step:
        """The committee's paper in both versions."""
        if self.judged is None or not self.all_checked:
            return Step("report", SKIPPED, "Without all checks and ratings its figures could not be relied on.")
        self.figures = figures_for(self.judged, meeting=self.order.meeting)
        meeting = self.figures.meeting
        papers = {
            version: self.workspace.out / paper_name(PAPER_TEMPLATE, meeting=meeting, version=version)
            for version in VERSIONS
        }
        if self.order.dry_run:
            return Step("report", SKIPPED, f"It would make {' and '.join(str(path) for path in papers.values())}.")
        kept = [path for version, to in papers.items() for path in self._make_paper(version, to)]
        said = (f"The paper for {meeting:%d/%m/%Y}, full and public.", say_kept(kept))
        return Step("report", DONE, " ".join(filter(None, said)))

    def _make_paper(self, version: str, to: Path) -> tuple[Path, ...]:
        """Make one version; where copies that people had changed are kept."""
        assert self.judged is not None and self.figures is not None
        made = make_document(
            self.workspace,
            self.judged,
            self.figures,
            template=self.workspace.template(PAPER_TEMPLATE),
            to=to,
            version=version,
            renderer=self.renderer,
        )
        self.files += paper_files(to)
        if self.snapshot is not None and version == "full":
            record_paper(self.judged, self.snapshot, self.figures.meeting, to)
        return made.kept

    def draft(self) -> Step:
        """The covering email, where there is a paper, and one digest for everybody of whom something is asked."""
        if self.judged is None or not self.all_checked:
            return Step("draft", SKIPPED, "Without all checks and ratings nobody is asked for anything.")
        figures = self.figures or figures_of_any_meeting(self.judged, self.order.meeting)
        if self.order.dry_run:
            from hmic_tracker.figures.digests import compile_digests

            emails = [str(self._covering_email_for(figures.meeting))] if self.figures is not None else []
            emails.append(_count(len(compile_digests(figures).digests), "digest"))
            return Step("draft", SKIPPED, f"It would draft {' and '.join(emails)}.")
        # First, since a paper that could not be made is no reason to leave owners unasked.
        papers = tuple(self.files)
        digests = write_digests(self.workspace, figures)
        self.files += digests.files
        said = [f"{_count(len(digests.files), 'digest').capitalize()} for owners and chief officers, unsent."]
        said += [f"No digest: {one.why}" for one in digests.not_reached]
        if "report" in self.order.steps:
            said.append(self._draft_covering_email(papers))
        said += filter(None, (say_kept(digests.kept),))
        return Step("draft", DONE, " ".join(said))

    def _draft_covering_email(self, papers: tuple[Path, ...]) -> str:
        from hmic_tracker.outputs.drafts import appendix_beside

        public = [path for path in papers if path.name.endswith(" public.docx")]
        if self.figures is None or not public:
            return "There is no paper to attach to a covering email."
        to = self._covering_email_for(self.figures.meeting)
        kept = write_covering_email(self.workspace, self.figures, paper=public[0], to=to)
        self.files.insert(len(papers), to)
        beside = appendix_beside(public[0])
        too = f" and its appendix, {beside.path.name}," if beside and beside.is_attached else ""
        said = f"The covering email, unsent, with the public version{too} attached."
        return " ".join(filter(None, (said, say_kept(kept))))

    def _covering_email_for(self, meeting: date) -> Path:
        name = paper_name(PAPER_TEMPLATE, meeting=meeting, version="public")
        return self.workspace.drafts / f"{Path(name).stem}.eml"

    def _clear_out(self) -> Step | None:
        """Remove what is kept no longer; None where nothing was."""
        from hmic_tracker.runs.record import RunRecord
        from hmic_tracker.runs.retention import clear_out

        began = RunRecord(self.order.when, self.order.as_at).began
        if began is None or self.order.dry_run:
            return None
        try:
            removed = clear_out(self.workspace, began.date())
        except (TrackerError, OSError) as error:
            return Step("retention", SKIPPED, str(error))
        return Step("retention", DONE, " ".join(removed)) if removed else None


def _count(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


_ACTS: "dict[str, Callable[[Work], Step]]" = {
    "check": Work.check,
    "rate": Work.rate,
    "write": Work.write,
    "snapshot": Work.take_snapshot,
    "report": Work.report,
    "draft": Work.draft,
}

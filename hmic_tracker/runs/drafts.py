"""Unsent emails: the paper's covering email, and one digest for everybody of whom something is asked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import NotFound
from hmic_tracker.problems import Problem
from hmic_tracker.runs.inputs import Judged, judge, read_inputs
from hmic_tracker.runs.papers import figures_for, keep_for_comparison, make_document, paper_name, waking_renderer
from hmic_tracker.runs.provenance import remember, set_aside_changed
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.figures.digests import NotReached
    from hmic_tracker.figures.paper import Figures

_PAPER = "jac_report"
#: The folder among the drafts for those that people had changed; what lies in it is not sent.
CHANGED = "changed"


class Emails(StrEnum):
    """Which emails to write."""

    ALL = "all"
    COVERING = "covering"
    DIGESTS = "digests"


@dataclass(frozen=True, slots=True)
class WrittenDigests:
    """The digests of one day.

    `not_reached` says who should have had one and could not, `gone` which were removed, `kept` where those are kept
    that a person had changed.
    """

    files: tuple[Path, ...] = ()
    not_reached: "tuple[NotReached, ...]" = ()
    gone: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeDrafts:
    """What was drafted. `covering` and `attached` are None where no covering email was asked for.

    `was_made` says that the paper had to be made anew; `kept` where what a person had changed in it was put.
    `appendix` is the workbook beside a paper with a long appendix, which the covering email attaches or, where it is
    too large, names.
    """

    covering: Path | None
    attached: Path | None
    digests: WrittenDigests
    problems: tuple[Problem, ...]
    was_made: bool = False
    kept: tuple[Path, ...] = ()
    appendix: Path | None = None
    appendix_is_attached: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything that a person may want to look at: the covering email, its paper and appendix, the digests."""
        first = tuple(path for path in (self.covering, self.attached, self.appendix) if path is not None)
        return (*first, *self.digests.files)


def make_drafts(
    workspace: Workspace,
    *,
    as_at: date,
    meeting: date | None = None,
    version: str = "public",
    emails: Emails = Emails.ALL,
) -> MadeDrafts:
    """Write the unsent emails from the registers as they stand.

    The covering email attaches this meeting's paper as it lies in `out` where it was made from the same workbooks,
    template and days; else the paper is made first, and one that a person has changed is kept beside it. Digests need
    no meeting. Raises NotFound where a covering email is asked for and no meeting is planned.
    """
    if emails is Emails.DIGESTS:
        judged = judge(read_inputs(workspace, as_at=as_at))
        figures = figures_of_any_meeting(judged, meeting)
        digests = write_digests(workspace, figures)
        return MadeDrafts(None, None, digests, judged.problems, kept=digests.kept)
    template = workspace.template(_PAPER)
    with waking_renderer(template) as renderer:
        from hmic_tracker.outputs.drafts import appendix_beside

        judged = judge(read_inputs(workspace, as_at=as_at))
        figures = figures_for(judged, meeting=meeting)
        # First, since a paper that cannot be made is no reason to leave owners unasked.
        digests = write_digests(workspace, figures) if emails is Emails.ALL else WrittenDigests()
        paper = workspace.out / paper_name(_PAPER, meeting=figures.meeting, version=version)
        made = make_document(
            workspace,
            judged,
            figures,
            template=template,
            to=paper,
            version=version,
            renderer=renderer,
            leave_what_holds=True,
        )
        if made.was_made:
            keep_for_comparison(judged, figures, paper, template=_PAPER, version=version)
    covering = workspace.drafts / f"{paper.stem}.eml"
    kept = write_covering_email(workspace, figures, paper=paper, to=covering)
    beside = appendix_beside(paper)
    return MadeDrafts(
        covering=covering,
        attached=paper,
        digests=digests,
        problems=(*judged.problems, *figures.problems),
        was_made=made.was_made,
        kept=(*made.kept, *kept, *digests.kept),
        appendix=beside.path if beside else None,
        appendix_is_attached=bool(beside and beside.is_attached),
    )


def figures_of_any_meeting(judged: Judged, meeting: date | None) -> "Figures":
    """Where no meeting is planned, the figures of the day itself: what is overdue is so without a committee."""
    try:
        return figures_for(judged, meeting=meeting)
    except NotFound:
        return figures_for(judged, meeting=judged.inputs.as_at)


def write_covering_email(workspace: Workspace, figures: "Figures", *, paper: Path, to: Path) -> tuple[Path, ...]:
    """Write the covering email of a paper; where one that a person had changed is kept, if there was one."""
    from hmic_tracker.outputs.drafts import covering_email

    kept = set_aside_changed(workspace, (to,), workspace.drafts / CHANGED)
    covering_email(figures, paper=paper, to=to, recipients=workspace.mail_to)
    remember(workspace, (to,), {})
    return kept


def write_digests(workspace: Workspace, figures: "Figures") -> WrittenDigests:
    """Write a digest for everybody of whom something is asked, and take away those of earlier days.

    An older digest in the folder would ask for what has been done since; only what this program wrote is taken away,
    and what a person has changed in it is kept in the folder `changed`, out of the way of sending.
    """
    from hmic_tracker.figures.digests import compile_digests
    from hmic_tracker.files import each_apart, safe_words
    from hmic_tracker.outputs.digest_emails import digest_email

    compiled = compile_digests(figures)
    labels = each_apart(safe_words(digest.name) for digest in compiled.digests)
    made = tuple(workspace.drafts / f"digest {figures.as_at:%Y-%m-%d} {label}.eml" for label in labels)
    others = _others(workspace.drafts, made)
    kept = set_aside_changed(workspace, (*made, *others), workspace.drafts / CHANGED)
    for digest, path in zip(compiled.digests, made, strict=True):
        digest_email(digest, to=path)
    remember(workspace, made, {})
    _take_away(others)
    return WrittenDigests(made, compiled.not_reached, others, kept)


def _others(folder: Path, made: tuple[Path, ...]) -> tuple[Path, ...]:
    """The digests in the folder that this program wrote on other days, or for whom nothing is asked any more."""
    from hmic_tracker.outputs.digest_emails import is_digest

    current = {path.name for path in made}
    found = sorted(folder.glob("digest *.eml")) if folder.is_dir() else []
    return tuple(path for path in found if path.name not in current and is_digest(path))


def _take_away(paths: tuple[Path, ...]) -> None:
    from hmic_tracker.files import as_refusal, system

    for path in paths:
        try:
            system().unlink(path)
        except OSError as error:
            raise as_refusal(error, path, "taken away") from error

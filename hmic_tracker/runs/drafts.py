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
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.figures.digests import NotReached
    from hmic_tracker.figures.paper import Figures

_PAPER = "jac_report"


class Emails(StrEnum):
    """Which emails to write."""

    ALL = "all"
    COVERING = "covering"
    DIGESTS = "digests"


@dataclass(frozen=True, slots=True)
class WrittenDigests:
    """The digests of one day. `not_reached` says who should have had one and could not, `gone` which were removed."""

    files: tuple[Path, ...] = ()
    not_reached: "tuple[NotReached, ...]" = ()
    gone: tuple[Path, ...] = ()


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
        return MadeDrafts(None, None, write_digests(workspace, figures), judged.problems)
    template = workspace.template(_PAPER)
    with waking_renderer(template) as renderer:
        from hmic_tracker.outputs.drafts import appendix_beside, covering_email

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
    covering_email(figures, paper=paper, to=covering, recipients=workspace.mail_to)
    beside = appendix_beside(paper)
    return MadeDrafts(
        covering=covering,
        attached=paper,
        digests=digests,
        problems=(*judged.problems, *figures.problems),
        was_made=made.was_made,
        kept=made.kept,
        appendix=beside.path if beside else None,
        appendix_is_attached=bool(beside and beside.is_attached),
    )


def figures_of_any_meeting(judged: Judged, meeting: date | None) -> "Figures":
    """Where no meeting is planned, the figures of the day itself: what is overdue is so without a committee."""
    try:
        return figures_for(judged, meeting=meeting)
    except NotFound:
        return figures_for(judged, meeting=judged.inputs.as_at)


def write_digests(workspace: Workspace, figures: "Figures") -> WrittenDigests:
    """Write a digest for everybody of whom something is asked, and take away those of earlier days.

    An older digest in the folder would ask for what has been done since; only what this program wrote is taken away.
    """
    from hmic_tracker.figures.digests import compile_digests
    from hmic_tracker.files import each_apart, safe_words
    from hmic_tracker.outputs.digest_emails import digest_email

    compiled = compile_digests(figures)
    labels = each_apart(safe_words(digest.name) for digest in compiled.digests)
    made = tuple(
        digest_email(digest, to=workspace.drafts / f"digest {figures.as_at:%Y-%m-%d} {label}.eml")
        for digest, label in zip(compiled.digests, labels, strict=True)
    )
    return WrittenDigests(made, compiled.not_reached, _take_away_others(workspace.drafts, made))


def _take_away_others(folder: Path, made: tuple[Path, ...]) -> tuple[Path, ...]:
    from hmic_tracker.files import as_refusal, system
    from hmic_tracker.outputs.digest_emails import is_digest

    current = {path.name for path in made}
    gone = []
    for path in sorted(folder.glob("digest *.eml")) if folder.is_dir() else ():
        if path.name not in current and is_digest(path):
            try:
                system().unlink(path)
            except OSError as error:
                raise as_refusal(error, path, "taken away") from error
            gone.append(path)
    return tuple(gone)

"""Making documents by whatever template is asked for: the committee's paper, or one for each subject."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import CommandLineWrong, NotFound, TrackerError
from hmic_tracker.interpreter import without_garbage_search
from hmic_tracker.problems import Problem
from hmic_tracker.runs.inputs import judge, read_inputs
from hmic_tracker.runs.papers import figures_for, keep_for_comparison, make_document, paper_name, waking_renderer
from hmic_tracker.runs.workspace import Workspace

if TYPE_CHECKING:
    from hmic_tracker.figures.document_kinds import About
    from hmic_tracker.figures.paper import Figures


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody asks a document about: the option that they gave (`--portfolio`) and the name."""

    option: str
    name: str


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One document that was made. `about` is empty for the committee's paper; `gaps` are what it has no answer for.

    `kept` are the copies of it that people had changed.
    """

    path: Path
    figures: "Figures"
    about: str = ""
    gaps: tuple[str, ...] = ()
    kept: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeDocuments:
    """The documents that were made by one template.

    `left_out` has a sentence for each that this version may not hold, `errors` why others could not be made.
    """

    meeting: date
    documents: tuple[MadeDocument, ...]
    problems: tuple[Problem, ...]
    noun: str = ""
    left_out: tuple[str, ...] = ()
    errors: tuple[TrackerError, ...] = ()


@without_garbage_search
def make_documents(
    workspace: Workspace,
    *,
    as_at: date,
    meeting: date | None = None,
    template: str = "jac_report",
    version: str = "full",
    subject: Subject | None = None,
) -> MadeDocuments:
    """Make the documents of a template from the registers as they stand. The register is not written.

    The names that the template uses say what it is about: one document for the `subject`, else one for each that there
    is. Raises CommandLineWrong where the subject is none of what the template is about, and NotFound, with the nearest
    known names, where there is no such subject.
    """
    from hmic_tracker.figures.document_kinds import kind_of
    from hmic_tracker.figures.documents import figures_about
    from hmic_tracker.outputs.template import faults_of, open_template, refuse_faults

    path = workspace.template(template)
    with waking_renderer(path) as renderer:
        judged = judge(read_inputs(workspace, as_at=as_at))
        opened = open_template(path)
        refuse_faults(opened, faults_of(opened, renderer=renderer))
        used = renderer.check(opened.texts, styles=opened.styles).used | opened.charts
        kind = next(iter(kind_of(used)), None)
        _refuse_other_subject(template, kind, subject)
        figures = figures_for(judged, meeting=meeting)
        make = partial(make_document, workspace, judged, template=path, version=version, renderer=renderer)
        if kind is None:
            to = workspace.out / paper_name(template, meeting=figures.meeting, version=version)
            paper = MadeDocument(to, figures, kept=make(figures, to=to).kept)
            keep_for_comparison(judged, figures, to, template=template, version=version)
            return MadeDocuments(figures.meeting, (paper,), (*judged.problems, *figures.problems))
        wanted, left_out = _wanted(figures, kind, subject, version)
        narrowed = [figures_about(figures, kind, one, used=used) for one in wanted]
        names = _names(narrowed, kind, template, version)
        made: list[MadeDocument] = []
        errors: list[TrackerError] = []
        for one, of, name in zip(wanted, narrowed, names, strict=True):
            to = workspace.out / name
            try:
                kept = make(of, to=to).kept
            except TrackerError as error:
                if subject is not None:
                    raise
                # A name in one portfolio's text is no reason to leave the other boards without their packs.
                error.message = f"{one}: {error.message}"
                errors.append(error)
            else:
                gaps = getattr(getattr(of.full, kind.name), "gaps", ())
                made.append(MadeDocument(to, of, one, gaps, kept))
    return MadeDocuments(figures.meeting, tuple(made), judged.problems, kind.noun, left_out, tuple(errors))


def _refuse_other_subject(template: str, kind: "About | None", subject: Subject | None) -> None:
    if subject is None or (kind is not None and kind.option == subject.option):
        return
    about = f"is about one {kind.noun}" if kind else "is about the whole register"
    advice = f"Give {kind.option}, or another --template." if kind else "Leave it out, or give another --template."
    raise CommandLineWrong(f"{subject.option} does not go with {template}, which {about}.", advice=advice)


def _wanted(
    figures: "Figures", kind: "About", subject: Subject | None, version: str
) -> tuple[list[str], tuple[str, ...]]:
    """What there is to make, and a sentence for each that this version may not hold."""
    from hmic_tracker.figures.documents import find_subject, subjects, why_not

    asked = [find_subject(figures, kind, subject.name)] if subject else list(subjects(figures, kind))
    refused = {one: why for one in asked if (why := why_not(figures, kind, one, version))}
    if subject and refused:
        raise NotFound(refused[asked[0]], advice="Make the full version, or mark the inspection for the public.")
    return [one for one in asked if one not in refused], tuple(refused.values())


def _names(narrowed: list["Figures"], kind: "About", template: str, version: str) -> list[str]:
    """A file name for each, none twice: the public ones bear roles, as what stands in them does."""
    from hmic_tracker.figures.documents import label_of_subject
    from hmic_tracker.files import each_apart, safe_words

    labels = each_apart(safe_words(label_of_subject(figures, kind, version)) for figures in narrowed)
    return [
        paper_name(template, meeting=figures.meeting, version=version, subject=label)
        for figures, label in zip(narrowed, labels, strict=True)
    ]

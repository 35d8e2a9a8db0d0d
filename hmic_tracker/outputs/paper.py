"""Making a document from the figures and a template."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.render import Renderer, start_renderer

if TYPE_CHECKING:
    from hmic_tracker.figures.shape import Figures
    from hmic_tracker.outputs.package import WordPackage
    from hmic_tracker.outputs.template import Template


def write_document(
    figures: "Figures",
    *,
    template: Path | str,
    to: Path | str,
    version: str = "full",
    renderer: Renderer | None = None,
) -> Path:
    """Write one version of a document and return its path; an appendix of many rows goes into a workbook beside it.

    The same figures and template give the same bytes. Missing folders are made; an older document is replaced whole.
    `renderer` is a process started before; without one it is started here and ended again.

    Raises TemplateUnusable where the template is missing, damaged, or asks for what the figures do not hold, where a
    page would not bear the marking, and where a name or number that may not be published would stand in the public
    version. Then nothing is written.
    """
    from hmic_tracker.files import write_bytes_whole
    from hmic_tracker.outputs.appendix import LISTS, Apart, appendix_path, build_appendix, set_apart
    from hmic_tracker.outputs.leftovers import require_no_names, require_no_names_in
    from hmic_tracker.outputs.template import open_template

    to, opened = Path(to), open_template(template)
    names, day = figures.for_version(version), figures.as_at.isoformat()
    with nullcontext(renderer) if renderer is not None else start_renderer() as ready:
        lists_rows = LISTS.intersection(ready.check(opened.texts, styles=opened.styles).used)
        apart = set_apart(names, appendix_path(to).name) if lists_rows else Apart()
        package = fill_template(opened, names, day=day, renderer=ready)
    if version == "public":
        require_no_names(package, figures)
        require_no_names_in(apart.words, figures, place=appendix_path(to).name)
    if apart.has_any:
        write_bytes_whole(appendix_path(to), build_appendix(names, apart, day=figures.as_at))
    else:
        # One of an earlier run says what no longer holds.
        appendix_path(to).unlink(missing_ok=True)
    write_bytes_whole(to, package.to_bytes())
    return to


def fill_template(template: "Template", names: dict[str, Any], *, day: str, renderer: Renderer) -> "WordPackage":
    """The template filled in, as a package; `day` is the ISO date that the document's properties bear.

    Raises TemplateUnusable, with the words of the paragraph, where the template has a fault.
    """
    from hmic_tracker.outputs.finishing import set_properties
    from hmic_tracker.outputs.repeated_rows import set_rows_aside, without_marks
    from hmic_tracker.outputs.template import faults_of, refuse_faults

    refuse_faults(template, faults_of(template, renderer=renderer))
    filled = renderer.render(template.texts, names, styles=template.styles)
    package = template.package.copy()
    for part in tuple(filled):
        content = filled.pop(part)
        aside, unfinished = set_rows_aside(content), package.copy()
        whole = aside.put_back(_finished(package, part, aside.content, names), _coloured)
        if whole is None:
            package = unfinished
            whole = _finished(package, part, without_marks(content), names)
        package.parts[part] = whole
    set_properties(package, names, day=day)
    _refuse_unmarked(package, template, str(names.get("marking", "")))
    return package


def _finished(package: "WordPackage", part: str, content: bytes, names: dict[str, Any]) -> bytes:
    """A filled-in part as it is kept in the package; the parts that belong to it are finished with it."""
    from hmic_tracker.outputs.chart import fill_charts
    from hmic_tracker.outputs.finishing import colour_words, fit_tables, renumber_drawings
    from hmic_tracker.outputs.numbering import restart_lists
    from hmic_tracker.outputs.package import parse_xml, serialise

    tree = parse_xml(content, place=part)
    if part in package.stories:
        fit_tables(tree)
        colour_words(tree)
    if part == package.document:
        restart_lists(package, tree)
        fill_charts(package, tree, names)
        renumber_drawings(tree)
    return serialise(tree)


def _coloured(cell: bytes) -> bytes:
    from hmic_tracker.outputs.finishing import colour_words
    from hmic_tracker.outputs.package import parse_xml, serialise

    tree = parse_xml(cell)
    colour_words(tree)
    return serialise(tree)


def _refuse_unmarked(package: "WordPackage", template: "Template", marking: str) -> None:
    """Every header and footer bears the document's marking and no lower one."""
    from hmic_tracker.outputs.markup import words_of
    from hmic_tracker.outputs.package import parse_xml

    if not marking:
        return
    for kind in ("header", "footer"):
        for part in package.related(package.document, kind):
            if marking not in words_of(parse_xml(package.parts[part], place=part)):
                raise TemplateUnusable(
                    f"A {kind} of {template.path.name} does not bear the marking {marking}.",
                    advice="Put {{ marking }} in it.",
                    place=str(template.path),
                )

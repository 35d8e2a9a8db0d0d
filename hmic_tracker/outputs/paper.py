"""Making a document from the figures and a template."""

from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.render import Filling, Renderer, start_renderer

if TYPE_CHECKING:
    from hmic_tracker.figures.shape import Figures


def write_document(
    figures: "Figures",
    *,
    template: Path | str,
    to: Path | str,
    version: str = "full",
    renderer: Renderer | None = None,
) -> Path:
    """Write one version of a document and return its path.

    The same figures and template give the same bytes. Missing folders are made; an older document is replaced whole.
    `renderer` is a process started before; without one it is started here and ended again.

    Raises TemplateUnusable where the template is missing, damaged, or asks for what the figures do not hold, and where
    a name or number that may not be published would stand in the public version.
    """
    template, to = Path(template).resolve(), Path(to).resolve()
    if not template.is_file():
        raise TemplateUnusable(
            f"There is no template {template}.",
            advice="See the templates folder of the workspace, or make a workspace with: hmic-tracker init",
            place=str(template),
        )
    filling = Filling(template, to, figures.for_version(version), figures.as_at.isoformat())
    if renderer is not None:
        renderer.render(filling)
        return to
    own = start_renderer()
    try:
        own.render(filling)
    finally:
        own.close()
    return to

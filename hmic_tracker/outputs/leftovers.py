"""The last look at a public document: no name and no collar number may stand anywhere in it."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hmic_tracker.errors import FileRefused, TemplateUnusable
from hmic_tracker.outputs.markup import S, W, words_of
from hmic_tracker.outputs.package import ARCHIVE_FAULTS, MOST_BYTES, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from hmic_tracker.figures.shape import Figures
    from hmic_tracker.outputs.package import WordPackage

# Attributes that hold words of a person's, whatever their namespace: alternative texts, names of drawings and of
# bookmarks, authors of changes and who they are, tips of links, what a field or a cell asks for, watermarks.
_SPOKEN = frozenset(
    ("descr", "alt", "title", "name", "author", "initials", "displayName", "userId", "tooltip", "display", "instr",
     "prompt", "promptTitle", "error", "errorTitle", "string", "displayText")
)  # fmt: skip
# Elements of Word's whose `w:val` does: the name and tag of a content control, and what a form field says.
_SPOKEN_VALUES = frozenset(f"{W}{name}" for name in ("alias", "tag", "name", "default", "helpText", "statusText"))
# What a paragraph holds beside its text, in pieces as the text is: the address in a field, and what was deleted.
_BESIDE_TEXT = (f"{W}instrText", f"{W}delText", f"{W}delInstrText")


def require_no_names(package: "WordPackage", figures: "Figures") -> None:
    """As `require_no_names_in`, of every part of a document.

    Looked at are the text, headers, footers and notes, alternative texts, watermarks, fields, content controls,
    properties, addresses of links, tracked changes and their authors, custom XML and the workbooks behind charts.
    """
    require_no_names_in("\n".join(all_words(package)), figures, place=str(package.path))


def require_no_names_in(words: str, figures: "Figures", *, place: str) -> None:
    """Raises TemplateUnusable, naming them, where names or numbers of people stand in what is to be published.

    Contact officers whom staff marked as public may stand.
    """
    from hmic_tracker.figures.versions import leftover_names

    found = leftover_names(words, figures.people, figures.allowed)
    if found:
        raise TemplateUnusable(
            f"The public version would hold {', '.join(found[:5])}, so it was not written.",
            advice="Take the name out of the text that is printed (Committee wording, Narrative, Findings, the "
            "template), or mark the person as a contact officer for both versions on the People sheet.",
            place=place,
        )


def all_words(package: "WordPackage") -> Iterator[str]:
    """Every text in a document, whatever part it stands in. What only names styles and fonts is left out."""
    looks = set(package.related(package.document, "styles", "numbering", "theme", "fontTable", "settings"))
    for part in package.parts:
        if part in looks or part.endswith(".rels"):
            continue
        yield from (one.target for one in package.relations(part) if one.is_external)
        yield from _words_of_part(part, package.parts[part])


def words_of_workbook(name: str, content: bytes) -> Iterator[str]:
    """Every text in a workbook: cells, comments and their writers, names, properties, links, heads and feet of pages.

    Raises FileRefused where it is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as inner:
            if sum(entry.file_size for entry in inner.infolist()) > MOST_BYTES:
                raise FileRefused(
                    f"{name} is larger inside than any real workbook.", advice="Make it again.", place=name
                )
            for part in inner.namelist():
                yield from _words_of_part(part, inner.read(part))
    except ARCHIVE_FAULTS as error:
        raise FileRefused(f"{name} is no workbook.", advice="Make it again.", place=name) from error


def _words_of_part(part: str, content: bytes) -> Iterator[str]:
    if part.endswith((".xlsx", ".xlsm", ".docx")):
        yield from words_of_workbook(part, content)
    elif part.endswith(".rels"):
        links = parse_xml(content, place=part).iter("{*}Relationship")
        yield from (link.get("Target", "") for link in links if link.get("TargetMode") == "External")
    elif part.endswith(".xml") and part != "[Content_Types].xml":
        tree = parse_xml(content, place=part)
        yield from (words_of(each) for each in tree.iter(f"{W}p"))
        for each in tree.iter(f"{W}p"):
            yield from ("".join(text.text or "" for text in each.iter(kind)) for kind in _BESIDE_TEXT)
        # A cell's text whole, though its parts look different: "Mary" in bold and " Oduya" after it.
        yield from ("".join(text.text or "" for text in each.iter(f"{S}t")) for each in tree.iter(f"{S}si", f"{S}is"))
        yield from _other_words(tree)


def _is_place_of_text(value: "_Element") -> bool:
    """A cell that holds text has its place in the table of texts for a value (ECMA-376 Part 1, 18.3.1.96): no word."""
    cell = value.getparent()
    return value.tag == f"{S}v" and cell is not None and cell.get("t") == "s"


def _other_words(tree: "_Element") -> Iterator[str]:
    for each in tree.iter():
        if isinstance(each.tag, str):
            if each.text and not each.tag.startswith(W) and each.text.strip() and not _is_place_of_text(each):
                yield each.text
            is_spoken = each.tag in _SPOKEN_VALUES
            for name, value in each.attrib.items():
                local = str(name).rpartition("}")[2]
                if value and (local in _SPOKEN or (is_spoken and local == "val")):
                    yield str(value)

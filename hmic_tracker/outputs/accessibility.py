"""Whether everybody can read a Word document: WCAG 2.2 AA as far as it applies to one, and what was left in it.

Each check is a plain function over an opened document; `CHECKS` is what is looked for, in order.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.outputs.faults import DocumentFault
from hmic_tracker.outputs.looks import Looks, contrast
from hmic_tracker.outputs.markup import WP, A, C, R, W, blocks, twips, value_of, words_of
from hmic_tracker.outputs.package import WordPackage, open_word, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

LEAST_CONTRAST, LEAST_POINTS, LEAST_LARGE_CONTRAST = 4.5, 11.0, 3.0
_A4 = (11906, 16838)
_TYPED_ITEM = re.compile(r"^\s*(?:[•●▪◦‣·–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S", re.IGNORECASE)
_LEFTOVER = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#.*?#\}")
_EMPTY_LINKS = frozenset(("click here", "here", "link", "this link", "read more", "more", "website", "click", "this"))
_URL = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_NO_DESCRIPTION = re.compile(r"^(?:picture|image|chart|graphic|photo|logo)?\s*\d*$|\.(?:png|jpe?g|gif|bmp|emf)$", re.IGNORECASE)  # fmt: skip  # noqa: E501


@dataclass(frozen=True)
class OpenedDocument:
    """A document taken apart once for all checks."""

    package: WordPackage

    @cached_property
    def tree(self) -> "_Element":
        """The main part."""
        return parse_xml(self.package.parts[self.package.document], place=self.package.document)

    @cached_property
    def stories(self) -> tuple["_Element", ...]:
        """The main part, headers, footers and notes."""
        others = (part for part in self.package.stories if part != self.package.document)
        return (self.tree, *(parse_xml(self.package.parts[part], place=part) for part in others))

    @cached_property
    def looks(self) -> Looks:
        """Its styles, worked out."""
        return Looks(self.package)

    @cached_property
    def blocks(self) -> tuple["_Element", ...]:
        """The paragraphs and tables of the text, in order, not those inside tables."""
        body = self.tree.find(f"{W}body")
        return tuple(blocks(body)) if body is not None else ()

    @cached_property
    def paragraphs(self) -> tuple["_Element", ...]:
        """The paragraphs of the text outside tables."""
        return tuple(block for block in self.blocks if block.tag == f"{W}p")

    @cached_property
    def properties(self) -> "_Element | None":
        """Title, language and author."""
        part = self.package.properties
        return parse_xml(self.package.parts[part], place=part) if part else None


def inspect_document(path: Path | str) -> tuple[DocumentFault, ...]:
    """Everything that keeps somebody from reading the document, and what was left in it, check by check.

    Nothing where it is fit to publish. Raises TemplateUnusable for a file that is missing or no Word document.
    """
    document = OpenedDocument(open_word(path))
    return tuple(fault for check in CHECKS for fault in check(document))


def _quote(words: str) -> str:
    words = " ".join(words.split())
    return f"“{words if len(words) <= 80 else words[:79] + '…'}”"


def has_title(document: OpenedDocument) -> Iterator[DocumentFault]:
    """A title property, which is what a screen reader says first (WCAG 2.4.2)."""
    title = (
        document.properties.find("{http://purl.org/dc/elements/1.1/}title") if document.properties is not None else None
    )
    if title is None or not (title.text or "").strip():
        yield DocumentFault("title-missing", "Properties", "The document has no title.", "Set it under File, Info.")


def is_in_british_english(document: OpenedDocument) -> Iterator[DocumentFault]:
    """The language of the defaults, so that it is read out rightly (WCAG 3.1.1)."""
    from hmic_tracker.outputs.template import default_language

    language = default_language(document.package)
    if language.casefold() != "en-gb":
        found = f"Its language is {language}." if language else "No language is set in its styles."
        yield DocumentFault("language-wrong", "Styles", found, "Set English (United Kingdom) as the default.")


def has_a4_pages(document: OpenedDocument) -> Iterator[DocumentFault]:
    """Pages of A4, upright or lying."""
    for size in document.tree.iter(f"{W}pgSz"):
        sides = sorted(twips(size.get(f"{W}{side}", "0")) for side in ("w", "h"))
        if any(abs(one - wanted) > 20 for one, wanted in zip(sides, _A4, strict=True)):
            yield DocumentFault("page-not-a4", "Page size", "A page is not A4.", "Set A4 under Layout, Size.")
            return


def has_headings_in_order(document: OpenedDocument) -> Iterator[DocumentFault]:
    """Real headings, none empty, none skipped (WCAG 1.3.1, 2.4.6)."""
    level = 0
    for paragraph in document.paragraphs:
        here = document.looks.heading_level(paragraph)
        if not here:
            continue
        words = words_of(paragraph).strip()
        if not words:
            yield DocumentFault("heading-empty", "A heading", "A heading has no words.", "Remove it or fill it in.")
            continue
        if here > level + 1:
            before = f"level {level}" if level else "the beginning"
            yield DocumentFault("heading-skipped", _quote(words), f"A heading of level {here} follows {before}.",
                                f"Make it level {level + 1}.")  # fmt: skip
        level = here
    if not level and len(document.paragraphs) > 20:
        yield DocumentFault("heading-none", "The document", "It has no headings.", "Use the styles Heading 1 to 4.")


def has_no_painted_headings(document: OpenedDocument) -> Iterator[DocumentFault]:
    """A short bold line that stands for a heading is not one for who cannot see it."""
    for paragraph in document.paragraphs:
        words = words_of(paragraph).strip()
        name = document.looks.style_name(paragraph)
        if not words or len(words) > 90 or words[-1] in ".:;,?!" or name not in ("normal", "body text", "no spacing"):
            continue
        runs = [run for run in paragraph.iter(f"{W}r") if words_of(run).strip()]
        if all(document.looks.is_bold(run, paragraph) for run in runs) and not document.looks.is_numbered(paragraph):
            yield DocumentFault("heading-painted", _quote(words), "It looks like a heading and is none.",
                                "Use a heading style.")  # fmt: skip


def has_real_lists(document: OpenedDocument) -> Iterator[DocumentFault]:
    """Items that Word numbers, not numbers that somebody typed; one alone is no list."""
    before = False
    for block in document.blocks:
        words = words_of(block) if block.tag == f"{W}p" else ""
        typed = bool(_TYPED_ITEM.match(words)) and not document.looks.is_numbered(block)
        if typed and before:
            yield DocumentFault("list-typed", _quote(words), "The number or bullet is typed.", "Use a list style.")
        before = typed


def has_descriptions(document: OpenedDocument) -> Iterator[DocumentFault]:
    """Alternative text on every picture and chart (WCAG 1.1.1); a picture marked as decoration needs none."""
    for story in document.stories:
        for drawing in story.iter(f"{WP}inline", f"{WP}anchor"):
            shown = drawing.find(f"{WP}docPr")
            said = (shown.get("descr") or "").strip() if shown is not None else ""
            if _NO_DESCRIPTION.search(said) and not _is_decoration(drawing):
                code = "chart-undescribed" if _has_chart(drawing) else "picture-undescribed"
                name = (shown.get("name") or "") if shown is not None else ""
                yield DocumentFault(code, name or "A picture", "It has no alternative text.",
                                    "Say what it shows under Edit Alt Text.")  # fmt: skip
        for picture in story.iter(f"{W}pict"):
            if next((each for each in picture.iter() if each.get("alt")), None) is None:
                yield DocumentFault("picture-undescribed", "An old picture", "It has no alternative text.",
                                    "Insert it anew and describe it.")  # fmt: skip


def _is_decoration(drawing: "_Element") -> bool:
    return any(str(each.tag).endswith("}decorative") and each.get("val") == "1" for each in drawing.iter())


def _has_chart(drawing: "_Element") -> bool:
    return next(drawing.iter(f"{C}chart"), None) is not None


def has_figures_beside_charts(document: OpenedDocument) -> Iterator[DocumentFault]:
    """A table with the numbers within three paragraphs of each chart."""
    for at, block in enumerate(document.blocks):
        if block.tag == f"{W}p" and _has_chart(block):
            near = document.blocks[max(0, at - 3) : at + 4]
            if not any(other.tag == f"{W}tbl" for other in near):
                yield DocumentFault("chart-without-table", "A chart", "No table with its figures stands beside it.",
                                    "Put the figures in a table below it.")  # fmt: skip


def has_clear_tables(document: OpenedDocument) -> Iterator[DocumentFault]:
    """A header row that is flagged and repeated, no merged or empty cell in it, no table within a table (1.3.1)."""
    for table in document.tree.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        place = f"The table {_quote(words_of(rows[0]) if rows else '')}"
        if next(table.iterancestors(f"{W}tbl"), None) is not None:
            yield DocumentFault("table-nested", place, "It stands inside another table.", "Put it below.")
        if not rows:
            continue
        head = rows[0].find(f"{W}trPr/{W}tblHeader")
        if head is None or head.get(f"{W}val", "1") in ("0", "false", "off"):
            yield DocumentFault("table-header-missing", place, "Its first row is not marked as a header.",
                                "Tick Repeat Header Rows.")  # fmt: skip
        for cell in rows[0].iterfind(f"{W}tc"):
            if _is_merged(cell):
                yield DocumentFault("table-header-merged", place, "A header cell is merged.", "Split it.")
            elif not words_of(cell).strip():
                yield DocumentFault("table-header-empty", place, "A header cell is empty.", "Name the column.")
        if any(_is_merged(cell) for row in rows[1:] for cell in row.iterfind(f"{W}tc")):
            yield DocumentFault("table-merged", place, "Cells in it are merged.", "Split them, one value a cell.")


def _is_merged(cell: "_Element") -> bool:
    span = value_of(cell, f"{W}tcPr", f"{W}gridSpan")
    return span not in ("", "1") or cell.find(f"{W}tcPr/{W}vMerge") is not None


def has_colours_with_words(document: OpenedDocument) -> Iterator[DocumentFault]:
    """A shaded cell says in words what its colour means (WCAG 1.4.1)."""
    for cell in document.tree.iter(f"{W}tc"):
        shade = cell.find(f"{W}tcPr/{W}shd")
        fill = shade.get(f"{W}fill", "auto") if shade is not None else "auto"
        if (
            fill.casefold() not in ("auto", "ffffff", "")
            and not words_of(cell).strip()
            and not list(cell.iter(f"{A}blip"))
        ):
            row = next(cell.iterancestors(f"{W}tr"), cell)
            yield DocumentFault("colour-alone", f"The row {_quote(words_of(row))}", "A cell is coloured and empty.",
                                "Write the colour's word in it.")  # fmt: skip


def has_text_in_the_text(document: OpenedDocument) -> Iterator[DocumentFault]:
    """No text boxes and nothing that floats: screen readers lose their place."""
    for story in document.stories:
        for box in story.iter(f"{W}txbxContent"):
            if (
                next(box.iterancestors("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"), None)
                is None
            ):
                yield DocumentFault(
                    "text-box", _quote(words_of(box)), "It stands in a text box.", "Put it in the text."
                )
        for drawing in story.iter(f"{WP}anchor"):
            if not list(drawing.iter(f"{W}txbxContent")):
                shown = drawing.find(f"{WP}docPr")
                name = (shown.get("name") or "") if shown is not None else ""
                yield DocumentFault("picture-floats", name or "A picture", "It floats over the text.",
                                    "Set it In Line with Text.")  # fmt: skip


def has_telling_links(document: OpenedDocument) -> Iterator[DocumentFault]:
    """Words of a link that say where it leads (WCAG 2.4.4)."""
    for story in document.stories:
        for link in story.iter(f"{W}hyperlink"):
            words = words_of(link).strip()
            if link.get(f"{R}id") is None and link.get(f"{W}anchor") is None:
                continue
            if not words or words.casefold().rstrip(".") in _EMPTY_LINKS or _URL.match(words):
                place = _quote(words) if words else "A link"
                yield DocumentFault("link-unclear", place, "It does not say where it leads.",
                                    "Put the name of the page or document there.")  # fmt: skip


def has_contrast(document: OpenedDocument) -> Iterator[DocumentFault]:
    """4.5:1 between ink and paper, 3:1 for text of 18 points or bold of 14 (WCAG 1.4.3)."""
    seen = set()
    for run, paragraph in _runs(document):
        ink, paper = document.looks.ink(run, paragraph), document.looks.paper(run, paragraph)
        if not ink:
            continue
        size, bold = document.looks.size(run, paragraph), document.looks.is_bold(run, paragraph)
        least = LEAST_LARGE_CONTRAST if size >= 18 or (bold and size >= 14) else LEAST_CONTRAST
        if contrast(ink, paper) < least and (ink, paper) not in seen:
            seen.add((ink, paper))
            found = f"#{ink} on #{paper} has a contrast of {contrast(ink, paper):.1f}:1."
            advice = f"Choose colours with {least:g}:1 or more."
            yield DocumentFault("contrast-low", _quote(words_of(run)), found, advice)


def _runs(document: OpenedDocument) -> Iterator[tuple["_Element", "_Element"]]:
    for story in document.stories:
        for paragraph in story.iter(f"{W}p"):
            for run in paragraph.iter(f"{W}r"):
                if any((text.text or "").strip() for text in run.iterfind(f"{W}t")):
                    yield run, paragraph


def has_large_enough_text(document: OpenedDocument) -> Iterator[DocumentFault]:
    """Body text of 11 points or more; in tables and captions 9 or more."""
    seen = set()
    for paragraph in document.tree.iter(f"{W}p"):
        in_table = next(paragraph.iterancestors(f"{W}tc"), None) is not None
        least = (
            9.0 if in_table or document.looks.style_name(paragraph) in ("caption", "footnote text") else LEAST_POINTS
        )
        for run in paragraph.iter(f"{W}r"):
            size = document.looks.size(run, paragraph)
            if size < least and words_of(run).strip() and (size, document.looks.style_of(paragraph)) not in seen:
                seen.add((size, document.looks.style_of(paragraph)))
                yield DocumentFault("text-small", _quote(words_of(paragraph)), f"It is {size:g} points high.",
                                    f"Make it {least:g} points or more.")  # fmt: skip


def has_no_blank_paragraphs(document: OpenedDocument) -> Iterator[DocumentFault]:
    """Space made by styles, not by blank paragraphs. One after a table is how Word ends it."""
    for before, block in zip((None, *document.blocks), document.blocks, strict=False):
        if (
            _is_blank(block)
            and not document.looks.heading_level(block)
            and (before is None or before.tag != f"{W}tbl")
            and block is not document.blocks[-1]
        ):
            place = _quote(words_of(before)) if before is not None else "The beginning"
            yield DocumentFault("paragraph-blank", f"After {place}", "A paragraph is blank.", "Set space in the style.")


def _is_blank(block: "_Element") -> bool:
    if block.tag != f"{W}p" or words_of(block).strip():
        return False
    kept = (f"{W}drawing", f"{W}pict", f"{W}sectPr", f"{W}object", f"{W}br", f"{W}fldChar", f"{W}fldSimple")
    return next(block.iter(*kept), None) is None


def has_no_columns_of_tabs(document: OpenedDocument) -> Iterator[DocumentFault]:
    """Columns made of tabs or spaces are read across."""
    for paragraph in document.paragraphs:
        words = words_of(paragraph).strip()
        if words.count("\t") > 2 or re.search(r"\S {5,}\S", words):
            yield DocumentFault("columns-of-tabs", _quote(words), "Tabs or spaces stand for columns.", "Use a table.")


def has_nothing_left_over(document: OpenedDocument) -> Iterator[DocumentFault]:
    """No tag of a template, no comment and no tracked change."""
    for story in document.stories:
        for paragraph in story.iter(f"{W}p"):
            for tag in _LEFTOVER.findall(words_of(paragraph)):
                yield DocumentFault("tag-left", _quote(words_of(paragraph)), f"The tag {tag} was left in it.",
                                    "Fill it in or remove it.")  # fmt: skip
        changes = list(story.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"))
        if changes:
            yield DocumentFault("change-left", _quote(words_of(changes[0])), "Tracked changes are open.",
                                "Accept or reject them.")  # fmt: skip
        if next(story.iter(f"{W}commentReference"), None) is not None:
            yield DocumentFault("comment-left", "The document", "Comments were left in it.", "Delete them.")


CHECKS: tuple[Callable[[OpenedDocument], Iterator[DocumentFault]], ...] = (
    has_title,
    is_in_british_english,
    has_a4_pages,
    has_headings_in_order,
    has_no_painted_headings,
    has_real_lists,
    has_descriptions,
    has_figures_beside_charts,
    has_clear_tables,
    has_colours_with_words,
    has_text_in_the_text,
    has_telling_links,
    has_contrast,
    has_large_enough_text,
    has_no_blank_paragraphs,
    has_no_columns_of_tabs,
    has_nothing_left_over,
)

"""A template: a Word document that the force owns, and what must hold before it is filled in.

The names that it may use are those of the figures. Tags may be split by Word into any number of runs, stand in tracked
changes, and hold typographic quotes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.outputs.faults import DocumentFault
from hmic_tracker.outputs.markup import W, twips, value_of
from hmic_tracker.outputs.package import WordPackage, parse_xml, read_document, read_word
from hmic_tracker.outputs.render import Renderer, TagFault, start_renderer

if TYPE_CHECKING:
    from lxml.etree import _Element

A4 = (11906, 16838)
# A paper without these is no paper: the committee would not know what it is, when it holds, or how it is marked.
MANDATORY = ("report_title", "meeting_date", "marking", "standing.sentence", "decision.sentence")
_CHANGES = tuple(
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange",
        "tblGridChange", "numberingChange", "cellIns", "proofErr", "lastRenderedPageBreak", "commentRangeStart",
        "commentRangeEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Template:
    """An opened template, not to be changed. `texts` are the parts that hold tags, as text ready to be filled in."""

    path: Path
    package: WordPackage
    texts: dict[str, str]
    styles: dict[str, str]

    @cached_property
    def charts(self) -> frozenset[str]:
        """The figures that its charts show: `standing.chart`."""
        from hmic_tracker.outputs.chart import charts_of

        tree = parse_xml(self.texts[self.package.document], place=self.package.document)
        return frozenset(name for _, _, name in charts_of(self.package, tree))

    @cached_property
    def half_tags(self) -> tuple[DocumentFault, ...]:
        """The tags that do not begin and end in one paragraph."""
        from hmic_tracker.outputs.tag_ends import half_tags

        return tuple(
            fault
            for part in self.package.stories
            for fault in half_tags(parse_xml(self.texts[part], place=part), part_name(self.package, part))
        )

    @cached_property
    def faults(self) -> tuple[DocumentFault, ...]:
        """What is wrong with it but for its tags."""
        return (*_marking_faults(self), *_chart_faults(self), *_page_faults(self))


def open_template(path: Path | str) -> Template:
    """The template at `path`: tracked changes taken as accepted, comments left out.

    Read anew each time, it is taken apart once: the two versions of a paper are made from the same template. Raises
    TemplateUnusable for a file that is missing or no Word document.
    """
    return _taken_apart(Path(path), read_document(path))


@lru_cache(maxsize=4)
def _taken_apart(path: Path, content: bytes) -> Template:
    package = read_word(path, content)
    for part in package.related(package.document, *_COMMENT_PARTS):
        _drop_related(package, part)
    texts = {part: _settled(package, part) for part in package.stories}
    if package.properties:
        tree = parse_xml(package.parts[package.properties], place=package.properties)
        texts[package.properties] = _text(tree)
    return Template(path, package, texts, paragraph_styles(package))


_COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")


def _drop_related(package: WordPackage, part: str) -> None:
    for one in package.relations(package.document):
        if one.target == part and not one.is_external:
            package.unrelate(package.document, one.id)
    package.remove(part)


def _settled(package: WordPackage, part: str) -> str:
    """A part's XML with every tracked change accepted and without comments or marks of the spelling checker."""
    from lxml import etree

    tree = parse_xml(package.parts[part], place=part)
    _accept_deletions(tree)
    for each in list(tree.iter(f"{W}commentReference")):
        run = each.getparent()
        if run is not None and run.getparent() is not None:
            _remove(run)
    for name in _CHANGES:
        for each in list(tree.iter(name)):
            _remove(each)
    etree.strip_tags(tree, f"{W}ins", f"{W}moveTo")
    for switch in tree.iter(f"{W}cantSplit", f"{W}tblHeader"):
        # LibreOffice writes true and false here, where the transitional schema has on and off.
        if switch.get(f"{W}val") in ("true", "1"):
            del switch.attrib[f"{W}val"]
        elif switch.get(f"{W}val") in ("false", "0"):
            switch.set(f"{W}val", "off")
    return _text(tree)


def _accept_deletions(tree: "_Element") -> None:
    for row in list(tree.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            _remove(row)
    # A mark in the properties (w:ins, w:del there) says that the paragraph's own end was inserted or deleted.
    for paragraph in list(tree.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            continue
        gone = mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
        for name in ("ins", "del", "moveFrom", "moveTo"):
            for each in mark.findall(f"{W}{name}"):
                mark.remove(each)
        if gone and not _has_kept_text(paragraph):
            _remove(paragraph)
    for name in (f"{W}del", f"{W}moveFrom"):
        for each in list(tree.iter(name)):
            _remove(each)
    for each in list(tree.iterfind(f".//{W}trPr/{W}ins")):
        _remove(each)


def _has_kept_text(paragraph: "_Element") -> bool:
    for text in paragraph.iter(f"{W}t", f"{W}drawing"):
        inside = [each.tag for each in text.iterancestors()]
        if f"{W}del" not in inside and f"{W}moveFrom" not in inside:
            return True
    return False


def _remove(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _text(tree: "_Element") -> str:
    from lxml import etree

    return str(etree.tostring(tree, encoding="unicode"))


def paragraph_styles(package: WordPackage) -> dict[str, str]:
    """The paragraph styles' ids by their names in lower case, as Word shows them."""
    found = {}
    for part in package.related(package.document, "styles"):
        for style in parse_xml(package.parts[part], place=part).iter(f"{W}style"):
            if style.get(f"{W}type") == "paragraph":
                found[value_of(style, f"{W}name").casefold()] = style.get(f"{W}styleId", "")
    return found


def check_template(path: Path | str, *, renderer: Renderer | None = None) -> tuple[DocumentFault, ...]:
    """Everything in a template that is wrong, in the order of its parts; nothing where it is ready to use.

    Raises TemplateUnusable only where there is no template to look at.
    """
    return faults_of(open_template(path), renderer=renderer)


def faults_of(template: Template, *, renderer: Renderer | None = None) -> tuple[DocumentFault, ...]:
    """As `check_template`, of one that is open."""
    if renderer is None:
        with start_renderer() as own:
            return faults_of(template, renderer=own)
    renderer.begin_check(template.texts, styles=template.styles)
    own_faults = template.faults  # while the renderer looks at the tags
    checked = renderer.check(template.texts, styles=template.styles)
    halves = template.half_tags
    # Two halves of a tag make a fault of the child's too, which says of the same paragraph what nobody typed.
    said = tuple(fault.place.rstrip("”…") for fault in halves)
    found = [_of_tag(template, fault) for fault in checked.faults]
    found = [*halves, *(fault for fault in found if not fault.place.startswith(said))]
    # What a part with a broken tag would use cannot be told.
    is_whole = not any(fault.code == "tag-broken" for fault in found)
    return (
        *found,
        *(_missing(checked.used) if is_whole else ()),
        *_mixed(checked.used),
        *own_faults,
    )


def refuse_faults(template: Template, faults: tuple[DocumentFault, ...]) -> None:
    """Raises TemplateUnusable with the first three of those that no document can be made with."""
    fatal = [one for one in faults if one.is_fatal]
    if fatal:
        more = f" There are {len(fatal) - 3} more." if len(fatal) > 3 else ""
        raise TemplateUnusable(
            f"The template {template.path.name} cannot be used. " + " ".join(str(one) for one in fatal[:3]) + more,
            advice="See all with: hmic-tracker template check",
            place=str(template.path),
        )


def _of_tag(template: Template, fault: TagFault) -> DocumentFault:
    place = f"{part_name(template.package, fault.part)}, “{fault.paragraph}”" if fault.paragraph else fault.part
    return DocumentFault(fault.code, place, fault.found, fault.advice)


def part_name(package: WordPackage, part: str) -> str:
    """A part as a person calls it: the text, a header, a footer, the notes, the properties."""
    if part == package.properties:
        return "The document's properties"
    kinds = {one.target: one.kind for one in package.relations(package.document)}
    known = {"header": "A header", "footer": "A footer", "footnotes": "A footnote", "endnotes": "An endnote"}
    return known.get(kinds.get(part, ""), "The text")


def _missing(used: frozenset[str]) -> Iterator[DocumentFault]:
    from hmic_tracker.figures.document_kinds import kind_of

    about = kind_of(used)
    # A board's pack, a response and an owner's list each have to say what they are about, and need none of the paper.
    for name in ("marking", *about[0].must_print) if about else MANDATORY:
        if name not in used:
            yield DocumentFault(
                "name-missing",
                "The template",
                f"It does not print “{name}”.",
                "Put {{ " + name + " }} where it belongs, unless this document does without it.",
                is_fatal=False,
            )


def _mixed(used: frozenset[str]) -> Iterator[DocumentFault]:
    from hmic_tracker.figures.document_kinds import kind_of

    about = kind_of(used)
    if len(about) > 1:
        names, nouns = " and ".join(one.name for one in about), " or ".join(f"one {one.noun}" for one in about)
        yield DocumentFault("names-mixed", "The template", f"It prints {names}, and a document is about {nouns}.",
                            "Make a template for each.")  # fmt: skip


def _marking_faults(template: Template) -> Iterator[DocumentFault]:
    """The marking belongs in every header and footer that a page may show."""
    package = template.package
    for kind in ("header", "footer"):
        parts = package.related(package.document, kind)
        if not parts:
            yield DocumentFault("marking-missing", "The template", f"It has no {kind}, so no page bears its marking.",
                                "Add a {{ marking }} at the head and foot of every page.")  # fmt: skip
        for part in parts:
            if "marking" not in template.texts[part]:
                yield DocumentFault("marking-missing", part_name(package, part), "It does not print the marking.",
                                    "Add {{ marking }} to it.")  # fmt: skip


def _chart_faults(template: Template) -> Iterator[DocumentFault]:
    """A chart says by its name in the selection pane which figures it shows."""
    from hmic_tracker.outputs.names import names_at

    for name in sorted(template.charts):
        if "series" not in names_at(name):
            found = f"It shows “{name}”, which is no chart of the figures."
            yield DocumentFault("chart-unknown", "A chart", found, "Set its alternative text to chart: standing.chart")


def _page_faults(template: Template) -> Iterator[DocumentFault]:
    package = template.package
    tree = parse_xml(template.texts[package.document], place=package.document)
    for size in tree.iter(f"{W}pgSz"):
        given = sorted((twips(size.get(f"{W}w", "0")), twips(size.get(f"{W}h", "0"))))
        if any(abs(one - wanted) > 20 for one, wanted in zip(given, A4, strict=True)):
            yield DocumentFault("page-not-a4", "The template", "A page of it is not A4.",
                                "Set the size under Layout, Size.", is_fatal=False)  # fmt: skip
            break
    language = default_language(package)
    if language.casefold() != "en-gb":
        yield DocumentFault("language-not-british", "The template", f"Its language is {language or 'not set'}.",
                            "Set it to English (United Kingdom) as the default.", is_fatal=False)  # fmt: skip


def default_language(package: WordPackage) -> str:
    """The language of the document's defaults (17.7.5.1), empty where none is set."""
    for part in package.related(package.document, "styles"):
        tree = parse_xml(package.parts[part], place=part)
        language = tree.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        if language is not None:
            return language.get(f"{W}val", "")
    return ""

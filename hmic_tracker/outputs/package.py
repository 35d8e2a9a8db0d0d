"""A Word document as named parts of bytes: read within bounds, written so that the same parts give the same bytes.

ECMA-376 Part 2 (parts, relationships, content types). What no part of ours is about is carried over untouched: themes,
labels, custom XML. python-docx drops parts that nothing refers to, so it is not what saves a document here.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hmic_tracker.errors import FileRefused, TemplateUnusable
from hmic_tracker.workbook.package import relations_part, resolved

if TYPE_CHECKING:
    from lxml.etree import _Element

# What zipfile raises for an archive that is cut off, overwritten, encrypted or packed in a way that it does not know.
ARCHIVE_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)
MOST_PARTS = 5_000
MOST_BYTES = 256 * 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# The first moment a zip directory can hold: no two runs differ by it, whatever the clock or the time zone.
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: its id, the last word of its type, and its target, which may lie outside."""

    id: str
    kind: str
    target: str
    is_external: bool


class WordPackage:
    """The parts of one document in their order. `path` is where it was read from, for messages."""

    def __init__(self, path: Path, parts: dict[str, bytes]) -> None:
        """Use `open_word`."""
        self.path = path
        self.parts = parts

    def copy(self) -> "WordPackage":
        """The same parts, to be changed without changing these."""
        return WordPackage(self.path, dict(self.parts))

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The part's relationships in order, `""` for the package's own; none where it has none."""
        content = self.parts.get(relations_part(part))
        return () if content is None else _relations_in(content, part)

    def related(self, part: str, *kinds: str) -> tuple[str, ...]:
        """The parts that `part` is related to in one of these ways and that are there, in order."""
        return tuple(
            one.target
            for one in self.relations(part)
            if one.kind in kinds and not one.is_external and one.target in self.parts
        )

    @property
    def document(self) -> str:
        """The main part, wherever it lies. Raises TemplateUnusable where the file is no Word document."""
        found = self.related("", "officeDocument")
        if not found or b"wordprocessingml" not in self.parts[found[0]][:20_000]:
            raise TemplateUnusable(
                f"{self.path.name} is not a Word document.", advice="Save it in Word as .docx.", place=str(self.path)
            )
        return found[0]

    @property
    def stories(self) -> tuple[str, ...]:
        """The parts that hold text: the document, then its headers, footers, footnotes and endnotes."""
        main = self.document
        return (main, *dict.fromkeys(self.related(main, "header", "footer", "footnotes", "endnotes")))

    @property
    def properties(self) -> str:
        """The part with title, author and language (Part 2, 11), empty where there is none."""
        return next(iter(self.related("", "core-properties")), "")

    def remove(self, part: str) -> None:
        """Takes a part out with its relationships and content type; its own targets go with it where nobody else's."""
        own = self.related(part, *{one.kind for one in self.relations(part)})
        self.parts.pop(part, None)
        self.parts.pop(relations_part(part), None)
        types = parse_xml(self.parts[CONTENT_TYPES], place=CONTENT_TYPES)
        for each in list(types):
            if each.get("PartName", "").lstrip("/") == part:
                types.remove(each)
        self.parts[CONTENT_TYPES] = serialise(types)
        for target in own:
            if target in self.parts and not any(target in self._targets(one) for one in self._sources()):
                self.remove(target)

    def unrelate(self, part: str, relation_id: str) -> None:
        """Takes one relationship away from a part."""
        name = relations_part(part)
        tree = parse_xml(self.parts[name], place=name)
        for each in list(tree):
            if each.get("Id") == relation_id:
                tree.remove(each)
        self.parts[name] = serialise(tree)

    def _sources(self) -> Iterator[str]:
        for name in self.parts:
            folder, file = posixpath.split(name)
            if folder.endswith("_rels") and file.endswith(".rels"):
                yield posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))

    def _targets(self, part: str) -> set[str]:
        return {one.target for one in self.relations(part) if not one.is_external}

    def to_bytes(self) -> bytes:
        """The document as a file: parts in their order, the list of content types first, no clock in it."""
        buffer = io.BytesIO()
        names = sorted(self.parts, key=lambda name: name != CONTENT_TYPES)
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name in names:
                entry = zipfile.ZipInfo(name, _FIXED_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                archive.writestr(entry, self.parts[name])
        return buffer.getvalue()


@lru_cache(maxsize=256)
def _relations_in(content: bytes, part: str) -> tuple[Relation, ...]:
    found = []
    for each in parse_xml(content, place=relations_part(part)):
        outside = each.get("TargetMode", "").casefold() == "external"
        target = each.get("Target", "")
        kind = each.get("Type", "").rpartition("/")[2]
        found.append(Relation(each.get("Id", ""), kind, target if outside else resolved(part, target), outside))
    return tuple(found)


def open_word(path: Path | str) -> WordPackage:
    """The document at `path`, read whole.

    Raises TemplateUnusable for a file that is missing, locked, encrypted, damaged, no Word document, or larger inside
    than any real document.
    """
    return read_word(Path(path), read_document(path))


def read_document(path: Path | str) -> bytes:
    """The bytes at `path`. Raises TemplateUnusable for a file that is missing or locked."""
    from hmic_tracker.files import read_bytes_whole

    try:
        content = read_bytes_whole(Path(path))
    except FileRefused as error:
        raise TemplateUnusable(error.message, advice=error.advice, place=str(path)) from error
    return content


def read_word(path: Path, content: bytes) -> WordPackage:
    """As `open_word`, from bytes already read."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _unusable(path, "is encrypted, or an old .doc file", "Save it in Word as .docx, without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise _unusable(path, "is larger inside than any real document", "Check that it is the right file.")
            parts = {entry.filename.lstrip("/"): _inflated(archive, entry) for entry in entries}
    except ARCHIVE_FAULTS as error:
        raise _unusable(path, "is damaged or is no Word document", "Take a copy that opens in Word.") from error
    package = WordPackage(path, _as_transitional(parts))
    if CONTENT_TYPES not in parts:
        raise _unusable(path, "is no Word document", "Save it in Word as .docx.")
    package.document  # noqa: B018  # a file that is no document is refused here, not at first use
    return package


def _as_transitional(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A document saved as Strict Open XML with the names that every other has (ECMA-376 Part 4)."""
    if not any(_STRICT in content[:5_000] for name, content in parts.items() if name.endswith((".xml", ".rels"))):
        return parts
    return {
        name: _strict_name.sub(_transitional_name, content) if name.endswith((".xml", ".rels")) else content
        for name, content in parts.items()
    }


_STRICT = b"http://purl.oclc.org/ooxml/"
_strict_name = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z/]*)")


def _transitional_name(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found[1] + b"/2006/" + found[2]


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # The directory may lie about the size, so it is held to what it says.
    with archive.open(entry) as member:
        content = member.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise zipfile.BadZipFile("longer than its directory says")
    return content


def _unusable(path: Path, what: str, advice: str) -> TemplateUnusable:
    return TemplateUnusable(f"{path.name} {what}.", advice=advice, place=str(path))


def parse_xml(content: bytes | str, *, place: str = "") -> "_Element":
    """The root of a part's XML. A document type is refused (Part 2, 8.1.4), so that nothing is fetched or expanded."""
    from lxml import etree

    text = content.encode("utf-8") if isinstance(content, str) else content
    if b"<!DOCTYPE" in text[:4096] or b"<!ENTITY" in text:
        raise TemplateUnusable(f"The part {place} declares a document type.", advice="Save the file again in Word.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateUnusable(
            f"The part {place} is not well-formed: {error.msg}.", advice="Take a copy that opens in Word."
        ) from error


def serialise(tree: "_Element") -> bytes:
    """A part's XML as it is kept in the package."""
    from lxml import etree

    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

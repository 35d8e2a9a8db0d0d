"""XML from a workbook, read safely: no document types, no entities, nothing fetched.

ECMA-376 Part 2, 9.1.4: the parts of a package are UTF-8 or UTF-16, and hold no document type declaration.
So a part with one is refused at its first byte, and neither entity bombs nor external entities are reached.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from hmic_tracker.errors import WorkbookUnusable

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SPREADSHEET = (TRANSITIONAL, STRICT)

MOST_SMALL_PART_BYTES = 32 * 1024 * 1024
# What Python calls encodings and no XML is written in; some take quadratic time.
_NO_CHARACTER_SETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
# Real parts nest about a dozen elements; what nests thousands is made to overflow whoever walks down.
_MOST_DEPTH = 500
#: The longest lists that Excel allows in such parts are of 65,490 styles and 65,530 links.
MOST_ELEMENTS = 500_000
_CHUNK = 256 * 1024
_START_TAG = re.compile(rb"<[^\s/>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>")
_ENCODING = re.compile(r"""(<\?xml[^>]*?\sencoding\s*=\s*)(["'])[^"']*\2""")
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")


def as_utf8(xml: bytes, place: str) -> bytes:
    """The same part in UTF-8, its declaration saying so; unchanged (and not copied) where it is already."""
    if xml[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise damaged(place, "its text is UTF-32, which no part of a workbook may be")
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif xml[:4] == b"<\0?\0":
        encoding = "utf-16-le"
    elif xml[:4] == b"\0<\0?":
        encoding = "utf-16-be"
    else:
        declared = _DECLARED.match(xml)
        encoding = declared[1].decode("ascii", "replace") if declared else "utf-8"
        # Whoever could read that far reads no UTF-16: a writer of .NET's strings says so all the same.
        if encoding.casefold() in ("utf-8", "utf8", "us-ascii", "ascii", "utf-16"):
            return xml
    try:
        if codecs.lookup(encoding).name in _NO_CHARACTER_SETS:
            raise LookupError
        text = xml.decode(encoding)
    except (LookupError, ValueError) as error:
        raise damaged(place, f"its text is not the {encoding[:40]} that it says it is") from error
    return _ENCODING.sub(r"\1\2UTF-8\2", text, count=1).encode("utf-8")


def require_well_formed(xml: bytes, place: str) -> None:
    """Raise WorkbookUnusable unless expat reads the whole of `xml` and finds no document type in it.

    There are no callbacks but the one for document types, so this costs 0.4 s for 1.5 million cells.
    """
    check = Check(place)
    view = memoryview(xml)
    for at in range(0, len(xml), _CHUNK):
        check.feed(view[at : at + _CHUNK])
    check.close()


class Check:
    """Well-formedness of a part that arrives in pieces; see `require_well_formed`."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._parser = parser(place)

    def feed(self, piece: bytes | memoryview) -> None:
        """The next piece of the part."""
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError as error:
            raise damaged(self._place, f"its XML is broken ({error})") from error

    def close(self) -> None:
        """No more pieces: the part must be complete."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged(self._place, f"its XML is broken ({error})") from error


def parser(place: str, *, namespaces: bool = False) -> expat.XMLParserType:
    """An expat parser that refuses document types; with `namespaces`, names are `uri local`."""
    # What is read here is in UTF-8 by now, whatever it says: expat stumbles over names of encodings it doesn't know.
    made = expat.ParserCreate("utf-8", " ") if namespaces else expat.ParserCreate("utf-8")

    def refuse(*_: object) -> None:
        raise WorkbookUnusable(
            f"{place} declares a document type or entities, which no workbook may.",
            advice="Don't use this file: ask whoever sent it for one saved by Excel.",
            place=place,
        )

    made.StartDoctypeDeclHandler = refuse
    return made


def tree(xml: bytes, place: str) -> ElementTree.Element:
    """A small part (workbook, relationships, table) as an element tree, names as `{uri}local`."""
    if len(xml) > MOST_SMALL_PART_BYTES:
        raise damaged(place, "it is far larger than such a part ever is")
    utf8 = as_utf8(xml, place)
    require_well_formed(utf8, place)
    try:
        return ElementTree.fromstring(utf8, ElementTree.XMLParser(encoding="utf-8"))
    except ElementTree.ParseError as error:  # a prefix without a namespace is well-formed, and still no XML for us
        raise damaged(place, f"its XML is broken ({error})") from error


def local(tag: object) -> str:
    """The element's name without its namespace; nothing for comments."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@dataclass(slots=True)
class Span:
    """An element and where it stands in the bytes of its part.

    `start` is its `<`, `inside` the first byte after its start tag, `tail` the `<` of its end tag, `end` the
    first byte after it. A self-closing element has `inside == tail == end`.
    """

    name: str
    uri: str
    attributes: dict[str, str]
    start: int
    inside: int
    tail: int = 0
    end: int = 0
    children: list["Span"] = field(default_factory=list)

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written `<name/>`."""
        return self.inside == self.end

    def child(self, name: str) -> "Span | None":
        """The first child of that name in a spreadsheet namespace."""
        return next((each for each in self.children if each.name == name and each.uri in SPREADSHEET), None)

    def every(self, name: str) -> Iterator["Span"]:
        """Every element of that name below this one, whatever its namespace, in document order."""
        for each in self.children:
            if each.name == name:
                yield each
            yield from each.every(name)


def outline(xml: bytes, place: str, *, most: int = MOST_ELEMENTS) -> Span:
    """The elements of a small part with their byte spans (UTF-8 only: see `as_utf8`).

    Raises WorkbookUnusable where it is broken, or has more than `most` elements or too many inside each other.
    """
    if len(xml) > MOST_SMALL_PART_BYTES:
        raise damaged(place, "it is far larger than such a part ever is")
    reader = parser(place, namespaces=True)
    top = Span("", "", {}, 0, 0)
    stack, left = [top], most

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if len(stack) > _MOST_DEPTH:
            raise damaged(place, f"elements lie more than {_MOST_DEPTH} deep in each other")
        if left < 0:
            raise damaged(place, f"there are more than {most:,} elements, which is more than such a part ever has")
        at = reader.CurrentByteIndex
        uri, _, short = name.rpartition(" ")
        found = _START_TAG.match(xml, at)
        inside = found.end() if found else at
        span = Span(short, uri, attributes, at, inside)
        stack[-1].children.append(span)
        stack.append(span)

    def end(_: str) -> None:
        span = stack.pop()
        if xml[span.inside - 2 : span.inside] == b"/>":
            span.tail = span.end = span.inside
        else:
            span.tail = reader.CurrentByteIndex
            span.end = xml.index(b">", span.tail) + 1

    reader.StartElementHandler = start
    reader.EndElementHandler = end
    try:
        reader.Parse(xml, True)
    except expat.ExpatError as error:
        raise damaged(place, f"its XML is broken ({error})") from error
    return top.children[0]


def start_tag_end(xml: bytes, at: int) -> int:
    """The first byte after the start tag whose `<` is at `at`."""
    found = _START_TAG.match(xml, at)
    return found.end() if found else at


def prefix_of(xml: bytes, at: int) -> bytes:
    """The prefix, with its colon, of the element whose `<` is at `at`; empty where it has none."""
    name = re.compile(rb"<([^\s/>]+)").match(xml, at)
    before, colon, _ = name[1].partition(b":") if name else (b"", b"", b"")
    return before + colon if colon else b""


def damaged(place: str, why: str) -> WorkbookUnusable:
    """The error for a part whose XML cannot be read; `why` completes `in <part>, ...`."""
    return WorkbookUnusable(
        f"The workbook is damaged: in {place}, {why}.",
        advice="Open it in Excel (Open and Repair) and save it again, or take the last copy from backups.",
        place=place,
    )

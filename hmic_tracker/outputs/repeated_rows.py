"""Rows that a loop repeats and that differ in their words alone: a long table is finished by looking at one of each.

The child that fills in the tags puts a mark at both ends of each such row, with the number of the row in the template
that it was made from. The parent keeps the first of each number in every run of rows, and sets the others aside until
the document is finished. They follow it as it was written, but for the colour behind a colour's word.

That the first was changed in no other way is checked. Where it was changed (a grid to fit, a list that begins at one),
the whole document is finished row by row.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hmic_tracker.outputs.markup import RAG_STYLE

# Neither is in any XML, nor in a figure: `printable` shows them as U+FFFD.
_ROW, _END = "\x03", "\x04"
_ROW_MARK, _END_MARK = _ROW.encode(), _END.encode()
_MARKS = re.compile(rb"\x03[0-9]+|\x04")
# Fewer are finished as soon where they stand.
FEWEST = 50

_ROW_ENDS = "</w:tr>"
_A_TEXT = re.compile(r"<w:t(?: [^>]*)?>[^<]*</w:t>")
_A_STEP = re.compile(r"<w:p[ >]|</w:p>|\{%[-+]?\s*([a-z]*)")
_DEEPER, _HIGHER, _LEVEL = ("if", "for"), ("endif", "endfor"), ("elif", "else", "set")
# What finishing counts or names anew each time it occurs.
_COUNTED = ("docPr", "bookmarkStart")

_ROOT = re.compile(rb"<([A-Za-z0-9]+:[A-Za-z0-9]+)[^>]*>")
_MADE_HERE = re.compile(rb"<\?rows-(like|aside) ([0-9]+)\?>")
_CELL_ENDS = b"</w:tc>"
_STYLED = f'<w:pStyle w:val="{RAG_STYLE}"/>'.encode()
# As lxml writes what escaping and an empty figure leave.
_WRITTEN = (
    (b"&#34;", b'"'),
    (b"&#39;", b"'"),
    (b'<w:t xml:space="preserve"></w:t>', b'<w:t xml:space="preserve"/>'),
)

# Finishes a cell in a document of its own.
Finisher = Callable[[bytes], bytes]


def mark_rows(source: str) -> str:
    """A template's source with a mark at both ends of each row whose copies will differ in their words alone."""
    *rows, rest = source.split(_ROW_ENDS)
    marked = []
    for number, piece in enumerate(rows):
        at = max(piece.rfind("<w:tr>"), piece.rfind("<w:tr "))
        if at >= 0 and _is_plain(piece[at:]):
            marked.append(f"{piece[:at]}{_ROW}{number}{piece[at:]}{_ROW_ENDS}{_END}")
        else:
            marked.append(f"{piece}{_ROW_ENDS}")
    return "".join((*marked, rest))


def _is_plain(row: str) -> bool:
    """Whether its tags stand in texts, none reaches from one paragraph into another, and nothing in it is counted."""
    if "{{" not in row or any(one in row for one in _COUNTED):
        return False
    if re.search(r"\{[{%#]", _A_TEXT.sub("", row)) or re.search(r"\|\s*paragraphs", row):
        return False
    depth = 0
    for step in _A_STEP.finditer(row):
        word = step[1]
        if word is None:
            if depth:
                return False
        elif word in _DEEPER:
            depth += 1
        elif word in _HIGHER:
            depth -= 1
            if depth < 0:
                return False
        elif word not in _LEVEL:
            return False
    return depth == 0


def without_marks(content: bytes) -> bytes:
    """The part as it would be had no row been marked."""
    return _MARKS.sub(b"", content) if _ROW_MARK in content else content


@dataclass(frozen=True, slots=True)
class RowsAside:
    """A filled-in part without the rows set aside. `content` is to be finished, and then given to `put_back`."""

    content: bytes
    _kept: tuple[bytes, ...] = ()
    _aside: tuple[bytes, ...] = ()

    def put_back(self, finished: bytes, finish_cell: Finisher) -> bytes | None:
        """The finished part with the rows in their places, None where they can't follow the first of their kind.

        `finish_cell` does to a cell, in a document of its own, what was done to the part.
        """
        if not self._aside:
            return finished
        colours = _Colours(self.content, finish_cell)
        before, *found = _MADE_HERE.split(finished)
        whole = [before]
        for kind, number, after in zip(found[::3], found[1::3], found[2::3], strict=True):
            if kind == b"aside":
                whole += colours.pieces(self._aside[int(number)])
            elif not after.startswith(b"".join(colours.pieces(self._kept[int(number)]))):
                return None
            whole.append(after)
        return b"".join(whole)


def set_rows_aside(content: bytes) -> RowsAside:
    """A filled-in part whose marks are gone, and with them the rows that the first of their kind stands for."""
    if _ROW_MARK not in content or not _ROOT.match(content) or _MADE_HERE.search(content):
        return RowsAside(without_marks(content))
    rest, kept, aside = list[bytes](), list[bytes](), list[bytes]()
    kinds, stop, count = set[bytes](), 0, 0
    for start, kind, first, others, end in _stretches(content):
        between = content[stop:start]
        if between.strip():
            kinds = set()
        rest.append(between)
        if kind in kinds:
            others = first + others
        else:
            kinds.add(kind)
            rest += (b"<?rows-like %d?>" % len(kept), first)
            kept.append(first)
        if others:
            rest.append(b"<?rows-aside %d?>" % len(aside))
            aside.append(others)
            count += others.count(_ROW_ENDS.encode())
        stop = end
    if count < FEWEST:
        return RowsAside(without_marks(content))
    return RowsAside(b"".join((*rest, content[stop:])), tuple(kept), tuple(aside))


def _stretches(content: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, int]]:
    """Marked rows of one kind that follow each other: where they start, their number, the first, the others, their end.

    The rows are as lxml would write them.
    """
    start = content.find(_ROW_MARK)
    while start >= 0:
        opens, first_ends = content.index(b"<", start), content.index(_END_MARK, start)
        mark = content[start:opens]
        ends = re.compile(_END_MARK + b"(?!" + mark + b"<)").search(content, first_ends)
        assert ends is not None  # the last mark of a part has nothing after it
        others = content[first_ends + 1 + len(mark) : ends.start()].replace(_END_MARK + mark, b"")
        yield start, mark[1:], _as_written(content[opens:first_ends]), _as_written(others), ends.end()
        start = content.find(_ROW_MARK, ends.end())


def _as_written(rows: bytes) -> bytes:
    for said, written in _WRITTEN:
        rows = rows.replace(said, written)
    return rows


class _Colours:
    """Rows with the colours behind their words: each sort of cell is finished once."""

    def __init__(self, content: bytes, finish_cell: Finisher) -> None:
        root = _ROOT.match(content)
        assert root is not None  # set_rows_aside sees to it
        self._head, self._name = root[0], root[1]
        self._finish_cell = finish_cell
        self._cells: dict[bytes, bytes] = {}

    def pieces(self, rows: bytes) -> Iterator[bytes]:
        """The rows with their colours, in pieces."""
        done, at = 0, rows.find(_STYLED)
        while at >= 0:
            opens = max(rows.rfind(b"<w:tc>", done, at), rows.rfind(b"<w:tc ", done, at))
            ends = rows.index(_CELL_ENDS, at) + len(_CELL_ENDS)
            yield rows[done:opens]
            yield self._finished(rows[opens:ends])
            done, at = ends, rows.find(_STYLED, ends)
        yield rows[done:]

    def _finished(self, cell: bytes) -> bytes:
        if cell not in self._cells:
            alone = self._finish_cell(b"%s%s</%s>" % (self._head, cell, self._name))
            opened = alone.index(b">", alone.index(b"<" + self._name))
            self._cells[cell] = alone[opened + 1 : alone.rindex(b"</")]
        return self._cells[cell]

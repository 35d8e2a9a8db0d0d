"""Styles of cells, as far as writing into them needs: is it a date's, is it locked, give me its dated twin.

ECMA-376 Part 1, 18.8.10 (cellXfs), 18.8.45 (xf), 18.8.30 (numFmt, with the built-in numbers),
18.8.33 (protection). Nothing in the part moves: an xf is appended, so that no cell's style number changes.
"""

import re
from functools import cached_property

from hmic_tracker.workbook import markup
from hmic_tracker.workbook.cells import unsigned

SHORT_DATE, DATE_AND_TIME = 14, 22
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_NUMBER_FORMAT = re.compile(rb"""(\snumFmtId\s*=\s*)(["'])[^"']*\2""")
_APPLIED = re.compile(rb"""\sapplyNumberFormat\s*=\s*(["'])[^"']*\1""")
_COUNT = re.compile(rb"""(\scount\s*=\s*)(["'])[0-9]+\2""")


class StyleBook:
    """The styles part of a workbook and what was appended to it; `xml` is the part as it should be written."""

    def __init__(self, xml: bytes, place: str) -> None:
        """Nothing is read until the first question."""
        self._original = markup.as_utf8(xml, place)
        self._place = place
        self._twins: dict[tuple[int, int], int] = {}
        self._appended: list[bytes] = []

    @cached_property
    def _formats(self) -> tuple[markup.Span | None, dict[int, str]]:
        root = markup.outline(self._original, self._place)
        listed = root.child("numFmts")
        codes = {}
        for each in listed.children if listed else ():
            number = unsigned(each.attributes.get("numFmtId", ""))
            if number is not None:
                codes[number] = each.attributes.get("formatCode", "")
        return root.child("cellXfs"), codes

    def _xf(self, style: int) -> markup.Span | None:
        listed = self._formats[0]
        if listed is None or not 0 <= style < len(listed.children):
            return None
        return listed.children[style]

    def is_date(self, style: int) -> bool:
        """Whether numbers in this style are shown as a date or a time."""
        xf = self._xf(style)
        number_format = (unsigned(xf.attributes.get("numFmtId", "")) or 0) if xf else 0
        code = self._formats[1].get(number_format)
        if code is None:
            return number_format in _BUILT_IN_DATES
        return bool(re.search("[dmyhs]", _NOT_CODE.sub("", code.partition(";")[0]), re.IGNORECASE))

    def is_locked(self, style: int) -> bool:
        """Whether the cell is locked once its sheet is protected, as every cell is unless it says not."""
        xf = self._xf(style)
        protection = xf.child("protection") if xf else None
        return protection is None or protection.attributes.get("locked", "1") not in ("0", "false", "off")

    def dated(self, style: int, *, with_time: bool = False) -> int | None:
        """The number of the style that looks the same but shows dates; itself where it does already.

        It is appended at the first asking. None where the workbook has no list of styles to append to.
        """
        if self.is_date(style):
            return style
        listed, _ = self._formats
        if listed is None:
            return None
        number_format = DATE_AND_TIME if with_time else SHORT_DATE
        if (style, number_format) not in self._twins:
            self._twins[style, number_format] = len(listed.children) + len(self._appended)
            self._appended.append(self._twin(style, number_format, listed))
        return self._twins[style, number_format]

    def _twin(self, style: int, number_format: int, listed: markup.Span) -> bytes:
        xf = self._xf(style)
        if xf is None:
            prefix = markup.prefix_of(self._original, listed.start)
            return b'<%bxf numFmtId="%d" applyNumberFormat="1"/>' % (prefix, number_format)
        tag, rest = self._original[xf.start : xf.inside], self._original[xf.inside : xf.end]
        tag = _APPLIED.sub(b"", tag)
        written = b' numFmtId="%d" applyNumberFormat="1"' % number_format
        if _NUMBER_FORMAT.search(tag):
            tag = _NUMBER_FORMAT.sub(written, tag, count=1)
        else:
            name = re.match(rb"<[^\s/>]+", tag)
            tag = tag[: name.end()] + written + tag[name.end() :] if name else tag
        return tag + rest

    @property
    def has_changed(self) -> bool:
        """Whether anything was appended."""
        return bool(self._appended)

    @property
    def xml(self) -> bytes:
        """The part with what was appended, every other byte as it was."""
        listed, _ = self._formats
        if listed is None or not self._appended:
            return self._original
        total = len(listed.children) + len(self._appended)
        tag = _COUNT.sub(rb"\g<1>\g<2>%d\g<2>" % total, self._original[listed.start : listed.inside], count=1)
        added = b"".join(self._appended)
        if listed.is_empty_tag:
            prefix = markup.prefix_of(self._original, listed.start)
            opened = tag[:-2].rstrip() + b">"
            body = opened + added + b"</%bcellXfs>" % prefix
        else:
            body = tag + self._original[listed.inside : listed.tail] + added
            body += self._original[listed.tail : listed.end]
        return self._original[: listed.start] + body + self._original[listed.end :]

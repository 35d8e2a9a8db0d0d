"""One cell as XML: the element a value is written as, and the attributes that stay.

ECMA-376 Part 1, 18.3.1.4 (c), 18.3.1.40 (f), 18.3.1.96 (v), 18.3.1.53 (is), 18.18.11 (cell types).
"""

import re
from datetime import date, datetime

from hmic_tracker.workbook.cells import (
    Cached,
    CellValue,
    Formula,
    Plain,
    escape,
    markup_text,
    serial,
    unsigned,
)

_USUAL_TAG = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?(?: t="[a-zA-Z]+")?/?>')
_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")
# The type follows the new value; cell and value metadata (18.3.1.4, cm and vm) belonged to the old one.
_REPLACED = (b"r", b"s", b"t", b"cm", b"vm")


def style_and_rest(tag: bytes) -> tuple[int | None, bytes]:
    """A cell's style number (None: it has none) and the attributes besides that stay, each with a space."""
    usual = _USUAL_TAG.fullmatch(tag)
    if usual:
        return (unsigned(usual[1].decode()) if usual[1] else None), b""
    style, rest = None, []
    for name, quoted in _ATTRIBUTE.findall(tag):
        if name == b"s":
            style = unsigned(quoted[1:-1].decode("ascii", "replace"))
        elif name not in _REPLACED:
            rest.append(b" " + name + b"=" + quoted)
    return style, b"".join(rest)


def cell_markup(
    head: bytes, value: CellValue, *, prefix: bytes = b"", since_1904: bool = False, after: bytes = b""
) -> bytes:
    """The element for `value`; `head` is its start tag up to the type, without the closing bracket.

    Text is always inline and always text, so that `=1+1` typed by a stranger never calculates; strings that
    the workbook shares stay as they are. An empty text is a blank, which is what people see. `after` is kept
    as the last thing inside, where the schema has the cell's extensions.
    """
    if isinstance(value, Formula):
        formula = b"<%bf>%b</%bf>" % (prefix, markup_text(escape(value.text)), prefix)
        return _calculated(head, formula, value.cached, prefix, since_1904, after)
    if isinstance(value, Cached):
        raise TypeError("a cached value needs its cell's formula: use recached")
    if value is None or value == "":
        return b"%b>%b</%bc>" % (head, after, prefix) if after else head + b"/>"
    if isinstance(value, str):
        text = markup_text(escape(value))
        space = b' xml:space="preserve"' if _needs_preserving(value) else b""
        if not prefix:
            return b'%b t="inlineStr"><is><t%b>%b</t></is>%b</c>' % (head, space, text, after)
        return b'%b t="inlineStr"><%bis><%bt%b>%b</%bt></%bis>%b</%bc>' % (
            *(head, prefix, prefix, space, text, prefix, prefix, after, prefix),
        )
    kind, written = typed(value, since_1904)
    return b"%b%b><%bv>%b</%bv>%b</%bc>" % (head, kind, prefix, written, prefix, after, prefix)


def recached(head: bytes, formula: bytes, value: Plain, *, prefix: bytes, since_1904: bool, after: bytes) -> bytes:
    """The element with the formula it had, `formula` byte for byte, and another cached value."""
    return _calculated(head, formula, value, prefix, since_1904, after)


def _calculated(head: bytes, formula: bytes, cached: Plain, prefix: bytes, since_1904: bool, after: bytes) -> bytes:
    if cached is None:
        return b"%b>%b%b</%bc>" % (head, formula, after, prefix)
    if isinstance(cached, str):
        kind, written = b' t="str"', markup_text(escape(cached))
    else:
        kind, written = typed(cached, since_1904)
    return b"%b%b>%b<%bv>%b</%bv>%b</%bc>" % (head, kind, formula, prefix, written, prefix, after, prefix)


def typed(value: bool | int | float | date | datetime, since_1904: bool) -> tuple[bytes, bytes]:
    """The type attribute and the text of a number, a date or a truth value."""
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, date):
        return b"", repr(serial(value, since_1904=since_1904)).encode()
    if isinstance(value, int):
        return b"", b"%d" % value
    if value.is_integer() and abs(value) < 1e15:
        return b"", b"%d" % int(value)
    # What numpy calls a float64 is a float, and has a `repr` of its own that is no number.
    return b"", float.__repr__(value).encode()


def _needs_preserving(text: str) -> bool:
    """Whether white space at an end, or a line break, would be lost by a reader without `xml:space`."""
    return text[0] in " \t\n\r" or text[-1] in " \t\n\r" or "\n" in text or "  " in text

"""Texts as XML can hold them."""

import re

# What no XML can hold (XML 1.0, 2.2), and lone halves of a character, which no encoding can.
_UNPRINTABLE = re.compile("[\x00-\x08\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with one sort of line end; a character that no XML can hold is shown as U+FFFD, so that it is missed.

    A vertical tab is the line break that Word and Excel's Alt+Enter leave in some exports.
    """
    if text.isprintable():  # nearly every text is, and to ask is far sooner done than to look
        return text
    if "\r" in text or "\x0b" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(words: str) -> str:
    """The words on one line: a line break in a setting must not begin another header of an email (RFC 5322, 2.2)."""
    return " ".join(words.split())

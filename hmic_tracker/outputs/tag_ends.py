"""Tags that do not begin and end in one paragraph: Word's Enter in the middle of a tag leaves two halves.

docxtpl joins such halves over everything that lies between, a paragraph's settings and a section's too, or prints them.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hmic_tracker.outputs.faults import DocumentFault
from hmic_tracker.outputs.markup import W, shortened

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARK = re.compile(r"\{[{%#]|[}%#]\}")
# A brace in a quoted word of a tag is no mark: {{ agenda_item|default('}}', true) }}. Word makes quotes round.
_IN_TAG = re.compile(r"""'[^']*'|"[^"]*"|[‘’][^‘’]*’|[“”][^“”]*”|[}%#]\}""")
_ADVICE = "Put the whole tag into one paragraph."


def half_tags(tree: "_Element", place: str) -> Iterator[DocumentFault]:
    """A fault for each tag that only begins in its paragraph, or only ends in it; `place` is the part's name."""
    for paragraph in tree.iter(f"{W}p"):
        words = "".join(
            text.text or "" for text in paragraph.iter(f"{W}t") if next(text.iterancestors(f"{W}p")) is paragraph
        )
        if found := _half(words):
            yield DocumentFault("tag-broken", f"{place}, “{shortened(words)}”", found, _ADVICE)


def _half(words: str) -> str:
    """What is wrong with the tags in a paragraph's words, as a sentence; empty where each is whole."""
    at = 0
    while mark := _MARK.search(words, at):
        if mark[0] not in _ENDS:
            return f"“{shortened(words[: mark.end()])}” ends a tag that does not begin in this paragraph."
        end, at = _ENDS[mark[0]], mark.end()
        while (inside := _IN_TAG.search(words, at)) and inside[0] != end:
            at = inside.end()
        if inside is None:
            return f"The tag “{shortened(words[mark.start() :])}” does not end in this paragraph."
        at = inside.end()
    return ""

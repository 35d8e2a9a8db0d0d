"""File names made from what people typed: legal on Windows and Linux alike, and still readable."""

import re
import unicodedata
from collections.abc import Iterable

# Windows refuses these, and names that end in a space or a full stop; a slash would be a folder everywhere.
_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_MOST_BYTES = 100


def safe_words(text: str) -> str:
    """The words as part of a file name: `Roads / rail: A*` becomes `Roads rail A`.

    At most 100 bytes, so that the name with what stands around it keeps within every system's limit; `unnamed` where
    nothing is left.
    """
    words = " ".join(_ILLEGAL.sub(" ", unicodedata.normalize("NFC", text)).split())
    short = words.encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore")
    return short.rstrip(" .") or "unnamed"


def each_apart(names: Iterable[str]) -> list[str]:
    """The names with a number after those that a system without capitals would take for an earlier one."""
    seen: set[str] = set()
    made = []
    for name in names:
        one, number = name, 1
        while one.casefold() in seen:
            number += 1
            one = f"{name} {number}"
        seen.add(one.casefold())
        made.append(one)
    return made

"""Words as reports print them, and patterns that find them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


def plain(text: str) -> str:
    """The text in lower case with plain quotes, dashes and spaces: each character where it was."""
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """What stands for each character, worked out when it is first met: texts are long and their characters few."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _plain_character(chr(code))
        return found


_PLAIN = _Plain()


def _plain_character(character: str) -> str:
    if character in "‘’ʼ`´":
        return "'"
    if character in "“”":
        return '"'
    if unicodedata.category(character) == "Pd" or character == "−":
        return "-"
    if character.isspace() or unicodedata.category(character) == "Cf":
        return " "
    lower = character.lower()
    return lower if len(lower) == 1 else character


@cache
def wording(pattern: str) -> re.Pattern[str]:
    """A pattern in which a blank stands for any run of blanks, since printed lines are wrapped."""
    return re.compile(pattern.replace(" ", r"\s+"))


@dataclass(frozen=True, slots=True)
class Search:
    """A pattern, as :func:`wording` takes it, and the `marks` of which one stands in whatever it finds.

    Most texts hold none of them, which is seen far sooner than the pattern would find nothing, or be compiled.
    """

    marks: tuple[str, ...]
    asked: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled where a text first needs it."""
        return wording(self.asked)

    def over(self, words: str) -> Iterator[re.Match[str]]:
        """Every place in these plain words that the pattern fits, from the left, none within another."""
        for mark in self.marks:
            if mark in words:
                return self.pattern.finditer(words)
        return iter(())


def search(marks: str, pattern: str) -> Search:
    """The search for a :func:`wording`, with its marks between blanks."""
    return Search(tuple(marks.split()), pattern)

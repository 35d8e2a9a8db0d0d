"""Words as people type them, and the vocabularies that they are read against."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hmic_tracker.register.declare import Word
from hmic_tracker.register.vocabularies import VOCABULARY

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
# A joiner between two letters beyond the English ones is part of them (an emoji of several, Persian); else it is
# what a paste left behind.
_UNSEEN = re.compile("[\u200b\u2060\ufeff]|[\u200c\u200d](?![^\x00-\x7f])|(?<![^\x00-\x7f])[\u200c\u200d]")
_LONGEST_KEPT = 200


def tidy(text: str) -> str:
    """The text without space at its ends, every run of spaces (non-breaking ones and line breaks too) one space.

    Characters that nobody sees are taken out, but for those that join an emoji or a letter to the next.
    """
    return " ".join((text if text.isascii() else _UNSEEN.sub("", text)).split())


def bare(text: str) -> str:
    """What is left of a word or heading once the ways in which people retype it are taken away.

    Case, spaces, line breaks, curly quotes, hyphens and a stray full stop, colon or asterisk at the end do not count.
    """
    return _bare(text) if len(text) <= _LONGEST_KEPT else ref_key(text).replace("-", "").replace("_", "")


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return ref_key(text).replace("-", "").replace("_", "")


def ref_key(text: str) -> str:
    """What two spellings of one ref or name have in common: case, spaces, kinds of dash and quote do not count.

    Unlike in `bare`, hyphens stay: R-1-2 and R-12 are two risks.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return "".join(plain.split()).rstrip(".:*;,")


def join_words(words: Iterable[str], last: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`; with another word for `last`, `A, B or C`. Blank words are passed over.

    Where a part has that word in it, a comma keeps it whole: `Avon and Somerset, and Kent`; where one has a comma,
    semicolons part them.
    """
    parts = [word for word in words if word]
    if len(parts) < 2:
        return "".join(parts)
    if any("," in part or ";" in part for part in parts):
        return f"{'; '.join(parts[:-1])}; {last} {parts[-1]}"
    comma = "," if any(re.search(rf"\b{last}\b", part) for part in parts) else ""
    return f"{', '.join(parts[:-1])}{comma} {last} {parts[-1]}"


def nearest_of(text: str, known: Iterable[str], *, at_least: int = 75) -> str | None:
    """The known word most like `text`, or None where none is alike enough (`at_least`, of 100)."""
    from rapidfuzz import fuzz, process

    if len(text) > _LONGEST_KEPT:
        return None
    choices = {bare(word): word for word in known if word}
    found = process.extractOne(bare(text), choices.keys(), scorer=fuzz.ratio, score_cutoff=at_least)
    return choices[found[0]] if found else None


def suggest(text: str, known: Iterable[str]) -> str:
    """` Did you mean “Closed”?`, or nothing where no known word is alike."""
    found = nearest_of(text, known)
    return f" Did you mean “{found}”?" if found else ""


@dataclass(frozen=True)
class Vocabularies:
    """Every list of words as it holds in one workbook: what the library declares, with what staff have added."""

    lists: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)
    _canonical: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, words in self.lists.items():
            short = {bare(form): word.word for word in reversed(words) for form in word.also}
            self._canonical[name] = short | {bare(word.word): word.word for word in reversed(words)}

    def words(self, name: str) -> tuple[Word, ...]:
        """The words of a list in their order; empty for an unknown list."""
        return self.lists.get(name, ())

    def canonical(self, name: str, text: str) -> str | None:
        """The word as the list spells it, whatever case or full stop it was typed with, or for short (`AFI`).

        None where it is not one.
        """
        return self._canonical.get(name, {}).get(bare(text))

    def nearest(self, name: str, text: str) -> str | None:
        """The word of the list most like `text`, or None."""
        return nearest_of(text, (word.word for word in self.words(name)))

    def meaning(self, name: str, word: str) -> str:
        """What a word means here, or nothing."""
        return next((one.meaning for one in self.words(name) if one.word == word), "")


def make_vocabularies(staff: Iterable[tuple[str, str, str, float | None]] = ()) -> Vocabularies:
    """The declared vocabularies with what the Lists sheet says: (list, word, meaning, order) each.

    Staff's meanings and order win. Words are added to open lists only; a closed list keeps the words that rules and
    figures rely on.
    """
    lists = {name: {bare(word.word): word for word in one.words} for name, one in VOCABULARY.items()}
    names = {bare(name): name for name in lists}
    orders: dict[str, dict[str, float]] = {}
    for list_name, word, meaning, order in staff:
        name = names.get(bare(list_name))
        if name is None:
            name = names[bare(list_name)] = tidy(list_name)
            lists[name] = {}
        known = lists[name].get(bare(word))
        is_closed = name in VOCABULARY and VOCABULARY[name].closed
        if known is None and is_closed:
            continue
        spelt = known.word if known is not None and is_closed else tidy(word)
        also = known.also if known is not None else ()
        lists[name][bare(word)] = Word(spelt, meaning or (known.meaning if known else ""), also)
        if order is not None:
            orders.setdefault(name, {})[bare(word)] = order
    return Vocabularies(
        {
            name: tuple(
                words[key] for key in sorted(words, key=lambda key: orders.get(name, {}).get(key, float("inf")))
            )
            for name, words in lists.items()
        }
    )

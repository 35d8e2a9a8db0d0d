"""The sentences of a text, each with whose duty the one before it stated."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hmic_tracker.rules.bodies import Holder, holder_of
from hmic_tracker.rules.duty_words import DUTY, subject_of


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or item of a list, in plain words.

    `start` is its offset; `continues` whether the one before it was left open by a colon or semicolon;
    `carried` whose duty that one stated, or the last before it; `carried_duty` whether this one only goes on with it.
    """

    start: int
    words: str
    continues: bool
    carried: Holder
    carried_duty: bool


# "Recommendation 4: To the Home Office." and "For the Home Office: by May 2022, ..."
_ADDRESSED = re.compile(r"\W*(?:\w+(?:\s+\w+)?\s+\d+\s*[:.-]?\s*)?(?:to|for)\s+(?P<body>[^.:;]{3,90})[.:]?\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9•●▪])|;\s*|\s[•●▪◦]\s*")
_ABBREVIATION = re.compile(r"(?:\b(?:no|nos|para|paras|e\.g|i\.e|st|supt|insp|sgt|vs|etc|cf)|\b[a-z])\.\s*$")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_LIST_MARK = re.compile(r"\s*(?:[•●▪◦*–-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s)")


def split_sentences(text: str, words: str, ours: Sequence[str]) -> Iterator[Sentence]:
    """The sentences of a text; `words` is the same text in plain words, character for character."""
    ends = _boundaries(text, words)
    carried, carried_duty, continues = Holder.UNKNOWN, False, False
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        piece = words[start:end]
        if not piece.strip():
            continue
        sentence = Sentence(start, piece, continues, carried, carried_duty and continues)
        yield sentence
        duties = list(DUTY.finditer(piece))
        if duties:
            subject = subject_of(piece, duties, 0)
            carried = holder_of(subject, text[start:end], ours, carried=carried)
            carried_duty = True
        elif addressed := _ADDRESSED.fullmatch(piece):
            carried = holder_of(addressed["body"], text[start:end], ours, carried=carried)
            carried_duty = carried is not Holder.UNKNOWN
            continues = carried_duty
            continue
        elif not continues:
            carried_duty = False
        continues = not re.search(r"[.!?][\"')\]]*\s*$", piece)


def _boundaries(text: str, words: str) -> list[int]:
    """Where each sentence after the first begins. A wrapped line isn't a new sentence, a list's item is."""
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if match[0].startswith(";") or not _ABBREVIATION.search(words, 0, match.start())
    ]
    for match in _LINE_END.finditer(text):
        closed = re.search(r"[.:!?]\s*$", text[: match.start()])
        if closed or _LIST_MARK.match(text, match.end()) or _LINE_END.match(text, match.end()):
            ends.append(match.end())
    return sorted({end for end in ends if 0 < end < len(text)})

"""Deadlines read from words in the style of reports and letters: the files in deadline_sentences, by shape.

Every sentence there is invented.
"""

from collections import Counter

import pytest
from sentences import Sentence, sentences

from hmic_tracker.rules.deadlines import Deadline, read_deadlines


def _read(sentence: Sentence) -> tuple[Deadline, ...]:
    return read_deadlines(sentence.text, published=sentence.published)


@pytest.mark.parametrize("sentence", sentences(), ids=str)
def test_a_sentence_gives_its_days_and_no_others(sentence: Sentence) -> None:
    found = _read(sentence)
    assert (
        " ".join("recurring" if d.recurring else str(d.due) for d in found if d.recurring or d.due) or "none"
    ) == sentence.said


def test_every_phrase_stands_in_its_text_where_it_says() -> None:
    for sentence in sentences():
        found = _read(sentence)
        assert [sentence.text[d.start : d.start + len(d.phrase)] for d in found] == [d.phrase for d in found]
        assert [d.start for d in found] == sorted({d.start for d in found})


def test_no_sentence_stands_twice() -> None:
    times = Counter((sentence.text, sentence.published) for sentence in sentences())
    assert [text for (text, _), number in times.items() if number > 1] == []

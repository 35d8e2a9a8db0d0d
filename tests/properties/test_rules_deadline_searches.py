"""A text in which none of a search's marks stands is never searched, so nothing may be found without one of them."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sentences import sentences

from hmic_tracker.rules import date_words, deadline_phrases, deadlines
from hmic_tracker.rules.deadline_phrases import SEARCHES, find_phrases
from hmic_tracker.rules.deadlines import read_deadlines
from hmic_tracker.rules.printed_words import Search, plain
from tests.unit import test_rules_deadlines as short

PUBLISHED = date(2022, 2, 24)
SENTENCES = [
    *(line.split(" | ")[0] for line in (short.DEADLINES + short.NOT_DEADLINES).split("\n") if line),
    *(sentence.text for sentence in sentences()),
]
EVERY_TEXT = ("",)


def unfiltered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every search is made in every text, and every shape of date tried at every place."""
    for name in ("FURTHER", "OPENER", "_IMMEDIATELY", "_RECURRING"):
        monkeypatch.setattr(deadline_phrases, name, replace(getattr(deadline_phrases, name), marks=EVERY_TEXT))
    for name in ("WITHIN", "STATED"):
        several = tuple(replace(one, marks=EVERY_TEXT) for one in getattr(deadline_phrases, name))
        monkeypatch.setattr(deadline_phrases, name, several)
    monkeypatch.setattr(deadline_phrases, "ANY_DATE", re.compile(""))
    monkeypatch.setattr(deadlines, "may_begin", lambda words: True)


def test_no_bare_wording_loses_its_day_to_the_first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = [text[found.start : found.end] for text in SENTENCES for found in find_phrases(text)]
    texts = sorted({*phrases, *(words.partition(" ")[2] for words in phrases)})
    quick = [read_deadlines(text, published=PUBLISHED) for text in texts]
    unfiltered(monkeypatch)
    assert [read_deadlines(text, published=PUBLISHED) for text in texts] == quick
    assert sum(any(one.due for one in found) for found in quick) > 500


def test_no_sentence_loses_a_deadline_by_its_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*SENTENCES, *(text.upper() for text in SENTENCES)]
    quick = [(find_phrases(text), read_deadlines(text, published=PUBLISHED)) for text in texts]
    unfiltered(monkeypatch)
    assert [(find_phrases(text), read_deadlines(text, published=PUBLISHED)) for text in texts] == quick
    assert sum(bool(deadlines) for _, deadlines in quick) > 1_000


# Words made to fit a pattern can't also be made to fit a look ahead, which only narrows what it finds.
LOOK_AHEAD = r"(?=[\w-]+\s+period\b)"


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search.pattern.pattern[:40])
def test_whatever_a_search_finds_holds_one_of_its_marks(search: Search) -> None:
    pattern = re.compile(search.pattern.pattern.replace(LOOK_AHEAD, ""))

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    @given(st.from_regex(pattern, alphabet=st.characters(codec="ascii")))
    def holds_a_mark(words: str) -> None:
        assert any(mark in words for mark in search.marks), words

    holds_a_mark()


@pytest.mark.parametrize("shape", date_words.DATE_SHAPES, ids=lambda shape: shape.pattern[:40])
def test_every_shape_of_date_is_seen_in_one_look(shape: re.Pattern[str]) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    @given(st.from_regex(shape, alphabet=st.characters(codec="ascii")))
    def is_seen(words: str) -> None:
        for found in shape.finditer(plain(words)):
            assert date_words.ANY_DATE.match(plain(words), found.start())

    is_seen()

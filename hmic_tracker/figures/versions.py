"""The full and the public version: who is named, what may be printed, and what was left out.

The public version holds only what is Publishable and marked OFFICIAL, prints roles for names, and leaves out risk refs
and scores unless Settings say otherwise.
"""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Protocol

from hmic_tracker.figures.shape import PersonName, Version
from hmic_tracker.figures.surnames import ORDINARY_WORDS
from hmic_tracker.model.force import Person
from hmic_tracker.model.person_names import TITLES, bare_name

OFFICIAL, OFFICIAL_SENSITIVE = "OFFICIAL", "OFFICIAL-SENSITIVE"
_RANK_OF_MARKING = {OFFICIAL: 0, OFFICIAL_SENSITIVE: 1}
_UNNAMED = "a named officer"
_A_RISK = "a force risk"
PUBLIC_CONTACT = "Full and public"


class Printable(Protocol):
    """Anything with the two columns that say whether the public may read it."""

    @property
    def publishable(self) -> bool | None: ...  # noqa: D102
    @property
    def marking(self) -> str: ...  # noqa: D102


def is_public(row: Printable) -> bool:
    """Publishable is Yes and it is marked OFFICIAL: a blank cell is a No and OFFICIAL-SENSITIVE."""
    return row.publishable is True and row.marking == OFFICIAL


def marking_of(row: Printable) -> str:
    """Its marking; a blank one is OFFICIAL-SENSITIVE, and so is a word that is no marking."""
    return row.marking if row.marking in _RANK_OF_MARKING else OFFICIAL_SENSITIVE


def highest_marking(markings: Iterable[str]) -> str:
    """The highest of these markings; OFFICIAL where there is none."""
    return max(markings, key=lambda marking: _RANK_OF_MARKING.get(marking, 1), default=OFFICIAL)


def is_below(marking: str, other: str) -> bool:
    """Whether a marking is lower than another."""
    return _RANK_OF_MARKING.get(marking, 0) < _RANK_OF_MARKING.get(other, 1)


class Edition:
    """One version in the making: it says what may be printed and how, and remembers what it left out.

    `left_out` counts, by kind of thing, the rows that could not be printed; `markings` gathers those of what was.
    """

    def __init__(
        self, version: Version, people: Iterable[Person], *, risk_refs: Iterable[str], with_risks: bool
    ) -> None:
        self.version: Version = version
        self.is_public = version == "public"
        self.shows_risks = with_risks or not self.is_public
        self.markings: set[str] = set()
        self.left_out: dict[str, set[int]] = {}
        self._people = {one.person: one for one in people if one.person.strip()}
        named = sorted(self._people, key=len, reverse=True)
        self._names = _any_of(_spellings(named, self._people)) if self.is_public else None
        coded = [ref for ref in risk_refs if re.search(r"\d", ref) and re.search(r"[^\W\d]", ref)]
        self._risk_refs = _any_of(dict.fromkeys(coded, _A_RISK)) if coded and not self.shows_risks else None
        self._roles = _spellings(named, self._people)

    def afresh(self) -> "Edition":
        """The same version for another document: nothing printed yet, nothing left out."""
        other = copy(self)
        other.markings, other.left_out = set(), {}
        return other

    def may_print(self, row: Printable, kind: str = "") -> bool:
        """Whether this version may hold the row; where it may not, it is counted under `kind` (if one is given)."""
        if self.is_public and not is_public(row):
            if kind:
                # The same row is met in several sections and is one thing left out.
                self.left_out.setdefault(kind, set()).add(id(row))
            return False
        self.markings.add(marking_of(row))
        return True

    def person(self, name: str) -> str:
        """A person as this version calls them: the name, in the public version the role. Empty where none is given."""
        name = name.strip()
        if not name or not self.is_public:
            return name
        known = self._people.get(name)
        return known.role.strip() if known and known.role.strip() else _UNNAMED

    def doer(self, name: str) -> str:
        """The same where a sentence goes on with it: `signed off by` a name, or `the Head of custody`."""
        called = self.person(name)
        is_role = self.is_public and called not in ("", _UNNAMED)
        return f"the {called}" if is_role and not re.match(r"(?:the|an?)\s", called, re.IGNORECASE) else called

    def leader(self, text: str) -> str:
        """Who leads something: a person as `doer`, anything else in staff's own words."""
        return self.doer(text) if text.strip() in self._people else self.words(text)

    def words(self, text: str) -> str:
        """Staff's own words: in the public version with roles for names, and without refs of risks.

        The text of a report is never put through this: it is printed as published or not at all.
        """
        if self._names is not None:
            text = self._names.sub(lambda found: self._roles[_key(found[0])], text)
        if self._risk_refs is not None:
            text = self._risk_refs.sub(_A_RISK, text)
        return text

    def reason(self, text: str, risk_refs: Iterable[str] = ()) -> str:
        """A RAG reason: where risks are not shown, without the clauses that speak of one."""
        if self.shows_risks:
            return self.words(text)
        refs = [ref for ref in risk_refs if ref]
        return self.words(_without_risks(text, refs))


def _without_risks(text: str, refs: list[str]) -> str:
    kept = []
    for full in re.split(r"(?<=[.!?])\s+", text):
        clauses = [clause for clause in re.split(r";\s*", full.rstrip(".")) if not _speaks_of_risk(clause, refs)]
        if clauses:
            kept.append("; ".join(clauses) + ("." if full.endswith(".") or len(full.split(";")) > len(clauses) else ""))
    return " ".join(kept) if kept else "Because of the risk that is linked to it."


def _speaks_of_risk(clause: str, refs: list[str]) -> bool:
    if re.search(r"\brisks?\b|\bscores?\b|\bscored\b|\blikelihood\b", clause, re.IGNORECASE):
        return True
    return any(re.search(rf"(?<!\w){re.escape(ref)}(?!\w)", clause) for ref in refs)


def _key(words: str) -> str:
    return " ".join(words.split()).casefold()


def _spellings(names: Iterable[str], people: dict[str, Person]) -> dict[str, str]:
    """Each way of writing a person that is surely them, and the role for it."""
    roles: dict[str, str] = {}
    for name in names:
        person = people[name]
        role = person.role.strip() or _UNNAMED
        plain = bare_name(name, person.rank)
        for spelling in (name, plain, f"{person.rank} {plain}".strip()):
            if len(spelling.split()) > 1 or spelling == name:
                roles.setdefault(_key(spelling), role)
    return roles


def _any_of(words: dict[str, str]) -> re.Pattern[str] | None:
    if not words:
        return None
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(r"\s+".join(re.escape(part) for part in one.split()) for one in longest_first)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def leftover_names(text: str, people: Iterable[Person | PersonName], allowed: Iterable[str] = ()) -> tuple[str, ...]:
    """The names and collar numbers of `people` that still stand in `text`, each once, in order of the people.

    Found are the whole name, the name without its rank, rank or title or initial with the surname, the first name and
    surname the other way round, a surname on its own unless it is an ordinary word (Green, Young), and a collar number.
    `allowed` are texts that may stand: contact officers so marked, refs.
    """
    folded = _folded(text)
    for pattern in _patterns_of_allowed(one for one in allowed if one and _may_hold(folded, one)):
        text = pattern.sub(" ", text)
    folded = _folded(text)
    text = re.sub(r"[^\S\n]+", " ", text)
    found: list[str] = []
    for person in people:
        name = person.name if isinstance(person, PersonName) else person.person
        # Few of a force's people are in any one paper: patterns are made only for those who may be.
        if not any(_may_hold(folded, one) for one in (*name.split()[-1:], *person.number.split())):
            continue
        for pattern in name_patterns(name, person.rank, person.number):
            if here := pattern.findall(text):
                found += here
                # What has been found as a whole name is not found once more as a surname.
                text = pattern.sub(" ", text)
    return tuple(dict.fromkeys(" ".join(one.split()) for one in found))


def _patterns_of_allowed(allowed: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """What takes these texts out of another, the longest first; those that begin alike in one pass.

    A register has thousands of refs, and a pass for each of them over a long paper takes minutes.
    """
    alike: dict[str, list[str]] = {}
    for words in sorted(allowed, key=len, reverse=True):
        alike.setdefault(words[:2].casefold(), []).append(re.escape(words))
    for some in alike.values():
        yield re.compile(rf"(?<!\w)(?:{'|'.join(some)})(?!\w)", re.IGNORECASE)


def _folded(text: str) -> str:
    """The text as `_may_hold` looks at it: letters that a pattern takes for one another are one letter in it."""
    return text.replace("İ", "i").casefold().replace("ı", "i")


def _may_hold(folded: str, words: str) -> bool:
    """False only where no pattern finds these words, in capitals or not; true of letters beyond the English ones."""
    return not words.isascii() or words.casefold() in folded


def name_patterns(name: str, rank: str = "", number: str = "") -> list[re.Pattern[str]]:
    """What finds a person in a text, the longest reading first."""
    patterns = []
    plain = bare_name(name, rank)
    parts = plain.split()
    if parts:
        first, surname = parts[0], parts[-1]
        # The longest reading first, so that what is reported is as it stands.
        ways = [r"\s+".join(map(re.escape, one.split())) for one in dict.fromkeys((name.strip(), plain)) if one]
        patterns.append(re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE))
        if len(parts) > 1 or surname != name.strip():
            before = rf"(?:{TITLES}|{re.escape(rank) if rank else '(?!)'}|{re.escape(first[0])}\.?)"
            patterns.append(re.compile(rf"(?<!\w){before}\s+{re.escape(surname)}(?!\w)"))
            patterns.append(re.compile(rf"(?<!\w){re.escape(surname)},\s*{re.escape(first)}(?!\w)", re.IGNORECASE))
        if surname.casefold() not in ORDINARY_WORDS and len(surname) > 2:
            shouted = re.escape(surname.upper())
            patterns.append(re.compile(rf"(?<!\w)(?:{re.escape(surname)}|{shouted})(?!\w)"))
    if re.search(r"\d", number):
        patterns.append(_number_pattern(number.strip()))
    return patterns


def _number_pattern(number: str) -> re.Pattern[str]:
    """A collar number on its own, with letters before it too; not as part of another number or of a word.

    What could be a year or a small count is one only after a rank, "number" or the like: else no paper of 2022 could be
    published by a force that has a constable 2022.
    """
    before = "(?:[A-Za-z]{1,3}[- ]?)?" if number.isdigit() else ""
    if re.fullmatch(r"\d{1,2}|(?:19|20)\d\d", number):
        before = rf"(?:{TITLES}|[Nn]o\.?|[Nn]umber|[Cc]ollar)[- ]?"
    return re.compile(rf"(?<!\d[.,/-])(?<!\w){before}{re.escape(number)}(?!\w)(?![.,/]\d)")


def person_names(people: Iterable[Person]) -> tuple[PersonName, ...]:
    """What the public version must not show of these people."""
    return tuple(
        PersonName(one.person, one.rank, one.number, one.role) for one in people if one.person.strip() or one.number
    )


def public_contacts(people: Iterable[Person]) -> tuple[str, ...]:
    """The names that may stand in the public version: contact officers marked so."""
    allowed: list[str] = []
    for one in people:
        if one.contact_officer == PUBLIC_CONTACT:
            plain = bare_name(one.person, one.rank)
            allowed += [f"{one.rank} {plain}".strip(), one.person, plain, one.email]
    return tuple(dict.fromkeys(words for words in allowed if words))

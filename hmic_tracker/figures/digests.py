"""What each owner and each chief officer is told by email: one digest a person, never one a recommendation.

Overdue first, then due before the committee's next meeting, then updates asked for. Somebody who has left gets none:
their successor or the chief officer does, and is told why. What is marked above the limit that Settings set for email
is counted and named by its ref, and not quoted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hmic_tracker.figures.action_list import (
    DUE_NEXT,
    OVERDUE,
    UPDATE_DUE,
    coming_meeting,
    group_rows,
    group_sentence,
    make_action_line,
)
from hmic_tracker.figures.decision import contacts
from hmic_tracker.figures.document_parts import ActionLine, Asked
from hmic_tracker.figures.held_by import say_holder
from hmic_tracker.figures.lines import reason_of, say_mixed
from hmic_tracker.figures.needs_committee import ours_open
from hmic_tracker.figures.parts import Contact
from hmic_tracker.figures.shape import Figures
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.versions import OFFICIAL, OFFICIAL_SENSITIVE, highest_marking, is_below, marking_of
from hmic_tracker.figures.wording import agree, join_words, say_day, say_number, sentence
from hmic_tracker.model.force import Person
from hmic_tracker.model.rating import Rating
from hmic_tracker.rules.answerable import chief_officer_of, is_address, who_answers

_PRESSING = (OVERDUE, DUE_NEXT, UPDATE_DUE)


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One recommendation as an email may quote it.

    `called` is its label with its report; `held_by` names the owner where the reader is not asked for anything;
    `why_you` says why the reader is, where they are not the owner.
    """

    ref: str
    called: str
    first_line: str
    dates: str
    rag: str
    reason: str
    held_by: str = ""
    why_you: str = ""
    asks: tuple[Asked, ...] = ()
    nothing_asked: str = ""


@dataclass(frozen=True, slots=True)
class DigestGroup:
    """The recommendations of one group. `withheld` names by ref those that an email may not quote, or is empty."""

    title: str
    sentence: str
    lines: tuple[DigestLine, ...] = ()
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class DigestPart:
    """What the reader answers for, or one portfolio of theirs (`is_own` is False)."""

    title: str
    sentence: str
    is_own: bool
    groups: tuple[DigestGroup, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One email. `marking` is the highest of what it quotes; `summary` the counts for its subject."""

    name: str
    email: str
    marking: str
    summary: str
    force_name: str
    as_at: str
    next_meeting: str
    register_name: str
    parts: tuple[DigestPart, ...]
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class NotReached:
    """Somebody to whom no digest can be sent, and why as a sentence."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Digests:
    """Every digest there is to send, and everybody whom none reaches."""

    digests: tuple[Digest, ...] = ()
    not_reached: tuple[NotReached, ...] = ()


def compile_digests(figures: Figures) -> Digests:
    """A digest for everybody of whom something is asked, owners first, in the register's order.

    Whoever has nothing overdue, due or to report gets none.
    """
    sources = figures.sources["full"]
    owned, portfolios, unanswered = _by_reader(sources)
    made, not_reached = [], list(unanswered)
    for name in dict.fromkeys((*owned, *portfolios)):
        writer = _Writer(figures, sources.register.people.get(name) or Person(name))
        digest = writer.write(owned.get(name, []), portfolios.get(name, {}))
        if digest is None:
            continue
        why = _why_not_reached(sources, name)
        if why:
            not_reached.append(NotReached(name, why))
        else:
            made.append(digest)
    return Digests(tuple(made), tuple(not_reached))


def _by_reader(
    sources: Sources,
) -> tuple[dict[str, list[Rating]], dict[str, dict[str, list[Rating]]], tuple[NotReached, ...]]:
    """The open rows by who answers for them, and by chief officer and portfolio; and those that nobody answers for."""
    owned: dict[str, list[Rating]] = {}
    portfolios: dict[str, dict[str, list[Rating]]] = {}
    nobody: list[str] = []
    as_at = sources.ratings.as_at
    for rating in ours_open(sources):
        said = rating.recommendation
        answers = who_answers(sources.register, said, as_at)
        if answers.name:
            owned.setdefault(answers.name, []).append(rating)
        else:
            nobody.append(said.ref)
        chief = chief_officer_of(sources.register, said.portfolio, as_at)
        if chief is not None:
            portfolios.setdefault(chief.person, {}).setdefault(said.portfolio, []).append(rating)
    lost = NotReached(
        "", f"Nobody answers for {join_words(nobody)}: no owner and no chief officer is named who is here."
    )
    return owned, portfolios, (lost,) if nobody else ()


def _why_not_reached(sources: Sources, name: str) -> str:
    person = sources.register.people.get(name)
    if person is None:
        return f"{name} is not on the People sheet, so there is no address to write to."
    if not person.email.strip():
        return f"{name} has no email address on the People sheet."
    return "" if is_address(person.email) else f"{name} cannot be reached at “{person.email.strip()}”."


class _Writer:
    """Writes the digest of one person, and remembers how what it quoted is marked."""

    def __init__(self, figures: Figures, reader: Person) -> None:
        self.sources = figures.sources["full"].about(lambda _: True, "the register")
        self.public = figures.sources["public"]
        self.limit = self.sources.register.settings.email_marking_limit
        self.reader = reader
        self.markings: set[str] = set()

    def write(self, owned: list[Rating], portfolios: Mapping[str, list[Rating]]) -> Digest | None:
        """The digest, or None where nothing is asked."""
        own = self._part("What you answer for", owned, is_own=True)
        others = (self._part(f"Your portfolio: {name}", rows, is_own=False) for name, rows in portfolios.items())
        parts = tuple(part for part in (own, *others) if part is not None)
        if not parts:
            return None
        settings, register = self.sources.register.settings, self.sources.register
        every = {id(rating): rating for rows in (owned, *portfolios.values()) for rating in rows}
        return Digest(
            name=self.reader.person,
            email=self.reader.email.strip(),
            marking=highest_marking((OFFICIAL, *self.markings)),
            summary=self._summary(every.values()),
            force_name=settings.force_name,
            as_at=say_day(self.sources.ratings.as_at),
            next_meeting=say_day(coming_meeting(self.sources)),
            register_name=register.path.name,
            parts=parts,
            contacts=contacts(self.sources),
        )

    def _summary(self, rows: Iterable[Rating]) -> str:
        groups = group_rows(self.sources, rows)
        late, soon, asked = (len(groups[name]) for name in _PRESSING)
        upcoming = say_day(coming_meeting(self.sources))
        said = [(late, "overdue"), (soon, f"due before {upcoming}"), (asked, "to report on")]
        return ", ".join(f"{count} {words}" for count, words in said if count)

    def _part(self, title: str, rows: list[Rating], *, is_own: bool) -> DigestPart | None:
        groups = {name: found for name, found in group_rows(self.sources, rows).items() if name in _PRESSING and found}
        if not groups:
            return None
        pressing = [rating for found in groups.values() for rating in found]
        count, needs = say_mixed(self.sources, pressing), "needs" if len(pressing) == 1 else "need"
        says = f"{count} {needs} something of you" if is_own else f"{count} of the portfolio {needs} attention"
        listed = tuple(self._group(name, found, is_own=is_own) for name, found in groups.items())
        return DigestPart(title, sentence(says), is_own, listed)

    def _group(self, title: str, rows: tuple[Rating, ...], *, is_own: bool) -> DigestGroup:
        may = [one for one in rows if not is_below(self.limit, marking_of(one.recommendation))]
        withheld = [one.ref for one in rows if is_below(self.limit, marking_of(one.recommendation))]
        says = ""
        if withheld:
            count = f"{say_number(len(withheld))} of them {agree(len(withheld), 'is')}"
            says = f"{count} marked above what may be sent by email"
            says = sentence(f"{says}: see {join_words(withheld)} in the register")
        lines = tuple(self._line(title, rating, is_own=is_own) for rating in may)
        return DigestGroup(title, group_sentence(self.sources, title, rows), lines, says)

    def _line(self, group: str, rating: Rating, *, is_own: bool) -> DigestLine:
        action = make_action_line(self.sources, group, rating)
        self.markings.add(marking_of(rating.recommendation))
        return DigestLine(
            ref=rating.ref,
            called=self._called(action, rating),
            first_line=action.first_line,
            dates=action.dates,
            rag=str(rating.rag),
            reason=self._reason(rating),
            held_by="" if is_own else say_holder(self.sources, rating),
            why_you=action.why_you if is_own else "",
            asks=action.asks if is_own else (),
            nothing_asked=action.nothing_asked if is_own else "",
        )

    def _called(self, action: ActionLine, rating: Rating) -> str:
        """The label with the report's title, where that may be sent."""
        inspection = self.sources.inspection(rating.recommendation.inspection_ref)
        if inspection is not None:
            if is_below(self.limit, marking_of(inspection)):
                return action.line.label
            self.markings.add(marking_of(inspection))
        return f"{action.line.label}, {action.line.report}" if action.line.report else action.line.label

    def _reason(self, rating: Rating) -> str:
        """Why it has its colour. Neither an override's words nor a risk's score bear a marking: blank is the higher."""
        if is_below(self.limit, OFFICIAL_SENSITIVE):
            return reason_of(self.public, rating)
        reason = reason_of(self.sources, rating)
        if rating.override is not None or (rating.risk_ref and rating.risk_ref in reason):
            self.markings.add(OFFICIAL_SENSITIVE)
        return reason

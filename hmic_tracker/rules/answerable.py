"""Who answers for a recommendation as things stand: its owner, or whoever took over from one who has left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hmic_tracker.model.force import Person
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.when import say_date

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register


@dataclass(frozen=True, slots=True)
class Answerable:
    """Somebody who answers for a recommendation.

    `name` is as the People sheet has it, else as the Owner cell; empty where nobody can be found. `person` is their
    row, None where there is none. `why` is a clause that says why it is not the owner; empty where it is.
    """

    name: str
    person: Person | None = None
    why: str = ""


def who_answers(register: "Register", recommendation: Recommendation, as_at: date) -> Answerable:
    """Whoever answers for a recommendation on a day.

    The owner; where they have left, the successor that the People sheet names, and the successor of one who has left
    too; else the chief officer of the portfolio, who also answers where no owner is named. Nobody who has left ever
    answers. An owner who is not on the People sheet answers by the name alone.
    """
    owner = recommendation.owner.strip()
    if not owner:
        return _chief_officer(register, recommendation, as_at, "no owner is named")
    known = register.people.get(owner)
    if known is None:
        return Answerable(owner)
    if not known.has_left(as_at):
        return Answerable(known.person, known)
    left = f"{known.person} owns it in the register and left on {_last_day(known)}"
    for person in successors(register, known):
        if not person.has_left(as_at):
            return Answerable(person.person, person, f"{left}; it comes to you as the successor")
    return _chief_officer(register, recommendation, as_at, f"{left}, and no successor is named who is still here")


# Enough to write to, and nothing that would begin another address or header (RFC 5322, 3.4.1).
_ADDRESS = re.compile(r"[^@\s,;:<>()\"]+@[^@\s,;:<>()\"]+")


def is_address(text: str) -> bool:
    """Whether an email can be addressed so: one address, without a name around it."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def successors(register: "Register", person: Person) -> Iterator[Person]:
    """Those who followed a person, one after the other, as far as the People sheet has rows for them."""
    seen = {person.person}
    following = register.people.get(person.successor) if person.successor else None
    while following is not None and following.person not in seen:
        yield following
        seen.add(following.person)
        following = register.people.get(following.successor) if following.successor else None


def chief_officer_of(register: "Register", portfolio: str, as_at: date) -> Person | None:
    """The chief officer of a portfolio, or their successor where they have left; None where there is none with a row
    on the People sheet who is still here."""
    found = register.portfolios.get(portfolio) if portfolio else None
    person = register.people.get(found.chief_officer) if found and found.chief_officer else None
    if person is None:
        return None
    return next((one for one in (person, *successors(register, person)) if not one.has_left(as_at)), None)


def _chief_officer(register: "Register", recommendation: Recommendation, as_at: date, reason: str) -> Answerable:
    person = chief_officer_of(register, recommendation.portfolio, as_at)
    if person is None:
        return Answerable("", None, reason)
    return Answerable(
        person.person, person, f"{reason}; it comes to you as the chief officer for {recommendation.portfolio}"
    )


def _last_day(person: Person) -> str:
    assert person.until is not None  # only of people who have left
    return say_date(person.until.latest) if person.until.latest else str(person.until)

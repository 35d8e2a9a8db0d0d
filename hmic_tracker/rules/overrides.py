"""Overrides: a colour that a chief officer sets from a day until a day, both included."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hmic_tracker.model.rating import Rag
from hmic_tracker.model.recommendation import Override
from hmic_tracker.model.when import When
from hmic_tracker.register.table import Row
from hmic_tracker.rules.linkage import key_of

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register


@dataclass(frozen=True, slots=True)
class OverrideInForce:
    """An override that counts, and the row of the Overrides sheet that says so."""

    override: Override
    row: Row[Override]


def override_reason(one: Override, calculated: Rag, calculated_reason: str) -> str:
    """Both colours and why: `Override by ACC Hale until 30 April 2022: it failed (calculated: Green, due …).`"""
    because = " ".join(one.reason.split()).rstrip(".")
    said = calculated_reason.rstrip(".")
    if said[1:2].islower():
        said = said[0].lower() + said[1:]
    calculated_words = f"{calculated}, {said}" if said else str(calculated)
    return f"Override by {one.by} until {one.until}: {because} (calculated: {calculated_words})."


def missing_from(row: Row[Override]) -> tuple[str, ...]:
    """What an override lacks that it must have, in the words of a sentence; nothing where it can be used."""
    one = row.noun
    lacks = (
        (one.rag not in tuple(Rag) or one.rag == Rag.NOT_RATED, "colour"),
        (not one.reason.strip(), "reason"),
        (not one.by.strip(), "author"),
        # A start that can't be read is unknown; a start that is blank is from the beginning.
        ("From" in row.unread or (one.starts_on is not None and one.starts_on.earliest is None), "usable start"),
        (one.until is None or one.until.latest is None, "end"),
    )
    return tuple(word for lack, word in lacks if lack)


def has_run_out(override: Override, as_at: date) -> bool:
    """Whether its last day is before `as_at`."""
    return override.until is not None and override.until.is_past(as_at)


def overrides_in_force(register: "Register", as_at: date) -> dict[str, OverrideInForce]:
    """The override that counts for each Ref on the day `as_at`.

    Both its days are included; a rough start counts from its first day and a rough end to its last. One without a
    colour, reason, author or end is not used. Of several in force the one that began last counts, then the lowest row.
    """
    found: dict[str, OverrideInForce] = {}
    for row in register.overrides.rows:
        one = row.noun
        if not one.ref or missing_from(row) or has_run_out(one, as_at) or _begins(one.starts_on) > as_at:
            continue
        known = found.get(key_of(one.ref))
        if known is None or _begins(one.starts_on) >= _begins(known.override.starts_on):
            found[key_of(one.ref)] = OverrideInForce(one, row)
    return found


def _begins(starts_on: When | None) -> date:
    return starts_on.earliest if starts_on is not None and starts_on.earliest is not None else date.min

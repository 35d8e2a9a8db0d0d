"""Which committee a register is for, where staff have written its name in more than one way or in one place alone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hmic_tracker.model.committee import committee_key
from hmic_tracker.register.settings import Settings
from hmic_tracker.register.table import Table
from hmic_tracker.register.words import bare


def settle_committee(settings: Settings, meetings: Iterable[str], *, is_stated: bool) -> Settings:
    """The settings with the committee that all meetings are of, where the Settings sheet names none (`is_stated`)."""
    named = {_key(name): name.strip() for name in reversed(list(meetings)) if name.strip()}
    if is_stated or len(named) != 1:
        return settings
    return replace(settings, committee=next(iter(named.values())))


def spell_committees(table: Table[Any], committee: str) -> Table[Any]:
    """The list with the name as Settings spell it wherever it is the same: `The Joint Audit & Risk Committee`."""
    key = _key(committee)
    rows = tuple(
        replace(row, noun=replace(row.noun, committee=committee)) if _key(row.noun.committee) == key else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def _key(name: str) -> str:
    return bare(committee_key(name))

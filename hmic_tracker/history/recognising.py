"""Recommendations whose Ref a person changed, known again by what else identifies them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import Protocol

from hmic_tracker.model.snapshot import Snapshot, SnapshotRow

# How alike two texts must be, of 100, where inspection, number and kind are the same: a corrected typing error is,
# another recommendation of the same report is not.
_ALIKE = 90
# A text of fewer letters than this ("See report.") says too little to be known by alone.
_TELLING = 40


class Recognisable(Protocol):
    """What a recommendation is known by."""

    @property
    def ref(self) -> str: ...  # noqa: D102
    @property
    def inspection_ref(self) -> str: ...  # noqa: D102
    @property
    def number(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def recommendation(self) -> str: ...  # noqa: D102


def follow_refs(before: Snapshot, now: Iterable[Recognisable]) -> Snapshot:
    """The same snapshot with its rows under the Refs that they have now, each remembering the one it had.

    A row is known again by inspection, number and text; by inspection and text; by inspection, number, kind and much
    the same text; or by a telling text alone. Where two could be meant it is neither: nothing is guessed.
    """
    changed = refs_changed(before, now)
    if not changed:
        return before
    became = {was: ref for ref, was in changed.items()}
    rows = (
        replace(row, ref=became[row.ref], ref_was=row.ref_was or row.ref) if row.ref in became else row
        for row in before.rows
    )
    return replace(before, rows=tuple(sorted(rows, key=lambda row: row.ref)))


def refs_changed(before: Snapshot, now: Iterable[Recognisable]) -> dict[str, str]:
    """The Refs that staff changed: the new one, and the one that it had in `before`."""
    listed = [one for one in now if one.ref]
    there = {one.ref for one in listed}
    new = [one for one in listed if before.of(one.ref) is None]
    gone = [row for row in before.rows if row.ref and row.ref not in there]
    changed: dict[str, str] = {}
    for key in (_by_number_and_text, _by_inspection_and_text):
        _pair(new, gone, key, changed)
    _pair(new, gone, _by_number, changed, alike=True)
    _pair(new, gone, _by_telling_text, changed)
    return changed


def _text(one: Recognisable) -> str:
    return " ".join(one.recommendation.casefold().split())


def _by_number_and_text(one: Recognisable) -> Hashable:
    return (one.inspection_ref, one.number, _text(one)) if one.recommendation.strip() else None


def _by_inspection_and_text(one: Recognisable) -> Hashable:
    return (one.inspection_ref, _text(one)) if one.inspection_ref and one.recommendation.strip() else None


def _by_number(one: Recognisable) -> Hashable:
    return (one.inspection_ref, one.number, one.kind) if one.inspection_ref and one.number else None


def _by_telling_text(one: Recognisable) -> Hashable:
    return _text(one) if len(_text(one)) >= _TELLING else None


def _pair(
    new: list[Recognisable],
    gone: list[SnapshotRow],
    key_of: Callable[[Recognisable], Hashable],
    changed: dict[str, str],
    *,
    alike: bool = False,
) -> None:
    """Pair what has one and the same key on both sides and only there."""
    sides: tuple[dict[Hashable, list[Recognisable]], ...] = (defaultdict(list), defaultdict(list))
    taken = set(changed.values())
    for one in new:
        if one.ref not in changed:
            sides[0][key_of(one)].append(one)
    for row in gone:
        if row.ref not in taken:
            sides[1][key_of(row)].append(row)
    for key, found in sides[0].items():
        were = sides[1].get(key, [])
        if key is None or len(found) != 1 or len(were) != 1:
            continue
        if not alike or _are_alike(found[0], were[0]):
            changed[found[0].ref] = were[0].ref


def _are_alike(one: Recognisable, other: Recognisable) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(_text(one), _text(other)) >= _ALIKE

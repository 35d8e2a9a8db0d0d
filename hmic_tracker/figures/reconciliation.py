"""The second count: the same figures again from the raw rows, by another path.

Nothing of counts.py is used here, on purpose: a mistake there must not be repeated here. Rows are taken as they stand
on the sheet, one after the other, and put into boxes; then every figure of the paper has to be what its box holds.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hmic_tracker.errors import NotReconciled
from hmic_tracker.figures.parts import Count
from hmic_tracker.figures.second_count import FAMILIES, count_again
from hmic_tracker.figures.shape import Standing
from hmic_tracker.figures.sources import Sources
from hmic_tracker.model.rating import Rating

_ADVICE = "Nothing was written. Run hmic-tracker check; if it finds nothing, this is a fault of the program: report it."
_SORTS = {
    "Cause of concern": "causes_of_concern",
    "Accelerated cause of concern": "causes_of_concern",
    "Area for improvement": "areas_for_improvement",
}
_PARTS = ("open", "closed", "not_ours", "excluded")
_OVER = ("Closed", "Superseded", "Not accepted")


@dataclass
class _Boxes:
    """The refs found for each figure, row by row."""

    refs: dict[str, list[str]] = field(default_factory=dict)

    def put(self, name: str, ref: str) -> None:
        self.refs.setdefault(name, []).append(ref)

    def of(self, name: str) -> list[str]:
        return self.refs.get(name, [])


def reconcile(sources: Sources, counts: Mapping[str, Count], standing: Standing) -> None:
    """Raise NotReconciled unless every figure equals its second count; the error names both numbers and the refs.

    Checked: total = open + closed + not ours + excluded for each sort of row; the breakdowns by RAG, portfolio, kind,
    programme, status and age; the table's cells with its totals across and down; what is overdue; every list of the
    paper, which second_count.py counts once more; each report's recommendations.
    """
    boxes = _sort_rows(sources)
    for name, refs in boxes.refs.items():
        _same(name, counts.get(name, Count(0)), refs)
    for name, count in counts.items():
        if name.partition(".")[0] in _CHECKED and count.value and name not in boxes.refs:
            _same(name, count, [])
    for sort in dict.fromkeys((*_SORTS.values(), "recommendations", "split_recommendations")):
        _add_up(counts, f"{sort}.total", [f"{sort}.{part}" for part in _PARTS])
        _add_up(counts, f"{sort}.closed", [f"{sort}.closed.{status}" for status in _OVER])
    _check_lists(sources, counts)
    _check_reports(sources, counts, boxes)
    _check_sums(counts)
    _check_table(standing, counts, boxes)
    _check_ages(standing, boxes)


_CHECKED = frozenset(
    {
        "recommendations", "areas_for_improvement", "causes_of_concern", "split_recommendations", "rag", "portfolio",
        "kind", "programme", "status", "ageing", "overdue",
    }
)  # fmt: skip


def _sort_rows(sources: Sources) -> _Boxes:
    rows = list(sources.register.recommendations)
    ratings = list(sources.ratings)
    if [row.ref for row in rows] != [rating.ref for rating in ratings]:
        raise NotReconciled(
            f"The register has {len(rows)} rows and the ratings are of {len(ratings)}, or in another order.",
            advice="Rate the register again and make the paper from those ratings.",
        )
    boxes = _Boxes()
    named = _named_as_parent([(row.ref, row.parent_ref) for row in rows])
    for row, rating in zip(rows, ratings, strict=True):
        if sources.is_embargoed(rating):
            continue
        sort = _SORTS.get(row.kind, "recommendations")
        if sort != "causes_of_concern" and row.ref.lower() in named:
            sort = "split_recommendations"
        part = _part(rating, row.for_this_force, row.status)
        boxes.put(f"{sort}.total", row.ref)
        boxes.put(f"{sort}.{part}", row.ref)
        if part == "closed":
            boxes.put(f"{sort}.closed.{row.status}", row.ref)
        if part == "open" and rating.days_to_due is not None and rating.days_to_due < 0:
            boxes.put("overdue", row.ref)
        if sort == "recommendations":
            _sort_recommendation(boxes, sources, rating, part)
    return boxes


def _part(rating: Rating, for_this_force: str, status: str) -> str:
    if rating.excluded != "":
        return "excluded"
    if for_this_force == "No":
        return "not_ours"
    return "closed" if status in _OVER else "open"


def _sort_recommendation(boxes: _Boxes, sources: Sources, rating: Rating, part: str) -> None:
    row = rating.recommendation
    inspections = [one for one in sources.register.inspections if one.inspection_ref == row.inspection_ref]
    programme = inspections[0].programme if inspections else ""
    boxes.put(f"kind.{row.kind or 'Kind not stated'}", row.ref)
    boxes.put(f"status.{row.status or 'Status not stated'}", row.ref)
    boxes.put(f"programme.{programme or 'Programme not stated'}", row.ref)
    if part in ("open", "closed"):
        portfolio = row.portfolio.strip() or "No portfolio"
        boxes.put(f"rag.{rating.rag}", row.ref)
        boxes.put(f"portfolio.{portfolio}", row.ref)
        boxes.put(f"portfolio.{portfolio}.{rating.rag}", row.ref)
    if part == "open":
        boxes.put(f"ageing.{rating.facts.get('Ageing band') or 'Age not known'}", row.ref)


def _named_as_parent(pairs: list[tuple[str, str]]) -> set[str]:
    """The refs that are somebody's parent, but for those whose own line of parents comes back to them."""
    above = {ref.lower(): parent.lower() for ref, parent in pairs if parent and ref.lower() != parent.lower()}
    named = set(above.values())
    for ref in list(named):
        line = [ref]
        while line[-1] in above and len(line) <= len(above) + 1:
            line.append(above[line[-1]])
            if line[-1] == ref:
                named.discard(ref)
                break
    return named


def _same(name: str, count: Count, refs: list[str]) -> None:
    if count.value != len(refs) or Counter(count.refs) != Counter(refs):
        first, second = Counter(count.refs), Counter(refs)
        apart = sorted(((first - second) + (second - first)).elements())
        _differ(name, count.value, len(refs), f" Counted in one and not in the other: {', '.join(apart)}.")


def _differ(name: str, first: int, second: int, apart: str = "") -> None:
    raise NotReconciled(
        f"The figure “{name}” is {first}, and a second count from the rows gives {second}.{apart}",
        advice=_ADVICE,
        place=name,
    )


def _add_up(counts: Mapping[str, Count], whole: str, parts: list[str]) -> None:
    total = sum(counts[part].value for part in parts if part in counts)
    if whole in counts and counts[whole].value != total:
        _differ(whole, counts[whole].value, total)


def _check_lists(sources: Sources, counts: Mapping[str, Count]) -> None:
    boxes = _Boxes()
    for name, ref in count_again(sources):
        boxes.put(name, ref)
    for name in {**boxes.refs, **counts}:
        if name.partition(".")[0] in FAMILIES:
            count, refs = counts.get(name, Count(0)), boxes.of(name)
            # A letter may be about several rows, or none.
            _same(name, replace(count, refs=tuple(refs)) if name == "letters" else count, refs)


def _check_reports(sources: Sources, counts: Mapping[str, Count], boxes: _Boxes) -> None:
    """The rows behind each report's figure; where a report states its own number, that is the figure."""
    inspections, made = list(sources.register.inspections), Counter(boxes.of("recommendations.total"))
    for name, count in counts.items():
        if not (name.startswith("report ") and name.endswith(".recommendations")):
            continue
        own = name.removeprefix("report ").removesuffix(".recommendations")
        together, known = {own}, 0
        while len(together) > known:
            known = len(together)
            for one in inspections:
                if together & {one.inspection_ref, *one.count_with}:
                    together |= {one.inspection_ref, *one.count_with}
        counted = [one for one in inspections if one.inspection_ref in together]
        counted = [one for one in counted if one.inspection_ref == own or not sources.is_unpublished(one)]
        of = {one.inspection_ref.casefold() for one in counted}
        refs = [row.ref for row in sources.register.recommendations if row.inspection_ref.casefold() in of]
        refs = list((Counter(refs) & made).elements())
        if all(one.total_stated is None for one in counted):
            _same(name, count, refs)
        else:
            _same(name, Count.of(count.refs), refs)


def _check_sums(counts: Mapping[str, Count]) -> None:
    """Every breakdown adds up to the whole that it breaks down."""
    rated = counts["recommendations.open"].value + counts["recommendations.closed"].value
    wholes = {
        "rag": rated,
        "portfolio": rated,
        "kind": counts["recommendations.total"].value,
        "programme": counts["recommendations.total"].value,
        "status": counts["recommendations.total"].value,
        "ageing": counts["recommendations.open"].value,
    }
    for name, whole in wholes.items():
        # A portfolio's own figure stands beside its colours: only one of the two is added up.
        colours = [f".{rag}" for rag in ("Red", "Amber", "Green", "White", "Blue", "Not rated")]
        parts = [
            count.value
            for key, count in counts.items()
            if key.startswith(f"{name}.") and not (name == "portfolio" and key.endswith(tuple(colours)))
        ]
        if sum(parts) != whole:
            _differ(name, sum(parts), whole)


def _check_ages(standing: Standing, boxes: _Boxes) -> None:
    """Each row of the table of ages, and that the chart over time ends where the paper stands."""
    for line in standing.ageing.lines:
        second = len(boxes.of(f"ageing.{line.band}"))
        if not line.open == second == line.overdue + line.not_overdue:
            _differ(f"ageing.{line.band}", line.open, second)
    if sum(line.open for line in standing.ageing.lines) != standing.open:
        _differ("ageing", sum(line.open for line in standing.ageing.lines), standing.open)
    if standing.over_time.lines and standing.over_time.lines[-1].open != standing.open:
        _differ("over time", standing.over_time.lines[-1].open, standing.open)


def _check_table(standing: Standing, counts: Mapping[str, Count], boxes: _Boxes) -> None:
    """Each cell of the table, and its totals across and down."""
    table = standing.table
    for row in table.rows:
        for rag, cell in zip(table.rags, row.cells, strict=True):
            second = len(boxes.of(f"portfolio.{row.portfolio}.{rag}"))
            if cell != second:
                _differ(f"{row.portfolio}, {rag}", cell, second)
        if sum(row.cells) != row.total:
            _differ(f"{row.portfolio}, total", row.total, sum(row.cells))
    for place, rag in enumerate(table.rags):
        down = sum(row.cells[place] for row in table.rows)
        if down != table.totals.cells[place]:
            _differ(f"Total, {rag}", table.totals.cells[place], down)
    across = sum(table.totals.cells)
    stated = standing.open + standing.closed
    if not across == table.totals.total == stated:
        _differ("Total", table.totals.total, across if across != table.totals.total else stated)
    if standing.total != counts["recommendations.total"].value:
        _differ("recommendations.total", standing.total, counts["recommendations.total"].value)

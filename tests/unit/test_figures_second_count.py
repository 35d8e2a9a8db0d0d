"""Every figure that a paper lists is counted once more from the rows, and one that differs stops the paper."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import hmic_tracker as hmic
from hmic_tracker.errors import NotReconciled
from hmic_tracker.figures.parts import Count
from hmic_tracker.figures.reconciliation import reconcile
from hmic_tracker.figures.second_count import FAMILIES
from hmic_tracker.figures.shape import Figures
from hmic_tracker.history.rows import snapshot_of

EXAMPLE = Path(__file__).parents[2] / "workbooks" / "example"
AS_AT = date(2022, 3, 31)
NAMES = [
    "red", "worsened", "past_inspectorate", "due_next", "awaiting_sign_off", "closed_since", "overrides", "still_open",
    "to_be_confirmed", "risk_above_target", "dates_changed", "dates_requested", "responses.due", "responses.published",
    "responses.late", "inspections.conducted", "inspections.under_way", "inspections.notified", "inspections.cancelled",
    "reports.published", "letters", "movement.New", "movement.Improved", "movement.Worsened", "escalation.Committee",
    "escalation.Board", "escalation.Owner", "stale", "report 2021-WITNESS-2.recommendations",
    "report 2021-CUSTODY.recommendations",
]  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> Figures:
    register = hmic.open_register(EXAMPLE / "recommendation_register.xlsx")
    risks = hmic.open_risk_register(EXAMPLE / "force_risk_register.xlsx")
    problems = hmic.check(register, risks, as_at=AS_AT)
    earlier = replace(snapshot_of(hmic.rate(register, risks, as_at=date(2021, 11, 30)), ()), meeting=date(2021, 12, 15))
    ratings = hmic.rate(register, risks, as_at=AS_AT, problems=problems, before=earlier)
    return hmic.compile_figures(register, risks, ratings, problems, meeting=AS_AT, before=earlier)


def test_the_example_has_something_of_every_figure_that_is_counted_twice(figures: Figures) -> None:
    found = {name for name, count in figures.counts.items() if count.value}
    assert set(NAMES) <= found
    assert FAMILIES - {name.partition(".")[0] for name in NAMES} == {"embargoed"}


@pytest.mark.parametrize("version", ["full", "public"])
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_that_counts_one_too_few_stops_the_paper(figures: Figures, name: str, version: str) -> None:
    was = figures.counts[name]
    counts = {**figures.counts, name: Count(was.value - 1, was.refs[1:])}
    paper = figures.public if version == "public" else figures.full
    reconcile(figures.sources[version], figures.counts, paper.standing)
    with pytest.raises(NotReconciled, match=f"“{name}” is {was.value - 1}, and a second count") as stopped:
        reconcile(figures.sources[version], counts, paper.standing)
    assert stopped.value.exit_code == 3


@pytest.mark.parametrize("name", ["embargoed", "movement.Reopened", "escalation.Nobody", "responses.late", "red"])
def test_a_figure_that_counts_what_is_not_there_stops_it_too(figures: Figures, name: str) -> None:
    was = figures.counts.get(name, Count(0))
    counts = {**figures.counts, name: Count(was.value + 1, (*was.refs, "WMP-9999"))}
    with pytest.raises(NotReconciled, match="Counted in one and not in the other: WMP-9999"):
        reconcile(figures.sources["full"], counts, figures.full.standing)


def test_a_figure_of_the_right_number_and_the_wrong_row_stops_it(figures: Figures) -> None:
    was = figures.counts["red"]
    counts = {**figures.counts, "red": Count(was.value, (*was.refs[1:], "WMP-9999"))}
    with pytest.raises(NotReconciled, match=was.refs[0]):
        reconcile(figures.sources["full"], counts, figures.full.standing)

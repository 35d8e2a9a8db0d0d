from pathlib import Path

import pytest
from figures_of import make_figures, register_of

from hmic_tracker.errors import NotReconciled
from hmic_tracker.figures import counts as counting
from hmic_tracker.figures.counts import CountedAs, counted_as, parents
from hmic_tracker.model.recommendation import Recommendation

ROWS = """
| Ref      | Kind                | Parent ref | Status       | For this force | Portfolio        |
| WMP-0001 | Recommendation      |            | In progress  | Yes            | Criminal justice |
| WMP-0002 | Recommendation      |            | Closed       | Yes            | Criminal justice |
| WMP-0003 | Recommendation      |            | Superseded   | Yes            | Local policing   |
| WMP-0004 | Recommendation      |            | Not accepted | Yes            |                  |
| WMP-0005 | Recommendation      |            | Closed       | No             | Local policing   |
| WMP-0006 | Recommendation      |            | Closd        | Yes            | Local policing   |
| WMP-0007 | Area for improvement |           | In progress  | Yes            | Local policing   |
| WMP-0008 | Cause of concern    |            | In progress  | Yes            | Local policing   |
| WMP-0009 | Recommendation      | WMP-0008   | In progress  | Yes            | Local policing   |
| WMP-0010 | Recommendation      |            | In progress  | Yes            | Local policing   |
| WMP-0011 | Recommendation      | wmp-0010   | In progress  | Yes            | Local policing   |
"""


def test_total_is_open_and_closed_and_not_ours_and_excluded(tmp_path: Path) -> None:
    standing = make_figures(tmp_path, ROWS).full.standing
    assert (standing.total, standing.open, standing.closed, standing.not_ours, standing.excluded) == (8, 3, 3, 1, 1)
    assert standing.sentence == (
        "As at 15 March 2022, the register holds eight recommendations: three open, three closed, one not for this "
        "force to deliver and one left out of the figures until put right."
    )
    assert standing.closed_sentence == (
        "Of the three counted as closed, one is closed, one is superseded and one is not accepted."
    )


@pytest.mark.parametrize(
    ("statuses", "says"),
    [
        (["Closed", "Closed"], "Neither of those counted as closed is superseded or not accepted."),
        (["Closed"] * 3, "None of those counted as closed is superseded or not accepted."),
        (["Superseded", "Superseded"], "Both of those counted as closed are superseded."),
        (["Not accepted"] * 3, "All of those counted as closed are not accepted."),
        (["Closed", "Superseded", "Closed"], "Of the three counted as closed, two are closed and one is superseded."),
        (["Closed", "In progress"], "The one counted as closed is closed."),
    ],
)
def test_how_what_is_counted_as_closed_ended_is_said_once(tmp_path: Path, statuses: list[str], says: str) -> None:
    rows = "".join(f"\n| WMP-000{at} | {status} |" for at, status in enumerate(statuses, 1))
    assert make_figures(tmp_path, f"| Ref | Status |{rows}").full.standing.closed_sentence == says


NOT_OURS = """
| Ref      | Addressed to        | Status      | For this force |
| WMP-0001 | Chief constables    | In progress | Yes            |
| WMP-0002 | Home Office         |             | No             |
| WMP-0003 | College of Policing | n/a         | No             |
| WMP-0004 | Chief constables    |             | Yes            |
"""


def test_what_is_not_ours_is_counted_as_that_whatever_its_status_says(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, NOT_OURS)
    standing = figures.full.standing
    assert (standing.total, standing.open, standing.not_ours, standing.excluded) == (4, 1, 2, 1)
    assert [line.ref for line in figures.full.appendix.excluded] == ["WMP-0004"]


def test_every_figure_names_the_rows_behind_it(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, ROWS).to_json()
    assert figures["recommendations.open"] == {"value": 3, "refs": ["WMP-0001", "WMP-0009", "WMP-0011"]}
    assert figures["recommendations.closed.Superseded"]["refs"] == ["WMP-0003"]
    assert figures["recommendations.not_ours"]["refs"] == ["WMP-0005"]
    assert figures["recommendations.excluded"]["refs"] == ["WMP-0006"]
    assert figures["areas_for_improvement.total"]["refs"] == ["WMP-0007"]
    assert figures["causes_of_concern.open"]["refs"] == ["WMP-0008"]
    assert figures["split_recommendations.total"]["refs"] == ["WMP-0010"]


def test_the_table_adds_up_across_and_down_and_names_what_has_no_portfolio(tmp_path: Path) -> None:
    table = make_figures(tmp_path, ROWS).full.standing.table
    assert [(row.portfolio, row.total) for row in table.rows] == [
        ("Criminal justice", 2), ("Local policing", 3), ("No portfolio", 1),
    ]  # fmt: skip
    assert table.totals.total == 6 == sum(table.totals.cells)
    assert table.totals.blue == 2 and table.totals.white == 1
    assert all(sum(row.cells) == row.total for row in table.rows)


def test_the_chart_says_what_it_shows(tmp_path: Path) -> None:
    chart = make_figures(tmp_path, ROWS).full.standing.chart
    assert chart.labels == ("Criminal justice", "Local policing", "No portfolio")
    assert {series.name: series.numbers for series in chart.series}["Blue"] == (1, 1, 0)
    assert chart.alt_text.startswith("Bar chart of six recommendations by portfolio and RAG: ")


def test_a_row_left_out_is_listed_with_its_reason(tmp_path: Path) -> None:
    appendix = make_figures(tmp_path, ROWS).full.appendix
    (line,) = appendix.excluded
    assert line.ref == "WMP-0006" and "Closd" in line.why
    assert appendix.excluded_sentence == "One recommendation is left out of the figures until put right."


def test_parents_in_a_ring_are_parents_of_nothing() -> None:
    ring = [Recommendation("A", parent_ref="B"), Recommendation("B", parent_ref="A"), Recommendation("C", parent_ref="D"),
            Recommendation("D"), Recommendation("E", parent_ref="E")]  # fmt: skip
    assert parents(ring) == {"d"}


def test_a_cause_of_concern_stays_one_when_rows_name_it_as_parent() -> None:
    cause = Recommendation("A", kind="Accelerated cause of concern")
    assert counted_as(cause, frozenset({"a"})) is CountedAs.CAUSE
    assert counted_as(Recommendation("A"), frozenset({"a"})) is CountedAs.SPLIT
    assert counted_as(Recommendation("B", kind="Something else"), frozenset()) is CountedAs.RECOMMENDATION


@pytest.mark.parametrize("spoilt", ["refs_of", "portfolio_of", "counted"])
def test_a_count_that_differs_from_the_second_one_stops_the_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    from hmic_tracker.figures import sources, standing

    if spoilt == "refs_of":
        monkeypatch.setattr(standing, "refs_of", lambda rows: counting.refs_of(list(rows)[:1]))
    elif spoilt == "portfolio_of":
        monkeypatch.setattr(counting, "portfolio_of", lambda rating: "Elsewhere")
    else:
        monkeypatch.setattr(sources, "parents", lambda rows: frozenset())
        monkeypatch.setattr(
            standing, "tally", lambda rows, sort, named, *rest: counting.tally(rows, sort, frozenset(), *rest)
        )
    with pytest.raises(NotReconciled) as stopped:
        make_figures(tmp_path, ROWS)
    assert stopped.value.exit_code == 3
    assert "a second count" in stopped.value.message


def test_ratings_of_another_register_do_not_reconcile(tmp_path: Path) -> None:
    from datetime import date

    from figures_of import AS_AT, MEETING
    from sheets import make_risk_register

    from hmic_tracker.figures.paper import compile_figures
    from hmic_tracker.rules.ratings import rate

    register, risks = register_of(tmp_path, "| Ref |\n| WMP-0001 |"), make_risk_register(tmp_path)
    other = register_of(tmp_path / "other", "| Ref |\n| WMP-0002 |")
    assert date(2022, 3, 31) == MEETING
    with pytest.raises(NotReconciled, match="another order"):
        compile_figures(register, risks, rate(other, risks, as_at=AS_AT, problems=()), (), meeting=MEETING)

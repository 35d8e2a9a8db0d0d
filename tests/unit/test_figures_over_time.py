"""How long what is open has been open, and how many were open at each issued paper."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from figures_of import AS_AT, MEETING, make_figures, register_of
from sheets import make_risk_register

from hmic_tracker.figures.paper import compile_figures
from hmic_tracker.figures.shape import Standing
from hmic_tracker.history.rows import snapshot_of
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.rules.ratings import rate

INSPECTIONS = """
| Inspection ref | Title | Published on | Publishable | Marking  |
| OLD            | Old   | 2019-10-01   | Yes         | OFFICIAL |
| YEAR           | Year  | 2021-02-01   | Yes         | OFFICIAL |
| NEW            | New   | 2022-03-01   | Yes         | OFFICIAL |
| UNDATED        | Other |              | Yes         | OFFICIAL |
"""
ROWS = """
| Ref      | Inspection ref | Status      | HMICFRS due date | For this force | Kind                 |
| WMP-0001 | OLD            | In progress | 2022-03-01       | Yes            | Recommendation       |
| WMP-0002 | OLD            | In progress | 2021-11-01       | Yes            | Recommendation       |
| WMP-0003 | YEAR           | In progress | 2022-09-30       | Yes            | Recommendation       |
| WMP-0004 | NEW            | In progress | 2022-09-30       | Yes            | Recommendation       |
| WMP-0005 | OLD            | Closed      | 2021-11-01       | Yes            | Recommendation       |
| WMP-0006 | OLD            | In progress | 2021-11-01       | No             | Recommendation       |
| WMP-0007 | OLD            | In progress | 2021-11-01       | Yes            | Area for improvement |
"""


def snapshot(folder: Path, rows: str, on: date, meeting: date) -> Snapshot:
    folder.mkdir()
    register = register_of(folder, rows, Inspections=INSPECTIONS)
    return replace(snapshot_of(rate(register, make_risk_register(folder), as_at=on), ()), meeting=meeting)


def standing(folder: Path, *issued: Snapshot, **sheets: str) -> Standing:
    register = register_of(folder, ROWS, Inspections=INSPECTIONS, **sheets)
    risks = make_risk_register(folder)
    ratings = rate(register, risks, as_at=AS_AT)
    return compile_figures(register, risks, ratings, (), meeting=MEETING, issued=issued).full.standing


def test_what_is_open_is_told_by_its_age_with_what_is_overdue(tmp_path: Path) -> None:
    ageing = standing(tmp_path).ageing
    assert [(line.band, line.open, line.not_overdue, line.overdue) for line in ageing.lines] == [
        ("Under 3 months", 1, 1, 0),
        ("3 to 6 months", 0, 0, 0),
        ("6 to 12 months", 0, 0, 0),
        ("1 to 2 years", 1, 1, 0),
        ("2 years or more", 2, 0, 2),
    ]
    assert (ageing.totals.open, ageing.totals.overdue) == (4, 2)
    assert ageing.sentence == (
        "Of the four open recommendations, two have been open for 2 years or more; both of them are overdue."
    )
    assert [(one.name, one.numbers) for one in ageing.chart.series] == [
        ("Not overdue", (1, 0, 0, 1, 0)),
        ("Overdue", (0, 0, 0, 0, 2)),
    ]
    assert ageing.sentence in ageing.chart.alt_text


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("| WMP-0001 | OLD | In progress | 2022-09-30 |", "The one open recommendation has been open for 2 years or more; it is not overdue."),
        ("| WMP-0001 | OLD | In progress | 2022-03-01 |", "The one open recommendation has been open for 2 years or more, and is overdue."),
        ("| WMP-0001 | OLD | In progress | 2022-03-01 |\n| WMP-0002 | OLD | In progress | 2022-09-30 |",
         "Both open recommendations have been open for 2 years or more, of which one is overdue."),
        ("| WMP-0001 | OLD | In progress | 2022-03-01 |\n| WMP-0002 | OLD | In progress | 2022-03-01 |\n"
         "| WMP-0003 | OLD | In progress | 2022-03-01 |",
         "All three open recommendations have been open for 2 years or more; all of them are overdue."),
        ("| WMP-0001 | OLD | Closed | 2022-03-01 |", "No recommendation is open, so none has an age."),
        ("| WMP-0001 | UNDATED | In progress | 2022-09-30 |", "Nothing is recorded of how long the open recommendations have been open."),
    ],
)  # fmt: skip
def test_the_age_of_one_of_none_and_of_what_has_no_date(tmp_path: Path, rows: str, says: str) -> None:
    head = "| Ref | Inspection ref | Status | HMICFRS due date |\n"
    assert make_figures(tmp_path, head + rows, Inspections=INSPECTIONS).full.standing.ageing.sentence == says


def test_without_an_earlier_paper_nothing_is_shown_over_time_and_that_is_said(tmp_path: Path) -> None:
    found = standing(tmp_path).over_time
    assert found.sentence == (
        "There is no earlier paper in the record, so open recommendations cannot be shown over time."
    )
    assert (found.has_any, found.lines, found.chart.series) == (False, (), ())


def test_each_issued_paper_has_the_count_that_it_had_and_this_one_comes_last(tmp_path: Path) -> None:
    before = ROWS.replace("| WMP-0005 | OLD            | Closed ", "| WMP-0005 | OLD            | In progress ")
    first = snapshot(tmp_path / "one", before, date(2021, 9, 15), date(2021, 9, 30))
    second = snapshot(tmp_path / "two", before, date(2021, 11, 30), date(2021, 12, 15))
    found = standing(tmp_path, second, first).over_time
    # WMP-0004 stood in the register then, and its report was not published.
    assert [(line.as_at, line.meeting, line.open, line.overdue) for line in found.lines] == [
        ("15 September 2021", "30 September 2021", 4, 0),
        ("30 November 2021", "15 December 2021", 4, 2),
        ("15 March 2022", "31 March 2022", 4, 2),
    ]
    assert found.sentence == (
        "Open recommendations number four, as they did as at 15 September 2021; those overdue have risen from none to two."
    )
    assert found.sentence in found.chart.alt_text
    assert found.chart.labels == ("15 September 2021", "30 November 2021", "15 March 2022")


def test_staff_switch_either_off(tmp_path: Path) -> None:
    settings = "| Setting | Value |\n| Section Ageing printed | No |\n| Section Over time printed | No |"
    show = make_figures(tmp_path, Settings=settings).full.show
    assert (show.ageing, show.over_time, show.where_we_stand, show.rows_behind_the_figures) == (
        False, False, True, False,
    )  # fmt: skip
    settings = "| Setting | Value |\n| Section Rows behind the figures printed | Yes |"
    assert make_figures(tmp_path, Settings=settings).full.show.rows_behind_the_figures


def test_what_the_last_paper_could_not_show_is_new_to_this_one(tmp_path: Path) -> None:
    before = snapshot(tmp_path / "one", ROWS, date(2021, 11, 30), date(2021, 12, 15))
    register = register_of(tmp_path, ROWS, Inspections=INSPECTIONS)
    risks = make_risk_register(tmp_path)
    ratings = rate(register, risks, as_at=AS_AT, before=before)
    found = compile_figures(register, risks, ratings, (), meeting=MEETING, before=before).full.standing
    groups = {group.kind: [line.ref for line in group.lines] for group in found.movements}
    assert groups["New"] == ["WMP-0004"]


def test_which_rows_make_each_figure_is_told_where_staff_ask_and_not_to_the_public(tmp_path: Path) -> None:
    settings = "| Setting | Value |\n| Section Rows behind the figures printed | Yes |"
    figures = make_figures(tmp_path, ROWS, Inspections=INSPECTIONS, Settings=settings)
    told = {line.figure: (line.value, line.refs) for line in figures.full.appendix.figures}
    assert told["Recommendations: open"] == (4, "WMP-0001; WMP-0002; WMP-0003; WMP-0004")
    assert told["Portfolio: Criminal justice: Red"] == (2, "WMP-0001; WMP-0002")
    assert told["Ageing: 2 years or more"] == (2, "WMP-0001; WMP-0002")
    assert figures.public.appendix.figures == ()
    assert make_figures(tmp_path, ROWS, Inspections=INSPECTIONS).full.appendix.figures == ()

"""Whatever staff leave in the cells: the register reads, and every problem has its place; or a plain refusal."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from hmic_tracker.errors import TrackerError
from hmic_tracker.files import Fingerprint
from hmic_tracker.register import reading, risks
from hmic_tracker.register.sheets import REGISTER_SHEETS, RISK_REGISTER_SHEETS
from hmic_tracker.register.vocabularies import VOCABULARY
from hmic_tracker.workbook.grid import CellError, Grid, TableArea, Workbook

HEADINGS = [column.heading for sheet in (*REGISTER_SHEETS, *RISK_REGISTER_SHEETS) for column in sheet.columns]
WORDS = [word for vocabulary in VOCABULARY.values() for word in vocabulary]
NAMES = [*(sheet.name for sheet in (*REGISTER_SHEETS, *RISK_REGISTER_SHEETS)), "Matrix", "Scores", "Sheet1"]

values = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["WMP-0001", "wmp-0002", "WMP-" + "9" * 20, "TBC", "31/03/22", "Spring 2022", "R-01; R-02", "\u00a0", "-", "[0..", "²"]),
    st.sampled_from(WORDS),
    st.sampled_from(HEADINGS),
    st.integers(-10, 50_000),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([CellError("#REF!"), CellError("#N/A"), date(9999, 12, 31), date(1, 1, 1), datetime(2022, 1, 1), time(0), timedelta(0)]),
)  # fmt: skip


@st.composite
def grids(draw: st.DrawFn, name: str) -> Grid:
    width = draw(st.integers(1, 8))
    declared = [sheet for sheet in (*REGISTER_SHEETS, *RISK_REGISTER_SHEETS) if sheet.name == name]
    headings = [column.heading for column in declared[0].columns] if declared else HEADINGS
    first, left = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rows = [tuple(draw(st.lists(values, min_size=width, max_size=width))) for _ in range(draw(st.integers(0, 5)))]
    rows.insert(
        draw(st.integers(0, len(rows))),
        tuple(draw(st.lists(st.sampled_from(headings), min_size=width, max_size=width))),
    )
    tables: tuple[TableArea, ...] = ()
    if draw(st.booleans()):
        top = draw(st.integers(first, first + len(rows)))
        area = TableArea(
            draw(st.sampled_from([name.replace(" ", "_"), "Table1"])), top, top + draw(st.integers(0, 4)), left,
            left + draw(st.integers(0, width)), tuple(headings[:3]), draw(st.integers(0, 1)), draw(st.integers(0, 1)),
        )  # fmt: skip
        tables = (area,)
    return Grid(name, True, first, left, tuple(rows), tables)


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5))
    sheets = tuple(
        draw(grids(name))
        for name in draw(st.permutations(["Recommendations", "Risks", *names]))
        if names.count(name) < 2
    )
    return Workbook(Path("register.xlsx"), Fingerprint.of(b""), tuple({grid.name: grid for grid in sheets}.values()))


@settings(max_examples=150, deadline=None)
@given(workbooks())
def test_a_register_reads_or_is_refused_in_words(workbook: Workbook) -> None:
    with patch.object(reading, "open_package"), patch.object(reading, "read_package", return_value=workbook):
        try:
            register = reading.open_register(workbook.path)
        except TrackerError as refused:
            assert refused.advice
            return
    refs = [recommendation.ref for recommendation in register.recommendations]
    assert all(refs)
    new = [row.noun.ref for row in register.recommendations.rows if row.ref_is_new]
    assert len({ref.casefold() for ref in new}) == len(new)
    assert not {ref.casefold() for ref in new} & {
        row.noun.ref.casefold() for row in register.recommendations.rows if not row.ref_is_new
    }
    assert all(problem.sheet and problem.found and problem.advice for problem in register.problems)
    again = [problem for problem in register.problems if problem.code == "heading-missing"]
    assert len(again) == len(set(again))


@settings(max_examples=100, deadline=None)
@given(workbooks())
def test_a_risk_register_reads_or_is_refused_in_words(workbook: Workbook) -> None:
    with patch.object(risks, "read_workbook", return_value=workbook):
        try:
            register = risks.open_risk_register(workbook.path)
        except TrackerError as refused:
            assert refused.advice
            return
    for risk in register.risks:
        register.score_of(risk)
    assert all(problem.found for problem in register.problems)

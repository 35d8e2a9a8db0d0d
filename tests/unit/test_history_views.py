"""What analysts read: the views, the frames, and the page that tells of them."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from records import DATABASES, record_at
from sheets import make_register, make_risk_register
from sqlalchemy.dialects import mssql, postgresql, sqlite

from hmic_tracker.errors import NotFound
from hmic_tracker.history import schema, views
from hmic_tracker.history.movement import movement
from hmic_tracker.history.rows import snapshot_of
from hmic_tracker.history.store import History, Paper, open_history
from hmic_tracker.model.rating import Movement, MovementKind
from hmic_tracker.model.snapshot import Snapshot, SnapshotRow
from hmic_tracker.problems import Problem, Severity
from hmic_tracker.rules.checks import check
from hmic_tracker.rules.ratings import rate

PAGE = Path(__file__).parents[2] / "docs" / "analysts.md"
HEADINGS = (
    "| Ref | Recommendation | Status | Portfolio | Owner | HMICFRS due date | Force target date | Inspection ref |"
)
DAYS = {
    date(2022, 1, 31): """
        | WMP-0001 | Review the logs of custody | In progress | Crime | Mary | 2022-02-28 | | 2021-CUSTODY |
        | WMP-0002 | Train the staff of custody | In progress | Local | Priya | 2022-12-31 | | 2021-CUSTODY |
        | WMP-0003 | Write the plan for custody | Closd | Local | Priya | 2022-12-31 | | 2021-CUSTODY |""",
    date(2022, 3, 10): """
        | WMP-0001 | Review the logs of custody | In progress | Crime | Mary | 2022-02-28 | | 2021-CUSTODY |
        | WMP-0002 | Train the staff of custody | In progress | Local | Alun | 2022-12-31 | 2023-02-28 | 2021-CUSTODY |
        | WMP-0004 | Call on the people at home | In progress | Local | Alun | 2022-03-20 | | 2021-CUSTODY |""",
    date(2022, 3, 28): """
        | WMP-0001 | Review the logs of custody | Closed | Crime | Mary | 2022-02-28 | | 2021-CUSTODY |
        | WMP-0002 | Train the staff of custody | In progress | Local | Alun | 2022-12-31 | 2023-02-28 | 2021-CUSTODY |
        | WMP-0004 | Call on the people at home | In progress | Local | Alun | 2022-03-20 | | 2021-CUSTODY |""",
}  # fmt: skip

MEETINGS = (date(2022, 2, 2), date(2022, 3, 15), date(2022, 3, 30))


@pytest.fixture(params=DATABASES, scope="module")
def history(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """Three runs, each with the paper of a meeting some days later."""
    folder = tmp_path_factory.mktemp("views")
    history = open_history(record_at(request.param, folder))
    before: Snapshot | None = None
    for number, (day, rows) in enumerate(DAYS.items()):
        register = make_register(folder / f"{number}.xlsx", f"{HEADINGS}\n{rows}")
        risks = make_risk_register(folder)
        problems = check(register, risks, as_at=day)
        ratings = rate(register, risks, as_at=day, before=before, problems=problems)
        taken = history.add(snapshot_of(ratings, problems))
        moved = movement(before, ratings)
        since = before.number if before else None
        # The paper is made twice: only what the last one says counts.
        for sha in ("a" * 64, "b" * 64):
            history.add_paper(Paper(taken.number, "JAC", MEETINGS[number], "p.docx", sha, since), moved)
        before = taken
    yield history
    history.close()


def rows(history: History, statement: str) -> list[tuple[Any, ...]]:
    with history.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def plain(value: Any) -> Any:
    """A value as either program gives it, for comparing: a date as ISO text, a missing one as None."""
    if value is None or value != value:
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if hasattr(value, "item"):
        value = value.item()
    return int(value) if isinstance(value, (bool, float)) and value == int(value) else value


def test_current_is_the_newest_snapshot_with_its_days_counted(history: History) -> None:
    found = rows(history, "SELECT ref, status, rag, days_to_due, is_overdue, days_open FROM hmic_current ORDER BY ref")
    assert found == [
        ("WMP-0001", "Closed", "Blue", None, 0, None),
        ("WMP-0002", "In progress", "Amber", 337, 0, 117),
        ("WMP-0004", "In progress", "Red", -8, 1, 117),
    ]


def test_by_paper_has_the_last_paper_of_each_meeting(history: History) -> None:
    found = rows(history, "SELECT meeting, ref, rag FROM hmic_by_paper ORDER BY meeting, ref")
    assert [(plain(meeting), ref) for meeting, ref, _ in found] == [
        (str(meeting), ref)
        for meeting, other in zip(MEETINGS, ("WMP-0003", "WMP-0004", "WMP-0004"), strict=True)
        for ref in ("WMP-0001", "WMP-0002", other)
    ]
    assert [rag for _, ref, rag in found if ref == "WMP-0001"] == ["Amber", "Red", "Blue"]


def test_movements_are_those_that_the_last_paper_told(history: History) -> None:
    columns = "meeting, since, ref, movement, cause, was, now, extended, owner_was, owner_now, portfolio"
    found = rows(history, f"SELECT {columns} FROM hmic_movements ORDER BY meeting, ref")
    assert [tuple(map(plain, row)) for row in found] == [
        ("2022-03-15", "2022-01-31", "WMP-0001", "Worsened", "date", "Amber", "Red", 0, "", "", "Crime"),
        ("2022-03-15", "2022-01-31", "WMP-0002", "No change", "", "Amber", "Amber", 1, "Priya", "Alun", "Local"),
        ("2022-03-15", "2022-01-31", "WMP-0004", "New", "", "", "Amber", 0, "", "", "Local"),
        ("2022-03-30", "2022-03-10", "WMP-0001", "Closed", "delivery", "Red", "Blue", 0, "", "", "Crime"),
        ("2022-03-30", "2022-03-10", "WMP-0004", "Worsened", "date", "Amber", "Red", 0, "", "", "Local"),
    ]


def test_problems_know_when_they_were_first_and_last_found(history: History) -> None:
    columns = "ref, first_seen, last_seen, is_current"
    found = rows(history, f"SELECT {columns} FROM hmic_problems WHERE code = 'value-unknown' OR found LIKE '%Closd%'")
    assert [tuple(map(plain, row)) for row in found] == [("WMP-0003", "2022-01-31", "2022-01-31", 0)]
    assert rows(history, "SELECT count(*) FROM hmic_problems WHERE is_current = 1")[0][0] > 0


def test_the_trend_is_a_count_of_each_months_last_snapshot(history: History) -> None:
    found = rows(history, "SELECT year, month, SUM(recommendations), SUM(still_open), SUM(overdue) FROM hmic_trend "
                          "GROUP BY year, month ORDER BY year, month")  # fmt: skip
    assert [tuple(map(int, row)) for row in found] == [(2022, 1, 2, 2, 0), (2022, 3, 3, 2, 1)]


@pytest.mark.parametrize("view", list(views.view_queries()))
def test_a_frame_says_what_its_view_says(history: History, view: str) -> None:
    frame = history.to_frame(view)
    found = rows(history, f"SELECT {', '.join(frame.columns)} FROM hmic_{view}")
    told = [tuple(map(plain, row)) for row in frame.itertuples(index=False)]
    assert len(told) > 0
    assert Counter(told) == Counter(tuple(map(plain, row)) for row in found)
    dates = [name for name in frame.columns if name in views.DATE_COLUMNS]
    assert dates and all(str(frame[name].dtype).startswith("datetime64") for name in dates)


def test_an_unwritten_record_gives_frames_without_rows(tmp_path: Path) -> None:
    history = open_history(tmp_path / "none.sqlite")
    assert list(history.to_frame("trend").columns)[:2] == ["year", "month"]
    assert len(history.to_frame()) == 0 and not (tmp_path / "none.sqlite").exists()
    with pytest.raises(NotFound, match="The views are: current, by_paper, movements, problems, trend"):
        history.to_frame("views")


def questions() -> list[tuple[str, str, str]]:
    parts = PAGE.read_text(encoding="utf-8").split("\n### ")[1:]
    found = []
    for part in parts:
        sql, python = (re.findall(rf"```{kind}\n(.*?)```", part, re.DOTALL) for kind in ("sql", "python"))
        assert len(sql) == len(python) == 1, part
        found.append((part.splitlines()[0], sql[0], python[0]))
    return found


@pytest.mark.parametrize(("question", "sql", "python"), questions(), ids=[one[0][:2] for one in questions()])
def test_each_question_of_the_page_has_one_answer_in_sql_and_in_pandas(
    history: History, question: str, sql: str, python: str
) -> None:
    known: dict[str, Any] = {"history": history}
    exec(compile(python, question, "exec"), known)
    by_pandas = [tuple(map(plain, row)) for row in known["answer"].itertuples(index=False)]
    by_sql = [tuple(map(plain, row)) for row in rows(history, sql)]
    assert by_sql == by_pandas
    assert by_sql, question


def test_the_page_asks_six_questions_and_names_every_column_of_every_view() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(questions()) == 6
    for name, query in views.view_queries().items():
        assert f"| `hmic_{name}` |" in page
        for column in query.selected_columns:
            assert f"`{column.name}`" in page, f"{column.name} of hmic_{name}"


DIALECTS = (mssql.dialect(deprecate_large_types=True), postgresql.dialect(), sqlite.dialect())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
def test_every_table_index_and_view_compiles_in_the_words_of_each_database(dialect: Any) -> None:
    from sqlalchemy.schema import CreateIndex, CreateTable

    tables = schema.metadata.sorted_tables
    said = [str(CreateTable(table).compile(dialect=dialect)) for table in tables]
    said += [str(CreateIndex(index).compile(dialect=dialect)) for table in tables for index in table.indexes]
    said += views.view_statements(dialect)
    whole = "\n".join(said)
    if dialect.name == "mssql":
        assert "NVARCHAR(255)" in whole and "NVARCHAR(max)" in whole and "DATEDIFF(day, " in whole
        # Its SELECT holds no truth values, and it knows no LIMIT.
        assert not re.search(r"\bLIMIT\b|IS TRUE|= true", whole)


def test_every_statement_of_a_life_compiles_for_sql_server(tmp_path: Path) -> None:
    from sqlalchemy import event

    history, asked = open_history(tmp_path / "life.sqlite"), []

    def listen(_: Any, statement: Any, *rest: Any) -> None:
        asked.append(statement)

    event.listen(history.database.engine, "before_execute", listen)
    for day in (date(2022, 3, 1), date(2022, 3, 2)):
        rows = tuple(
            SnapshotRow(f"WMP-{n}", recommendation=f"{n}", status="Closed", rag="Blue", owner=str(day))
            for n in range(9)
        )
        taken = history.add(Snapshot(day, rows, problems=(Problem("a", Severity.NOTE, "S", "A1", "", "F", "A"),)))
        history.add_paper(Paper(taken.number, "JAC", day, "p.docx", "a", None), [Movement("WMP-1", MovementKind.NEW)])
    history.at_last_paper(date(2022, 3, 9))
    history.at(day)
    history.newest()
    history.refs_used()
    for view in views.view_queries():
        history.to_frame(view)
    compiled = {str(one.compile(dialect=DIALECTS[0])) for one in asked if hasattr(one, "compile")}
    assert len(compiled) > 25
    assert not any(re.search(r"\bLIMIT\b|IS TRUE", one) for one in compiled)

"""Whatever dates and words stand in a register, the second count agrees with the first: no sound paper is refused."""

from datetime import date
from pathlib import Path

import pytest
from figures_of import make_figures
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

DAYS = [
    "2021-11-30",
    "2021-12-01",
    "2022-01-10",
    "2022-03-14",
    "2022-03-15",
    "2022-03-16",
    "2022-06-29",
    "2022-06-29",
    "2022-06-30",
]
WORDS = ["TBC", "Spring 2022", "March 2022", "May 2022, date TBC", "W/C 14 March 2022", "2022", "Autumn 2021", "soon"]
dates = st.sampled_from(["", "", *DAYS, *WORDS])
days = st.sampled_from(["", *DAYS])


def table(headings: str, rows: list[tuple[str, ...]]) -> str:
    return "\n".join([f"| {headings} |", *(f"| {' | '.join(row)} |" for row in rows)])


def some(*columns: st.SearchStrategy[str], most: int = 5) -> st.SearchStrategy[list[tuple[str, ...]]]:
    return st.lists(st.tuples(*columns), max_size=most)


refs = st.sampled_from(["WMP-0001", "WMP-0002", "wmp-0003", "WMP-0004", "WMP-0005", "WMP-0099"])
inspections = st.sampled_from(["2021-CUSTODY", "I-1", "I-2", "i-3", "I-9"])
yes = st.sampled_from(["Yes", "No", ""])
RECOMMENDATIONS = "Ref | Kind | Status | For this force | HMICFRS due date | Force target date | HMICFRS closed on | Inspection ref | Parent ref | Issued on"  # fmt: skip
recommendations = st.tuples(*(
    st.tuples(
        st.just(f"WMP-000{at}"), st.sampled_from(["Recommendation", "Area for improvement", "Cause of concern"]),
        st.sampled_from(["In progress", "Closed", "Superseded", "Not accepted", "Awaiting force sign-off",
                         "Awaiting HMICFRS sign-off", ""]),
        yes, dates, dates, dates, st.sampled_from(["2021-CUSTODY", "I-1", "I-2", "I-3"]), st.sampled_from(["", "WMP-0001"]),
        days,
    )
    for at in range(1, 6)
))  # fmt: skip
INSPECTIONS = "Inspection ref | Title | Programme | Our part | Notified on | Fieldwork | Conducted on | Published on | Publication expected | Cancelled on | Count with | Total stated | Section 55 applies"  # fmt: skip
of_inspections = st.tuples(*(
    st.tuples(
        st.just(ref), st.just(f"Title {ref}"), st.sampled_from(["Custody", "PEEL", "Other"]),
        st.sampled_from(["Inspected", "Not inspected", "Data return"]), dates, dates, dates, dates, dates,
        st.sampled_from(["", "", "", *DAYS]), st.sampled_from(["", "I-2", "I-1; I-3"]), st.sampled_from(["", "", "4"]), yes,
    )
    for ref in ("I-1", "I-2", "I-3")
))  # fmt: skip
who = st.sampled_from(["", "ACC Bryn Hale"])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=recommendations,
    known=of_inspections,
    responses=some(inspections, st.sampled_from(["Section 55", "Letter"]), dates, dates),
    letters=some(dates, inspections),
    changes=some(refs, dates, dates, dates, who, dates),
    updates=some(refs, dates, dates),
    as_at=st.sampled_from([date(2022, 3, 15), date(2022, 3, 31), date(2022, 7, 1)]),
)
def test_the_second_count_agrees(
    rows: tuple[tuple[str, ...], ...], known: tuple[tuple[str, ...], ...], responses: list[tuple[str, ...]],
    letters: list[tuple[str, ...]], changes: list[tuple[str, ...]], updates: list[tuple[str, ...]], as_at: date,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    folder: Path = tmp_path_factory.mktemp("register")
    sheets = {
        "Inspections": table(INSPECTIONS, [*known, ("2021-CUSTODY", "Custody", "Custody", "Inspected", *[""] * 9)]),
        "Responses": table("Inspection ref | Kind | Due | Published on", responses),
        "Letters": table("Date | Inspection ref", letters),
        "Date_changes": table("Ref | From | To | Requested on | Approved by | Approved on", changes),
        "Updates": table("Ref | Date | Requested target date", updates),
        "Escalation_rules": "| Rule | RAG | Who must see it |\n| Red | Red | Committee |\n| Rest | | Owner |",
    }
    figures = make_figures(folder, table(RECOMMENDATIONS, list(rows)), as_at=as_at, **sheets)
    assert figures.counts["recommendations.total"].value <= len(rows)

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sheets import make_register, make_risk_register

from hmic_tracker.model.snapshot import Snapshot, SnapshotRow
from hmic_tracker.rules.inputs import FACTS
from hmic_tracker.rules.ratings import rate

MARCH = date(2022, 3, 31)
INSPECTIONS = """
    | Inspection ref | Title   | Notified on | Published on |
    | 2021-CUSTODY   | Custody | 2021-06-01  | 2021-12-01   |
    | 2022-PEEL      | PEEL    | 2021-06-01  | 2022-05-01   |
"""


def facts(tmp_path: Path, row: str, ref: str = "WMP-0001", as_at: date = MARCH, **sheets: str) -> dict[str, Any]:
    """The facts of WMP-0001 from one row, or several, of `heading: value; heading: value`."""
    sheets = {"Inspections": INSPECTIONS, **sheets}
    register = make_register(tmp_path, table(row), **sheets)
    rating = rate(register, make_risk_register(tmp_path), as_at=as_at).of(ref)
    assert rating is not None
    return dict(rating.facts)


def table(text: str) -> str:
    rows = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        pairs = dict(pair.split(": ", 1) for pair in line.strip().split("; ") if pair.strip())
        usual = {"Ref": f"WMP-{number:04d}", "Number": f"'{number}", "Recommendation": "Review it", "Status": "In progress",
                 "Kind": "Recommendation", "Inspection ref": "2021-CUSTODY"}  # fmt: skip
        rows.append(usual | pairs)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


@pytest.mark.parametrize(
    ("row", "due", "days"),
    [
        ("Force target date: 2022-04-10; HMICFRS due date: 2022-03-01", date(2022, 4, 10), 10),
        ("HMICFRS due date: 2022-03-19; Deadline wording: Within six months", date(2022, 3, 19), -12),
        ("Deadline wording: Within six months", date(2022, 6, 1), 62),
        ("Recommendation: By 30 April 2022, the force should review it.", date(2022, 4, 30), 30),
        ("Force target date: TBC; HMICFRS due date: 2022-04-01", date(2022, 4, 1), 1),
        ("HMICFRS due date: March 2022", date(2022, 3, 31), 0),
        ("HMICFRS due date: Spring 2022", date(2022, 5, 31), 61),
        ("HMICFRS due date: TBC", None, None),
        ("Deadline wording: No deadline set", None, None),
        # Nothing published counts from a day that has not come.
        ("Inspection ref: 2022-PEEL; Deadline wording: Within six months", None, None),
        ("Inspection ref: 2022-PEEL; Deadline wording: Within six months; Issued on: 2022-02-14", date(2022, 8, 14), 136),
        ("Inspection ref: 2022-PEEL; Deadline wording: Within six months; Issued on: 2022-04-14", None, None),
        # Immediately: only the force's own target counts.
        ("Deadline wording: Immediately", None, None),
        ("Deadline wording: Immediately; Force target date: 2022-05-01", date(2022, 5, 1), 31),
        ("Deadline wording: Immediately; HMICFRS due date: 2022-04-01", date(2022, 4, 1), 1),
    ],
)  # fmt: skip
def test_the_effective_due_date_is_the_forces_then_the_inspectorates_then_that_of_the_words(
    tmp_path: Path, row: str, due: date | None, days: int | None
) -> None:
    found = facts(tmp_path, row)
    assert (found["Effective due date"], found["Days to due"]) == (due, days)
    assert found["Days overdue"] == (-days if days is not None and days < 0 else None)


@pytest.mark.parametrize(
    ("row", "immediate"),
    [
        ("Deadline wording: Immediately", "Yes"),
        ("Recommendation: The force should immediately review its custody log.", "Yes"),
        ("Deadline wording: Immediately; Force target date: 2022-05-01", "Yes"),
        # Counted from a day that has not come: nothing is sooner all the same.
        (
            "Inspection ref: 2022-PEEL; Recommendation: By 1 May 2022, the force should review it. It should immediately"
            " stop.",
            "Yes",
        ),
        ("Deadline wording: Immediately; HMICFRS due date: TBC", "Yes"),
        ("Deadline wording: Immediately; HMICFRS due date: 2022-05-01", "No"),
        ("Deadline wording: Within six months", "No"),
    ],
)
def test_immediate_is_what_the_words_say_where_the_inspectorate_set_no_date(
    tmp_path: Path, row: str, immediate: str
) -> None:
    assert facts(tmp_path, row)["Immediate"] == immediate


@pytest.mark.parametrize("status", ["Closed", "Superseded", "Not accepted"])
def test_what_has_ended_is_never_due_or_overdue(tmp_path: Path, status: str) -> None:
    found = facts(tmp_path, f"Status: {status}; HMICFRS due date: 2021-01-01")
    assert found["Effective due date"] == date(2021, 1, 1)
    assert (found["Days to due"], found["Days overdue"], found["Past HMICFRS date"]) == (None, None, "No")
    assert (found["Next meeting due"], found["Ageing band"]) == ("No", None) or found["Next meeting due"] is None


@pytest.mark.parametrize(
    ("due", "past"),
    [("2022-03-30", "Yes"), ("2022-03-31", "No"), ("March 2022", "No"), ("February 2022", "Yes"), ("", "No")],
)
def test_past_the_inspectorates_date_whatever_the_forces_own_target(tmp_path: Path, due: str, past: str) -> None:
    assert facts(tmp_path, f"HMICFRS due date: {due}; Force target date: 2023-01-01")["Past HMICFRS date"] == past


def test_only_what_had_happened_by_the_day_counts(tmp_path: Path) -> None:
    updates = """
        | Ref       | Date       | Update  |
        | wmp-0001  | 2022-02-09 | older   |
        | WMP-0001  | 2022-03-01 | newest  |
        | WMP-0001  | 2022-04-02 | later   |
        | WMP-0001  | TBC        | unknown |
    """
    changes = """
        | Ref      | Which             | To         | Requested on | Approved by | Approved on |
        | WMP-0001 | Force target date | 2022-03-01 | 2022-01-01   | ACC Hale    | 2022-01-05  |
        | WMP-0001 | Force target date | 2022-04-01 | 2022-02-01   |             |             |
        | WMP-0001 | Force target date | 2022-05-01 | 2022-04-01   | ACC Hale    | 2022-04-05  |
        | WMP-0001 | Force target date | 2022-05-01 |              |             |             |
    """
    found = facts(tmp_path, "Status: In progress", Updates=updates, Date_changes=changes)
    assert (found["Last update"], found["Days since update"]) == (date(2022, 3, 1), 30)
    assert (found["Times extended"], found["Extension limit exceeded"]) == (3, "Yes")
    assert found["Days since published"] == 120
    assert facts(tmp_path, "Inspection ref: 2022-PEEL")["Days since published"] is None


def test_the_extension_limit_is_the_one_in_settings(tmp_path: Path) -> None:
    changes = "| Ref | Which | To |\n| WMP-0001 | Force target date | 2022-03-01 |\n| WMP-0001 | Force target date | 2022-04-01 |"
    settings = "| Setting | Value |\n| Extension limit | 2 |"
    found = facts(tmp_path, "Status: In progress", Date_changes=changes, Settings=settings)
    assert (found["Times extended"], found["Extension limit exceeded"]) == (2, "No")


def test_due_before_the_next_committee(tmp_path: Path) -> None:
    meetings = """
        | Meeting date | Committee             | Status    |
        | 2022-03-31   | Joint Audit Committee | Held      |
        | 2022-05-01   | Joint Audit Committee | Cancelled |
        | 2022-05-15   | Ethics Board          | Planned   |
        | 2022-06-30   |                       | Planned   |
    """
    assert facts(tmp_path, "Force target date: 2022-06-30", Meetings=meetings)["Next meeting due"] == "Yes"
    assert facts(tmp_path, "Force target date: 2022-07-01", Meetings=meetings)["Next meeting due"] == "No"
    assert facts(tmp_path, "Status: In progress", Meetings=meetings)["Next meeting due"] == "No"
    none = "| Meeting date | Committee |\n| 2022-01-01 | Joint Audit Committee |"
    assert facts(tmp_path, "Force target date: 2022-06-30", Meetings=none)["Next meeting due"] is None


def test_closed_on_is_the_inspectorates_day_else_the_forces(tmp_path: Path) -> None:
    both = "Status: Closed; Force sign-off on: 2022-01-01; HMICFRS closed on: 2022-02-01"
    assert facts(tmp_path, both)["Closed on"] == date(2022, 2, 1)
    assert facts(tmp_path, "Status: Closed; Force sign-off on: 2022-01-01")["Closed on"] == date(2022, 1, 1)


def test_a_parent_knows_its_children_and_children_inherit_the_day_of_issue(tmp_path: Path) -> None:
    rows = """
        Ref: WMP-0001; Kind: Accelerated cause of concern; Inspection ref: 2022-PEEL; Issued on: 2022-02-14
        Ref: WMP-0002; Parent ref: WMP-0001; Inspection ref: 2022-PEEL; Deadline wording: Within one month
        Ref: WMP-0003; Parent ref: wmp-0001; Inspection ref: 2022-PEEL; Status: Closed
        Ref: WMP-0004; Parent ref: WMP-0002; Inspection ref: 2022-PEEL; Deadline wording: Within two months
    """
    parent = facts(tmp_path, rows)
    assert (parent["Open children"], parent["Worst child RAG"]) == (1, "Red")
    child = facts(tmp_path, rows, ref="WMP-0002")
    assert (child["Effective due date"], child["Days to due"]) == (date(2022, 3, 14), -17)
    assert (child["Open children"], child["Worst child RAG"]) == (1, "Amber")
    assert facts(tmp_path, rows, ref="WMP-0004")["Effective due date"] == date(2022, 4, 14)


def test_rows_that_are_each_others_parents_are_rated_all_the_same(tmp_path: Path) -> None:
    rows = (
        "Ref: WMP-0001; Parent ref: WMP-0002\nRef: WMP-0002; Parent ref: WMP-0001\nRef: WMP-0003; Parent ref: WMP-0003"
    )
    assert facts(tmp_path, rows)["Open children"] == 1
    assert facts(tmp_path, rows, ref="WMP-0003")["Open children"] == 0


@pytest.mark.parametrize(
    ("as_at", "band"),
    [
        (date(2022, 2, 28), "Under 3 months"),
        (date(2022, 3, 1), "3 to 6 months"),
        (date(2022, 6, 1), "6 to 12 months"),
        (date(2022, 12, 1), "1 to 2 years"),
        (date(2023, 12, 1), "2 years or more"),
        (date(2021, 11, 30), None),
    ],
)
def test_the_ageing_band_counts_from_publication(tmp_path: Path, as_at: date, band: str | None) -> None:
    assert facts(tmp_path, "Status: In progress", as_at=as_at)["Ageing band"] == band


def test_the_previous_colour_is_that_of_the_last_paper(tmp_path: Path) -> None:
    register = make_register(tmp_path, table("Status: In progress\nStatus: In progress"))
    before = Snapshot(date(2022, 1, 1), (SnapshotRow("WMP-0001", rag="Red"),))
    ratings = rate(register, make_risk_register(tmp_path), as_at=MARCH, before=before)
    assert [rating.facts["Previous RAG"] for rating in ratings] == ["Red", None]


def test_every_declared_fact_is_given_for_every_row(tmp_path: Path) -> None:
    assert list(facts(tmp_path, "Status: In progress")) == [fact.heading for fact in FACTS]


def test_each_fact_in_the_table_of_rules_can_decide(tmp_path: Path) -> None:
    risk = "Risk ref: R-01; Force target date: 2022-03-19; Deadline wording: Within six months"
    found = facts(tmp_path, risk)
    assert (found["Above target score"], found["Risk score"], found["Risk RAG"]) == ("Yes", 16, "Red")
    assert found["Derived due date"] == date(2022, 6, 1)
    assert "Within six months" in found["Deadline basis"]


@pytest.mark.parametrize(
    ("lead", "for_this_force", "due"),
    [("CPS", "No", date(2022, 12, 1)), ("", "No", date(2022, 12, 1)), ("CPS", "Yes", None)],
)
def test_another_body_has_its_deadline_on_its_own_row_whatever_the_register_calls_it(
    tmp_path: Path, lead: str, for_this_force: str, due: date | None
) -> None:
    text = "Within twelve months, the Crown Prosecution Service should say how cases end."
    row = f"Recommendation: {text}; For this force: {for_this_force}; Status: Dependent on others"
    found = facts(tmp_path, f"{row}; Lead organisation: {lead}" if lead else row)
    assert found["Effective due date"] == due


@pytest.mark.parametrize(
    ("issued", "band"), [("2020-11-01", "1 to 2 years"), ("2022-03-01", "3 to 6 months"), ("TBC", "3 to 6 months")]
)
def test_age_counts_from_publication_or_from_an_earlier_issue(tmp_path: Path, issued: str, band: str) -> None:
    assert facts(tmp_path, f"Issued on: {issued}")["Ageing band"] == band

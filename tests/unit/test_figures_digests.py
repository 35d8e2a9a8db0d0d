"""Digests: one a person, overdue first; nobody who has left; nothing quoted above the email marking limit."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from figures_of import USUAL, make_figures

from hmic_tracker.figures.action_list import first_line
from hmic_tracker.figures.digests import Digest, Digests, compile_digests

ON = date(2022, 3, 15)
PEOPLE = """
    | Person          | Role            | Email        | Until      | Successor      |
    | Supt Mary Oduya | Head of custody | mary@w.test  |            |                |
    | ACC Bryn Hale   | Chief officer   | bryn@w.test  |            |                |
    | Insp Lee Marsh  | Custody lead    | lee@w.test   |            |                |
    | Insp Gone Away  | Was here        | gone@w.test  | 2022-01-31 | Insp Lee Marsh |
    | Insp Nobody Now | Was here        | no@w.test    | 2022-01-31 |                |
    """
NEW = "| Ref | Date | Update |\n"


def rows(*lines: str) -> str:
    head = "| Ref | Owner | HMICFRS due date | Status | Marking | Force position |\n"
    return head + "\n".join(f"| {line} | Accepted. |" for line in lines)


def reported(*refs: str) -> str:
    return NEW + "\n".join(f"| {ref} | 2022-03-14 | Going well |" for ref in refs)


def digests(folder: Path, recommendations: str, **sheets: str) -> Digests:
    return compile_digests(make_figures(folder, recommendations, **({"People": PEOPLE} | sheets)))


def of(found: Digests, name: str) -> Digest:
    (one,) = [digest for digest in found.digests if digest.name == name]
    return one


def told(digest: Digest) -> list[tuple[str, str, list[str]]]:
    return [
        (part.title, group.title, [line.ref for line in group.lines]) for part in digest.parts for group in part.groups
    ]


def test_overdue_comes_first_then_what_is_due_then_updates_asked_for_in_one_email(tmp_path: Path) -> None:
    found = digests(
        tmp_path,
        rows(
            "WMP-0001 | Supt Mary Oduya | 2023-03-01 | In progress | OFFICIAL",
            "WMP-0002 | Supt Mary Oduya | 2022-03-30 | In progress | OFFICIAL",
            "WMP-0003 | Supt Mary Oduya | 2022-03-10 | In progress | OFFICIAL",
            "WMP-0004 | Supt Mary Oduya | 2022-03-01 | In progress | OFFICIAL",
            "WMP-0005 | Supt Mary Oduya | 2023-03-01 | In progress | OFFICIAL",
            "WMP-0006 | Supt Mary Oduya | 2022-03-01 | Closed      | OFFICIAL",
        ),
        Updates=reported("WMP-0005"),
    )
    mary = of(found, "Supt Mary Oduya")
    own = "What you answer for"
    assert told(mary) == [
        (own, "Overdue", ["WMP-0004", "WMP-0003"]),
        (own, "Due before the next meeting", ["WMP-0002"]),
        (own, "Update asked for", ["WMP-0001"]),
    ]
    assert mary.email == "mary@w.test"
    assert mary.summary == "2 overdue, 1 due before 31 March 2022, 1 to report on"
    line = mary.parts[0].groups[0].lines[0]
    assert (line.dates, line.rag, line.reason) == ("Due 1 March 2022.", "Red", "14 days past 1 March 2022.")
    assert line.asks[0].where == "sheet Updates, columns Ref, Date, By, Update and Committee wording"


def test_whoever_has_nothing_to_do_gets_no_email(tmp_path: Path) -> None:
    row = rows("WMP-0001 | Supt Mary Oduya | 2023-03-01 | In progress | OFFICIAL")
    assert digests(tmp_path, row, Updates=reported("WMP-0001")) == Digests()


def test_a_chief_officer_gets_the_portfolio_with_the_owners_named(tmp_path: Path) -> None:
    found = digests(tmp_path, rows("WMP-0001 | Supt Mary Oduya | 2022-03-10 | In progress | OFFICIAL"))
    chief = of(found, "ACC Bryn Hale")
    assert told(chief) == [("Your portfolio: Criminal justice", "Overdue", ["WMP-0001"])]
    line = chief.parts[0].groups[0].lines[0]
    assert (line.held_by, line.asks, line.why_you) == ("Supt Mary Oduya", (), "")


def test_a_chief_officer_who_owns_something_gets_one_email_with_both(tmp_path: Path) -> None:
    found = digests(
        tmp_path,
        rows(
            "WMP-0001 | ACC Bryn Hale   | 2022-03-10 | In progress | OFFICIAL",
            "WMP-0002 | Supt Mary Oduya | 2022-03-10 | In progress | OFFICIAL",
        ),
    )
    assert [part.title for part in of(found, "ACC Bryn Hale").parts] == [
        "What you answer for", "Your portfolio: Criminal justice",
    ]  # fmt: skip
    assert len(found.digests) == 2


def test_nobody_who_has_left_gets_one_and_whoever_does_is_told_why(tmp_path: Path) -> None:
    found = digests(
        tmp_path,
        rows(
            "WMP-0001 | Insp Gone Away  | 2022-03-10 | In progress | OFFICIAL",
            "WMP-0002 | Insp Nobody Now | 2022-03-10 | In progress | OFFICIAL",
            "WMP-0003 |                 | 2022-03-10 | In progress | OFFICIAL",
        ),
    )
    assert [digest.name for digest in found.digests] == ["Insp Lee Marsh", "ACC Bryn Hale"]
    lee = of(found, "Insp Lee Marsh").parts[0].groups[0].lines
    assert [(line.ref, line.why_you) for line in lee] == [
        ("WMP-0001", "Insp Gone Away owns it in the register and left on 31 January 2022; it comes to you as the successor.")
    ]  # fmt: skip
    own = {line.ref: line for line in of(found, "ACC Bryn Hale").parts[0].groups[0].lines}
    assert own["WMP-0002"].why_you.endswith("it comes to you as the chief officer for Criminal justice.")
    assert own["WMP-0003"].asks[0].columns == "Owner"


@pytest.mark.parametrize(("email", "says"), [
    ("", "Supt Mary Oduya has no email address on the People sheet."),
    ("on leave", "Supt Mary Oduya cannot be reached at “on leave”."),
    ("a@w.test, b@w.test", "Supt Mary Oduya cannot be reached at “a@w.test, b@w.test”."),
])  # fmt: skip
def test_somebody_without_an_address_is_named_and_is_a_problem(tmp_path: Path, email: str, says: str) -> None:
    people = PEOPLE.replace("mary@w.test ", email)
    found = digests(tmp_path, rows("WMP-0001 | Supt Mary Oduya | 2022-03-10 | In progress | OFFICIAL"), People=people)
    assert [digest.name for digest in found.digests] == ["ACC Bryn Hale"]
    assert [one.why for one in found.not_reached] == [says]


def test_an_owner_who_is_not_on_the_people_sheet_and_a_row_that_nobody_answers_for_are_named(tmp_path: Path) -> None:
    found = digests(
        tmp_path,
        rows(
            "WMP-0001 | Somebody Else | 2022-03-10 | In progress | OFFICIAL",
            "WMP-0002 |               | 2022-03-10 | In progress | OFFICIAL",
        ),
        Portfolios="| Portfolio | Chief officer |\n| Criminal justice | |",
    )
    assert found.digests == ()
    assert [one.why for one in found.not_reached] == [
        "Nobody answers for WMP-0002: no owner and no chief officer is named who is here.",
        "Somebody Else is not on the People sheet, so there is no address to write to.",
    ]


def limited(folder: Path, recommendations: str, **sheets: Any) -> Digests:
    settings = USUAL["Settings"] + "\n| Email marking limit | OFFICIAL |"
    return digests(folder, recommendations, Settings=settings, **sheets)


def test_what_is_marked_above_the_limit_is_counted_and_named_by_its_ref_and_not_quoted(tmp_path: Path) -> None:
    sheet = rows(
        "WMP-0001 | Supt Mary Oduya | 2022-03-10 | In progress | OFFICIAL-SENSITIVE",
        "WMP-0002 | Supt Mary Oduya | 2022-03-10 | In progress | OFFICIAL",
        "WMP-0003 | Supt Mary Oduya | 2022-03-10 | In progress |",
    )
    mary = of(limited(tmp_path, sheet), "Supt Mary Oduya")
    (group,) = mary.parts[0].groups
    assert [line.ref for line in group.lines] == ["WMP-0002"]
    assert group.withheld == (
        "Two of them are marked above what may be sent by email: see WMP-0001 and WMP-0003 in the register."
    )
    assert mary.summary == "3 overdue"
    assert mary.marking == "OFFICIAL"
    assert of(digests(tmp_path, sheet), "Supt Mary Oduya").marking == "OFFICIAL-SENSITIVE"


def test_an_overrides_words_and_a_report_above_the_limit_are_not_quoted(tmp_path: Path) -> None:
    sheet = rows("WMP-0001 | Supt Mary Oduya | 2022-03-10 | In progress | OFFICIAL")
    sheets = {
        "Overrides": "| Ref | RAG | Reason | By | From | Until |\n"
        "| WMP-0001 | Amber | A witness is ill | ACC Bryn Hale | 2022-03-01 | 2022-04-01 |",
        "Inspections": "| Inspection ref | Title | Published on | Publishable | Marking |\n"
        "| 2021-CUSTODY | Secret matters | 2021-12-01 | No | OFFICIAL-SENSITIVE |",
    }
    line = of(limited(tmp_path, sheet, **sheets), "Supt Mary Oduya").parts[0].groups[0].lines[0]
    assert "witness" not in line.reason and "calculated Red" in line.reason
    assert line.called == "Recommendation 1"
    whole = of(digests(tmp_path, sheet, **sheets), "Supt Mary Oduya")
    assert "A witness is ill" in whole.parts[0].groups[0].lines[0].reason
    assert whole.parts[0].groups[0].lines[0].called == "Recommendation 1, Secret matters"
    assert whole.marking == "OFFICIAL-SENSITIVE"


def test_the_totals_of_all_digests_are_the_papers(tmp_path: Path) -> None:
    sheet = rows(
        "WMP-0001 | Supt Mary Oduya | 2022-03-10 | In progress | OFFICIAL",
        "WMP-0002 | Insp Lee Marsh  | 2022-03-11 | In progress | OFFICIAL-SENSITIVE",
        "WMP-0003 | Insp Gone Away  | 2022-03-12 | In progress | OFFICIAL",
    )
    figures = make_figures(tmp_path, sheet, People=PEOPLE)
    late = sorted(
        line.ref
        for digest in compile_digests(figures).digests
        for part in digest.parts
        for group in part.groups
        for line in group.lines
        if part.is_own and group.title == "Overdue"
    )
    assert late == sorted(figures.counts["overdue"].refs)


@pytest.mark.parametrize(("text", "line"), [
    ("One line.", "One line."),
    ("\n\n  First.\nSecond.", "First."),
    ("word " * 60, "word " * 31 + "word …"),
    ("x" * 200, "x" * 160 + " …"),
    ("", ""),
])  # fmt: skip
def test_the_first_line_is_cut_at_a_word(text: str, line: str) -> None:
    assert first_line(text) == line

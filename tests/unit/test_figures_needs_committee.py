from pathlib import Path

from figures_of import AS_AT, MEETING, make_figures, register_of
from sheets import make_risk_register

from hmic_tracker.figures.paper import compile_figures
from hmic_tracker.history.rows import snapshot_of
from hmic_tracker.rules.ratings import rate

ROWS = """
| Ref      | Kind                 | Status      | HMICFRS due date | Force target date | For this force | Publishable |
| WMP-0001 | Recommendation       | In progress | 2022-03-01       |                   | Yes            | Yes         |
| WMP-0002 | Area for improvement | In progress | 2022-02-01       |                   | Yes            | Yes         |
| WMP-0003 | Recommendation       | In progress | 2022-01-31       | 2022-05-31        | Yes            | Yes         |
| WMP-0004 | Recommendation       | In progress | 2022-06-29       |                   | Yes            | No          |
| WMP-0005 | Recommendation       | In progress | 2022-06-30       |                   | Yes            | Yes         |
| WMP-0006 | Recommendation       | In progress | 2022-01-01       |                   | No             | Yes         |
| WMP-0007 | Recommendation       | Closed      | 2022-01-01       |                   | Yes            | Yes         |
| WMP-0008 | Recommendation       | In progress | TBC              |                   | Yes            | Yes         |
"""
CLOSED = """
| Ref      | Status | Force sign-off by | Force sign-off on | HMICFRS closed on | Closure evidence |
| WMP-0001 | Closed | ACC Bryn Hale     | 2021-12-20        | 2022-02-14        | Minute 14        |
| WMP-0002 | Closed | ACC Bryn Hale     | 2021-11-01        | 2021-11-30        | Minute 9         |
| WMP-0003 | Closed | ACC Bryn Hale     | 2022-01-10        |                   | Minute 11        |
"""


def refs(found) -> list[str]:  # type: ignore[no-untyped-def]
    return [line.ref for line in found.lines]


def test_overdue_is_what_is_ours_open_and_past_its_date_the_longest_first(tmp_path: Path) -> None:
    needs = make_figures(tmp_path, ROWS).full.needs
    assert refs(needs.overdue) == ["WMP-0002", "WMP-0001"]
    assert needs.overdue.sentence == "One recommendation and one area for improvement are overdue."
    first = needs.overdue.lines[0]
    assert (first.overdue_words, first.owner, first.rag) == ("42 days overdue", "Supt Mary Oduya", "Red")


def test_past_the_inspectorates_date_within_our_own_target_is_a_list_of_its_own(tmp_path: Path) -> None:
    today = "| WMP-0009 | Recommendation | In progress | 2022-03-15 | 2022-05-31 | Yes | Yes |"
    assert refs(make_figures(tmp_path, f"{ROWS.strip()}\n{today}").full.needs.past_inspectorate) == ["WMP-0003"]


def test_what_is_due_before_the_next_meeting_is_not_what_is_overdue(tmp_path: Path) -> None:
    due = make_figures(tmp_path, ROWS).full.needs.due_next
    assert refs(due) == ["WMP-0003", "WMP-0004"]
    assert due.sentence == "Two recommendations are due before the next meeting, on 29 June 2022."


def test_the_public_version_lists_what_it_may_and_counts_the_rest(tmp_path: Path) -> None:
    due = make_figures(tmp_path, ROWS).public.needs.due_next
    assert refs(due) == ["WMP-0003"]
    assert due.sentence.startswith("Two recommendations are due")
    assert due.left_out == "One recommendation is left out of this version."


def test_a_date_to_be_confirmed_is_printed_as_such_and_listed(tmp_path: Path) -> None:
    listed = make_figures(tmp_path, ROWS).full.needs.to_be_confirmed
    assert refs(listed) == ["WMP-0008"]
    assert (listed.lines[0].deadline, listed.lines[0].due) == ("TBC", "TBC")


def test_an_imprecise_due_date_keeps_its_words_and_a_tbc_in_them_is_listed(tmp_path: Path) -> None:
    rows = """
        | Ref      | HMICFRS due date | Force target date  |
        | WMP-0001 | 2022-01-31       | May 2022, date TBC |
        | WMP-0002 | Autumn 2022      |                    |
        | WMP-0003 | TBC              | 2022-05-31         |
    """
    needs = make_figures(tmp_path, rows).full.needs
    assert [line.due for line in needs.due_next.lines] == ["May 2022, date TBC", "31 May 2022"]
    assert [line.due for line in needs.target_dates.lines][2] == "Autumn 2022"
    assert refs(needs.to_be_confirmed) == ["WMP-0001", "WMP-0003"]


def test_fieldwork_and_reports_whose_date_is_to_be_confirmed_are_listed(tmp_path: Path) -> None:
    inspections = """
        | Inspection ref | Title   | Our part  | Notified on | Fieldwork          | Conducted on | Publication expected | Publishable | Marking  |
        | A              | Youth   | Inspected | 2022-02-01  | TBC                |              |                      | Yes         | OFFICIAL |
        | B              | Victims | Inspected | 2022-02-01  | May 2022, date TBC |              |                      | No          |          |
        | C              | Calls   | Inspected | 2022-02-01  | May 2022           |              |                      | Yes         | OFFICIAL |
        | D              | Dogs    | Inspected |             |                    | 2022-02-10   | to be confirmed      | Yes         | OFFICIAL |
    """
    figures = make_figures(tmp_path, "| Ref | Inspection ref |\n| WMP-0001 | A |", Inspections=inspections)
    full, public = (version.needs.inspections_to_be_confirmed for version in (figures.full, figures.public))
    assert full.sentence == "Three inspections have a date to be confirmed."
    assert [line.words for line in full.lines] == [
        "Dogs, report expected: to be confirmed", "Victims, fieldwork: May 2022, date TBC", "Youth, fieldwork: TBC",
    ]  # fmt: skip
    assert [line.title for line in public.lines] == ["Dogs", "Youth"]
    assert public.left_out == "One inspection is left out of this version."


def test_the_target_date_of_everything_still_open_is_given_in_order(tmp_path: Path) -> None:
    listed = make_figures(tmp_path, ROWS).full.needs.target_dates
    assert refs(listed) == ["WMP-0002", "WMP-0001", "WMP-0003", "WMP-0004", "WMP-0005", "WMP-0008"]


def test_what_closed_since_has_its_evidence_and_both_sign_offs(tmp_path: Path) -> None:
    closed = make_figures(tmp_path, CLOSED).full.needs.closed
    assert refs(closed) == ["WMP-0001", "WMP-0003"]
    assert (closed.lines[0].evidence, closed.lines[0].signed_off, closed.lines[0].inspectorate_closed) == (
        "Minute 14", "signed off by ACC Bryn Hale on 20 December 2021", "closed by HMICFRS on 14 February 2022",
    )  # fmt: skip
    assert closed.lines[1].inspectorate_closed == "no closure by HMICFRS is recorded"


def test_dates_changed_and_requested_have_count_reason_and_approver(tmp_path: Path) -> None:
    changes = """
        | Ref      | Which             | From       | To         | Reason            | Requested on | Approved by   | Approved on |
        | WMP-0001 | Force target date | 2021-10-31 | 2021-12-31 | Long ago.         | 2021-10-01   | ACC Bryn Hale | 2021-10-10  |
        | WMP-0001 | Force target date | 2021-12-31 | 2022-05-31 | The supplier fell. | 2022-01-10  | ACC Bryn Hale | 2022-01-20  |
        | WMP-0001 | Force target date | 2022-05-31 | 2022-07-31 |                   | 2022-03-10   |               |             |
    """
    figures = make_figures(tmp_path, "| Ref | Force target date |\n| WMP-0001 | 2022-05-31 |", Date_changes=changes)
    needs, public = figures.full.needs, figures.public.needs
    assert [line.sentence for line in needs.dates_changed.lines] == [
        "Recommendation 1 of Custody inspection (WMP-0001): force target date moved from 31 December 2021 to 31 May "
        "2022, approved by ACC Bryn Hale on 20 January 2022; three changes of date on record. Reason: The supplier fell."
    ]
    assert needs.dates_requested.sentence == "One change of date is requested and not yet approved."
    assert needs.dates_requested.lines[0].sentence.endswith("No reason is recorded.")
    assert (
        "supplier" not in str(public)
        and "approved by the Chief officer for crime on" in public.dates_changed.lines[0].sentence
    )


def test_nobody_is_asked_for_a_new_date_of_what_is_closed_or_not_ours(tmp_path: Path) -> None:
    rows = """
        | Ref      | Status      | For this force | Force target date |
        | WMP-0001 | Closed      | Yes            | 2022-05-31        |
        | WMP-0002 | In progress | No             | 2022-05-31        |
        | WMP-0003 | In progress | Yes            | 2022-05-31        |
    """
    changes = """
        | Ref      | Which             | From       | To         | Reason | Requested on |
        | WMP-0001 | Force target date | 2022-05-31 | 2022-07-31 | Late.  | 2022-03-10   |
        | WMP-0002 | Force target date | 2022-05-31 | 2022-07-31 | Late.  | 2022-03-10   |
        | WMP-0003 | Force target date | 2022-05-31 | 2022-07-31 | Late.  | 2022-03-10   |
    """
    figures = make_figures(tmp_path, rows, Date_changes=changes)
    assert [line.ref for line in figures.full.needs.dates_requested.lines] == ["WMP-0003"]


def test_a_target_date_that_an_update_asks_for_is_a_request(tmp_path: Path) -> None:
    updates = """
        | Ref      | Date       | By              | Update | Requested target date |
        | WMP-0001 | 2022-02-01 | Supt Mary Oduya | Later  | 2022-07-31            |
        | WMP-0001 | 2022-03-20 | Supt Mary Oduya | After  | 2022-08-31            |
    """
    needs = make_figures(tmp_path, "| Ref | Force target date |\n| WMP-0001 | 2022-05-31 |", Updates=updates).full.needs
    assert [(line.moved_from, line.moved_to) for line in needs.dates_requested.lines] == [
        ("31 May 2022", "31 July 2022")
    ]


def test_only_committee_wording_is_printed_and_only_the_newest_up_to_the_figures(tmp_path: Path) -> None:
    updates = """
        | Ref      | Date       | Update      | Committee wording | Publishable | Marking  |
        | WMP-0001 | 2022-01-01 | never seen  | First words.      | Yes         | OFFICIAL |
        | WMP-0001 | 2022-02-01 | never seen  | Second words.     | No          | OFFICIAL |
        | WMP-0001 | 2022-03-01 | never seen  |                   | Yes         | OFFICIAL |
        | WMP-0001 | 2022-03-20 | never seen  | Third words.      | Yes         | OFFICIAL |
    """
    figures = make_figures(tmp_path, Updates=updates)
    assert figures.full.needs.target_dates.lines[0].latest == "Second words."
    assert figures.public.needs.target_dates.lines[0].latest == "First words."
    assert "never seen" not in str(figures.to_dict())


def test_an_override_shows_both_colours_and_its_reason_only_to_the_committee(tmp_path: Path) -> None:
    overrides = """
        | Ref      | RAG | Reason          | By            | From       | Until      |
        | WMP-0001 | Red | A quiet matter. | ACC Bryn Hale | 2022-03-01 | 2022-04-30 |
    """
    figures = make_figures(tmp_path, Overrides=overrides)
    (line,) = figures.full.needs.overrides.lines
    assert line.sentence == (
        "Recommendation 1 of Custody inspection (WMP-0001): set to Red by ACC Bryn Hale until 30 April 2022; the rules "
        "give Amber. Reason: A quiet matter."
    )
    assert "quiet matter" not in str(figures.public)
    assert (
        "Set by the Chief officer for crime; calculated Amber." in figures.public.needs.target_dates.lines[0].rag_reason
    )


def test_empty_lists_say_that_there_is_nothing(tmp_path: Path) -> None:
    needs = make_figures(tmp_path, "| Ref | Status |\n| WMP-0001 | Closed |").full.needs
    assert [found.sentence for found in (needs.overdue, needs.red, needs.dates_changed, needs.overrides)] == [
        "Nothing is overdue.", "Nothing is rated Red.", "No dates have been changed since the last report.",
        "No override is in force.",
    ]  # fmt: skip
    assert not needs.overdue.has_any


def moved(tmp_path: Path):  # type: ignore[no-untyped-def]
    before = register_of(tmp_path / "before", """
        | Ref      | Status      | HMICFRS due date |
        | WMP-0001 | In progress | 2022-03-01       |
        | WMP-0002 | In progress | 2022-09-30       |
        | WMP-0003 | In progress | 2022-09-30       |
        | WMP-0004 | Closed      | 2022-09-30       |
    """)  # fmt: skip
    now = register_of(tmp_path / "now", """
        | Ref      | Status      | HMICFRS due date |
        | WMP-0001 | In progress | 2022-03-01       |
        | WMP-0002 | Closed      | 2022-09-30       |
        | WMP-0003 | In progress | 2022-09-30       |
        | WMP-0004 | In progress | 2022-09-30       |
        | WMP-0005 | In progress | 2022-09-30       |
    """)  # fmt: skip
    risks = make_risk_register(tmp_path)
    from datetime import date

    earlier = snapshot_of(rate(before, risks, as_at=date(2021, 12, 5), problems=()), ())
    ratings = rate(now, risks, as_at=AS_AT, problems=())
    return compile_figures(now, risks, ratings, (), meeting=MEETING, before=earlier)


def test_movement_is_told_by_kind_with_its_cause(tmp_path: Path) -> None:
    standing = moved(tmp_path).full.standing
    assert standing.movement_sentence == (
        "Since the last issued paper, whose figures were as at 5 December 2021: one new, one worsened, one closed and "
        "one reopened."
    )
    assert [(group.kind, group.sentence) for group in standing.movements] == [
        ("New", "One recommendation is new."),
        ("Worsened", "One recommendation has worsened because of its date."),
        ("Closed", "One recommendation has been closed through delivery."),
        ("Reopened", "One recommendation has been reopened."),
    ]
    assert standing.movements[1].lines[0].movement_words == "Worsened from Amber to Red because of its date"


def test_without_an_earlier_paper_the_section_says_so_and_the_rest_stands(tmp_path: Path) -> None:
    standing = make_figures(tmp_path).full.standing
    assert not standing.has_movement and standing.movements == ()
    assert standing.movement_sentence == "There is no earlier paper in the record, so nothing can be said of movement."
    assert standing.total == 1


def test_a_date_that_was_never_recorded_is_set_and_not_moved(tmp_path: Path) -> None:
    changes = """
        | Ref      | Which             | From | To         | Reason | Requested on | Approved by   | Approved on |
        | WMP-0001 | Force target date |      | 2022-05-31 | Agreed | 2022-03-01   | ACC Bryn Hale | 2022-03-02  |
        | WMP-0002 | Force target date |      | 2022-06-30 | Asked  | 2022-03-01   |               |             |
    """
    needs = make_figures(tmp_path, ROWS, Date_changes=changes).full.needs
    assert "force target date set to 31 May 2022, approved by ACC Bryn Hale" in needs.dates_changed.lines[0].sentence
    assert "force target date asked to be set to 30 June 2022" in needs.dates_requested.lines[0].sentence


def test_who_answers_is_said_in_full_also_where_no_owner_is_recorded(tmp_path: Path) -> None:
    rows = """
    | Ref      | Owner           | Portfolio        |
    | WMP-0001 | Supt Mary Oduya | Criminal justice |
    | WMP-0002 |                 | Criminal justice |
    | WMP-0003 |                 | Local policing   |
    """
    figures = make_figures(tmp_path, rows)
    assert [line.owner_words for line in figures.full.needs.target_dates.lines] == [
        "Owner: Supt Mary Oduya.",
        "No owner is recorded; the portfolio's chief officer: ACC Bryn Hale.",
        "No owner is recorded.",
    ]
    assert [line.owner_words for line in figures.public.needs.target_dates.lines][:2] == [
        "Owner: Head of custody.",
        "No owner is recorded; the portfolio's chief officer: Chief officer for crime.",
    ]


def test_what_waits_for_sign_off_says_whose_and_how_far_it_has_got(tmp_path: Path) -> None:
    rows = """
        | Ref      | Status                    | Force sign-off by | Force sign-off on | Submitted to HMICFRS on |
        | WMP-0001 | Awaiting HMICFRS sign-off | ACC Bryn Hale     | 2022-02-01        | 2022-02-07              |
        | WMP-0002 | In progress               |                   |                   |                         |
        | WMP-0003 | Awaiting force sign-off   |                   |                   |                         |
        | WMP-0004 | Awaiting HMICFRS sign-off |                   |                   |                         |
    """
    figures = make_figures(tmp_path, rows)
    waiting = figures.full.needs.awaiting_sign_off
    assert waiting.sentence == "Three recommendations are waiting for sign-off before closure."
    assert [(line.ref, line.sign_off_words) for line in waiting.lines] == [
        ("WMP-0003", "Awaiting force sign-off."),
        ("WMP-0001", "Awaiting HMICFRS sign-off: signed off by ACC Bryn Hale on 1 February 2022, submitted to HMICFRS on "
         "7 February 2022."),
        ("WMP-0004", "Awaiting HMICFRS sign-off."),
    ]  # fmt: skip
    assert "by the Chief officer for crime on" in figures.public.needs.awaiting_sign_off.lines[1].sign_off_words
    assert figures.counts["awaiting_sign_off"].refs == ("WMP-0003", "WMP-0001", "WMP-0004")
    none = make_figures(tmp_path / "none").full.needs.awaiting_sign_off
    assert (none.sentence, none.has_any) == ("Nothing is waiting for sign-off.", False)


def test_what_is_due_immediately_says_so_until_the_force_sets_a_date(tmp_path: Path) -> None:
    rows = """
        | Ref      | Recommendation                               | HMICFRS due date | Force target date |
        | WMP-0001 | The force should immediately stop.           |                  |                   |
        | WMP-0002 | The force should immediately stop, as it may. |                 | 2022-05-31        |
        | WMP-0003 | The force should stop.                       |                  |                   |
    """
    lines = make_figures(tmp_path, rows).full.needs.target_dates.lines
    assert {line.ref: line.due for line in lines} == {
        "WMP-0001": "Immediately",
        "WMP-0002": "31 May 2022",
        "WMP-0003": "No date is recorded",
    }


def test_the_first_paper_speaks_of_no_report_before_it(tmp_path: Path) -> None:
    meetings = "| Meeting date | Committee | Status |\n| 2022-03-31 | Joint Audit Committee | Planned |"
    paper = make_figures(tmp_path, Meetings=meetings).full
    said = [
        paper.peel.letters_sentence,
        paper.needs.dates_changed.sentence,
        paper.needs.closed.sentence,
        paper.needs.responses_published.sentence,
    ]
    assert said == [
        "No letters have been received.",
        "No dates have been changed.",
        "Nothing has been closed.",
        "No response has been published.",
    ]


def test_a_reason_and_its_dates_say_no_date_twice(tmp_path: Path) -> None:
    rows = """
        | Ref      | Recommendation                     | HMICFRS due date | Force target date | Status              |
        | WMP-0001 | The force should act.              | 2022-03-01       |                   | In progress         |
        | WMP-0002 | The force should act.              | 2021-12-31       | 2022-03-01        | In progress         |
        | WMP-0003 | The force should act.              | 2022-09-30       |                   | In progress         |
        | WMP-0004 | The force should act.              |                  |                   | In progress         |
        | WMP-0005 | The force should immediately stop. |                  |                   | In progress         |
        | WMP-0006 | The force should act.              | 2022-03-01       |                   | Awaiting HMICFRS sign-off |
        | WMP-0007 | The force should act.              | 2022-03-14       |                   | In progress         |
    """
    lines = make_figures(tmp_path, rows).full.needs.target_dates.lines
    assert {line.ref: (line.reason_with_dates, line.reason_besides) for line in lines} == {
        "WMP-0001": ("14 days past 1 March 2022.", ""),
        "WMP-0002": ("14 days past 1 March 2022. The inspectorate's date: 31 December 2021.", ""),
        "WMP-0003": ("No update is recorded. Due 30 September 2022.", "No update is recorded."),
        "WMP-0004": ("No due date is recorded.", "No due date is recorded."),
        "WMP-0005": (
            "Was due immediately; published 104 days ago.",
            "Was due immediately; published 104 days ago.",
        ),
        "WMP-0006": (
            "Submitted to HMICFRS on a date not recorded. Due 1 March 2022.",
            "Submitted to HMICFRS on a date not recorded.",
        ),
        "WMP-0007": ("1 day past 14 March 2022.", ""),
    }


def test_a_day_in_a_reason_is_not_taken_for_another_that_ends_alike(tmp_path: Path) -> None:
    rows = """
        | Ref      | Recommendation        | HMICFRS due date | Deadline wording | Status                    | Submitted to HMICFRS on |
        | WMP-0001 | The force should act. | 2022-03-01       |                  | Awaiting HMICFRS sign-off | 2022-03-11              |
        | WMP-0002 | The force should act. | March 2022       |                  | Awaiting HMICFRS sign-off | 2022-03-11              |
        | WMP-0003 | The force should act. | 2022-03-01       | By 21 March 2022 | Awaiting HMICFRS sign-off | 2022-03-01              |
    """
    lines = make_figures(tmp_path, rows).full.needs.target_dates.lines
    assert {line.ref: (line.reason_with_dates, line.deadline) for line in lines} == {
        "WMP-0001": ("Submitted to HMICFRS on 11 March 2022. Due 1 March 2022.", "1 March 2022"),
        "WMP-0002": ("Submitted to HMICFRS on 11 March 2022. Due March 2022.", "March 2022"),
        "WMP-0003": ("Submitted to HMICFRS on 1 March 2022.", "By 21 March 2022: 1 March 2022"),
    }

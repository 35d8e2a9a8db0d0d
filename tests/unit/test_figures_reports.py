from pathlib import Path

import pytest
from figures_of import make_figures

from hmic_tracker.figures.reports import is_for_police
from hmic_tracker.model.recommendation import Recommendation

TWO = """
    | Inspection ref | Title  | Report title | Programme | Our part  | Published on | Count with | Total stated | Police stated | Section 55 applies | Publishable | Marking  |
    | SC             | Stalk  | Unheard      | Super-complaint | Not inspected | 2022-01-12 | ANNEX | {total} | {police} | {s55} | Yes | OFFICIAL |
    | ANNEX          | Annex  |              | Super-complaint | Not inspected | 2022-01-13 |       |         |          |       | Yes | OFFICIAL |
"""
ROWS = """
| Ref      | Inspection ref | Addressed to                         | For this force | Linked activity    |
| WMP-0001 | SC             | Chief constables; College of Policing | Yes           | Operation Larkspur |
| WMP-0002 | SC             | Home Office                          | No             | Operation Larkspur |
| WMP-0003 | ANNEX          | Police and crime commissioners       | No             | Operation Larkspur |
"""


def reports(tmp_path: Path, rows: str = ROWS, *, total: str = "", police: str = "", s55: str = "", **sheets: str):  # type: ignore[no-untyped-def]
    return make_figures(
        tmp_path, rows, Inspections=TWO.format(total=total, police=police, s55=s55), **sheets
    ).full.reports


def test_related_reports_are_counted_together_and_the_count_is_said_once(tmp_path: Path) -> None:
    found = reports(tmp_path)
    assert found.sentence == "Two reports have been published since the last report."
    assert found.titles == ("Unheard, published on 12 January 2022", "Annex, published on 13 January 2022")
    assert [one.count_sentence for one in found.reports] == [
        "Together with Annex there are three recommendations, of which one is for the police.",
        "Its recommendations are counted with those of Unheard.",
    ]


def test_totals_that_the_report_states_win(tmp_path: Path) -> None:
    found = reports(tmp_path, total="9", police="3")
    assert found.reports[0].count_sentence == (
        "Together with Annex there are nine recommendations, of which three are for the police."
    )


RELATED = """
    | Inspection ref | Title | Published on | Count with | Total stated | Police stated |
    | A              | First | 2022-01-12   | B          | {a}          | {pa}          |
    | B              | Other | 2022-01-13   |            | {b}          | {pb}          |
"""
FOUR_ROWS = """
    | Ref      | Inspection ref | Addressed to     | For this force |
    | WMP-0001 | A              | Chief constables | Yes            |
    | WMP-0002 | A              | Chief constables | Yes            |
    | WMP-0003 | A              | Home Office      | No             |
    | WMP-0004 | B              | Chief constables | Yes            |
"""


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ("9 3 9 3", "nine recommendations, of which three are for the police"),
        ("9 3 - -", "nine recommendations, of which three are for the police"),
        ("- - 9 3", "nine recommendations, of which three are for the police"),
        ("5 2 4 1", "nine recommendations, of which three are for the police"),
        ("5 2 4 2", "nine recommendations, of which four are for the police"),
        ("4 3 1 1", "four recommendations, of which three are for the police"),
        ("9 3 9 -", "nine recommendations, of which three are for the police"),
        ("- - - -", "four recommendations, of which three are for the police"),
        ("2 2 2 2", "four recommendations, all of which are for the police"),
        ("9 0 - -", "nine recommendations, none of which is for the police"),
    ],
)
def test_related_reports_state_their_own_numbers_or_that_of_all(tmp_path: Path, stated: str, says: str) -> None:
    a, pa, b, pb = stated.replace("-", "").split(" ")
    figures = make_figures(tmp_path, FOUR_ROWS, Inspections=RELATED.format(a=a, pa=pa, b=b, pb=pb))
    assert figures.full.reports.reports[0].count_sentence == f"Together with Other there are {says}."


def test_a_stated_total_is_printed_though_the_register_holds_no_row(tmp_path: Path) -> None:
    rows = "| Ref | Inspection ref |\n| WMP-0001 | C |"
    inspections = (
        RELATED.format(a=9, pa=3, b="", pb="") + "| C | Old | 2020-01-10 | | | |\n| D | Bare | 2022-01-14 | | | |"
    )
    found = make_figures(tmp_path, rows, Inspections=inspections).full.reports.reports
    assert [(one.has_recommendations, one.count_sentence) for one in found] == [
        (True, "Together with Other there are nine recommendations, of which three are for the police."),
        (True, "Its recommendations are counted with those of First."),
        (True, "The register holds no recommendations from this report."),
    ]


@pytest.mark.parametrize(
    ("addressed_to", "for_this_force", "is_police"),
    [
        (("Chief constables",), "", True),
        (("Forces that have not yet done so",), "To be decided", True),
        (("National Police Chiefs' Council",), "No", True),
        (("Police and crime commissioners",), "No", False),
        (("Police, fire and crime commissioners",), "No", False),
        (("Independent Office for Police Conduct",), "No", False),
        (("Home Office; police forces",), "No", True),
        (("Home Office",), "", False),
        (("Home Office",), "Yes", True),
        ((), "", True),
        ((), "No", False),
    ],
)
def test_who_the_police_are(addressed_to: tuple[str, ...], for_this_force: str, is_police: bool) -> None:
    assert is_for_police(Recommendation("A", addressed_to=addressed_to, for_this_force=for_this_force)) is is_police


def test_what_all_share_is_said_once_and_texts_are_verbatim(tmp_path: Path) -> None:
    report = reports(tmp_path).reports[0]
    assert report.shared_sentence == (
        "Portfolio: Criminal justice; chief officer: ACC Bryn Hale; linked activity: Operation Larkspur."
    )
    assert [line.text for line in report.recommendations] == ["The force should review how it records detention."] * 2
    assert [line.deadline for line in report.recommendations] == ["30 September 2022"] * 2


def test_where_one_differs_each_keeps_its_own(tmp_path: Path) -> None:
    rows = """
        | Ref      | Inspection ref | Linked activity    | Portfolio        | For this force |
        | WMP-0001 | SC             | Operation Larkspur | Criminal justice | Yes            |
        | WMP-0002 | SC             |                    | Criminal justice | Yes            |
    """
    report = reports(tmp_path, rows).reports[0]
    assert (report.has_shared, report.shared_sentence) == (False, "")
    assert [line.linked_activity for line in report.recommendations] == ["Operation Larkspur", ""]


def test_a_row_for_another_body_without_a_portfolio_does_not_keep_the_rest_from_sharing(tmp_path: Path) -> None:
    rows = """
        | Ref      | Inspection ref | Linked activity    | Portfolio        | For this force |
        | WMP-0001 | SC             | Operation Larkspur | Criminal justice | Yes            |
        | WMP-0002 | SC             |                    |                  | No             |
    """
    assert reports(tmp_path, rows).reports[0].shared_linked_activity == "Operation Larkspur"


def test_a_deadline_is_printed_with_its_words(tmp_path: Path) -> None:
    rows = """
        | Ref      | Inspection ref | Recommendation                                   | Deadline wording  | HMICFRS due date |
        | WMP-0001 | SC             | Within six months, the force should act.         |                   |                  |
        | WMP-0002 | SC             | The force should act.                            | By the end of May | 2022-05-31       |
        | WMP-0003 | SC             | The force should act.                            |                   | TBC              |
        | WMP-0004 | SC             | The force should act.                            |                   |                  |
    """
    lines = reports(tmp_path, rows).reports[0].recommendations
    assert [line.deadline for line in lines] == [
        "Within six months: 12 July 2022", "By the end of May: 31 May 2022", "TBC", "No date is recorded",
    ]  # fmt: skip


def test_findings_stand_by_section_in_order_and_an_empty_section_is_left_out(tmp_path: Path) -> None:
    findings = """
        | Inspection ref | Section    | Order | Style   | Text        | Publishable | Marking  |
        | SC             | Next steps | 1     |         | Then this.  | Yes         | OFFICIAL |
        | SC             | Findings   | 2     | Bullet  | Second.     | Yes         | OFFICIAL |
        | SC             | Findings   | 1     | Heading | First.      | No          | OFFICIAL |
        | SC             | Background | 1     |         | Not public. | Yes         |          |
    """
    figures = make_figures(tmp_path, ROWS, Inspections=TWO.format(total="", police="", s55=""), Findings=findings)
    parts = figures.full.reports.reports[0].parts
    assert [(part.heading, [(one.text, one.style) for one in part.paragraphs]) for part in parts] == [
        ("Background", [("Not public.", "Paragraph")]),
        ("Findings", [("First.", "Heading"), ("Second.", "Bullet")]),
        ("Next steps", [("Then this.", "Paragraph")]),
    ]
    assert [part.heading for part in figures.public.reports.reports[0].parts] == ["Findings", "Next steps"]


def test_what_is_published_after_the_figures_is_embargoed(tmp_path: Path) -> None:
    inspections = """
        | Inspection ref | Title   | Published on | Publication expected | Publishable | Marking  |
        | LATER          | Later   | 2022-03-16   |                      | Yes         | OFFICIAL |
        | WAITING        | Waiting |              | Autumn 2022          | Yes         | OFFICIAL |
    """
    rows = """
        | Ref      | Inspection ref | Kind                         | Parent ref | Issued on  | Recommendation | RAG   |
        | WMP-0001 | LATER          | Recommendation               |            |            | Secret one.    | White |
        | WMP-0002 | WAITING        | Recommendation               |            |            | Secret two.    |       |
        | WMP-0003 | WAITING        | Accelerated cause of concern |            | 2022-03-01 | Known cause.   |       |
        | WMP-0004 | WAITING        | Recommendation               | WMP-0003   |            | Known child.   |       |
    """
    figures = make_figures(tmp_path, rows, Inspections=inspections)
    printed = str(figures.to_dict())
    assert "Secret" not in printed and "Known cause." in printed and "Known child." in printed
    assert figures.full.reports.sentence == "No reports have been published since the last report."
    assert "WMP-0001" not in printed
    assert figures.counts["embargoed"].refs == ("WMP-0001", "WMP-0002")
    assert (
        "Two rows belong to reports that were not published by 15 March 2022" in figures.full.appendix.embargo_sentence
    )


def test_the_section_55_response_is_due_55_days_after_publication(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, ROWS, Inspections=TWO.format(total="", police="", s55="Yes"))
    (late,) = figures.full.needs.responses_late.lines
    assert late.sentence == (
        "Unheard: Section 55 response, led by the Police and Crime Commissioner for Westmarch, due on 8 March 2022 and "
        "seven days late; none is recorded."
    )


def test_responses_say_what_goes_to_whom_led_by_whom_by_when(tmp_path: Path) -> None:
    responses = """
        | Inspection ref | Kind            | Led by              | Sent to        | Due        | Chief officer comments due | Published on |
        | SC             | Section 55      | the Commissioner    | the Home Secretary |        |                            | 2022-03-10   |
        | SC             | Action plan     | Supt Mary Oduya     | HMICFRS        | 2022-04-30 | 2022-04-01                 |              |
        | SC             | National return |                     |                | TBC        |                            |              |
    """
    needs = make_figures(
        tmp_path, ROWS, Inspections=TWO.format(total="", police="", s55="Yes"), Responses=responses
    ).full.needs
    assert [line.sentence for line in needs.responses_due.lines] == [
        "Unheard: Action plan to HMICFRS, led by Supt Mary Oduya, due on 30 April 2022; the chief officer's comments are "
        "due on 1 April 2022.",
        "Unheard: National return, due TBC.",
    ]
    assert [line.sentence for line in needs.responses_published.lines] == [
        "Unheard: Section 55 response to the Home Secretary, led by the Commissioner, published on 10 March 2022 (it was "
        "due on 8 March 2022).",
    ]
    assert needs.responses_late.sentence == "No response is late."


def test_a_response_stands_under_its_report_without_its_title_and_is_counted_where_it_is_left_out(
    tmp_path: Path,
) -> None:
    responses = "| Inspection ref | Kind | Due |\n| SC | Action plan | 2022-04-30 |"
    hidden = TWO.format(total="", police="", s55="").replace("Yes | OFFICIAL |", "No | OFFICIAL |")
    figures = make_figures(tmp_path, ROWS, Inspections=hidden, Responses=responses)
    (under_report,) = figures.full.reports.reports[0].responses
    assert under_report.sentence == "Action plan, due on 30 April 2022."
    due = figures.public.needs.responses_due
    assert (due.sentence, due.lines) == ("One response is due.", ())
    assert due.left_out == "One response is left out of this version."


ABOUT = """
    | Inspection ref | Title | Programme | Our part | Lead inspectorates | Other forces | Scope | Complainant | Published on |
    | A | First  | National thematic inspection | Not inspected | HMICFRS |                  |              |                 | 2022-01-11 |
    | B | Second | Super-complaint | Data return | HMICFRS; College of Policing |          |              | the Rowan Trust | 2022-01-12 |
    | C | Third  | Other           | Inspected   | HMICFRS; Ofsted              | Northshire; Vale | case files only |              | 2022-01-13 |
    | D | Custody in Westmarch | Custody | Inspected | HMICFRS                   |          |              |                 | 2022-01-14 |
"""


def test_what_a_report_is_is_said_where_its_title_does_not(tmp_path: Path) -> None:
    found = make_figures(tmp_path, Inspections=ABOUT).full.reports
    assert [one.about for one in found.reports] == [
        "National thematic inspection; the force was not inspected.",
        "Super-complaint made by the Rowan Trust, led by HMICFRS and College of Policing; the force made a data return.",
        "Led by HMICFRS and Ofsted, with Northshire and Vale (case files only).",
        "",
    ]


SORTED_BY_OWNER = """
    | Ref      | Inspection ref | Number | Kind                         | Parent ref | Issued on  | Addressed to | For this force | Lead organisation | Also involves | HMICFRS due date |
    | WMP-0001 | SC             | '10    | Recommendation               |            |            |              | Yes            |                   |               |                  |
    | WMP-0002 | SC             | '1     | Recommendation               | WMP-0006   |            |              | Yes            |                   |               |                  |
    | WMP-0003 | SC             | '2b    | Recommendation               | WMP-0005   |            |              | Yes            |                   |               |                  |
    | WMP-0004 | SC             | '2a    | Recommendation               | WMP-0005   |            |              | Yes            | NHS England       | Vale Council  |                  |
    | WMP-0005 | SC             | '2     | Recommendation               |            |            |              | Yes            |                   |               |                  |
    | WMP-0006 | SC             | '1     | Accelerated cause of concern |            | 2021-12-20 |              | Yes            |                   |               |                  |
    | WMP-0007 | SC             | '1     | Recommendation               |            |            | Home Office; College of Policing | No | Home Office   | Vale Council  |                  |
    | WMP-0008 | SC             |        | Recommendation               |            |            | Chief constables | To be decided |                |               |                  |
    | WMP-0009 | SC             | AFI 10 | Area for improvement         |            |            |              | Yes            |                   |               |                  |
    | WMP-0010 | SC             | 'AFI 9 | Area for improvement         |            |            |              | Yes            |                   |               |                  |
"""


def test_a_report_is_printed_in_the_order_of_its_numbers_however_the_sheet_is_sorted(tmp_path: Path) -> None:
    report = reports(tmp_path, SORTED_BY_OWNER).reports[0]
    assert [line.ref for line in report.recommendations] == [
        "WMP-0007", "WMP-0005", "WMP-0004", "WMP-0003", "WMP-0001", "WMP-0008", "WMP-0002",
    ]  # fmt: skip
    assert [line.ref for line in report.areas] == ["WMP-0010", "WMP-0009"]


def test_each_says_what_it_belongs_to_and_whom_it_is_for(tmp_path: Path) -> None:
    report = reports(tmp_path, SORTED_BY_OWNER).reports[0]
    assert {line.ref: line.relation for line in (*report.causes, *report.recommendations)} == {
        "WMP-0006": "issued on 20 December 2021",
        "WMP-0007": "addressed to Home Office and College of Policing, led by Home Office",
        "WMP-0005": "split into 2a and 2b",
        "WMP-0004": "part of recommendation 2, led by NHS England, involving Vale Council",
        "WMP-0003": "part of recommendation 2",
        "WMP-0001": "",
        "WMP-0008": "not yet decided whether for this force",
        "WMP-0002": "of accelerated cause of concern 1",
    }


def test_no_date_is_missed_where_the_inspectorate_sets_none(tmp_path: Path) -> None:
    report = reports(tmp_path, SORTED_BY_OWNER).reports[0]
    assert [line.deadline for line in (*report.causes, *report.areas)] == ["", "", ""]
    assert {line.deadline for line in report.recommendations} == {"No date is recorded"}


def test_an_answer_to_several_bodies_lists_them_and_comments_past_were_due(tmp_path: Path) -> None:
    responses = """
        | Inspection ref | Kind        | Sent to              | Due        | Chief officer comments due |
        | SC             | Action plan | Home Office; HMICFRS | 2022-04-30 | 2022-03-14                 |
        | SC             | Action plan | HMICFRS              | 2022-05-30 | 2022-03-15                 |
    """
    needs = make_figures(tmp_path, ROWS, Inspections=TWO.format(total="", police="", s55=""), Responses=responses)
    assert [line.sentence for line in needs.full.needs.responses_due.lines] == [
        "Unheard: Action plan to Home Office and HMICFRS, due on 30 April 2022; the chief officer's comments were due on "
        "14 March 2022.",
        "Unheard: Action plan to HMICFRS, due on 30 May 2022; the chief officer's comments are due on 15 March 2022.",
    ]


def test_the_public_version_says_led_by_the_role_and_leaves_a_bodys_own_words(tmp_path: Path) -> None:
    responses = """
        | Inspection ref | Kind        | Led by                            | Due        |
        | SC             | Action plan | Supt Mary Oduya                   | 2022-04-30 |
        | SC             | Action plan | the Commissioner; Supt Mary Oduya | 2022-05-30 |
    """
    inspections = TWO.format(total="", police="", s55="")
    figures = make_figures(tmp_path, ROWS, Inspections=inspections, Responses=responses)
    assert [line.sentence for line in figures.public.needs.responses_due.lines] == [
        "Unheard: Action plan, led by the Head of custody, due on 30 April 2022.",
        "Unheard: Action plan, led by the Commissioner and the Head of custody, due on 30 May 2022.",
    ]
    assert "led by Supt Mary Oduya, due" in figures.full.needs.responses_due.lines[0].sentence

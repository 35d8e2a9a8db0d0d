"""Documents about one portfolio, one report or one owner: narrowed to its rows, and never apart from the paper."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from figures_of import USUAL, make_figures

from hmic_tracker.errors import NotFound, NotReconciled
from hmic_tracker.figures.board_pack import reconcile_pack
from hmic_tracker.figures.document_kinds import KINDS, OWNER, PORTFOLIO, REPORT, kind_of
from hmic_tracker.figures.documents import figures_about, find_subject, subjects, why_not
from hmic_tracker.figures.parts import Count
from hmic_tracker.figures.shape import Figures
from hmic_tracker.model.rating import Movement, MovementKind

TWO_PORTFOLIOS = """
    | Ref      | Kind                 | Portfolio        | Status      | HMICFRS due date | For this force |
    | WMP-0001 | Recommendation       | Criminal justice | In progress | 2022-03-01       | Yes            |
    | WMP-0002 | Recommendation       | Criminal justice | In progress | 2022-05-30       | Yes            |
    | WMP-0003 | Recommendation       | Local policing   | In progress | 2022-03-02       | Yes            |
    | WMP-0004 | Area for improvement | Criminal justice | In progress | 2023-05-30       | Yes            |
    | WMP-0005 | Recommendation       | Criminal justice | Closed      | 2022-03-01       | Yes            |
    | WMP-0006 | Recommendation       | Criminal justice | In progress | 2022-03-01       | No             |
    | WMP-0007 | Recommendation       |                  | In progress | 2022-03-01       | Yes            |
    """
FRESH = "| Ref | Date | Committee wording | Publishable | Marking |\n" + "".join(
    f"| WMP-000{at} | 2022-03-10 | Nine of ten are done. | Yes | OFFICIAL |\n" for at in range(1, 8)
)


def about(figures: Figures, kind: Any, name: str, version: str = "full") -> Any:
    made = figures_about(figures, kind, name)
    return getattr(made.public if version == "public" else made.full, kind.name)


def refs(lines: Any) -> list[str]:
    return [one.line.ref for one in lines]


def test_a_pack_holds_the_rows_of_its_portfolio_alone_each_once_the_overdue_first(tmp_path: Path) -> None:
    pack = about(make_figures(tmp_path, TWO_PORTFOLIOS, Updates=FRESH), PORTFOLIO, "Criminal justice")
    assert pack.sentence == (
        "As at 15 March 2022, the portfolio holds four recommendations: two open, one closed and one not for this force "
        "to deliver."
    )
    assert refs(pack.attention) == ["WMP-0001", "WMP-0002"]
    assert pack.attention[0].why == "14 days overdue; rated Red"
    assert pack.attention[1].why == "Due before the committee's next meeting"
    assert pack.attention_sentence == (
        "Two recommendations need the board: one is overdue, one is rated Red and one is due before the committee's next "
        "meeting, on 29 June 2022."
    )
    assert [line.ref for line in pack.open_recommendations.lines] == ["WMP-0001", "WMP-0002", "WMP-0004"]
    assert (pack.board, pack.chief_officer) == ("Criminal justice board", "ACC Bryn Hale")


def test_kinds_are_counted_by_colour_and_areas_for_improvement_apart(tmp_path: Path) -> None:
    pack = about(make_figures(tmp_path, TWO_PORTFOLIOS, Updates=FRESH), PORTFOLIO, "Criminal justice")
    assert [(row.kind, row.total, row.open, row.closed, row.red, row.blue) for row in pack.kinds] == [
        ("Recommendations", 3, 2, 1, 1, 1),
        ("Areas for improvement", 1, 1, 0, 0, 0),
    ]


def test_several_kinds_of_recommendation_get_a_row_for_all_of_them(tmp_path: Path) -> None:
    rows = """
        | Ref      | Kind                   |
        | WMP-0001 | Recommendation         |
        | WMP-0002 | Joint inspection action |
        """
    pack = about(make_figures(tmp_path, rows), PORTFOLIO, "Criminal justice")
    assert [(row.kind, row.total) for row in pack.kinds] == [
        ("Recommendations", 1), ("Joint inspection actions", 1), ("All recommendations", 2),
    ]  # fmt: skip


def test_where_nothing_needs_the_board_the_pack_says_so(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, "| Ref |\n| WMP-0001 |", Updates=FRESH)
    assert about(figures, PORTFOLIO, "Criminal justice").attention_sentence.startswith("Nothing needs the board:")


def test_there_is_a_pack_for_each_portfolio_that_holds_a_row_in_the_sheets_order(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, TWO_PORTFOLIOS)
    assert subjects(figures, PORTFOLIO) == ("Criminal justice", "Local policing", "No portfolio")


def test_every_packs_figures_are_the_papers_line_and_one_that_differs_is_not_made(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, TWO_PORTFOLIOS)
    for row in figures.full.standing.table.rows:
        pack = about(figures, PORTFOLIO, row.portfolio)
        main = pack.kinds[0]
        assert (main.red, main.amber, main.green, main.total) == (row.red, row.amber, row.green, row.total)
    pack, narrowed = about(figures, PORTFOLIO, "Criminal justice"), figures.sources["full"]
    narrowed = narrowed.about(lambda rating: rating.recommendation.portfolio == "Criminal justice", "the portfolio")
    wrong = replace(pack, kinds=(replace(pack.kinds[0], red=2), *pack.kinds[1:]))
    with pytest.raises(NotReconciled, match="Criminal justice, Red"):
        reconcile_pack(wrong, "Criminal justice", figures.counts, narrowed)
    short = replace(pack.open_recommendations, lines=pack.open_recommendations.lines[1:])
    with pytest.raises(NotReconciled, match="every open recommendation"):
        reconcile_pack(replace(pack, open_recommendations=short), "Criminal justice", figures.counts, narrowed)


def test_a_pack_is_held_to_the_papers_own_counts_each_time(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, TWO_PORTFOLIOS)
    counts = {**figures.counts, "portfolio.Criminal justice.Red": Count(9)}
    with pytest.raises(NotReconciled, match="is 1, and the paper's line gives 9"):
        figures_about(replace(figures, counts=counts), PORTFOLIO, "Criminal justice")


def test_a_packs_charts_draw_its_own_rows_by_kind_and_colour_and_by_age(tmp_path: Path) -> None:
    pack = about(make_figures(tmp_path, TWO_PORTFOLIOS, Updates=FRESH), PORTFOLIO, "Criminal justice")
    assert pack.chart.labels == ("Recommendations", "Areas for improvement")
    assert [(one.name, one.numbers) for one in pack.chart.series] == [
        ("Red", (1, 0)), ("Green", (1, 1)), ("Blue", (1, 0)),
    ]  # fmt: skip
    assert pack.chart.alt_text == (
        "Bar chart of three recommendations and one area for improvement of the Criminal justice portfolio by kind and "
        "RAG: one Red, two Green and one Blue. Recommendations have the most that are Red, one. The figures "
        "are in the table beside it."
    )
    assert sum(line.open for line in pack.ageing.lines) == 2
    assert pack.ageing.chart.alt_text.startswith("Bar chart of two open recommendations by age: two open for 3 to 6")


def test_the_row_of_all_recommendations_has_no_bar(tmp_path: Path) -> None:
    rows = "| Ref | Kind |\n| WMP-0001 | Recommendation |\n| WMP-0002 | Joint inspection action |"
    chart = about(make_figures(tmp_path, rows), PORTFOLIO, "Criminal justice").chart
    assert chart.labels == ("Recommendations", "Joint inspection actions")
    assert sum(sum(series.numbers) for series in chart.series) == 2


def test_a_pack_whose_charts_differ_from_its_rows_is_not_made(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, TWO_PORTFOLIOS)
    pack, narrowed = about(figures, PORTFOLIO, "Criminal justice"), figures.sources["full"]
    narrowed = narrowed.about(lambda rating: rating.recommendation.portfolio == "Criminal justice", "the portfolio")
    fewer = replace(pack.chart, series=pack.chart.series[1:])
    with pytest.raises(NotReconciled, match="Criminal justice, chart"):
        reconcile_pack(replace(pack, chart=fewer), "Criminal justice", figures.counts, narrowed)
    older = replace(pack.ageing, lines=(*pack.ageing.lines, replace(pack.ageing.lines[0], open=1)))
    with pytest.raises(NotReconciled, match="open by age"):
        reconcile_pack(replace(pack, ageing=older), "Criminal justice", figures.counts, narrowed)


def test_movement_of_a_pack_is_its_own_and_has_its_cause(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, TWO_PORTFOLIOS)
    moved = (
        Movement("WMP-0001", MovementKind.WORSENED, "date", "Amber", "Red"),
        Movement("WMP-0003", MovementKind.WORSENED, "delivery", "Amber", "Red"),
    )
    figures = replace(figures, sources={name: replace(one, movements=moved) for name, one in figures.sources.items()})
    pack = about(figures, PORTFOLIO, "Criminal justice")
    assert [group.sentence for group in pack.movements] == ["One recommendation has worsened because of its date."]
    assert "worsened from Amber to Red because of its date" in pack.attention[0].why


def test_a_pack_names_the_successor_of_an_owner_who_has_left(tmp_path: Path) -> None:
    people = USUAL["People"].replace(
        "| Contact officer |", "| Contact officer | Until | Successor |"
    ).replace("mary.oduya@westmarch.example  |                 |", "m@x.example | | 2022-01-31 | ACC Bryn Hale |")  # fmt: skip
    figures = make_figures(tmp_path, "| Ref | HMICFRS due date |\n| WMP-0001 | 2022-03-01 |", People=people)
    (line,) = about(figures, PORTFOLIO, "Criminal justice").attention
    assert line.held_by == "Supt Mary Oduya, who has left: ACC Bryn Hale answers for it"
    (line,) = about(figures, PORTFOLIO, "Criminal justice", "public").attention
    assert line.held_by == "Head of custody, who has left: Chief officer for crime answers for it"


def test_the_public_pack_counts_all_prints_what_may_be_printed_and_shows_no_risks(tmp_path: Path) -> None:
    rows = """
        | Ref      | HMICFRS due date | Publishable | Risk ref |
        | WMP-0001 | 2022-03-01       | Yes         | R-01     |
        | WMP-0002 | 2022-03-02       | No          | R-01     |
        """
    made = figures_about(make_figures(tmp_path, rows), PORTFOLIO, "Criminal justice")
    pack = made.public.pack
    assert refs(pack.attention) == ["WMP-0001"]
    assert pack.attention_sentence.startswith("Two recommendations need the board")
    assert pack.attention_left_out == "One recommendation is left out of this version."
    assert made.public.left_out == ("One recommendation is left out of this version.",)
    assert (pack.risks.lines, pack.risks.sentence) == ((), "Risks are not shown in this version.")
    assert made.public.marking == "OFFICIAL"
    assert made.full.pack.risks.has_any


RISKS_BEHIND = """
    | Ref      | Risk ref   |
    | WMP-0001 | R-01; R-99 |
    | WMP-0002 |            |
    """


def test_risks_have_their_score_and_band_and_what_is_not_in_the_risk_register_is_said(tmp_path: Path) -> None:
    risks = about(make_figures(tmp_path, RISKS_BEHIND), PORTFOLIO, "Criminal justice").risks
    assert [(one.ref, one.behind) for one in risks.lines] == [("R-01", "WMP-0001"), ("R-99", "WMP-0001")]
    assert risks.lines[0].rating.split(",")[0].isdigit()
    assert risks.lines[0].changed == "Nothing to compare with"
    assert risks.lines[1].title == "Not in the force risk register"
    assert risks.sentence.endswith("One open recommendation links no risk.")


POSITIONS = """
    | Ref      | Inspection ref | Status       | Force position                | For this force | Lead organisation | Number |
    | WMP-0001 | 2021-CUSTODY   | In progress  | Accepted. It is done by June. | Yes            |                   | 1      |
    | WMP-0002 | 2021-CUSTODY   | Not accepted | The law does not allow it.    | Yes            |                   | 2      |
    | WMP-0003 | 2021-CUSTODY   | In progress  |                               | Yes            |                   | 3      |
    | WMP-0004 | 2021-CUSTODY   | In progress  |                               | No             | The county        | 4      |
    | WMP-0005 | 2021-OTHER     | In progress  | Elsewhere.                    | Yes            |                   | 1      |
    """
SECTION_55 = {
    "Inspections": """
        | Inspection ref | Title              | Programme | Published on | Section 55 applies | Publishable | Marking  |
        | 2021-CUSTODY   | Custody inspection | Custody   | 2022-02-01   | Yes                | Yes         | OFFICIAL |
        | 2021-OTHER     | Another            | Custody   | 2021-06-01   | No                 | No          | OFFICIAL |
        | 2022-SECRET    | To come            | Custody   | 2022-04-10   | Yes                | Yes         | OFFICIAL |
        """,
    "Responses": """
        | Inspection ref | Kind       | Led by         | Sent to        | Published on |
        | 2021-CUSTODY   | Section 55 | Commissioner   | Home Secretary |              |
        | 2021-OTHER     | Section 55 | Commissioner   | Home Secretary | 2021-07-01   |
        """,
}


def test_a_response_says_what_is_done_or_why_nothing_is_and_names_each_gap(tmp_path: Path) -> None:
    made = about(make_figures(tmp_path, POSITIONS, **SECTION_55), REPORT, "2021-CUSTODY")
    assert [(one.line.ref, one.heading, one.position, one.is_gap) for one in made.positions] == [
        ("WMP-0001", "Action taken or proposed", "Accepted. It is done by June.", False),
        ("WMP-0002", "Why no action is taken", "The law does not allow it.", False),
        ("WMP-0003", "Action taken or proposed", "The register records no position yet.", True),
    ]
    assert made.gaps == ("WMP-0003, Recommendation 3",)
    assert made.gaps_sentence == "One of them has no position recorded yet."
    assert made.elsewhere == ("Recommendation 4: The county",)


def test_a_response_answers_in_the_order_of_the_report_and_lists_those_it_goes_to(tmp_path: Path) -> None:
    rows = """
        | Ref      | Inspection ref | Number | For this force | Lead organisation |
        | WMP-0001 | 2021-CUSTODY   | '10    | Yes            |                   |
        | WMP-0002 | 2021-CUSTODY   | '2     | Yes            |                   |
        | WMP-0003 | 2021-CUSTODY   | '4     | No             | The county        |
        | WMP-0004 | 2021-CUSTODY   | '3     | No             | The borough       |
        """
    sheets = {**SECTION_55, "Responses": SECTION_55["Responses"].replace("Home Secretary |  ", "HMICFRS; PCC |  ")}
    made = about(make_figures(tmp_path, rows, **sheets), REPORT, "2021-CUSTODY")
    assert [one.line.ref for one in made.positions] == ["WMP-0002", "WMP-0001"]
    assert made.elsewhere == ("Recommendation 3: The borough", "Recommendation 4: The county")
    assert made.sent_to == "HMICFRS and PCC"


def test_a_response_is_due_on_the_last_of_the_56_days_that_begin_with_publication(tmp_path: Path) -> None:
    made = about(make_figures(tmp_path, POSITIONS, **SECTION_55), REPORT, "2021-CUSTODY")
    assert (made.published_on, made.due) == ("1 February 2022", "28 March 2022")
    assert made.due_basis == "the last of the 56 days that begin with the day of publication"
    assert (made.led_by, made.sent_to) == ("Commissioner", "Home Secretary")
    stated = {**SECTION_55, "Responses": SECTION_55["Responses"].replace("| Led by", "| Due | Led by").replace(
        "Section 55 |", "Section 55 | 2022-04-04 |")}  # fmt: skip
    made = about(make_figures(tmp_path, POSITIONS, **stated), REPORT, "2021-CUSTODY")
    assert made.due == "4 April 2022"
    assert made.due_basis.endswith("is 28 March 2022")


def test_responses_are_made_of_the_reports_that_are_open_now_and_of_others_when_asked_for(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, POSITIONS, **SECTION_55)
    assert subjects(figures, REPORT) == ("2021-CUSTODY",)
    assert find_subject(figures, REPORT, "2021–other") == "2021-OTHER"
    assert about(figures, REPORT, "2021-OTHER").response_published_on == "1 July 2021"


def test_nothing_is_made_of_an_embargoed_report(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, POSITIONS, **SECTION_55)
    with pytest.raises(NotFound, match="2022-SECRET is not published by 15 March 2022"):
        find_subject(figures, REPORT, "2022-SECRET")


def test_a_report_that_the_public_version_may_not_name_has_no_public_response(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, POSITIONS, **SECTION_55)
    assert "2021-OTHER" in why_not(figures, REPORT, "2021-OTHER", "public")
    assert why_not(figures, REPORT, "2021-OTHER", "full") == ""
    assert why_not(figures, REPORT, "2021-CUSTODY", "public") == ""


OWNED = """
    | Ref      | Owner           | HMICFRS due date | Status                   | Force position | Closure evidence |
    | WMP-0001 | Supt Mary Oduya | 2022-03-01       | In progress              | Accepted.      |                  |
    | WMP-0002 | Supt Mary Oduya | 2022-03-30       | In progress              |                | Minutes of May   |
    | WMP-0003 | Supt Mary Oduya | 2023-05-30       | In progress              | Accepted.      |                  |
    | WMP-0004 | Supt Mary Oduya | 2023-05-30       | Awaiting HMICFRS sign-off | Accepted.     |                  |
    | WMP-0005 | ACC Bryn Hale   | 2022-03-01       | In progress              | Accepted.      |                  |
    | WMP-0006 | Supt Mary Oduya | 2022-03-01       | Closed                   | Accepted.      |                  |
    """


def test_an_owners_list_says_what_is_asked_and_where_to_fill_it_in(tmp_path: Path) -> None:
    updates = "| Ref | Date | Committee wording |\n| WMP-0002 | 2022-03-10 | Half done. |"
    actions = about(make_figures(tmp_path, OWNED, Updates=updates), OWNER, "Supt Mary Oduya")
    assert [(group.title, refs(group.lines)) for group in actions.groups] == [
        ("Overdue", ["WMP-0001"]),
        ("Due before the next meeting", ["WMP-0002"]),
        ("Update asked for", ["WMP-0003"]),
        ("Open", ["WMP-0004"]),
    ]
    asked = {one.line.ref: one.asks for group in actions.groups for one in group.lines}
    assert asked["WMP-0001"][0].words == (
        "It is overdue. Nothing has been reported yet: say what is left to do and when it will be done."
    )
    assert asked["WMP-0001"][0].where == "sheet Updates, columns Ref, Date, By, Update and Committee wording"
    assert [one.columns for one in asked["WMP-0001"][1:]] == ["Requested target date", "Closure evidence"]
    assert [one.columns for one in asked["WMP-0002"][1:]] == ["Requested target date", "Force position"]
    assert asked["WMP-0004"] == ()
    assert actions.groups[3].lines[0].nothing_asked == "Nothing is asked of you: it waits for the inspectorate."


def test_owners_are_those_who_hold_something_open_and_have_not_left(tmp_path: Path) -> None:
    people = """
        | Person          | Role            | Until      | Successor      |
        | Supt Mary Oduya | Head of custody | 2022-01-31 | Insp Lee Marsh |
        | Insp Lee Marsh  | Custody lead    | 2022-02-28 |                |
        | ACC Bryn Hale   | Chief officer   |            |                |
        """
    figures = make_figures(tmp_path, OWNED, People=people)
    assert subjects(figures, OWNER) == ("ACC Bryn Hale",)
    with pytest.raises(NotFound, match="has left") as refused:
        find_subject(figures, OWNER, "supt mary oduya")
    assert "ACC Bryn Hale" in refused.value.advice
    actions = about(figures, OWNER, "ACC Bryn Hale")
    why = {one.line.ref: one.why_you for group in actions.groups for one in group.lines}
    assert why["WMP-0005"] == ""
    assert why["WMP-0001"] == (
        "Supt Mary Oduya owns it in the register and left on 31 January 2022, and no successor is named who is still "
        "here; it comes to you as the chief officer for Criminal justice."
    )


@pytest.mark.parametrize(("kind", "asked", "near"), [
    (PORTFOLIO, "Criminal justce", "“Criminal justice”"),
    (OWNER, "Supt Mary Odya", "“Supt Mary Oduya”"),
    (REPORT, "2021-CUSTDY", "“2021-CUSTODY”"),
])  # fmt: skip
def test_an_unknown_name_is_answered_with_the_nearest_known(tmp_path: Path, kind: Any, asked: str, near: str) -> None:
    figures = make_figures(tmp_path)
    with pytest.raises(NotFound, match=kind.noun) as refused:
        find_subject(figures, kind, asked)
    assert near in refused.value.advice


def test_what_a_template_is_about_follows_from_the_names_that_it_uses() -> None:
    assert kind_of({"marking", "pack", "pack.portfolio"}) == (PORTFOLIO,)
    assert kind_of({"marking", "standing.sentence"}) == ()
    assert kind_of({"actions.owner", "pack.board"}) == (PORTFOLIO, OWNER)


def test_a_document_is_marked_by_its_own_rows_and_by_the_paper_where_it_prints_of_it(tmp_path: Path) -> None:
    rows = """
        | Ref      | Portfolio        | Marking            |
        | WMP-0001 | Criminal justice | OFFICIAL           |
        | WMP-0002 | Local policing   | OFFICIAL-SENSITIVE |
        """
    settings = USUAL["Settings"] + "\n| Document marking | OFFICIAL |"
    figures = make_figures(tmp_path, rows, Settings=settings)
    assert figures.full.marking == "OFFICIAL-SENSITIVE"
    assert figures_about(figures, PORTFOLIO, "Criminal justice").full.marking == "OFFICIAL"
    assert figures_about(figures, PORTFOLIO, "Local policing").full.marking == "OFFICIAL-SENSITIVE"
    used = ("pack.portfolio", "needs.overdue.lines")
    assert figures_about(figures, PORTFOLIO, "Criminal justice", used=used).full.marking == "OFFICIAL-SENSITIVE"


def test_every_kind_is_in_the_papers_names_and_blank_there(tmp_path: Path) -> None:
    figures = make_figures(tmp_path)
    for kind in KINDS:
        assert not any(value for value in figures.to_dict()[kind.name].values() if isinstance(value, str))
    assert figures.as_at == date(2022, 3, 15)

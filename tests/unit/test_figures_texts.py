from pathlib import Path

import pytest
from figures_of import ORDINARY, make_figures
from sheets import make_register

ODD = [
    "Health & care <b>bold</b>", "{{ name }} {% if %}", "“curly” 'plain' 'quotes'", "🚓 and ŵŷ Ŵŷ", "one\ttab", "a\nnew line",
    "x" * 10_000, "مرحبا", " spaced ", "100% of {count}", "ends with no stop",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_a_reports_words_are_kept_to_the_letter_in_both_versions(tmp_path: Path, text: str) -> None:
    rows = [["Ref", "Number", *ORDINARY], ["WMP-0001", "1", *(ORDINARY | {"Recommendation": text}).values()]]
    register = make_register(tmp_path, rows)  # type: ignore[arg-type]
    figures = make_figures(tmp_path, register=register)
    (kept,) = (one.recommendation for one in register.recommendations)
    for paper in (figures.full, figures.public):
        lines = [
            *paper.needs.target_dates.lines,
            *(line for one in paper.reports.reports for line in one.recommendations),
        ]
        assert lines and all(line.text == kept for line in lines)
    assert kept.strip() == text.strip()


@pytest.mark.parametrize(
    "sheets", [{}, {"Meetings": "| Meeting date |"}, {"Inspections": "| Inspection ref | Title |"}]
)
def test_a_register_of_recommendations_alone_makes_a_paper(tmp_path: Path, sheets: dict[str, str]) -> None:
    register = make_register(
        tmp_path, "| Ref | Recommendation | Status | Kind |\n| A-1 | Act. | In progress | |", **sheets
    )
    figures = make_figures(tmp_path, register=register)
    assert figures.full.standing.total == 1 and figures.full.period_from == ""
    assert figures.full.reports.sentence.endswith("up to 15 March 2022.")


def test_an_empty_register_says_in_every_section_that_there_is_nothing(tmp_path: Path) -> None:
    register = make_register(tmp_path, "| Ref | Recommendation | Status |")
    paper = make_figures(tmp_path, register=register).full
    assert paper.standing.sentence == "As at 15 March 2022, the register holds no recommendations."
    assert paper.standing.table.rows == () and not paper.standing.table.has_any
    assert paper.needs.target_dates.sentence == "Nothing is open."
    assert paper.appendix.open_recommendations.sentence == "No recommendation is open."
    assert paper.decision.contacts_sentence == "No contact officer is named."


def test_two_rows_of_one_ref_are_left_out_and_both_listed(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, "| Ref |\n| WMP-0001 |\n| WMP-0001 |\n| WMP-0002 |")
    assert figures.counts["recommendations.excluded"].refs == ("WMP-0001", "WMP-0001")
    assert [line.ref for line in figures.full.appendix.excluded] == ["WMP-0001", "WMP-0001"]
    assert figures.full.standing.open == 1


@pytest.mark.parametrize(
    "asked",
    [
        "note the report",
        "To note the report.",
        "to note the report",
        "Note the report",
        "The committee is asked to note the report",
        "Members are asked to: note the report",
        "The Joint Audit & Standards Committee is invited to note the report",
    ],
)
def test_what_the_committee_is_asked_is_said_once_however_staff_begin_it(tmp_path: Path, asked: str) -> None:
    settings = f"| Setting | Value |\n| Force name | Westmarch |\n| Decision asked | {asked} |"
    assert (
        make_figures(tmp_path, Settings=settings).full.decision.sentence == "The committee is asked to note the report."
    )


def test_what_is_asked_may_hold_to_further_on(tmp_path: Path) -> None:
    settings = (
        "| Setting | Value |\n| Force name | Westmarch |\n| Decision asked | Agree to note that it is to meet again |"
    )
    decision = make_figures(tmp_path, Settings=settings).full.decision
    assert decision.sentence == "The committee is asked to agree to note that it is to meet again."

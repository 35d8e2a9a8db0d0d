"""Draw the Word templates anew: `python scripts/build_templates.py`.

The templates are the force's to edit in Word; this is how the ones that come with hmic-tracker were drawn.
"""

from pathlib import Path

from template_parts.action_list import action_list
from template_parts.ages import ages
from template_parts.blocks import (
    chart,
    heading,
    labelled,
    loop,
    narrative,
    new_page,
    otherwise,
    paragraph,
    table,
    tag,
    when,
)
from template_parts.board_pack import board_pack
from template_parts.charts import bar_chart, line_chart
from template_parts.covering_note import covering_note
from template_parts.package import write_template
from template_parts.section_55_response import section_55_response

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# The first paper has none before it.
_SINCE = "{% if period_from %} since the last report{% endif %}"
_RAGS = ("Red", "Amber", "Green", "White", "Blue", "Not rated")


def title_block() -> str:
    return (
        when("local_policing_body", paragraph("{{ local_policing_body }}", "Subtitle"))
        + paragraph("{{ committee }}, {{ meeting_date }}", "Subtitle")
        + when("agenda_item", paragraph("Agenda item {{ agenda_item }}", "Subtitle"))
        + paragraph("{{ report_title }}", "Title")
    )


def purpose() -> str:
    standing = paragraph(
        "This report tells the committee what HMICFRS has inspected, published and recommended{% if period_from %} since "
        "its last report{% endif %}, what the force is doing about it, and what needs the committee's attention. Its figures are as at {{ as_at }}."
    )
    return when("show.purpose", heading("Purpose of report"), standing, narrative("purpose.paragraphs"))


def peel() -> str:
    grades = table(
        "Grades by area",
        "One row for each area that was graded in the latest cycle.",
        [("Area", "{{ line.area }}", "TableText", 6), ("Grade", "{{ line.grade }}", "TableText", 3),
         ("Published", "{{ line.graded_on }}", "TableText", 3)],
        over="line in peel.grades",
    )  # fmt: skip
    governance = paragraph(
        "Recommendations are RAG rated in line with the force risk register. The ratings are run by the executive team "
        "through the governance boards, where the owners of recommendations are held to account."
    )
    return when(
        "show.peel",
        heading("PEEL inspection"),
        paragraph(
            "HMICFRS assesses how effective, efficient and legitimate each force is in its programme of PEEL inspections."
        ),
        paragraph("{{ peel.last_sentence }} {{ peel.next_sentence }}"),
        narrative("peel.paragraphs"),
        paragraph("{{ peel.grades_sentence }}"),
        when("peel.has_grades", grades),
        paragraph("{{ peel.letters_sentence }}"),
        when("peel.has_letters", loop("letter in peel.letters", paragraph("{{ letter.sentence }}", "ListBullet"))),
        governance,
    )


def inspections() -> str:
    def listed(name: str) -> str:
        return (
            paragraph("{{ " + name + ".sentence }}")
            + loop(f"line in {name}.lines", paragraph("{{ line.words }}", "ListNumber"))
            + when(f"{name}.left_out", paragraph("{{ " + name + ".left_out }}"))
        )

    return when(
        "show.inspections",
        heading("Inspections"),
        when(
            "inspections.has_definitions",
            heading("What the inspections are", 2),
            loop(
                "kind in inspections.definitions", labelled("{{ kind.programme }}.", "{{ kind.meaning }}", "ListBullet")
            ),
        ),
        heading("Inspections" + _SINCE, 2),
        listed("inspections.conducted"),
        when("inspections.has_expected", paragraph("{{ inspections.expected_sentence }}")),
        when("inspections.has_cancelled", paragraph("{{ inspections.cancelled_sentence }}")),
        heading("Under way and to come", 2),
        listed("inspections.under_way"),
        listed("inspections.notified"),
        narrative("inspections.paragraphs"),
    )


def _recommendation(name: str) -> str:
    return (
        labelled("{{ " + name + ".label }}{% if " + name + ".relation %}, {{ " + name + ".relation }}{% endif %}.",
                 "{{ " + name + ".deadline }}", "BodyText", keep_next=True)
        + when(f"{name}.text", paragraph("{{ " + name + ".text }}", "Quote"))
        + when(
            f"not report.has_shared and ({name}.portfolio or {name}.linked_activity)",
            paragraph("Portfolio: {{ " + name + ".portfolio }}{% if " + name + ".chief_officer %}, {{ " + name
                      + ".chief_officer }}{% endif %}{% if " + name + ".linked_activity %}; delivered by {{ " + name
                      + ".linked_activity }}{% endif %}."),
        )
    )  # fmt: skip


def published_reports() -> str:
    findings = loop(
        "part in report.parts",
        heading("{{ part.heading }}", 3),
        narrative("part.paragraphs", heading=4),
    )

    def listed(flag: str, sentence: str, name: str, title: str) -> str:
        return when(
            f"report.{flag}",
            heading(title, 3),
            paragraph("{{ report." + sentence + " }}"),
            loop(f"line in report.{name}", _recommendation("line")),
        )

    return when(
        "show.published_reports",
        heading("Published reports"),
        paragraph("{{ reports.sentence }}"),
        loop("title in reports.titles", paragraph("{{ title }}", "ListNumber")),
        narrative("reports.paragraphs"),
        loop(
            "report in reports.reports",
            heading("{{ report.title }}", 2),
            paragraph("Published on {{ report.published_on }}.{% if report.about %} {{ report.about }}{% endif %}"),
            findings,
            listed("has_causes", "causes_sentence", "causes", "Causes of concern"),
            listed("has_recommendations", "count_sentence", "recommendations", "Recommendations"),
            listed("has_areas", "areas_sentence", "areas", "Areas for improvement"),
            when("report.has_shared", paragraph("{{ report.shared_sentence }}")),
            when(
                "report.has_responses",
                heading("What is answered", 3),
                loop("response in report.responses", paragraph("{{ response.sentence }}", "ListBullet")),
            ),
            when("report.left_out", paragraph("{{ report.left_out }}")),
        ),
        when("reports.left_out", paragraph("{{ reports.left_out }}")),
    )


def _rag_table(name: str, title: str) -> str:
    fields = ("red", "amber", "green", "white", "blue", "not_rated")
    columns = [("Portfolio", "{{ row.portfolio }}", "TableText", 7)]
    columns += [(word, "{{ row." + field + " }}", "TableNumber", 4) for word, field in zip(_RAGS, fields, strict=True)]
    columns += [("Total", "{{ row.total }}", "TableNumber", 3)]
    totals = [
        "Total",
        *("{{ " + name + ".totals." + field + " }}" for field in fields),
        "{{ " + name + ".totals.total }}",
    ]
    return table(
        title,
        "One row for each portfolio, one column for each colour; the last row and the last column are totals.",
        columns,
        over=f"row in {name}.rows",
        total=totals,
    )


def ageing() -> tuple[str, ...]:
    return (
        heading("How long recommendations have been open", 2),
        paragraph("{{ standing.ageing.sentence }}"),
        when(
            "standing.ageing.has_any",
            paragraph("Open recommendations by age", "Caption"),
            chart("standing.ageing.chart", "rId21", number=2),
            ages("standing.ageing"),
        ),
    )


def over_time() -> tuple[str, ...]:
    rows = table(
        "Open recommendations at each issued paper",
        "One row for each issued paper in the record, oldest first; the last row is this paper.",
        [("Figures as at", "{{ line.as_at }}", "TableText", 6), ("Meeting", "{{ line.meeting }}", "TableText", 6),
         ("Open", "{{ line.open }}", "TableNumber", 4), ("Of which overdue", "{{ line.overdue }}", "TableNumber", 4)],
        over="line in standing.over_time.lines",
    )  # fmt: skip
    return (
        heading("Open recommendations over time", 2),
        paragraph("{{ standing.over_time.sentence }}"),
        when(
            "standing.over_time.has_any",
            paragraph("Open recommendations at each issued paper", "Caption"),
            chart("standing.over_time.chart", "rId22", number=3, height_cm=6.5),
            rows,
        ),
    )


def where_we_stand() -> str:
    return when(
        "show.where_we_stand",
        heading("Where we stand"),
        paragraph("{{ standing.sentence }}"),
        when("standing.closed_sentence", paragraph("{{ standing.closed_sentence }}")),
        when(
            "standing.table.has_any",
            paragraph("Recommendations by portfolio and colour", "Caption"),
            chart("standing.chart", "rId20", number=1),
            _rag_table("standing.table", "Recommendations by portfolio and colour"),
        ),
        when(
            "standing.meanings",
            loop(
                "colour in standing.meanings", labelled("{{ colour.programme }}:", "{{ colour.meaning }}", "ListBullet")
            ),
        ),
        when(
            "standing.has_areas",
            heading("Areas for improvement", 2),
            paragraph("{{ standing.areas_sentence }}"),
            when("standing.areas_table", _rag_table("standing.areas_table", "Areas for improvement by portfolio")),
        ),
        when(
            "standing.has_causes or standing.has_parents",
            heading("Causes of concern and split recommendations", 2),
            when("standing.has_causes", paragraph("{{ standing.causes_sentence }}")),
            when("standing.has_parents", paragraph("{{ standing.parents_sentence }}")),
        ),
        when("show.ageing", *ageing()),
        when("show.over_time", *over_time()),
        heading("What has moved", 2),
        paragraph("{{ standing.movement_sentence }}"),
        loop(
            "group in standing.movements",
            paragraph("{{ group.sentence }}"),
            loop(
                "line in group.lines",
                paragraph(
                    "{{ line.ref }}. {{ line.named }}.{% if group.kind != 'New' %} {{ line.movement_words }}."
                    "{% endif %}",
                    "ListBullet",
                ),
            ),
        ),
        narrative("standing.paragraphs"),
    )


def _attention(title: str, name: str, *lines: str) -> str:
    return heading(title, 2) + otherwise(
        f"{name}.has_any",
        [paragraph("{{ " + name + ".sentence }}", keep_next=True), loop(f"line in {name}.lines", *lines),
         when(f"{name}.left_out", paragraph("{{ " + name + ".left_out }}"))],
        [paragraph("{{ " + name + ".sentence }}")],
    )  # fmt: skip


def _item(detail: str) -> str:
    return (
        labelled("{{ line.ref }}. {{ line.named }}.", detail, keep_next=True)
        + when("line.latest", paragraph("Latest, {{ line.latest_on }}: {{ line.latest }}", "Quote"))
    )  # fmt: skip


def needs_committee() -> str:
    owner = "{{ line.owner_words }}"
    due = table(
        "Target dates of everything still open",
        "One row for each open recommendation with the inspectorate's date, the force's target and the colour.",
        [("Ref", "{{ line.ref }}", "TableText", 5), ("Recommendation", "{{ line.named }}", "TableText", 11),
         ("Inspectorate's date", "{{ line.hmicfrs_due or 'Not set' }}", "TableText", 6),
         ("Force target", "{{ line.force_target or 'Not set' }}", "TableText", 6), ("RAG", "{{ line.rag }}", "RAG", 4)],
        over="line in needs.target_dates.lines",
    )  # fmt: skip
    changed = paragraph("{{ line.sentence }}", "ListBullet")
    answered = paragraph("{{ line.sentence }}", "ListBullet")
    closed = paragraph(
        "{{ line.ref }}. {{ line.named }}{% if line.signed_off %}, {{ line.signed_off }}{% endif %}"
        "{% if line.inspectorate_closed %}, {{ line.inspectorate_closed }}{% endif %}."
        "{% if line.evidence %} Evidence: {{ line.evidence }}.{% endif %}",
        "ListBullet",
    )
    return when(
        "show.what_needs_the_committee",
        heading("What needs the committee"),
        narrative("needs.paragraphs"),
        _attention("Overdue", "needs.overdue", _item("{{ line.overdue_words|capitalize }}. {{ line.dates }} " + owner + "{% if line.reason_besides %} {{ line.reason_besides }}{% endif %}")),
        _attention("Red", "needs.red", _item("{{ line.reason_with_dates }} " + owner)),
        _attention("Worsened", "needs.worsened", _item("{{ line.movement_words }}. {{ line.reason_with_dates }} " + owner)),
        _attention(
            "Past the inspectorate's date, within the force's target",
            "needs.past_inspectorate",
            _item("Inspectorate's date: {{ line.hmicfrs_due }}; force target: {{ line.force_target }}. " + owner),
        ),
        _attention("Dates changed", "needs.dates_changed", changed),
        _attention("New dates requested", "needs.dates_requested", changed),
        _attention("Due before the next meeting", "needs.due_next", _item("Due {{ line.due }}. " + owner)),
        _attention("Awaiting sign-off", "needs.awaiting_sign_off", _item("{{ line.sign_off_words }} " + owner)),
        _attention("Closed" + _SINCE, "needs.closed", closed),
        _attention("Overrides in force", "needs.overrides", changed),
        heading("Responses", 2),
        *(
            paragraph("{{ needs." + name + ".sentence }}")
            + loop(f"line in needs.{name}.lines", answered)
            + when(f"needs.{name}.left_out", paragraph("{{ needs." + name + ".left_out }}"))
            for name in ("responses_late", "responses_due", "responses_published")
        ),
        heading("Dates to be confirmed", 2),
        when(
            "needs.to_be_confirmed.has_any or not needs.inspections_to_be_confirmed.has_any",
            paragraph("{{ needs.to_be_confirmed.sentence }}"),
        ),
        loop("line in needs.to_be_confirmed.lines", paragraph("{{ line.ref }}: {{ line.named }}",
                                                              "ListBullet")),
        when("needs.to_be_confirmed.left_out", paragraph("{{ needs.to_be_confirmed.left_out }}")),
        when("needs.inspections_to_be_confirmed.has_any",
             paragraph("{{ needs.inspections_to_be_confirmed.sentence }}")),
        loop("line in needs.inspections_to_be_confirmed.lines", paragraph("{{ line.words }}", "ListBullet")),
        when("needs.inspections_to_be_confirmed.left_out",
             paragraph("{{ needs.inspections_to_be_confirmed.left_out }}")),
        heading("Target dates of everything still open", 2),
        paragraph("{{ needs.target_dates.sentence }}"),
        when("needs.target_dates.lines", due),
        when("needs.target_dates.left_out", paragraph("{{ needs.target_dates.left_out }}")),
    )  # fmt: skip


def decision() -> str:
    return when(
        "show.decision",
        heading("What is asked of the committee"),
        paragraph("{{ decision.sentence }}"),
        narrative("decision.paragraphs"),
        heading("Contact officers", 2),
        when("not decision.has_contacts", paragraph("{{ decision.contacts_sentence }}")),
        loop("contact in decision.contacts", paragraph("{{ contact.words }}", "ListBullet")),
        heading("Background documents", 2),
        when("not decision.has_background", paragraph("{{ decision.background_sentence }}")),
        loop("document in decision.background", paragraph("{{ document }}", "ListBullet")),
    )


def appendix() -> str:
    rows = table(
        "Every open recommendation",
        "One row for each open recommendation with its owner, due date, colour and reason.",
        [("Ref", "{{ line.ref }}", "TableText", 7), ("Recommendation", "{{ line.text }}", "TableText", 14),
         ("Owner", "{{ line.owner or 'Not recorded' }}", "TableText", 7), ("Due", "{{ line.due }}", "TableText", 7),
         ("RAG", "{{ line.rag }}", "RAG", 5), ("Why", "{{ line.rag_reason }}", "TableText", 9)],
        over="line in appendix.open_recommendations.lines",
    )  # fmt: skip
    behind = table(
        "Which rows make each figure",
        "One row for each figure of this paper that is not nought, with the refs of the rows that were counted.",
        [("Figure", "{{ line.figure }}", "TableText", 14), ("Number", "{{ line.value }}", "TableNumber", 5),
         ("Rows", "{{ line.refs }}", "TableText", 30)],
        over="line in appendix.figures",
    )  # fmt: skip
    problems = table(
        "Problems in the register",
        "One row for each problem that was found in the register, with its place.",
        [("Severity", "{{ line.severity }}", "TableText", 5), ("Place", "{{ line.place }}", "TableText", 11),
         ("Ref", "{{ line.ref or 'None' }}", "TableText", 6), ("Found", "{{ line.found }}", "TableText", 20)],
        over="line in appendix.problems",
    )  # fmt: skip
    return when(
        "show.appendix",
        new_page("Appendix: every open recommendation"),
        paragraph("{{ appendix.open_recommendations.sentence }}"),
        when("appendix.open_recommendations.lines", rows),
        when("appendix.open_recommendations.left_out", paragraph("{{ appendix.open_recommendations.left_out }}")),
        when("appendix.workbook", paragraph("The workbook is “{{ appendix.workbook }}”.")),
        heading("Data quality", 2),
        paragraph("{{ appendix.excluded_sentence }}"),
        loop("line in appendix.excluded", paragraph("{{ line.ref }}, {{ line.label }}: {{ line.why }}", "ListBullet")),
        when("appendix.has_embargo", paragraph("{{ appendix.embargo_sentence }}")),
        paragraph("{{ appendix.stale_sentence }}"),
        loop("line in appendix.stale", paragraph("{{ line }}", "ListBullet")),
        paragraph("{{ appendix.problems_sentence }}"),
        when("appendix.problems", problems),
        when("appendix.figures", heading("Which rows make each figure", 2), behind),
        heading("Where the figures come from", 2),
        loop("line in appendix.provenance", paragraph("{{ line }}", "ListBullet")),
        when(
            "has_left_out",
            heading("What this version leaves out", 2),
            loop("line in left_out", paragraph("{{ line }}", "ListBullet")),
        ),
    )


def main() -> None:
    body = "".join(
        (title_block(), purpose(), peel(), inspections(), published_reports(), where_we_stand(), needs_committee(),
         decision(), appendix())
    )  # fmt: skip
    days = ("30 November 2021", "15 March 2022", "15 June 2022")
    charts = {
        "rId20": bar_chart(("Local policing", "Crime", "Criminal justice"), _RAGS),
        "rId21": bar_chart(("Under 3 months", "3 to 6 months", "6 to 12 months"), ("Not overdue", "Overdue")),
        "rId22": line_chart(days, ("Open", "Overdue")),
    }
    write_template(TEMPLATES / "jac_report.docx", body, charts=charts, title="HMICFRS report to the committee")
    pack_charts = {"rId20": bar_chart(("Recommendations", "Areas for improvement"), _RAGS), "rId21": charts["rId21"]}
    write_template(
        TEMPLATES / "board_pack.docx", board_pack(), charts=pack_charts, title="HMICFRS pack for a governance board"
    )
    write_template(
        TEMPLATES / "section_55_response.docx", section_55_response(), charts={}, title="Response under section 55"
    )
    write_template(TEMPLATES / "covering_note.docx", covering_note(), charts={}, title="Covering note")
    write_template(TEMPLATES / "action_list.docx", action_list(), charts={}, title="An owner's action list")


if __name__ == "__main__":
    main()

__all__ = ["main", "tag"]

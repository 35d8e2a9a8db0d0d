"""The note that goes with a paper where it is handed over and not sent: one page for the committee's clerk."""

from template_parts.blocks import heading, paragraph, when
from template_parts.further import contacts, title_block


def covering_note() -> str:
    item = "{% if agenda_item %}, agenda item {{ agenda_item }}{% endif %}"
    return (
        title_block(
            "{{ local_policing_body or force_name }}", "For the {{ committee }}, {{ meeting_date }}" + item
        ).replace("{{ report_title }}", "Covering note: {{ report_title }}")
        + heading("What is handed over")
        + paragraph(
            "This note goes with the report “{{ report_title }}” for the meeting of the {{ committee }} on "
            "{{ meeting_date }}. Its figures are as at {{ as_at }}."
        )
        + when(
            "appendix.is_apart",
            paragraph("Its appendix is a workbook of its own: please hand on both."),
        )
        + heading("Where the force stands")
        + paragraph("{{ standing.sentence }}")
        + paragraph("{{ needs.overdue.sentence }} {{ needs.red.sentence }}")
        + paragraph("{{ standing.movement_sentence }}")
        + heading("What is asked of the committee")
        + paragraph("{{ decision.sentence }}")
        + contacts()
    )

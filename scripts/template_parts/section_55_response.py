"""The local policing body's response to one report under section 55 of the Police Act 1996."""

from template_parts.blocks import heading, labelled, loop, paragraph, when
from template_parts.further import contacts, provenance, title_block


def section_55_response() -> str:
    return (
        title_block(
            "{{ local_policing_body or force_name }}", "Response under section 55 of the Police Act 1996"
        ).replace("{{ report_title }}", "{{ section_55.report }}")
        + _report()
        + _positions()
        + _missing()
        + _elsewhere()
        + contacts()
        + provenance()
    )


def _fact(label: str, name: str, *, otherwise: str = "") -> str:
    if otherwise:
        return labelled(f"{label}:", "{{ section_55." + name + " or '" + otherwise + "' }}", "ListBullet")
    return when(f"section_55.{name}", labelled(f"{label}:", "{{ section_55." + name + " }}", "ListBullet"))


def _report() -> str:
    due = "{{ section_55.due or 'not recorded' }}{% if section_55.due_basis %} ({{ section_55.due_basis }}){% endif %}"
    return (
        heading("The report and its response")
        + paragraph(
            "Where HMICFRS publishes a report on the force, the local policing body publishes its comments. For each "
            "recommendation they say what action has been taken or is proposed, or why none is."
        )
        + _fact("Report", "report")
        + _fact("Inspection", "programme")
        + _fact("Published", "published_on", otherwise="not recorded")
        + labelled("Response to be published by:", due, "ListBullet")
        + _fact("Led by", "led_by", otherwise="not recorded")
        + _fact("Goes to", "sent_to", otherwise="not recorded")
        + _fact("Chief officer's comments due", "comments_due")
        + _fact("Response published", "response_published_on")
        + paragraph("{{ section_55.state_sentence }}")
    )


def _positions() -> str:
    item = (
        heading("{{ one.line.label }}", 2)
        + paragraph("{{ one.line.text }}", "Quote", keep_next=True)
        + labelled("{{ one.heading }}:", "{{ one.position }}")
    )
    return (
        heading("The response to each recommendation")
        + paragraph("{{ section_55.sentence }}")
        + loop("one in section_55.positions", item)
        + when("section_55.positions_left_out", paragraph("{{ section_55.positions_left_out }}"))
    )


def _missing() -> str:
    return when(
        "section_55.has_gaps",
        heading("What is still missing"),
        paragraph("{{ section_55.gaps_sentence }}"),
        loop("one in section_55.gaps", paragraph("{{ one }}", "ListBullet")),
    ) + when(
        "section_55.has_excluded",
        heading("Rows that must be put right"),
        loop("one in section_55.excluded", paragraph("{{ one.ref }}, {{ one.label }}: {{ one.why }}", "ListBullet")),
    )


def _elsewhere() -> str:
    return when(
        "section_55.has_elsewhere",
        heading("For others to deliver"),
        paragraph("{{ section_55.elsewhere_sentence }}"),
        loop("one in section_55.elsewhere", paragraph("{{ one }}", "ListBullet")),
    )

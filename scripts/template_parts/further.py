"""What the further documents have in common: a title block, items, and where the figures come from."""

from template_parts.blocks import heading, labelled, loop, otherwise, paragraph, when


def title_block(*lines: str) -> str:
    return "".join(paragraph(line, "Subtitle") for line in lines) + paragraph("{{ report_title }}", "Title")


def listed(name: str, style: str = "ListBullet") -> str:
    """A list of the figures: its sentence, then each of its lines' own sentence."""
    return (
        paragraph("{{ " + name + ".sentence }}")
        + loop(f"line in {name}.lines", paragraph("{{ line.sentence }}", style))
        + when(f"{name}.left_out", paragraph("{{ " + name + ".left_out }}"))
    )


def contacts() -> str:
    return when(
        "decision.has_contacts",
        heading("Contact officers"),
        loop("contact in decision.contacts", paragraph("{{ contact.words }}", "ListBullet")),
    )


def provenance() -> str:
    return (
        heading("Where the figures come from")
        + loop("line in appendix.provenance", paragraph("{{ line }}", "ListBullet"))
        + when(
            "has_left_out",
            heading("What this version leaves out", 2),
            loop("line in left_out", paragraph("{{ line }}", "ListBullet")),
        )
    )


def latest(name: str) -> str:
    """The newest committee wording, or that there is none."""
    return otherwise(
        f"{name}.latest",
        [labelled("Latest update, {{ " + name + ".latest_on }}:", "{{ " + name + ".latest }}")],
        [labelled("Latest update:", "none that may be printed here.")],
    )

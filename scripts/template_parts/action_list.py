"""An owner's action list: what they hold and what is asked of them."""

from template_parts.blocks import heading, labelled, loop, otherwise, paragraph, when
from template_parts.further import contacts, latest, provenance, title_block


def action_list() -> str:
    return (
        title_block("{{ force_name }}", "Figures as at {{ as_at }}")
        + _beginning()
        + loop(
            "group in actions.groups", heading("{{ group.title }}"), paragraph("{{ group.sentence }}", keep_next=True),
            loop("one in group.lines", _item()),
        )
        + when("actions.left_out", paragraph("{{ actions.left_out }}"))
        + contacts()
        + provenance()
    )  # fmt: skip


def _beginning() -> str:
    return (
        heading("What this list is")
        + paragraph(
            "These are the open recommendations of HMICFRS that {{ actions.owner }}{% if actions.role and not is_public "
            "%}, {{ actions.role|lower }},{% endif %} answers for, and what is asked about each. Everything is filled in "
            "in the recommendation register; what stands under Committee wording may be printed in the committee's paper."
        )
        + when("actions.next_meeting", paragraph("The committee next meets on {{ actions.next_meeting }}."))
        + paragraph("{{ actions.sentence }}")
    )


def _item() -> str:
    return (
        heading("{{ one.line.ref }}: {{ one.line.named }}", 2)
        + labelled("{{ one.line.rag }}:", "{{ one.line.rag_reason }}", keep_next=True)
        + paragraph("{{ one.line.text }}", "Quote")
        + labelled("Dates:", "{{ one.dates }}")
        + when("one.why_you", paragraph("{{ one.why_you }}"))
        + latest("one.line")
        + otherwise(
            "one.has_asks",
            [
                loop("ask in one.asks", labelled("{{ ask.words }}", "Fill in: {{ ask.where }}.", "ListBullet")),
            ],
            [paragraph("{{ one.nothing_asked }}")],
        )
    )

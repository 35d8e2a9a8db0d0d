"""The governance board's pack for one portfolio."""

from template_parts.ages import ages
from template_parts.blocks import chart, heading, labelled, loop, paragraph, table, when
from template_parts.further import contacts, latest, listed, provenance, title_block


def board_pack() -> str:
    return (
        title_block("{{ force_name }}", "{{ pack.board or 'Governance board' }}, figures as at {{ as_at }}")
        + _purpose()
        + _standing()
        + _attention()
        + _risks()
        + _dates()
        + _closed_and_overridden()
        + _every_open_one()
        + contacts()
        + provenance()
    )


def _purpose() -> str:
    return (
        heading("Purpose")
        + paragraph(
            "This pack tells the {{ pack.board or 'governance board' }} where the recommendations of HMICFRS in the "
            "{{ pack.portfolio }} portfolio stand, what needs the board, and what has changed. Its figures are those of "
            "the paper for the {{ committee }} of {{ meeting_date }}."
        )
        + when("pack.chief_officer", paragraph("Chief officer: {{ pack.chief_officer }}."))
    )


def _standing() -> str:
    words = ("Red", "Amber", "Green", "White", "Blue", "Not rated")
    columns = [("Kind", "{{ row.kind }}", "TableText", 8)]
    columns += [(word, "{{ row." + word.lower().replace(" ", "_") + " }}", "TableNumber", 4) for word in words]
    columns += [("Total", "{{ row.total }}", "TableNumber", 3)]
    kinds = table(
        "The portfolio by kind and colour",
        "One row for each kind, one column for each colour, of what is open or closed; the last column is the total.",
        columns,
        over="row in pack.kinds",
    )
    return (
        heading("Where the portfolio stands")
        + paragraph("{{ pack.sentence }}")
        + when("pack.closed_sentence", paragraph("{{ pack.closed_sentence }}"))
        + when("pack.has_areas", paragraph("{{ pack.areas_sentence }}"))
        + when("pack.has_causes", paragraph("{{ pack.causes_sentence }}"))
        + when("pack.has_parents", paragraph("{{ pack.parents_sentence }}"))
        + when(
            "pack.has_kinds",
            paragraph("The portfolio by kind and colour", "Caption"),
            chart("pack.chart", "rId20", number=1),
            kinds,
        )
        + loop("colour in pack.meanings", labelled("{{ colour.programme }}:", "{{ colour.meaning }}", "ListBullet"))
        + heading("How long recommendations have been open", 2)
        + paragraph("{{ pack.ageing.sentence }}")
        + when(
            "pack.ageing.has_any",
            paragraph("Open recommendations by age", "Caption"),
            chart("pack.ageing.chart", "rId21", number=2),
            ages("pack.ageing"),
        )
        + heading("What has moved", 2)
        + paragraph("{{ pack.movement_sentence }}")
        + loop(
            "group in pack.movements",
            paragraph("{{ group.sentence }}"),
            loop(
                "line in group.lines",
                paragraph(
                    "{{ line.ref }}. {{ line.named }}: {{ line.movement_words }}.",
                    "ListBullet",
                ),
            ),
        )
    )


def _attention() -> str:
    item = (
        heading("{{ one.line.ref }}: {{ one.line.named }}", 2)
        + labelled("{{ one.why }}.", "{{ one.line.rag }}: {{ one.line.rag_reason }}", keep_next=True)
        + paragraph("{{ one.line.text }}", "Quote")
        + labelled("Owner:", "{{ one.held_by }}. {{ one.dates }}")
        + latest("one.line")
    )
    return (
        heading("What needs the board")
        + paragraph("{{ pack.attention_sentence }}")
        + loop("one in pack.attention", item)
        + when("pack.attention_left_out", paragraph("{{ pack.attention_left_out }}"))
    )


def _risks() -> str:
    risks = table(
        "Risks behind the open recommendations",
        "One row for each risk with its score and band now, its target, what changed, and the recommendations that link it.",
        [("Risk", "{{ risk.ref }}", "TableText", 4), ("Title", "{{ risk.title }}", "TableText", 12),
         ("Score and band", "{{ risk.rating }}", "TableText", 7), ("Target", "{{ risk.target }}", "TableNumber", 4),
         ("Since the last paper", "{{ risk.changed }}", "TableText", 8),
         ("Behind", "{{ risk.behind }}", "TableText", 8)],
        over="risk in pack.risks.lines",
    )  # fmt: skip
    return (
        heading("Risks behind the recommendations")
        + paragraph("{{ pack.risks.sentence }}")
        + when("pack.risks.lines", risks)
    )


def _dates() -> str:
    return (
        heading("Dates")
        + heading("Changed", 2)
        + listed("pack.dates_changed")
        + heading("Requested", 2)
        + listed("pack.dates_requested")
        + heading("To be confirmed", 2)
        + paragraph("{{ pack.to_be_confirmed.sentence }}")
        + loop("line in pack.to_be_confirmed.lines", paragraph("{{ line.ref }}: {{ line.named }}",
                                                               "ListBullet"))
    )  # fmt: skip


def _closed_and_overridden() -> str:
    closed = paragraph(
        "{{ line.ref }}. {{ line.named }}{% if line.signed_off %}, {{ line.signed_off }}{% endif %}"
        "{% if line.inspectorate_closed %}, {{ line.inspectorate_closed }}{% endif %}."
        "{% if line.evidence %} Evidence: {{ line.evidence }}.{% endif %}",
        "ListBullet",
    )
    return (
        heading("Closed{% if period_from %} since the last paper{% endif %}")
        + paragraph("{{ pack.closed.sentence }}")
        + loop("line in pack.closed.lines", closed)
        + when("pack.closed.left_out", paragraph("{{ pack.closed.left_out }}"))
        + heading("Overrides in force")
        + listed("pack.overrides")
    )


def _every_open_one() -> str:
    rows = table(
        "Every open recommendation of the portfolio",
        "One row for each open recommendation with its owner, due date, colour and reason.",
        [("Ref", "{{ line.ref }}", "TableText", 7), ("Recommendation", "{{ line.text }}", "TableText", 14),
         ("Owner", "{{ line.owner }}", "TableText", 7), ("Due", "{{ line.due }}", "TableText", 7),
         ("RAG", "{{ line.rag }}", "RAG", 5), ("Why", "{{ line.rag_reason }}", "TableText", 9)],
        over="line in pack.open_recommendations.lines",
    )  # fmt: skip
    return (
        heading("Every open recommendation")
        + paragraph("{{ pack.open_recommendations.sentence }}")
        + when("pack.open_recommendations.lines", rows)
        + when("pack.open_recommendations.left_out", paragraph("{{ pack.open_recommendations.left_out }}"))
        + when("pack.excluded_sentence", paragraph("{{ pack.excluded_sentence }}"))
        + loop("line in pack.excluded", paragraph("{{ line.ref }}, {{ line.label }}: {{ line.why }}", "ListBullet"))
    )

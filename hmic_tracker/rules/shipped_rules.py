"""The decision table that comes with the library, declared once for the rating and for the starter workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hmic_tracker.model.force import EscalationRow, RuleRow


@dataclass(frozen=True, slots=True)
class ShippedRule:
    """One row. `outcome` is the colour, or who must see it; `conditions` by heading, as staff would type them; a
    heading that is not named has `-`."""

    rule: str
    outcome: str
    reason: str
    conditions: Mapping[str, str] = field(default_factory=dict)


# The order is the policy: the first row that fits decides.
SHIPPED_RULES: tuple[ShippedRule, ...] = (
    ShippedRule("Closed", "Blue", "Closed on {Closed on}.", {"Status": "Closed"}),
    ShippedRule("Superseded", "Blue", "Superseded by {Superseded by}.", {"Status": "Superseded"}),
    ShippedRule("Not accepted", "White", "Not accepted: {Force position}", {"Status": "Not accepted"}),
    ShippedRule("Not ours to deliver", "White", "Waits on {Lead organisation}.", {"Status": "Dependent on others"}),
    ShippedRule("With the inspectorate", "Green", "Submitted to HMICFRS on {Submitted to HMICFRS on}.",
                {"Status": "Awaiting HMICFRS sign-off"}),
    ShippedRule("Overdue", "Red", "{Days overdue} days past {Effective due date}.", {"Days to due": "< 0"}),
    ShippedRule("Immediate, long open", "Red", "Was due immediately; published {Days since published} days ago.",
                {"Immediate": "Yes", "Force target date": "blank", "Days since published": "> 90"}),
    ShippedRule("Immediate", "Amber", "Due immediately; no target date is recorded.",
                {"Immediate": "Yes", "Force target date": "blank"}),
    ShippedRule("No date", "Amber", "No due date is recorded.", {"Effective due date": "blank"}),
    ShippedRule("Due soon, red risk", "Red", "Due {Effective due date}; risk {Risk ref} scores {Risk score}.",
                {"Days to due": "[0..30]", "Risk RAG": "Red"}),
    ShippedRule("Due soon", "Amber", "Due {Effective due date}.",
                {"Days to due": "[0..30]", "Status": "not(Awaiting force sign-off)"}),
    ShippedRule("Red risk", "Amber", "Risk {Risk ref} scores {Risk score}.", {"Risk RAG": "Red"}),
    ShippedRule("Stale", "Amber", "Last update {Days since update} days ago.", {"Days since update": "> 90"}),
    ShippedRule("Never updated", "Amber", "No update is recorded.", {"Days since update": "blank"}),
    ShippedRule("Unallocated", "Amber", "Not yet allocated to an owner.", {"Status": "Awaiting allocation"}),
    ShippedRule("On course", "Green", "Due {Effective due date}."),
)  # fmt: skip

# What the starter's Escalation rules sheet begins with. A register without the sheet escalates nothing.
SHIPPED_ESCALATION: tuple[ShippedRule, ...] = (
    ShippedRule("Past the inspectorate's date", "Committee", "Past the inspectorate's date of {HMICFRS due date}.",
                {"Past HMICFRS date": "Yes"}),
    ShippedRule("Long overdue", "Committee", "{Days overdue} days past {Effective due date}.",
                {"Days overdue": "> 30"}),
    ShippedRule("Moved too often", "Committee",
                "Its date has been moved, or asked to be moved, {Times extended} times.",
                {"Extension limit exceeded": "Yes"}),
    ShippedRule("Red", "Board", "Rated Red: {RAG reason}", {"RAG": "Red"}),
    ShippedRule("Red risk above its target", "Board",
                "Risk {Risk ref} scores {Risk score}; its target is {Target score}.",
                {"Risk RAG": "Red", "Above target score": "Yes"}),
    ShippedRule("Amber", "Owner", "Rated Amber: {RAG reason}", {"RAG": "Amber"}),
)  # fmt: skip

# The condition columns of the starter's sheet, in the order in which the rules first use them.
SHIPPED_CONDITIONS: tuple[str, ...] = tuple(
    dict.fromkeys(heading for rule in SHIPPED_RULES for heading in rule.conditions)
)


def shipped_escalation() -> tuple[EscalationRow, ...]:
    """The escalation rules that the starter workbook begins with, as rows of their sheet."""
    headings = dict.fromkeys(heading for rule in SHIPPED_ESCALATION for heading in rule.conditions)
    return tuple(
        EscalationRow(
            row.rule,
            row.outcome,
            row.reason,
            tuple((heading, row.conditions.get(heading, "-")) for heading in headings),
        )
        for row in SHIPPED_ESCALATION
    )


def shipped_rows() -> tuple[RuleRow, ...]:
    """The shipped table as rows of a RAG rules sheet: every condition column in each row, `-` where it is free."""
    return tuple(
        RuleRow(
            row.rule,
            row.outcome,
            row.reason,
            tuple((heading, row.conditions.get(heading, "-")) for heading in SHIPPED_CONDITIONS),
        )
        for row in SHIPPED_RULES
    )

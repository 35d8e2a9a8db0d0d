"""The table of open recommendations by age, in the paper and in a board's pack."""

from template_parts.blocks import table


def ages(name: str) -> str:
    """The table of the ages that `name` holds."""
    return table(
        "Open recommendations by age",
        "One row for each span of time that recommendations have been open, with how many are overdue; the last row is "
        "the total.",
        [("Open for", "{{ line.band }}", "TableText", 7), ("Not overdue", "{{ line.not_overdue }}", "TableNumber", 4),
         ("Overdue", "{{ line.overdue }}", "TableNumber", 4), ("Total", "{{ line.open }}", "TableNumber", 4)],
        over=f"line in {name}.lines",
        total=("Total", *("{{ " + name + ".totals." + one + " }}" for one in ("not_overdue", "overdue", "open"))),
    )  # fmt: skip

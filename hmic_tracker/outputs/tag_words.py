"""The tags and filters that a template may use, declared once: the sandbox, the reference and the docs go by them."""

from collections.abc import Mapping

# What steers a template: its meaning and an example.
TAGS: Mapping[str, tuple[str, str]] = {
    "{{ name }}": ("Prints a figure where it stands, in the look of the words around it.", "{{ standing.sentence }}"),
    "{{p name|paragraphs }}": (
        "Prints paragraphs that staff wrote, in place of its own.", "{{p purpose.paragraphs|paragraphs }}",
    ),
    "{%p if name %} … {%p endif %}": (
        "Keeps the paragraphs between, or leaves them out; each tag in a paragraph of its own. With {%p else %} and "
        "{%p elif name %} where there is a choice.",
        "{%p if show.peel %}",
    ),
    "{%p for one in list %} … {%p endfor %}": (
        "Repeats the paragraphs between for each of a list.", "{%p for line in needs.overdue.lines %}",
    ),
    "{%tr for one in list %} … {%tr endfor %}": (
        "Repeats the rows of a table between; each tag in a row of its own.",
        "{%tr for line in needs.target_dates.lines %}",
    ),
    "{%tc for one in list %} … {%tc endfor %}": (
        "Repeats the cells between; each tag in a cell of its own.", "{%tc for rag in standing.table.rags %}",
    ),
    "{% if name %} … {% endif %}": (
        "The same inside a paragraph.", "{% if line.evidence %}Evidence: {{ line.evidence }}{% endif %}",
    ),
    "loop.index": ("In a loop: the number of the round, from 1; so too loop.first and loop.last.", "{{ loop.index }}"),
    "chart: name": ("A chart's alternative text, which says what figures to draw.", "chart: standing.chart"),
}  # fmt: skip
# What a template may do to a figure: its meaning and an example. `count` and `d` are Jinja's short names.
FILTERS: Mapping[str, tuple[str, str]] = {
    "paragraphs": ("What staff wrote, in the template's own styles.", "{{p peel.paragraphs|paragraphs }}"),
    "upper": ("All in capitals.", "{{ marking|upper }}"),
    "lower": ("All in small letters.", "{{ marking|lower }}"),
    "capitalize": ("A capital first, the rest in small letters.", "{{ line.overdue_words|capitalize }}"),
    "length": ("How many there are in a list.", "{{ needs.overdue.lines|length }}"),
    "count": ("The same as length.", "{{ needs.overdue.lines|count }}"),
    "first": ("The first of a list.", "{{ (reports.reports|first).title }}"),
    "last": ("The last of a list.", "{{ (reports.reports|last).title }}"),
    "join": ("The texts of a list in one.", "{{ reports.titles|join('; ') }}"),
    "default": ("Something else where there is nothing; true after it: also where it is empty.",
                "{{ agenda_item|default('to follow', true) }}"),
    "d": ("The same as default.", "{{ agenda_item|d('to follow', true) }}"),
    "trim": ("Without spaces at its ends.", "{{ committee|trim }}"),
    "list": ("The same list.", "{{ reports.titles|list }}"),
}  # fmt: skip

"""The starter workbooks, made from the declarations: the same sheets, blank or filled."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hmic_tracker.model.force import RuleRow
from hmic_tracker.register import sheets
from hmic_tracker.register.columns import RECOMMENDATIONS
from hmic_tracker.register.declare import Column, FilledBy, Group, Kind, Sheet
from hmic_tracker.register.setting_names import SETTINGS
from hmic_tracker.register.starter_guide import add_guide, add_risk_guide
from hmic_tracker.register.summary import add_summary
from hmic_tracker.register.vocabularies import RISK_STATUS, VOCABULARIES
from hmic_tracker.workbook.build import (
    Build,
    Colour,
    ListColumn,
    ListSheet,
    column_letters,
    filled_cells,
    known_rows,
    words_of,
    write_value,
)

Content = Mapping[str, Sequence[Mapping[str, Any]]]

TABS = {Group.EVERY_DAY: "#1D3557", Group.AS_THINGS_HAPPEN: "#2A7F62", Group.SET_UP: "#8A6D3B"}
# Words on these fills read with a contrast of more than 4.5:1, and in grey print from dark to pale.
COLOURS: Mapping[str, Colour] = {
    "Red": Colour("#B3261E", "#FFFFFF"),
    "Amber": Colour("#FFC24B", "#1F2933"),
    "Green": Colour("#CDE9CE", "#14401B"),
    "Blue": Colour("#D3E3F8", "#12305C"),
    "White": Colour("#FFFFFF", "#1F2933"),
    "Not rated": Colour("#E5E7EB", "#1F2933"),
}
_COLOURED = ("RAG", "Risk RAG")
_LOOK = {
    Kind.LONG_TEXT: "wrapped",
    Kind.DATE: "date",
    Kind.WHEN: "date",
    Kind.NUMBER: "number",
    Kind.LIST: "wrapped",
}
_INTROS: Mapping[str, tuple[str, ...]] = {
    "Recommendations": (
        "One row for each recommendation. Leave Ref blank on a new row: it gets the next number.",
        "Dark headings are yours. Grey headings are calculated: your edits there are replaced. "
        "More columns: press + above the sheet.",
    ),
    "Checks": (
        "Written by hmic-tracker. Click a place to go to the cell, put it right, and it is gone the next time.",
    ),
    "RAG rules": (
        "Read it from the top: the first row whose every condition holds gives the colour. "
        "A dash means: whatever it is.",
        "Write a condition as: Closed   ·   Closed, Superseded   ·   not(Closed)   ·   < 0   ·   > 90   ·   [0..30]   "
        "·   blank   ·   not(blank)",
        "You may add, reword and move rows, and add a column headed with any column of Recommendations or any fact. "
        "Keep a last row of dashes.",
    ),
    "Settings": ("Change the values, not the names. A blank value means the usual one.",),
    "Lists": (
        "Every drop-down takes its words from here. Keep the words of a list together; add a word below its list.",
    ),
    "Updates": ("Add a row for each report; never change an old one. Only the Committee wording is ever printed.",),
}
_WIDE_ENOUGH = 30


def _choices(column: Column) -> str:
    if column.words:
        return _list_name(column.words)
    return {"People": "Names_People", "Portfolios": "Names_Portfolios", "Inspections": "Names_Inspections"}.get(
        column.refers_to if column.kind is not Kind.REF_LIST else "", ""
    )


def _list_name(vocabulary: str) -> str:
    return "List_" + vocabulary.replace(" ", "_").replace("-", "_")


def _list_column(column: Column) -> ListColumn:
    is_ours = column.filled_by is FilledBy.LIBRARY
    note = f"{column.help}" + (f"\nExample: {column.example}" if column.example else "")
    look = _LOOK.get(column.kind, "wrapped" if column.width >= _WIDE_ENOUGH else "text")
    return ListColumn(
        column.heading,
        column.width,
        look,
        ("calculated: your edits here are replaced\n" if is_ours else "") + note,
        choices="" if is_ours else _choices(column),
        is_calculated=is_ours,
        is_folded=not column.everyday,
    )


def _list_sheet(sheet: Sheet, rows: Sequence[Mapping[str, Any]], extra: Iterable[str] = ()) -> ListSheet:
    columns = [_list_column(column) for column in sheet.columns]
    if sheet is sheets.RAG_RULES:
        # The conditions stand between the name of a rule and the colour it gives, as one reads them.
        conditions = [
            ListColumn(heading, 17, "wrapped", "Holds where this is so; a dash means: whatever it is.")
            for heading in extra
        ]
        columns = [columns[0], *conditions, *columns[1:]]
    return ListSheet(
        sheet.name,
        sheet.table,
        sheet.name,
        _INTROS.get(sheet.name, (sheet.purpose,)),
        tuple(columns),
        known_rows(rows, [column.heading for column in columns]),
        tab=TABS[sheet.group],
        coloured=_COLOURED,
        frozen=2 if sheet is RECOMMENDATIONS else 1,
    )


def settings_rows(values: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row for each setting: the value given for it, else its default."""
    unknown = set(values) - {setting.name for setting in SETTINGS}
    if unknown:
        raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
    return [
        {"Setting": one.name, "Value": values.get(one.name, one.default), "Meaning": one.meaning} for one in SETTINGS
    ]


def lists_rows() -> list[dict[str, Any]]:
    """One row for each word of each vocabulary, the words of a list together."""
    return [
        {"List": one.name, "Word": word.word, "Meaning": word.meaning, "Order": order}
        for one in VOCABULARIES
        for order, word in enumerate(one.words, start=1)
    ]


def rules_rows(rules: Iterable[RuleRow]) -> list[dict[str, Any]]:
    """The decision table as rows of its sheet."""
    return [{"Rule": rule.rule, "RAG": rule.rag, "Reason": rule.reason, **dict(rule.conditions)} for rule in rules]


def build_register(path: Path, content: Content, *, rules: Sequence[RuleRow], settings: Mapping[str, str]) -> None:
    """Write a new recommendation register at `path`.

    `content` gives rows by sheet and heading; sheets that it does not name are blank. `rules` is the decision table,
    `settings` the values that differ from the defaults. The same arguments give the same bytes.
    """
    given = {
        **content,
        "Settings": content.get("Settings") or settings_rows(settings),
        "Lists": content.get("Lists") or lists_rows(),
        "RAG rules": content.get("RAG rules") or rules_rows(rules),
    }
    marking = settings.get("Document marking", "OFFICIAL-SENSITIVE")
    name = settings.get("Force name", "")
    build = Build(
        path, title=f"Recommendation register{f' of {name}' if name else ''}", marking=marking, colours=COLOURS
    )
    conditions = tuple(dict.fromkeys(heading for rule in rules for heading, _ in rule.conditions))
    add_guide(build, tab=TABS[Group.EVERY_DAY], force=name)
    portfolios = [str(row["Portfolio"]) for row in given.get("Portfolios", ())]
    # The Summary stands second and counts what stands behind it.
    summary = build.add_sheet("Summary", tab=TABS[Group.EVERY_DAY])
    declared = {}
    for sheet in sheets.REGISTER_SHEETS:
        declared[sheet.name] = _list_sheet(sheet, given.get(sheet.name, ()), conditions)
        added = build.add_list(declared[sheet.name])
        if sheet is sheets.CHECKS:
            added.set_landscape()
    add_summary(build, summary, portfolios, given.get("Recommendations", ()))
    _define_names(build, declared)
    build.book.get_worksheet_by_name("Guide").activate()
    build.close()


def _define_names(build: Build, declared: Mapping[str, ListSheet]) -> None:
    lists = declared["Lists"]
    for vocabulary in VOCABULARIES:
        formula = words_of("Lists", ("A", "B"), lists.header_row + 1, vocabulary.name)
        build.define(_list_name(vocabulary.name), formula)
    for name in ("People", "Portfolios", "Inspections"):
        build.define(f"Names_{name}", filled_cells(name, "A", declared[name].header_row + 1))


def build_risk_register(path: Path, content: Content, *, bands: Sequence[Sequence[str]], scores: Sequence[Sequence[int]],
                        marking: str = "OFFICIAL-SENSITIVE") -> None:  # fmt: skip
    """Write a new risk register: `bands` and `scores` are the grids, likelihood 1 first, impact 1 first."""
    build = Build(path, title="Force risk register", marking=marking, colours=COLOURS)
    add_risk_guide(build, tab=TABS[Group.EVERY_DAY])
    for sheet in sheets.RISK_REGISTER_SHEETS:
        listed = _list_sheet(sheet, content.get(sheet.name, ()))
        if sheet is sheets.RISKS:
            build.add_list(listed)
        else:
            _add_grids(build, bands, scores, {row["Band"]: row["RAG"] for row in content.get("Bands", ())})
            build.add_list(listed)
    build.define(_list_name(RISK_STATUS.name), '={"Open","Closed"}')
    rag = [word for word in COLOURS if word not in ("White", "Not rated")]
    build.define(_list_name("RAG"), "={" + ",".join(f'"{word}"' for word in rag) + "}")
    build.close()


def _add_grids(
    build: Build, bands: Sequence[Sequence[str]], scores: Sequence[Sequence[int]], rag_of: Mapping[str, str]
) -> None:
    """The Matrix and the Scores: impact across, likelihood down with the highest on top, as people draw them."""
    size = len(bands)
    head = build.format(
        bold=True, font_color="#FFFFFF", bg_color=TABS[Group.EVERY_DAY], align="center", valign="vcenter"
    )
    for name, grid, title in (
        (sheets.MATRIX, bands, "Which band a likelihood and an impact give"),
        (sheets.SCORES, scores, "Which score a likelihood and an impact give"),
    ):
        sheet = build.add_sheet(name, tab=TABS[Group.SET_UP])
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, build.format(font_size=15, bold=True, font_color=TABS[Group.EVERY_DAY]))
        sheet.write_string(1, 0, "Find the likelihood at the side and the impact at the top.", build.format())
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, size, 13)
        sheet.write_string(3, 0, "Likelihood", head)
        for impact in range(1, size + 1):
            sheet.write_number(3, impact, impact, head)
        for likelihood in range(1, size + 1):
            row = 4 + size - likelihood
            sheet.set_row(row, 30)
            sheet.write_number(row, 0, likelihood, head)
            for impact in range(1, size + 1):
                band = bands[likelihood - 1][impact - 1]
                colour = COLOURS[rag_of.get(band, "White")]
                look = build.format(
                    bg_color=colour.fill, font_color=colour.ink, align="center", valign="vcenter", border=1, bold=True
                )
                write_value(sheet, row, impact, grid[likelihood - 1][impact - 1], look)
        sheet.write_string(5 + size, 1, "Impact across, likelihood up.", build.format(italic=True))


__all__ = [
    "COLOURS",
    "build_register",
    "build_risk_register",
    "column_letters",
    "lists_rows",
    "rules_rows",
    "settings_rows",
]

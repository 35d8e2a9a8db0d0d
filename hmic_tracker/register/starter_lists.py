"""What the starter workbooks show of a declared list: widths, notes, drop-downs and colours."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hmic_tracker.register import sheets
from hmic_tracker.register.columns import RECOMMENDATIONS
from hmic_tracker.register.declare import Column, FilledBy, Group, Kind, Sheet
from hmic_tracker.register.vocabularies import RAG, VOCABULARY
from hmic_tracker.workbook.build import Colour, ListColumn, ListSheet, known_rows

TABS = {Group.EVERY_DAY: "#1D3557", Group.AS_THINGS_HAPPEN: "#2A7F62", Group.SET_UP: "#8A6D3B"}
# Words on these fills read with a contrast of more than 4.5:1, and in grey print from dark to pale.
RAG_COLOURS: Mapping[str, Colour] = {
    "Red": Colour("#B3261E", "#FFFFFF"),
    "Amber": Colour("#FFC24B", "#1F2933"),
    "Green": Colour("#CDE9CE", "#14401B"),
    "Blue": Colour("#D3E3F8", "#12305C"),
    "White": Colour("#FFFFFF", "#1F2933"),
    "Not rated": Colour("#E5E7EB", "#1F2933"),
}
_SEVERITY_COLOURS: Mapping[str, Colour] = {
    "Must fix": RAG_COLOURS["Red"],
    "Should fix": RAG_COLOURS["Amber"],
    "Note": RAG_COLOURS["Not rated"],
}
COLOURS: Mapping[str, Colour] = {**RAG_COLOURS, **_SEVERITY_COLOURS}

CALCULATED = "calculated: your edits here are replaced"
_LOOK = {
    Kind.LONG_TEXT: "prose",
    Kind.DATE: "date",
    Kind.WHEN: "words",
    Kind.NUMBER: "number",
    Kind.YES_NO: "centred",
}
# The names of the cells that each of these sheets is referred to by.
REFERRED_TO = {"People": "Names_People", "Portfolios": "Names_Portfolios", "Inspections": "Names_Inspections"}
_INTROS: Mapping[str, tuple[str, ...]] = {
    "Recommendations": (
        "One row for each recommendation. Leave Ref blank on a new row: it gets the next number.",
        "Dark headings are yours. Grey headings are calculated: your edits there are replaced. "
        "More columns: press + above the sheet.",
    ),
    "Updates": (
        "Add a row for each report; never change an old one. Only the Committee wording is ever printed, "
        "and in the public version only where Publishable is Yes.",
    ),
    "Checks": (
        "Written by hmic-tracker. Click a place to go to the cell, put it right, and it is gone the next time.",
    ),
    "Inspections": (
        "One row for each inspection or review, from its notice to its report. What it is now follows from its dates.",
    ),
    "Date changes": (
        "Every change of a due date: who asked, why, and who approved. Change the date on Recommendations as well.",
    ),
    "RAG rules": (
        "Read it from the top. The first row whose every condition holds gives the colour; the rows below it are not "
        "looked at.",
        "A dash means: whatever it is.   Closed, Superseded: one of these.   not(Closed): filled in, and not that.   "
        "< 0: below 0.   >= 90: 90 or more.   [0..30]: from 0 to 30.   blank: not filled in.",
        "You may add, reword and move rows, and add a column headed with any column of Recommendations or any fact: "
        "the notes on the headings say what each means. Keep a last row of dashes, for whatever the others leave.",
    ),
    "Escalation rules": (
        "Who must see an open recommendation. Read it from the top: the first row whose every condition holds says "
        "who; where none holds, nobody has to.",
        "Conditions are written as on the RAG rules sheet. Besides its columns and facts you may ask for RAG and "
        "RAG rule, and say {RAG reason}.",
    ),
    "Settings": ("Change the values, not the names. A blank value means the usual one.",),
    "Lists": (
        "Every drop-down takes its words from here. To add a word, insert a row below the others of its list. "
        "Meanings are yours to write: the paper prints them.",
    ),
    "Narrative": (
        "The paper's own words. Without a Meeting date a row is printed every time; with one, at that meeting only.",
    ),
}
_COLOURED = {"Checks": ("Severity",), "RAG rules": ("RAG",)}
# Rows made ready with room for two lines, since what is written there by cell has no height of its own.
_CHECKS_ROWS, _CHECKS_LINES = 60, 2
_ALARMING = {"Recommendations": ("Days to due",)}


def list_name(vocabulary: str) -> str:
    """The defined name of a vocabulary's words: `List_Our_part`."""
    return "List_" + vocabulary.replace(" ", "_").replace("-", "_")


def list_sheet(
    sheet: Sheet, rows: Sequence[Mapping[str, Any]], conditions: Mapping[str, str] | None = None
) -> ListSheet:
    """The sheet as it is to be built; `conditions` are the condition columns of a decision table and what they mean."""
    # The risk register has no Lists sheet: its few words stand in the drop-downs themselves.
    inline = sheet in sheets.RISK_REGISTER_SHEETS
    columns = [_list_column(column, inline=inline) for column in sheet.columns]
    if sheet.identified_by:
        columns = [replace(one, look="name") if one.heading == sheet.identified_by else one for one in columns]
    if sheet in sheets.DECISION_TABLES:
        # The conditions stand between the name of a rule and what it decides, as one reads them.
        columns = [
            columns[0],
            *(_condition_column(heading, meaning) for heading, meaning in (conditions or {}).items()),
            *columns[1:],
        ]
    headings = [column.heading for column in columns]
    return ListSheet(
        sheet.name,
        sheet.table,
        sheet.name,
        _INTROS.get(sheet.name, (sheet.purpose,)),
        tuple(columns),
        known_rows(rows, headings),
        tab=TABS[sheet.group],
        coloured=_COLOURED.get(sheet.name, tuple(one for one in ("RAG", "Risk RAG") if one in headings)),
        alarming=_ALARMING.get(sheet.name, ()),
        frozen=2 if sheet is RECOMMENDATIONS else 1,
        least_rows=_CHECKS_ROWS if sheet is sheets.CHECKS else 1,
        least_lines=_CHECKS_LINES if sheet is sheets.CHECKS else 1,
    )


def _list_column(column: Column, *, inline: bool) -> ListColumn:
    is_ours = column.filled_by is FilledBy.LIBRARY
    note = column.help + (f"\nExample: {column.example}" if column.example else "")
    # A text format shows no more than 255 characters in some versions of Excel; what is calculated may be longer.
    look = "prose" if is_ours and column.kind in (Kind.TEXT, Kind.LINK) else _LOOK.get(column.kind, "text")
    look = "centred" if column.words == RAG.name else look
    return ListColumn(
        column.heading,
        column.width,
        look,
        f"{CALCULATED}\n{note}" if is_ours else note,
        choices="" if is_ours else _choices(column, inline=inline),
        strict=column.words in VOCABULARY and VOCABULARY[column.words].closed,
        is_calculated=is_ours,
        is_folded=not column.everyday,
    )


def _condition_column(heading: str, meaning: str) -> ListColumn:
    note = f"{meaning}\n".lstrip() + "The rule fits where it is as written here. A dash means: whatever it is."
    return ListColumn(heading, 13, "centred", note)


def _choices(column: Column, *, inline: bool) -> str | tuple[str, ...]:
    if column.words:
        return tuple(VOCABULARY[column.words]) if inline else list_name(column.words)
    return REFERRED_TO.get(column.refers_to, "") if column.kind in (Kind.REF, Kind.PERSON) else ""

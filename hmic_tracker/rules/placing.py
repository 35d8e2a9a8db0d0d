"""Where a rating came from: the worksheet rows behind it, and the sheets as they stood."""

from typing import TYPE_CHECKING, Any

from hmic_tracker.model.places import Layout, RowPlace, SheetLayout
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.register.table import Row, Table
from hmic_tracker.rules.facts import Circumstances
from hmic_tracker.rules.linkage import Link, key_of

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister


def layout_of(register: "Register", risks: "RiskRegister", meeting_row: int) -> Layout:
    """The sheets that a rating's facts can come from, and the columns of each."""
    tables: dict[str, Table[Any]] = {
        "recommendations": register.recommendations,
        "updates": register.updates,
        "date_changes": register.date_changes,
        "overrides": register.overrides,
        "inspections": register.inspections,
        "meetings": register.meetings,
        "rules": register.rules,
        "escalation_rules": register.escalation_rules,
        "risks": risks.risks,
    }
    return Layout(
        sheets={name: _sheet(table) for name, table in tables.items() if table.present},
        matrix_sheet=risks.matrix_sheet,
        meeting_row=meeting_row,
        rule_rows=tuple(row.number for row in register.rules.rows),
        own=tuple(register.recommendations.extra),
        escalation=tuple(register.escalation_rules),
        escalation_rows=tuple(row.number for row in register.escalation_rules.rows),
    )


def _sheet(table: Table[Any]) -> SheetLayout:
    headings = (*table.columns, *table.extra)
    return SheetLayout(table.sheet, {heading: table.cell(0, heading).rstrip("0") for heading in headings})


def row_place(known: Circumstances, row: Row[Recommendation], link: Link, override: int) -> RowPlace:
    """The worksheet rows behind the rating of one recommendation."""
    ref, inspection = key_of(row.noun.ref), key_of(row.noun.inspection_ref)
    newest, changes, children = known.updates.get(ref), known.date_changes.get(ref), known.child_rows.get(ref)
    _, issued = known.issued(row.noun)
    return RowPlace(
        row.number,
        newest[1].number if newest else 0,
        known.inspection_rows.get(inspection, 0) if inspection in known.published else 0,
        issued.number if issued else 0,
        override,
        link.row,
        link.score.cell if link.score else "",
        tuple(change.number for change in changes) if changes else (),
        tuple(sorted(children)) if children else (),
    )

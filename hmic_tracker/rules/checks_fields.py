"""Checks of single lists: what is blank, what stands twice."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Any

from hmic_tracker.catalogue import make_problem
from hmic_tracker.problems import Problem
from hmic_tracker.register.declare import Column
from hmic_tracker.register.register import Register
from hmic_tracker.register.risks import RiskRegister
from hmic_tracker.register.sheets import SHEET
from hmic_tracker.register.table import Row, Table
from hmic_tracker.register.words import bare, join_words


def staff_tables(register: Register) -> tuple[Table[Any], ...]:
    """Every list that staff fill and that is in the workbook."""
    tables: tuple[Table[Any], ...] = (
        register.recommendations, register.updates, register.date_changes, register.overrides, register.inspections,
        register.findings, register.responses, register.letters, register.peel_grades, register.portfolios,
        register.people, register.meetings, register.narrative,
    )  # fmt: skip
    return tuple(table for table in tables if table.present)


def ref_of(table: Table[Any], row: Row[Any]) -> str:
    """The recommendation that a row is about, or nothing."""
    return str(getattr(row.noun, "ref", ""))


def say_rows(rows: Iterable[int]) -> str:
    """`9 and 31`, `9, 12 and 31`."""
    return join_words(map(str, rows))


def check_blank_fields(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Required and wanted columns that are blank. A cell that could not be read is reported as that, not as blank."""
    for table in staff_tables(register):
        must = table is register.recommendations
        for row in table.rows:
            for column in SHEET[table.name].columns:
                if _is_blank(table, row, column):
                    yield from _blank(table, row, column, must=must)


def _is_blank(table: Table[Any], row: Row[Any], column: Column) -> bool:
    if not (column.required or column.wanted) or column.heading not in table.columns or column.heading in row.unread:
        return False
    return getattr(row.noun, column.field) in ("", None, ())


def _blank(table: Table[Any], row: Row[Any], column: Column, *, must: bool) -> Iterator[Problem]:
    noun = row.noun
    if table.name == "Recommendations" and column.wanted and not (noun.is_open and noun.is_ours):
        return
    # How far another body has got is for that body to know.
    if table.name == "Recommendations" and column.heading == "Status" and not noun.is_ours:
        return
    # Only what a figure cannot do without leaves a row out: what it says, and where it has got to.
    code = "field-missing" if must and column.heading in ("Recommendation", "Status") else "field-wanted"
    yield make_problem(
        code, sheet=table.sheet, cell=table.cell(row, column.heading), ref=ref_of(table, row), heading=column.heading
    )


def check_owners(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """An open recommendation of ours without an owner, once it is past allocation."""
    table = register.recommendations
    for row in table.rows if "Owner" in table.columns else ():
        noun = row.noun
        if noun.is_open and noun.is_ours and not noun.owner and noun.status not in ("", "Awaiting allocation"):
            yield make_problem(
                "field-wanted", sheet=table.sheet, cell=table.cell(row, "Owner"), ref=noun.ref, heading="Owner"
            )


def _twice(rows: Iterable[tuple[Hashable, Row[Any]]]) -> Iterator[list[Row[Any]]]:
    groups: dict[Hashable, list[Row[Any]]] = defaultdict(list)
    for key, row in rows:
        groups[key].append(row)
    return (group for group in groups.values() if len(group) > 1)


def check_refs_twice(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Each row whose Ref stands in another row too."""
    table = register.recommendations
    for group in _twice((bare(row.noun.ref), row) for row in table.rows):
        rows = say_rows(row.number for row in group)
        for row in group:
            yield make_problem(
                "ref-duplicate", sheet=table.sheet, cell=table.cell(row, "Ref"), ref=row.noun.ref, rows=rows
            )


def check_recommendations_twice(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """The same inspection, kind, parent and number in two rows; rows without a number cannot be told apart by it."""
    table = register.recommendations
    numbered = [row for row in table.rows if row.noun.number and row.noun.inspection_ref]

    def key(row: Row[Any]) -> Hashable:
        noun = row.noun
        return tuple(bare(part) for part in (noun.inspection_ref, noun.kind, noun.parent_ref, noun.number))

    for group in _twice((key(row), row) for row in numbered):
        rows = say_rows(row.number for row in group)
        for row in group:
            noun = row.noun
            yield make_problem(
                "number-duplicate",
                sheet=table.sheet,
                cell=table.cell(row, "Number"),
                ref=noun.ref,
                kind=noun.kind or "Number",
                number=noun.number,
                inspection=noun.inspection_ref,
                rows=rows,
            )


def check_keys_twice(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """The same inspection, portfolio, person or risk in two rows; the first one is used."""
    tables: tuple[Table[Any], ...] = (register.inspections, register.portfolios, register.people, risks.risks)
    for table in tables:
        declared = SHEET[table.name]
        column = declared.column(declared.identified_by)
        keyed = ((bare(getattr(row.noun, column.field)), row) for row in table.rows)
        for group in _twice((key, row) for key, row in keyed if key):
            rows = say_rows(row.number for row in group)
            value = getattr(group[0].noun, column.field)
            code = "person-twice" if table is register.people else "key-duplicate"
            for row in group[1:]:
                yield make_problem(
                    code,
                    sheet=table.sheet,
                    cell=table.cell(row, column.heading),
                    heading=column.heading,
                    value=value,
                    rows=rows,
                )


def check_settings(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """The settings without which the paper has no name on it."""
    for value, heading in (
        (register.settings.force_name, "Force name"),
        (register.settings.local_policing_body, "Local policing body"),
    ):
        if not value:
            yield make_problem("setting-missing", sheet="Settings", heading=heading)


def check_conflict_copies(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Second copies that a synchronising program left beside the register."""
    from hmic_tracker.files import conflict_copies

    for copy in conflict_copies(register.path):
        yield make_problem("workbook-conflict-copy", sheet=register.recommendations.sheet, name=copy.name)


FIELD_CHECKS = (
    check_blank_fields,
    check_owners,
    check_refs_twice,
    check_recommendations_twice,
    check_keys_twice,
    check_settings,
    check_conflict_copies,
)

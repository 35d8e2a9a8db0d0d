"""Checks between lists: what one sheet names has to stand on the other."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.recommendation import Recommendation, Status
from hmic_tracker.model.when import say_date
from hmic_tracker.problems import Problem
from hmic_tracker.register.register import Register
from hmic_tracker.register.risks import RiskRegister
from hmic_tracker.register.sheets import SHEET
from hmic_tracker.register.table import Row, Table
from hmic_tracker.register.words import bare, nearest_of
from hmic_tracker.rules.addressees import is_for_police
from hmic_tracker.rules.answerable import chief_officer_of, is_address, who_answers
from hmic_tracker.rules.checks_fields import ref_of, staff_tables

# Named by a recommendation in a way of its own, with a sentence of its own.
_OWN_CHECK = frozenset({"Parent ref", "Superseded by"})


def _suggestion(value: str, known: Iterable[str]) -> str:
    nearest = nearest_of(value, known)
    return f" Did you mean {nearest}?" if nearest else ""


def _values(row: Row[Any], field: str) -> tuple[str, ...]:
    value = getattr(row.noun, field)
    return value if isinstance(value, tuple) else (value,) if value else ()


def check_references(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Every name of an inspection, portfolio, person or recommendation that its sheet does not have.

    A sheet that is absent or empty is not asked: a register without a People sheet names its owners freely.
    """
    targets: dict[str, Table[Any]] = {
        "Inspections": register.inspections,
        "Portfolios": register.portfolios,
        "People": register.people,
        "Recommendations": register.recommendations,
    }
    known = {name: [getattr(noun, _key_field(name)) for noun in table] for name, table in targets.items() if len(table)}
    bare_known = {name: {bare(key) for key in keys} for name, keys in known.items()}
    for table in staff_tables(register):
        for column in SHEET[table.name].columns:
            target = column.refers_to
            is_key = column.heading == SHEET[table.name].identified_by
            if target not in known or is_key or column.heading in _OWN_CHECK or column.heading not in table.columns:
                continue
            for row in table.rows:
                for value in _values(row, column.field):
                    if bare(value) not in bare_known[target]:
                        yield _unknown(table, row, column.heading, target, value, known[target])


def _key_field(name: str) -> str:
    return SHEET[name].column(SHEET[name].identified_by).field


def _unknown(table: Table[Any], row: Row[Any], heading: str, target: str, value: str, known: Iterable[str]) -> Problem:
    code = "reference-unknown"
    if target == "Recommendations":
        code = "ref-unknown"
    elif target == "Inspections" and table.name == "Recommendations":
        code = "inspection-unknown"
    return make_problem(
        code,
        sheet=table.sheet,
        cell=table.cell(row, heading),
        ref=ref_of(table, row),
        heading=heading,
        value=value,
        name=target,
        nearest=_suggestion(value, known),
    )


def check_parents(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Parents that are not there, and rows that are their own parent by whatever way round."""
    table = register.recommendations
    parents = {row.noun.ref: row.noun.parent_ref for row in table.rows}
    for row in table.rows:
        noun = row.noun
        if not noun.parent_ref:
            continue
        cell = table.cell(row, "Parent ref")
        if noun.parent_ref not in parents:
            yield make_problem("parent-unknown", sheet=table.sheet, cell=cell, ref=noun.ref, value=noun.parent_ref)
        elif _leads_back(noun.ref, parents):
            yield make_problem("parent-loop", sheet=table.sheet, cell=cell, ref=noun.ref, value=noun.ref)


def _leads_back(ref: str, parents: dict[str, str]) -> bool:
    seen, at = set(), parents.get(ref, "")
    while at and at not in seen:
        if at == ref:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False


def check_successors(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Superseded without a successor, or with one that is not there."""
    table = register.recommendations
    refs = {noun.ref for noun in table}
    for row in table.rows:
        noun = row.noun
        cell = table.cell(row, "Superseded by")
        if noun.status == Status.SUPERSEDED and not noun.superseded_by:
            yield make_problem("successor-missing", sheet=table.sheet, cell=cell, ref=noun.ref)
        elif noun.superseded_by and noun.superseded_by not in refs:
            yield make_problem(
                "successor-unknown", sheet=table.sheet, cell=cell, ref=noun.ref, value=noun.superseded_by
            )


def check_causes_of_concern(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """An open cause of concern that no recommendation belongs to."""
    table = register.recommendations
    parents = {noun.parent_ref for noun in table}
    for row in table.rows:
        noun = row.noun
        if noun.is_cause_of_concern and noun.is_open and noun.ref not in parents:
            yield make_problem(
                "cause-without-recommendation", sheet=table.sheet, cell=table.cell(row, "Kind"), ref=noun.ref
            )


def check_people(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Owners of open recommendations who have left."""
    table = register.recommendations
    for row in table.rows:
        noun = row.noun
        person = register.people.get(noun.owner)
        if person is None or not noun.is_open:
            continue
        if person.has_left(as_at) and person.until and person.until.latest:
            successor = f" Successor: {person.successor}." if person.successor else ""
            yield make_problem(
                "owner-left",
                sheet=table.sheet,
                cell=table.cell(row, "Owner"),
                ref=noun.ref,
                value=noun.owner,
                date=say_date(person.until.latest),
                successor=successor,
            )


def check_addresses(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Those who answer for something open, and the chief officers of its portfolio, whom no email reaches.

    A People sheet without a column Email is not asked: such a register sends nothing.
    """
    people = register.people
    if "Email" not in people.columns:
        return
    told: set[str] = set()
    for noun in register.recommendations:
        if not noun.is_open or not noun.is_ours:
            continue
        answering = who_answers(register, noun, as_at).person
        for person in (answering, chief_officer_of(register, noun.portfolio, as_at)):
            if person is None or person.person in told or is_address(person.email):
                continue
            told.add(person.person)
            at = people.find(person.person)
            assert at is not None
            yield make_problem(
                "person-without-email", sheet=people.sheet, cell=people.cell(at, "Email"), value=person.person
            )


def check_totals(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Totals that a report states and that differ from the rows counted for it.

    A report counts what it prints: causes of concern and areas for improvement are no recommendations, and one that the
    force has split counts once, not by its parts. Of inspections that are counted together each may state its own
    number or that of all.
    """
    table = register.inspections
    counts = {"Total stated": _counted(register, lambda _: True), "Police stated": _counted(register, is_for_police)}
    for row in table.rows:
        ref = bare(row.noun.inspection_ref)
        together = _counted_with(register, ref)
        for heading, stated in (("Total stated", row.noun.total_stated), ("Police stated", row.noun.police_stated)):
            own, all_of_them = counts[heading][ref], sum(counts[heading][one] for one in together)
            if stated is not None and stated not in (own, all_of_them):
                yield make_problem(
                    "total-differs",
                    sheet=table.sheet,
                    cell=table.cell(row, heading),
                    heading=heading,
                    stated=f"{stated:g}",
                    counted=f"{all_of_them or 'none'} {'stands' if all_of_them == 1 else 'stand'}",
                )


def _counted(register: Register, counts: Callable[[Recommendation], bool]) -> Counter[str]:
    """By inspection, how many of its rows a report counts as recommendations."""
    splits = {bare(noun.ref) for noun in register.recommendations if not noun.is_cause_of_concern}
    return Counter(
        bare(noun.inspection_ref)
        for noun in register.recommendations
        if not noun.is_cause_of_concern
        and not noun.is_area_for_improvement
        and bare(noun.parent_ref) not in splits
        and counts(noun)
    )


def _counted_with(register: Register, ref: str) -> set[str]:
    """The inspections that `Count with` joins with this one, both ways and on through others."""
    found, ahead = {ref}, [ref]
    while ahead:
        one = ahead.pop()
        for inspection in register.inspections:
            group = {bare(inspection.inspection_ref), *(bare(other) for other in inspection.count_with)}
            if one in group:
                ahead += group - found
                found |= group
    return found


REFERENCE_CHECKS = (
    check_references,
    check_parents,
    check_successors,
    check_causes_of_concern,
    check_people,
    check_addresses,
    check_totals,
)

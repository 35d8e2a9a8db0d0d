"""Checks of the responses to reports: what should have been published by now, and what is due soon."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.inspection import Inspection
from hmic_tracker.model.when import say_date
from hmic_tracker.problems import Problem
from hmic_tracker.register.register import Register
from hmic_tracker.register.risks import RiskRegister
from hmic_tracker.register.settings import Settings
from hmic_tracker.register.table import Row, Table
from hmic_tracker.rules.linkage import key_of
from hmic_tracker.rules.section_55 import SECTION_55, alert_days, response_due
from hmic_tracker.rules.working_days import last_working_day_before


def check_responses(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Responses that should have been published by now, and those that are due soon: warned of from the first day that
    Settings ask for, and in any case on the last working day before."""
    for table, row, kind, due in _unanswered(register):
        inspection = row.noun.inspection_ref
        cell = table.cell(row, "Published on" if table is register.responses else "Section 55 applies")
        if due < as_at and table is register.responses:
            # Of a report without a row nobody can tell whether the answer is late or its row was never made.
            yield make_problem("response-late", sheet=table.sheet, cell=cell, inspection=inspection, due=say_date(due))
        elif as_at <= due and as_at >= _first_alert(due, register.settings):
            last = last_working_day_before(due, register.settings.working_day_division)
            yield make_problem(
                "response-due-soon",
                sheet=table.sheet,
                cell=cell,
                kind=kind,
                inspection=inspection,
                due=say_date(due),
                when=_say_ahead((due - as_at).days),
                last=say_date(last),
            )


def _unanswered(register: Register) -> Iterator[tuple[Table[Any], Row[Any], str, date]]:
    """Every response that is not published: where it stands, its kind, and when it is due. A section 55 response that
    an inspection asks for and no row stands for is one too."""
    stated = set()
    for row in register.responses.rows:
        response = row.noun
        inspection = register.inspections.get(response.inspection_ref)
        if response.kind == SECTION_55:
            stated.add(key_of(response.inspection_ref))
        due = response.due.latest if response.due else None
        if due is None and response.kind == SECTION_55:
            due = _section_55_due(inspection)
        if response.published_on is None and due is not None:
            yield register.responses, row, response.kind, due
    for inspected in register.inspections.rows:
        due = _section_55_due(inspected.noun)
        is_stated = key_of(inspected.noun.inspection_ref) in stated
        if inspected.noun.section_55_applies and due is not None and not is_stated:
            yield register.inspections, inspected, SECTION_55, due


def _section_55_due(inspection: Inspection | None) -> date | None:
    published = inspection.published_on.latest if inspection and inspection.published_on else None
    return response_due(published) if published else None


def _first_alert(due: date, settings: Settings) -> date:
    """The first day on which to warn of a response that is due."""
    return alert_days(due, settings.alert_days_before_due, settings.working_day_division)[0]


def _say_ahead(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


RESPONSE_CHECKS = (check_responses,)

"""Every check of the data, in a visible list: a check is a function that gives problems."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from hmic_tracker.interpreter import without_garbage_search
from hmic_tracker.problems import Problem, must_fix
from hmic_tracker.register.register import Register
from hmic_tracker.register.risks import RiskRegister
from hmic_tracker.rules.checks_dates import DATE_CHECKS
from hmic_tracker.rules.checks_deadlines import DEADLINE_CHECKS
from hmic_tracker.rules.checks_fields import FIELD_CHECKS
from hmic_tracker.rules.checks_paper import PAPER_CHECKS
from hmic_tracker.rules.checks_references import REFERENCE_CHECKS
from hmic_tracker.rules.checks_responses import RESPONSE_CHECKS
from hmic_tracker.rules.checks_risks import RISK_CHECKS
from hmic_tracker.rules.checks_rules import RULE_CHECKS

Check = Callable[[Register, RiskRegister, date], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    *FIELD_CHECKS,
    *REFERENCE_CHECKS,
    *DATE_CHECKS,
    *RESPONSE_CHECKS,
    *DEADLINE_CHECKS,
    *RISK_CHECKS,
    *RULE_CHECKS,
    *PAPER_CHECKS,
)


@without_garbage_search
def check(register: Register, risks: RiskRegister, *, as_at: date) -> tuple[Problem, ...]:
    """Every problem of the two workbooks as at a day, in the order of the sheets and their rows.

    What could not be understood while reading is among them. None of them stops anything.
    """
    found = [*register.problems, *risks.problems]
    for one in CHECKS:
        found += one(register, risks, as_at)
    order = {name.casefold(): number for number, name in enumerate(register.sheet_names)}
    seen: dict[Problem, None] = dict.fromkeys(found)
    return tuple(sorted(seen, key=lambda problem: _place(problem, order)))


def excluded_rows(register: Register, problems: Iterable[Problem]) -> Mapping[int, str]:
    """Why each worksheet row of Recommendations that has a must-fix problem is left out of the figures."""
    sheet = register.recommendations.sheet
    rows: dict[int, str] = {}
    for problem in must_fix(problems):
        digits = problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if problem.sheet == sheet and digits:
            rows.setdefault(int(digits), problem.found)
    return rows


def _place(problem: Problem, order: Mapping[str, int]) -> tuple[int, int, int, str, str]:
    letters = problem.cell.rstrip("0123456789")
    row = int(problem.cell[len(letters) :] or 0)
    return (order.get(problem.sheet.casefold(), len(order)), row, len(letters), letters, problem.code)

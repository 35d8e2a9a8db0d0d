"""Checks of the words of a deadline against the dates beside them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.when import When, say_date
from hmic_tracker.problems import Problem
from hmic_tracker.rules.deadlines import Deadline
from hmic_tracker.rules.facts import Circumstances
from hmic_tracker.rules.linkage import key_of

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def check_deadlines(register: "Register", risks: "RiskRegister", as_at: date) -> Iterator[Problem]:
    """Open recommendations of ours whose words give another date than the inspectorate's, or several dates.

    A row that has been split is not told of its several deadlines again. The register's date counts in any case.
    """
    known = Circumstances.of(register, risks, as_at)
    table = register.recommendations
    for row in table.rows:
        one = row.noun
        if not one.is_open or not one.is_ours:
            continue
        due = known.due_date(one)
        stated = one.hmicfrs_due_date
        if due.derived and stated and not _agree(due.derived, stated):
            yield make_problem(
                "deadline-differs",
                sheet=table.sheet,
                cell=table.cell(row, "HMICFRS due date"),
                ref=one.ref,
                derived=say_date(due.derived),
                stated=stated,
            )
        several = _different(known.deadlines(one))
        if len(several) > 1 and key_of(one.ref) not in known.children:
            heading = "Deadline wording" if one.deadline_wording.strip() else "Recommendation"
            yield make_problem(
                "deadline-several",
                sheet=table.sheet,
                cell=table.cell(row, heading),
                ref=one.ref,
                count=_NUMBERS[len(several) - 2] if len(several) - 2 < len(_NUMBERS) else len(several),
                phrases="; ".join(f"“{' '.join(deadline.phrase.split())}”" for deadline in several),
            )


def _agree(derived: date, stated: When) -> bool:
    """Whether the day is one that the register's date can mean; a date that holds no day contradicts nothing."""
    return stated.earliest is None or stated.latest is None or stated.earliest <= derived <= stated.latest


def _different(deadlines: Sequence[Deadline]) -> list[Deadline]:
    """The deadlines that set different days; a duty that comes again is not one more."""
    found: dict[object, Deadline] = {}
    for deadline in deadlines:
        if not deadline.recurring:
            found.setdefault(deadline.due or deadline.phrase.casefold(), deadline)
    return list(found.values())


DEADLINE_CHECKS = (check_deadlines,)

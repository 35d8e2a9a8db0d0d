"""Checks of the risks behind the recommendations: what cannot be scored is said, never guessed."""

from collections.abc import Iterator
from datetime import date

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.recommendation import Recommendation, Status
from hmic_tracker.problems import Problem
from hmic_tracker.register.register import Register
from hmic_tracker.register.risks import RiskRegister
from hmic_tracker.register.table import Row
from hmic_tracker.register.words import nearest_of
from hmic_tracker.rules.linkage import Broken, Linkage

_CODES = {Broken.DANGLING: "risk-dangling", Broken.CLOSED: "risk-closed", Broken.UNSCORED: "risk-unscored"}


def check_risk_register(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """No risk register at all: said once, instead of at every recommendation."""
    if not risks.risks.present:
        yield make_problem("risk-register-missing", sheet=risks.risks.sheet)


def check_risks(register: Register, risks: RiskRegister, as_at: date) -> Iterator[Problem]:
    """Open recommendations of ours whose risk is not linked, not there, closed or not scored."""
    linkage = Linkage.to(risks)
    if not linkage.is_there:
        return
    for row in register.recommendations.rows:
        said = row.noun
        if row.unread & {"Risk ref", "Likelihood", "Impact"}:
            continue  # that the cell cannot be read is told already
        if said.is_open and said.is_ours and said.status != Status.DEPENDENT:
            for ref, why in linkage.behind(said).broken:
                yield _broken(register, risks, row, ref, why)


def _broken(register: Register, risks: RiskRegister, row: Row[Recommendation], ref: str, why: Broken) -> Problem:
    table = register.recommendations
    said = row.noun
    if why is Broken.OUTSIDE:
        return make_problem(
            "score-outside-matrix",
            sheet=table.sheet,
            cell=table.cell(row, "Likelihood"),
            ref=said.ref,
            likelihood=_whole(said.likelihood),
            impact=_whole(said.impact),
        )
    cell = table.cell(row, "Risk ref")
    if why is Broken.UNMAPPED:
        return make_problem("risk-unmapped", sheet=table.sheet, cell=cell, ref=said.ref)
    nearest = nearest_of(ref, (risk.risk_ref for risk in risks.risks)) if why is Broken.DANGLING else None
    says = f" Did you mean {nearest}?" if nearest else ""
    return make_problem(_CODES[why], sheet=table.sheet, cell=cell, ref=said.ref, value=ref, nearest=says)


def _whole(number: float | None) -> str:
    return "nothing" if number is None else f"{number:g}"


RISK_CHECKS = (check_risk_register, check_risks)

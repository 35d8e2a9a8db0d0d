"""Every kind of problem the library knows, declared once.

Messages, the Checks sheet, `hmic-tracker describe problems`, the reference in the docs and the tests are made
from these entries. `found` is a sentence with the facts in braces; `advice` says what to do.
"""

from hmic_tracker.catalogue.dates import DATES
from hmic_tracker.catalogue.kinds import ProblemKind
from hmic_tracker.catalogue.paper import PAPER
from hmic_tracker.catalogue.reading import READING
from hmic_tracker.catalogue.references import REFERENCES
from hmic_tracker.catalogue.required import REQUIRED
from hmic_tracker.catalogue.risks import RISKS
from hmic_tracker.catalogue.rules import RULES
from hmic_tracker.problems import Problem

__all__ = ["CATALOGUE", "ProblemKind", "make_problem"]

CATALOGUE: tuple[ProblemKind, ...] = (*READING, *REQUIRED, *REFERENCES, *DATES, *RISKS, *RULES, *PAPER)
_BY_CODE = {kind.code: kind for kind in CATALOGUE}


def make_problem(code: str, /, *, sheet: str, cell: str = "", ref: str = "", **facts: object) -> Problem:
    """A problem of the kind `code` at a place, its sentences filled in with `facts`.

    Every name in the entry's sentences must be given, but `nearest`, which may be left out.
    """
    kind = _BY_CODE[code]
    words = {"nearest": "", "ref": ref, **{name: str(value) for name, value in facts.items()}}
    return Problem(
        code=code,
        severity=kind.severity,
        sheet=sheet,
        cell=cell,
        ref=ref,
        found=kind.found.format(**words),
        advice=kind.advice.format(**words),
    )

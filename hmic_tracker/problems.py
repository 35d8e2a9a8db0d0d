"""What is wrong with the data: a value with a place and advice, never an exception."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters. The words are printed as they stand."""

    MUST_FIX = "Must fix"
    SHOULD_FIX = "Should fix"
    NOTE = "Note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the data.

    `code` names its entry in the catalogue; `sheet` and `cell` (`"D12"`, or empty for a whole sheet) say
    where it stands, `ref` which recommendation it is about (empty where none); `found` says what was
    found and `advice` what to do, a sentence each.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    ref: str
    found: str
    advice: str

    @property
    def place(self) -> str:
        """Where it stands, as a person says it: `Recommendations D12`."""
        return f"{self.sheet} {self.cell}".strip()

    def __str__(self) -> str:
        """One line for the console."""
        about = f"{self.place} ({self.ref})" if self.ref else self.place
        return f"{self.severity}: {about}: {self.found} {self.advice}"


def must_fix(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that have to be put right before the figures can be relied on."""
    return tuple(problem for problem in problems if problem.severity is Severity.MUST_FIX)

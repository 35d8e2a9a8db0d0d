"""What an entry of the catalogue says."""

from dataclasses import dataclass

from hmic_tracker.problems import Severity

MUST, SHOULD, NOTE = Severity.MUST_FIX, Severity.SHOULD_FIX, Severity.NOTE


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry: what can be wrong, how much it matters, the sentence a person reads, and what to do.

    `found` and `advice` may name facts in braces; `example` gives a value for each of them, so that the
    manual and the tests can print a whole sentence.
    """

    code: str
    severity: Severity
    heading: str
    found: str
    advice: str
    example: dict[str, str]


def kind(code: str, severity: Severity, heading: str, found: str, advice: str, /, **example: str) -> ProblemKind:
    """An entry; `example` gives a value for each fact that its sentences name."""
    return ProblemKind(code, severity, heading, found, advice, example)

"""What is wrong with a document or a template: a value with a place and advice, beside the result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentFault:
    """One thing that is wrong. `place` is where, by the words that stand there, so that a person finds it in Word.

    `is_fatal` is False where a document can be made all the same.
    """

    code: str
    place: str
    found: str
    advice: str
    is_fatal: bool = True

    def __str__(self) -> str:
        """One line for a person."""
        return f"{self.place}: {self.found} {self.advice}".strip()

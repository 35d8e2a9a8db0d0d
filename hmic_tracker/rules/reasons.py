"""The sentence beside a colour: a template with the facts in braces."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from hmic_tracker.model.when import When, say_date
from hmic_tracker.register.words import join_words
from hmic_tracker.rules.inputs import Input, Inputs

_BRACES = re.compile(r"\{([^{}]*)\}")
_MANY = re.compile(r" (day|time|update|recommendation)s\b")
NOT_RECORDED = "not recorded"
# A reason is one sentence; a whole Force position would make it a page.
_LONGEST = 300
# Sentences kept ready for one template.
_MOST_KEPT = 10_000


def say_value(value: object) -> str:
    """A fact in words: `31 March 2022`, 12 without its nought, lists with commas and a last `and`."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or value == "" or value == ():
        return NOT_RECORDED
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, datetime):
        return say_date(value.date())
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, When):
        return str(value)
    if isinstance(value, tuple | list):
        return join_words(map(say_value, value))
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason template. `parts` are its words and, between them, the inputs it names; a name in braces that is
    nothing known stays as typed and is among `unknown`."""

    text: str
    parts: tuple[str | Input, ...] = ()
    unknown: tuple[str, ...] = ()
    _asks: tuple[Input, ...] = field(init=False, repr=False, compare=False)
    _said: dict[object, str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_asks", tuple(part for part in self.parts if isinstance(part, Input)))

    def fill(self, value_of: Callable[[Input], object]) -> str:
        """The sentence, with the value of each input that it names.

        A fact that ends in a full stop doesn't get a second one, `1 days` is written `1 day`, `1 times` `1 time`, and
        what is missing after `on` is `a date not recorded`.
        """
        values = [value_of(one) for one in self._asks]
        # Many rows say the same; 1, 1.0 and True are equal, and are not said alike.
        if values:
            key = tuple([(value.__class__, tuple(value) if value.__class__ is list else value) for value in values])
        else:
            key = ()
        said = self._said.get(key)
        if said is None:
            if len(self._said) >= _MOST_KEPT:
                self._said.clear()
            said = self._said[key] = self._say(iter(values))
        return said

    def _say(self, values: Iterator[object]) -> str:
        said = ""
        just_one = False
        for part in self.parts:
            if isinstance(part, Input):
                value = next(values)
                words = say_value(value)
                # "Closed on not recorded" is no English; after "on" stands a date.
                said += f"a date {words}" if words == NOT_RECORDED and said.endswith(" on ") else words
                just_one = type(value) in (int, float) and value == 1
                continue
            if just_one and (many := _MANY.match(part)):
                part = f" {many[1]}{part[many.end() :]}"
            if part.startswith(".") and said.endswith((".", "!", "?")):
                part = part[1:]
            said += part
            just_one = False
        return said.strip()


@lru_cache(maxsize=1024)
def read_reason(text: str, inputs: Inputs) -> Reason:
    """The template that a Reason cell holds."""
    parts: list[str | Input] = []
    unknown: list[str] = []
    at = 0
    for braces in _BRACES.finditer(text):
        found = inputs.find(braces[1])
        if found is None:
            unknown.append(braces[1].strip())
            continue
        parts += [text[at : braces.start()], found]
        at = braces.end()
    parts.append(text[at:])
    return Reason(text, tuple(part for part in parts if part), tuple(unknown))

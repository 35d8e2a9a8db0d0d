"""What a rule may name: every column of Recommendations that staff fill, their own columns too, and every fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hmic_tracker.model.key_dates import AGEING_BANDS as AGEING_BANDS
from hmic_tracker.register.columns import RECOMMENDATION_COLUMNS
from hmic_tracker.register.declare import Column, FilledBy
from hmic_tracker.register.declare import Kind as ColumnKind
from hmic_tracker.register.vocabularies import VOCABULARY
from hmic_tracker.register.words import bare, suggest


class InputKind(StrEnum):
    """What an input can hold, in the words of a message: `Days to due holds whole numbers`."""

    WHOLE = "whole numbers"
    NUMBER = "numbers"
    DATE = "dates"
    WORDS = "words of a list"
    TEXT = "text"
    ANYTHING = "whatever staff type"


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that a condition or a reason can name.

    `words` names the vocabulary of WORDS; `least` is the lowest number it can hold; `always` says that it is never
    blank in a row that is rated; `field` is the attribute of the recommendation, empty for a fact and for a column of
    staff's own; `is_list` says that a cell can hold several values; `help` says what a fact means.
    """

    heading: str
    kind: InputKind
    help: str = ""
    words: str = ""
    least: int | None = None
    always: bool = False
    field: str = ""
    is_list: bool = False
    is_fact: bool = False

    @property
    def takes_other_words(self) -> bool:
        """Whether it can hold words beyond its list: what staff type there is kept, listed or not."""
        return self.words in VOCABULARY and not VOCABULARY[self.words].closed


def _fact(heading: str, kind: InputKind, help: str, *, words: str = "", least: int | None = None,
          always: bool = False) -> Input:  # fmt: skip
    return Input(heading, kind, help, words, least, always, is_fact=True)


YES_NO, RAG, AGEING_BAND = "Yes or No", "RAG", "Ageing band"

FACTS: tuple[Input, ...] = (
    _fact("Effective due date", InputKind.DATE,
          "Force target date, else HMICFRS due date, else the date read from the words; for what is due immediately "
          "only the Force target date."),
    _fact("Immediate", InputKind.WORDS, "Yes where the words say that it is due immediately and the inspectorate set "
          "no date.", words=YES_NO, always=True),
    _fact("Days to due", InputKind.WHOLE, "Days from the as-at date to the effective due date; below nought where it "
          "has passed. Blank where nothing is due: no date, closed, superseded or not accepted."),
    _fact("Days overdue", InputKind.WHOLE, "Days past the effective due date; blank where it is not overdue.", least=1),
    _fact("Past HMICFRS date", InputKind.WORDS, "Yes where it is open and the HMICFRS due date has passed, whatever "
          "the force's own target.", words=YES_NO, always=True),
    _fact("Days since published", InputKind.WHOLE, "Days since the report was published.", least=0),
    _fact("Days since update", InputKind.WHOLE, "Days since the newest row on the Updates sheet.", least=0),
    _fact("Next meeting due", InputKind.WORDS, "Yes where it is due on or before the committee's next meeting.",
          words=YES_NO),
    _fact("Closed on", InputKind.DATE, "HMICFRS closed on, else Force sign-off on."),
    _fact("Times extended", InputKind.WHOLE, "How many rows the Date changes sheet has for it.", least=0, always=True),
    _fact("Extension limit exceeded", InputKind.WORDS, "Yes where Times extended is above the Extension limit in "
          "Settings.", words=YES_NO, always=True),
    _fact("Open children", InputKind.WHOLE, "How many open rows name it as their parent.", least=0, always=True),
    _fact("Worst child RAG", InputKind.WORDS, "The worst colour of the rows that name it as their parent.", words=RAG),
    _fact("Above target score", InputKind.WORDS, "Yes where the risk scores above its target in the risk register.",
          words=YES_NO),
    _fact("Risk title", InputKind.TEXT, "What the worst open linked risk is called."),
    _fact("Risk band", InputKind.TEXT, "The band of the matrix that its score, or the recommendation's own, is in."),
    _fact("Risk band meaning", InputKind.TEXT, "What the risk register says that band means."),
    _fact("Inherent score", InputKind.NUMBER, "The score of the same risk before anything is done about it."),
    _fact("Target score", InputKind.NUMBER, "The score that the risk register wants that risk brought down to."),
    _fact("Risk score", InputKind.NUMBER, "The score of the worst open linked risk, or its own."),
    _fact("Risk RAG", InputKind.WORDS, "The colour of that score in the risk register's bands.", words=RAG),
    _fact("Ageing band", InputKind.WORDS, "How long it has been open since its report was published, or since it was "
          "issued where that was earlier.", words=AGEING_BAND),
    _fact("Previous RAG", InputKind.WORDS, "Its colour in the last issued paper.", words=RAG),
    _fact("Last update", InputKind.DATE, "The date of the newest row on the Updates sheet."),
    _fact("Derived due date", InputKind.DATE, "The date that the deadline's words give."),
    _fact("Deadline basis", InputKind.TEXT, "The words, the rule and the date it counts from."),
)  # fmt: skip

# What the risk register gives, and nothing else.
RISK_FACTS = (
    "Above target score", "Risk title", "Risk band", "Risk band meaning", "Inherent score", "Target score",
    "Risk score", "Risk RAG",
)  # fmt: skip
_KINDS = {
    ColumnKind.CHOICE: InputKind.WORDS,
    ColumnKind.YES_NO: InputKind.WORDS,
    ColumnKind.NUMBER: InputKind.NUMBER,
    ColumnKind.DATE: InputKind.DATE,
    ColumnKind.WHEN: InputKind.DATE,
}
# A row that lacks one of these must be fixed first and is not rated. Not so the Status, which only rows for this force
# must have.
_NEVER_BLANK = frozenset({"Ref", "Recommendation"})


def _of_column(column: Column) -> Input:
    words = YES_NO if column.kind is ColumnKind.YES_NO else column.words
    kind = _KINDS.get(column.kind, InputKind.TEXT)
    is_list = column.kind in (ColumnKind.LIST, ColumnKind.REF_LIST)
    return Input(column.heading, kind, column.help, words, None, column.heading in _NEVER_BLANK, column.field, is_list)


@lru_cache(maxsize=1)
def _declared() -> dict[str, Input]:
    """The inputs that every register has, by every way of writing them; a fact goes before a column's alias."""
    columns = [column for column in RECOMMENDATION_COLUMNS if column.filled_by is FilledBy.STAFF]
    found = {bare(fact.heading): fact for fact in FACTS}
    for column in columns:
        found.setdefault(bare(column.heading), _of_column(column))
    for column in columns:
        for alias in column.aliases:
            found.setdefault(bare(alias), _of_column(column))
    return found


# What a table that is asked after the rating can name besides: `field` is the attribute of the rating.
RATED: tuple[Input, ...] = (
    Input("RAG", InputKind.WORDS, "Its colour, an override's where one counts.", RAG, always=True, field="rag"),
    Input("RAG rule", InputKind.TEXT, "The rule that decided its colour.", field="rule"),
    Input("RAG reason", InputKind.TEXT, "Why it has this colour.", always=True, field="reason"),
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of one register: the declared ones, staff's own columns, and what has been `rated` before."""

    own: tuple[str, ...] = ()
    rated: tuple[Input, ...] = ()

    def find(self, heading: str) -> Input | None:
        """The input of this name, however it is typed; None where nothing is called so.

        A column that the rules themselves fill, such as RAG or Movement, is none, but where it is `rated` before.
        """
        name = bare(heading)
        if known := next((one for one in self.rated if bare(one.heading) == name), None):
            return known
        if known := _declared().get(name):
            return known
        return next((Input(one, InputKind.ANYTHING) for one in self.own if bare(one) == name), None)

    def suggest(self, heading: str) -> str:
        """` Did you mean Days to due?`, or nothing."""
        names = [*(one.heading for one in (*self.rated, *_declared().values())), *self.own]
        return suggest(heading, names).translate(str.maketrans("", "", "“”"))


def known_inputs(own: Iterable[str] = ()) -> Inputs:
    """The inputs of a register with these further columns."""
    return Inputs(tuple(own))

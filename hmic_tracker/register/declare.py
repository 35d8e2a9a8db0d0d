"""What a declaration of the workbooks can say: sheets, their columns, vocabularies."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds, and so how its cells are read, checked and formatted.

    The noun's field is `str` (blank: empty) for TEXT, LONG_TEXT, REF, PERSON, CHOICE and LINK; `tuple[str, ...]` for
    LIST and REF_LIST (split on `;` alone); `When | None` for DATE and WHEN; `float | None` for NUMBER;
    `bool | None` for YES_NO.
    """

    TEXT = "text"
    LONG_TEXT = "long text"
    REF = "ref"
    REF_LIST = "list of refs"
    LIST = "list"
    PERSON = "person"
    CHOICE = "choice"
    DATE = "date"
    WHEN = "date or words"
    NUMBER = "number"
    YES_NO = "Yes or No"
    LINK = "link"


class FilledBy(StrEnum):
    """Who fills a column."""

    STAFF = "staff"
    LIBRARY = "hmic-tracker"


class Group(StrEnum):
    """The three coloured groups of tabs."""

    EVERY_DAY = "every day"
    AS_THINGS_HAPPEN = "as things happen"
    SET_UP = "set-up"


@dataclass(frozen=True, slots=True)
class Column:
    """One heading of one sheet.

    `words` names the vocabulary of a CHOICE; `refers_to` the sheet and so the key that a REF or PERSON names;
    `width` is in characters; `everyday` columns stand on the left of the starter, the others in collapsed groups.
    """

    heading: str
    kind: Kind
    help: str
    example: str = ""
    aliases: tuple[str, ...] = ()
    words: str = ""
    refers_to: str = ""
    required: bool = False
    wanted: bool = False
    filled_by: FilledBy = FilledBy.STAFF
    width: int = 14
    everyday: bool = True
    key: str = ""

    @property
    def field(self) -> str:
        """The name of the noun's attribute: the heading in lower case with underscores, or `key` where given."""
        return self.key or self.heading.lower().replace("/", " ").replace("-", " ").replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list of a workbook: an Excel table named `table` on the sheet `name`.

    A place with a heading of `never_with` is another list, however like this one its other headings are.
    """

    name: str
    purpose: str
    group: Group
    columns: tuple[Column, ...]
    identified_by: str = ""
    aliases: tuple[str, ...] = ()
    needed: bool = False
    never_with: tuple[str, ...] = ()
    _by_heading: dict[str, Column] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_heading.update({column.heading: column for column in self.columns})

    @property
    def table(self) -> str:
        """The name of the Excel table: the sheet's name without spaces."""
        return self.name.replace(" ", "_")

    def column(self, heading: str) -> Column:
        """The column with this heading; a KeyError is a fault of the program."""
        return self._by_heading[heading]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a vocabulary and what it means. `also` are the short forms of it that staff type (`AFI`)."""

    word: str
    meaning: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One list of words that a CHOICE column takes. Staff may add words on the Lists sheet unless it is `closed`.

    Where it is `free` its words are suggestions: any other is as good, and none is a problem.
    """

    name: str
    words: tuple[Word, ...]
    closed: bool = False
    free: bool = False

    def __iter__(self):  # type: ignore[no-untyped-def]
        return (word.word for word in self.words)

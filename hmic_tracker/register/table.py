"""One list of a workbook as it was read: its rows, and where each of their cells stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import pandas

Noun = TypeVar("Noun")


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Row(Generic[Noun]):
    """One row: the noun it states, its worksheet row when it was read, and what stood in the library's columns.

    `unread` holds the headings whose cell could not be understood; the noun has them blank. `written` holds, by
    heading, the raw value of each column that the library fills. `ref_is_new` says that the row's Ref cell is blank and
    the noun's ref is the number it will get.
    """

    noun: Noun
    number: int
    unread: frozenset[str] = frozenset()
    written: Mapping[str, object] = field(default_factory=dict)
    ref_is_new: bool = False


@dataclass(frozen=True)
class Table(Generic[Noun]):
    """The rows of one list, in sheet order. Iterating gives the nouns; `rows` gives the rows.

    `sheet` is the sheet's name as it is in the workbook; `present` is False where the list was not found, and the table
    is then empty. `columns` and `extra` give the worksheet column number of each declared heading that was found and
    of each of staff's own columns.
    """

    name: str
    sheet: str
    present: bool = False
    rows: tuple[Row[Noun], ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, int] = field(default_factory=dict)
    header_row: int = 0
    excel_table: str = ""

    def __iter__(self) -> Iterator[Noun]:
        return (row.noun for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def cell(self, row: Row[Noun] | int, heading: str) -> str:
        """The address of a row's cell, `"D12"`; only the row's first cell where the heading was not found."""
        number = row if isinstance(row, int) else row.number
        column = self.columns.get(heading) or self.extra.get(heading) or min(self.columns.values(), default=1)
        return f"{_letters(column)}{number}"

    @cached_property
    def _by_key(self) -> dict[str, Row[Noun]]:
        from hmic_tracker.register.sheets import SHEET

        declared = SHEET[self.name]
        if not declared.identified_by:
            return {}
        key = declared.column(declared.identified_by).field
        return {getattr(row.noun, key): row for row in reversed(self.rows)}

    @cached_property
    def _by_ref_key(self) -> dict[str, Row[Noun]]:
        from hmic_tracker.register.words import ref_key

        return {ref_key(key): row for key, row in reversed(self._by_key.items()) if key}

    def find(self, key: str) -> Row[Noun] | None:
        """The first row whose key (Ref, Inspection ref, Person ...) is `key`, or None.

        Where none is spelt so, one that differs only in case, spaces or the kind of dash: `wmp–0042` finds `WMP-0042`.
        """
        from hmic_tracker.register.words import ref_key

        return self._by_key.get(key) or self._by_ref_key.get(ref_key(key))

    def get(self, key: str) -> Noun | None:
        """The noun of that row, or None."""
        row = self.find(key)
        return row.noun if row else None

    def to_frame(self) -> "pandas.DataFrame":
        """The rows as a pandas frame with the sheet's headings as columns, indexed by worksheet row."""
        from hmic_tracker.register.frames import table_to_frame

        return table_to_frame(self)

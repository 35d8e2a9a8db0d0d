"""What charts are made of, and the tables that stand beside them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: its name and a value for each label."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows, and its finding in words for those who cannot see it. One of nothing is not drawn."""

    title: str = ""
    alt_text: str = ""
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class AgeLine:
    """How many recommendations have been open for so long, and how many of those are overdue or not."""

    band: str
    open: int
    not_overdue: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Ageing:
    """How long what is open has been open. `sentence` is its finding, or says that nothing is open."""

    sentence: str
    has_any: bool = False
    lines: tuple[AgeLine, ...] = ()
    totals: AgeLine = AgeLine("Total", 0, 0, 0)
    chart: Chart = Chart()


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What one issued paper counted: `as_at` is the day of its figures, `meeting` the day it was for."""

    as_at: str
    meeting: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class OverTime:
    """Open recommendations at each issued paper in the record, and now. Without one, a sentence that says so."""

    sentence: str
    has_any: bool = False
    lines: tuple[PaperLine, ...] = ()
    chart: Chart = Chart()

"""A risk of the force risk register, and the matrix that scores it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hmic_tracker.model.when import When


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk. Inherent is before anything is done, residual as things stand; the residual score counts."""

    risk_ref: str
    title: str = ""
    category: str = ""
    risk_owner: str = ""
    board: str = ""
    inherent_likelihood: float | None = None
    inherent_impact: float | None = None
    residual_likelihood: float | None = None
    residual_impact: float | None = None
    target_score: float | None = None
    status: str = ""
    review_date: When | None = None

    @property
    def is_closed(self) -> bool:
        """Closed in the risk register; a blank status is open."""
        return self.status == "Closed"


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the matrix, its colour and its meaning."""

    band: str
    rag: str = ""
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What the matrix says of a likelihood and an impact, and the cell of the risk register that says it."""

    score: float
    band: str
    rag: str
    cell: str


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """The n x n grid: a lookup by (likelihood, impact), not a product, since impact-weighted matrices exist."""

    bands: tuple[Band, ...] = ()
    cells: Mapping[tuple[int, int], Score] = field(default_factory=dict)

    def look_up(self, likelihood: float | None, impact: float | None) -> Score | None:
        """The score at this likelihood and impact; None where either is missing or outside the grid."""
        if likelihood is None or impact is None or likelihood % 1 or impact % 1:
            return None
        return self.cells.get((int(likelihood), int(impact)))

"""The risk behind a recommendation: the worst open one that it links, or its own likelihood and impact.

Nothing is guessed: what is not linked, not in the risk register, closed or not scored gives no score and says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from hmic_tracker.model.rating import WORST_FIRST, FactValue
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.risk import Risk, Score
from hmic_tracker.register.words import ref_key

if TYPE_CHECKING:
    from hmic_tracker.register.risks import RiskRegister

# Spellings kept ready: several times those of the longest register.
_MOST_KEPT = 500_000


class _Keys(dict[str, str]):
    """The key of each spelling, worked out when it is first met: every row's refs are asked for many times over."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        key = self[text] = ref_key(text)
        return key


# How refs are compared wherever one sheet names another's row: case, spaces and kinds of dash don't count.
key_of = _Keys().__getitem__

_SEVERITY = {str(rag): rank for rank, rag in enumerate(WORST_FIRST)}


class Broken(StrEnum):
    """Why a linked risk, or the lack of one, gives no score."""

    UNMAPPED = "unmapped"
    DANGLING = "dangling"
    CLOSED = "closed"
    UNSCORED = "unscored"
    OUTSIDE = "outside the matrix"


@dataclass(frozen=True)
class Link:
    """What stands behind one recommendation.

    `risk` is the worst open linked risk, None where there is none or the score is its own; `score` what the matrix
    says, None where nothing can be said, and `inherent` what it says of the same risk before anything is done about
    it; `sheet` and the score's `cell` are where. `broken` has each reference that can't be used, by its words (empty
    for a lack of one), and why. `row` is the risk's row in the risk register, `meaning` that of its band.
    """

    risk: Risk | None = None
    score: Score | None = None
    sheet: str = ""
    broken: tuple[tuple[str, Broken], ...] = ()
    row: int = 0
    inherent: Score | None = None
    meaning: str = ""

    @property
    def risk_ref(self) -> str:
        """The risk that decides, empty where the score is its own or there is none."""
        return self.risk.risk_ref if self.risk else ""

    @property
    def target(self) -> float | None:
        """The score to bring the risk down to; None where the score is its own, or no target is stated."""
        return self.risk.target_score if self.risk else None

    @property
    def is_above_target(self) -> bool | None:
        """Whether the risk scores above its target; None where it has no score or no target."""
        if self.score is None or self.target is None:
            return None
        return self.score.score > self.target

    @cached_property
    def facts(self) -> Mapping[str, FactValue]:
        """The facts that the risk register gives, by heading: worked out once for all that have the same risks."""
        above, score = self.is_above_target, self.score
        return {
            "Above target score": None if above is None else "Yes" if above else "No",
            "Risk title": (self.risk.title or None) if self.risk else None,
            "Risk band": score.band if score else None,
            "Risk band meaning": self.meaning or None,
            "Inherent score": _whole(self.inherent.score) if self.inherent else None,
            "Target score": None if self.target is None else _whole(self.target),
            "Risk score": _whole(score.score) if score else None,
            "Risk RAG": score.rag or None if score else None,
        }

    @cached_property
    def cell(self) -> str:
        """Where in the risk register the score stands; empty where there is none."""
        return f"{self.sheet} {self.score.cell}" if self.score else ""


@dataclass(frozen=True)
class Linkage:
    """The risk register as recommendations ask it, each reference looked up once."""

    risks: "RiskRegister"
    by_ref: dict[str, Risk]
    rows: Mapping[str, int] = field(default_factory=dict)
    _known: dict[tuple[object, ...], Link] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def to(cls, risks: "RiskRegister") -> "Linkage":
        """Ready to look up the risks of this register; where one stands twice its first row counts."""
        rows = {key_of(row.noun.risk_ref): row for row in reversed(risks.risks.rows)}
        return cls(
            risks,
            {ref: row.noun for ref, row in rows.items()},
            {ref: row.number for ref, row in rows.items()},
        )

    @property
    def is_there(self) -> bool:
        """Whether the force has a risk register at all."""
        return self.risks.risks.present

    def behind(self, recommendation: Recommendation) -> Link:
        """The link of a recommendation.

        Of several risks the worst open one decides: the worse colour, then the higher score, then the first named. A
        recommendation's own likelihood and impact count only where no risk is linked, in the same matrix.
        """
        asked = (recommendation.risk_ref, recommendation.likelihood, recommendation.impact)
        if asked not in self._known:
            self._known[asked] = self._look_up(recommendation)
        return self._known[asked]

    def _look_up(self, recommendation: Recommendation) -> Link:
        if not recommendation.risk_ref:
            return self._own(recommendation)
        broken: list[tuple[str, Broken]] = []
        scored: list[tuple[Risk, Score]] = []
        for ref in recommendation.risk_ref:
            risk = self.by_ref.get(key_of(ref))
            score = self.risks.score_of(risk) if risk else None
            if risk is None:
                broken.append((ref, Broken.DANGLING))
            elif risk.is_closed:
                broken.append((ref, Broken.CLOSED))
            elif score is None:
                broken.append((ref, Broken.UNSCORED))
            else:
                scored.append((risk, score))
        if not scored:
            return Link(broken=tuple(broken))
        risk, score = min(scored, key=lambda pair: (_rank(pair[1]), -pair[1].score))
        row = self.rows.get(key_of(risk.risk_ref), 0)
        return Link(
            risk,
            score,
            self.risks.matrix_sheet,
            tuple(broken),
            row,
            inherent=self.risks.inherent_score_of(risk),
            meaning=self._meaning(score),
        )

    def _own(self, recommendation: Recommendation) -> Link:
        likelihood, impact = recommendation.likelihood, recommendation.impact
        if likelihood is None or impact is None:
            return Link(broken=(("", Broken.UNMAPPED),))
        score = self.risks.matrix.look_up(likelihood, impact)
        if score is None:
            return Link(broken=(("", Broken.OUTSIDE),))
        return Link(None, score, self.risks.matrix_sheet, meaning=self._meaning(score))

    def _meaning(self, score: Score) -> str:
        return next((one.meaning for one in self.risks.matrix.bands if one.band == score.band), "")


def _whole(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


def _rank(score: Score) -> int:
    return _SEVERITY.get(score.rag, len(_SEVERITY))


def worst(colours: Iterable[str]) -> str:
    """The worst of some colours; empty where there are none."""
    return min(colours, key=lambda rag: _SEVERITY.get(rag, len(_SEVERITY)), default="")

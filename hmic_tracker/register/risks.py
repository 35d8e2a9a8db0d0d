"""Opening the force risk register. It belongs to another team: it is only read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hmic_tracker.errors import SheetMissing
from hmic_tracker.files import Fingerprint
from hmic_tracker.model.risk import Band, Risk, RiskMatrix, Score
from hmic_tracker.problems import Problem
from hmic_tracker.register import sheets
from hmic_tracker.register.locating import locate_all
from hmic_tracker.register.matrix import read_matrix
from hmic_tracker.register.rows import absent, read_table
from hmic_tracker.register.table import Table
from hmic_tracker.register.words import make_vocabularies
from hmic_tracker.workbook.grid import read_workbook


@dataclass(frozen=True)
class RiskRegister:
    """The risks, and the matrix that scores them. `path` is None where the force has no risk register."""

    path: Path | None
    fingerprint: Fingerprint | None
    risks: Table[Risk]
    matrix: RiskMatrix = field(default_factory=RiskMatrix)
    problems: tuple[Problem, ...] = ()
    matrix_sheet: str = sheets.MATRIX

    def score_of(self, risk: Risk) -> Score | None:
        """The residual score of a risk; None where it has none that the matrix knows."""
        return self.matrix.look_up(risk.residual_likelihood, risk.residual_impact)

    def inherent_score_of(self, risk: Risk) -> Score | None:
        """The inherent score of a risk: before anything is done about it."""
        return self.matrix.look_up(risk.inherent_likelihood, risk.inherent_impact)


def no_risk_register() -> RiskRegister:
    """What stands for the risk register where the force has none: no risk is known, and nothing is scored."""
    return RiskRegister(None, None, absent(sheets.RISKS))


def open_risk_register(path: Path | str | None, *, aliases: Mapping[str, Sequence[str]] | None = None) -> RiskRegister:
    """The force risk register at `path`; None: there is none.

    Risks and Bands are found like the register's lists; the Matrix and Scores grids wherever they stand on their sheet.
    Without a Scores grid a score is likelihood x impact. What cannot be used is among its `problems`.

    Raises WorkbookUnusable where the file cannot be read, and SheetMissing where it holds no list of risks.
    """
    if path is None:
        return no_risk_register()
    workbook = read_workbook(path)
    found = locate_all(sheets.RISK_REGISTER_SHEETS, workbook.grids, aliases=aliases)
    if sheets.RISKS.name not in found:
        names = ", ".join(grid.name for grid in workbook.grids[:12])
        raise SheetMissing(
            f"{workbook.path.name} holds no list of risks; its sheets are: {names}.",
            advice="Name the sheet Risks and head its columns Risk ref, Title and so on, or tell hmic-tracker.toml "
            "what you call them.",
            place=str(path),
        )
    vocabularies = make_vocabularies()
    risks = read_table(sheets.RISKS, found[sheets.RISKS.name], Risk, vocabularies)
    bands: tuple[Band, ...] = ()
    problems = list(risks.problems)
    if sheets.BANDS.name in found:
        read = read_table(sheets.BANDS, found[sheets.BANDS.name], Band, vocabularies)
        bands = tuple(read.table)
        problems += read.problems
    read_grid = read_matrix(workbook, bands, aliases=aliases)
    problems += read_grid.problems
    return RiskRegister(
        Path(path), workbook.fingerprint, risks.table, read_grid.matrix, tuple(problems), read_grid.sheet
    )

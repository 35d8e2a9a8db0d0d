"""Opening the force risk register. It belongs to another team: it is only read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hmic_tracker.catalogue import make_problem
from hmic_tracker.errors import SheetMissing
from hmic_tracker.files import Fingerprint
from hmic_tracker.model.risk import Band, Risk, RiskMatrix, Score
from hmic_tracker.problems import Problem
from hmic_tracker.register import sheets
from hmic_tracker.register.cell_values import as_text, is_blank
from hmic_tracker.register.locating import locate_all
from hmic_tracker.register.rows import absent, read_table
from hmic_tracker.register.table import Table
from hmic_tracker.register.words import bare, make_vocabularies, tidy
from hmic_tracker.workbook.grid import Grid, Workbook, read_workbook

_LEAST_SIZE = 2


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


def open_risk_register(path: Path | str, *, aliases: Mapping[str, Sequence[str]] | None = None) -> RiskRegister:
    """The force risk register at `path`.

    Risks and Bands are found like the register's lists; the Matrix and Scores grids wherever they stand on their sheet.
    Without a Scores grid a score is likelihood x impact. Raises WorkbookUnusable where the file cannot be read, and
    SheetMissing where it holds no list of risks.
    """
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
    matrix, told, name = _matrix(workbook, bands)
    return RiskRegister(Path(path), workbook.fingerprint, risks.table, matrix, (*problems, *told), name)


@dataclass(frozen=True)
class _Cross:
    """Where a grid of likelihood down and impact across stands: the row and column of each number."""

    grid: Grid
    rows: Mapping[int, int]
    columns: Mapping[int, int]


def _matrix(workbook: Workbook, bands: tuple[Band, ...]) -> tuple[RiskMatrix, list[Problem], str]:
    """The matrix, what is wrong with it, and the name of its sheet."""
    cross = _find_cross(workbook, sheets.MATRIX, numbers=False)
    if cross is None:
        why = "there is no sheet with likelihood down the side and impact across the top"
        problem = make_problem("risk-matrix-unusable", sheet=sheets.MATRIX, name=sheets.MATRIX, why=why)
        return RiskMatrix(bands), [problem], sheets.MATRIX
    scores = _find_cross(workbook, sheets.SCORES, numbers=True)
    by_name = {bare(band.band): band for band in bands}
    cells: dict[tuple[int, int], Score] = {}
    problems: list[Problem] = []
    grid = cross.grid
    for likelihood, row in cross.rows.items():
        for impact, column in cross.columns.items():
            value = grid.value(row, column)
            if is_blank(value):
                continue
            name = tidy(as_text(value))
            band = by_name.get(bare(name)) or _band_by_colour(name, bands)
            address = grid.address(row, column)
            if band is None:
                why = f"the band “{name}” is not on the Bands sheet"
                problems.append(
                    make_problem("risk-matrix-unusable", sheet=grid.name, cell=address, name=grid.name, why=why)
                )
                continue
            score = _score(scores, likelihood, impact)
            cells[likelihood, impact] = Score(score, band.band, band.rag, address)
    return RiskMatrix(bands, cells), problems, grid.name


def _band_by_colour(name: str, bands: tuple[Band, ...]) -> Band | None:
    """A matrix that holds colours instead of band names needs no Bands sheet."""
    vocabularies = make_vocabularies()
    colour = vocabularies.canonical("RAG", name)
    if colour is None:
        return None
    return next((band for band in bands if band.rag == colour), Band(colour, colour))


def _score(scores: _Cross | None, likelihood: int, impact: int) -> float:
    if scores is not None and likelihood in scores.rows and impact in scores.columns:
        value = scores.grid.value(scores.rows[likelihood], scores.columns[impact])
        try:
            return float(as_text(value))
        except ValueError:
            pass
    return float(likelihood * impact)


def _find_cross(workbook: Workbook, name: str, *, numbers: bool) -> _Cross | None:
    """The grid on the sheet `name`: the place where a row of 1..n meets a column of 1..n.

    `numbers` says that the grid is filled with numbers, so that its own cells are not taken for its heads.
    """
    grid = workbook.grid_named(name)
    if grid is None:
        return None
    best: _Cross | None = None
    for row in range(grid.first_row, grid.last_row + 1):
        for columns in _runs(_numbers_in_row(grid, row)):
            for side in range(grid.first_column, min(columns.values())):
                for rows in _runs(_numbers_in_column(grid, side)):
                    # The heads of the rows stand all below or all above the heads of the columns.
                    is_apart = min(rows.values()) > row or max(rows.values()) < row
                    if not is_apart or set(rows) != set(columns):
                        continue
                    candidate = _Cross(grid, rows, columns)
                    if best is None or len(rows) > len(best.rows):
                        best = candidate
    return best


def _numbers_in_row(grid: Grid, row: int) -> Iterator[tuple[int, int | None]]:
    for column in range(grid.first_column, grid.last_column + 1):
        yield column, _head(grid, row, column)


def _numbers_in_column(grid: Grid, column: int) -> Iterator[tuple[int, int | None]]:
    for row in range(grid.first_row, grid.last_row + 1):
        yield row, _head(grid, row, column)


def _head(grid: Grid, row: int, column: int) -> int | None:
    """The number of a likelihood or an impact: `4`, or `4 Likely`, or `Likely (4)`."""
    value = grid.value(row, column)
    if isinstance(value, bool) or is_blank(value):
        return None
    if isinstance(value, int | float):
        return int(value) if float(value).is_integer() and 0 < value < 100 else None
    digits = [part for part in _split_digits(as_text(value)) if part]
    return int(digits[0]) if len(digits) == 1 and len(digits[0]) < 3 else None


def _split_digits(text: str) -> list[str]:
    return "".join(letter if letter.isdigit() else " " for letter in text).split(" ")


def _runs(line: Iterator[tuple[int, int | None]]) -> Iterator[dict[int, int]]:
    """Each unbroken run of 1..n, upwards or downwards, as number -> place."""
    run: list[tuple[int, int]] = []
    for place, number in [*line, (0, None)]:
        if number is not None and (not run or (abs(number - run[-1][1]) == 1 and _goes_on(run, number))):
            run.append((place, number))
            continue
        if _is_heads(run):
            yield {value: at for at, value in run}
        run = [(place, number)] if number is not None else []


def _goes_on(run: Sequence[tuple[int, int]], number: int) -> bool:
    return len(run) < 2 or (number - run[-1][1]) == (run[-1][1] - run[-2][1])


def _is_heads(run: Sequence[tuple[int, int]]) -> bool:
    return len(run) >= _LEAST_SIZE and {number for _, number in run} == set(range(1, len(run) + 1))

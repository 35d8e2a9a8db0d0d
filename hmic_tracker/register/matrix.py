"""The risk matrix: a grid of likelihood down and impact across, wherever it stands on its sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hmic_tracker.catalogue import make_problem
from hmic_tracker.model.risk import Band, RiskMatrix, Score
from hmic_tracker.problems import Problem
from hmic_tracker.register import sheets
from hmic_tracker.register.cell_values import as_text, is_blank, read_cell
from hmic_tracker.register.declare import Column, Kind
from hmic_tracker.register.words import Vocabularies, bare, make_vocabularies, tidy
from hmic_tracker.workbook.grid import Grid, Workbook

_LEAST_SIZE = 2
# A matrix is small; what stands far from the top left corner is none.
_MOST_ROWS, _MOST_COLUMNS = 200, 60
_NAMES = {
    sheets.MATRIX: ("Matrix", "Risk matrix", "Scoring matrix", "Heat map"),
    sheets.SCORES: ("Scores", "Risk scores", "Score matrix"),
}
_DOWN, _ACROSS = ("likelihood", "probability"), ("impact", "consequence", "severity")
_LONGEST_LABEL = 60
_NUMBER = Column("Score", Kind.NUMBER, "")


@dataclass(frozen=True)
class ReadMatrix:
    """The matrix, the name of its sheet in the workbook, and what is wrong with it."""

    matrix: RiskMatrix
    sheet: str = sheets.MATRIX
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Cross:
    """Where a grid stands: the worksheet row or column of each number of likelihood and of impact."""

    grid: Grid
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    is_turned: bool = False

    def place(self, likelihood: int, impact: int) -> tuple[int, int] | None:
        """Row and column of a cell; None where the grid has no such number."""
        down, across = (impact, likelihood) if self.is_turned else (likelihood, impact)
        if down not in self.rows or across not in self.columns:
            return None
        return self.rows[down], self.columns[across]

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell."""
        return ((row, column) for row in self.rows.values() for column in self.columns.values())


def read_matrix(
    workbook: Workbook, bands: Sequence[Band], *, aliases: Mapping[str, Sequence[str]] | None = None
) -> ReadMatrix:
    """The matrix of a risk register and what is wrong with it.

    The numbers 1 to n head its rows and columns, in either order, above or below, alone or as `4 Likely`; likelihood
    runs down unless labels say that it runs across. A cell holds the name of a band, or a colour. Without a Scores grid
    a score is likelihood x impact. A cell with an unknown band scores nothing; the others still count.
    """
    named = {bare(band.band): band for band in bands if band.band}
    cross = _matrix_of(workbook, named, aliases or {})
    if cross is None:
        why = "nowhere do likelihoods from 1 down the side meet impacts from 1 along the top"
        sheet = next((grid.name for grid in _grids(workbook, sheets.MATRIX, aliases or {})), sheets.MATRIX)
        return ReadMatrix(RiskMatrix(tuple(bands)), sheet, (_unusable(sheet, "", why),))
    scores = _scores_of(workbook, cross, aliases or {})
    grid = cross.grid
    cells: dict[tuple[int, int], Score] = {}
    unknown: dict[str, list[str]] = {}
    for likelihood, impact in _pairs(cross):
        place = cross.place(likelihood, impact)
        assert place is not None
        value, address = grid.value(*place), grid.address(*place)
        name = tidy(as_text(value))
        band = named.get(bare(name)) or _band_of_colour(name, bands)
        if band is None:
            unknown.setdefault(name, []).append(address)
        else:
            cells[likelihood, impact] = Score(_score(scores, likelihood, impact), band.band, band.rag, address)
    problems = [_unusable(grid.name, places[0], _why(name, places, bands)) for name, places in unknown.items()]
    problems += _colourless(cells.values(), grid)
    return ReadMatrix(RiskMatrix(tuple(bands), cells), grid.name, tuple(problems))


def _unusable(sheet: str, cell: str, why: str) -> Problem:
    return make_problem("risk-matrix-unusable", sheet=sheet, cell=cell, name=sheet, why=why)


def _why(name: str, places: Sequence[str], bands: Sequence[Band]) -> str:
    where = places[0] if len(places) == 1 else f"{places[0]} and {len(places) - 1} more"
    if not name:
        return f"{where} {'is' if len(places) == 1 else 'are'} blank"
    if not bands:
        return f"no Bands sheet says what colour the band “{name}” has"
    return f"the band “{name}” is not on the Bands sheet ({where})"


def _colourless(scores: Iterable[Score], grid: Grid) -> Iterator[Problem]:
    told = set()
    for score in scores:
        if not score.rag and score.band not in told:
            told.add(score.band)
            yield _unusable(grid.name, score.cell, f"the Bands sheet gives the band “{score.band}” no colour")


def _pairs(cross: _Cross) -> Iterator[tuple[int, int]]:
    down, across = (cross.columns, cross.rows) if cross.is_turned else (cross.rows, cross.columns)
    return ((likelihood, impact) for likelihood in sorted(down) for impact in sorted(across))


def _band_of_colour(name: str, bands: Sequence[Band]) -> Band | None:
    """A matrix that holds colours instead of band names needs no Bands sheet."""
    colour = make_vocabularies().canonical("RAG", name)
    if colour is None:
        return None
    return next((band for band in bands if band.rag == colour), Band(colour, colour))


def _score(scores: _Cross | None, likelihood: int, impact: int) -> float:
    place = scores.place(likelihood, impact) if scores else None
    stated = read_cell(_NUMBER, scores.grid.value(*place), Vocabularies()).value if scores and place else None
    return float(likelihood * impact) if stated is None else float(stated)


# Finding the grids.


def _grids(workbook: Workbook, name: str, aliases: Mapping[str, Sequence[str]]) -> list[Grid]:
    theirs = [word for heading, words in aliases.items() if bare(heading) == bare(name) for word in words]
    names = [bare(word) for word in (*theirs, *_NAMES[name])]
    found = [grid for grid in workbook.grids if bare(grid.name) in names]
    return sorted(found, key=lambda grid: names.index(bare(grid.name)))


def _matrix_of(workbook: Workbook, named: Mapping[str, Band], aliases: Mapping[str, Sequence[str]]) -> _Cross | None:
    """The grid on the sheet with its name, else the one whose cells are bands."""
    colours = {bare(word.word) for word in make_vocabularies().words("RAG")}

    def known(cross: _Cross) -> float:
        words = [tidy(as_text(cross.grid.value(*place))) for place in cross.cells()]
        return sum(bare(word) in named or bare(word) in colours for word in words) / len(words)

    mine = _grids(workbook, sheets.MATRIX, aliases)
    for grid in mine:
        crosses = list(_crosses(grid))
        if crosses:
            return max(crosses, key=lambda cross: (known(cross), len(cross.rows)))
    elsewhere = [cross for grid in workbook.grids if grid not in mine for cross in _crosses(grid)]
    elsewhere = [cross for cross in elsewhere if known(cross) > 0.8]
    return max(elsewhere, key=lambda cross: len(cross.rows), default=None)


def _scores_of(workbook: Workbook, matrix: _Cross, aliases: Mapping[str, Sequence[str]]) -> _Cross | None:
    """The grid of scores that has the matrix's numbers at its head and numbers in every cell."""
    for grid in _grids(workbook, sheets.SCORES, aliases):
        for cross in _crosses(grid):
            is_full = all(
                isinstance(read_cell(_NUMBER, grid.value(*place), Vocabularies()).value, float)
                for place in cross.cells()
            )
            if is_full and set(cross.rows) == set(matrix.rows):
                return cross
    return None


def _crosses(grid: Grid) -> Iterator[_Cross]:
    """Every place where a row of 1 to n and a column of 1 to n, left of it and above or below it, meet."""
    all_rows = range(grid.first_row, min(grid.last_row, grid.first_row + _MOST_ROWS) + 1)
    all_columns = range(grid.first_column, min(grid.last_column, grid.first_column + _MOST_COLUMNS) + 1)
    heads = {(row, column): _head(grid, row, column) for row in all_rows for column in all_columns}
    sides = [(column, run) for column in all_columns for run in _runs([(row, heads[row, column]) for row in all_rows])]
    if not sides:
        return
    for row in all_rows:
        for columns in _runs([(column, heads[row, column]) for column in all_columns]):
            for side, rows in sides:
                is_apart = min(rows.values()) > row or max(rows.values()) < row
                if is_apart and side < min(columns.values()) and set(rows) == set(columns):
                    yield _Cross(grid, rows, columns, _is_turned(grid, rows, columns))


def _is_turned(grid: Grid, rows: Mapping[int, int], columns: Mapping[int, int]) -> bool:
    """Whether labels beside the grid say that likelihood runs across and impact down."""
    left, top, bottom = min(columns.values()), min(rows.values()), max(rows.values())
    across: set[bool] = set()
    down: set[bool] = set()
    for row in range(grid.first_row, grid.last_row + 1):
        for column in range(grid.first_column, max(columns.values()) + 1):
            value = grid.value(row, column)
            if not isinstance(value, str) or len(value) > _LONGEST_LABEL:
                continue
            text = value.casefold()
            says_likelihood = any(word in text for word in _DOWN)
            says_impact = any(word in text for word in _ACROSS)
            if says_likelihood == says_impact:
                continue
            if column >= left and not top <= row <= bottom:
                across.add(says_likelihood)
            elif column < left and row >= top - 1:
                down.add(says_likelihood)
    return across == {True} and down == {False}


def _head(grid: Grid, row: int, column: int) -> int | None:
    """The number of a likelihood or an impact: `4`, or `4 Likely`, or `Likely (4)`."""
    value = grid.value(row, column)
    if isinstance(value, bool) or is_blank(value):
        return None
    if isinstance(value, int | float):
        return int(value) if 0 < value < 100 and float(value).is_integer() else None
    text = as_text(value)[:_LONGEST_LABEL]
    digits = "".join(letter if letter in "0123456789" else " " for letter in text).split()
    return int(digits[0]) if len(digits) == 1 and len(digits[0]) < 3 else None


def _runs(line: Sequence[tuple[int, int | None]]) -> Iterator[dict[int, int]]:
    """Each unbroken run of 1 to n, upwards or downwards, as number -> place."""
    run: list[tuple[int, int]] = []
    for place, number in [*line, (0, None)]:
        if number is not None and (not run or _goes_on(run, number)):
            run.append((place, number))
            continue
        if len(run) >= _LEAST_SIZE and {each for _, each in run} == set(range(1, len(run) + 1)):
            yield {each: at for at, each in run}
        run = [(place, number)] if number is not None else []


def _goes_on(run: Sequence[tuple[int, int]], number: int) -> bool:
    step = number - run[-1][1]
    return abs(step) == 1 and (len(run) < 2 or step == run[-1][1] - run[-2][1])

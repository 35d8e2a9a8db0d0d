"""The Summary sheet: live counts by portfolio and colour, and the values of its formulas after each save.

Its formulas are declared here once: for the starter that writes them, and for the save that refreshes what a viewer
that does not calculate shows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hmic_tracker.register.changes import Change
from hmic_tracker.register.vocabularies import RAG
from hmic_tracker.workbook import Cached, Package
from hmic_tracker.workbook.cells import address

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.workbook.build import Build

NAME = "Summary"
_HEAD = 4
_COLOURS = tuple(word.word for word in RAG.words)
_TOTAL = "All"
_NO_PORTFOLIO = "No portfolio"
_INK = "#1D3557"
# In grey these run from dark to pale, and two have a pattern besides.
_FILLS: Mapping[str, Mapping[str, Any]] = {
    "Red": {"fill": {"color": "#B3261E"}},
    "Amber": {"fill": {"color": "#FFC24B"}},
    "Green": {"fill": {"color": "#8CC592"}},
    "Blue": {"fill": {"color": "#3F6FB0"}},
    "White": {"fill": {"color": "#FFFFFF"}},
    "Not rated": {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#9CA3AF", "bg_color": "#FFFFFF"}},
}
_LABELS = {"Red": "#FFFFFF", "Blue": "#FFFFFF"}


@dataclass(frozen=True, slots=True)
class _Cell:
    """One formula: where it stands (counted from 1), what it is and what it gives."""

    row: int
    column: int
    formula: str
    value: int


def _cells(labels: Sequence[str], counts: Mapping[tuple[str, str], int]) -> Iterator[_Cell]:
    """Every formula of the sheet, the rows of `labels` from the first below the headings, then the totals."""
    first = _HEAD + 1
    last = _HEAD + len(labels)
    for row, label in enumerate(labels, start=first):
        key = "" if label == _NO_PORTFOLIO else label
        for column, colour in enumerate(_COLOURS, start=2):
            head = address(column, _HEAD)
            portfolio = '""' if label == _NO_PORTFOLIO else f"$A{row}"
            formula = f"COUNTIFS(Recommendations[Portfolio],{portfolio},Recommendations[RAG],{_fixed_row(head)})"
            yield _Cell(row, column, formula, counts.get((key, colour), 0))
        across = f"SUM({address(2, row)}:{address(1 + len(_COLOURS), row)})"
        yield _Cell(row, 2 + len(_COLOURS), across, sum(counts.get((key, colour), 0) for colour in _COLOURS))
    for column in range(2, 3 + len(_COLOURS)):
        colours = _COLOURS if column == 2 + len(_COLOURS) else (_COLOURS[column - 2],)
        keys = ["" if label == _NO_PORTFOLIO else label for label in labels]
        total = sum(counts.get((key, colour), 0) for key in keys for colour in colours)
        yield _Cell(last + 1, column, f"SUM({address(column, first)}:{address(column, last)})", total)


def _fixed_row(where: str) -> str:
    letters = where.rstrip("0123456789")
    return f"{letters}${where[len(letters) :]}"


def add_summary(
    build: "Build", sheet: Any, portfolios: Sequence[str], recommendations: Iterable[Mapping[str, Any]]
) -> None:
    """Write the Summary: a row a portfolio, a column a colour, totals, and a native chart below its table."""
    counts: Counter[tuple[str, str]] = Counter()
    for said in recommendations:
        counts[str(said.get("Portfolio") or ""), str(said.get("RAG") or "")] += 1
    labels = [*portfolios, _NO_PORTFOLIO]
    sheet.fit_to_pages(1, 1)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Summary", build.format(font_size=15, bold=True, font_color=_INK, valign="vcenter"))
    sheet.write_string(1, 0, "How many recommendations of each colour each portfolio has. It counts itself; to add a "
                       "portfolio, copy a row down and type its name.", build.format(font_color="#4B5563"))  # fmt: skip
    sheet.set_row(_HEAD - 1, 26)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(_COLOURS) + 1, 12)
    for column, word in enumerate(("Portfolio", *_COLOURS, _TOTAL)):
        sheet.write_string(_HEAD - 1, column, word, _head(build, word))
    edge = {"bottom": 1, "bottom_color": "#C5CCD3", "valign": "vcenter", "font_size": 11}
    # Nought as a dash, so that the eye finds what there is.
    number = {**edge, "align": "center", "num_format": "0;-0;–"}
    total = {"bold": True, "top": 2, "top_color": _INK, "bg_color": "#F3F5F7"}
    for row, label in enumerate([*labels, _TOTAL], start=_HEAD + 1):
        sheet.set_row(row - 1, 20)
        sheet.write_string(
            row - 1, 0, label, build.format(**edge, indent=1, **(total if label == _TOTAL else {"bold": True}))
        )
    for cell in _cells(labels, counts):
        is_total = cell.row > _HEAD + len(labels)
        bold = {"bold": True} if cell.column == 2 + len(_COLOURS) else {}
        look = build.format(**{**number, **bold, **(total if is_total else {})})
        sheet.write_formula(cell.row - 1, cell.column - 1, f"={cell.formula}", look, cell.value)
    _add_chart(build, sheet, len(labels))


def _head(build: "Build", word: str) -> Any:
    """A heading in its own colour, so that the table is read like the chart."""
    fill, ink = (build.colours[word].fill, build.colours[word].ink) if word in _COLOURS else (_INK, "#FFFFFF")
    align = {"indent": 1} if word == "Portfolio" else {"align": "center"}
    return build.format(bold=True, font_color=ink, bg_color=fill, valign="vcenter", border=1, border_color="#C5CCD3",
                        font_size=11, **align)  # fmt: skip


def _add_chart(build: "Build", sheet: Any, rows: int) -> None:
    """Bars in the table's order, each part with its number: nobody needs to tell the colours apart."""
    chart = build.book.add_chart({"type": "bar", "subtype": "stacked"})
    font = {"name": "Arial", "size": 10, "color": "#1F2933"}
    for column, colour in enumerate(_COLOURS, start=1):
        chart.add_series(
            {
                "name": [NAME, _HEAD - 1, column],
                "categories": [NAME, _HEAD, 0, _HEAD + rows - 1, 0],
                "values": [NAME, _HEAD, column, _HEAD + rows - 1, column],
                **_FILLS[colour],
                "border": {"color": "#374151", "width": 0.75},
                "gap": 45,
                "data_labels": {"value": True, "num_format": "0;-0;;", "position": "center",
                                "font": {**font, "color": _LABELS.get(colour, "#1F2933"), "bold": True}},
            }
        )  # fmt: skip
    chart.set_title({
        "name": "Recommendations by portfolio and colour", "name_font": {**font, "size": 12, "bold": True},
    })  # fmt: skip
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "num_font": {**font, "size": 11}, "line": {"color": "#374151"},
                      "major_tick_mark": "none"})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": "#C5CCD3"}})
    chart.set_size({"width": 838, "height": 110 + 36 * rows})
    sheet.insert_chart(_HEAD + rows + 2, 0, chart, {
        "description": "Bar chart of the table above: recommendations by portfolio and colour.", "object_position": 2,
    })  # fmt: skip


def summary_edits(register: "Register", applied: Iterable[Change], package: Package) -> dict[str, dict[str, Any]]:
    """The values that the Summary's formulas will have once `applied` is written, by sheet and cell.

    Only formulas of ours are refreshed: a Summary that staff have rebuilt is left to Excel. Empty where nothing changes
    or the workbook has no such sheet.
    """
    from hmic_tracker.workbook.grid import read_sheet

    colours = {change.ref: str(change.now or "") for change in applied if change.column == "RAG"}
    grid = read_sheet(package, NAME) if colours else None
    if grid is None or grid.value(_HEAD, 1) != "Portfolio":
        return {}
    counts: Counter[tuple[str, str]] = Counter()
    for row in register.recommendations.rows:
        was = str(row.written.get("RAG") or "")
        counts[row.noun.portfolio, colours.get(row.noun.ref, was)] += 1
    labels = []
    for number in range(_HEAD + 1, grid.last_row + 1):
        label = grid.value(number, 1)
        if not isinstance(label, str) or label == _TOTAL:
            break
        labels.append(label)
    cells = {}
    for cell in _cells(labels, counts):
        where = address(cell.column, cell.row)
        if where in grid.formulas and grid.value(cell.row, cell.column) != cell.value:
            cells[where] = Cached(cell.value)
    return {grid.name: cells} if cells else {}

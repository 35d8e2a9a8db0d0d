"""The starter force risk register: the risks, the matrix as people draw it, its scores and its bands."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hmic_tracker.register import sheets
from hmic_tracker.register.declare import Group
from hmic_tracker.register.starter_guide import add_risk_guide
from hmic_tracker.register.starter_lists import COLOURS, RAG_COLOURS, TABS, list_sheet
from hmic_tracker.workbook.build import BAND, QUIET, Build, write_value

Content = Mapping[str, Sequence[Mapping[str, Any]]]
Grid = Sequence[Sequence[Any]]
_TOP = 4
_TITLES = {
    sheets.MATRIX: "Which band a likelihood and an impact give",
    sheets.SCORES: "Which score a likelihood and an impact give",
}


def build_risk_register(
    path: Path, content: Content, *, bands: Grid, scores: Grid, marking: str = "OFFICIAL-SENSITIVE"
) -> None:
    """Write a new risk register at `path`: `bands` and `scores` are the grids, likelihood 1 first, impact 1 first.

    `content` gives the rows of Risks and Bands by heading. The same arguments give the same bytes.
    """
    build = Build(path, title="Force risk register", marking=marking, colours=COLOURS)
    add_risk_guide(build, tab=TABS[Group.EVERY_DAY])
    build.add_list(list_sheet(sheets.RISKS, content.get("Risks", ())))
    rag_of = {row["Band"]: row["RAG"] for row in content.get("Bands", ()) if row.get("Band")}
    _add_grid(build, sheets.MATRIX, bands, bands, rag_of)
    _add_grid(build, sheets.SCORES, scores, bands, rag_of)
    build.add_list(list_sheet(sheets.BANDS, content.get("Bands", ())))
    build.close()


def _add_grid(build: Build, name: str, grid: Grid, bands: Grid, rag_of: Mapping[str, str]) -> None:
    """Impact across, likelihood down with the highest on top, as people draw it; coloured by band."""
    size = len(grid)
    sheet = build.add_sheet(name, tab=TABS[Group.SET_UP])
    head = build.format(bold=True, font_color="#FFFFFF", bg_color=BAND, align="center", valign="vcenter", font_size=11)
    cell = {
        "align": "center",
        "valign": "vcenter",
        "bold": True,
        "border": 1,
        "border_color": "#FFFFFF",
        "font_size": 11,
    }
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, _TITLES[name], build.format(font_size=15, bold=True, font_color=BAND, valign="vcenter"))
    says = "Find the likelihood at the side and the impact at the top. Change a cell and the risks behind it follow."
    sheet.write_string(1, 0, says, build.format(font_color=QUIET))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, size, 15)
    sheet.set_row(_TOP - 1, 20)
    sheet.write_string(_TOP - 1, 1, "Impact", build.format(bold=True, font_color=BAND, font_size=11, valign="vcenter"))
    sheet.set_row(_TOP, 24)
    sheet.write_string(_TOP, 0, "Likelihood", head)
    for impact in range(1, size + 1):
        sheet.write_number(_TOP, impact, impact, head)
    for likelihood in range(1, size + 1):
        row = _TOP + 1 + size - likelihood
        sheet.set_row(row, 42)
        sheet.write_number(row, 0, likelihood, head)
        for impact in range(1, size + 1):
            colour = RAG_COLOURS[rag_of.get(bands[likelihood - 1][impact - 1], "White")]
            look = build.format(**cell, bg_color=colour.fill, font_color=colour.ink)
            write_value(sheet, row, impact, grid[likelihood - 1][impact - 1], look)

"""The appendix as a workbook beside the paper, where it has more rows than Word is for."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hmic_tracker.outputs.finishing import RAG_FILLS
from hmic_tracker.outputs.words import printable

# What a document that has the long lists prints.
LISTS = frozenset({"appendix.open_recommendations.lines", "needs.target_dates.lines"})
Line = Mapping[str, Any]
_OPEN = (
    ("Ref", "ref", 14),
    ("Report", "report", 34),
    ("Recommendation", "label", 24),
    ("Text", "text", 70),
    ("Portfolio", "portfolio", 20),
    ("Owner", "owner", 24),
    ("Inspectorate's date", "hmicfrs_due", 20),
    ("Force target", "force_target", 20),
    ("Due", "due", 20),
    ("RAG", "rag", 11),
    ("Why", "rag_reason", 50),
)
_PROBLEMS = (
    ("Severity", "severity", 12),
    ("Place", "place", 26),
    ("Ref", "ref", 14),
    ("Found", "found", 70),
    ("What to do", "advice", 60),
)
_FIRST_ROW, _MOST_IN_A_CELL = 3, 32_767


@dataclass(frozen=True, slots=True)
class Apart:
    """The rows that are not in the document."""

    open: Sequence[Line] = ()
    problems: Sequence[Line] = ()

    @property
    def has_any(self) -> bool:
        """Whether there are any."""
        return bool(self.open or self.problems)

    @property
    def words(self) -> str:
        """Every text in them, a line each."""
        lists = ((self.open, _OPEN), (self.problems, _PROBLEMS))
        return "\n".join(str(line[key]) for lines, columns in lists for line in lines for _, key, _ in columns)


def appendix_path(document: Path) -> Path:
    """The workbook beside a document: `jac_report 2022-03-31 appendix.xlsx`."""
    return document.with_name(f"{document.stem} appendix.xlsx")


def set_apart(names: dict[str, Any], workbook: str) -> Apart:
    """Take the long lists out of a document's names, and name the workbook there; nothing where none is so long.

    The full version's appendix and both versions' table of target dates hold the same open recommendations: what the
    version may print of them.
    """
    appendix, dates = names["appendix"], names["needs"]["target_dates"]
    if not appendix["is_apart"]:
        return Apart()
    apart = Apart(dates["lines"], appendix["problems"])
    dates["lines"] = appendix["open_recommendations"]["lines"] = appendix["problems"] = []
    if apart.has_any:
        appendix["workbook"] = workbook
    return apart


def build_appendix(names: Mapping[str, Any], apart: Apart, *, day: date) -> bytes:
    """The workbook's bytes: a sheet of open recommendations and, in the full version, one of problems.

    Each sheet has its marking at its head and on each printed page. The same rows give the same bytes.
    """
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    title = ", ".join(filter(None, (str(names["report_title"]), str(names["meeting_date"]), "appendix")))
    author, made = str(names["force_name"]) or "hmic-tracker", datetime(day.year, day.month, day.day)
    book.set_properties({"title": printable(title), "author": printable(author), "created": made})
    _add_sheet(book, "Open recommendations", _OPEN, apart.open, title=title, marking=str(names["marking"]))
    if apart.problems:
        _add_sheet(book, "Data quality", _PROBLEMS, apart.problems, title=title, marking=str(names["marking"]))
    book.close()
    return packed.getvalue()


def _add_sheet(
    book: Any, name: str, columns: Sequence[tuple[str, str, int]], lines: Sequence[Line], *, title: str, marking: str
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1D3557", "text_wrap": True, "valign": "top"}
    )
    text = book.add_format({"text_wrap": True, "valign": "top"})
    colours = {
        rag: book.add_format({"bold": True, "bg_color": f"#{fill}", "font_color": f"#{ink}", "valign": "top"})
        for rag, (fill, ink) in RAG_FILLS.items()
    }
    sheet.write_string(0, 0, printable(f"{name}: {title}"), bold)
    sheet.write_string(1, 0, marking, bold)
    for across, (heading, _, width) in enumerate(columns):
        sheet.set_column(across, across, width)
        sheet.write_string(_FIRST_ROW, across, heading, head)
    for down, line in enumerate(lines, start=_FIRST_ROW + 1):
        for across, (_, key, _) in enumerate(columns):
            words = printable(str(line[key]))
            sheet.write_string(
                down, across, words[:_MOST_IN_A_CELL], colours.get(words, text) if key == "rag" else text
            )
    sheet.autofilter(_FIRST_ROW, 0, _FIRST_ROW + len(lines), len(columns) - 1)
    sheet.freeze_panes(_FIRST_ROW + 1, 1)
    sheet.repeat_rows(_FIRST_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&C{marking}")
    sheet.set_footer(f"&C{marking}&RPage &P of &N")

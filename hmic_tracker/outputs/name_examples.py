"""A value to show for each name that a template may use: from the example workbooks that come with the library.

What the example has nothing of is shown by an invented value of its kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hmic_tracker.outputs.names import Shape, paper_shape

_AS_AT, _BEFORE, _MEETING_BEFORE = date(2022, 3, 31), date(2021, 11, 30), date(2021, 12, 15)
_MOST_CHARACTERS = 120
_BY_LAST_NAME: Mapping[str, str] = {
    "left_out": "One recommendation is left out of this version.",
    "sentence": "Nothing is to be reported.",
    "ref": "WMP-0001",
    "link": "https://www.example.org/report",
    "workbook": "jac_report 2022-03-31 appendix.xlsx",
    "figure": "Portfolio: Custody: Red",
    "refs": "WMP-0001; WMP-0004",
    "risk": "FR-07, score 16, Red",
    "override": "Set to Amber by ACC Bryn Hale until 30 June 2022; calculated Red",
    "number": "3",
    "also_involves": "Northshire Police",
    "complainant": "Westmarch Women's Network",
    "effect": "WMP-0004 is closed",
    "must_see": "Committee",
    "must_see_name": "Joint Audit Committee",
    "must_see_reason": "40 days past 19 March 2022.",
}
_BY_KIND: Mapping[str, str] = {"text": "Words of the register", "number": "2", "yes/no": "yes", "list": "(one or more)"}


@cache
def example_values() -> Mapping[str, str]:
    """A value for each name by its path, `[]` after a list: `inspections.conducted.lines[].words`."""
    found: dict[str, str] = {}
    for names in _example_names():
        for path, value in _values("", paper_shape(), names):
            if value and not found.get(path):
                found[path] = value
    # One list's line may be empty where another's is not.
    by_last = {path.rpartition(".")[2]: value for path, value in reversed(found.items())}
    return {
        path: found.get(path) or by_last.get(path.rpartition(".")[2], "") or _invented(path, kind)
        for path, kind in _paths("", paper_shape())
    }


def _example_names() -> Iterator[Mapping[str, Any]]:
    """The example's papers: for the committee, and about each portfolio, report and owner."""
    from hmic_tracker.figures.document_kinds import KINDS
    from hmic_tracker.figures.documents import figures_about, subjects
    from hmic_tracker.figures.paper import compile_figures
    from hmic_tracker.history.rows import snapshot_of
    from hmic_tracker.register.reading import open_register
    from hmic_tracker.register.risks import open_risk_register
    from hmic_tracker.rules.checks import check
    from hmic_tracker.rules.ratings import rate
    from hmic_tracker.shipped import shipped_file

    register = open_register(shipped_file("workbooks/example/recommendation_register.xlsx"))
    risks = open_risk_register(shipped_file("workbooks/example/force_risk_register.xlsx"))
    before = replace(snapshot_of(rate(register, risks, as_at=_BEFORE), ()), meeting=_MEETING_BEFORE)
    problems = check(register, risks, as_at=_AS_AT)
    ratings = rate(register, risks, as_at=_AS_AT, before=before, problems=problems)
    figures = compile_figures(register, risks, ratings, problems, meeting=_AS_AT, before=before, issued=[before])
    yield figures.for_version("full")
    yield figures.for_version("public")
    for kind in KINDS:
        for one in subjects(figures, kind):
            yield figures_about(figures, kind, one, used=frozenset()).for_version("full")


def _values(before: str, shape: Shape, value: Any) -> Iterator[tuple[str, str]]:
    for name, one in shape.names.items():
        path, inner = f"{before}{name}", value.get(name) if isinstance(value, dict) else None
        if one.kind == "list":
            lines = inner if isinstance(inner, list) else []
            yield path, f"({len(lines)} of them)" if lines else ""
            for line in lines:
                if one.each is not None and one.each.names:
                    yield from _values(f"{path}[].", one.each, line)
        elif one.kind == "group":
            yield from _values(f"{path}.", one, inner)
        elif one.kind == "yes/no":
            yield path, "yes" if inner else "no"
        else:
            yield path, _shortened(str(inner) if inner is not None else "")


def _paths(before: str, shape: Shape) -> Iterator[tuple[str, str]]:
    for name, one in shape.names.items():
        path = f"{before}{name}"
        if one.kind != "group":
            yield path, one.kind
        inner = one.each if one.kind == "list" else one
        if inner is not None and inner.names:
            yield from _paths(f"{path}[]." if one.kind == "list" else f"{path}.", inner)


def _invented(path: str, kind: str) -> str:
    last = path.rpartition(".")[2]
    by_name = _BY_LAST_NAME.get(last) or (_BY_LAST_NAME["sentence"] if last.endswith("_sentence") else "")
    return by_name if kind == "text" and by_name else _BY_KIND[kind]


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _MOST_CHARACTERS else f"{words[: _MOST_CHARACTERS - 1]}…"

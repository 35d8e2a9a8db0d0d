"""Whatever stands in a cell stands in the paper, to the character, and the paper is one that Word opens."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmic_tracker.figures.paper import compile_figures
from hmic_tracker.outputs.markup import words_of
from hmic_tracker.outputs.package import open_word, parse_xml
from hmic_tracker.outputs.paper import write_document
from hmic_tracker.outputs.words import printable
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.risks import no_risk_register
from hmic_tracker.register.starter import build_register
from hmic_tracker.rules.ratings import rate
from hmic_tracker.rules.shipped_rules import shipped_rows

TEMPLATE = Path(__file__).parents[2] / "templates" / "jac_report.docx"
AS_AT, MEETING = date(2022, 3, 15), date(2022, 3, 31)
HARD = [
    "&", "<", ">", "{{", "}}", "{%", "%}", '"', "'", "{{ marking }}", "{% for x in y %}", "{# note #}", "</w:t>", "&amp;",
    "👮🏽‍♀️", "עברית", "العربية", "Tŷ Ŵyn", "\n", "\n\n", "\t", "  ", "\u00a0", "\x01", "\x0b", "\x1f", "\ufffe", "a", "Review",
    "_x000D_", "\u200f", "\u2028", "x" * 10_000,
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(HARD), st.text(min_size=1, max_size=8)), min_size=1, max_size=6).map(
    lambda parts: "W" + "".join(parts) + "W"
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts, title=texts, wording=texts, narrative=texts, finding=texts)
def test_every_text_of_a_cell_stands_in_the_paper_in_full(
    text: str, title: str, wording: str, narrative: str, finding: str
) -> None:
    ours = {"Publishable": "Yes", "Marking": "OFFICIAL"}
    content = {
        "Recommendations": [
            {"Ref": "WMP-0001", "Inspection ref": "CUSTODY", "Number": "1", "Kind": "Recommendation", "Status": "In progress",
             "Recommendation": text, "For this force": "Yes", "HMICFRS due date": date(2022, 3, 1), **ours},
        ],
        "Inspections": [
            {"Inspection ref": "CUSTODY", "Title": title, "Our part": "Inspected", "Conducted on": date(2022, 1, 10),
             "Published on": date(2022, 2, 1), **ours},
        ],
        "Updates": [{"Ref": "WMP-0001", "Date": date(2022, 3, 1), "Committee wording": wording, **ours}],
        "Findings": [{"Inspection ref": "CUSTODY", "Section": "Findings", "Order": 1, "Text": finding, **ours}],
        "Narrative": [{"Section": "Purpose", "Order": 1, "Text": narrative, **ours}],
        "Meetings": [{"Meeting date": MEETING, "Status": "Planned"}],
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        build_register(Path(folder) / "register.xlsx", content, rules=shipped_rows(), settings={})
        register = open_register(Path(folder) / "register.xlsx")
        ratings = rate(register, no_risk_register(), as_at=AS_AT)
        figures = compile_figures(register, no_risk_register(), ratings, (), meeting=MEETING)
        package = open_word(write_document(figures, template=TEMPLATE, to=Path(folder) / "paper.docx"))
    read = {
        "recommendation": next(iter(register.recommendations)).recommendation,
        "title": next(iter(register.inspections)).title,
        "wording": next(iter(register.updates)).committee_wording,
        "finding": next(iter(register.findings)).text,
        "narrative": next(iter(register.narrative)).text,
    }
    said = words_of(parse_xml(package.parts[package.document]))
    for name, words in read.items():
        assert words.startswith("W") and words.endswith("W"), name
        assert printable(words) in said, (name, words)
    for part in package.stories:
        parse_xml(package.parts[part], place=part)

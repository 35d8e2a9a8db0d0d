"""Whatever stands in a cell stands in the paper, to the character, and the paper is one that Word opens.

What is expected is worked out here from what was typed, and not by asking the code that is tested.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from programs import validator_errors

from hmic_tracker.figures.document_kinds import KINDS, About
from hmic_tracker.figures.documents import figures_about, subjects
from hmic_tracker.figures.paper import compile_figures
from hmic_tracker.figures.shape import Figures
from hmic_tracker.outputs.package import open_word, parse_xml
from hmic_tracker.outputs.paper import write_document
from hmic_tracker.outputs.render import Renderer, start_renderer
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.risks import no_risk_register
from hmic_tracker.register.starter import build_register, lists_rows
from hmic_tracker.rules.ratings import rate
from hmic_tracker.rules.shipped_rules import shipped_rows

TEMPLATE = Path(__file__).parents[2] / "templates" / "jac_report.docx"
AS_AT, MEETING = date(2022, 3, 15), date(2022, 3, 31)
HARD = [
    "&", "<", ">", "{{", "}}", "{%", "%}", '"', "'", "{{ marking }}", "{% for x in y %}", "{# note #}", "</w:t>", "&amp;",
    "👮🏽‍♀️", "עברית", "العربية", "Tŷ Ŵyn", "\n", "\n\n", "\t", "  ", "\u00a0", "\x01", "\x02", "\x0b", "\x1f", "\ufffe", "a",
    "Review", "_x000D_", "\u200f", "\u2028", "x" * 10_000,
]  # fmt: skip
# What nobody sees may be taken out of a short text, so it is not drawn by chance; the emoji above holds a joiner.
letters = st.characters(exclude_categories=["Cs"], exclude_characters="\u200b\u200c\u200d\u2060\ufeff")
drawn = st.one_of(st.sampled_from(HARD), st.text(letters, min_size=1, max_size=8))
texts = st.lists(drawn, min_size=1, max_size=6).map("".join)
FIELDS = (
    "Recommendation", "Linked activity", "Deadline wording", "Closure evidence", "Position", "Title", "Forces note", "Scope",
    "Complainant", "Committee wording", "Finding", "Purpose", "PEEL", "Decision", "Led by", "Sent to", "Letter from",
    "Effect", "Date reason", "Override reason", "Area graded", "Portfolio", "Chief officer", "Force name", "Body",
    "Committee", "Report title", "Agenda item", "Decision asked", "Programme meaning", "RAG meaning", "Contact", "Owner",
)  # fmt: skip
# Their line breaks and runs of spaces stay; a short text stands on one line.
LONG = frozenset({
    "Recommendation", "Committee wording", "Finding", "Purpose", "PEEL", "Decision", "Effect", "Date reason",
    "Override reason", "Programme meaning", "RAG meaning", "Position",
})  # fmt: skip
LISTING = frozenset({"Led by", "Sent to"})
FURTHER = {
    "pack": ("Recommendation", "Title", "Committee wording", "Portfolio", "Override reason", "Contact", "Force name"),
    "section_55": ("Recommendation", "Title", "Position", "Led by", "Sent to", "Body"),
    "actions": ("Recommendation", "Title", "Committee wording", "Owner", "Force name"),
}
# Each field's text begins with its own number, so that none is found in another's place.
OWN = {field: f"7{at:02}-" for at, field in enumerate(FIELDS)}


def typed(text: str) -> dict[str, str]:
    """What is typed into each field: the same hard text between two marks."""
    one = text.replace(";", ",")  # a semicolon parts two bodies, which a sentence lists
    return {field: f"{mark}{one if field in LISTING else text}-{mark}" for field, mark in OWN.items()}


def on_one_line(text: str) -> str:
    """A short text as it is read: every run of spaces and line breaks is one space."""
    return " ".join(text.split())


def as_printed(text: str) -> str:
    """A text as XML 1.0 can hold it (2.2, Char): one sort of line end, U+FFFD for what has no place in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return "".join(
        one
        if one in "\t\n" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one >= "\U00010000"
        else "\ufffd"
        for one in text
    )


def figures_with(folder: Path, text: str, **plain: str) -> Figures:
    """The figures of a register with this text in every field that a paper prints; `plain` words stand in some."""
    said, day = typed(text) | {field.replace("_", " "): words for field, words in plain.items()}, date(2022, 3, 1)
    ours = {"Publishable": "Yes", "Marking": "OFFICIAL"}
    row = {"Inspection ref": "CUSTODY", "Kind": "Recommendation", "For this force": "Yes", "Portfolio": said["Portfolio"],
           **ours}  # fmt: skip
    lists = lists_rows()
    for one in lists:
        if (one["List"], one["Word"]) == ("Programme", "Super-complaint"):
            one["Meaning"] = said["Programme meaning"]
        if (one["List"], one["Word"]) == ("RAG", "Red"):
            one["Meaning"] = said["RAG meaning"]
    content: dict[str, Any] = {
        "Recommendations": [
            {"Ref": "WMP-0001", "Number": "1", "Status": "In progress", "Recommendation": said["Recommendation"],
             "Linked activity": said["Linked activity"], "Deadline wording": said["Deadline wording"],
             "HMICFRS due date": day, "Owner": said["Owner"], "Force position": said["Position"], **row},
            {"Ref": "WMP-0002", "Number": "2", "Status": "Closed", "Recommendation": "Done.", "HMICFRS closed on": day,
             "Closure evidence": said["Closure evidence"], **row},
        ],
        "Inspections": [
            {"Inspection ref": "CUSTODY", "Title": said["Title"], "Our part": "Inspected", "Programme": "Super-complaint",
             "Conducted on": date(2022, 1, 10), "Published on": date(2022, 2, 1), "Forces note": said["Forces note"],
             "Scope": said["Scope"], "Complainant": said["Complainant"], **ours},
        ],
        "Updates": [{"Ref": "WMP-0001", "Date": day, "Committee wording": said["Committee wording"], **ours}],
        "Findings": [{"Inspection ref": "CUSTODY", "Section": "Findings", "Order": 1, "Text": said["Finding"], **ours}],
        "Narrative": [{"Section": one, "Order": 1, "Text": said[one], **ours} for one in ("Purpose", "PEEL", "Decision")],
        "Responses": [{"Inspection ref": "CUSTODY", "Kind": "Section 55", "Led by": said["Led by"],
                       "Sent to": said["Sent to"]}],
        "Letters": [{"Date": day, "From": said["Letter from"], "Effect": said["Effect"], **ours}],
        "Date changes": [{"Ref": "WMP-0001", "Which": "Force target date", "To": date(2022, 3, 2), "Approved on": day,
                          "Reason": said["Date reason"]}],
        "Overrides": [{"Ref": "WMP-0001", "RAG": "Red", "Reason": said["Override reason"], "By": said["Chief officer"],
                       "Until": date(2022, 4, 30)}],
        "PEEL grades": [{"Cycle": "2021/22", "Area graded": said["Area graded"], "Grade": "Good", "Graded on": day}],
        "Portfolios": [{"Portfolio": said["Portfolio"], "Chief officer": said["Chief officer"]}],
        "People": [{"Person": said["Chief officer"]}, {"Person": said["Owner"]}, {"Person": said["Contact"], "Contact officer": "Full and public"}],
        "Meetings": [{"Meeting date": date(2021, 12, 15), "Status": "Held", "Paper issued": date(2021, 12, 7),
                      "Figures as at": date(2021, 11, 30)},
                     {"Meeting date": MEETING, "Status": "Planned", "Agenda item": said["Agenda item"],
                      "Figures as at": AS_AT}],
        "Lists": lists,
    }  # fmt: skip
    names = {"Force name": "Force name", "Local policing body": "Body", "Committee": "Committee",
             "Report title": "Report title", "Decision asked": "Decision asked"}  # fmt: skip
    build_register(folder / "register.xlsx", content, rules=shipped_rows(),
                   settings={name: said[field] for name, field in names.items()})  # fmt: skip
    register = open_register(folder / "register.xlsx")
    ratings = rate(register, no_risk_register(), as_at=AS_AT)
    return compile_figures(register, no_risk_register(), ratings, (), meeting=MEETING)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_in(path: Path) -> str:
    """The words of the paper as they stand in its XML, a line for each paragraph, without the code that is tested."""
    lines = []
    package = open_word(path)
    for part in package.stories:
        for paragraph in parse_xml(package.parts[part], place=part).iter(f"{W}p"):
            inside = paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
            runs = (one for one in inside if next(one.iterancestors(f"{W}p")) is paragraph)
            lines.append("".join({f"{W}br": "\n", f"{W}tab": "\t"}.get(str(one.tag), one.text or "") for one in runs
                                 if one.tag == f"{W}t" or next(one.iterancestors(f"{W}pPr"), None) is None))  # fmt: skip
    return "\n\n".join(lines)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with start_renderer() as ready:
        yield ready


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts)
@example(text="".join(HARD))
def test_every_text_of_a_cell_stands_in_the_paper_in_full(
    text: str, tmp_path_factory: pytest.TempPathFactory, renderer: Renderer
) -> None:
    folder = tmp_path_factory.mktemp("paper")
    figures = figures_with(folder, text)
    said = words_in(write_document(figures, template=TEMPLATE, to=folder / "paper.docx", renderer=renderer))
    for field, words in typed(text).items():
        if field == "Position":
            continue  # the section 55 response prints it
        assert as_printed(words if field in LONG else on_one_line(words)) in said, (field, words)


@pytest.mark.validator
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts)
@example(text="".join(HARD))
def test_word_opens_every_document_of_such_a_register(
    text: str, tmp_path_factory: pytest.TempPathFactory, renderer: Renderer
) -> None:
    folder = tmp_path_factory.mktemp("paper")
    # A name that is part of every text may not stand in the public version, and nothing would be written.
    figures = figures_with(folder, text, Owner="Ida Marlow", Chief_officer="Ewan Pruett", Contact="Una Selby")
    for version in ("full", "public"):
        to = folder / f"{version}.docx"
        assert (
            validator_errors(write_document(figures, template=TEMPLATE, to=to, version=version, renderer=renderer))
            == []
        )


@pytest.mark.validator
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_word_opens_every_further_document_of_the_hardest_register(kind: About, tmp_path: Path) -> None:
    figures = figures_with(tmp_path, "".join(HARD))
    template = TEMPLATE.with_name(
        {"pack": "board_pack", "section_55": "section_55_response"}.get(kind.name, "action_list")
    )
    (subject, *_) = subjects(figures, kind)
    narrowed = figures_about(figures, kind, subject)
    to = write_document(narrowed, template=template.with_suffix(".docx"), to=tmp_path / "document.docx")
    assert validator_errors(to) == []
    said = words_in(to)
    for field in FURTHER[kind.name]:
        words = typed("".join(HARD))[field]
        assert as_printed(words if field in LONG else on_one_line(words)) in said, field

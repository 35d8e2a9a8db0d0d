"""Every kind of problem in the catalogue, triggered by a small workbook, and the sentence that a person reads."""

import re
from datetime import date
from pathlib import Path

import pytest
from figures_of import make_figures
from sheets import INSPECTIONS, make_register, make_risk_register, make_workbook

from hmic_tracker.catalogue import CATALOGUE, make_problem
from hmic_tracker.problems import Problem, Severity
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.risks import no_risk_register
from hmic_tracker.rules.checks import CHECKS, check, excluded_rows

MARCH = date(2022, 3, 31)
PACKAGE = Path(__file__).parents[2] / "hmic_tracker"
ORDINARY = {
    "Ref": "WMP-0001", "Number": "'1", "Inspection ref": "2021-CUSTODY", "Kind": "Recommendation",
    "Recommendation": "Review the log", "Status": "In progress", "Owner": "Supt Mary Oduya", "Portfolio": "Local policing",
    "Force target date": "2022-06-30", "Risk ref": "R-01",
}  # fmt: skip
SHEETS = {
    "People": "| Person | Email |\n| Supt Mary Oduya | mary.oduya@westmarch.example |\n| ACC Bryn Hale | b@westmarch.example |",
    "Portfolios": "| Portfolio | Chief officer |\n| Local policing | ACC Bryn Hale |",
    "Settings": "| Setting | Value |\n| Force name | Westmarch Police |\n| Local policing body | PCC |",
}
CAUSE = "Ref: WMP-0012; Kind: Cause of concern"


def recommendations(text: str) -> str:
    """A table from lines of `Heading: value; Heading: value`, the rest ordinary; `~` is a semicolon in a value."""
    rows = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        pairs = dict(pair.split(": ", 1) if ": " in pair else (pair.rstrip(":"), "") for pair in line.split("; "))
        pairs = {heading.strip(): value.strip().replace("~", ";") for heading, value in pairs.items()}
        rows.append(ORDINARY | {"Ref": f"WMP-{number:04d}", "Number": f"'{number}"} | pairs)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return "\n".join(
        "| " + " | ".join(line) + " |" for line in (headings, *([row.get(h, "") for h in headings] for row in rows))
    )


def problems(
    folder: Path, text: str = "Status: In progress", risks: str | None = None, **sheets: str
) -> tuple[Problem, ...]:
    register = make_register(folder, recommendations(text), **(SHEETS | sheets))
    register_of_risks = make_risk_register(folder, risks) if risks else make_risk_register(folder)
    return check(register, register_of_risks, as_at=MARCH)


RULES = "| Rule | RAG | Reason | Status | Days to due |\n{row}\n| Rest | Green | Fine. | | |"
RISKS = "| Risk ref | Residual likelihood | Residual impact | Status |\n| R-01 | {row}"
CHANGES = "| Ref | Which | From | To | Reason | Requested on | Approved by | Approved on |\n| WMP-0001 | {row} |"
OVERRIDES = "| Ref | RAG | Reason | By | From | Until |\n| WMP-0001 | {row} |"

# code: what the workbook holds; where the problem stands; what a person reads.
TRIGGERS: dict[str, tuple[str, dict[str, str], str, str]] = {
    "sheet-missing": ("Status: In progress", {}, "Overrides", "There is no sheet Overrides."),
    "heading-missing": (
        "Status: In progress",
        {"Inspections": "| Inspection ref | Published on |\n| 2021-CUSTODY | 2021-12-01 |"},
        "Inspections A1",
        "The heading Title is not on the sheet Inspections.",
    ),
    "heading-twice": (
        "Status: In progress",
        {"People": "| Person | Email | Role | E-mail | Role |\n| Supt Mary Oduya | m@w.example | a | b | c |"},
        "People E1",
        "The heading Role stands in C1 and again here.",
    ),
    "cell-not-a-date": (
        "HMICFRS due date: 31/02/2022",
        {},
        "Recommendations K2",
        "“31/02/2022” in HMICFRS due date is not a date.",
    ),
    "cell-not-a-number": ("Likelihood: high", {}, "Recommendations K2", "“high” in Likelihood is not a number."),
    "cell-not-yes-no": ("Publishable: perhaps", {}, "Recommendations K2", "“perhaps” in Publishable is neither Yes nor No."),
    "ref-missing": ("Ref:", {}, "Recommendations A2", "The row has no Ref; it gets REC-0001 when the register is next written."),
    "ref-duplicate": (
        "Ref: WMP-0007\nRef: wmp-0007",
        {},
        "Recommendations A2",
        "The Ref WMP-0007 stands in rows 2 and 3.",
    ),
    "number-duplicate": (
        "Number: 3\nNumber: 3",
        {},
        "Recommendations B2",
        "Recommendation 3 of 2021-CUSTODY stands in rows 2 and 3.",
    ),
    "row-without-content": (
        "Status: In progress\nRef:; Number:; Inspection ref:; Kind:; Recommendation:; Status:; Risk ref:; Force target date:; "
        "Owner:; Portfolio:; Notes: ring IT",
        {},
        "Recommendations K3",
        "Row 3 has something typed in Notes but no recommendation.",
    ),
    "field-missing": ("Status:", {}, "Recommendations F2", "Status is blank."),
    "field-wanted": ("Owner:", {}, "Recommendations G2", "Owner is blank."),
    "word-unknown": (
        "Marking: SECRET",
        {},
        "Recommendations K2",
        "“SECRET” is not one of the words for Marking.",
    ),
    "list-closed": (
        "Status: In progress",
        {"Lists": "| List | Word |\n| Status | On hold |"},
        "Lists B2",
        "“On hold” was added to the list Status, whose words the rules and figures depend on.",
    ),
    "status-unknown": (
        "Status: Closd",
        {},
        "Recommendations F2",
        "“Closd” is not one of the words for Status. Did you mean “Closed”?",
    ),
    "inspection-unknown": (
        "Inspection ref: 2021-CUSTDY",
        {},
        "Recommendations C2",
        "There is no inspection 2021-CUSTDY on the Inspections sheet. Did you mean 2021-CUSTODY?",
    ),
    "reference-unknown": (
        "Owner: Supt Mary Odouya",
        {},
        "Recommendations G2",
        "Owner names Supt Mary Odouya, which is not on the People sheet. Did you mean Supt Mary Oduya?",
    ),
    "ref-unknown": (
        "Status: In progress",
        {"Updates": "| Ref | Date | Update |\n| WMP-9001 | 2022-03-01 | done |"},
        "Updates A2",
        "There is no recommendation WMP-9001. Did you mean WMP-0001?",
    ),
    "parent-unknown": ("Parent ref: WMP-0909", {}, "Recommendations K2", "Parent ref WMP-0909 is not in the register."),
    "parent-loop": (
        "Parent ref: WMP-0002\nParent ref: WMP-0001",
        {},
        "Recommendations K2",
        "Following Parent ref from WMP-0001 leads back to it.",
    ),
    "successor-missing": (
        "Status: Superseded; Superseded by:",
        {},
        "Recommendations K2",
        "The status is Superseded, but Superseded by is blank.",
    ),
    "successor-unknown": (
        "Status: Superseded; Superseded by: WMP-0909",
        {},
        "Recommendations K2",
        "Superseded by WMP-0909 is not in the register.",
    ),
    "cause-without-recommendation": (
        CAUSE,
        {},
        "Recommendations D2",
        "WMP-0012 is a cause of concern, and no recommendation names it as its parent.",
    ),
    "owner-left": (
        "Status: In progress",
        {"People": "| Person | Email | Until | Successor |\n| Supt Mary Oduya | m@w.example | 2022-01-31 | ACC Bryn Hale |\n"
                   "| ACC Bryn Hale | b@w.example | | |"},
        "Recommendations G2",
        "Supt Mary Oduya left on 31 January 2022, and still owns this open recommendation. Successor: ACC Bryn Hale.",
    ),
    "person-without-email": (
        "Status: In progress",
        {"People": "| Person | Email |\n| Supt Mary Oduya | |\n| ACC Bryn Hale | b@w.example |"},
        "People B2",
        "Supt Mary Oduya answers for open recommendations and has no email address that can be used.",
    ),
    "person-twice": (
        "Status: In progress",
        {"People": SHEETS["People"] + "\n| supt mary oduya | m@w.example |"},
        "People A4",
        "Supt Mary Oduya stands in rows 2 and 4 of the People sheet.",
    ),
    "key-duplicate": (
        "Status: In progress",
        {"Portfolios": SHEETS["Portfolios"] + "\n| Local Policing | |"},
        "Portfolios A3",
        "Portfolio Local policing stands in rows 2 and 3.",
    ),
    "dates-out-of-order": (
        "Status: Closed; Force sign-off on: 2021-11-01; Force sign-off by: ACC Bryn Hale; HMICFRS closed on: 2021-11-02",
        {},
        "Recommendations M2",
        "Published on (1 December 2021) is after HMICFRS closed on (2 November 2021).",
    ),
    "date-in-future": (
        "Status: Closed; Force sign-off on: 2032-05-04",
        {},
        "Recommendations K2",
        "Force sign-off on is 4 May 2032, which is after 31 March 2022.",
    ),
    "date-change-reason-missing": (
        "Status: In progress",
        {"Date changes": CHANGES.format(row="Force target date | | 2022-06-30 | | 2022-01-01 | ACC Bryn Hale | 2022-01-02")},
        "Date changes E2",
        "The change of Force target date has no reason.",
    ),
    "date-change-disagrees": (
        "Status: In progress",
        {"Date changes": CHANGES.format(row="Force target date | | 2022-05-31 | Late | 2022-01-01 | ACC Bryn Hale | 2022-01-02")},
        "Date changes D2",
        "The newest approved change moves Force target date to 31 May 2022, but the register says 30 June 2022.",
    ),
    "date-change-unapproved": (
        "Status: In progress",
        {"Date changes": CHANGES.format(row="Force target date | | 2022-07-31 | Late | 2022-01-01 | | ")},
        "Date changes G2",
        "The change of Force target date to 31 July 2022 has no approver.",
    ),
    "extension-limit": (
        "Status: In progress",
        {"Date changes": CHANGES.format(row="Force target date | | 2022-05-31 | Late | | ACC Bryn Hale | ")
                         + "\n| WMP-0001 | Force target date | | 2022-06-30 | Late | | ACC Bryn Hale | |"},
        "Recommendations A2",
        "Its dates have been changed, or asked to be changed, twice; the limit is 1.",
    ),
    "override-incomplete": (
        "Status: In progress",
        {"Overrides": OVERRIDES.format(row="Red | Failed | | | 2022-04-30")},
        "Overrides D2",
        "The override has no author, so it is ignored.",
    ),
    "override-expired": (
        "Status: In progress",
        {"Overrides": OVERRIDES.format(row="Red | Failed | ACC Bryn Hale | | 2022-02-28")},
        "Overrides F2",
        "The override ended on 28 February 2022; the calculated colour counts again.",
    ),
    "closed-without-sign-off": (
        "Status: Closed; HMICFRS closed on: 2022-01-05; Force sign-off by:",
        {},
        "Recommendations L2",
        "The status is Closed, but Force sign-off by is blank.",
    ),
    "closed-without-date": (
        "Status: Closed; HMICFRS closed on:",
        {},
        "Recommendations K2",
        "The status is Closed, but neither HMICFRS closed on nor Force sign-off on has a date.",
    ),
    "fieldwork-passed": (
        "Status: In progress",
        {"Inspections": INSPECTIONS.replace("Published on |", "Published on | Fieldwork |", 1).rstrip().rstrip("|")
                        + "| |\n| 2022-PEEL | PEEL | PEEL | Inspected | 2022-01-01 | | | W/C 7 March 2022 |"},
        "Inspections F3",
        "Fieldwork was planned for W/C 7 March 2022, and Conducted on is blank.",
    ),
    "publication-in-future": (
        "Status: In progress",
        {"Inspections": INSPECTIONS + "| 2022-PEEL | PEEL | PEEL | Inspected | 2022-01-01 | | 2022-05-04 |"},
        "Inspections G3",
        "Published on is 4 May 2022, after 31 March 2022: the report is embargoed and left out of the paper.",
    ),
    "total-differs": (
        "Status: In progress",
        {"Inspections": "| Inspection ref | Title | Programme | Total stated |\n| 2021-CUSTODY | Custody | Custody | 9 |"},
        "Inspections D2",
        "Total stated is 9, but 1 stands in the register.",
    ),
    "response-late": (
        "Status: In progress",
        {"Responses": "| Inspection ref | Kind | Published on |\n| 2021-CUSTODY | Section 55 | |"},
        "Responses C2",
        "The response to 2021-CUSTODY was due on 25 January 2022 and has no publication date.",
    ),
    "response-due-soon": (
        "Status: In progress",
        {"Inspections": INSPECTIONS.replace("2021-12-01", "2022-02-14"),
         "Responses": "| Inspection ref | Kind | Published on |\n| 2021-CUSTODY | Section 55 | |"},
        "Responses C2",
        "The Section 55 response to 2021-CUSTODY is due in 10 days, on 10 April 2022; the last working day before is "
        "8 April 2022.",
    ),
    "deadline-differs": (
        "Deadline wording: Within six months; HMICFRS due date: 2022-06-30",
        {},
        "Recommendations L2",
        "The wording gives 1 June 2022, but HMICFRS due date is 30 June 2022.",
    ),
    "deadline-several": (
        "Recommendation: By May 2022, the force should review its log. Within nine months, the force should train its staff.",
        {},
        "Recommendations E2",
        "The text holds two deadlines: “By May 2022”; “Within nine months”.",
    ),
    "risk-unmapped": (
        "Risk ref:",
        {},
        "Recommendations J2",
        "No risk is linked, and the recommendation has no likelihood and impact of its own.",
    ),
    "risk-dangling": (
        "Risk ref: R-011",
        {},
        "Recommendations J2",
        "Risk R-011 is not in the force risk register. Did you mean R-01?",
    ),
    "risk-closed": ("Risk ref: R-03", {}, "Recommendations J2", "Risk R-03 is closed in the force risk register."),
    "risk-unscored": (
        "Risk ref: R-04",
        {},
        "Recommendations J2",
        "Risk R-04 has no residual likelihood and impact that the matrix knows.",
    ),
    "score-outside-matrix": (
        "Risk ref:; Likelihood: 7; Impact: 3",
        {},
        "Recommendations K2",
        "Likelihood 7 and impact 3 are not in the matrix.",
    ),
    "rules-missing": (
        "Status: In progress",
        {},
        "RAG rules",
        "The RAG rules sheet is empty or absent, so the rules that come with the library were used.",
    ),
    "rule-column-unknown": (
        "Status: In progress",
        {"RAG rules": RULES.format(row="| A | Red | x | Closed | |").replace("Days to due", "Dayz to due")},
        "RAG rules E1",
        "The condition column Dayz to due is neither a column of Recommendations nor a fact. Did you mean Days to due?",
    ),
    "rule-condition-unreadable": (
        "Status: In progress",
        {"RAG rules": RULES.format(row="| A | Red | x | Closed | [0.. |")},
        "RAG rules E2",
        "“[0..” is not a condition: the bracket is not closed.",
    ),
    "rule-word-unknown": (
        "Status: In progress",
        {"RAG rules": RULES.format(row="| A | Red | x | Closd | |")},
        "RAG rules D2",
        "“Closd” is not one of the words for Status. Did you mean “Closed”?",
    ),
    "rule-condition-never": (
        "Status: In progress",
        {"RAG rules": RULES.format(row="| A | Red | x | | [30..0] |")},
        "RAG rules E2",
        "“[30..0]” under Days to due is never met: no value lies in it.",
    ),
    "rule-rag-missing": (
        "Status: In progress",
        {"RAG rules": RULES.format(row="| Overdue | | x | | < 0 |")},
        "RAG rules B2",
        "The rule Overdue has no RAG.",
    ),
    "escalation-nobody": (
        "Status: In progress",
        {"Escalation rules": "| Rule | Who must see it | Reason | Days overdue |\n| Long overdue | | x | > 30 |"},
        "Escalation rules B2",
        "The rule Long overdue does not say who must see it.",
    ),
    "rule-contradiction": (
        "Status: In progress",
        {
            "RAG rules": "| Rule | RAG | Reason | Status | Days overdue |\n| Very overdue | Red | x | Closed | > 30 |\n"
            "| Rest | Green | x | | |"
        },
        "RAG rules A2",
        "The rule Very overdue can never hold: Status “Closed” and Days overdue “> 30” exclude each other.",
    ),
    "rule-unreachable": (
        "Status: In progress",
        {"RAG rules": RULES.format(row="| A | Red | x | | < 0 |\n| B | Red | x | | < -5 |")},
        "RAG rules A3",
        "The rule B can never be reached: every row it fits is decided by A above it.",
    ),
    "rule-catch-all-missing": (
        "Status: In progress",
        {"RAG rules": "| Rule | RAG | Reason | Status |\n| A | Red | x | Closed |"},
        "RAG rules A2",
        "No rule has - in every condition, so what the rules do not foresee is not rated.",
    ),
    "rule-gap": (
        "Status: In progress",
        {"RAG rules": "| Rule | RAG | Reason | Status |\n| A | Red | x | not(In progress) |"},
        "RAG rules A2",
        "No rule fits, for example, Status In progress.",
    ),
    "rule-reason-unknown": (
        "Status: In progress",
        {"RAG rules": RULES.format(row="| A | Red | {Dayz overdue} | Closed | |")},
        "RAG rules C2",
        "The reason names {Dayz overdue}, which is neither a column nor a fact. Did you mean Days overdue?",
    ),
    "not-rated": (
        "Status: In progress",
        {"RAG rules": "| Rule | RAG | Reason | Status |\n| A | Red | x | Closed |"},
        "Recommendations A2",
        "No rule fits, so it is not rated.",
    ),
    "setting-unknown": (
        "Status: In progress",
        {"Settings": SHEETS["Settings"] + "\n| Force nam | x |"},
        "Settings B4",
        "There is no setting Force nam. Did you mean Force name?",
    ),
    "setting-unreadable": (
        "Status: In progress",
        {"Settings": SHEETS["Settings"] + "\n| Extension limit | many |"},
        "Settings B4",
        "“many” is not usable for Extension limit: it is not a whole number.",
    ),
    "setting-missing": (
        "Status: In progress",
        {"Settings": "| Setting | Value |\n| Force name | |"},
        "Settings",
        "The setting Force name is blank.",
    ),
    "meeting-missing": (
        "Status: In progress",
        {"Meetings": "| Meeting date | Committee | Status |\n| 2022-06-30 | | Cancelled |"},
        "Meetings",
        "No planned meeting on or after 31 March 2022 stands on the Meetings sheet.",
    ),
    "standing-text-contradicts": (
        "Status: In progress",
        {"Inspections": INSPECTIONS + "| 2022-PEEL | PEEL | PEEL | Inspected | 2022-01-01 | | |",
         "Narrative": "| Section | Text |\n| PEEL | All is well. No PEEL inspection is scheduled. |"},
        "Narrative B2",
        "The narrative says “No PEEL inspection is scheduled.”, but 2022-PEEL is notified.",
    ),
    "marking-too-low": (
        "Marking:",
        {"Settings": SHEETS["Settings"] + "\n| Document marking | OFFICIAL |"},
        "Settings",
        "The document is to be marked OFFICIAL, but it holds OFFICIAL-SENSITIVE text.",
    ),
}  # fmt: skip
# Triggered where their workbooks take more to make: in the tests of what raises them.
ELSEWHERE = {
    "cell-formula-error": "test_register_reading.py",
    "row-below-table": "test_register_locating.py",
    "workbook-conflict-copy": "test_rules_checks.py",
    "risk-register-missing": "test_rules_checks.py",
    "risk-matrix-unusable": "test_rules_checks.py",
    "rating-stale": "test_rules_checks.py",
    "meeting-not-listed": "test_figures_contradictions.py",
}


@pytest.mark.parametrize("code", TRIGGERS)
def test_each_kind_of_problem_is_told_at_its_place_in_its_words(tmp_path: Path, code: str) -> None:
    text, sheets, place, sentence = TRIGGERS[code]
    found = [problem for problem in problems(tmp_path, text, **sheets) if problem.code == code]
    assert (place, sentence) in [(problem.place, problem.found) for problem in found], [str(one) for one in found]
    assert all(problem.advice.endswith(".") and "{" not in problem.advice for problem in found)


def test_every_kind_in_the_catalogue_has_a_test_that_triggers_it() -> None:
    assert {kind.code for kind in CATALOGUE} == TRIGGERS.keys() | ELSEWHERE.keys()
    for code, name in ELSEWHERE.items():
        text = (Path(__file__).parent / name).read_text(encoding="utf-8")
        assert text.count(f'"{code}"') > (name == Path(__file__).name), (code, name)


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.code)
def test_every_kind_is_raised_somewhere_and_its_example_makes_whole_sentences(kind) -> None:
    sources = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "catalogue"]
    assert any(f'"{kind.code}"' in path.read_text(encoding="utf-8") for path in sources), kind.code
    problem = make_problem(kind.code, sheet="Recommendations", cell="A2", **kind.example)
    for sentence in (problem.found, problem.advice, kind.heading + "."):
        assert re.fullmatch(r"[A-Z“0-9].*[.?]", sentence, re.DOTALL), sentence
        assert "{" not in sentence or "Dayz" in sentence


def test_an_ordinary_register_has_nothing_to_fix(tmp_path: Path) -> None:
    found = problems(tmp_path, "Status: In progress\nStatus: Awaiting allocation; Owner:")
    assert {problem.severity for problem in found} <= {Severity.NOTE}, [str(problem) for problem in found]


def test_a_register_of_recommendations_alone_has_nothing_that_must_be_fixed(tmp_path: Path) -> None:
    sheet = """
    | Ref   | Inspection ref | Recommendation | Owner    | Status      | Kind |
    | NX-01 | HM-7           | Review it      | Anybody  | In progress | Rec  |
    | NX-02 | HM-7           | Review that    |          | Closed      |      |
    """
    register = open_register(make_workbook(tmp_path / "foreign.xlsx", {"Recommendations": sheet}))
    found = check(register, no_risk_register(), as_at=MARCH)
    assert [str(problem) for problem in found if problem.severity is Severity.MUST_FIX] == []
    assert "reference-unknown" not in {problem.code for problem in found}


def test_without_a_risk_register_that_is_said_once(tmp_path: Path) -> None:
    register = make_register(tmp_path, recommendations("Status: In progress\nRisk ref: R-99"), **SHEETS)
    found = [problem for problem in check(register, no_risk_register(), as_at=MARCH) if "risk" in problem.code]
    assert [(problem.code, problem.found) for problem in found] == [
        ("risk-register-missing", "No force risk register was given, so no linked risk can be scored.")
    ]


def test_a_colour_in_the_workbook_that_is_out_of_date_is_told_with_the_paper(tmp_path: Path) -> None:
    figures = make_figures(
        tmp_path, "| Ref | Status | HMICFRS due date | RAG |\n| WMP-0001 | In progress | 2022-01-01 | Amber |"
    )
    found = [problem for problem in figures.problems if problem.code == "rating-stale"]
    assert [problem.found for problem in found] == ["The register shows Amber; as at 15 March 2022 it is Red."]


def test_a_matrix_that_cannot_be_used_is_told_at_its_cell(tmp_path: Path) -> None:
    register = make_register(tmp_path, recommendations("Status: In progress"), **SHEETS)
    risks = make_risk_register(tmp_path, matrix="|   | 1 | 2 |\n| 1 | Low | Hgh |\n| 2 | Low | High |")
    found = [problem for problem in check(register, risks, as_at=MARCH) if problem.code == "risk-matrix-unusable"]
    assert [problem.place for problem in found] == ["Matrix C2"]
    assert "“Hgh” is not on the Bands sheet" in found[0].found


def test_a_conflict_copy_beside_the_register_is_told(tmp_path: Path) -> None:
    register = make_register(tmp_path, recommendations("Status: In progress"), **SHEETS)
    (tmp_path / "register (1).xlsx").write_bytes(b"")
    found = [one for one in check(register, no_risk_register(), as_at=MARCH) if one.code == "workbook-conflict-copy"]
    assert [problem.found for problem in found] == ["A second copy, register (1).xlsx, stands beside the register."]


def test_what_is_closed_superseded_or_not_ours_needs_no_risk(tmp_path: Path) -> None:
    text = "Risk ref:; Status: Closed\nRisk ref:; For this force: No\nRisk ref:; Status: Not accepted"
    assert "risk-unmapped" not in {problem.code for problem in problems(tmp_path, text)}


def test_the_status_of_what_is_not_ours_may_be_blank_and_leaves_nothing_out(tmp_path: Path) -> None:
    found = problems(
        tmp_path, "Status:; For this force: No\nStatus: n/a; For this force: No\nStatus:; For this force: Yes"
    )
    of_status = [(one.code, one.ref, one.severity) for one in found if one.cell.startswith("F")]
    assert of_status == [
        ("word-unknown", "WMP-0002", Severity.SHOULD_FIX),
        ("field-missing", "WMP-0003", Severity.MUST_FIX),
    ]


def test_a_word_that_is_not_on_the_list_is_told_with_those_that_are(tmp_path: Path) -> None:
    advice = {one.code: one.advice for one in problems(tmp_path, "Status: Finished; Kind: Advice")}
    assert advice["status-unknown"] == (
        "Choose one of: Awaiting allocation; In progress; Awaiting force sign-off; Awaiting HMICFRS sign-off; Closed; "
        "Superseded; Not accepted; Dependent on others. Until then the row is left out of the figures."
    )
    assert advice["word-unknown"].startswith("Choose one of: Recommendation; Cause of concern; ")
    assert "Lists sheet" not in advice["word-unknown"]
    inspection = "| Inspection ref | Title | Programme |\n| 2021-CUSTODY | Custody | Dive review |"
    (told,) = (one for one in problems(tmp_path, Inspections=inspection) if one.code == "word-unknown")
    assert told.advice.endswith("Other, or add the word to the Lists sheet.")


def test_a_change_of_date_that_nobody_approved_is_not_told_of_what_has_closed(tmp_path: Path) -> None:
    changes = "| Ref | Which | To | Reason |\n" + "\n".join(
        f"| {ref} | Force target date | 2022-07-31 | Late |" for ref in ("WMP-0001", "WMP-0002", "WMP-0404")
    )
    found = problems(tmp_path, "Status: In progress\nStatus: Closed", **{"Date changes": changes})
    assert [one.ref for one in found if one.code == "date-change-unapproved"] == ["WMP-0001", "WMP-0404"]


def test_a_score_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    codes = [problem.code for problem in problems(tmp_path, "Risk ref:; Likelihood: high; Impact: 3")]
    assert "cell-not-a-number" in codes
    assert "risk-unmapped" not in codes and "score-outside-matrix" not in codes


def test_a_number_that_is_blank_is_no_duplicate_and_numbering_restarts_in_each_report(tmp_path: Path) -> None:
    text = "Number:\nNumber:\nNumber: 3\nNumber: 3; Kind: Area for improvement\nNumber: 3; Parent ref: WMP-0001"
    assert "number-duplicate" not in {problem.code for problem in problems(tmp_path, text)}


def test_a_stated_number_for_the_police_and_one_for_several_reports_together(tmp_path: Path) -> None:
    inspections = """
    | Inspection ref | Title | Programme | Count with | Total stated | Police stated |
    | 2021-CUSTODY   | A     | Custody   | 2021-B     | 3            | 2             |
    | 2021-B         | B     | Custody   |            | 1            |               |
    """
    text = "Number: 1\nNumber: 2; Addressed to: Home Office; For this force: No\nNumber: 1; Inspection ref: 2021-B"
    assert "total-differs" not in {problem.code for problem in problems(tmp_path, text, Inspections=inspections)}
    other = inspections.replace("3            | 2 ", "3            | 1 ")
    assert "total-differs" not in {problem.code for problem in problems(tmp_path, text, Inspections=other)}
    wrong = inspections.replace("3            | 2 ", "3            | 5 ")
    (found,) = [one for one in problems(tmp_path, text, Inspections=wrong) if one.code == "total-differs"]
    assert (found.place, found.found) == ("Inspections F2", "Police stated is 5, but 2 stand in the register.")


def test_a_recommendation_that_was_split_counts_once_and_its_cause_of_concern_not_at_all(tmp_path: Path) -> None:
    inspections = "| Inspection ref | Title | Programme | Total stated |\n| 2021-CUSTODY | A | Custody | 2 |"
    text = (
        "Kind: Cause of concern\nParent ref: WMP-0001\nParent ref: WMP-0002\nParent ref: WMP-0002\nNumber: 9\n"
        "Kind: Area for improvement"
    )
    assert "total-differs" not in {problem.code for problem in problems(tmp_path, text, Inspections=inspections)}


def test_a_duty_that_comes_again_and_a_split_row_have_not_several_deadlines(tmp_path: Path) -> None:
    again = "Recommendation: By May 2022, the force should review its log, and at least annually thereafter."
    assert "deadline-several" not in {problem.code for problem in problems(tmp_path, again)}
    split = (
        "Recommendation: By May 2022, the force should review its log. Within nine months, the force should train staff."
        "\nParent ref: WMP-0001"
    )
    assert "deadline-several" not in {problem.code for problem in problems(tmp_path, split)}


def test_standing_text_is_held_against_what_was_published_since_the_last_paper(tmp_path: Path) -> None:
    meetings = "| Meeting date | Committee | Status | Figures as at |\n| 2021-12-15 | | Held | 2021-11-30 |\n| 2022-06-30 | | Planned | |"
    narrative = """
    | Section           | Meeting date | Text                                         |
    | Published reports |              | No reports have been published.              |
    | Published reports | 2021-12-15   | No reports have been published.              |
    | Inspections       |              | No inspections are planned.                  |
    """
    found = [
        problem.place
        for problem in problems(tmp_path, Meetings=meetings, Narrative=narrative)
        if problem.code == "standing-text-contradicts"
    ]
    assert found == ["Narrative C2"]
    early = meetings.replace("2021-11-30", "2021-12-01")
    assert "standing-text-contradicts" not in {
        problem.code for problem in problems(tmp_path, Meetings=early, Narrative=narrative)
    }


@pytest.mark.parametrize(
    ("published", "says"),
    [
        # Due on 27 December 2022, the Tuesday after two bank holidays; the tenth day before is a Saturday.
        ("2022-11-02", {date(2022, 12, 15): "", date(2022, 12, 16): "in 11 days", date(2022, 12, 23): "in 4 days",
                        date(2022, 12, 26): "tomorrow", date(2022, 12, 27): "today", date(2022, 12, 28): ""}),
    ],
)  # fmt: skip
def test_a_response_is_warned_of_from_the_working_day_that_settings_ask_for(
    tmp_path: Path, published: str, says: dict[date, str]
) -> None:
    inspections = f"| Inspection ref | Title | Published on | Section 55 applies |\n| 2022-A | A | {published} | Yes |"
    register = make_register(tmp_path, recommendations("Status: In progress"), **SHEETS, Inspections=inspections)
    for day, when in says.items():
        found = [one for one in check(register, no_risk_register(), as_at=day) if one.code == "response-due-soon"]
        assert [(one.place, one.found) for one in found] == [
            ("Inspections D2", f"The Section 55 response to 2022-A is due {when}, on 27 December 2022; the last working "
                               "day before is 23 December 2022.")
        ] * bool(when)  # fmt: skip


def test_the_days_before_are_those_of_settings_and_the_last_working_day_before_is_always_one(tmp_path: Path) -> None:
    sheets = {
        "Settings": SHEETS["Settings"] + "\n| Alert days before due | 2 |",
        "Inspections": "| Inspection ref | Title | Published on |\n| 2022-A | A | 2022-11-02 |",
        "Responses": "| Inspection ref | Kind | Due | Published on |\n| 2022-A | Section 55 | | |\n"
                     "| 2022-A | Action plan | 2022-12-27 | 2022-12-20 |",
    }  # fmt: skip
    register = make_register(tmp_path, recommendations("Status: In progress"), **(SHEETS | sheets))
    days = [date(2022, 12, 22), date(2022, 12, 23), date(2022, 12, 27)]
    told = [[one.cell for one in check(register, no_risk_register(), as_at=day) if one.code == "response-due-soon"]
            for day in days]  # fmt: skip
    assert told == [[], ["D2"], ["D2"]]


def test_problems_come_in_the_order_of_the_sheets_and_their_rows(tmp_path: Path) -> None:
    found = problems(tmp_path, "Status: Closd\nOwner:\nStatus: Closd", Overrides=OVERRIDES.format(row="Red | | | | |"))
    sheets = list(dict.fromkeys(problem.sheet for problem in found if problem.cell))
    assert sheets == [sheet for sheet in ("Recommendations", "Overrides") if sheet in sheets]
    rows = [int(problem.cell[1:]) for problem in found if problem.sheet == "Recommendations"]
    assert rows == sorted(rows)


def test_a_row_is_left_out_for_what_must_be_fixed_and_says_why(tmp_path: Path) -> None:
    register = make_register(tmp_path, recommendations("Status: Closd\nOwner:\nRecommendation:; Status:"), **SHEETS)
    found = check(register, make_risk_register(tmp_path), as_at=MARCH)
    assert dict(excluded_rows(register, found)) == {
        2: "“Closd” is not one of the words for Status. Did you mean “Closed”?",
        4: "Recommendation is blank.",
    }


def test_checks_are_a_visible_list_of_functions_that_say_what_they_look_for() -> None:
    assert isinstance(CHECKS, tuple)
    assert all(one.__doc__ for one in CHECKS)

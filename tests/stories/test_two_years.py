"""Two years at an invented force: eight committees, one of them cancelled, and colleagues at work between the runs.

After each committee's run the register is put away as it was saved. Whatever the library says of movement, in the
register, the figures, the record, the analysts' view and the paper, is then counted again from those files alone.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from sheets import BANDS, MATRIX, RISKS, make_register_file, make_workbook

import hmic_tracker as hmic
from hmic_tracker.history.movement import difference, gone
from hmic_tracker.history.store import open_history
from hmic_tracker.rules.decision_table import DecisionTable
from hmic_tracker.rules.explain import explain_rating
from hmic_tracker.rules.recorded import explain_recorded
from hmic_tracker.runs.cycle import RunResult, run
from hmic_tracker.runs.inputs import judge, read_inputs

HELD = [date(2021, 6, 29), date(2021, 9, 28), date(2022, 3, 31), date(2022, 6, 28), date(2022, 9, 27),
        date(2022, 12, 13), date(2023, 3, 28)]  # fmt: skip
CANCELLED = date(2021, 12, 14)
ENDED = {"Closed", "Superseded", "Not accepted"}
BAD_TO_GOOD = ["Red", "Amber", "White", "Green", "Blue"]
WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
HEADINGS = (
    "Ref", "Inspection ref", "Number", "Kind", "Recommendation", "For this force", "Portfolio", "Owner", "Status",
    "HMICFRS due date", "Force target date", "Risk ref", "Force sign-off by", "Force sign-off on", "HMICFRS closed on",
    "RAG", "RAG reason", "RAG rule", "Days to due", "Last update", "Risk score", "Risk RAG", "Movement",
    "Movement cause", "Derived due date", "Rated on",
)  # fmt: skip
RULES = """
| Rule       | RAG   | Reason                                         | Status | Days to due | Risk RAG | Days since update |
| Closed     | Blue  | Closed on {Closed on}.                         | Closed |             |          |                   |
| Overdue    | Red   | {Days overdue} days past {Effective due date}. |        | < 0         |          |                   |
| Due soon   | Amber | Due {Effective due date}.                      |        | [0..30]     |          |                   |
| Red risk   | Amber | Risk {Risk ref} scores {Risk score}.           |        |             | Red      |                   |
| Stale      | Amber | Last update {Days since update} days ago.      |        |             |          | > 300             |
| On course  | Green | Due {Effective due date}.                      |        |             |          |                   |
"""
SUBJECTS = ("custody logs", "the training of detectives", "calls from the public", "firearms licensing", "missing people",
            "the data of crimes", "stop and search", "its estate", "domestic abuse", "fraud", "the vetting of staff",
            "cyber crime", "the welfare of officers", "rural crime", "its call handlers", "the use of force")  # fmt: skip


def sheets() -> dict[str, str]:
    """The register on the first day, sixteen recommendations of two reports."""
    rows = ["| " + " | ".join(HEADINGS) + " |"]
    for number, subject in enumerate(SUBJECTS, start=1):
        due = date(2021, 5, 10) + timedelta(days=43 * number)
        values = {
            "Ref": f"WMP-{number:04d}", "Inspection ref": "2021-PEEL" if number < 11 else "2021-CRIME",
            "Number": f"'{number}", "Kind": "Recommendation", "For this force": "Yes",
            "Recommendation": f"The force should review how it deals with {subject} and report what it finds.",
            "Portfolio": ("Crime", "Local policing", "Operations")[number % 3],
            "Owner": ("Supt Mary Oduya", "Ch Insp Alun Rees")[number % 2], "Status": "In progress",
            "HMICFRS due date": due.isoformat(), "Risk ref": ("R-01", "R-02", "")[number % 3],
        }  # fmt: skip
        rows.append("| " + " | ".join(values.get(heading, "") for heading in HEADINGS) + " |")
    meetings = [(day, "Planned") for day in sorted([*HELD, CANCELLED])]
    return {
        "Recommendations": "\n".join(rows),
        "Inspections": """
            | Inspection ref | Title            | Programme | Our part  | Notified on | Conducted on | Published on |
            | 2021-PEEL      | PEEL inspection  | PEEL      | Inspected | 2020-06-01  | 2020-11-10   | 2021-03-01   |
            | 2021-CRIME     | Crime inspection | National  | Inspected | 2020-07-01  | 2020-12-10   | 2021-04-01   |
            """,
        "Meetings": "| Meeting date | Committee | Status |\n"
        + "\n".join(f"| {day} | Joint Audit Committee | {status} |" for day, status in meetings),
        "RAG rules": RULES,
        "Portfolios": "| Portfolio | Chief officer |\n| Crime | |\n| Local policing | |\n| Operations | |",
        "People": """
            | Person            | Role            | Email                     | Until |
            | Supt Mary Oduya   | Head of custody | mary@westmarch.example    |       |
            | Ch Insp Alun Rees | Head of crime   | alun@westmarch.example    |       |
            | Supt Priya Nair   | Head of custody | priya@westmarch.example   |       |
            """,
        "Updates": "| Ref | Date | By | Update |\n" + "\n".join(
            f"| WMP-{number:04d} | 2021-05-{number + 1:02d} | Ch Insp Alun Rees | Work has begun. |" for number in range(1, 17)
        ),
        "Date changes": "| Ref | Which | From | To | Reason | Requested on | Approved by | Approved on |",
        "Overrides": "| Ref | RAG | Reason | By | From | Until |",
        "Settings": "| Setting | Value |\n| Force name | Westmarch Police |\n| Committee | Joint Audit Committee |",
    }  # fmt: skip


class Colleague:
    """Somebody with the workbook open in another program."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def __enter__(self) -> "Colleague":
        return self

    def __exit__(self, *_: object) -> None:
        self.book.save(self.path)

    def rows(self, sheet: str) -> list[list[Any]]:
        return [[cell.value for cell in row] for row in self.book[sheet].iter_rows()]

    def set(self, key: str, sheet: str = "Recommendations", **values: Any) -> None:
        """`set("WMP-0003", Status="Closed")`; a heading's spaces are written as underscores."""
        there = self.book[sheet]
        headings = {str(cell.value).replace("-", " "): cell.column for cell in there[1]}
        row = next(row[0].row for row in there.iter_rows(min_row=2) if str(row[0].value) == key)
        for heading, value in values.items():
            there.cell(row, headings[heading.replace("_", " ")]).value = value

    def add(self, sheet: str, **values: Any) -> None:
        there = self.book[sheet]
        headings = {str(cell.value).replace("-", " "): cell.column for cell in there[1]}
        row = max((cell.row for cell in there["A"] if cell.value is not None), default=1) + 1
        for heading, value in values.items():
            there.cell(row, headings[heading.replace("_", " ")]).value = value

    def delete(self, ref: str) -> list[Any]:
        there = self.book["Recommendations"]
        row = next(row[0].row for row in there.iter_rows(min_row=2) if row[0].value == ref)
        values = [cell.value for cell in there[row]]
        there.delete_rows(row)
        return values

    def replace(self, sheet: str, old: Any, new: Any) -> None:
        for row in self.book[sheet].iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new

    def closes(self, ref: str, on: date) -> None:
        self.set(
            ref, Status="Closed", Force_sign_off_by="Ch Insp Alun Rees", Force_sign_off_on=on, HMICFRS_closed_on=on
        )

    def updates(self, *refs: str, on: date) -> None:
        for ref in refs:
            self.add("Updates", Ref=ref, Date=on, By="Ch Insp Alun Rees", Update="There is progress.")

    def moves(self, ref: str, to: date, on: date) -> None:
        self.set(ref, Force_target_date=to)
        self.add("Date changes", Ref=ref, Which="Force target date", To=to, Reason="The supplier is late.",
                 Requested_on=on, Approved_by="Supt Mary Oduya", Approved_on=on)  # fmt: skip


def summer_2021(register: Path, risks: Path) -> None:
    """A report is published, one recommendation is done, and one is given more time."""
    with Colleague(register) as mary:
        mary.add("Inspections", Inspection_ref="2021-CUSTODY", Title="Custody inspection", Programme="Custody",
                 Our_part="Inspected", Notified_on=date(2021, 3, 1), Conducted_on=date(2021, 5, 1),
                 Published_on=date(2021, 7, 20))  # fmt: skip
        for number in range(1, 5):
            mary.add("Recommendations", Inspection_ref="2021-CUSTODY", Number=str(number), Kind="Recommendation",
                     Recommendation=f"The force should improve room {number} of its custody suite by the new year.",
                     For_this_force="Yes", Portfolio="Operations", Owner="Supt Mary Oduya",
                     Status="Awaiting allocation", HMICFRS_due_date=date(2021, 10, 1) + timedelta(days=60 * number))  # fmt: skip
        mary.closes("WMP-0003", date(2021, 9, 1))
        mary.moves("WMP-0005", date(2022, 8, 31), date(2021, 9, 2))
        mary.updates("WMP-0001", "WMP-0002", on=date(2021, 8, 30))


def autumn_2021(register: Path, risks: Path) -> None:
    """A rule is reworded and an owner leaves; then the committee is called off."""
    with Colleague(register) as alun:
        alun.replace("RAG rules", "[0..30]", "[0..75]")
        alun.set("Supt Mary Oduya", sheet="People", Until=date(2021, 11, 30))
        alun.replace("Recommendations", "Supt Mary Oduya", "Supt Priya Nair")
        alun.closes("WMP-0004", date(2021, 11, 15))


def called_off(register: Path, risks: Path) -> None:
    with Colleague(register) as priya:
        for row in priya.book["Meetings"].iter_rows(min_row=2):
            if row[0].value.date() == CANCELLED:
                row[2].value = "Cancelled"


def winter_2022(register: Path, risks: Path) -> None:
    """A portfolio is renamed, something closed is opened again, and a risk falls."""
    with Colleague(register) as priya:
        priya.replace("Recommendations", "Local policing", "Neighbourhood policing")
        priya.replace("Portfolios", "Local policing", "Neighbourhood policing")
        priya.set(
            "WMP-0003", Status="In progress", Force_sign_off_by=None, Force_sign_off_on=None, HMICFRS_closed_on=None
        )
        priya.updates("WMP-0012", "WMP-0016", on=date(2022, 3, 1))
    with Colleague(risks) as risk_team:
        risk_team.set("R-01", sheet="Risks", Residual_likelihood=1, Residual_impact=2)


def spring_2022(register: Path, risks: Path) -> None:
    """A chief officer overrides a colour; somebody changes a Ref, and a row is deleted."""
    with Colleague(register) as priya:
        priya.add("Overrides", Ref="WMP-0016", RAG="Red", Reason="The supplier has failed", By="ACC Bryn Hale",
                  From=date(2022, 6, 1), Until=date(2022, 10, 31))  # fmt: skip
        priya.set("WMP-0008", Ref="WMP-0808")
        priya.replace("Updates", "WMP-0008", "WMP-0808")
        DELETED[:] = priya.delete("WMP-0010")


DELETED: list[Any] = []


def summer_2022(register: Path, risks: Path) -> None:
    """The deleted row comes back; a status is mistyped, so that its row is left out; the register is sorted."""
    with Colleague(register) as alun:
        there = alun.book["Recommendations"]
        there.append(DELETED)
        alun.set("WMP-0012", Status="Closd")
        alun.closes("WMP-0006", date(2022, 9, 1))
        values = sorted(alun.rows("Recommendations")[1:], key=lambda row: str(row[4]))
        for at, row in enumerate(values, start=2):
            for column, value in enumerate(row, start=1):
                there.cell(at, column).value = value


def autumn_2022(register: Path, risks: Path) -> None:
    """The mistake is put right, the risk rises again, and much is closed."""
    with Colleague(register) as alun:
        alun.set("WMP-0012", Status="In progress")
        for ref in ("WMP-0001", "WMP-0002", "WMP-0808"):
            alun.closes(ref, date(2022, 11, 20))
        alun.moves("WMP-0009", date(2023, 9, 30), date(2022, 11, 2))
        alun.updates("WMP-0014", "WMP-0015", on=date(2022, 12, 1))
    with Colleague(risks) as risk_team:
        risk_team.set("R-01", sheet="Risks", Residual_likelihood=4, Residual_impact=4)


def nothing(register: Path, risks: Path) -> None:
    """Only the calendar is at work."""


QUARTERS: list[tuple[date, Callable[[Path, Path], None]]] = [
    (HELD[0], nothing), (HELD[1], summer_2021), (CANCELLED, autumn_2021), (HELD[2], winter_2022),
    (HELD[3], spring_2022), (HELD[4], summer_2022), (HELD[5], autumn_2022), (HELD[6], nothing),
]  # fmt: skip


@dataclass
class Committee:
    """What one committee's run said and left behind."""

    meeting: date
    as_at: date
    result: RunResult
    saved: Path
    risks: Path
    paper: Path
    explained: dict[str, str] = field(default_factory=dict)


@dataclass
class Story:
    """The workspace after two years, and each committee on the way."""

    workspace: Path
    committees: list[Committee]

    def held(self) -> list[Committee]:
        return [one for one in self.committees if one.meeting != CANCELLED]

    def pairs(self) -> list[tuple[Committee, Committee]]:
        return list(pairwise(self.held()))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("two years") / "hmic"
    first = sheets()
    register = make_register_file(
        folder / "workbooks/recommendation_register.xlsx", first.pop("Recommendations"),
        **{name.replace(" ", "_"): text for name, text in first.items()},
    )  # fmt: skip
    risks = make_workbook(
        folder / "workbooks/force_risk_register.xlsx", {"Risks": RISKS, "Matrix": MATRIX, "Bands": BANDS}
    )
    workspace = hmic.open_workspace(folder)
    committees = []
    day = date(2021, 5, 31)
    for meeting, edits in QUARTERS:
        # A rating every four weeks, but for a lost one after New Year; the paper ten days before the meeting.
        while day < meeting - timedelta(days=24):
            if not date(2022, 1, 1) <= day <= date(2022, 1, 31):
                rating_round(workspace, day)
            day += timedelta(days=28)
        edits(register, risks)
        as_at = meeting - timedelta(days=10)
        result = run(workspace, as_at=as_at)
        assert not result.errors, [str(error) for error in result.errors]
        kept = folder / "put away" / meeting.isoformat()
        kept.mkdir(parents=True)
        committee = Committee(
            meeting, as_at, result, Path(shutil.copy(register, kept)), Path(shutil.copy(risks, kept)),
            Path(shutil.copy(folder / "out" / f"jac_report {meeting}.docx", kept)),
        )  # fmt: skip
        now = judge(read_inputs(workspace, as_at=as_at))
        table = DecisionTable.read(now.inputs.register)
        for one in now.ratings:
            committee.explained[one.ref] = str(explain_rating(one, now.ratings, table))
        committees.append(committee)
        if meeting == CANCELLED:
            called_off(register, risks)
    return Story(folder, committees)


def rating_round(workspace: Any, day: date) -> None:
    """The daily rating: written and remembered, without a paper."""
    judged = judge(read_inputs(workspace, as_at=day))
    judged.inputs.register.save(judged.changes, backups=workspace.backups, records=workspace.records)
    judged.inputs.history.add(hmic.snapshot_of(judged.ratings, judged.problems))


# The recount: from the saved workbooks alone, by another program, with rules of its own.


@dataclass
class Seen:
    """What one saved row says."""

    values: dict[str, Any]

    def __getitem__(self, heading: str) -> Any:
        return self.values.get(heading)

    @property
    def due(self) -> Any:
        return self["Force target date"] or self["HMICFRS due date"] or self["Derived due date"]

    @property
    def has_ended(self) -> bool:
        return self["Status"] in ENDED


@lru_cache
def seen(path: Path) -> dict[str, Seen]:
    sheet = openpyxl.load_workbook(path, data_only=True)["Recommendations"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    found = [Seen(dict(zip(rows[0], row, strict=True))) for row in rows[1:] if row[4]]
    return {str(one["Ref"]): one for one in found}


Rules = list[tuple[Any, ...]]


@lru_cache
def rules_in(path: Path) -> Rules:
    return list(openpyxl.load_workbook(path)["RAG rules"].iter_rows(values_only=True))


def recount(before: Path, after: Path) -> dict[str, tuple[str, str]]:
    """How each recommendation moved between two saved workbooks, and why."""
    then, now = seen(before), seen(after)
    by_text = {one["Recommendation"]: one for one in then.values()}
    moved = {}
    for ref, one in now.items():
        if one["RAG"] == "Not rated":
            continue
        was = then.get(ref) or by_text.get(one["Recommendation"])
        if was is None:
            moved[ref] = ("New", "")
            continue
        kind = "No change"
        if one.has_ended != was.has_ended:
            kind = "Closed" if one.has_ended else "Reopened"
        elif not one.has_ended and "Not rated" not in (one["RAG"], was["RAG"]) and one["RAG"] != was["RAG"]:
            better = BAD_TO_GOOD.index(one["RAG"]) > BAD_TO_GOOD.index(was["RAG"])
            kind = "Improved" if better else "Worsened"
        why = cause(was, one, rules_in(before), rules_in(after), kind) if kind != "No change" else ""
        moved[ref] = (kind, why)
    return moved


def cause(was: Seen, one: Seen, then: Rules, now: Rules, kind: str) -> str:
    """The one word for why: rules and risks only where the colour would be another, had they stayed as they were.

    Nothing is worse because its owner reported on it.
    """
    overridden = [row["RAG rule"] == "Override" for row in (was, one)]
    colour = by_rules(one, now, one["Risk RAG"])
    hangs_on_rules = by_rules(one, then, one["Risk RAG"]) != colour
    is_whole = by_rules(one, then, one["Risk RAG"]) == was["RAG"] and not any(overridden)
    if hangs_on_rules and is_whole and was["Status"] == one["Status"]:
        return "rules changed"
    if was["Status"] != one["Status"]:
        return "delivery"
    if overridden[0] != overridden[1]:
        return "override"
    with_old_risk = by_rules(one, now, was["Risk RAG"])
    if was["Risk score"] != one["Risk score"] and with_old_risk == was["RAG"] != colour and not any(overridden):
        return "risk re-scored"
    if was.due != one.due:
        return "date"
    if was["Risk score"] != one["Risk score"] and with_old_risk != colour:
        return "risk re-scored"
    if hangs_on_rules:
        return "rules changed"
    return "delivery" if was["Last update"] != one["Last update"] and kind != "Worsened" else "date"


def by_rules(one: Seen, rules: Rules, risk_rag: Any) -> Any:
    """The colour that a table of rules gives a row, were the risk behind it of this colour."""
    since_update = (one["Rated on"] - one["Last update"]).days if one["Last update"] else None
    facts = (one["Status"], one["Days to due"], risk_rag, since_update)
    for _, colour, _, *conditions in rules[1:]:
        if all(holds(condition, fact) for condition, fact in zip(conditions, facts, strict=True)):
            return colour
    raise AssertionError("the last rule takes whatever is left")


def holds(condition: Any, fact: Any) -> bool:
    """A cell of the rules, of the four sorts that this force uses."""
    if condition is None:
        return True
    if fact is None:
        return False
    if between := re.fullmatch(r"\[(\d+)\.\.(\d+)\]", condition):
        return int(between[1]) <= fact <= int(between[2])
    if limit := re.fullmatch(r"([<>]) (\d+)", condition):
        return bool(fact < int(limit[2]) if limit[1] == "<" else fact > int(limit[2]))
    return bool(condition == fact)


def counts(moved: dict[str, tuple[str, str]]) -> Counter[str]:
    return Counter(kind for kind, _ in moved.values() if kind != "No change")


def test_the_first_paper_has_nothing_to_compare_with(story: Story) -> None:
    first = story.committees[0]
    assert first.result.judged.movements == ()
    assert "nothing can be said of movement" in text_of(first.paper)
    assert {one["Movement"] for one in seen(first.saved).values()} == {None}


def test_every_committees_register_says_the_movement_that_a_recount_gives(story: Story) -> None:
    for before, after in story.pairs():
        expected = recount(before.saved, after.saved)
        told = {
            ref: (one["Movement"], one["Movement cause"] or "")
            for ref, one in seen(after.saved).items() if ref in expected
        }  # fmt: skip
        # Only what came back after it was deleted says more than its last paper can know.
        expected = {ref: ("New", "came back") if ref == "WMP-0010" and kind == "New" else (kind, why)
                    for ref, (kind, why) in expected.items()}  # fmt: skip
        assert told == expected, after.meeting


def test_every_committees_figures_say_it(story: Story) -> None:
    for before, after in story.pairs():
        figures = after.result.figures
        assert figures is not None
        standing = figures.for_version("full")["standing"]
        told = {group["kind"]: group["count"] for group in standing["movements"]}
        assert told == dict(counts(recount(before.saved, after.saved))), after.meeting


def text_of(paper: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(paper)).paragraphs)


def test_every_committees_paper_says_it_in_words(story: Story) -> None:
    for before, after in story.pairs():
        expected = counts(recount(before.saved, after.saved))
        (sentence,) = re.findall(r"Since the last issued paper[^\n]*", text_of(after.paper))
        told = {kind.capitalize(): WORDS.index(word) for word, kind in
                re.findall(r"(\w+) (new|improved|worsened|closed|reopened)\b", sentence)}  # fmt: skip
        assert told == dict(expected), (after.meeting, sentence)
        assert f"whose figures were as at {before.as_at.day} " in sentence


def test_the_record_and_the_analysts_view_say_it(story: Story) -> None:
    history = open_history(story.workspace / ".hmic" / "history.sqlite")
    view = history.to_frame("movements")
    for before, after in story.pairs():
        expected = {ref: kind for ref, (kind, _) in recount(before.saved, after.saved).items() if kind != "No change"}
        rows = view[(view["meeting"].dt.date == after.meeting) & (view["movement"] != "No change")]
        assert dict(zip(rows["ref"], rows["movement"], strict=True)) == expected
        then, now = history.at(before.as_at), history.at(after.as_at)
        assert then is not None and now is not None
        moved = {one.ref: str(one.kind) for one in difference(then, now) if str(one.kind) != "No change"}
        assert moved == expected


def test_the_cancelled_committees_paper_is_not_what_the_next_is_measured_from(story: Story) -> None:
    spring = next(one for one in story.committees if one.meeting == HELD[2])
    before = spring.result.judged.inputs.before
    assert before is not None and before.meeting == HELD[1]


def movements_of(story: Story, meeting: date) -> dict[str, Any]:
    committee = next(one for one in story.committees if one.meeting == meeting)
    return {one.ref: one for one in committee.result.judged.movements}


def test_what_happened_is_told_with_its_cause(story: Story) -> None:
    kinds = {
        day: {ref: (str(one.kind), one.cause) for ref, one in movements_of(story, day).items()} for day in HELD[1:]
    }
    autumn, spring, summer, late, winter, last = (kinds[day] for day in HELD[1:])
    assert autumn["WMP-0003"] == ("Closed", "delivery") and autumn["WMP-0017"] == ("New", "")
    assert spring["WMP-0003"] == ("Reopened", "delivery")
    assert ("Worsened", "rules changed") in spring.values(), "the reworded rule"
    assert {why for _, why in spring.values()} >= {"risk re-scored", "delivery"}
    assert summer["WMP-0016"] == ("Worsened", "override")
    assert late["WMP-0010"] == ("New", "came back") and "WMP-0012" not in late
    assert winter["WMP-0012"] == ("No change", "") and winter["WMP-0808"] == ("Closed", "delivery")
    assert winter["WMP-0016"] == ("Improved", "override"), "it ran out"
    assert {why for kind, why in last.values() if kind == "Worsened"} <= {"date", "override"}


def test_more_time_another_owner_and_another_ref_are_noticed(story: Story) -> None:
    autumn, spring, summer = (movements_of(story, day) for day in HELD[1:4])
    assert [ref for ref, one in autumn.items() if one.extended] == ["WMP-0005"]
    handed_over = {(one.owner_was, one.owner_now) for one in spring.values() if one.owner_now}
    assert handed_over == {("Supt Mary Oduya", "Supt Priya Nair")}
    assert {ref: one.ref_was for ref, one in summer.items() if one.ref_was} == {"WMP-0808": "WMP-0008"}
    assert str(summer["WMP-0808"].kind) != "New"


def test_the_deleted_row_is_named(story: Story) -> None:
    history = open_history(story.workspace / ".hmic" / "history.sqlite")
    spring, summer = (history.at(one.as_at) for one in story.held()[2:4])
    assert spring is not None and summer is not None
    assert [row.ref for row in gone(spring, summer)] == ["WMP-0010"]


def test_two_years_later_each_committees_colours_are_explained_in_the_words_of_its_day(story: Story) -> None:
    history = open_history(story.workspace / ".hmic" / "history.sqlite")
    for committee in story.committees:
        found = history.at(committee.as_at)
        assert found is not None and found.as_at == committee.as_at
        assert len(committee.explained) >= 16
        for ref, words in committee.explained.items():
            assert str(explain_recorded(found, ref)) == words


def test_the_trend_is_a_count_of_the_months_last_workbooks(story: Story) -> None:
    trend = open_history(story.workspace / ".hmic" / "history.sqlite").to_frame("trend")
    for committee in story.committees:
        rows = trend[trend["as_at"].dt.date == committee.as_at]
        if rows.empty:
            continue
        now = [one for one in seen(committee.saved).values() if one["RAG"] != "Not rated"]
        assert Counter(dict(rows.groupby("rag")["recommendations"].sum())) == Counter(one["RAG"] for one in now)
        assert rows["still_open"].sum() == sum(not one.has_ended for one in now)
    assert len(trend.groupby(["year", "month"])) >= 18

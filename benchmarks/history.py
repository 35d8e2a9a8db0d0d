"""Ten years of daily runs put into the record: how large it grows, and how long a day's snapshot takes.

    python benchmarks/history.py [--days N] [--recommendations N] [--database URL]

Each day some recommendations are edited as staff would: updates, new dates, other owners, closures with as many new
ones; the calendar turns some colours; problems come and go; once a month somebody sorts the sheet, so that every row
stands elsewhere. Days to due and every other count of days are as they would be on the day. Only the record is
measured: the seconds are of `History.add` and of the questions put to it at the end.

Ten years take a while. So on the days that are not timed a row that did not change since the day before is not encoded
anew; what is stored is the same. The first days, the last ones, and each year's last are timed as a run would do them.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hmic_tracker.history import content, writing
from hmic_tracker.history.content import State
from hmic_tracker.history.store import History, open_history
from hmic_tracker.model.key_dates import KeyDates
from hmic_tracker.model.places import Layout, SheetLayout
from hmic_tracker.model.rating import Movement, MovementKind
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.snapshot import Paper, Snapshot, SnapshotRow
from hmic_tracker.model.when import When
from hmic_tracker.problems import Problem, Severity
from hmic_tracker.rules.shipped_rules import shipped_rows

BEGIN = date(2022, 1, 3)
PORTFOLIOS = ("Local policing", "Crime", "Criminal justice", "Operations", "People", "Corporate services")
STATUSES = ("Awaiting allocation", "In progress", "In progress", "In progress", "Awaiting force sign-off")
WORDS = (
    *("the", "force", "should", "review", "how", "it", "records", "risk", "in", "custody", "and", "make", "sure"),
    *("that", "supervisors", "check", "plans", "for", "victims", "within", "six", "months", "so", "officers", "staff"),
    *("understand", "their", "duties", "board", "has", "evidence", "of", "progress"),
)
# A day's work at a large force: owners give updates, dates move, some rows are closed and others come.
UPDATES, EDITS, CLOSURES, PROBLEMS = 25, 6, 1, 300


class Force:
    """A register that is worked on day by day, the same each time."""

    def __init__(self, count: int) -> None:
        self.drawn = random.Random(20220331)
        self.count = count
        self.made = 0
        self.updates = 0
        self.rows = [self._new(BEGIN) for _ in range(count)]
        self.order = list(range(count))
        self.problems = [self._problem() for _ in range(PROBLEMS)]

    def _text(self, words: int) -> str:
        return " ".join(self.drawn.choices(WORDS, k=words)).capitalize() + "."

    def _new(self, day: date) -> SnapshotRow:
        self.made += 1
        published = day - timedelta(days=self.drawn.randrange(400))
        due = published + timedelta(days=self.drawn.randrange(30, 900))
        said = Recommendation(
            ref=f"WMP-{self.made:05d}",
            inspection_ref=f"{published.year}-{self.made // 12 % 40:02d}",
            number=str(self.made % 30 + 1),
            kind="Recommendation",
            recommendation=self._text(60),
            for_this_force="Yes",
            portfolio=self.drawn.choice(PORTFOLIOS),
            owner=f"Supt {self.drawn.randrange(60):02d}",
            status=self.drawn.choice(STATUSES),
            hmicfrs_due_date=When.on(due),
            risk_ref=(f"R-{self.drawn.randrange(40):02d}",),
            marking="OFFICIAL",
            notes=self._text(25),
        )
        dates = KeyDates(due=due, hmicfrs_due=due, published=published, began=published)
        return SnapshotRow(
            ref=said.ref, inspection_ref=said.inspection_ref, number=said.number, kind=said.kind,
            recommendation=said.recommendation, for_this_force="Yes", portfolio=said.portfolio, owner=said.owner,
            status=said.status, hmicfrs_due_date=due, effective_due_date=due, rag="Green", calculated_rag="Green",
            rule="On course", risk_ref=said.risk_ref[0], risk_rag="Amber", risk_score=8.0, said=said,
            due_source="HMICFRS due date", risk_band="Medium", dates=dates,
        )  # fmt: skip

    def _problem(self) -> Problem:
        row = self.drawn.randrange(2, self.count)
        return Problem("a-problem", Severity.SHOULD_FIX, "Recommendations", f"H{row}", f"WMP-{row:05d}",
                       self._text(12), "Correct it, or say in Notes why it stands as it does.")  # fmt: skip

    def work(self, day: date) -> None:
        """What staff do on a day."""
        for _ in range(UPDATES):
            at = self.drawn.randrange(self.count)
            self.updates += 1
            row = self.rows[at]
            assert row.dates is not None
            self.rows[at] = replace(
                row, last_update=day, dates=replace(row.dates, last_update=day),
                place=replace(row.place, update=self.updates + 1),
            )  # fmt: skip
        for _ in range(EDITS):
            self._edit(self.drawn.randrange(self.count), day)
        for _ in range(CLOSURES):
            at = self.drawn.randrange(self.count)
            self.rows[at] = self._new(day)
        for at in self.drawn.sample(range(PROBLEMS), 10):
            self.problems[at] = self._problem()
        if day.day == 15:
            self.drawn.shuffle(self.order)

    def _edit(self, at: int, day: date) -> None:
        row = self.rows[at]
        assert row.said is not None and row.dates is not None
        if self.drawn.random() < 0.5:
            due = day + timedelta(days=self.drawn.randrange(30, 400))
            said = replace(row.said, force_target_date=When.on(due))
            dates = replace(row.dates, due=due)
            self.rows[at] = replace(row, said=said, force_target_date=due, effective_due_date=due, dates=dates)
        else:
            owner = f"Supt {self.drawn.randrange(60):02d}"
            said = replace(row.said, owner=owner, notes=self._text(25))
            self.rows[at] = replace(row, said=said, owner=owner)

    def picture(self, day: date) -> Snapshot:
        """The snapshot of a day: colours and days by the calendar."""
        rows = [self._rated(self.rows[at], day, number + 2) for number, at in enumerate(self.order)]
        return Snapshot(
            as_at=day,
            rows=tuple(sorted(rows, key=lambda row: row.ref)),
            rules_version="0123456789ab",
            register_sha256=f"{day.toordinal():064x}",
            risk_register_sha256="0" * 64,
            library_version="0.1.0",
            problem_counts={"Should fix": PROBLEMS},
            problems=tuple(self.problems),
            rules=shipped_rows(),
            layout=LAYOUT,
            next_meeting=date(day.year, (day.month - 1) // 3 * 3 + 3, 28),
        )

    def _rated(self, row: SnapshotRow, day: date, number: int) -> SnapshotRow:
        assert row.dates is not None
        facts = {
            **row.dates.facts(day, None), "Effective due date": row.effective_due_date, "Immediate": "No",
            "Times extended": 0, "Extension limit exceeded": "No", "Open children": 0, "Above target score": "No",
            "Risk score": 8, "Risk RAG": "Amber", "Last update": row.last_update,
        }  # fmt: skip
        days = facts["Days to due"]
        assert isinstance(days, int)
        rule, rag = ("Overdue", "Red") if days < 0 else ("Due soon", "Amber") if days <= 30 else ("On course", "Green")
        place = replace(row.place, row=number, inspection=int(row.number) + 1, risk=4, score_cell="D5")
        return replace(row, rag=rag, calculated_rag=rag, rule=rule, facts=facts, place=place)


HEADINGS = ("Ref", "Inspection ref", "Recommendation", "Status", "HMICFRS due date", "Force target date")
COLUMNS = dict(zip(HEADINGS, "ABCDEF", strict=True))
LAYOUT = Layout({"recommendations": SheetLayout("Recommendations", COLUMNS)}, "Matrix")


class RememberedStates:
    """What was made of each row the day before, for the days that are not timed."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], tuple[SnapshotRow, State]] = {}

    def state_of(self, row: SnapshotRow) -> State:
        """The row as it is stored."""
        key = (row.ref, id(row.said), row.rag, row.last_update, row.effective_due_date)
        if key not in self.known:
            self.known[key] = (row, content.state_of(row))
        return self.known[key][1]


def days_of(count: int) -> Iterator[date]:
    """One day after the other, weekends too: that is the most that can be asked."""
    return (BEGIN + timedelta(days=number) for number in range(count))


def ask(history: History, last: date) -> None:
    """How long questions take at the end."""
    questions = {
        "the last snapshot, whole": lambda: history.at(last),
        "the first year's end, whole": lambda: history.at(BEGIN + timedelta(days=365)),
        "the last paper's": lambda: history.at_last_paper(last),
        "every Ref": history.refs_used,
    }
    for words, question in questions.items():
        began = time.perf_counter()
        cpu = time.process_time()
        question()
        print(f"{words}: {time.perf_counter() - began:.2f} s, of the processor {time.process_time() - cpu:.2f} s")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=3650)
    parser.add_argument("--recommendations", type=int, default=2000)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    force = Force(asked.recommendations)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite"
        history = open_history(asked.database or path)
        seconds = []
        before = 0
        remembered = RememberedStates()
        for number, day in enumerate(days_of(asked.days)):
            force.work(day)
            taken = force.picture(day)
            is_timed = number < 3 or number >= asked.days - 3 or number % 365 == 364
            writing.state_of = content.state_of if is_timed else remembered.state_of
            began, cpu = time.perf_counter(), time.process_time()
            stored = history.add(taken)
            if is_timed:
                seconds.append((time.perf_counter() - began, time.process_time() - cpu))
            if number % 90 == 0:
                remembered.known.clear()
            if number % 91 == 90:
                moved = [Movement(row.ref, MovementKind.WORSENED, "date", "Green", "Red") for row in taken.rows[:150]]
                paper = Paper(
                    stored.number, "Joint Audit Committee", day, "paper.docx", f"{number:064x}", before or None
                )
                history.add_paper(paper, moved)
                before = stored.number
            if number % 365 == 364:
                size = path.stat().st_size / 1e6 if path.exists() else 0
                took, cpu = seconds[-1]
                print(f"{number + 1} days: {size:.0f} MB, the last day {took:.2f} s, {cpu:.2f} s of work", flush=True)
        for name, which in (("the first", seconds[:1]), ("the second", seconds[1:2]), ("the last", seconds[-1:])):
            print(f"{name} add: {which[0][0]:.2f} s, of the processor {which[0][1]:.2f} s")
        ask(history, BEGIN + timedelta(days=asked.days))
        history.close()


if __name__ == "__main__":
    main()

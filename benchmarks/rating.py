"""Many recommendations rated by a table of rules: a whole process, its seconds and its memory.

    python benchmarks/rating.py [ROWS] [--rules N] [--rounds N]

The rows are made in memory, each with its dates, words, risk, updates and inspection, as a register has them. What is
measured is `rate`: facts, rules, reasons, overrides and escalation of every row. A sixth of the rows have no Deadline
wording, so that their whole text is read, each unlike the others; `again` is the same once more, with every text read.
`decide` is the table of rules alone, with the values of its columns at hand. Every round is a process of its own;
seconds are processor time, the best of the rounds; memory (the process at its highest, and how much of that the rows
take before they are rated) the highest of any.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
ON = date(2022, 3, 31)
WORDINGS = ("", "Within six months", "Immediately", "By May 2022", "No deadline set", "Within 60 working days")
TEXTS = (
    "The force should review how it records decision {}.",
    "By May 2022, chief constables should make sure that officers in control room {} record every decision, and why.",
    "The force should make sure that those who call about matter {} are told what happens next, and how soon.",
)
STATUSES = ("Awaiting allocation", "In progress", "In progress", "In progress", "Awaiting force sign-off",
            "Awaiting HMICFRS sign-off", "Closed", "Superseded", "Not accepted", "Dependent on others")  # fmt: skip
MORE_RULES = (
    ("Moved too often", "Amber", "Moved {Times extended} times.", {"Extension limit exceeded": "Yes"}),
    ("Risk above target", "Amber", "Risk {Risk ref}.", {"Above target score": "Yes", "Risk score": "> 12"}),
    ("Old", "Amber", "Open for {Ageing band}.", {"Ageing band": "2 years or more", "Days since update": "> 60"}),
    ("Next meeting", "Green", "Due before the meeting.", {"Next meeting due": "Yes", "Days to due": "[31..90)"}),
)


def some_day(drawn: random.Random, share: float) -> Any:
    """A day within about a year of the as-at date, for this share of the rows."""
    from hmic_tracker.model.when import When

    return When.on(ON + timedelta(days=drawn.randrange(-400, 400))) if drawn.random() < share else None


def make(folder: Path, rows: int, rules: int) -> Any:
    """A register of so many rows and rules, and a risk register."""
    from sheets import make_register, make_risk_register

    from hmic_tracker.model.force import RuleRow
    from hmic_tracker.model.recommendation import Recommendation, Update
    from hmic_tracker.model.when import When
    from hmic_tracker.register.table import Row
    from hmic_tracker.rules.shipped_rules import shipped_rows

    inspections = "| Inspection ref | Title | Published on |\n" + "\n".join(
        f"| I-{number} | x | {ON - timedelta(days=90 * number)} |" for number in range(12)
    )
    updates = "| Ref | Date | Update |\n| WMP-00001 | 2022-01-01 | x |"
    rules_sheet = "| Rule | RAG | Reason | Status |\n| Rest | Green | x | |"
    register = make_register(
        folder, "| Ref | Recommendation | Status |\n| WMP-00001 | x | In progress |", RAG_rules=rules_sheet,
        Inspections=inspections, Updates=updates,
    )  # fmt: skip
    drawn = random.Random(20220331)
    refs = [f"WMP-{number:05d}" for number in range(rows)]
    found = [
        Recommendation(
            ref=ref,
            inspection_ref=f"I-{drawn.randrange(12)}",
            number=str(number % 40),
            kind="Recommendation",
            recommendation=TEXTS[number % len(TEXTS)].format(number),
            status=drawn.choice(STATUSES),
            deadline_wording=drawn.choice(WORDINGS),
            hmicfrs_due_date=When.on(ON + timedelta(days=drawn.randrange(-400, 400))) if drawn.random() < 0.5 else None,
            force_target_date=When.on(ON + timedelta(days=drawn.randrange(-400, 400)))
            if drawn.random() < 0.3
            else None,
            risk_ref=tuple(drawn.sample(("R-01", "R-02", "R-03"), drawn.randrange(3))),
            force_sign_off_on=When.on(ON - timedelta(days=drawn.randrange(300))),
        )
        for number, ref in enumerate(refs)
    ]
    newest = [Update(ref, When.on(ON - timedelta(days=drawn.randrange(200)))) for ref in refs if drawn.random() < 0.8]
    shipped = list(shipped_rows())
    more = [RuleRow(rule, rag, reason, tuple(asks.items())) for rule, rag, reason, asks in MORE_RULES]
    table = [*shipped[:-1], *more, shipped[-1]] if rules > len(shipped) else shipped
    numbered = [Row(one, number + 2) for number, one in enumerate(found)]
    return replace(
        register,
        recommendations=replace(register.recommendations, rows=tuple(numbered)),
        updates=replace(register.updates, rows=tuple(Row(one, number + 2) for number, one in enumerate(newest))),
        rules=replace(register.rules, rows=tuple(Row(one, number + 2) for number, one in enumerate(table[:rules]))),
    ), make_risk_register(folder)


def peak() -> float:
    """The process at its highest so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(rows: int, rules: int) -> dict[str, float]:
    """One round, in this process."""
    from hmic_tracker.rules.decision_table import DecisionTable
    from hmic_tracker.rules.ratings import input_value, rate

    with tempfile.TemporaryDirectory() as folder:
        register, risks = make(Path(folder), rows, rules)
    before = peak()
    began = time.process_time()
    ratings = rate(register, risks, as_at=ON, problems=())
    seconds = time.process_time() - began
    began = time.process_time()
    rate(register, risks, as_at=ON, problems=())
    again = time.process_time() - began
    after = peak()
    table = DecisionTable.read(register)
    values = {asked: [input_value(asked, one.recommendation, one.facts) for one in ratings] for asked in table.columns}
    began = time.process_time()
    decided = table.decide_all(values, len(ratings))
    decide = time.process_time() - began
    assert [rule.name if rule else "" for rule in decided] == [one.rule for one in ratings]
    return {
        "rate": seconds,
        "again": again,
        "decide": decide,
        "memory": after,
        "rows": before,
        "rules": len(table.rules),
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("rows", nargs="?", type=int, default=86_000)
    asked.add_argument("--rules", type=int, default=20)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.once:
        print(json.dumps(measure(given.rows, given.rules)))
        return
    command = [sys.executable, __file__, str(given.rows), "--rules", str(given.rules), "--once"]
    found = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(given.rounds)]
    best = {name: min(one[name] for one in found) for name in ("rate", "again", "decide")}
    most = {name: max(one[name] for one in found) for name in ("memory", "rows")}
    print(f"{given.rows:,} rows by {found[0]['rules']:.0f} rules")
    print(f"rate    {best['rate']:.2f} s")
    print(f"again   {best['again']:.2f} s")
    print(f"decide  {best['decide']:.2f} s")
    print(f"memory  {most['memory']:.0f} MB, of which {most['rows']:.0f} MB before the rating")


if __name__ == "__main__":
    main()

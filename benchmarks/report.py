"""The committee's paper as whole processes: of the example, of many recommendations, and its long tables.

    python benchmarks/report.py [ROWS] [--rounds N]

Measured are `hmic-tracker --help`, `report` and `run` on the filled example, `report` on ROWS recommendations, and two
appendices of 10,000 rows: in Word (10,000 x 6 cells filled in, finished and packed) and as the workbook beside a paper.
Every round is a new process in a new workspace; the times are the medians of the rounds. `wall` is what a person waits;
`processor` is user and system time of the process and the one that fills in templates, which a busy machine changes
less; `memory` is the largest single process.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
TRACKER = (sys.executable, "-m", "hmic_tracker")
MEETING = date(2022, 3, 31)
ON = ("--as-at", MEETING.isoformat())
STATUSES = ("In progress", "In progress", "In progress", "Awaiting force sign-off", "Closed")
KEYS = ("ref", "report", "text", "owner", "due", "rag")
LONG = 10_000


def example(folder: Path) -> None:
    """The filled example, as `init` makes it."""
    _call([*TRACKER, "init", str(folder), "--example"], folder.parent)


def many(rows: int) -> Callable[[Path], None]:
    """Makes the example's workspace with a register of so many recommendations, shared out over ten reports."""

    def make(folder: Path) -> None:
        from sheets import make_register_file

        example(folder)
        inspections = "| Inspection ref | Title | Published on |\n" + "\n".join(
            f"| I-{number} | Report {number} | {MEETING - timedelta(days=40 * number + 10)} |" for number in range(10)
        )
        lines = "\n".join(
            f"| WMP-{at:05d} | I-{at % 10} | {at // 10 + 1} | Recommendation | The force should review record {at}. "
            f"| Yes | Crime | Owner {at % 60} | {STATUSES[at % 5]} | {MEETING + timedelta(days=at % 500 - 100)} |"
            for at in range(rows)
        )
        heads = (
            "| Ref | Inspection ref | Number | Kind | Recommendation | For this force | Portfolio | Owner | Status "
            "| HMICFRS due date |"
        )
        made = make_register_file(
            folder / "made.xlsx", f"{heads}\n{lines}", Inspections=inspections,
            Meetings="| Meeting date | Committee |\n| 2022-03-31 | |",
        )  # fmt: skip
        made.replace(folder / "workbooks" / "recommendation_register.xlsx")

    return make


def word_rows(folder: Path) -> None:
    """The long table in Word, in this process."""
    from documents import blank_names, cell, make_word, row, table

    from hmic_tracker.outputs.paper import fill_template
    from hmic_tracker.outputs.render import start_renderer
    from hmic_tracker.outputs.template import open_template

    rows = table(
        row(*KEYS, head=True),
        row("{%tr for line in appendix.open_recommendations.lines %}", *[""] * 5),
        row(*[f"{{{{ line.{key} }}}}" for key in KEYS[:5]], cell("{{ line.rag }}", style="RAG")),
        row("{%tr endfor %}", *[""] * 5),
        columns=6,
    )
    template = open_template(make_word(folder / "t.docx", "{{ report_title }}{{ meeting_date }}", rows))
    names = blank_names()
    names["appendix"]["open_recommendations"]["lines"] = _lines(KEYS)
    with start_renderer() as renderer:
        (folder / "long.docx").write_bytes(
            fill_template(template, names, day=MEETING.isoformat(), renderer=renderer).to_bytes()
        )


def workbook_rows(folder: Path) -> None:
    """The same many rows as the workbook beside a paper, in this process."""
    from hmic_tracker.outputs.appendix import _OPEN, Apart, build_appendix

    names = {"report_title": "T", "meeting_date": "31 March 2022", "force_name": "W", "marking": "OFFICIAL"}
    apart = Apart(_lines([key for _, key, _ in _OPEN]))
    (folder / "long.xlsx").write_bytes(build_appendix(names, apart, day=MEETING))


def _lines(keys: Any) -> list[dict[str, str]]:
    said = "The force should review how it records custody & what follows."
    return [{**dict.fromkeys(keys, said), "ref": f"WMP-{at:05d}", "rag": "Red"} for at in range(LONG)]


def _call(command: list[str], folder: Path) -> resource.struct_rusage:
    """Run it to its end; what it used, and the processes that it started and waited for."""
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": paths}, stdout=quiet, stderr=quiet)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    # 1 says that something in the data is to be fixed: the paper is made.
    assert child.returncode in (0, 1), f"{' '.join(command)} ended with {child.returncode}"
    return used


def _measured(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Seconds waited, seconds of the processor, and MB of one call."""
    began = time.perf_counter()
    used = _call(command, folder)
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(name: str, make: Callable[[Path], None] | None, command: tuple[str, ...], rounds: int) -> None:
    """Take the rounds of one line, and print it."""
    found = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made) / "workspace"
            (make or Path.mkdir)(folder)
            found.append(_measured(list(command), folder))
    wall, used, memory = (statistics.median(one) for one in zip(*found, strict=True))
    print(f"{name:46}{wall:8.2f} s{used:10.2f} s{memory:8.0f} MB", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("rows", nargs="?", type=int, default=1_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--once", choices=("word", "workbook"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.once:
        {"word": word_rows, "workbook": workbook_rows}[given.once](Path.cwd())
        return
    this = (sys.executable, str(Path(__file__).resolve()), "--once")
    print(f"{'':46}{'wall':>10}{'processor':>12}{'memory':>11}")
    measure("--help", None, (*TRACKER, "--help"), given.rounds)
    measure("report, the example", example, (*TRACKER, "report", *ON), given.rounds)
    measure("run, the example", example, (*TRACKER, "run", *ON), given.rounds)
    measure(f"report, {given.rows:,} recommendations", many(given.rows), (*TRACKER, "report", *ON), given.rounds)
    measure(f"a table of {LONG:,} rows in Word", None, (*this, "word"), given.rounds)
    measure(f"an appendix of {LONG:,} rows as a workbook", None, (*this, "workbook"), given.rounds)


if __name__ == "__main__":
    main()

"""Three columns of a long sheet changed, side by side with other editors: whole processes, in one run.

    python -m pip install -r benchmarks/splice_requirements.txt
    python benchmarks/splice.py [ROWS ...] [--rounds N]

Each editor opens the same workbook (30 columns as a register has them: five of long text, the others choices,
dates, scores and names), writes a text, a number and a text into every row, and saves a new file. `floor`
changes nothing: it inflates the sheet, has expat look at it without a single callback and deflates it with
zlib at level 6, which is as little as one can do and still know that it is XML. The editors take turns, round
after round. Seconds are the median of the rounds, and so is the ratio, which is taken round by round, so that it
holds where the machine is slower in one round than in another; memory is the highest of any.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path
from statistics import median
from xml.parsers import expat

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = 30
EDITED = (5, 17, 29)
SHEET = "Recommendations"
CHOICES = ("Awaiting allocation", "In progress", "Closed", "Superseded", "Not accepted", "Red", "Amber", "Green")
WORDS = (
    *("the", "force", "should", "by", "with", "immediate", "effect", "ensure", "that", "all", "officers", "and"),
    *("staff", "understand", "how", "to", "record", "risk", "in", "custody", "supervisors", "review", "plans"),
    *("victims", "within", "six", "months", "provide", "evidence", "of", "progress", "governance", "board"),
)
PART = "xl/worksheets/sheet1.xml"
EDITORS = ("floor", "ours", "wolfxl", "openpyxl")


def make(path: Path, rows: int) -> None:
    """A register as Excel would write it, the same each time: refs, long texts, choices, dates, scores, gaps."""
    import xlsxwriter

    drawn = random.Random(20220331)
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    dated = book.add_format({"num_format": "dd/mm/yyyy"})
    for column in range(COLUMNS):
        sheet.write_string(0, column, f"Heading {column + 1}")
    for row in range(1, rows + 1):
        for column in range(COLUMNS):
            kind = column % 6
            if kind == 0:
                sheet.write_string(row, column, f"{row}.{column} " + " ".join(drawn.choices(WORDS, k=30)))
            elif kind in (1, 5):
                sheet.write_string(row, column, drawn.choice(CHOICES))
            elif kind == 2:
                sheet.write_number(row, column, drawn.randint(44_000, 46_000), dated)
            elif kind == 3:
                sheet.write_number(row, column, drawn.randint(1, 25))
            else:
                sheet.write_string(row, column, f"Board {drawn.randint(1, 40)}")
    book.close()


def value(row: int, column: int) -> str | float:
    """What is written: a number into the middle one of the three columns, a text into the others."""
    return row * 1.5 if column == EDITED[1] else f"Red since {row} & counting"


def ours(source: Path, target: Path, rows: int) -> None:
    """This project's splice, its proof included."""
    sys.path.insert(0, str(ROOT))
    from hmic_tracker.workbook import SheetEdit, splice

    letters = {5: "E", 17: "Q", 29: "AC"}
    cells = {f"{letters[c]}{r}": value(r, c) for r in range(2, rows + 2) for c in EDITED}
    splice(source, {SHEET: SheetEdit(cells)}, to=target)


def through_openpyxl(source: Path, target: Path, rows: int) -> None:
    """openpyxl with the flags that lose least."""
    import openpyxl

    book = openpyxl.load_workbook(source, keep_vba=True, rich_text=True)
    sheet = book[SHEET]
    for row in range(2, rows + 2):
        for column in EDITED:
            sheet.cell(row, column).value = value(row, column)
    book.save(target)


def through_wolfxl(source: Path, target: Path, rows: int) -> None:
    """wolfxl in the mode that changes a workbook in place."""
    import wolfxl

    book = wolfxl.load_workbook(str(source), modify=True)
    sheet = book[SHEET]
    for row in range(2, rows + 2):
        for column in EDITED:
            sheet.cell(row, column).value = value(row, column)
    book.save(str(target))


def floor(source: Path, target: Path, rows: int) -> None:
    """Inflate, a bare expat, deflate with the standard zlib at level 6."""
    with zipfile.ZipFile(source) as old:
        xml = old.read(PART)
        expat.ParserCreate().Parse(xml, True)
        deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
        target.write_bytes(deflater.compress(xml) + deflater.flush())


WAYS = {"floor": floor, "ours": ours, "wolfxl": through_wolfxl, "openpyxl": through_openpyxl}


def measured(editor: str, source: Path, target: Path, rows: int) -> tuple[float, float]:
    """Seconds and megabytes of a whole process, from its start to its end."""
    command = [sys.executable, __file__, "--run", editor, str(source), str(target), str(rows)]
    begun = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{editor} failed")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def sheet_size(path: Path) -> tuple[int, int]:
    """The sheet part's packed size, and what zlib at level 6 would make of it."""
    with zipfile.ZipFile(path) as book:
        deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = deflater.compress(book.read(PART)) + deflater.flush()
        return book.getinfo(PART).compress_size, len(packed)


def compare(rows: int, rounds: int, editors: list[str]) -> None:
    """Print a table for one length of sheet, each editor against this project's."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.xlsx"
        make(source, rows)
        seconds: dict[str, list[float]] = {editor: [] for editor in editors}
        most = dict.fromkeys(editors, 0.0)
        for _ in range(rounds):
            for editor in editors:
                took, megabytes = measured(editor, source, Path(folder) / f"{editor}.xlsx", rows)
                seconds[editor].append(took)
                most[editor] = max(most[editor], megabytes)
        print(f"\n{rows:,} rows, {COLUMNS} columns, {len(EDITED)} of them written, median of {rounds} rounds")
        for editor in editors:
            ratio = median(theirs / our for theirs, our in zip(seconds[editor], seconds["ours"], strict=True))
            print(f"  {editor:10} {median(seconds[editor]):7.2f} s  {ratio:6.2f} x ours  {most[editor]:6.0f} MB")
        packed, at_six = sheet_size(Path(folder) / "ours.xlsx")
        print(f"  sheet part {packed:,} bytes, {packed / at_six - 1:+.1%} against zlib at level 6")


def main() -> None:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("rows", nargs="*", type=int, default=[5_000, 50_000])
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--only", nargs="*", default=list(EDITORS), choices=EDITORS)
    asked = words.parse_args()
    for rows in asked.rows:
        compare(rows, asked.rounds, [editor for editor in EDITORS if editor == "ours" or editor in asked.only])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        WAYS[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
    else:
        main()

"""A formula as it reads some rows further down: what is relative in it moves, as when it is filled down in Excel.

ECMA-376 Part 1, 18.17.2.3 (cell references), 18.17.2.2 (text, numbers), 18.17.2.5 (names), 18.5.1.1 (the formula of a
calculated column, which a table keeps as it reads in its first row of data).
"""

import re

from hmic_tracker.workbook.cells import MOST_COLUMNS, MOST_ROWS, column_number

# What is left as it is comes first: texts, sheet names in quotes, a table's columns in brackets (an apostrophe there
# takes its meaning from the next sign, 18.17.6.5). Then rows as a whole, and words and numbers, each to its end.
_TOKEN = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])"""
    r"""|(?<![\w.$])(\$?[0-9]{1,7}):(\$?[0-9]{1,7})(?![\w.$])"""
    r"""|([0-9]+\.?[0-9]*(?:[Ee][+-]?[0-9]+)?|[\w$\\][\w$\\.?]*)""",
    re.DOTALL,
)
_CELL = re.compile(r"(\$?([A-Za-z]{1,3}))(\$?)([1-9][0-9]{0,6})")


def filled_down(formula: str, rows: int) -> str:
    """The formula `rows` further down; what would lie below the sheet's last row is `#REF!`, as Excel has it."""
    return _TOKEN.sub(lambda found: _moved(found, rows), formula) if rows else formula


def _moved(found: re.Match[str], rows: int) -> str:
    if found[1]:
        return found[0]
    if found[2]:
        return f"{_row(found[2], rows)}:{_row(found[3], rows)}"
    cell = _CELL.fullmatch(found[0])
    # Before a bracket it is a function (LOG10), before a mark of exclamation a sheet, before a square one a table.
    follows = found.string[found.end() : found.end() + 1]
    if not cell or follows in ("(", "!", "[") or column_number(cell[2]) > MOST_COLUMNS:
        return found[0]
    row = _row(cell[3] + cell[4], rows)
    return row if row.startswith("#") else cell[1] + row


def _row(written: str, rows: int) -> str:
    if written.startswith("$"):
        return written
    row = int(written) + rows
    return str(row) if row <= MOST_ROWS else "#REF!"

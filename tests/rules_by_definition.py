"""A slow, obvious evaluator of decision tables, written from the definition alone.

"A blank cell or - is any value; Closed; Closed, Superseded; not(Closed); < 0, <= 30, > 5, >= 15; [1..5], (1..5], [1..5);
dates >= 31/03/2022; blank and not(blank). A missing fact satisfies only - and blank, never a comparison. Rows are tried
from the top, and the first whose every condition holds decides."
"""

import re
from datetime import date


def number_or_day(text):
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def one_test_holds(test, value):
    test = test.strip()
    if test == "blank":
        return value is None
    if value is None:
        return False
    for sign in ("<=", ">=", "<", ">"):
        if test.startswith(sign):
            edge = number_or_day(test[len(sign) :].strip())
            if isinstance(value, str):
                return False
            return {"<=": value <= edge, ">=": value >= edge, "<": value < edge, ">": value > edge}[sign]
    if ".." in test:
        low, high = (number_or_day(part.strip()) for part in test[1:-1].split(".."))
        if isinstance(value, str):
            return False
        above = value >= low if test[0] == "[" else value > low
        below = value <= high if test[-1] == "]" else value < high
        return above and below
    if isinstance(value, str):
        return test.lower() == value.lower()
    return number_or_day(test) == value


def cell_holds(cell, value):
    cell = cell.strip()
    if cell in ("", "-"):
        return True
    if cell.startswith("not("):
        return value is not None and not any(one_test_holds(test, value) for test in cell[4:-1].split(","))
    return any(one_test_holds(test, value) for test in cell.split(","))


def first_rule(rows, values):
    for number, row in enumerate(rows):
        if all(cell_holds(cell, values[heading]) for heading, cell in row.conditions):
            return number
    return None

"""A slow, obvious evaluator of decision tables, written from the definition alone.

"A blank cell or - is any value; Closed; Closed, Superseded; not(Closed); < 0, <= 30, > 5, >= 15; [1..5], (1..5], [1..5);
dates >= 31/03/2022; blank and not(blank). The quotes are optional, since staff don't type quotes. A missing fact
satisfies only - and blank, never a comparison. Rows are tried from the top, and the first whose every condition holds
decides."

And of the cells that a condition is asked about: "dates as text, numbers as text; trailing and non-breaking spaces;
curly quotes; choices in another case" are normal. A cell that is a list, such as Risk ref, has a word in it where any
of its entries is that word; not(...) is the opposite of what stands inside it, where there is a value.
"""

import re
from datetime import date

STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\xa0": " "})
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def plain(text):
    """The words without what people don't mean: curly quotes, odd spaces, capitals."""
    return " ".join(text.translate(STRAIGHT).split()).lower()


def value_meant(text):
    """The number, the day or the words that a text stands for."""
    words = plain(text)
    if re.fullmatch(r"-?\d+(\.\d+)?", words):
        return float(words)
    if found := re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", words):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if (found := re.fullmatch(r"(\d\d?) ([a-z]+) (\d{4})", words)) and found[2].title() in MONTHS:
        return date(int(found[3]), MONTHS.index(found[2].title()) + 1, int(found[1]))
    return words


def pieces(cell):
    """The tests of a list: a comma inside quotes parts nothing."""
    found, quoted = [""], ""
    for letter in cell.translate(STRAIGHT).strip():
        starts = letter in "\"'" and not quoted and not found[-1].strip()
        if starts or letter == quoted:
            quoted = letter if starts else ""
        if letter == "," and not quoted:
            found.append("")
        else:
            found[-1] += letter
    return [piece.strip() for piece in found]


def one_test_holds(test, value):
    if test.lower() == "blank":
        return value is None
    if value is None:
        return False
    for sign in ("<=", ">=", "<", ">"):
        if test.startswith(sign):
            edge = value_meant(test[len(sign) :])
            if type(edge) is not type(value):
                return False
            return {"<=": value <= edge, ">=": value >= edge, "<": value < edge, ">": value > edge}[sign]
    if ".." in test and test[0] in "[(" and test[-1] in "])":
        low, high = (value_meant(part) for part in test[1:-1].split(".."))
        if type(low) is not type(value):
            return False
        return (value >= low if test[0] == "[" else value > low) and (
            value <= high if test[-1] == "]" else value < high
        )
    if test[0] in "\"'" and test[-1] == test[0] and len(test) > 1:
        test = test[1:-1]
    return value_meant(test) == value


def cell_holds(cell, value):
    """Whether one condition cell holds of a value: words, a number, a day, None where it is missing, or a tuple of
    the entries of a list, of which any one is enough."""
    cell = cell.translate(STRAIGHT).strip()
    if cell in ("", "-"):
        return True
    entries = value if isinstance(value, tuple) and value else (None if value == () else value,)
    entries = [
        value_meant(one) if isinstance(one, str) else float(one) if isinstance(one, int) else one for one in entries
    ]
    if found := re.fullmatch(r"not\s*\((.*)\)", cell, re.IGNORECASE | re.DOTALL):
        return None not in entries and not any(
            one_test_holds(test, one) for test in pieces(found[1]) for one in entries
        )
    return any(one_test_holds(test, one) for test in pieces(cell) for one in entries)


def first_rule(rows, values):
    """The place of the first row whose every condition holds, or None."""
    for number, row in enumerate(rows):
        if all(cell_holds(cell, values[heading]) for heading, cell in row.conditions):
            return number
    return None

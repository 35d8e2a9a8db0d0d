"""The decision table against the slow, obvious evaluator of `rules_by_definition`."""

import random
from datetime import date, timedelta

import pytest
from rules_by_definition import first_rule

from hmic_tracker.model.force import RuleRow
from hmic_tracker.model.when import When
from hmic_tracker.rules.decision_table import DecisionTable
from hmic_tracker.rules.inputs import known_inputs

COLOURS = ("Red", "Amber", "Green", "Blue", "White")
STATUSES = ("Awaiting allocation", "In progress", "Awaiting force sign-off", "Closed", "Superseded", "Not accepted")
RAGS = ("Red", "Amber", "Green")
TOPICS = ("Harm, abuse and neglect", "Custody", "The chief’s own", "Stop and search")
RISKS = ("R-01", "R-04", "R-11")
DAY = date(2022, 3, 31)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# What a column holds: of "any" is a column of staff's own, in which everything stands that people type.
COLUMNS = {
    "Status": ("word", STATUSES),
    "Days to due": ("number", ()),
    "Risk RAG": ("word", RAGS),
    "Risk score": ("number", ()),
    "Effective due date": ("day", ()),
    "Immediate": ("word", ("Yes", "No")),
    "Number": ("text", ("AFI 7", "rec. two")),
    "Risk ref": ("list", RISKS),
    "Priority": ("any", TOPICS),
    "Topic": ("any", TOPICS),
}
OWN = ("Priority", "Topic")


def spelt(chance, word):
    """The word as somebody may type it."""
    word = chance.choice((word, word, word.lower(), word.upper()))
    word = word.replace(" ", chance.choice((" ", " ", "\xa0", "  ")))
    return word.replace("’", chance.choice("’'")) + chance.choice(("", "", " ", "\xa0"))


def condition_word(chance, word):
    """The word in a condition: with quotes of any kind, and never without where it has a comma or is a number."""
    typed = spelt(chance, word).strip()
    quoted = [f'"{typed}"', f"“{typed}”"] + ([] if "'" in typed or "’" in typed else [f"‘{typed}’", f"'{typed}'"])
    return chance.choice(quoted) if "," in word or chance.random() < 0.25 else typed


def random_number(chance):
    return chance.choice((-10, -1, 0, 1, 5, 7.5, 12, 30, 90))


def say_day(chance, day):
    shapes = (f"{day.day:02d}/{day.month:02d}/{day.year}", f"{day.day}/{day.month}/{day.year}")
    return chance.choice((*shapes, f"{day.day} {MONTHS[day.month - 1]} {day.year}"))


def random_day(chance):
    return DAY + timedelta(days=chance.choice((-400, -30, -1, 0, 1, 30, 365)))


def random_edge(chance, kind):
    return str(random_number(chance)) if kind == "number" else say_day(chance, random_day(chance))


def random_test(chance, kind, words):
    if chance.random() < 0.12:
        return chance.choice(("blank", "Blank", "BLANK"))
    if kind == "any":
        kind = chance.choice(("word", "number", "day"))
    elif kind == "text":
        kind = chance.choice(("word", "number"))
    if kind in ("word", "list"):
        return condition_word(chance, chance.choice(words))
    shape, gap = chance.randrange(3), chance.choice(("", " "))
    if shape == 0:
        return random_edge(chance, kind)
    if shape == 1:
        return chance.choice(("<", "<=", ">", ">=")) + gap + random_edge(chance, kind)
    low, high = random_edge(chance, kind), random_edge(chance, kind)
    left, right = chance.choice("[("), chance.choice("])")
    return f"{left}{gap}{low}{gap}..{gap}{high}{right}"


def random_cell(chance, kind, words):
    if chance.random() < 0.4:
        return chance.choice(("", "-", " - "))
    tests = chance.choice((", ", ",", " , ")).join(
        random_test(chance, kind, words) for _ in range(chance.choice((1, 1, 1, 2, 3)))
    )
    return f"{chance.choice(('not', 'Not', 'not '))}({tests})" if chance.random() < 0.25 else tests


def random_value(chance, kind, words):
    if kind == "list":
        return tuple(spelt(chance, word) for word in chance.sample(words, chance.randrange(len(words) + 1)))
    if chance.random() < 0.2:
        return None
    if kind == "text":
        return chance.choice((spelt(chance, chance.choice(words)), str(random_number(chance)), "3", " 12 "))
    if kind == "any":
        typed = (spelt(chance, chance.choice(words)), f" {random_number(chance)}", say_day(chance, random_day(chance)))
        return chance.choice((*typed, random_number(chance), random_day(chance)))
    if kind == "word":
        return spelt(chance, chance.choice(words))
    if kind == "number":
        return chance.choice((random_number(chance), float(random_number(chance)), chance.uniform(-20, 100)))
    return chance.choice((random_day(chance), DAY + timedelta(days=chance.randrange(-500, 500))))


def random_table(chance):
    headings = chance.sample(list(COLUMNS), chance.randrange(1, 5))
    return [
        RuleRow(
            f"Rule {number}",
            chance.choice(COLOURS),
            "",
            tuple((spelt(chance, heading), random_cell(chance, *COLUMNS[heading])) for heading in headings),
        )
        for number in range(chance.randrange(1, 7))
    ]


def plainly(rows):
    """The rows with each heading as it is declared, for the evaluator that knows of no other spelling."""
    plain = {"".join(heading.split()).lower(): heading for heading in COLUMNS}
    return [
        RuleRow(row.rule, row.rag, "", tuple((plain["".join(h.split()).lower()], cell) for h, cell in row.conditions))
        for row in rows
    ]


@pytest.mark.parametrize("seed", range(10))
def test_five_thousand_random_tables_decide_as_the_definition_says(seed):
    chance = random.Random(seed)
    decided = 0
    for _ in range(500):
        rows = random_table(chance)
        table = DecisionTable.of(((number + 2, row, False) for number, row in enumerate(rows)), known_inputs(OWN))
        assert table.faults == (), rows
        cases = [{heading: random_value(chance, *COLUMNS[heading]) for heading in COLUMNS} for _ in range(4)]
        together = table.decide_all(
            {asked: [case[asked.heading] for case in cases] for asked in table.columns}, len(cases)
        )
        plain = plainly(rows)
        for case, rule in zip(cases, together, strict=True):
            expected = first_rule(plain, case)
            assert (rule.number - 2 if rule else None) == expected, (rows, case)
            assert table.decide(lambda asked, case=case: case[asked.heading]) is rule
            decided += bool(rule and not rule.fits_all)
    assert decided > 500, "most of the cases must be decided by a rule that asks something"


def test_a_rough_date_is_past_only_after_its_last_day():
    may = When(date(2022, 5, 1), date(2022, 5, 31), "month", "May 2022")
    row = RuleRow("Past", "Red", "", (("HMICFRS due date", "< 31/05/2022"),))
    table = DecisionTable.of([(2, row, False)])
    assert table.decide(lambda asked: may) is None
    row = RuleRow("Past", "Red", "", (("HMICFRS due date", "< 01/06/2022"),))
    assert DecisionTable.of([(2, row, False)]).decide(lambda asked: may).name == "Past"

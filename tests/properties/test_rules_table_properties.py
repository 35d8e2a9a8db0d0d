"""The decision table against the slow, obvious evaluator of `rules_by_definition`."""

import random
from datetime import date, timedelta

import pytest
from rules_by_definition import first_rule, number_or_day

from hmic_tracker.model.force import RuleRow
from hmic_tracker.model.when import When
from hmic_tracker.rules.decision_table import DecisionTable

COLOURS = ("Red", "Amber", "Green", "Blue", "White")
STATUSES = ("Awaiting allocation", "In progress", "Awaiting force sign-off", "Closed", "Superseded", "Not accepted")
RAGS = ("Red", "Amber", "Green")
DAY = date(2022, 3, 31)


def random_word(chance, words):
    word = chance.choice(words)
    return chance.choice((word, word, word.lower(), word.upper()))


def random_edge(chance, kind):
    if kind == "number":
        return str(chance.choice((-10, -1, 0, 1, 5, 7.5, 12, 30, 90)))
    day = DAY + timedelta(days=chance.choice((-400, -30, -1, 0, 1, 30, 365)))
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def random_test(chance, kind, words):
    if chance.random() < 0.12:
        return "blank"
    if kind == "word":
        return random_word(chance, words)
    shape = chance.randrange(3)
    if shape == 0:
        return random_edge(chance, kind)
    if shape == 1:
        return chance.choice(("<", "<=", ">", ">=")) + chance.choice(("", " ")) + random_edge(chance, kind)
    low, high = random_edge(chance, kind), random_edge(chance, kind)
    left, right = chance.choice("[("), chance.choice("])")
    return f"{left}{low}..{high}{right}"


def random_cell(chance, kind, words):
    if chance.random() < 0.4:
        return chance.choice(("", "-"))
    tests = ", ".join(random_test(chance, kind, words) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    return f"not({tests})" if chance.random() < 0.2 else tests


COLUMNS = {
    "Status": ("word", STATUSES),
    "Days to due": ("number", ()),
    "Risk RAG": ("word", RAGS),
    "Risk score": ("number", ()),
    "Effective due date": ("day", ()),
    "Immediate": ("word", ("Yes", "No")),
}


def random_value(chance, kind, words):
    if chance.random() < 0.2:
        return None
    if kind == "word":
        return chance.choice(words)
    return (
        number_or_day(random_edge(chance, kind))
        if chance.random() < 0.7
        else {
            "number": chance.uniform(-20, 100),
            "day": DAY + timedelta(days=chance.randrange(-500, 500)),
        }[kind]
    )


def random_table(chance):
    headings = chance.sample(list(COLUMNS), chance.randrange(1, 5))
    return [
        RuleRow(
            f"Rule {number}",
            chance.choice(COLOURS),
            "",
            tuple((heading, random_cell(chance, *COLUMNS[heading])) for heading in headings),
        )
        for number in range(chance.randrange(1, 7))
    ]


@pytest.mark.parametrize("seed", range(10))
def test_five_thousand_random_tables_decide_as_the_definition_says(seed):
    chance = random.Random(seed)
    for _ in range(500):
        rows = random_table(chance)
        table = DecisionTable.of((number + 2, row, False) for number, row in enumerate(rows))
        assert table.faults == (), rows
        cases = [{heading: random_value(chance, *COLUMNS[heading]) for heading in COLUMNS} for _ in range(8)]
        together = table.decide_all(
            {asked: [case[asked.heading] for case in cases] for asked in table.columns}, len(cases)
        )
        for case, rule in zip(cases, together, strict=True):
            expected = first_rule(rows, case)
            assert (rule.number - 2 if rule else None) == expected, (rows, case)
            assert table.decide(lambda asked, case=case: case[asked.heading]) is rule


def test_a_rough_date_is_past_only_after_its_last_day():
    may = When(date(2022, 5, 1), date(2022, 5, 31), "month", "May 2022")
    row = RuleRow("Past", "Red", "", (("HMICFRS due date", "< 31/05/2022"),))
    table = DecisionTable.of([(2, row, False)])
    assert table.decide(lambda asked: may) is None
    row = RuleRow("Past", "Red", "", (("HMICFRS due date", "< 01/06/2022"),))
    assert DecisionTable.of([(2, row, False)]).decide(lambda asked: may).name == "Past"

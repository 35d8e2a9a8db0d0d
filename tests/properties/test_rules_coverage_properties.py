"""What the verifier says of a table against trying every combination of values, one by one."""

import random
from functools import lru_cache
from itertools import combinations, product

import pytest
from rules_by_definition import cell_holds

from hmic_tracker.model.force import RuleRow
from hmic_tracker.register.vocabularies import VOCABULARY
from hmic_tracker.rules.coverage import Coverage
from hmic_tracker.rules.decision_table import DecisionTable
from hmic_tracker.rules.value_classes import OTHER_WORD

holds = lru_cache(maxsize=None)(cell_holds)
WORDS = {"Status": tuple(VOCABULARY["Status"]), "Risk RAG": tuple(VOCABULARY["RAG"]), "Immediate": ("Yes", "No")}
# Every value that matters: conditions name whole numbers from -2 to 5 only.
VALUES = {
    "Status": (*WORDS["Status"], None),
    "Risk RAG": (*WORDS["Risk RAG"], None),
    "Immediate": WORDS["Immediate"],
    "Days to due": (*map(float, range(-6, 10)), None),
    "Risk score": (*(number / 2 for number in range(-12, 20)), None),
    "Number": ("something", "other thing", "unheard of", None),
    "Risk ref": tuple(some for count in range(4) for some in combinations(("R-01", "R-04", "unheard of"), count)),
}


def random_cell(chance, heading):
    if chance.random() < 0.35:
        return "-"
    tests = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        if chance.random() < 0.15:
            tests.append("blank")
        elif heading in WORDS:
            tests.append(chance.choice(WORDS[heading]))
        elif heading == "Number":
            tests.append(chance.choice(("something", "other thing")))
        elif heading == "Risk ref":
            tests.append(chance.choice(("R-01", "R-04")))
        else:
            low, high = chance.randrange(-2, 6), chance.randrange(-2, 6)
            tests.append(
                chance.choice(
                    (str(low), f"< {low}", f"<= {low}", f"> {low}", f">= {low}", f"[{low}..{high}]", f"({low}..{high})")
                )
            )
    joined = ", ".join(tests)
    return f"not({joined})" if chance.random() < 0.3 else joined


def random_table(chance):
    headings = chance.sample(list(VALUES), chance.randrange(1, 4))
    rows = [
        RuleRow(f"Rule {n}", "Red", "", tuple((heading, random_cell(chance, heading)) for heading in headings))
        for n in range(chance.randrange(1, 7))
    ]
    return headings, rows


def words_of(asked):
    return WORDS.get(asked.heading, ())


@pytest.mark.parametrize("seed", range(6))
def test_the_verdicts_equal_brute_force_over_every_combination(seed):
    chance = random.Random(seed)
    kinds = {"gap": 0, "covered": 0, "never": 0}
    for _ in range(100):
        headings, rows = random_table(chance)
        table = DecisionTable.of((n, row, False) for n, row in enumerate(rows))
        coverage = Coverage(table, words_of, impossible=())
        fitted, deciding, gaps = {n: set() for n in range(len(rows))}, set(), []
        for values in product(*(VALUES[heading] for heading in headings)):
            fits = [
                n
                for n, row in enumerate(rows)
                if all(holds(dict(row.conditions)[h], v) for h, v in zip(headings, values, strict=True))
            ]
            for n in fits:
                fitted[n].add(fits[0])
            deciding |= set(fits[:1])
            if not fits:
                gaps.append(dict(zip(headings, values, strict=True)))
        for n, rule in enumerate(table.rules):
            said = {one.number for one in coverage.covered_by(rule)}
            if not fitted[n]:
                assert coverage.never_holds(rule), (rows, n)
                kinds["never"] += 1
            elif n in deciding:
                assert said == set() and not coverage.never_holds(rule), (rows, n)
            else:
                assert said == fitted[n], (rows, n)
                kinds["covered"] += 1
        assert (coverage.gap is not None) == bool(gaps), rows
        if coverage.gap is not None:
            kinds["gap"] += 1
            example = {asked.heading: point for asked, point in coverage.gap}
            matching = [gap for gap in product(*(VALUES[h] for h in headings)) if _agrees(headings, gap, example)]
            assert matching and all(dict(zip(headings, one, strict=True)) in gaps for one in matching), (
                rows,
                coverage.gap,
            )
    assert all(kinds.values()), kinds


def _agrees(headings, values, example):
    """Whether the example describes this combination; what it leaves out can be anything."""
    for heading, value in zip(headings, values, strict=True):
        if isinstance(value, tuple):
            named = str(example.get(heading) or "").replace(OTHER_WORD, "unheard of").split("; ")
            if heading in example and {word.lower() for word in value} != {*named} - {""}:
                return False
            continue
        point = "unheard of" if example.get(heading) == OTHER_WORD else example.get(heading)
        if heading in example and (value.lower() if isinstance(value, str) else value) != point:
            return False
    return True

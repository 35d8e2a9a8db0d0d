"""What holds of every rating, whatever stands in the register."""

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sheets import make_register, make_risk_register

from hmic_tracker.model.dates import read_when
from hmic_tracker.model.rating import Rag, Rating
from hmic_tracker.model.recommendation import DateChange, Override, Recommendation, Status, Update
from hmic_tracker.model.when import When
from hmic_tracker.register.register import Register
from hmic_tracker.register.risks import RiskRegister
from hmic_tracker.register.table import Row
from hmic_tracker.rules.conditions import points_of, read_condition
from hmic_tracker.rules.impossible import IMPOSSIBLE
from hmic_tracker.rules.inputs import known_inputs
from hmic_tracker.rules.ratings import input_value, rate

PROJECT = Path(__file__).parents[2]
RATE_THE_EXAMPLE = """
from datetime import date
import hmic_tracker as hmic
folder = "workbooks/example/"
register = hmic.open_register(folder + "recommendation_register.xlsx")
risks = hmic.open_risk_register(folder + "force_risk_register.xlsx")
for one in hmic.rate(register, risks, as_at=date(2022, 3, 31)):
    print(one.ref, one.rag, one.rule, one.reason, one.facts, one.escalation, sep="; ")
"""
MARCH = date(2022, 3, 31)
WORDINGS = (
    "",
    "Within six months",
    "Immediately",
    "By May 2022",
    "No deadline set",
    "Within 60 working days",
    "urgently",
)


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Register, RiskRegister]:
    folder: Path = tmp_path_factory.mktemp("registers")
    register = make_register(
        folder,
        "| Ref | Recommendation | Status | Kind |\n| WMP-0001 | Review it | In progress | Recommendation |",
        Inspections="| Inspection ref | Title | Published on |\n| A | A | 2021-12-01 |\n| B | B | 2022-05-01 |\n| C | C | |",
        Updates="| Ref | Date | Update |\n| WMP-0001 | 2022-01-01 | x |",
        Date_changes="| Ref | Which | To |\n| WMP-0001 | Force target date | 2022-01-01 |",
        Overrides="| Ref | RAG | Reason | By | From | Until |\n| WMP-0001 | Red | x | y | | 2022-12-31 |",
    )
    return register, make_risk_register(folder)


def random_date(chance: random.Random) -> When | None:
    return chance.choice(
        (
            None,
            When.on(MARCH + timedelta(days=chance.randrange(-400, 400))),
            read_when(chance.choice(("May 2022", "Spring 2022", "TBC", "Q1 2022/23", "sometime"))),
        )
    )


def filled(register: Register, seed: int, count: int = 60) -> Register:
    """The register with random recommendations, updates, date changes and overrides."""
    chance = random.Random(seed)
    refs = [f"WMP-{number:04d}" for number in range(1, count + 1)]
    rows = [
        Row(
            Recommendation(
                ref=ref,
                inspection_ref=chance.choice(("A", "B", "C", "")),
                parent_ref=chance.choice(("", "", *refs)),
                number=str(number),
                kind="Recommendation",
                recommendation="The force should review it.",
                for_this_force=chance.choice(("Yes", "No", "")),
                status=chance.choice((*map(str, Status), "")),
                issued_on=random_date(chance),
                deadline_wording=chance.choice(WORDINGS),
                hmicfrs_due_date=random_date(chance),
                force_target_date=random_date(chance),
                risk_ref=tuple(chance.sample(("R-01", "R-02", "R-03", "R-04", "R-99"), chance.randrange(3))),
                likelihood=chance.choice((None, 3.0, 9.0)),
                impact=chance.choice((None, 2.0, 4.5)),
                hmicfrs_closed_on=random_date(chance),
            ),
            number + 2,
        )
        for number, ref in enumerate(refs)
    ]
    updates = [Row(Update(chance.choice(refs), random_date(chance)), n + 2) for n in range(count)]
    changes = [
        Row(DateChange(chance.choice(refs), "Force target date", moved_to=random_date(chance)), n + 2)
        for n in range(20)
    ]
    days = [When.on(MARCH + timedelta(days=7 * step)) for step in range(-10, 10)]
    overrides = [
        Row(Override(ref, chance.choice(("Red", "Blue", "")), "because", "ACC Hale", None, chance.choice(days)), n + 2)
        for n, ref in enumerate(chance.sample(refs, 10))
    ]
    return replace(
        register,
        recommendations=replace(register.recommendations, rows=tuple(rows)),
        updates=replace(register.updates, rows=tuple(updates)),
        date_changes=replace(register.date_changes, rows=tuple(changes)),
        overrides=replace(register.overrides, rows=tuple(overrides)),
    )


def by_ref(register: Register, risks: RiskRegister) -> dict[str, Rating]:
    return {rating.ref: rating for rating in rate(register, risks, as_at=MARCH, problems=())}


@pytest.mark.parametrize("seed", range(20))
def test_every_row_has_a_colour_or_a_stated_reason_for_none(
    seed: int, registers: tuple[Register, RiskRegister]
) -> None:
    register, risks = filled(registers[0], seed), registers[1]
    ratings = rate(register, risks, as_at=MARCH)
    assert [rating.ref for rating in ratings] == [row.noun.ref for row in register.recommendations.rows]
    for rating in ratings:
        assert rating.rag in tuple(Rag) and rating.reason
        assert (rating.rag is Rag.NOT_RATED) == bool(rating.excluded or not (rating.rule or rating.override))
        if not rating.recommendation.is_open:
            assert rating.days_to_due is None and not rating.is_overdue


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_rows_changes_no_rating(seed: int, registers: tuple[Register, RiskRegister]) -> None:
    register, risks = filled(registers[0], seed), registers[1]
    rows = list(register.recommendations.rows)
    random.Random(seed + 1).shuffle(rows)
    shuffled = replace(register, recommendations=replace(register.recommendations, rows=tuple(rows)))
    assert by_ref(shuffled, risks) == by_ref(register, risks)


@pytest.mark.parametrize("seed", range(3))
def test_a_column_that_no_rule_asks_about_changes_no_rating(
    seed: int, registers: tuple[Register, RiskRegister]
) -> None:
    register, risks = filled(registers[0], seed), registers[1]
    rows = tuple(
        replace(row, noun=replace(row.noun, extra={"Colour of tea": "Red"})) for row in register.recommendations.rows
    )
    table = replace(register.recommendations, rows=rows, extra={"Colour of tea": 40})
    more = by_ref(replace(register, recommendations=table), risks)
    for ref, rating in by_ref(register, risks).items():
        assert replace(more[ref], recommendation=rating.recommendation) == rating


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process cannot be changed here")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/London"])
def test_the_time_zone_and_the_language_of_the_machine_change_no_rating(
    zone: str, registers: tuple[Register, RiskRegister], monkeypatch: pytest.MonkeyPatch
) -> None:
    register, risks = filled(registers[0], 1), registers[1]
    before = by_ref(register, risks)
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    time.tzset()
    try:
        assert by_ref(register, risks) == before
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert "TZ" not in os.environ or os.environ["TZ"]


def test_a_machine_of_another_language_time_zone_and_hash_order_rates_the_example_alike() -> None:
    def rated(**settings: str) -> str:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))}
        command = [sys.executable, "-c", RATE_THE_EXAMPLE]
        ran = subprocess.run(command, env=env | settings, cwd=PROJECT, capture_output=True, text=True, encoding="utf-8")
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    here = rated(TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    assert here.count("WMP-") >= 46 and "days past" in here
    assert rated(TZ="Pacific/Pago_Pago", LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", PYTHONHASHSEED="2") == here


@pytest.mark.parametrize("seed", range(5))
def test_what_the_verifier_calls_impossible_never_comes_together(
    seed: int, registers: tuple[Register, RiskRegister]
) -> None:
    register, risks = filled(registers[0], seed, 200), registers[1]
    inputs = known_inputs()
    # Of ours without a Status nothing is asked of the rules: the check leaves it out of the rating.
    rated = [
        one
        for one in rate(register, risks, as_at=MARCH, problems=())
        if one.recommendation.status or one.recommendation.for_this_force == "No"
    ]
    for combination in IMPOSSIBLE:
        asked = [(inputs.find(heading), read_condition(text)) for heading, text in combination.items()]
        for rating in rated:
            values = [input_value(one, rating.recommendation, rating.facts) for one, _ in asked if one]
            held = [what.holds_for(points_of(value)) for (_, what), value in zip(asked, values, strict=True)]
            assert not all(held), (combination, rating.ref, values)


@pytest.mark.parametrize("seed", range(5))
def test_what_lies_after_the_day_changes_no_rating(seed: int, registers: tuple[Register, RiskRegister]) -> None:
    register, risks = filled(registers[0], seed), registers[1]
    late = When.on(MARCH + timedelta(days=1))
    updates = tuple(Row(Update(row.noun.ref, late), 900 + row.number) for row in register.recommendations.rows)
    more = replace(register, updates=replace(register.updates, rows=(*register.updates.rows, *updates)))
    assert by_ref(more, risks) == by_ref(register, risks)

"""What re-scored risks and reworded rules changed since the last issued paper."""

from datetime import date
from pathlib import Path
from typing import Any

from sheets import make_register, make_risk_register

from hmic_tracker.history.movement import movement
from hmic_tracker.history.rows import snapshot_of
from hmic_tracker.model.rating import Ratings
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.rules.ratings import rate
from hmic_tracker.rules.rescored_risks import risks_moved
from hmic_tracker.rules.reworded_rules import Recoloured, rules_reworded

DECEMBER, MARCH = date(2021, 12, 31), date(2022, 3, 31)
RECOMMENDATIONS = """
| Ref      | Recommendation | Status      | Number | Risk ref   | HMICFRS due date | For this force | Parent ref |
| WMP-0001 | Review it      | In progress | 1      | R-01       | 2022-09-30       |                |            |
| WMP-0002 | Review that    | In progress | 2      | R-01; R-02 | 2022-02-28       |                |            |
| WMP-0003 | Review those   | Closed      | 3      | R-01       |                  |                |            |
| WMP-0004 | Review them    | In progress | 4      | R-02       | 2022-09-30       |                |            |
| WMP-0005 | Review all     | In progress | 5      | R-01       | 2022-09-30       | No             |            |
| WMP-0006 | Review some    | In progress | 6      |            | 2022-09-30       |                |            |
"""
RISKS = """
| Risk ref | Residual likelihood | Residual impact | Status |
| R-01     | {one}               | 4               | Open   |
| R-02     | {two}               | 2               | Open   |
"""
RULES = """
| Rule    | RAG   | Reason     | Status | Days to due | Risk RAG |
| Closed  | Blue  | Closed.    | Closed |             |          |
| Overdue | Red   | Late.      |        | < 0         |          |
| Risky   | Amber | Risky.     |        |             | Red      |
| Rest    | Green | On course. |        |             |          |
"""


def rated(folder: Path, *, as_at: date = MARCH, rules: str = RULES, one: int = 2, two: int = 2,
          before: Snapshot | None = None, **sheets: str) -> Ratings:  # fmt: skip
    register = make_register(folder, sheets.pop("recommendations", RECOMMENDATIONS), RAG_rules=rules, **sheets)
    risks = make_risk_register(folder, RISKS.format(one=one, two=two))
    return rate(register, risks, as_at=as_at, before=before)


def then(folder: Path, **changes: Any) -> Snapshot:
    return snapshot_of(rated(folder, as_at=DECEMBER, **changes), ())


def test_a_re_scored_risk_names_its_bands_and_the_open_recommendations_of_ours_behind_which_it_stands(
    tmp_path: Path,
) -> None:
    before = then(tmp_path)
    # WMP-0002 is overdue by now, whatever its risk.
    assert [str(moved) for moved in risks_moved(before, rated(tmp_path, one=3, two=2))] == [
        "Risk R-01 moved from Medium (Amber, 8) to High (Red, 12). It stands behind WMP-0001 and WMP-0002; for that "
        "alone WMP-0001 has another colour."
    ]
    assert risks_moved(before, rated(tmp_path)) == ()
    assert risks_moved(None, rated(tmp_path, one=3)) == ()


def test_a_risk_in_the_same_band_is_re_scored_and_one_that_takes_anothers_place_says_so(tmp_path: Path) -> None:
    before = then(tmp_path, one=3, two=1)
    found = [str(moved) for moved in risks_moved(before, rated(tmp_path, one=4, two=1))]
    assert found == [
        "Risk R-01 was re-scored from High (Red, 12) to High (Red, 16), in the same band. It stands behind WMP-0001 and "
        "WMP-0002."
    ]
    before = then(tmp_path, one=1, two=1)
    found = [str(moved) for moved in risks_moved(before, rated(tmp_path, one=1, two=3))]
    assert found[0] == (
        "Risk R-02, Medium (Amber, 6), decides now in place of R-01, Low (Green, 4). It stands behind WMP-0002."
    )
    assert found[1].startswith("Risk R-02 moved from Low (Green, 2) to Medium (Amber, 6). It stands behind WMP-0004")


def test_a_risk_that_is_linked_since_then_decides_where_none_did(tmp_path: Path) -> None:
    linked = RECOMMENDATIONS.replace("| 6      |            |", "| 6      | R-01       |")
    (moved,) = risks_moved(then(tmp_path), rated(tmp_path, recommendations=linked))
    assert str(moved) == "Risk R-01, Medium (Amber, 8), decides now where no risk did. It stands behind WMP-0006."


REWORDED = """
| Rule    | RAG   | Reason     | Status | Days to due | Risk RAG |
| Closed  | Blue  | Done.      | Closed |             |          |
| Soon    | Amber | Soon.      |        | [0..300]    |          |
| Overdue | Red   | Late.      |        | < 0         |          |
| Rest    | Green | On course. |        |             |          |
"""


def test_reworded_rules_say_what_they_are_and_which_colours_they_alone_change(tmp_path: Path) -> None:
    before = then(tmp_path)
    # WMP-0002 fell due in between and is Red by both: that is not the rules' doing.
    found = rules_reworded(before, rated(tmp_path, rules=REWORDED))
    assert found is not None
    assert str(found) == (
        "The RAG rules have changed since the last issued paper (added: Soon; removed: Risky; reworded: Closed). That "
        "changed 4 colours."
    )
    assert [one.ref for one in found.recoloured] == ["WMP-0001", "WMP-0004", "WMP-0005", "WMP-0006"]
    assert found.changed[0] == Recoloured("WMP-0001", "Green", "Amber", "Rest", "Soon")
    assert str(found.changed[0]) == (
        "WMP-0001: Amber by Soon; the rules of the last paper would make it Green by Rest."
    )


def test_rules_in_another_order_are_changed_rules(tmp_path: Path) -> None:
    lines = RULES.strip().splitlines()
    other = "\n".join([*lines[:2], lines[3], lines[2], lines[4]])
    found = rules_reworded(then(tmp_path), rated(tmp_path, rules=other, one=3))
    assert found is not None and str(found) == (
        "The RAG rules have changed since the last issued paper (put in another order). That changed one colour."
    )
    assert found.recoloured == (Recoloured("WMP-0002", "Red", "Amber", "Overdue", "Risky"),)


def test_the_same_rules_and_rules_that_nobody_recorded_are_not_told(tmp_path: Path) -> None:
    before = then(tmp_path)
    spaced = RULES.replace("Closed |             |", "closed. |   -         |")
    assert rules_reworded(before, rated(tmp_path, rules=spaced)) is None
    assert rules_reworded(None, rated(tmp_path, rules=REWORDED)) is None
    old = Snapshot(DECEMBER, before.rows, rules_version=before.rules_version)
    assert rules_reworded(old, rated(tmp_path, rules=REWORDED)) is None


def test_a_parent_follows_the_colours_that_the_old_rules_would_give_its_children(tmp_path: Path) -> None:
    family = RECOMMENDATIONS.replace("| 4      | R-02       | 2022-09-30       |                |            |",
                                     "| 4      | R-02       | 2022-09-30       |                | WMP-0006   |")  # fmt: skip
    old = """
    | Rule   | RAG   | Reason | Worst child RAG | Parent ref |
    | Child  | Red   | x      | Red             |            |
    | Part   | Red   | x      |                 | not(blank) |
    | Rest   | Green | x      |                 |            |
    """
    new = old.replace("| Part   | Red   |", "| Part   | Amber |")
    found = rules_reworded(then(tmp_path, rules=old, recommendations=family),
                           rated(tmp_path, rules=new, recommendations=family))  # fmt: skip
    assert found is not None
    assert {one.ref: (one.was_rag, one.now_rag) for one in found.recoloured} == {
        "WMP-0004": ("Red", "Amber"),
        "WMP-0006": ("Red", "Green"),
    }


def causes(before: Snapshot, now: Ratings) -> dict[str, str]:
    return {one.ref: one.cause for one in movement(before, now) if one.cause}


def test_what_time_moved_is_not_put_down_to_rules_that_were_reworded_meanwhile(tmp_path: Path) -> None:
    before = then(tmp_path)
    harmless = RULES.replace("Late.", "Past its date.")
    assert causes(before, rated(tmp_path, rules=harmless, before=before)) == {"WMP-0002": "date"}


def test_what_only_the_rules_moved_is_put_down_to_them(tmp_path: Path) -> None:
    before = then(tmp_path)
    found = causes(before, rated(tmp_path, rules=REWORDED, before=before))
    assert found == {
        "WMP-0001": "rules changed", "WMP-0002": "date", "WMP-0004": "rules changed", "WMP-0005": "rules changed",
        "WMP-0006": "rules changed",
    }  # fmt: skip


def test_a_risk_re_scored_within_its_band_is_no_cause_where_the_rules_alone_moved_the_colour(tmp_path: Path) -> None:
    before = then(tmp_path, one=1)
    now = rated(tmp_path, rules=REWORDED, one=2, before=before)
    assert causes(before, now)["WMP-0001"] == "rules changed"


def test_a_risk_re_scored_is_the_cause_only_where_the_colour_hangs_on_it(tmp_path: Path) -> None:
    before = then(tmp_path)
    assert causes(before, rated(tmp_path, one=3, before=before)) == {
        "WMP-0001": "risk re-scored", "WMP-0002": "date", "WMP-0005": "risk re-scored",
    }  # fmt: skip

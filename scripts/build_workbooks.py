"""Write the starter and example workbooks anew from the declarations: `python scripts/build_workbooks.py [FOLDER]`."""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from example import LAST_RATED, Rows, bands_and_scores, example_content, example_settings, starter_content
from example.damage import damage
from example.problems import spoil, spoil_matrix

from hmic_tracker.model.force import RuleRow
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.risks import open_risk_register
from hmic_tracker.register.starter import build_register, escalation_rows, lists_rows, rules_rows, settings_rows
from hmic_tracker.register.starter_risks import build_risk_register
from hmic_tracker.rules.inputs import FACTS, RATED
from hmic_tracker.rules.ratings import rate
from hmic_tracker.rules.shipped_rules import shipped_escalation, shipped_rows

WORKBOOKS = Path(__file__).resolve().parent.parent / "workbooks"
MEANINGS = {one.heading: one.help for one in (*FACTS, *RATED)}
REGISTER, RISKS = "recommendation_register.xlsx", "force_risk_register.xlsx"


def build_pair(folder: Path, content: Mapping[str, Rows], settings: Mapping[str, str]) -> None:
    """Both workbooks with this content into `folder`."""
    bands, scores = bands_and_scores()
    build_register(
        folder / REGISTER,
        content,
        rules=shipped_rows(),
        settings=settings,
        escalation=shipped_escalation(),
        meanings=MEANINGS,
    )
    build_risk_register(folder / RISKS, content, bands=bands, scores=scores)


def rated(content: Mapping[str, Rows], settings: Mapping[str, str]) -> dict[str, Rows]:
    """The content with the columns that hmic-tracker fills, as a run on `LAST_RATED` would have left them."""
    with tempfile.TemporaryDirectory() as folder:
        build_pair(Path(folder), content, settings)
        register = open_register(Path(folder) / REGISTER)
        ratings = rate(register, open_risk_register(Path(folder) / RISKS), as_at=LAST_RATED)
        dues = [ratings.response_dues.get(row.number) for row in register.responses.rows]
    return {
        **content,
        "Recommendations": [
            {**row, **rating.calculated}
            for row, rating in zip(content["Recommendations"], ratings.ratings, strict=True)
        ],
        "Responses": [{**row, "Derived due": due} for row, due in zip(content["Responses"], dues, strict=True)],
    }


def build_spoilt_pair(folder: Path, content: Mapping[str, Rows], settings: Mapping[str, str]) -> None:
    """Both workbooks with this content, spoilt in every way, into `folder`."""
    tables = {
        "Settings": settings_rows(settings),
        "Lists": lists_rows(),
        "RAG rules": rules_rows(shipped_rows()),
        "Escalation rules": escalation_rows(shipped_escalation()),
    }
    spoilt = spoil({**content, **tables})
    bands, scores = bands_and_scores()
    rules = [_rule(row) for row in spoilt["RAG rules"]]
    build_register(folder / REGISTER, spoilt, rules=rules, settings=settings, meanings=MEANINGS)
    damage(folder / REGISTER)
    build_risk_register(folder / RISKS, spoilt, bands=spoil_matrix(bands), scores=scores)


def _rule(row: Mapping[str, Any]) -> RuleRow:
    conditions = {heading: value for heading, value in row.items() if heading not in ("Rule", "RAG", "Reason")}
    return RuleRow(row["Rule"], row["RAG"], row["Reason"], tuple(conditions.items()))


def main(folder: Path = WORKBOOKS) -> None:
    build_pair(folder, starter_content(), {})
    settings = example_settings()
    example = rated(example_content(), settings)
    build_pair(folder / "example", example, settings)
    build_spoilt_pair(folder / "example_problems", example, settings)


if __name__ == "__main__":
    main(*(Path(one) for one in sys.argv[1:2]))

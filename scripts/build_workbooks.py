"""Write the starter and example workbooks anew from the declarations: `python scripts/build_workbooks.py`."""

from pathlib import Path

from example import bands_and_scores, example_content, starter_content
from example.force import SETTINGS

from hmic_tracker.register.starter import build_register, build_risk_register
from hmic_tracker.rules.shipped_rules import shipped_rows

WORKBOOKS = Path(__file__).resolve().parent.parent / "workbooks"
REGISTER, RISKS = "recommendation_register.xlsx", "force_risk_register.xlsx"


def main() -> None:
    bands, scores = bands_and_scores()
    rules = shipped_rows()
    build_register(WORKBOOKS / REGISTER, starter_content(), rules=rules, settings={})
    build_risk_register(WORKBOOKS / RISKS, starter_content(), bands=bands, scores=scores)
    filled = example_content()
    register = {name: rows for name, rows in filled.items() if name not in ("Risks", "Bands")}
    risks = {name: filled[name] for name in ("Risks", "Bands")}
    build_register(WORKBOOKS / "example" / REGISTER, register, rules=rules, settings=SETTINGS)
    build_risk_register(WORKBOOKS / "example" / RISKS, risks, bands=bands, scores=scores)


if __name__ == "__main__":
    main()

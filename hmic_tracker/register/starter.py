"""The starter recommendation register, made from the declarations: the same sheets, blank or filled."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hmic_tracker.model.force import EscalationRow, RuleRow
from hmic_tracker.register import sheets
from hmic_tracker.register.columns import RECOMMENDATIONS
from hmic_tracker.register.declare import Group, Sheet
from hmic_tracker.register.setting_names import SETTINGS, SettingKind
from hmic_tracker.register.starter_guide import add_guide
from hmic_tracker.register.starter_lists import COLOURS, REFERRED_TO, TABS, list_name, list_sheet
from hmic_tracker.register.summary import add_summary
from hmic_tracker.register.vocabularies import VOCABULARIES, YES_NO
from hmic_tracker.workbook.build import Build, ListSheet, filled_cells, words_of

Content = Mapping[str, Sequence[Mapping[str, Any]]]


def settings_rows(values: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row for each setting: the value given for it, else its default."""
    unknown = set(values) - {setting.name for setting in SETTINGS}
    if unknown:
        raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
    return [
        {"Setting": one.name, "Value": values.get(one.name, one.default), "Meaning": one.meaning} for one in SETTINGS
    ]


def lists_rows() -> list[dict[str, Any]]:
    """One row for each word of each vocabulary, the words of a list together."""
    return [
        {"List": one.name, "Word": word.word, "Meaning": word.meaning, "Order": order}
        for one in VOCABULARIES
        for order, word in enumerate(one.words, start=1)
    ]


def rules_rows(rules: Iterable[RuleRow]) -> list[dict[str, Any]]:
    """The decision table as rows of its sheet."""
    return [{"Rule": rule.rule, "RAG": rule.rag, "Reason": rule.reason, **dict(rule.conditions)} for rule in rules]


def escalation_rows(rules: Iterable[EscalationRow]) -> list[dict[str, Any]]:
    """The escalation table as rows of its sheet."""
    return [
        {
            "Rule": rule.rule,
            sheets.WHO_MUST_SEE_IT: rule.who_must_see_it,
            "Reason": rule.reason,
            **dict(rule.conditions),
        }
        for rule in rules
    ]


def build_register(
    path: Path,
    content: Content,
    *,
    rules: Sequence[RuleRow],
    settings: Mapping[str, str],
    escalation: Sequence[EscalationRow] = (),
    meanings: Mapping[str, str] | None = None,
) -> None:
    """Write a new recommendation register at `path`.

    `content` gives rows by sheet and heading; sheets that it does not name are blank. `rules` and `escalation` are the
    decision tables, `settings` the values that differ from the defaults; all give way to rows in `content`. `meanings`
    says what a condition column asks about, where it is none of Recommendations. The same arguments give the same
    bytes.
    """
    given = {
        **content,
        "Settings": content.get("Settings") or settings_rows(settings),
        "Lists": content.get("Lists") or lists_rows(),
        "RAG rules": content.get("RAG rules") or rules_rows(rules),
        "Escalation rules": content.get("Escalation rules") or escalation_rows(escalation),
    }
    marking = settings.get("Document marking", "OFFICIAL-SENSITIVE")
    name = settings.get("Force name", "")
    build = Build(
        path, title=f"Recommendation register{f' of {name}' if name else ''}", marking=marking, colours=COLOURS
    )
    add_guide(build, tab=TABS[Group.EVERY_DAY], force=name)
    # The Summary stands second and counts what stands behind it.
    summary = build.add_sheet("Summary", tab=TABS[Group.EVERY_DAY])
    built = {}
    for sheet in sheets.REGISTER_SHEETS:
        rows = given.get(sheet.name, ())
        conditions = _conditions(sheet, rows, meanings or {}) if sheet in sheets.DECISION_TABLES else {}
        built[sheet.name] = list_sheet(sheet, rows, conditions)
        build.add_list(built[sheet.name])
    portfolios = [str(row["Portfolio"]) for row in given.get("Portfolios", ())]
    add_summary(build, summary, portfolios, given.get("Recommendations", ()))
    _add_setting_choices(build, built["Settings"], given["Settings"])
    _define_names(build, built)
    build.close()


def _conditions(sheet: Sheet, rules: Iterable[Mapping[str, Any]], meanings: Mapping[str, str]) -> dict[str, str]:
    """The condition columns of a decision table in their order, and what each asks about."""
    fixed = {column.heading for column in sheet.columns}
    known = {column.heading: column.help for column in RECOMMENDATIONS.columns} | dict(meanings)
    return {heading: known.get(heading, "") for rule in rules for heading in rule if heading not in fixed}


def _add_setting_choices(build: Build, listed: ListSheet, rows: Sequence[Mapping[str, Any]]) -> None:
    """A drop-down on each value that has words to choose from."""
    words = {one.name: one.words or YES_NO.name for one in SETTINGS if one.kind in _CHOSEN}
    for row, said in enumerate(rows, start=listed.header_row):
        if said.get("Setting") in words:
            build.add_choices(listed.name, row, 1, list_name(words[said["Setting"]]))


_CHOSEN = (SettingKind.CHOICE, SettingKind.YES_NO)


def _define_names(build: Build, built: Mapping[str, ListSheet]) -> None:
    first = built["Lists"].header_row + 1
    for vocabulary in VOCABULARIES:
        build.define(list_name(vocabulary.name), words_of("Lists", ("A", "B"), first, vocabulary.name))
    for sheet, name in REFERRED_TO.items():
        build.define(name, filled_cells(sheet, "A", built[sheet].header_row + 1))

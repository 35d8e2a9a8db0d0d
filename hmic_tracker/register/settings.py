"""The Settings sheet as values: one attribute a setting, the default where it is blank or absent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hmic_tracker.catalogue import make_problem
from hmic_tracker.problems import Problem
from hmic_tracker.register.cell_values import flag_of
from hmic_tracker.register.setting_names import PAPER_PARTS, PAPER_SECTIONS, SETTINGS, Setting, SettingKind
from hmic_tracker.register.words import Vocabularies, bare, nearest_of, tidy

_PRINTED = frozenset((*PAPER_SECTIONS, *(name for name, default in PAPER_PARTS.items() if default == "Yes")))
_BY_BARE_NAME = {bare(setting.name): setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """What staff decided. `printed_sections` are the parts of the paper that are printed, by name."""

    force_name: str = ""
    force_short_name: str = ""
    ref_prefix: str = "REC"
    local_policing_body: str = ""
    committee: str = "Joint Audit Committee"
    report_title: str = "HMICFRS inspections and recommendations"
    document_marking: str = "OFFICIAL-SENSITIVE"
    decision_asked: str = "note the report"
    working_day_division: str = "England and Wales"
    immediate_grace_days: int = 0
    alert_days_before_due: tuple[int, ...] = (10, 6)
    extension_limit: int = 1
    update_due_every_days: int = 90
    risk_scores_in_public_version: bool = False
    email_marking_limit: str = "OFFICIAL-SENSITIVE"
    printed_sections: frozenset[str] = _PRINTED

    @property
    def short_name(self) -> str:
        """The force's short name, else its full name."""
        return self.force_short_name or self.force_name

    def prints(self, section: str) -> bool:
        """Whether staff want this part of the paper."""
        return section in self.printed_sections


@dataclass(frozen=True, slots=True)
class StatedSetting:
    """One row of the Settings sheet: what it says and where."""

    name: str
    value: str
    cell: str


def read_settings(
    rows: Iterable[StatedSetting], vocabularies: Vocabularies, *, sheet: str
) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings that the rows state, and what could not be used. The first row of a name counts."""
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    printed = set(_PRINTED)
    for row in rows:
        setting = _BY_BARE_NAME.get(bare(row.name))
        if setting is None:
            nearest = nearest_of(row.name, (one.name for one in SETTINGS))
            says = f" Did you mean {nearest}?" if nearest else ""
            problems.append(make_problem("setting-unknown", sheet=sheet, cell=row.cell, value=row.name, nearest=says))
            continue
        if setting.field in values or not tidy(row.value):
            continue
        try:
            values[setting.field] = _value(setting, row.value, vocabularies)
        except ValueError as error:
            problems.append(
                make_problem(
                    "setting-unreadable",
                    sheet=sheet,
                    cell=row.cell,
                    value=tidy(row.value),
                    heading=setting.name,
                    why=error,
                    default=setting.default or "nothing",
                )
            )
    for name in (*PAPER_SECTIONS, *PAPER_PARTS):
        field_name = next(one.field for one in SETTINGS if one.name == f"Section {name} printed")
        if field_name in values:
            (printed.add if values.pop(field_name) else printed.discard)(name)
    return Settings(**values, printed_sections=frozenset(printed)), tuple(problems)


def _value(setting: Setting, text: str, vocabularies: Vocabularies) -> Any:
    text = tidy(text)
    match setting.kind:
        case SettingKind.WHOLE:
            return _whole(text)
        case SettingKind.DAYS:
            return tuple(_whole(tidy(part)) for part in text.replace(",", ";").split(";") if tidy(part))
        case SettingKind.YES_NO:
            flag = flag_of(text)
            if flag is None:
                raise ValueError("it is neither Yes nor No")
            return flag
        case SettingKind.CHOICE:
            word = vocabularies.canonical(setting.words, text)
            if word is None:
                raise ValueError("it is not one of the words")
            return word
    return text


def _whole(text: str) -> int:
    """Nought or more; ValueError with the reason otherwise."""
    match = re.fullmatch(r"\+?(\d{1,6})(\.0*)?", text)
    if match is None:
        raise ValueError("it is not a whole number")
    return int(match[1])

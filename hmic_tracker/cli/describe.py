"""`hmic-tracker describe`: the reference, printed from the declarations."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, asked, deliver

NAME = "describe"


class Subject(StrEnum):
    """What can be described."""

    COLUMNS = "columns"
    FACTS = "facts"
    SETTINGS = "settings"
    PROBLEMS = "problems"
    TEMPLATE = "template"
    TOML = "toml"


def command(
    subject: Annotated[Subject, typer.Argument(help="What to describe.")],
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The columns, the facts that rules may ask about, settings, problems, a template's names, or hmic-tracker.toml."""
    question = asked(NAME, None, as_json, quiet)
    entries = _DESCRIBE[subject]()
    text = "\n\n".join(
        "\n".join([str(next(iter(entry.values()))), *(f"    {k}: {v}" for k, v in list(entry.items())[1:] if v != "")])
        for entry in entries
    )
    # What is wrong with a workbook stands under "problems" in every answer; the kinds there are, under their own name.
    name = "problem_kinds" if subject is Subject.PROBLEMS else str(subject)
    deliver(question, Answer(text, {name: entries}))


def _columns() -> list[dict[str, Any]]:
    from hmic_tracker.register.sheets import REGISTER_SHEETS, RISK_REGISTER_SHEETS

    return [
        {
            "heading": column.heading,
            "sheet": sheet.name,
            "kind": str(column.kind),
            "filled by": str(column.filled_by),
            "required": column.required,
            "words": column.words,
            "also read as": "; ".join(column.aliases),
            "meaning": column.help,
            "example": column.example,
        }
        for sheet in (*REGISTER_SHEETS, *RISK_REGISTER_SHEETS)
        for column in sheet.columns
    ]


def _facts() -> list[dict[str, Any]]:
    from hmic_tracker.register.vocabularies import VOCABULARY
    from hmic_tracker.rules.inputs import AGEING_BANDS, FACTS, RATED

    def words(name: str) -> str:
        return "; ".join(VOCABULARY.get(name, AGEING_BANDS)) if name else ""

    return [
        {
            "fact": fact.heading,
            "holds": str(fact.kind),
            "words": words(fact.words),
            "meaning": fact.help,
            "only in": "Escalation rules" if fact in RATED else "",
        }
        for fact in (*FACTS, *RATED)
    ]


def _settings() -> list[dict[str, Any]]:
    from hmic_tracker.register.setting_names import SETTINGS

    return [
        {"setting": one.name, "kind": str(one.kind), "default": one.default, "words": one.words, "meaning": one.meaning}
        for one in SETTINGS
    ]


def _problems() -> list[dict[str, Any]]:
    from hmic_tracker.catalogue import CATALOGUE, make_problem

    entries = []
    for kind in CATALOGUE:
        facts = {name: value for name, value in kind.example.items() if name != "ref"}
        shown = make_problem(kind.code, sheet="", ref=kind.example.get("ref", ""), **facts)
        entries.append(
            {
                "code": kind.code,
                "severity": str(kind.severity),
                "heading": kind.heading,
                "found": shown.found,
                "advice": shown.advice,
            }
        )
    return entries


def _template() -> list[dict[str, Any]]:
    from hmic_tracker.outputs.name_examples import example_values
    from hmic_tracker.outputs.names import name_cards
    from hmic_tracker.outputs.tag_words import FILTERS, TAGS

    return [
        *({"name": card.name, "kind": card.kind, "example": card.example} for card in name_cards(example_values())),
        *({"name": one, "kind": "tag", "meaning": meaning, "example": shown} for one, (meaning, shown) in TAGS.items()),
        *(
            {"name": one, "kind": "filter", "meaning": meaning, "example": shown}
            for one, (meaning, shown) in FILTERS.items()
        ),
    ]


def _toml() -> list[dict[str, Any]]:
    from hmic_tracker.runs.machine_settings import MACHINE_SETTINGS, toml_value

    return [
        {"setting": one.name, "is": one.expected, "default": toml_value(one.default), "meaning": one.meaning}
        for one in MACHINE_SETTINGS
    ]


_DESCRIBE = {
    Subject.COLUMNS: _columns,
    Subject.FACTS: _facts,
    Subject.SETTINGS: _settings,
    Subject.PROBLEMS: _problems,
    Subject.TEMPLATE: _template,
    Subject.TOML: _toml,
}

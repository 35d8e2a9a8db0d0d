"""Opening the recommendation register."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hmic_tracker.catalogue import make_problem
from hmic_tracker.errors import SheetMissing
from hmic_tracker.model.force import EscalationRow, Meeting, Narrative, Person, Portfolio, RuleRow
from hmic_tracker.model.inspection import Finding, Inspection, Letter, PeelGrade, Response
from hmic_tracker.model.recommendation import DateChange, Override, Recommendation, Update
from hmic_tracker.problems import Problem
from hmic_tracker.register import sheets
from hmic_tracker.register.cell_values import as_text, is_blank, read_cell
from hmic_tracker.register.changes import RowKey, key_without_ref
from hmic_tracker.register.columns import RECOMMENDATIONS
from hmic_tracker.register.committees import settle_committee, spell_committees
from hmic_tracker.register.declare import Kind, Sheet
from hmic_tracker.register.leading_zeros import restore_zeros
from hmic_tracker.register.locating import Located, locate_all
from hmic_tracker.register.register import Register
from hmic_tracker.register.rows import absent, keys_of, read_table
from hmic_tracker.register.setting_names import SETTINGS
from hmic_tracker.register.settings import Settings, StatedSetting, read_settings
from hmic_tracker.register.table import Row, Table
from hmic_tracker.register.vocabularies import VOCABULARY
from hmic_tracker.register.words import Vocabularies, bare, make_vocabularies, tidy
from hmic_tracker.workbook.grid import Workbook, read_package
from hmic_tracker.workbook.package import open_package

# Which noun each list states, and the attribute of Register that holds it.
_LISTS: tuple[tuple[Sheet, str, Callable[..., Any]], ...] = (
    (RECOMMENDATIONS, "recommendations", Recommendation),
    (sheets.UPDATES, "updates", Update),
    (sheets.DATE_CHANGES, "date_changes", DateChange),
    (sheets.OVERRIDES, "overrides", Override),
    (sheets.INSPECTIONS, "inspections", Inspection),
    (sheets.FINDINGS, "findings", Finding),
    (sheets.RESPONSES, "responses", Response),
    (sheets.LETTERS, "letters", Letter),
    (sheets.PEEL_GRADES, "peel_grades", PeelGrade),
    (sheets.PORTFOLIOS, "portfolios", Portfolio),
    (sheets.PEOPLE, "people", Person),
    (sheets.MEETINGS, "meetings", Meeting),
    (sheets.NARRATIVE, "narrative", Narrative),
    (sheets.RAG_RULES, "rules", RuleRow),
    (sheets.ESCALATION_RULES, "escalation_rules", EscalationRow),
    (sheets.CHECKS, "checks", lambda: None),
)
# The library fills the Checks itself, and says when it uses its own rules. A force need not escalate anything.
_NOT_MISSED = frozenset({sheets.CHECKS.name, sheets.RAG_RULES.name, sheets.ESCALATION_RULES.name, sheets.LISTS.name})
_DIGITS = 4


def open_register(
    path: Path | str,
    *,
    refs_used: Collection[str] = (),
    refs_given: Mapping[RowKey, str] | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None,
) -> Register:
    """The register at `path`, whatever staff have done to its looks.

    Lists are found by table, sheet or headings, wherever they stand; `aliases` gives further words for a heading. A
    row of Recommendations without a Ref gets the next free number, counting those in the workbook and `refs_used`; the
    cell stays blank until the register is saved. One that `refs_given` names (see `key_without_ref`) keeps the number
    that it was given before, when it could not be written. What cannot be understood is among the register's
    `problems`.

    Raises WorkbookUnusable where the file cannot be read, and SheetMissing where no list of recommendations is in it.
    """
    package = open_package(path)
    workbook = read_package(package)
    found = locate_all(sheets.REGISTER_SHEETS, workbook.grids, aliases=aliases)
    if RECOMMENDATIONS.name not in found:
        raise _no_recommendations(workbook)
    vocabularies, not_taken = _vocabularies(found.get(sheets.LISTS.name))
    settings, stated, unusable = _settings(found.get(sheets.SETTINGS.name), vocabularies)
    keyed = [sheet for sheet, _, _ in _LISTS if sheet.identified_by and sheet.name in found]
    spellings = {sheet.name: keys_of(sheet, found[sheet.name]) for sheet in keyed}
    tables: dict[str, Table[Any]] = {}
    told: dict[str, list[tuple[int, Problem]]] = {}
    for sheet, attribute, make in _LISTS:
        place = found.get(sheet.name)
        if place is None:
            tables[attribute] = absent(sheet)
            continue
        read = read_table(sheet, place, make, vocabularies, spellings=spellings)
        tables[attribute] = read.table
        told[attribute] = list(read.found)
    tables |= {attribute: restore_zeros(package, tables[attribute]) for attribute in ("meetings", "people")}
    committees = [row.noun.committee for row in tables["meetings"].rows]
    settings = settle_committee(settings, committees, is_stated="Committee" in stated)
    tables |= {name: spell_committees(tables[name], settings.committee) for name in ("meetings", "narrative")}
    tables["recommendations"], told["recommendations"] = _with_refs(
        tables, told["recommendations"], settings, frozenset(refs_used), refs_given or {}
    )
    return Register(
        path=Path(path),
        fingerprint=workbook.fingerprint,
        **tables,
        settings=settings,
        lists=vocabularies,
        problems=(
            *(problem for by_row in told.values() for _, problem in by_row),
            *unusable,
            *not_taken,
            *_missing(found),
        ),
        sheet_names=tuple(grid.name for grid in workbook.grids),
        aliases={heading: tuple(words) for heading, words in (aliases or {}).items()},
        refs_used=frozenset(refs_used),
        refs_given=dict(refs_given or {}),
    )


def _no_recommendations(workbook: Workbook) -> SheetMissing:
    names = ", ".join(grid.name for grid in workbook.grids[:12]) or "none"
    return SheetMissing(
        f"{workbook.path.name} holds no list of recommendations; its sheets are: {names}.",
        advice="Name the sheet Recommendations and head its columns Ref, Recommendation, Status and so on, or tell "
        "hmic-tracker.toml what you call them.",
        place=str(workbook.path),
    )


def _missing(found: Mapping[str, Located]) -> Iterable[Problem]:
    for sheet in sheets.REGISTER_SHEETS:
        if sheet.name not in found and sheet.name not in _NOT_MISSED:
            yield make_problem("sheet-missing", sheet=sheet.name, name=sheet.name)


def _plain_rows(sheet: Sheet, place: Located) -> Iterable[tuple[int, dict[str, Any]]]:
    """The filled rows of a list whose cells need no vocabulary, by heading."""
    for number in place.row_numbers():
        row = {heading: place.grid.value(number, at) for heading, at in place.columns.items()}
        if any(not is_blank(value) for value in row.values()):
            yield number, row


def _vocabularies(place: Located | None) -> tuple[Vocabularies, list[Problem]]:
    """The lists as staff have them, and the words that a closed list does not take."""
    if place is None:
        return make_vocabularies(), []
    stated = []
    word_at: dict[tuple[str, str], str] = {}
    for number, row in _plain_rows(sheets.LISTS, place):
        name, word = (tidy(as_text(row.get(heading))) for heading in ("List", "Word"))
        if name and word:
            order = read_cell(sheets.LISTS.column("Order"), row.get("Order"), Vocabularies()).value
            stated.append((name, word, as_text(row.get("Meaning")), order))
            word_at.setdefault((name, word), place.grid.address(number, place.columns["Word"]))
    vocabularies = make_vocabularies(stated)
    closed = {bare(name): name for name, vocabulary in VOCABULARY.items() if vocabulary.closed}
    problems = [
        make_problem("list-closed", sheet=place.grid.name, cell=cell, value=word, name=closed[bare(name)])
        for (name, word), cell in word_at.items()
        if bare(name) in closed and vocabularies.canonical(closed[bare(name)], word) is None
    ]
    return vocabularies, problems


def _settings(
    place: Located | None, vocabularies: Vocabularies
) -> tuple[Settings, frozenset[str], tuple[Problem, ...]]:
    """The settings, the names of those that the sheet fills in, and what could not be used."""
    if place is None:
        return Settings(), frozenset(), ()
    value_at = place.columns.get("Value", place.columns.get("Setting", 1))
    stated = [
        StatedSetting(
            tidy(as_text(row.get("Setting"))), as_text(row.get("Value")), place.grid.address(number, value_at)
        )
        for number, row in _plain_rows(sheets.SETTINGS, place)
        if not is_blank(row.get("Setting"))
    ]
    settings, problems = read_settings(stated, vocabularies, sheet=place.grid.name)
    known = {bare(one.name): one.name for one in SETTINGS}
    filled = (known.get(bare(row.name), "") for row in stated if tidy(row.value))
    return settings, frozenset(filled), problems


def _with_refs(
    tables: Mapping[str, Table[Any]],
    told: list[tuple[int, Problem]],
    settings: Settings,
    used: frozenset[str],
    given_before: Mapping[RowKey, str],
) -> tuple[Table[Recommendation], list[tuple[int, Problem]]]:
    """The recommendations with the next free number where the Ref is blank, and the problems with that number in them.

    A Ref that shows an error is not blank: its row goes by a number too, but the cell is not ours to fill. Without a
    heading Ref there is nowhere to write it, and that is one problem, not one a row.
    """
    table: Table[Recommendation] = tables["recommendations"]
    if all(noun.ref for noun in table):
        return table, told
    prefix = settings.ref_prefix if settings.ref_prefix != Settings().ref_prefix else _usual_prefix(table, settings)
    kept = _kept(table, given_before, prefix)
    number = _highest(prefix, {*used, *kept.values(), *_refs_named(tables)})
    rows: list[Row[Recommendation]] = []
    given: dict[int, str] = {}
    notes = []
    for row in table.rows:
        if row.noun.ref:
            rows.append(row)
            continue
        ref = kept.get(row.number, "")
        if not ref:
            number += 1
            ref = f"{prefix}-{number:0{_DIGITS}d}"
        given[row.number] = ref
        is_blank_cell = "Ref" not in row.unread
        rows.append(replace(row, noun=replace(row.noun, ref=ref), ref_is_new=is_blank_cell))
        if is_blank_cell and "Ref" in table.columns:
            problem = make_problem("ref-missing", sheet=table.sheet, cell=table.cell(row, "Ref"), ref=ref)
            notes.append((row.number, problem))
    about = [(at, replace(problem, ref=problem.ref or given.get(at, ""))) for at, problem in told]
    return replace(table, rows=tuple(rows)), sorted([*about, *notes], key=lambda one: one[0])


def _kept(table: Table[Recommendation], given_before: Mapping[RowKey, str], prefix: str) -> dict[int, str]:
    """By row, the Ref that it was given before, where no row bears it now and no other row could be meant."""
    borne = {bare(noun.ref) for noun in table if noun.ref}
    rows = [(key_without_ref(row.noun), row.number) for row in table.rows if not row.noun.ref]
    found = {number: given_before[key] for key, number in rows if key in given_before}
    times = Counter(map(bare, found.values()))
    return {
        number: ref
        for number, ref in found.items()
        if bare(ref) not in borne and times[bare(ref)] == 1 and _highest(prefix, (ref,))
    }


def _usual_prefix(table: Table[Recommendation], settings: Settings) -> str:
    """The prefix that most Refs have: a register without a Settings sheet goes on as it began."""
    shape = re.compile(r"(.*[^\W\d_])[-_ ]?\d+")
    prefixes = Counter(match[1] for noun in table if (match := shape.fullmatch(noun.ref)))
    return prefixes.most_common(1)[0][0] if prefixes else settings.ref_prefix


def _refs_named(tables: Mapping[str, Table[Any]]) -> Iterable[str]:
    """Every Ref that any list names, also of rows that are gone: a number is never given twice."""
    for sheet, attribute, _ in _LISTS:
        for column in sheet.columns:
            names_refs = column.heading in ("Ref", "Refs") or column.refers_to == RECOMMENDATIONS.name
            if not names_refs or column.kind not in (Kind.REF, Kind.REF_LIST):
                continue
            for noun in tables[attribute]:
                value = getattr(noun, column.field)
                yield from value if isinstance(value, tuple) else (value,)


def _highest(prefix: str, refs: Iterable[str]) -> int:
    shape = re.compile(rf"{re.escape(bare(prefix))}0*(\d{{1,9}})")
    return max((int(match[1]) for ref in refs if (match := shape.fullmatch(bare(ref)))), default=0)

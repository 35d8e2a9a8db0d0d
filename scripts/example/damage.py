"""What no list of rows can say: headings renamed, a table that ends too early, a formula that fails."""

import re
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hmic_tracker.register.reading import open_register
from hmic_tracker.workbook import open_package

# The sheet, its heading and what it is called instead: no heading the library knows, and one with a stray space.
HEADING_GONE = ("Findings", "Section", "Part of the report")
HEADING_TWICE = ("Letters", "Link", "Effect ")
TABLE_TOO_SHORT = "Updates"
FORMULA_FAILS = ("WMP-0046", "Force target date")


def damage(path: Path) -> None:
    """Damage the register at `path`, so that it shows these problems and still opens in Excel without a word."""
    package = open_package(path)
    parts: dict[str, str] = {}

    def change(part: str, edit: Callable[[str], str]) -> None:
        before = parts.get(part) or package.read(part).decode("utf-8")
        after = edit(before)
        if after == before:
            raise ValueError(f"nothing to damage in {part}")
        parts[part] = after

    register = open_register(path)
    for listed, (name, heading, other) in ((register.findings, HEADING_GONE), (register.letters, HEADING_TWICE)):
        cell = listed.cell(listed.header_row, heading)
        (table,) = package.tables(name)
        change(table.part, partial(_renamed, heading=heading, other=other))
        change(package.sheet(name).part, partial(_as_text, cell=cell, word=other))
    (table,) = package.tables(TABLE_TOO_SHORT)
    change(table.part, _one_row_shorter)
    ref, heading = FORMULA_FAILS
    row = register.recommendations.find(ref)
    assert row is not None
    cell = register.recommendations.cell(row, heading)
    change(package.sheet("Recommendations").part, partial(_as_failing, cell=cell))
    _write(path, parts)


def _renamed(table: str, heading: str, other: str) -> str:
    return table.replace(f'name="{heading}"', f'name="{other}"')


def _as_text(sheet: str, cell: str, word: str) -> str:
    return _cell(cell).sub(rf'<c r="{cell}"\1 t="inlineStr"><is><t xml:space="preserve">{word}</t></is></c>', sheet)


def _as_failing(sheet: str, cell: str) -> str:
    return _cell(cell).sub(rf'<c r="{cell}"\1 t="e"><f>#REF!+14</f><v>#REF!</v></c>', sheet)


def _cell(cell: str) -> re.Pattern[str]:
    """A cell; its style is kept."""
    return re.compile(rf'<c r="{cell}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)')


def _one_row_shorter(table: str) -> str:
    return re.sub(r'ref="([A-Z]+\d+:[A-Z]+)(\d+)"', lambda found: f'ref="{found[1]}{int(found[2]) - 1}"', table)


def _write(path: Path, parts: dict[str, str]) -> None:
    with zipfile.ZipFile(path) as old:
        members = [(member, old.read(member)) for member in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member, content in members:
            changed = parts.get(member.filename) or parts.get(f"/{member.filename}")
            new.writestr(member, changed.encode("utf-8") if changed else content)

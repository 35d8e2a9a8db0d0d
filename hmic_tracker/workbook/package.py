"""A workbook as named members of bytes: what is in it and where, without the meaning of a single cell.

ECMA-376 Part 2 (packages: part names, relationships, content types) and Part 1, 18.2 (the workbook part).
Nothing in a relationship is ever fetched, and no path leads out of the archive.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from hmic_tracker.errors import SheetMissing, WorkbookUnusable
from hmic_tracker.workbook import markup
from hmic_tracker.workbook.archive import Archive, Member, read_archive
from hmic_tracker.workbook.cells import unsigned
from hmic_tracker.workbook.extent import UsedRange, measure

MOST_SHEETS = 1_000
_RELATION_ID = "id"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part (ECMA-376 Part 2, 9.3): its id, the last word of its type, its target."""

    id: str
    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet: its tab's name, its part, and `visible`, `hidden` or `veryHidden` (18.18.68)."""

    name: str
    part: str
    visibility: str
    sheet_id: int
    place: int


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table on a sheet (ECMA-376 Part 1, 18.5.1.2).

    `ref` is its whole range with headings and totals, `headings` its columns' names in order, `heading_rows`
    1 or 0, `totals_rows` 0 or 1. `is_empty` says that its one row of data is the blank one that Excel shows in a table
    without any (`insertRow`), `is_filtered` that a filter is set, so that rows may be hidden.
    """

    name: str
    part: str
    sheet: str
    ref: str
    headings: tuple[str, ...]
    heading_rows: int
    totals_rows: int
    is_empty: bool = False
    is_filtered: bool = False


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and what it refers to, as written; `sheet` is the sheet it is local to, else empty."""

    name: str
    refers_to: str
    sheet: str
    is_hidden: bool


class Package:
    """An opened workbook. It holds the file's bytes as they were when it was opened."""

    def __init__(self, archive: Archive) -> None:
        """Index the archive by part name; use `open_package`."""
        self.archive = archive
        self.path = archive.path
        self._numbers: dict[str, list[int]] = {}
        for number, member in enumerate(archive.members):
            if not member.is_folder:
                self._numbers.setdefault(_key(member.path), []).append(number)
        self._tables: dict[str, tuple[TablePart, ...]] = {}

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and self.number_of(part) is not None

    def number_of(self, part: str) -> int | None:
        """The member that holds the part, or None.

        Part names are compared without regard to case (ECMA-376 Part 2, 9.1.1); the exact spelling wins
        where an archive holds both, and of two members of one name the last, as Excel and zipfile read it.
        """
        numbers = self._numbers.get(_key(part), [])
        exact = [n for n in numbers if self.archive.members[n].path == part]
        found = exact or numbers
        return found[-1] if found else None

    def member(self, part: str) -> Member:
        """The member that holds the part; WorkbookUnusable where there is none."""
        number = self.number_of(part)
        if number is None:
            raise self._unusable(f"Its part {part} is missing.")
        return self.archive.members[number]

    def is_twice(self, part: str) -> bool:
        """Whether the archive holds more than one member of that name, so that programs may differ."""
        numbers = self._numbers.get(_key(part), [])
        return len({self.archive.members[n].path for n in numbers}) < len(numbers)

    def read(self, part: str, *, may_repeat: bool = False) -> bytes:
        """The part's content, inflated and checked; bounded as `Archive.inflate` says."""
        return self.archive.inflate(self.member(part), may_repeat=may_repeat)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The part's relationships, `""` for the package's own; none where it has no such part."""
        rels = relations_part(part)
        if rels not in self:
            return ()
        return tuple(self._relations(part, markup.tree(self.read(rels), rels)))

    def _relations(self, part: str, root: Element) -> Iterator[Relation]:
        for each in root:
            if markup.local(each.tag) != "Relationship":
                continue
            is_external = each.get("TargetMode", "").casefold() == "external"
            target = each.get("Target", "")
            kind = each.get("Type", "").rpartition("/")[2]
            yield Relation(
                each.get("Id", ""),
                kind,
                target if is_external else resolved(part, target),
                is_external,
            )

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts in this package that `part` is related to in that way, in order; missing ones left out."""
        found = []
        for each in self.relations(part):
            if each.kind == kind and not each.is_external:
                if each.target.startswith("../"):
                    raise self._unusable(f"A link in {part or 'the package'} climbs out of the file.")
                if each.target in self:
                    found.append(each.target)
        return tuple(found)

    @cached_property
    def workbook_part(self) -> str:
        """The part that lists the sheets, by the package's relationships, wherever it lies."""
        parts = self.related("", "officeDocument")
        if not parts:
            raise self._unusable(self._what_it_is(), advice="Open it in Excel and save it as .xlsx.")
        return parts[0]

    def _what_it_is(self) -> str:
        if "mimetype" in self:
            return "It is an OpenDocument file, not an Excel workbook."
        if "EncryptedPackage" in self:
            return "It is encrypted with a password."
        return "It is a zip archive, but holds no workbook."

    @cached_property
    def _workbook(self) -> Element:
        part = self.workbook_part
        if part.casefold().endswith(".bin"):
            raise self._unusable(
                "It is a binary workbook (.xlsb).", advice="Open it in Excel and save it as .xlsx or .xlsm."
            )
        root = markup.tree(self.read(part), part)
        if root.tag not in {f"{{{uri}}}workbook" for uri in markup.SPREADSHEET}:
            raise self._unusable(
                f"Its main part is not a workbook as Excel 2007 and later write it, but {root.tag[:80]}.",
                advice="Check that it is no document or presentation renamed; else save it anew in Excel.",
            )
        return root

    def _sections(self, name: str) -> Iterator[Element]:
        return (each for each in self._workbook if markup.local(each.tag) == name)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in the order of their tabs (18.2.20); chart and dialog sheets are left out."""
        listed = [each for section in self._sections("sheets") for each in section]
        if len(listed) > MOST_SHEETS:
            raise self._unusable(
                f"It lists {len(listed):,} sheets; {MOST_SHEETS:,} is the most that is read.",
                advice="Remove the sheets that are not needed.",
            )
        relations = {each.id: each for each in self.relations(self.workbook_part)}
        found = []
        for place, each in enumerate(listed):
            relation = relations.get(_relation_id(each))
            if relation is None or relation.kind != "worksheet" or relation.is_external:
                continue
            if relation.target.startswith("../"):
                raise self._unusable(f"The sheet {each.get('name', '')} lies outside the file.")
            if relation.target not in self:
                continue
            sheet_id = each.get("sheetId", "0")
            found.append(
                SheetPart(
                    each.get("name", ""),
                    relation.target,
                    each.get("state", "visible"),
                    unsigned(sheet_id) or 0,
                    place,
                )
            )
        if not found:
            raise self._unusable("It has no worksheet that can be read.")
        return tuple(found)

    def sheet(self, name: str) -> SheetPart:
        """The sheet of that name, as Excel compares names: without regard to case. Raises SheetMissing."""
        exact = [each for each in self.sheets if each.name == name]
        alike = exact or [each for each in self.sheets if each.name.casefold() == str(name).casefold()]
        if not alike:
            tabs = [each.get("name", "").casefold() for section in self._sections("sheets") for each in section]
            if str(name).casefold() in tabs:
                raise SheetMissing(
                    f"{self.path.name}: {name!r} is a chart, a dialog or a macro sheet, which has no cells to read.",
                    advice="Name a worksheet.",
                    place=name,
                )
            there = ", ".join(each.name for each in self.sheets[:20])
            raise SheetMissing(
                f"{self.path.name} has no sheet named {name!r}.",
                advice=f"Its sheets are: {there}.",
                place=name,
            )
        return alike[0]

    @cached_property
    def date_1904(self) -> bool:
        """Whether dates count from 1 January 1904 (18.2.28, workbookPr), not from 1900."""
        return any(_is_true(each.get("date1904")) for each in self._sections("workbookPr"))

    @cached_property
    def defined_names(self) -> tuple[DefinedName, ...]:
        """The names (18.2.5) in their order, hidden ones too."""
        tabs = [each.get("name", "") for section in self._sections("sheets") for each in section]
        found = []
        for section in self._sections("definedNames"):
            for each in section:
                tab = each.get("localSheetId", "")
                place = unsigned(tab)
                sheet = tabs[place] if place is not None and place < len(tabs) else ""
                found.append(DefinedName(each.get("name", ""), each.text or "", sheet, _is_true(each.get("hidden"))))
        return tuple(found)

    def tables(self, sheet: str) -> tuple[TablePart, ...]:
        """The tables on the sheet of that name, in the order of its relationships."""
        part = self.sheet(sheet)
        if part.part not in self._tables:
            read = (self._table(part, each) for each in self.related(part.part, "table"))
            self._tables[part.part] = tuple(table for table in read if table is not None)
        return self._tables[part.part]

    def _table(self, sheet: SheetPart, part: str) -> TablePart | None:
        root = markup.tree(self.read(part), part)
        if markup.local(root.tag) != "table":
            return None
        headings = tuple(
            each.get("name", "") for columns in root if markup.local(columns.tag) == "tableColumns" for each in columns
        )
        return TablePart(
            name=root.get("displayName") or root.get("name") or "",
            part=part,
            sheet=sheet.name,
            ref=root.get("ref", ""),
            headings=headings,
            heading_rows=_count(root.get("headerRowCount"), 1),
            totals_rows=_count(root.get("totalsRowCount"), 0),
            is_empty=_is_true(root.get("insertRow")),
            is_filtered=any(markup.local(each.tag) == "filterColumn" for each in root.iter()),
        )

    def used_range(self, part: str) -> UsedRange:
        """Which cells of a sheet part are really used, whatever its `dimension` says; see `measure`."""
        return measure(markup.as_utf8(self.read(part), part), part)

    @cached_property
    def is_signed(self) -> bool:
        """Whether somebody signed the package (ECMA-376 Part 2, 12): any change would break the signature."""
        return any(each.kind == "origin" and "signature" in each.target for each in self.relations(""))

    def _unusable(self, message: str, *, advice: str = "") -> WorkbookUnusable:
        return WorkbookUnusable(
            f"{self.path.name}: {message}",
            advice=advice or "Open it in Excel and save it again, or take the last copy from backups.",
            place=str(self.path),
        )


def open_package(path: Path | str) -> Package:
    """The workbook at `path`, read whole into memory; its sheets are known to be there when it returns.

    Raises WorkbookUnusable for a file that is missing, encrypted, no zip, no workbook, damaged, or larger than
    any real workbook; SheetMissing is for later, when a sheet is asked for by name.
    """
    package = Package(read_archive(Path(path)))
    package.sheets  # noqa: B018  # a package without sheets is refused here, not at first use
    return package


def relations_part(part: str) -> str:
    """Where a part's relationships are kept (ECMA-376 Part 2, 9.3.3); `""` for the package's own."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(part: str, target: str) -> str:
    """The part that a relationship's target names, from the folder of its source (Part 2, 9.3.2).

    A target that climbs out of the package keeps its leading `../`, so that the caller can refuse it.
    """
    target = target.replace("\\", "/").partition("#")[0]
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _key(part: str) -> str:
    # One program writes a space or an accent as it is, the next as %20 (Part 2, 9.1.1 and annex A).
    return unquote(part).replace("\\", "/").lstrip("/").casefold()


def _relation_id(sheet: Element) -> str:
    for name, value in sheet.attrib.items():
        if name.startswith("{") and markup.local(name) == _RELATION_ID:
            return value
    return ""


def _is_true(word: str | None) -> bool:
    return (word or "").strip().casefold() in ("1", "true", "on")


def _count(word: str | None, otherwise: int) -> int:
    number = unsigned(word) if word is not None else None
    return otherwise if number is None else number

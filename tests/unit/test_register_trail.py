"""The record of what was written has no hole, says nothing twice, and is read whatever a crash did to it."""

import json
from datetime import date
from pathlib import Path

import pytest
from sheets import make_workbook
from small_register import ON, SHEET, rate_all, values

from hmic_tracker.errors import FileRefused
from hmic_tracker.files import Fingerprint, System, acting_through, conflict_copies, fingerprint, temporary_beside
from hmic_tracker.register.changes import Change, ChangeSet
from hmic_tracker.register.reading import open_register
from hmic_tracker.register.trail import TRAIL, is_noted, note_before, read_trail, settle_note, trail_lines

OLD, NEW, THIRD = b"the register of yesterday", b"the register of today", b"what a colleague saved"
LINES = tuple(
    json.dumps({"when": "2022-03-31 093000", "as_at": "2022-03-31", "workbook": "register.xlsx", "sheet": "S",
                "cell": f"G{row}", "ref": f"WMP-000{row}", "column": "RAG", "was": "Amber", "now": "Red",
                "because": "12 days past"})
    for row in (2, 3)
)  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    path.write_bytes(OLD)
    return path


def killed_before_the_trail_was_written(register: Path, *, left: bytes | None = None, trail: bytes = b"") -> Path:
    """The records as a killed save leaves them; `left` is what its temporary file holds, `trail` what it had added."""
    records = register.parent / ".hmic"
    records.mkdir()
    (records / TRAIL).write_text("{}\n")
    temporary = temporary_beside(register)
    note_before(records, temporary, Fingerprint.of(OLD), Fingerprint.of(NEW), LINES)
    with (records / TRAIL).open("ab") as record:
        record.write(trail)
    if left is not None:
        temporary.write_bytes(left)
    return records


@pytest.mark.parametrize(
    ("found", "left", "is_told"),
    [
        (NEW, None, True),
        (NEW, OLD, True),
        (OLD, NEW, False),
        (OLD, None, False),
        (OLD, b"half a version", False),
        (THIRD, None, True),
        (THIRD, OLD, True),
        (THIRD, NEW, False),
    ],
)
def test_after_a_crash_the_trail_tells_a_save_exactly_where_it_happened(
    register: Path, found: bytes, left: bytes | None, is_told: bool
) -> None:
    records = killed_before_the_trail_was_written(register, left=left)
    register.write_bytes(found)
    settle_note(records, register)
    assert (records / TRAIL).read_text().splitlines()[1:] == (list(LINES) if is_told else [])
    assert not is_noted(records)
    assert conflict_copies(register) == ()


def test_what_a_colleague_saved_at_the_moment_of_a_crash_becomes_a_conflict_copy(register: Path) -> None:
    records = killed_before_the_trail_was_written(register, left=THIRD)
    register.write_bytes(NEW)
    settle_note(records, register)
    (copy,) = conflict_copies(register)
    assert copy.read_bytes() == THIRD
    assert register.read_bytes() == NEW


@pytest.mark.parametrize("written", [0, 1, 40, -1, -10, None], ids=lambda count: f"{count} bytes")
def test_lines_that_were_half_written_are_not_told_twice(register: Path, written: int | None) -> None:
    block = "".join(f"{line}\n" for line in LINES).encode()
    records = killed_before_the_trail_was_written(register, trail=block[:written])
    register.write_bytes(NEW)
    settle_note(records, register)
    assert (records / TRAIL).read_text().splitlines()[1:] == list(LINES)


@pytest.mark.parametrize("note", ["", "[]", '{"temporary": "../register.xlsx"}', "{}"])
def test_a_note_that_cannot_be_read_is_forgotten(register: Path, note: str) -> None:
    records = register.parent / ".hmic"
    records.mkdir()
    (records / "saving.json").write_text(note)
    settle_note(records, register)
    assert not is_noted(records)


def test_a_record_that_cannot_be_written_after_the_swap_is_written_with_the_next_save(tmp_path: Path) -> None:
    register = open_register(make_workbook(tmp_path / "register.xlsx", {"Recommendations": SHEET}))
    swapped: list[bool] = []
    real = System()

    def exchange(one: Path, other: Path) -> None:
        real.exchange(one, other)
        swapped.append(True)

    def full(descriptor: int, content: bytes | memoryview) -> int:
        if swapped:
            raise OSError(28, "No space left on device")
        return real.write(descriptor, content)

    with acting_through(System(exchange=exchange, write=full)):
        receipt = register.save(register.propose(rate_all(register)))
    assert "The record changes.jsonl could not be written now" in str(receipt)
    assert values(register.path)[1][6] == "Red"
    records = tmp_path / ".hmic"
    assert read_trail(records).lines == ()
    open_register(register.path).save(ChangeSet(ON))
    assert len(read_trail(records, ref="WMP-0001").lines) == 2
    assert fingerprint(register.path) == receipt.fingerprint


def test_the_trail_is_asked_by_ref_and_by_day_and_passes_over_what_it_cannot_read(tmp_path: Path) -> None:
    text = "\n".join([LINES[0], LINES[1].replace("2022-03-31 ", "2022-04-02 "), "", '{"when"', "[1]", "7"])
    (tmp_path / TRAIL).write_text(text + "\n")
    trail = read_trail(tmp_path)
    assert [line.ref for line in trail.lines] == ["WMP-0002", "WMP-0003"]
    assert trail.unreadable == 3
    assert [line.ref for line in read_trail(tmp_path, ref="wmp–0003").lines] == ["WMP-0003"]
    assert [line.cell for line in read_trail(tmp_path, since=date(2022, 4, 1)).lines] == ["G3"]
    assert str(trail.lines[0]) == "2022-03-31 093000  S G2  WMP-0002  RAG: Amber -> Red: 12 days past"
    assert read_trail(tmp_path / "nowhere").lines == ()


def test_a_record_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / TRAIL).mkdir()
    with pytest.raises(FileRefused):
        read_trail(tmp_path)


def test_text_with_any_line_separator_stays_on_its_line(tmp_path: Path) -> None:
    change = Change("S", "G2", "WMP-0001", "RAG reason", "a\u2028b\x85c", "d\r\ne", "because", "T", ("ref", "WMP-0001"))
    (line,) = trail_lines((change,), 0, when="2022-03-31", as_at=ON, workbook="register.xlsx")
    (tmp_path / TRAIL).write_text(line + "\n", encoding="utf-8", newline="")
    (found,) = read_trail(tmp_path).lines
    assert (found.was, found.now) == ("a\u2028b\x85c", "d\r\ne")

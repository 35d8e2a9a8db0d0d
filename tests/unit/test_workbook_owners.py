"""Who has a workbook open is named, our own marks are left and taken away, nobody else's is touched."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hmic_tracker.errors import FileRefused, WorkbookBusy
from hmic_tracker.files import System, acting_through
from hmic_tracker.workbook.owners import announce, excel_mark, in_use, libreoffice_mark, who_has_open


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"a workbook")
    return path


def excel_opens(register: Path, name: str) -> bytes:
    """The mark as Excel 365 writes it."""
    narrow = bytes([len(name)]) + name.encode("cp1252", "replace").ljust(54)
    content = narrow + len(name).to_bytes(2, "little") + name.encode("utf-16-le")
    content += b" \0" * ((165 - len(content)) // 2)
    assert len(content) == 165
    excel_mark(register).write_bytes(content)
    return content


def libreoffice_opens(register: Path, line: str) -> None:
    libreoffice_mark(register).write_text(line, encoding="utf-8")


def named(register: Path) -> list[str]:
    return [str(owner) for owner in who_has_open(register)]


def names_beside(register: Path) -> list[str]:
    return sorted(each.name for each in register.parent.iterdir())


def test_nobody_has_it_open(register: Path) -> None:
    assert who_has_open(register) == ()


@pytest.mark.parametrize("name", ["Ann Example", "Zo\u00eb O\u2019Sample", "\u0141ucja Przyk\u0142ad", "A" * 54])
def test_excel_s_user_is_named(register: Path, name: str) -> None:
    excel_opens(register, name)
    assert named(register) == [f"{name} (Excel)"]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x0bAnn Example" + b" " * 43, "Ann Example (Excel)"),
        (b"", "Excel"),
        (b"\xff" * 165, "Excel"),
        (b"\0" * 165, "Excel"),
    ],
)
def test_a_mark_cut_short_or_garbled_still_counts(register: Path, content: bytes, name: str) -> None:
    excel_mark(register).write_bytes(content)
    assert named(register) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "Ann Example,aexample,PC-0042,31.03.2022 09:30,file:///C:/profile/4;",
            "Ann Example on PC-0042 (LibreOffice)",
        ),
        (",aexample,PC-0042,31.03.2022 09:30,file:///home/a/4;", "aexample on PC-0042 (LibreOffice)"),
        (
            "Example\\, Ann\\; Sgt \\\\ 1,a,PC-0042,31.03.2022 09:30,file:///4;",
            "Example, Ann; Sgt \\ 1 on PC-0042 (LibreOffice)",
        ),
        ("", "LibreOffice"),
        ("no fields at all", "LibreOffice"),
    ],
)
def test_libreoffice_s_user_is_named(register: Path, line: str, name: str) -> None:
    libreoffice_opens(register, line)
    assert named(register) == [name]


def test_a_mark_that_cannot_be_read_counts(register: Path) -> None:
    def held(path: Path, flags: int, mode: int) -> int:
        if path.name.startswith("~$"):
            raise PermissionError(errno.EACCES, "in use")
        return os.open(path, flags, mode)

    excel_opens(register, "Ann Example")
    with acting_through(System(open=held)):
        assert named(register) == ["Excel"]


def test_the_error_names_everybody_and_says_what_to_do(register: Path) -> None:
    excel_opens(register, "Ann Example")
    libreoffice_opens(register, "Bob Sample,b,PC-7,,file:///4;")
    error = in_use(register, who_has_open(register))
    assert error.message == "register.xlsx is open: Bob Sample on PC-7 (LibreOffice) and Ann Example (Excel)."
    assert "Ask for it to be closed" in error.advice and "--ignore-lock" in error.advice
    assert error.exit_code == 4


def test_while_we_write_both_programs_are_told_and_afterwards_nothing_is_left(register: Path) -> None:
    with announce(register):
        content = excel_mark(register).read_bytes()
        assert len(content) == 165 and content[1:13] == b"hmic-tracker"
        assert content[55:57] == b"\x0c\0" and content[57:81].decode("utf-16-le") == "hmic-tracker"
        line = libreoffice_mark(register).read_text()
        assert line.startswith("hmic-tracker,") and line.count(",") == 4 and line.endswith(";")
        assert who_has_open(register) == ()  # we are not in our own way
    assert names_beside(register) == ["register.xlsx"]


def test_nothing_is_left_after_a_failure_either(register: Path) -> None:
    with pytest.raises(ZeroDivisionError), announce(register):
        raise ZeroDivisionError
    assert names_beside(register) == ["register.xlsx"]


@pytest.mark.parametrize("program", ["Excel", "LibreOffice"])
def test_somebody_else_s_mark_is_never_overwritten(register: Path, program: str) -> None:
    if program == "Excel":
        excel_opens(register, "Ann Example")
    else:
        libreoffice_opens(register, "Ann Example,a,PC-7,,file:///4;")
    before = {each: each.read_bytes() for each in register.parent.iterdir()}
    with pytest.raises(WorkbookBusy, match="Ann Example"), announce(register):
        pass
    with announce(register, despite=who_has_open(register)):
        assert before.items() <= {each: each.read_bytes() for each in register.parent.iterdir()}.items()
    assert {each: each.read_bytes() for each in register.parent.iterdir()} == before


def test_a_mark_made_between_our_look_and_ours_is_respected(register: Path) -> None:
    def colleague_is_quicker(source: Path, target: Path) -> None:
        if target == excel_mark(register):
            excel_opens(register, "Ann Example")
        System().name_as_new(source, target)

    quicker, busy = System(name_as_new=colleague_is_quicker), pytest.raises(WorkbookBusy, match="Ann Example")
    with acting_through(quicker), busy, announce(register):
        pass
    assert names_beside(register) == ["register.xlsx", "~$register.xlsx"]


def test_on_a_drive_without_links_the_marks_are_left_all_the_same(register: Path) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    with acting_through(System(name_as_new=no_links)):
        with announce(register):
            assert names_beside(register) == [".~lock.register.xlsx#", "register.xlsx", "~$register.xlsx"]
        excel_opens(register, "Ann Example")
        with pytest.raises(WorkbookBusy), announce(register):
            pass
    assert names_beside(register) == ["register.xlsx", "~$register.xlsx"]


def test_a_folder_that_cannot_be_written_is_refused(register: Path) -> None:
    def forbidden(path: Path, flags: int, mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied")
        return os.open(path, flags, mode)

    with acting_through(System(open=forbidden)), pytest.raises(FileRefused), announce(register):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_marks_of_a_killed_run_are_removed_by_the_next(register: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from hmic_tracker.workbook.owners import announce\n"
        "with announce(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(register)], check=False)
    assert len(names_beside(register)) == 3
    assert who_has_open(register) == ()
    assert names_beside(register) == ["register.xlsx"]


def test_another_run_of_ours_is_named_while_it_lives_or_where_that_cannot_be_told(register: Path) -> None:
    def run(pid: int, host: str) -> System:
        return System(pid=lambda: pid, host=lambda: host, is_alive=lambda each: each == 222)

    for pid, host in ((222, "HERE"), (111, "THERE")):
        with acting_through(run(pid, host)):
            ours = announce(register)
            ours.__enter__()
        with acting_through(run(333, "HERE")):
            assert named(register) == [f"hmic-tracker on {host} (hmic-tracker)"]
        with acting_through(run(pid, host)):
            ours.__exit__(None, None, None)
    assert names_beside(register) == ["register.xlsx"]


def test_half_of_our_marks_is_a_leftover_too(register: Path) -> None:
    with announce(register):
        content = excel_mark(register).read_bytes()
    excel_mark(register).write_bytes(content)
    assert who_has_open(register) == ()
    assert names_beside(register) == ["register.xlsx"]


def test_on_windows_a_mark_that_nobody_holds_is_stale_and_stays(register: Path) -> None:
    content = excel_opens(register, "Ann Example")
    with acting_through(System(is_windows=True)):
        (owner,) = who_has_open(register)
        assert owner.stale and owner.name == "Ann Example"
        with announce(register):
            assert excel_mark(register).read_bytes() == content
    assert names_beside(register) == ["register.xlsx", "~$register.xlsx"]
    assert not who_has_open(register)[0].stale  # elsewhere it cannot be told


def test_on_windows_a_mark_that_is_held_is_not_stale(register: Path) -> None:
    def held(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    excel_opens(register, "Ann Example")
    with acting_through(System(is_windows=True, replace=held)):
        assert not who_has_open(register)[0].stale
        with pytest.raises(WorkbookBusy), announce(register):
            pass

"""A register that is swapped is the old one or the new one, whole, whatever happens on the way."""

import dataclasses
import errno
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hmic_tracker.errors import FileRefused, TrackerError, WorkbookBusy
from hmic_tracker.files import (
    Fingerprint,
    System,
    acting_through,
    clear_leftovers,
    conflict_copies,
    fingerprint,
    list_backups,
    restore,
    swap_in,
    temporary_beside,
)

OLD, NEW = b"the register of yesterday " * 40_000, b"the register of today " * 50_000
STAMP = "2022-03-31 0930"
CALLS = [field.name for field in dataclasses.fields(System) if field.name not in ("is_windows", "sleep", "pid", "host")]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    path.write_bytes(OLD)
    return path


def save(register: Path, **options: Any) -> Path | None:
    temporary = temporary_beside(register)
    temporary.write_bytes(NEW)
    return swap_in(temporary, register, backups=register.parent / "backups", stamp=STAMP, **options)


def counted(act: Callable[[str, int], None], **other: Any) -> System:
    """The real system, with `act(call, number)` before every call, numbered from 1."""
    real, number = System(), 0

    def before(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any) -> Any:
            nonlocal number
            number += 1
            act(name, number)
            return call(*arguments)

        return wrapped

    return System(**{name: before(name, getattr(real, name)) for name in CALLS}, **other)


def how_many_calls(register: Path) -> int:
    numbers: list[int] = []
    with acting_through(counted(lambda _, number: numbers.append(number))):
        save(register)
    register.write_bytes(OLD)
    for backup in (register.parent / "backups").iterdir():
        backup.unlink()
    return max(numbers)


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_new_version_takes_the_place_and_the_old_one_is_kept(register: Path) -> None:
    kept = save(register)
    assert register.read_bytes() == NEW
    assert kept is not None and kept.read_bytes() == OLD
    digest = Fingerprint.of(OLD).sha256[:8]
    assert kept.name == f"register 2022-03-31 0930 {digest}.xlsx"
    assert names_in(register.parent) == ["backups", "register.xlsx"]
    assert names_in(register.parent / "backups") == [kept.name]


def test_without_a_backups_folder_nothing_is_kept(register: Path) -> None:
    temporary = temporary_beside(register)
    temporary.write_bytes(NEW)
    assert swap_in(temporary, register, backups=None, stamp=STAMP) is None
    assert names_in(register.parent) == ["register.xlsx"]


def test_a_first_version_has_nothing_to_keep(tmp_path: Path) -> None:
    assert save(tmp_path / "register.xlsx") is None
    assert (tmp_path / "register.xlsx").read_bytes() == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_the_permissions_stay_for_the_new_version_and_its_copy(register: Path) -> None:
    register.chmod(0o640)
    kept = save(register)
    assert register.stat().st_mode & 0o777 == 0o640
    assert kept is not None and kept.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_and_group_stay(register: Path) -> None:
    os.chown(register, 1234, 4321)
    save(register)
    assert (register.stat().st_uid, register.stat().st_gid) == (1234, 4321)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_followed_to_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    real = tmp_path / "shared" / "register.xlsx"
    real.write_bytes(OLD)
    link = tmp_path / "register.xlsx"
    link.symlink_to(real)
    save(link)
    assert link.is_symlink() and real.read_bytes() == NEW


def test_a_read_only_register_is_refused_and_stays(register: Path) -> None:
    register.chmod(0o444)
    with pytest.raises(FileRefused, match="is read-only") as refused:
        save(register)
    assert "Clear 'Read-only'" in refused.value.advice
    assert register.read_bytes() == OLD
    assert names_in(register.parent) == ["register.xlsx"]


def test_a_register_that_somebody_saved_since_it_was_read_stays_theirs(register: Path) -> None:
    was_read = fingerprint(register)
    register.write_bytes(b"a colleague's version")
    with pytest.raises(WorkbookBusy, match="Somebody saved"):
        save(register, expecting=was_read)
    assert register.read_bytes() == b"a colleague's version"
    assert names_in(register.parent) == ["register.xlsx"]


@pytest.mark.parametrize("call", ["copy_attributes", "chmod", "chown"])
def test_a_save_between_the_copy_and_the_swap_is_noticed(register: Path, call: str) -> None:
    done = []

    def colleague(name: str, _: int) -> None:
        if name == call and not done and names_in(register.parent / "backups"):
            done.append(True)
            register.write_bytes(b"a colleague's version")

    (register.parent / "backups").mkdir()
    with acting_through(counted(colleague)), pytest.raises(WorkbookBusy, match="Somebody saved"):
        save(register, expecting=fingerprint(register))
    assert register.read_bytes() == b"a colleague's version"


def replaced_by(path: Path, content: bytes) -> None:
    other = path.with_name("another program's temporary file")
    other.write_bytes(content)
    other.replace(path)


ONLY_ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="no exchange of names")


@ONLY_ON_LINUX
@pytest.mark.parametrize("save_as", [Path.write_bytes, replaced_by], ids=["in place", "by replacing"])
@pytest.mark.parametrize("saves", [1, 2, 3])
def test_a_save_at_the_very_moment_of_the_swap_is_put_back(
    register: Path, saves: int, save_as: Callable[[Path, bytes], Any]
) -> None:
    moments = 0

    def colleague(name: str, _: int) -> None:
        nonlocal moments
        if name == "exchange" and moments < saves:
            moments += 1
            save_as(register, f"a colleague's version {moments}".encode())

    with acting_through(counted(colleague)), pytest.raises(WorkbookBusy, match="Somebody saved"):
        save(register, expecting=fingerprint(register))
    assert register.read_bytes() == f"a colleague's version {saves}".encode()
    # Who saved over ours may not have seen the save that ours took the place of, so that one is kept beside it.
    kept = [copy.read_bytes() for copy in conflict_copies(register)]
    assert kept == ([f"a colleague's version {saves - 1}".encode()] if saves > 1 else [])
    assert len(names_in(register.parent)) == 2 + len(kept)


@ONLY_ON_LINUX
def test_a_colleague_s_version_that_cannot_be_put_back_becomes_a_conflict_copy(register: Path) -> None:
    exchanges = []

    def colleague(name: str, _: int) -> None:
        if name == "exchange":
            exchanges.append(1)
            if len(exchanges) > 1:
                raise OSError(errno.EIO, "Input/output error")
            replaced_by(register, b"a colleague's version")

    with acting_through(counted(colleague)), pytest.raises(FileRefused):
        save(register, expecting=fingerprint(register))
    (copy,) = conflict_copies(register)
    assert copy.read_bytes() == b"a colleague's version"


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL])
def test_a_drive_that_cannot_exchange_names_replaces(register: Path, code: int) -> None:
    def cannot(one: Path, other: Path) -> None:
        raise OSError(code, os.strerror(code))

    with acting_through(System(exchange=cannot)):
        save(register, expecting=fingerprint(register))
    assert register.read_bytes() == NEW
    assert names_in(register.parent) == ["backups", "register.xlsx"]


def test_only_the_newest_copies_are_kept(register: Path) -> None:
    for day in range(1, 6):
        register.write_bytes(f"day {day}".encode())
        temporary = temporary_beside(register)
        temporary.write_bytes(NEW)
        swap_in(temporary, register, backups=register.parent / "backups", keep=3, stamp=f"2022-03-{day:02}")
    found = list_backups(register.parent / "backups", register)
    assert [backup.stamp for backup in found] == ["2022-03-05", "2022-03-04", "2022-03-03"]


def test_of_several_copies_of_one_day_the_last_ones_are_kept(register: Path) -> None:
    for number in range(6):
        register.write_bytes(f"save {number}".encode())
        temporary = temporary_beside(register)
        temporary.write_bytes(NEW)
        kept = swap_in(temporary, register, backups=register.parent / "backups", keep=3, stamp="2022-03-31")
        assert kept is not None
        os.utime(kept, ns=(number, number))
    found = list_backups(register.parent / "backups", register)
    assert [backup.path.read_bytes() for backup in found] == [b"save 5", b"save 4", b"save 3"]


def test_copies_of_other_workbooks_are_no_copies_of_this_one(register: Path) -> None:
    folder = register.parent / "backups"
    folder.mkdir()
    (folder / "register old 2022-03-31 0930 0123abcd.xlsx").touch()
    (folder / "risks 2022-03-31 0930 0123abcd.xlsx").touch()
    (folder / "register 2022-03-31 0930 0123abcd.xlsx").touch()
    assert [each.digest for each in list_backups(folder, register) if each.stamp == STAMP] == ["0123abcd"]
    assert list_backups(register.parent / "nowhere", register) == ()


def test_a_copy_is_put_back_and_what_it_replaces_is_kept(register: Path) -> None:
    kept = save(register)
    assert kept is not None
    restore(kept, register, backups=kept.parent, stamp="2022-04-01 0800")
    assert register.read_bytes() == OLD
    newest = list_backups(kept.parent, register)[0]
    assert newest.path.read_bytes() == NEW


def test_a_damaged_copy_is_not_put_back(register: Path) -> None:
    kept = save(register)
    assert kept is not None
    kept.write_bytes(OLD[:-5])
    with pytest.raises(FileRefused, match="is damaged"):
        restore(kept, register, backups=kept.parent, stamp=STAMP)
    assert register.read_bytes() == NEW


@pytest.mark.parametrize(
    "code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.ESTALE], ids=errno.errorcode.get
)
def test_a_fault_at_any_call_leaves_one_whole_version_and_no_temporary_file(register: Path, code: int) -> None:
    refused = 0
    for moment in range(1, how_many_calls(register) + 1):
        register.write_bytes(OLD)

        def fail(_: str, number: int, moment: int = moment) -> None:
            if number == moment:
                raise OSError(code, os.strerror(code))

        with acting_through(counted(fail)):
            try:
                save(register)
            except TrackerError as error:
                refused += 1
                assert register.read_bytes() == OLD
                assert error.message.endswith(".") and error.advice.endswith(".")
            else:
                assert register.read_bytes() == NEW
                clear_leftovers(register.parent)  # as the next save does: only the last removal can have failed
        assert not [name for name in names_in(register.parent) if name.endswith(".tmp")]
        assert {each.read_bytes() for each in (register.parent / "backups").glob("*")} <= {OLD, NEW}
    assert refused > 10


def test_an_interruption_by_the_person_removes_the_temporary_file(register: Path) -> None:
    def interrupt(name: str, _: int) -> None:
        if name == "replace":
            raise KeyboardInterrupt

    with acting_through(counted(interrupt)), pytest.raises(KeyboardInterrupt):
        save(register)
    assert register.read_bytes() == OLD
    assert "register.xlsx" in names_in(register.parent)
    assert not list(register.parent.glob("**/.~*"))


KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    sys.path[:0] = [{tests!r}]
    from test_files_swap import counted, save
    from hmic_tracker.files import acting_through

    def kill(_, number):
        if number == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    with acting_through(counted(kill)):
        save(Path(sys.argv[1]))
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_any_call_the_register_is_one_of_the_two_versions(register: Path, tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(tests=str(Path(__file__).parent)))
    outcomes: list[bytes] = []
    for moment in range(1, 1_000):
        register.write_bytes(OLD)
        ended = subprocess.run([sys.executable, str(script), str(register), str(moment)], check=False)
        if ended.returncode == 0:  # the save has fewer calls than this
            break
        assert ended.returncode == -signal.SIGKILL
        assert register.read_bytes() in (OLD, NEW)
        outcomes.append(register.read_bytes())
        clear_leftovers(register.parent)
        clear_leftovers(register.parent / "backups")
        assert not list(register.parent.glob("**/.~*"))
        assert all(each.read_bytes() in (OLD, NEW) for each in (register.parent / "backups").glob("*.xlsx"))
        save(register)  # the next run works
    assert len(outcomes) > 30
    assert set(outcomes) == {OLD, NEW}


# What Windows would answer.


def sharing_violation(code: int = 32, number: int = errno.EACCES) -> PermissionError:
    error = PermissionError(number, "The process cannot access the file")
    error.winerror = code  # type: ignore[attr-defined,unused-ignore]
    return error


def test_on_windows_a_register_that_excel_holds_is_busy(register: Path) -> None:
    def held(path: Path, flags: int, mode: int) -> int:
        if path.name == "register.xlsx" and flags & os.O_RDWR:
            raise sharing_violation()
        return os.open(path, flags, mode)

    with acting_through(System(is_windows=True, open=held)), pytest.raises(WorkbookBusy, match="has it open"):
        save(register)
    assert register.read_bytes() == OLD


@pytest.mark.parametrize("code", [5, 32])
def test_on_windows_a_moment_s_hold_is_waited_for(register: Path, code: int) -> None:
    waited: list[float] = []
    left = [2]

    def replace(source: Path, target: Path) -> None:
        if target.name == "register.xlsx" and left[0]:
            left[0] -= 1
            raise sharing_violation(code)
        source.replace(target)

    with acting_through(System(is_windows=True, replace=replace, sleep=waited.append)):
        save(register)
    assert register.read_bytes() == NEW and len(waited) == 2


@pytest.mark.parametrize("code", [5, 32, 33])
def test_on_windows_a_lasting_hold_is_busy_and_all_stays(register: Path, code: int) -> None:
    def replace(source: Path, target: Path) -> None:
        if target.name == "register.xlsx":
            raise sharing_violation(code)
        source.replace(target)

    system = System(is_windows=True, replace=replace, sleep=lambda _: None)
    with acting_through(system), pytest.raises(WorkbookBusy) as busy:
        save(register)
    assert busy.value.exit_code == 4
    assert register.read_bytes() == OLD
    assert not list(register.parent.glob(".~*"))


def test_on_windows_no_folder_is_flushed(register: Path) -> None:
    opened: list[Path] = []

    def noted(path: Path, flags: int, mode: int) -> int:
        opened.append(path)
        return os.open(path, flags, mode)

    with acting_through(System(is_windows=True, open=noted)):
        save(register)
    assert not [path for path in opened if path.is_dir()]


@pytest.fixture(autouse=True)
def _readable_again(tmp_path: Path) -> Iterator[None]:
    yield
    for each in tmp_path.glob("*.xlsx"):
        each.chmod(0o644)


@pytest.mark.skipif(sys.platform == "win32", reason="asks /proc what a descriptor is")
def test_both_versions_are_on_the_disk_before_the_swap_and_the_folders_after_it(register: Path) -> None:
    done: list[str] = []
    real = System()

    def flush(descriptor: int) -> None:
        done.append(f"flush {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
        real.fsync(descriptor)

    def noted(swap: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def swapped(one: Path, other: Path) -> None:
            done.append(f"swap {other.name}")
            swap(one, other)

        return swapped

    noting = dataclasses.replace(
        real,
        fsync=flush,
        replace=noted(real.replace),
        exchange=noted(real.exchange),
        name_as_new=noted(real.name_as_new),
    )
    temporary = temporary_beside(register)
    with acting_through(noting):
        kept = save(register)
    assert kept is not None
    assert done == [
        f"flush {temporary.name}",
        f"flush {temporary_beside(kept).name}",
        f"swap {kept.name}",
        "flush backups",
        "swap register.xlsx",
        f"flush {register.parent.name}",
    ]

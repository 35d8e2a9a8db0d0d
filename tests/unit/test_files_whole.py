"""Files read and written whole, records added to line by line, leftovers cleared, conflict copies found."""

import errno
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hmic_tracker.errors import FileRefused, WorkbookBusy
from hmic_tracker.files import (
    Fingerprint,
    System,
    acting_through,
    append_line,
    append_lines,
    clear_leftovers,
    conflict_copies,
    fingerprint,
    read_whole,
    temporary_beside,
    workspace_lock,
    write_bytes_whole,
    write_text_whole,
)


def test_a_fingerprint_is_of_the_bytes_and_not_of_the_clock(tmp_path: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    one.write_bytes(b"same")
    two.write_bytes(b"same")
    os.utime(two, (0, 0))
    assert fingerprint(one) == fingerprint(two) == Fingerprint.of(b"same")
    assert fingerprint(two).modified_ns == 0
    two.write_bytes(b"Same")
    assert fingerprint(one) != fingerprint(two)
    assert read_whole(one) == (b"same", fingerprint(one))


def test_what_is_not_there_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        fingerprint(tmp_path / "register.xlsx")
    assert refused.value.message == f"There is no register.xlsx in {tmp_path}."


def test_a_folder_in_the_file_s_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="is a folder, not a file"):
        fingerprint(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "register.xlsx")
    with pytest.raises(FileRefused, match="not an ordinary file"):
        fingerprint(tmp_path / "register.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "register.xlsx"
    loop.symlink_to(loop)
    with pytest.raises(FileRefused):
        write_bytes_whole(loop, b"x")
    with pytest.raises(FileRefused, match="leads back to itself"):
        fingerprint(loop)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.EACCES, "you are not allowed to"),
        (errno.EIO, "reported a fault"),
        (errno.ESTALE, "has gone away"),
        (errno.ENAMETOOLONG, "longer than the system allows"),
        (errno.EINVAL, "the system answered"),
    ],
)
def test_what_the_system_answers_becomes_a_sentence(tmp_path: Path, code: int, words: str) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"x")

    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    with acting_through(System(open=fail)), pytest.raises(FileRefused, match=words) as refused:
        fingerprint(path)
    assert refused.value.place == str(path)


def test_writing_makes_the_folders_and_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "out" / "drafts" / "paper.eml"
    write_text_whole(path, "first\n")
    write_text_whole(path, "zweite \u00e9\r\n")
    assert path.read_bytes() == b"zweite \xc3\xa9\r\n"
    assert [each.name for each in path.parent.iterdir()] == ["paper.eml"]


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_writing_that_fails_leaves_the_file_as_it_was(tmp_path: Path, call: str) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(b"old")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with acting_through(System(**{call: full})), pytest.raises(FileRefused, match="is full"):
        write_bytes_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["paper.docx"]


def test_a_system_that_writes_a_few_bytes_at_a_time_is_asked_again(tmp_path: Path) -> None:
    system = System(write=lambda descriptor, content: os.write(descriptor, content[:7]))
    with acting_through(system):
        write_bytes_whole(tmp_path / "paper.docx", b"0123456789" * 10)
    assert (tmp_path / "paper.docx").read_bytes() == b"0123456789" * 10


def test_lines_are_added_to_a_record(tmp_path: Path) -> None:
    record = tmp_path / ".hmic" / "changes.jsonl"
    append_line(record, '{"cell": "B2"}')
    append_line(record, '{"cell": "B3"}')
    assert record.read_text() == '{"cell": "B2"}\n{"cell": "B3"}\n'
    with pytest.raises(ValueError, match="one line"):
        append_line(record, "two\nlines")


def test_after_half_a_line_the_next_starts_afresh(tmp_path: Path) -> None:
    record = tmp_path / "changes.jsonl"
    record.write_text('{"cell": "B2"}\n{"ce')
    append_line(record, '{"cell": "B3"}')
    assert record.read_text().splitlines() == ['{"cell": "B2"}', '{"ce', '{"cell": "B3"}']


def test_a_line_that_does_not_fit_is_taken_back(tmp_path: Path) -> None:
    record = tmp_path / "changes.jsonl"
    record.write_text("first\n")
    attempts = []

    def nearly_full(descriptor: int, content: bytes | memoryview) -> int:
        attempts.append(1)
        if len(attempts) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.write(descriptor, content[:3])

    with acting_through(System(write=nearly_full)), pytest.raises(FileRefused):
        append_line(record, "second")
    assert record.read_text() == "first\n"


def test_two_threads_do_not_write_into_one_another_s_temporary_file(tmp_path: Path) -> None:
    target = tmp_path / "register.xlsx"
    with ThreadPoolExecutor(2) as threads:
        barrier = threading.Barrier(2)

        def made() -> Path:
            barrier.wait(20)
            return temporary_beside(target)

        others = [each.result() for each in (threads.submit(made), threads.submit(made))]
    names = {temporary_beside(target), *others}
    assert len(names) == 3
    for name in names:
        name.write_text("left by a crash")
    assert set(clear_leftovers(tmp_path)) == names


def test_leftovers_of_dead_processes_on_this_machine_go_and_all_else_stays(tmp_path: Path) -> None:
    def left_by(pid: int, host: str) -> Path:
        with acting_through(System(pid=lambda: pid, host=lambda: host)):
            path = temporary_beside(tmp_path / "register.xlsx")
        path.touch()
        return path

    dead, alive, elsewhere = left_by(111, "HERE"), left_by(222, "HERE"), left_by(111, "THERE")
    theirs = tmp_path / "~$register.xlsx"
    theirs.touch()
    system = System(host=lambda: "HERE", is_alive=lambda pid: pid == 222)
    with acting_through(system):
        assert clear_leftovers(tmp_path) == (dead,)
        assert clear_leftovers(tmp_path / "nowhere") == ()
    assert sorted(tmp_path.iterdir()) == sorted([alive, elsewhere, theirs])


def test_a_process_is_known_to_be_alive_or_dead() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert System().is_alive(os.getpid())
    assert not System().is_alive(ended.pid)
    assert not System().is_alive(0)


def test_a_second_run_is_told_who_has_the_workspace(tmp_path: Path) -> None:
    second = workspace_lock(tmp_path)
    named = pytest.raises(WorkbookBusy, match=f"process {os.getpid()} on ")
    with workspace_lock(tmp_path), named as busy, second:
        pass
    assert busy.value.exit_code == 4
    with workspace_lock(tmp_path):  # released, so the next one has it
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_run_does_not_keep_the_workspace(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from hmic_tracker.files import workspace_lock\n"
        "with workspace_lock(Path(sys.argv[1])): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert (tmp_path / ".hmic" / "lock.held").exists()
    with workspace_lock(tmp_path):
        pass


def test_copies_from_a_conflict_are_found_and_other_workbooks_are_not(tmp_path: Path) -> None:
    copies = [
        "register (1).xlsx",
        "register (ANNS-PC's conflicted copy 2022-03-31).xlsx",
        "register - conflicted copy.xlsx",
        "register-DESKTOP-4F2K.xlsx",
        "register-DESKTOP-4F2K-2.xlsx",
        "register-anns-laptop.xlsx",
    ]
    others = [
        *("register.xlsx", "register-2022.xlsx", "register-draft.xlsx", "registers (1).xlsx", "risks (1).xlsx"),
        *("register (1).docx", "register (old).xlsx", "~$register.xlsx"),
    ]
    for name in copies + others:
        (tmp_path / name).touch()
    with acting_through(System(host=lambda: "anns-laptop.force.example")):
        found = conflict_copies(tmp_path / "register.xlsx")
    assert sorted(path.name for path in found) == sorted(copies)


def test_many_lines_are_put_on_the_disk_at_once(tmp_path: Path) -> None:
    record = tmp_path / "changes.jsonl"
    flushed = []
    with acting_through(System(fsync=flushed.append)):
        append_lines(record, (f"line {number}" for number in range(400)))
    assert record.read_text().splitlines() == [f"line {number}" for number in range(400)]
    assert len(flushed) == 2  # the record, and its name in the folder
    append_lines(tmp_path / "nothing.jsonl", ())
    assert not (tmp_path / "nothing.jsonl").exists()

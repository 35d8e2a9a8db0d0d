"""`hmic-tracker schedule`: keeps the timetable, or prints what makes the system keep it."""

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hmic_tracker.cli.answer import (
    Answer,
    Asked,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    asked,
    deliver,
    now,
    say,
)
from hmic_tracker.errors import CommandLineWrong

if TYPE_CHECKING:
    from hmic_tracker.runs.workspace import Workspace

NAME = "schedule"


def command(
    windows_task: Annotated[
        bool, typer.Option("--windows-task", help="Print a task for Windows' Task Scheduler, and end.")
    ] = False,
    systemd: Annotated[bool, typer.Option("--systemd", help="Print a systemd service and its timer, and end.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="Print a line for cron, and end.")] = False,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="PATH", help="Write it there: a file, or a folder for --systemd.")
    ] = None,
    account: Annotated[str, typer.Option("--account", metavar="NAME", help="The account that it is to run as.")] = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Keep the timetable of hmic-tracker.toml until stopped; or print what lets the system wake the program."""
    question = asked(NAME, workspace, as_json, quiet)
    kinds = [kind for kind, wanted in (("task", windows_task), ("systemd", systemd), ("cron", cron)) if wanted]
    if len(kinds) > 1:
        raise CommandLineWrong(
            "Only one of --windows-task, --systemd and --cron can be had at a time.", advice="Give one of them."
        )
    if (to or account) and not kinds:
        raise CommandLineWrong(
            "--to and --account go with --windows-task, --systemd or --cron.", advice="Give one of these as well."
        )
    from hmic_tracker.runs.workspace import open_workspace

    place = open_workspace(question.workspace)
    if kinds:
        deliver(question, _waking(question, place, kinds[0], to, account))
    deliver(question, _keep(question, place))


def _keep(question: Asked, place: "Workspace") -> Answer:
    from hmic_tracker.cli.stopping import stop_when_asked, wait_for
    from hmic_tracker.runs.keeping import keep_timetable

    def tell(words: str) -> None:
        if not (question.quiet or question.as_json):
            say([words])

    with stop_when_asked() as stop:
        keep_timetable(place, clock=now, wait=partial(wait_for, stop), tell=tell)
    return Answer(body={"stopped": True}, exit_code=0)


def _waking(question: Asked, place: "Workspace", kind: str, to: Path | None, account: str) -> Answer:
    from hmic_tracker.files import write_bytes_whole
    from hmic_tracker.runs.units import Waking, as_utf_16, cron_line, systemd_units, windows_task

    assert question.as_at is not None
    waking = Waking(_program(), _whole(place.folder), place.timetable.wake_every_minutes, account)
    if kind == "systemd":
        texts = systemd_units(waking)
        files = {name: text.encode() for name, text in texts.items()}
    elif kind == "task":
        texts = {"hmic-tracker.xml": windows_task(waking, start=question.as_at.isoformat())}
        files = {name: as_utf_16(text) for name, text in texts.items()}
    else:
        texts = {"hmic-tracker.cron": cron_line(waking)}
        files = {name: text.encode() for name, text in texts.items()}
    body: dict[str, Any] = {"texts": texts, "files": []}
    if to is None:
        if kind == "task" and not question.as_json and hasattr(sys.stdout, "buffer") and not sys.stdout.isatty():
            # Sent into a file: the bytes that schtasks reads.
            sys.stdout.buffer.write(files["hmic-tracker.xml"])
            return Answer(exit_code=0)
        text = "\n".join(f"# {name}\n{text}" if kind == "systemd" else text for name, text in texts.items())
        return Answer(text.rstrip("\n"), body, exit_code=0)
    is_folder = kind == "systemd" or to.is_dir()
    written = {to / name if is_folder else to: content for name, content in files.items()}
    for path, content in written.items():
        write_bytes_whole(path, content)
    body["files"] = list(written)
    return Answer("\n".join(map(str, written)), body, exit_code=0, remarks=(_NEXT[kind],))


def _whole(folder: Path) -> Path:
    """The folder from the top of its drive or share: a scheduler starts elsewhere. Links stay as they are named."""
    return Path(folder).absolute()


def _program() -> Path:
    """The command that is running, from the top of its drive; else the one that the path finds."""
    beside = Path(sys.executable).with_name("hmic-tracker.exe" if sys.platform == "win32" else "hmic-tracker")
    if beside.exists():
        return beside
    return Path(shutil.which("hmic-tracker") or "hmic-tracker")


_NEXT = {
    "task": 'Create the task with: schtasks /Create /TN "hmic-tracker" /XML FILE',
    "systemd": "Copy them to /etc/systemd/system or ~/.config/systemd/user, and enable hmic-tracker.timer "
    "or hmic-tracker-schedule.service, not both.",
    "cron": "Add the line with: crontab -e",
}

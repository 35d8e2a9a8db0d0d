"""The timetable for those who let the system wake the program: Task Scheduler, systemd and cron.

Each of them only wakes `hmic-tracker run --due` every so many minutes; what is due is decided from the run record. So
a machine that slept catches up once, clock changes are ours to keep, and the times stand in hmic-tracker.toml alone.
"""

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import PurePath
from xml.sax.saxutils import escape

#: Where the XML of Task Scheduler is specified: [MS-TSCH] 2.5, "XML Task Definition Format", version 1.2 (Vista on).
TASK_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
SERVICE, TIMER, SCHEDULE_SERVICE = "hmic-tracker.service", "hmic-tracker.timer", "hmic-tracker-schedule.service"
_LONGEST_RUN = "PT1H"
_LONGEST_PAUSE = 12 * 60
_DESCRIPTION = "Does what the timetable in hmic-tracker.toml says is due: ratings, emails to owners, papers."


@dataclass(frozen=True, slots=True)
class Waking:
    """What is to be woken: the program, the workspace, how often, and as whom (empty: whoever installs it)."""

    program: PurePath
    workspace: PurePath
    every_minutes: int = 15
    account: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What follows the program on its command line."""
        return ("run", "--due", "--quiet", "--workspace", str(self.workspace))


def windows_task(waking: Waking, *, start: str) -> str:
    """The task as XML; `schtasks /Create /XML` wants it in UTF-16, see :func:`as_utf_16`.

    `start` is a day, `2022-03-31`: from its midnight on, by the clock on the wall, the program is woken all day long.
    With an account the task runs whether or not anybody is logged on, with the password that schtasks asks for;
    without one, as whoever creates it and while they are logged on. Neither needs an administrator's rights.
    """
    user = f"\n      <UserId>{escape(waking.account)}</UserId>" if waking.account else ""
    logon = "Password" if waking.account else "InteractiveToken"
    arguments = escape(subprocess.list2cmdline(waking.words))
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{TASK_NAMESPACE}">
  <RegistrationInfo>
    <Author>hmic-tracker</Author>
    <Description>{_DESCRIPTION}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <Enabled>true</Enabled>
      <StartBoundary>{start}T00:00:00</StartBoundary>
      <Repetition>
        <Interval>{_duration(min(waking.every_minutes, _LONGEST_PAUSE))}</Interval>
        <Duration>P1D</Duration>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">{user}
      <LogonType>{logon}</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>{_LONGEST_RUN}</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(str(waking.program))}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def as_utf_16(xml: str) -> bytes:
    """The bytes that `schtasks /Create /XML` reads: UTF-16, least byte first, with its mark, and Windows' line ends."""
    return b"\xff\xfe" + xml.replace("\n", "\r\n").encode("utf-16-le")


def systemd_units(waking: Waking) -> dict[str, str]:
    """A service that does what is due, the timer that wakes it, and a service that keeps the timetable itself.

    Either the timer or the last service is enabled, not both. They do as units of the system and of a user
    (`systemctl --user`, with `loginctl enable-linger`), who needs no other rights.
    """
    user = f"User={waking.account}\n" if waking.account else ""
    program = _systemd_word(str(waking.program))
    due = " ".join([program, *map(_systemd_word, waking.words)])
    keeping = " ".join([program, "schedule", "--workspace", _systemd_word(str(waking.workspace))])
    # 1: something in the data must be fixed; 4 and 5: tried again later. The log says which.
    codes = "SuccessExitStatus=1 4 5\n"
    return {
        SERVICE: f"""[Unit]
Description=hmic-tracker: what the timetable says is due
Documentation=man:systemd.timer(5)
After=network-online.target remote-fs.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart={due}
{user}{codes}TimeoutStartSec=1h
KillMode=mixed
NoNewPrivileges=true
""",
        TIMER: f"""[Unit]
Description=hmic-tracker: look every {waking.every_minutes} minutes whether something is due

[Timer]
OnCalendar={_on_calendar(waking.every_minutes)}
Persistent=true
RandomizedDelaySec=20s
Unit={SERVICE}

[Install]
WantedBy=timers.target
""",
        SCHEDULE_SERVICE: f"""[Unit]
Description=hmic-tracker: keeps the timetable in hmic-tracker.toml
After=network-online.target remote-fs.target
Wants=network-online.target

[Service]
Type=simple
ExecStart={keeping}
{user}Restart=on-failure
RestartSec=60s
TimeoutStopSec=5min
KillMode=mixed
NoNewPrivileges=true

[Install]
WantedBy=default.target
""",
    }


def cron_line(waking: Waking) -> str:
    """The line for `crontab -e`. A percent sign is a line break to cron and is marked off (crontab(5))."""
    words = " ".join(shlex.quote(word) for word in (str(waking.program), *waking.words))
    return f"{_cron_minutes(waking.every_minutes)}  {words.replace('%', chr(92) + '%')}\n"


def _duration(minutes: int) -> str:
    """ISO 8601, as XML Schema writes a duration: `PT15M`, `PT1H30M`."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def _steps(minutes: int) -> tuple[int, int]:
    """Minutes and hours that divide the hour and the day, not longer than asked: a calendar cannot say every 7."""
    if minutes < 60:
        return max(step for step in (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30) if step <= minutes), 1
    return 60, max(step for step in (1, 2, 3, 4, 6, 8, 12) if step <= minutes // 60)


def _on_calendar(minutes: int) -> str:
    """As systemd.time(7) writes calendar events."""
    minute, hour = _steps(minutes)
    if minute < 60:
        return f"*:0/{minute}"
    return "hourly" if hour == 1 else f"0/{hour}:00"


def _cron_minutes(minutes: int) -> str:
    minute, hour = _steps(minutes)
    if minute < 60:
        return f"*/{minute} * * * *" if minute > 1 else "* * * * *"
    return "0 * * * *" if hour == 1 else f"0 */{hour} * * *"


def _systemd_word(word: str) -> str:
    """A word of ExecStart: `%` and `$` doubled, quoted where it holds more than plain signs (systemd.service(5))."""
    plain = word.replace("%", "%%").replace("$", "$$")
    if re.fullmatch(r"[\w./:@%+,=-]+", plain):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'

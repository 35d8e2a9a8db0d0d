"""The task, the units and the line that let a system wake the program: right by the rules of those who read them."""

import shlex
import shutil
import stat
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from command_line import PROJECT, call, make_workspace
from lxml import etree
from programs import absent

from hmic_tracker.runs.units import SERVICE, TASK_NAMESPACE, Waking, as_utf_16, cron_line, systemd_units, windows_task

SHARE = Waking(
    PureWindowsPath(r"C:\hmic\venv\Scripts\hmic-tracker.exe"), PureWindowsPath(r"\\server\share\HMICFRS & <others>")
)
SERVER = Waking(PurePosixPath("/opt/hmic/bin/hmic-tracker"), PurePosixPath("/srv/hmic"))

# The rules of [MS-TSCH] 2.5 for what a task of ours may hold, in the words of XML Schema: which element stands where
# (`xs:all`: in any order), how often, and of what kind its value is.
RULES = f"""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{TASK_NAMESPACE}" targetNamespace="{TASK_NAMESPACE}"
           xmlns:td="{TASK_NAMESPACE}"
           elementFormDefault="qualified">
  <xs:element name="Task">
    <xs:complexType>
      <xs:all>
        <xs:element name="RegistrationInfo" minOccurs="0">
          <xs:complexType><xs:all>
            <xs:element name="URI" type="xs:anyURI" minOccurs="0"/>
            <xs:element name="Source" type="xs:string" minOccurs="0"/>
            <xs:element name="Author" type="xs:string" minOccurs="0"/>
            <xs:element name="Version" type="xs:string" minOccurs="0"/>
            <xs:element name="Date" type="xs:dateTime" minOccurs="0"/>
            <xs:element name="Description" type="xs:string" minOccurs="0"/>
          </xs:all></xs:complexType>
        </xs:element>
        <xs:element name="Triggers" minOccurs="0">
          <xs:complexType><xs:choice minOccurs="0" maxOccurs="48">
            <xs:element name="CalendarTrigger" type="calendarTrigger"/>
          </xs:choice></xs:complexType>
        </xs:element>
        <xs:element name="Principals" minOccurs="0">
          <xs:complexType><xs:sequence><xs:element name="Principal" type="principal"/></xs:sequence></xs:complexType>
        </xs:element>
        <xs:element name="Settings" type="settings" minOccurs="0"/>
        <xs:element name="Actions">
          <xs:complexType>
            <xs:choice maxOccurs="32"><xs:element name="Exec" type="exec"/></xs:choice>
            <xs:attribute name="Context" type="xs:string"/>
          </xs:complexType>
        </xs:element>
      </xs:all>
      <xs:attribute name="version" use="optional">
        <xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="1\\.[2-6]"/></xs:restriction></xs:simpleType>
      </xs:attribute>
    </xs:complexType>
    <xs:key name="PrincipalKey"><xs:selector xpath="td:Principals/td:Principal"/><xs:field xpath="@id"/></xs:key>
    <xs:keyref name="ContextKeyRef" refer="PrincipalKey">
      <xs:selector xpath="td:Actions"/><xs:field xpath="@Context"/>
    </xs:keyref>
  </xs:element>
  <xs:complexType name="calendarTrigger">
    <xs:sequence>
      <xs:element name="Enabled" type="xs:boolean" minOccurs="0"/>
      <xs:element name="StartBoundary" type="xs:dateTime" minOccurs="0"/>
      <xs:element name="EndBoundary" type="xs:dateTime" minOccurs="0"/>
      <xs:element name="Repetition" minOccurs="0">
        <xs:complexType><xs:all>
          <xs:element name="Interval">
            <xs:simpleType><xs:restriction base="xs:duration">
              <xs:minInclusive value="PT1M"/><xs:maxInclusive value="P31D"/>
            </xs:restriction></xs:simpleType>
          </xs:element>
          <xs:element name="Duration" minOccurs="0">
            <xs:simpleType><xs:restriction base="xs:duration"><xs:minInclusive value="PT1M"/></xs:restriction></xs:simpleType>
          </xs:element>
          <xs:element name="StopAtDurationEnd" type="xs:boolean" minOccurs="0"/>
        </xs:all></xs:complexType>
      </xs:element>
      <xs:element name="ExecutionTimeLimit" type="xs:duration" minOccurs="0"/>
      <xs:element name="RandomDelay" type="xs:duration" minOccurs="0"/>
      <xs:element name="ScheduleByDay">
        <xs:complexType><xs:all>
          <xs:element name="DaysInterval" minOccurs="0">
            <xs:simpleType><xs:restriction base="xs:unsignedInt">
              <xs:minInclusive value="1"/><xs:maxInclusive value="365"/>
            </xs:restriction></xs:simpleType>
          </xs:element>
        </xs:all></xs:complexType>
      </xs:element>
    </xs:sequence>
    <xs:attribute name="id" type="xs:ID"/>
  </xs:complexType>
  <xs:complexType name="principal">
    <xs:all>
      <xs:element name="UserId" type="filled" minOccurs="0"/>
      <xs:element name="DisplayName" type="xs:string" minOccurs="0"/>
      <xs:element name="LogonType" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:string">
          <xs:enumeration value="S4U"/><xs:enumeration value="Password"/><xs:enumeration value="InteractiveToken"/>
          <xs:enumeration value="InteractiveTokenOrPassword"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="RunLevel" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:string">
          <xs:enumeration value="LeastPrivilege"/><xs:enumeration value="HighestAvailable"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
    </xs:all>
    <xs:attribute name="id" type="xs:ID"/>
  </xs:complexType>
  <xs:complexType name="settings">
    <xs:all>
      <xs:element name="AllowStartOnDemand" type="xs:boolean" minOccurs="0"/>
      <xs:element name="MultipleInstancesPolicy" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:string">
          <xs:enumeration value="Parallel"/><xs:enumeration value="Queue"/><xs:enumeration value="IgnoreNew"/>
          <xs:enumeration value="StopExisting"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="DisallowStartIfOnBatteries" type="xs:boolean" minOccurs="0"/>
      <xs:element name="StopIfGoingOnBatteries" type="xs:boolean" minOccurs="0"/>
      <xs:element name="AllowHardTerminate" type="xs:boolean" minOccurs="0"/>
      <xs:element name="StartWhenAvailable" type="xs:boolean" minOccurs="0"/>
      <xs:element name="RunOnlyIfNetworkAvailable" type="xs:boolean" minOccurs="0"/>
      <xs:element name="WakeToRun" type="xs:boolean" minOccurs="0"/>
      <xs:element name="Enabled" type="xs:boolean" minOccurs="0"/>
      <xs:element name="Hidden" type="xs:boolean" minOccurs="0"/>
      <xs:element name="ExecutionTimeLimit" type="xs:duration" minOccurs="0"/>
      <xs:element name="Priority" minOccurs="0">
        <xs:simpleType><xs:restriction base="xs:byte">
          <xs:minInclusive value="0"/><xs:maxInclusive value="10"/>
        </xs:restriction></xs:simpleType>
      </xs:element>
      <xs:element name="RunOnlyIfIdle" type="xs:boolean" minOccurs="0"/>
    </xs:all>
  </xs:complexType>
  <xs:complexType name="exec">
    <xs:all>
      <xs:element name="Command" type="filled"/>
      <xs:element name="Arguments" type="xs:string" minOccurs="0"/>
      <xs:element name="WorkingDirectory" type="xs:string" minOccurs="0"/>
    </xs:all>
    <xs:attribute name="id" type="xs:ID"/>
  </xs:complexType>
  <xs:simpleType name="filled"><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType>
</xs:schema>
"""


def task_faults(content: bytes) -> list[str]:
    """What the rules find wrong with a task."""
    schema = etree.XMLSchema(etree.fromstring(RULES))
    schema.validate(etree.fromstring(content))
    return [error.message for error in schema.error_log]


WAKINGS = [
    SHARE,
    Waking(SHARE.program, SHARE.workspace, 1, r"FORCE\svc-hmic"),
    Waking(SHARE.program, PureWindowsPath(r"D:\a folder\with “quotes” and ünïcode"), 90, r"FORCE\hmic$"),
    Waking(SHARE.program, SHARE.workspace, 5000),
]


@pytest.mark.parametrize("waking", WAKINGS)
def test_the_task_follows_the_published_rules(waking: Waking) -> None:
    assert task_faults(as_utf_16(windows_task(waking, start="2022-03-31"))) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<LogonType>InteractiveToken<", "<LogonType>Whoever<"),
        ("<Interval>PT15M<", "<Interval>PT30S<"),
        ("<Interval>PT15M<", "<Interval>15 minutes<"),
        ("<StartBoundary>2022-03-31T00:00:00<", "<StartBoundary>31/03/2022<"),
        ("<Priority>7<", "<Priority>11<"),
        ("<DaysInterval>1<", "<DaysInterval>0<"),
        ("IgnoreNew", "Ignore"),
        ("mit/task", "mit/tasks"),
        ('Context="Author"', 'Context="Nobody"'),
        ("<Enabled>true</Enabled>\n      <StartBoundary>2022-03-31T00:00:00</StartBoundary>",
         "<StartBoundary>2022-03-31T00:00:00</StartBoundary>\n      <Enabled>true</Enabled>"),
        ("<Hidden>false</Hidden>", "<Hidden>no</Hidden>"),
        ("<RunLevel>", "<Level>x</Level><RunLevel>"),
    ],
)  # fmt: skip
def test_the_rules_find_what_is_wrong_with_a_task(was: str, now: str) -> None:
    xml = windows_task(SHARE, start="2022-03-31")
    assert was in xml
    assert task_faults(as_utf_16(xml.replace(was, now, 1)))


def test_the_task_is_in_utf_16_as_schtasks_wants_it() -> None:
    content = as_utf_16(windows_task(SHARE, start="2022-03-31"))
    assert content.startswith(b"\xff\xfe<\0?\0x\0m\0l\0")
    text = content.decode("utf-16")
    assert text.startswith('<?xml version="1.0" encoding="UTF-16"?>\r\n') and "\n" not in text.replace("\r\n", "")


def test_the_task_wakes_the_program_with_the_workspace_as_one_word() -> None:
    root = ElementTree.fromstring(windows_task(SHARE, start="2022-03-31").split("\n", 1)[1])
    found = {element.tag.split("}")[1]: element.text for element in root.iter()}
    assert found["Command"] == r"C:\hmic\venv\Scripts\hmic-tracker.exe"
    assert found["Arguments"] == r'run --due --quiet --workspace "\\server\share\HMICFRS & <others>"'
    assert (found["Interval"], found["Duration"], found["RunLevel"]) == ("PT15M", "P1D", "LeastPrivilege")
    assert "UserId" not in found
    service = windows_task(Waking(SHARE.program, SHARE.workspace, 15, r"FORCE\svc-hmic"), start="2022-03-31")
    assert r"<UserId>FORCE\svc-hmic</UserId>" in service and "<LogonType>Password</LogonType>" in service


def verify(folder: Path, *units: str) -> str:
    """What systemd-analyze says against units."""
    program = shutil.which("systemd-analyze")
    if program is None:
        absent("systemd-analyze", "HMIC_NEEDS_SYSTEMD")
    done = subprocess.run(
        [str(program), "verify", *(str(folder / unit) for unit in units)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return f"{done.returncode} {done.stdout}{done.stderr}".strip()


def executable(path: Path) -> Path:
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="systemd")
@pytest.mark.parametrize("every", [1, 7, 15, 60, 300])
@pytest.mark.parametrize("workspace", ["/srv/hmic", '/srv/a folder/100 % "right" & £$HOME'])
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path, every: int, workspace: str) -> None:
    units = systemd_units(Waking(executable(tmp_path / "hmic-tracker"), PurePosixPath(workspace), every))
    for name, text in units.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert verify(tmp_path, *units) == "0"


@pytest.mark.skipif(sys.platform == "win32", reason="systemd")
def test_systemd_would_find_what_is_wrong(tmp_path: Path) -> None:
    text = systemd_units(Waking(executable(tmp_path / "hmic-tracker"), PurePosixPath("/srv/hmic")))[SERVICE]
    (tmp_path / SERVICE).write_text(text.replace("Type=oneshot", "Type=sometimes"), encoding="utf-8")
    assert "sometimes" in verify(tmp_path, SERVICE)


def test_a_word_of_a_unit_keeps_its_signs() -> None:
    unit = systemd_units(Waking(SERVER.program, PurePosixPath('/srv/100 % of "it" for $5')))[SERVICE]
    assert r'--workspace "/srv/100 %% of \"it\" for $$5"' in unit


@pytest.mark.parametrize(
    ("every", "says"),
    [(1, "* * * * *"), (7, "*/6 * * * *"), (15, "*/15 * * * *"), (60, "0 * * * *"), (300, "0 */4 * * *")],
)
def test_the_line_for_cron_wakes_the_program_evenly_and_not_seldomer_than_asked(every: int, says: str) -> None:
    line = cron_line(Waking(SERVER.program, SERVER.workspace, every))
    assert line == f"{says}  /opt/hmic/bin/hmic-tracker run --due --quiet --workspace /srv/hmic\n"


def test_the_line_for_cron_marks_off_what_cron_and_the_shell_would_read_themselves() -> None:
    line = cron_line(Waking(SERVER.program, PurePosixPath("/srv/it's 100% ours")))
    assert r"100\%" in line
    assert shlex.split(line.replace(r"\%", "%").split("  ", 1)[1])[-1] == "/srv/it's 100% ours"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *((f"systemd/{name}", text) for name, text in systemd_units(SERVER).items()),
        ("cron/hmic-tracker.cron", cron_line(SERVER)),
    ],
)
def test_the_ready_made_ones_are_those_that_the_command_prints(name: str, text: str) -> None:
    assert (PROJECT / "scripts" / name).read_text(encoding="utf-8") == text


def test_the_ready_made_task_follows_the_rules_too() -> None:
    content = (PROJECT / "scripts/windows/hmic-tracker.xml").read_bytes()
    assert task_faults(content) == []
    share = Waking(SHARE.program, PureWindowsPath(r"\\server\share\hmic"))
    assert content == as_utf_16(windows_task(share, start="2022-03-31"))


def test_the_command_prints_them_or_writes_them(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "w")
    printed = call("schedule", "--systemd", "--workspace", folder)
    assert printed.code == 0 and f"--workspace {folder}" in printed.out and "[Timer]" in printed.out
    written = call("schedule", "--systemd", "--workspace", folder, "--to", tmp_path / "units")
    names = ["hmic-tracker.service", "hmic-tracker.timer", "hmic-tracker-schedule.service"]
    assert [Path(line).name for line in written.out.splitlines()] == names
    assert {path.name for path in (tmp_path / "units").iterdir()} == set(names)
    task = call(
        "schedule", "--windows-task", "--workspace", folder, "--to", tmp_path / "task.xml", "--account", "FORCE\\svc"
    )
    assert task.code == 0 and "schtasks /Create" in task.err
    assert task_faults((tmp_path / "task.xml").read_bytes()) == []
    as_json = call("schedule", "--cron", "--workspace", folder, "--json").json
    assert as_json["texts"]["hmic-tracker.cron"].startswith("*/15 * * * *  ")
    assert not (folder / ".hmic").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--cron", "--systemd"), "Only one of --windows-task, --systemd and --cron can be had at a time."),
        (("--to", "x"), "--to and --account go with --windows-task, --systemd or --cron."),
    ],
)
def test_what_does_not_go_together_is_a_wrong_command_line(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    said = call("schedule", *words, "--workspace", make_workspace(tmp_path / "w"))
    assert (said.code, said.err.splitlines()[0]) == (2, says)

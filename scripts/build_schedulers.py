"""Makes what the operator guide offers ready made: units for systemd, a task for Windows, a line for cron."""

from pathlib import PurePosixPath, PureWindowsPath

from environment import ROOT

from hmic_tracker.runs.units import Waking, as_utf_16, cron_line, systemd_units, windows_task

LINUX = Waking(PurePosixPath("/opt/hmic/bin/hmic-tracker"), PurePosixPath("/srv/hmic"))
WINDOWS = Waking(PureWindowsPath(r"C:\hmic\venv\Scripts\hmic-tracker.exe"), PureWindowsPath(r"\\server\share\hmic"))
FIRST_DAY = "2022-03-31"


def main() -> None:
    files = {f"systemd/{name}": text.encode() for name, text in systemd_units(LINUX).items()}
    files["cron/hmic-tracker.cron"] = cron_line(LINUX).encode()
    files["windows/hmic-tracker.xml"] = as_utf_16(windows_task(WINDOWS, start=FIRST_DAY))
    for name, content in files.items():
        path = ROOT / "scripts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()

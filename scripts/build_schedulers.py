"""Makes what the operator guide offers ready made: units, task, line for cron, and the table of settings."""

import re
from pathlib import PurePosixPath, PureWindowsPath

from environment import ROOT

from hmic_tracker.runs.machine_settings import MACHINE_SETTINGS, toml_value
from hmic_tracker.runs.units import Waking, as_utf_16, cron_line, systemd_units, windows_task

LINUX = Waking(PurePosixPath("/opt/hmic/bin/hmic-tracker"), PurePosixPath("/srv/hmic"))
WINDOWS = Waking(PureWindowsPath(r"C:\hmic\venv\Scripts\hmic-tracker.exe"), PureWindowsPath(r"\\server\share\hmic"))
FIRST_DAY = "2022-03-31"
GUIDE = ROOT / "docs" / "operator-guide.md"
BEGINS, ENDS = "<!-- settings: made by scripts/build_schedulers.py -->\n", "<!-- /settings -->\n"


def settings_table() -> str:
    lines = ["| setting | default | meaning |", "|---|---|---|"]
    lines += [
        f"| `[{one.part}]` `{one.key}` | `{toml_value(one.default)}` | {one.meaning} |" for one in MACHINE_SETTINGS
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    files = {f"systemd/{name}": text.encode() for name, text in systemd_units(LINUX).items()}
    files["cron/hmic-tracker.cron"] = cron_line(LINUX).encode()
    files["windows/hmic-tracker.xml"] = as_utf_16(windows_task(WINDOWS, start=FIRST_DAY))
    for name, content in files.items():
        path = ROOT / "scripts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    guide = GUIDE.read_text(encoding="utf-8")
    table = re.escape(BEGINS) + ".*" + re.escape(ENDS)
    made = re.sub(table, lambda _: BEGINS + settings_table() + ENDS, guide, flags=re.DOTALL)
    GUIDE.write_text(made, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""What the operator guide says of the settings and the exit codes is what the program does."""

import re

from command_line import PROJECT

from hmic_tracker.runs.machine_settings import MACHINE_SETTINGS, toml_value
from hmic_tracker.runs.waking import WORST_FIRST

GUIDE = (PROJECT / "docs/operator-guide.md").read_text(encoding="utf-8")


def test_the_guide_has_a_line_for_every_setting_as_it_is_declared() -> None:
    lines = [line for line in GUIDE.splitlines() if line.startswith("| `[")]
    assert lines == [
        f"| `[{one.part}]` `{one.key}` | `{toml_value(one.default)}` | {one.meaning} |" for one in MACHINE_SETTINGS
    ]


def test_the_guide_says_what_every_exit_code_means() -> None:
    codes = [int(found) for found in re.findall(r"^[|] ([0-9]) [|]", GUIDE, re.MULTILINE)]
    assert sorted(codes) == sorted({0, 2, *WORST_FIRST})

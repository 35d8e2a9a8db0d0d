"""Every setting of `hmic-tracker.toml`, declared once: the starter file, the reader and the manual are made from this."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class MachineKind(StrEnum):
    """How a setting's value is written. The words finish the sentence “it is not …”."""

    TEXT = "text between quotes"
    WHOLE = "a whole number"
    TEXTS = 'a list of texts, like ["Probability"]'
    TIME = 'a time of day, like "06:30", or ""'
    CHOICE = "one of its words"
    SWITCH = "true or false"
    ZONE = 'a time zone, like "Europe/London"'


@dataclass(frozen=True, slots=True)
class MachineSetting:
    """One setting: `key` in the part `[part]`. `words` are those of a choice, `least` the least of a whole number."""

    part: str
    key: str
    kind: MachineKind
    default: Any
    meaning: str
    words: tuple[str, ...] = ()
    least: int = 0

    @property
    def name(self) -> str:
        """`backups in [retention]`."""
        return f"{self.key} in [{self.part}]"

    @property
    def expected(self) -> str:
        """What its value must be, for a sentence."""
        if self.kind is MachineKind.CHOICE:
            return "one of: " + ", ".join(f'"{word}"' for word in self.words)
        if self.least:
            return f"{self.kind} of {self.least} or more"
        return str(self.kind)


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKING_DAYS, EVERY_DAY = "working days", "every day"

PARTS: Mapping[str, str] = {
    "paths": "Where things are, seen from this folder; a network share is written //server/share/folder.",
    "history": "The record of past runs.",
    "timetable": "What `hmic-tracker schedule` and `hmic-tracker run --due` do by themselves, and when.",
    "retention": "How long things are kept. 0 days: for ever.",
    "aliases": "What the workbooks call a heading, where they differ from the library.",
    "mail": "The unsent emails, and the server that sends them where you ask it to.",
}
# Aliases are named by whoever needs one, so they are not declared; the starter file shows one.
FREE_PARTS = {"aliases": '# "Residual likelihood" = ["Probability"]'}

_TEXT, _WHOLE, _TIME = MachineKind.TEXT, MachineKind.WHOLE, MachineKind.TIME
MACHINE_SETTINGS: tuple[MachineSetting, ...] = (
    MachineSetting("paths", "register", _TEXT, "workbooks/recommendation_register.xlsx", "The recommendation register."),
    MachineSetting("paths", "risk_register", _TEXT, "workbooks/force_risk_register.xlsx",
                   "The force risk register. Where there is none, take the line out."),
    MachineSetting("paths", "templates", _TEXT, "templates", "The Word templates."),
    MachineSetting("paths", "out", _TEXT, "out", "Papers, and unsent emails in its folder drafts."),
    MachineSetting("paths", "backups", _TEXT, "backups", "Previous copies of the register."),
    MachineSetting("paths", "outbox", _TEXT, "outbox", "Changes that wait because the register was open."),
    MachineSetting("history", "record", _TEXT, ".hmic/history.sqlite",
                   'A file on this machine, or a database: "postgresql+pg8000://user@server/database".'),
    MachineSetting("timetable", "rating_time", _TIME, "06:30",
                   'When the register is checked, rated, written and remembered; "": never.'),
    MachineSetting("timetable", "rating_days", MachineKind.CHOICE, WORKING_DAYS,
                   'On which days: "working days" (by the bank holidays of the Settings sheet) or "every day".',
                   (WORKING_DAYS, EVERY_DAY)),
    MachineSetting("timetable", "digest_day", MachineKind.CHOICE, "Monday",
                   'On which day the weekly emails to owners are drafted; "": never.', (*WEEKDAYS, "")),
    MachineSetting("timetable", "digest_time", _TIME, "07:00", "When on that day."),
    MachineSetting("timetable", "paper_time", _TIME, "07:30",
                   'When on its day the paper for the next planned meeting is made; "": never.'),
    MachineSetting("timetable", "paper_working_days_before", _WHOLE, 3,
                   "How many working days before papers are due the paper is made."),
    MachineSetting("timetable", "papers_due_working_days_before_meeting", _WHOLE, 6,
                   "When papers are due where the Meetings sheet does not say: so many working days before the meeting."),
    MachineSetting("timetable", "zone", MachineKind.ZONE, "Europe/London",
                   "Whose clock the times are by; summer time is kept."),
    MachineSetting("timetable", "wake_every_minutes", _WHOLE, 15,
                   "How often Task Scheduler, systemd or cron is to wake the program to look whether something is due.",
                   least=1),
    MachineSetting("timetable", "retry_after_minutes", _WHOLE, 30,
                   "How long after a round that was not done wholly it is tried again.", least=1),
    MachineSetting("timetable", "tries", _WHOLE, 4, "How often a round is tried at most, before its next time comes.",
                   least=1),
    MachineSetting("retention", "backups", _WHOLE, 30, "How many previous copies of the register are kept at most."),
    MachineSetting("retention", "backups_days", _WHOLE, 0, "For how many days. The newest copy is always kept."),
    MachineSetting("retention", "outbox_days", _WHOLE, 60,
                   "For how many days changes wait in the outbox before they are given up."),
    MachineSetting("retention", "snapshots_days", _WHOLE, 0,
                   "For how many days the record keeps snapshots. Those that papers were made from are always kept."),
    MachineSetting("retention", "runs_days", _WHOLE, 1100, "For how many days the record of the runs is kept."),
    MachineSetting("retention", "logs_days", _WHOLE, 400, "For how many days the logs are kept."),
    MachineSetting("retention", "log_files", _WHOLE, 10, "How many full log files are kept at most.", least=1),
    MachineSetting("retention", "log_kilobytes", _WHOLE, 1000, "How long a log grows before the next one is begun.",
                   least=1),
    MachineSetting("mail", "to", MachineKind.TEXTS, [], "Who the covering email is addressed to; blank: you fill it in."),
    MachineSetting("mail", "server", _TEXT, "",
                   'The mail server that `hmic-tracker send --yes` hands emails to; "": none, you send them yourself.'),
    MachineSetting("mail", "port", _WHOLE, 587, "Its port.", least=1),
    MachineSetting("mail", "starttls", MachineKind.SWITCH, True,
                   "Whether the line is encrypted before anything goes over it."),
    MachineSetting("mail", "from", _TEXT, "", "Whose address the emails come from."),
    MachineSetting("mail", "user", _TEXT, "",
                   'Who logs in; "": the address they come from. The password is HMIC_TRACKER_MAIL_PASSWORD in the '
                   "environment, and no setting."),
)  # fmt: skip
MACHINE_SETTING = {(one.part, one.key): one for one in MACHINE_SETTINGS}


def starter_settings() -> str:
    """The `hmic-tracker.toml` of a new workspace: every setting with its default and what it means."""
    lines = [
        "# What belongs to this machine. What staff decide is on the register's Settings sheet.",
        "# A line that is taken out leaves what it says here in force.",
    ]
    for part, meaning in PARTS.items():
        lines += ["", f"# {meaning}", f"[{part}]"]
        for one in MACHINE_SETTINGS:
            if one.part == part:
                lines += [f"# {one.meaning}", f"{one.key} = {toml_value(one.default)}"]
        if part in FREE_PARTS:
            lines.append(FREE_PARTS[part])
    return "\n".join(lines) + "\n"


def toml_value(value: Any) -> str:
    """A text, a whole number or a list of texts as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)


def unknown_settings(content: Mapping[str, Any]) -> tuple[str, ...]:
    """What a settings file says that no declaration knows, with the nearest that one does; in the order of the file."""
    from hmic_tracker.register.words import nearest_of

    found = []
    for part, settings in content.items():
        if part not in PARTS:
            near = nearest_of(part, PARTS)
            found.append(f"[{part}]" + (f" (did you mean [{near}]?)" if near else ""))
        elif part not in FREE_PARTS and isinstance(settings, dict):
            keys = [one.key for one in MACHINE_SETTINGS if one.part == part]
            for key in settings:
                if key not in keys:
                    near = nearest_of(key, keys)
                    found.append(f"{key} in [{part}]" + (f" (did you mean {near}?)" if near else ""))
    return tuple(found)

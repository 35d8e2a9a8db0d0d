"""Every setting of the Settings sheet, declared once: its name, default, kind and meaning."""

from dataclasses import dataclass
from enum import StrEnum


class SettingKind(StrEnum):
    """How a setting's value is read."""

    TEXT = "text"
    WHOLE = "whole number"
    DAYS = "whole numbers with ; between them"
    YES_NO = "Yes or No"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `field` is its attribute on `Settings`; `words` the vocabulary of a choice."""

    name: str
    field: str
    kind: SettingKind
    default: str
    meaning: str
    words: str = ""


PAPER_SECTIONS: tuple[str, ...] = (
    "Purpose", "PEEL", "Inspections", "Published reports", "Where we stand", "What needs the committee", "Decision",
    "Appendix",
)  # fmt: skip
# Parts of a section that are printed or not on their own, and whether they are where the sheet says nothing.
PAPER_PARTS: dict[str, str] = {"Over time": "Yes", "Ageing": "Yes", "Rows behind the figures": "No"}

SETTINGS: tuple[Setting, ...] = (
    Setting("Force name", "force_name", SettingKind.TEXT, "", "The force's full name, as the paper prints it."),
    Setting("Force short name", "force_short_name", SettingKind.TEXT, "", "Its short name. Blank: the full name."),
    Setting("Ref prefix", "ref_prefix", SettingKind.TEXT, "REC", "New Refs begin with it: REC-0001."),
    Setting("Local policing body", "local_policing_body", SettingKind.TEXT, "",
            "Who publishes the section 55 response, printed at the head of the paper."),
    Setting("Committee", "committee", SettingKind.TEXT, "Joint Audit Committee", "The committee that the paper is for."),
    Setting("Report title", "report_title", SettingKind.TEXT, "HMICFRS inspections and recommendations",
            "The paper's title."),
    Setting("Document marking", "document_marking", SettingKind.CHOICE, "OFFICIAL-SENSITIVE",
            "The full version's protective marking. The public version is OFFICIAL.", "Marking"),
    Setting("Decision asked", "decision_asked", SettingKind.TEXT, "note the report",
            "What the paper asks of the committee: “The committee is asked to …”"),
    Setting("Working-day division", "working_day_division", SettingKind.CHOICE, "England and Wales",
            "Whose bank holidays count.", "Working-day division"),
    Setting("Immediate grace days", "immediate_grace_days", SettingKind.WHOLE, "0",
            "Days after publication on which something due immediately falls due."),
    Setting("Alert days before due", "alert_days_before_due", SettingKind.DAYS, "10; 6",
            "How many days before a response is due to warn."),
    Setting("Extension limit", "extension_limit", SettingKind.WHOLE, "1",
            "How often a date may be moved before it is reported."),
    Setting("Update due every days", "update_due_every_days", SettingKind.WHOLE, "90",
            "How often an owner is to report."),
    *(Setting(f"Section {name} printed", f"section_{name.lower().replace(' ', '_')}_printed", SettingKind.YES_NO, "Yes",
              f"Print the part “{name}” of the paper?") for name in PAPER_SECTIONS),
    *(Setting(f"Section {name} printed", f"section_{name.lower().replace(' ', '_')}_printed", SettingKind.YES_NO, default,
              f"Print the part “{name}” of the paper?") for name, default in PAPER_PARTS.items()),
    Setting("Risk scores in public version", "risk_scores_in_public_version", SettingKind.YES_NO, "No",
            "Print risk refs and scores in the public version?"),
    Setting("Email marking limit", "email_marking_limit", SettingKind.CHOICE, "OFFICIAL-SENSITIVE",
            "The highest marking that may be sent by email.", "Marking"),
)  # fmt: skip
SETTING = {setting.name: setting for setting in SETTINGS}

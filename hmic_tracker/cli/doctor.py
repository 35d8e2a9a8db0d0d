"""`hmic-tracker doctor`: can this machine do the work?"""

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, WorkspaceOption, asked, deliver, now

NAME = "doctor"


def command(workspace: WorkspaceOption = None, as_json: JsonOption = False, quiet: QuietOption = False) -> None:
    """Look at paths, locks, libraries, fonts, LibreOffice, the record, mail and the timetable; say what is amiss."""
    question = asked(NAME, workspace, as_json, quiet)
    from hmic_tracker.runs.doctor import examine

    findings = examine(question.workspace, now=now())
    marks = {"good": "good ", "amiss": "AMISS", "absent": "  -  "}
    lines = [f"{marks[one.state]}  {one.subject}: {one.says}" for one in findings]
    body = {"findings": [{"subject": one.subject, "state": one.state, "says": one.says} for one in findings]}
    code = 3 if any(one.state == "amiss" for one in findings) else 0
    deliver(question, Answer("\n".join(lines), body, exit_code=code))

"""`hmic-tracker history`: what past runs recorded, of all or of one recommendation; and taking a name out of it."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, Asked, JsonOption, QuietOption, WorkspaceOption, asked, deliver
from hmic_tracker.cli.wording import say_count
from hmic_tracker.errors import CommandLineWrong, NotFound

NAME = "history"
FORGET = "forget"


def command(
    subject: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="A recommendation, for its life; or the word forget.")
    ] = None,
    person: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="After forget: whose name to take out of the record.")
    ] = None,
    role: Annotated[
        str, typer.Option("--role", help="What to say for the name. [default: the role on the People sheet]")
    ] = "",
    trend: Annotated[bool, typer.Option("--trend", help="Count each month's last snapshot.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The snapshots that past runs left, and which paper was made from which; or the life of one recommendation.

    `history forget PERSON` puts the role for a person's name throughout the record. It cannot be undone.
    """
    question = asked(NAME, workspace, as_json, quiet)
    if subject == FORGET:
        if not person:
            raise CommandLineWrong("Whose name?", advice='Write it after the word forget: history forget "Supt Oduya"')
        deliver(question, _forget(question, person, role))
    if person or (role and subject):
        raise CommandLineWrong("Only forget takes a person and a role.", advice="See: hmic-tracker history --help")
    if subject:
        deliver(question, _life(question, subject))
    deliver(question, _trend(question) if trend else _snapshots(question))


def _snapshots(question: Asked) -> Answer:
    from hmic_tracker.history.store import open_history
    from hmic_tracker.runs.workspace import open_workspace

    snapshots = open_history(open_workspace(question.workspace).history).snapshots()
    lines = [
        f"{one.number:>5}  {one.as_at:%d/%m/%Y}  register {one.register_sha256[:12]}  rules {one.rules_version}"
        + (f"  paper for {one.committee}, {one.meeting:%d/%m/%Y}" if one.meeting else "")
        for one in snapshots
    ]
    body = {
        "snapshots": [
            {
                "number": one.number,
                "as_at": one.as_at,
                "register_sha256": one.register_sha256,
                "risk_register_sha256": one.risk_register_sha256,
                "rules_version": one.rules_version,
                "library_version": one.library_version,
                "problems": dict(one.problem_counts),
                "meeting": one.meeting,
                "committee": one.committee,
            }
            for one in snapshots
        ]
    }
    return Answer("\n".join(lines), body, remarks=(say_count(len(snapshots), "snapshot") + ".",))


def _life(question: Asked, ref: str) -> Answer:
    from hmic_tracker.history.store import open_history
    from hmic_tracker.runs.workspace import open_workspace

    history = open_history(open_workspace(question.workspace).history)
    events = history.timeline(ref)
    if not events:
        raise NotFound(f"The record has nothing of {ref}.", advice="See which Refs it has with: hmic-tracker diff")
    body = {
        "ref": ref,
        "events": [
            {"number": one.number, "as_at": one.as_at, "what": one.what, "was": one.was, "now": one.now}
            for one in events
        ],
    }
    return Answer("\n".join(map(str, events)), body, remarks=(say_count(len(events), "event") + ".",))


def _trend(question: Asked) -> Answer:
    from hmic_tracker.history.store import open_history
    from hmic_tracker.runs.workspace import open_workspace

    frame = open_history(open_workspace(question.workspace).history).to_frame("trend")
    months: dict[tuple[int, int], dict[str, int]] = {}
    for row in frame.to_dict("records"):
        month = months.setdefault((int(row["year"]), int(row["month"])), {})
        for name in ("recommendations", "still_open", "overdue"):
            month[name] = month.get(name, 0) + int(row[name])
        month[str(row["rag"])] = month.get(str(row["rag"]), 0) + int(row["recommendations"])
    lines = [
        f"{month:02d}/{year}  open {counts['still_open']}  overdue {counts['overdue']}  "
        + "  ".join(f"{rag} {counts[rag]}" for rag in ("Red", "Amber", "Green", "Blue", "White") if rag in counts)
        for (year, month), counts in sorted(months.items())
    ]
    body = {"trend": [{"year": year, "month": month, **counts} for (year, month), counts in sorted(months.items())]}
    return Answer("\n".join(lines), body, remarks=(say_count(len(lines), "month") + ".",))


def _forget(question: Asked, person: str, role: str) -> Answer:
    from hmic_tracker.runs.forgetting import forget
    from hmic_tracker.runs.workspace import open_workspace

    done = forget(open_workspace(question.workspace), person, role=role)
    remarks = [f"{say_count(done.changed, 'row')} of the record now say “{done.role}” in place of the name."]
    if done.elsewhere:
        remarks.append("The name may still stand elsewhere, which is for you to see to:")
        remarks += [f"  {place}" for place in done.elsewhere]
    body = {"role": done.role, "changed": done.changed, "elsewhere": list(done.elsewhere)}
    return Answer("", body, remarks=tuple(remarks))

"""`hmic-tracker diff`: what moved between two days."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, WorkspaceOption, asked, deliver, read_day
from hmic_tracker.cli.wording import movements_as_json, say_count, say_movement, say_since, since_as_json
from hmic_tracker.errors import NotFound

NAME = "diff"


def command(
    from_day: Annotated[str, typer.Option("--from", metavar="D", help="The earlier day, as 2022-03-31.")],
    to_day: Annotated[str, typer.Option("--to", metavar="D", help="The later day.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What moved between the snapshots of two days, and why."""
    question = asked(NAME, workspace, as_json, quiet)
    from hmic_tracker.history.movement import Otherwise, difference, gone
    from hmic_tracker.history.recognising import follow_refs
    from hmic_tracker.history.store import open_history
    from hmic_tracker.rules.recorded import recorded_ratings
    from hmic_tracker.rules.rescored_risks import colours_by_last_risks, risks_moved
    from hmic_tracker.rules.reworded_rules import colours_by_last_rules, rules_reworded
    from hmic_tracker.runs.workspace import open_workspace

    history = open_history(open_workspace(question.workspace).history)
    found = []
    for option, text in (("--from", from_day), ("--to", to_day)):
        day = read_day(text, option=option)
        assert day is not None
        snapshot = history.at(day)
        if snapshot is None:
            raise NotFound(
                f"There is no snapshot on or before {day:%d/%m/%Y}.",
                advice="See which there are with: hmic-tracker history",
            )
        found.append(snapshot)
    before, after = found
    known, now = follow_refs(before, after.rows), recorded_ratings(after)
    rules, risks = rules_reworded(known, now), risks_moved(known, now)
    otherwise = Otherwise(colours_by_last_rules(known, now), colours_by_last_risks(known, now))
    moved = difference(before, after, otherwise=otherwise)
    lost = gone(before, after)
    lines = [say_movement(one) for one in moved]
    lines += [f"{row.ref}  no longer in the register (was {row.rag})" for row in lost]
    lines += say_since(risks, rules)
    body = {
        "from": {"number": before.number, "as_at": before.as_at},
        "to": {"number": after.number, "as_at": after.as_at},
        "movements": movements_as_json(moved),
        "gone": [row.ref for row in lost],
        **since_as_json(risks, rules),
    }
    remark = (
        f"{say_count(len(moved) + len(lost), 'movement')} between the snapshots of {before.as_at:%d/%m/%Y} "
        f"and {after.as_at:%d/%m/%Y}."
    )
    deliver(question, Answer("\n".join(lines), body, remarks=(remark,)))

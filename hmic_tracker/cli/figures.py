"""`hmic-tracker figures`: every count and the refs behind it."""

from hmic_tracker.cli.answer import (
    Answer,
    AsAtOption,
    JsonOption,
    MeetingOption,
    QuietOption,
    WorkspaceOption,
    asked,
    deliver,
    read_day,
)
from hmic_tracker.cli.wording import say_count

NAME = "figures"


def command(
    as_at: AsAtOption = None,
    meeting: MeetingOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Every count of the paper, and which recommendations stand behind it."""
    question = asked(NAME, workspace, as_json, quiet, as_at)
    from hmic_tracker.runs.inputs import judge, read_inputs
    from hmic_tracker.runs.papers import figures_for
    from hmic_tracker.runs.workspace import open_workspace

    assert question.as_at is not None
    judged = judge(read_inputs(open_workspace(question.workspace), as_at=question.as_at))
    made = figures_for(judged, meeting=read_day(meeting, option="--meeting"))
    figures = made.to_json()
    lines = [
        f"{name}: {one['value']}" + (f"  ({', '.join(one['refs'])})" if one["refs"] else "")
        for name, one in figures.items()
    ]
    remarks = (say_count(len(figures), "figure") + ".",)
    deliver(
        question, Answer("\n".join(lines), {"figures": figures}, (*judged.problems, *made.problems), remarks=remarks)
    )

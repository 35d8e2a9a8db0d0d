"""`hmic-tracker deadline`: what deadlines the words hold."""

from typing import Annotated

import typer

from hmic_tracker.cli.answer import Answer, JsonOption, QuietOption, asked, deliver, read_day
from hmic_tracker.cli.wording import say_count

NAME = "deadline"


def command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The recommendation's words.")],
    published: Annotated[
        str | None, typer.Option("--published", metavar="D", help="When the report was published, as 2022-02-24.")
    ] = None,
    issued: Annotated[
        str | None, typer.Option("--issued", metavar="D", help="When it was issued, if before its report.")
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Every deadline in a text: the date, the words, what it counts from, how sure it is."""
    question = asked(NAME, None, as_json, quiet)
    from hmic_tracker.model.when import say_date
    from hmic_tracker.rules.deadlines import read_deadlines

    found = read_deadlines(
        text,
        published=read_day(published, option="--published"),
        issued=read_day(issued, option="--issued"),
    )
    lines = []
    for one in found:
        counted = f", counted from {say_date(one.counts_from)}" if one.counts_from else ""
        due = say_date(one.due) if one.due else "no date"
        lines.append(f"{due}: “{one.phrase}” ({one.rule}{counted}; confidence {one.confidence})")
        lines += [f"    {assumption}" for assumption in one.assumptions]
    body = {
        "deadlines": [
            {
                "due": one.due,
                "phrase": one.phrase,
                "start": one.start,
                "rule": one.rule,
                "counts_from": one.counts_from,
                "confidence": str(one.confidence),
                "assumptions": one.assumptions,
            }
            for one in found
        ]
    }
    deliver(question, Answer("\n".join(lines), body, remarks=(say_count(len(found), "deadline") + ".",)))

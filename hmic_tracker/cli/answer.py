"""What every verb has in common: its options, and how its answer is printed."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from hmic_tracker.errors import CommandLineWrong, TrackerError
from hmic_tracker.problems import Problem, must_fix

SCHEMA = "hmic-tracker/1"

WorkspaceOption = Annotated[
    Path | None, typer.Option("--workspace", metavar="DIR", help="The workspace. [default: this folder]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Say nothing but results and errors.")]
AsAtOption = Annotated[
    str | None, typer.Option("--as-at", metavar="D", help="The day to judge by, as 2022-03-31. [default: today]")
]
MeetingOption = Annotated[
    str | None,
    typer.Option("--meeting", metavar="D", help="The committee's meeting. [default: the next one not cancelled]"),
]
IgnoreLockOption = Annotated[
    bool, typer.Option("--ignore-lock", help="Write although a mark says that somebody has the workbook open.")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """How the person asked: which verb, which workspace, when (`stamp`), and in what form the answer is wanted."""

    verb: str
    workspace: Path
    as_json: bool = False
    quiet: bool = False
    as_at: date | None = None
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb has to say: `text` for people, `body` for programs, and the exit code.

    `exit_code` None means 1 where a problem must be fixed, else 0. `remarks` are for whoever watches, `failures` what
    went wrong on the way and is told however quiet it is to be.
    """

    text: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    exit_code: int | None = None
    remarks: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code."""
        if self.exit_code is not None:
            return self.exit_code
        return 1 if must_fix(self.problems) else 0


# What stands before the verb on the command line: it holds unless the verb itself says otherwise.
_before_verb: dict[str, Any] = {"workspace": None, "json": False, "quiet": False, "debug": False, "asked": None}


def remember_before_verb(*, workspace: Path | None, as_json: bool, quiet: bool, debug: bool) -> None:
    """Keep the options that were given before the verb."""
    _before_verb.update({"workspace": workspace, "json": as_json, "quiet": quiet, "debug": debug, "asked": None})


def wants_traceback() -> bool:
    """`--debug` was given."""
    return bool(_before_verb["debug"])


def read_day(text: str | None, *, option: str) -> date | None:
    """The day a person gave for an option: ISO, or British as in the workbooks. Raises CommandLineWrong."""
    if text is None:
        return None
    from hmic_tracker.model.dates import read_when

    try:
        return date.fromisoformat(text)
    except ValueError:
        when = read_when(text)
    if when is None or when.day is None:
        raise CommandLineWrong(f"“{text}” for {option} is not a date.", advice="Write it as 2022-03-31.")
    return when.day


def asked(
    verb: str,
    workspace: Path | None = None,
    as_json: bool = False,
    quiet: bool = False,
    as_at: str | None = None,
) -> Asked:
    """What was asked, with what stood before the verb. The clock is read here, once, and nowhere below."""
    day = read_day(as_at, option="--as-at")
    begun = datetime.now()
    found = Asked(
        verb,
        workspace or _before_verb["workspace"] or Path(),
        as_json or _before_verb["json"],
        quiet or _before_verb["quiet"],
        day or begun.date(),
        f"{begun:%Y-%m-%d %H%M%S}",
    )
    _before_verb["asked"] = found
    return found


def now() -> datetime:
    """The time by this machine's clock and zone: the timetable's clock."""
    return datetime.now().astimezone()


def as_json_value(value: Any) -> Any:
    """Plain JSON data: dates as ISO text, tuples as lists, paths as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): as_json_value(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_json_value(one) for one in value]
    if hasattr(value, "words") and hasattr(value, "earliest"):
        return str(value)
    return value


def problem_as_json(problem: Problem) -> dict[str, str]:
    """One problem with the keys that other tools rely on."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "sheet": problem.sheet,
        "cell": problem.cell,
        "ref": problem.ref,
        "found": problem.found,
        "advice": problem.advice,
    }


def deliver(question: Asked, answer: Answer) -> None:
    """Print the answer in the form wanted and end with its exit code."""
    if question.as_json:
        _print_object(question.verb, question.as_at, answer.code, answer.problems, answer.body)
    else:
        if not question.quiet:
            say(answer.remarks)
        say(answer.failures)
        if answer.text:
            _write(sys.stdout, answer.text)
    raise typer.Exit(answer.code)


def say(lines: Iterable[str]) -> None:
    """People's words, on standard error so that results can be piped."""
    for line in lines:
        _write(sys.stderr, line)


def deliver_error(verb: str, error: TrackerError) -> None:
    """Say what stopped the work and what to do; as JSON where that was asked for."""
    question: Asked | None = _before_verb["asked"]
    if (question and question.as_json) or _before_verb["json"] or "--json" in sys.argv:
        body = {"error": {"message": error.message, "advice": error.advice, "place": error.place}}
        name, as_at = (question.verb, question.as_at) if question else (verb, None)
        _print_object(name, as_at, error.exit_code, (), body)
        return
    lines = [error.message, *([error.advice] if error.advice else [])]
    if error.place and error.place not in f"{error.message} {error.advice}":
        lines.append(f"Where: {error.place}")
    say(lines)


def _print_object(
    verb: str, as_at: date | None, code: int, problems: Iterable[Problem], body: Mapping[str, Any]
) -> None:
    whole = {
        "schema": SCHEMA,
        "verb": verb,
        "as_at": as_at.isoformat() if as_at else None,
        "exit": code,
        "problems": [problem_as_json(problem) for problem in problems],
        **as_json_value(body),
    }
    _write(sys.stdout, json.dumps(whole, ensure_ascii=False, indent=2))


def _write(stream: Any, text: str) -> None:
    """A Windows console that cannot show a character shows a question mark instead of failing."""
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")

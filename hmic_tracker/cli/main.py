"""The command line: one module a verb, each the twin of a public function."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from hmic_tracker import __version__
from hmic_tracker.cli import (
    backups,
    changes,
    check,
    deadline,
    describe,
    diff,
    doctor,
    draft,
    explain,
    figures,
    history,
    init,
    rate,
    report,
    restore,
    send,
    template,
)
from hmic_tracker.cli import inspect as inspect_verb
from hmic_tracker.cli import run as run_verb
from hmic_tracker.cli import schedule as schedule_verb
from hmic_tracker.cli.answer import (
    JsonOption,
    QuietOption,
    WorkspaceOption,
    deliver_error,
    remember_before_verb,
    say,
    wants_traceback,
)
from hmic_tracker.errors import TrackerError

FAULT = 9

app = typer.Typer(
    name="hmic-tracker",
    help="The HMICFRS recommendation register, its RAG ratings and the committee's paper.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# In the order in which a person meets them.
VERBS = (
    init,
    check,
    rate,
    explain,
    deadline,
    report,
    inspect_verb,
    template,
    figures,
    draft,
    send,
    history,
    diff,
    changes,
    backups,
    restore,
    run_verb,
    schedule_verb,
    describe,
    doctor,
)
for _verb in VERBS:
    app.command(_verb.NAME)(_verb.command)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"hmic-tracker {__version__}\n")
        raise typer.Exit()


@app.callback()
def _before_verb(
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    remember_before_verb(workspace=workspace, as_json=as_json, quiet=quiet, debug=debug)


def run() -> None:
    """Run the command line and end the process with the documented exit code. No traceback without `--debug`."""
    for stream in (sys.stdout, sys.stderr):
        # Papers and registers hold Welsh letters and curly quotes whatever the console's code page is.
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")
    names = {one.NAME for one in VERBS}
    verb = next((word for word in sys.argv[1:] if word in names), "")
    try:
        app()
    except TrackerError as error:
        if wants_traceback():
            raise
        deliver_error(verb, error)
        sys.exit(error.exit_code)
    except OSError as error:
        if wants_traceback():
            raise
        # What nobody foresaw of drives and permissions is the machine's doing, and not a fault of the program.
        from hmic_tracker.files import as_refusal

        refusal = as_refusal(error, Path(str(error.filename or "the file")), "used")
        deliver_error(verb, refusal)
        sys.exit(refusal.exit_code)
    except KeyboardInterrupt:
        say(["Stopped. Nothing is half written."])
        sys.exit(130)
    except Exception as error:
        if wants_traceback():
            raise
        fault = TrackerError(
            f"hmic-tracker itself has failed ({type(error).__name__}: {error}).",
            advice="Run it again with --debug before the verb, and send the output to whoever looks after it.",
        )
        fault.exit_code = FAULT
        deliver_error(verb, fault)
        sys.exit(FAULT)

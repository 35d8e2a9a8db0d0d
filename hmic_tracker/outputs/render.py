"""Filling in a template's tags in a process of its own, bounded in time and memory: a template comes from outside.

The child (`python -m hmic_tracker.outputs.render`) reads one JSON object a line and answers each with one, after which
come the parts that it has filled in. It never runs a user's script again, as multiprocessing would do on Windows. It
can be started early: it wakes up while the workbooks are read.
"""

import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from hmic_tracker.errors import TemplateUnusable

if TYPE_CHECKING:
    from hmic_tracker.outputs.tags import Sandbox

TIME_LIMIT = 30.0
_MEMORY_LIMIT = 2 * 1024**3
_NAMES = "The names that may be used are listed by: hmic-tracker describe template"


@dataclass(frozen=True, slots=True)
class TagFault:
    """A fault in a template's tags. `part` is where it stands in the package, `paragraph` its words there."""

    code: str
    part: str
    paragraph: str
    found: str
    nearest: str = ""

    @property
    def advice(self) -> str:
        """What to do about it."""
        return f"Did you mean “{self.nearest}”?" if self.nearest else _ADVICE.get(self.code, f"Correct it. {_NAMES}.")


@dataclass(frozen=True, slots=True)
class CheckedTags:
    """What is wrong with a template's tags, in the order of its parts, and the names that it uses."""

    faults: tuple[TagFault, ...]
    used: frozenset[str]


_ADVICE = {
    "tag-arithmetic": "Print the figure that holds the count.",
    "tag-not-text": "Loop over it, or print one of its names.",
    "tag-not-a-list": f"Loop over a list. {_NAMES}.",
    "tag-broken": "Every {% for %} needs its {% endfor %}, every {% if %} its {% endif %}, every {{ its }}.",
}


class Renderer:
    """The child process. Close it when done, or use it as a context."""

    def __init__(self, *, time_limit: float = TIME_LIMIT) -> None:
        self.time_limit = time_limit
        self._looked_at: dict[str, str] | None = None
        self._checked: CheckedTags | None = None
        self._is_checking = False
        self._start()

    def _start(self) -> None:
        # The child finds the package where we found it, whether it is installed or not.
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        self._child = subprocess.Popen(
            [sys.executable, "-m", "hmic_tracker.outputs.render"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._looked_at, self._is_checking = None, False
        threading.Thread(target=_listen, args=(self._child, self._answers), daemon=True).start()

    def prepare(self, template: Path | str) -> None:
        """Has a template read and checked while you go on; whatever is wrong with it is said when it is used."""
        from hmic_tracker.outputs.template import open_template

        with suppress(TemplateUnusable):
            opened = open_template(template)
            self.begin_check(opened.texts, styles=opened.styles)

    def render(
        self, parts: Mapping[str, str], names: Mapping[str, Any], *, styles: Mapping[str, str]
    ) -> dict[str, bytes]:
        """The parts filled in with the figures, rows that repeat between marks (outputs/repeated_rows.py).

        `styles` are the template's paragraph styles: name in lower case to id. Raises TemplateUnusable, with the words
        of the paragraph and the nearest known name, where a tag asks for what the figures do not hold, and where the
        template takes longer or more memory than any real one.
        """
        self._forget_check()
        self._tell({"ask": "render", "parts": parts, "names": names, "styles": styles})
        return dict[str, bytes](self._answer()["parts"])

    def check(self, parts: Mapping[str, str], *, styles: Mapping[str, str]) -> CheckedTags:
        """What is wrong with the tags of these parts, without rendering them. Raises TemplateUnusable as `render`.

        Two documents from the same template are checked once.
        """
        self.begin_check(parts, styles=styles)
        if self._checked is None:
            answer = self._answer()
            self._is_checking = False
            self._checked = CheckedTags(tuple(TagFault(**one) for one in answer["faults"]), frozenset(answer["used"]))
        return self._checked

    def begin_check(self, parts: Mapping[str, str], *, styles: Mapping[str, str]) -> None:
        """Has the tags of these parts looked at while you go on; `check` has the answer."""
        if self._looked_at == parts:
            return
        self._forget_check()
        self._tell({"ask": "check", "parts": parts, "styles": styles})
        self._looked_at, self._checked, self._is_checking = dict(parts), None, True

    def _forget_check(self) -> None:
        """An answer that nobody came for is taken out of the way."""
        if self._is_checking:
            self._is_checking, self._looked_at = False, None
            self._answer()

    def _tell(self, question: Mapping[str, Any]) -> None:
        if self._child.poll() is not None:
            self._start()
        line = json.dumps(question).encode("ascii") + b"\n"
        # Told from a thread: a child that does not read must not hold us up beyond the time limit.
        threading.Thread(target=_write, args=(self._child, line), daemon=True).start()

    def _answer(self) -> dict[str, Any]:
        try:
            answer = self._answers.get(timeout=self.time_limit)
        except queue.Empty:
            self.close()
            raise TemplateUnusable(
                f"Filling in the template took longer than {self.time_limit:g} seconds, and was stopped.",
                advice="Look for a loop in the template that repeats too much; every real paper takes under a second.",
            ) from None
        if not answer:
            self.close()
            raise TemplateUnusable(
                "Filling in the template took too much memory or time, and was stopped.",
                advice="Look for a loop in the template that repeats too much.",
            )
        if "refused" in answer:
            raise TemplateUnusable(answer["refused"], advice=answer["advice"], place=answer["place"])
        return answer

    def close(self) -> None:
        """Ends the child; done twice it does nothing. What it was asked has no answer any more."""
        self._looked_at, self._is_checking = None, False
        with suppress(OSError):
            self._child.kill()
        self._child.wait()
        for stream in (self._child.stdin, self._child.stdout):
            with suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()

    def __enter__(self) -> "Renderer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def start_renderer(*, time_limit: float = TIME_LIMIT) -> Renderer:
    """A renderer that wakes up while you go on; `time_limit` is in seconds, for each document."""
    return Renderer(time_limit=time_limit)


def _listen(child: "subprocess.Popen[bytes]", answers: "queue.SimpleQueue[dict[str, Any]]") -> None:
    """Passes each answer on, with the parts that follow its line; an empty one says that the child has ended."""
    with suppress(OSError, ValueError):
        while child.stdout is not None and (line := child.stdout.readline()):
            answer = json.loads(line)
            parts = {part: child.stdout.read(size) for part, size in answer.get("sizes", {}).items()}
            if any(len(content) < answer["sizes"][part] for part, content in parts.items()):
                break
            answers.put({**answer, "parts": parts})
    answers.put({})


def _write(child: "subprocess.Popen[bytes]", line: bytes) -> None:
    with suppress(OSError, ValueError):
        if child.stdin is not None:
            child.stdin.write(line)
            child.stdin.flush()


# From here on: what the child does.


def main() -> None:
    """Answers each line of standard input with one line, and the parts that it tells of, until there are no more."""
    # Ctrl-C reaches every process of a console: whether a paper is finished first is for the parent to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound()
    from hmic_tracker.outputs import tags  # noqa: F401  # while the parent still reads the workbooks
    from hmic_tracker.outputs.names import paper_shape

    paper_shape()

    with suppress(KeyboardInterrupt, BrokenPipeError):
        for line in sys.stdin.buffer:
            answer = _answer(json.loads(line))
            parts: dict[str, bytes] = answer.pop("parts", {})
            if parts:
                answer["sizes"] = {part: len(content) for part, content in parts.items()}
            # The parts follow the line as they are: to put a long table into JSON takes as long as to fill it in.
            sys.stdout.buffer.writelines((json.dumps(answer).encode("ascii"), b"\n", *parts.values()))
            sys.stdout.buffer.flush()


def _bound() -> None:
    """Where the system knows limits: memory, and processor time well beyond the parent's patience."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, _MEMORY_LIMIT),
        (resource.RLIMIT_CPU, int(4 * TIME_LIMIT)),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    from hmic_tracker.outputs.repeated_rows import mark_rows
    from hmic_tracker.outputs.tags import patch, render_part

    part = source = ""
    try:
        if question["ask"] == "check":
            return _check(question["parts"], _sandbox(tuple(sorted(question["styles"].items()))))
        environment, done = _sandbox(tuple(sorted(question["styles"].items()))), {}
        for part, xml in question["parts"].items():
            source = patch(xml)
            done[part] = render_part(environment, mark_rows(source), question["names"]).encode()
    except Exception as error:
        return _refusal(part, source, error)
    return {"parts": done}


@lru_cache(maxsize=4)
def _sandbox(styles: tuple[tuple[str, str], ...]) -> "Sandbox":
    """One environment a template, which keeps what it has compiled."""
    from hmic_tracker.outputs.tags import Sandbox

    return Sandbox(dict(styles))


def _check(parts: Mapping[str, str], environment: "Sandbox") -> dict[str, Any]:
    from jinja2 import TemplateSyntaxError

    from hmic_tracker.outputs.names import paper_shape
    from hmic_tracker.outputs.repeated_rows import mark_rows
    from hmic_tracker.outputs.tags import check_source, patch

    used: set[str] = set()
    faults: list[dict[str, str]] = []
    for part, xml in parts.items():
        found, names = check_source(environment, patch(xml), paper_shape())
        used |= names
        faults += [
            {"code": one.code, "part": part, "paragraph": one.paragraph, "found": one.found, "nearest": one.nearest}
            for one in found
        ]
    if not faults:
        # What is sound will be wanted: compiled now, while the parent still counts.
        with suppress(TemplateSyntaxError):
            for xml in parts.values():
                environment.compiled(mark_rows(patch(xml)))
    return {"faults": faults, "used": sorted(used)}


def _refusal(part: str, source: str, error: Exception) -> dict[str, Any]:
    """What went wrong as a sentence, with the paragraph's words."""
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    from hmic_tracker.outputs.tags import failing_line, paragraph_at

    line = error.lineno if isinstance(error, TemplateSyntaxError) else failing_line(error)
    paragraph = paragraph_at(source, line) if line else ""
    if isinstance(error, UndefinedError):
        name = next(iter(re.findall(r"attribute '([^']+)'|'([^']+)' is undefined", str(error))), ("", ""))
        said = f"The template asks for “{''.join(name)}”, which the figures do not hold"
    elif isinstance(error, TemplateSyntaxError):
        said = f"A tag is broken: {(error.message or '').rstrip('.')}"
    elif isinstance(error, MemoryError | ValueError | RecursionError | OverflowError):
        said = "The template makes a document beyond all bounds"
    elif isinstance(error, SecurityError | TypeError):
        said = f"The template asks for what a template may not do: {str(error).rstrip('.')}"
    else:
        said = f"The template cannot be filled in ({type(error).__name__})"
    where = f", in the paragraph “{paragraph}”." if paragraph else "."
    return {"refused": said + where, "advice": f"Correct the tag there. {_NAMES}.", "place": part}


if __name__ == "__main__":
    main()

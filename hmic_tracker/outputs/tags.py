"""The tag language of templates: Jinja's, as docxtpl puts it into Word, inside a sandbox that does no arithmetic.

A template is input from outside. It may print the figures, loop over them and choose between them; nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from hmic_tracker.outputs.markup import shortened
from hmic_tracker.outputs.names import Shape
from hmic_tracker.outputs.tag_words import FILTERS
from hmic_tracker.outputs.words import printable

# Stand for a line break and a tab in the rendered text until it is known whether they are in a paragraph.
BREAK, TAB = "\x01", "\x02"
MOST_CHARACTERS = 200_000_000
_AT_A_TIME = 1_000
_TESTS = ("defined", "undefined", "none", "equalto", "eq", "==", "ne", "!=", "in", "even", "odd", "true", "false")
_ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos)
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.Const, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr, nodes.Concat, nodes.List, nodes.Tuple, nodes.Keyword,
)  # fmt: skip
_LOOP = Shape(
    "group",
    {
        **dict.fromkeys(("index", "index0", "revindex", "length"), Shape("number")),
        **dict.fromkeys(("first", "last"), Shape("yes/no")),
    },
)


@dataclass(frozen=True, slots=True)
class TagProblem:
    """Something wrong with a tag: `paragraph` is the text that it stands in, `nearest` a name that it may mean."""

    code: str
    found: str
    paragraph: str
    nearest: str = ""


class Sandbox(ImmutableSandboxedEnvironment):
    """Reads names out of plain dicts only, so that no method of anything is ever in reach."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    intercepted_unops = frozenset(("+", "-"))

    def __init__(self, paragraph_styles: Mapping[str, str]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_printable)
        self.globals.clear()
        kept = {name: self.filters[name] for name in FILTERS if name in self.filters}
        self.filters.clear()
        self.filters.update(kept)
        self.filters["paragraphs"] = _Paragraphs(paragraph_styles)
        self._compiled: dict[str, Template] = {}
        tests = {name: self.tests[name] for name in _TESTS}
        self.tests.clear()
        self.tests.update(tests)

    def compiled(self, source: str) -> Template:
        """The template of this source, compiled once. Raises TemplateSyntaxError."""
        if source not in self._compiled:
            self._compiled[source] = self.from_string(source)
        return self._compiled[source]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The figure of that name; undefined where there is none."""
        if isinstance(obj, dict):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP.names:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a list by its place, or a name of a group."""
        if isinstance(obj, list | dict):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return self.undefined(obj=obj, name=argument)
        return self.undefined(obj=obj, name=str(argument))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refused: figures are counted once, and not in a template."""
        raise TypeError("A template does no arithmetic.")

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """Refused, as `call_binop`."""
        raise TypeError("A template does no arithmetic.")


def _printable(value: Any) -> Any:
    """A value as XML can hold it: breaks and tabs marked, characters that no XML can hold shown as U+FFFD."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return printable(value).replace("\n", BREAK).replace("\t", TAB)


class _Paragraphs:
    """`{{p part.paragraphs|paragraphs }}`: what staff wrote, each paragraph in the template's own style for it."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self._styles = styles

    def __call__(self, value: Any, heading: int = 2) -> Markup:
        return Markup("").join(self._paragraph(one, heading) for one in value)

    def _paragraph(self, paragraph: Mapping[str, str], heading: int) -> Markup:
        named = {"Heading": f"Heading {heading}", "Bullet": "List Bullet", "Numbered": "List Number"}
        style = self._styles.get(named.get(paragraph["style"], "Body Text").casefold(), "")
        look = Markup('<w:pPr><w:pStyle w:val="{}"/></w:pPr>').format(style) if style else Markup("")
        text = escape(_printable(paragraph["text"]))
        return Markup('<w:p>{}<w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>').format(look, text)


@lru_cache(maxsize=64)
def patch(xml: str) -> str:
    """The part's XML with docxtpl's tags as Jinja's; a new line before each paragraph, so that a line tells which.

    It also keeps a brace at the end of one paragraph from joining that paragraph to the next.
    """
    lines = re.sub(r"(<w:p[ >])", r"\n\1", xml.replace("\n", " "))
    patched: str = DocxTemplate("").patch_xml(lines)
    return patched


def paragraph_at(source: str, line: int) -> str:
    """The words of the paragraph on that line, or of the nearest line that has any, as a person finds it in Word."""
    lines = source.split("\n")
    for number in (line - 1, line, line - 2):
        if 0 <= number < len(lines):
            words = shortened(re.sub(r"<[^>]+>", " ", lines[number]))
            if words:
                return words
    return ""


def render_part(environment: Sandbox, source: str, names: Mapping[str, Any]) -> str:
    """The part filled in. Raises what Jinja raises, and ValueError for a text beyond all bounds."""
    pieces, length = [], 0
    stream = environment.compiled(source).generate(names)
    while some := list(islice(stream, _AT_A_TIME)):
        piece = "".join(some)
        length += len(piece)
        if length > MOST_CHARACTERS:
            raise ValueError("too long")
        pieces.append(piece)
    return with_breaks("".join(pieces))


def with_breaks(text: str) -> str:
    """The marks as what they stand for: in a paragraph `w:br` and `w:tab`, in an attribute a space."""
    if BREAK not in text and TAB not in text:
        return text
    pieces, stop = [], 0
    for mark in re.finditer("[\x01\x02]", text):
        at = mark.start()
        pieces.append(text[stop:at])
        stop = at + 1
        if text.rfind("<", 0, at) > text.rfind(">", 0, at):
            pieces.append(" ")
        else:
            element = "w:br" if mark[0] == BREAK else "w:tab"
            pieces.append(f'</w:t><{element}/><w:t xml:space="preserve">')
    pieces.append(text[stop:])
    return "".join(pieces)


def check_source(environment: Sandbox, source: str, names: Shape) -> tuple[tuple[TagProblem, ...], frozenset[str]]:
    """What is wrong with a part's tags, and the names that it uses. Nothing is rendered."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        message = (error.message or "it cannot be read").rstrip(".")
        return (
            TagProblem("tag-broken", f"A tag is broken: {message}.", paragraph_at(source, error.lineno)),
        ), frozenset()
    checker = _Checker(environment, source, names)
    checker.block(tree.body, dict(names.names))
    return tuple(dict.fromkeys(checker.problems)), frozenset(checker.used)


class _Checker:
    """Follows each name from the figures down, through loops and choices, into branches that are not taken too."""

    def __init__(self, environment: Sandbox, source: str, names: Shape) -> None:
        self.environment, self.source, self.names = environment, source, names
        self.problems: list[TagProblem] = []
        self.used: set[str] = set()

    def say(self, code: str, found: str, line: int, nearest: str = "") -> None:
        self.problems.append(TagProblem(code, found, paragraph_at(self.source, line), nearest))

    def block(self, body: Iterable[nodes.Node], scope: dict[str, Shape]) -> None:
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: dict[str, Shape]) -> None:
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.If):
            self.expression(node.test, scope)
            for branch in (node.body, *((one,) for one in node.elif_), node.else_):
                self.block(branch, dict(scope))
        elif isinstance(node, nodes.Output):
            for one in node.nodes:
                if not isinstance(one, nodes.TemplateData):
                    shape = self.expression(one, scope)
                    if shape is not None and shape.kind in ("list", "group") and not isinstance(one, nodes.Filter):
                        self.say("tag-not-text", f"{_path(one)} is a {shape.kind}, not a text to print.", one.lineno)
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            scope[node.target.name] = self.expression(node.node, scope) or Shape("text")
        else:
            self.say("tag-refused", f"The tag “{type(node).__name__.lower()}” may not be used.", node.lineno)

    def _loop(self, node: nodes.For, scope: dict[str, Shape]) -> None:
        shape = self.expression(node.iter, scope)
        if shape is not None and shape.kind != "list":
            self.say("tag-not-a-list", f"{_path(node.iter)} is a {shape.kind}, so there is nothing to loop over.",
                     node.lineno)  # fmt: skip
            shape = None
        inner = dict(scope)
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = (shape.each if shape else None) or _ANYTHING
        else:
            self.say("tag-refused", "A loop takes one name, as in “for line in …”.", node.lineno)
        inner["loop"] = _LOOP
        if node.test is not None:
            self.expression(node.test, inner)
        self.block(node.body, inner)
        self.block(node.else_, dict(scope))

    def expression(self, node: nodes.Node, scope: dict[str, Shape]) -> Shape | None:
        """What an expression stands for; None where that cannot be told, or where it was found wrong."""
        if isinstance(node, nodes.Name):
            return self._name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node, scope)
        if isinstance(node, nodes.Getitem):
            shape = self.expression(node.node, scope)
            return shape.each if shape is not None and shape.kind == "list" else None
        if isinstance(node, nodes.Filter):
            return self._filter(node, scope)
        if isinstance(node, _ARITHMETIC):
            self.say("tag-arithmetic", "A template does no arithmetic; the figures hold every count.", node.lineno)
            return None
        if isinstance(node, nodes.Test) and node.name not in self.environment.tests:
            self.say("tag-refused", f"There is no test “{node.name}”.", node.lineno)
        elif not isinstance(node, _ALLOWED):
            self.say("tag-refused", f"“{type(node).__name__.lower()}” may not be used in a template.", node.lineno)
            return None
        for one in node.iter_child_nodes():
            self.expression(one, scope)
        return None

    def _name(self, node: nodes.Name, scope: dict[str, Shape]) -> Shape | None:
        if node.name in scope:
            if node.name in self.names.names and scope[node.name] is self.names.names[node.name]:
                self.used.add(node.name)
            return scope[node.name]
        self._unknown(node.name, "", scope, node.lineno)
        return None

    def _attribute(self, node: nodes.Getattr, scope: dict[str, Shape]) -> Shape | None:
        shape = self.expression(node.node, scope)
        if shape is None or shape is _ANYTHING:
            return shape
        if node.attr in shape.names:
            self.used.add(_path(node))
            return shape.names[node.attr]
        before = _path(node.node)
        if shape.names:
            self._unknown(node.attr, f"{before}.", shape.names, node.lineno)
        else:
            self.say("tag-unknown", f"{before} is a {shape.kind} and has no “{node.attr}”.", node.lineno)
        return None

    def _unknown(self, name: str, before: str, known: Iterable[str], line: int) -> None:
        near = nearest_name(name, known)
        hint = f"{before}{near}" if near else ""
        self.say("tag-unknown", f"The figures have no “{before}{name}”.", line, hint)

    def _filter(self, node: nodes.Filter, scope: dict[str, Shape]) -> Shape | None:
        shape = self.expression(node.node, scope) if node.node is not None else None
        for one in (*node.args, *node.kwargs):
            self.expression(one, scope)
        if node.name not in self.environment.filters:
            near = nearest_name(node.name, self.environment.filters)
            self.say("tag-refused", f"There is no filter “{node.name}”.", node.lineno, near)
            return None
        if node.name in ("default", "d", "list"):
            return shape
        return shape.each if shape is not None and node.name in ("first", "last") else None


_ANYTHING = Shape("anything")


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "It"


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known name that is most like this one; empty where none is like it."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=55)
    return str(found[0]) if found else ""


def failing_line(error: BaseException) -> int:
    """The line of the template that was being rendered when the error was raised; 0 where that is not known."""
    line = 0
    for frame in _frames(error):
        if frame[0] == "<template>":
            line = frame[1]
    return line


def _frames(error: BaseException) -> Iterator[tuple[str, int]]:
    trace = error.__traceback__
    while trace is not None:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next

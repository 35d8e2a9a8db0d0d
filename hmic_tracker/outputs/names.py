"""The names that a template may use: read from the figures' own declaration, so that there is no second list."""

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Shape:
    """What a name stands for: `kind` is text, number, yes/no, list or group.

    A list has the shape of its items in `each`, a group its names in `names`. `example` is a text to show for it.
    """

    kind: str
    names: dict[str, "Shape"] = field(default_factory=dict)
    each: "Shape | None" = None


@dataclass(frozen=True, slots=True)
class NameCard:
    """One line of the card of names: `inspections.conducted.lines` is a list; `inspections.conducted.lines[].words`."""

    name: str
    kind: str
    example: str = ""


@cache
def paper_shape() -> Shape:
    """The names of the committee paper, and of every other document made from the same figures."""
    from hmic_tracker.figures.shape import Paper

    return _shape_of(Paper)


@cache
def names_at(path: str) -> frozenset[str]:
    """The names in one group of the figures, such as `standing.chart`; none where there is no such group.

    Far sooner told than the shape of all of them.
    """
    from hmic_tracker.figures.shape import Paper

    found: Any = Paper
    for step in path.split("."):
        hints = typing.get_type_hints(found) if is_dataclass(found) else {}
        found = _apart_from_none(hints.get(step))
    return frozenset(one.name for one in fields(found)) if is_dataclass(found) else frozenset()


def _apart_from_none(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return next(one for one in typing.get_args(annotation) if one is not type(None))
    return annotation


def name_cards(examples: Mapping[str, str] | None = None) -> tuple[NameCard, ...]:
    """Every name with its kind, in the order of the declaration; `[]` stands after a list that is looped over.

    `examples` are values to show beside them, by name.
    """
    shown = examples or {}
    return tuple(NameCard(one.name, one.kind, shown.get(one.name, "")) for one in _cards("", paper_shape()))


def _cards(before: str, shape: Shape) -> Iterator[NameCard]:
    for name, one in shape.names.items():
        path = f"{before}{name}"
        if one.kind != "group":
            yield NameCard(path, one.kind)
        inner = one.each if one.kind == "list" else one
        if inner is not None and inner.names:
            yield from _cards(f"{path}[]." if one.kind == "list" else f"{path}.", inner)


def _shape_of(annotation: Any) -> Shape:
    origin = typing.get_origin(annotation)
    inside = [one for one in typing.get_args(annotation) if one is not type(None)]
    if origin in (types.UnionType, typing.Union):
        return _shape_of(_apart_from_none(annotation))
    if origin is typing.Literal:
        return Shape("text")
    if origin in (tuple, list):
        return Shape("list", each=_shape_of(inside[0]))
    if is_dataclass(annotation) and isinstance(annotation, type):
        hints = typing.get_type_hints(annotation)
        return Shape("group", {one.name: _shape_of(hints[one.name]) for one in fields(annotation)})
    if annotation is bool:
        return Shape("yes/no")
    if annotation in (int, float):
        return Shape("number")
    return Shape("text")

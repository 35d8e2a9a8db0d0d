"""A module imports only from layers below its own; modules side by side don't import each other."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "hmic_tracker"
# From the top down; the parts of one row stand side by side.
LAYERS = (
    ("cli",),
    ("runs",),
    ("outputs",),
    ("figures",),
    ("rules", "history"),
    ("register",),
    ("model", "workbook"),
    ("problems", "catalogue", "errors", "files", "interpreter", "shipped"),
)
# Inside the lowest row, one may stand on another: a catalogue is made of problems.
GROUND = LAYERS[-1]


def layer_of(part: str) -> int:
    for number, parts in enumerate(LAYERS):
        if part in parts:
            return number
    raise AssertionError(f"{part} has no place in the layers; give it one")


def imported_parts(source: str) -> set[str]:
    parts = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "hmic_tracker":
            names = node.module.split(".")[1:]
            parts |= {names[0]} if names else {name.name for name in node.names}
        elif isinstance(node, ast.Import):
            parts |= {n.name.split(".")[1] for n in node.names if n.name.startswith("hmic_tracker.")}
    return parts - {"__version__"}


def modules() -> list[Path]:
    return [
        path for path in sorted(PACKAGE.rglob("*.py")) if path.name not in ("__main__.py",) and path.parent != PACKAGE
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_layers_below_its_own(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0]
    for part in imported_parts(path.read_text(encoding="utf-8")) - {own}:
        beside = part in GROUND and own in GROUND
        assert beside or layer_of(part) > layer_of(own), f"{path.name} in {own} imports {part}"


@pytest.mark.parametrize("name", GROUND)
def test_the_ground_imports_nothing_from_above(name: str) -> None:
    path = PACKAGE / f"{name}.py"
    sources = [path] if path.exists() else sorted((PACKAGE / name).glob("*.py"))
    for source in sources:
        assert imported_parts(source.read_text(encoding="utf-8")) <= set(GROUND)


def test_nothing_below_the_command_line_reads_the_clock_the_locale_or_the_working_directory() -> None:
    forbidden = {"today", "now", "utcnow", "cwd", "getcwd", "setlocale", "getlocale"}
    for path in modules():
        # The timetable is the one thing whose work it is to know the time.
        if path.relative_to(PACKAGE).parts[0] == "cli" or path.name == "timetable.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in forbidden, f"{path.name}:{node.lineno} calls {node.func.attr}"

"""Write anew what the guides take from the declarations: `python scripts/build_docs.py`.

The card of names in docs/template-authors.md, and the table of settings in docs/operator-guide.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from hmic_tracker.outputs.name_examples import example_values
from hmic_tracker.outputs.names import NameCard, name_cards
from hmic_tracker.outputs.tag_words import FILTERS, TAGS
from hmic_tracker.runs.machine_settings import MACHINE_SETTINGS, toml_value

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- {} begin: written by scripts/build_docs.py -->", "<!-- {} end -->"
_FEW = 4


def card() -> str:
    """Tags, filters and names as tables, a name's example beside it."""
    lines = ["### Tags", "", "| tag | does | example |", "|---|---|---|"]
    lines += [_row(f"`{tag}`", meaning, f"`{shown}`") for tag, (meaning, shown) in TAGS.items()]
    lines += ["", "### Filters", "", "| filter | does | example |", "|---|---|---|"]
    lines += [_row(f"`{name}`", meaning, f"`{shown}`") for name, (meaning, shown) in FILTERS.items()]
    lines += ["", "### Names", "", "| name | is a | for example |", "|---|---|---|"]
    lines += [_row(f"`{one.name}`", one.kind, one.example) for one in _each_once(name_cards(example_values()))]
    return "\n".join(lines)


def _each_once(cards: Sequence[NameCard]) -> Iterator[NameCard]:
    """The names, but for lists whose lines have the same names as one before: there it says as which."""
    lines_of: dict[str, list[str]] = {}
    for one in cards:
        head, mark, rest = one.name.rpartition("[].")
        if mark:
            lines_of.setdefault(head, []).append(rest)
    first: dict[tuple[str, ...], str] = {}
    same = {}
    for name, inside in lines_of.items():
        known = first.setdefault(tuple(inside), name)
        if known != name and len(inside) > _FEW:
            same[name] = known
    for one in cards:
        if one.name in same:
            yield replace(one, example=f"its lines have the names of `{same[one.name]}[]`")
        elif not any(one.name.startswith(f"{name}[].") for name in same):
            yield one


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def settings_table() -> str:
    """Every setting of `hmic-tracker.toml` with its default."""
    lines = ["| setting | default | meaning |", "|---|---|---|"]
    lines += [
        f"| `[{one.part}]` `{one.key}` | `{toml_value(one.default)}` | {one.meaning} |" for one in MACHINE_SETTINGS
    ]
    return "\n".join(lines)


def write_between(page: Path, what: str, words: str) -> None:
    """Put the words where the page has a place for `what`; the rest stays."""
    text, begin, end = page.read_text(encoding="utf-8"), BEGIN.format(what), END.format(what)
    head, tail = text[: text.index(begin)], text[text.index(end) :]
    page.write_text(f"{head}{begin}\n\n{words}\n\n{tail}", encoding="utf-8", newline="\n")


def main() -> None:
    write_between(DOCS / "template-authors.md", "names", card())
    write_between(DOCS / "operator-guide.md", "settings", settings_table())


if __name__ == "__main__":
    main()

"""The workbooks and templates that come with the library, from a checkout and from an installed wheel alike."""

from pathlib import Path

from hmic_tracker.errors import FileRefused

_HERE = Path(__file__).resolve().parent
# In a wheel the folders lie in the package, as setup.cfg maps them; in a checkout beside it.
_FOLDERS = {name: (_HERE / f"shipped_{name}", _HERE.parent / name) for name in ("workbooks", "templates")}


def shipped_file(name: str) -> Path:
    """Where a shipped file lies: `shipped_file("workbooks/example/recommendation_register.xlsx")`.

    `name` is as in the repository, with `/` between folders. Raises FileRefused where nothing of that name is shipped.
    """
    folder, _, rest = name.partition("/")
    for place in _FOLDERS.get(folder, ()):
        if (place / rest).is_file():
            return place / rest
    raise FileRefused(
        f"{name} does not come with this installation of hmic-tracker.",
        advice="Install hmic-tracker again from its source.",
        place=name,
    )


def shipped_templates() -> tuple[Path, ...]:
    """The templates and their cards, by name; empty where none are shipped."""
    for place in _FOLDERS["templates"]:
        found = tuple(sorted(one for one in place.glob("*") if one.suffix in (".docx", ".md")))
        if found:
            return found
    return ()

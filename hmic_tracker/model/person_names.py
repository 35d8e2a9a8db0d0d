"""How people are called: ranks and titles, and the name without them."""

import re

TITLES = (
    r"(?:(?:Temporary|Acting|Detective|T|A|D)[ /]?)*(?:PC|DC|PS|DS|Sgt|Sergeant|Insp|Inspector|DI|DCI|CI"
    r"|C/Insp|Ch(?:ief)? Insp(?:ector)?|Supt|Superintendent|DSupt|C/Supt|Ch(?:ief)? Supt|Chief Superintendent|DCS|ACC"
    r"|DCC|CC|(?:(?:Assistant|Deputy) )?Chief Constable|Constable|ACO|CFO|Commander"
    r"|Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Officer|Det)\.?"
)


def bare_name(name: str, rank: str = "") -> str:
    """The name without the rank or title before it: `Mary Oduya`."""
    rest = name.strip()
    if rank and rest.casefold().startswith(f"{rank.casefold()} "):
        rest = rest[len(rank) :].strip()
    while (match := re.match(rf"{TITLES}\s+(?=\S)", rest)) and len(rest[match.end() :].split()) >= 1:
        rest = rest[match.end() :]
    return rest

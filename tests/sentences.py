"""Sentences and the deadlines that they set, as the files of tests/unit/deadline_sentences hold them.

A line `Published on 2022-02-24` gives the day of the report for what follows it. A sentence may run over several lines;
the line after it says what it sets: the days, "recurring", or "none" where it gives no day. In a sentence `\\n` stands
for a line's end and `~` for a fixed blank; a line that begins with `#` is said to the reader.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILES = Path(__file__).parent / "unit" / "deadline_sentences"


@dataclass(frozen=True)
class Sentence:
    """One sentence of a file: `said` is what it sets."""

    shape: str
    published: date
    text: str
    said: str

    def __str__(self) -> str:
        return f"{self.shape}: {self.text}"


def sentences() -> list[Sentence]:
    """Every sentence of every file. A line that belongs to none is an error, so that none is passed over."""
    return [sentence for path in sorted(FILES.glob("*.txt")) for sentence in _sentences_of(path)]


def _sentences_of(path: Path) -> list[Sentence]:
    found: list[Sentence] = []
    published, lines = None, list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if day := re.fullmatch(r"Published on (\d{4}-\d\d-\d\d)", line):
            published = date.fromisoformat(day[1])
        elif line.startswith("=> "):
            text = " ".join(" ".join(lines).split()).replace("\\n", "\n").replace("~", "\u00a0")
            assert published and text, f"{path.name}: {line}"
            found.append(Sentence(path.stem, published, text, line[3:]))
            lines.clear()
        elif not line.startswith("#"):
            lines.append(line)
    assert not "".join(lines).strip(), f"{path.name} ends with a sentence of which nothing is said"
    return found

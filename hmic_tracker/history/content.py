"""What the record keeps of a row, a place, the rules and the sheets, as text; and the way back."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any

from hmic_tracker.model.force import EscalationRow, RuleRow
from hmic_tracker.model.key_dates import CALENDAR_FACTS, KeyDates
from hmic_tracker.model.places import Layout, RowPlace, SheetLayout
from hmic_tracker.model.rating import Escalation
from hmic_tracker.model.recommendation import ENDED, Override, Recommendation
from hmic_tracker.model.snapshot import SnapshotRow
from hmic_tracker.model.when import Precision, When

# A text that is longer than this is kept once, however many rows say it.
_LONG = 100
# What a column of words can hold.
LONGEST = 255
# What has a column of its own under the same name, in the row and in the recommendation alike.
_WORDS = ("inspection_ref", "parent_ref", "number", "kind", "for_this_force", "portfolio", "owner", "status")
_DAYS = ("hmicfrs_due_date", "force_target_date", "effective_due_date", "last_update")
_RATED = ("rag", "calculated_rag", "risk_ref", "risk_rag", "excluded")
_BESIDE = ("due_source", "deadline_from", "risk_band")
# Facts that a column holds already.
_FACT_COLUMNS = {
    "Effective due date": "effective_due_date",
    "Last update": "last_update",
    "Risk RAG": "risk_rag",
    "Risk score": "risk_score",
    "Closed on": "closed_on",
}
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_STATED = tuple(one.name for one in fields(Recommendation) if one.name not in ("ref", "recommendation", *_WORDS))
_IN_WORDS = (*_WORDS, *_RATED, "rag_rule")
# All at once, since this is asked of every row of every run.
_stated_of = attrgetter(*_STATED)
_days_of = attrgetter(*_DAYS)
_words_of = attrgetter(*_WORDS, *_RATED, "rule")
_BLANKS = {one.name: getattr(Recommendation(""), one.name) for one in fields(Recommendation)}


@dataclass(frozen=True, slots=True)
class State:
    """One row as it is stored: its columns, the digest over them, and the long texts that they name."""

    digest: str
    columns: Mapping[str, Any]
    texts: Mapping[str, str]


@lru_cache(maxsize=50_000)
def digest_of_text(content: str) -> str:
    """The name that a text is kept under: the first 32 hex digits of its SHA-256."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def as_json(value: object) -> str:
    """JSON in one form only, so that equal things have equal digests."""
    return _ENCODER.encode(value)


def digest_of_columns(ref: str, columns: Mapping[str, Any]) -> str:
    """The SHA-256 over what a stored row holds and the Ref it is of; a column that holds nothing does not count."""
    held = [
        f"{name}\x1e{value}"
        for name, value in sorted(columns.items())
        if value is not None and name not in ("id", "digest")
    ]
    return hashlib.sha256("\x1f".join((ref, *held)).encode("utf-8", "surrogatepass")).hexdigest()


def checksum_of(
    head: Mapping[str, Any], number: int, rows: Iterable[tuple[str, int, str]], count_of_problems: int
) -> str:
    """The SHA-256 over what a snapshot says of itself, and which rows (Ref, which of it, place) stood in it."""
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in head.items()}
    told |= {"number": number, "checksum": None, "problems": count_of_problems}
    return hashlib.sha256(as_json([told, sorted(rows)]).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_problem(held: Mapping[str, Any]) -> str:
    """The digest over what a problem says, in the order of its columns."""
    names = ("code", "severity", "sheet", "cell", "ref", "found", "advice")
    return digest_of_text("\n".join(str(held[name]) for name in names))


def key_of_ref(ref: str) -> str:
    """A Ref as the record's columns can hold it."""
    return without_nul(ref)[:LONGEST]


def state_of(row: SnapshotRow) -> State:
    """The row as it is stored, without what only follows the calendar."""
    texts: dict[str, str] = {}
    keep = _Keeper(texts).keep
    columns: dict[str, Any] = dict(zip(_DAYS, _days_of(row), strict=True))
    words = {name: without_nul(value) or None for name, value in zip(_IN_WORDS, _words_of(row), strict=True)}
    long = {name: keep(value) for name, value in words.items() if value and len(value) > LONGEST}
    columns |= words
    for name in long:
        columns[name] = columns[name][:LONGEST]
    if len(row.ref) > LONGEST:
        long["ref"] = keep(row.ref)
    columns |= dict.fromkeys(("text_digest", "is_open", "published_on", "opened_on", "closed_on"))
    columns["risk_score"] = None if row.risk_score is None else float(row.risk_score)
    columns["overridden"] = 1 if row.overridden else 0
    if row.recommendation:
        text = without_nul(row.recommendation)
        columns["text_digest"] = digest_of_text(text)
        texts[columns["text_digest"]] = text
    rest: dict[str, Any] = {name: value for name in _BESIDE if (value := getattr(row, name))}
    if long:
        rest["long"] = long
    if row.dates is not None:
        columns["published_on"], columns["opened_on"] = row.dates.published, row.dates.began
        columns["is_open"] = 1 if row.dates.is_open else 0
        rest["dated"] = 1
    if row.facts:
        closed = row.facts.get("Closed on")
        columns["closed_on"] = closed if isinstance(closed, date) else None
        rest["facts"] = {
            name: keep(value)
            for name, value in row.facts.items()
            if value is not None and name not in CALENDAR_FACTS and name not in _FACT_COLUMNS
        }
    if row.risk_broken:
        rest["risk_broken"] = [[ref, str(why)] for ref, why in row.risk_broken]
    if row.override is not None:
        rest["override"] = {
            one.name: keep(value) for one in fields(Override) if (value := getattr(row.override, one.name))
        }
    if row.escalation is not None:
        # Its reason is worked out again, as every sentence is.
        rest["escalation"] = [keep(word) for word in (row.escalation.who, row.escalation.rule, row.escalation.whom)]
    if row.said is not None:
        rest["said"] = _stated(row.said, columns, keep)
    if columns["is_open"] is None and row.status:
        columns["is_open"] = 0 if row.status in ENDED else 1
    columns["content"] = as_json(rest)
    return State(digest_of_columns(key_of_ref(row.ref), columns), columns, texts)


def _stated(said: Recommendation, columns: Mapping[str, Any], keep: Callable[[object], Any]) -> dict[str, Any]:
    """What staff state beyond the columns; a due date that is a plain day is in its column already."""
    held = {}
    for name, value in zip(_STATED, _stated_of(said), strict=True):
        blank = _BLANKS[name]
        if value is blank or value == blank or (name in _DAYS and value == _plain_day(columns.get(name))):
            continue
        held[name] = keep(value)
    return held


def _plain_day(day: date | None) -> When | None:
    return When.on(day) if day is not None else None


def without_nul(words: str) -> str:
    """PostgreSQL holds any character but NUL; its picture stands for it."""
    return words.replace("\x00", "\u2400") if "\x00" in words else words


class _Keeper:
    """Turns values into plain JSON data; long texts go into `texts`."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def keep(self, value: object) -> Any:
        if isinstance(value, str):
            value = without_nul(str(value))
            if len(value) <= _LONG:
                return value
            digest = digest_of_text(value)
            self.texts[digest] = value
            return {"text": digest}
        if isinstance(value, When):
            if value == _plain_day(value.day):
                return {"day": value.day.isoformat()} if value.day else None
            days = [day.isoformat() if day else None for day in (value.earliest, value.latest)]
            return {"when": [*days, str(value.precision), value.words, value.assumption]}
        if isinstance(value, datetime):
            return {"moment": value.isoformat()}
        if isinstance(value, date):
            return {"date": value.isoformat()}
        if isinstance(value, Mapping):
            return {"map": [[str(name), self.keep(one)] for name, one in value.items()]}
        if isinstance(value, tuple | list):
            return [self.keep(one) for one in value]
        if isinstance(value, timedelta | time) or not isinstance(value, int | float | bool | None):
            return self.keep(str(value))
        return value


def texts_named(content: str) -> set[str]:
    """The digests of the long texts that a stored row's content names."""
    found: set[str] = set()

    def look(value: object) -> None:
        if isinstance(value, dict):
            if set(value) == {"text"}:
                found.add(value["text"])
            else:
                for one in value.values():
                    look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    if '"text"' in content:
        look(json.loads(content))
    return found


def give_back(value: Any, texts: Mapping[str, str]) -> Any:
    """The value that was kept."""
    if isinstance(value, list):
        return tuple(give_back(one, texts) for one in value)
    if not isinstance(value, dict):
        return value
    ((what, held),) = value.items()
    match what:
        case "text":
            return texts[held]
        case "day":
            return When.on(date.fromisoformat(held))
        case "when":
            earliest, latest, precision, words, assumption = held
            days = [date.fromisoformat(day) if day else None for day in (earliest, latest)]
            return When(days[0], days[1], Precision(precision), words, assumption)
        case "moment":
            return datetime.fromisoformat(held)
        case "date":
            return date.fromisoformat(held)
        case "map":
            return {name: give_back(one, texts) for name, one in held}
    raise ValueError(f"{what} is nothing that the record keeps")


def row_of(
    ref: str, columns: Mapping[str, Any], texts: Mapping[str, str], place: RowPlace, calendar: tuple[date, date | None]
) -> SnapshotRow:
    """The row that was stored, with its calendar's facts as at the day; `calendar` is that day and the next meeting."""
    rest = json.loads(columns["content"])
    if "long" in rest:
        long = {name: give_back(value, texts) for name, value in rest["long"].items()}
        ref = long.pop("ref", ref)
        columns = {**columns, **long}
    words: dict[str, Any] = {name: columns[name] or "" for name in (*_WORDS, *_RATED)}
    words |= {name: columns[name] for name in _DAYS} | {name: rest.get(name, "") for name in _BESIDE}
    text = texts[columns["text_digest"]] if columns["text_digest"] else ""
    dates = _key_dates(columns) if "dated" in rest else None
    override = rest.get("override")
    given = {name: give_back(value, texts) for name, value in override.items()} if override else {}
    return SnapshotRow(
        ref=ref,
        recommendation=text,
        rule=columns["rag_rule"] or "",
        risk_score=columns["risk_score"],
        overridden=bool(columns["overridden"]),
        facts=_facts(rest, columns, texts, dates, calendar),
        said=_said(ref, text, rest, columns, texts),
        override=Override(**{"ref": ref, **given}) if override else None,
        risk_broken=tuple((ref, why) for ref, why in rest.get("risk_broken", ())),
        dates=dates,
        place=place,
        escalation=_escalation(rest, texts),
        **words,
    )


def _key_dates(columns: Mapping[str, Any]) -> KeyDates:
    return KeyDates(
        due=columns["effective_due_date"],
        hmicfrs_due=columns["hmicfrs_due_date"],
        published=columns["published_on"],
        last_update=columns["last_update"],
        began=columns["opened_on"],
        is_open=bool(columns["is_open"]),
    )


def _facts(
    rest: Mapping[str, Any],
    columns: Mapping[str, Any],
    texts: Mapping[str, str],
    dates: KeyDates | None,
    calendar: tuple[date, date | None],
) -> dict[str, Any]:
    if "facts" not in rest:
        return {}
    facts: dict[str, Any] = {name: give_back(value, texts) for name, value in rest["facts"].items()}
    for fact, column in _FACT_COLUMNS.items():
        value = columns[column]
        facts[fact] = int(value) if isinstance(value, float) and value.is_integer() else value
    return {**facts, **(dates.facts(*calendar) if dates else {})}


def _escalation(rest: Mapping[str, Any], texts: Mapping[str, str]) -> Escalation | None:
    if "escalation" not in rest:
        return None
    who, rule, whom = (give_back(word, texts) for word in rest["escalation"])
    return Escalation(who, rule, whom=whom)


def _said(
    ref: str, text: str, rest: Mapping[str, Any], columns: Mapping[str, Any], texts: Mapping[str, str]
) -> Recommendation | None:
    if "said" not in rest:
        return None
    held: dict[str, Any] = {name: columns[name] or "" for name in _WORDS}
    held |= {name: _plain_day(columns[name]) for name in ("hmicfrs_due_date", "force_target_date")}
    held |= {name: give_back(value, texts) for name, value in rest["said"].items()}
    return Recommendation(**{"ref": ref, "recommendation": text, **held})


def write_place(place: RowPlace) -> str:
    """The worksheet rows behind a rating, as short as they can be said."""
    return as_json({name: value for name, value in place._asdict().items() if value})


def read_place(content: str) -> RowPlace:
    """The place that :func:`write_place` wrote."""
    held: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(content).items()
    }
    return RowPlace(**held)


def write_rules(rules: tuple[RuleRow, ...]) -> str:
    """The rules as they were typed."""
    return as_json([[one.rule, one.rag, one.reason, [*map(list, one.conditions)]] for one in rules])


def read_rules(content: str) -> tuple[RuleRow, ...]:
    """The rules that :func:`write_rules` wrote."""
    return tuple(
        RuleRow(rule, rag, reason, tuple((heading, text) for heading, text in conditions))
        for rule, rag, reason, conditions in json.loads(content)
    )


def write_layout(layout: Layout) -> str:
    """The sheets as they stood."""
    sheets = {name: [one.sheet, dict(one.columns)] for name, one in layout.sheets.items()}
    rows = [layout.meeting_row, [*layout.rule_rows]]
    held = {"sheets": sheets, "matrix": layout.matrix_sheet, "rows": rows, "own": [*layout.own]}
    if layout.escalation:
        rules = [[one.rule, one.who_must_see_it, one.reason, [*map(list, one.conditions)]] for one in layout.escalation]
        held["escalation"] = [rules, [*layout.escalation_rows]]
    return as_json(held)


def read_layout(content: str) -> Layout:
    """The layout that :func:`write_layout` wrote."""
    held = json.loads(content)
    sheets = {name: SheetLayout(sheet, columns) for name, (sheet, columns) in held["sheets"].items()}
    meeting_row, rule_rows = held["rows"]
    rules, rows = held.get("escalation", ((), ()))
    escalation = tuple(
        EscalationRow(rule, who, reason, tuple((heading, text) for heading, text in conditions))
        for rule, who, reason, conditions in rules
    )
    return Layout(sheets, held["matrix"], meeting_row, tuple(rule_rows), tuple(held["own"]), escalation, tuple(rows))

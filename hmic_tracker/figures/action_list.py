"""What one owner holds, and what is asked of them: in words, and with the place in the register to fill in.

The lists that owners get on paper and the digests that they get by email are made of the same lines.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from hmic_tracker.figures.document_parts import ActionGroup, ActionLine, ActionList, Asked
from hmic_tracker.figures.lines import make_line, say_mixed
from hmic_tracker.figures.needs_committee import ours_open
from hmic_tracker.figures.sources import Sources, split_ratings
from hmic_tracker.figures.wording import agree, join_words, say_day, say_days, say_number, sentence
from hmic_tracker.model.force import Person
from hmic_tracker.model.rating import Rating
from hmic_tracker.model.recommendation import Status
from hmic_tracker.register.table import Table
from hmic_tracker.rules.answerable import Answerable, who_answers

OVERDUE, DUE_NEXT, UPDATE_DUE, OPEN = "Overdue", "Due before the next meeting", "Update asked for", "Open"
_FIRST_LINE = 160


def owners(sources: Sources) -> Mapping[str, Answerable]:
    """Everybody who answers for something open, by name, in the register's order. Nobody who has left is among them."""
    found: dict[str, Answerable] = {}
    for rating in ours_open(sources):
        answers = who_answers(sources.register, rating.recommendation, sources.ratings.as_at)
        if answers.name:
            found.setdefault(answers.name, answers)
    return found


def is_held_by(sources: Sources, name: str, rating: Rating) -> bool:
    """Whether this person answers for the row."""
    return who_answers(sources.register, rating.recommendation, sources.ratings.as_at).name == name


def compile_action_list(sources: Sources, name: str) -> ActionList:
    """The list of one person. `sources` are narrowed to the rows that they answer for."""
    person = sources.register.people.get(name) or Person(name)
    rows = ours_open(sources)
    may, left_out = split_ratings(sources, rows)
    groups = group_rows(sources, may)
    return ActionList(
        owner=sources.edition.person(name),
        role=person.role,
        rank=person.rank,
        email="" if sources.edition.is_public else person.email,
        next_meeting=say_day(coming_meeting(sources)),
        sentence=_sentence(sources, rows),
        has_any=bool(rows),
        groups=tuple(_group(sources, title, found) for title, found in groups.items() if found),
        left_out=left_out,
    )


def group_rows(sources: Sources, rows: Iterable[Rating]) -> Mapping[str, tuple[Rating, ...]]:
    """The rows by the first group that they belong to: the longest overdue first, then by date, else as they stand.

    All four groups are there, in their order, also those without a row.
    """
    until = coming_meeting(sources)
    groups: dict[str, list[Rating]] = {OVERDUE: [], DUE_NEXT: [], UPDATE_DUE: [], OPEN: []}
    for rating in rows:
        due = rating.effective_due_date
        if rating.is_overdue:
            groups[OVERDUE].append(rating)
        elif until is not None and due is not None and due <= until:
            groups[DUE_NEXT].append(rating)
        else:
            groups[UPDATE_DUE if is_update_due(sources, rating) else OPEN].append(rating)
    for name in (OVERDUE, DUE_NEXT):
        groups[name].sort(key=lambda rating: rating.effective_due_date or date.max)
    return {name: tuple(found) for name, found in groups.items()}


def coming_meeting(sources: Sources) -> date | None:
    """The committee's first meeting after the as-at date, or None where none is planned.

    An owner is asked about what falls due before the committee meets next, as the fact `Next meeting due` has it; the
    paper of a meeting looks on to the one after it.
    """
    return sources.register.committee_meetings.after(sources.ratings.as_at)


def is_update_due(sources: Sources, rating: Rating) -> bool:
    """Whether the owner has to report: nothing yet, or not for longer than Settings say (Update due every days).

    What waits for the inspectorate has nothing left to report.
    """
    if rating.recommendation.status == Status.AWAITING_HMICFRS:
        return False
    days = _days_since_update(rating)
    return days is None or days > sources.register.settings.update_due_every_days


def _days_since_update(rating: Rating) -> int | None:
    days = rating.facts.get("Days since update")
    return int(days) if isinstance(days, int | float) else None


def _sentence(sources: Sources, rows: tuple[Rating, ...]) -> str:
    if not rows:
        return "Nothing is open."
    late = sum(rating.is_overdue for rating in rows)
    says = f"{say_mixed(sources, rows)} {agree(len(rows), 'is')} open"
    if late == len(rows):
        return sentence(f"{says}, and overdue")
    return sentence(f"{says}, of which {say_number(late)} {agree(late, 'is')} overdue" if late else says)


def _group(sources: Sources, title: str, rows: tuple[Rating, ...]) -> ActionGroup:
    return ActionGroup(
        title, group_sentence(sources, title, rows), tuple(map(partial(make_action_line, sources, title), rows))
    )


def group_sentence(sources: Sources, title: str, rows: tuple[Rating, ...]) -> str:
    """The sentence that leads in the rows of a group."""
    upcoming = say_day(coming_meeting(sources))
    count, verb, has = say_mixed(sources, rows), agree(len(rows), "is"), agree(len(rows), "has")
    says = {
        OVERDUE: f"{count} {verb} overdue",
        DUE_NEXT: f"{count} {verb} due before the committee's next meeting{f', on {upcoming}' if upcoming else ''}",
        UPDATE_DUE: f"{count} {has} not been reported on for more than "
        f"{say_days(sources.register.settings.update_due_every_days)}, or not at all",
        OPEN: f"{count} {verb} open besides",
    }
    return sentence(says[title])


def make_action_line(sources: Sources, group: str, rating: Rating) -> ActionLine:
    """The row with what is asked of whoever answers for it."""
    line = make_line(sources, rating)
    asks = what_is_asked(sources, rating, group)
    answers = who_answers(sources.register, rating.recommendation, sources.ratings.as_at)
    return ActionLine(
        line=line,
        group=group,
        dates=line.dates,
        first_line=first_line(line.text),
        why_you=sentence(sources.edition.words(answers.why)),
        asks=asks,
        has_asks=bool(asks),
        nothing_asked="" if asks else _nothing_asked(rating),
    )


def _nothing_asked(rating: Rating) -> str:
    if rating.recommendation.status == Status.AWAITING_HMICFRS:
        return "Nothing is asked of you: it waits for the inspectorate."
    return "Nothing is asked of you at present."


def first_line(text: str) -> str:
    """The text's first line that is not blank, cut at a word where it is long: `… should, by 30 September 2022, …`."""
    line = next((part.strip() for part in text.splitlines() if part.strip()), "")
    if len(line) <= _FIRST_LINE:
        return line
    cut = line[:_FIRST_LINE].rsplit(" ", 1)[0] or line[:_FIRST_LINE]
    return f"{cut.rstrip(' ,;:')} …"


def what_is_asked(sources: Sources, rating: Rating, group: str) -> tuple[Asked, ...]:
    """Everything that the register waits for from whoever answers for a row of this group, and where to fill it in."""
    said, register = rating.recommendation, sources.register
    if said.status == Status.AWAITING_HMICFRS:
        return ()
    recommendations, updates = register.recommendations, register.updates
    found = []
    if not said.owner.strip():
        found.append(_ask("Nobody owns it: name an owner.", recommendations, "Owner"))
    if said.status == Status.AWAITING_ALLOCATION:
        found.append(_ask("It has not been allocated yet: say that it is yours, or whose it is.", recommendations,
                          "Owner", "Status"))  # fmt: skip
    is_pressing = group in (OVERDUE, DUE_NEXT)
    if is_pressing or is_update_due(sources, rating):
        found.append(_ask(_report_words(rating), updates, "Ref", "Date", "By", "Update", "Committee wording"))
    if is_pressing:
        found.append(_ask("If the date cannot be kept, ask for a new one.", updates, "Requested target date"))
    if (is_pressing or said.status == Status.AWAITING_FORCE) and not said.closure_evidence.strip():
        found.append(_ask("Once it is done, say where the evidence is.", recommendations, "Closure evidence"))
    if said.status == Status.AWAITING_FORCE and said.force_sign_off_on is None:
        found.append(_ask("It waits for the force's sign-off.", recommendations, "Force sign-off by",
                          "Force sign-off on"))  # fmt: skip
    if rating.effective_due_date is None:
        found.append(_ask("No date is recorded: give the day by which it will be done.", recommendations,
                          "Force target date"))  # fmt: skip
    if not said.force_position.strip():
        found.append(_ask("No position is recorded: say what has been done or is proposed, or why nothing is.",
                          recommendations, "Force position"))  # fmt: skip
    return tuple(found)


def _report_words(rating: Rating) -> str:
    days = _days_since_update(rating)
    last = "Nothing has been reported yet" if days is None else f"The last report was {say_days(days)} ago"
    if days == 0:
        last = "The last report is of today"
    if rating.is_overdue:
        return f"It is overdue. {last}: say what is left to do and when it will be done."
    return f"{last}: say where it stands."


def _ask(words: str, table: Table, *headings: str) -> Asked:  # type: ignore[type-arg]  # of any noun
    columns = join_words(headings)
    return Asked(
        words, f"sheet {table.sheet or table.name}, {agree(len(headings), 'column')} {columns}", table.sheet, columns
    )

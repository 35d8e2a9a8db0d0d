"""What is answered to whom about a report: due, published and late."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from hmic_tracker.figures.parts import ResponseLine, ResponseList
from hmic_tracker.figures.sources import Sources, say_left_out
from hmic_tracker.figures.wording import join_words, on_day, say_count, say_day, sentence
from hmic_tracker.model.inspection import Inspection, Response
from hmic_tracker.model.when import When
from hmic_tracker.rules.section_55 import response_due

SECTION_55 = "Section 55"
DUE, PUBLISHED, LATE = "due", "published", "late"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response with the day it is due: as stated, else what the Act gives for a section 55 response.

    `stated` is False where the register has no row for it and only the inspection says that section 55 applies.
    """

    response: Response
    inspection: Inspection | None
    due: When | None
    stated: bool = True

    def state(self, until: date) -> str:
        """`published`, `late` or `due` at the end of the day `until`. One without a due date is never late."""
        published = self.response.published_on
        if published is not None and published.latest is not None and published.latest <= until:
            return PUBLISHED
        return LATE if self.due is not None and self.due.latest is not None and self.due.latest < until else DUE

    @property
    def was_late(self) -> bool:
        """Published after the day on which it was due."""
        published, due = self.response.published_on, self.due
        known = published is not None and published.latest is not None and due is not None and due.latest is not None
        return known and published.latest > due.latest  # type: ignore[union-attr, operator]


def answers(sources: Sources) -> tuple[Answer, ...]:
    """Every response of the Responses sheet, and the section 55 responses that no row stands for yet.

    What no row stands for is listed while its day is to come or lies in the period: of an older report nobody can tell
    whether the answer is late or the row was never made. Answers to an embargoed report are left out.
    """
    found = []
    answered: set[str] = set()
    for response in sources.register.responses:
        inspection = sources.inspection(response.inspection_ref)
        if response.kind == SECTION_55:
            answered.add(response.inspection_ref.casefold())
        if inspection is None or not sources.is_unpublished(inspection):
            found.append(Answer(response, inspection, _due(response, inspection)))
    for inspection in sources.register.inspections:
        ref = inspection.inspection_ref
        published = sources.period.is_before_its_end(inspection.published_on)
        if inspection.section_55_applies and published and ref.casefold() not in answered:
            body = sources.register.settings.local_policing_body.strip()
            response = Response(ref, SECTION_55, led_by=f"the {body}" if body else "")
            due = _due(response, inspection)
            if due is None or due.latest is None or sources.period.after is None or due.latest > sources.period.after:
                found.append(Answer(response, inspection, due, stated=False))
    return tuple(found)


def _due(response: Response, inspection: Inspection | None) -> When | None:
    """The Due cell; else, for a section 55 response, publication and 55 days."""
    if response.due is not None:
        return response.due
    published = inspection.published_on.day if inspection and inspection.published_on else None
    return When.on(response_due(published)) if response.kind == SECTION_55 and published else None


def make_response_line(sources: Sources, answer: Answer, *, names_report: bool = False) -> ResponseLine:
    """The response in words: what, to whom, led by whom, by when, and what became of it.

    `names_report` puts the report's title before it, for lists of responses to several reports.
    """
    said, edition = answer.response, sources.edition
    state = answer.state(sources.period.until)
    kind = _kind_words(said.kind)
    led_by, sent_to = say_bodies(said.led_by, edition.words), say_bodies(said.sent_to, edition.words)
    leader = say_bodies(said.led_by, edition.leader)
    words = kind + (f" to {sent_to}" if sent_to else "") + (f", led by {leader}" if leader else "")
    words = f"{words}, {_state_words(answer, state, sources.period.until)}"
    title = sources.report_title(said.inspection_ref)
    if names_report and title:
        words = f"{title}: {words}"
    comments = say_day(said.chief_officer_comments_due)
    if comments and state != PUBLISHED:
        last = said.chief_officer_comments_due.latest if said.chief_officer_comments_due else None
        verb = "were" if last is not None and last < sources.period.until else "are"
        words = f"{words}; the chief officer's comments {verb} due {on_day(said.chief_officer_comments_due)}"
    return ResponseLine(
        sentence=sentence(words),
        kind=said.kind,
        report=title,
        led_by=led_by,
        sent_to=sent_to,
        due=say_day(answer.due),
        comments_due=comments,
        published_on=say_day(said.published_on) if state == PUBLISHED else "",
        link=said.link,
        state=state,
    )


def say_bodies(cell: str, called: Callable[[str], str]) -> str:
    """Several bodies or people in one cell, with ; between them, as a sentence lists them."""
    return join_words(called(part.strip()) for part in cell.split(";") if part.strip())


def _kind_words(kind: str) -> str:
    """`Section 55 response`; other kinds are whole as they are."""
    return f"{kind} response" if kind == SECTION_55 else kind or "Response"


def _state_words(answer: Answer, state: str, until: date) -> str:
    due = on_day(answer.due)
    if state == PUBLISHED:
        words = f"published {on_day(answer.response.published_on)}"
        return f"{words} (it was due {due})" if answer.was_late else words
    if state == LATE and answer.due is not None and answer.due.latest is not None:
        days = (until - answer.due.latest).days
        late = f"due {due} and {say_count(days, 'day')} late"
        return late if answer.stated else f"{late}; none is recorded"
    return f"due {due}" if due else "no due date is recorded"


def may_print_answer(sources: Sources, answer: Answer) -> bool:
    """Whether this version may speak of the report that is answered."""
    return answer.inspection is not None and sources.edition.may_print(answer.inspection)


def make_response_list(
    sources: Sources, found: Iterable[Answer], *, says: str, none: str, verb: str = "is"
) -> ResponseList:
    """The responses with the sentence `Two responses are late.` (`says` is its end), or `none`."""
    listed = list(found)
    if not listed:
        return ResponseList(none)
    may = [one for one in listed if not sources.edition.is_public or may_print_answer(sources, one)]
    first, _, rest = verb.partition(" ")
    words = " ".join(part for part in (say_count(len(listed), "response", first), rest, says) if part)
    lines = tuple(make_response_line(sources, one, names_report=True) for one in may)
    return ResponseList(sentence(words), True, lines, say_left_out(len(listed) - len(may), "response"))

"""What the sections of the paper are made of: plain values, already in words where grammar is needed.

A template names these attributes; it does no arithmetic and no grammar. Texts from cells are whole and unchanged.
A date is text (`"31 March 2022"`, or the register's own words); empty where there is none.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """One figure and the refs behind it, in the register's order. A figure that no rows stand behind has none."""

    value: int
    refs: tuple[str, ...] = ()

    @classmethod
    def of(cls, refs: tuple[str, ...]) -> "Count":
        """The count of these refs."""
        return cls(len(refs), refs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that staff wrote. `style` is Heading, Paragraph, Bullet or Numbered."""

    text: str
    style: str = "Paragraph"


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """One recommendation, area for improvement or cause of concern as the paper prints it.

    `label` is how it is called in a sentence (`Recommendation 3`, `Area for improvement AFI 7`), `named` the same with
    its report where it has one; `relation` what it belongs to and whom it is for where that goes beyond the label (`of
    cause of concern 1`, `addressed to Home Office`), filled in under its report; `text` the report's words; `deadline`
    a whole phrase (`Within six months: 24 August 2022`, `TBC`, `No date is recorded`; empty for a cause of concern or
    an area without one); `owner`, `chief_officer` and `signed_off_by` a name, in the public version a role;
    `owner_words` a sentence that says who answers where no owner is recorded, too; `risk` is empty in the public
    version unless Settings say otherwise; `sign_off_words` says whose sign-off it waits for and how far it has got,
    else empty; `days_overdue` is 0 where it is not overdue; `dates` is a sentence with the date that counts and the
    inspectorate's; `reason_with_dates` is the reason of its colour followed by the dates that it does not name itself,
    `reason_besides` the reason unless that says only how long it is overdue; `latest` the newest committee wording.
    `must_see` says who must see it by the Escalation rules sheet (`Board`), `must_see_name` the name behind that and
    `must_see_reason` why; all three are empty where nobody must.
    """

    ref: str
    label: str
    relation: str = ""
    number: str = ""
    kind: str = ""
    text: str = ""
    report: str = ""
    addressed_to: str = ""
    for_this_force: str = ""
    lead_organisation: str = ""
    also_involves: str = ""
    portfolio: str = ""
    chief_officer: str = ""
    board: str = ""
    owner: str = ""
    owner_words: str = ""
    linked_activity: str = ""
    status: str = ""
    level: str = ""
    position: str = ""
    parent: str = ""
    deadline: str = ""
    due: str = ""
    hmicfrs_due: str = ""
    force_target: str = ""
    days_overdue: int = 0
    overdue_words: str = ""
    rag: str = ""
    rag_reason: str = ""
    risk: str = ""
    override: str = ""
    movement: str = ""
    movement_words: str = ""
    latest: str = ""
    latest_on: str = ""
    closed_on: str = ""
    evidence: str = ""
    signed_off: str = ""
    inspectorate_closed: str = ""
    sign_off_words: str = ""
    named: str = ""
    dates: str = ""
    reason_with_dates: str = ""
    reason_besides: str = ""
    must_see: str = ""
    must_see_name: str = ""
    must_see_reason: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationList:
    """One list of the paper. `sentence` leads it in, or says that there is nothing to report."""

    sentence: str
    has_any: bool = False
    lines: tuple[RecommendationLine, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """One inspection. `words` is the whole line; the rest its parts, for a template that sets them otherwise."""

    number: int
    ref: str
    words: str
    title: str = ""
    programme: str = ""
    forces: str = ""
    scope: str = ""
    complainant: str = ""
    our_part: str = ""
    when: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class InspectionList:
    """Inspections, numbered from 1, with the sentence that leads them in or says that there is none."""

    sentence: str
    has_any: bool = False
    lines: tuple[InspectionLine, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a programme is, as the Lists sheet says it."""

    programme: str
    meaning: str


@dataclass(frozen=True, slots=True)
class GradeLine:
    """The grade of one area; `grade` says `Not graded` where it was not."""

    area: str
    grade: str
    graded_on: str = ""


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter since the last paper; `sentence` is all of it in words."""

    sentence: str
    date: str = ""
    sent_by: str = ""
    about: str = ""
    refs: str = ""
    effect: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class FindingsPart:
    """One section of a report's findings: its heading and its paragraphs. An empty one is not there at all."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """What is answered to whom about a report; `state` is due, published or late."""

    sentence: str
    kind: str = ""
    report: str = ""
    led_by: str = ""
    sent_to: str = ""
    due: str = ""
    comments_due: str = ""
    published_on: str = ""
    link: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ResponseList:
    """Responses, with the sentence that leads them in or says that there is none."""

    sentence: str
    has_any: bool = False
    lines: tuple[ResponseLine, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class DateChangeLine:
    """One change of a date, made or asked for."""

    ref: str
    sentence: str
    label: str = ""
    which: str = ""
    moved_from: str = ""
    moved_to: str = ""
    reason: str = ""
    times: int = 0
    times_words: str = ""
    requested_on: str = ""
    approved_by: str = ""
    approved_on: str = ""


@dataclass(frozen=True, slots=True)
class DateChangeList:
    """Changes of dates, with the sentence that leads them in or says that there is none."""

    sentence: str
    has_any: bool = False
    lines: tuple[DateChangeLine, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class OverrideLine:
    """A colour that was set, beside the one that the rules gave."""

    ref: str
    sentence: str
    label: str = ""
    rag: str = ""
    calculated_rag: str = ""
    reason: str = ""
    by: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class OverrideList:
    """Overrides in force, with the sentence that leads them in or says that there is none."""

    sentence: str
    has_any: bool = False
    lines: tuple[OverrideLine, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the table of portfolios by colour. `cells` stand under the table's `rags`, in their order."""

    portfolio: str
    cells: tuple[int, ...]
    total: int
    red: int = 0
    amber: int = 0
    green: int = 0
    white: int = 0
    blue: int = 0
    not_rated: int = 0


@dataclass(frozen=True, slots=True)
class RagTable:
    """Portfolio by colour. `rags` are the headings of the columns between the portfolio and the total."""

    rags: tuple[str, ...]
    rows: tuple[TableRow, ...]
    totals: TableRow
    has_any: bool = False


@dataclass(frozen=True, slots=True)
class MovementGroup:
    """All that moved in one way since the last issued paper, in words and one by one."""

    kind: str
    sentence: str
    count: int
    lines: tuple[RecommendationLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ask. `words` is the whole line: `Supt Mary Oduya, Head of custody, mary.oduya@…`."""

    words: str
    name: str = ""
    rank: str = ""
    role: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """Something wrong with the register, where, and what to do."""

    severity: str
    place: str
    ref: str
    found: str
    advice: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the paper and the refs of the rows that make it."""

    figure: str
    value: int
    refs: str


@dataclass(frozen=True, slots=True)
class ExcludedLine:
    """A row left out of the figures, and why."""

    ref: str
    label: str
    why: str

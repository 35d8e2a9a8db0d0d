"""The figures of one paper: the names that a template may use, section by section.

`Paper` is one version of the paper (full or public); its attributes are a template's names, so
`{{ peel.next_sentence }}` prints `paper.peel.next_sentence`. `Figures` holds both versions and the counts with the
refs behind them.

    figures.for_version("full")["inspections"]["conducted"]["sentence"]
    'Since the last report there have been five inspections.'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.figures.chart_parts import Ageing, Chart, OverTime
from hmic_tracker.figures.document_parts import NO_ACTIONS, NO_PACK, NO_RESPONSE, ActionList, BoardPack, Section55
from hmic_tracker.figures.parts import (
    Contact,
    Count,
    DateChangeList,
    Definition,
    ExcludedLine,
    FigureLine,
    FindingsPart,
    GradeLine,
    InspectionList,
    LetterLine,
    MovementGroup,
    OverrideList,
    Paragraph,
    ProblemLine,
    RagTable,
    RecommendationLine,
    RecommendationList,
    ResponseLine,
    ResponseList,
)
from hmic_tracker.problems import Problem

if TYPE_CHECKING:
    from hmic_tracker.figures.sources import Sources

Version = Literal["full", "public"]


@dataclass(frozen=True, slots=True)
class Show:
    """Which sections Settings have printed."""

    purpose: bool = True
    peel: bool = True
    inspections: bool = True
    published_reports: bool = True
    where_we_stand: bool = True
    what_needs_the_committee: bool = True
    decision: bool = True
    appendix: bool = True
    ageing: bool = True
    over_time: bool = True
    rows_behind_the_figures: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A section that is nothing but paragraphs of the Narrative sheet, and a sentence where it has none."""

    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Peel:
    """Section 3. Each sentence is whole; `grades` are the latest cycle's, never compared with another scale's."""

    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    last_sentence: str = ""
    next_sentence: str = ""
    is_scheduled: bool = False
    cycle: str = ""
    scale: str = ""
    has_grades: bool = False
    grades_sentence: str = ""
    grades: tuple[GradeLine, ...] = ()
    has_letters: bool = False
    letters_sentence: str = ""
    letters: tuple[LetterLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspections:
    """Section 4. `expected_sentence` says when the conducted inspections' reports are due, with the exceptions."""

    conducted: InspectionList
    under_way: InspectionList
    notified: InspectionList
    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    has_definitions: bool = False
    definitions: tuple[Definition, ...] = ()
    has_expected: bool = False
    expected_sentence: str = ""
    has_cancelled: bool = False
    cancelled_sentence: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One published report. `recommendations` are in the order of their numbers, under one heading with their parts.

    `about` is a sentence with what the report's title does not say: programme, complainant, who inspected, other
    forces, and that the force itself was not inspected. `count_sentence` is `There are nine recommendations, of which
    three are for the police.`; `shared_sentence` names the portfolio, chief officer and linked activity where all its
    recommendations share them (else it is empty and each line has its own).
    """

    number: int
    ref: str
    title: str
    published_on: str
    about: str = ""
    programme: str = ""
    our_part: str = ""
    link: str = ""
    parts: tuple[FindingsPart, ...] = ()
    has_findings: bool = False
    count_sentence: str = ""
    has_shared: bool = False
    shared_sentence: str = ""
    shared_portfolio: str = ""
    shared_chief_officer: str = ""
    shared_linked_activity: str = ""
    has_recommendations: bool = False
    recommendations: tuple[RecommendationLine, ...] = ()
    has_areas: bool = False
    areas_sentence: str = ""
    areas: tuple[RecommendationLine, ...] = ()
    has_causes: bool = False
    causes_sentence: str = ""
    causes: tuple[RecommendationLine, ...] = ()
    has_responses: bool = False
    responses_sentence: str = ""
    responses: tuple[ResponseLine, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Reports:
    """Section 5. `titles` are the lines of the list (`Title, published on 14 February 2022`)."""

    sentence: str
    has_any: bool = False
    titles: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Section 6. The totals are of recommendations; areas for improvement and causes of concern are apart.

    `sentence` is the one sentence; `closed_sentence` shows closed, superseded and not accepted;
    `movement_sentence` says that there is nothing to compare with where `has_movement` is False.
    """

    sentence: str
    table: RagTable
    chart: Chart
    movement_sentence: str
    ageing: Ageing
    over_time: OverTime
    has_movement: bool = False
    movements: tuple[MovementGroup, ...] = ()
    closed_sentence: str = ""
    has_areas: bool = False
    areas_sentence: str = ""
    areas_table: RagTable | None = None
    has_causes: bool = False
    causes_sentence: str = ""
    has_parents: bool = False
    parents_sentence: str = ""
    meanings: tuple[Definition, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    total: int = 0
    open: int = 0
    closed: int = 0
    not_ours: int = 0
    excluded: int = 0


@dataclass(frozen=True, slots=True)
class NeedsCommittee:
    """Section 7: what needs the committee's attention. Each list has a sentence, also where it is empty.

    `must_be_seen` is what the Escalation rules sheet says that the committee must see.
    """

    overdue: RecommendationList
    red: RecommendationList
    worsened: RecommendationList
    past_inspectorate: RecommendationList
    dates_changed: DateChangeList
    dates_requested: DateChangeList
    due_next: RecommendationList
    awaiting_sign_off: RecommendationList
    closed: RecommendationList
    overrides: OverrideList
    must_be_seen: RecommendationList
    target_dates: RecommendationList
    to_be_confirmed: RecommendationList
    inspections_to_be_confirmed: InspectionList
    responses_due: ResponseList
    responses_published: ResponseList
    responses_late: ResponseList
    next_meeting: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    has_any: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Section 8. `sentence` is `The committee is asked to note the report.`"""

    sentence: str
    paragraphs: tuple[Paragraph, ...] = ()
    has_paragraphs: bool = False
    has_contacts: bool = False
    contacts_sentence: str = ""
    contacts: tuple[Contact, ...] = ()
    has_background: bool = False
    background_sentence: str = ""
    background: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Appendix:
    """Section 9: every open recommendation, data quality and provenance. Public: sentences and no rows.

    Where `is_apart` there are more rows than Word is for: they go into a workbook beside the paper, whose file name is
    `workbook` once the paper is written. `figures` say which rows make each number, in the full version where Settings
    ask for it.
    """

    open_recommendations: RecommendationList
    problems_sentence: str
    has_problems: bool = False
    problems: tuple[ProblemLine, ...] = ()
    excluded_sentence: str = ""
    has_excluded: bool = False
    excluded: tuple[ExcludedLine, ...] = ()
    stale_sentence: str = ""
    has_stale: bool = False
    stale: tuple[str, ...] = ()
    has_embargo: bool = False
    embargo_sentence: str = ""
    provenance: tuple[str, ...] = ()
    is_apart: bool = False
    workbook: str = ""
    figures: tuple[FigureLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One version of the paper. Its attributes are the names that a template may use.

    `is_public` is True in the public version; `left_out` says there what it does not hold (`has_left_out`). `pack`,
    `section_55` and `actions` are filled in a document about one portfolio, one report or one owner, and `subject` says
    there what it is about.
    """

    version: Version
    is_public: bool
    force_name: str
    force_short_name: str
    local_policing_body: str
    committee: str
    agenda_item: str
    meeting_date: str
    report_title: str
    marking: str
    as_at: str
    period_from: str
    period_to: str
    previous_paper: str
    show: Show
    purpose: Words
    peel: Peel
    inspections: Inspections
    reports: Reports
    standing: Standing
    needs: NeedsCommittee
    decision: Decision
    appendix: Appendix
    has_left_out: bool = False
    left_out: tuple[str, ...] = ()
    subject: str = ""
    pack: BoardPack = NO_PACK
    section_55: Section55 = NO_RESPONSE
    actions: ActionList = NO_ACTIONS

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, texts, numbers and booleans, by the template's names."""
        return dict(_plain(self))


@dataclass(frozen=True)
class Figures:
    """Everything that the documents of one meeting are made of.

    `counts` holds each figure by its name with the refs behind it (`open`, `closed`, `rag Red`, `portfolio Custody`,
    `overdue` ...). `problems` are those that only show when a paper is made: text that contradicts the figures, stale
    colours, a marking that is too low. `people` may not be named in the public version; `allowed` are texts that may
    stand there all the same. `sources` are what each version was compiled from: further documents are made of them.
    """

    meeting: date
    as_at: date
    full: Paper
    public: Paper
    counts: Mapping[str, Count] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    people: tuple["PersonName", ...] = ()
    allowed: tuple[str, ...] = ()
    sources: Mapping[str, "Sources"] = field(default_factory=dict, repr=False, compare=False)

    def for_version(self, version: str) -> dict[str, Any]:
        """What a template is filled with. TemplateUnusable for a version that is neither full nor public."""
        if version not in ("full", "public"):
            raise TemplateUnusable(f"There is no version “{version}”.", advice="Choose full or public.")
        return (self.public if version == "public" else self.full).to_dict()

    def to_dict(self) -> dict[str, Any]:
        """The full version as plain data, by the template's names."""
        return self.for_version("full")

    def to_json(self) -> dict[str, Any]:
        """Each count by its name: `{"open": {"value": 2, "refs": ["WMP-0001", "WMP-0004"]}}`."""
        return {name: {"value": count.value, "refs": list(count.refs)} for name, count in self.counts.items()}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person as the public version must not show them, and the role that stands there instead."""

    name: str
    rank: str = ""
    number: str = ""
    role: str = ""


def _plain(value: Any) -> Any:
    """Values as dicts and tuples as lists, all the way down, since JSON and a sandboxed template know no others."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value

"""What the further documents are made of: a board's pack, a section 55 response, an owner's action list.

Each is the value behind one name of a template: `pack`, `section_55`, `actions`. In a document that is about none of
them they are blank. The same words and dates as in the paper; see :mod:`hmic_tracker.figures.parts`.
"""

from dataclasses import dataclass

from hmic_tracker.figures.chart_parts import Ageing, Chart
from hmic_tracker.figures.parts import (
    DateChangeList,
    Definition,
    ExcludedLine,
    MovementGroup,
    OverrideList,
    RecommendationLine,
    RecommendationList,
)

# What stands in a document that is about something else.
_NOTHING = RecommendationList("")
_NO_CHANGES, _NO_OVERRIDES = DateChangeList(""), OverrideList("")
_NO_CHART, _NO_AGES = Chart(), Ageing("")


@dataclass(frozen=True, slots=True)
class KindRow:
    """One row of the table of kinds by colour: those of a kind that are open or closed."""

    kind: str
    total: int
    open: int = 0
    closed: int = 0
    red: int = 0
    amber: int = 0
    green: int = 0
    white: int = 0
    blue: int = 0
    not_rated: int = 0


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """One recommendation that needs a board, and everything that is the matter with it.

    `why` is a clause (`12 days overdue; rated Red`), `held_by` the owner with what became of them, `dates` a sentence.
    """

    line: RecommendationLine
    why: str
    held_by: str
    dates: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk behind open recommendations of the document, as the force risk register has it.

    `rating` is the residual score with its band and colour in words; `changed` what became of it since the last issued
    paper; `behind` the refs that link it.
    """

    ref: str
    title: str
    rating: str
    owner: str = ""
    board: str = ""
    score: str = ""
    band: str = ""
    rag: str = ""
    inherent: str = ""
    target: str = ""
    status: str = ""
    review: str = ""
    changed: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class RiskList:
    """Risks, with the sentence that leads them in or says that there is none."""

    sentence: str
    has_any: bool = False
    lines: tuple[RiskLine, ...] = ()


_NO_RISKS = RiskList("")


@dataclass(frozen=True, slots=True)
class BoardPack:
    """One portfolio for its governance board. Every list is of the portfolio's rows alone.

    `attention` holds each row once, whatever is the matter with it: overdue, Red, worsened, past the inspectorate's
    date, or due before the committee's next meeting; `must_be_seen` what the Escalation rules sheet says that the board
    must see. `kinds` has a row for each kind that occurs, and `chart` shows them; `ageing` is how long the portfolio's
    recommendations have been open.
    """

    portfolio: str = ""
    board: str = ""
    chief_officer: str = ""
    next_meeting: str = ""
    sentence: str = ""
    closed_sentence: str = ""
    has_areas: bool = False
    areas_sentence: str = ""
    has_causes: bool = False
    causes_sentence: str = ""
    has_parents: bool = False
    parents_sentence: str = ""
    has_kinds: bool = False
    kinds: tuple[KindRow, ...] = ()
    chart: Chart = _NO_CHART
    ageing: Ageing = _NO_AGES
    meanings: tuple[Definition, ...] = ()
    movement_sentence: str = ""
    has_movement: bool = False
    movements: tuple[MovementGroup, ...] = ()
    attention_sentence: str = ""
    has_attention: bool = False
    attention: tuple[AttentionLine, ...] = ()
    attention_left_out: str = ""
    must_be_seen: RecommendationList = _NOTHING
    risks: RiskList = _NO_RISKS
    dates_changed: DateChangeList = _NO_CHANGES
    dates_requested: DateChangeList = _NO_CHANGES
    to_be_confirmed: RecommendationList = _NOTHING
    closed: RecommendationList = _NOTHING
    overrides: OverrideList = _NO_OVERRIDES
    open_recommendations: RecommendationList = _NOTHING
    excluded_sentence: str = ""
    has_excluded: bool = False
    excluded: tuple[ExcludedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One recommendation and what is answered to it.

    `heading` is what the answer says (`Action taken or proposed`, `Why no action is taken`), `position` the register's
    words; where it has none, `is_gap` is True and `position` says so.
    """

    line: RecommendationLine
    heading: str
    position: str
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Section55:
    """The local policing body's response to one report under section 55 of the Police Act 1996.

    `due` is the day by which it has to be published, `due_basis` how that day was found; `state_sentence` what became
    of it. `gaps` names every recommendation that the register has no position for.
    """

    ref: str = ""
    report: str = ""
    programme: str = ""
    published_on: str = ""
    report_link: str = ""
    due: str = ""
    due_basis: str = ""
    led_by: str = ""
    sent_to: str = ""
    comments_due: str = ""
    response_published_on: str = ""
    link: str = ""
    state_sentence: str = ""
    sentence: str = ""
    has_positions: bool = False
    positions: tuple[PositionLine, ...] = ()
    positions_left_out: str = ""
    gaps_sentence: str = ""
    has_gaps: bool = False
    gaps: tuple[str, ...] = ()
    has_elsewhere: bool = False
    elsewhere_sentence: str = ""
    elsewhere: tuple[str, ...] = ()
    has_excluded: bool = False
    excluded: tuple[ExcludedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked of an owner, and where in the register it is filled in.

    `words` is a sentence; `where` says the place: `sheet Updates: Date, By, Update and Committee wording`.
    """

    words: str
    where: str
    sheet: str = ""
    columns: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One recommendation of an owner and what is asked about it.

    `group` is Overdue, Due before the next meeting, Update asked for or Open; `why_you` says why it is theirs where
    they are not its owner in the register; `dates` is a sentence; `first_line` the text's first line, cut at a word.
    `nothing_asked` says why there is nothing to do where `asks` is empty.
    """

    line: RecommendationLine
    group: str
    dates: str
    first_line: str = ""
    why_you: str = ""
    asks: tuple[Asked, ...] = ()
    has_asks: bool = False
    nothing_asked: str = ""


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The lines of one group, with the sentence that leads them in."""

    title: str
    sentence: str
    lines: tuple[ActionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionList:
    """What one owner holds and is asked to do. Groups without a line are not there."""

    owner: str = ""
    role: str = ""
    rank: str = ""
    email: str = ""
    next_meeting: str = ""
    sentence: str = ""
    has_any: bool = False
    groups: tuple[ActionGroup, ...] = ()
    left_out: str = ""


NO_PACK, NO_RESPONSE, NO_ACTIONS = BoardPack(), Section55(), ActionList()

"""The pack of one portfolio for its governance board, from the same rows as the committee's paper."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from hmic_tracker.errors import NotReconciled
from hmic_tracker.figures.appendix import left_out_rows
from hmic_tracker.figures.chart_parts import Chart, Series
from hmic_tracker.figures.counts import NO_PORTFOLIO, RAG_ORDER, CountedAs, group_by, rag_table
from hmic_tracker.figures.document_parts import AttentionLine, BoardPack, KindRow
from hmic_tracker.figures.held_by import say_holder
from hmic_tracker.figures.lines import label_of, make_line, make_list, movement_words, say_mixed
from hmic_tracker.figures.linked_risks import list_risks
from hmic_tracker.figures.needs_committee import (
    compile_needs,
    due_next,
    must_be_seen,
    ours_open,
    overdue,
    past_inspectorate,
    red,
    worsened,
)
from hmic_tracker.figures.parts import Count, ExcludedLine, RecommendationList
from hmic_tracker.figures.shape import NeedsCommittee
from hmic_tracker.figures.sources import Sources, split_ratings
from hmic_tracker.figures.standing import compile_standing, tallies
from hmic_tracker.figures.wording import (
    agree,
    capitalise,
    join_words,
    lower_first,
    plural,
    say_most,
    say_number,
    sentence,
)
from hmic_tracker.model.rating import Rag, Rating

_SORTS_APART = (CountedAs.AREA, CountedAs.CAUSE, CountedAs.SPLIT)
_OF_ALL = "All recommendations"


def compile_board_pack(sources: Sources, portfolio: str) -> BoardPack:
    """The pack of a portfolio. `sources` are narrowed to its rows."""
    standing, needs = compile_standing(sources), compile_needs(sources)
    matters = attention(sources)
    rows = _each_once(matters)
    may, left_out = split_ratings(sources, rows)
    excluded = left_out_rows(sources)
    kinds = _kinds(sources)
    return BoardPack(
        portfolio=portfolio,
        board=_board(sources, portfolio),
        chief_officer=sources.chief_officer(portfolio),
        next_meeting=needs.next_meeting,
        sentence=standing.sentence,
        closed_sentence=standing.closed_sentence,
        has_areas=standing.has_areas,
        areas_sentence=standing.areas_sentence,
        has_causes=standing.has_causes,
        causes_sentence=standing.causes_sentence,
        has_parents=standing.has_parents,
        parents_sentence=standing.parents_sentence,
        has_kinds=bool(kinds),
        kinds=kinds,
        chart=_chart(sources, portfolio, kinds),
        ageing=standing.ageing,
        meanings=standing.meanings,
        movement_sentence=standing.movement_sentence,
        has_movement=standing.has_movement,
        movements=standing.movements,
        attention_sentence=_attention_sentence(sources, rows, matters, needs),
        has_attention=bool(rows),
        attention=tuple(_attention_line(sources, rating, matters) for rating in may),
        attention_left_out=left_out,
        must_be_seen=make_list(
            sources,
            must_be_seen(sources, "Board"),
            some="By the escalation rules the board must see {count}.",
            none="By the escalation rules there is nothing that the board must see.",
        ),
        risks=list_risks(sources),
        dates_changed=needs.dates_changed,
        dates_requested=needs.dates_requested,
        to_be_confirmed=needs.to_be_confirmed,
        closed=needs.closed,
        overrides=needs.overrides,
        open_recommendations=_open(sources, needs.target_dates),
        excluded_sentence=_excluded_sentence(sources, excluded),
        has_excluded=bool(excluded) and not sources.edition.is_public,
        excluded=() if sources.edition.is_public else tuple(_excluded(rating) for rating in excluded),
    )


def _board(sources: Sources, portfolio: str) -> str:
    found = sources.register.portfolios.get(portfolio)
    return found.governance_board if found else ""


def _open(sources: Sources, still_open: RecommendationList) -> RecommendationList:
    """Every open row by its date, as the paper lists them; here no table of dates follows the sentence."""
    rows = ours_open(sources)
    says = sentence(f"{say_mixed(sources, rows)} {agree(len(rows), 'is')} open")
    return replace(still_open, sentence=says) if rows else still_open


def _excluded(rating: Rating) -> ExcludedLine:
    return ExcludedLine(rating.ref, label_of(rating.recommendation), rating.excluded)


def _excluded_sentence(sources: Sources, rows: tuple[Rating, ...]) -> str:
    if not rows:
        return ""
    return sentence(f"{say_mixed(sources, rows)} {agree(len(rows), 'is')} left out of these figures until put right")


_OVERDUE, _WORSE = "overdue", "worse than in the last issued paper"
# What is the matter, by the list of the paper that says so, in the order in which a board asks.
_MATTERS: Mapping[str, Callable[[Sources], tuple[Rating, ...]]] = {
    _OVERDUE: overdue,
    "rated Red": red,
    _WORSE: worsened,
    "past the inspectorate's date though within the force's own target": past_inspectorate,
    "due before the committee's next meeting": due_next,
}


def attention(sources: Sources) -> Mapping[str, tuple[Rating, ...]]:
    """The rows that need the board, by what is the matter with them. A row may stand under several."""
    return {words: found(sources) for words, found in _MATTERS.items()}


def _each_once(matters: Mapping[str, tuple[Rating, ...]]) -> tuple[Rating, ...]:
    """Overdue ones first, the longest overdue before the others."""
    return tuple({id(rating): rating for rows in matters.values() for rating in rows}.values())


def _attention_sentence(
    sources: Sources, rows: tuple[Rating, ...], matters: Mapping[str, tuple[Rating, ...]], needs: NeedsCommittee
) -> str:
    next_on = f"the committee's next meeting{f', on {needs.next_meeting}' if needs.next_meeting else ''}"
    if not rows:
        return f"Nothing needs the board: nothing is overdue, rated Red, worse than before or due before {next_on}."
    parts = [f"{say_number(len(found))} {agree(len(found), 'is')} {words}" for words, found in matters.items() if found]
    if len(parts) == 1:
        # "Two need the board: two are due" would say the number twice.
        (words,) = (words for words, found in matters.items() if found)
        parts = [f"{agree(len(rows), 'it')} {agree(len(rows), 'is')} {words}"]
    says = f"{say_mixed(sources, rows)} {'needs' if len(rows) == 1 else 'need'} the board: {join_words(parts)}"
    return sentence(says.replace("the committee's next meeting", next_on))


def _attention_line(sources: Sources, rating: Rating, matters: Mapping[str, tuple[Rating, ...]]) -> AttentionLine:
    line, moved = make_line(sources, rating), sources.movement_of(rating.ref)
    parts = [words for words, rows in matters.items() if any(one is rating for one in rows)]
    own = {_OVERDUE: line.overdue_words}
    if moved is not None:
        own[_WORSE] = lower_first(movement_words(sources, moved))
    why = "; ".join(own.get(words) or words for words in parts)
    return AttentionLine(line, capitalise(why), say_holder(sources, rating), line.dates)


def _kinds(sources: Sources) -> tuple[KindRow, ...]:
    """A row for each kind; where recommendations are of several kinds, one for all of them; the other sorts apart."""
    counted = tallies(sources)
    main = counted[CountedAs.RECOMMENDATION]
    kinds = group_by(main.rated, lambda rating: rating.recommendation.kind or "Recommendation")
    rows = [_kind_row(plural(kind), found) for kind, found in kinds.items()]
    if len(rows) > 1:
        rows.append(_kind_row(_OF_ALL, main.rated))
    for sort in _SORTS_APART:
        if counted[sort].rated:
            rows.append(_kind_row(_kind_of(sort), counted[sort].rated))
    return tuple(rows)


def _chart(sources: Sources, portfolio: str, kinds: tuple[KindRow, ...]) -> Chart:
    """The table of kinds as a chart: a bar for each kind, a series for each colour that occurs.

    The row of all recommendations has no bar: it would show each of them a second time.
    """
    bars = tuple(row for row in kinds if row.kind != _OF_ALL)
    numbers = {str(rag): tuple(_in_colour(row, rag) for row in bars) for rag in RAG_ORDER}
    series = tuple(Series(rag, counts) for rag, counts in numbers.items() if any(counts))
    if not series:
        return Chart(_CHART_TITLE, "A bar chart without bars: the portfolio holds nothing that is rated.")
    held = say_mixed(sources, (rating for one in tallies(sources).values() for rating in one.rated))
    colours = join_words(f"{say_number(sum(one.numbers))} {one.name}" for one in series)
    alt = f"Bar chart of {held} of the {portfolio} portfolio by kind and RAG: {colours}."
    if most := say_most({row.kind: row.red for row in bars}, "the most that are Red", verb="have"):
        alt = f"{alt} {most}."
    return Chart(
        _CHART_TITLE, f"{alt} The figures are in the table beside it.", tuple(row.kind for row in bars), series
    )


_CHART_TITLE = "The portfolio by kind and RAG"


def _in_colour(row: KindRow, rag: Rag) -> int:
    count: int = getattr(row, str(rag).lower().replace(" ", "_"))
    return count


def _kind_row(kind: str, ratings: Iterable[Rating]) -> KindRow:
    rows = tuple(ratings)
    table = rag_table(rows).totals
    is_open = sum(rating.recommendation.is_open for rating in rows)
    return KindRow(
        kind, len(rows), is_open, len(rows) - is_open, table.red, table.amber, table.green, table.white, table.blue,
        table.not_rated,
    )  # fmt: skip


def reconcile_pack(pack: BoardPack, portfolio: str, counts: Mapping[str, Count], sources: Sources) -> None:
    """Raise NotReconciled unless the pack's figures are the paper's line for the portfolio, and the sheet's rows.

    `counts` are the paper's own. The rows are counted once more as they stand on the sheet, one by one.
    """
    row = next((one for one in pack.kinds if one.kind == _OF_ALL), None)
    row = row or next((one for one in pack.kinds if one.kind not in map(_kind_of, _SORTS_APART)), None)
    for rag in RAG_ORDER:
        own = _in_colour(row, rag) if row is not None else 0
        paper = counts.get(f"portfolio.{portfolio}.{rag}", Count(0)).value
        if own != paper:
            _differ(f"{portfolio}, {rag}", own, paper, "the paper's line")
    paper = counts.get(f"portfolio.{portfolio}", Count(0)).value
    if (row.total if row else 0) != paper:
        _differ(f"{portfolio}, total", row.total if row else 0, paper, "the paper's line")
    ours = [
        said
        for said, rating in zip(sources.register.recommendations, sources.ratings, strict=True)
        if (said.portfolio.strip() or NO_PORTFOLIO) == portfolio
        and said.for_this_force != "No"
        and rating.excluded == ""
        and not sources.is_embargoed(rating)
    ]
    rows = [said for said in ours if said.status not in ("Closed", "Superseded", "Not accepted")]
    drawn = sum(sum(series.numbers) for series in pack.chart.series)
    if drawn != len(ours):
        _differ(f"{portfolio}, chart", drawn, len(ours), _SECOND_COUNT)
    aged = sum(line.open for line in pack.ageing.lines)
    if aged != (row.open if row else 0):
        _differ(f"{portfolio}, open by age", aged, row.open if row else 0, "the table of kinds")
    shown = len(pack.open_recommendations.lines)
    if not sources.edition.is_public and shown != len(rows):
        _differ(f"{portfolio}, every open recommendation", shown, len(rows), _SECOND_COUNT)


_SECOND_COUNT = "a second count from the rows"


def _kind_of(sort: CountedAs) -> str:
    """What the table of kinds calls a sort that is counted apart: `Areas for improvement`."""
    return plural(sort).capitalize()


def _differ(name: str, first: int, second: int, other: str) -> None:
    raise NotReconciled(
        f"The figure “{name}” of the board pack is {first}, and {other} gives {second}.",
        advice="Nothing was written. Run hmic-tracker check; if it finds nothing, this is a fault of the program: "
        "report it.",
        place=name,
    )

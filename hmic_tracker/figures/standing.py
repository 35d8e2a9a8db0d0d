"""Section 6: where we stand. The table of portfolios by colour, the chart, and what moved since the last paper."""

from collections.abc import Iterable

from hmic_tracker.figures.ageing import age_of, compile_ageing
from hmic_tracker.figures.chart_parts import Chart, Series
from hmic_tracker.figures.counts import (
    RAG_ORDER,
    CountedAs,
    Tally,
    group_by,
    portfolio_of,
    rag_table,
    refs_of,
    tally,
)
from hmic_tracker.figures.lines import cause_words, make_lines, say_mixed
from hmic_tracker.figures.over_time import compile_over_time
from hmic_tracker.figures.parts import Count, Definition, MovementGroup, RagTable
from hmic_tracker.figures.shape import Standing
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.wording import (
    agree,
    capitalise,
    join_words,
    say_count,
    say_day,
    say_most,
    say_number,
    sentence,
)
from hmic_tracker.model.rating import MovementKind, Rating
from hmic_tracker.model.recommendation import Status

_SAID = {
    MovementKind.NEW: "new",
    MovementKind.IMPROVED: "improved",
    MovementKind.WORSENED: "worsened",
    MovementKind.CLOSED: "closed",
    MovementKind.REOPENED: "reopened",
}
_NOTHING_TO_COMPARE = "There is no earlier paper in the record, so nothing can be said of movement."


def tallies(sources: Sources) -> dict[CountedAs, Tally]:
    """The tally of each sort of row, by sort."""
    return {sort: tally(sources.rated, sort, sources.parent_refs, sources.holder) for sort in CountedAs}


def compile_standing(sources: Sources) -> Standing:
    """The section for one version. Its counts are the same in both."""
    counted = tallies(sources)
    main = counted[CountedAs.RECOMMENDATION]
    areas, causes, split = counted[CountedAs.AREA], counted[CountedAs.CAUSE], counted[CountedAs.SPLIT]
    portfolios = [one.portfolio for one in sources.register.portfolios]
    table = rag_table(main.rated, portfolios)
    groups = _movements(sources)
    paragraphs = sources.narrative("Where we stand")
    return Standing(
        sentence=f"As at {say_day(sources.ratings.as_at)}, {_lower(main.sentence)}",
        table=table,
        chart=chart_of(table),
        movement_sentence=_movement_sentence(sources, groups),
        ageing=compile_ageing(main),
        over_time=compile_over_time(sources, main),
        has_movement=sources.movements is not None,
        movements=groups,
        closed_sentence=main.closed_sentence,
        has_areas=bool(areas.total),
        areas_sentence=areas.sentence,
        areas_table=rag_table(areas.rated, portfolios) if areas.rated else None,
        has_causes=bool(causes.total),
        causes_sentence=causes.sentence,
        has_parents=bool(split.total),
        parents_sentence=_split_sentence(split),
        meanings=_meanings(sources, table),
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        total=main.total,
        open=len(main.open),
        closed=len(main.closed),
        not_ours=len(main.not_ours),
        excluded=len(main.excluded),
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _split_sentence(split: Tally) -> str:
    if not split.total:
        return ""
    verb, its = agree(split.total, "has"), agree(split.total, "its")
    return capitalise(
        f"{say_count(split.total, 'recommendation')} {verb} been split; {its} parts are counted, the whole is not."
    )


def standing_counts(sources: Sources) -> dict[str, Count]:
    """The figures of the section with the refs behind them; every breakdown adds up to what it breaks down."""
    counts: dict[str, Count] = {}
    for sort, name in _NAMES.items():
        one = tallies(sources)[sort]
        counts[f"{name}.total"] = refs_of(one.ratings)
        counts[f"{name}.open"] = refs_of(one.open)
        counts[f"{name}.closed"] = refs_of(one.closed)
        for status in (Status.CLOSED, Status.SUPERSEDED, Status.NOT_ACCEPTED):
            counts[f"{name}.closed.{status}"] = refs_of(one.ended(status))
        counts[f"{name}.not_ours"] = refs_of(one.not_ours)
        counts[f"{name}.excluded"] = refs_of(one.excluded)
    main = tallies(sources)[CountedAs.RECOMMENDATION]
    for rag in RAG_ORDER:
        counts[f"rag.{rag}"] = refs_of(rating for rating in main.rated if rating.rag == rag)
    for portfolio, rows in group_by(main.rated, portfolio_of).items():
        counts[f"portfolio.{portfolio}"] = refs_of(rows)
        for rag in RAG_ORDER:
            counts[f"portfolio.{portfolio}.{rag}"] = refs_of(rating for rating in rows if rating.rag == rag)
    for name, key in (("kind", _kind), ("status", _status)):
        for word, rows in group_by(main.ratings, key).items():
            counts[f"{name}.{word}"] = refs_of(rows)
    for word, rows in group_by(main.ratings, lambda rating: programme_of(sources, rating)).items():
        counts[f"programme.{word}"] = refs_of(rows)
    for word, rows in group_by(main.open, age_of).items():
        counts[f"ageing.{word}"] = refs_of(rows)
    for group in _movements(sources):
        counts[f"movement.{group.kind}"] = refs_of(_moved(sources, MovementKind(group.kind)))
    return counts


_NAMES = {
    CountedAs.RECOMMENDATION: "recommendations",
    CountedAs.AREA: "areas_for_improvement",
    CountedAs.CAUSE: "causes_of_concern",
    CountedAs.SPLIT: "split_recommendations",
}


def _kind(rating: Rating) -> str:
    return rating.recommendation.kind or "Kind not stated"


def _status(rating: Rating) -> str:
    return rating.recommendation.status or "Status not stated"


def programme_of(sources: Sources, rating: Rating) -> str:
    """The programme of the inspection that the row comes from."""
    inspection = sources.inspection(rating.recommendation.inspection_ref)
    return inspection.programme if inspection and inspection.programme else "Programme not stated"


def chart_of(table: RagTable) -> Chart:
    """The table as a chart: a bar for each portfolio, a series for each colour that occurs."""
    used = [place for place, count in enumerate(table.totals.cells) if count]
    series = tuple(Series(table.rags[place], tuple(row.cells[place] for row in table.rows)) for place in used)
    return Chart(
        "Recommendations by portfolio and RAG", _alt_text(table), tuple(row.portfolio for row in table.rows), series
    )


def _alt_text(table: RagTable) -> str:
    """What the chart shows, said so that nobody needs to see it."""
    if not table.has_any:
        return "A bar chart without bars: there are no recommendations to show."
    parts = [f"{say_number(count)} {rag}" for rag, count in zip(table.rags, table.totals.cells, strict=True) if count]
    words = f"Bar chart of {say_count(table.totals.total, 'recommendation')} by portfolio and RAG: {join_words(parts)}"
    most = (
        say_most({row.portfolio: row.total for row in table.rows}),
        say_most({row.portfolio: row.red for row in table.rows}, "the most that are Red"),
    )
    if said := "; ".join(filter(None, most)):
        words = f"{words}. {said}"
    return f"{words}. The figures are in the table beside it."


def _meanings(sources: Sources, table: RagTable) -> tuple[Definition, ...]:
    """What each colour that occurs means here, as the Lists sheet says."""
    used = {rag for rag, count in zip(table.rags, table.totals.cells, strict=True) if count}
    words = sources.register.lists.words("RAG")
    return tuple(Definition(one.word, one.meaning) for one in words if one.word in used and one.meaning.strip())


def _moved(sources: Sources, kind: MovementKind) -> list[Rating]:
    moved = ((rating, sources.movement_of(rating.ref)) for rating in sources.rated)
    return [rating for rating, one in moved if one and one.kind is kind and rating.recommendation.is_ours]


def _movements(sources: Sources) -> tuple[MovementGroup, ...]:
    """What moved in each way, with its causes; ways in which nothing moved are left out."""
    groups = []
    for kind, said in _SAID.items():
        rows = _moved(sources, kind)
        if rows:
            may = [one for one in rows if sources.edition.may_print(one.recommendation, "recommendation")]
            verb = agree(len(rows), "is" if kind is MovementKind.NEW else "has")
            if kind in (MovementKind.CLOSED, MovementKind.REOPENED):
                verb = f"{verb} been"
            words = f"{say_mixed(sources, rows)} {verb} {said}{_causes(sources, rows, kind)}"
            groups.append(MovementGroup(str(kind), sentence(words), len(rows), make_lines(sources, may)))
    return tuple(groups)


def _causes(sources: Sources, rows: Iterable[Rating], kind: MovementKind) -> str:
    """` through delivery`, or `: two through delivery and one because of its date`."""
    if kind is MovementKind.NEW:
        return ""
    counts: dict[str, int] = {}
    for rating in rows:
        moved = sources.movement_of(rating.ref)
        cause = moved.cause if moved else ""
        counts[cause] = counts.get(cause, 0) + 1
    if len(counts) == 1:
        words = cause_words(sources, next(iter(counts)), kind)
        return f" {_many(words, sum(counts.values()))}" if words else ""
    parts = [
        f"{say_number(count)} {_many(cause_words(sources, cause, kind) or 'without a recorded cause', count)}"
        for cause, count in counts.items()
    ]
    return f": {join_words(parts)}"


def _many(words: str, count: int) -> str:
    return words if count == 1 else words.replace("its date", "their dates").replace("behind it", "behind them")


def _movement_sentence(sources: Sources, groups: tuple[MovementGroup, ...]) -> str:
    if sources.movements is None:
        return _NOTHING_TO_COMPARE
    since = "since the last issued paper"
    if sources.before is not None:
        since = f"{since}, whose figures were as at {say_day(sources.before.as_at)}"
    if not groups:
        return sentence(f"nothing has moved {since}")
    parts = [f"{say_number(group.count)} {_SAID[MovementKind(group.kind)]}" for group in groups]
    return sentence(f"{since}: {join_words(parts)}")

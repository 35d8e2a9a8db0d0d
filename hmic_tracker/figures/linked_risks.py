"""The risks behind the open recommendations of a document, and what became of them since the last issued paper."""

from hmic_tracker.figures.document_parts import RiskLine, RiskList
from hmic_tracker.figures.needs_committee import ours_open
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.wording import capitalise, join_words, say_count, say_day, say_number, sentence
from hmic_tracker.model.risk import Risk, Score
from hmic_tracker.rules.linkage import key_of
from hmic_tracker.rules.rescored_risks import RiskMoved, risks_moved


def list_risks(sources: Sources) -> RiskList:
    """Each risk that an open row links, in the order of the risk register; refs that it does not know come last.

    The public version has none of it unless Settings say otherwise.
    """
    if not sources.edition.shows_risks:
        return RiskList("Risks are not shown in this version.")
    rows = ours_open(sources)
    behind: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    for rating in rows:
        for ref in rating.recommendation.risk_ref:
            behind.setdefault(key_of(ref), []).append(rating.ref)
            spelt.setdefault(key_of(ref), ref)
    unlinked = sum(not rating.recommendation.risk_ref for rating in rows)
    if not behind:
        return RiskList("No open recommendation links a risk of the force risk register.")
    rescored = (one for one in risks_moved(sources.before, sources.ratings) if one.is_same_risk)
    moved = {key_of(one.risk_ref): one for one in rescored}
    known = {key_of(risk.risk_ref): risk for risk in reversed([*sources.risks.risks])}
    order = [key for key in known if key in behind][::-1] + [key for key in behind if key not in known]
    may = {rating.ref for rating in rows if sources.edition.may_print(rating.recommendation)}
    lines = tuple(
        _line(sources, known.get(key), spelt[key], [ref for ref in behind[key] if ref in may], moved.get(key))
        for key in order
    )
    return RiskList(_sentence(lines, unlinked, len([key for key in order if key in moved])), True, lines)


def _sentence(lines: tuple[RiskLine, ...], unlinked: int, moved: int) -> str:
    verb = "stands" if len(lines) == 1 else "stand"
    says = f"{say_count(len(lines), 'risk')} {verb} behind the open recommendations"
    colours = [(rag, sum(one.rag == rag for one in lines)) for rag in dict.fromkeys(one.rag for one in lines) if rag]
    if colours:
        says = f"{says}: {join_words(f'{say_number(count)} {rag}' for rag, count in colours)}"
    says = sentence(says)
    if moved:
        says = f"{says} {capitalise(say_count(moved, 'risk', 'has'))} been re-scored since the last issued paper."
    if unlinked:
        verb = "links" if unlinked == 1 else "link"
        says = f"{says} {capitalise(say_count(unlinked, 'open recommendation'))} {verb} no risk."
    return says


def _line(sources: Sources, risk: Risk | None, ref: str, behind: list[str], moved: RiskMoved | None) -> RiskLine:
    refs = join_words(behind)
    if risk is None:
        return RiskLine(ref, "Not in the force risk register", "Not known", behind=refs)
    score, inherent = sources.risks.score_of(risk), sources.risks.inherent_score_of(risk)
    return RiskLine(
        ref=risk.risk_ref,
        title=sources.edition.words(risk.title),
        rating="Closed" if risk.is_closed else _rating(score),
        owner=_owner(sources, risk),
        board=risk.board,
        score=f"{score.score:g}" if score else "",
        band=score.band if score else "",
        rag=score.rag if score and not risk.is_closed else "",
        inherent=_rating(inherent) if inherent else "",
        target=f"{risk.target_score:g}" if risk.target_score is not None else "",
        status=risk.status,
        review=say_day(risk.review_date),
        changed=_changed(sources, risk, moved),
        behind=refs,
    )


def _owner(sources: Sources, risk: Risk) -> str:
    """The risk register names people or roles: a person is called as this version calls people."""
    known = sources.register.people.get(risk.risk_owner) if risk.risk_owner else None
    return sources.edition.person(known.person) if known else sources.edition.words(risk.risk_owner)


def _rating(score: Score | None) -> str:
    """`13, High (Red)`."""
    if score is None:
        return "Not scored"
    colour = f" ({score.rag})" if score.rag else ""
    return f"{score.score:g}, {score.band}{colour}"


def _changed(sources: Sources, risk: Risk, moved: RiskMoved | None) -> str:
    if sources.before is None:
        return "Nothing to compare with"
    if moved is not None:
        return f"From {_was(moved.was_score, moved.was_rag)} to {_was(moved.now_score, moved.now_rag)}"
    key = key_of(risk.risk_ref)
    if any(key_of(row.risk_ref) == key for row in sources.before.rows if row.risk_ref):
        return "No change"
    return "Not scored in the last issued paper"


def _was(score: float | None, rag: str) -> str:
    words = f"{score:g}" if score is not None else "not scored"
    return f"{words} ({rag})" if rag else words

"""Rating: a colour for each recommendation, with the rule, the facts and the sentence that say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from hmic_tracker.interpreter import without_garbage_search
from hmic_tracker.model.key_dates import KeyDates
from hmic_tracker.model.rating import FactValue, Rag, Rating, Ratings
from hmic_tracker.model.recommendation import Recommendation
from hmic_tracker.model.snapshot import Snapshot
from hmic_tracker.problems import Problem
from hmic_tracker.register.table import Row
from hmic_tracker.rules.decision_table import DecisionTable, Rule
from hmic_tracker.rules.facts import Circumstances, facts_of
from hmic_tracker.rules.inputs import Input, InputKind
from hmic_tracker.rules.linkage import Link, key_of
from hmic_tracker.rules.overrides import OverrideInForce, override_reason, overrides_in_force
from hmic_tracker.rules.placing import layout_of, row_place
from hmic_tracker.rules.section_55 import SECTION_55, response_due
from hmic_tracker.rules.shipped_rules import shipped_rows

if TYPE_CHECKING:
    from hmic_tracker.register.register import Register
    from hmic_tracker.register.risks import RiskRegister

NO_RULE_FITS = "No rule fits"
# What the RAG rule column says where a chief officer's colour stands in place of the rules'.
OVERRIDE = "Override"


@without_garbage_search
def rate(
    register: "Register",
    risks: "RiskRegister",
    *,
    as_at: date,
    before: Snapshot | None = None,
    problems: tuple[Problem, ...] | None = None,
) -> Ratings:
    """The rating of every recommendation as at a day, in the register's order.

    `before` is the snapshot of the last issued paper, for rules that ask for the Previous RAG. `problems` are those of
    the register, which say which rows are left out; without them the checks are made here. A row that is left out, or
    that no rule fits, is `Not rated` and says why. Each rating says too who must see it, where the force has
    escalation rules.
    """
    from hmic_tracker.rules.checks import check, excluded_rows
    from hmic_tracker.rules.escalation import escalated
    from hmic_tracker.rules.rescored_risks import colours_by_last_risks
    from hmic_tracker.rules.reworded_rules import colours_by_last_rules

    if problems is None:
        problems = check(register, risks, as_at=as_at)
    rater = _Rater(
        Circumstances.of(register, risks, as_at, before),
        DecisionTable.read(register),
        overrides_in_force(register, as_at),
        excluded_rows(register, problems),
    )
    known = rater.circumstances
    ratings = Ratings(
        as_at,
        escalated(rater.rate_all(), register),
        rater.table.version,
        _response_dues(register, known),
        rules=tuple(register.rules) or shipped_rows(),
        layout=layout_of(register, risks, known.meeting_row),
        next_meeting=known.next_meeting,
    )
    return replace(
        ratings,
        by_last_rules=colours_by_last_rules(before, ratings),
        by_last_risks=colours_by_last_risks(before, ratings),
    )


def calculated_ratings(circumstances: Circumstances, table: DecisionTable) -> tuple[Rating, ...]:
    """What the rules alone give, without overrides and with no row left out: for checks of the rules themselves."""
    return _Rater(circumstances, table, {}, {}).rate_all()


@dataclass(slots=True)
class _Case:
    """One row on its way to a rating."""

    row: Row[Recommendation]
    link: Link
    dates: KeyDates
    facts: dict[str, FactValue]
    due_source: str
    deadline_from: str


@dataclass
class _Rater:
    circumstances: Circumstances
    table: DecisionTable
    overrides: Mapping[str, OverrideInForce]
    excluded: Mapping[int, str]

    def rate_all(self) -> tuple[Rating, ...]:
        """Children before their parents, since a rule may ask for the worst child's colour."""
        done: dict[int, Rating] = {}
        colours: dict[str, list[str]] = {}
        for generation in self._generations():
            cases = [self._case(row, colours) for row in generation]
            rules = self._decide(cases)
            for case, rule in zip(cases, rules, strict=True):
                rating = self._rating(case, rule)
                done[case.row.number] = rating
                if parent := key_of(case.row.noun.parent_ref):
                    colours.setdefault(parent, []).append(rating.rag)
        return tuple(done[row.number] for row in self.circumstances.register.recommendations.rows)

    def _generations(self) -> list[list[Row[Recommendation]]]:
        """The rows without children, then those whose children are all among them, and so on.

        What stands in a ring of parents comes last, all at once: none of them sees the others' colours.
        """
        waiting = list(self.circumstances.register.recommendations.rows)
        if not self.circumstances.children:
            return [waiting] if waiting else []
        generations: list[list[Row[Recommendation]]] = []
        settled: set[str] = set()
        while waiting:
            ready: list[Row[Recommendation]] = []
            later: list[Row[Recommendation]] = []
            for row in waiting:
                children = self.circumstances.children.get(key_of(row.noun.ref), ())
                (ready if all(key_of(child.ref) in settled for child in children) else later).append(row)
            if not ready:
                return [*generations, later]
            generations.append(ready)
            unsettled = {key_of(row.noun.ref) for row in later}
            settled.update(ref for row in ready if (ref := key_of(row.noun.ref)) not in unsettled)
            waiting = later
        return generations

    def _case(self, row: Row[Recommendation], colours: Mapping[str, Sequence[str]]) -> _Case:
        known, one = self.circumstances, row.noun
        link, due = known.linkage.behind(one), known.due_date(one)
        dates = known.key_dates(one, due)
        rags = colours.get(key_of(one.ref), ())
        facts = facts_of(one, known, due, link, dates=dates, children_rags=rags)
        return _Case(row, link, dates, facts, due.source, known.deadline_from(one, due))

    def _decide(self, cases: Sequence[_Case]) -> list[Rule | None]:
        values = {asked: _column(asked, cases) for asked in self.table.columns}
        return self.table.decide_all(values, len(cases))

    def _rating(self, case: _Case, rule: Rule | None) -> Rating:
        one, facts = case.row.noun, case.facts
        rag = _RAGS[rule.outcome] if rule else Rag.NOT_RATED
        name = rule.name if rule else ""
        reason = say_reason(rule, one, facts, case.link.risk_ref)
        calculated_rag, calculated_reason, in_force = rag, reason, None
        excluded = self.excluded.get(case.row.number, "")
        if excluded:
            rag, name, reason = Rag.NOT_RATED, "", say_left_out(excluded)
            calculated_rag, calculated_reason = rag, reason
        elif in_force := self.overrides.get(key_of(one.ref)):
            rag, reason = Rag(in_force.override.rag), override_reason(in_force.override, rag, reason)
        link, known = case.link, self.circumstances
        score = link.score
        risk_rag, risk_score, risk_band = (score.rag, score.score, score.band) if score else ("", None, "")
        days_to_due = facts["Days to due"]
        shown = _calculated(facts, known.as_at, rag, OVERRIDE if in_force else name, reason)
        place = row_place(known, case.row, link, in_force.row.number if in_force else 0)
        # By their places, not by name: with so many fields that takes a third off what a row costs here.
        return Rating(
            one,
            rag,
            name,
            reason,
            calculated_rag,
            calculated_reason,
            in_force.override if in_force else None,
            link.risk_ref,
            risk_rag,
            risk_score,
            link.cell,
            case.dates.due,
            days_to_due if isinstance(days_to_due, int) else None,
            facts,
            shown,
            excluded,
            case.due_source,
            case.deadline_from,
            risk_band,
            link.broken,
            case.dates,
            place,
        )


_RAGS = {str(rag): rag for rag in Rag}
_SAID = {rag: str(rag) for rag in Rag}


def _calculated(facts: Mapping[str, FactValue], as_at: date, rag: Rag, rule: str, reason: str) -> dict[str, FactValue]:
    """The value of every column that the library fills, but Movement and its cause; None clears the cell."""
    return {
        "RAG": _SAID[rag],
        "Days to due": facts["Days to due"],
        "RAG reason": reason,
        "Derived due date": facts["Derived due date"],
        "Deadline basis": facts["Deadline basis"],
        "Last update": facts["Last update"],
        "Times extended": facts["Times extended"],
        "Risk score": facts["Risk score"],
        "Risk RAG": facts["Risk RAG"],
        "RAG rule": rule or None,
        "Rated on": as_at,
    }


def input_value(asked: Input, one: Recommendation, facts: Mapping[str, FactValue]) -> object:
    """What a condition on `asked` is tried against for one recommendation."""
    if asked.is_fact:
        return facts[asked.heading]
    return getattr(one, asked.field) if asked.field else one.extra.get(asked.heading)


def say_reason(rule: Rule | None, one: Recommendation, facts: Mapping[str, FactValue], risk_ref: str) -> str:
    """The sentence of the rule that decided; `risk_ref` is the risk that did, empty where none did."""
    return rule.reason.fill(lambda asked: reason_value(asked, one, facts, risk_ref)) if rule else NO_RULE_FITS


def say_left_out(excluded: str) -> str:
    """What stands for a reason where the row is left out."""
    return f"Left out of the figures: {excluded}"


def reason_value(asked: Input, one: Recommendation, facts: Mapping[str, FactValue], risk_ref: str) -> object:
    """What a reason prints for `asked`: of several risks the one that decides is named."""
    if asked.field == "risk_ref" and risk_ref:
        return risk_ref
    if asked.kind is InputKind.DATE and asked.heading == "Closed on":
        return one.closed_on
    return input_value(asked, one, facts)


def _column(asked: Input, cases: Sequence[_Case]) -> list[object]:
    """The value of one input in every row."""
    heading, name = asked.heading, asked.field
    if asked.is_fact:
        return [case.facts[heading] for case in cases]
    if name:
        return [getattr(case.row.noun, name) for case in cases]
    return [case.row.noun.extra.get(heading) for case in cases]


def _response_dues(register: "Register", known: Circumstances) -> dict[int, date | None]:
    """By row of the Responses sheet, when a section 55 response is due; None for every other answer."""
    dues: dict[int, date | None] = {}
    for row in register.responses.rows:
        inspection = register.inspections.get(row.noun.inspection_ref)
        published = known.published.get(key_of(row.noun.inspection_ref))
        applies = row.noun.kind == SECTION_55 and (inspection is None or inspection.section_55_applies is not False)
        dues[row.number] = response_due(published) if applies and published else None
    return dues

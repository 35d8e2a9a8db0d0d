"""Every kind of problem the library knows, declared once.

Messages, the Checks sheet, `hmic-tracker describe problems`, the reference in the docs and the tests are made
from these entries. `found` is a sentence with the facts in braces; `advice` says what to do.
"""

from dataclasses import dataclass

from hmic_tracker.problems import Problem, Severity

MUST, SHOULD, NOTE = Severity.MUST_FIX, Severity.SHOULD_FIX, Severity.NOTE


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry: what can be wrong, how much it matters, the sentence a person reads, and what to do.

    `found` and `advice` may name facts in braces; `example` gives a value for each of them, so that the
    manual and the tests can print a whole sentence.
    """

    code: str
    severity: Severity
    heading: str
    found: str
    advice: str
    example: dict[str, str]


def _kind(code: str, severity: Severity, heading: str, found: str, advice: str, /, **example: str) -> ProblemKind:
    return ProblemKind(code, severity, heading, found, advice, example)


_READING = (
    _kind(
        "sheet-missing",
        NOTE,
        "A sheet is not in the workbook",
        "There is no sheet {name}.",
        "Nothing is wrong if you do not use it; otherwise copy it from the starter workbook.",
        name="Overrides",
    ),
    _kind(
        "heading-missing",
        SHOULD,
        "A heading is missing",
        "The heading {heading} is not on the sheet {name}.",
        "Put the heading back, or add what you call it to the aliases in hmic-tracker.toml.",
        heading="Portfolio",
        name="Recommendations",
    ),
    _kind(
        "heading-twice",
        SHOULD,
        "A heading stands twice",
        "The heading {heading} stands in {first} and again here.",
        "Rename or remove one; only the first is read.",
        heading="Owner",
        first="F4",
    ),
    _kind(
        "cell-not-a-date",
        SHOULD,
        "A date that cannot be read",
        "“{value}” in {heading} is not a date.",
        "Type it as 31/03/2022, or TBC if it is not known.",
        value="31/02/2022",
        heading="HMICFRS due date",
    ),
    _kind(
        "cell-not-a-number",
        SHOULD,
        "A number that cannot be read",
        "“{value}” in {heading} is not a number.",
        "Type a number, or leave the cell blank.",
        value="high",
        heading="Likelihood",
    ),
    _kind(
        "cell-not-yes-no",
        SHOULD,
        "Neither Yes nor No",
        "“{value}” in {heading} is neither Yes nor No.",
        "Choose Yes or No from the list.",
        value="perhaps",
        heading="Publishable",
    ),
    _kind(
        "cell-formula-error",
        SHOULD,
        "A formula that shows an error",
        "{heading} shows {value}.",
        "Mend the formula, or type the value.",
        value="#REF!",
        heading="Force target date",
    ),
    _kind(
        "row-below-table",
        NOTE,
        "Rows below the table's end",
        "{count} below the end of the table {name} read all the same.",
        "Drag the corner of the table down over them, so that filters and drop-downs include them.",
        count="2 rows stand",
        name="Recommendations",
    ),
    _kind(
        "row-without-content",
        NOTE,
        "A row with nothing to track",
        "Row {row} has something typed in {heading} but no recommendation.",
        "Fill the row in, or clear it if it is a leftover.",
        row="44",
        heading="Notes",
    ),
    _kind(
        "workbook-conflict-copy",
        SHOULD,
        "A second copy of the workbook",
        "A second copy, {name}, stands beside the register.",
        "Somebody's changes may be in it: compare the two, carry the changes over, then delete the copy.",
        name="recommendation_register-PC12.xlsx",
    ),
)

_REQUIRED = (
    _kind(
        "ref-missing",
        NOTE,
        "A new row without a Ref",
        "The row has no Ref; it gets {ref} when the register is next written.",
        "Nothing needs doing.",
        ref="WMP-0042",
    ),
    _kind(
        "ref-duplicate",
        MUST,
        "The same Ref twice",
        "The Ref {ref} stands in rows {rows}.",
        "Clear the Ref of the newer row: it then gets the next free number.",
        ref="WMP-0007",
        rows="9 and 31",
    ),
    _kind(
        "number-duplicate",
        MUST,
        "The same recommendation twice",
        "{kind} {number} of {inspection} stands in rows {rows}.",
        "Remove one of them, or correct its Number, Kind or Parent ref.",
        kind="Recommendation",
        number="3",
        inspection="2021-CUSTODY",
        rows="9 and 31",
    ),
    _kind(
        "field-missing",
        MUST,
        "Something that must be filled in is blank",
        "{heading} is blank.",
        "Fill in {heading}; until then the row is left out of the figures.",
        heading="Status",
    ),
    _kind(
        "field-wanted",
        SHOULD,
        "Something that should be filled in is blank",
        "{heading} is blank.",
        "Fill in {heading}.",
        heading="Owner",
    ),
    _kind(
        "word-unknown",
        SHOULD,
        "A word that is not on the list",
        "“{value}” is not one of the words for {heading}.{nearest}",
        "Choose from the drop-down, or add the word to the Lists sheet.",
        value="Amberish",
        heading="RAG",
        nearest=" Did you mean “Amber”?",
    ),
    _kind(
        "list-closed",
        SHOULD,
        "A word added to a list that takes no more",
        "“{value}” was added to the list {name}, whose words the rules and figures depend on.",
        "Remove it; you may change what the other words mean, but not add any.",
        value="On hold",
        name="Status",
    ),
    _kind(
        "status-unknown",
        MUST,
        "A status that is not on the list",
        "“{value}” is not one of the words for {heading}.{nearest}",
        "Choose from the drop-down; until then the row is left out of the figures.",
        value="Closd",
        heading="Status",
        nearest=" Did you mean “Closed”?",
    ),
)

_REFERENCES = (
    _kind(
        "inspection-unknown",
        MUST,
        "An inspection that is not on the Inspections sheet",
        "There is no inspection {value} on the Inspections sheet.{nearest}",
        "Correct the Inspection ref, or add the inspection.",
        value="2021-CUSTDY",
        nearest=" Did you mean 2021-CUSTODY?",
    ),
    _kind(
        "reference-unknown",
        SHOULD,
        "A reference to something that is not there",
        "{heading} names {value}, which is not on the {name} sheet.{nearest}",
        "Correct it, or add it to the {name} sheet.",
        heading="Owner",
        value="Insp Rowena Pyke",
        name="People",
        nearest=" Did you mean Insp Rowena Pike?",
    ),
    _kind(
        "ref-unknown",
        SHOULD,
        "A Ref that is not in the register",
        "There is no recommendation {value}.{nearest}",
        "Correct the Ref; until then this row is not used.",
        value="WMP-0909",
        nearest=" Did you mean WMP-0009?",
    ),
    _kind(
        "parent-unknown",
        SHOULD,
        "A parent that is not in the register",
        "Parent ref {value} is not in the register.",
        "Correct the Parent ref, or clear it.",
        value="WMP-0909",
    ),
    _kind(
        "parent-loop",
        SHOULD,
        "A row that is its own parent",
        "Following Parent ref from {value} leads back to it.",
        "Correct the Parent ref of one of the rows.",
        value="WMP-0009",
    ),
    _kind(
        "successor-missing",
        SHOULD,
        "Superseded without a successor",
        "The status is Superseded, but Superseded by is blank.",
        "Name the recommendation that replaces it.",
    ),
    _kind(
        "successor-unknown",
        SHOULD,
        "A successor that is not in the register",
        "Superseded by {value} is not in the register.",
        "Correct Superseded by.",
        value="WMP-0909",
    ),
    _kind(
        "cause-without-recommendation",
        SHOULD,
        "A cause of concern without a recommendation",
        "{ref} is a cause of concern, and no recommendation names it as its parent.",
        "Add its recommendations, each with {ref} as Parent ref.",
        ref="WMP-0012",
    ),
    _kind(
        "owner-left",
        SHOULD,
        "An owner who has left",
        "{value} left on {date}, and still owns this open recommendation.{successor}",
        "Name the new owner.",
        value="Ch Insp Alun Prys",
        date="31 January 2022",
        successor=" Successor: Supt Mary Oduya.",
    ),
    _kind(
        "person-without-email",
        SHOULD,
        "A person without an email address",
        "{value} answers for open recommendations and has no email address that can be used.",
        "Add the address to the People sheet.",
        value="Supt Mary Oduya",
    ),
    _kind(
        "person-twice",
        SHOULD,
        "The same person twice",
        "{value} stands in rows {rows} of the People sheet.",
        "Remove one of the rows.",
        value="Supt Mary Oduya",
        rows="4 and 9",
    ),
    _kind(
        "key-duplicate",
        SHOULD,
        "The same entry twice",
        "{heading} {value} stands in rows {rows}.",
        "Remove or rename one; only the first is used.",
        heading="Inspection ref",
        value="2021-CUSTODY",
        rows="4 and 9",
    ),
)

_DATES = (
    _kind(
        "dates-out-of-order",
        SHOULD,
        "Dates in an impossible order",
        "{earlier} ({earlier_date}) is after {later} ({later_date}).",
        "Correct whichever date is wrong.",
        earlier="Published on",
        earlier_date="4 May 2022",
        later="HMICFRS closed on",
        later_date="1 May 2022",
    ),
    _kind(
        "date-in-future",
        SHOULD,
        "Something done in the future",
        "{heading} is {date}, which is after {as_at}.",
        "Correct the date.",
        heading="HMICFRS closed on",
        date="4 May 2032",
        as_at="31 March 2022",
    ),
    _kind(
        "date-change-reason-missing",
        SHOULD,
        "A date change without a reason",
        "The change of {which} has no reason.",
        "Give the reason; the committee asks for it.",
        which="Force target date",
    ),
    _kind(
        "date-change-disagrees",
        SHOULD,
        "A date change that disagrees with the register",
        "The newest approved change moves {which} to {to}, but the register says {now}.",
        "Correct the register or the change, so that both say the same.",
        which="Force target date",
        to="30 June 2022",
        now="31 May 2022",
    ),
    _kind(
        "date-change-unapproved",
        NOTE,
        "A date change that nobody has approved yet",
        "The change of {which} to {to} has no approver.",
        "Approve it or remove it.",
        which="Force target date",
        to="30 June 2022",
    ),
    _kind(
        "extension-limit",
        NOTE,
        "Extended more often than the limit",
        "Its dates have been changed, or asked to be changed, {times}; the limit is {limit}.",
        "Take the next extension to the board.",
        times="3 times",
        limit="1",
    ),
    _kind(
        "override-incomplete",
        SHOULD,
        "An override that cannot be used",
        "The override has no {missing}, so it is ignored.",
        "Fill in {missing}, or remove the override.",
        missing="author",
    ),
    _kind(
        "override-expired",
        NOTE,
        "An override that has run out",
        "The override ended on {until}; the calculated colour counts again.",
        "Remove it, or agree a new one.",
        until="28 February 2022",
    ),
    _kind(
        "closed-without-sign-off",
        SHOULD,
        "Closed without sign-off",
        "The status is Closed, but {heading} is blank.",
        "Fill in {heading}.",
        heading="Force sign-off on",
    ),
    _kind(
        "closed-without-date",
        SHOULD,
        "Closed without a date",
        "The status is Closed, but neither HMICFRS closed on nor Force sign-off on has a date.",
        "Fill in the date on which it was closed.",
    ),
    _kind(
        "fieldwork-passed",
        SHOULD,
        "Fieldwork has passed and nothing says that it took place",
        "Fieldwork was planned for {fieldwork}, and Conducted on is blank.",
        "Fill in Conducted on, or Cancelled on, or the new fieldwork dates.",
        fieldwork="W/C 4 April 2022",
    ),
    _kind(
        "publication-in-future",
        NOTE,
        "A report published after the as-at date",
        "Published on is {date}, after {as_at}: the report is embargoed and left out of the paper.",
        "Nothing needs doing if the date is right.",
        date="4 May 2022",
        as_at="31 March 2022",
    ),
    _kind(
        "total-differs",
        SHOULD,
        "A stated total that differs from the count",
        "{heading} is {stated}, but {counted} in the register.",
        "Add the missing rows, or correct the total.",
        heading="Total stated",
        stated="9",
        counted="8 stand",
    ),
    _kind(
        "response-late",
        NOTE,
        "A response that is late",
        "The response to {inspection} was due on {due} and has no publication date.",
        "Publish it, or fill in Published on.",
        inspection="2021-CUSTODY",
        due="27 December 2021",
    ),
    _kind(
        "response-due-soon",
        NOTE,
        "A response that is due soon",
        "The {kind} response to {inspection} is due {when}, on {due}; the last working day before is {last}.",
        "Publish it by then, and fill in Published on in its row of the Responses sheet.",
        kind="Section 55",
        inspection="2021-CUSTODY",
        when="in 10 days",
        due="27 December 2022",
        last="23 December 2022",
    ),
    _kind(
        "deadline-differs",
        NOTE,
        "The words and the date differ",
        "The wording gives {derived}, but HMICFRS due date is {stated}.",
        "Check the report; the date in the register counts.",
        derived="2 May 2022",
        stated="30 June 2022",
    ),
    _kind(
        "deadline-several",
        NOTE,
        "Several deadlines in one text",
        "The text holds {count} deadlines: {phrases}.",
        "Consider one row for each, with this row as their parent.",
        count="two",
        phrases="“by May 2022”; “within six months”",
    ),
)

_RISKS = (
    _kind(
        "risk-register-missing",
        NOTE,
        "No risk register",
        "No force risk register was given, so no linked risk can be scored.",
        "Name it in hmic-tracker.toml if the force has one.",
    ),
    _kind(
        "risk-unmapped",
        SHOULD,
        "No risk linked",
        "No risk is linked, and the recommendation has no likelihood and impact of its own.",
        "Fill in Risk ref, or Likelihood and Impact.",
    ),
    _kind(
        "risk-dangling",
        SHOULD,
        "A risk that is not in the risk register",
        "Risk {value} is not in the force risk register.{nearest}",
        "Correct the Risk ref.",
        value="R-99",
        nearest=" Did you mean R-09?",
    ),
    _kind(
        "risk-closed",
        SHOULD,
        "A closed risk",
        "Risk {value} is closed in the force risk register.",
        "Link an open risk, or score the recommendation itself.",
        value="R-07",
    ),
    _kind(
        "risk-unscored",
        SHOULD,
        "A risk without a score",
        "Risk {value} has no residual likelihood and impact that the matrix knows.",
        "Ask the owner of the risk register to score it.",
        value="R-08",
    ),
    _kind(
        "risk-matrix-unusable",
        SHOULD,
        "The risk matrix cannot be used",
        "The grid on the {name} sheet of the risk register cannot be used as it stands: {why}.",
        "Ask the owner of the risk register to mend it.",
        name="Matrix",
        why="the band “Hgh” is not on the Bands sheet",
    ),
    _kind(
        "score-outside-matrix",
        SHOULD,
        "A score outside the matrix",
        "Likelihood {likelihood} and impact {impact} are not in the matrix.",
        "Correct the scores.",
        likelihood="7",
        impact="3",
    ),
)

_RULES = (
    _kind(
        "rules-missing",
        NOTE,
        "No RAG rules",
        "The RAG rules sheet is empty or absent, so the rules that come with the library were used.",
        "Copy the sheet from the starter workbook to have rules of your own.",
    ),
    _kind(
        "rule-column-unknown",
        SHOULD,
        "A condition on something unknown",
        "The condition column {value} is neither a column of Recommendations nor a fact.{nearest}",
        "Correct the heading; until then the column is ignored.",
        value="Days too due",
        nearest=" Did you mean Days to due?",
    ),
    _kind(
        "rule-condition-unreadable",
        SHOULD,
        "A condition that cannot be read",
        "“{value}” is not a condition: {why}.",
        "Write it like Closed, not(Closed), < 0, [0..30], blank or -; until then the rule is ignored.",
        value="[0..",
        why="the bracket is not closed",
    ),
    _kind(
        "rule-word-unknown",
        SHOULD,
        "A condition with a word that is not on the list",
        "“{value}” is not one of the words for {heading}.{nearest}",
        "Correct the word.",
        value="Closd",
        heading="Status",
        nearest=" Did you mean “Closed”?",
    ),
    _kind(
        "rule-condition-never",
        SHOULD,
        "A condition that nothing can meet",
        "“{value}” under {heading} is never met: {why}.",
        "Correct the condition, or remove the rule.",
        value="[30..0]",
        heading="Days to due",
        why="no value lies in it",
    ),
    _kind(
        "rule-rag-missing",
        SHOULD,
        "A rule without a colour",
        "The rule {rule} has no RAG.",
        "Fill in the colour; until then the rule is ignored.",
        rule="Overdue",
    ),
    _kind(
        "escalation-nobody",
        SHOULD,
        "An escalation rule that names nobody",
        "The rule {rule} does not say who must see it.",
        "Fill in Who must see it; until then the rule is ignored.",
        rule="Long overdue",
    ),
    _kind(
        "rule-unreachable",
        SHOULD,
        "A rule that can never decide",
        "The rule {rule} can never be reached: {covered} above it.",
        "Move it up, or remove it.",
        rule="Very overdue",
        covered="every row it fits is decided by Overdue",
    ),
    _kind(
        "rule-catch-all-missing",
        NOTE,
        "No last rule that fits everything",
        "No rule has - in every condition, so what the rules do not foresee is not rated.",
        "Add a last row with - in every condition.",
    ),
    _kind(
        "rule-gap",
        NOTE,
        "Combinations that no rule covers",
        "No rule fits, for example, {example}.",
        "Add a last row with - in every condition.",
        example="Status In progress with Days to due 45",
    ),
    _kind(
        "rule-reason-unknown",
        SHOULD,
        "A reason that names something unknown",
        "The reason names {{{value}}}, which is neither a column nor a fact.{nearest}",
        "Correct the name in braces.",
        value="Dayz overdue",
        nearest=" Did you mean Days overdue?",
    ),
    _kind(
        "not-rated",
        SHOULD,
        "A recommendation that no rule fits",
        "No rule fits, so it is not rated.",
        "Add a rule for it, or a last row with - in every condition.",
    ),
)

_PAPER = (
    _kind(
        "setting-unknown",
        NOTE,
        "A setting that means nothing",
        "There is no setting {value}.{nearest}",
        "Correct its name, or remove the row.",
        value="Force nam",
        nearest=" Did you mean Force name?",
    ),
    _kind(
        "setting-unreadable",
        SHOULD,
        "A setting that cannot be used",
        "“{value}” is not usable for {heading}: {why}.",
        "Correct the value; until then {default} is used.",
        value="many",
        heading="Extension limit",
        why="it is not a whole number",
        default="1",
    ),
    _kind(
        "setting-missing",
        SHOULD,
        "A setting the paper needs",
        "The setting {heading} is blank.",
        "Fill it in on the Settings sheet.",
        heading="Force name",
    ),
    _kind(
        "meeting-missing",
        SHOULD,
        "No meeting to report to",
        "No planned meeting on or after {as_at} stands on the Meetings sheet.",
        "Add the meeting, or give --meeting.",
        as_at="31 March 2022",
    ),
    _kind(
        "meeting-not-listed",
        SHOULD,
        "A paper for a meeting that is not on the Meetings sheet",
        "The paper is for a meeting on {meeting}, {how}.",
        "Add the meeting or correct its row; its agenda item and figures date come from there.",
        meeting="31 March 2022",
        how="which is not on the Meetings sheet",
    ),
    _kind(
        "standing-text-contradicts",
        SHOULD,
        "Standing text that contradicts the register",
        "The narrative says “{text}”, but {fact}.",
        "Correct the Narrative sheet before the paper is issued.",
        text="No PEEL inspection is scheduled",
        fact="2022-PEEL is notified",
    ),
    _kind(
        "rating-stale",
        NOTE,
        "A colour in the workbook that is out of date",
        "The register shows {was}; as at {as_at} it is {now}.",
        "Run rate --write, or run.",
        was="Amber",
        now="Red",
        as_at="31 March 2022",
    ),
    _kind(
        "marking-too-low",
        SHOULD,
        "A document marking below what it holds",
        "The document is to be marked {document}, but it holds {highest} text.",
        "Raise Document marking on the Settings sheet.",
        document="OFFICIAL",
        highest="OFFICIAL-SENSITIVE",
    ),
)

CATALOGUE: tuple[ProblemKind, ...] = (*_READING, *_REQUIRED, *_REFERENCES, *_DATES, *_RISKS, *_RULES, *_PAPER)
_BY_CODE = {kind.code: kind for kind in CATALOGUE}


def problem_kind(code: str) -> ProblemKind:
    """The entry with this code; a KeyError is a fault of the program."""
    return _BY_CODE[code]


def make_problem(code: str, /, *, sheet: str, cell: str = "", ref: str = "", **facts: object) -> Problem:
    """A problem of the kind `code` at a place, its sentences filled in with `facts`.

    Every name in the entry's sentences must be given, but `nearest`, which may be left out.
    """
    kind = _BY_CODE[code]
    words = {"nearest": "", "ref": ref, **{name: str(value) for name, value in facts.items()}}
    return Problem(
        code=code,
        severity=kind.severity,
        sheet=sheet,
        cell=cell,
        ref=ref,
        found=kind.found.format(**words),
        advice=kind.advice.format(**words),
    )

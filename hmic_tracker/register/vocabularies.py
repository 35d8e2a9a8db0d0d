"""Every vocabulary of the two workbooks, declared once. The Lists sheet holds them for staff, who may add to them."""

from hmic_tracker.register.declare import Vocabulary, Word

_Declared = str | tuple[str, str] | tuple[str, str, tuple[str, ...]]


def _words(name: str, *words: _Declared, closed: bool = False, free: bool = False) -> Vocabulary:
    return Vocabulary(name, tuple(Word(w) if isinstance(w, str) else Word(*w) for w in words), closed, free)


KIND = _words(
    "Kind",
    ("Recommendation", "What the inspectorate recommends that the force, or others, should do.", ("Rec",)),
    ("Cause of concern", "A serious failing; its recommendations name it as their parent. Counted apart.", ("CoC",)),
    (
        "Accelerated cause of concern",
        "A cause of concern issued before its report is published. Counted apart.",
        ("ACoC", "Accelerated CoC"),
    ),
    ("Area for improvement", "Something that needs to improve to reach a good standard. Counted apart.", ("AFI",)),
    ("Super-complaint recommendation", "A recommendation made in the response to a super-complaint."),
    ("Joint inspection action", "An action from an inspection made with other inspectorates."),
    closed=True,
)
STATUS = _words(
    "Status",
    ("Awaiting allocation", "No owner has taken it on yet."),
    ("In progress", "The owner is delivering it."),
    ("Awaiting force sign-off", "Delivered; a chief officer has still to agree that it is."),
    ("Awaiting HMICFRS sign-off", "Signed off by the force and submitted to the inspectorate."),
    ("Closed", "The inspectorate, or the force where no one else does, has closed it."),
    ("Superseded", "Another recommendation has taken its place."),
    ("Not accepted", "The force has said why it will not do it."),
    ("Dependent on others", "The force cannot go on until another body acts."),
    closed=True,
)
FOR_THIS_FORCE = _words(
    "For this force",
    ("Yes", "The force is to deliver it."),
    ("No", "Somebody else is to deliver it; not counted as ours."),
    ("To be decided", "The force has still to find out whether it applies here."),
    closed=True,
)
LEVEL = _words(
    "Level",
    ("Level 1", "The inspectorate's lightest way of verifying."),
    ("Level 2", "The inspectorate reviews evidence sent to it."),
    ("Level 3", "The inspectorate tests it in fieldwork."),
    free=True,
)
MARKING = _words(
    "Marking",
    ("OFFICIAL", "May be published where Publishable is Yes."),
    ("OFFICIAL-SENSITIVE", "For the force and the committee only."),
    closed=True,
)
RAG = _words(
    "RAG",
    ("Red", "Overdue, or due soon with a red risk behind it: the committee should ask."),
    (
        "Amber",
        "Needs attention: due soon, without a date, without a recent update, or with a red risk behind it.",
    ),
    ("Green", "On course, or with the inspectorate for sign-off."),
    ("Blue", "Complete: closed or superseded."),
    ("White", "Not for the force to deliver now: not accepted, or waiting on others."),
    ("Not rated", "No rule fits, or the row cannot be rated until it is put right."),
    closed=True,
)
MOVEMENT = _words(
    "Movement",
    ("New", "Not in the last issued paper."),
    ("Improved", "A better colour than in the last issued paper."),
    ("Worsened", "A worse colour than in the last issued paper."),
    ("No change", "The same colour as in the last issued paper."),
    ("Closed", "Closed since the last issued paper."),
    ("Reopened", "Closed in the last issued paper and open now."),
    closed=True,
)
MOVEMENT_CAUSE = _words(
    "Movement cause",
    ("delivery", "The status or an update changed."),
    ("risk re-scored", "The risk register changed the risk behind it."),
    ("date", "The due date changed, or time has passed."),
    ("override", "An override began or ended."),
    ("rules changed", "The RAG rules changed."),
    closed=True,
)
PROGRAMME = _words(
    "Programme",
    (
        "PEEL",
        "The inspectorate's regular assessment of how effective, efficient and legitimate each force is.",
    ),
    (
        "National thematic inspection",
        "An inspection of one subject in a sample of forces, reported nationally.",
        ("National thematic", "Thematic inspection", "Thematic"),
    ),
    (
        "Joint targeted area inspection",
        "Several inspectorates look together at how local services protect children.",
        ("JTAI", "Joint targeted area inspection (JTAI)"),
    ),
    (
        "Super-complaint",
        "A designated body complains that a feature of policing harms the public's interests.",
    ),
    ("Workshop", "The inspectorate gathers views and practice without grading the force."),
    ("Custody", "An inspection of how people in police custody are treated, often without notice."),
    ("Child protection", "An inspection of how the force protects children, followed by a later review."),
    ("Other", "Any other inspection or review."),
)
OUR_PART = _words(
    "Our part",
    ("Inspected", "The force itself was inspected."),
    ("Data return", "The force sent data or documents and was not visited."),
    ("Not inspected", "Other forces were inspected; the report matters here."),
    closed=True,
)
SECTION = _words(
    "Findings section",
    *(
        "Background",
        "Aims",
        "Findings",
        "Force findings",
        "Good practice",
        "Themes",
        "Response",
        "Next steps",
    ),
    closed=True,
)
STYLE = _words("Style", "Heading", "Paragraph", "Bullet", "Numbered", closed=True)
WHICH_DATE = _words("Which date", "HMICFRS due date", "Force target date", closed=True)
RESPONSE_KIND = _words(
    "Response kind",
    (
        "Section 55",
        "The local policing body's published comments on a report about the force, within 56 days.",
        ("Section 55 response", "S55", "S55 response"),
    ),
    ("Statement of proposed actions", "What several agencies together say that they will do."),
    ("Action plan", "The force's own plan, sent to the inspectorate."),
    ("National return", "An answer collected for all forces by a national body."),
)
GRADE = _words(
    "Grade",
    *("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate", "Not graded"),
)
GRADE_SCALE = _words(
    "Grade scale",
    ("Five grades", "Outstanding, Good, Adequate, Requires improvement, Inadequate."),
    ("Four grades", "Outstanding, Good, Requires improvement, Inadequate. Not to be compared with five."),
    free=True,
)
CONTACT = _words(
    "Contact officer",
    ("Full version", "Named in the full version's contact officers."),
    ("Full and public", "Named in both versions' contact officers."),
    closed=True,
)
MEETING_STATUS = _words("Meeting status", "Planned", "Held", "Cancelled", closed=True)
NARRATIVE_SECTION = _words(
    "Narrative section",
    # Also by the headings that the paper gives them.
    ("Purpose", "", ("Purpose of report", "Purpose of the report")),
    ("PEEL", "", ("PEEL inspection", "PEEL inspections")),
    *("Inspections", "Published reports", "Where we stand", "What needs the committee"),
    ("Decision", "", ("What is asked of the committee", "Decision asked")),
    ("Background documents", "", ("Background papers",)),
    closed=True,
)
YES_NO = _words("Yes or No", "Yes", "No", closed=True)
WHO_MUST_SEE_IT = _words(
    "Who must see it",
    ("Owner", "Whoever delivers it."),
    ("Board", "The governance board of the recommendation, or of its portfolio."),
    ("Committee", "The committee that the paper is for."),
)
RISK_STATUS = _words("Risk status", "Open", "Closed", closed=True)
DIVISION = _words("Working-day division", "England and Wales", "Scotland", "Northern Ireland", closed=True)

VOCABULARIES: tuple[Vocabulary, ...] = (
    KIND, STATUS, FOR_THIS_FORCE, LEVEL, MARKING, RAG, MOVEMENT, MOVEMENT_CAUSE, PROGRAMME, OUR_PART, SECTION, STYLE,
    WHICH_DATE, RESPONSE_KIND, GRADE, GRADE_SCALE, CONTACT, MEETING_STATUS, NARRATIVE_SECTION, YES_NO, DIVISION,
    WHO_MUST_SEE_IT,
)  # fmt: skip
VOCABULARY = {vocabulary.name: vocabulary for vocabulary in (*VOCABULARIES, RISK_STATUS)}

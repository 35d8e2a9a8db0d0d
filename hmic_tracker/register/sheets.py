"""The other sheets of the recommendation register, and the risk register's, declared once."""

from hmic_tracker.register.columns import RECOMMENDATIONS
from hmic_tracker.register.declare import Column, FilledBy, Group, Kind, Sheet


def _publishable() -> tuple[Column, Column]:
    return (
        Column("Publishable", Kind.YES_NO, "May it be printed in the public version? Blank means No.", "Yes",
               words="Yes or No", width=11),
        Column("Marking", Kind.CHOICE, "Its protective marking. Blank means OFFICIAL-SENSITIVE.", "OFFICIAL",
               words="Marking", width=19),
    )  # fmt: skip


_INSPECTION_REF = Column("Inspection ref", Kind.REF, "Which inspection.", "2021-CUSTODY", aliases=("Inspection",),
                         refers_to="Inspections", width=18, wanted=True)  # fmt: skip
_RECOMMENDATION = Column("Ref", Kind.REF, "Which recommendation.", "WMP-0042", aliases=("Reference",),
                         refers_to="Recommendations", required=True, width=12)  # fmt: skip

UPDATES = Sheet("Updates", "A dated log of what owners report. Nothing is overwritten.", Group.EVERY_DAY, (
    _RECOMMENDATION,
    Column("Date", Kind.DATE, "The day of the update.", "02/03/2022", required=True),
    Column("By", Kind.PERSON, "Who gives it.", "Supt Mary Oduya", refers_to="People", width=20),
    Column("Update", Kind.LONG_TEXT, "What has happened, in your own words. Never printed.", "Form tested at two stations",
           width=60),
    Column("Committee wording", Kind.LONG_TEXT, "The words for the committee; only these are ever printed.",
           "The new form is in use at two stations.", width=50),
    Column("Evidence", Kind.LINK, "What shows it: words or a link.", "Board minute 14", width=24),
    Column("Requested target date", Kind.DATE, "A new target date that the owner asks for.", "30/06/2022"),
    *_publishable(),
))  # fmt: skip

DATE_CHANGES = Sheet("Date changes", "Every change of a due date: who asked, why, and who approved.",
                     Group.AS_THINGS_HAPPEN, (
    _RECOMMENDATION,
    Column("Which", Kind.CHOICE, "Which date moves.", "Force target date", words="Which date", required=True, width=18),
    Column("From", Kind.DATE, "The date before.", "31/05/2022", key="moved_from"),
    Column("To", Kind.DATE, "The new date.", "30/06/2022", required=True, key="moved_to"),
    Column("Reason", Kind.LONG_TEXT, "Why; the committee reads it.", "The supplier delivers in June.", width=50),
    Column("Requested on", Kind.DATE, "When it was asked for.", "01/04/2022"),
    Column("Approved by", Kind.PERSON, "Who approved it. Blank: not yet approved.", "ACC Bryn Hale",
           refers_to="People", width=20),
    Column("Approved on", Kind.DATE, "When it was approved.", "08/04/2022"),
))  # fmt: skip

OVERRIDES = Sheet("Overrides", "A colour that a chief officer sets for a time; both colours are shown.",
                  Group.AS_THINGS_HAPPEN, (
    _RECOMMENDATION,
    Column("RAG", Kind.CHOICE, "The colour.", "Red", words="RAG", required=True),
    Column("Reason", Kind.LONG_TEXT, "Why; without it the override is ignored.", "The supplier has failed.", width=50),
    Column("By", Kind.PERSON, "Who decided it; without a name it is ignored.", "ACC Bryn Hale", refers_to="People",
           width=20),
    Column("From", Kind.DATE, "The first day. Blank: from the start.", "01/03/2022", key="starts_on"),
    Column("Until", Kind.DATE, "The last day; without it the override is ignored.", "30/04/2022"),
))  # fmt: skip

INSPECTIONS = Sheet("Inspections", "One row for each inspection or review, from its notice to its report.",
                    Group.AS_THINGS_HAPPEN, (
    Column("Inspection ref", Kind.REF, "A short name of your choice.", "2021-CUSTODY", aliases=("Inspection", "Ref"),
           required=True, width=18),
    Column("Title", Kind.TEXT, "What it is called here.", "Custody inspection", required=True, width=40),
    Column("Report title", Kind.TEXT, "The title as published. Blank: Title.", "Report on an inspection of custody",
           width=40),
    Column("Programme", Kind.CHOICE, "Which kind of inspection.", "Custody", words="Programme", wanted=True, width=26),
    Column("Our part", Kind.CHOICE, "What the force had to do with it.", "Inspected", words="Our part", width=14),
    Column("Lead inspectorates", Kind.LIST, "Who inspects, with ; between them.", "HMICFRS; Ofsted", width=22),
    Column("Other forces", Kind.LIST, "As printed, with ; between them.", "Northshire; Eastmoor and Vale", width=26),
    Column("Forces note", Kind.TEXT, "What to say of the forces beyond their names.", "and two others", width=20),
    Column("Scope", Kind.TEXT, "A limit to say in the paper.", "data request only", width=24),
    Column("Complainant", Kind.TEXT, "Who made the super-complaint.", "The Rowan Trust", width=20),
    Column("Notified on", Kind.DATE, "When the force heard of it.", "01/02/2022"),
    Column("Fieldwork", Kind.WHEN, "When, as a date or in words.", "W/C 4 April 2022", width=20),
    Column("Conducted on", Kind.DATE, "The day fieldwork ended.", "08/04/2022"),
    Column("Published on", Kind.DATE, "The day the report came out.", "20/09/2022"),
    Column("Publication expected", Kind.WHEN, "When the report is expected, in words.", "Autumn 2022", width=18),
    Column("Cancelled on", Kind.DATE, "If it was called off.", ""),
    Column("Count with", Kind.REF_LIST, "Inspections whose recommendations are counted together with these.",
           "2021-CUSTODY-B", refers_to="Inspections", width=18),
    Column("Total stated", Kind.NUMBER, "How many recommendations the report says there are.", "9", width=9),
    Column("Police stated", Kind.NUMBER, "How many of them the report says are for the police.", "3", width=9),
    Column("Portfolio", Kind.REF, "The portfolio that leads on it.", "Criminal justice", refers_to="Portfolios", width=18),
    Column("Section 55 applies", Kind.YES_NO, "Must the local policing body respond to it?", "Yes", words="Yes or No"),
    *_publishable(),
    Column("Report link", Kind.LINK, "Where the report is published.", "", width=24),
    Column("Notes", Kind.LONG_TEXT, "Your own notes. Never printed.", "", width=30),
), identified_by="Inspection ref")  # fmt: skip

FINDINGS = Sheet("Findings", "What the paper says of a published report, in the order given.", Group.AS_THINGS_HAPPEN, (
    _INSPECTION_REF,
    Column("Section", Kind.CHOICE, "The part of the report's pages in the paper.", "Aims", words="Findings section",
           required=True, width=16),
    Column("Order", Kind.NUMBER, "The order in its section.", "1", width=8),
    Column("Style", Kind.CHOICE, "How it is set.", "Bullet", words="Style", width=12),
    Column("Text", Kind.LONG_TEXT, "The words that are printed.", "Detainees were treated with respect.", required=True,
           width=80),
    *_publishable(),
))  # fmt: skip

RESPONSES = Sheet("Responses", "What is answered to whom about a report.", Group.AS_THINGS_HAPPEN, (
    _INSPECTION_REF,
    Column("Kind", Kind.CHOICE, "Which kind of answer.", "Section 55", words="Response kind", required=True, width=28),
    Column("Led by", Kind.TEXT, "Who leads on it.", "Police and Crime Commissioner", width=26),
    Column("Sent to", Kind.TEXT, "Who receives it.", "Home Secretary", width=22),
    Column("Due", Kind.WHEN, "When, as a date or in words. Section 55: leave blank, it is derived.", "27/12/2022"),
    Column("Chief officer comments due", Kind.DATE, "When the chief officer's comments must be in.", "01/12/2022"),
    Column("Published on", Kind.DATE, "When it was published or sent.", ""),
    Column("Link", Kind.LINK, "Where it is published.", "", width=24),
    Column("Derived due", Kind.DATE, "Publication of the report + 55 days, where Section 55 applies.", "27/12/2022",
           filled_by=FilledBy.LIBRARY),
))  # fmt: skip

LETTERS = Sheet("Letters", "Letters from the inspectorate.", Group.AS_THINGS_HAPPEN, (
    Column("Date", Kind.DATE, "The date of the letter.", "14/02/2022", required=True),
    Column("From", Kind.TEXT, "Who wrote it.", "HMICFRS", width=24, key="sent_by"),
    Column("Inspection ref", Kind.REF, "Which inspection.", "2021-CUSTODY", refers_to="Inspections", width=18),
    Column("Refs", Kind.REF_LIST, "Which recommendations, with ; between them.", "WMP-0042; WMP-0043",
           refers_to="Recommendations", width=18),
    Column("Effect", Kind.LONG_TEXT, "What it does, in words for the committee.", "closes both recommendations", width=50),
    Column("Link", Kind.LINK, "Where it is kept.", "", width=24),
    *_publishable(),
))  # fmt: skip

PEEL_GRADES = Sheet("PEEL grades", "The grades of each PEEL cycle. Grades of different scales are never compared.",
                    Group.AS_THINGS_HAPPEN, (
    Column("Cycle", Kind.TEXT, "Which cycle.", "2021/22", required=True, width=12),
    Column("Area graded", Kind.TEXT, "Which area.", "Preventing crime", required=True, width=40),
    Column("Grade", Kind.CHOICE, "The grade, or Not graded.", "Good", words="Grade", required=True, width=22),
    Column("Graded on", Kind.DATE, "When it was published.", "20/09/2022"),
    Column("Scale", Kind.CHOICE, "Which scale it is on.", "Five grades", words="Grade scale"),
))  # fmt: skip

PORTFOLIOS = Sheet("Portfolios", "Who answers for what, and to which board.", Group.SET_UP, (
    Column("Portfolio", Kind.REF, "Its name.", "Local policing", required=True, width=24),
    Column("Chief officer", Kind.PERSON, "A name from the People sheet.", "ACC Bryn Hale", refers_to="People", width=22),
    Column("Governance board", Kind.TEXT, "The board that watches it.", "Local policing board", width=28),
), identified_by="Portfolio")  # fmt: skip

PEOPLE = Sheet("People", "Who can own, approve or sign off.", Group.SET_UP, (
    Column("Person", Kind.TEXT, "The name as it is used on the other sheets.", "Supt Mary Oduya", required=True,
           aliases=("Name",), width=24),
    Column("Rank", Kind.TEXT, "Rank or grade.", "Superintendent", width=20),
    Column("Number", Kind.TEXT, "Collar number, as text.", "0417", width=10),
    Column("Role", Kind.TEXT, "What the public version prints instead of the name.", "Head of custody", width=30),
    Column("Email", Kind.TEXT, "Where digests go.", "mary.oduya@westmarch.example", width=34),
    Column("Portfolio", Kind.REF, "Their portfolio.", "Criminal justice", refers_to="Portfolios", width=20),
    Column("Contact officer", Kind.CHOICE, "Named as a contact at the end of the paper?", "Full and public",
           words="Contact officer", width=16),
    Column("Until", Kind.DATE, "Their last day, if they have left. Nothing is sent to them after it.", ""),
    Column("Successor", Kind.PERSON, "Who follows them.", "", refers_to="People", width=22),
), identified_by="Person")  # fmt: skip

MEETINGS = Sheet("Meetings", "The committee's meetings, past and planned.", Group.AS_THINGS_HAPPEN, (
    Column("Meeting date", Kind.DATE, "The day of the meeting.", "31/03/2022", required=True),
    Column("Committee", Kind.TEXT, "Which committee. Blank: the one in Settings.", "Joint Audit Committee", width=28),
    Column("Status", Kind.CHOICE, "Planned, held or cancelled.", "Planned", words="Meeting status", width=12),
    Column("Agenda item", Kind.TEXT, "As text: 08 keeps its nought.", "08", width=12),
    Column("Papers due", Kind.DATE, "When papers must be in.", "22/03/2022"),
    Column("Figures as at", Kind.DATE, "The day the figures are drawn up to.", "15/03/2022"),
    Column("Paper issued", Kind.DATE, "The day the paper went out.", "", aliases=("Issued on",)),
))  # fmt: skip

RAG_RULES = Sheet("RAG rules", "The decision table: tried from the top, the first row that fits decides.",
                  Group.SET_UP, (
    Column("Rule", Kind.TEXT, "Its name, printed beside each colour.", "Overdue", required=True, width=26),
    Column("RAG", Kind.CHOICE, "The colour.", "Red", words="RAG", required=True),
    Column("Reason", Kind.LONG_TEXT, "The sentence, with facts in braces.", "{Days overdue} days past {Effective due date}.",
           width=60),
), identified_by="Rule", aliases=("Rules", "RAG table"), never_with=("Who must see it",))  # fmt: skip

WHO_MUST_SEE_IT = "Who must see it"
ESCALATION_RULES = Sheet("Escalation rules", "Who must see a recommendation: the first row that fits decides; else nobody.",
                         Group.SET_UP, (
    Column("Rule", Kind.TEXT, "Its name.", "Long overdue", required=True, width=26),
    Column(WHO_MUST_SEE_IT, Kind.CHOICE, "Owner, board or committee.", "Committee", words="Who must see it",
           required=True, width=16),
    Column("Reason", Kind.LONG_TEXT, "The sentence, with facts in braces.", "{Days overdue} days past {Effective due date}.",
           width=60),
), identified_by="Rule", aliases=("Escalation", "Escalation table"))  # fmt: skip

# Decision tables: their condition columns stand between the name of a rule and what it decides.
DECISION_TABLES = (RAG_RULES, ESCALATION_RULES)

NARRATIVE = Sheet("Narrative", "This period's words for the paper; standing text has no meeting date.",
                  Group.AS_THINGS_HAPPEN, (
    Column("Committee", Kind.TEXT, "Which committee. Blank: all.", "", width=22),
    Column("Section", Kind.CHOICE, "Where in the paper.", "PEEL", words="Narrative section", required=True, width=26),
    Column("Meeting date", Kind.DATE, "For which meeting. Blank: standing.", ""),
    Column("Order", Kind.NUMBER, "The order in its section.", "1", width=8),
    Column("Style", Kind.CHOICE, "How it is set.", "Paragraph", words="Style", width=12),
    Column("Text", Kind.LONG_TEXT, "The words that are printed.", "", required=True, width=80),
    *_publishable(),
))  # fmt: skip

SETTINGS = Sheet("Settings", "What staff decide about the paper and the rules.", Group.SET_UP, (
    Column("Setting", Kind.TEXT, "Its name: do not change it.", "Force name", required=True, width=32),
    Column("Value", Kind.TEXT, "Your value.", "Westmarch Police", width=40),
    Column("Meaning", Kind.LONG_TEXT, "What it does.", "", width=70),
), identified_by="Setting")  # fmt: skip

LISTS = Sheet("Lists", "Every list of words that the drop-downs offer, and what they mean here.", Group.SET_UP, (
    Column("List", Kind.TEXT, "Which list.", "Status", required=True, width=24),
    Column("Word", Kind.TEXT, "The word.", "In progress", required=True, width=32),
    Column("Meaning", Kind.LONG_TEXT, "What it means here; the paper prints it.", "", width=80),
    Column("Order", Kind.NUMBER, "Its order in the list.", "1", width=8),
))  # fmt: skip

CHECKS = Sheet("Checks", "What is wrong with the data, written by hmic-tracker.", Group.EVERY_DAY, tuple(
    Column(heading, kind, help, example, filled_by=FilledBy.LIBRARY, width=width)
    for heading, kind, help, example, width in (
        ("Severity", Kind.TEXT, "Must fix, Should fix or Note.", "Must fix", 12),
        ("Place", Kind.LINK, "The cell: click to go there.", "Recommendations F12", 24),
        ("Ref", Kind.TEXT, "Which recommendation.", "WMP-0042", 12),
        ("Found", Kind.LONG_TEXT, "What was found.", "Status is blank.", 60),
        ("What to do", Kind.LONG_TEXT, "What to do about it.", "Fill in Status.", 60),
    )
))  # fmt: skip

REGISTER_SHEETS: tuple[Sheet, ...] = (
    RECOMMENDATIONS, UPDATES, CHECKS, INSPECTIONS, FINDINGS, RESPONSES, LETTERS, DATE_CHANGES, OVERRIDES, PEEL_GRADES,
    MEETINGS, NARRATIVE, PEOPLE, PORTFOLIOS, RAG_RULES, ESCALATION_RULES,
    SETTINGS, LISTS,
)  # fmt: skip

RISKS = Sheet("Risks", "One row for each risk.", Group.EVERY_DAY, (
    Column("Risk ref", Kind.REF, "Its reference.", "R-04", aliases=("Ref", "Risk ID", "Risk no"), required=True, width=10),
    Column("Title", Kind.TEXT, "What could go wrong.", "Custody staffing", aliases=("Risk", "Risk title"), width=40),
    Column("Category", Kind.TEXT, "What sort of risk.", "Operational", width=18),
    Column("Risk owner", Kind.TEXT, "Who owns it.", "Supt Mary Oduya", aliases=("Owner",), width=22),
    Column("Board", Kind.TEXT, "Which board watches it.", "Criminal justice board", width=24),
    Column("Inherent likelihood", Kind.NUMBER, "Before anything is done about it.", "4",
           aliases=("Inherent probability",), width=11),
    Column("Inherent impact", Kind.NUMBER, "Before anything is done about it.", "4", width=11),
    Column("Residual likelihood", Kind.NUMBER, "As things stand now.", "3",
           aliases=("Residual probability", "Probability", "Likelihood"), width=11),
    Column("Residual impact", Kind.NUMBER, "As things stand now.", "4", aliases=("Impact",), width=11),
    Column("Target score", Kind.NUMBER, "The score to bring it down to.", "6", width=10),
    Column("Status", Kind.CHOICE, "Open or Closed.", "Open", words="Risk status", width=10),
    Column("Review date", Kind.DATE, "When it is next looked at.", "30/06/2022"),
), identified_by="Risk ref", aliases=("Risk register",), needed=True)  # fmt: skip

BANDS = Sheet("Bands", "What each band of the matrix is called and how it is coloured.", Group.SET_UP, (
    Column("Band", Kind.TEXT, "The word in the matrix.", "High", aliases=("Grade",), required=True, width=14),
    Column("RAG", Kind.CHOICE, "Its colour.", "Red", words="RAG", required=True),
    Column("Meaning", Kind.LONG_TEXT, "What it means.", "Needs a chief officer's attention.", width=60),
), identified_by="Band")  # fmt: skip

# Matrix and Scores are grids (likelihood down, impact across), not lists: register/risks.py reads them.
MATRIX, SCORES = "Matrix", "Scores"
RISK_REGISTER_SHEETS: tuple[Sheet, ...] = (RISKS, BANDS)
SHEET = {sheet.name: sheet for sheet in (*REGISTER_SHEETS, *RISK_REGISTER_SHEETS)}

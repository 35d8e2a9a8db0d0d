"""The invented recommendations of Westmarch Police, one entry each, with the updates that their owners gave."""

from typing import Any

Rows = list[dict[str, Any]]

MARY, ALUN, IOLO, PETRA = "Supt Mary Oduya", "Ch Insp Dafydd Prosser", "Supt Iolo Banks", "Ch Supt Petra Lindqvist"
NIA, OWEN, RUTH, SAM = "Supt Nia Gwynne", "Insp Owen Tark", "Ruth Pellow", "Ch Insp Samir Vance"
BRYN, INES, TESSA = "ACC Bryn Hale", "ACC Ines Corbel", "DCC Tessa Arkwright"

_REC, _AFI, _COC = "Recommendation", "Area for improvement", "Cause of concern"
_SUPER = "Super-complaint recommendation"


def _row(number: int, inspection: str, printed: str, kind: str, text: str, status: str, **more: Any) -> dict[str, Any]:
    """One recommendation; `more` gives other headings with _ for a space, in any case."""
    row: dict[str, Any] = {
        "Ref": f"WMP-{number:04d}", "Inspection ref": inspection, "Number": printed, "Kind": kind,
        "Recommendation": text, "Status": status, "For this force": "Yes", "Publishable": "Yes", "Marking": "OFFICIAL",
        "Addressed to": "Chief Constable of Westmarch Police",
    }  # fmt: skip
    row.update({_HEADINGS.get(name, name.replace("_", " ").capitalize()): value for name, value in more.items()})
    return row


_HEADINGS = {"hmicfrs_due": "HMICFRS due date", "target": "Force target date", "risk": "Risk ref", "parent": "Parent ref",
             "closed": "HMICFRS closed on", "signed_by": "Force sign-off by", "signed_on": "Force sign-off on",
             "submitted": "Submitted to HMICFRS on", "evidence": "Closure evidence", "lead": "Lead organisation",
             "position": "Force position", "wording": "Deadline wording", "addressed": "Addressed to",
             "ours": "For this force", "successor": "Superseded by", "activity": "Linked activity"}  # fmt: skip


def _closed(on: str, signed_on: str, by: str, evidence: str) -> dict[str, str]:
    return {"closed": on, "signed_on": signed_on, "submitted": signed_on, "signed_by": by, "evidence": evidence}


_CHIEFS = "All chief constables"
_OTHERS = {"ours": "No", "portfolio": "Vulnerability", "activity": "Operation Larkspur"}
_STALKING = {"portfolio": "Vulnerability", "activity": "Operation Larkspur", "addressed": _CHIEFS}

RECOMMENDATIONS: Rows = [
    _row(1, "2018-PEEL", "1", _REC, "Within six months, the force should make sure that every neighbourhood has a plan for "
         "the problems its residents name.", "Closed", owner=IOLO, portfolio="Local policing", risk="R-10",
         **_closed("12/08/2020", "02/06/2020", BRYN, "Local policing board, minute 9 of May 2020")),
    _row(2, "2018-PEEL", "AFI 1", _AFI, "The force should improve how it tells victims what has become of their case.",
         "Closed", owner=NIA, portfolio="Crime", risk="R-10",
         **_closed("05/03/2021", "14/01/2021", INES, "Survey of victims, December 2020")),
    _row(3, "2018-PEEL", "AFI 2", _AFI, "The force should improve how quickly it gets to those who need it soon.",
         "Superseded", owner=SAM, portfolio="Operations", risk="R-03", successor="WMP-0025"),
    _row(4, "2018-PEEL", "2", _REC, "By December 2020, the force should open a second control room.", "Not accepted",
         owner=SAM, portfolio="Operations", risk="R-03",
         position="A second site would cost more than it saves; calls are shared with a neighbouring force instead."),
    _row(5, "2020-ROADS", "3", _REC, "By the end of 2022, forces with long rural roads should agree with highway "
         "authorities how collisions are prevented on them.", "In progress", addressed="Chief constables of rural forces",
         owner=OWEN, portfolio="Operations", risk="R-07", activity="Rural roads partnership",
         position="Agreed with the county; a list of 14 stretches of road is being worked through."),
    _row(6, "2020-ROADS", "5", _REC, "By July 2021, forces should use the national form for fatal collisions.",
         "Dependent on others", addressed=_CHIEFS, owner=OWEN, portfolio="Operations", risk="R-07",
         lead="the national lead for roads policing",
         position="The form has not been issued; the force has asked twice when it will be."),
    _row(7, "2020-STOP", "1", _REC, "Within six months, forces should make sure that supervisors read every record of a "
         "search that found nothing.", "In progress", addressed=_CHIEFS, owner=IOLO, portfolio="Local policing",
         risk="R-05", hmicfrs_due="26/08/2021", target="19/03/2022", activity="Fair search programme",
         position="Supervisors read one record in three; the new system, which puts the rest before them, was late."),
    _row(8, "2020-STOP", "2", _REC, "Within three months, forces should review body-worn video of a sample of searches "
         "each month.", "Closed", addressed=_CHIEFS, owner=IOLO, portfolio="Local policing", risk="R-05",
         **_closed("11/11/2021", "06/09/2021", BRYN, "Dip sample reports, June to August 2021")),
    _row(9, "2020-STOP", "3", _REC, "Within twelve months, forces should publish what they have learned from complaints "
         "about searches.", "Awaiting HMICFRS sign-off", addressed=_CHIEFS, owner=IOLO, portfolio="Local policing",
         risk="R-05", signed_by=BRYN, signed_on="17/01/2022", submitted="24/01/2022",
         evidence="Published on the force's website, January 2022"),
    _row(10, "2020-CHILD", "CoC 1", _COC, "The force does not always see the child behind the call. Risk is judged by what "
         "the adults at the door say.", "In progress", owner=PETRA, portfolio="Vulnerability", risk="R-02",
         hmicfrs_due="30/09/2022", position="A programme in three parts; two are in place."),
    _row(11, "2020-CHILD", "1", _REC, "Within twelve months, the force should make sure that officers speak to every child "
         "at an incident and record what the child says.", "In progress", parent="WMP-0010", owner=PETRA,
         portfolio="Vulnerability", risk="R-02", hmicfrs_due="18/03/2022", target="29/04/2022",
         activity="Voice of the child", position="Training is complete but for two response teams."),
    _row(12, "2020-CHILD", "2", _REC, "Within three months, the force should review the cases of all children reported "
         "missing three times or more.", "Closed", parent="WMP-0010", owner=PETRA, portfolio="Vulnerability", risk="R-02",
         activity="Voice of the child",
         **_closed("21/01/2022", "08/11/2021", INES, "Review of 61 cases, October 2021")),
    _row(13, "2020-CHILD", "3", _REC, "By June 2022, the force should make sure that its records of meetings with social "
         "workers are complete.", "In progress", parent="WMP-0010", owner=RUTH, portfolio="Vulnerability", risk="R-08",
         activity="Voice of the child", position="Three quarters of records are complete, up from half."),
    _row(14, "2020-CHILD", "AFI 1", _AFI, "The force should improve how it uses bail to protect children.", "Closed",
         owner=PETRA, portfolio="Vulnerability", risk="R-08",
         **_closed("21/01/2022", "15/11/2021", INES, "Bail audit, November 2021")),
    _row(15, "2021-WORKSHOP", "1", "Joint inspection action", "Forces that took part should, at the earliest opportunity, "
         "share how they measure what a neighbourhood team does.", "In progress", addressed=_CHIEFS, owner=IOLO,
         portfolio="Local policing", risk="R-10", position="Measures are agreed; the first report is being written."),
    _row(16, "2021-CUSTODY", "1", _REC, "With immediate effect, the force should make sure that every review of detention "
         "is on time and that its reasons are recorded.", "In progress", owner=MARY, portfolio="Criminal justice",
         risk="R-01", position="Reviews are on time in nine cases of ten; late ones are looked at each morning."),
    _row(17, "2021-CUSTODY", "2", _REC, "By May 2022, the force should appoint a nurse lead for each suite, and by November "
         "2022 have nurses on duty day and night.", "In progress", owner=MARY, portfolio="Criminal justice", risk="R-10",
         position="Followed in its two parts."),
    _row(18, "2021-CUSTODY", "3", _REC, "Within four months, the force should make cells safe from fittings that could be "
         "used for self-harm.", "Awaiting force sign-off", owner=MARY, portfolio="Criminal justice", risk="R-10",
         position="Done within a fortnight of the visit; the independent visitors have inspected the work."),
    _row(19, "2021-CUSTODY", "4", _REC, "By 31 October 2022, the force should make sure that its use of force in custody is "
         "recorded in full and looked at by a supervisor.", "In progress", owner=ALUN, portfolio="Criminal justice",
         risk="R-01; R-05", position="A new form is being tested at one suite."),
    _row(20, "2021-CUSTODY", "AFI 1", _AFI, "By autumn 2022, the force should improve how it cares for detainees who are "
         "withdrawing from alcohol.", "In progress", owner=ALUN, portfolio="Criminal justice", likelihood=2, impact=3,
         position="Guidance is agreed with the health provider."),
    _row(21, "2021-CUSTODY", "AFI 2", _AFI, "No later than 30 September 2022, the force should improve how it tells "
         "detainees of their rights in languages other than English.", "In progress", owner=ALUN,
         portfolio="Criminal justice", risk="R-10"),
    _row(22, "2021-PEEL", "1", _REC, "The force should immediately make sure that callers in danger who hang up are called "
         "back.", "In progress", owner=SAM, portfolio="Operations", risk="R-03",
         position="Call-backs began on the day of the debrief; a dip sample is made each week."),
    _row(23, "2021-PEEL", "2", _REC, "Within 40 working days, the force should agree with its health partners who attends "
         "people in a mental health crisis.", "In progress", owner=PETRA, portfolio="Vulnerability", risk="R-03",
         position="Two of three health boards have agreed."),
    _row(24, "2021-PEEL", "3", _REC, "By March 2023, the force should make sure that its plan for staff has the numbers and "
         "skills it will need.", "Awaiting allocation", portfolio="People", risk="R-10"),
    _row(25, "2021-PEEL", "AFI 1", _AFI, "Within 18 months, the force should improve how quickly it gets to those who need "
         "it soon.", "In progress", owner=SAM, portfolio="Operations", risk="R-03",
         position="A new desk sorts calls by risk; it takes up what an earlier inspection asked for."),
    _row(26, "2021-PEEL", "AFI 2", _AFI, "By spring 2023, the force should improve how investigation plans are written and "
         "supervised.", "In progress", owner=NIA, portfolio="Crime", risk="R-04",
         position="A plan is now needed before a case is allocated."),
    _row(27, "2021-PEEL", "AFI 3", _AFI, "The force should review its powers to search at least annually and publish the "
         "outcome.", "In progress", owner=IOLO, portfolio="Local policing", risk="R-05", hmicfrs_due="30/11/2022",
         position="The first review is planned for the autumn."),
    _row(28, "2021-PEEL", "AFI 4", _AFI, "The force should improve how it assesses the wellbeing of staff in high-risk "
         "roles.", "In progress", owner=RUTH, portfolio="People", risk="R-10", wording="No deadline set",
         position="An assessment is offered to 240 people; 96 have had it."),
    _row(29, "2021-SC-STALK", "1", _SUPER, "By 12 July 2022, chief constables should make sure that a course of conduct is "
         "recognised at the first call.", "In progress", owner=NIA, risk="R-08", **_STALKING,
         position="Call handlers have been trained; prompts are being added to the system."),
    _row(30, "2021-SC-STALK", "2", _SUPER, "Within three months, chief constables should appoint a lead for stalking with "
         "the time to do it.", "In progress", owner=NIA, risk="R-08", **_STALKING,
         position="The post is advertised."),
    _row(31, "2021-SC-STALK", "3", _SUPER, "Within six months, forces that have not yet done so should agree with local "
         "services how victims are told of a suspect's release.", "In progress", ours="To be decided", owner=NIA,
         risk="R-08", **_STALKING, position="Whether the present agreement is enough is being looked at."),
    _row(32, "2021-SC-STALK", "4", _SUPER, "By October 2022, the Home Office should review the guidance on stalking.",
         "In progress", addressed="Home Office", lead="the Home Office", **_OTHERS),
    _row(33, "2021-SC-STALK", "5", _SUPER, "By October 2022, the College of Policing should set out what training each "
         "role needs.", "In progress", addressed="College of Policing", lead="the College of Policing", **_OTHERS),
    _row(34, "2021-SC-STALK", "6", _SUPER, "Within six months, the Crown Prosecution Service should say how it decides "
         "between stalking and harassment.", "In progress", addressed="Crown Prosecution Service",
         lead="the Crown Prosecution Service", **_OTHERS),
    _row(35, "2021-SC-ORDERS", "7", _SUPER, "By the end of 2022, the Ministry of Justice should publish how long orders "
         "take.", "In progress", addressed="Ministry of Justice", lead="the Ministry of Justice", **_OTHERS),
    _row(36, "2021-SC-ORDERS", "8", _SUPER, "By the end of 2022, courts should hear applications within a week.",
         "In progress", addressed="HM Courts and Tribunals Service", lead="HM Courts and Tribunals Service", **_OTHERS),
    _row(37, "2021-SC-ORDERS", "9", _SUPER, "By March 2023, the National Police Chiefs' Council and the Home Office should "
         "agree one record of orders for all forces.", "In progress",
         addressed="National Police Chiefs' Council; Home Office", lead="the National Police Chiefs' Council", **_OTHERS),
    _row(38, "2022-CHILD", "ACoC 1", "Accelerated cause of concern", "Meetings to decide how a child is protected are held "
         "late or not at all.", "In progress", owner=PETRA, portfolio="Vulnerability", risk="R-02",
         issued_on="14/02/2022", hmicfrs_due="31/08/2022", position="A dedicated team was formed in March."),
    _row(39, "2022-CHILD", "1", _REC, "Within three months, the force should hold every meeting within the time that "
         "guidance sets.", "In progress", parent="WMP-0038", owner=PETRA, portfolio="Vulnerability", risk="R-02",
         issued_on="14/02/2022", position="Four in five are held in time."),
    _row(40, "2022-CHILD", "2", _REC, "By the end of June 2022, the force should record who was invited, who came and what "
         "was decided.", "In progress", parent="WMP-0038", owner=RUTH, portfolio="Vulnerability", risk="R-08",
         issued_on="14/02/2022", position="The form is in use."),
    _row(41, "2021-CUSTODY", "2a", _REC, "Appoint a nurse lead for each suite.", "In progress", parent="WMP-0017",
         owner=MARY, portfolio="Criminal justice", risk="R-10", wording="By May 2022",
         position="Two of three are appointed."),
    _row(42, "2021-CUSTODY", "2b", _REC, "Have nurses on duty day and night.", "In progress", parent="WMP-0017",
         owner=MARY, portfolio="Criminal justice", risk="R-10", wording="By November 2022",
         position="The contract is being changed."),
    _row(43, "2021-JTAI", "1", "Joint inspection action", "Within 100 days, the force and the council should keep one list "
         "of children at risk of exploitation.", "In progress", addressed="Westmarch Police; county council",
         also_involves="County council; Health board", owner=RUTH, portfolio="Vulnerability", risk="R-08",
         issued_on="17/12/2021", position="The list is agreed; two systems have still to be joined.",
         publishable="No", marking="OFFICIAL-SENSITIVE"),
]  # fmt: skip


def _update(number: int, day: str, by: str, said: str, wording: str = "", **more: str) -> dict[str, Any]:
    return {"Ref": f"WMP-{number:04d}", "Date": day, "By": by, "Update": said, "Committee wording": wording,
            "Publishable": "Yes", "Marking": "OFFICIAL", **{k.replace("_", " ").capitalize(): v for k, v in more.items()}}  # fmt: skip


UPDATES: Rows = [
    _update(5, "14/02/2022", OWEN, "Met the county on site.", "Work has begun on six of the 14 stretches of road."),
    _update(7, "08/12/2021", IOLO, "Supplier says February.", "The supplier has delayed the new system."),
    _update(7, "10/03/2022", IOLO, "System arrived, testing.", "The new system has arrived and is being tested.",
            requested_target_date="30/04/2022"),
    _update(10, "11/03/2022", PETRA, "Third part began.", "Two of the three parts of the programme are in place."),
    _update(11, "21/03/2022", PETRA, "Two teams left to train.", "All but two teams have been trained."),
    _update(13, "15/03/2022", RUTH, "76 % in February.", "Three records in four are now complete."),
    _update(15, "22/02/2022", IOLO, "Draft with the other forces.", "A first report on measures is being written."),
    _update(16, "17/03/2022", MARY, "91 % on time in February.", "Nine reviews in ten are now on time."),
    _update(17, "17/03/2022", MARY, "See the two parts."),
    _update(18, "28/02/2022", MARY, "Visitors content.", "The work is done and has been inspected."),
    _update(19, "04/03/2022", ALUN, "Form at one suite.", "A new form is being tested at one suite."),
    _update(20, "16/12/2021", ALUN, "Met the provider.", "Guidance has been agreed with the health provider."),
    _update(22, "07/03/2022", SAM, "Weekly sample, no misses.", "Callers who hang up are called back; this is sampled "
            "each week."),
    _update(23, "18/03/2022", PETRA, "Third board meets 6 April.", "Two of three health boards have agreed."),
    _update(24, "09/03/2022", TESSA, "To be allocated at the people board."),
    _update(25, "16/03/2022", SAM, "Desk live.", "A new desk sorts calls by risk."),
    _update(26, "02/03/2022", NIA, "Rule in the system.", "No case is allocated without a plan."),
    _update(27, "03/03/2022", IOLO, "Planned for September."),
    _update(28, "10/03/2022", RUTH, "96 of 240."),
    _update(29, "24/03/2022", NIA, "Prompts in test.", "All call handlers have been trained."),
    _update(30, "24/03/2022", NIA, "Advert out.", "The post of lead is advertised."),
    _update(31, "24/03/2022", NIA, "With legal."),
    _update(38, "25/03/2022", PETRA, "Team of six.", "A dedicated team was formed in March."),
    _update(39, "25/03/2022", PETRA, "81 %.", "Four meetings in five are held in time."),
    _update(40, "25/03/2022", RUTH, "Form live 1 March."),
    _update(41, "17/03/2022", MARY, "Two appointed.", "Two of three nurse leads are appointed."),
    _update(42, "17/03/2022", MARY, "Contract change drafted."),
    _update(43, "14/03/2022", RUTH, "Systems to be joined.", publishable="No", marking="OFFICIAL-SENSITIVE"),
]  # fmt: skip

DATE_CHANGES: Rows = [
    {"Ref": "WMP-0007", "Which": "Force target date", "From": "26/08/2021", "To": "31/12/2021",
     "Reason": "The supplier of the new system was late.", "Requested on": "02/08/2021", "Approved by": BRYN,
     "Approved on": "10/08/2021"},
    {"Ref": "WMP-0007", "Which": "Force target date", "From": "31/12/2021", "To": "19/03/2022",
     "Reason": "The first delivery failed its test.", "Requested on": "13/12/2021", "Approved by": BRYN,
     "Approved on": "20/12/2021"},
    {"Ref": "WMP-0007", "Which": "Force target date", "From": "19/03/2022", "To": "30/04/2022",
     "Reason": "The test of the second delivery takes six weeks.", "Requested on": "10/03/2022"},
    {"Ref": "WMP-0011", "Which": "Force target date", "From": "18/03/2022", "To": "29/04/2022",
     "Reason": "Two teams were at a long incident in the week of their training.", "Requested on": "28/02/2022",
     "Approved by": INES, "Approved on": "07/03/2022"},
]  # fmt: skip

OVERRIDES: Rows = [
    {"Ref": "WMP-0030", "RAG": "Red", "Reason": "The first advertisement found nobody.", "By": INES,
     "From": "21/03/2022", "Until": "30/04/2022"},
    {"Ref": "WMP-0018", "RAG": "Red", "Reason": "The second suite's fittings were on back order.", "By": BRYN,
     "From": "01/01/2022", "Until": "28/01/2022"},
]  # fmt: skip

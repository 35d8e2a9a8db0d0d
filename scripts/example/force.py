"""The invented people, portfolios, meetings, words and risks of Westmarch Police."""

from typing import Any

Rows = list[dict[str, Any]]

SETTINGS = {
    "Force name": "Westmarch Police",
    "Force short name": "Westmarch",
    "Ref prefix": "WMP",
    "Local policing body": "Police and Crime Commissioner for Westmarch",
    "Committee": "Joint Audit Committee",
    "Report title": "HMICFRS inspections and recommendations",
    "Document marking": "OFFICIAL-SENSITIVE",
    "Decision asked": "note the report",
}


def _person(name: str, rank: str, number: str, role: str, portfolio: str = "", **more: str) -> dict[str, Any]:
    last = name.split()[-2:]
    return {"Person": name, "Rank": rank, "Number": number, "Role": role, "Portfolio": portfolio,
            "Email": f"{'.'.join(last).lower()}@westmarch.example", **{k.replace("_", " ").capitalize(): v for k, v in more.items()}}  # fmt: skip


PEOPLE: Rows = [
    _person("DCC Tessa Arkwright", "Deputy Chief Constable", "0002", "Deputy Chief Constable", "Standards"),
    _person("ACC Bryn Hale", "Assistant Chief Constable", "0004", "Assistant Chief Constable, local policing",
            "Local policing"),
    _person("ACC Ines Corbel", "Assistant Chief Constable", "0005", "Assistant Chief Constable, crime", "Crime"),
    _person("Una Farrow", "Director", "9012", "Director of people", "People"),
    _person("Ch Supt Petra Lindqvist", "Chief Superintendent", "0311", "Head of public protection", "Vulnerability"),
    _person("Supt Mary Oduya", "Superintendent", "0417", "Head of custody", "Criminal justice"),
    _person("Supt Iolo Banks", "Superintendent", "0522", "Head of neighbourhood policing", "Local policing"),
    _person("Supt Nia Gwynne", "Superintendent", "0609", "Head of investigations", "Crime"),
    _person("Ch Insp Samir Vance", "Chief Inspector", "0733", "Head of the control room", "Operations"),
    _person("Ch Insp Dafydd Prosser", "Chief Inspector", "0841", "Custody improvement lead", "Criminal justice"),
    _person("Insp Owen Tark", "Inspector", "1156", "Roads policing inspector", "Operations"),
    _person("Ruth Pellow", "Police staff", "9377", "Safeguarding partnership lead", "Vulnerability"),
    _person("Hester Quill", "Police staff", "9204", "HMICFRS liaison officer", "Standards",
            contact_officer="Full and public"),
    _person("Ch Insp Alun Prys", "Chief Inspector", "0688", "Custody improvement lead", "Criminal justice",
            until="31/12/2021", successor="Ch Insp Dafydd Prosser"),
]  # fmt: skip

PORTFOLIOS: Rows = [
    {"Portfolio": portfolio, "Chief officer": chief, "Governance board": board}
    for portfolio, chief, board in (
        ("Local policing", "ACC Bryn Hale", "Local policing board"),
        ("Crime", "ACC Ines Corbel", "Crime board"),
        ("Criminal justice", "ACC Bryn Hale", "Criminal justice board"),
        ("Vulnerability", "ACC Ines Corbel", "Vulnerability board"),
        ("Operations", "ACC Bryn Hale", "Operations board"),
        ("People", "Una Farrow", "People board"),
        ("Standards", "DCC Tessa Arkwright", "Standards board"),
    )
]


def _meeting(
    day: str, status: str, item: str = "", due: str = "", figures: str = "", issued: str = ""
) -> dict[str, Any]:
    return {"Meeting date": day, "Committee": "Joint Audit Committee", "Status": status, "Agenda item": item,
            "Papers due": due, "Figures as at": figures, "Paper issued": issued}  # fmt: skip


MEETINGS: Rows = [
    _meeting("30/06/2021", "Held", "07", "21/06/2021", "31/05/2021", "18/06/2021"),
    _meeting("29/09/2021", "Held", "06", "20/09/2021", "31/08/2021", "17/09/2021"),
    _meeting("15/12/2021", "Held", "09", "06/12/2021", "30/11/2021", "06/12/2021"),
    _meeting("23/02/2022", "Cancelled", "", "14/02/2022"),
    _meeting("31/03/2022", "Planned", "08", "31/03/2022", "31/03/2022"),
    _meeting("29/06/2022", "Planned", "", "20/06/2022"),
    _meeting("28/09/2022", "Planned", "", "19/09/2022"),
]

NARRATIVE: Rows = [
    {"Section": "PEEL", "Order": 1, "Style": "Paragraph", "Publishable": "Yes", "Marking": "OFFICIAL",
     "Text": "Each area for improvement in the latest report has an owner and a plan, and the deputy chief constable's "
     "board looks at one of them in depth every month."},
    {"Section": "Where we stand", "Meeting date": "31/03/2022", "Order": 1, "Style": "Paragraph", "Publishable": "Yes",
     "Marking": "OFFICIAL", "Text": "The arrival of two reports in one quarter has raised the number of open "
     "recommendations; the force expects to close the first of them in the summer."},
    {"Section": "Background documents", "Order": 1, "Style": "Bullet", "Publishable": "Yes", "Marking": "OFFICIAL",
     "Text": "The force's plan for public protection, 2021 to 2024"},
]  # fmt: skip


def _risk(
    ref: str, title: str, owner: str, board: str, *scores: int, status: str = "Open", review: str = "30/06/2022"
) -> dict[str, Any]:
    inherent_likelihood, inherent_impact, likelihood, impact, target = scores
    return {"Risk ref": ref, "Title": title, "Category": "Operational", "Risk owner": owner, "Board": board,
            "Inherent likelihood": inherent_likelihood, "Inherent impact": inherent_impact,
            "Residual likelihood": likelihood, "Residual impact": impact, "Target score": target, "Status": status,
            "Review date": review}  # fmt: skip


RISKS: Rows = [
    _risk("R-01", "A detainee comes to harm in custody", "Supt Mary Oduya", "Criminal justice board", 5, 5, 4, 4, 10),
    _risk("R-02", "A child at risk is not protected in time", "Ch Supt Petra Lindqvist", "Vulnerability board", 5, 5, 4, 5, 15),
    _risk("R-03", "Calls from people in danger go unanswered", "Ch Insp Samir Vance", "Operations board", 4, 4, 3, 3, 6),
    _risk("R-04", "Digital evidence is not ready for court", "Supt Nia Gwynne", "Crime board", 4, 4, 2, 3, 7),
    _risk("R-05", "Searches lose the trust of a community", "Supt Iolo Banks", "Local policing board", 4, 4, 2, 4, 7),
    _risk("R-06", "Somebody unfit passes vetting", "DCC Tessa Arkwright", "Standards board", 3, 5, 2, 5, 11),
    _risk("R-07", "Collisions on rural roads rise", "Insp Owen Tark", "Operations board", 3, 3, 2, 2, 4),
    _risk("R-08", "Victims of stalking lose confidence", "Supt Nia Gwynne", "Vulnerability board", 4, 4, 3, 3, 6),
    _risk("R-09", "Radios fail in the valleys", "Ch Insp Samir Vance", "Operations board", 3, 4, 1, 2, 2, status="Closed"),
    _risk("R-10", "Too few people with the skills needed", "Una Farrow", "People board", 3, 3, 1, 3, 4),
]  # fmt: skip

"""The invented inspections of Westmarch Police, what their reports say, and what was answered."""

from typing import Any

Rows = list[dict[str, Any]]

_OPEN = {"Publishable": "Yes", "Marking": "OFFICIAL"}

INSPECTIONS: Rows = [
    {"Inspection ref": "2018-PEEL", "Title": "PEEL 2018/19", "Programme": "PEEL", "Our part": "Inspected",
     "Report title": "PEEL: how well Westmarch Police serves its communities, 2018/19",
     "Lead inspectorates": "HMICFRS", "Notified on": "04/02/2019", "Conducted on": "17/05/2019",
     "Published on": "27/09/2019", "Portfolio": "Standards", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2020-ROADS", "Title": "Policing of rural roads", "Programme": "National thematic inspection",
     "Report title": "The long way round: a thematic inspection of the policing of rural roads",
     "Our part": "Not inspected", "Lead inspectorates": "HMICFRS", "Other forces": "Northshire; Eastmoor and Vale",
     "Published on": "15/07/2020", "Portfolio": "Operations", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2020-CHILD", "Title": "Child protection inspection", "Programme": "Child protection",
     "Report title": "Westmarch Police: protecting children", "Our part": "Inspected", "Lead inspectorates": "HMICFRS",
     "Notified on": "07/09/2020", "Conducted on": "20/11/2020", "Published on": "18/03/2021",
     "Portfolio": "Vulnerability", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2020-STOP", "Title": "Use of stop and search powers", "Programme": "National thematic inspection",
     "Report title": "Reasonable grounds: how forces record the use of stop and search", "Our part": "Data return",
     "Lead inspectorates": "HMICFRS", "Scope": "data return only", "Notified on": "02/11/2020",
     "Conducted on": "15/01/2021", "Published on": "26/02/2021", "Portfolio": "Local policing",
     "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2021-WORKSHOP", "Title": "Neighbourhood policing workshop", "Programme": "Workshop",
     "Our part": "Inspected", "Lead inspectorates": "HMICFRS", "Notified on": "19/07/2021",
     "Conducted on": "22/09/2021", "Portfolio": "Local policing", "Section 55 applies": "No", **_OPEN},
    {"Inspection ref": "2021-PEEL", "Title": "PEEL 2021/22", "Programme": "PEEL", "Our part": "Inspected",
     "Report title": "PEEL 2021/22: an inspection of Westmarch Police", "Lead inspectorates": "HMICFRS",
     "Notified on": "10/05/2021", "Conducted on": "22/10/2021", "Published on": "24/02/2022", "Total stated": 3,
     "Portfolio": "Standards", "Section 55 applies": "Yes", "Report link": "https://reports.example/peel-2021-22",
     **_OPEN},
    {"Inspection ref": "2021-CUSTODY", "Title": "Joint inspection of police custody", "Programme": "Custody",
     "Report title": "Report on a joint inspection visit to police custody in Westmarch", "Our part": "Inspected",
     "Lead inspectorates": "HMICFRS; CQC", "Notified on": "13/09/2021", "Conducted on": "24/09/2021",
     "Published on": "14/12/2021", "Total stated": 4, "Portfolio": "Criminal justice", "Section 55 applies": "Yes",
     "Report link": "https://reports.example/custody-2021", **_OPEN},
    {"Inspection ref": "2021-SC-STALK", "Title": "Super-complaint on stalking: police response",
     "Programme": "Super-complaint", "Complainant": "the Rowan Trust", "Our part": "Data return",
     "Report title": "Unheard: the response to a super-complaint about stalking", "Lead inspectorates": "HMICFRS",
     "Scope": "data request only", "Notified on": "03/06/2021", "Conducted on": "16/07/2021",
     "Published on": "12/01/2022", "Count with": "2021-SC-ORDERS", "Total stated": 9, "Police stated": 3,
     "Portfolio": "Vulnerability", "Section 55 applies": "Yes", "Report link": "https://reports.example/unheard",
     **_OPEN},
    {"Inspection ref": "2021-SC-ORDERS", "Title": "Super-complaint on stalking: protective orders",
     "Programme": "Super-complaint", "Complainant": "the Rowan Trust", "Our part": "Not inspected",
     "Report title": "Unheard: annex on protective orders", "Lead inspectorates": "HMICFRS",
     "Published on": "12/01/2022", "Portfolio": "Vulnerability", "Section 55 applies": "No", **_OPEN},
    {"Inspection ref": "2021-JTAI", "Title": "Criminal exploitation of children", "Our part": "Inspected",
     "Programme": "Joint targeted area inspection", "Lead inspectorates": "Ofsted; CQC; HMICFRS",
     "Forces note": "in the area of Westmarch county council", "Notified on": "22/11/2021",
     "Fieldwork": "W/C 6 December 2021", "Conducted on": "10/12/2021", "Publication expected": "Spring 2022",
     "Portfolio": "Vulnerability", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2021-DIGITAL", "Title": "Digital forensics", "Programme": "National thematic inspection",
     "Our part": "Data return", "Lead inspectorates": "HMICFRS", "Scope": "data request only",
     "Notified on": "06/12/2021", "Conducted on": "28/01/2022", "Publication expected": "Autumn 2022",
     "Portfolio": "Crime", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2022-CHILD", "Title": "Child protection: review after inspection", "Programme": "Child protection",
     "Our part": "Inspected", "Lead inspectorates": "HMICFRS", "Notified on": "10/01/2022", "Conducted on": "04/02/2022",
     "Publication expected": "May 2022, date TBC", "Portfolio": "Vulnerability", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2022-CRIMES", "Title": "How crimes are recorded", "Programme": "Other", "Our part": "Inspected",
     "Lead inspectorates": "HMICFRS", "Notified on": "04/01/2022", "Conducted on": "18/02/2022",
     "Publication expected": "Summer 2022", "Portfolio": "Crime", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2022-VETTING", "Title": "Vetting and counter-corruption",
     "Programme": "National thematic inspection", "Our part": "Inspected", "Lead inspectorates": "HMICFRS",
     "Other forces": "Northshire; Eastmoor and Vale; Southmere (Fellside division)", "Forces note": "and four others",
     "Notified on": "17/01/2022", "Conducted on": "11/03/2022", "Publication expected": "Autumn 2022",
     "Portfolio": "Standards", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2021-CROWDS", "Title": "Policing of football crowds", "Programme": "National thematic inspection",
     "Our part": "Inspected", "Lead inspectorates": "HMICFRS", "Notified on": "11/10/2021",
     "Fieldwork": "January 2022", "Cancelled on": "20/12/2021", "Portfolio": "Operations", **_OPEN},
    {"Inspection ref": "2022-YOUTH", "Title": "Serious youth violence", "Programme": "National thematic inspection",
     "Our part": "Inspected", "Lead inspectorates": "HMICFRS", "Other forces": "Northshire; Ash and Thorne",
     "Notified on": "21/02/2022", "Fieldwork": "W/C 4 April 2022", "Portfolio": "Local policing",
     "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2022-VICTIMS", "Title": "Victims at court", "Programme": "Other", "Our part": "Inspected",
     "Lead inspectorates": "HMCPSI; HMICFRS", "Notified on": "28/02/2022", "Fieldwork": "May 2022, date TBC",
     "Portfolio": "Criminal justice", "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2022-CALLS", "Title": "Answering calls workshop", "Programme": "Workshop", "Our part": "Inspected",
     "Lead inspectorates": "HMICFRS", "Notified on": "07/03/2022", "Fieldwork": "Q1 2022/23",
     "Portfolio": "Operations", "Section 55 applies": "No", **_OPEN},
    {"Inspection ref": "2022-JTAI", "Title": "Domestic abuse and young people", "Our part": "Inspected",
     "Programme": "Joint targeted area inspection", "Lead inspectorates": "Ofsted; CQC; HMICFRS; HMI Probation",
     "Notified on": "14/03/2022", "Fieldwork": "Autumn 2022", "Portfolio": "Vulnerability",
     "Section 55 applies": "Yes", **_OPEN},
    {"Inspection ref": "2022-SC-DATA", "Title": "Super-complaint on sharing victims' data", "Programme": "Super-complaint",
     "Complainant": "Lantern Advice", "Our part": "Data return", "Lead inspectorates": "HMICFRS",
     "Scope": "data request only", "Notified on": "18/03/2022", "Fieldwork": "TBC", "Portfolio": "Standards",
     "Section 55 applies": "Yes", **_OPEN},
]  # fmt: skip

_FINDINGS: dict[str, list[tuple[str, str, str]]] = {
    "2021-PEEL": [
        ("Background", "Paragraph", "The inspection looked at how the force kept people safe between April 2020 and "
         "October 2021, and graded nine areas of its work on a scale of five."),
        ("Findings", "Bullet", "Officers use their discretion well, and supervisors look at what they record."),
        ("Findings", "Bullet", "Calls are answered more quickly than in the year before, but more callers give up."),
        ("Force findings", "Paragraph", "The force knows which of its communities trust it least, and has a plan for each."),
        ("Good practice", "Paragraph", "A weekly meeting with housing officers finds repeat victims before they call again."),
        ("Next steps", "Paragraph", "The deputy chief constable leads a board that meets every month until the areas for "
         "improvement are closed."),
    ],
    "2021-CUSTODY": [
        ("Aims", "Paragraph", "The visit was to find out how well people are looked after from arrest to release, and "
         "whether they are treated fairly."),
        ("Findings", "Bullet", "Detainees were treated with respect, and children were seldom kept overnight."),
        ("Findings", "Bullet", "Reviews of detention were often late, and reasons were not always recorded."),
        ("Findings", "Bullet", "Cells at one of the three suites had fittings that could be used for self-harm."),
        ("Response", "Paragraph", "The fittings were replaced within a fortnight of the visit, and the work was inspected "
         "by the independent custody visitors."),
    ],
    "2021-SC-STALK": [
        ("Background", "Paragraph", "The complaint said that stalking was too often treated as a string of separate small "
         "events."),
        ("Findings", "Paragraph", "The inspectorate upheld the complaint in part. Forces differ in how soon a risk "
         "assessment is made, and in who makes it."),
        ("Themes", "Numbered", "Recognising a course of conduct at the first call."),
        ("Themes", "Numbered", "Keeping victims told of what happens next."),
    ],
}  # fmt: skip

FINDINGS: Rows = [
    {"Inspection ref": ref, "Section": section, "Order": order, "Style": style, "Text": text, **_OPEN}
    for ref, findings in _FINDINGS.items()
    for order, (section, style, text) in enumerate(findings, start=1)
]

RESPONSES: Rows = [
    {"Inspection ref": "2021-PEEL", "Kind": "Section 55", "Led by": "the Police and Crime Commissioner",
     "Sent to": "the Home Secretary", "Chief officer comments due": "08/04/2022"},
    {"Inspection ref": "2021-CUSTODY", "Kind": "Section 55", "Led by": "the Police and Crime Commissioner",
     "Sent to": "the Home Secretary", "Chief officer comments due": "21/01/2022", "Published on": "03/02/2022",
     "Link": "https://commissioner.example/custody-response"},
    {"Inspection ref": "2021-CUSTODY", "Kind": "Action plan", "Led by": "the head of custody", "Sent to": "HMICFRS",
     "Due": "14/03/2022", "Published on": "11/03/2022"},
    {"Inspection ref": "2021-SC-STALK", "Kind": "Section 55", "Led by": "the Police and Crime Commissioner",
     "Sent to": "the Home Secretary", "Chief officer comments due": "22/02/2022"},
    {"Inspection ref": "2021-SC-STALK", "Kind": "National return", "Led by": "the national lead for stalking",
     "Sent to": "HMICFRS", "Due": "May 2022, date TBC"},
    {"Inspection ref": "2021-JTAI", "Kind": "Statement of proposed actions", "Led by": "the county council",
     "Sent to": "Ofsted", "Due": "Summer 2022"},
]  # fmt: skip

LETTERS: Rows = [
    {"Date": "11/11/2021", "From": "HMICFRS", "Inspection ref": "2020-STOP", "Refs": "WMP-0008",
     "Effect": "closes the recommendation on reviewing body-worn video", **_OPEN},
    {"Date": "21/01/2022", "From": "HMICFRS", "Inspection ref": "2020-CHILD", "Refs": "WMP-0012; WMP-0014",
     "Effect": "closes two recommendations on protecting children", **_OPEN},
    {"Date": "14/02/2022", "From": "HM Inspector of Constabulary", "Inspection ref": "2022-CHILD", "Refs": "WMP-0038",
     "Effect": "issues an accelerated cause of concern about strategy discussions", **_OPEN},
]  # fmt: skip

_LATEST = (
    ("Preventing crime", "Good"), ("Treatment of the public", "Good"), ("Responding to the public", "Requires improvement"),
    ("Investigating crime", "Adequate"), ("Protecting vulnerable people", "Requires improvement"),
    ("Managing offenders", "Adequate"), ("Developing a positive workplace", "Good"), ("Good use of resources", "Adequate"),
    ("Disrupting serious organised crime", "Not graded"),
)  # fmt: skip
_BEFORE = (("Effectiveness", "Good"), ("Efficiency", "Requires improvement"), ("Legitimacy", "Good"))

PEEL_GRADES: Rows = [
    *({"Cycle": "2018/19", "Area graded": area, "Grade": grade, "Graded on": "27/09/2019", "Scale": "Four grades"}
      for area, grade in _BEFORE),
    *({"Cycle": "2021/22", "Area graded": area, "Grade": grade, "Graded on": "24/02/2022", "Scale": "Five grades"}
      for area, grade in _LATEST),
]  # fmt: skip

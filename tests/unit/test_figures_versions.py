import json
from pathlib import Path

import pytest
from figures_of import make_figures

from hmic_tracker.errors import TemplateUnusable
from hmic_tracker.figures.versions import Edition, _patterns_of_allowed, leftover_names
from hmic_tracker.model.force import Person
from hmic_tracker.model.person_names import bare_name

ODUYA = Person("Supt Mary Oduya", "Supt", "0417", "Head of custody")
GREEN = Person("Insp Tom Green", "Insp", "88", "Head of rural roads")
YEARLY = Person("PC Ines Corbel", "PC", "2022", "Constable")
SECRETS = """
| Ref      | Recommendation | Owner           | Force position                             | Publishable | Marking            | Risk ref | Notes  |
| WMP-0001 | May be read.   | Supt Mary Oduya | Supt Mary Oduya tests it; Bryn Hale agrees (R-01). | Yes | OFFICIAL           | R-01     | Never. |
| WMP-0002 | Secret no.     | Supt Mary Oduya | Secret position                            | No          | OFFICIAL           |          |        |
| WMP-0003 | Secret mark.   | Supt Mary Oduya |                                            | Yes         | OFFICIAL-SENSITIVE |          |        |
| WMP-0004 | Secret blank.  | Supt Mary Oduya |                                            |             | OFFICIAL           |          |        |
"""


def edition(*people: Person, public: bool = True, with_risks: bool = False) -> Edition:
    return Edition("public" if public else "full", people, risk_refs=("R-04", "7"), with_risks=with_risks)


def test_the_public_version_holds_only_what_is_publishable_and_official(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, SECRETS)
    public, full = json.dumps(figures.for_version("public")), json.dumps(figures.for_version("full"))
    assert "May be read." in public and "Secret" not in public
    assert all(text in full for text in ("Secret no.", "Secret mark.", "Secret blank.", "Secret position"))
    assert "Never." not in full
    assert figures.public.left_out == ("Three recommendations are left out of this version.",)
    assert not figures.full.has_left_out


def test_the_counts_are_the_same_in_both_versions(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, SECRETS)
    assert figures.full.standing.table == figures.public.standing.table
    assert figures.full.standing.sentence == figures.public.standing.sentence


def test_the_public_version_prints_roles_for_names_also_inside_staffs_words(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, SECRETS)
    line = figures.public.needs.target_dates.lines[0]
    assert line.owner == "Head of custody"
    assert line.chief_officer == "Chief officer for crime"
    assert line.position == "Head of custody tests it; Chief officer for crime agrees (a force risk)."
    assert leftover_names(json.dumps(figures.for_version("public")), figures.people, figures.allowed) == ()
    assert leftover_names(json.dumps(figures.for_version("full")), figures.people, figures.allowed) != ()


def test_risk_refs_and_scores_are_left_out_of_the_public_version_in_reasons_too(tmp_path: Path) -> None:
    rows = """
        | Ref      | Risk ref | HMICFRS due date |
        | WMP-0001 | R-01     | 2022-09-30       |
        | WMP-0002 | R-01     | 2022-03-30       |
    """
    figures = make_figures(tmp_path, rows)
    full, public = figures.full.needs.target_dates.lines, figures.public.needs.target_dates.lines
    assert [line.rag_reason for line in full] == ["Due 30 March 2022; risk R-01 scores 16.", "Risk R-01 scores 16."]
    assert [line.rag_reason for line in public] == ["Due 30 March 2022.", "Because of the risk that is linked to it."]
    assert full[0].risk == "R-01, score 16, Red" and public[0].risk == ""
    assert "R-01" not in json.dumps(figures.for_version("public"))


def test_settings_may_show_risks_to_the_public(tmp_path: Path) -> None:
    settings = "| Setting | Value |\n| Risk scores in public version | Yes |"
    figures = make_figures(tmp_path, "| Ref | Risk ref |\n| WMP-0001 | R-01 |", Settings=settings)
    assert figures.public.needs.target_dates.lines[0].risk == "R-01, score 16, Red"


def test_the_appendix_of_the_public_version_is_counts_only(tmp_path: Path) -> None:
    appendix = make_figures(tmp_path, SECRETS).public.appendix
    assert appendix.open_recommendations.lines == () and appendix.problems == ()
    assert appendix.open_recommendations.sentence == "Four recommendations are open: four Amber."
    assert not any(".xlsx" in line for line in appendix.provenance)
    assert any("SHA-256" in line for line in appendix.provenance)


def test_provenance_of_the_full_version_names_the_workbooks_the_rules_and_the_library(tmp_path: Path) -> None:
    lines = make_figures(tmp_path).full.appendix.provenance
    assert lines[0] == "Figures as at 15 March 2022."
    assert lines[1].startswith("Recommendation register: register.xlsx, SHA-256 ")
    assert any(line.startswith("RAG rules version ") for line in lines)


def test_contact_officers_are_named_where_they_are_marked(tmp_path: Path) -> None:
    people = """
        | Person           | Rank | Role                    | Email             | Contact officer | Until      |
        | Supt Mary Oduya  | Supt | Head of custody         | m@example.example | Full version    |            |
        | Hester Quill     | Police staff | Liaison officer | h@example.example | Full and public |            |
        | ACC Bryn Hale    | ACC  | Chief officer for crime |                   |                 |            |
        | Insp Gone Before | Insp | None                    |                   | Full and public | 2022-01-31 |
    """
    figures = make_figures(tmp_path, People=people)
    assert [one.words for one in figures.full.decision.contacts] == [
        "Supt Mary Oduya, Head of custody, m@example.example", "Hester Quill, Liaison officer, h@example.example",
    ]  # fmt: skip
    assert [one.name for one in figures.public.decision.contacts] == ["Hester Quill"]
    assert leftover_names(json.dumps(figures.for_version("public")), figures.people, figures.allowed) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asked Supt Mary Oduya to", ("Supt Mary Oduya",)),
        ("asked mary  oduya to", ("mary oduya",)),
        ("Supt Oduya's form", ("Supt Oduya",)),
        ("M. Oduya signed", ("M. Oduya",)),
        ("OFFICER ODUYA", ("ODUYA",)),
        ("Oduya, Mary", ("Oduya, Mary",)),
        ("Oduyan culture", ()),
        ("PC 0417 attended", ("PC 0417",)),
        ("collar number 0417.", ("0417",)),
        ("a total of 10417 calls, 0417.5 hours, 04170", ()),
        ("WMP-0417", ()),
        ("88 calls in 2022", ()),
        ("Insp 88 and PC 2022", ("Insp 88", "PC 2022")),
        ("Insp Green", ("Insp Green",)),
        ("rated Green", ()),
        ("T. Green", ("T. Green",)),
    ],
)
def test_names_and_collar_numbers_that_still_stand_are_found(text: str, found: tuple[str, ...]) -> None:
    assert leftover_names(text, (ODUYA, GREEN, YEARLY), ("WMP-0417",)) == found


def test_an_allowed_name_may_stand() -> None:
    assert leftover_names("Supt Mary Oduya, Head of custody", (ODUYA,), ("Supt Mary Oduya",)) == ()


@pytest.mark.parametrize(
    ("name", "rank", "bare"),
    [
        ("Supt Mary Oduya", "Supt", "Mary Oduya"),
        ("Ch Insp Alun Prys", "", "Alun Prys"),
        ("T/DCC Tessa Arkwright", "", "Tessa Arkwright"),
        ("Hester Quill", "Police staff", "Hester Quill"),
        ("DC", "", "DC"),
    ],
)
def test_a_name_without_its_rank(name: str, rank: str, bare: str) -> None:
    assert bare_name(name, rank) == bare


def test_somebody_who_is_not_on_the_people_sheet_is_not_named_to_the_public() -> None:
    assert edition(ODUYA).person("Insp Nobody Known") == "a named officer"
    assert edition(ODUYA, public=False).person("Insp Nobody Known") == "Insp Nobody Known"


def test_a_risk_ref_that_is_only_a_number_is_not_hunted_in_texts() -> None:
    assert edition(ODUYA).words("7 of R-04 done") == "7 of a force risk done"


def test_the_marking_of_the_full_version_is_never_below_what_it_holds(tmp_path: Path) -> None:
    settings = "| Setting | Value |\n| Document marking | OFFICIAL |"
    figures = make_figures(tmp_path, SECRETS, Settings=settings)
    assert (figures.full.marking, figures.public.marking) == ("OFFICIAL-SENSITIVE", "OFFICIAL")
    assert [one.code for one in figures.problems if one.code == "marking-too-low"] == ["marking-too-low"]


def test_there_are_two_versions_and_no_third(tmp_path: Path) -> None:
    with pytest.raises(TemplateUnusable, match="no version “secret”"):
        make_figures(tmp_path).for_version("secret")


def test_every_section_can_be_switched_off(tmp_path: Path) -> None:
    settings = "| Setting | Value |\n| Section PEEL printed | No |\n| Section Appendix printed | No |"
    show = make_figures(tmp_path, Settings=settings).for_version("full")["show"]
    assert [name for name, on in show.items() if not on] == ["peel", "appendix", "rows_behind_the_figures"]


def test_the_figures_are_plain_values_that_json_can_hold(tmp_path: Path) -> None:
    figures = make_figures(tmp_path, SECRETS)
    assert json.loads(json.dumps(figures.to_dict())) == figures.to_dict()
    assert json.loads(json.dumps(figures.to_json()))["recommendations.total"]["value"] == 4


@pytest.mark.parametrize(
    ("text", "name", "number", "found"),
    [
        ("THE OWNER IS MARY ODUYA.", "Supt Mary Oduya", "", ("MARY ODUYA",)),
        ("the owner is mary oduya.", "Supt Mary Oduya", "", ("mary oduya",)),
        ("Seen by TOM KİNG.", "Insp Tom King", "", ("TOM KİNG",)),
        ("Seen by tom kıng.", "Insp Tom King", "", ("tom kıng",)),
        ("Seen by Ines Roſs.", "PC Ines Ross", "", ("Ines Roſs",)),
        ("Seen by anna müller.", "Sgt Anna Müller", "", ("anna müller",)),
        ("Ask GW 4417 today.", "Supt Nobody Here", "4417", ("GW 4417",)),
        ("Ask AB 12 C today.", "Supt Nobody Here", "AB 12 C", ("AB 12 C",)),
        ("Ask ab12c today.", "Supt Nobody Here", "AB12C", ()),
    ],
)
def test_a_name_is_found_however_its_letters_are_written(
    text: str, name: str, number: str, found: tuple[str, ...]
) -> None:
    assert leftover_names(text, [Person(name, name.split()[0], number, "Role")]) == found


def test_a_registers_refs_are_taken_out_in_one_pass_and_hide_no_name() -> None:
    refs = [f"WMP-{number:04d}" for number in range(3_000)]
    assert len(list(_patterns_of_allowed([*refs, "Supt Mary Oduya", "Mary Oduya"]))) == 3
    text = f"{' '.join(refs)}; wmp-0417, (WMP-0417). Told Supt Mary Oduya of Insp Tom Green."
    assert leftover_names(text, (ODUYA, GREEN), (*refs, "Supt Mary Oduya")) == ("Insp Tom Green",)
    assert leftover_names("WMP-0417a, 0417", (ODUYA,), refs) == ("0417",)


def test_of_two_that_may_stand_and_begin_alike_the_longer_goes_first() -> None:
    assert leftover_names("WMP-04 0417 stands.", (ODUYA,), ("WMP-04", "WMP-04 0417")) == ()

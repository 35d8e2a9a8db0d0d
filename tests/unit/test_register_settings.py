"""Settings and lists of words as staff have them."""

from pathlib import Path

import pytest
from sheets import make_register

from hmic_tracker.register.setting_names import SETTINGS, SettingKind
from hmic_tracker.register.settings import Settings

ONE = "| Ref | Recommendation | Status | Kind | Inspection ref |\n| WMP-0001 | x | Closed | Recommendation | 2021-CUSTODY |"


def settings_of(tmp_path: Path, *rows: str):
    register = make_register(tmp_path, ONE, Settings="\n".join(["| Setting | Value | Meaning |", *rows]))
    return register.settings, [problem for problem in register.problems if problem.code.startswith("setting-")]


def test_every_declared_setting_can_be_had() -> None:
    settings = Settings()
    for setting in SETTINGS:
        if setting.name.startswith("Section "):
            is_printed = settings.prints(setting.name.removeprefix("Section ").removesuffix(" printed"))
            assert is_printed == (setting.default == "Yes")
        elif setting.kind is SettingKind.TEXT:
            assert getattr(settings, setting.field) == setting.default
        else:
            assert hasattr(settings, setting.field)


def test_settings_are_read_by_their_kind(tmp_path: Path) -> None:
    settings, problems = settings_of(
        tmp_path,
        "| force NAME:                   | Westmarch Police  | |",
        "| Immediate grace days          | '14 | |",
        "| Alert days before due         | 20; 10, 5 | |",
        "| Section PEEL printed          | n | |",
        "| Risk scores in public version | TRUE | |",
        "| Document marking              | official. | |",
        "| Extension limit               | | the default |",
    )
    assert problems == []
    assert (settings.force_name, settings.short_name) == ("Westmarch Police", "Westmarch Police")
    assert (settings.immediate_grace_days, settings.alert_days_before_due) == (14, (20, 10, 5))
    assert (settings.prints("PEEL"), settings.prints("Purpose")) == (False, True)
    assert (settings.risk_scores_in_public_version, settings.document_marking) == (True, "OFFICIAL")
    assert settings.extension_limit == 1


@pytest.mark.parametrize(("name", "value"), [
    ("Extension limit", "many"), ("Extension limit", "inf"), ("Extension limit", "-1"), ("Update due every days", "1.5"),
    ("Section PEEL printed", "perhaps"), ("Document marking", "SECRET"), ("Alert days before due", "ten"),
])  # fmt: skip
def test_a_setting_that_cannot_be_used_is_told_and_its_default_holds(tmp_path: Path, name: str, value: str) -> None:
    settings, (problem,) = settings_of(tmp_path, f"| {name} | {value} | |")
    assert settings == Settings()
    assert (problem.code, problem.cell) == ("setting-unreadable", "B2")


def test_a_setting_with_a_slip_of_the_pen_is_offered_its_name(tmp_path: Path) -> None:
    _, (problem,) = settings_of(tmp_path, "| Force nam | Westmarch Police | |")
    assert (problem.code, problem.found) == (
        "setting-unknown",
        "There is no setting Force nam. Did you mean Force name?",
    )


def test_staff_add_words_to_an_open_list_and_say_what_words_mean(tmp_path: Path) -> None:
    register = make_register(tmp_path, ONE, Lists="""
        | List      | Word         | Meaning               | Order |
        | Programme | Dip sample   | Ours                  | 1     |
        | status    | in progress. | On its way            |       |
        | RAG       | Blue         | On hold in our scheme | 1     |
        """, Inspections="| Inspection ref | Title | Programme |\n| 2021-CUSTODY | Custody | dip SAMPLE |")  # fmt: skip
    assert register.lists.words("Programme")[0].word == "Dip sample"
    assert register.lists.meaning("Status", "In progress") == "On its way"
    assert register.lists.meaning("RAG", "Blue") == "On hold in our scheme"
    assert register.lists.canonical("Programme", "PEEL.") == "PEEL"
    assert register.inspections.get("2021-CUSTODY").programme == "Dip sample"


def test_a_word_added_to_a_closed_list_is_told_where_it_was_added(tmp_path: Path) -> None:
    register = make_register(
        tmp_path, ONE, Lists="| List | Word | Meaning | Order |\n| Status | On hold | Waiting | 9 |"
    )
    (problem,) = [one for one in register.problems if one.code == "list-closed"]
    assert (problem.sheet, problem.cell) == ("Lists", "B2")
    assert register.lists.canonical("Status", "On hold") is None


@pytest.mark.parametrize(
    ("stated", "written", "committee", "of_each"),
    [
        ("", ["Audit Committee", "audit  committee"], "Audit Committee", ["Audit Committee"] * 2),
        ("", ["Audit Committee", ""], "Audit Committee", ["Audit Committee", ""]),
        ("", ["Audit Committee", "Ethics Panel"], "Joint Audit Committee", ["Audit Committee", "Ethics Panel"]),
        ("", [""], "Joint Audit Committee", [""]),
        (
            "Audit & Risk Committee",
            ["The Audit and Risk Committee"],
            "Audit & Risk Committee",
            ["Audit & Risk Committee"],
        ),
        ("Audit Committee", ["Ethics Panel"], "Audit Committee", ["Ethics Panel"]),
    ],
)
def test_the_committee_is_known_however_and_wherever_it_is_named(
    tmp_path: Path, stated: str, written: list[str], committee: str, of_each: list[str]
) -> None:
    register = make_register(
        tmp_path,
        ONE,
        Settings=f"| Setting | Value |\n| Force name | Westmarch |\n| Committee | {stated} |",
        Meetings="\n".join(
            ["| Meeting date | Committee |", *(f"| 2022-0{at}-01 | {name} |" for at, name in enumerate(written, 1))]
        ),
        Narrative=f"| Committee | Section | Text |\n| {written[0]} | PEEL | x |",
    )
    assert register.settings.committee == committee
    assert [meeting.committee for meeting in register.meetings] == of_each
    assert [one.committee for one in register.narrative] == of_each[:1]

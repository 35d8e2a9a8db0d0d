"""`report --template board_pack`, `section_55_response` and `action_list`, as a person calls them."""

import io
from pathlib import Path

import openpyxl
import pytest
from command_line import MEETING_DAY, REGISTER, call, make_workspace, unchanged
from documents import retype
from figures_of import USUAL, with_ordinary
from programs import validator_errors
from sheets import make_register_file

from hmic_tracker.outputs.accessibility import inspect_document
from hmic_tracker.outputs.markup import WP, C, W, words_of
from hmic_tracker.outputs.package import open_word, parse_xml

PACK, RESPONSE, LIST = "board_pack", "section_55_response", "action_list"
ONE = {
    PACK: ("--portfolio", "Vulnerability", "board_pack 2022-03-31 Vulnerability"),
    RESPONSE: ("--inspection", "2021-CUSTODY", "section_55_response 2022-03-31 2021-CUSTODY"),
    LIST: ("--owner", "Ch Insp Leila Kerswell", "action_list 2022-03-31 Ch Insp Leila Kerswell"),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("documents") / "workspace")


def words(path: Path) -> str:
    package = open_word(path)
    return "\n".join(words_of(parse_xml(package.parts[part], place=part)) for part in package.stories)


@pytest.mark.parametrize("version", ["full", "public"])
@pytest.mark.parametrize("template", [PACK, RESPONSE, LIST])
def test_one_document_that_everybody_can_read_the_same_bytes_each_time(
    workspace: Path, template: str, version: str
) -> None:
    option, name, _ = ONE[template]
    with unchanged(workspace / REGISTER):
        said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", template, option, name,
                    "--version", version)  # fmt: skip
    assert said.code == 0, said.err
    assert "1 document about one " in said.err and " each" not in said.err
    path = Path(said.out.strip())
    assert path.exists() and path.stem.endswith(" public") is (version == "public")
    assert [str(fault) for fault in inspect_document(path)] == []
    first = path.read_bytes()
    call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", template, option, name, "--version",
         version)  # fmt: skip
    assert path.read_bytes() == first


@pytest.mark.validator
@pytest.mark.parametrize("version", ["full", "public"])
@pytest.mark.parametrize("template", [PACK, RESPONSE, LIST])
def test_they_are_valid(workspace: Path, template: str, version: str) -> None:
    option, name, _ = ONE[template]
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", template, option, name,
                "--version", version)  # fmt: skip
    assert validator_errors(Path(said.out.strip())) == []


def test_without_a_name_there_is_one_pack_for_every_portfolio(workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", PACK, "--json")
    names = [Path(one).name for one in said.json["files"]]
    assert names[:2] == ["board_pack 2022-03-31 Local policing.docx", "board_pack 2022-03-31 Crime.docx"]
    assert len(names) == len(set(names)) == 7
    paper = call("figures", "--workspace", workspace, "--as-at", MEETING_DAY, "--json").json["figures"]
    for one in said.json["documents"]:
        for rag in ("Red", "Amber", "Green", "White", "Blue"):
            name = f"portfolio.{one['about']}.{rag}"
            assert one["figures"].get(name, {"refs": []})["refs"] == paper.get(name, {"refs": []})["refs"]


def test_a_packs_charts_can_be_edited_in_word_and_stand_beside_their_tables(workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", PACK, "--portfolio",
                "Vulnerability")  # fmt: skip
    package = open_word(Path(said.out.strip()))
    body = parse_xml(package.parts[package.document])
    shown = list(body.iter(f"{WP}docPr"))
    assert [one.get("name") for one in shown] == [
        "The portfolio by kind and RAG", "Open recommendations by how long they have been open",
    ]  # fmt: skip
    for one in shown:
        assert "Bar chart of" in one.get("descr", "") and "in the table beside it" in one.get("descr", "")
        paragraph = next(one.iterancestors(f"{W}p"))
        beside = paragraph.getnext()
        assert beside is not None and beside.tag == f"{W}tbl"
    charts = package.related(package.document, "chart")
    assert len(charts) == 2
    for part in charts:
        drawn = parse_xml(package.parts[part])
        (book,) = package.related(part, "package")
        sheet = openpyxl.load_workbook(io.BytesIO(package.parts[book])).worksheets[0]
        names = [next(one.iter(f"{C}v")).text for one in drawn.iter(f"{C}tx")]
        assert [cell.value for cell in sheet[1]][1:] == names
        points = [[float(v.text or 0) for v in one.iter(f"{C}v")] for one in drawn.iter(f"{C}val")]
        assert [[cell.value for cell in column][1:] for column in list(sheet.columns)[1:]] == points


def test_a_packs_chart_whose_mark_is_lost_still_shows_the_pack_and_not_the_whole_force(
    workspace: Path, tmp_path: Path
) -> None:
    own = make_workspace(tmp_path / "own")
    for at, name in enumerate(("pack.chart", "pack.ageing.chart")):
        retype(own / "templates" / "board_pack.docx", f'name="{name}" descr="chart: {name}"', f'name="Object{at}"')
    said = call(
        "report", "--workspace", own, "--as-at", MEETING_DAY, "--template", PACK, "--portfolio", "Vulnerability"
    )
    package = open_word(Path(said.out.strip()))
    shown = [one.get("descr", "") for one in parse_xml(package.parts[package.document]).iter(f"{WP}docPr")]
    assert ["of the Vulnerability portfolio by kind" in shown[0], "open recommendations by age" in shown[1]] == [
        True,
        True,
    ]
    pack = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", PACK, "--portfolio",
                "Vulnerability")  # fmt: skip
    package = open_word(Path(pack.out.strip()))
    assert shown == [one.get("descr") for one in parse_xml(package.parts[package.document]).iter(f"{WP}docPr")]


def test_a_pack_that_shows_the_whole_forces_chart_bears_the_papers_marking(tmp_path: Path) -> None:
    own = make_workspace(tmp_path / "own")
    rows = """
        | Ref      | Portfolio        | Marking            |
        | WMP-0001 | Criminal justice | OFFICIAL           |
        | WMP-0002 | Local policing   | OFFICIAL-SENSITIVE |
        """
    settings = USUAL["Settings"] + "\n| Document marking | OFFICIAL |"
    make_register_file(own / REGISTER, with_ordinary(rows), **(USUAL | {"Settings": settings}))
    pack = ("report", "--workspace", own, "--as-at", MEETING_DAY, "--template", PACK, "--portfolio", "Criminal justice")
    assert "OFFICIAL-SENSITIVE" not in words(Path(call(*pack).out.strip()))
    retype(own / "templates" / "board_pack.docx", "chart: pack.chart", "chart: standing.chart")
    assert "OFFICIAL-SENSITIVE" in words(Path(call(*pack).out.strip()))


def test_responses_are_made_of_every_report_that_is_open_in_the_period(workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", RESPONSE, "--json")
    assert [one["about"] for one in said.json["documents"]] == [
        "2021-RECORDS", "2021-WITNESS-2", "2021-CUSTODY", "2021-PEEL",
    ]  # fmt: skip


def test_nobody_who_has_left_gets_a_list_and_public_ones_are_named_after_roles(workspace: Path) -> None:
    full = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", LIST)
    assert "Alun Prys" not in full.out and "Leila Kerswell" in full.out
    public = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", LIST, "--version", "public")
    assert "Kerswell" not in public.out and "Roads policing lead public.docx" in public.out


def test_the_text_of_every_recommendation_stands_in_its_document_in_full(workspace: Path) -> None:
    import hmic_tracker as hmic

    register = hmic.open_register(workspace / REGISTER)
    for template, (option, name, stem) in ONE.items():
        call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", template, option, name)
        said = words(workspace / "out" / f"{stem}.docx")
        of = {
            PACK: lambda row: row.portfolio == "Vulnerability",
            RESPONSE: lambda row: row.inspection_ref == "2021-CUSTODY",
            LIST: lambda row: row.owner in ("Ch Insp Leila Kerswell", "Ch Insp Alun Prys"),
        }[template]
        rows = [row for row in register.recommendations if of(row) and row.is_ours and row.is_open]
        assert rows and [row.ref for row in rows if row.recommendation not in said] == []


def test_the_public_ones_name_nobody(workspace: Path) -> None:
    import hmic_tracker as hmic

    register = hmic.open_register(workspace / REGISTER)
    hidden = [one.person for one in register.people if one.contact_officer != "Full and public"]
    for template, (option, name, _) in ONE.items():
        said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", template, option, name,
                    "--version", "public")  # fmt: skip
        text = words(Path(said.out.strip()))
        assert [name for name in hidden if name in text] == []
        assert "OFFICIAL-SENSITIVE" not in text


def test_one_that_would_name_somebody_is_not_made_and_the_others_are(tmp_path: Path) -> None:
    fresh = make_workspace(tmp_path / "w")
    retype(fresh / REGISTER, "The force should immediately stop holding", "Supt Mary Oduya should stop holding")
    said = call("report", "--workspace", fresh, "--as-at", MEETING_DAY, "--template", PACK, "--version", "public",
                "--json")  # fmt: skip
    assert said.code == 3
    assert [one["about"] for one in said.json["documents"]] == [
        "Local policing", "Crime", "Vulnerability", "Operations", "People", "Standards",
    ]  # fmt: skip
    (error,) = said.json["errors"]
    assert error["message"].startswith("Criminal justice: The public version would hold Supt Mary Oduya")
    assert not (fresh / "out" / "board_pack 2022-03-31 Criminal justice public.docx").exists()


def test_an_unknown_name_is_refused_with_the_nearest_and_nothing_is_written(workspace: Path, tmp_path: Path) -> None:
    fresh = make_workspace(tmp_path / "w")
    said = call(
        "report", "--workspace", fresh, "--as-at", MEETING_DAY, "--template", PACK, "--portfolio", "Vulnerabilty"
    )
    assert (said.code, said.out) == (3, "")
    assert "There is no portfolio “Vulnerabilty” in the register." in said.err
    assert "Did you mean “Vulnerability”?" in said.err
    assert not (fresh / "out").exists()


@pytest.mark.parametrize(("given", "says"), [
    (["--portfolio", "Crime"], "--portfolio does not go with jac_report, which is about the whole register."),
    (["--template", PACK, "--owner", "Supt Mary Oduya"], "--owner does not go with board_pack, which is about one portfolio."),
    (["--template", PACK, "--owner", "A", "--portfolio", "B"], "--portfolio and --owner do not go together."),
])  # fmt: skip
def test_an_option_that_does_not_go_with_the_template_is_a_wrong_command_line(
    workspace: Path, given: list[str], says: str
) -> None:
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, *given)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_a_template_of_the_forces_own_is_about_what_its_names_say(workspace: Path) -> None:
    own = workspace / "templates" / "crime_board.docx"
    own.write_bytes((workspace / "templates" / f"{PACK}.docx").read_bytes())
    said = call("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", "crime_board", "--portfolio",
                "crime")  # fmt: skip
    assert Path(said.out.strip()).name == "crime_board 2022-03-31 Crime.docx"


@pytest.mark.parametrize("template", [PACK, RESPONSE, LIST])
def test_the_templates_that_come_with_it_are_sound(workspace: Path, template: str) -> None:
    said = call("template", "check", workspace / "templates" / f"{template}.docx")
    assert (said.code, said.out) == (0, "")


def test_the_names_of_each_are_described() -> None:
    names = {one["name"] for one in call("describe", "template", "--json").json["template"]}
    assert {"pack.attention[].why", "section_55.positions[].position", "actions.groups[].lines[].asks[].where"} <= names


@pytest.mark.parametrize("template", [PACK, LIST])
def test_a_document_that_a_person_has_changed_is_kept_beside_the_new_one(workspace: Path, template: str) -> None:
    option, name, stem = ONE[template]
    given = ("report", "--workspace", workspace, "--as-at", MEETING_DAY, "--template", template, option, name)
    call(*given)
    path = workspace / "out" / f"{stem}.docx"
    sound = path.read_bytes()
    path.write_bytes(b"typed by hand")
    said = call(*given)
    assert path.read_bytes() == sound
    (kept,) = path.parent.glob(f"{stem} changed *.docx")
    assert kept.read_bytes() == b"typed by hand"
    assert f"One that a person had changed is kept as {kept.name}." in said.err
    assert "changed" not in call(*given).err

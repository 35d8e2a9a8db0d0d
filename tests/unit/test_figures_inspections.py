from pathlib import Path

from figures_of import make_figures

HEAD = "| Inspection ref | Title | Programme | Our part | Lead inspectorates | Other forces | Forces note | Scope | Complainant | Notified on | Fieldwork | Conducted on | Published on | Publication expected | Cancelled on | Publishable | Marking |"


def inspections(*rows: str) -> str:
    """Each row: `Ref; heading=value; ...`, with Title and the rest where it does not say otherwise."""
    headings = [cell.strip() for cell in HEAD.strip("|").split("|")]
    usual = {"Title": "Custody", "Programme": "Custody", "Our part": "Inspected", "Publishable": "Yes",
             "Marking": "OFFICIAL"}  # fmt: skip
    lines = [HEAD]
    for row in rows:
        ref, *given = [part.strip() for part in row.split("//")]
        cells = usual | {"Inspection ref": ref} | dict(part.split("=", 1) for part in given)
        lines.append("| " + " | ".join(cells.get(heading, "") for heading in headings) + " |")
    return "\n".join(lines)


def section(tmp_path: Path, *rows: str, version: str = "full"):  # type: ignore[no-untyped-def]
    figures = make_figures(tmp_path, "| Ref | Inspection ref |\n| WMP-0001 | X |", Inspections=inspections(*rows))
    return getattr(figures, version).inspections


def test_the_inspections_since_the_last_report_are_those_of_the_force_conducted_in_the_period(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Conducted on=2021-12-01 // Title=First",
        "B // Conducted on=2022-03-15 // Title=Last",
        "BEFORE // Conducted on=2021-11-30",
        "AFTER // Conducted on=2022-03-16",
        "OTHERS // Conducted on=2022-01-10 // Our part=Not inspected",
        "CALLED-OFF // Conducted on=2022-01-10 // Cancelled on=2022-01-05 // Title=Called off",
        "RETURN // Conducted on=2022-02-01 // Our part=Data return // Title=Numbers",
    )
    assert found.conducted.sentence == "Since the last report there have been three inspections."
    assert [(line.number, line.ref) for line in found.conducted.lines] == [(1, "A"), (2, "RETURN"), (3, "B")]
    assert found.cancelled_sentence == "One inspection was cancelled: Called off, on 5 January 2022."


def test_one_and_none_are_said_with_the_right_number(tmp_path: Path) -> None:
    one = section(tmp_path / "one", "A // Conducted on=2022-01-10")
    none = section(tmp_path / "none", "A // Published on=2020-01-10")
    assert one.conducted.sentence == "Since the last report there has been one inspection."
    assert none.conducted.sentence == "Since the last report there have been no inspections of the force."
    assert none.under_way.sentence == "No inspection is under way."
    assert none.notified.sentence == "The force has not been notified of any further inspections."
    assert not none.conducted.has_any


def test_forces_scope_and_complainant_are_printed_whole(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Programme=Super-complaint // Title=Stalking // Conducted on=2022-01-10 // Complainant=the Rowan Trust"
        " // Other forces=Eastmoor and Vale; Southmere (Fellside: north division)"
        " // Forces note=and two others // Scope=data request only",
    )
    assert found.conducted.lines[0].words == (
        "Super-complaint: Stalking, made by the Rowan Trust, with Eastmoor and Vale, Southmere (Fellside: north division), "
        "and two others (data request only), conducted on 10 January 2022"
    )


def test_a_note_goes_on_with_the_list_of_forces(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Title=One // Conducted on=2022-01-10 // Other forces=Northshire; Southmere // Forces note=and two others",
        "B // Title=Two // Conducted on=2022-01-11 // Forces note=and all forces of the region",
        "C // Title=Three // Conducted on=2022-01-12 // Forces note=43 forces in all",
        "D // Title=Four // Conducted on=2022-01-13 // Other forces=Northshire // Forces note=(east command only)",
        "E // Title=Five // Conducted on=2022-01-14 // Other forces=Northshire; Vale // Forces note=Six forces in all.",
    )
    assert [line.words.partition(", conducted")[0] for line in found.conducted.lines] == [
        "Custody: One, with Northshire, Southmere and two others",
        "Custody: Two, with all forces of the region",
        "Custody: Three, 43 forces in all",
        "Custody: Four, with Northshire (east command only)",
        "Custody: Five, with Northshire and Vale (Six forces in all)",
    ]


def test_a_year_or_season_that_has_begun_does_not_say_from_when_fieldwork_is_to_come(tmp_path: Path) -> None:
    rows = ("A // Notified on=2022-02-01 // Fieldwork=2022", "B // Notified on=2022-02-01 // Fieldwork=Spring 2022")
    both = section(tmp_path / "both", *rows)
    more = section(tmp_path / "more", *rows, "C // Notified on=2022-02-01 // Fieldwork=May 2022")
    month = section(tmp_path / "month", *rows, "C // Notified on=2022-02-01 // Fieldwork=March 2022")
    assert both.notified.sentence == "Notifications of two further inspections have been received."
    assert (
        more.notified.sentence == "Notifications of three further inspections from May 2022 onwards have been received."
    )
    assert "from March 2022 onwards" in month.notified.sentence
    assert [line.when for line in both.notified.lines] == ["fieldwork in 2022", "fieldwork in Spring 2022"]


def test_the_same_expectation_in_another_case_is_no_exception(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Title=Youth // Conducted on=2022-01-10 // Publication expected=Summer 2022",
        "B // Title=Calls // Conducted on=2022-01-11 // Publication expected=summer 2022.",
    )
    assert found.expected_sentence == "Reports are expected in Summer 2022."


def test_a_programme_that_the_title_names_is_not_said_twice(tmp_path: Path) -> None:
    found = section(tmp_path, "A // Title=Custody inspection // Conducted on=2022-01-10")
    assert found.conducted.lines[0].words == "Custody inspection, conducted on 10 January 2022"


def test_notifications_keep_the_words_of_imprecise_dates(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Title=Youth // Notified on=2022-02-01 // Fieldwork=W/C 4 April 2022",
        "B // Title=Victims // Notified on=2022-02-01 // Fieldwork=May 2022, date TBC",
        "C // Title=Calls // Notified on=2022-02-01",
        "LATER // Notified on=2022-03-20 // Fieldwork=2022-06-01",
    )
    assert (
        found.notified.sentence
        == "Notifications of three further inspections from April 2022 onwards have been received."
    )
    assert [line.when for line in found.notified.lines] == [
        "fieldwork W/C 4 April 2022",
        "fieldwork in May 2022, date TBC",
        "notified on 1 February 2022, dates to be confirmed",
    ]


def test_fieldwork_that_has_begun_is_under_way_and_a_month_not_yet_over_has_not(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Notified on=2022-02-01 // Fieldwork=W/C 14 March 2022",
        "B // Notified on=2022-02-01 // Fieldwork=March 2022",
    )
    assert [line.ref for line in found.under_way.lines] == ["A"]
    assert [line.ref for line in found.notified.lines] == ["B"]


def test_when_reports_are_expected_is_said_once_with_the_exceptions(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Title=Youth // Conducted on=2022-01-10 // Publication expected=Autumn 2022",
        "B // Title=Victims // Conducted on=2022-01-11 // Publication expected=Autumn 2022",
        "C // Title=Calls // Conducted on=2022-01-12 // Publication expected=May 2022, date TBC",
        "D // Title=Dogs // Conducted on=2022-01-13",
    )
    assert found.expected_sentence == (
        "Reports are expected in Autumn 2022, except: Calls, in May 2022, date TBC. "
        "No date is known for the report on Dogs."
    )


def test_only_the_programmes_that_occur_are_defined(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Programme=Workshop // Conducted on=2022-01-10",
        "OLD // Programme=PEEL // Conducted on=2020-01-10 // Published on=2020-05-01",
    )
    assert [(one.programme, bool(one.meaning)) for one in found.definitions] == [("Workshop", True)]


def test_the_public_version_counts_what_it_may_not_list(tmp_path: Path) -> None:
    rows = ("A // Title=Open // Conducted on=2022-01-10", "B // Title=Secret // Conducted on=2022-01-11 // Publishable=No",
            "C // Title=Hidden // Conducted on=2022-01-12 // Marking=")  # fmt: skip
    found = section(tmp_path, *rows, version="public").conducted
    assert found.sentence == "Since the last report there have been three inspections."
    assert [line.title for line in found.lines] == ["Open"]
    assert found.left_out == "Two inspections are left out of this version."


def test_peel_says_whether_one_is_scheduled_and_never_mixes_scales(tmp_path: Path) -> None:
    rows = inspections(
        "OLD // Programme=PEEL // Title=PEEL 2020 // Conducted on=2020-03-01 // Published on=2020-09-01",
        "NEXT // Programme=PEEL // Title=PEEL 2022 // Notified on=2022-01-10 // Fieldwork=Summer 2022",
    )
    grades = """
        | Cycle   | Area graded | Grade      | Graded on  | Scale       |
        | 2018/19 | Crime       | Good       | 2019-09-01 | Four grades |
        | 2020/21 | Pilot       | Good       | 2020-08-01 | Four grades |
        | 2020/21 | Crime       | Adequate   | 2020-09-01 | Five grades |
        | 2020/21 | Fraud       | Not graded | 2020-09-01 | Five grades |
        | 2022/23 | Crime       | Good       | 2022-06-01 | Five grades |
    """
    peel = make_figures(
        tmp_path, "| Ref | Inspection ref |\n| WMP-0001 | OLD |", Inspections=rows, PEEL_grades=grades
    ).full.peel
    assert peel.last_sentence == "The last PEEL inspection, PEEL 2020, was published on 1 September 2020."
    assert peel.next_sentence == "The next PEEL inspection, PEEL 2022, is planned, with fieldwork in Summer 2022."
    assert [(grade.area, grade.grade) for grade in peel.grades] == [("Crime", "Adequate"), ("Fraud", "Not graded")]
    assert peel.grades_sentence.endswith("Not graded: Fraud.")


def test_a_peel_inspection_whose_fieldwork_has_begun_is_under_way_and_not_planned(tmp_path: Path) -> None:
    going = "NOW // Programme=PEEL // Title=PEEL 2022 // Notified on=2022-01-10 // Fieldwork=2022-03-07"
    coming = "NEXT // Programme=PEEL // Title=PEEL 2024 // Notified on=2022-03-01 // Fieldwork=Summer 2024"
    alone = make_figures(tmp_path, Inspections=inspections(going)).full.peel
    assert alone.next_sentence == (
        "A PEEL inspection, PEEL 2022, is under way; its fieldwork began on 7 March 2022. "
        "No further PEEL inspection is scheduled."
    )
    assert not alone.is_scheduled
    both = make_figures(tmp_path, Inspections=inspections(going, coming)).full.peel
    assert both.next_sentence == (
        "A PEEL inspection, PEEL 2022, is under way; its fieldwork began on 7 March 2022. "
        "The next PEEL inspection, PEEL 2024, is planned, with fieldwork in Summer 2024."
    )


def test_a_hidden_peel_inspection_is_not_said_to_be_none(tmp_path: Path) -> None:
    rows = inspections("NEXT // Programme=PEEL // Title=PEEL 2022 // Notified on=2022-01-10 // Publishable=No")
    figures = make_figures(tmp_path, "| Ref | Inspection ref |\n| WMP-0001 | NEXT |", Inspections=rows)
    assert figures.public.peel.next_sentence == "The next PEEL inspection is left out of this version."
    assert "PEEL 2022" in figures.full.peel.next_sentence


def test_only_letters_of_the_period_are_told_of(tmp_path: Path) -> None:
    letters = """
        | Date       | From    | Inspection ref | Refs     | Effect        | Publishable | Marking  |
        | 2021-11-30 | HMICFRS | 2021-CUSTODY   | WMP-0001 | an old letter | Yes         | OFFICIAL |
        | 2022-02-14 | HMICFRS | 2021-CUSTODY   | WMP-0001 | closes it     | Yes         | OFFICIAL |
        | 2022-03-16 | HMICFRS | 2021-CUSTODY   | WMP-0001 | too late      | Yes         | OFFICIAL |
    """
    peel = make_figures(tmp_path, Letters=letters).full.peel
    assert peel.letters_sentence == "One letter has been received since the last report."
    assert [line.sentence for line in peel.letters] == [
        "14 February 2022: letter from HMICFRS about Custody inspection: closes it (WMP-0001)."
    ]


def test_a_grade_whose_scale_is_blank_stands_with_its_cycle(tmp_path: Path) -> None:
    grades = """
        | Cycle   | Area graded | Grade      | Graded on  | Scale       |
        | 2018/19 | Crime       | Good       | 2019-09-01 |             |
        | 2020/21 | Crime       | Adequate   | 2020-09-01 | Five grades |
        | 2020/21 | Firearms    | Not graded | 2020-09-01 |             |
    """
    peel = make_figures(tmp_path, "| Ref | Recommendation |\n| WMP-0001 | A |", PEEL_grades=grades).full.peel
    assert [line.area for line in peel.grades] == ["Crime", "Firearms"]
    assert peel.grades_sentence == (
        "The grades given in the 2020/21 cycle are shown below, on a scale of five grades. Not graded: Firearms."
    )


def test_a_scale_that_names_its_grades_keeps_their_capitals(tmp_path: Path) -> None:
    grades = """
        | Cycle   | Area graded | Grade | Graded on  | Scale                     |
        | 2018/19 | Crime       | Good  | 2019-09-01 | Outstanding to Inadequate |
    """
    peel = make_figures(tmp_path, "| Ref | Recommendation |\n| WMP-0001 | A |", PEEL_grades=grades).full.peel
    assert "on a scale of Outstanding to Inadequate." in peel.grades_sentence


def test_who_inspects_is_named_where_it_is_not_hmicfrs_alone(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Title=One // Conducted on=2022-01-10 // Lead inspectorates=HMICFRS",
        "B // Title=Two // Conducted on=2022-01-11 // Lead inspectorates=Ofsted; HMICFRS; Care Quality Commission"
        " // Other forces=Northshire",
        "C // Title=Three // Conducted on=2022-01-12 // Lead inspectorates=HM Inspectorate of Prisons",
        "D // Title=Four // Conducted on=2022-01-13 // Lead inspectorates=",
    )
    assert [line.words.partition(", conducted")[0] for line in found.conducted.lines] == [
        "Custody: One",
        "Custody: Two, led by Ofsted, HMICFRS and Care Quality Commission, with Northshire",
        "Custody: Three, led by HM Inspectorate of Prisons",
        "Custody: Four",
    ]


def test_when_a_report_is_expected_is_said_of_what_is_under_way_and_to_come_too(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Title=Cells // Notified on=2022-03-01 // Fieldwork=2022-03-07 // Publication expected=summer 2022",
        "B // Title=Roads // Notified on=2022-03-01 // Fieldwork=W/C 4 April 2022 // Publication expected=2022-09-30",
        "C // Title=Rivers // Notified on=2022-03-01 // Fieldwork=May 2022 // Publication expected=TBC",
    )
    assert [line.words for line in found.under_way.lines] == [
        "Custody: Cells, fieldwork from 7 March 2022; the report is expected in summer 2022"
    ]
    assert [line.words for line in found.notified.lines] == [
        "Custody: Roads, fieldwork W/C 4 April 2022; the report is expected on 30 September 2022",
        "Custody: Rivers, fieldwork in May 2022",
    ]


def test_what_the_programmes_of_published_reports_mean_is_said_and_other_needs_no_meaning(tmp_path: Path) -> None:
    found = section(
        tmp_path,
        "A // Conducted on=2022-01-10 // Programme=Other",
        "B // Published on=2022-01-10 // Programme=Super-complaint // Our part=Not inspected",
        "C // Published on=2020-01-10 // Programme=Workshop // Our part=Not inspected",
    )
    assert [kind.programme for kind in found.definitions] == ["Super-complaint"]

"""Who must see a recommendation, by the force's escalation rules, in names that a template may use."""

from pathlib import Path
from typing import Any

from documents import make_word
from figures_of import make_figures

from hmic_tracker.figures.document_kinds import PORTFOLIO
from hmic_tracker.figures.documents import figures_about
from hmic_tracker.figures.shape import Figures
from hmic_tracker.outputs.markup import words_of
from hmic_tracker.outputs.package import open_word, parse_xml
from hmic_tracker.outputs.paper import write_document

ROWS = """
    | Ref      | HMICFRS due date | Portfolio        | Publishable | Priority |
    | WMP-0001 | 2022-03-01       | Criminal justice | Yes         | 1        |
    | WMP-0002 | 2022-01-03       | Criminal justice | Yes         | 1        |
    | WMP-0003 | 2022-01-02       | Criminal justice | No          | 1        |
    | WMP-0004 | 2022-12-01       | Criminal justice | Yes         | 9        |
    | WMP-0005 | 2022-12-01       | Criminal justice | Yes         | 1        |
    | WMP-0006 | 2022-03-01       | Local policing   | Yes         | 1        |
    """
RULES = """
    | Rule     | Days overdue | Priority | Who must see it | Reason                                    |
    | Long     | > 30         |          | Committee       | {Days overdue} days late; risk R-04 is open. |
    | Overdue  | > 0          |          | Board           | {RAG reason}                              |
    | Pressing |              | >= 5     | Owner           |                                           |
    """


def figures(tmp_path: Path, rules: str = RULES) -> Figures:
    return make_figures(tmp_path, ROWS, Escalation_rules=rules)


def seen(lines: Any) -> dict[str, tuple[str, str, str]]:
    return {one.ref: (one.must_see, one.must_see_name, one.must_see_reason) for one in lines}


def test_each_line_says_who_must_see_it_by_what_name_and_why(tmp_path: Path) -> None:
    assert seen(figures(tmp_path).full.needs.target_dates.lines) == {
        "WMP-0001": ("Board", "Criminal justice board", "14 days past 1 March 2022."),
        "WMP-0002": ("Committee", "Joint Audit Committee", "71 days late; risk R-04 is open."),
        "WMP-0003": ("Committee", "Joint Audit Committee", "72 days late; risk R-04 is open."),
        "WMP-0004": ("Owner", "Supt Mary Oduya", ""),
        "WMP-0005": ("", "", ""),
        "WMP-0006": ("Board", "", "14 days past 1 March 2022."),
    }


def test_the_public_version_names_the_role_and_no_risk(tmp_path: Path) -> None:
    said = seen(figures(tmp_path).public.needs.target_dates.lines)
    assert said["WMP-0002"] == ("Committee", "Joint Audit Committee", "71 days late.")
    assert said["WMP-0004"] == ("Owner", "Head of custody", "")


def test_what_the_committee_must_see_is_listed_by_date_and_counted_in_both_versions(tmp_path: Path) -> None:
    made = figures(tmp_path)
    full, public = made.full.needs.must_be_seen, made.public.needs.must_be_seen
    assert full.sentence == public.sentence == "By the escalation rules the committee must see two recommendations."
    assert [one.ref for one in full.lines] == ["WMP-0003", "WMP-0002"]
    assert [one.ref for one in public.lines] == ["WMP-0002"]
    assert "One recommendation is left out" in public.left_out
    assert made.counts["escalation.Committee"].refs == ("WMP-0002", "WMP-0003")


def test_without_such_rules_nothing_must_be_seen(tmp_path: Path) -> None:
    needs = make_figures(tmp_path, ROWS).full.needs
    assert not needs.must_be_seen.has_any
    assert needs.must_be_seen.sentence == "By the escalation rules there is nothing that the committee must see."
    assert {one.must_see for one in needs.target_dates.lines} == {""}


def test_a_pack_lists_what_its_own_board_must_see(tmp_path: Path) -> None:
    pack = figures_about(figures(tmp_path), PORTFOLIO, "Criminal justice").full.pack
    assert [one.ref for one in pack.must_be_seen.lines] == ["WMP-0001"]
    assert pack.must_be_seen.sentence == "By the escalation rules the board must see one recommendation."


def test_a_template_may_print_them(tmp_path: Path) -> None:
    template = make_word(
        tmp_path / "t.docx", "{{ report_title }}{{ meeting_date }}{{ standing.sentence }}{{ decision.sentence }}",
        "{{ needs.must_be_seen.sentence }}", "{%p for line in needs.must_be_seen.lines %}",
        "{{ line.ref }} for the {{ line.must_see_name }}: {{ line.must_see_reason }}", "{%p endfor %}",
    )  # fmt: skip
    to = write_document(figures(tmp_path), template=template, to=tmp_path / "out.docx")
    package = open_word(to)
    said = words_of(parse_xml(package.parts[package.document]))
    assert "WMP-0002 for the Joint Audit Committee: 71 days late; risk R-04 is open." in said

"""The Guide sheets: what each sheet is for, what the colours mean, what to leave alone, whom to ask."""

from typing import Any

from hmic_tracker.register import sheets
from hmic_tracker.register.declare import Group
from hmic_tracker.register.vocabularies import RAG
from hmic_tracker.workbook.build import Build

_GROUP_WORDS = {
    Group.EVERY_DAY: "Every day",
    Group.AS_THINGS_HAPPEN: "As things happen",
    Group.SET_UP: "Set-up",
}
_DO = (
    "Type, sort, filter, hide and move columns as you like: rows are found by their Ref, wherever they stand.",
    "Add a row at the bottom of a list. Leave Ref blank: it gets the next number, and no number is ever used twice.",
    "Write dates as 31/03/2022. Where the day is not known, write what is: May 2022, W/C 4 April 2022, TBC.",
    "Put ; between several names, risks or references in one cell.",
    "Report progress on the Updates sheet: a new row each time, with words that the committee may read.",
    "Record every change of a date on Date changes, with the reason and who approved it.",
)
_DO_NOT = (
    "Don't type in columns with a grey heading: they are calculated, and what you type there is replaced.",
    "Don't reword a recommendation: its text is the inspectorate's, word for word.",
    "Don't use a Ref twice, and don't give an old one to a new recommendation.",
    "Don't delete a recommendation that is done: set its Status to Closed, with sign-off and evidence.",
)
_ASK = (
    "About a recommendation: its owner, or the chief officer of its portfolio.",
    "About the register, the colours or the committee's paper: the HMICFRS liaison officer.",
    "About a message on the Checks sheet: it says what to do; if that does not help, the liaison officer.",
)


def add_guide(build: Build, *, tab: str, force: str) -> None:
    """The first sheet of the register."""
    sheet = build.add_sheet("Guide", tab=tab)
    page = _Page(build, sheet)
    page.title(f"Recommendation register{f' of {force}' if force else ''}")
    page.line(
        "What HMICFRS recommends to the force, what has become of it, and what the committee is told. "
        "Keep this workbook as you always have; hmic-tracker reads it, colours it and makes the paper from it."
    )
    page.heading("The sheets")
    for group, words in _GROUP_WORDS.items():
        page.pair(words, "", strong=True)
        if group is Group.EVERY_DAY:
            page.pair("Summary", "How many recommendations of each colour each portfolio has, live.", link=True)
        for declared in sheets.REGISTER_SHEETS:
            if declared.group is group:
                page.pair(declared.name, declared.purpose, link=True)
    page.heading("What the colours mean")
    for word in RAG.words:
        page.colour(word.word, word.meaning)
    page.heading("What to do")
    for line in _DO:
        page.line(line, bullet=True)
    page.heading("What not to do")
    for line in _DO_NOT:
        page.line(line, bullet=True)
    page.heading("Whom to ask")
    for line in _ASK:
        page.line(line, bullet=True)


def add_risk_guide(build: Build, *, tab: str) -> None:
    """The first sheet of the risk register."""
    page = _Page(build, build.add_sheet("Guide", tab=tab))
    page.title("Force risk register")
    page.line("The risks of the force, and the matrix that scores them. hmic-tracker reads it and never writes to it.")
    page.heading("The sheets")
    for name, purpose in (
        ("Risks", "One row for each risk: inherent is before anything is done about it, residual as things stand now."),
        ("Matrix", "Which band a likelihood and an impact give. It is looked up, not multiplied."),
        ("Scores", "The score of each cell of the matrix, for sorting and for the committee."),
        ("Bands", "What the bands are called, how they are coloured and what they mean."),
    ):
        page.pair(name, purpose, link=True)


class _Page:
    """A sheet of words, written downwards."""

    def __init__(self, build: Build, sheet: Any) -> None:
        self.build = build
        self.sheet = sheet
        self.row = 0
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 96)
        sheet.set_portrait()
        sheet.hide_row_col_headers()

    def title(self, words: str) -> None:
        self.sheet.set_row(self.row, 34)
        look = self.build.format(font_size=20, bold=True, font_color="#1D3557", valign="vcenter")
        self.sheet.write_string(self.row, 0, words, look)
        self.row += 1

    def heading(self, words: str) -> None:
        self.row += 1
        look = self.build.format(font_size=13, bold=True, font_color="#1D3557", bottom=2, bottom_color="#1D3557")
        self.sheet.set_row(self.row, 20)
        self.sheet.write_string(self.row, 0, words, look)
        self.sheet.write_blank(self.row, 1, None, look)
        self.row += 1

    def line(self, words: str, *, bullet: bool = False) -> None:
        look = self.build.format(text_wrap=True, font_size=11)
        self.sheet.merge_range(self.row, 0, self.row, 1, f"•  {words}" if bullet else words, look)
        self.sheet.set_row(self.row, 16 if len(words) < 118 else 31)
        self.row += 1

    def pair(self, word: str, words: str, *, strong: bool = False, link: bool = False) -> None:
        self.sheet.set_row(self.row, 17)
        if link:
            look = self.build.format(font_size=11, font_color="#1D4F91", underline=1)
            self.sheet.write_url(self.row, 0, f"internal:'{word}'!A1", look, word)
        else:
            self.sheet.write_string(self.row, 0, word, self.build.format(font_size=11, bold=strong, italic=strong))
        self.sheet.write_string(self.row, 1, words, self.build.format(font_size=11, text_wrap=True))
        self.row += 1

    def colour(self, word: str, words: str) -> None:
        self.sheet.set_row(self.row, 18)
        colour = self.build.colours[word]
        look = self.build.format(
            font_size=11, bold=True, bg_color=colour.fill, font_color=colour.ink, align="center", border=1,
            border_color="#C5CCD3", valign="vcenter",
        )  # fmt: skip
        self.sheet.write_string(self.row, 0, word, look)
        self.sheet.write_string(self.row, 1, words, self.build.format(font_size=11, text_wrap=True, indent=1))
        self.row += 1

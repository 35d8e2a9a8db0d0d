"""The Guide sheets: what each sheet is for, what the colours mean, what to leave alone, whom to ask."""

from typing import Any

from hmic_tracker.register import sheets
from hmic_tracker.register.declare import Group
from hmic_tracker.register.starter_lists import RAG_COLOURS, TABS
from hmic_tracker.register.vocabularies import RAG
from hmic_tracker.workbook.build import BAND, GREY_HEAD, LINE, QUIET, Build, row_height

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
    "Look at the Checks sheet now and then: it says what to put right, and where.",
)
_DO_NOT = (
    "Don't type in columns with a grey heading: they are calculated, and what you type there is replaced.",
    "Don't reword a recommendation: its text is the inspectorate's, word for word.",
    "Don't use a Ref twice, and don't give an old one to a new recommendation.",
    "Don't delete a recommendation that is done: set its Status to Closed, with sign-off and evidence.",
)
_MADE = (
    "The committee's paper in Word, full and public, with its covering email: hmic-tracker run, or report and draft.",
    "A pack for each governance board, the response to each report, a list for each owner: report --template.",
    "An unsent email to everybody of whom something is asked: draft. A person sends them, or types send --yes.",
    "Why a recommendation has its colour, and who must see it by the Escalation rules: explain.",
    "Rating, emails and paper come by themselves where they have been put on a schedule: schedule, run --due.",
    "Every run is remembered: the next paper says what has moved, and analysts can ask how it came about.",
)
_ASK = (
    "About a recommendation: its owner, or the chief officer of its portfolio.",
    "About the register, the colours or the committee's paper: the HMICFRS liaison officer.",
    "About a message on the Checks sheet: it says what to do; if that does not help, the liaison officer.",
)
_RISK_SHEETS = (
    ("Risks", "One row for each risk: inherent is before anything is done about it, residual as things stand now."),
    ("Matrix", "Which band a likelihood and an impact give. It is looked up, not multiplied."),
    ("Scores", "The score of each cell of the matrix, for sorting and for the committee."),
    ("Bands", "What the bands are called, how they are coloured and what they mean."),
)
_WIDTHS = (24, 94)


def add_guide(build: Build, *, tab: str, force: str) -> None:
    """The first sheet of the register."""
    page = _Page(build, build.add_sheet("Guide", tab=tab))
    page.title(f"Recommendation register{f' of {force}' if force else ''}")
    page.line(
        "What HMICFRS recommends to the force, what has become of it, and what the committee is told. "
        "Keep this workbook as you always have; hmic-tracker reads it, colours it and makes the paper from it."
    )
    page.heading("The sheets")
    for group, words in _GROUP_WORDS.items():
        page.group(words, TABS[group])
        if group is Group.EVERY_DAY:
            page.link("Summary", "How many recommendations of each colour each portfolio has, live.")
        for declared in sheets.REGISTER_SHEETS:
            if declared.group is group:
                page.link(declared.name, declared.purpose)
    page.heading("What the colours mean")
    for word in RAG.words:
        page.swatch(word.word, word.meaning, RAG_COLOURS[word.word].fill, RAG_COLOURS[word.word].ink)
    page.swatch("Dark heading", "Yours to fill in.", BAND, "#FFFFFF")
    page.swatch(
        "Grey heading", "Filled in by hmic-tracker: calculated, with the reason beside it.", GREY_HEAD, "#FFFFFF"
    )
    page.heading("What to do")
    page.lines(_DO)
    page.heading("What not to do")
    page.lines(_DO_NOT)
    page.heading("What is made from it")
    page.lines(_MADE)
    page.heading("Whom to ask")
    page.lines(_ASK)


def add_risk_guide(build: Build, *, tab: str) -> None:
    """The first sheet of the risk register."""
    page = _Page(build, build.add_sheet("Guide", tab=tab))
    page.title("Force risk register")
    page.line("The risks of the force, and the matrix that scores them. hmic-tracker reads it and never writes to it.")
    page.heading("The sheets")
    for name, purpose in _RISK_SHEETS:
        page.link(name, purpose)
    page.heading("How a risk gets its colour")
    page.lines(
        (
            "Its residual likelihood and impact are found on the Matrix; the cell there names a band.",
            "The band's colour stands on Bands. Words and colours may be changed: the register follows.",
            "A recommendation takes the colour of the worst open risk that it names.",
        )
    )


class _Page:
    """A sheet of words, written downwards."""

    def __init__(self, build: Build, sheet: Any) -> None:
        self.build = build
        self.sheet = sheet
        self.row = 0
        sheet.set_column(0, 0, _WIDTHS[0])
        sheet.set_column(1, 1, _WIDTHS[1])
        sheet.set_portrait()
        sheet.fit_to_pages(1, 1)
        sheet.hide_row_col_headers()

    def _next(self, height: float) -> int:
        self.sheet.set_row(self.row, height)
        self.row += 1
        return self.row - 1

    def title(self, words: str) -> None:
        look = self.build.format(font_size=22, bold=True, font_color=BAND, valign="vcenter")
        self.sheet.write_string(self._next(40), 0, words, look)

    def heading(self, words: str) -> None:
        self._next(12)
        row = self._next(24)
        look = self.build.format(
            font_size=14, bold=True, font_color=BAND, bottom=2, bottom_color=BAND, valign="vcenter"
        )
        self.sheet.write_string(row, 0, words, look)
        self.sheet.write_blank(row, 1, None, look)

    def line(self, words: str) -> None:
        look = self.build.format(text_wrap=True, font_size=11, font_color=QUIET)
        row = self._next(row_height(words, sum(_WIDTHS) - 12, line=15))
        self.sheet.merge_range(row, 0, row, 1, words, look)

    def lines(self, all_words: tuple[str, ...]) -> None:
        look = self.build.format(text_wrap=True, font_size=11, valign="vcenter", indent=1)
        for words in all_words:
            row = self._next(row_height(words, sum(_WIDTHS) - 12, line=15))
            self.sheet.merge_range(row, 0, row, 1, f"•  {words}", look)

    def group(self, words: str, colour: str) -> None:
        look = self.build.format(
            font_size=10, bold=True, font_color="#FFFFFF", bg_color=colour, valign="vcenter", indent=1
        )
        row = self._next(17)
        self.sheet.write_string(row, 0, words, look)
        self.sheet.write_blank(row, 1, None, look)

    def link(self, word: str, words: str) -> None:
        edge = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter", "font_size": 11}
        row = self._next(19)
        look = self.build.format(**edge, font_color="#1D4F91", underline=1, indent=1)
        self.sheet.write_url(row, 0, f"internal:'{word}'!A1", look, word)
        self.sheet.write_string(row, 1, words, self.build.format(**edge, text_wrap=True))

    def swatch(self, word: str, words: str, fill: str, ink: str) -> None:
        row = self._next(20)
        look = self.build.format(font_size=11, bold=True, bg_color=fill, font_color=ink, align="center", border=1,
                                 border_color="#C5CCD3", valign="vcenter")  # fmt: skip
        self.sheet.write_string(row, 0, word, look)
        plain = self.build.format(font_size=11, text_wrap=True, indent=1, valign="vcenter", bottom=1, bottom_color=LINE)
        self.sheet.write_string(row, 1, words, plain)

"""What stops the work: raised once, with what to do.

A problem in the data is not an error; see :mod:`hmic_tracker.problems`.
Each error knows the exit code that the command line ends with.
"""


class TrackerError(Exception):
    """The work cannot go on.

    `message` says what was found and where, `advice` what to do about it, in a sentence each that an
    officer can act on; `place` is the file, sheet or cell where one is known, else empty.
    """

    exit_code = 3

    def __init__(self, message: str, *, advice: str = "", place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.place = place

    def __str__(self) -> str:
        """The message and the advice as one text, the way a person is shown it."""
        return f"{self.message} {self.advice}".strip()


class CommandLineWrong(TrackerError):
    """The words of the command cannot be understood."""

    exit_code = 2


class WorkbookUnusable(TrackerError):
    """A file that should be a workbook is missing, damaged, encrypted or not a workbook."""


class NoRoom(WorkbookUnusable):
    """Rows or columns cannot be added to a sheet, because of what stands there; `why` is that in a clause."""

    def __init__(self, message: str, *, why: str, advice: str = "", place: str = "") -> None:
        super().__init__(message, advice=advice, place=place)
        self.why = why


class CellRefused(TrackerError):
    """One cell cannot be written, and why; the other cells still can."""


class WorkbookBusy(TrackerError):
    """Somebody has the workbook open, or it changed while we worked: try again later."""

    exit_code = 4


class SavedOver(WorkbookBusy):
    """The workbook was written, and somebody saved over it in the same moment: what they left is to be read again."""


class FileRefused(TrackerError):
    """The system would not read or write a file: no permission, a full disk, a vanished folder."""


class SettingsUnusable(TrackerError):
    """`hmic-tracker.toml` or the Settings sheet cannot be used as it stands."""


class SheetMissing(TrackerError):
    """A sheet or heading without which the work has no meaning is not in the workbook."""


class NotReconciled(TrackerError):
    """Two counts of the same figure differ, so the paper is not written."""


class TemplateUnusable(TrackerError):
    """A Word template asks for what the figures do not hold, or is damaged."""


class NotConverted(TrackerError):
    """The document is there and its PDF is not: no LibreOffice, or it failed."""

    exit_code = 5


class HistoryUnusable(TrackerError):
    """The record of past runs cannot be read."""


class HistoryDamaged(HistoryUnusable):
    """What stands where the record should be is no record any more: a run sets it aside and begins a new one."""


class HistoryBusy(HistoryUnusable):
    """Another program holds the record: try again later."""

    exit_code = 4


class NotFound(TrackerError):
    """A ref, template or snapshot that was asked for is not there."""


class NotSent(TrackerError):
    """An email did not go; where `is_partly` is True, not to everybody whom it is addressed to."""

    def __init__(self, message: str, *, advice: str = "", place: str = "", is_partly: bool = False) -> None:
        super().__init__(message, advice=advice, place=place)
        self.is_partly = is_partly

"""Workbooks as files: reading them within bounds, and changing cells in them without touching the rest."""

from hmic_tracker.workbook.cells import Cached, CellValue, Formula
from hmic_tracker.workbook.edit import edit_cells
from hmic_tracker.workbook.package import DefinedName, Package, SheetPart, TablePart, open_package
from hmic_tracker.workbook.refusals import RefusedCell
from hmic_tracker.workbook.sheet_edit import SheetEdit
from hmic_tracker.workbook.splice import SpliceReceipt, splice

__all__ = [
    "Cached",
    "CellValue",
    "DefinedName",
    "Formula",
    "Package",
    "RefusedCell",
    "SheetEdit",
    "SheetPart",
    "SpliceReceipt",
    "TablePart",
    "edit_cells",
    "open_package",
    "splice",
]

"""Workbooks as files: reading them within bounds, and changing cells in them without touching the rest."""

from hmic_tracker.workbook.package import DefinedName, Package, SheetPart, TablePart, open_package

__all__ = ["DefinedName", "Package", "SheetPart", "TablePart", "open_package"]

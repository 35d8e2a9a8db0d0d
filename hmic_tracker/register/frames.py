"""A list as a pandas frame."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from hmic_tracker.model.when import When
from hmic_tracker.register.declare import FilledBy
from hmic_tracker.register.sheets import SHEET
from hmic_tracker.register.table import Table

if TYPE_CHECKING:
    import pandas


def table_to_frame(table: Table[Any]) -> "pandas.DataFrame":
    """The rows with the sheet's headings as columns, indexed by worksheet row.

    Exact dates are `datetime.date`, imprecise ones their own words, lists are joined with `; `, blanks are None. The
    library's columns hold what stands in the workbook; staff's own columns come last.
    """
    import pandas

    declared = SHEET[table.name]
    records = []
    for row in table.rows:
        names = set() if row.noun is None else {one.name for one in fields(row.noun)}
        record: dict[str, Any] = {}
        for column in declared.columns:
            if column.filled_by is FilledBy.LIBRARY:
                record[column.heading] = row.written.get(column.heading)
            elif column.field in names:
                record[column.heading] = _plain(getattr(row.noun, column.field))
        # A column of their own named as one of ours is left out: the declared heading is what counts.
        own = {**getattr(row.noun, "extra", {}), **dict(getattr(row.noun, "conditions", ()))}
        record |= {heading: value for heading, value in own.items() if heading not in record}
        records.append(record)
    headings = [column.heading for column in declared.columns]
    extra = [heading for heading in table.extra if heading not in headings]
    index = pandas.Index([row.number for row in table.rows], name="Row")
    return pandas.DataFrame(records, index=index, columns=[*headings, *extra], dtype=object)


def _plain(value: Any) -> Any:
    if isinstance(value, When):
        return value.day or str(value)
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value) or None
    return None if value == "" else value

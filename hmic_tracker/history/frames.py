"""The analysts' views as pandas frames."""

from typing import TYPE_CHECKING

import pandas

from hmic_tracker.errors import NotFound
from hmic_tracker.history.views import DATE_COLUMNS, view_queries

if TYPE_CHECKING:
    from sqlalchemy import Connection


def frame_of(connection: "Connection | None", view: str) -> pandas.DataFrame:
    """The rows of a view, dates as pandas has them; no rows where there is no record yet. Raises NotFound."""
    asked = view_queries().get(view)
    if asked is None:
        names = ", ".join(view_queries())
        raise NotFound(f"There is no view {view}.", advice=f"The views are: {names}.")
    columns = [column.name for column in asked.selected_columns]
    rows = [tuple(row) for row in connection.execute(asked)] if connection else []
    frame = pandas.DataFrame(rows, columns=columns)
    for name in DATE_COLUMNS & set(columns):
        frame[name] = pandas.to_datetime(frame[name])
    return frame

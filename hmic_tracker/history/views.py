"""The views that analysts read."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection


def make_views(connection: "Connection") -> None:
    """Make the views anew."""

"""The tables of the record, and how an older record becomes a newer one.

A recommendation that does not change from run to run is stored once: `state` holds what was said of it, `span` from
which snapshot until which. What only follows the calendar (days, reasons) is left out, since it can be worked out
again.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 1

metadata = MetaData()

record = Table(
    "hmic_record",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

snapshot = Table(
    "hmic_snapshot",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("as_at", Date, nullable=False),
    Column("rules_version", String(12), nullable=False),
    Column("register_sha256", String(64), nullable=False),
    Column("risk_register_sha256", String(64), nullable=False),
    Column("library_version", String(40), nullable=False),
    Column("problem_counts", Text, nullable=False),
)

state = Table(
    "hmic_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("content", Text, nullable=False),
)

span = Table(
    "hmic_span",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("ref", String(255), nullable=False),
    Column("state_id", Integer, ForeignKey("hmic_state.id"), nullable=False),
    Column("first", Integer, nullable=False),
    Column("until", Integer, nullable=True),
    Index("hmic_span_by_snapshot", "first", "until"),
)

paper = Table(
    "hmic_paper",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("snapshot", Integer, ForeignKey("hmic_snapshot.number"), nullable=False),
    Column("committee", String(255), nullable=False),
    Column("meeting", Date, nullable=False),
    Column("document", String(255), nullable=False),
    Column("sha256", String(64), nullable=False),
)

"""The tables of the record.

A recommendation that does not change from run to run is stored once: `state` holds what was said of it, `span` from
which snapshot until which; `place` does the same for where it stood in the workbooks, `problem_span` for what was
wrong. Texts of any length are kept once each, by their digest. What only follows the calendar (days, reasons) is left
out, since it can be worked out again.

Words are Unicode in every database: SQL Server has a type of its own for them.
"""

from sqlalchemy import Column, Date, Float, ForeignKey, Index, Integer, MetaData, Table, Unicode, UnicodeText

SCHEMA_VERSION = 2

metadata = MetaData()

record = Table(
    "hmic_record",
    metadata,
    Column("name", Unicode(40), primary_key=True),
    Column("value", Unicode(200), nullable=False),
)

text = Table(
    "hmic_text",
    metadata,
    Column("digest", Unicode(32), primary_key=True),
    Column("content", UnicodeText, nullable=False),
)

snapshot = Table(
    "hmic_snapshot",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("as_at", Date, nullable=False),
    Column("rules_version", Unicode(12), nullable=False),
    Column("register_sha256", Unicode(64), nullable=False),
    Column("risk_register_sha256", Unicode(64), nullable=False),
    Column("library_version", Unicode(40), nullable=False),
    Column("problem_counts", UnicodeText, nullable=False),
    Column("next_meeting", Date),
    Column("rules_digest", Unicode(32)),
    Column("layout_digest", Unicode(32)),
    # Over what the snapshot says of itself and which rows stood where in it; none where version 1 made it.
    Column("checksum", Unicode(64)),
)

# What staff state and the rules say of one recommendation. `content` holds the rest as JSON; a yes is 1 and a no is 0.
state = Table(
    "hmic_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("digest", Unicode(64), nullable=False, unique=True),
    Column("content", UnicodeText, nullable=False),
    Column("inspection_ref", Unicode(255)),
    Column("parent_ref", Unicode(255)),
    Column("number", Unicode(255)),
    Column("kind", Unicode(255)),
    Column("text_digest", Unicode(32)),
    Column("for_this_force", Unicode(255)),
    Column("portfolio", Unicode(255)),
    Column("owner", Unicode(255)),
    Column("status", Unicode(255)),
    Column("is_open", Integer),
    Column("hmicfrs_due_date", Date),
    Column("force_target_date", Date),
    Column("effective_due_date", Date),
    Column("published_on", Date),
    Column("opened_on", Date),
    Column("closed_on", Date),
    Column("last_update", Date),
    Column("rag", Unicode(20)),
    Column("calculated_rag", Unicode(20)),
    Column("rag_rule", Unicode(255)),
    Column("risk_ref", Unicode(255)),
    Column("risk_rag", Unicode(20)),
    Column("risk_score", Float),
    Column("overridden", Integer),
    Column("excluded", UnicodeText),
)

span = Table(
    "hmic_span",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("ref", Unicode(255), nullable=False),
    Column("state_id", Integer, ForeignKey("hmic_state.id"), nullable=False),
    Column("first", Integer, nullable=False),
    Column("until", Integer, nullable=True),
    # Which row of this Ref, where one stands twice.
    Column("nth", Integer, nullable=False, server_default="1"),
    Index("hmic_span_by_snapshot", "first", "until"),
    Index("hmic_span_current", "until"),
    Index("hmic_span_by_state", "state_id"),
)

place = Table(
    "hmic_place",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("ref", Unicode(255), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("until", Integer, nullable=True),
    Column("content", UnicodeText, nullable=False),
    Index("hmic_place_current", "until"),
)

problem_span = Table(
    "hmic_problem_span",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("first", Integer, nullable=False),
    Column("until", Integer, nullable=True),
    Column("digest", Unicode(32), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("code", Unicode(80), nullable=False),
    Column("severity", Unicode(20), nullable=False),
    Column("sheet", Unicode(255), nullable=False),
    Column("cell", Unicode(40), nullable=False),
    Column("ref", Unicode(255), nullable=False),
    Column("found", UnicodeText, nullable=False),
    Column("advice", UnicodeText, nullable=False),
    Index("hmic_problem_current", "until"),
)

paper = Table(
    "hmic_paper",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("snapshot", Integer, ForeignKey("hmic_snapshot.number"), nullable=False),
    Column("committee", Unicode(255), nullable=False),
    Column("meeting", Date, nullable=False),
    Column("document", Unicode(255), nullable=False),
    Column("sha256", Unicode(64), nullable=False),
    # The snapshot that its movement was measured from; none where there was nothing to compare with.
    Column("since", Integer),
)

# How each recommendation moved, as the last paper for a meeting said it; what did not move is left out.
moved = Table(
    "hmic_moved",
    metadata,
    Column("paper_id", Integer, ForeignKey("hmic_paper.id"), primary_key=True, autoincrement=False),
    Column("ref", Unicode(255), primary_key=True),
    Column("movement", Unicode(20), nullable=False),
    Column("cause", Unicode(40), nullable=False),
    Column("was", Unicode(20), nullable=False),
    Column("now", Unicode(20), nullable=False),
    Column("extended", Integer, nullable=False),
    Column("owner_was", Unicode(255), nullable=False),
    Column("owner_now", Unicode(255), nullable=False),
    Column("ref_was", Unicode(255), nullable=False),
)

# Whose name was taken out of the record, as a digest, so that it does not come back with the next run.
forgotten = Table(
    "hmic_forgotten",
    metadata,
    Column("digest", Unicode(64), primary_key=True),
    Column("role", Unicode(255), nullable=False),
)

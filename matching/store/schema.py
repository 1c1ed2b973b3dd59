"""The tables, stated once for every database."""

from sqlalchemy import (
    JSON,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from matching.store import columns
from matching.store.columns import Moment
from matching.store.sealing.sealed_column import sealed_column as _sealed
from matching.store.tables import accesses as access_tables
from matching.store.tables import acquaintances as acquaintance_tables
from matching.store.tables import floor as floor_tables
from matching.store.tables import print_jobs as print_job_tables
from matching.store.tables import rights as rights_tables
from matching.store.tables import scores as score_tables

metadata = columns.metadata
_code, _of_fair = columns.code_column, columns.of_fair
counted, copies = rights_tables.counted, rights_tables.copies
releases, forgotten_fields = rights_tables.releases, rights_tables.forgotten_fields
rights_acts = rights_tables.rights_acts
accesses, sessions = access_tables.accesses, access_tables.sessions
wrong_codes = access_tables.wrong_codes
notes = floor_tables.notes
print_jobs = print_job_tables.print_jobs
acquaintances = acquaintance_tables.acquaintances
opportunities, judgements = score_tables.opportunities, score_tables.judgements
choices, subjects, decisions = (
    rights_tables.choices, rights_tables.subjects, rights_tables.decisions,
)  # fmt: skip

fairs = Table(
    "fairs",
    metadata,
    _code("id", primary_key=True),
    Column("document", JSON, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("received_at", Moment, nullable=False),
)

jobseekers = Table(
    "jobseekers",
    metadata,
    _code("fair", primary_key=True),
    _code("id", primary_key=True),
    Column("call_number", Integer, nullable=False),
    Column("walk_in", Integer, nullable=False),
    # No longer in the list received last: kept with number and badge in case they come back.
    Column("withdrawn", Integer, nullable=False),
    _sealed("jobseekers", clear=("first_name", "last_name")),
    _of_fair(),
    UniqueConstraint("fair", "call_number"),
)

# What somebody has said since the list was received: it stays when the list comes again.
answers = Table(
    "answers",
    metadata,
    _code("fair", primary_key=True),
    _code("person", primary_key=True),
    _sealed("answers"),
    Column("answered_at", Moment, nullable=False),
    _of_fair(),
)

# What staff have said of two files that look alike, in turn: the last word on two files counts.
twins = Table(
    "twins",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _code("fair"),
    _code("person"),
    _code("other"),
    _code("said"),
    # The plan that was announced when they were joined: it tells whose each meeting was.
    Column("plan", Integer, nullable=False),
    Column("said_at", Moment, nullable=False),
    _code("station"),
    _of_fair(),
    Index("ix_twins_fair", "fair"),
)

# How often the list of people has changed: what was made of it holds until then.
listings = Table(
    "listings",
    metadata,
    _code("fair", primary_key=True),
    Column("changes", Integer, nullable=False),
    _of_fair(),
)

statistics = Table(
    "statistics",
    metadata,
    _code("fair", primary_key=True),
    _code("person", primary_key=True),
    _sealed("statistics"),
    _of_fair(),
)

exhibitors = Table(
    "exhibitors",
    metadata,
    _code("fair", primary_key=True),
    _code("id", primary_key=True),
    Column("document", JSON, nullable=False),
    _of_fair(),
)

offers = Table(
    "offers",
    metadata,
    _code("fair", primary_key=True),
    _code("id", primary_key=True),
    Column("document", JSON, nullable=False),
    _of_fair(),
)

# What staff have entered, changed or taken out by hand, in turn: it holds over the files.
edits = Table(
    "edits",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _code("fair"),
    _code("kind"),
    _code("entry"),
    _code("act"),
    _sealed("edits"),
    Column("edited_at", Moment, nullable=False),
    _code("station"),
    _of_fair(),
    Index("ix_edits_fair", "fair"),
)

received_tables = Table(
    "received_tables",
    metadata,
    _code("fair", primary_key=True),
    _code("kind", primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("file", Text, nullable=False),
    _sealed("received_tables"),
    _of_fair(),
)

flaws = Table(
    "flaws",
    metadata,
    _code("fair", primary_key=True),
    Column("number", Integer, primary_key=True),
    _sealed("flaws"),
    _of_fair(),
)

badges = Table(
    "badges",
    metadata,
    _code("code", primary_key=True),
    _code("fair"),
    _code("person"),
    Column("issued_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    _of_fair(),
    Index(
        "uq_badges_one_live",
        "fair",
        "person",
        unique=True,
        sqlite_where=text("revoked_at IS NULL"),
        postgresql_where=text("revoked_at IS NULL"),
    ),
)

happenings = Table(
    "happenings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    _code("fair"),
    _code("nonce"),
    _code("kind"),
    Column("at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    _code("person"),
    _code("stand"),
    _code("meeting"),
    _code("station"),
    _code("about"),
    # Which coming-in of the person this is: the unique index below lets only one be first.
    Column("visit", Integer),
    _sealed("happenings", "data"),
    _of_fair(),
    UniqueConstraint("fair", "nonce"),
    Index(
        "uq_happenings_one_arrival",
        "fair",
        "person",
        "visit",
        unique=True,
        sqlite_where=text("kind = 'arrived'"),
        postgresql_where=text("kind = 'arrived'"),
    ),
    Index(
        "uq_happenings_one_undo",
        "fair",
        "about",
        unique=True,
        sqlite_where=text("kind = 'undo'"),
        postgresql_where=text("kind = 'undo'"),
    ),
    Index("ix_happenings_person", "fair", "person"),
    Index("ix_happenings_kind", "fair", "kind"),
    Index(
        "ix_happenings_stand_moved",
        "fair",
        sqlite_where=text("kind = 'stand-moved'"),
        postgresql_where=text("kind = 'stand-moved'"),
    ),
    sqlite_autoincrement=True,
)

# What was said of somebody after a programme, checkpoint by checkpoint; -1 is no known month.
follow_ups = Table(
    "follow_ups",
    metadata,
    _code("fair", primary_key=True),
    _code("record", primary_key=True),
    Column("months", Integer, primary_key=True, autoincrement=False),
    _sealed("follow_ups"),
    _of_fair(),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    _code("fair", primary_key=True),
    Column("number", Integer, primary_key=True),
    _code("state"),
    Column("drawn_at", Moment, nullable=False),
    Column("announced_at", Moment),
    _code("score_version"),
    Column("seed", Integer, nullable=False),
    _code("status"),
    Column("goals", JSON, nullable=False),
    Column("bounds", JSON, nullable=False),
    Column("unmet", JSON, nullable=False),
    _of_fair(),
)

meetings = Table(
    "meetings",
    metadata,
    _code("fair", primary_key=True),
    Column("number", Integer, primary_key=True),
    _code("id", primary_key=True),
    _code("person"),
    _code("stand"),
    _code("offer"),
    Column("slot", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("score", Float, nullable=False),
    ForeignKeyConstraint(["fair", "number"], ["plan_versions.fair", "plan_versions.number"]),
    Index("ix_meetings_person", "fair", "number", "person"),
)

# A meeting's score and reasons, from the plan that keeps them until a later plan keeps others.
meeting_scores = Table(
    "meeting_scores",
    metadata,
    _code("fair", primary_key=True),
    Column("number", Integer, primary_key=True),
    _code("meeting", primary_key=True),
    _sealed("meeting_scores"),
    ForeignKeyConstraint(["fair", "number"], ["plan_versions.fair", "plan_versions.number"]),
    Index("ix_meeting_scores_meeting", "fair", "meeting", "number"),
)

score_versions = Table(
    "score_versions",
    metadata,
    _code("version", primary_key=True),
    Column("document", JSON, nullable=False),
    Column("first_used_at", Moment, nullable=False),
)

# Phrases as the optional encoder reads them: minutes of work, kept by what they were made from.
senses = Table(
    "senses",
    metadata,
    _code("digest", primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
)

# Official lists of trades and skills, of no fair in particular.
vocabularies = Table(
    "vocabularies",
    metadata,
    _code("source", primary_key=True),
    _code("version"),
    _code("digest"),
    Column("attribution", Text, nullable=False),
    Column("labels", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("imported_at", Moment, nullable=False),
)

# The organiser's own weights; the newest of a fair is in force, the others stay.
weights = Table(
    "weights",
    metadata,
    _code("fair", primary_key=True),
    Column("number", Integer, primary_key=True),
    _code("version"),
    Column("document", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    _of_fair(),
)

wishes = Table(
    "wishes",
    metadata,
    _code("fair", primary_key=True),
    _code("person", primary_key=True),
    _code("stand", primary_key=True),
    _code("wished_by", primary_key=True),
    Column("wished_at", Moment, nullable=False),
    _of_fair(),
)

# What belongs to the whole store: the key that signs cookies, and whether this is a demo.
settings = Table(
    "settings",
    metadata,
    _code("name", primary_key=True),
    Column("value", Text, nullable=False),
)

"""The tables of what people are scored as, kept beside the plans drawn from it."""

from sqlalchemy import Column, Float, Table

from matching.store.columns import code_column, metadata, of_fair
from matching.store.sealing.sealed_column import sealed_column

# How open a fair is to each person, kept beside the plan that is drawn from these scores.
opportunities = Table(
    "opportunities",
    metadata,
    code_column("fair", primary_key=True),
    code_column("person", primary_key=True),
    # The digest of all that it was made from: where that is another now, it is worked out anew.
    code_column("made_from"),
    Column("open_share", Float, nullable=False),
    Column("best_score", Float),
    of_fair(),
)

# How each person was judged with every offer: read by whoever explains a plan and scores nobody.
judgements = Table(
    "judgements",
    metadata,
    code_column("fair", primary_key=True),
    code_column("person", primary_key=True),
    code_column("made_from"),
    sealed_column("judgements"),
    of_fair(),
)

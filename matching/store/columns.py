"""What the tables of the store have in common."""

from collections.abc import Mapping

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, String

NAMING: Mapping[str, str] = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=dict(NAMING))


def of_fair() -> ForeignKeyConstraint:
    """The fair that a row is of."""
    return ForeignKeyConstraint(["fair"], ["fairs.id"])


def code_column(name: str, *, primary_key: bool = False) -> Column[str]:
    """A column of a short name that must be there."""
    return Column(name, String(200), primary_key=primary_key, nullable=False)

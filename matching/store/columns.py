"""What the tables of the store have in common, and how moments are kept in every database."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Dialect, ForeignKeyConstraint, MetaData, String, TypeDecorator

NAMING: Mapping[str, str] = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=dict(NAMING))


class Moment(TypeDecorator[datetime]):
    """An aware moment kept as ISO 8601 text in UTC, so that every database sorts it alike."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To text in UTC with microseconds."""
        del dialect
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Back to an aware moment in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


def of_fair() -> ForeignKeyConstraint:
    """The fair that a row is of."""
    return ForeignKeyConstraint(["fair"], ["fairs.id"])


def code_column(name: str, *, primary_key: bool = False) -> Column[str]:
    """A column of a short name that must be there."""
    return Column(name, String(200), primary_key=primary_key, nullable=False)

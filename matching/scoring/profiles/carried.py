"""Columns that scores read as they are, taken from a record by the fields they share."""

from dataclasses import fields
from typing import Any

from matching.domain.jobseeker import Jobseeker, Limits
from matching.domain.offer import Offer, Terms


def carried(record: Jobseeker | Offer) -> dict[str, Any]:
    """The limits of a person, or the terms of an offer, by the name of their column."""
    kind = Limits if isinstance(record, Jobseeker) else Terms
    return {field.name: getattr(record, field.name) for field in fields(kind)}

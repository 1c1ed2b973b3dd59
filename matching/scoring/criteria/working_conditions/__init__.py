"""On what terms: contract, hours, dates, distance, strains, and what the person refuses."""

__all__ = ["conditions", "contract", "dates", "distance", "hours", "refusal", "remote"]

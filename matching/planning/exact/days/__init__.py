"""Whole days of people as columns: small fairs that tables alone tie together, all proven."""

__all__ = ["prove_by_days", "whole_days"]

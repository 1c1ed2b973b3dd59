"""Figures and groups compared."""

__all__ = [
    "comparisons",
    "due",
    "faces",
    "figures",
    "followed",
    "funders",
    "leaving",
    "recalls",
    "rights",
]

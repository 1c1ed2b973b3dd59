"""Figures and groups compared."""

__all__ = [
    "comparisons",
    "correction",
    "due",
    "faces",
    "figures",
    "followed",
    "funders",
    "leaving",
    "news",
    "recalls",
    "rights",
]

"""Figures, copies, health and the guide."""

__all__ = [
    "audit_fair",
    "audit_words",
    "backup",
    "doctor",
    "guide",
    "report",
    "report_csv",
    "report_workbook",
    "whole_report",
]

"""Figures, copies, health and the guide."""

__all__ = [
    "audit_fair",
    "audit_words",
    "backup",
    "charts",
    "definitions",
    "doctor",
    "funders",
    "guide",
    "published",
    "recalls",
    "report",
    "report_csv",
    "report_files",
    "report_pdf",
    "report_workbook",
    "satisfaction",
]

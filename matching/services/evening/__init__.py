"""The report, backups, the check of the installation, and the guide for users."""

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

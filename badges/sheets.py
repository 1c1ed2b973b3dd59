"""Every sheet of the day, as PDF bytes."""

from badges.badge import badge_sheet, calibration_sheet
from badges.door import door_sheet, prescriber_sheets
from badges.evening.report import report_pages
from badges.schedule import schedule_sheets
from badges.stand import stand_sheets

__all__ = [
    "badge_sheet",
    "calibration_sheet",
    "door_sheet",
    "prescriber_sheets",
    "report_pages",
    "schedule_sheets",
    "stand_sheets",
]

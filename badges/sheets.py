"""Every sheet of the day, as PDF bytes."""

from badges.badge import badge_sheet
from badges.door import door_sheet
from badges.schedule import schedule_sheets
from badges.stand import stand_sheets

__all__ = ["badge_sheet", "door_sheet", "schedule_sheets", "stand_sheets"]

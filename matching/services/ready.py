"""Have everything loaded before the first visitor waits for it."""

from matching.services import draw_plan, print_sheets, receive_files, report
from matching.services.score_fair import scorer

LOADED = (draw_plan, print_sheets, receive_files, report)


def get_ready() -> str:
    """Prepare what every page needs; the version of the scores, now in memory."""
    return scorer().version

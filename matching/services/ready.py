"""Have everything loaded before the first visitor waits for it."""

from matching.services import draw_plan, print_sheets, receive_files, report
from matching.services.prepare_scorer import scorer_of
from matching.services.shop import Shop

LOADED = (draw_plan, print_sheets, receive_files, report)


def get_ready(shop: Shop) -> str:
    """Prepare what every page needs; the version of the scores, now in memory."""
    scorer = scorer_of(shop)
    scorer.reader.get_ready()
    return scorer.version

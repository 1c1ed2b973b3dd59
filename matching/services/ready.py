"""Have everything loaded before the first visitor waits for it."""

from matching.services.evening import report
from matching.services.files import receive_files
from matching.services.plan import draw_plan, print_sheets
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.shop.shop import Shop

LOADED = (draw_plan, print_sheets, receive_files, report)


def get_ready(shop: Shop) -> str:
    """Prepare what every page needs; the version of the scores, now in memory."""
    scorer = scorer_of(shop)
    scorer.reader.get_ready()
    return scorer.version

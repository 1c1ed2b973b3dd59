"""What somebody chose at a screen: its fair and its language, there again after a reload."""

from matching.services.shop.shop import Shop
from matching.store import accesses


def choose_at_screen(shop: Shop, session: str, **chosen: str) -> None:
    """Keep the `fair` or the `language` of a screen for every page that it loads from now on.

    Raises
    ------
    FairError
        `store_locked`, `store_full` or `store_unreachable`: it holds for the page open now alone.
    """
    with shop.store.writing() as writer:
        accesses.note_chosen(writer, session, **chosen)

"""Badges to cut out: ten on an A4 page, 85 by 54 millimetres each."""

from collections.abc import Sequence

from badges.cards import BadgeCard
from badges.code import ALPHABET, pretty_code
from badges.press import press
from badges.qr import qr_svg
from badges.wording import date_parts, day, words

_TILES = 19  # paving stones along the foot of a badge


def badge_sheet(cards: Sequence[BadgeCard], *, language: str) -> bytes:
    """The PDF of the badges, in the order given; one page says so when there is none."""
    data: dict[str, object] = {
        "language": language,
        "words": words(language, "badges", "nothing", "nothing_badges", "number", "qr_alt"),
        "date": date_parts(cards[0].date) if cards else None,
        "cards": [_card(card, language) for card in cards],
    }
    return press("badges", data)


def _card(card: BadgeCard, language: str) -> dict[str, object]:
    initial = f"\N{NO-BREAK SPACE}{card.last_initial}." if card.last_initial else ""
    return {
        "name": card.first_name + initial,
        "number": str(card.call_number),
        "fair": card.fair_title,
        "day": day(card.date, language),
        "place": card.place,
        "code": pretty_code(card.code),
        "qr": qr_svg(card.code).encode(),
        "tiles": _tiles(card.code),
        "large": card.large_print,
    }


def _tiles(code: str) -> list[int]:
    """Quarter turns of the paving stones: every badge gets a pattern of its own."""
    values = [ALPHABET.index(symbol) for symbol in code]
    return [
        (values[tile % len(values)] >> tile // len(values)) % 4  # other bits the second time round
        for tile in range(_TILES)
    ]

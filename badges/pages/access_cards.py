"""Cards that let the team in: whose, a QR that opens and enters, an address and a code to type."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from badges.measure import MM, fitted, unbroken
from badges.press import first_shown, plain, press_in_parts
from badges.qr import qr_svg
from badges.wording import words

_WIDE = 86 * MM
_A_PAGE = 4
_FAIR = [12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0]
_NAME = [float(size) for size in range(28, 9, -1)]
_WHAT = [14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0]
_ADDRESS = [16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0]


@dataclass(frozen=True, slots=True)
class AccessCard:
    """What one card says.

    `opens` is the role and the stand in words, `address` where phones find the app
    (`https://192.168.1.20:8501`), `code` what is typed there.
    """

    name: str
    opens: str
    address: str
    code: str = field(repr=False)
    fair_title: str = ""

    @property
    def link(self) -> str:
        """What the QR holds; browsers send to nobody what stands behind the sharp sign."""
        return f"{self.address}/enter#{self.code}"


def access_card_sheets(cards: Sequence[AccessCard], *, language: str = "fr") -> bytes:
    """Four cards an A4 page, with lines to cut along."""
    said = (f"access_{name}" for name in ("scan", "open", "type", "keep", "qr_alt"))
    data: dict[str, object] = {
        "language": language,
        "words": words(language, "access", "nothing", "nothing_access", *said),
    }
    starts = range(0, len(cards), _A_PAGE)
    pages = ({"cards": [_card(card) for card in cards[at : at + _A_PAGE]]} for at in starts)
    return press_in_parts("access_cards", data, pages)


def _card(card: AccessCard) -> dict[str, object]:
    return {
        "fair": asdict(fitted(plain(card.fair_title), _FAIR, _WIDE, 9 * MM)),
        "name": asdict(fitted(first_shown(card.name), _NAME, _WIDE, 21 * MM, bold=True)),
        "opens": asdict(fitted(plain(card.opens), _WHAT, _WIDE, 11 * MM)),
        "address": asdict(unbroken(plain(card.address), _ADDRESS, _WIDE, 11 * MM, bold=True)),
        "code": card.code,
        "qr": qr_svg(card.link).encode(),
    }

"""Posters of the stands: sign and name, read from the other end of the hall."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from badges.measure import MM, fitted, unbroken
from badges.press import first_shown, plain, press_in_parts
from badges.qr import qr_svg
from badges.wording import words
from matching.phrases import say

_WIDE = 180 * MM
_SIGN = [float(size) for size in range(300, 20, -5)]
_NAME = [float(size) for size in range(90, 13, -2)]
_ZONE = [float(size) for size in range(32, 9, -2)]
_OWN_DAY = [float(size) for size in range(20, 7, -1)]
_BESIDE_QR = 138 * MM
_FAIR = [float(size) for size in range(20, 7, -1)]


@dataclass(frozen=True, slots=True)
class Poster:
    """What hangs over one stand; `kind` is one of `badges.cards.STAND_KINDS`.

    `link` is where whoever stands in front of it reads their own day, if phones find the app.
    """

    stand: str
    exhibitor: str
    zone: str
    kind: str
    fair_title: str
    language: str = "fr"
    link: str = ""


def poster_sheets(posters: Sequence[Poster], *, language: str = "fr") -> bytes:
    """An A4 page a stand; its sign and name are as large as the page allows."""
    data: dict[str, object] = {
        "language": language,
        "words": words(language, "posters", "nothing", "nothing_stands", "mine_qr_alt"),
    }
    return press_in_parts("posters", data, (_poster(poster) for poster in posters))


def _poster(poster: Poster) -> dict[str, object]:
    own_day = plain(say("sheet.mine_poster", poster.language))
    name = first_shown(poster.exhibitor, poster.stand)
    zone = say("sheet.zone", poster.language, zone=poster.zone) if poster.zone else ""
    return {
        "language": poster.language,
        "kind": poster.kind,
        "sign": asdict(fitted(plain(poster.stand), _SIGN, _WIDE, 92 * MM, bold=True)),
        "name": asdict(fitted(name, _NAME, _WIDE, 52 * MM, bold=True)),
        "zone": asdict(fitted(plain(zone), _ZONE, _WIDE, 20 * MM)),
        "own_day": asdict(fitted(own_day, _OWN_DAY, _BESIDE_QR, 18 * MM, bold=True)),
        "link": asdict(unbroken(plain(poster.link), _OWN_DAY, _BESIDE_QR, 14 * MM)),
        "qr": qr_svg(poster.link).encode() if poster.link else b"",
        "fair": asdict(fitted(plain(poster.fair_title), _FAIR, _WIDE, 14 * MM)),
    }

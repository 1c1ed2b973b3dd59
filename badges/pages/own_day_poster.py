"""The poster that sends people to their own day on their own phone, in every language of ours."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from badges.measure import MM, fitted, unbroken
from badges.press import plain, press
from badges.qr import qr_svg
from badges.wording import words
from matching.phrases import SPOKEN, say

_WIDE = 180 * MM
_FIRST = [float(size) for size in range(44, 19, -2)]
_OTHER = [float(size) for size in range(24, 11, -1)]
_FAIR = [float(size) for size in range(20, 7, -1)]
_LINK = [float(size) for size in range(26, 7, -1)]


@dataclass(frozen=True, slots=True)
class OwnDayPoster:
    """`link` is the whole address of the page, which the QR holds and the poster shows."""

    link: str
    fair_title: str
    language: str = "fr"


def own_day_poster(poster: OwnDayPoster) -> bytes:
    """One A4 page: what it is for in seven languages, a QR, the address, and what to type there."""
    first, *others = [poster.language, *(name for name in SPOKEN if name != poster.language)]
    data: dict[str, object] = {
        "language": first,
        "words": words(first, "mine", "mine_qr_alt"),
        "first": _said(first, _FIRST, 32 * MM),
        "others": [_said(language, _OTHER, 9 * MM) for language in others],
        "code": say("mine.code", first),
        "link": asdict(unbroken(plain(poster.link), _LINK, _WIDE, 12 * MM, bold=True)),
        "fair": asdict(fitted(plain(poster.fair_title), _FAIR, _WIDE, 14 * MM)),
        "qr": qr_svg(poster.link).encode(),
    }
    return press("own_day", data)


def _said(language: str, sizes: Sequence[float], high: float) -> dict[str, object]:
    title = fitted(plain(say("sheet.mine_poster", language)), sizes, _WIDE, high, bold=True)
    return {"language": language, **asdict(title)}

"""How content people went away: three faces, one tap, nobody named."""

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.errors import FairError
from matching.outcomes.satisfaction import FACES, VOICES
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings


def say_content(
    shop: Shop, fair: str, face: str, *, by: str, nonce: str, station: str = ""
) -> None:
    """Write down one face; the same nonce again changes nothing.

    Raises
    ------
    FairError
        `face_unknown`, `voice_unknown`.
    """
    if face not in FACES:
        raise FairError("face_unknown", value=face, choices=", ".join(FACES))
    if by not in VOICES:
        raise FairError("voice_unknown", value=by, choices=", ".join(VOICES))
    _append(shop, fair, HappeningKind.SATISFACTION, nonce, station, data={"face": face, "by": by})


def take_face_back(shop: Shop, fair: str, said: str, *, nonce: str, station: str = "") -> None:
    """Take back the face that was said with a nonce: a finger had slipped."""
    _append(shop, fair, HappeningKind.UNDONE, nonce, station, about=said)


def _append(
    shop: Shop,
    fair: str,
    kind: HappeningKind,
    nonce: str,
    station: str,
    *,
    about: str = "",
    data: dict[str, str] | None = None,
) -> None:
    with shop.store.writing() as writer:
        frame = fairs.read_fair(writer, fair)
        known = {fact.nonce for fact in happenings.read_happenings(writer, fair, person="")}
        if nonce in known:
            return
        at = shop.day_moment(frame)
        fact = Happening(kind, at, nonce, station=station, about=about, data=data or {})
        happenings.append(writer, fair, fact, recorded_at=shop.clock())

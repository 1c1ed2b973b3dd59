"""Count people who come along with somebody, and take the last one back."""

from types import MappingProxyType

from matching.domain.day.companions import COMPANION, INTERPRETER
from matching.domain.day.happening import Happening, HappeningKind, in_force
from matching.domain.errors import FairError
from matching.services.interview.questions import INTERPRETED
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings


def note_companion(
    shop: Shop, fair: str, kind: str, *, nonce: str, language: str = "", station: str = ""
) -> None:
    """Count one more person who came along; the same nonce again counts nobody twice.

    Raises
    ------
    FairError
        `companion_unknown` for a kind or a language that is not counted.
    """
    if kind not in {COMPANION, INTERPRETER} or (kind == INTERPRETER) != (language in INTERPRETED):
        raise FairError("companion_unknown", value=f"{kind} {language}".strip())
    with shop.store.writing() as writer:
        frame = fairs.read_fair(writer, fair)
        data = MappingProxyType({"came_as": kind} | ({"language": language} if language else {}))
        act = Happening(
            HappeningKind.CAME_ALONG, shop.day_moment(frame), nonce, station=station, data=data
        )
        kept = happenings.append(writer, fair, act, recorded_at=shop.clock())
        if not kept.is_new and (kept.happening.kind, dict(kept.happening.data)) != (
            act.kind,
            dict(data),
        ):
            raise FairError("nonce_used", nonce=nonce)


def take_back_companion(shop: Shop, fair: str, *, nonce: str, station: str) -> None:
    """Take back the last one counted at a station.

    Raises
    ------
    FairError
        `nothing_to_undo` when nobody was.
    """
    with shop.store.writing() as writer:
        frame = fairs.read_fair(writer, fair)
        if happenings.find(writer, fair, nonce) is not None:
            return
        facts = in_force(happenings.read_happenings(writer, fair, person=""))
        counted = (fact for fact in facts if fact.kind is HappeningKind.CAME_ALONG)
        mine = [fact for fact in counted if fact.station == station]
        if not mine:
            raise FairError("nothing_to_undo", fair=fair)
        undo = mine[-1].taken_back(shop.day_moment(frame), nonce, station=station)
        happenings.append(writer, fair, undo, recorded_at=shop.clock())

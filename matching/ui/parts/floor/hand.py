"""What a hand does on the grid: pick, place, swap, cancel, and take back."""

from dataclasses import replace
from typing import Any

from matching.domain import access
from matching.domain.errors import FairError
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_plan import (
    EditRefused,
    Signed,
    edit_plan,
    take_back_edit,
)
from matching.services.live.change_answers import lines_to_tell
from matching.services.live.redrawn import Redrawn
from matching.services.shop.refusals import sentences_of
from matching.services.shop.words_for_others import WordsProtected
from matching.ui import session
from matching.ui.moments import Picked, ScreenMessage, forget_typed, keep, recall

PERSON = "grid.person"
REASON = "grid.reason"


def touch(act: dict[str, Any]) -> None:
    """Answer one touch of the grid, or one key."""
    picked, meeting = recall(Picked), str(act.get("meeting", ""))
    kind = act.get("kind")
    if kind == "drop":
        drop()
    elif kind == "cancel" and meeting:
        attempt_edit(HandEdit(HandEditKind.CANCEL, meeting))
    elif meeting and picked.meeting not in {"", meeting} and (picked.swaps or kind == "swap"):
        attempt_edit(HandEdit(HandEditKind.SWAP, picked.meeting, meeting))
    elif meeting:
        is_again = meeting == picked.meeting and kind == "touch"
        pick(Picked() if is_again else Picked(meeting=meeting, swaps=kind == "swap"))
    elif kind == "touch":
        slot = act.get("slot")
        _place(picked, str(act.get("stand", "")), slot if isinstance(slot, int) else -1)


def _place(picked: Picked, stand: str, slot: int) -> None:
    """Put what is held at an empty place."""
    if picked.person:
        offer = picked.about[1] if picked.about[0] == stand else ""
        added = HandEdit(
            HandEditKind.ADD, person=picked.person, stand=stand, offer=offer, slot=slot
        )
        attempt_edit(added)
    elif picked.meeting:
        attempt_edit(HandEdit(HandEditKind.MOVE, picked.meeting, stand=stand, slot=slot))
    else:
        keep(replace(picked, said=ScreenMessage(session.phrase("grid.pick_first"))))


def pick(picked: Picked) -> None:
    """Hold something else, or nothing; what was done last can still be taken back."""
    keep(replace(picked, last=recall(Picked).last))


def drop() -> None:
    """Hold nothing any more."""
    forget_typed(PERSON)
    forget_typed(REASON)
    pick(Picked())


def attempt_edit(edit: HandEdit, reason: str = "", *, is_about_the_post: bool = False) -> None:
    """Do an act; what it would break waits for a reason, what cannot be is said."""
    nonce = session.nonce("grid")
    signed = Signed(nonce, reason, session.visitor().station, is_about_the_post)
    try:
        session.must_be_allowed()
        redrawn = edit_plan(session.shop(), session.fair(), edit, signed)
    except EditRefused as refused:
        why = tuple(refused.previewed.lines(session.language()))
        keep(replace(recall(Picked), waiting=edit, why=why, said=None))
        return
    except FairError as error:
        said = ScreenMessage("\n".join(sentences_of(error, session.language())), is_refusal=True)
        keep(replace(recall(Picked), said=said, is_pointed_at=isinstance(error, WordsProtected)))
        return
    session.new_nonce("grid")
    forget_typed(PERSON)
    forget_typed(REASON)
    keep(Picked(last=nonce, said=ScreenMessage(_news(redrawn))))


def force_edit(edit: HandEdit, reason: str, *, is_about_the_post: bool) -> None:
    """Do what breaks a rule for a reason; without one, say that it is missing."""
    if reason:
        attempt_edit(edit, reason, is_about_the_post=is_about_the_post)
        return
    said = ScreenMessage(session.phrase("grid.write_reason"), is_refusal=True)
    keep(replace(recall(Picked), said=said))


def take_back_last(act: str) -> None:
    """Take back what was done last, here or before this page was opened."""
    picked = recall(Picked)
    try:
        session.must_be_allowed()
        said = ScreenMessage(take_back_hand(act))
    except FairError as error:
        refusal = "\n".join(sentences_of(error, session.language()))
        keep(replace(picked, said=ScreenMessage(refusal, is_refusal=True)))
        return
    keep(Picked(said=said))


def take_back_hand(act: str) -> str:
    """Take back one act of a hand, and say whom to tell of it.

    Raises
    ------
    FairError
        `not_allowed` for anybody but the organiser; as `take_back_edit`, with what would break.
    """
    if not session.visitor().access.may(access.Act.GRID, fair=session.fair()):
        raise FairError("not_allowed")
    signed = Signed(session.nonce("grid.undo"), station=session.visitor().station)
    try:
        redrawn = take_back_edit(session.shop(), session.fair(), act, signed)
    except EditRefused as refused:
        why = " ".join(refused.previewed.lines(session.language()))
        raise FairError("edit_back_breaks", why=why) from None
    session.new_nonce("grid.undo")
    return _news(redrawn)


def _news(redrawn: Redrawn) -> str:
    return "\n".join(lines_to_tell(session.shop(), redrawn, session.language()))

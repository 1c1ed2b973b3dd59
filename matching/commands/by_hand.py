"""The plan changed by hand at the terminal: the same acts and rules as the organiser's grid."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from matching.commands.options import At, FairId, MeetingId, Nonce, PersonId, StandId, Station
from matching.terminal import EXIT_REFUSED, Terminal, act

if TYPE_CHECKING:
    from matching.services.live.by_hand.edit import HandEdit
    from matching.services.live.by_hand.edit_plan import EditRefused
    from matching.services.live.redrawn import Redrawn
    from matching.services.shop.shop import Shop

app = typer.Typer()
meeting = typer.Typer(help="Change the announced plan by hand.", no_args_is_help=True)
app.add_typer(meeting, name="meeting")

PlannedMeeting = Annotated[str, typer.Argument(help="The meeting's id.")]
To = Annotated[str, typer.Option("--to", help="The hour it shall begin, as 10:15.")]
HandReason = Annotated[
    str, typer.Option("--reason", help="Why, where rules would be broken; the log keeps it.")
]
PreviewOnly = Annotated[
    bool, typer.Option("--preview", help="Say what it would break; change nothing.")
]


@act(meeting, "move")
def move(
    terminal: Terminal,
    fair: FairId,
    planned: PlannedMeeting,
    *,
    to: To,
    reason: HandReason = "",
    preview: PreviewOnly = False,
    nonce: Nonce = "",
    station: Station = "",
    at: At = "",
) -> None:
    """Move a meeting to another hour at its stand; nobody else moves, later re-plans keep it."""
    from matching.services.live.by_hand.edit import HandEdit, HandEditKind

    shop = terminal.open()
    asked = HandEdit(HandEditKind.MOVE, planned, slot=_slot(shop, fair, to))
    given = nonce, reason, station
    _Act(terminal, shop, fair, signed=given, at=at).do(asked, preview=preview)


@act(meeting, "swap")
def swap(
    terminal: Terminal,
    fair: FairId,
    planned: PlannedMeeting,
    other: Annotated[str, typer.Argument(help="The meeting that it changes hours with.")],
    *,
    reason: HandReason = "",
    preview: PreviewOnly = False,
    nonce: Nonce = "",
    station: Station = "",
    at: At = "",
) -> None:
    """Let two meetings change hours."""
    from matching.services.live.by_hand.edit import HandEdit, HandEditKind

    asked = HandEdit(HandEditKind.SWAP, planned, other)
    given = nonce, reason, station
    _Act(terminal, terminal.open(), fair, signed=given, at=at).do(asked, preview=preview)


@act(meeting, "add")
def add(
    terminal: Terminal,
    fair: FairId,
    *,
    person: PersonId,
    stand: StandId,
    to: To,
    offer: Annotated[str, typer.Option("--offer", help="About which offer; else the best.")] = "",
    reason: HandReason = "",
    preview: PreviewOnly = False,
    nonce: Nonce = "",
    station: Station = "",
    at: At = "",
) -> None:
    """Give somebody one more meeting."""
    from matching.services.live.by_hand.edit import HandEdit, HandEditKind

    shop = terminal.open()
    slot, given = _slot(shop, fair, to), (nonce, reason, station)
    asked = HandEdit(HandEditKind.ADD, person=person, stand=stand, offer=offer, slot=slot)
    _Act(terminal, shop, fair, signed=given, at=at).do(asked, preview=preview)


@act(meeting, "cancel")
def cancel(
    terminal: Terminal,
    fair: FairId,
    planned: PlannedMeeting,
    *,
    reason: HandReason = "",
    preview: PreviewOnly = False,
    nonce: Nonce = "",
    station: Station = "",
    at: At = "",
) -> None:
    """Take a meeting out: later re-plans do not bring it back."""
    from matching.services.live.by_hand.edit import HandEdit, HandEditKind

    asked = HandEdit(HandEditKind.CANCEL, planned)
    given = nonce, reason, station
    _Act(terminal, terminal.open(), fair, signed=given, at=at).do(asked, preview=preview)


@act(meeting, "undo")
def undo(
    terminal: Terminal,
    fair: FairId,
    done: Annotated[str, typer.Argument(help="The name of the act: its nonce.")],
    *,
    reason: HandReason = "",
    nonce: Nonce = "",
    station: Station = "",
    at: At = "",
) -> None:
    """Take back one act of a hand."""
    given = nonce, reason, station
    _Act(terminal, terminal.open(), fair, signed=given, at=at).take_back(done)


@act(meeting, "free")
def free(
    terminal: Terminal, fair: FairId, *, planned: MeetingId = "", person: PersonId = "", at: At = ""
) -> None:
    """Say where a meeting, or somebody's next one, could go without breaking a rule."""
    from matching.domain.errors import FairError
    from matching.services.live.by_hand.edit_answers import places_answer, places_lines
    from matching.services.live.by_hand.free_places import (
        places_for_meeting,
        places_for_person,
        read_day_to_place,
    )
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    live = read_day_to_place(shop, fair)
    if live is None:
        raise FairError("not_announced", fair=fair)
    moment = read_moment(shop, fair, at) or shop.day_moment(live.entries.fair)
    places = (
        places_for_meeting(live, planned, moment)
        if planned
        else places_for_person(live, person, moment)
    )
    lines = places_lines(live.entries, places, terminal.language)
    terminal.answer({"places": places_answer(live.entries, places)}, *lines)


def _slot(shop: "Shop", fair: str, hour: str) -> int:
    from matching.services.files.fairs_known import fair_of
    from matching.services.live.by_hand.edit import slot_at

    return slot_at(fair_of(shop, fair), hour)


class _Act:
    """One act at the terminal: done, or said what it would break."""

    def __init__(
        self,
        terminal: Terminal,
        shop: "Shop",
        fair: str,
        *,
        signed: tuple[str, str, str],
        at: str,
    ) -> None:
        from matching.services.live.by_hand.edit_plan import Signed
        from matching.services.shop.read_moment import read_moment

        self._terminal, self._shop, self._fair = terminal, shop, fair
        nonce, reason, station = signed
        self._signed = Signed(nonce or shop.new_nonce(), reason, station)
        self._at: datetime | None = read_moment(shop, fair, at)

    def do(self, edit: "HandEdit", *, preview: bool) -> None:
        """Do an act, or only say what it would break."""
        from matching.services.live.by_hand.edit_plan import EditRefused, edit_plan, preview_edit

        if preview:
            previewed = preview_edit(self._shop, self._fair, edit, at=self._at)
            lines = previewed.lines(self._terminal.language)
            self._terminal.answer(previewed.answer(self._terminal.language), *lines)
            return
        try:
            self._say(edit_plan(self._shop, self._fair, edit, self._signed, at=self._at))
        except EditRefused as refused:
            self._refuse(refused)

    def take_back(self, act: str) -> None:
        """Take an act back."""
        from matching.services.live.by_hand.edit_plan import EditRefused, take_back_edit

        try:
            self._say(take_back_edit(self._shop, self._fair, act, self._signed, at=self._at))
        except EditRefused as refused:
            self._refuse(refused)

    def _say(self, redrawn: "Redrawn") -> None:
        from matching.services.live.change_answers import changes_answer, lines_to_tell

        document = {**changes_answer(redrawn), "act": self._signed.nonce}
        lines = lines_to_tell(self._shop, redrawn, self._terminal.language)
        self._terminal.answer(document, *lines)

    def _refuse(self, refused: "EditRefused") -> None:
        """What would break, a line each, and that a reason would let it."""
        from matching.services.shop.refusals import refusal_answer, sentence_of

        language = self._terminal.language
        said = {**refusal_answer(refused, language), **refused.previewed.answer(language)}
        lines = [*refused.previewed.lines(language), sentence_of(refused, language)]
        self._terminal.answer(said, *lines, code=EXIT_REFUSED)

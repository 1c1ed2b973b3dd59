"""Who is in a programme's promotion, at a terminal."""

from datetime import date
from typing import Annotated

import typer

from matching.commands.options import FairId, Nonce, Station
from matching.domain.errors import FairError
from matching.terminal import Terminal, act

app = typer.Typer()
_COLUMNS = ("record", "promotion", "caller", "entered_on")


@act(app, "promotion")
def promotion(
    terminal: Terminal,
    fair: FairId,
    what: Annotated[str, typer.Argument(metavar="[ACT]", help="enter leave undo")] = "",
    *,
    record: Annotated[str, typer.Option("--record", help="The number of a file.")] = "",
    name: Annotated[str, typer.Option("--promotion", help="Which promotion.")] = "",
    on: Annotated[str, typer.Option("--on", help="The day (ISO 8601).")] = "",
    way: Annotated[str, typer.Option("--way", help="ended dropped_out")] = "",
    caller: Annotated[str, typer.Option("--caller", help="Who asks for news later.")] = "",
    done: Annotated[str, typer.Option("--act", help="What to take back, by its `act`.")] = "",
    nonce: Nonce = "",
    station: Station = "",
) -> None:
    """Show who is in a promotion; let somebody in, note that they left, or take that back."""
    from matching.domain.programme.follow_up import Exit
    from matching.services.evening.promotion import (
        WAYS_OUT,
        Entry,
        enter_promotion,
        leave_promotion,
        promotion_answer,
        promotion_view,
        take_back_promotion,
    )

    shop = terminal.open()
    named = nonce or shop.new_nonce()
    said: tuple[str, ...] = ()
    if what == "enter":
        entry = Entry(record, name, _day(on), caller)
        said = enter_promotion(
            shop, fair, entry, nonce=named, language=terminal.language, station=station
        )
    elif what == "leave":
        if way not in WAYS_OUT:
            raise FairError("promotion_way", value=way, choices=", ".join(WAYS_OUT))
        said = leave_promotion(
            shop, fair, record, _day(on), Exit(way),
            nonce=named, language=terminal.language, station=station,
        )  # fmt: skip
    elif what == "undo":
        back = take_back_promotion(shop, fair, done, nonce=named, station=station)
        said = (terminal.say("promotion.taken_back", record=back),)
    elif what:
        raise FairError("promotion_act_unknown", value=what, choices="enter, leave, undo")
    answer = promotion_answer(promotion_view(shop, fair))
    terminal.answer({"fair": fair, **answer, "lines": list(said)}, *said)
    heads = ["record", "promotion", "caller"]
    rows = [[row[name] or "" for name in _COLUMNS] for row in answer["inside"]]
    terminal.table(
        [*(terminal.say(f"follow_up.{name}") for name in heads),
         terminal.say("promotion.entered_on")],
        rows,
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FairError("invalid_moment", value=text) from None

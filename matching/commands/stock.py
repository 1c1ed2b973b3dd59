"""Places: who has one, who waits, and what staff do with them."""

from typing import Annotated

import typer

from matching.commands.options import At, Fair, Nonce, Person
from matching.domain.errors import FairError
from matching.terminal import Terminal, act

app = typer.Typer()
_COLUMNS = ("title", "places", "left", "interviews", "accepted", "waiting")


@act(app, "places")
def places(
    terminal: Terminal,
    fair: Fair,
    deed: Annotated[str, typer.Argument(metavar="ACT", help="accept enrol give-back")] = "",
    *,
    offer: Annotated[str, typer.Option("--offer", help="An offer's id.")] = "",
    person: Person = "",
    reason: Annotated[str, typer.Option("--reason", help="Why, although a rule says no.")] = "",
    nonce: Nonce = "",
    at: At = "",
) -> None:
    """Show the places of every offer, or accept somebody, enrol them, take a place back."""
    if deed:
        _do(terminal, fair, (deed, offer, person, reason), nonce=nonce, at=at)
    else:
        _show(terminal, fair)


def _do(
    terminal: Terminal, fair: str, said: tuple[str, str, str, str], *, nonce: str, at: str
) -> None:
    from matching.services.live.places import PlaceAct, act_on_place
    from matching.services.shop.read_moment import read_moment

    wanted = PlaceAct(*said)
    if not (wanted.offer and wanted.person):
        raise FairError("target_missing", expected="offer + person")
    shop = terminal.open()
    found = act_on_place(
        shop,
        fair,
        wanted,
        nonce=nonce or shop.new_nonce(),
        language=terminal.language,
        at=read_moment(shop, fair, at),
    )
    answer = {
        "status": found.status,
        "offer": wanted.offer,
        "person": wanted.person,
        "rank": found.places.rank(wanted.person),
        "left": found.places.left,
        "moved_up": list(found.moved_up),
        "text": " ".join(found.lines),
    }
    terminal.answer(answer, *found.lines)


def _show(terminal: Terminal, fair: str) -> None:
    from matching.services.live.places import places_answer, places_view, warnings_of

    view = places_view(terminal.open(), fair)
    answer = places_answer(view)
    warnings = warnings_of(view.stocks, terminal.language)
    terminal.answer({"fair": fair, "offers": answer, "warnings": list(warnings)}, *warnings)
    heads = [terminal.say(f"places.column.{name}") for name in _COLUMNS]
    rows = [
        [len(value) if isinstance(value := stock[name], list) else value for name in _COLUMNS]
        for stock in answer
    ]
    terminal.table(heads, rows)

"""Places and who may have them: what staff do with places, whose eligibility is to be checked."""

from pathlib import Path
from typing import Annotated

import typer

from matching.commands.options import At, Fair, Nonce, Person
from matching.commands.writing import writing_to
from matching.domain.day.eligibility import EligibilityCheck
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
    from matching.services.live.places import (
        places_answer,
        places_view,
        warnings_of,
    )
    from matching.services.scores.openings import order_line

    view = places_view(terminal.open(), fair)
    answer = places_answer(view)
    warnings = warnings_of(view.stocks, terminal.language)
    order = order_line(view.entries.fair, terminal.language)
    said = {"fair": fair, "offers": answer, "order": order, "warnings": list(warnings)}
    terminal.answer(said, order, *warnings)
    heads = [terminal.say(f"places.column.{name}") for name in _COLUMNS]
    rows = [
        [len(value) if isinstance(value := stock[name], list) else value for name in _COLUMNS]
        for stock in answer
    ]
    terminal.table(heads, rows)


@act(app, "eligibility")
def eligibility(
    terminal: Terminal,
    fair: Fair,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the pages for the prescriber here.")
    ] = None,
) -> None:
    """List whose right to an insertion contract a prescriber is to check; print their pages.

    Only a prescriber ticks, at a screen that their own access has opened.
    """
    from matching.services.live.eligibility import eligibility_answer, eligibility_view
    from matching.services.live.eligibility_pages import print_eligibility
    from matching.services.rights.copies import SHEETS, note_written

    shop = terminal.open()
    view = eligibility_view(shop, fair)
    if out is not None:
        with writing_to(out.parent):
            out.write_bytes(print_eligibility(shop, view, language=terminal.language))
        note_written(shop, SHEETS, out.parent)
    terminal.answer({"fair": fair, "people": eligibility_answer(view)})
    heads = [terminal.say(f"eligibility.column.{name}") for name in ("number", "name", "state")]
    terminal.table(
        heads, [[row.call_number, row.name, _state(terminal, row.check)] for row in view.rows]
    )


def _state(terminal: Terminal, check: EligibilityCheck | None) -> str:
    if check is None:
        return terminal.say("eligibility.to_check")
    code = "eligibility.yes" if check.eligible else "eligibility.no"
    return terminal.say(code, day=f"{check.on:%d/%m/%Y}", by=check.by)

"""Places and who may have them: what staff do with places, whose eligibility is to be checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matching.commands.options import At, FairId, Nonce, PersonId
from matching.commands.writing import writing_to
from matching.domain.day.eligibility import EligibilityCheck
from matching.domain.errors import FairError
from matching.phrases import labelled
from matching.terminal import Terminal, act

if TYPE_CHECKING:  # commands import inside their function
    from matching.services.interview.known_before import KnownPerson

app = typer.Typer()
_KNOWN = {"join": "known.joined_now", "apart": "known.apart", "open": "known.open"}
_COLUMNS = ("title", "starts_on", "duration", "places", "left", "interviews", "accepted", "waiting")


@act(app, "places")
def places(
    terminal: Terminal,
    fair: FairId,
    deed: Annotated[str, typer.Argument(metavar="ACT", help="accept enrol give-back")] = "",
    *,
    offer: Annotated[str, typer.Option("--offer", help="An offer's id.")] = "",
    person: PersonId = "",
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
    )
    from matching.services.scores.openings import order_line

    view = places_view(terminal.open(), fair)
    answer = places_answer(view)
    warnings = view.warnings(terminal.language)
    order = order_line(view.entries.fair, terminal.language)
    said = {"fair": fair, "offers": answer, "order": order, "warnings": list(warnings)}
    terminal.answer(said, order, *warnings)
    heads = terminal.heads(_COLUMNS, of="places.column")
    rows = [
        [len(value) if isinstance(value := stock[name], list) else value for name in _COLUMNS]
        for stock in answer
    ]
    terminal.table(heads, rows)


@act(app, "sessions")
def sessions(
    terminal: Terminal,
    fair: FairId,
    what: Annotated[str, typer.Argument(metavar="[ACT]", help="join leave open late")] = "",
    *,
    offer: Annotated[str, typer.Option("--offer", help="The workshop's id.")] = "",
    person: PersonId = "",
    starts: Annotated[str, typer.Option("--starts", help="The group's hour: 10:30.")] = "",
    until: Annotated[str, typer.Option("--until", help="For late: when it begins now.")] = "",
    nonce: Nonce = "",
    at: At = "",
) -> None:
    """Show the groups of workshops still to come; join, leave, open one more, or begin later."""
    from matching.services.live.change_answers import changes_answer, lines_to_tell
    from matching.services.live.sessions.groups import (
        join_session,
        late_session,
        leave_session,
        sessions_document,
        sessions_view,
    )
    from matching.services.live.sessions.open_group import open_session
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    moment = read_moment(shop, fair, at)
    if not what:
        found = sessions_document(sessions_view(shop, fair, at=moment), terminal.language)
        terminal.answer({"fair": fair, "sessions": found}, *(group["text"] for group in found))
        return
    acts = {"join": join_session, "leave": leave_session, "open": open_session}
    if what not in {*acts, "late"}:
        raise FairError("session_act_unknown", value=what, choices=", ".join((*acts, "late")))
    named = nonce or shop.new_nonce()
    if what == "late":
        done = late_session(shop, fair, offer, starts=starts, until=until, nonce=named, at=moment)
    else:
        do = acts[what]
        done = do(shop, fair, person, offer, starts=starts, nonce=named, at=moment)
    terminal.answer(changes_answer(done), *lines_to_tell(shop, done, terminal.language))


@act(app, "known")
def known(
    terminal: Terminal,
    fair: FairId,
    what: Annotated[str, typer.Argument(metavar="[ACT]", help="join apart open")] = "",
    *,
    person: PersonId = "",
    other: Annotated[
        str, typer.Option("--other", help="Who it is on another day: FAIR/PERSON.")
    ] = "",
    nonce: Nonce = "",
) -> None:
    """Show whom the organiser knows from other days; say who is one person, and who is two."""
    from matching.services.interview.known_before import known_before, known_document, say_known
    from matching.services.prepare.carry_over import join_and_carry_over
    from matching.store.people.duplicates import DuplicateVerdict

    shop = terminal.open()
    if not what:
        found = known_before(shop, fair, people=[person] if person else None)
        lines = [_known_line(terminal, each) for each in found] or [terminal.say("known.nobody")]
        terminal.answer({"fair": fair, "known": known_document(found)}, *lines)
        return
    if what not in _KNOWN:
        raise FairError("known_act_unknown", value=what, choices=", ".join(_KNOWN))
    there, _, them = other.partition("/")
    if not (person and there and them):
        raise FairError("target_missing", expected="person + other (FAIR/PERSON)")
    if what == "join":
        named = nonce or shop.new_nonce()
        one, columns = join_and_carry_over(shop, fair, person, (there, them), nonce=named)
    else:
        said = DuplicateVerdict.TWO if what == "apart" else DuplicateVerdict.OPEN
        one, columns = say_known(shop, fair, person, (there, them), said), ()
    answer = {"fair": fair, "act": what, "columns": list(columns), "known": known_document([one])}
    terminal.answer(answer, terminal.say(_KNOWN[what], name=one.name, count=len(columns)))


def _known_line(terminal: Terminal, each: "KnownPerson") -> str:
    said = {"name": each.name, "other": each.other_name, "day": f"{each.day:%d/%m/%Y}"}
    line = terminal.say(f"known.{each.state}", **said)
    return labelled(f"{each.person} = {each.fair}/{each.other}", line)


@act(app, "eligibility")
def eligibility(
    terminal: Terminal,
    fair: FairId,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the pages for the prescriber here.")
    ] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", help="Write the list of proofs to check here.")
    ] = None,
) -> None:
    """List whose right to an insertion contract a prescriber is to check; print their pages.

    Only a prescriber ticks, at a screen that their own access has opened.
    """
    from matching.services.live.eligibility import eligibility_answer, eligibility_view
    from matching.services.live.eligibility_pages import (
        print_eligibility,
        print_proofs_left,
        without_page,
    )
    from matching.services.rights.copies import SHEETS, note_written

    shop = terminal.open()
    view = eligibility_view(shop, fair)
    for file, make in ((out, print_eligibility), (listed, print_proofs_left)):
        if file is not None:
            with writing_to(file.parent):
                file.write_bytes(make(shop, view, language=terminal.language))
            note_written(shop, SHEETS, file.parent, fair=fair)
    left = [without_page(view, terminal.language)] if out is not None else []
    terminal.answer({"fair": fair, "people": eligibility_answer(view)}, *filter(None, left))
    heads = terminal.heads(("number", "name", "state"), of="eligibility.column")
    terminal.table(
        heads, [[row.call_number, row.name, _state(terminal, row.check)] for row in view.rows]
    )


def _state(terminal: Terminal, check: EligibilityCheck | None) -> str:
    if check is None:
        return terminal.say("eligibility.to_check")
    code = "eligibility.yes" if check.eligible else "eligibility.no"
    return terminal.say(code, day=f"{check.on:%d/%m/%Y}", by=check.by)

"""Whom to tell what has changed, and what the rules of the day ask for."""

from typing import TYPE_CHECKING, Annotated

import typer

from matching.commands.options import At, FairId, Nonce, Station
from matching.terminal import Terminal, act

if TYPE_CHECKING:
    from matching.services.live.notices.to_tell import ToTell

app = typer.Typer()


@act(app, "notices")
def notices(
    terminal: Terminal,
    fair: FairId,
    *,
    told: Annotated[str, typer.Option("--told", help="Tick: this person knows now.")] = "",
    undo: Annotated[str, typer.Option("--undo", help="Take back a tick, by its `act`.")] = "",
    nonce: Nonce = "",
    at: At = "",
    station: Station = "",
) -> None:
    """Say whom to tell, each person once with all that changed; or tick that somebody was told."""
    from matching.services.live.notices.tell import note_told, take_back_told
    from matching.services.live.notices.to_tell import to_tell, to_tell_answer, to_tell_lines
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    moment, name = read_moment(shop, fair, at), nonce or shop.new_nonce()
    if told:
        note_told(shop, fair, told, nonce=name, station=station, at=moment)
    if undo:
        take_back_told(shop, fair, undo, nonce=name)
    view = to_tell(shop, fair, at=moment)
    lines = [
        f"{row.call_number} {row.first_name} · {line}"
        for row in view.rows
        for line in to_tell_lines(view, row, terminal.language)
    ]
    lines = lines or [terminal.say("to_tell.nobody")]
    if view.to_come:
        lines.append(
            terminal.say("to_tell.to_come_line", people=", ".join(map(_named, view.to_come)))
        )
    terminal.answer(to_tell_answer(view), *lines)


def _named(row: "ToTell") -> str:
    return f"{row.call_number} {row.first_name}"


@act(app, "rules")
def rules(
    terminal: Terminal,
    fair: FairId,
    *,
    do: Annotated[bool, typer.Option("--do", help="Do all that is due.")] = False,
    at: At = "",
) -> None:
    """Say what the rules of the day ask for now; with --do, do it."""
    from matching.services.live.change_answers import changes_answer, lines_to_tell
    from matching.services.live.rules.due import due_line, rules_due
    from matching.services.live.rules.follow_rules import follow_rules
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    moment = read_moment(shop, fair, at)
    view = rules_due(shop, fair, at=moment)
    lines = [due_line(view, due, terminal.language) for due in view.due]
    done = follow_rules(shop, fair, at=moment) if do else ()
    document = {
        "due": [
            {"rule": due.code.value, "meeting": due.meeting.id, "person": due.meeting.person,
             "stand": due.meeting.stand, "act": due.act}
            for due in view.due
        ],
        "changes": [change for drawn in done for change in changes_answer(drawn)["changes"]],
    }  # fmt: skip
    lines += [
        line for drawn in done for line in lines_to_tell(shop, drawn, terminal.language, at=moment)
    ]
    terminal.answer(document, *(lines or [terminal.say("rules.nothing")]))

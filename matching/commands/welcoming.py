"""The day: the door, what happens, and what moves."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from matching.commands.options import At, FairId, MeetingId, Nonce, PersonId, StandId, Station
from matching.terminal import EXIT_REFUSED, Terminal, act

if TYPE_CHECKING:
    from matching.services.door.welcome import CheckIn
    from matching.services.plan.agenda import Appointment

app = typer.Typer()

Steady = Annotated[
    Literal["calm", "balanced", "free"],
    typer.Option("--stability", help="How readily an announced meeting may move."),
]

_UNTIL = "For stand-late, stand-break: until when; for stand-leaves: until when it receives."


@act(app, "check-in")
def check_in(
    terminal: Terminal,
    fair: FairId,
    code: Annotated[str, typer.Argument(help="The badge code, typed or scanned.")],
    *,
    nonce: Nonce = "",
    at: At = "",
    station: Station = "",
) -> None:
    """Sign someone in at the door."""
    from matching.services.door.door_answers import check_in_answer
    from matching.services.door.welcome import CheckInStatus
    from matching.services.door.welcome import check_in as sign_in
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    answer = sign_in(
        shop,
        fair,
        code,
        nonce=nonce or shop.new_nonce(),
        at=read_moment(shop, fair, at),
        station=station,
    )
    refused = answer.status is CheckInStatus.REFUSED
    line = (
        terminal.say(f"refused.{answer.reason}")
        if refused
        else terminal.say(
            f"cli.{answer.status}",
            first_name=answer.first_name,
            number=answer.call_number,
            at=f"{answer.back_at or answer.first_at:%H:%M}",
        )
    )
    day = () if refused or answer.goes_out else _day(terminal, answer)
    terminal.answer(check_in_answer(answer), line, *day, code=EXIT_REFUSED if refused else 0)


def _day(terminal: Terminal, answer: "CheckIn") -> Sequence[str]:
    """The meetings to come of somebody at the door: whoever reads them has told them."""
    lines = [_said(appointment) for appointment in answer.next]
    if answer.closed_at is not None:
        return [terminal.say("door.is_over", at=f"{answer.closed_at:%H:%M}"), *lines]
    return lines or [terminal.say("door.no_meeting")]


def _said(appointment: "Appointment") -> str:
    stand, offer = appointment.exhibitor, appointment.offer
    said = (f"{appointment.starts_at:%H:%M}", stand.stand, stand.name, offer.title if offer else "")
    return "  ".join(word for word in said if word)


# Words of a command stand in the list of processes and in the history of the shell.
_FROM_INPUT = "-"


@act(app, "walk-in")
def walk_in(
    terminal: Terminal,
    fair: FairId,
    *,
    first_name: Annotated[
        str,
        typer.Option("--first-name", help="`-`: name and column=value lines from standard input."),
    ],
    field: Annotated[list[str] | None, typer.Option("--field", help="column=value")] = None,
    badge: Annotated[
        str, typer.Option("--badge", help="The code of the blank badge that was given.")
    ] = "",
    nonce: Nonce = "",
    at: At = "",
    station: Station = "",
) -> None:
    """Register, badge, sign in and plan for one more person; nobody else moves."""
    from matching.services.door.walk_in import walk_in as register
    from matching.services.door.walk_in_answer import walk_in_answer
    from matching.services.shop.read_moment import read_moment

    words = list(field or ())
    if first_name == _FROM_INPUT:
        first_name, *lines = sys.stdin.read().splitlines() or [""]
        words += [line for line in lines if line.strip()]
    pairs = [word.partition("=") for word in words]
    shop = terminal.open()
    welcomed = register(
        shop,
        fair,
        first_name=first_name,
        fields={name.strip(): value for name, _, value in pairs},
        nonce=nonce or shop.new_nonce(),
        at=read_moment(shop, fair, at),
        station=station,
        badge=badge,
    )
    answer = walk_in_answer(welcomed, terminal.language)
    line = terminal.say("cli.walked_in", first_name=first_name, **answer)
    terminal.answer(answer, line, *_day(terminal, welcomed.check_in))


@act(app, "badge")
def badge(
    terminal: Terminal,
    fair: FairId,
    *,
    person: Annotated[str, typer.Option("--person", help="Whose badge is lost: the person's id.")],
    block: Annotated[bool, typer.Option("--block", help="Without a new badge for now.")] = False,
    nonce: Nonce = "",
    station: Station = "",
) -> None:
    """Replace a lost badge: its code is refused from now on."""
    from badges.code import pretty_code
    from matching.services.door.replace_badge import call_number, replace_badge

    shop = terminal.open()
    code = replace_badge(
        shop,
        fair,
        person,
        nonce=nonce or shop.new_nonce(),
        station=station,
        is_handed_out=not block,
    )
    status = "blocked" if block else "replaced"
    document = {"person": person, "status": status, "code": None if block else code}
    who = {"number": call_number(shop, fair, person), "code": pretty_code(code)}
    terminal.answer(document, terminal.say(f"door.badge_{status}", **who))


@act(app, "happen")
def happen(
    terminal: Terminal,
    fair: FairId,
    kind: Annotated[
        str,
        typer.Argument(
            help="left no-show refused group-left held called begun stand-closed stand-late "
            "stand-reopened stand-moved stand-break stand-leaves stand-tables undo"
        ),
    ],
    *,
    person: PersonId = "",
    stand: StandId = "",
    meeting: MeetingId = "",
    until: Annotated[str, typer.Option("--until", help=_UNTIL)] = "",
    sign: Annotated[str, typer.Option("--sign", help="For stand-moved: its new sign.")] = "",
    zone: Annotated[str, typer.Option("--zone", help="For stand-moved: its new zone.")] = "",
    tables: Annotated[
        int | None, typer.Option("--tables", help="For stand-tables: how many it has now.")
    ] = None,
    nonce: Nonce = "",
    at: At = "",
) -> None:
    """Tell what happens; the plan follows with the least change."""
    from matching.services.live.change_answers import changes_answer, lines_to_tell
    from matching.services.live.follow_day import follow_day
    from matching.services.live.reported.report import StaffReport
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    told = StaffReport(
        kind=kind,
        person=person,
        stand=stand,
        meeting=meeting,
        until=read_moment(shop, fair, until),
        sign=sign,
        zone=zone,
        tables=tables,
    )
    moment = read_moment(shop, fair, at)
    redrawn = follow_day(shop, fair, told, nonce=nonce or shop.new_nonce(), at=moment)
    lines = lines_to_tell(shop, redrawn, terminal.language, at=moment)
    terminal.answer(changes_answer(redrawn), *lines)


@act(app, "replan")
def replan(
    terminal: Terminal,
    fair: FairId,
    *,
    at: At = "",
    stability: Steady = "balanced",
    preview: Annotated[
        bool, typer.Option("--preview", help="Say what would move; announce nothing.")
    ] = False,
) -> None:
    """Draw the least-change plan from now; say what moved and for whom."""
    from matching.planning.repair.scope import Stability
    from matching.services.live.change_answers import changes_answer, changes_lines
    from matching.services.live.redraw_plan import preview_redraw, redraw_plan
    from matching.services.shop.read_moment import read_moment

    shop = terminal.open()
    moment, steady = read_moment(shop, fair, at), Stability(stability)
    if preview:
        shown = preview_redraw(shop, fair, at=moment, stability=steady).shown
        lines = [*changes_lines(shown, terminal.language), terminal.say("cli.previewed")]
        terminal.answer({**changes_answer(shown), "announced": False}, *lines)
        return
    redrawn = redraw_plan(shop, fair, at=moment, stability=steady)
    terminal.answer(changes_answer(redrawn), *changes_lines(redrawn, terminal.language))

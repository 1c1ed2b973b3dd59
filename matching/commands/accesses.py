"""Who may enter: give, change and take back codes from the fair's computer."""

from typing import TYPE_CHECKING, Annotated

import typer

from matching.commands.options import Station
from matching.domain.access import Role
from matching.terminal import Terminal, act

if TYPE_CHECKING:
    from matching.services.access.give_access import Given

app = typer.Typer()
access = typer.Typer(help="Who may enter the app.", no_args_is_help=True)
app.add_typer(access, name="access")

Number = Annotated[int, typer.Argument(help="The number of the access, see `access list`.")]


@act(access, "list")
def list_accesses(terminal: Terminal) -> None:
    """List who may enter."""
    from matching.services.access.give_access import read_accesses

    heads = ("number", "name", "role", "fair", "stand")
    found = [
        {head: getattr(access, head) for head in heads} for access in read_accesses(terminal.open())
    ]
    terminal.answer({"accesses": found})
    terminal.table(heads, [[row[head] for head in heads] for row in found])


@act(access, "give")
def give(
    terminal: Terminal,
    name: Annotated[str, typer.Argument(help="Whose, or which tablet's.")],
    *,
    role: Annotated[Role, typer.Option(help="What it opens.")] = Role.DOOR,
    fair: Annotated[str, typer.Option(help="This fair only.")] = "",
    stand: Annotated[str, typer.Option(help="The stand of a recruiter.")] = "",
) -> None:
    """Give one more access; its code is shown once."""
    from matching.services.access.give_access import give_access

    given = give_access(terminal.open(), name=name, role=role, fair=fair, stand=stand)
    _tell(terminal, given)


@act(access, "renew")
def renew(terminal: Terminal, number: Number) -> None:
    """Change the code of an access, for whoever lost theirs."""
    from matching.services.access.give_access import renew_access

    _tell(terminal, renew_access(terminal.open(), number))


@act(access, "revoke")
def revoke(terminal: Terminal, number: Number) -> None:
    """Take an access back and close its screens."""
    from matching.services.access.give_access import revoke_access

    gone = revoke_access(terminal.open(), number)
    said = terminal.say("cli.access_revoked", number=number, name=gone.name)
    terminal.answer({"revoked": number}, said)


@act(access, "link")
def link(terminal: Terminal, number: Number) -> None:
    """A link that opens one screen, once, within half an hour: for a tablet without a keyboard."""
    from matching.services.access.enter import make_link

    path = f"/enter/{make_link(terminal.open(), number)}"
    terminal.answer({"path": path}, terminal.say("cli.access_link", path=path))


@act(access, "token")
def token(terminal: Terminal, number: Number, *, station: Station = "") -> None:
    """A token for a program that calls the routes, good for one day."""
    from matching.services.access.enter import open_station

    made = open_station(terminal.open(), number, station=station).cookie
    terminal.answer({"token": made}, terminal.say("cli.access_token", token=made))


def _tell(terminal: Terminal, given: "Given") -> None:
    known = given.access
    said = terminal.say(
        "cli.access_given",
        number=known.number,
        name=known.name,
        role=terminal.say(f"role.{known.role}"),
        code=given.code,
    )
    terminal.answer({"number": known.number, "code": given.code}, said)

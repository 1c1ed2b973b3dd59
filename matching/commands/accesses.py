"""Who may enter: give, change and take back codes from the fair's computer."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from matching.commands.options import Station
from matching.commands.writing import writing_to
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
    told = [row | {"role": terminal.say(f"role.{row['role']}")} for row in found]
    terminal.table(terminal.heads(heads), [[row[head] for head in heads] for row in told])


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


@act(access, "cards")
def cards(
    terminal: Terminal,
    numbers: Annotated[
        list[int] | None, typer.Argument(help="Accesses by number; else one card a stand.")
    ] = None,
    *,
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    fair: Annotated[str, typer.Option(help="The fair, when there are several.")] = "",
    address: Annotated[
        str, typer.Option(help="Where phones find the app; as `serve --https` said it last.")
    ] = "",
) -> None:
    """Print access cards with new codes (QR, address, code); the codes from before end."""
    from matching.services.access.access_cards import (
        access_cards,
        only_fair,
        renew_each,
        renew_stands,
    )
    from matching.services.access.hall_address import likely_address, read_address

    shop = terminal.open()
    origin = read_address(address or likely_address(shop))
    # A folder that cannot be written refuses before any code ends; nobody else may read the cards.
    with writing_to(out), TemporaryDirectory(dir=out.parent) as folder:
        file = Path(folder) / "cards.pdf"
        file.touch(mode=0o600)
        given = (
            renew_each(shop, numbers) if numbers else renew_stands(shop, fair or only_fair(shop))
        )
        file.write_bytes(access_cards(shop, given, address=origin, language=terminal.language))
        file.replace(out)
    said = terminal.say("cli.access_cards", count=len(given), file=out)
    terminal.answer({"file": str(out), "numbers": [card.access.number for card in given]}, said)


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

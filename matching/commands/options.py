"""Arguments and options that several commands take."""

from typing import Annotated

import typer

FairId = Annotated[str, typer.Argument(help="The fair's id, from fair.toml.")]
PersonId = Annotated[str, typer.Option("--person", help="A person's id.")]
StandId = Annotated[str, typer.Option("--stand", help="An exhibitor's id.")]
MeetingId = Annotated[str, typer.Option("--meeting", help="A meeting's id.")]
At = Annotated[str, typer.Option("--at", help="When it happened (ISO 8601); now by default.")]
Nonce = Annotated[
    str, typer.Option("--nonce", help="A name for the act: repeating it is harmless.")
]
Station = Annotated[str, typer.Option("--station", help="Which tablet or table.")]
Seconds = Annotated[float, typer.Option("--seconds", min=0.1, help="Longest time to look for.")]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**31 - 1, help="Same seed, same plan.")]
Port = Annotated[int, typer.Option("--port", min=1, max=65535)]
Browser = Annotated[bool, typer.Option(help="Open the browser.")]
HallOption = Annotated[
    bool, typer.Option("--hall", help="Let the tablets of the hall in: whoever is on its Wi-Fi.")
]
Https = Annotated[
    bool, typer.Option("--https", help="The same by https, so that tablets have their camera.")
]


def listed(text: str) -> tuple[str, ...]:
    """The names that an option holds, with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())

"""The whole day from a terminal: `parvis`, or `python -m matching`."""

import gc
import os
import sys
from typing import Annotated

import typer

import matching
from matching.commands import (
    accesses,
    asking,
    by_hand,
    choosing,
    counting,
    opening,
    preparing,
    rights,
    simulating,
    stock,
    telling,
    welcoming,
    wording,
)
from matching.commands.paper import printing

# Python sweeps its memory after so many new values: a command would sweep two hundred times,
# take a sixth of its work for that, and find nothing
_SWEEP_AFTER = 200_000

app = typer.Typer(
    name="parvis",
    help="Event-day matching for neighbourhood recruitment fairs. / Forums emploi de quartier.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - the shape of a Typer callback
    if wanted:
        typer.echo(f"parvis {matching.__version__}")
        raise typer.Exit


@app.callback()
def parvis(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    """Event-day matching for neighbourhood recruitment fairs."""


for part in (
    opening, accesses, preparing, printing, simulating, welcoming, telling, by_hand, stock,
    counting, rights, choosing, asking, wording,
):  # fmt: skip
    app.add_typer(part.app)


def main() -> None:
    """Run the command `parvis`."""
    gc.set_threshold(_SWEEP_AFTER)
    try:
        app(obj=matching.BEGAN)
    except SystemExit as end:
        _leave_solvers_alone(end.code if isinstance(end.code, int) else 0)
        raise


def _leave_solvers_alone(code: int) -> None:
    """End at once where a solver was left to run out: Python would abort while it waits for it."""
    # Asked only where a command has planned: loading the planner takes longer than most commands.
    calls = sys.modules.get("matching.planning.budget.interruptible")
    if calls is not None and calls.is_any_left():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()

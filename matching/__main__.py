"""The whole day from a terminal: `parvis`, or `python -m matching`."""

import gc
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Annotated

import typer

import matching

# Python sweeps its memory after so many new values: a command would sweep two hundred times,
# take a sixth of its work for that, and find nothing
_SWEEP_AFTER = 200_000

PARTS: Mapping[str, tuple[str, ...]] = {
    "opening": ("demo", "serve", "fairs", "again", "doctor", "backup", "restore"),
    "accesses": ("access",),
    "preparing": ("import", "template", "score", "plan", "why-not", "sheets"),
    "paper.printing": ("print", "print-jobs"),
    "simulating": ("simulate",),
    "welcoming": ("check-in", "walk-in", "badge", "happen", "replan"),
    "telling": ("notices", "rules"),
    "by_hand": ("meeting",),
    "stock": ("places", "sessions", "known", "eligibility"),
    "counting": ("report", "funders", "audit", "outcome", "follow-up", "promotion"),
    "rights": (
        *("forget", "retention", "person-file", "delete-fair", "clear-rehearsal", "correct"),
        "rights-log",
    ),
    "choosing": ("consent", "stands", "export", "decisions", "key"),
    "asking": ("understand", "solve", "check"),
    "wording": ("vocabulary",),
}
"""The modules of `matching.commands` in the order of the day, with the commands of each."""


def _version(wanted: bool) -> None:  # noqa: FBT001 - the shape of a Typer callback
    if wanted:
        typer.echo(f"parvis {matching.__version__}")
        raise typer.Exit


def parvis(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    """Event-day matching for neighbourhood recruitment fairs."""


def made_of(parts: Iterable[str]) -> typer.Typer:
    """The command with some of its parts: what is not asked for is not loaded."""
    made = typer.Typer(
        name="parvis",
        help="Event-day matching for neighbourhood recruitment fairs. / Forums emploi de quartier.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    made.callback()(parvis)
    for part in parts:
        made.add_typer(import_module(f"matching.commands.{part}").app)
    return made


def parts_for(words: Sequence[str]) -> tuple[str, ...]:
    """The parts that a command line needs: one where it begins with a command, else all."""
    first = words[0] if words else ""
    return tuple(part for part, names in PARTS.items() if first in names) or tuple(PARTS)


def __getattr__(name: str) -> typer.Typer:
    if name == "app":
        return made_of(PARTS)
    raise AttributeError(name)


def main() -> None:
    """Run the command `parvis`."""
    gc.set_threshold(_SWEEP_AFTER)
    try:
        made_of(parts_for(sys.argv[1:]))(obj=matching.BEGAN)
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

"""The day before the day: played forward many times at the terminal."""

from dataclasses import asdict
from typing import Annotated

import typer

from matching.commands.options import FairId, Seed
from matching.terminal import Terminal, act

app = typer.Typer()
_BAR = 40
_Days = Annotated[int, typer.Option("--days", min=1, max=10_000, help="Days to play.")]
_NoShows = Annotated[
    float, typer.Option("--no-shows", min=0, max=100, help="Percent who do not come.")
]
_WalkIns = Annotated[
    float, typer.Option("--walk-ins", min=0, max=200, help="Percent who come unannounced.")
]
_Late = Annotated[
    float, typer.Option("--late", min=0, max=240, help="Minutes people are late, on average.")
]
_StandsLate = Annotated[
    float,
    typer.Option("--stands-late", min=0, max=100, help="Percent of stands that open late."),
]
_Fit = Annotated[
    str, typer.Option("--fit", help="A fair that was held: its own day sets all of these.")
]
_Overrun = Annotated[
    float, typer.Option("--overrun", min=0, max=60, help="Minutes a meeting runs over, on average.")
]


@act(app, "simulate")
def simulate(
    terminal: Terminal,
    fair: FairId,
    *,
    days: _Days = 100,
    seed: Seed = 0,
    no_shows: _NoShows = 25,
    walk_ins: _WalkIns = 20,
    late: _Late = 10,
    stands_late: _StandsLate = 10,
    overrun: _Overrun = 2,
    fit: _Fit = "",
) -> None:
    """Play the day forward with no-shows, walk-ins, late stands; compare three ways to run it."""
    from matching.planning.simulation.conditions import Conditions
    from matching.services.prepare.fit_conditions import fit_conditions
    from matching.services.prepare.simulate_day import (
        FIGURES,
        policy_rows,
        simulate_day,
        simulation_answer,
    )

    shop, conditions = terminal.open(), Conditions(no_shows, walk_ins, late, stands_late, overrun)
    fitted = fit_conditions(shop, fit, otherwise=conditions) if fit else None
    conditions = fitted.conditions if fitted else conditions
    label = terminal.say("simulate.working")
    with terminal.progress(label) as bar:
        simulated = simulate_day(
            shop, fair, conditions, days=days, seed=seed,
            hear=lambda code, done, whole: bar.say(
                f"{label} {terminal.say(code, done=done, whole=whole)}"
            ),
        )  # fmt: skip
    said = terminal.say("simulate.heading", days=days, **asdict(conditions))
    answer = simulation_answer(simulated, terminal.language)
    if fitted:
        answer["fitted"] = {name: getattr(fitted, name) for name in ("fair", "came", "held")}
    terminal.answer(answer, said, terminal.say("simulate.how_to_read"))
    heads = ("simulate.policy", *(f"simulate.{name}" for name in FIGURES))
    rows = policy_rows(simulated, terminal.language)
    terminal.table([terminal.say(code) for code in heads], rows)
    if not terminal.wants_json:
        met = [outcome.mean.meetings for outcome in simulated.outcomes]
        terminal.answer({}, "", *_bars([row[0] for row in rows], met), "", answer["text"])


def _bars(names: list[str], values: list[float]) -> list[str]:
    """A bar a policy, as long as the meetings it holds."""
    most, width = max([*values, 1.0]), max(map(len, names))
    return [
        f"{name.ljust(width)}  {'█' * round(_BAR * value / most)} {value:.0f}"
        for name, value in zip(names, values, strict=True)
    ]

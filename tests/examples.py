"""How many examples hypothesis draws: the number a property asks for, or a share of it at hand.

Three profiles, and no other settings anywhere in the tests:

- `hand`, the default: a quarter of the examples that a property asks for;
- `full`, of `.ci/run`: all of them;
- `search`: as many as `full`, drawn anew at every run: for looking for faults on purpose.

None knows a deadline, and none complains that drawing is slow: a busy machine is no fault of the
code. `hand` and `full` draw the same examples at every run, so that a verdict belongs to a commit
and not to luck, and what `hand` draws is where `full` begins.
"""

from hypothesis import HealthCheck, settings

CALM = (HealthCheck.too_slow,)
_ALL = 100


def register_profiles() -> None:
    """Make the three profiles known, and `hand` the one in use unless the command says other."""
    full = settings(max_examples=_ALL, deadline=None, derandomize=True, suppress_health_check=CALM)
    settings.register_profile("full", full)
    settings.register_profile("hand", full, max_examples=_ALL // 4)
    settings.register_profile("search", full, derandomize=False, print_blob=True)
    settings.load_profile("hand")


def examples(wished: int, *allowed: HealthCheck) -> settings:
    """Let a property draw that many examples under `full`, and its profile's share otherwise.

    What is `allowed` are complaints of hypothesis that the property answers for itself.
    """
    return settings(
        max_examples=max(1, wished * settings.default.max_examples // _ALL),
        suppress_health_check=(*CALM, *allowed),
    )

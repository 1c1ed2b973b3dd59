"""A command with a share of one core: stopped and continued in turn, as on a loaded machine.

    python -m tests.benchmarks.starved .1 -- parvis solve EVENT.json --seconds 5

Disturbs nobody else, and asks what a command does at any load without making that load. It prints
the share that was asked and had, seconds on the wall and of the processor, and how it ended.
"""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

_PERIOD = 0.1


class Starved(NamedTuple):
    """How a command ended, and the seconds it took: on the wall, and of the processor."""

    code: int
    wall: float
    work: float


def starved(share: float, command: Sequence[str]) -> Starved:
    """Run a command that has the processor for a share of each tenth of a second."""
    before, began = _work(), time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as run:
        while share < 1 and run.poll() is None:
            for order, seconds in (
                (signal.SIGCONT, share * _PERIOD),
                (signal.SIGSTOP, (1 - share) * _PERIOD),
            ):
                with suppress(ProcessLookupError):
                    os.killpg(run.pid, order)
                time.sleep(seconds)
    return Starved(run.returncode, time.monotonic() - began, _work() - before)


def _work() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    """Print how a command does with a share of a core."""
    share, command = float(sys.argv[1]), sys.argv[sys.argv.index("--") + 1 :]
    found = starved(share, command)
    sys.stdout.write(
        f"share {share:g} ({found.work / found.wall:.2f} used): {found.wall:.1f} s on the wall, "
        f"{found.work:.2f} s of the processor, ended with {found.code}\n"
    )


if __name__ == "__main__":
    main()

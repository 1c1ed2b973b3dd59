"""When this process began: the seconds that a command is given count from there."""

import os
import time

_STAT = "/proc/self/stat"
# where its start stands after the name of the program, in ticks since the machine began
_START_FIELD = 19
# seconds; a process much older at its first line of ours was another program before
_OLDEST = 5.0


def process_start(stat: str = _STAT) -> float:
    """What `time.monotonic` said when this process began, as far as the system tells.

    On a busy machine Python alone takes seconds to start. Where the system does not tell, the
    process began at least as long ago as it has used the processor.

    Parameters
    ----------
    stat
        The file in which Linux tells of a process.
    """
    used, age = time.process_time(), _age(stat)
    return time.monotonic() - (age if used <= age <= _OLDEST else used)


def _age(stat: str) -> float:
    """Seconds since this process began; none where the system does not tell."""
    try:
        with open(stat, "rb") as file:  # noqa: PTH123 - before anything is loaded
            said = file.read()
        ticks = int(said.rpartition(b")")[2].split()[_START_FIELD])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError, IndexError):
        return 0.0

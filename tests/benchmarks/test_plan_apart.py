"""How long others wait while a hard fair is planned: in a thread beside them, and apart."""

import threading
import time

import pytest

from matching.planning.process import Planner
from matching.planning.solve import solve
from tests.benchmarks.plan_fairs import fair

SIZE, REGIME = "2000x100x24", "short stays, gap 1"
LOOK = 0.005


class Ticker(threading.Thread):
    """Looks at the clock all the time, and remembers when it could not."""

    def __init__(self):
        super().__init__()
        self.waits, self.is_over = [], threading.Event()

    def run(self):
        last = time.perf_counter()
        while not self.is_over.wait(LOOK):
            now = time.perf_counter()
            self.waits.append(now - last - LOOK)
            last = now


@pytest.mark.parametrize("where", ["in a thread", "apart"])
def test_others_wait_while_a_plan_is_drawn(where, measured):
    problem, ticker = fair(SIZE, 1, REGIME), Ticker()
    planner = Planner() if where == "apart" else None
    ticker.start()
    found = (planner.solve if planner else solve)(problem, seconds=30)
    ticker.is_over.set()
    ticker.join()
    if planner:
        planner.end()
    measured(f"{SIZE} {REGIME}, {where}", "longest wait of others, ms", 1000 * max(ticker.waits))
    assert found.violations == ()

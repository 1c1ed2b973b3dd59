"""Plans being drawn in the background: what each has reached, and how to end it with its best."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock

from matching.domain.errors import FairError
from matching.planning.problem.result import Progress
from matching.planning.process import Planners
from matching.services.plan.draw_plan import Drawn, draw_plan
from matching.services.shop.shop import Shop


@dataclass
class Drawing:
    """One plan being drawn; whoever opens the page sees the same one."""

    seconds: float
    clock: Callable[[], float]
    news: Progress | None = None
    halt: Event = field(default_factory=Event)
    began: float = field(init=False)
    answer: "Future[Drawn]" = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def is_over(self) -> bool:
        """Whether the plan is kept, or refused."""
        return self.answer.done()

    @property
    def is_ending(self) -> bool:
        """Whether somebody asked to end it."""
        return self.halt.is_set()

    @property
    def share(self) -> float:
        """Part of its time that is spent, 0 to 1; many a plan is proven best long before."""
        return min(1.0, (self.clock() - self.began) / self.seconds)

    def end(self) -> None:
        """Keep the best plan found so far and look no further."""
        self.halt.set()

    def hear(self, news: Progress) -> bool:
        """Remember the best plan so far."""
        self.news = news
        return not self.halt.is_set()


class Drawings:
    """At most one drawing a fair at a time, each in a process of its own.

    Tablets at the door and pages wait for nothing but the cores of the machine.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._planners = Planners()
        self._running: dict[str, Drawing] = {}
        self._turn = Lock()
        self._threads = ThreadPoolExecutor(thread_name_prefix="drawing")

    def begin(
        self, shop: Shop, fair: str, *, seconds: float, seed: int = 0, afresh: bool = False
    ) -> Drawing:
        """Draw a plan of a fair as `draw_plan` does; the one under way when there is one."""
        with self._turn:
            running = self._running.get(_key(shop, fair))
            if running is not None and not running.is_over:
                return running
            drawing = Drawing(seconds, self._clock)
            drawing.answer = self._threads.submit(self._draw, drawing, shop, fair, seed, afresh)
            self._running[_key(shop, fair)] = drawing
            return drawing

    def _draw(
        self,
        drawing: Drawing,
        shop: Shop,
        fair: str,
        seed: int,
        afresh: bool,  # noqa: FBT001 - handed to a thread by place
    ) -> Drawn:
        planner = self._planners.begin()
        try:
            return draw_plan(
                shop,
                fair,
                seconds=drawing.seconds,
                seed=seed,
                hear=drawing.hear,
                halt=drawing.halt,
                planner=planner.solve,
                afresh=afresh,
            )
        finally:
            self._planners.give_back(planner)

    def get_ready(self) -> None:
        """Let a process get ready for a drawing that is likely to be asked for."""
        self._planners.get_ready()

    def close(self) -> None:
        """End the process that is kept for the next drawing."""
        self._planners.close()

    def under_way(self, shop: Shop, fair: str) -> Drawing | None:
        """The drawing of a fair that has not been taken yet, over or not."""
        return self._running.get(_key(shop, fair))

    def take(self, shop: Shop, fair: str) -> Drawn | FairError | None:
        """What a drawing came to, once it is over and once only."""
        with self._turn:
            drawing = self._running.get(_key(shop, fair))
            if drawing is None or not drawing.is_over:
                return None
            del self._running[_key(shop, fair)]
        try:
            return drawing.answer.result()
        except FairError as refusal:
            return refusal


def _key(shop: Shop, fair: str) -> str:
    return f"{shop.store.address}\x1f{fair}"


DRAWINGS = Drawings()

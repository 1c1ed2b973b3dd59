"""As many people as possible seated in one slot, none left out for somebody behind them."""

from collections.abc import Callable, Iterable

from matching.planning.simulation.draw_day import DrawnVisitor
from matching.planning.simulation.floor import Floor
from matching.planning.simulation.hall import PlayedPair

IsOpen = Callable[[DrawnVisitor, PlayedPair], bool]


def seat_most(floor: Floor, order: Iterable[DrawnVisitor], slot: int, is_open: IsOpen) -> None:
    """Seat people at idle ordinary stands: in turn, and so that most of them sit.

    Whoever could sit at two stands makes way to the other one when that seats somebody more.
    """
    waiting = list(order)
    while chosen := _Seating(floor, slot, is_open).of(waiting):
        seated = 0
        for visitor, offered in chosen:
            # what stands share, and rooms, may be taken by whoever sat down just before
            if floor.may_begin(visitor, offered, slot) and is_open(visitor, offered):
                floor.begin(visitor, offered, slot)
                seated += 1
        if not seated:
            return
        waiting = [visitor for visitor in waiting if floor.is_here(visitor, slot)]


class _Seating:
    """Who would sit where in a slot: a matching that grows by augmenting paths."""

    def __init__(self, floor: Floor, slot: int, is_open: IsOpen) -> None:
        self._floor, self._slot, self._is_open = floor, slot, is_open
        idle = floor.idle(slot) - floor.hall.smallest.keys()
        self._left = {stand: floor.left["stand", stand][slot] for stand in idle}
        self._at: dict[str, list[tuple[DrawnVisitor, PlayedPair]]] = {each: [] for each in idle}
        self._able: dict[str, list[PlayedPair]] = {}

    def of(self, waiting: Iterable[DrawnVisitor]) -> list[tuple[DrawnVisitor, PlayedPair]]:
        """The chosen, those who are first in turn before others of their stand."""
        for visitor in waiting:
            self._place(visitor, set())
        return [chosen for stand in sorted(self._at) for chosen in self._at[stand]]

    def _place(self, visitor: DrawnVisitor, tried: set[str]) -> bool:
        for offered in self._able_of(visitor):
            if offered.stand in tried:
                continue
            tried.add(offered.stand)
            here = self._at[offered.stand]
            if len(here) < self._left[offered.stand]:
                here.append((visitor, offered))
                return True
            for place, (sitting, _) in enumerate(here):
                if self._place(sitting, tried):
                    here[place] = (visitor, offered)
                    return True
        return False

    def _able_of(self, visitor: DrawnVisitor) -> list[PlayedPair]:
        if visitor.id not in self._able:
            self._able[visitor.id] = [
                offered
                for offered in visitor.offered
                if offered.stand in self._left
                and self._floor.may_begin(visitor, offered, self._slot)
                and self._is_open(visitor, offered)
            ]
        return self._able[visitor.id]

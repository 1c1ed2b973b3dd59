"""When the workshops of an exhibitor are held: whoever leads one is away from a table meanwhile.

The hours follow from the exhibitor alone, its tables, hours and workshops, never from who comes:
so they are the same before the fair and at every re-plan of its day.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Session(NamedTuple):
    """One group of a workshop, which begins together in a slot of the fair's grid."""

    offer: str
    start: int
    length: int

    @property
    def slots(self) -> range:
        """The slots that it takes."""
        return range(self.start, self.start + self.length)


def hold_sessions(
    workshops: Mapping[str, int],
    stretches: Sequence[tuple[int, int]],
    *,
    tables: int,
    receives: bool,
) -> tuple[Session, ...]:
    """The sessions of an exhibitor's workshops, so that its tables do for all it does.

    One table is kept for meetings where there are several, and every other while where there is
    one; workshops that outnumber the tables left take turns. Without any table at all each
    workshop has somebody of its own.

    Parameters
    ----------
    workshops
        Slots that a session of each takes.
    stretches
        Slots (from, until) in which the exhibitor is there without a pause.
    tables
        Tables of the exhibitor, each with somebody who meets people or leads a session.
    receives
        Whether the exhibitor also meets people at a table.
    """
    names = sorted(workshops)
    at_once = min(len(names), max(1, tables - receives)) if tables else len(names)
    rests = receives and tables == 1
    shares = [names[place::at_once] for place in range(at_once)]
    found = [
        session
        for share in shares
        for session in _one_after_the_other(share, workshops, stretches, rests=rests)
    ]
    return tuple(sorted(found, key=lambda session: (session.start, session.offer)))


def _one_after_the_other(
    names: Sequence[str],
    lengths: Mapping[str, int],
    stretches: Sequence[tuple[int, int]],
    *,
    rests: bool,
) -> Iterator[Session]:
    """Workshops in turn, back to back; with `rests`, as long again at the table after each."""
    turn = 0
    for begin, end in stretches:
        slot = begin
        while fitting := [
            number
            for number in range(turn, turn + len(names))
            if slot + lengths[names[number % len(names)]] <= end
        ]:
            turn = fitting[0] + 1
            name = names[fitting[0] % len(names)]
            yield Session(name, slot, lengths[name])
            slot += lengths[name] * (1 + rests)

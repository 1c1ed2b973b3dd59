"""What walks between zones take from the hours of a person: of no weight on plans, much on proofs.

Pairwise rows ("not here now and there next") let half a person walk for nothing. A column tells
whether somebody goes to a group of zones at all; whoever goes to k groups walks k - 1 times, and
meetings and walks fit into the hours between the first and the last slot.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from matching.planning.model.model import Model
from matching.planning.problem.lookup import Layout


class Walks(NamedTuple):
    """Columns that tell to which groups of zones a person goes, and the shortest way between."""

    goes: tuple[int, ...]
    nearest: int


def post_walks(
    layout: Layout, model: Model, terms: Mapping[str, Sequence[int]]
) -> dict[str, Walks]:
    """Post the rows that follow from walks, for people whose columns lie in one day.

    Parameters
    ----------
    terms
        Columns (placements, or one for each pair) of each person.

    Returns
    -------
    dict
        Of each person who could have to walk: where they go.
    """
    if not layout.walk:
        return {}
    found = {
        person: _post(layout, model, columns, _span(layout, person))
        for person, columns in terms.items()
    }
    return {person: walks for person, walks in found.items() if walks is not None}


def _span(layout: Layout, person: str) -> int | None:
    """Slots from the first to the last in which a person is there; None for several days."""
    present = layout.present[person]
    inside = [
        here
        for start, stop in layout.problem.days
        if (here := present & ((1 << stop) - (1 << start)))
    ]
    if len(inside) != 1:
        return None
    return inside[0].bit_length() - (inside[0] & -inside[0]).bit_length() + 1


def _post(layout: Layout, model: Model, columns: Sequence[int], span: int | None) -> Walks | None:
    zone = {column: layout.zone(model.placed[column]) for column in columns}
    groups = list(_groups(layout, set(zone.values())))
    if span is None or len(groups) < 2:
        return None
    gap = layout.problem.gap
    goes = [_goes(model, [c for c in columns if zone[c] in group]) for group in groups]
    hours = {column: layout.pair(model.placed[column]).length + gap for column in columns}
    apart = {
        (one, other): min(layout.walk[way] for way in product(groups[one], groups[other]))
        for one, other in combinations(range(len(groups)), 2)
    }
    nearest = min(apart.values())
    extra = dict.fromkeys(goes, nearest - gap)
    model.constrain(hours | extra, None, span + nearest)
    for (one, other), walk in apart.items():
        # by way of a third group it may be shorter
        far = min(walk, 2 * nearest)
        if far > nearest or len(groups) > 2:
            both = {goes[one]: far - gap, goes[other]: far - gap}
            model.constrain(hours | both, None, span + far)
    return Walks(tuple(goes), nearest)


def _groups(layout: Layout, zones: set[str]) -> Iterator[set[str]]:
    """Zones joined as long as one need not walk longer between them than the gap."""
    left = sorted(zones)
    while left:
        group, fresh = set[str](), [left.pop(0)]
        while fresh:
            here = fresh.pop()
            group.add(here)
            near = [z for z in left if layout.walk.get((here, z), 0) <= layout.problem.gap]
            fresh += near
            left = [zone for zone in left if zone not in near]
        yield group


def _goes(model: Model, columns: Sequence[int]) -> int:
    """A column that holds when any of some meetings is held."""
    some = tuple(columns)
    goes = model.column(lambda values: int(any(values[column] for column in some)))
    by_pair: dict[int, list[int]] = {}
    for column in some:
        by_pair.setdefault(model.placed[column].pair, []).append(column)
    for own in by_pair.values():
        model.constrain(dict.fromkeys(own, 1) | {goes: -1}, None, 0)
    return goes

"""Seeded fairs with real-looking hours, wishes and tables, at any size and in every hard regime."""

from dataclasses import dataclass

import numpy as np

from matching.planning.problem.problem import Goal, Pair, Person, Problem, Stand

SIZES = {
    "30x20x12": (30, 20, 12),
    "400x40x16": (400, 40, 16),
    "2000x100x24": (2000, 100, 24),
    "5000x300x30": (5000, 300, 30),
}
_SECTORS = 12


@dataclass(frozen=True)
class Regime:
    """What sets a fair apart; `stay` is the share of the day that everybody stays."""

    most: int = 5
    least: int = 2
    gap: int = 0
    seats: int = 1
    stay: float | None = None
    always: bool = False


REGIMES = {
    "plain": Regime(),
    "two each": Regime(most=2),
    "eight each": Regime(most=8),
    "seats x3": Regime(seats=3),
    "seats x3, gap 1": Regime(seats=3, gap=1),
    "gap 1": Regime(gap=1),
    "gap 2": Regime(gap=2),
    "short stays": Regime(stay=1 / 6),
    "short stays, gap 1": Regime(stay=1 / 6, gap=1),
    "no hours": Regime(always=True),
}


def fair(size, seed, regime="plain"):
    """A problem of a size (`"400x40x16"`) in a regime, the same for the same seed."""
    terms = REGIMES[regime]
    count, receivers, slots = SIZES[size]
    chance = np.random.default_rng([seed, count, receivers, slots])
    tables = _tables(chance, receivers, slots, terms)
    stays = _stays(chance, count, slots, terms)
    pairs = _pairs(chance, count, receivers)
    return Problem(
        slots=slots,
        gap=terms.gap,
        people=tuple(
            Person(f"p{n:05}", tuple(range(first, last)), most=terms.most, least=terms.least)
            for n, (first, last) in enumerate(stays)
        ),
        stands=tuple(Stand(f"s{n:04}", tuple(row)) for n, row in enumerate(tables.tolist())),
        pairs=tuple(Pair((f"p{p:05}", f"s{s:04}"), score) for p, s, score in pairs),
        goals=(Goal.COVERAGE, Goal.SCORE, Goal.WAITING),
    )


def _tables(chance, receivers, slots, terms):
    """Tables by stand and slot: a lunch break each, and one stand in six for half a day."""
    count = chance.choice([1, 2, 3, 5], size=receivers, p=[0.6, 0.25, 0.1, 0.05]) * terms.seats
    tables = np.repeat(count[:, None], slots, axis=1)
    if terms.always:
        return tables
    length = max(1, round(slots / 16))
    for stand in range(receivers):
        lunch = slots // 2 - length + chance.integers(0, 2 * length + 1)
        tables[stand, lunch : lunch + length] = 0
        if chance.random() < 0.16:
            half = slice(0, slots // 2) if chance.random() < 0.5 else slice(slots // 2, slots)
            tables[stand, half] = 0
    return tables


def _stays(chance, count, slots, terms):
    """First slot and the slot after the last: some all day, others around two peaks."""
    if terms.always:
        return [(0, slots)] * count
    if terms.stay is not None:
        length = max(2 + terms.gap, round(terms.stay * slots))
        first = chance.integers(0, slots - length + 1, size=count)
        return [(int(f), int(f) + length) for f in first]
    peak = np.where(chance.random(count) < 0.55, 0.15, 0.55) * slots
    first = np.clip(np.rint(peak + chance.normal(0, 0.1 * slots, count)), 0, slots - 3).astype(int)
    length = np.maximum(3, np.rint(chance.uniform(0.18, 0.5, count) * slots)).astype(int)
    all_day = chance.random(count) < 0.25
    first[all_day], length[all_day] = 0, slots
    return [(int(f), int(min(slots, f + n))) for f, n in zip(first, length, strict=True)]


def _pairs(chance, count, receivers):
    """Fifteen to thirty stands a person, scores of 0.001 to 1, better in one's own trades."""
    share = 1 / np.arange(1, _SECTORS + 1)
    share /= share.sum()
    trades = _two_each(chance, receivers, share)
    wants = _two_each(chance, count, share)
    liked = chance.gamma(4.0, 0.25, size=receivers)
    fit = wants @ trades.T * 0.5 + 0.15 * liked + chance.normal(0, 0.25, (count, receivers))
    asked = np.minimum(receivers, chance.integers(15, 31, size=count))
    order = np.argsort(-fit, axis=1)
    low, high = np.quantile(fit, [0.02, 0.999])
    score = np.clip(np.rint(1 + 999 * (fit - low) / (high - low)), 1, 1000) / 1000
    return [
        (person, int(stand), float(score[person, stand]))
        for person in range(count)
        for stand in np.sort(order[person, : asked[person]])
    ]


def _two_each(chance, count, share):
    """Weights of two trades for each, the first the stronger."""
    found = np.zeros((count, _SECTORS))
    for row in found:
        first, second = chance.choice(_SECTORS, size=2, replace=False, p=share)
        row[first], row[second] = 1.0, 0.6
    return found

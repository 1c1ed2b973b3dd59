"""Is anybody treated less well? Rates, scores and meetings compared between declared groups.

The four-fifths rule (29 CFR 1607.4 D) compares a group's selection rate with that of the best
treated one: under .8 it is a sign to look closer, never a proof. Intervals are at 95 %: Wilson's
for a rate, Student's for a mean, and the delta method on the logarithm for a ratio.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from math import exp, inf, log, sqrt
from statistics import fmean, variance

from scipy.special import ndtri, stdtrit  # type: ignore[import-untyped]

from matching.domain.entries import Entries
from matching.outcomes.comparison import MEASURES, Compared, Comparison, Treatment
from matching.outcomes.figures import SMALLEST_SHOWN, Figure, hide_small_groups
from matching.outcomes.public import NOT_SAID, groups_listed, groups_of_person

Members = Mapping[str, Sequence[Treatment]]
"""What the fair gave to each member, by group."""
CHARACTERISTICS = ("gender", "age", "qpv", "diploma")
_Z = float(ndtri(0.975))
_RATES = frozenset({"selected"})
_GREATEST = {"open_share": 1.0, "best_score": 1.0}
"""The most that a mean can be; where there is none it has no end. None is under 0."""


def grouped(entries: Entries, treatments: Mapping[str, Treatment]) -> dict[str, Members]:
    """What the fair gave to the members of each group, by characteristic; nobody is named."""
    said = {person: groups_of_person(entries, person) for person in sorted(treatments)}
    found: dict[str, Members] = {}
    for characteristic in CHARACTERISTICS:
        members: dict[str, list[Treatment]] = {}
        for person, groups in said.items():
            members.setdefault(groups[characteristic], []).append(treatments[person])
        found[characteristic] = members
    return found


def compare_groups(
    characteristic: str, members: Members, *, also: Collection[str] = ()
) -> tuple[Comparison, ...]:
    """Every measure over the groups of one characteristic; groups in `also` stay hidden.

    A group of fewer than five is hidden, and one more with it when it could be subtracted out;
    then groups without anybody are listed as hidden too, or the list would tell who there is.
    People who did not say stand apart and are compared with nobody.
    """
    counts = (Figure(group, len(members[group])) for group in sorted(members))
    visible = {
        figure.code: None if figure.is_hidden else members[figure.code]
        for figure in hide_small_groups(counts, also=also)
    }
    if None in visible.values():
        visible |= dict.fromkeys(groups_listed(characteristic) - visible.keys())
    everybody = [treatment for group in members.values() for treatment in group]
    return tuple(
        Comparison(characteristic, measure, _compare(measure, visible))
        for measure in MEASURES
        if any(getattr(treatment, measure) is not None for treatment in everybody)
    )


def _compare(
    measure: str, members: Mapping[str, Sequence[Treatment] | None]
) -> tuple[Compared, ...]:
    samples = {
        group: None if given is None else _sample(measure, given)
        for group, given in members.items()
    }
    shown = {
        group: sample
        for group, sample in samples.items()
        if sample and len(sample) >= SMALLEST_SHOWN
    }
    comparable = {group: fmean(sample) for group, sample in shown.items() if group != NOT_SAID}
    best = max(comparable, key=lambda group: (comparable[group], group), default="")
    greatest = _GREATEST.get(measure, inf)
    interval = _wilson if measure in _RATES else partial(_student, greatest=greatest)
    return tuple(
        _compared(group, shown[group], shown.get(best), interval, is_best=group == best)
        if group in shown
        else Compared(group)
        for group in sorted(samples)
    )


def _sample(measure: str, given: Sequence[Treatment]) -> list[float]:
    values = (getattr(treatment, measure) for treatment in given)
    return [float(value) for value in values if value is not None]


def _compared(
    group: str,
    mine: Sequence[float],
    best: Sequence[float] | None,
    interval: Callable[[Sequence[float]], tuple[float, float]],
    *,
    is_best: bool,
) -> Compared:
    low, high = interval(mine)
    plain = Compared(group, len(mine), fmean(mine), low, high)
    if best is None or group == NOT_SAID or not fmean(best):
        return plain
    ratio = fmean(mine) / fmean(best)
    below, above = (1.0, 1.0) if is_best else _ratio_interval(mine, best)
    return Compared(group, len(mine), fmean(mine), low, high, ratio, below, above)


def _wilson(sample: Sequence[float]) -> tuple[float, float]:
    count, share = len(sample), fmean(sample)
    middle = share + _Z**2 / (2 * count)
    half = _Z * sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    scale = 1 + _Z**2 / count
    # By rounding a share of all, or of none, may fall beside its own bound.
    low, high = min(share, (middle - half) / scale), max(share, (middle + half) / scale)
    return max(0.0, low), min(1.0, high)


def _student(sample: Sequence[float], *, greatest: float) -> tuple[float, float]:
    half = float(stdtrit(len(sample) - 1, 0.975)) * sqrt(variance(sample) / len(sample))
    return max(0.0, fmean(sample) - half), min(greatest, fmean(sample) + half)


def _ratio_interval(mine: Sequence[float], best: Sequence[float]) -> tuple[float, float]:
    """Bounds of a ratio of means; half an observation is added so that a mean of 0 has bounds."""
    means, spread = [], 0.0
    for sample in (mine, best):
        count = len(sample)
        mean = (fmean(sample) * count + 0.5) / (count + 0.5)
        means.append(mean)
        spread += max(variance(sample), 1e-12) / (count * mean**2)
    middle, half = log(means[0] / means[1]), _Z * sqrt(spread)
    return exp(middle - half), exp(middle + half)

"""Contracts and hours that people name among their wishes, where they left the columns empty."""

from collections.abc import Iterable

from matching.domain.terms import Contract, Hours
from matching.scoring.profiles.heard.terms import TermsTold
from matching.scoring.reading.plain_facts import insisted

_WORK = frozenset({Contract.CDI, Contract.CDD, Contract.INTERIM})
_AMOUNTS = frozenset({Hours.FULL_TIME, Hours.PART_TIME})


def wished_contracts(told: TermsTold, wishes: Iterable[str]) -> tuple[Contract, ...]:
    """Contracts named: kinds of paid work as said; any other ("alternance") only if insisted on.

    Who wants a job or else an apprenticeship must not be kept from jobs.
    """
    if set(told.contracts) & _WORK:
        return tuple(dict.fromkeys(told.contracts))
    codes = _codes(wishes)
    return tuple(dict.fromkeys(one for one in told.contracts if one.value in codes))


def wished_hours(told: TermsTold, wishes: Iterable[str]) -> tuple[Hours, ...]:
    """Hours named: how much work as said, moments only if insisted on.

    "De nuit, ça paye mieux" refuses no work by day; "que le matin" does.
    """
    if not told.hours:
        return ()
    codes = _codes(wishes)
    return tuple(dict.fromkeys(one for one in told.hours if one in _AMOUNTS or one.value in codes))


def _codes(wishes: Iterable[str]) -> frozenset[str]:
    return frozenset(code for wish in wishes for code in insisted(wish))

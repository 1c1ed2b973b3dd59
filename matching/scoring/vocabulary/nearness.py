"""How trades stand to one another: the same, near, of one family, of one domain."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from matching.scoring.vocabulary.entries import Trade

_ROME = re.compile(r"[A-Z]\d{4}")
_USUAL_MOVES = 3  # the first moves of a sheet of ROME are near; the others are worth less
_MOST_REMEMBERED = 4_096
_Ids = frozenset[str]


class Nearness:
    """Steps between trades, looked up by neighbour so that a list of thousands costs nothing.

    A trade of ours is tied to the official one of its code: what ROME says of the sheet holds
    for both, beside what we say ourselves. The step is the nearest of

    - `same`: the same code;
    - `parent`: another sheet of the same parent;
    - `near`: our neighbours, or a usual move of ROME in either direction;
    - `family`: our family, or another move of ROME;
    - `domain`: the same three first signs of the code.
    """

    def __init__(self, trades: Mapping[str, Trade]) -> None:
        self._trades = trades
        self._by_code = _ids_by(trades.values(), "code")
        self._by_family = _ids_by(trades.values(), "family")
        self._by_domain = _ids_by(trades.values(), "domain")
        self._near, self._moves = _moves(trades)
        self._known: dict[tuple[tuple[str, ...], str], Mapping[str, str]] = {}

    def steps(self, trades: tuple[str, ...], rome: str) -> Mapping[str, str]:
        """Every trade that is near any of `trades` or the code `rome`, with its nearest step."""
        asked = (trades, rome)
        if asked not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[asked] = self._steps(trades, rome)
        return self._known[asked]

    def _steps(self, trades: tuple[str, ...], rome: str) -> Mapping[str, str]:
        """The step of every trade near some trades: farther ones are overwritten by nearer."""
        codes = {self._trades[name].rome for name in trades} | ({rome} if rome else set())
        same = {name for code in codes for name in self._by_code.get(code, ())}
        sheets = {name for name in self._by_code.get(rome, ()) if self._trades[name].source}
        there = sheets.union(trades, self._counterparts(trades))
        steps: dict[str, str] = {}
        farthest_first = (
            ("domain", self._of_domains(codes)),
            ("family", self._of_families(there, official=False)),
            ("family", self._reached(there, self._moves)),
            ("near", self._reached(there, self._near)),
            ("parent", self._of_families(there, official=True)),
            ("same", same),
        )
        for step, names in farthest_first:
            steps.update(dict.fromkeys(names, step))
        return dict(sorted(steps.items()))

    def _of_domains(self, codes: Iterable[str]) -> set[str]:
        domains = {code[:3] for code in codes if _ROME.fullmatch(code)}
        return {name for domain in domains for name in self._by_domain.get(domain, ())}

    def _of_families(self, there: Iterable[str], *, official: bool) -> set[str]:
        trades = (self._trades[name] for name in there)
        families = {trade.family for trade in trades if bool(trade.source) is official}
        kin = {name for family in families for name in self._by_family.get(family, ())}
        return kin | self._counterparts(kin)

    def _reached(self, there: Iterable[str], links: Mapping[str, _Ids]) -> set[str]:
        reached = {to for name in there for to in links.get(name, ())}
        return reached | self._counterparts(reached)

    def _counterparts(self, names: Iterable[str]) -> set[str]:
        """Our trades of the codes of official ones, and official trades of the codes of ours."""
        found: set[str] = set()
        for name in names:
            trade = self._trades[name]
            for other in self._by_code.get(trade.rome, ()):
                if bool(self._trades[other].source) is not bool(trade.source):
                    found.add(other)
        return found


def _ids_by(trades: Iterable[Trade], what: str) -> Mapping[str, _Ids]:
    found: dict[str, set[str]] = defaultdict(set)
    for trade in trades:
        values = {"code": trade.rome, "family": trade.family, "domain": _domain(trade)}
        if values[what]:
            found[values[what]].add(trade.id)
    return {value: frozenset(ids) for value, ids in found.items()}


def _domain(trade: Trade) -> str:
    return trade.rome[:3] if _ROME.fullmatch(trade.rome) else ""


def _moves(trades: Mapping[str, Trade]) -> tuple[Mapping[str, _Ids], Mapping[str, _Ids]]:
    """Near trades, and all moves, both ways."""
    near: dict[str, set[str]] = defaultdict(set)
    moves: dict[str, set[str]] = defaultdict(set)
    for trade in trades.values():
        for place, to in enumerate(trade.near):
            links = near if not trade.source or place < _USUAL_MOVES else moves
            links[trade.id].add(to)
            links[to].add(trade.id)
    return _frozen(near), _frozen(moves)


def _frozen(links: Mapping[str, Iterable[str]]) -> Mapping[str, _Ids]:
    return {name: frozenset(reached) for name, reached in links.items()}

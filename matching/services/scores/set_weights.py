"""What counts in a score: the weights in force for a fair, and changing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from matching.scoring.profiles.weights import Weights, default_weights
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.weights import KeptWeights, add_weights, weights_of

SHARES = "shares"
_MOST_SHARE, _MOST_NEED = 100.0, 5.0


@dataclass(frozen=True, slots=True)
class Knob:
    """One weight that can be turned, from 0 to `most`."""

    group: str
    name: str
    value: float
    most: float

    @property
    def code(self) -> str:
        """What its sentences are found by."""
        return f"{self.group}.{self.name}"


@dataclass(frozen=True, slots=True)
class WeightsInForce:
    """Every knob, the version in force, and the versions before it with their moment."""

    knobs: tuple[Knob, ...]
    version: str
    before: tuple[tuple[str, datetime], ...]


def weights_view(shop: Shop, fair: str) -> WeightsInForce:
    """What the next scores of a fair are made with."""
    kept = _versions(shop, fair)
    weights = _of(kept)
    knobs = (
        Knob(group, name, value, _most(group, value))
        for group, values in weights.groups().items()
        for name, value in values.items()
    )
    return WeightsInForce(
        tuple(knobs),
        weights.version,
        tuple((earlier.version, earlier.saved_at) for earlier in kept),
    )


def set_weights(shop: Shop, fair: str, changes: Mapping[str, float]) -> bool:
    """Put changed weights (by `group.name`) in force for the next scores; whether any changed.

    Plans drawn before keep their scores.

    Raises
    ------
    FairError
        `invalid_range`, `invalid_weight_names`, `invalid_crossed`: nothing is changed.
    """
    before = _of(_versions(shop, fair))
    return _put(shop, fair, before.turned(changes), before)


def reset_weights(shop: Shop, fair: str) -> bool:
    """Put the weights that Parvis comes with in force again; whether anything changed."""
    return _put(shop, fair, default_weights(), _of(_versions(shop, fair)))


def _versions(shop: Shop, fair: str) -> tuple[KeptWeights, ...]:
    with shop.store.reading() as reader:
        return weights_of(reader, fair)


def _of(kept: tuple[KeptWeights, ...]) -> Weights:
    return Weights.from_kept(kept[0].document) if kept else default_weights()


def _most(group: str, value: float) -> float:
    return max(value, {SHARES: _MOST_SHARE, "need": _MOST_NEED}.get(group, 1.0))


def _put(shop: Shop, fair: str, weights: Weights, before: Weights) -> bool:
    if weights.version == before.version:
        return False
    with shop.store.writing() as writer:
        fairs.read_entries(writer, fair)
        document = weights.to_toml()
        add_weights(writer, fair, version=weights.version, document=document, at=shop.clock())
    return True

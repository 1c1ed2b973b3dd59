"""How near the offer's trade is to the one that the person wants."""

from matching.scoring.criteria.answers import Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights
from matching.scoring.reading.claim import CLAIM_FROM

_STEPS = ("same", "parent", "near", "family", "domain")
READS = Reads(person=("trades", "by_experience"), offer=("trade_known", "nearness"))
REASONS = {
    **{f"trade_{step}": ("said", "trade") for step in _STEPS},
    **{f"trade_{step}_held": ("said", "trade") for step in _STEPS},
    "trade_other": ("said", "trade"),
    "trade_other_held": ("said", "trade"),
    "trade_unknown": (),
    "trade_offer_unknown": (),
}


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """From the same trade down to the same domain; the nearest of the person's trades counts.

    Trades held before stand in only while no wish is understood: a wish may be to leave them.
    """
    if not offer.trade_known:
        return Part("trade_offer_unknown", None)
    if not person.trades:
        return Part("trade_unknown", None)
    best = Part("", -1.0)
    for claim in person.trades:
        step = offer.nearness.get(claim.id, "")
        value = weights.trade[step] if step else 0.0
        if claim.confidence < CLAIM_FROM:
            value *= weights.trade["vague"]
        if value > (best.value or 0.0) or best.value == -1.0:
            ending = "_held" if person.by_experience else ""
            params = {"said": claim.text, "trade": claim.id}
            best = Part(f"trade_{step or 'other'}{ending}", value, params)
    return best

"""How near the offer's trade is to the one that the person wants."""

from collections.abc import Iterable, Mapping

from matching.scoring.criteria.answers import Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.shared_words import shared
from matching.scoring.profiles.weights import Weights
from matching.scoring.reading.claim import CLAIM_FROM, Claim

UNREAD = "trade_offer_unread"
"""The offer's trade is not known, the one that is wanted is: see `cap.unread_trade`."""

_STEPS = ("same", "parent", "near", "family", "domain")
_ITSELF = frozenset({"same", "parent"})
READS = Reads(
    person=(
        "trades",
        "by_experience",
        "held",
        "is_at_large",
        "takes_anything",
        "wanted_settings",
        "only_asks",
        "asks",
        "wish_words",
    ),
    offer=(
        "trade_known",
        "trade_unclear",
        "title_words",
        "nearness",
        "takes_beginners",
        "welcomes_beginners",
        "conditions",
    ),
)
REASONS = {
    **{f"trade_{step}": ("said", "trade") for step in _STEPS},
    **{f"trade_{step}_held": ("said", "trade") for step in _STEPS},
    "trade_maybe": ("said", "trade"),
    "trade_maybe_held": ("said", "trade"),
    "trade_other": ("said", "trade"),
    "trade_other_held": ("said", "trade"),
    "trade_beginner": (),
    "trade_beginner_unsaid": (),
    "trade_setting": (),
    "trade_setting_unsaid": (),
    "trade_not_asked": (),
    "trade_for_the_trained": (),
    "trade_unknown": (),
    "trade_offer_unknown": (),
    UNREAD: ("said",),
}


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """From the same trade down to the same domain; the nearest of the person's trades counts.

    Trades held before stand in only while no wish is understood: a wish may be to leave them; and
    while none was held either, those that a skill names, to who leaves the trade open. To
    somebody whose wishes leave the trade open, work for beginners is an answer too, a little less
    where the employer does not say that it is. Who only asks for help has not asked for this work.
    """
    if person.only_asks and _by_words(person, offer, weights) is None:
        return Part("trade_not_asked", 0.0)
    part = _nearest(person, offer, weights)
    begun = _begun(person, offer, weights)
    if begun is not None and (part.value or 0.0) < (begun.value or 0.0):
        return begun
    if person.is_at_large and part.value is None and offer.trade_known:
        return Part("trade_for_the_trained", 0.0)
    return part


def _begun(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """What work for beginners is worth to somebody who left the trade open, or named a setting."""
    if is_setting(person, offer):
        answer = "setting"
    elif is_open_to_all(person):
        answer = "beginner"
    else:
        return None
    share = beginners_share(offer, weights)
    said = "" if offer.welcomes_beginners else "_unsaid"
    return Part(f"trade_{answer}{said}", weights.trade[answer] * share) if share else None


def beginners_share(offer: ReadOffer, weights: Weights) -> float:
    """What part counts of work for beginners: all where the employer says so, 0 where it is not."""
    if not offer.takes_beginners:
        return 0.0
    return 1.0 if offer.welcomes_beginners else weights.trade["unsaid"]


def is_setting(person: ReadPerson, offer: ReadOffer) -> bool:
    """Whether an offer has a condition of work that the person wishes for."""
    return not person.wanted_settings.isdisjoint(offer.conditions)


def is_open_to_all(person: ReadPerson) -> bool:
    """Whether the wishes leave the trade open, or say that anything will do meanwhile.

    Who says what the work should be like has not left that open.
    """
    if person.wanted_settings:
        return False
    return person.takes_anything or (person.is_at_large and not person.asks)


def _nearest(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part:
    named = _by_words(person, offer, weights)
    if named is not None:
        return named
    if not offer.trade_known:
        return _unread(person)
    if not person.trades:
        return Part("trade_unknown", None)
    steps = steps_to(weights, beginners=offer.takes_beginners)
    value, step, claim = nearest(person.trades, offer, steps, weights.trade)
    if step in _ITSELF and not _is_clear(offer, claim, step):
        step = "maybe"
    ending = "_held" if person.by_experience and person.held else ""
    return Part(f"trade_{step or 'other'}{ending}", value, {"said": claim.text, "trade": claim.id})


def _is_clear(offer: ReadOffer, claim: Claim, step: str) -> bool:
    """Whether both sides name one trade, or both the same unclear word."""
    is_vague = claim.confidence < CLAIM_FROM
    return step == "same" if offer.trade_unclear and is_vague else offer.trade_unclear == is_vague


def _unread(person: ReadPerson) -> Part:
    if wants_a_trade(person):
        return Part(UNREAD, None, {"said": person.trades[0].text})
    return Part("trade_offer_unknown", None)


def goes_by_words(person: ReadPerson, *, trade_known: bool) -> bool:
    """Whether the words of wish and title decide: the trade of one of them is not known."""
    return not (trade_known and wants_a_trade(person))


def _by_words(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """The trade where the words of the title were asked for, whatever they mean."""
    if not goes_by_words(person, trade_known=offer.trade_known):
        return None
    said, is_sure = shared(person.wish_words, offer.title_words)
    if not said:
        return None
    step, worth = ("same", "same") if is_sure else ("maybe", "vague")
    return Part(f"trade_{step}", weights.trade[worth], {"said": said, "trade": ""})


def wants_a_trade(person: ReadPerson) -> bool:
    """Whether the trade that is wanted is known, and not only those that were held."""
    return bool(person.trades) and not person.by_experience


def steps_to(weights: Weights, *, beginners: bool) -> Mapping[str, float]:
    """What each step between trades is worth, to an offer that takes beginners or does not."""
    if not beginners:
        return weights.trade
    return {**weights.trade, "near": weights.trade["near_beginner"]}


def nearest(
    claims: Iterable[Claim],
    offer: ReadOffer,
    steps: Mapping[str, float],
    worth: Mapping[str, float],
) -> tuple[float, str, Claim]:
    """The best of some trades for an offer: its value, how it stands to it, and the claim.

    A title that may name several trades is worth what a vague wish is (`worth["vague"]`), a wish
    that was softened less than a firm one (`worth["softly"]`).
    """
    found: tuple[float, str, Claim] | None = None
    for claim in claims:
        step = offer.nearness.get(claim.id, "")
        is_vague = offer.trade_unclear or claim.confidence < CLAIM_FROM
        value = steps.get(step, 0.0) * (worth["vague"] if is_vague else 1.0)
        value *= worth["softly"] if claim.softly else 1.0
        if found is None or value > found[0]:
            found = value, step, claim
    assert found is not None
    return found
